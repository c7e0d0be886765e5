"""What was answered NO and may be another answer today: a gene that changes under treatment, a receptor of the primary.

A rule that nothing but such an answer rules out is looked at as if that answer were open, so that the test which would
renew it can be considered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onward.criteria import Answer, HasVariant, Question, Receptor, Subject, truth_if
from onward.disease import ReceptorCall
from onward.engines.options.result import ConditionAnswer, DecidedRule, Verdict
from onward.terms import Truth, WhyUnknown, is_before
from onward.timeline import SpecimenKind

IsRenewable = Callable[[Answer], bool]
# A rule that more than this speaks against is not opened by one test.
_REASONS = 2


def renewable_of(subject: Subject) -> IsRenewable:
    """Whether a decided leaf may be otherwise in a new sample of this person."""
    told = [call for call in subject.picture.subtype.from_calls if call.marker.value == "HER2"]
    primary_only = bool(told) and all(
        call.call in ("zero", "ultralow") and _is_of_the_primary(call, subject) for call in told
    )

    def is_renewable(leaf: Answer) -> bool:
        match leaf.criterion:
            case HasVariant(genes=genes, origin=origin) if origin != "germline":
                entries = [subject.reference.genes.get(gene) for gene in genes]
                return any(entry is not None and entry.acquired for entry in entries)
            # HER2-low and ultralow come and go between samples; that a tumour turns HER2-positive is rare.
            case Receptor(marker="HER2", calls=calls) if {"low", "ultralow"}.issuperset(calls):
                return primary_only
            case _:
                return False

    return is_renewable


def _is_of_the_primary(call: ReceptorCall, subject: Subject) -> bool:
    """Said to be, or older than the first metastasis."""
    if call.specimen_kind is not SpecimenKind.UNKNOWN:
        return call.specimen_kind is SpecimenKind.PRIMARY
    found = subject.picture.onset.first_metastasis
    return call.date is not None and found is not None and is_before(call.date, found) is Truth.YES


def reopened(one: DecidedRule, is_renewable: IsRenewable) -> DecidedRule | None:
    """The rule with renewable answers open again; None where anything else speaks against it too."""
    if one.verdict is not Verdict.REJECTED or one.stale or len(one.reasons) > _REASONS:
        return None
    own = {condition.asked.id for condition in one.conditions}
    if any(reason.by not in own for reason in one.reasons):
        return None
    conditions: list[ConditionAnswer] = []
    for condition in one.conditions:
        if condition.answer.truth is not Truth.NO:
            conditions.append(condition)
            continue
        opened = _open(condition.answer, is_renewable)
        if opened.truth is Truth.NO:
            return None
        conditions.append(replace(condition, answer=opened))
    return replace(one, conditions=tuple(conditions))


def is_reopened(leaf: Answer, *, is_renewable: IsRenewable) -> bool:
    """Whether an open leaf is one that was answered before."""
    return leaf.why_unknown is WhyUnknown.TOO_OLD and is_renewable(leaf)


def _open(answer: Answer, is_renewable: IsRenewable) -> Answer:
    if not answer.parts:
        if answer.truth is not Truth.NO or not is_renewable(answer):
            return answer
        question = Question(
            f"Tested before ({answer.because}): has it changed since? A new sample.", WhyUnknown.TOO_OLD
        )
        return replace(answer, truth=Truth.UNKNOWN, why_unknown=WhyUnknown.TOO_OLD, question=question)
    parts = tuple(_open(part, is_renewable) for part in answer.parts)
    if parts == answer.parts:
        return answer
    truth = truth_if(replace(answer, parts=parts), {})
    why = WhyUnknown.TOO_OLD if truth is Truth.UNKNOWN else None
    return replace(answer, parts=parts, truth=truth, why_unknown=why)
