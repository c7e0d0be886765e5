"""Numbers with units, bounds and stretches of time, as criteria write them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onward.criteria import Limits
from onward.terms import Quantity, convert

Side = Literal["at_least", "above", "at_most", "below"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number; `unit` UCUM or "" when none stands there; `times` ULN or LLN for multiples of a limit of normal."""

    value: Decimal
    unit: str = ""
    times: Literal["", "ULN", "LLN"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One or two bounds of one quantity."""

    low: Amount | None = None
    low_open: bool = False
    high: Amount | None = None
    high_open: bool = False

    @property
    def unit(self) -> str:
        """The unit of the bounds."""
        return next((one.unit for one in (self.low, self.high) if one is not None and one.unit), "")

    @property
    def times(self) -> Literal["", "ULN", "LLN"]:
        """Of which limit of normal they are multiples."""
        for one in (self.low, self.high):
            if one is not None and one.times:
                return one.times
        return ""

    @property
    def limits(self) -> Limits:
        """The bounds as limits of a number."""
        low = None if self.low is None else self.low.value
        high = None if self.high is None else self.high.value
        return Limits(
            at_least=None if self.low_open else low,
            above=low if self.low_open else None,
            at_most=None if self.high_open else high,
            below=high if self.high_open else None,
        )


def bound_of(side: Side, amount: Amount) -> Bound:
    """A bound on one side."""
    match side:
        case "at_least":
            return Bound(low=amount)
        case "above":
            return Bound(low=amount, low_open=True)
        case "at_most":
            return Bound(high=amount)
        case "below":
            return Bound(high=amount, high_open=True)


def between(low: Bound, high: Bound) -> Bound | None:
    """Both bounds together; None where they are no lower and upper bound of one quantity."""
    if low.low is None and high.low is not None:
        low, high = high, low
    if low.low is None or low.high is not None or high.high is None or high.low is not None:
        return None
    unit = low.low.unit or high.high.unit
    times = low.low.times or high.high.times
    if {low.low.unit, high.high.unit} - {unit, ""} or {low.low.times, high.high.times} - {times, ""}:
        return None
    first = Amount(value=low.low.value, unit=unit, times=times)
    last = Amount(value=high.high.value, unit=unit, times=times)
    if first.value > last.value or (first.value == last.value and (low.low_open or high.high_open)):
        return None
    return Bound(low=first, low_open=low.low_open, high=last, high_open=high.high_open)


def is_same(left: Bound, right: Bound, molar_mass: Decimal | None = None) -> bool:
    """Whether two bounds say the same in two units ("1500/mm3 (1.5 x 10^9/L)"), to rounding."""
    for one, other in ((left.low, right.low), (left.high, right.high)):
        if (one is None) != (other is None):
            return False
        if one is not None and other is not None and not is_same_amount(one, other, molar_mass):
            return False
    return True


# Between two units both numbers were rounded for print: 3 % apart is the same limit.
_ROUNDED = Decimal("0.03")


def is_same_amount(one: Amount, other: Amount, molar_mass: Decimal | None = None) -> bool:
    """Whether two amounts are the same, to rounding."""
    if one.times != other.times:
        return False
    if one.unit == other.unit:
        return one.value == other.value
    converted = convert(Quantity(one.value, one.unit), other.unit, molar_mass_g_per_mol=molar_mass)
    if converted is None:
        return False
    return abs(converted.value - other.value) <= _ROUNDED * max(abs(other.value), abs(converted.value))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in days; `hours` where it is shorter. A month is 30 days, a year 365."""

    days: int
    text: str

    @property
    def months(self) -> int | None:
        """Whole months, where it was told in months or years."""
        number, _, unit = self.text.partition(" ")
        if unit == "month":
            return int(Decimal(number)) if Decimal(number) == int(Decimal(number)) else None
        if unit == "year":
            months = Decimal(number) * 12
            return int(months) if months == int(months) else None
        return None


_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal(30), "year": Decimal(365)}


def stretch_of(number: Decimal, unit: str) -> Stretch:
    """So many days, weeks, months or years; hours are rounded up to days."""
    if unit == "hour":
        return Stretch(int((number / 24).to_integral_value(rounding="ROUND_CEILING")), f"{number} hour")
    if unit == "month" and number == 12:
        return Stretch(365, "12 month")
    return Stretch(int(number * _DAYS[unit]), f"{number} {unit}")
