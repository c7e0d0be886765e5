"""Grading a table of laboratory values by CTCAE."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from onward.criteria import LabGrade, Measurement, grade_value
from onward.intake import LabValueRow, LabValueTable, read_lab_values
from onward.knowledge import CtcaeTable, ctcae_v5
from onward.terms import Issue, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedRow:
    """A row with its grade; `grade` is None when the term or the value is not there, and `because` says it."""

    row: LabValueRow
    grade: LabGrade | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedTable:
    """Every row of a file, in its order, and the version of CTCAE that graded it."""

    file: str
    sha256: str
    table: CtcaeTable
    rows: tuple[GradedRow, ...]
    issues: tuple[Issue, ...]


def grade_table(path: Path) -> GradedTable:
    """Grade the laboratory values of a CSV file by CTCAE v5.0.

    Raises UsageError and RecordsError as `intake.read_lab_values`, KnowledgeError when the table of CTCAE is broken.
    """
    table = ctcae_v5()
    read = read_lab_values(path)
    issues = list(read.issues)
    rows = tuple(_graded(row, read, table, issues) for row in read.rows)
    return GradedTable(
        file=read.file, sha256=read.sha256, table=table, rows=rows, issues=tuple(sorted(issues, key=_line))
    )


def _graded(row: LabValueRow, read: LabValueTable, table: CtcaeTable, issues: list[Issue]) -> GradedRow:
    term = table.find(row.term)
    if term is None:
        near = table.nearest(row.term) if row.term else ""
        # The cell itself is not repeated: in a table with moved columns it may hold anything.
        what = f"the term is no laboratory term of {table.version}" if row.term else "there is no term"
        what += f'; the nearest is "{near}"' if near else ""
        issues.append(_no_grade(read.file, row.line, "term", what))
        return GradedRow(row=row, grade=None, because=what)
    if row.value is None:
        return GradedRow(row=row, grade=None, because=row.unusable)
    measured = Measurement(value=row.value, low=row.low, high=row.high, baseline=row.baseline)
    grade = grade_value(term, measured, table)
    if not grade.fits and row.value.unit is not None:
        issues.append(_no_grade(read.file, row.line, "unit", grade.because))
    return GradedRow(row=row, grade=grade, because=grade.because)


def _no_grade(file: str, line: int, column: str, what: str) -> Issue:
    place = f"line {line}, column {column}"
    return Issue(file=file, place=place, what=what, did="gave no grade", severity=Severity.ERROR)


def _line(issue: Issue) -> int:
    """The line that an issue stands at, to sort by; what is about the whole file comes first."""
    found = re.match(r"line (\d+)", issue.place)
    return int(found[1]) if found else 0
