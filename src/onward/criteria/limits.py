"""Bounds of a number, and whether a number, or an interval of what it may be, keeps to them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from onward.criteria.checks import must
from onward.terms import Quantity, Truth, is_above, is_below

# Going to another unit and back may change the last of 28 digits; no laboratory reports twelve.
_PRECISION = Context(prec=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One or two bounds. "at_least" and "at_most" let the bound itself in, "above" and "below" do not."""

    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None

    def __post_init__(self) -> None:
        bounds = (self.at_least, self.above, self.at_most, self.below)
        must(any(bound is not None for bound in bounds), "limits need at_least, above, at_most or below")
        must(all(bound is None or bound.is_finite() for bound in bounds), "limits must be finite numbers")
        must(self.at_least is None or self.above is None, "limits: at_least and above are two lower bounds")
        must(self.at_most is None or self.below is None, "limits: at_most and below are two upper bounds")
        low = self.at_least if self.at_least is not None else self.above
        high = self.at_most if self.at_most is not None else self.below
        if low is not None and high is not None:
            open_end = self.above is not None or self.below is not None
            must(low < high or (low == high and not open_end), "limits: no number lies between these bounds")

    def __str__(self) -> str:
        """In words: "at least 1.5", "above 10 and at most 20"."""
        words = [
            f"{name} {bound:f}"
            for name, bound in (
                ("at least", self.at_least),
                ("above", self.above),
                ("at most", self.at_most),
                ("below", self.below),
            )
            if bound is not None
        ]
        return " and ".join(words)


def keeps_to(quantity: Quantity, limits: Limits, *, times: Decimal = Decimal(1)) -> Truth:
    """Whether a reported number lies within the limits (same unit); "<0.5" may leave it UNKNOWN.

    times   what every bound is multiplied by: the laboratory's own upper or lower limit of normal
    """
    number = Quantity(_PRECISION.plus(quantity.value), quantity.unit, quantity.comparator)
    truth = Truth.YES
    if limits.at_least is not None:
        truth &= ~is_below(number, _scaled(limits.at_least, times))
    if limits.above is not None:
        truth &= is_above(number, _scaled(limits.above, times))
    if limits.at_most is not None:
        truth &= ~is_above(number, _scaled(limits.at_most, times))
    if limits.below is not None:
        truth &= is_below(number, _scaled(limits.below, times))
    return truth


def _scaled(bound: Decimal, times: Decimal) -> Decimal:
    return _PRECISION.multiply(bound, times)


def interval_keeps_to(low: Decimal, high: Decimal, limits: Limits) -> Truth:
    """Whether a number known to lie from `low` to `high` (both included) keeps to the limits."""
    truth = Truth.YES
    if limits.at_least is not None:
        truth &= _all_or_none(low >= limits.at_least, high < limits.at_least)
    if limits.above is not None:
        truth &= _all_or_none(low > limits.above, high <= limits.above)
    if limits.at_most is not None:
        truth &= _all_or_none(high <= limits.at_most, low > limits.at_most)
    if limits.below is not None:
        truth &= _all_or_none(high < limits.below, low >= limits.below)
    return truth


def _all_or_none(all_do: bool, none_does: bool) -> Truth:
    if all_do:
        return Truth.YES
    return Truth.NO if none_does else Truth.UNKNOWN
