"""`onward care`: so far `care grade`, the grades of laboratory values."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from onward.app.grading import GradedTable, grade_table
from onward.cli.printing import print_issues, print_json, print_line, print_table
from onward.cli.today import today
from onward.outputs.plain import grade_document, graded_table_document, issue_document
from onward.terms import Severity


def run_grade(arguments: argparse.Namespace) -> int:
    """Print the grade of each row."""
    graded = grade_table(Path(arguments.file))
    rows = [grade_document(one.row.id, one.row.line, one.row.term, one.grade, one.because) for one in graded.rows]
    issues = [issue_document(issue) for issue in graded.issues]
    if arguments.json:
        day = arguments.as_of or today()
        print_json(graded_table_document(graded.file, graded.sha256, graded.table, rows, issues, day=day))
    elif arguments.ndjson:
        for row in rows:
            print_line(row)
        if issues:
            print_line({"kind": "issues", "issues": issues})
    else:
        _show(graded)
        print_issues(issues)
    return 1 if any(issue.severity is Severity.ERROR for issue in graded.issues) else 0


def _show(graded: GradedTable) -> None:
    print_table(
        ("id", "term", "grade", "because", "rests on"),
        [
            (
                one.row.id,
                one.row.term,
                "?" if one.grade is None or one.grade.grade is None else str(one.grade.grade),
                one.because,
                "; ".join(one.grade.assumed) if one.grade is not None else "",
            )
            for one in graded.rows
        ],
    )
    counts = Counter("?" if one.grade is None or one.grade.grade is None else one.grade.grade for one in graded.rows)
    told = ", ".join(f"grade {grade}: {counts[grade]}" for grade in (0, 1, 2, 3, 4) if counts[grade])
    unknown = f"{', ' if told else ''}cannot be told: {counts['?']}" if counts["?"] else ""
    print(f"{len(graded.rows)} values by {graded.table.version}. {told}{unknown}", file=sys.stdout)
