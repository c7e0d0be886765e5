"""Swimmer plot: lines of therapy as bars over time, with the response of each visit on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from onward.disease import Line
from onward.engines.response import ReaderResponse, VisitResponse
from onward.outputs.html.context import Cell, ResponseDrawing, Table
from onward.outputs.html.phrases import day_text
from onward.outputs.html.response_drawing import SwimBar, SwimLane, SwimMark, Swimmer

_WIDTH = 760
_LEFT, _RIGHT, _TOP, _LANE, _BAR = 150.0, 26.0, 26.0, 34.0, 13.0
_UNTOLD = "treatment not recorded"
_SHAPES = {
    **dict.fromkeys(("CR", "PR", "iCR", "iPR", "CMR", "PMR"), "better"),
    **dict.fromkeys(("SD", "iSD", "SMD", "NON-CR/NON-PD", "NON-iCR/NON-iUPD"), "same"),
    **dict.fromkeys(("PD", "iCPD", "PMD"), "worse"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Swum:
    """What one row shows.

    spans   name of the treatment, first day, last day, whether it goes on
    visits  assessed visits, each with its day
    origin  the day that is 0 for this row; None: the first day of all rows
    """

    name: str
    detail: str
    spans: tuple[tuple[str, date, date, bool], ...]
    visits: tuple[VisitResponse, ...]
    origin: date | None = None


def person_swimmer(lines: Sequence[Line], response: ReaderResponse | None, as_of: date) -> ResponseDrawing | None:
    """One row for each line of therapy; None without a line with a start, or without an assessed visit."""
    visits = (
        [] if response is None else [visit for visit in response.visits if visit.date is not None and visit.overall]
    )
    dated = [line for line in lines if line.start is not None]
    if not dated or not visits or response is None:
        return None
    rows: list[Swum] = []
    for index, line in enumerate(dated):
        start = line.start
        assert start is not None
        following = dated[index + 1].start if index + 1 < len(dated) else None
        until = line.end.latest if line.end is not None else following.earliest if following is not None else as_of
        is_last = following is None
        rows.append(
            Swum(
                name=f"Line {line.n}" if line.n else line.setting.capitalize(),
                detail=line.regimen,
                spans=((line.regimen, start.earliest, max(until, start.earliest), line.end is None and is_last),),
                visits=tuple(
                    visit
                    for visit in visits
                    if visit.date is not None
                    and (start.earliest <= visit.date.earliest or index == 0)
                    and (following is None or visit.date.earliest < following.earliest)
                ),
            )
        )
    return swimmer(rows, caption=f"Lines of therapy and response by {response.reader or 'the reader'}")


def people_swimmer(people: Sequence[tuple[str, Sequence[Line], ReaderResponse | None]]) -> ResponseDrawing | None:
    """One row for each person: its lines one after the other, its visits on them; days count from each one's own start.

    people   name, lines of therapy, and the answers that are drawn
    """
    rows: list[Swum] = []
    for name, lines, response in people:
        visits = () if response is None else tuple(visit for visit in response.visits if visit.date and visit.overall)
        starts = [line.start for line in lines if line.start is not None]
        base = None if response is None else next((visit.date for visit in response.visits if visit.is_baseline), None)
        days = [*(start.earliest for start in starts), *([] if base is None else [base.earliest])]
        if not days:
            continue
        begun = min(days)
        last = max((visit.date.earliest for visit in visits if visit.date), default=begun)
        rows.append(
            Swum(
                name=name,
                detail="" if response is None else response.best_overall,
                spans=_spans(lines, last) or ((_UNTOLD, begun, last, False),),
                visits=visits,
                origin=begun,
            )
        )
    return swimmer(rows, caption="Lines of therapy and response of each person") if rows else None


def _spans(lines: Sequence[Line], last: date) -> tuple[tuple[str, date, date, bool], ...]:
    dated = [(line, line.start) for line in lines if line.start is not None]
    found: list[tuple[str, date, date, bool]] = []
    for index, (line, start) in enumerate(dated):
        following = dated[index + 1][1] if index + 1 < len(dated) else None
        until = line.end.latest if line.end else following.earliest if following else max(last, start.earliest)
        is_going_on = line.end is None and following is None
        found.append((line.regimen, start.earliest, max(until, start.earliest), is_going_on))
    return tuple(found)


def swimmer(rows: Sequence[Swum], *, caption: str) -> ResponseDrawing | None:
    """Rows over one axis of months from the first day shown; None without any span."""
    days = [day for row in rows for _, first, last, _ in row.spans for day in (first, last)]
    days += [visit.date.earliest for row in rows for visit in row.visits if visit.date is not None]
    if not days:
        return None
    common = min(days)
    whole = max(
        max((day - (row.origin or common)).days for day in [*(span[2] for span in row.spans), *_days(row)])
        for row in rows
    )
    whole = max(whole, 1)
    right = _WIDTH - _RIGHT

    def place(row: Swum) -> Callable[[date], float]:
        origin = row.origin or common
        return lambda day: round(_LEFT + (right - _LEFT) * (day - origin).days / whole, 1)

    lanes = [_lane(row, _TOP + _LANE * index, place(row)) for index, row in enumerate(rows)]
    bottom = _TOP + _LANE * len(rows) + 4
    drawing = Swimmer(
        width=_WIDTH,
        height=round(bottom + 34),
        left=_LEFT,
        right=right,
        bottom=bottom,
        ticks=_months(whole, right),
        lanes=tuple(lanes),
        summary=f"{caption}, over months; the table holds the same",
    )
    return ResponseDrawing(
        kind="swimmer",
        title="Treatment and response",
        drawing=drawing,
        legend=f"{caption}. ▲ response, ═ stable, ▼ progression, ○ not evaluable or open; an arrow: goes on.",
        twin=_twin(rows, caption),
    )


def _days(row: Swum) -> list[date]:
    return [visit.date.earliest for visit in row.visits if visit.date is not None]


def _lane(row: Swum, top: float, x: Callable[[date], float]) -> SwimLane:
    middle = top + _BAR / 2 + 6
    marks: list[SwimMark] = []
    for visit in row.visits:
        assert visit.date is not None
        marks.append(
            SwimMark(
                x=x(visit.date.earliest),
                y=middle,
                shape=_SHAPES.get(visit.overall, "open"),
                label=visit.overall,
                title=f"{visit.visit}, {visit.date}: {visit.overall}",
            )
        )
    return SwimLane(
        y=middle,
        name=row.name,
        detail=row.detail if len(row.detail) <= 24 else f"{row.detail[:23].rstrip()}…",
        bars=tuple(
            SwimBar(
                x=x(first),
                width=max(round(x(last) - x(first), 1), 2.0),
                y=middle - _BAR / 2,
                height=_BAR,
                ongoing=ongoing,
                label=name,
                title=f"{name}, {first.isoformat()} to {'now' if ongoing else last.isoformat()}",
            )
            for name, first, last, ongoing in row.spans
        ),
        marks=tuple(marks),
    )


def _months(whole: int, right: float) -> tuple[tuple[float, str], ...]:
    months = whole / 30.4375
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= 10), 120)
    return tuple(
        (round(_LEFT + (right - _LEFT) * number * 30.4375 / whole, 1), str(number))
        for number in range(0, int(months) + 1, step)
    )


def _twin(rows: Sequence[Swum], caption: str) -> Table:
    found: list[tuple[Cell, ...]] = []
    for row in rows:
        spans = "; ".join(
            f"{name}, {first.isoformat()} to {'now' if ongoing else last.isoformat()}"
            for name, first, last, ongoing in row.spans
        )
        visits = ", ".join(f"{day_text(visit.date)} {visit.overall}" for visit in row.visits)
        found.append(
            (Cell(text=row.name), Cell(text=spans), Cell(text=visits or "none", tone="" if visits else "open"))
        )
    return Table(caption=caption, columns=("Row", "Treatment", "Responses"), rows=tuple(found))
