"""HER2 in situ hybridisation: the laboratory's conclusion, or its ratio and copies against a trial's own limits."""

from __future__ import annotations

from onward.criteria.answer import FIXED, Answer
from onward.criteria.engine.results import agreed, decided, undecided
from onward.criteria.limits import Limits, keeps_to
from onward.criteria.receptor_nodes import Her2Ish
from onward.disease import ReceptorCall
from onward.terms import Quantity, Truth, WhyUnknown
from onward.timeline import Method, ReceptorResult

# What laboratories write for the conclusion of a hybridisation.
_STATES = {
    "positive": "amplified",
    "amplified": "amplified",
    "negative": "not amplified",
    "not amplified": "not amplified",
    "equivocal": "equivocal",
}


def answer_ish(leaf: Her2Ish, call: ReceptorCall, ask: str) -> Answer:
    """What the hybridisation of one specimen says."""
    told = [result for result in call.inputs if _is_ish(result)]
    findings = [_one(leaf, result, ask) for result in told]
    if not findings:
        because = "no HER2 in situ hybridisation is recorded"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=call.inputs)
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because="one specimen has different results", ask=ask)


def _is_ish(result: ReceptorResult) -> bool:
    return result.method is Method.ISH or result.ish_ratio is not None or result.her2_copies is not None


def _one(leaf: Her2Ish, result: ReceptorResult, ask: str) -> Answer:
    if leaf.states:
        state = _STATES.get(result.status.lower()) if result.method is Method.ISH else None
        if state is None:
            because = "the conclusion of the HER2 in situ hybridisation is not recorded"
            return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(result,))
        truth = Truth.YES if state in leaf.states else Truth.NO
        return decided(leaf, truth, f"HER2 ISH {state}", facts=(result,), change=FIXED)
    asked = (("ratio", leaf.ratio, result.ish_ratio), ("copies", leaf.copies, result.her2_copies))
    truth = Truth.YES
    said: list[str] = []
    for name, limits, value in asked:
        if limits is not None:
            truth &= _keeps(limits, value)
            said.append(f"HER2 {name} {value.value:f}" if value is not None else f"HER2 {name} not recorded")
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, ", ".join(said), ask=ask, facts=(result,))
    return decided(leaf, truth, ", ".join(said), facts=(result,), change=FIXED)


def _keeps(limits: Limits, value: Quantity | None) -> Truth:
    return Truth.UNKNOWN if value is None else keeps_to(value, limits)
