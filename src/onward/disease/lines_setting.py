"""The setting of a course: neoadjuvant, adjuvant, metastatic, or not to be told (disease/lines, part 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onward.disease.lines_dates import Today, at_most, day_after, last_day, more_than, order
from onward.disease.picture import Course, OnsetOfMetastasis, PictureConflict, Setting, TreatmentQuestion
from onward.knowledge import LineRules
from onward.terms import PartialDate, Truth, add_months, any_of, is_before, is_on_or_before
from onward.timeline import ProcedureFact, Standing, Timeline

_BREAST_SURGERY = frozenset({"mastectomy", "breast conserving surgery"})

Numbering = Literal["early", "metastatic", "without number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A course with its setting; `numbering` says whether its line has n = 0, a number from 1, or none."""

    course: Course
    setting: Setting
    numbering: Numbering
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the setting of a course is measured against.

    first_diagnosis, metastasis   as recorded; metastatic says whether there is metastatic disease, also undated
    palliative   start of the first course stated as palliative
    surgery      first surgery of the primary
    """

    first_diagnosis: PartialDate | None
    metastasis: PartialDate | None
    metastatic: Truth
    de_novo: Truth
    palliative: PartialDate | None
    surgery: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The courses that stand in lines, in order, with what contradicts and what is open."""

    placed: tuple[Placed, ...]
    conflicts: tuple[PictureConflict, ...]
    questions: tuple[TreatmentQuestion, ...]


def ground_of(
    courses: Sequence[Course],
    timeline: Timeline,
    onset: OnsetOfMetastasis,
    rules: LineRules,
    *,
    metastatic: Truth,
    today: Today,
) -> Ground:
    """What is known of diagnosis, surgery and metastasis on the day of asking."""
    diagnosis = _up_to(onset.first_diagnosis, today)
    metastasis = _up_to(onset.first_metastasis, today)
    palliative = [course.start for course in courses if course.intent == "palliative" and course.start is not None]
    surgeries = [
        fact.when.start
        for fact in timeline.of(ProcedureFact)
        if fact.kind in _BREAST_SURGERY
        and fact.standing is not Standing.REFUTED
        and fact.when.start is not None
        and fact.when.start.earliest <= today.day
        and not _long_before(fact.when.start, diagnosis, rules)
    ]
    return Ground(
        first_diagnosis=diagnosis,
        metastasis=metastasis,
        metastatic=Truth.YES if metastasis is not None else metastatic,
        de_novo=_de_novo(diagnosis, metastasis, onset, rules),
        palliative=min(palliative, key=lambda when: when.sort_key, default=None),
        surgery=min(surgeries, key=lambda when: when.sort_key, default=None),
    )


def _up_to(when: PartialDate | None, today: Today) -> PartialDate | None:
    return when if when is not None and when.earliest <= today.day else None


def _long_before(when: PartialDate, diagnosis: PartialDate | None, rules: LineRules) -> bool:
    """Whether a surgery was of something else: well before the first diagnosis of breast cancer."""
    return diagnosis is not None and more_than(when, diagnosis, rules.before_diagnosis_days) is Truth.YES


def _de_novo(
    diagnosis: PartialDate | None, metastasis: PartialDate | None, onset: OnsetOfMetastasis, rules: LineRules
) -> Truth:
    match onset.onset:
        case "de_novo":
            return Truth.YES
        case "recurrent":
            return Truth.NO
        case "unknown":
            if diagnosis is None or metastasis is None:
                return Truth.NO
    earliest, latest = (add_months(day, rules.de_novo_months) for day in (diagnosis.earliest, diagnosis.latest))
    return is_on_or_before(metastasis, PartialDate(earliest, latest, ""))


def place_courses(courses: Sequence[Course], ground: Ground, rules: LineRules, today: Today) -> Settings:
    """The setting of each dated anticancer course, in order of time.

    Courses that run across surgery come back as two, one for each setting (across-surgery).
    """
    placed: list[Placed] = []
    conflicts: list[PictureConflict] = []
    questions: list[TreatmentQuestion] = []
    for course in sorted(courses, key=order):
        if course.start is None:
            continue
        if _before_diagnosis(course, course.start, ground, rules) is Truth.YES:
            questions.append(_asked_before_diagnosis(course))
            continue
        one = _place(course, course.start, ground, placed, rules, today)
        conflict = _contradiction(course, course.start, one, ground, rules)
        if conflict is not None:
            conflicts.append(conflict)
        placed.extend(_across_surgery(one, ground, rules, today))
    if ground.de_novo is Truth.UNKNOWN and courses:
        questions.append(_asked_de_novo(courses))
    return Settings(placed=tuple(placed), conflicts=tuple(conflicts), questions=tuple(questions))


def _before_diagnosis(course: Course, start: PartialDate, ground: Ground, rules: LineRules) -> Truth:
    """Whether it started long before the cancer was known, without a stated intent (before-diagnosis)."""
    first = ground.first_diagnosis
    if course.intent or first is None:
        return Truth.NO
    if ground.metastasis is not None and is_before(ground.metastasis, first) is Truth.YES:
        first = ground.metastasis
    return more_than(start, first, rules.before_diagnosis_days)


def _place(
    course: Course, start: PartialDate, ground: Ground, earlier: Sequence[Placed], rules: LineRules, today: Today
) -> Placed:
    if ground.de_novo is Truth.YES:
        return Placed(course=course, setting="metastatic", numbering="metastatic", rule="de-novo")
    if course.intent == "palliative":
        return Placed(course=course, setting="metastatic", numbering="metastatic", rule="stated-intent")
    if course.intent in ("adjuvant", "neoadjuvant"):
        return _place_stated(course, start, ground, earlier)
    metastatic = _metastatic_by_date(start, ground, rules)
    if metastatic is Truth.YES:
        return Placed(course=course, setting="metastatic", numbering="metastatic", rule="metastatic-lead")
    if metastatic is Truth.UNKNOWN:
        return Placed(course=course, setting="unknown", numbering="without number", rule="setting-unknown")
    if ground.de_novo is Truth.UNKNOWN:
        return Placed(course=course, setting="unknown", numbering="without number", rule="de-novo")
    by_date = _early_by_date(start, ground, earlier, rules, today)
    if by_date is not None:
        return Placed(course=course, setting=by_date, numbering="early", rule="early-by-date")
    dated = ground.metastasis is not None or ground.palliative is not None
    numbering: Numbering = "early" if dated else "without number"
    return Placed(course=course, setting="unknown", numbering=numbering, rule="setting-unknown")


def _place_stated(course: Course, start: PartialDate, ground: Ground, earlier: Sequence[Placed]) -> Placed:
    setting: Setting = "adjuvant" if course.intent == "adjuvant" else "neoadjuvant"
    # Once a metastatic line has begun the number does not fall again, also in the days before the recorded metastasis.
    begun = [one.course.start for one in earlier if one.numbering == "metastatic" and one.course.start is not None]
    days = (ground.metastasis, ground.palliative, *begun[:1])
    after = any_of(is_on_or_before(day, start) for day in days if day is not None)
    if after is Truth.YES:
        return Placed(course=course, setting="metastatic", numbering="metastatic", rule="adjuvant-after-metastasis")
    if after is Truth.UNKNOWN or ground.de_novo is Truth.UNKNOWN:
        rule = "setting-unknown" if after is Truth.UNKNOWN else "de-novo"
        return Placed(course=course, setting="unknown", numbering="without number", rule=rule)
    return Placed(course=course, setting=setting, numbering="early", rule="stated-intent")


def _metastatic_by_date(start: PartialDate, ground: Ground, rules: LineRules) -> Truth:
    """Whether a course without stated intent starts in the metastatic period (metastatic-lead)."""
    answers: list[Truth] = []
    if ground.metastasis is not None:
        answers.append(at_most(start, ground.metastasis, rules.metastatic_lead_days))
    elif ground.metastatic is Truth.YES:
        # Metastatic since a day that nobody recorded.
        answers.append(Truth.UNKNOWN)
    if ground.palliative is not None:
        answers.append(is_on_or_before(ground.palliative, start))
    return any_of(answers)


def _early_by_date(
    start: PartialDate, ground: Ground, earlier: Sequence[Placed], rules: LineRules, today: Today
) -> Setting | None:
    """Neoadjuvant or adjuvant by the date of surgery; None when it is neither or cannot be told (early-by-date)."""
    if ground.surgery is not None:
        before = is_before(start, ground.surgery)
        if before is Truth.YES:
            return "neoadjuvant"
        if before is Truth.UNKNOWN:
            return None
        if at_most(ground.surgery, start, rules.adjuvant_start_days) is Truth.YES:
            return "adjuvant"
    for one in earlier:
        if one.setting == "adjuvant" and one.course.start is not None:
            last = last_day(one.course, today)
            if at_most(last, start, rules.adjuvant_extended_days) is Truth.YES:
                return "adjuvant"
    return None


def _across_surgery(one: Placed, ground: Ground, rules: LineRules, today: Today) -> tuple[Placed, ...]:
    """A neoadjuvant course as it is, or its two parts when it goes on well past surgery (across-surgery)."""
    course, surgery = one.course, ground.surgery
    if one.setting != "neoadjuvant" or surgery is None or course.start is None:
        return (one,)
    if ground.metastasis is not None and is_before(surgery, ground.metastasis) is not Truth.YES:
        # Surgery of the primary after the metastasis begins no adjuvant treatment.
        return (one,)
    last = last_day(course, today)
    if course.ongoing:
        last = PartialDate(today.last_day, today.last_day, "")
    goes_on = more_than(surgery, last, rules.across_surgery_days) is Truth.YES
    if not goes_on or is_before(course.start, surgery) is not Truth.YES:
        return (one,)
    before = tuple(day for day in course.doses if is_before(day, surgery) is Truth.YES)
    after = tuple(day for day in course.doses if is_before(surgery, day) is Truth.YES)
    first_part = replace(
        course,
        end=before[-1] if course.only_doses and before else surgery,
        ongoing=False,
        why_stopped="planned",
        status="",
        doses=before,
    )
    second_part = replace(course, start=after[0] if course.only_doses and after else day_after(surgery), doses=after)
    return (
        replace(one, course=first_part, rule="across-surgery"),
        Placed(course=second_part, setting="adjuvant", numbering="early", rule="across-surgery"),
    )


def _contradiction(
    course: Course, start: PartialDate, one: Placed, ground: Ground, rules: LineRules
) -> PictureConflict | None:
    if one.rule == "adjuvant-after-metastasis":
        return PictureConflict(
            kind="dates",
            what=f"{course.drug} is called {course.intent}, but starts after the metastasis; it counts as metastatic.",
            settle=f"Was {course.drug} given for a new primary or a resected recurrence, or is a date wrong?",
            between=course.facts[:1],
            key=f"adjuvant-after-metastasis: {course.drug}",
        )
    if course.intent != "palliative" or ground.metastasis is None:
        return None
    if more_than(start, ground.metastasis, rules.palliative_before_days) is Truth.YES:
        return PictureConflict(
            kind="dates",
            what=f"{course.drug} is called palliative and starts long before the first recorded metastasis.",
            settle="When was the first metastasis found? The recorded date is probably too late.",
            between=course.facts[:1],
            key=f"palliative-before-metastasis: {course.drug}",
        )
    return None


def _asked_before_diagnosis(course: Course) -> TreatmentQuestion:
    return TreatmentQuestion(
        key=f"before-diagnosis: {course.drug}",
        what=f"{course.drug} starts well before the first diagnosis of breast cancer; it stands in no line.",
        settle=f"Why was {course.drug} given (prevention, another illness), or is a date wrong?",
        facts=course.facts,
    )


def _asked_de_novo(courses: Sequence[Course]) -> TreatmentQuestion:
    return TreatmentQuestion(
        key="de-novo-or-recurrent",
        what="The dates do not tell whether the disease was metastatic from the start; early treatment has no number.",
        settle="The days of the first diagnosis and of the first metastasis.",
        facts=tuple(course.facts[0] for course in courses if course.facts),
    )
