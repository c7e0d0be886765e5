"""The drawings about readers as numbers: Bland-Altman plot, and the sums of two readers visit by visit."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10, sqrt

from onward.engines.response.readings import Compared, Limits, Quality, VisitCompared
from onward.outputs.html.readers_context import BiasOverTime, BlandAltman, LevelLine, PlotPoint, SumsOfTwo, SumVisit

_WIDTH, _HEIGHT = 720, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 560.0, 26.0, 268.0
_SUM_HEIGHT, _SUM_BOTTOM = 270, 220.0
_BIAS_WIDTH, _BIAS_HEIGHT, _BIAS_RIGHT, _BIAS_BOTTOM = 460, 200, 440.0, 160.0
# An interval that covers more of the plot than this says only that there are too few points, and hides them.
_WIDEST_BAND = 0.5
_LINE = 15.0


def bland_altman(limits: Limits, first: str, second: str) -> BlandAltman:
    """The plot of Bland and Altman 1986: difference over mean, bias and limits with their intervals."""
    means = [mean for mean, _ in limits.points]
    differences = [difference for _, difference in limits.points]
    low = min([0.0, *differences, limits.lower.value])
    high = max([0.0, *differences, limits.upper.value])
    y_ticks, y_of = _axis(low, high, _BOTTOM, _TOP)
    x_ticks, x_of = _axis(min(means), max(means), _LEFT, _RIGHT)
    levels = (
        (limits.upper, f"upper limit {signed(limits.upper.value)}", True),
        (limits.bias, f"bias {signed(limits.bias.value)}", False),
        (limits.lower, f"lower limit {signed(limits.lower.value)}", True),
    )
    label_y = _spread([y_of(one.value) for one, _, _ in levels])
    return BlandAltman(
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT,
        right=_RIGHT,
        top=_TOP,
        bottom=_BOTTOM,
        zero_y=y_of(0.0),
        lines=tuple(
            LevelLine(
                y=y_of(one.value),
                band_y=_clip(y_of(one.high)),
                band_height=_band(y_of(one.low), y_of(one.high)),
                label=label,
                label_y=at,
                is_limit=is_limit,
            )
            for (one, label, is_limit), at in zip(levels, label_y, strict=True)
        ),
        points=tuple(
            PlotPoint(x=x_of(mean), y=y_of(difference), title=f"mean {mean:.1f} mm, difference {difference:+.1f} mm")
            for mean, difference in limits.points
        ),
        x_ticks=x_ticks,
        y_ticks=y_ticks,
        x_label="mean of both sums, mm",
        y_label=f"{first} minus {second}, mm",
        summary=f"Bland-Altman plot of {limits.n} sums: bias {limits.bias.value:+.1f} mm, limits of agreement "
        f"{limits.lower.value:+.1f} to {limits.upper.value:+.1f} mm. The table below has every point.",
    )


def sums_of_two(compared: Compared) -> SumsOfTwo | None:
    """The sums of both readers; None where neither has two."""
    visits = compared.visits
    first = [(n, float(visit.left_sum_mm)) for n, visit in enumerate(visits) if visit.left_sum_mm is not None]
    second = [(n, float(visit.right_sum_mm)) for n, visit in enumerate(visits) if visit.right_sum_mm is not None]
    if len(first) < 2 and len(second) < 2:
        return None
    y_ticks, y_of = _axis(0.0, max(value for _, value in (*first, *second)), _SUM_BOTTOM, _TOP)
    step = (_RIGHT - _LEFT) / len(visits)

    def x_of(n: int) -> float:
        return round(_LEFT + step * (n + 0.5), 1)

    def drawn(found: Sequence[tuple[int, float]], name: str) -> tuple[tuple[PlotPoint, ...], str]:
        points = tuple(
            PlotPoint(x=x_of(n), y=y_of(value), title=f"{name}, {visits[n].visit}: {value:g} mm") for n, value in found
        )
        return points, " ".join(f"{point.x},{point.y}" for point in points)

    names = compared.left.reader or "first reader", compared.right.reader or "second reader"
    (first_points, first_path), (second_points, second_path) = drawn(first, names[0]), drawn(second, names[1])
    differing = [visit.visit for visit in visits if visit.differs]
    return SumsOfTwo(
        width=_WIDTH,
        height=_SUM_HEIGHT,
        left=_LEFT,
        right=_RIGHT,
        top=_TOP,
        bottom=_SUM_BOTTOM,
        visits=tuple(
            SumVisit(
                x=round(x_of(n) - step / 2, 1),
                width=round(step, 1),
                label=visit.visit,
                categories=_categories(visit),
                differs=visit.differs,
            )
            for n, visit in enumerate(visits)
        ),
        first=first_points,
        second=second_points,
        first_path=first_path,
        second_path=second_path,
        first_name=names[0],
        second_name=names[1],
        y_ticks=y_ticks,
        summary=f"Sums of {names[0]} and {names[1]} over {len(visits)} visits; categories differ at "
        f"{', '.join(differing) or 'none'}. The table below has every number.",
    )


def bias_over_time(quality: Quality) -> BiasOverTime | None:
    """Quarter by quarter; None with fewer than two quarters that have a mean."""
    held = [(period, period.bias_mm) for period in quality.periods if period.bias_mm is not None]
    if len(held) < 2:
        return None
    values = [bias for _, bias in held]
    y_ticks, y_of = _axis(min(0.0, *values), max(0.0, *values), _BIAS_BOTTOM, _TOP)
    step = (_BIAS_RIGHT - _LEFT) / len(held)
    points = tuple(
        PlotPoint(
            x=round(_LEFT + step * (n + 0.5), 1),
            y=y_of(bias),
            title=f"{period.period}: {signed(bias)} mm over {period.visits} visits",
        )
        for n, (period, bias) in enumerate(held)
    )
    most = max(period.visits for period, _ in held)
    drift = quality.drift_pct_a_year
    change = (
        ""
        if drift is None
        else f", change {signed(drift.value)} % a year ({signed(drift.low)} to {signed(drift.high)})"
    )
    return BiasOverTime(
        width=_BIAS_WIDTH,
        height=_BIAS_HEIGHT,
        left=_LEFT,
        right=_BIAS_RIGHT,
        top=_TOP,
        bottom=_BIAS_BOTTOM,
        zero_y=y_of(0.0),
        points=points,
        # The area of a dot stands for its visits.
        radii=tuple(round(2.5 + 4 * sqrt(period.visits / most), 1) for period, _ in held),
        path=" ".join(f"{point.x},{point.y}" for point in points),
        quarters=tuple((point.x, period.period) for point, (period, _) in zip(points, held, strict=True)),
        y_ticks=y_ticks,
        summary=f"{quality.who}: mean of sums minus the other readers', by quarter, from {signed(values[0])} to "
        f"{signed(values[-1])} mm{change}. The table below has every number.",
    )


def signed(value: float) -> str:
    """ "+1.2", "−3.4": with the sign that a printed page has."""
    return f"{value:+.1f}".replace("-", "−")


def _categories(visit: VisitCompared) -> str:
    if not visit.left and not visit.right:
        return "baseline"
    return visit.left if visit.left == visit.right else f"{visit.left or 'none'} | {visit.right or 'none'}"


def _band(low: float, high: float) -> float:
    """Height of an interval's band; 0 where it is too wide to draw."""
    height = _clip(low) - _clip(high)
    return 0.0 if height > _WIDEST_BAND * (_BOTTOM - _TOP) else max(0.0, round(height, 1))


def _clip(y: float) -> float:
    return min(max(y, _TOP), _BOTTOM)


def _spread(wanted: Sequence[float]) -> list[float]:
    """Places for labels from top to bottom, a line apart at least, as near to what they name as can be."""
    placed: list[float] = []
    for at in wanted:
        placed.append(max(at, placed[-1] + _LINE) if placed else at)
    over = max(0.0, placed[-1] - _BOTTOM)
    return [round(at - over + 4, 1) for at in placed]


class _Scale:
    """Values to places along one axis."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._start = low, start
        self._per_unit = (end - start) / (high - low)

    def __call__(self, value: float) -> float:
        return round(self._start + (value - self._low) * self._per_unit, 1)


def _axis(low: float, high: float, start: float, end: float) -> tuple[tuple[tuple[float, str], ...], _Scale]:
    """Four to eight round ticks that enclose the values, and where each value stands."""
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    rough = (high - low) / 5
    power = 10 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    first, last = floor(low / step), ceil(high / step)
    scale = _Scale(first * step, last * step, start, end)
    return tuple((scale(n * step), f"{n * step:g}".replace("-", "−")) for n in range(first, last + 1)), scale
