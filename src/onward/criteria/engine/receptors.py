"""Receptors: which specimen counts, and what a call that leaves several possibilities open still tells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from onward.criteria.answer import FIXED, Answer
from onward.criteria.engine.her2_ish import answer_ish
from onward.criteria.engine.results import agreed, decided, one_answer, undecided
from onward.criteria.limits import Limits, interval_keeps_to
from onward.criteria.nodes import ReceptorLeaf
from onward.criteria.receptor_nodes import Her2Ish, Her2Score, Receptor, ReceptorPercent
from onward.criteria.subject import Subject
from onward.disease import ReceptorCall
from onward.terms import Truth, WhyUnknown
from onward.timeline import Marker, Method, ReceptorResult, SpecimenKind, Standing

# What the tumour may be, given the call. A bare HER2 "negative" is one of three; "cannot be told" is anything.
_HER2_MAY_BE: dict[str, frozenset[str]] = {
    "positive": frozenset({"positive"}),
    "low": frozenset({"low"}),
    "ultralow": frozenset({"ultralow"}),
    "zero": frozenset({"zero"}),
    "negative": frozenset({"low", "ultralow", "zero"}),
    "zero-or-ultralow": frozenset({"zero", "ultralow"}),
    "zero-to-low": frozenset({"zero", "ultralow", "low"}),
    "positive-or-low": frozenset({"positive", "low"}),
}
_HER2_ANYTHING = frozenset({"positive", "low", "ultralow", "zero"})
_HORMONE_ANYTHING = frozenset({"positive", "low positive", "negative"})


def answer_receptor(leaf: ReceptorLeaf, subject: Subject) -> Answer:
    """Answer a question about a receptor, on the specimens that the question means."""
    marker = Marker.HER2 if isinstance(leaf, Her2Score | Her2Ish) else Marker(leaf.marker)
    calls = [call for call in subject.picture.receptors if call.marker is marker]
    ask = f"What is {marker.value}? The pathology report of {_WHICH[leaf.sample]}."
    match leaf.sample:
        case "current":
            current = [call for call in subject.picture.subtype.from_calls if call.marker is marker]
            return _agreed(leaf, current or _latest(calls), subject, ask)
        case "latest":
            return _agreed(leaf, _latest(calls), subject, ask)
        case "primary":
            kinds = (SpecimenKind.PRIMARY,)
            return _agreed(leaf, _latest([call for call in calls if call.specimen_kind in kinds]), subject, ask)
        case "metastasis":
            kinds = (SpecimenKind.METASTASIS,)
            return _agreed(leaf, _latest([call for call in calls if call.specimen_kind in kinds]), subject, ask)
        case "any" | "every":
            if not calls:
                return _nothing(leaf, marker, ask)
            needed = 1 if leaf.sample == "any" else len(calls)
            return one_answer(leaf, [_one_call(leaf, call, subject, ask) for call in calls], needed=needed)
        case _:
            assert_never(leaf.sample)


_WHICH = {
    "current": "the newest specimen",
    "latest": "the newest specimen",
    "any": "each specimen",
    "every": "each specimen",
    "primary": "the primary tumour",
    "metastasis": "a metastasis",
}


def _nothing(leaf: ReceptorLeaf, marker: Marker, ask: str) -> Answer:
    where = "" if leaf.sample in ("current", "latest", "any", "every") else f" of {_WHICH[leaf.sample]}"
    return undecided(leaf, WhyUnknown.NOT_RECORDED, f"no {marker.value} result{where} is recorded", ask=ask)


def _latest(calls: Sequence[ReceptorCall]) -> list[ReceptorCall]:
    """The calls that may be the newest; undated ones only when none has a date."""
    dated = [(call.date, call) for call in calls if call.date is not None]
    if not dated:
        return list(calls)
    newest = max(when.earliest for when, _ in dated)
    return [call for when, call in dated if when.latest >= newest]


def _agreed(leaf: ReceptorLeaf, calls: Sequence[ReceptorCall], subject: Subject, ask: str) -> Answer:
    marker = Marker.HER2 if isinstance(leaf, Her2Score | Her2Ish) else Marker(leaf.marker)
    if not calls:
        return _nothing(leaf, marker, ask)
    findings = [_one_call(leaf, call, subject, ask) for call in calls]
    return agreed(
        leaf,
        findings,
        why=WhyUnknown.CONFLICTING,
        because=f"specimens that may all be the one that counts differ in {marker.value}",
        ask=f"Which specimen is the newest, and what is its {marker.value}? The pathology reports.",
    )


def _one_call(leaf: ReceptorLeaf, call: ReceptorCall, subject: Subject, ask: str) -> Answer:
    if call.inputs and all(result.standing is Standing.PROVISIONAL for result in call.inputs):
        because = f"{call.marker.value} {call.call} is a preliminary result"
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, because, ask=ask, facts=call.inputs)
    match leaf:
        case Receptor():
            return _by_call(leaf, call, subject, ask)
        case ReceptorPercent():
            return _by_percent(leaf, leaf.limits, call, ask)
        case Her2Score():
            return _by_score(leaf, call, ask)
        case Her2Ish():
            return answer_ish(leaf, call, ask)
        case _:
            assert_never(leaf)


def _by_call(leaf: Receptor, call: ReceptorCall, subject: Subject, ask: str) -> Answer:
    asked = _asked(leaf)
    may_be = _may_be(call)
    rules = (call.rule,) if call.rule else ()
    said = f"{call.marker.value} {call.call} ({call.because})" if call.because else f"{call.marker.value} {call.call}"
    either = bool(call.inputs) and all(result.either for result in call.inputs)
    if may_be <= asked:
        assumed = (_EITHER,) if either else ()
        return decided(leaf, Truth.YES, said, facts=call.inputs, rules=rules, change=FIXED, assumed=assumed)
    if not may_be & asked and either:
        because = "hormone receptor positive is recorded, not whether by ER or by PR"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=call.inputs, rules=rules)
    if not may_be & asked:
        return decided(leaf, Truth.NO, said, facts=call.inputs, rules=rules, change=FIXED)
    return undecided(leaf, _why(call, subject), said, ask=call.settle or ask, facts=call.inputs, rules=rules)


# What counting a tumour as ER positive rests on that is only called hormone receptor positive.
_EITHER = "hormone receptor positive means ER positive"


def _asked(leaf: Receptor) -> frozenset[str]:
    asked: set[str] = set(leaf.calls)
    if leaf.marker == "HER2" and "negative" in asked:
        asked |= _HER2_MAY_BE["negative"]
    if leaf.marker == "PR" and "positive" in asked:
        asked.add("low positive")  # PR knows no low positive (ASCO/CAP 2020)
    return frozenset(asked)


def _may_be(call: ReceptorCall) -> frozenset[str]:
    if call.marker is Marker.HER2:
        return _HER2_MAY_BE.get(call.call, _HER2_ANYTHING)
    if call.call == "positive" and not any(result.percent_low is not None for result in call.inputs):
        # "Positive" in words, without a percentage, may be low positive.
        return frozenset({"positive", "low positive"})
    return frozenset({call.call}) if call.call in _HORMONE_ANYTHING else _HORMONE_ANYTHING


def _why(call: ReceptorCall, subject: Subject) -> WhyUnknown:
    inputs = set(call.inputs)
    for conflict in subject.picture.conflicts:
        if any(isinstance(fact, ReceptorResult) and fact in inputs for fact in conflict.between):
            return WhyUnknown.CONFLICTING
    # Something is recorded, and it does not decide: that is not silence, and no presumption may fill it.
    return WhyUnknown.IMPRECISE if call.inputs else WhyUnknown.NOT_RECORDED


def _by_percent(leaf: ReceptorPercent, limits: Limits, call: ReceptorCall, ask: str) -> Answer:
    findings: list[Answer] = []
    for result in call.inputs:
        if result.percent_low is None or result.percent_high is None:
            continue
        said = f"{call.marker.value} {result.percent_text or _interval(result.percent_low, result.percent_high)}"
        truth = interval_keeps_to(result.percent_low, result.percent_high, limits)
        if truth is Truth.UNKNOWN:
            findings.append(undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=(result,)))
        else:
            findings.append(decided(leaf, truth, said, facts=(result,), change=FIXED))
    if not findings:
        because = f"{call.marker.value} {call.call} without a percentage"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=call.inputs)
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because="one specimen has different percentages", ask=ask)


def _interval(low: Decimal, high: Decimal) -> str:
    return f"{low:f} %" if low == high else f"{low:f} to {high:f} %"


_SCORES = ("0", "1+", "2+", "3+")


def _scores_of(written: str) -> frozenset[str]:
    """What an IHC score as written may be: "0+" is 0, "0-1+" is 0 or 1+; anything where no score can be read."""
    steps = [int(digit) for digit in written if digit in "0123"]
    if not steps:
        return frozenset(_SCORES)
    return frozenset(_SCORES[min(steps) : max(steps) + 1])


def _by_score(leaf: Her2Score, call: ReceptorCall, ask: str) -> Answer:
    told = [result for result in call.inputs if result.method is not Method.ISH and result.ihc_score]
    if not told:
        because = "no HER2 IHC score is recorded"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=call.inputs)
    findings: list[Answer] = []
    for result in told:
        said = f"HER2 IHC {result.ihc_score}"
        may_be = _scores_of(result.ihc_score)
        if may_be <= set(leaf.scores):
            findings.append(decided(leaf, Truth.YES, said, facts=(result,), change=FIXED))
        elif may_be.isdisjoint(leaf.scores):
            findings.append(decided(leaf, Truth.NO, said, facts=(result,), change=FIXED))
        else:
            findings.append(undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=(result,)))
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because="one specimen has different scores", ask=ask)
