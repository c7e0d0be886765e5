"""Orders that nobody closed: still active although the drug ended and other treatment began."""

from __future__ import annotations

from collections.abc import Sequence

from onward.disease.courses import ANTICANCER
from onward.disease.picture import Course, PictureConflict
from onward.terms import PartialDate, Truth, is_before
from onward.timeline import DrugTreatment, TreatmentBasis


def orders_left_open(courses: Sequence[Course]) -> tuple[PictureConflict, ...]:
    """A conflict for each anticancer drug whose order is active without an end while what was given has ended.

    It is said only when another anticancer drug was started after that end: until then a pause looks the same.
    """
    treated = [course for course in courses if course.role == ANTICANCER and course.start is not None]
    found: list[PictureConflict] = []
    for course in treated:
        order = _open_order(course)
        if order is None or course.end is None:
            continue
        later = _started_after(course, course.end, treated)
        if later is None or any(other.drug == course.drug and other.ongoing for other in treated):
            continue
        found.append(
            PictureConflict(
                kind="drugs",
                what=f"{course.drug} is still ordered, but ended on {course.end}, and {later.drug} was started since.",
                settle=f"Was {course.drug} stopped? Then the order should be closed.",
                between=(order, *later.facts[:1]),
                key=f"order-left-open: {course.drug}",
            )
        )
    return tuple(found)


def _open_order(course: Course) -> DrugTreatment | None:
    """The active order without an end beside treatment that was given or stated."""
    if course.ongoing or course.only_ordered:
        return None
    return next(
        (
            fact
            for fact in course.facts
            if fact.basis is TreatmentBasis.ORDERED and fact.status == "active" and fact.when.end is None
        ),
        None,
    )


def _started_after(course: Course, end: PartialDate, treated: Sequence[Course]) -> Course | None:
    return next(
        (
            other
            for other in treated
            if other.drug != course.drug and other.start is not None and is_before(end, other.start) is Truth.YES
        ),
        None,
    )
