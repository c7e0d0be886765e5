"""Relapse after early treatment: months from its start or end to the first metastasis."""

from __future__ import annotations

from onward.criteria.answer import FIXED, Answer
from onward.criteria.describe_treatment import describe_drugs
from onward.criteria.engine.courses import given_courses
from onward.criteria.engine.results import decided, one_answer, undecided
from onward.criteria.exposure_nodes import Relapse
from onward.criteria.subject import Given, Subject
from onward.terms import PartialDate, Truth, WhyUnknown, add_months


def answer_relapse(leaf: Relapse, subject: Subject) -> Answer:
    """Whether the first metastasis came so many months after early treatment began or ended."""
    onset = subject.picture.onset
    what = describe_drugs(leaf.after)
    ask = f"When did early treatment with {what} begin and end, and when was the first metastasis found?"
    rules = (onset.rule,) if onset.rule else ()
    if onset.onset == "de_novo":
        return decided(leaf, Truth.NO, f"no early treatment: {onset.because}", rules=rules, change=FIXED)
    if onset.first_metastasis is None:
        because = "when the first metastasis was found is not recorded"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, rules=rules)
    given = [one for one in given_courses(leaf.after, subject) if one.setting in (*leaf.settings, "unknown")]
    if not given:
        because = f"no early treatment with {what} is recorded"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, rules=rules)
    findings = [_one_course(leaf, one, onset.first_metastasis, ask, rules) for one in given]
    return one_answer(leaf, findings)


def _one_course(leaf: Relapse, one: Given, metastasis: PartialDate, ask: str, rules: tuple[str, ...]) -> Answer:
    facts = one.course.facts
    if one.setting == "unknown":
        because = f"{one.words}: the setting is not recorded"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts, rules=rules)
    mark = one.course.start if leaf.measured_from == "start" else one.course.end
    if mark is None and leaf.measured_from == "end" and one.course.ongoing:
        mark = metastasis  # still on treatment when the metastasis came
    if mark is None:
        because = f"{one.words}: its {leaf.measured_from} is not recorded"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts, rules=rules)
    truth = Truth.YES
    if leaf.at_least_months is not None:
        truth &= _came_after(mark, metastasis, leaf.at_least_months)
    if leaf.at_most_months is not None:
        truth &= _came_within(mark, metastasis, leaf.at_most_months)
    because = f"{one.words}; first metastasis {metastasis}"
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts, rules=rules)
    return decided(leaf, truth, because, facts=facts, rules=rules, change=FIXED, assumed=one.assumed)


def _came_within(mark: PartialDate, metastasis: PartialDate, months: int) -> Truth:
    if metastasis.latest <= add_months(mark.earliest, months):
        return Truth.YES
    return Truth.NO if metastasis.earliest > add_months(mark.latest, months) else Truth.UNKNOWN


def _came_after(mark: PartialDate, metastasis: PartialDate, months: int) -> Truth:
    if metastasis.earliest >= add_months(mark.latest, months):
        return Truth.YES
    return Truth.NO if metastasis.latest < add_months(mark.earliest, months) else Truth.UNKNOWN
