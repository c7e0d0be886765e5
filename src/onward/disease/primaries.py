"""Breast cancers of one person, those of one time as one (disease/onset: onset-two-primaries, onset-first-dates)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onward.disease.cancers import Cancers
from onward.terms import PartialDate, Truth, add_months, is_before
from onward.timeline import CancerDiagnosis, Laterality


@dataclass(frozen=True, slots=True, kw_only=True)
class Primary:
    """One breast cancer, or several that were found within the window of each other.

    when   first diagnosis, None when it is undated
    """

    diagnoses: tuple[CancerDiagnosis, ...]
    when: PartialDate | None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(fact.key for fact in self.diagnoses if fact.key)


def primaries_of(cancers: Cancers, window_months: int) -> tuple[Primary, ...]:
    """The breast cancers in order of time; undated ones of a side of their own come last."""
    dated = sorted(
        ((fact.when.start, fact) for fact in cancers.breast if fact.when.start is not None),
        key=lambda pair: pair[0].sort_key,
    )
    groups: list[list[CancerDiagnosis]] = []
    starts: list[PartialDate] = []
    for when, fact in dated:
        # Dates that may lie within the window are taken for one cancer, noted down twice.
        if groups and add_months(starts[-1].latest, window_months) >= when.earliest:
            groups[-1].append(fact)
        else:
            groups.append([fact])
            starts.append(when)
    alone: list[CancerDiagnosis] = []
    for fact in (fact for fact in cancers.breast if fact.when.start is None):
        same = next((group for group in groups if not _other_side(fact, group)), None)
        (alone if same is None else same).append(fact)
    found = [Primary(diagnoses=tuple(group), when=when) for group, when in zip(groups, starts, strict=True)]
    if alone:
        found.append(Primary(diagnoses=tuple(alone), when=None))
    return tuple(found)


def _other_side(fact: CancerDiagnosis, group: Iterable[CancerDiagnosis]) -> bool:
    """Whether an undated diagnosis is surely of another breast than these."""
    sides = {known.laterality for known in group}
    if fact.laterality in (None, Laterality.BILATERAL) or sides & {None, Laterality.BILATERAL}:
        return False
    return fact.laterality not in sides


def first_of(dates: Iterable[PartialDate]) -> PartialDate | None:
    """The earliest date as recorded: by its earliest possible day."""
    return min(dates, key=lambda when: when.sort_key, default=None)


def surely_after(later: PartialDate, earlier: PartialDate) -> bool:
    """Whether `later` lies on a later day, whatever the days the dates allow."""
    return is_before(earlier, later) is Truth.YES
