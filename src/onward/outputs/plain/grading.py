"""Grades of laboratory values as plain JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onward.criteria import LabGrade
from onward.knowledge import CtcaeTable
from onward.outputs.plain.facts import Plain


def grade_document(row_id: str, line: int, term: str, grade: LabGrade | None, because: str) -> dict[str, Plain]:
    """One row: `id`, `grade` (0 to 4 or null), why, and what is open."""
    return {
        "id": row_id,
        "term": term if grade is None else grade.term,
        "grade": None if grade is None else grade.grade,
        "possible": [] if grade is None else list(grade.possible),
        "because": because,
        "assumed": [] if grade is None else list(grade.assumed),
        "missing": [] if grade is None else list(grade.missing),
        "rule": None if grade is None else grade.rule,
        "version": None if grade is None else grade.version,
        "line": line,
    }


def graded_table_document(
    file: str,
    sha256: str,
    table: CtcaeTable,
    rows: Sequence[dict[str, Plain]],
    issues: Sequence[dict[str, Plain]],
    *,
    day: date,
) -> dict[str, Plain]:
    """The whole file: the knowledge that graded it, every row, every issue."""
    return {
        "schema": "onward.care-grade/1",
        "file": file,
        "sha256": sha256,
        "version": table.version,
        "knowledge": {
            "id": table.file.id,
            "version": table.file.version,
            "sha256": table.file.sha256,
            "review": table.file.review,
            "expires": table.file.expires.isoformat(),
            "stale": table.file.expires <= day,
        },
        "rows": list(rows),
        "issues": list(issues),
    }
