"""Laboratory curves: small drawings side by side on one time axis, each with its reference band and its table.

A result without a unit, without a date or in a unit that cannot be converted is never drawn; it is named below the
curve with the reason. Nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.disease import Line
from onward.outputs.html.context import Cell, CurvePanel, Statement, Table
from onward.outputs.html.drawing import Curve, CurvePoint, PointShape, Tick
from onward.outputs.html.phrases import (
    counted,
    day_text,
    number_text,
    quantity_text,
    relative_text,
    sentence_case,
    unit_text,
)
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.time_scale import TimeScale, time_scale, year_ticks
from onward.outputs.html.treatment_chart import is_numbered
from onward.terms import Comparator, PartialDate, Quantity, Truth, convert, is_above, is_below
from onward.timeline import LabResult, Standing, Timeline

# What a tumour board looks at, in this order; further names of one analyte stand beside the first.
SHOWN: tuple[tuple[str, ...], ...] = (
    ("CA 15-3",),
    ("CEA", "carcinoembryonic antigen"),
    ("CA 27.29", "CA 27-29"),
    ("hemoglobin", "haemoglobin"),
    ("neutrophils", "absolute neutrophil count"),
    ("platelets",),
    ("ALT", "alanine aminotransferase"),
    ("AST", "aspartate aminotransferase"),
    ("alkaline phosphatase", "ALP"),
    ("bilirubin", "total bilirubin", "bilirubin total"),
    ("creatinine",),
    ("calcium", "total calcium", "calcium total"),
    ("LVEF", "left ventricular ejection fraction"),
    ("QTcF",),
)

_WIDTH, _HEIGHT = 320, 144
_PLOT_X, _PLOT_Y = 40.0, 16.0
_PLOT_WIDTH, _PLOT_HEIGHT = 268.0, 104.0
_PAD = Decimal("0.12")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A result with its value in the curve's unit."""

    result: LabResult
    when: PartialDate
    value: Decimal
    low: Decimal | None
    high: Decimal | None


def shown_name(result: LabResult) -> str:
    """The curve that a result belongs to, "" when it has none."""
    return _SHOWN_NAMES.get(result.analyte.casefold(), "")


_SHOWN_NAMES = {name.casefold(): names[0] for names in SHOWN for name in names}


def judged(result: LabResult) -> PointShape:
    """A result against the laboratory's own reference limits; "unjudged" where they do not decide."""
    value = result.value
    if value is None or value.unit is None:
        return "unjudged"
    low, high = _limit(result.low, value.unit), _limit(result.high, value.unit)
    if low is None and high is None:
        return "unjudged"
    if high is not None and is_above(value, high) is Truth.YES:
        return "above"
    if low is not None and is_below(value, low) is Truth.YES:
        return "below"
    inside = (high is None or is_above(value, high) is Truth.NO) and (low is None or is_below(value, low) is Truth.NO)
    return "within" if inside else "unjudged"


def _limit(limit: Quantity | None, unit: str) -> Decimal | None:
    found = convert(limit, unit) if limit is not None else None
    return found.value if found is not None else None


def reference_text(result: LabResult) -> str:
    """The laboratory's reference limits in words."""
    low = number_text(result.low.value) if result.low is not None else ""
    high = number_text(result.high.value) if result.high is not None else ""
    if low and high:
        return f"{low} to {high}"
    if high:
        return f"up to {high}"
    return f"from {low}" if low else ""


JUDGED_WORDS: dict[str, str] = {
    "above": "above reference",
    "below": "below reference",
    "within": "within reference",
    "unjudged": "no reference range",
}


def curve_panels(
    timeline: Timeline, lines: Sequence[Line], register: SourceRegister, *, anchor: PartialDate | None
) -> tuple[CurvePanel, ...]:
    """One panel for each analyte that is recorded, all on one time axis, with the starts of the lines of therapy."""
    by_name: dict[str, list[LabResult]] = {names[0]: [] for names in SHOWN}
    for result in timeline.of(LabResult):
        if (name := shown_name(result)) and result.standing is not Standing.REFUTED:
            by_name[name].append(result)
    present = {name: results for name, results in by_name.items() if results}
    drawn = {name: _drawable(results) for name, results in present.items()}
    days = [one.when.earliest for found in drawn.values() for one in found]
    scale = time_scale(days, left=_PLOT_X, width=_PLOT_WIDTH) if days else None
    return tuple(
        _panel(name, results, drawn[name], scale, lines, register, anchor) for name, results in present.items()
    )


def _main_unit(results: Iterable[LabResult]) -> str | None:
    units = Counter(result.value.unit for result in results if result.value is not None and result.value.unit)
    return min(units, key=lambda unit: (-units[unit], unit)) if units else None


def _drawable(results: Sequence[LabResult]) -> list[_Drawn]:
    unit = _main_unit(result for result in results if result.when.start is not None)
    found: list[_Drawn] = []
    for result in results:
        when = result.when.start
        if unit is None or when is None or result.value is None:
            continue
        value = convert(result.value, unit)
        if value is None:
            continue
        low = convert(result.low, unit) if result.low is not None else None
        high = convert(result.high, unit) if result.high is not None else None
        found.append(_Drawn(result, when, value.value, low.value if low else None, high.value if high else None))
    return found


def _panel(
    name: str,
    results: list[LabResult],
    drawn: list[_Drawn],
    scale: TimeScale | None,
    lines: Sequence[Line],
    register: SourceRegister,
    anchor: PartialDate | None,
) -> CurvePanel:
    unit = _main_unit(one.result for one in drawn)
    title = sentence_case(name) + (f", {unit_text(unit)}" if unit and unit_text(unit) else "")
    latest = drawn[-1] if drawn else None
    shapes = judged(latest.result) if latest is not None else "unjudged"
    if latest is not None and latest.result.value is not None:
        words = quantity_text(latest.result.value)
        if shapes in ("above", "below"):
            words += f", {shapes} reference"
        said = Statement(text=words, when=day_text(latest.when), marks=register.cite((latest.result,)))
    else:
        said = Statement(text="no result with date and unit")
    drawn_results = {id(one.result) for one in drawn}
    left_out = [result for result in results if id(result) not in drawn_results]
    return CurvePanel(
        curve=_curve(name, drawn, scale, lines, unit) if scale is not None and len(drawn) > 1 else None,
        title=title,
        latest=said,
        tone=shapes if shapes in ("above", "below") else "",
        notes=_notes(left_out, unit),
        table=_twin(title, results, register, anchor),
    )


def _notes(left_out: list[LabResult], unit: str | None) -> tuple[str, ...]:
    """Why results are not in the curve, each with its value."""
    notes: dict[str, list[str]] = {}
    for result in left_out:
        if result.value is None:
            why = "reported as a word, not drawn"
            value = result.word or "no value"
        else:
            value = quantity_text(result.value)
            if result.value.unit is None:
                why = "without a unit, so not drawn and not comparable"
            elif result.when.start is None:
                why = "without a date, so not drawn"
            else:
                why = f"in a unit that cannot be turned into {unit_text(unit)}, so not drawn"
        when = f" on {result.when.start}" if result.when.start is not None else ""
        notes.setdefault(why, []).append(f"{value.removesuffix(' (no unit)')}{when}")
    return tuple(
        f"{', '.join(values[:4])}{f' and {len(values) - 4} more' if len(values) > 4 else ''}: {why}."
        for why, values in notes.items()
    )


def _twin(title: str, results: list[LabResult], register: SourceRegister, anchor: PartialDate | None) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for result in sorted(results, key=_newest_first):
        shape = judged(result)
        value = quantity_text(result.value) if result.value is not None else result.word or "no value"
        reference = reference_text(result)
        row = [
            Cell(text=day_text(result.when.start), marks=register.cite((result,))),
            Cell(text=value, tone=shape if shape in ("above", "below") else ""),
            Cell(text=f"{JUDGED_WORDS[shape]}{f' ({reference})' if reference and shape != 'unjudged' else ''}"),
        ]
        if anchor is not None:
            row.insert(1, Cell(text=relative_text(result.when.start, anchor)))
        rows.append(tuple(row))
    columns = (
        ("Date", "Month", "Result", "Against reference")
        if anchor is not None
        else (
            "Date",
            "Result",
            "Against reference",
        )
    )
    return Table(
        caption=f"{title}: all {counted(len(results), 'result')}",
        columns=columns,
        rows=tuple(rows),
        numeric=(0, 1, 2) if anchor is not None else (0, 1),
    )


def _newest_first(result: LabResult) -> tuple[int, str]:
    when = result.when.start
    return (-when.earliest.toordinal() if when is not None else 0, when.text if when is not None else "")


def _curve(name: str, drawn: list[_Drawn], scale: TimeScale, lines: Sequence[Line], unit: str | None) -> Curve:
    newest = next((one for one in reversed(drawn) if one.low is not None or one.high is not None), None)
    low, high = (newest.low, newest.high) if newest is not None else (None, None)
    bottom, top = _range([one.value for one in drawn], low, high)

    def y(value: Decimal) -> float:
        share = float((value - bottom) / (top - bottom))
        return round(_PLOT_Y + _PLOT_HEIGHT * (1.0 - min(max(share, 0.0), 1.0)), 1)

    points = tuple(
        CurvePoint(
            x=scale.x(one.when.earliest),
            y=y(one.value),
            shape=judged(one.result),
            bound=_bound(one.result),
            title=f"{one.when}: {quantity_text(one.result.value) if one.result.value else ''},"
            f" {JUDGED_WORDS[judged(one.result)]}",
        )
        for one in drawn
    )
    band_top = y(high) if high is not None else _PLOT_Y
    band_bottom = y(low) if low is not None else _PLOT_Y + _PLOT_HEIGHT
    levels = {y(value): number_text(value) for value in (low, high) if value is not None and bottom <= value <= top}
    for value in (max(one.value for one in drawn), min(one.value for one in drawn)):
        if all(abs(y(value) - at) >= 12.0 for at in levels):
            levels[y(value)] = number_text(value)
    return Curve(
        width=_WIDTH,
        height=_HEIGHT,
        plot_x=_PLOT_X,
        plot_y=_PLOT_Y,
        plot_width=_PLOT_WIDTH,
        plot_height=_PLOT_HEIGHT,
        band_y=band_top,
        band_height=round(max(band_bottom - band_top, 0.0), 1),
        has_band=newest is not None,
        lines=_lines(drawn, points, scale),
        points=points,
        levels=tuple(Tick(at=at, label=label) for at, label in sorted(levels.items())),
        years=year_ticks(scale, label_width=30.0),
        starts=_starts(lines, scale),
        folds=scale.folds(),
        summary=_summary(name, drawn, unit),
    )


def _starts(lines: Sequence[Line], scale: TimeScale) -> tuple[Tick, ...]:
    """Starts of metastatic lines that lie on the axis; where two would touch, the earlier keeps its number."""
    ticks: list[Tick] = []
    for line in lines:
        if not is_numbered(line) or line.start is None or not scale.first <= line.start.earliest <= scale.last:
            continue
        x = scale.x(line.start.earliest)
        ticks.append(Tick(at=x, label=str(line.n) if not ticks or x - ticks[-1].at >= 11.0 else ""))
    return tuple(ticks)


def _range(values: list[Decimal], low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal]:
    """The values with room around them; the reference limits only where they do not flatten the curve."""
    bottom, top = min(values), max(values)
    spread = max(top - bottom, abs(top) * Decimal("0.2"), Decimal("0.1"))
    if high is not None and bottom - spread <= high <= top + 2 * spread:
        bottom, top = min(bottom, high), max(top, high)
    if low is not None and bottom - 2 * spread <= low <= top + spread:
        bottom, top = min(bottom, low), max(top, low)
    pad = max((top - bottom) * _PAD, spread * Decimal("0.1"))
    return (bottom - pad, top + pad)


def _bound(result: LabResult) -> str:
    comparator = result.value.comparator if result.value is not None else Comparator.EXACTLY
    return "" if comparator is Comparator.EXACTLY else comparator.value


def _lines(drawn: list[_Drawn], points: tuple[CurvePoint, ...], scale: TimeScale) -> tuple[str, ...]:
    """Polylines from point to point; a fold between two points breaks the line."""
    runs: list[list[CurvePoint]] = [[points[0]]]
    for before, after, point in zip(drawn, drawn[1:], points[1:], strict=False):
        if scale.breaks_between(before.when.earliest, after.when.earliest):
            runs.append([])
        runs[-1].append(point)
    return tuple(" ".join(f"{point.x:g},{point.y:g}" for point in run) for run in runs if len(run) > 1)


def _summary(name: str, drawn: list[_Drawn], unit: str | None) -> str:
    first, last = drawn[0], drawn[-1]
    values = [one.value for one in drawn]
    latest = f"{number_text(last.value)} {unit_text(unit)}".rstrip()
    out = sum(1 for one in drawn if judged(one.result) in ("above", "below"))
    return (
        f"{sentence_case(name)}: {len(drawn)} results from {first.when} to {last.when},"
        f" lowest {number_text(min(values))}, highest {number_text(max(values))}, latest {latest};"
        f" {out} out of the reference range. The table below says the same."
    )
