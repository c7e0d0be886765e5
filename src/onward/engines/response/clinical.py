"""Clinical status beside a scan: what the team recorded, else whether performance status fell as RANO-BM counts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from onward.knowledge import ResponseRules
from onward.terms import PartialDate
from onward.timeline import DiseaseStatus, PerformanceStatus, Timeline

_WORSE, _STABLE, _BETTER = "worse", "stable", "better"
_VALUES = {
    "progression": _WORSE,
    "stable": _STABLE,
    "improved": _BETTER,
    "partial_remission": _BETTER,
    "complete_remission": _BETTER,
    "no_evidence_of_disease": _BETTER,
}
_BY_THE_PERSON = frozenset({"symptoms", "physical_exam"})
_F = TypeVar("_F", DiseaseStatus, PerformanceStatus)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinical:
    """value "worse", "stable", "better"; "" when nothing is recorded near the day. says it in words, with its day."""

    value: str
    says: str


NOT_RECORDED = Clinical(value="", says="clinical status is not recorded within the days of the scan")


def clinical_on(
    timeline: Timeline, baseline: PartialDate | None, on: PartialDate | None, rules: ResponseRules
) -> Clinical:
    """How the person is on a day against the baseline: a recorded status counts before performance status."""
    if on is None:
        return NOT_RECORDED
    statuses = [fact for fact in timeline.of(DiseaseStatus) if is_clinical(fact) and fact.value in _VALUES]
    near = _nearest(statuses, on, rules)
    if near is not None:
        return Clinical(value=_VALUES[near.value], says=f"clinically {_VALUES[near.value]} ({near.when.start})")
    return _by_performance(timeline, baseline, on, rules)


def is_clinical(fact: DiseaseStatus) -> bool:
    """A status by symptoms or examination, not by images."""
    return bool(fact.evidence) and set(fact.evidence) <= _BY_THE_PERSON


def _by_performance(
    timeline: Timeline, baseline: PartialDate | None, on: PartialDate, rules: ResponseRules
) -> Clinical:
    if baseline is None:
        return NOT_RECORDED
    for scale in ("Karnofsky", "ECOG"):
        facts = [fact for fact in timeline.of(PerformanceStatus) if fact.scale == scale]
        before, now = _nearest(facts, baseline, rules), _nearest(facts, on, rules)
        if before is None or now is None or before is now:
            continue
        has_fallen = _fallen if scale == "Karnofsky" else _risen
        value = _WORSE if has_fallen(before.value, now.value, rules) else _STABLE
        return Clinical(value=value, says=f"{scale} {before.value} to {now.value}: clinically {value}")
    return NOT_RECORDED


def _fallen(before: int, now: int, rules: ResponseRules) -> bool:
    if now >= before:
        return False
    if now <= rules["karnofsky-low"]:
        return True
    if before >= rules["karnofsky-high"]:
        return now <= rules["karnofsky-fallen"]
    return before - now >= rules["karnofsky-drop"]


def _risen(before: int, now: int, rules: ResponseRules) -> bool:
    return now > before and now >= rules["ecog-worse"]


def _nearest(facts: Sequence[_F], on: PartialDate, rules: ResponseRules) -> _F | None:
    dated = [(abs((on.earliest - start.earliest).days), start.earliest, fact) for fact, start in _starts(facts)]
    near = [one for one in dated if one[0] <= rules["near-days"]]
    # Of two as near the later one; of two on one day the first in the record.
    return min(near, key=lambda one: (one[0], -one[1].toordinal()))[2] if near else None


def _starts(facts: Sequence[_F]) -> list[tuple[_F, PartialDate]]:
    return [(fact, fact.when.start) for fact in facts if fact.when.start is not None]
