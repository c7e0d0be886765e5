"""How readers and sites do over time: agreement with others, how often they were upheld, bias of sums, drift.

Every figure is of pairs of reads of one visit by two readers of one case. Neither is the truth; where an adjudicator
judged, her choice is the reference and is counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import sqrt
from statistics import NormalDist, mean, stdev

from onward.engines.response.readings.intraclass import Intraclass, intraclass
from onward.engines.response.readings.kappa import Kappa, Weights, kappa_of_pairs
from onward.engines.response.readings.limits import Interval, Limits, limits_of_agreement, slope_of, student_t
from onward.engines.response.readings.records import Category, Read, Record
from onward.engines.response.readings.survey import Survey, category_at

# Best to worst: the order that weighted kappa needs; what cannot be evaluated has no place in it.
_ORDERED = ("CR", "PR", "SD", "NON-CR/NON-PD", "PD")
_METABOLIC = ("CMR", "PMR", "SMD", "PMD")
_IMMUNE = ("iCR", "iPR", "iSD", "NON-iCR/NON-iUPD", "iUPD", "iCPD")
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedVisit:
    """One visit as two readers of a case judged it.

    settled   the category that an adjudicator or a consensus gave it, "" where nobody had to
    """

    case: str
    person: str
    visit: str
    signed_on: date
    readers: tuple[str, str]
    sites: tuple[str, str]
    categories: tuple[str, str]
    sums_mm: tuple[float | None, float | None]
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """k of n, with Wilson's interval (doi:10.1080/01621459.1927.10502953); None for 0 of 0."""

    k: int
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodQuality:
    """One quarter of a year ("2026 Q3")."""

    period: str
    visits: int
    differing: Share
    bias_mm: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """One reader or one site, against those who read the same visits.

    visits      pairs of categories
    differing   how many of them differ
    upheld      of those that an adjudicator or a consensus settled, how many she had right
    bias_mm     mean of own sum minus the other's, with its interval; None with fewer than two
    drift_pct_a_year   change over time of the difference in percent of the mean; its interval without zero is a drift
    periods     the same by quarters
    """

    who: str
    visits: int
    differing: Share
    upheld: Share
    bias_mm: Interval | None
    drift_pct_a_year: Interval | None
    periods: tuple[PeriodQuality, ...]

    @property
    def drifts(self) -> bool:
        """The interval of the drift leaves zero out."""
        found = self.drift_pct_a_year
        return found is not None and (found.low > 0 or found.high < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoReaders:
    """Two readers (or roles) over all visits that both read."""

    who: tuple[str, str]
    visits: int
    kappa: Kappa | None
    weighted: Kappa | None
    not_ordered: int
    sums: tuple[tuple[float, float], ...]
    intraclass: tuple[Intraclass, Intraclass] | None
    limits: Limits | None


def paired_visits(found: Survey, records: Mapping[str, Record]) -> tuple[PairedVisit, ...]:
    """Every visit after the baseline that two readers of one case judged, by the case's first criterion."""
    pairs: list[PairedVisit] = []
    for one in found.cases:
        if one.case is None:
            continue
        criterion = one.case.criteria[0]
        reads = [read for key in one.primary if isinstance(read := records[key], Read)]
        settling = records.get(one.settled_by)
        for first, second in combinations(sorted(reads, key=lambda read: read.reader), 2):
            for visit in one.case.visits:
                pair = (category_at(first, criterion, visit), category_at(second, criterion, visit))
                if not all(pair):
                    continue
                pairs.append(
                    PairedVisit(
                        case=one.id,
                        person=one.person,
                        visit=visit,
                        signed_on=date.fromisoformat(max(first.at, second.at)[:10]),
                        readers=(first.reader, second.reader),
                        sites=(first.site, second.site),
                        categories=pair,
                        sums_mm=(_sum(first, criterion, visit), _sum(second, criterion, visit)),
                        settled=category_at(settling, criterion, visit) if isinstance(settling, Read) else "",
                    )
                )
    return tuple(pairs)


def _sum(read: Read, criterion: str, visit: str) -> float | None:
    found: Category | None = next(
        (one for one in read.categories if one.criterion == criterion and one.visit == visit), None
    )
    return None if found is None or found.sum_mm is None else float(found.sum_mm)


def agreement_of(pairs: Sequence[PairedVisit]) -> tuple[TwoReaders, ...]:
    """Agreement of each two readers who read the same visits."""
    by_two: dict[tuple[str, str], list[PairedVisit]] = {}
    for pair in pairs:
        by_two.setdefault(pair.readers, []).append(pair)
    return tuple(_agreement(who, held) for who, held in sorted(by_two.items()))


def agreement_between(
    who: tuple[str, str], categories: Sequence[tuple[str, str]], sums: Sequence[tuple[float, float]]
) -> TwoReaders:
    """Agreement of two readers on these categories and sums of visits that both read."""
    order = next(
        (one for one in (_IMMUNE, _METABOLIC) if any(category in one for pair in categories for category in pair)),
        _ORDERED,
    )
    words = (*order, *sorted({word for pair in categories for word in pair} - set(order)))
    ordered = [pair for pair in categories if pair[0] in order and pair[1] in order]
    return TwoReaders(
        who=who,
        visits=len(categories),
        kappa=kappa_of_pairs(categories, words),
        weighted=kappa_of_pairs(ordered, order, weights=Weights.QUADRATIC),
        not_ordered=len(categories) - len(ordered),
        sums=tuple(sums),
        intraclass=intraclass(sums),
        limits=limits_of_agreement(sums),
    )


def _agreement(who: tuple[str, str], pairs: Sequence[PairedVisit]) -> TwoReaders:
    sums = [(one, other) for one, other in (pair.sums_mm for pair in pairs) if one is not None and other is not None]
    return agreement_between(who, [pair.categories for pair in pairs], sums)


def quality_of(pairs: Sequence[PairedVisit], *, by_site: bool = False) -> tuple[Quality, ...]:
    """Each reader, or each site (pairs within one site say nothing of it), against the others."""
    sides: dict[str, list[tuple[PairedVisit, int]]] = {}
    for pair in pairs:
        names = pair.sites if by_site else pair.readers
        if names[0] == names[1]:
            continue
        for side in (0, 1):
            sides.setdefault(names[side], []).append((pair, side))
    return tuple(_quality(who, held) for who, held in sorted(sides.items()))


def _quality(who: str, held: Sequence[tuple[PairedVisit, int]]) -> Quality:
    differing = [pair.categories[0] != pair.categories[1] for pair, _ in held]
    settled = [(pair, side) for pair, side in held if pair.settled]
    differences = [(pair.signed_on, *found) for pair, side in held if (found := _difference(pair, side)) is not None]
    first = min((day for day, _, _ in differences), default=None)
    by_period: dict[str, list[tuple[PairedVisit, int]]] = {}
    for pair, side in held:
        by_period.setdefault(f"{pair.signed_on.year} Q{(pair.signed_on.month + 2) // 3}", []).append((pair, side))
    return Quality(
        who=who,
        visits=len(held),
        differing=share(sum(differing), len(differing)),
        upheld=share(sum(1 for pair, side in settled if pair.categories[side] == pair.settled), len(settled)),
        bias_mm=_mean([difference for _, difference, _ in differences]),
        drift_pct_a_year=None
        if first is None
        else slope_of([((day - first).days / _DAYS_A_YEAR, percent) for day, _, percent in differences]),
        periods=tuple(_period(name, some) for name, some in sorted(by_period.items())),
    )


def _period(name: str, held: Sequence[tuple[PairedVisit, int]]) -> PeriodQuality:
    differences = [found[0] for pair, side in held if (found := _difference(pair, side)) is not None]
    return PeriodQuality(
        period=name,
        visits=len(held),
        differing=share(sum(1 for pair, _ in held if pair.categories[0] != pair.categories[1]), len(held)),
        bias_mm=mean(differences) if differences else None,
    )


def _difference(pair: PairedVisit, side: int) -> tuple[float, float] | None:
    """Own sum minus the other's in mm and in percent of their mean."""
    own, other = pair.sums_mm[side], pair.sums_mm[1 - side]
    if own is None or other is None or own + other == 0:
        return None
    return own - other, 200 * (own - other) / (own + other)


def _mean(values: Sequence[float]) -> Interval | None:
    if len(values) < 2:
        return None
    reach = student_t(len(values) - 1, 0.95) * stdev(values) / sqrt(len(values))
    return Interval(value=mean(values), low=mean(values) - reach, high=mean(values) + reach)


def share(k: int, n: int, *, confidence: float = 0.95) -> Share:
    """k of n with Wilson's score interval."""
    if n == 0:
        return Share(k=k, n=n, low=None, high=None)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = k / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return Share(k=k, n=n, low=max(0.0, middle - reach), high=min(1.0, middle + reach))
