"""Measured lesions as CSV: one row a number, so that no column stands empty and no unit in a heading."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from onward.outputs.lesions.entry import LesionEntry
from onward.terms import Code

COLUMNS = (
    "person", "study_date", "study_instance_uid", "series_instance_uid", "modality", "tracking_uid", "tracking_id",
    "label", "finding", "site", "site_snomed", "laterality", "measure", "value", "unit", "why_not_measured", "reader",
    "algorithm", "file", "synthetic", "notes",
)  # fmt: skip


def lesions_csv(entries: Iterable[LesionEntry]) -> str:
    """The table with its head; a lesion without numbers keeps one row. What is not known is empty."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in entries:
        head = (
            one.person, one.study_date, one.study_uid, one.series_uid, one.modality, one.tracking_uid,
            one.tracking_id, one.label, _name(one.finding), _name(one.site),
            one.site.value if one.site is not None else "", _name(one.laterality).lower(),
        )  # fmt: skip
        tail = (
            one.reader, one.algorithm, one.file, "SYNTHETIC" if one.is_synthetic else "", "; ".join(one.notes),
        )  # fmt: skip
        rows = [
            (measure.name, "" if measure.value is None else f"{measure.value}", measure.unit, measure.why_none)
            for measure in one.measures
        ]
        for row in rows or [("", "", "", "")]:
            table.writerow([_harmless(cell) for cell in (*head, *row, *tail)])
    return written.getvalue()


def _name(code: Code | None) -> str:
    return "" if code is None else code.display or code.value


def _harmless(cell: str) -> str:
    """A spreadsheet runs what begins like a formula: labels and identifiers come from files of others."""
    dangerous = cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not _is_number(cell))
    return f"'{cell}" if dangerous else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
