"""The text of a study file: unpacked, decoded, cut into rows; what is wrong with it is counted, not dropped."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onward.intake.cbioportal.files import StudyFile
from onward.knowledge.study_columns import column_name
from onward.terms import Issue, Severity

_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Notes:
    """Issues of one file; the same thing in many rows is one issue that counts them and names the first."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._single: list[Issue] = []
        self._rows: dict[tuple[str, str, str, Severity], list[int]] = {}

    def add(self, what: str, did: str, severity: Severity, place: str = "") -> None:
        self._single.append(Issue(file=self._file, place=place, what=what, did=did, severity=severity))

    def row(self, line: int, what: str, did: str, severity: Severity, column: str = "") -> None:
        """Something about one row; `what` reads on after "N rows: "."""
        self._rows.setdefault((what, did, column, severity), []).append(line)

    def issues(self) -> list[Issue]:
        found = list(self._single)
        for (what, did, column, severity), lines in self._rows.items():
            number = f"{len(lines)} rows, the first at row {lines[0]}" if len(lines) > 1 else f"row {lines[0]}"
            place = f"{number}, column {column}" if column else number
            found.append(Issue(file=self._file, place=place, what=what, did=did, severity=severity))
        return found


@dataclass(slots=True)
class Table:
    """A tab-separated table.

    header        column names as written; `names` as the column table knows them
    labels        display names and descriptions from "#" lines, by column, "" where there are none
    lines         the remaining lines with their number in the file, from 1
    """

    file: StudyFile
    notes: Notes
    header: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    first_line: int = 0

    def index(self, *names: str) -> int | None:
        """The place of the first of these columns (names in upper case with underscores)."""
        return next((self.names.index(name) for name in names if name in self.names), None)

    def numbered(self) -> Iterator[tuple[int, str]]:
        """(line number, line) of the rows; blank lines left out."""
        for number, line in enumerate(self.lines, self.first_line):
            if line.strip():
                yield number, line

    def cut(self, number: int, line: str) -> list[str] | None:
        """The cells of one row, as many as the header has; None when there are too many to say which is which."""
        cells = line.split("\t")
        width = len(self.header)
        if len(cells) == width:
            return cells
        if len(cells) < width:
            self.notes.row(
                number,
                "fewer cells than the header has columns",
                "took the missing ones at the end as empty",
                Severity.WARNING,
            )
            return cells + [""] * (width - len(cells))
        if any(cell.strip() for cell in cells[width:]):
            self.notes.row(
                number,
                "more cells than the header has columns, so it is not certain which belongs where",
                "used none of the row; a tab inside a cell may be the cause",
                Severity.ERROR,
            )
            return None
        return cells[:width]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line number, cells) of the usable rows."""
        for number, line in self.numbered():
            cells = self.cut(number, line)
            if cells is not None:
                yield number, cells


def text_of(file: StudyFile, notes: Notes) -> str | None:
    """The text of a file with "\\n" as line end; None when it cannot be read, with an issue."""
    data = file.content
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            notes.add("the gzip data are damaged", "read nothing of this file; copy it again", Severity.ERROR)
            return None
    text = _decoded(data, notes)
    if "\r" in text:
        if "\n" not in text:
            notes.add("lines end in carriage returns only", "read them as lines", Severity.NOTE)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        notes.add("the file is empty", "read nothing; export it again", Severity.ERROR)
        return None
    return text


def _decoded(data: bytes, notes: Notes) -> str:
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.add(
            "the text is not UTF-8",
            "read it as Latin-1; letters with accents may be wrong, save it as UTF-8",
            Severity.NOTE,
        )
        return data.decode("latin-1")


def table_of(file: StudyFile) -> Table:
    """The table in a file; without header and rows when it cannot be read."""
    notes = Notes(file.name)
    table = Table(file=file, notes=notes)
    text = text_of(file, notes)
    if text is None:
        return table
    lines = text.split("\n")
    start = 0
    while start < len(lines) and (not lines[start].strip() or lines[start].startswith("#")):
        start += 1
    if start == len(lines):
        notes.add("no line with column names", "read nothing of this file", Severity.ERROR)
        return table
    header = tuple(unquoted(cell) for cell in lines[start].split("\t"))
    while header and not header[-1]:
        header = header[:-1]
    table.header = header
    table.names = tuple(column_name(name) for name in header)
    table.labels = _labels(lines[:start], len(header))
    table.lines = lines[start + 1 :]
    table.first_line = start + 2
    return table


def _labels(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """Display name and description of each column: the first two of the lines that begin with "#"."""
    above = [line.lstrip("#").split("\t") for line in lines if line.startswith("#")][:2]
    return tuple(" | ".join(cells[place] for cells in above if place < len(cells)) for place in range(width))


def unquoted(cell: str) -> str:
    """A cell without white space and quotation marks around it."""
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].strip()
    return text
