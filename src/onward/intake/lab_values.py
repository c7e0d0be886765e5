"""A table of laboratory values to be graded: CSV with the columns id, term, value, unit, low, high, baseline.

One row is one value with the laboratory's own limits of normal and the baseline, all four in the one unit of the row. A
cell that is no number stays out and is said; nothing is completed, and a comma is never taken for a decimal point.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, cast

from onward.terms import Comparator, Issue, Quantity, RecordsError, Severity, UsageError, ucum_of_spelling

_REQUIRED = ("id", "term", "value", "unit")
_OPTIONAL = ("low", "high", "baseline")
_Held = Literal["low", "high", "baseline"]

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")
_BOUND = re.compile(r"(<=|>=|<|>|≤|≥)\s*(.*)")
_COMPARATORS = {
    "<": Comparator.LESS,
    "<=": Comparator.AT_MOST,
    "≤": Comparator.AT_MOST,
    ">": Comparator.MORE,
    ">=": Comparator.AT_LEAST,
    "≥": Comparator.AT_LEAST,
}
_NOTHING = frozenset({"", ".", "-", "--", "na", "n/a", "n.a.", "null", "none", "missing", "not done", "nd"})
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LabValueRow:
    """One row as read.

    line    of the file, from 1
    value   None when the cell holds no number; its unit is UCUM where the spelling is known, as written where it is
            not, and None where the cell is empty
    low, high, baseline   in the unit of the value; None when empty or not usable
    unusable   why there is no value, in words; "" otherwise
    """

    id: str
    line: int
    term: str
    value: Quantity | None
    low: Decimal | None = None
    high: Decimal | None = None
    baseline: Decimal | None = None
    unusable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabValueTable:
    """All rows of a file in their order, with what was wrong in it."""

    file: str
    sha256: str
    rows: tuple[LabValueRow, ...]
    issues: tuple[Issue, ...]


def read_lab_values(path: Path) -> LabValueTable:
    """Read a table of laboratory values.

    Comma, semicolon or tab part the cells, as the header tells. Raises UsageError when there is no such file or a
    column is missing, RecordsError when the file is no text.
    """
    name = path.name
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise UsageError(f"{name} is a folder; `care grade` reads one CSV file.") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be read ({error.strerror}). Check the name and the rights.") from None
    issues: list[Issue] = []
    text = _decoded(data, name, issues)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    try:
        header = next((cells for cells in lines if any(cells)), [])
        columns = _columns(header, name, issues)
        rows = tuple(
            _row(cells, lines.line_num, columns, len(header), name, issues)
            for cells in lines
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as error:
        raise RecordsError(f"{name}, line {lines.line_num}: {error}. Is it a CSV file?") from None
    seen: dict[str, int] = {}
    for row in rows:
        if row.id and seen.setdefault(row.id, row.line) != row.line:
            what = f"the id stands already in line {seen[row.id]}"
            issues.append(_issue(name, f"line {row.line}, column id", what, "graded both", Severity.WARNING))
    return LabValueTable(file=name, sha256=hashlib.sha256(data).hexdigest(), rows=rows, issues=tuple(issues))


def _issue(file: str, place: str, what: str, did: str, severity: Severity) -> Issue:
    return Issue(file=file, place=place, what=what, did=did, severity=severity)


def _decoded(data: bytes, name: str, issues: list[Issue]) -> str:
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RecordsError(f"{name} is no text. Save the table as CSV.")
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252":
            what, did = "the file is not UTF-8", "read it as Windows-1252; save it as UTF-8 if words look wrong"
            issues.append(_issue(name, "", what, did, Severity.NOTE))
        return text
    raise RecordsError(f"{name} is in no encoding that is known. Save it as UTF-8.")


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", ";", "\t"), key=header.count)


def _columns(header: Sequence[str], name: str, issues: list[Issue]) -> dict[str, int]:
    """Column name -> place."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        word = cell.strip().casefold()
        if word in found:
            raise UsageError(f'{name}: the column "{word}" stands there twice.')
        if word:
            found[word] = place
    missing = [column for column in _REQUIRED if column not in found]
    if missing:
        raise UsageError(
            f"{name}: the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} "
            f"{'are' if len(missing) > 1 else 'is'} missing. "
            f"The first line has to be: {','.join((*_REQUIRED, *_OPTIONAL))}"
        )
    absent = [column for column in _OPTIONAL if column not in found]
    if absent:
        did = "took it as empty in every row"
        issues.append(_issue(name, "header", f"no column {', '.join(absent)}", did, Severity.NOTE))
    return found


def _row(
    cells: list[str], line: int, columns: dict[str, int], width: int, name: str, issues: list[Issue]
) -> LabValueRow:
    def cell(column: str) -> str:
        place = columns.get(column)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def say(column: str, what: str, did: str, severity: Severity) -> None:
        place = f"line {line}, column {column}" if column else f"line {line}"
        issues.append(_issue(name, place, what, did, severity))

    if not cell("id"):
        say("id", "there is no id", "graded the row without one", Severity.WARNING)
    if len(cells) > width and (any(extra.strip() for extra in cells[width:]) or _NUMBER.fullmatch(cell("unit"))):
        # "9,5" without quotes makes two cells of one number, and moves all that follow.
        what = "the row has more cells than the header has columns; a decimal comma does that"
        say("", what, "graded nothing; write 9.5, or put the cell in quotes", Severity.ERROR)
        return LabValueRow(id=cell("id"), line=line, term=cell("term"), value=None, unusable=what)
    number, why = _value(cell("value"))
    if why:
        severity = Severity.WARNING if cell("value").casefold() in _NOTHING else Severity.ERROR
        say("value", why, "gave no grade", severity)
    held: dict[_Held, Decimal | None] = {}
    for column in cast("tuple[_Held, ...]", _OPTIONAL):
        held[column], problem = _held(cell(column), column)
        if problem:
            say(column, problem, "took it as not given", Severity.WARNING)
    low, high = held["low"], held["high"]
    if low is not None and high is not None and low > high:
        say("low", "the lower limit of normal lies above the upper one", "took neither as given", Severity.WARNING)
        held["low"] = held["high"] = None
    if number is not None and not cell("unit"):
        say("unit", "there is no unit", "gave no grade; write the UCUM unit", Severity.WARNING)
    return LabValueRow(
        id=cell("id"),
        line=line,
        term=cell("term"),
        value=None if number is None else _with_unit(number, cell("unit")),
        low=held["low"],
        high=held["high"],
        baseline=held["baseline"],
        unusable=why,
    )


def _with_unit(number: Quantity, unit: str) -> Quantity:
    return Quantity(number.value, (ucum_of_spelling(unit) or unit) if unit else None, number.comparator)


def _value(cell: str) -> tuple[Quantity | None, str]:
    """The number of a value, bounds as "<0.5" included, or why there is none."""
    if cell.casefold() in _NOTHING:
        return None, "there is no value"
    bound = _BOUND.fullmatch(cell)
    number, why = _number(bound[2] if bound else cell)
    if number is None:
        return None, why
    if number < 0:
        return None, "the value is negative"
    return Quantity(number, None, _COMPARATORS[bound[1]] if bound else Comparator.EXACTLY), ""


def _held(cell: str, column: _Held) -> tuple[Decimal | None, str]:
    """A limit of normal or a baseline; an empty cell is none, without a word."""
    if cell.casefold() in _NOTHING:
        return None, ""
    number, why = _number(cell)
    if number is None:
        return None, why
    if number < 0 or (number == 0 and column != "low"):
        return None, f"{'an upper limit' if column == 'high' else f'a {column}'} of {number} cannot be"
    return number, ""


def _number(cell: str) -> tuple[Decimal | None, str]:
    if len(cell) <= _LONGEST_NUMBER and _NUMBER.fullmatch(cell):
        return Decimal(cell), ""
    if "," in cell:
        return None, "a comma in a number can part decimals or thousands; write 9.5 or 1500"
    return None, "the cell is no number"
