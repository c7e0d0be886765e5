"""Endocrine therapy of one line, with its first and last day (disease/resistance, exposure)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from onward.disease.lines_dates import Today, as_recorded, latest, order
from onward.disease.lines_draft import CDK46, is_endocrine, named
from onward.disease.picture import Line
from onward.terms import PartialDate, Truth, is_before


@dataclass(frozen=True, slots=True, kw_only=True)
class EndocrineExposure:
    """The endocrine drugs of one line, without ovarian suppression.

    start, end   None when not recorded; `ongoing` while it runs
    partner      "CDK4/6 inhibitor" when the line holds one, else ""
    line         the line; None where a case gives the exposure alone
    days, told   fewest and most days on it, and the words for them, where a description tells a duration and no dates
    """

    drugs: tuple[str, ...]
    metastatic: bool
    start: PartialDate | None
    end: PartialDate | None
    ongoing: bool
    stopped_for_progression: bool
    partner: str = ""
    line: Line | None = None
    days: tuple[int, int] | None = None
    told: str = ""

    @property
    def named(self) -> str:
        return named(self.drugs)

    def as_known_on(self, day: date) -> EndocrineExposure | None:
        """The exposure as known on a day: None before its start, running before its end."""
        if self.start is not None and self.start.earliest > day:
            return None
        if self.end is not None and self.end.earliest > day:
            return replace(self, end=None, ongoing=True, stopped_for_progression=False)
        return self

    def possible_end(self, until: PartialDate | None) -> PartialDate:
        """Its last day; when that is not recorded every day from its start to `until` (undecided)."""
        if self.end is not None:
            return self.end
        first = self.start.earliest if self.start is not None else date.min
        return PartialDate(first, max(first, until.latest if until is not None else date.max), "not recorded")


def exposures_of(lines: tuple[Line, ...], today: Today) -> tuple[EndocrineExposure, ...]:
    """The endocrine therapy of every line with a number, in order."""
    found = [_exposure(line, today) for line in lines if line.n is not None]
    return tuple(one for one in found if one is not None)


def _exposure(line: Line, today: Today) -> EndocrineExposure | None:
    courses = sorted((course for course in line.courses if is_endocrine(course)), key=order)
    if not courses:
        return None
    start = courses[0].start
    if start is not None and line.start is not None and is_before(start, line.start) is Truth.YES:
        start = line.start  # carried on into the line
    running = any(course.ongoing for course in courses)
    ends = [course.end for course in courses if course.end is not None]
    end = line.end if running or not ends else as_recorded(ends)
    if len(ends) < len(courses) and not running:
        end = None
    if end is not None and line.end is not None and is_before(line.end, end) is Truth.YES:
        end = line.end  # what goes on into the next line is an exposure of that line
    closing = latest(ends)
    told = next((course.told for course in courses if course.told is not None and course.told.days is not None), None)
    last = [course for course in courses if course.end is None or course.end == closing]
    return EndocrineExposure(
        drugs=tuple(dict.fromkeys(course.drug for course in courses)),
        metastatic=line.setting == "metastatic",
        start=start,
        end=end,
        ongoing=running and line.end is None and not today.dead,
        stopped_for_progression=not running and any(course.why_stopped == "progression" for course in last),
        partner=CDK46 if any(course.drug_class == CDK46 for course in line.courses) else "",
        line=line,
        days=None if told is None or start is not None else told.days,
        told="" if told is None else told.text,
    )
