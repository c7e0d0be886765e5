"""Dates as records give them: a year, a month, a day or an instant, each an interval of days.

FHIR R4 `date` and `dateTime` may stop at the year or the month (hl7.org/fhir/R4/datatypes.html#date).
A partial date is never completed by guessing: "2024" is the interval 2024-01-01 to 2024-12-31, and a
comparison that the interval does not decide is UNKNOWN.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from onward.terms.truth import Truth

_SHAPE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?P<time>T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day: the days it may have been.

    earliest, latest   first and last possible day (equal when the day is known)
    text               as written in the source, time and zone included; part of identity, because two
                       instants of one day are two results
    """

    earliest: date
    latest: date
    text: str

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest

    def __str__(self) -> str:
        """The date at the precision it was given: 2024, 2024-05 or 2024-05-17."""
        if self.is_exact:
            return self.earliest.isoformat()
        if self.earliest.month == self.latest.month and self.earliest.year == self.latest.year:
            return f"{self.earliest:%Y-%m}"
        if self.earliest == date(self.earliest.year, 1, 1) and self.latest == date(self.earliest.year, 12, 31):
            return f"{self.earliest:%Y}"
        return f"{self.earliest.isoformat()} to {self.latest.isoformat()}"

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """A total, deterministic order: by the earliest possible day, then the latest, then the text."""
        return (self.earliest, self.latest, self.text)


def parse_date(text: str) -> PartialDate | None:
    """Read a FHIR date or dateTime; None when it is not one (the caller reports it).

    The day is the day written in the source: a time zone never moves a result to the day before.
    """
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    try:
        if month is None:
            return PartialDate(date(int(year), 1, 1), date(int(year), 12, 31), text)
        if day is None:
            last = monthrange(int(year), int(month))[1]
            return PartialDate(date(int(year), int(month), 1), date(int(year), int(month), last), text)
        exact = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return PartialDate(exact, exact, text)


def on_day(day: date) -> PartialDate:
    """A date that is known to the day."""
    return PartialDate(day, day, day.isoformat())


def is_before(left: PartialDate, right: PartialDate) -> Truth:
    """Whether `left` lies on an earlier day than `right`; UNKNOWN when their precision does not decide."""
    if left.latest < right.earliest:
        return Truth.YES
    if left.earliest >= right.latest:
        return Truth.NO
    return Truth.UNKNOWN


def is_on_or_before(left: PartialDate, right: PartialDate) -> Truth:
    """Whether `left` lies on the day of `right` or earlier."""
    return ~is_before(right, left)


def days_between(start: PartialDate, end: PartialDate) -> tuple[int, int]:
    """Fewest and most days from `start` to `end`; negative when `end` may lie before `start`."""
    return ((end.earliest - start.latest).days, (end.latest - start.earliest).days)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day (31 January + 1 = 28 or 29 February)."""
    index = day.year * 12 + (day.month - 1) + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_days(when: PartialDate, days: int) -> PartialDate:
    """The interval moved by whole days; exact dates stay exact. The text becomes the new interval."""
    step = timedelta(days=days)
    moved = PartialDate(when.earliest + step, when.latest + step, "")
    return PartialDate(moved.earliest, moved.latest, str(moved))


@dataclass(frozen=True, slots=True)
class Period:
    """When something held: both ends partial, either may be missing.

    A point in time has `start` and `end` equal. `end` None means that no end is recorded, which is not
    the same as "still running": that is said by the fact's status.
    """

    start: PartialDate | None
    end: PartialDate | None

    @property
    def is_point(self) -> bool:
        return self.start is not None and self.start == self.end

    def __str__(self) -> str:
        if self.start is None and self.end is None:
            return "undated"
        if self.is_point:
            return str(self.start)
        return f"{self.start or '?'} to {self.end or '?'}"


UNDATED = Period(None, None)


def at(when: PartialDate | None) -> Period:
    """A point in time, or UNDATED when there is none."""
    return UNDATED if when is None else Period(when, when)
