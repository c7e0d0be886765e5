"""Treatments written as a few rows, and the lines of therapy that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench.treatment_cases import LineAnswer, found_lines
from tests.spec.manual import Section

# drug, start, end ("" while it goes on), why it stopped ("" when not said)
Treatment = tuple[str, str, str, str]


def lines_of(
    treatments: Sequence[Treatment],
    *,
    as_of: str = "2026-11-01",
    diagnosis: str = "2015-03-02",
    surgery: str = "2015-04-01",
    metastasis: str = "2020-01-10",
    progressions: Sequence[str] = (),
    more: Mapping[str, Any] | None = None,
) -> LineAnswer:
    """The table of lines of a recurrent disease with these treatments."""
    return found_lines(
        {
            "as_of": as_of,
            "diagnosis": diagnosis,
            "surgery": surgery,
            "metastasis": metastasis,
            "treatments": [_row(treatment) for treatment in treatments],
            "status_reports": [{"date": day, "value": "progression"} for day in progressions],
            **(more or {}),
        }
    )


def _row(treatment: Treatment) -> dict[str, str]:
    drug, start, end, why = treatment
    row = {"drug": drug, "start": start, "status": "stopped" if end else "active"}
    return row | ({"end": end} if end else {}) | ({"why_stopped": why} if why else {})


def show(manual: Section, treatments: Sequence[Treatment], found: LineAnswer, progressions: Sequence[str] = ()) -> None:
    """The treatments and the lines, as two tables of the page."""
    manual.table(
        ("drug", "from", "to", "stopped for"),
        [(drug, start, end or "", why or "") for drug, start, end, why in treatments],
    )
    if progressions:
        manual.text(f"Progression reported on {', '.join(progressions)}.")
    manual.table(
        ("line", "setting", "drugs", "from", "to", "why it ended"),
        [
            (n, setting, ", ".join(drugs), start, "" if end == "null" else end, why)
            for n, setting, drugs, start, end, why in found.lines
        ],
    )
    for conflict in found.conflicts:
        manual.text(f"Conflict: {conflict}.")
    for question in found.unknown:
        manual.text(f"Open: {question}.")
