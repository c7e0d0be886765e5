"""Response of the page: per reader and criterion the sums, the categories and why, with a drawing of the sums' change.

Nothing stands here where no lesion was measured. iRECIST is shown where immunotherapy is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.disease import DiseasePicture
from onward.engines.response import CRITERIA, ReaderResponse, VisitResponse, applying, asked_of, respond_by_all
from onward.knowledge import response_rules
from onward.outputs.html.context import Cell, ResponsePart, Table
from onward.outputs.html.phrases import day_text
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.spider import Spider, SpiderLine, SpiderPoint
from onward.timeline import LesionMeasurement, Timeline

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
_WIDTH, _HEIGHT = 640, 240
_LEFT, _TOP, _RIGHT, _BOTTOM = 52.0, 14.0, 120.0, 34.0
_RESPONSE = Decimal(-30)


def response_part(timeline: Timeline, picture: DiseasePicture, register: SourceRegister) -> ResponsePart | None:
    """The part of the page; None where nobody measured lesions."""
    if not timeline.of(LesionMeasurement):
        return None
    asked = asked_of(timeline, frozenset(drug_class for line in picture.lines for drug_class in line.classes))
    found = respond_by_all(asked, [(name, response_rules(CRITERIA[name].file)) for name in applying(asked)])
    return ResponsePart(
        spider=_spider([one for one in found if one.criterion == "recist-1.1"]),
        tables=tuple(_table(one, register) for one in found),
        headings=tuple(_heading(one) for one in found),
        flags=tuple(
            dict.fromkeys(
                f"{one.reader or 'Reader not named'}, {' '.join(filter(None, (flag.visit, flag.lesion)))}: "
                f"{flag.what}; {flag.did}"
                for one in found
                for flag in one.flags
            )
        ),
    )


def _heading(one: ReaderResponse) -> str:
    words = [f"best {one.best_overall or 'none'}", f"confirmed {one.best_confirmed or 'none'}"]
    if one.progressed_on is not None:
        words.append(f"progression {day_text(one.progressed_on)}")
    return f"{CRITERIA[one.criterion].called}, {one.reader or 'reader not named'}: {', '.join(words)}"


def _table(one: ReaderResponse, register: SourceRegister) -> Table:
    return Table(
        caption=_heading(one),
        columns=_COLUMNS,
        rows=tuple(_row(visit, register) for visit in one.visits),
        numeric=(2, 3, 4),
        wide=True,
    )


def _row(visit: VisitResponse, register: SourceRegister) -> tuple[Cell, ...]:
    facts = [fact for lesion in visit.lesions for fact in lesion.facts]
    return (
        Cell(text=visit.visit),
        Cell(text=day_text(visit.date)),
        Cell(text=_sum(visit)),
        Cell(text=_percent(visit.change_from_baseline_pct)),
        Cell(text=_percent(visit.change_from_nadir_pct)),
        Cell(text=visit.target),
        Cell(text=visit.non_target),
        Cell(text="" if visit.is_baseline else visit.new_lesion),
        Cell(
            text=visit.overall or "baseline",
            tone="open" if visit.overall in ("NE", "iUPD") else "call" if visit.overall else "",
            marks=register.cite(facts),
        ),
        Cell(
            text="; ".join(f"{reason.says} ({reason.section})" for reason in visit.because),
            notes=(*_numbers(visit), *visit.would_change, *visit.doubts),
        ),
    )


def _sum(visit: VisitResponse) -> str:
    if visit.sum_mm is not None:
        return f"{visit.sum_mm.normalize():f}"
    return "not complete" if visit.targets else ""


def _numbers(visit: VisitResponse) -> tuple[str, ...]:
    """What a criterion reckons with besides a sum of diameters."""
    return tuple(f"{one.says}: {one.value.quantize(Decimal('0.01')).normalize():f} {one.unit}" for one in visit.numbers)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value.quantize(Decimal('0.1')):+f}"


def _spider(found: Sequence[ReaderResponse]) -> Spider | None:
    drawn = [(one, points) for one in found if len(points := _points(one)) > 1]
    if not drawn:
        return None
    last = max(day for _, points in drawn for day, _, _ in points) or 1
    changes = [change for _, points in drawn for _, change, _ in points]
    top, low = max(Decimal(20), *changes), min(Decimal(-40), *changes)
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM

    def x(day: int) -> float:
        return round(_LEFT + (right - _LEFT) * day / last, 1)

    def y(change: Decimal) -> float:
        return round(_TOP + float((top - change) / (top - low)) * (bottom - _TOP), 1)

    lines: list[SpiderLine] = []
    taken: list[float] = []
    for one, points in drawn:
        placed = tuple(
            SpiderPoint(
                x=x(day),
                y=y(change),
                title=f"{one.reader or 'reader'}, {visit.visit}: {_percent(change)} %, {visit.overall or 'baseline'}",
                is_progression=visit.overall == "PD",
            )
            for day, change, visit in points
        )
        name_y = placed[-1].y + 4
        while any(abs(name_y - other) < 12 for other in taken):
            name_y += 12
        taken.append(name_y)
        path = " ".join(f"{point.x},{point.y}" for point in placed)
        lines.append(SpiderLine(points=placed, path=path, name=one.reader.title() or "Reader", name_y=name_y))
    return Spider(
        width=_WIDTH, height=_HEIGHT, left=_LEFT, right=right, bottom=bottom,
        zero_y=y(Decimal(0)), response_y=y(_RESPONSE),
        top_label=f"{_percent(top)} %", top_y=_TOP, low_label=f"{_percent(low)} %", low_y=bottom,
        days=tuple((x(day), str(day)) for day in sorted({0, *(day for _, points in drawn for day, _, _ in points)})),
        lines=tuple(lines),
        summary="Change of the sum of diameters from the baseline, by reader; the table below holds the same numbers",
    )  # fmt: skip


def _points(one: ReaderResponse) -> list[tuple[int, Decimal, VisitResponse]]:
    """Day after the baseline, change in percent, visit; only visits with a known day and a complete sum."""
    start = next((visit.date for visit in one.visits if visit.is_baseline), None)
    if start is None:
        return []
    found: list[tuple[int, Decimal, VisitResponse]] = []
    for visit in one.visits:
        change = Decimal(0) if visit.is_baseline else visit.change_from_baseline_pct
        if change is not None and visit.date is not None and visit.sum_mm is not None:
            found.append(((visit.date.earliest - start.earliest).days, change, visit))
    return found
