"""Marks that a reader wrote down in a table: CSV, one row for each measurement or judgement of a lesion at a visit.

visit,date,lesion,role,site,measure,value,unit,state,method,x_mm,y_mm,z_mm
Baseline,2026-01-10,T01,target,liver,longest diameter,42,mm,,CT,-61.0,-20.5,110.0
Week 8,2026-03-07,T01,target,liver,longest diameter,30,mm,,CT,-60.2,-21.0,111.5
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO

from onward.engines.response.readings import Mark
from onward.knowledge import Codes
from onward.terms import Issue, Severity, parse_date, ucum_of_spelling
from onward.timeline import Laterality

_NEEDED = ("visit", "lesion", "measure")
_COLUMNS = frozenset(
    (
        *_NEEDED,
        "person",
        "date",
        "visit_number",
        "tracking_uid",
        "role",
        "site",
        "side",
        "node",
        "value",
        "unit",
        "state",
        "not_done",
        "method",
        "slice_thickness_mm",
        "x_mm",
        "y_mm",
        "z_mm",
        "frame_of_reference",
        "series_uid",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksRead:
    """The marks of a table, the people that it names ("" for none), and every row that could not be read."""

    marks: tuple[Mark, ...]
    persons: tuple[str, ...]
    issues: tuple[Issue, ...]


def read_marks_table(raw: bytes, name: str, codes: Codes) -> MarksRead | None:
    """The marks of a CSV file; None when it is no such table (it lacks visit, lesion or measure)."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    rows = csv.DictReader(StringIO(text), restkey="", restval="")
    columns = [one.strip().lower() for one in rows.fieldnames or ()]
    if not set(_NEEDED) <= set(columns):
        return None
    rows.fieldnames = columns
    issues = [
        _issue(name, f"column {column}", "a column that marks do not have", "read nothing of it")
        for column in columns
        if column and column not in _COLUMNS
    ]
    marks: list[Mark] = []
    persons: dict[str, None] = {}
    for number, cells in enumerate(rows, start=2):
        row = {column: (cells.get(column) or "").strip() for column in _COLUMNS}
        if not any(row.values()):
            continue
        persons[row["person"]] = None
        mark = _mark(name, number, row, codes, issues)
        if mark is not None:
            marks.append(mark)
    return MarksRead(marks=tuple(marks), persons=tuple(persons), issues=tuple(issues))


def _mark(name: str, number: int, row: Mapping[str, str], codes: Codes, issues: list[Issue]) -> Mark | None:
    place = f"row {number}"
    if not all(row[column] for column in _NEEDED):
        issues.append(_issue(name, place, "a mark without visit, lesion or measure", "left it out", Severity.ERROR))
        return None
    wrong = [
        column
        for column in ("value", "visit_number", "slice_thickness_mm", "x_mm", "y_mm", "z_mm")
        if row[column] and _number(row[column]) is None
    ]
    if wrong:
        issues.append(_issue(name, f"{place}, column {wrong[0]}", "no number", "left the row out", Severity.ERROR))
        return None
    if row["date"] and parse_date(row["date"]) is None:
        issues.append(_issue(name, f"{place}, column date", "no date (YYYY-MM-DD)", "left the row out", Severity.ERROR))
        return None
    unit = (ucum_of_spelling(row["unit"]) or "") if row["unit"] else ""
    if row["value"] and not unit:
        issues.append(_issue(name, f"{place}, column unit", "no unit that is known", "units are never guessed"))
    position = tuple(_number(row[axis]) for axis in ("x_mm", "y_mm", "z_mm"))
    side = row["side"].lower()
    site = codes.sites.body_site((), row["site"].lower())
    return Mark(
        lesion=row["lesion"],
        visit=row["visit"],
        measure=row["measure"],
        tracking_uid=row["tracking_uid"],
        role=row["role"].lower(),
        site=site,
        site_text=row["site"],
        laterality=next((one for one in Laterality if one.value == side), None),
        is_node=_is_node(row["node"], row["site"], site),
        visit_number=_number(row["visit_number"]) if row["visit_number"] else None,
        date=row["date"],
        value=_number(row["value"]) if row["value"] else None,
        unit=unit,
        state=row["state"].lower(),
        not_done=row["not_done"].lower(),
        method=row["method"],
        slice_thickness_mm=_number(row["slice_thickness_mm"]) if row["slice_thickness_mm"] else None,
        position_mm=None if None in position else (position[0], position[1], position[2]),  # pyright: ignore[reportArgumentType]  (none is None)
        frame_of_reference=row["frame_of_reference"],
        series_uid=row["series_uid"],
    )


def _is_node(said: str, site_text: str, site: str) -> bool | None:
    if said:
        return said.lower() in ("yes", "y", "true", "1")
    if not site_text:
        return None
    return site.startswith("node") or "node" in site_text.lower()


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and str(found) == text else None


def _issue(name: str, place: str, what: str, did: str, severity: Severity = Severity.WARNING) -> Issue:
    return Issue(file=name, place=place, what=what, did=did, severity=severity)
