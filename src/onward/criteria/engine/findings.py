"""What a clinician judges, where the record happens to say it; and which kind of cancer is on record."""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria.answer import FIXED, OPEN, Answer, facts_of
from onward.criteria.engine.results import decided, undecided
from onward.criteria.finding_nodes import CancerType, Finding
from onward.criteria.nodes import Criterion
from onward.criteria.subject import Subject
from onward.criteria.words import either
from onward.terms import Truth, WhyUnknown
from onward.timeline import CancerDiagnosis, Comorbidity, Standing, describe

# What a NO to another kind of cancer rests on, where only breast cancer is recorded.
OTHERS_RECORDED = "a cancer of another kind would be on record"


def answer_finding(leaf: Finding, subject: Subject, ask_again: Callable[[Criterion, Subject], Answer]) -> Answer:
    """Whether it is so: told in the record, or settled by what the entry of reading/findings names.

    ask_again   answers the questions of the entry
    """
    entry = subject.reference.findings.get(leaf.name)
    ask = f"Is it so: {leaf.name}?" if entry is None else entry.question
    told = [fact for fact in subject.of(Comorbidity) if fact.group == leaf.name]
    confirmed = [fact for fact in told if fact.standing is Standing.CONFIRMED]
    denied = [fact for fact in told if fact.standing is Standing.REFUTED]
    if confirmed and not denied:
        return decided(leaf, Truth.YES, describe(confirmed[0]), facts=confirmed, change=OPEN)
    if denied and not confirmed:
        return decided(leaf, Truth.NO, f"the record denies {leaf.name}", facts=denied, change=OPEN)
    if told:
        why = WhyUnknown.CONFLICTING if confirmed and denied else WhyUnknown.NEEDS_HUMAN
        return undecided(leaf, why, f"{describe(told[0])} is not settled", ask=ask, facts=told)
    if entry is not None:
        for question, truth in ((entry.no_if, Truth.NO), (entry.yes_if, Truth.YES)):
            if question is None:
                continue
            found = ask_again(question, subject)
            if found.truth is Truth.YES:
                return decided(
                    leaf, truth, found.because, facts=facts_of(found), change=found.change, assumed=found.assumed
                )
    return undecided(leaf, WhyUnknown.NEEDS_HUMAN, f"the record does not say: {leaf.name}", ask=ask)


def answer_cancer_type(leaf: CancerType, subject: Subject) -> Answer:
    """Whether a cancer of one of the kinds is on record. Only breast cancer is known by its kind."""
    wanted = set(leaf.kinds)
    told = [fact for fact in subject.of(CancerDiagnosis) if fact.standing is not Standing.REFUTED]
    breast = [fact for fact in told if fact.is_breast is True]
    ask = f"Is there {either(leaf.kinds)}? The pathology report."
    if breast and wanted & subject.reference.breast_kinds:
        return decided(leaf, Truth.YES, describe(breast[0]), facts=breast, change=FIXED)
    others = [fact for fact in told if fact.is_breast is not True]
    if others:
        because = f"{describe(others[0])} is recorded: a human has to say whether it is {either(leaf.kinds)}"
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, because, ask=ask, facts=others)
    if breast:
        because = f"{describe(breast[0])} is the only cancer on record"
        return decided(leaf, Truth.NO, because, facts=breast, change=FIXED, assumed=(OTHERS_RECORDED,))
    return undecided(leaf, WhyUnknown.NOT_RECORDED, "no cancer is recorded", ask=ask)
