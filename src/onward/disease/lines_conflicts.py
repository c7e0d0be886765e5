"""Drugs that contradict one another: two of one class at once (disease/lines, two-at-once)."""

from __future__ import annotations

from collections.abc import Sequence

from onward.disease.lines_dates import RUNNING
from onward.disease.picture import Course, PictureConflict
from onward.terms import PartialDate, Truth, is_before

_ONE_AT_A_TIME = frozenset(
    {
        "CDK4/6 inhibitor",
        "aromatase inhibitor",
        "SERM",
        "SERD",
        "PARP inhibitor",
        "immune checkpoint inhibitor",
        "antibody-drug conjugate",
    }
)


def two_at_once(courses: Sequence[Course]) -> tuple[PictureConflict, ...]:
    """Pairs of different drugs of one class whose courses overlap; each pair of drugs once."""
    found: dict[tuple[str, str], PictureConflict] = {}
    single = [course for course in courses if course.drug_class in _ONE_AT_A_TIME and course.start is not None]
    for n, one in enumerate(single):
        for other in single[n + 1 :]:
            if one.drug == other.drug or one.drug_class != other.drug_class or not _overlap(one, other):
                continue
            first, second = sorted((one.drug, other.drug))
            found.setdefault((first, second), _conflict(first, second, one, other))
    return tuple(found[pair] for pair in sorted(found))


def _overlap(one: Course, other: Course) -> bool:
    """Whether each starts before the day on which the other ends; one that ended on an unknown day is not running."""
    ends = (_last(one), _last(other))
    if one.start is None or other.start is None or ends[0] is None or ends[1] is None:
        return False
    return (is_before(one.start, ends[1]) & is_before(other.start, ends[0])) is Truth.YES


def _last(course: Course) -> PartialDate | None:
    return RUNNING if course.ongoing else course.end


def _conflict(first: str, second: str, one: Course, other: Course) -> PictureConflict:
    return PictureConflict(
        kind="drugs",
        what=f"{first} and {second} are both {one.drug_class}s and recorded as taken at the same time.",
        settle=f"Which of {first} and {second} was taken, and when was the other one stopped?",
        between=(*one.facts[-1:], *other.facts[-1:]),
        key=f"two-at-once: {first}, {second}",
    )
