"""What the record says of progression, of death and of other cancers, as far as it matters for treatment."""

from __future__ import annotations

from datetime import date

from onward.disease.lines_dates import Today
from onward.timeline import CancerDiagnosis, Death, DiseaseStatus, Standing, Timeline


def today_of(timeline: Timeline, as_of: date) -> Today:
    """The day of asking, with the day of death where one is recorded up to then."""
    deaths = [fact for fact in timeline.of(Death) if fact.standing is not Standing.REFUTED]
    dated = [fact.when.start for fact in deaths if fact.when.start is not None and fact.when.start.earliest <= as_of]
    if dated:
        return Today(day=as_of, dead=True, died=min(dated, key=lambda when: when.sort_key))
    return Today(day=as_of, dead=any(fact.when.start is None for fact in deaths), died=None)


def other_cancers(timeline: Timeline) -> frozenset[str]:
    """The references of cancers that are not of the breast."""
    return frozenset(fact.key for fact in timeline.of(CancerDiagnosis) if fact.key and fact.is_breast is False)


def progressions(timeline: Timeline, as_of: date) -> tuple[DiseaseStatus, ...]:
    """Dated disease statuses of progression of the breast cancer, known on the day of asking, in order."""
    others = other_cancers(timeline)
    return tuple(
        fact
        for fact in timeline.of(DiseaseStatus)
        if fact.value == "progression"
        and fact.standing is not Standing.REFUTED
        and fact.of_cancer not in others
        and fact.when.start is not None
        and fact.when.start.earliest <= as_of
    )
