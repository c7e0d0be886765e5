"""Time on each class of drug, by setting: class, treatment group, payload and target of conjugates and antibodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onward.disease.courses import ANTICANCER
from onward.disease.lines_dates import Today, as_recorded
from onward.disease.lines_draft import CHEMOTHERAPY, ENDOCRINE
from onward.disease.picture import Course, Exposure, Line, Setting
from onward.terms import PartialDate

# Of the further groups of a drug those that name a kind of treatment; others say how it is broken down and the like.
_TREATMENT_GROUPS = frozenset({ENDOCRINE, CHEMOTHERAPY, "targeted therapy", "anti-HER2", "immunotherapy", "oral SERD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """One drug in one line; outside of any line `line` is None. `days` first and last day where both are exact."""

    course: Course
    line: Line | None
    setting: Setting
    first: PartialDate | None
    last: PartialDate | None
    ongoing: bool
    days: tuple[date, date] | None


def exposures(lines: Sequence[Line], courses: Sequence[Course], today: Today) -> tuple[Exposure, ...]:
    """Every exposure to an anticancer drug, sorted by name and setting.

    A drug that stands in no line (without a date, before the diagnosis) is an exposure in an unknown setting. Names are
    those of codes/drugs; payloads and targets are written "payload: ..." and "target: ...".
    """
    stretches = [_in_line(course, line, today) for line in lines for course in line.courses]
    in_lines = {id(fact) for one in stretches for fact in one.course.facts}
    stretches += [
        _outside(course)
        for course in courses
        if course.role == ANTICANCER and not any(id(fact) in in_lines for fact in course.facts)
    ]
    found: dict[tuple[str, Setting], list[_Stretch]] = {}
    for one in stretches:
        for name in _names(one.course):
            found.setdefault((name, one.setting), []).append(one)
    return tuple(_exposure(name, setting, found[name, setting]) for name, setting in sorted(found))


def _names(course: Course) -> Iterable[str]:
    if course.drug_class:
        yield course.drug_class
    for group in course.groups:
        if group in _TREATMENT_GROUPS:
            yield group
    if course.payload:
        yield f"payload: {course.payload}"
    if course.target:
        yield f"target: {course.target}"


def _in_line(course: Course, line: Line, today: Today) -> _Stretch:
    """The part of a course that lies in one line: what goes on into the next line counts there from its start."""
    first = course.start
    if first is not None and line.start is not None and first.sort_key < line.start.sort_key:
        first = line.start
    last = course.end
    if course.ongoing or (last is not None and line.end is not None and last.earliest > line.end.latest):
        last = line.end
    ongoing = course.ongoing and line.end is None and not today.dead
    until = PartialDate(today.last_day, today.last_day, "") if ongoing else last
    exact = first is not None and until is not None and first.is_exact and until.is_exact
    return _Stretch(
        course=course,
        line=line,
        setting=line.setting,
        first=first,
        last=last,
        ongoing=ongoing,
        days=(first.earliest, until.earliest) if exact and first is not None and until is not None else None,
    )


def _outside(course: Course) -> _Stretch:
    return _Stretch(
        course=course,
        line=None,
        setting="unknown",
        first=course.start,
        last=course.end,
        ongoing=course.ongoing,
        days=None,
    )


def _exposure(name: str, setting: Setting, stretches: Sequence[_Stretch]) -> Exposure:
    starts = [one.first for one in stretches if one.first is not None]
    ongoing = any(one.ongoing for one in stretches)
    ends = [one.last for one in stretches]
    last = as_recorded(end for end in ends if end is not None) if not ongoing and None not in ends else None
    numbers = {one.line.n for one in stretches if one.line is not None and one.line.n is not None}
    return Exposure(
        name=name,
        setting=setting,
        drugs=tuple(sorted({one.course.drug for one in stretches})),
        lines=tuple(sorted(numbers)),
        first=min(starts, key=lambda day: day.sort_key, default=None),
        last=last,
        ongoing=ongoing,
        days=_days(stretches),
    )


def _days(stretches: Sequence[_Stretch]) -> int | None:
    """Days under treatment, first and last day included, each day once; None when a date is missing or not exact."""
    spans = [one.days for one in stretches]
    known = sorted(span for span in spans if span is not None)
    if len(known) < len(spans):
        return None
    total, covered = 0, date.min
    for first, last in known:
        begin = max(first, covered + timedelta(days=1)) if covered > date.min else first
        if last >= begin:
            total += (last - begin).days + 1
            covered = last
    return total
