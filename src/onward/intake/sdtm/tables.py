"""Rows of a tumour table: CSV as it stands, SAS transport (XPT version 5) through pyreadstat."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onward.terms import Issue, Severity

# The text that SAS and R write for nothing.
_NOTHING = frozenset({"", ".", "NA"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (the first data row is 1) and its cells by column in upper case, trimmed."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell; "" when the column is absent, empty, or holds a mark for nothing."""
        value = self.cells.get(column, "")
        return "" if value in _NOTHING else value


@dataclass(frozen=True, slots=True, kw_only=True)
class SdtmTable:
    """One file. sha256 of its bytes as they lie on disk."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(name: str, content: bytes, sha256: str) -> SdtmTable | Issue:
    """The rows of one file, or the issue that says why it cannot be read."""
    if content.startswith(b"HEADER RECORD*******LIBRARY"):
        return _from_transport(name, content, sha256)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        return _broken(name, "neither CSV nor a SAS transport file")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    if not lines or not any(cell.strip() for cell in lines[0]):
        return _broken(name, "the table is empty")
    columns = tuple(cell.strip().upper() for cell in lines[0])
    return SdtmTable(name=name, sha256=sha256, columns=columns, rows=tuple(_rows(columns, lines[1:])))


def _rows(columns: tuple[str, ...], lines: list[list[str]]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if any(cell.strip() for cell in line):
            yield Row(number, {column: cell.strip() for column, cell in zip(columns, line, strict=False)})


def _from_transport(name: str, content: bytes, sha256: str) -> SdtmTable | Issue:
    import pyreadstat  # only transport files need it

    try:
        read: Any = pyreadstat.read_xport(io.BytesIO(content), output_format="dict")
    except Exception as error:  # the reader raises several kinds for a damaged file; each means that it has no table
        return _broken(name, f"the SAS transport file is damaged ({type(error).__name__})")
    table: dict[str, Any] = read[0]
    columns = tuple(column.upper() for column in table)
    values = [list(column) for column in table.values()]
    lines = [[_cell(column[number]) for column in values] for number in range(len(values[0]) if values else 0)]
    return SdtmTable(name=name, sha256=sha256, columns=columns, rows=tuple(_rows(columns, lines)))


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # Numbers come by way of powers of 16; SAS warrants 15 digits of them: 13.3, not 13.299999999999999.
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _broken(name: str, what: str) -> Issue:
    return Issue(
        file=name,
        place="",
        what=what,
        did="read nothing of it; export the table again as CSV or XPT",
        severity=Severity.ERROR,
    )
