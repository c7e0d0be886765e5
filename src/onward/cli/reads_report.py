"""`onward reads report`: signed reads as DICOM SR."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from onward.app.read_desk import open_desk
from onward.app.read_reports import write_reports
from onward.app.reader_keys import own_key, own_keys
from onward.cli.printing import print_issues, print_json
from onward.outputs.plain import issue_document
from onward.store import Store
from onward.terms import Issue, UsageError


def run_report(arguments: argparse.Namespace) -> int:
    """Write the reads of a case that hold."""
    folders = dict(_folder(one) for one in arguments.images)
    with Store.open(arguments.store, create=False) as store:
        desk = open_desk(store, now=datetime.now(UTC))
    case = desk.case(arguments.case)
    readers = [own_key(arguments.reader).name] if arguments.reader else [key.name for key in own_keys()]
    hidden = frozenset().union(*(desk.hidden_from(reader) for reader in readers))
    keys = [key for seat in case.seats for key in seat.reads if key not in hidden]
    if case.settled_by and case.settled_by not in keys:
        keys.append(case.settled_by)
    wanted = [key for key in keys if key.startswith(arguments.read.lower())]
    if not wanted:
        raise UsageError("No signed read of this case can be written (onward reads show CASE).")
    files: list[Path] = []
    issues: list[Issue] = []
    for key in wanted:
        made = write_reports(key, desk.read(key), folders, Path(arguments.out))
        files += made.files
        issues += made.issues
    told = [issue_document(issue) for issue in issues]
    if arguments.json:
        print_json({"schema": "onward.reads/1", "files": [str(path) for path in files], "issues": told})
    else:
        for path in files:
            print(f"wrote {path}")
        print_issues(told)
    return 0 if files else 1


def _folder(text: str) -> tuple[str, str]:
    visit, sign, folder = text.partition("=")
    if not sign:
        raise UsageError(f"--images {text}: write VISIT=FOLDER, for example 'Week 8=ct/week8'.")
    return visit, folder
