"""A line while it is put together, and the words of the drug table that the rules of lines ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onward.disease.lines_dates import Today, last_day, latest
from onward.disease.picture import Course, Setting
from onward.terms import PartialDate

ENDOCRINE = "endocrine therapy"
CHEMOTHERAPY = "chemotherapy"
CONJUGATE = "antibody-drug conjugate"
CDK46 = "CDK4/6 inhibitor"
NO_CLASS = "other anticancer"


@dataclass(slots=True, kw_only=True)
class Draft:
    """A line under construction.

    start     start of its first own course; courses its own, carried those that go on from an earlier line
    rules     the rules that opened it and put drugs into it, in order
    because   what they decided, in sentences
    row       of early lines, which of the two rows
    """

    setting: Setting
    early: bool
    start: PartialDate
    courses: list[Course]
    carried: list[Course] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    n: int | None = None
    row: str = ""

    @property
    def all_courses(self) -> list[Course]:
        """Own and carried on: every rule asks both."""
        return [*self.courses, *self.carried]

    @property
    def began(self) -> PartialDate:
        """The days on which the line may have begun: the first drug of the record may not be that of the calendar."""
        starts = [course.start for course in self.courses if course.start is not None] or [self.start]
        first = PartialDate(min(day.earliest for day in starts), min(day.latest for day in starts), "")
        return next((day for day in starts if (day.earliest, day.latest) == (first.earliest, first.latest)), first)

    def add(self, course: Course, rule: str, because: str) -> None:
        """Put a drug into the line."""
        self.courses.append(course)
        if rule not in self.rules:
            self.rules.append(rule)
        self.because.append(because)

    def last_treated(self, today: Today) -> PartialDate:
        """The last day of any drug of the line."""
        last = latest(last_day(course, today) for course in self.all_courses)
        return last if last is not None else self.start


def is_endocrine(course: Course) -> bool:
    return ENDOCRINE in course.groups


def same_class(one: Course, other: Course) -> bool:
    """Whether two drugs are of one class; conjugates only with the same target (same-class)."""
    if one.drug_class != other.drug_class or one.drug_class in ("", NO_CLASS):
        return False
    return one.drug_class != CONJUGATE or one.target == other.target


def named(drugs: Sequence[str]) -> str:
    """Drugs as a person lists them: "letrozole, palbociclib and goserelin"."""
    names = list(dict.fromkeys(drugs))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
