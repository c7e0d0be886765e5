"""When a line ended, and why (disease/lines, part 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.disease.lines_dates import Today, as_recorded, at_most, day_before, last_day, latest
from onward.disease.lines_draft import Draft
from onward.disease.picture import Course, WhyEnded
from onward.knowledge import LineRules
from onward.terms import PartialDate, Truth, is_on_or_before

# Of several reasons the first counts (why-ended).
_REASONS: tuple[WhyEnded, ...] = ("progression", "toxicity", "death", "choice", "planned", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a line: its last day (None while it goes on or when nobody knows), why, and in words."""

    end: PartialDate | None
    why: WhyEnded
    because: str


def close(
    line: Draft,
    following: Draft | None,
    growth: Sequence[PartialDate],
    metastasis: PartialDate | None,
    rules: LineRules,
    today: Today,
    *,
    row_next: Draft | None = None,
) -> Closing:
    """The end of a line.

    following    the next metastatic line (for a line without number, the next of either kind)
    row_next     for early lines the next line of the same row
    growth       days of progression as reported
    """
    courses = line.all_courses
    running = [course for course in courses if course.ongoing] if following is None else []
    end = _end(courses, following, today)
    if not (running and not today.dead):
        recorded = _recorded_reason(courses, following, end, rules, today)
        if recorded is not None:
            return Closing(end=end, why=recorded, because=f"The record gives {recorded} as the reason for stopping.")
    if following is None and today.dead and any(_until_death(course, today) for course in courses):
        return Closing(end=end, why="death", because="She was treated until her death.")
    if running:
        return Closing(end=None, why="ongoing", because="A drug of the line is running.")
    if end is not None and _grew(line, following, row_next, end, growth, rules):
        return Closing(end=end, why="progression", because="A progression is recorded before or soon after its end.")
    if line.early and metastasis is not None and end is not None:
        during = is_on_or_before(line.start, metastasis) & at_most(end, metastasis, rules.why_ended_metastasis_days)
        if during is Truth.YES:
            return Closing(end=end, why="progression", because="The metastasis was found on it or just after.")
    if line.early and end is not None:
        last = max(courses, key=lambda course: last_day(course, today).sort_key)
        if last.status == "completed":
            return Closing(end=end, why="completed", because="Its last drug is recorded as completed.")
    return Closing(end=end, why="unknown", because="Why it ended is not recorded.")


def _end(courses: Sequence[Course], following: Draft | None, today: Today) -> PartialDate | None:
    """The last day of the line (line-end, death)."""
    if following is None:
        if any(course.ongoing for course in courses) and not today.dead:
            return None
        ends = [_end_at_death(course, today) if course.ongoing else course.end for course in courses]
        known = [end for end in ends if end is not None]
        if len(known) == len(ends):
            return as_recorded(known)
        reached = today.died is not None and any(course.ongoing and not course.only_doses for course in courses)
        return today.died if reached else None
    cap = day_before(following.start)
    bounded = any(is_on_or_before(following.start, last_day(course, today)) is Truth.YES for course in courses)
    if bounded:
        return cap
    ends = [course.end for course in courses]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        reaches_cap = any(following.start.is_exact and is_on_or_before(cap, end) is Truth.YES for end in known)
        return cap if reaches_cap else None
    return as_recorded(known)


def _end_at_death(course: Course, today: Today) -> PartialDate | None:
    """The last day of a course that ran until death: known by doses the last one, else the day of death."""
    return course.doses[-1] if course.only_doses else today.died


def _until_death(course: Course, today: Today) -> bool:
    if course.ongoing:
        return True
    return course.end is not None and today.died is not None and course.end == today.died


def _recorded_reason(
    courses: Sequence[Course], following: Draft | None, end: PartialDate | None, rules: LineRules, today: Today
) -> WhyEnded | None:
    goes_on = following.carried if following is not None else []
    closing = end if end is not None else latest(last_day(course, today) for course in courses)
    reasons: set[str] = set()
    for course in courses:
        if not course.why_stopped or course.ongoing or any(course is other for other in goes_on):
            continue
        if course.end is None or (
            closing is not None and at_most(course.end, closing, rules.why_ended_near_days) is Truth.YES
        ):
            reasons.add(course.why_stopped)
    return next((reason for reason in _REASONS if reason in reasons), None)


def _grew(
    line: Draft,
    following: Draft | None,
    row_next: Draft | None,
    end: PartialDate,
    growth: Sequence[PartialDate],
    rules: LineRules,
) -> bool:
    """Whether a progression belongs to the line and is dated soon enough to be why it ended."""
    margin = rules.progression_days
    later = [draft.start for draft in (following, row_next) if draft is not None]
    for when in growth:
        belongs = ~at_most(line.began, when, margin)
        for start in later:
            belongs = belongs & at_most(start, when, margin)
        if (belongs & at_most(end, when, rules.why_ended_progression_days)) is Truth.YES:
            return True
    stopped = (course.end for course in line.all_courses if course.why_stopped == "progression")
    return any(
        when is not None and at_most(end, when, rules.why_ended_progression_days) is Truth.YES for when in stopped
    )
