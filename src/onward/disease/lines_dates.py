"""Days between dates that may be known by month or year only, and the last day of a course.

"n days after" is the difference of calendar dates (disease/lines, head): the day after the start is 1 day after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onward.disease.picture import Course
from onward.terms import PartialDate, Truth, days_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day of asking.

    last_day   the last day on which a treatment may be running: the day of asking, or the day of death before it
    died       day of death as recorded, None while she lives; `dead` says that she died, also without a date
    """

    day: date
    dead: bool
    died: PartialDate | None

    @property
    def last_day(self) -> date:
        return self.day if self.died is None else min(self.day, self.died.latest)


def at_most(start: PartialDate, end: PartialDate, days: int) -> Truth:
    """Whether `end` is no more than `days` after `start` (also when it lies before it)."""
    fewest, most = days_between(start, end)
    if most <= days:
        return Truth.YES
    if fewest > days:
        return Truth.NO
    return Truth.UNKNOWN


def more_than(start: PartialDate, end: PartialDate, days: int) -> Truth:
    """Whether `end` is more than `days` after `start`."""
    return ~at_most(start, end, days)


def order(course: Course) -> tuple[date, date, str]:
    """Courses in time: the earliest possible day, then the more precise date, then the drug's name (partial-dates)."""
    start = course.start
    if start is None:
        return (date.max, date.max, course.drug)
    return (start.earliest, start.latest, course.drug)


def last_day(course: Course, today: Today) -> PartialDate:
    """The last day of a course, as the days that it may have been.

    A running course reaches to the end of the calendar, because whether a later day is still treatment is not asked
    here; one that ended on an unknown day may have ended on any day since its start.
    """
    if course.ongoing:
        return RUNNING
    if course.end is not None:
        return course.end
    first = course.doses[-1] if course.doses else course.start
    earliest = first.earliest if first is not None else date.min
    return PartialDate(earliest, max(earliest, today.last_day), "unknown")


RUNNING = PartialDate(date.max, date.max, "running")


def latest(dates: Iterable[PartialDate]) -> PartialDate | None:
    """The days that the last of these dates may have been; None when there is none."""
    known = tuple(dates)
    if not known:
        return None
    if len(known) == 1:
        return known[0]
    earliest, last = max(day.earliest for day in known), max(day.latest for day in known)
    same = next((day for day in known if (day.earliest, day.latest) == (earliest, last)), None)
    return same or PartialDate(earliest, last, "")


def as_recorded(dates: Iterable[PartialDate]) -> PartialDate | None:
    """That of the dates, as it was written, which may be the last; of equal ones the more precise."""
    return max(dates, key=lambda day: (day.latest, day.earliest), default=None)


def day_before(start: PartialDate) -> PartialDate:
    """The day before a start; of a start known by month or year, that month or year (line-end)."""
    if not start.is_exact:
        return PartialDate(start.earliest, start.latest, str(start))
    day = start.earliest - timedelta(days=1)
    return PartialDate(day, day, day.isoformat())


def day_after(when: PartialDate) -> PartialDate:
    """The day after; of a date known by month or year, that month or year."""
    if not when.is_exact:
        return when
    day = when.earliest + timedelta(days=1)
    return PartialDate(day, day, day.isoformat())
