"""Dates and durations in a description. A date is known as far as it is said; what could be two days stays both."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from onward.reading.description_text import Text
from onward.terms import PartialDate


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text."""

    start: int
    end: int
    when: PartialDate


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time in the text: fewest and most days that its rounding allows."""

    start: int
    end: int
    days: tuple[int, int]
    words: str


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_UNIT_DAYS = {"d": Decimal(1), "w": Decimal(7), "m": Decimal("30.4375"), "y": Decimal("365.25")}
_UNIT = r"(?P<unit>days?|d|weeks?|wks?|w|months?|mos?|mths?|m|years?|yrs?|y)"
_NUMBER = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "eighteen": 18, "a": 1,
}  # fmt: skip
_COUNT = r"(?P<count>\d{1,3}(?:\.\d)?|" + "|".join(word for word in _NUMBER if word != "a") + r"|an?(?=\s))"

_DATE = re.compile(
    rf"""(?<![\w./])(?<!\d\d\d\d-\d\d-)(?:
      (?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?![\d-])
    | (?P<dmy>\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d)
    | (?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y3>(?:19|20)\d\d)
    | (?P<m2>\d{{1,2}})/(?P<y2>(?:19|20)\d\d)
    | (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m4>{_MONTH})\.?,?\s+(?P<y4>(?:19|20)\d\d)
    | (?P<m5>{_MONTH})\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<y5>(?:19|20)\d\d)
    | (?P<m6>{_MONTH})\.?,?\s+(?:of\s+)?(?P<y6>(?:19|20)\d\d)
    | (?P<m7>{_MONTH})\.?\s*'(?P<y7>\d\d)
    | (?P<y8>(?:19|20)\d\d)(?=\D|$)(?!\s*(?:mg|ml|/|x|%|cells|u/l))
    )(?!\w)""",
    re.VERBOSE,
)
_AGO = re.compile(rf"(?<!\w){_COUNT}[\s-]*{_UNIT}\s+ago\b")
_LAST = re.compile(r"(?<!\w)last\s+(?P<unit>week|month|year)\b")
_DURATION = re.compile(rf"(?<![\w.])(?:x\s*)?(?P<about>~|about\s+|approx\w*\.?\s+)?{_COUNT}\s*-?\s*{_UNIT}(?![\w/])")
_NO_DURATION = re.compile(r"\s*(?:-?\s*old|ago\b|of age|on\b|off\b|y/?o\b)")


def dates_in(text: Text, as_of: date) -> tuple[Dated, ...]:
    """Every date of the text, from left to right; what lies after `as_of` is a plan, not a date of a fact."""
    found = [*_written(text), *_relative(text, as_of)]
    return tuple(sorted((one for one in found if one.when.earliest <= as_of), key=lambda one: one.start))


def _written(text: Text) -> Iterator[Dated]:
    for found in _DATE.finditer(text.low):
        when = _partial(found)
        if when is not None:
            yield Dated(found.start(), found.end(), when)


def _partial(found: re.Match[str]) -> PartialDate | None:
    words = found[0]
    if found["iso"]:
        parts = [int(part) for part in found["iso"].split("-")]
        return _month(parts[0], parts[1], words) if len(parts) == 2 else _day(parts[0], parts[1], parts[2], words)
    if found["dmy"]:
        day, month, year = (int(part) for part in found["dmy"].split("."))
        return _day(year, month, day, words)
    if found["y3"]:
        return _either_order(int(found["y3"]), int(found["a"]), int(found["b"]), words)
    if found["y2"]:
        return _month(int(found["y2"]), int(found["m2"]), words)
    for number in ("4", "5"):
        if found[f"y{number}"]:
            return _day(int(found[f"y{number}"]), _MONTHS[found[f"m{number}"]], int(found[f"d{number}"]), words)
    if found["y6"]:
        return _month(int(found["y6"]), _MONTHS[found["m6"]], words)
    if found["y7"]:
        return _month(2000 + int(found["y7"]), _MONTHS[found["m7"]], words)
    year = int(found["y8"])
    return PartialDate(date(year, 1, 1), date(year, 12, 31), words)


def _either_order(year: int, first: int, second: int, words: str) -> PartialDate | None:
    """05/03/2023 is 3 May or 5 March: both, unless only one of them exists."""
    days = [day for day in (_day(year, first, second, words), _day(year, second, first, words)) if day is not None]
    if not days:
        return None
    return PartialDate(min(day.earliest for day in days), max(day.latest for day in days), words)


def _day(year: int, month: int, day: int, words: str) -> PartialDate | None:
    try:
        exact = date(year, month, day)
    except ValueError:
        return None
    return PartialDate(exact, exact, words)


def _month(year: int, month: int, words: str) -> PartialDate | None:
    if not 1 <= month <= 12:
        return None
    return PartialDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), words)


def _relative(text: Text, as_of: date) -> Iterator[Dated]:
    for found in _AGO.finditer(text.low):
        fewest, most = _days(found["count"], found["unit"])
        when = PartialDate(as_of - timedelta(days=most), as_of - timedelta(days=fewest), found[0])
        yield Dated(found.start(), found.end(), when)
    for found in _LAST.finditer(text.low):
        # "last month" is the month before, or the last thirty days: any day since the beginning of the one before.
        most = {"week": 14, "month": 62, "year": 731}[found["unit"]]
        yield Dated(found.start(), found.end(), PartialDate(as_of - timedelta(days=most), as_of, found[0]))


def durations_in(text: Text) -> tuple[Duration, ...]:
    """Every duration of the text ("22 mo", "x 5 years", "18-month"), from left to right."""
    found: list[Duration] = []
    for one in _DURATION.finditer(text.low):
        if _NO_DURATION.match(text.low, one.end()) is not None or (
            one["unit"] in ("d", "m", "y", "w") and not _tight(one)
        ):
            continue
        fewest, most = _days(one["count"], one["unit"], about=one["about"] is not None)
        words = text.written[one.start("count") : one.end()].strip()
        found.append(Duration(one.start(), one.end(), (fewest, most), words))
    return tuple(found)


def _tight(found: re.Match[str]) -> bool:
    """A lone letter is a unit only right behind its number ("22m"), where it means months or years, and not metres."""
    return (
        found.end("count") == found.start("unit") and found["unit"] in ("m", "y", "d", "w") and found["count"].isdigit()
    )


def _days(count: str, unit: str, *, about: bool = False) -> tuple[int, int]:
    """Fewest and most days: half a unit of the last digit to each side, a whole one for "about"."""
    number = Decimal(_NUMBER["a"] if count in ("a", "an") else _NUMBER.get(count, 0) or count)
    step = Decimal("0.05") if "." in count else Decimal("0.5")
    if about:
        step *= 2
    one = _UNIT_DAYS[unit[0]]
    if unit[0] == "d":
        step = Decimal(2) if about else Decimal(0)
    return int((max(number - step, Decimal(0)) * one).to_integral_value()), int(
        ((number + step) * one).to_integral_value()
    )
