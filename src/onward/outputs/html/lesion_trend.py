"""Size of each target over time, one line for each lesion of one reader."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from onward.engines.response import ReaderResponse, VisitResponse, lesion_labels
from onward.outputs.html.context import Cell, ResponseDrawing, Table
from onward.outputs.html.phrases import day_text
from onward.outputs.html.response_drawing import LesionTrend, TrendLine, TrendPoint
from onward.outputs.html.response_said import baseline_of, days_after, lesion_name

_WIDTH, _HEIGHT = 640, 250
_LEFT, _TOP, _RIGHT, _BOTTOM = 46.0, 14.0, 150.0, 36.0
_APART = 13.0


# Lines are told apart without colour.
_DASHES = ("", "6 3", "2 3", "9 3 2 3", "1 2")


def lesion_trend(response: ReaderResponse) -> ResponseDrawing | None:
    """None where no lesion has two sizes with known days."""
    start = baseline_of(response)
    if start is None:
        return None
    dated = [(days, visit) for visit in response.visits if (days := days_after(visit, start)) is not None]
    labels = lesion_labels(response)
    names = [lesion_name(one.lesion, one.site, labels) for one in start.targets]
    series = [
        [(days, *found, visit) for days, visit in dated if (found := _size(visit, one.lesion)) is not None]
        for one in start.targets
    ]
    if not any(len(points) > 1 for points in series):
        return None
    last = max(days for days, _ in dated) or 1
    most = max(size for points in series for _, size, _, _ in points) or Decimal(1)
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM

    def x(days: int) -> float:
        return round(_LEFT + (right - _LEFT) * days / last, 1)

    def y(size: Decimal) -> float:
        return round(_TOP + float(1 - size / most) * (bottom - _TOP), 1)

    ends = sorted((y(points[-1][1]), index) for index, points in enumerate(series) if points)
    places: dict[int, float] = {}
    low = -_APART
    for at, index in ends:
        low = max(at, low + _APART)
        places[index] = low
    lines = [
        TrendLine(
            points=tuple(
                TrendPoint(
                    x=x(days),
                    y=y(size),
                    title=f"{names[index]}, {visit.visit}: {size.normalize():f} mm",
                    is_counted=is_counted,
                )
                for days, size, is_counted, visit in points
            ),
            path=" ".join(f"{x(days)},{y(size)}" for days, size, _, _ in points),
            name=names[index],
            name_y=places[index] + 4,
            leader=f"M{x(points[-1][0]) + 4},{y(points[-1][1])} L{right + 8},{places[index]}",
            dash=_DASHES[index % len(_DASHES)],
        )
        for index, points in enumerate(series)
        if points
    ]
    drawing = LesionTrend(
        width=_WIDTH,
        height=max(_HEIGHT, round(low + 20)),
        left=_LEFT,
        right=right,
        top=_TOP,
        bottom=bottom,
        sizes=tuple((y(size), f"{size:f}") for size in _ticks(most)),
        days=_day_ticks([days for days, _ in dated], x),
        lines=tuple(lines),
        summary="Size of each target in mm over days after the baseline; the table holds the same numbers",
    )
    return ResponseDrawing(
        kind="trend",
        title="Each target over time",
        drawing=drawing,
        legend="Size of each target, as the criterion counts it. Ring: not measured, counted (too small, or gone).",
        twin=_twin(response, names, start),
    )


def _size(visit: VisitResponse, lesion: str) -> tuple[Decimal, bool] | None:
    found = next((one for one in visit.targets if one.lesion == lesion), None)
    if found is None or found.counted_mm is None:
        return None
    return found.counted_mm, found.measured_mm is None


def _ticks(most: Decimal) -> tuple[Decimal, ...]:
    step = next(step for step in (5, 10, 20, 25, 50, 100, 200, 500) if most / step <= 5 or step == 500)
    return tuple(Decimal(step * number) for number in range(int(most // step) + 1))


def _day_ticks(days: list[int], x: Callable[[int], float]) -> tuple[tuple[float, str], ...]:
    found: list[tuple[float, str]] = []
    for day in sorted(set(days)):
        at = x(day)
        if not found or at - found[-1][0] >= 26:
            found.append((at, str(day)))
    return tuple(found)


def _twin(response: ReaderResponse, names: list[str], start: VisitResponse) -> Table:
    return Table(
        caption=f"Targets in mm, {response.reader or 'reader not named'}",
        columns=("Visit", "Date", *names),
        rows=tuple(
            (
                Cell(text=visit.visit),
                Cell(text=day_text(visit.date)),
                *(_cell(visit, target.lesion) for target in start.targets),
            )
            for visit in response.visits
        ),
        numeric=tuple(range(2, 2 + len(names))),
        wide=len(names) > 4,
    )


def _cell(visit: VisitResponse, lesion: str) -> Cell:
    found = next((one for one in visit.targets if one.lesion == lesion), None)
    if found is None or found.counted_mm is None:
        return Cell(text="not assessed", tone="open")
    return Cell(text=f"{found.counted_mm.normalize():f}", notes=(found.note,) if found.note else ())
