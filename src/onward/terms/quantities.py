"""Numbers with units. A number without a unit stays without one: it never compares with anything."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from onward.terms.truth import Truth
from onward.terms.units import parse_unit


class Comparator(Enum):
    """How a reported number bounds the true one ("<0.5" below the limit of detection)."""

    EXACTLY = "="
    LESS = "<"
    AT_MOST = "<="
    AT_LEAST = ">="
    MORE = ">"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A reported number.

    value        as reported, with its decimals (1.10 stays 1.10)
    unit         UCUM code, or None when the source gave no unit or none that is known
    comparator   EXACTLY unless the laboratory reported a bound
    """

    value: Decimal
    unit: str | None
    comparator: Comparator = Comparator.EXACTLY

    def __str__(self) -> str:
        sign = "" if self.comparator is Comparator.EXACTLY else self.comparator.value
        unit = "" if self.unit in (None, "1") else f" {self.unit}"
        return f"{sign}{self.value}{unit}"


def convert(quantity: Quantity, unit: str, *, molar_mass_g_per_mol: Decimal | None = None) -> Quantity | None:
    """The same quantity in another UCUM unit; None when it cannot be (no unit, or another dimension).

    molar_mass_g_per_mol   of the analyte, to go between mass and amount of substance (mg/dL and umol/L)
    """
    if quantity.unit is None:
        return None
    if quantity.unit == unit:
        return quantity
    source, target = parse_unit(quantity.unit), parse_unit(unit)
    if source is None or target is None:
        return None
    base = quantity.value * source.factor + source.offset
    if source.dimension != target.dimension:
        if molar_mass_g_per_mol is None:
            return None
        change = _mass_to_amount(dict(source.dimension), dict(target.dimension))
        if change is None:
            return None
        base = base / molar_mass_g_per_mol if change > 0 else base * molar_mass_g_per_mol
    return Quantity((base - target.offset) / target.factor, unit, quantity.comparator)


def _mass_to_amount(source: dict[str, int], target: dict[str, int]) -> int | None:
    """+1 when grams become moles, -1 when moles become grams, None when neither makes the dimensions equal."""
    grams_to_moles = dict(source)
    if grams_to_moles.pop("g", 0) == 1 and {**grams_to_moles, "mol": 1} == target:
        return 1
    moles_to_grams = dict(source)
    if moles_to_grams.pop("mol", 0) == 1 and {**moles_to_grams, "g": 1} == target:
        return -1
    return None


def is_below(quantity: Quantity, limit: Decimal) -> Truth:
    """Whether the true value lies below `limit` (same unit); a reported bound may leave it UNKNOWN."""
    match quantity.comparator:
        case Comparator.EXACTLY:
            return Truth.YES if quantity.value < limit else Truth.NO
        case Comparator.LESS:
            return Truth.YES if quantity.value <= limit else Truth.UNKNOWN
        case Comparator.AT_MOST:
            return Truth.YES if quantity.value < limit else Truth.UNKNOWN
        case Comparator.AT_LEAST | Comparator.MORE:
            return Truth.NO if quantity.value >= limit else Truth.UNKNOWN


def is_above(quantity: Quantity, limit: Decimal) -> Truth:
    """Whether the true value lies above `limit` (same unit); a reported bound may leave it UNKNOWN."""
    match quantity.comparator:
        case Comparator.EXACTLY:
            return Truth.YES if quantity.value > limit else Truth.NO
        case Comparator.MORE:
            return Truth.YES if quantity.value >= limit else Truth.UNKNOWN
        case Comparator.AT_LEAST:
            return Truth.YES if quantity.value > limit else Truth.UNKNOWN
        case Comparator.AT_MOST | Comparator.LESS:
            return Truth.NO if quantity.value <= limit else Truth.UNKNOWN
