"""Who is asked about: one person's timeline, the picture derived from it, and the day of asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from onward.criteria.condition_names import names_in
from onward.criteria.reference import Reference
from onward.criteria.windows import latest_of
from onward.disease import Course, DiseasePicture, Line
from onward.terms import Truth, is_before
from onward.timeline import AnyFact, Comorbidity, LabResult, Standing, Timeline, as_known_on

_FactType = TypeVar("_FactType")


# What counting a drug that was only ordered rests on.
ONLY_ORDERED = "what was ordered was also taken"


@dataclass(frozen=True, slots=True)
class Given:
    """One course with the line that holds it.

    line    None for what is in no line (ovarian suppression, bone agents)
    names   drug, class and groups: what a question may call it
    words   "palbociclib, 2024-01-10 to 2025-02, metastatic"
    """

    course: Course
    line: Line | None
    names: frozenset[str]
    words: str

    @property
    def setting(self) -> str:
        """neoadjuvant, adjuvant, metastatic, or unknown."""
        if self.line is None:
            told = self.course.told
            return "metastatic" if told is not None and told.setting == "metastatic" else "unknown"
        return self.line.setting

    @property
    def why_ended(self) -> str:
        """progression, toxicity, ..., ongoing or unknown: of the course itself where it says, else of its line."""
        if self.course.ongoing:
            return "ongoing"
        if self.course.why_stopped and self.course.why_stopped != "other":
            return self.course.why_stopped
        if self.line is None or self._left_early:
            return "unknown"
        return self.line.why_ended

    @property
    def _left_early(self) -> bool:
        """Whether the drug was stopped before its line ended: then the line's reason is not the drug's."""
        end, line_end = self.course.end, None if self.line is None else self.line.end
        return end is not None and line_end is not None and is_before(end, line_end) is Truth.YES

    @property
    def assumed(self) -> tuple[str, ...]:
        """The presumption that counting this course rests on; () when it is known to have been taken."""
        return (ONLY_ORDERED,) if self.course.only_ordered else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One person as known on one day. Build it with `subject_of`, which sees to it that later facts are left out.

    by_kind        the timeline's facts by type, so that a question of twenty lines does not read it twenty times
    latest_labs    by analyte the results that may be the latest: one, unless dates are partial or equal
    given          the picture's courses of treatment, each with its line
    conditions     conditions on record, each with all that it may be called
    """

    timeline: Timeline
    picture: DiseasePicture
    reference: Reference
    as_of: date
    by_kind: Mapping[type[object], tuple[AnyFact, ...]] = field(repr=False, compare=False)
    latest_labs: Mapping[str, tuple[LabResult, ...]] = field(repr=False, compare=False)
    given: tuple[Given, ...] = field(repr=False, compare=False)
    conditions: tuple[tuple[Comorbidity, frozenset[str]], ...] = field(repr=False, compare=False)

    def of(self, kind: type[_FactType]) -> tuple[_FactType, ...]:
        """The facts of one kind, in order of time."""
        return cast("tuple[_FactType, ...]", self.by_kind.get(kind, ()))


def subject_of(timeline: Timeline, picture: DiseasePicture, reference: Reference, *, as_of: date) -> Subject:
    """The person as known on `as_of`; `picture` must be derived from the same timeline as known on that day."""
    known = timeline if timeline.as_of == as_of else as_known_on(timeline, as_of)
    by_kind: dict[type[object], list[AnyFact]] = {}
    labs: dict[str, list[LabResult]] = {}
    for fact in known.facts:
        by_kind.setdefault(type(fact), []).append(fact)
        if isinstance(fact, LabResult) and fact.analyte and fact.standing is not Standing.REFUTED:
            labs.setdefault(fact.analyte, []).append(fact)
    return Subject(
        timeline=known,
        picture=picture,
        reference=reference,
        as_of=as_of,
        by_kind={kind: tuple(facts) for kind, facts in by_kind.items()},
        latest_labs={analyte: latest_of(results) for analyte, results in labs.items()},
        given=_given(picture),
        conditions=tuple((fact, _names_of(fact, reference)) for fact in known.facts if isinstance(fact, Comorbidity)),
    )


def _names_of(fact: Comorbidity, reference: Reference) -> frozenset[str]:
    """The group of a condition on record, what its own words and its codes call it, and the groups called so."""
    called = [name for text in (fact.text, *(code.display for code in fact.codes)) for name in names_in(text)]
    known = reference.condition_names
    return frozenset({fact.group, *called, *(group for name in called for group in known.get(name, ()))}) - {""}


def _given(picture: DiseasePicture) -> tuple[Given, ...]:
    """Courses in lines first, then those in none; a course of a line stands in the picture's `courses` as well."""
    in_lines = [(course, line) for line in picture.lines for course in line.courses]
    seen = {course for course, _ in in_lines}
    alone = [course for course in dict.fromkeys(picture.courses) if course not in seen]
    return (
        *(_one_given(course, line) for course, line in in_lines),
        *(_one_given(course, None) for course in alone),
    )


def _one_given(course: Course, line: Line | None) -> Given:
    start = course.start or "start not recorded"
    end = "ongoing" if course.ongoing else course.end or "end not recorded"
    where = "" if line is None or line.setting == "unknown" else f", {line.setting}"
    span = f"{start} to {end}"
    if course.told is not None and course.start is None:
        # A description in words: what it says instead of dates.
        span = course.told.text or ("ongoing" if course.ongoing else "without dates")
    return Given(
        course=course,
        line=line,
        names=frozenset({course.drug, course.drug_class, *course.groups}),
        words=f"{course.drug}, {span}{where}",
    )
