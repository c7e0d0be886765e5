"""Age limits as registries write them: "18 Years", "6 Months", "N/A"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_SHAPE = re.compile(r"(\d+(?:\.\d+)?)\s*(year|month|week|day|hour|minute)s?", re.IGNORECASE)

# Parts of a Julian year of 365.25 days; a month is a twelfth of it.
_YEARS: dict[str, Fraction] = {
    "year": Fraction(1),
    "month": Fraction(1, 12),
    "week": Fraction(28, 1461),
    "day": Fraction(4, 1461),
    "hour": Fraction(1, 8766),
    "minute": Fraction(1, 525960),
}


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """A limit of age; `unit` is year, month, week, day, hour or minute."""

    value: Fraction
    unit: str

    @property
    def years(self) -> Fraction:
        return self.value * _YEARS[self.unit]

    def __str__(self) -> str:
        number = float(self.value)
        shown = f"{number:g}"
        return f"{shown} {self.unit}{'' if shown == '1' else 's'}"


def age_limit(text: str) -> AgeLimit | None:
    """Read an age limit; None where there is none ("", "N/A") and where it has no unit or another shape."""
    found = _SHAPE.fullmatch(text.strip())
    return AgeLimit(Fraction(found[1]), found[2].lower()) if found else None
