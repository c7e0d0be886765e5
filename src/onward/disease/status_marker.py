"""A disease status that says remission while a tumour marker rises (disease/status, status-rising-marker)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.disease.cancers import Cancers
from onward.disease.picture import PictureConflict
from onward.knowledge import StatusRules
from onward.terms import Comparator, PartialDate, days_between
from onward.timeline import DiseaseStatus, LabResult, Standing, Timeline

_HUNDRED = Decimal(100)
# The lowest, the rise, and the result that confirms it.
_FEWEST = 3


def status_against_markers(timeline: Timeline, cancers: Cancers, rules: StatusRules) -> tuple[PictureConflict, ...]:
    """The newest status of the breast cancer against each tumour marker; the status stays, a marker calls nothing."""
    status = _newest_status(timeline, cancers)
    if status is None or status.value not in rules.calm_statuses or status.when.start is None:
        return ()
    series: dict[tuple[str, str | None], list[LabResult]] = {}
    for fact in timeline.of(LabResult):
        if fact.analyte in rules.markers and _is_usable(fact) and fact.value is not None:
            series.setdefault((fact.analyte, fact.value.unit), []).append(fact)
    return tuple(
        PictureConflict(
            kind="status",
            key=f"status-rising-marker: {name}",
            what=f"The newest status says {status.value.replace('_', ' ')}, and {name} rises: {_words(rising)}.",
            settle="Does the cancer grow? Imaging, and the marker once more.",
            between=(status, *rising),
        )
        for (name, _), results in series.items()
        if (rising := _rising(results, status.when.start, rules))
    )


def _newest_status(timeline: Timeline, cancers: Cancers) -> DiseaseStatus | None:
    told = [
        fact
        for fact in timeline.of(DiseaseStatus)
        if fact.value
        and fact.when.start is not None
        and fact.standing is Standing.CONFIRMED
        and cancers.whose(fact.of_cancer) != "another cancer"
    ]
    return max(told, key=lambda fact: fact.when.start.sort_key if fact.when.start is not None else ("",), default=None)


def _is_usable(fact: LabResult) -> bool:
    value = fact.value
    return (
        value is not None
        and value.unit is not None
        and value.comparator is Comparator.EXACTLY
        and fact.when.start is not None
        and fact.when.start.is_exact
        and fact.standing is not Standing.REFUTED
    )


def _rising(results: Sequence[LabResult], status: PartialDate, rules: StatusRules) -> tuple[LabResult, ...]:
    """The lowest result and the two newest, when both stand far enough above it; () when they do not."""
    ordered = sorted(results, key=lambda fact: fact.when.start.sort_key if fact.when.start is not None else ("",))
    if len(ordered) < _FEWEST:
        return ()
    *before, last_but_one, last = ordered
    if last.when.start is None:
        return ()
    lowest = min(before, key=_value)
    limit = _value(lowest) * (1 + rules.increase_percent / _HUNDRED)
    high = last.high
    above_normal = high is None or last.value is None or high.unit != last.value.unit or _value(last) > high.value
    current = days_between(last.when.start, status)[0] <= rules.before_status_days
    risen = min(_value(last_but_one), _value(last)) >= limit
    return (lowest, last_but_one, last) if risen and above_normal and current else ()


def _value(fact: LabResult) -> Decimal:
    return fact.value.value if fact.value is not None else Decimal(0)


def _words(rising: Sequence[LabResult]) -> str:
    return ", ".join(f"{fact.value} ({fact.when.start})" for fact in rising)
