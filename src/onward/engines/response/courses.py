"""Treatments around the scans: when a systemic treatment began, and which corticosteroid was taken at which dose.

What a record says of drugs, as far as response criteria ask for it; lines of therapy are the work of `disease`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.knowledge import Drug, ResponseRules
from onward.terms import PartialDate, days_between
from onward.timeline import DrugTreatment, Timeline, TreatmentBasis

_NEVER_BEGUN = frozenset({"cancelled", "intended", "draft", "entered-in-error", "proposed"})
_NOT_TAKEN = frozenset({"not-done", "not-taken"})
_OVER = frozenset({"completed", "stopped", "ended"})
_AGAINST_THE_CANCER = frozenset({"anticancer", "ovarian suppression"})
_DOSE = re.compile(r"(\d+(?:\.\d+)?)\s*mg(?!\s*/\s*(?:kg|m2|m²))", re.IGNORECASE)
_TIMES: tuple[tuple[str, int], ...] = (
    (r"\bqid\b|four times|4\s*(?:x|times)|every 6 h|q6h", 4),
    (r"\btid\b|three times|thrice|3\s*(?:x|times)|every 8 h|q8h", 3),
    (r"\bbid\b|twice|two times|2\s*(?:x|times)|every 12 h|q12h", 2),
    (r"\bqd\b|\bod\b|once|daily|per day|/\s*d(?:ay)?\b|every 24 h|q24h|every day", 1),
)
_AT_NEED = re.compile(r"\bprn\b|as needed|if needed|every other day|weekly|\bqod\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One drug as one fact of the record says it.

    drug_class, role   as in codes/drugs ("corticosteroid", "supportive")
    taken       False where the record says that it was not taken
    is_moment   given at a point of time: it says nothing of the days after
    is_over     the record calls it over without saying since when
    """

    drug: str
    drug_class: str
    role: str
    start: PartialDate | None
    end: PartialDate | None
    dose_text: str = ""
    taken: bool = True
    is_moment: bool = False
    is_over: bool = False

    @property
    def is_against_the_cancer(self) -> bool:
        """A systemic treatment of the cancer that was begun."""
        return self.taken and self.role in _AGAINST_THE_CANCER


def courses_of(timeline: Timeline, drugs: Mapping[str, Drug]) -> tuple[Course, ...]:
    """The known drugs of a timeline in order of their start; orders that were never begun are none."""
    found: list[Course] = []
    for fact in timeline.of(DrugTreatment):
        known = drugs.get(fact.drug)
        if known is None or fact.status in _NEVER_BEGUN:
            continue
        is_moment = fact.basis is TreatmentBasis.GIVEN and fact.when.is_point
        end = fact.when.end if is_moment or fact.when.end != fact.when.start else None
        found.append(
            Course(
                drug=fact.drug,
                drug_class=known.drug_class,
                role=known.role,
                start=fact.when.start,
                end=end,
                dose_text=fact.dose_text,
                taken=fact.status not in _NOT_TAKEN,
                is_moment=is_moment,
                is_over=fact.status in _OVER and end is None,
            )
        )
    return tuple(sorted(found, key=lambda one: ("" if one.start is None else str(one.start.earliest), one.drug)))


def began_before(courses: Sequence[Course], on: PartialDate | None) -> Course | None:
    """The last treatment of the cancer that began on or before a day; of one drug its first record in a row."""
    if on is None:
        return None
    first: dict[str, Course] = {}
    for one in courses:
        if one.is_against_the_cancer and one.start is not None and one.start.earliest <= on.earliest:
            first.setdefault(one.drug, one)
    return max(first.values(), key=lambda one: (_earliest(one), one.drug), default=None)


def days_under(
    courses: Sequence[Course], baseline: PartialDate | None, on: PartialDate | None
) -> tuple[int | None, str]:
    """Days from the start of the present treatment to a day, and from what they count; None when not known.

    Where no start is recorded they count from the baseline.
    """
    course = began_before(courses, on)
    if course is not None and course.start is not None and on is not None:
        return days_between(course.start, on)[1], f"the start of {course.drug} ({course.start})"
    if baseline is None or on is None:
        return None, ""
    return days_between(baseline, on)[1], "the baseline (no start of a treatment is recorded)"


def runs(course: Course, on: PartialDate) -> bool:
    """Whether a course is under way on a day; a single administration is on its own day only."""
    if not course.taken or course.start is None or course.start.earliest > on.latest or course.is_over:
        return False
    return course.end is None or course.end.latest >= on.earliest


def is_under(courses: Sequence[Course], drug_class: str, on: PartialDate | None, within_days: int) -> bool:
    """A drug of a class is running on a day, or was given at most so many days before it."""
    if on is None:
        return False
    for one in courses:
        if one.drug_class != drug_class or not one.taken or one.start is None or one.start.earliest > on.latest:
            continue
        if one.is_moment and 0 <= (on.earliest - one.start.earliest).days <= within_days:
            return True
        if not one.is_moment and runs(one, on):
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Steroid:
    """Corticosteroids on a day.

    is_known       the record says whether any is taken
    mg             as prednisone a day; 0 for none; None where it is taken and the dose is not known
    says           in words
    """

    is_known: bool
    mg: Decimal | None
    says: str


_UNKNOWN = Steroid(is_known=False, mg=None, says="corticosteroids are not recorded")


def steroid_on(courses: Sequence[Course], on: PartialDate | None, rules: ResponseRules) -> Steroid:
    """What the record says of systemic corticosteroids on a day.

    Where it holds courses with dates, a day outside all of them is one without; where it holds none at all, nothing is
    known.
    """
    steroids = [one for one in courses if one.drug_class == "corticosteroid" and f"as-{one.drug}" in rules.thresholds]
    if not steroids or on is None:
        return _UNKNOWN
    if any(one.is_over or one.start is None for one in steroids if one.taken):
        return Steroid(is_known=False, mg=None, says="when the corticosteroid was taken is not recorded")
    running = [one for one in steroids if runs(one, on)]
    if not running:
        return Steroid(is_known=True, mg=Decimal(0), says="no corticosteroid")
    doses = [(one, daily_mg(one.dose_text)) for one in running]
    if any(dose is None for _, dose in doses):
        names = " and ".join(dict.fromkeys(one.drug for one in running))
        return Steroid(is_known=True, mg=None, says=f"{names}, dose not known")
    total = Decimal(0)
    for one, dose in doses:
        assert dose is not None
        total += dose * rules["as-prednisone"] / rules[f"as-{one.drug}"]
    said = " and ".join(f"{one.drug} {_plain(dose)} mg a day" for one, dose in doses if dose is not None)
    return Steroid(is_known=True, mg=total, says=said)


def daily_mg(dose_text: str) -> Decimal | None:
    """Milligrams a day of words such as "4 mg BID"; once a day where no times are written. None: not told."""
    found = _DOSE.findall(dose_text)
    if len(found) != 1 or _AT_NEED.search(dose_text):
        return None
    times = next((number for words, number in _TIMES if re.search(words, dose_text, re.IGNORECASE)), 1)
    return Decimal(found[0]) * times


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _earliest(course: Course) -> str:
    return "" if course.start is None else course.start.earliest.isoformat()
