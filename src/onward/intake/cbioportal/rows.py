"""Rows of clinical tables as cells with a meaning, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onward.intake.cbioportal.tables import Table, unquoted
from onward.knowledge.study_columns import StudyColumn, StudyColumns
from onward.terms import Issue, Severity
from onward.timeline import Source

PRIMARY = "primary"
SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says something: its column as written and as known, and its text."""

    name: str
    column: StudyColumn
    of: str
    text: str

    @property
    def said(self) -> str:
        return f"{self.name}: {self.text}"


@dataclass(slots=True)
class Row:
    """One row of a patient or sample table; `cells` by meaning, missing values left out."""

    table: Table
    number: int
    person: str
    sample: str
    cells: dict[str, list[Cell]] = field(default_factory=dict)

    @property
    def resource(self) -> str:
        return f"sample {self.sample}" if self.sample else f"patient {self.person}"

    def of(self, *meanings: str) -> list[Cell]:
        return [cell for meaning in meanings for cell in self.cells.get(meaning, ())]

    def first(self, *meanings: str) -> Cell | None:
        return next(iter(self.of(*meanings)), None)

    def source(self, cells: Iterable[Cell]) -> Source:
        """The place of these cells."""
        names = ", ".join(dict.fromkeys(cell.name for cell in cells))
        path = f"column{'s' if ',' in names else ''} {names}" if names else ""
        file = self.table.file
        return Source(file.name, file.sha256, f"row {self.number}", self.resource, path)

    def issue(self, cell: Cell, what: str, did: str, severity: Severity = Severity.WARNING) -> Issue:
        return Issue(
            file=self.table.file.name,
            place=f"row {self.number}, column {cell.name}",
            what=what,
            did=did,
            severity=severity,
        )


def said(cells: Iterable[Cell]) -> str:
    """The source's own words of several cells."""
    return "; ".join(cell.said for cell in cells)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are read, and as what."""

    person: int | None
    sample: int | None
    read: tuple[tuple[int, str, StudyColumn, str], ...]


def columns_of(table: Table, known: StudyColumns, study: str) -> Columns:
    """The columns of a clinical table; what is not read is named in one note each for known and for unknown columns."""
    read: list[tuple[int, str, StudyColumn, str]] = []
    unknown: list[str] = []
    kept: dict[str, list[str]] = {}
    ids = ("PATIENT_ID", "SAMPLE_ID")
    for place, name in enumerate(table.names):
        written = table.header[place]
        if name in ids:
            continue
        column = known.by_name.get(name)
        if table.names.index(name) != place:
            kept.setdefault("a second column of the same name", []).append(written)
        elif (why := known.exceptions.get((study, name)) or known.kept.get(name)) is not None:
            kept.setdefault(why, []).append(written)
        elif column is None:
            unknown.append(written)
        elif column.is_receptor and _is_no_test(table.labels[place], known):
            kept.setdefault("its description says that it is no receptor test", []).append(written)
        else:
            read.append((place, written, column, _of(column, table, place)))
    for why, names in kept.items():
        table.notes.add(
            f"{_columns(names)}: {why}", "kept, no fact made of it", Severity.NOTE, f"columns {', '.join(names)}"
        )
    if unknown:
        table.notes.add(
            f"{_columns(unknown)} whose meaning is not in the column table",
            "kept, no fact made of it",
            Severity.NOTE,
            f"columns {', '.join(unknown)}",
        )
    return Columns(table.index("PATIENT_ID"), table.index("SAMPLE_ID"), tuple(read))


def _columns(names: list[str]) -> str:
    return f"{len(names)} column{'s' if len(names) > 1 else ''}"


def _is_no_test(label: str, known: StudyColumns) -> bool:
    words = label.casefold()
    return any(word in words for word in known.not_receptor_tests)


def _of(column: StudyColumn, table: Table, place: int) -> str:
    """Whether a receptor column speaks of the primary tumour or of the row's own sample."""
    if not column.is_receptor:
        return ""
    label = table.labels[place].casefold()
    if "sequenced sample" in label:
        return SAMPLE
    if "primary" in label or (column.primary_beside and column.primary_beside in table.names):
        return PRIMARY
    return column.of


def clinical_rows(table: Table, columns: Columns, known: StudyColumns) -> Iterator[Row]:
    """The rows with a person or a sample; a row without PATIENT_ID is an issue."""
    missing: dict[str, bool] = {}
    for number, cells in table.rows():
        person = "" if columns.person is None else unquoted(cells[columns.person])
        sample = "" if columns.sample is None else unquoted(cells[columns.sample])
        if not person or (columns.sample is not None and not sample):
            table.notes.row(
                number,
                "no PATIENT_ID" if not person else "no SAMPLE_ID",
                "used none of the row",
                Severity.ERROR,
            )
            continue
        row = Row(table, number, person, sample)
        for place, name, column, of in columns.read:
            text = unquoted(cells[place])
            is_missing = missing.get(text)
            if is_missing is None:
                is_missing = missing[text] = known.is_missing(text)
            if not is_missing:
                row.cells.setdefault(column.meaning, []).append(Cell(name, column, of, text))
        yield row
