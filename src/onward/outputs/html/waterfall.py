"""Waterfall: change from the baseline, one bar for each lesion or each person, the largest growth first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response import ReaderResponse, lesion_labels
from onward.outputs.html.context import Cell, ResponseDrawing, Table
from onward.outputs.html.response_drawing import Waterfall, WaterfallBar
from onward.outputs.html.response_said import baseline_of, lesion_name, percent_text

_HEIGHT = 260
_LEFT, _TOP, _BOTTOM = 46.0, 16.0, 76.0
_LEAST_WIDTH, _BAR = 420, 44.0
_MOST_NAMED = 16
_GROWTH, _SHRINKAGE = Decimal(20), Decimal(-30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One bar's content: what it is called, its change in percent (None: not drawn), and further cells of its row."""

    name: str
    change: Decimal | None
    cells: tuple[str, ...]


def lesion_waterfall(response: ReaderResponse) -> ResponseDrawing | None:
    """The targets of one reader at the last visit at which any of them was measured; None without two lesions."""
    start = baseline_of(response)
    if start is None:
        return None
    later = [visit for visit in response.visits if not visit.is_baseline]
    last = next((one for one in reversed(later) if any(t.counted_mm is not None for t in one.targets)), None)
    if last is None:
        return None
    here = {target.lesion: target for target in last.targets}
    columns: list[Column] = []
    labels = lesion_labels(response)
    for target in start.targets:
        first, now = target.counted_mm, here.get(target.lesion)
        size = None if now is None else now.counted_mm
        change = None if first is None or size is None or first == 0 else (size - first) * 100 / first
        name = lesion_name(target.lesion, target.site, labels)
        columns.append(Column(name=name, change=change, cells=(_mm(first), _mm(size))))
    if sum(1 for one in columns if one.change is not None) < 2:
        return None
    caption = f"Each target at {last.visit}, against the baseline"
    return waterfall(columns, heads=("Lesion", "Baseline, mm", f"{last.visit}, mm"), caption=caption)


def people_waterfall(responses: Sequence[ReaderResponse]) -> ResponseDrawing | None:
    """The best change of the sum of each person (the smallest sum against the baseline); None without any."""
    columns: list[Column] = []
    for one in responses:
        changes = [
            visit.change_from_baseline_pct
            for visit in one.visits
            if not visit.is_baseline and visit.change_from_baseline_pct is not None and visit.sum_mm is not None
        ]
        best = min(changes) if changes else None
        name = f"{one.person}, {one.reader}" if one.reader else one.person
        columns.append(Column(name=name, change=best, cells=(one.best_overall, one.best_confirmed)))
    if all(one.change is None for one in columns):
        return None
    return waterfall(
        columns, heads=("Person, reader", "Best", "Confirmed"), caption="Best change of the sum of each person"
    )


def waterfall(columns: Sequence[Column], *, heads: tuple[str, ...], caption: str) -> ResponseDrawing:
    """Bars in order of their change; what has none stands in the table only."""
    drawn = sorted((one for one in columns if one.change is not None), key=lambda one: (-(one.change or 0), one.name))
    changes = [one.change for one in drawn if one.change is not None]
    top, low = max(Decimal(30), *changes), min(Decimal(-40), *changes)
    step = _BAR if len(drawn) <= _MOST_NAMED else max(4.0, 700 / len(drawn))
    width = max(_LEAST_WIDTH, round(_LEFT + step * len(drawn) + 20))
    bottom = _HEIGHT - _BOTTOM

    def y(change: Decimal) -> float:
        return round(_TOP + float((top - change) / (top - low)) * (bottom - _TOP), 1)

    zero = y(Decimal(0))
    bars: list[WaterfallBar] = []
    for index, one in enumerate(drawn):
        change = one.change
        assert change is not None
        at, x = y(change), _LEFT + 6 + step * index
        is_named = len(drawn) <= _MOST_NAMED
        bars.append(
            WaterfallBar(
                x=round(x, 1),
                y=min(at, zero),
                width=round(step * 0.78, 1),
                height=max(round(abs(zero - at), 1), 0.8),
                kind="grown" if change >= _GROWTH else "shrunk" if change <= _SHRINKAGE else "between",
                label=one.name if is_named else "",
                label_x=round(x + step * 0.39, 1),
                value=f"{change.quantize(Decimal(1)):+f}" if is_named else "",
                value_y=at - 4 if change >= 0 else at + 12,
                title=f"{one.name}: {percent_text(change)} %",
            )
        )
    drawing = Waterfall(
        width=width,
        height=_HEIGHT,
        left=_LEFT,
        right=width - 8.0,
        zero_y=zero,
        growth_y=y(_GROWTH),
        shrinkage_y=y(_SHRINKAGE),
        label_y=bottom + 24,
        bars=tuple(bars),
        summary=f"{caption}, in percent; the table holds the same numbers",
    )
    return ResponseDrawing(
        kind="waterfall",
        title="Waterfall",
        drawing=drawing,
        legend=f"{caption}, largest growth first. Dashed: +20 % and −30 %.",
        twin=_twin(columns, heads, caption),
    )


def _twin(columns: Sequence[Column], heads: tuple[str, ...], caption: str) -> Table:
    ordered = sorted(columns, key=lambda one: (one.change is None, -(one.change or Decimal(0)), one.name))
    return Table(
        caption=caption,
        columns=(*heads, "Change, %"),
        rows=tuple(
            (
                Cell(text=one.name),
                *(Cell(text=cell) for cell in one.cells),
                Cell(text=percent_text(one.change) or "not assessed", tone="" if one.change is not None else "open"),
            )
            for one in ordered
        ),
        numeric=(len(heads),),
    )


def _mm(value: Decimal | None) -> str:
    return "not assessed" if value is None else f"{value.normalize():f}"
