"""What is given now and how the disease does on it; and the record as it would be if that treatment had failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from onward.criteria import Reference, Subject, subject_of
from onward.disease import Course, DiseasePicture, Line, derive_picture
from onward.engines.options.result import PresentTreatment, State
from onward.knowledge import DiseaseKnowledge
from onward.terms import PartialDate, Period, on_day
from onward.timeline import AnyFact, CancerDiagnosis, Death, DiseaseStatus, DrugTreatment, Standing, Timeline

_NOTHING = PresentTreatment(
    regimen="",
    drugs=(),
    line_drugs=(),
    number=None,
    since=None,
    state="none running",
    state_word="",
    state_on=None,
    facts=(),
)
# Statuses that say nothing of how the disease does.
_SAY_NOTHING = frozenset({"", "undetermined", "not_evaluated", "distant_metastasis"})


def present_treatment(subject: Subject, *, margin_days: int) -> PresentTreatment:
    """The line for metastatic disease that runs, with the last judgement of the disease on it.

    margin_days   a judgement up to so many days after the start of a line belongs to what came before
                  (disease/lines, progression-date)
    """
    line = _running_line(subject.picture)
    if line is None:
        return _NOTHING
    drugs = tuple(dict.fromkeys(course.drug for course in line.courses if course.ongoing))
    judged = _judgements(subject, line, margin_days)
    state: State = "not recorded"
    word, when, facts = "", None, ()
    if judged:
        last = judged[-1]
        word, when = last.value, last.when.start
        same_day = [fact for fact in judged if fact.when.start == when]
        facts = tuple(same_day)
        state = "progression" if any(fact.value == "progression" for fact in same_day) else "no progression"
        word = "progression" if state == "progression" else word
    return PresentTreatment(
        regimen=line.regimen,
        drugs=drugs,
        line_drugs=line.drugs,
        number=line.n,
        since=line.start,
        state=state,
        state_word=word.replace("_", " "),
        state_on=when,
        facts=facts,
    )


def died(subject: Subject) -> tuple[Death, ...]:
    """What the record says of her death; () when nothing does."""
    return tuple(fact for fact in subject.of(Death) if fact.standing is not Standing.REFUTED)


def _running_line(picture: DiseasePicture) -> Line | None:
    running = [line for line in picture.lines if line.setting == "metastatic" and line.why_ended == "ongoing"]
    return running[-1] if running else None


def _judgements(subject: Subject, line: Line, margin_days: int) -> list[DiseaseStatus]:
    if line.start is None:
        return []
    first = line.start.latest + timedelta(days=margin_days)
    others = {fact.key for fact in subject.of(CancerDiagnosis) if fact.key and fact.is_breast is False}
    return [
        fact
        for fact in subject.of(DiseaseStatus)
        if fact.value not in _SAY_NOTHING
        and fact.of_cancer not in others
        and fact.standing is Standing.CONFIRMED
        and fact.when.start is not None
        and fact.when.start.earliest > first
    ]


@dataclass(frozen=True, slots=True)
class Failed:
    """The subject as she would be had the running line ended with progression, and the facts as they really stand.

    real   id of a changed fact -> the fact of the record that it was made from
    """

    subject: Subject
    real: dict[int, AnyFact]

    def as_recorded(self, facts: tuple[AnyFact, ...]) -> tuple[AnyFact, ...]:
        """The facts of the record behind those of the changed one."""
        return tuple(self.real.get(id(fact), fact) for fact in facts)


def as_failed(subject: Subject, knowledge: DiseaseKnowledge, reference: Reference, *, on: PartialDate | None) -> Failed:
    """The record with the running line ended by progression; the picture is derived again, so everything follows.

    on   the day of the progression, None for the day of asking. The record itself is not touched.
    """
    line = _running_line(subject.picture)
    if line is None:
        return Failed(subject, {})
    end = on or on_day(subject.as_of)
    running = {id(fact) for course in line.courses if course.ongoing for fact in _last_facts(course)}
    real: dict[int, AnyFact] = {}
    facts: list[AnyFact] = []
    for fact in subject.timeline.facts:
        if id(fact) in running and isinstance(fact, DrugTreatment):
            changed = _ended(fact, end)
            real[id(changed)] = fact
            facts.append(changed)
        else:
            facts.append(fact)
    timeline = Timeline(
        person=subject.timeline.person,
        facts=tuple(facts),
        conflicts=subject.timeline.conflicts,
        issues=subject.timeline.issues,
        as_of=subject.as_of,
    )
    picture = derive_picture(timeline, knowledge, as_of=subject.as_of)
    return Failed(subject_of(timeline, picture, reference, as_of=subject.as_of), real)


def _last_facts(course: Course) -> tuple[DrugTreatment, ...]:
    """The records of a course that say that it runs; those of an earlier end stay as they are."""
    open_ended = tuple(fact for fact in course.facts if fact.when.end is None)
    return open_ended or course.facts[-1:]


def _ended(fact: DrugTreatment, end: PartialDate) -> DrugTreatment:
    if fact.when.is_point:  # one dose: that it was the last is all that changes
        return replace(fact, stop_reason="progression")
    if fact.when.start is not None and fact.when.start.earliest > end.latest:
        end = fact.when.start
    return replace(fact, when=Period(fact.when.start, end), status="stopped", stop_reason="progression")
