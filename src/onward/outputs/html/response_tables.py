"""Tables of the response part: side by side, and one for each reader and criterion in the columns that it has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from onward.engines.response import CRITERIA, ReaderResponse, Row, SideBySide, VisitResponse
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import day_text
from onward.outputs.html.response_said import percent_text
from onward.outputs.html.sources import SourceRegister
from onward.timeline import DiseaseStatus

_BY_DAY = frozenset({"marker-trend", "clinical-summary"})
_OPEN = frozenset({"NE", "iUPD", "rising, unconfirmed"})
# Of a marker's results those that tell of the present treatment; all of them are curves under Laboratory.
_NEWEST = 6
_COLUMNS = (
    "Visit",
    "Date",
    "Sum, mm",
    "Baseline, %",
    "Smallest, %",
    "Target",
    "Non-target",
    "New",
    "Overall",
    "Because",
)


def heading(one: ReaderResponse) -> str:
    """ "RECIST 1.1, INVESTIGATOR: best PR, confirmed SD, progression 2026-04-27"; of markers the last trend."""
    called, reader = CRITERIA[one.criterion].called, one.reader or "reader not named"
    if one.criterion in _BY_DAY:
        last = next((visit for visit in reversed(one.visits) if not visit.is_baseline), None)
        said = "nothing to compare" if last is None else last.overall or "no status recorded"
        return f"{_title(called)}, {reader}: last {said}"
    words = [f"best {one.best_overall or 'none'}", f"confirmed {one.best_confirmed or 'none'}"]
    if one.progressed_on is not None:
        words.append(f"progression {day_text(one.progressed_on)}")
    return f"{_title(called)}, {reader}: {', '.join(words)}"


def _title(called: str) -> str:
    """With a capital, but for names that begin with a small letter ("iRECIST")."""
    return called if called[1:2].isupper() else f"{called[:1].upper()}{called[1:]}"


def answer_table(one: ReaderResponse, register: SourceRegister) -> Table:
    """Every visit of one reader by one criterion."""
    match one.criterion:
        case "marker-trend":
            return _markers(one)
        case "clinical-summary":
            return _summary(one, register)
        case _:
            return Table(
                caption=heading(one),
                columns=_COLUMNS,
                rows=tuple(_visit(visit, register) for visit in one.visits),
                numeric=(2, 3, 4),
                wide=True,
            )


def _visit(visit: VisitResponse, register: SourceRegister) -> tuple[Cell, ...]:
    return (
        Cell(text=visit.visit),
        Cell(text=day_text(visit.date)),
        Cell(text=_sum(visit)),
        Cell(text=percent_text(visit.change_from_baseline_pct)),
        Cell(text=percent_text(visit.change_from_nadir_pct)),
        Cell(text=visit.target),
        Cell(text=visit.non_target),
        Cell(text="" if visit.is_baseline else visit.new_lesion),
        _overall(visit, register),
        _because(visit),
    )


def _markers(one: ReaderResponse) -> Table:
    """The results stand with their sources under Laboratory: here they are not cited again."""
    shown = one.visits[-_NEWEST:]
    newest = "" if len(shown) == len(one.visits) else f"; the newest {len(shown)} of {len(one.visits)} results"
    return Table(
        caption=f"{heading(one)}{newest}. A marker alone is no response and no progression",
        columns=("Date", "Value", "Baseline, %", "Smallest, %", "Trend", "Because"),
        rows=tuple(_marker(visit) for visit in shown),
        numeric=(1, 2, 3),
        wide=True,
    )


def _marker(visit: VisitResponse) -> tuple[Cell, ...]:
    return (
        Cell(text=day_text(visit.date)),
        Cell(text=_value(visit)),
        Cell(text=percent_text(visit.change_from_baseline_pct)),
        Cell(text=percent_text(visit.change_from_nadir_pct)),
        _category(visit),
        Cell(
            text="; ".join(reason.says for reason in visit.because),
            notes=tuple(note for note in visit.doubts if not note.startswith("a marker alone")),
        ),
    )


def _summary(one: ReaderResponse, register: SourceRegister) -> Table:
    return Table(
        caption=f"{heading(one)}. What is recorded, no category",
        columns=("Period", "Recorded status", "What is recorded"),
        rows=tuple(
            (
                Cell(text=visit.visit),
                Cell(
                    text=visit.overall or "not recorded",
                    tone="call" if visit.overall else "open",
                    marks=register.cite([fact for fact in visit.facts if isinstance(fact, DiseaseStatus)]),
                ),
                Cell(
                    text=visit.because[0].says if visit.because else "",
                    notes=(*(reason.says for reason in visit.because[1:]), *visit.doubts),
                ),
            )
            for visit in reversed(one.visits)
        ),
    )


def beside_table(beside: SideBySide) -> Table:
    """All criteria side by side: a row for each visit, a column for each criterion, what explains a disagreement."""
    criteria = [name for name in CRITERIA if any(name == one.criterion for row in beside.rows for one in row.answers)]
    return Table(
        caption="All criteria side by side",
        columns=("Visit", "Date", *(CRITERIA[name].called for name in criteria), "Together", "Why"),
        rows=tuple(_beside(row, criteria) for row in beside.rows),
        wide=True,
    )


def _beside(row: Row, criteria: list[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for name in criteria:
        said = [one for one in row.answers if one.criterion == name]
        several = len(said) > 1 or name == "marker-trend"
        text = "; ".join(
            f"{one.reader}: {one.category or 'none'}" if several and one.reader else one.category or "none"
            for one in said
        )
        is_open = bool(said) and all(one.way in ("open", "waiting") for one in said)
        cells.append(Cell(text=text, tone="open" if is_open else "call" if said else ""))
    return (
        Cell(text=row.visit),
        Cell(text=day_text(row.date)),
        *cells,
        Cell(text=row.verdict, tone={"disagree": "above", "open": "open"}.get(row.verdict, "")),
        Cell(
            text="" if not row.why else f"{row.why[0].kind}: {row.why[0].says}",
            notes=tuple(f"{why.kind}: {why.says}" for why in row.why[1:]),
            settle="; ".join(dict.fromkeys(why.settles for why in row.why)),
        ),
    )


def _overall(visit: VisitResponse, register: SourceRegister) -> Cell:
    facts = [*(fact for lesion in visit.lesions for fact in lesion.facts), *visit.facts]
    return replace(_category(visit), marks=register.cite(facts))


def _category(visit: VisitResponse) -> Cell:
    return Cell(
        text=visit.overall or ("baseline" if visit.is_baseline else "none"),
        tone="open" if visit.overall in _OPEN else "call" if visit.overall else "",
    )


def _because(visit: VisitResponse) -> Cell:
    return Cell(
        text="; ".join(f"{reason.says} ({reason.section})" for reason in visit.because),
        notes=(*_numbers(visit), *visit.would_change, *visit.doubts),
    )


def _sum(visit: VisitResponse) -> str:
    if visit.sum_mm is not None:
        return f"{visit.sum_mm.normalize():f}"
    return "not complete" if any(target.counted_mm is not None for target in visit.targets) else ""


def _value(visit: VisitResponse) -> str:
    found = next((one for one in visit.numbers if one.id == "marker"), None)
    return "" if found is None else f"{found.value.normalize():f} {found.unit}"


def _numbers(visit: VisitResponse) -> tuple[str, ...]:
    """What a criterion reckons with besides a sum of diameters."""
    return tuple(f"{one.says}: {one.value.quantize(Decimal('0.01')).normalize():f} {one.unit}" for one in visit.numbers)
