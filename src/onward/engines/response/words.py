"""Numbers as they stand in a reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def mm(value: Decimal | None) -> str:
    """ "21.5 mm"; "not complete" for None."""
    return "not complete" if value is None else f"{value.normalize():f} mm"


def signed(value: Decimal) -> str:
    """ "+5", "-3.2"."""
    return f"{value.normalize():+f}"


def percent(value: Decimal | None, against: Decimal | None) -> Decimal | None:
    """Change in percent of `against`; None where one is missing or zero is divided by."""
    if value is None or against is None or against == 0:
        return None
    return (value - against) * 100 / against


def shown(value: Decimal | None) -> str:
    """A change in percent with one decimal; rounded for reading only, never to decide."""
    if value is None:
        return "no percentage"
    rounded = value.quantize(Decimal("0.1"))
    return f"{rounded:+f} %" if rounded == value else f"about {rounded:+f} %"


def listed(names: Sequence[str], most: int = 3) -> str:
    """ "T01, T02"; "6 lesions" for more than `most`."""
    return ", ".join(names) if len(names) <= most else f"{len(names)} lesions"
