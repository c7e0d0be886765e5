"""`onward import`: records into the store."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from onward.app.importing import ImportReport, import_records
from onward.cli.printing import print_issues, print_json, print_table
from onward.cli.progress import progress_bar
from onward.outputs.plain import issue_document, skipped_document
from onward.store import Store
from onward.terms import Severity


def run(arguments: argparse.Namespace) -> int:
    """Import, then say what became of every resource."""
    with Store.open(arguments.store) as store, progress_bar("Importing", quiet=arguments.quiet) as progress:
        report = import_records(arguments.records, store, now=datetime.now(UTC), progress=progress)
        where = store.where
    if arguments.json:
        print_json(_document(report, where))
    else:
        _show(report, where)
    return 1 if any(issue.severity is Severity.ERROR for issue in report.issues) else 0


def _document(report: ImportReport, where: str) -> dict[str, object]:
    return {
        "schema": "onward.import/1",
        "store": where,
        "import_id": report.import_id,
        "resources": {
            kind: {
                "in": counted.seen,
                "facts": counted.facts,
                "kept": counted.kept,
                "duplicate": counted.duplicate,
                "issue": counted.issue,
            }
            for kind, counted in sorted(report.resources.items())
        },
        "files": [
            {"name": file.name, "sha256": file.sha256, "size": file.size, "format": file.format}
            for file in report.files
        ],
        "skipped": [skipped_document(skipped.file, skipped.why) for skipped in report.skipped],
        "issues": [issue_document(issue) for issue in report.issues],
    }


def _show(report: ImportReport, where: str) -> None:
    if report.resources:
        print_table(
            ("kind", "in", "gave facts", "kept", "duplicate", "issue"),
            [
                (
                    kind,
                    str(counted.seen),
                    str(counted.facts),
                    str(counted.kept),
                    str(counted.duplicate),
                    str(counted.issue),
                )
                for kind, counted in sorted(report.resources.items())
            ],
        )
    print(f"{len(report.files)} file(s) in {where}; {len(report.skipped)} skipped, {len(report.issues)} issue(s).")
    print_issues([issue_document(issue) for issue in report.issues])
