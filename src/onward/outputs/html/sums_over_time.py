"""The sums of every reader over time, as change from the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response import ReaderResponse, VisitResponse
from onward.outputs.html.context import Cell, ResponseDrawing, Table
from onward.outputs.html.response_said import percent_text
from onward.outputs.html.spider import Spider, SpiderLine, SpiderPoint

_WIDTH, _HEIGHT = 640, 240
_LEFT, _TOP, _RIGHT, _BOTTOM = 52.0, 14.0, 120.0, 34.0
_RESPONSE = Decimal(-30)
_MOST_NAMED = 8


def sums_over_time(found: Sequence[ReaderResponse], *, by_person: bool = False) -> ResponseDrawing | None:
    """The sums of every reader, or of every person; None without two complete sums of one."""
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
                title=f"{one.reader or 'reader'}, {visit.visit}: {percent_text(change)} %, "
                f"{visit.overall or 'baseline'}",
                is_progression=visit.overall == "PD",
            )
            for day, change, visit in points
        )
        name_y = placed[-1].y + 4
        while any(abs(name_y - other) < 12 for other in taken):
            name_y += 12
        taken.append(name_y)
        path = " ".join(f"{point.x},{point.y}" for point in placed)
        lines.append(
            SpiderLine(
                points=placed,
                path=path,
                name=_name(one, by_person=by_person, of=len(drawn)),
                name_y=name_y,
            )
        )
    spider = Spider(
        width=_WIDTH, height=_HEIGHT, left=_LEFT, right=right, bottom=bottom,
        zero_y=y(Decimal(0)), response_y=y(_RESPONSE),
        top_label=f"{percent_text(top)} %", top_y=_TOP, low_label=f"{percent_text(low)} %", low_y=bottom,
        days=tuple((x(day), str(day)) for day in sorted({0, *(day for _, points in drawn for day, _, _ in points)})),
        lines=tuple(lines),
        summary="Change of the sum of diameters from the baseline, by reader; the table holds the same numbers",
    )  # fmt: skip
    return ResponseDrawing(
        kind="spider",
        title="Sum of targets",
        drawing=spider,
        legend="Change of the sum of target diameters from the baseline, a line per reader. ▲ progression, ● other. "
        "Dashed: −30 %, partial response. Progression is measured from the smallest sum and may come of other lesions, "
        "so it has no line.",
        twin=_twin(drawn, by_person=by_person),
    )


def _name(one: ReaderResponse, *, by_person: bool, of: int) -> str:
    """At the end of the line; "" where so many do not fit: the table has them."""
    if by_person:
        return one.person if of <= _MOST_NAMED else ""
    return one.reader.title() or "Reader"


def _twin(
    drawn: Sequence[tuple[ReaderResponse, list[tuple[int, Decimal, VisitResponse]]]], *, by_person: bool
) -> Table:
    return Table(
        caption="Change of the sum of targets from the baseline",
        columns=("Person" if by_person else "Reader", "Visit", "Day", "Change, %", "Overall"),
        rows=tuple(
            (
                Cell(text=one.person if by_person else one.reader or "reader"),
                Cell(text=visit.visit),
                Cell(text=str(day)),
                Cell(text=percent_text(change)),
                Cell(text=visit.overall or "baseline"),
            )
            for one, points in drawn
            for day, change, visit in points
        ),
        numeric=(2, 3),
    )


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
