"""What a reader confirmed of a bone scan, as a table: one line a spot.

Columns: scan (day as 2026-01-31, or the UID of series or study), spot (its name in the list, empty for one that the
reader added), bone, percent (of this bone that is involved), reader. A line without bone is a spot that the reader did
not confirm. The bone "none" with 0 percent says that she looked and found none.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onward.imaging import ConfirmedSpot
from onward.terms import Issue, Severity

_COLUMNS = ("scan", "spot", "bone", "percent", "reader")
_LARGEST_BYTES = 4 * 1024**2
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedLine:
    """One line: of which scan, and the spot; `line` in the file, from 1. A bone of "" says: none was found."""

    scan: str
    spot: ConfirmedSpot
    line: int


def read_confirmed_spots(
    path: Path, bone_of: Callable[[str], str | None], nearest: Callable[[str], tuple[str, ...]]
) -> tuple[tuple[ConfirmedLine, ...], tuple[Issue, ...]]:
    """The lines that can be used, and an issue for each that cannot.

    bone_of   the bone that a reader's words mean; nearest: bones written alike
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            return (), (_issue(path, "", "it is larger than 4 MiB: no list of spots", "read nothing of it"),)
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return (), (_issue(path, "", "it is not written in UTF-8", "read nothing of it; save it as CSV in UTF-8"),)
    except OSError as error:
        return (), (_issue(path, "", f"it cannot be read ({error.strerror})", "read nothing of it"),)
    # Spreadsheets of some countries write semicolons.
    first = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    names = [str(one).strip().casefold() for one in rows.fieldnames or ()]
    missing = [one for one in _COLUMNS if one not in names]
    if missing:
        what = f"the columns {', '.join(missing)} are missing"
        return (), (_issue(path, "line 1", what, f"read nothing of it; wanted are {', '.join(_COLUMNS)}"),)
    rows.fieldnames = names
    found: list[ConfirmedLine] = []
    issues: list[Issue] = []
    try:
        for number, row in enumerate(rows, start=2):
            cells = {name: str(row.get(name) or "").strip() for name in _COLUMNS}
            if not cells["bone"]:
                continue
            spot = _spot(cells, bone_of, nearest)
            if isinstance(spot, str):
                issues.append(_issue(path, f"line {number}", spot, "left the line out"))
            else:
                found.append(ConfirmedLine(scan=cells["scan"], spot=spot, line=number))
    except csv.Error as error:
        issues.append(_issue(path, "", f"it is no table ({error})", "read what stands before"))
    return tuple(found), tuple(issues)


def _spot(
    cells: dict[str, str], bone_of: Callable[[str], str | None], nearest: Callable[[str], tuple[str, ...]]
) -> ConfirmedSpot | str:
    if not cells["reader"]:
        return "no reader is named: what nobody confirmed is not counted"
    if not cells["scan"]:
        return "no scan is named"
    try:
        percent = float(cells["percent"].removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return "percent is missing or no number: how much of the bone is involved?"
    if cells["bone"].casefold() == NONE and percent == 0:
        return ConfirmedSpot(spot="", bone="", percent=0.0, reader=cells["reader"])
    bone = bone_of(cells["bone"])
    if bone is None:
        alike = nearest(cells["bone"])
        return "the bone is none of the table" + (f"; written alike: {', '.join(alike)}" if alike else "")
    if not 0 < percent <= 100:
        return "percent must lie above 0 and not above 100"
    return ConfirmedSpot(spot=cells["spot"], bone=bone, percent=percent, reader=cells["reader"])


def _issue(path: Path, place: str, what: str, did: str) -> Issue:
    return Issue(file=path.name, place=place, what=what, did=did, severity=Severity.ERROR)
