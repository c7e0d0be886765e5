"""`onward trials import`: trials into the store."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from onward.app.trial_import import TrialImport, import_trials
from onward.cli.printing import print_issues, print_json
from onward.cli.progress import progress_bar
from onward.outputs.plain import issue_document, skipped_document
from onward.store import Store
from onward.terms import Severity


def run(arguments: argparse.Namespace) -> int:
    """Import, then say what became of every trial."""
    with Store.open(arguments.store) as store, progress_bar("Importing trials", quiet=arguments.quiet) as progress:
        report = import_trials(arguments.files, store, now=datetime.now(UTC), progress=progress)
        where = store.where
    if arguments.json:
        print_json(import_document(report, where))
    else:
        print(summary(report, where))
        print_issues([issue_document(issue) for issue in report.issues if issue.severity is not Severity.NOTE])
    return 1 if any(issue.severity is Severity.ERROR for issue in report.issues) else 0


def import_document(report: TrialImport, where: str) -> dict[str, object]:
    """What one import did, as a plain value."""
    return {
        "schema": "onward.trials-import/1",
        "store": where,
        "import_id": report.import_id,
        "trials": {
            "in": report.seen,
            "new": report.new,
            "changed": report.changed,
            "known": report.known,
            "issue": report.unreadable,
        },
        "files": [
            {"name": file.name, "sha256": file.sha256, "size": file.size, "format": file.format}
            for file in report.files
        ],
        "skipped": [skipped_document(skipped.file, skipped.why) for skipped in report.skipped],
        "issues": [issue_document(issue) for issue in report.issues],
    }


def summary(report: TrialImport, where: str) -> str:
    """The same in two lines."""
    parts = (
        f"{report.new:,} new",
        f"{report.changed:,} changed",
        f"{report.known:,} known already",
        f"{report.unreadable:,} unreadable",
    )
    return (
        f"{report.seen:,} trials: {', '.join(parts)}.\n"
        f"{len(report.files)} file(s) in {where}; {len(report.skipped)} skipped, {len(report.issues)} issue(s)."
    )
