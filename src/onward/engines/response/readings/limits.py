"""Limits of agreement between two readers' measurements: Bland and Altman 1986 (doi:10.1016/S0140-6736(86)90837-8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value with its confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """First reader minus second, in the unit measured.

    points   (mean of both, difference) of each pair, as drawn
    bias     mean difference; lower, upper the limits within which most differences lie, each with its interval
    slope    change of the difference for each unit of the mean; its interval without zero: the difference depends on
             the size, and one pair of limits does not fit all. None with fewer than three pairs or equal means
    """

    n: int
    points: tuple[tuple[float, float], ...]
    bias: Interval
    deviation: float
    lower: Interval
    upper: Interval
    slope: Interval | None


def limits_of_agreement(
    pairs: Sequence[tuple[float, float]], *, deviations: float = 1.96, confidence: float = 0.95
) -> Limits | None:
    """The limits for paired measurements; None with fewer than two.

    deviations   how many standard deviations the limits lie from the bias: 1.96 for 95 %; the paper of 1986 takes 2
    """
    if len(pairs) < 2:
        return None
    n = len(pairs)
    points = tuple(((one + other) / 2, one - other) for one, other in pairs)
    differences = [difference for _, difference in points]
    bias, deviation = mean(differences), stdev(differences)
    t = student_t(n - 1, confidence)
    of_bias = t * deviation / sqrt(n)
    # The paper's approximation of the standard error of a limit: the square root of 3 s² / n.
    of_limit = t * sqrt(3 * deviation**2 / n)
    lower, upper = bias - deviations * deviation, bias + deviations * deviation
    return Limits(
        n=n,
        points=points,
        bias=Interval(value=bias, low=bias - of_bias, high=bias + of_bias),
        deviation=deviation,
        lower=Interval(value=lower, low=lower - of_limit, high=lower + of_limit),
        upper=Interval(value=upper, low=upper - of_limit, high=upper + of_limit),
        slope=slope_of(points, confidence=confidence),
    )


def slope_of(points: Sequence[tuple[float, float]], *, confidence: float = 0.95) -> Interval | None:
    """The straight line through points by least squares: its slope; None with fewer than three or one x only."""
    n = len(points)
    if n < 3:
        return None
    x_mean, y_mean = mean(x for x, _ in points), mean(y for _, y in points)
    spread = sum((x - x_mean) ** 2 for x, _ in points)
    if spread == 0:
        return None
    slope = sum((x - x_mean) * (y - y_mean) for x, y in points) / spread
    left = sum((y - y_mean - slope * (x - x_mean)) ** 2 for x, y in points)
    reach = student_t(n - 2, confidence) * sqrt(left / (n - 2) / spread)
    return Interval(value=slope, low=slope - reach, high=slope + reach)


def student_t(freedom: int, confidence: float) -> float:
    """The bound of Student's t on both sides."""
    from scipy.special import stdtrit  # heavy, and only agreement needs it

    return float(stdtrit(freedom, (1 + confidence) / 2))
