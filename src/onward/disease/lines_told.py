"""Lines as a description tells them, where it gives numbers and an order instead of dates (disease/lines, as-told)."""

from __future__ import annotations

from collections.abc import Sequence

from onward.disease.lines_dates import as_recorded
from onward.disease.picture import Course, Line, Setting, WhyEnded
from onward.terms import PartialDate

# Of several reasons the first counts (why-ended).
_REASONS: tuple[WhyEnded, ...] = ("progression", "toxicity", "death", "choice", "planned", "completed")
_SETTINGS: dict[str, Setting] = {"adjuvant": "adjuvant", "neoadjuvant": "neoadjuvant", "metastatic": "metastatic"}


def told_lines(courses: Sequence[Course]) -> tuple[Line, ...]:
    """The lines of courses that are told with a line, early ones first, then by number."""
    groups: dict[tuple[int, str], list[Course]] = {}
    for course in courses:
        if course.told is not None and course.told.line is not None:
            groups.setdefault((course.told.line, course.told.setting), []).append(course)
    return tuple(_line(n, setting, groups[n, setting]) for n, setting in sorted(groups, key=_order))


def _order(key: tuple[int, str]) -> tuple[int, int]:
    n, setting = key
    return (n, ("neoadjuvant", "adjuvant", "early").index(setting) if not n and setting != "metastatic" else 0)


def _line(n: int, setting: str, courses: Sequence[Course]) -> Line:
    ordered = sorted(courses, key=lambda course: course.drug)
    starts = [course.start for course in ordered if course.start is not None]
    why = _why(ordered)
    drugs = tuple(dict.fromkeys(course.drug for course in ordered))
    return Line(
        n=n,
        setting=_SETTINGS.get(setting, "unknown"),
        regimen=" + ".join(drugs),
        drugs=drugs,
        classes=tuple(sorted({course.drug_class for course in ordered})),
        start=min(starts, key=lambda day: day.sort_key, default=None),
        end=_end(ordered, why),
        why_ended=why,
        rules=("as-told",),
        because="The description tells this line and its place in the order.",
        courses=tuple(ordered),
    )


def _why(courses: Sequence[Course]) -> WhyEnded:
    if any(course.ongoing for course in courses):
        return "ongoing"
    reasons = {course.why_stopped for course in courses}
    for reason in _REASONS:
        if not reasons.isdisjoint((reason,)):
            return reason
    return "unknown"


def _end(courses: Sequence[Course], why: WhyEnded) -> PartialDate | None:
    if why == "ongoing":
        return None
    return as_recorded(course.end for course in courses if course.end is not None)
