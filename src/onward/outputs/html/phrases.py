"""Dates, numbers and units as the page writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from onward.terms import Comparator, PartialDate, Period, Quantity

NOT_RECORDED = "not recorded"
UNDATED_TEXT = "undated"
NO_UNIT_NEEDED = "1"  # UCUM: a pure number

# SNOMED CT closes its full names with the kind of concept in brackets; people do not say it.
_CONCEPT_KIND = re.compile(
    r" \((?:disorder|finding|procedure|regime/therapy|situation|morphologic abnormality|event|observable entity"
    r"|body structure|substance|product|medicinal product|qualifier value|person|physical object)\)(?=$|[;,])"
)

# UCUM codes as laboratories print them; a code that is not here is shown as it is.
_UNITS = {
    "[arb'U]/mL": "U/mL",
    "[U]/mL": "U/mL",
    "k[IU]/L": "kIU/L",
    "[IU]/L": "IU/L",
    "10*3/uL": "10³/µL",
    "10*9/L": "10⁹/L",
    "10*6/uL": "10⁶/µL",
    "10*12/L": "10¹²/L",
    "/uL": "/µL",
    "umol/L": "µmol/L",
    "ug/L": "µg/L",
    "ug/dL": "µg/dL",
    "mm[Hg]": "mmHg",
    "Cel": "°C",
    "{score}": "",
    "{ratio}": "",
    "1": "",
    "{#}": "",
    "m[IU]/L": "mIU/L",
    "u[IU]/mL": "µIU/mL",
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
    "kg/m2": "kg/m²",
    "[in_i]": "in",
    "[lb_av]": "lb",
    "[degF]": "°F",
    "1/1000000{Base}": "per megabase",
    "{mutations}/Mb": "mutations/Mb",
    "{Mutations}/{megabase}": "mutations/Mb",
}


def spoken(text: str) -> str:
    """A name of the record without the kind of concept that SNOMED CT adds at its end."""
    return _CONCEPT_KIND.sub("", text)


def unit_text(unit: str | None) -> str:
    """A UCUM code in the clinic's spelling; "" for a pure number."""
    return "" if unit is None else _UNITS.get(unit, unit)


def number_text(value: Decimal) -> str:
    """A number without trailing zeros and never in powers of ten."""
    return f"{value.normalize():f}"


def quantity_text(quantity: Quantity) -> str:
    """A number as reported, with its bound and its unit."""
    sign = "" if quantity.comparator is Comparator.EXACTLY else quantity.comparator.value
    # No unit and "no unit needed" are different things; the first is said.
    unit = " (no unit)" if quantity.unit is None else f" {unit_text(quantity.unit)}".rstrip()
    return f"{sign}{quantity.value:f}{unit}"


def day_text(when: PartialDate | None, otherwise: str = UNDATED_TEXT) -> str:
    """A date at the precision it was given."""
    return str(when) if when is not None else otherwise


def span_text(start: PartialDate | None, end: PartialDate | None, *, ongoing: bool = False) -> str:
    """From when to when, in words that say what is not recorded."""
    if start is None and end is None:
        return "ongoing, start not recorded" if ongoing else UNDATED_TEXT
    if start is not None and str(start) == str(end):
        return str(start)
    first = str(start) if start is not None else "start not recorded"
    if ongoing:
        return f"{first}, ongoing"
    last = str(end) if end is not None else "end not recorded"
    return f"{first} to {last}"


def period_text(when: Period) -> str:
    """A fact's own period; an open end stays open without a judgement on whether it goes on."""
    if when.start is not None and when.end is None:
        return f"since {when.start}"
    return span_text(when.start, when.end)


def listed(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    found = [word for word in words if word]
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"


def sentence_case(text: str) -> str:
    """The first letter large, the rest as it is (PD-L1 stays PD-L1)."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 dose", "3 doses"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def months_between(start: date, end: date) -> int:
    """Completed months from `start` to `end`; negative when `end` lies before it."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day else months - 1


def months_text(start: PartialDate | None, end: PartialDate | None) -> str:
    """How long, in completed months ("27 months", "26 to 27 months"); "" when a date is missing."""
    if start is None or end is None:
        return ""
    if start.is_exact and start.earliest == end.earliest:
        return "one day"
    fewest = months_between(start.latest, end.earliest)
    most = months_between(start.earliest, end.latest)
    if most < 0:
        return ""
    fewest = max(fewest, 0)
    if fewest == most:
        return counted(most, "month")
    return f"{fewest} to {most} months"


def relative_text(when: PartialDate | None, anchor: PartialDate | None) -> str:
    """Months from the anchor, signed ("+27", "−74"); a range where a date is partial; "" without an anchor."""
    if when is None or anchor is None:
        return ""
    low = months_between(anchor.latest, when.earliest)
    high = months_between(anchor.earliest, when.latest)
    low_text, high_text = _signed(low), _signed(high)
    return low_text if low == high else f"{low_text} to {high_text}"


def _signed(months: int) -> str:
    return f"+{months}" if months > 0 else f"\N{MINUS SIGN}{-months}" if months < 0 else "0"
