"""The order of trials for one person: the verdict first, then what is about her disease, then what may be entered.

Then a sum that says itself.

The sum is made of five shares between 0 and 1, each with a fixed weight. It never moves a trial past a better verdict,
and equal sums are put in the order of the trials' ids, so the same input always gives the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.criteria import Subject
from onward.engines.trials.matching import LineMatch, TrialMatch, Verdict
from onward.engines.trials.presuming import Presumed, presumed_truth
from onward.engines.trials.relevance import MOST_POINTS, Relevance, relevance
from onward.registry import Phase, Recruitment, phases_of, recruitment_of
from onward.terms import Truth

# What counts how much within a verdict: first how much is decided, then how specific; together they outweigh the rest.
WEIGHTS = {"decided": 0.40, "specific": 0.30, "phase": 0.10, "distance": 0.12, "sites": 0.08}

# Further phases know more of benefit and harm; trials without phases are mostly of behaviour, imaging or registries.
_PHASES = {
    Phase.THREE: 1.0,
    Phase.TWO: 0.8,
    Phase.FOUR: 0.7,
    Phase.ONE: 0.5,
    Phase.EARLY_1: 0.4,
    Phase.NOT_APPLICABLE: 0.3,
}
_NO_PHASE = 0.3

# Kilometres: up to the first a day's errand, beyond the second a journey whatever the number.
NEAR_KM = 50.0
FAR_KM = 1000.0
# More open sites than this make no difference to one person.
MANY_SITES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How the sites of a trial lie for a person.

    nearest_km   great-circle distance to the nearest site that takes people, or whose state nobody gives; None when no
                 place is asked for or none is known
    open_sites   sites that take people now
    """

    nearest_km: float | None = None
    open_sites: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A trial in its place.

    rank      from 1
    score     the weighted sum, 0 to 1; `shares` what it is made of
    """

    rank: int
    match: TrialMatch
    recruitment: Recruitment
    reach: Reach
    relevance: Relevance
    shares: dict[str, float]
    score: float


def rank(matches: Sequence[tuple[TrialMatch, Reach]], subject: Subject) -> tuple[Ranked, ...]:
    """The trials in order."""
    kept: Presumed = {}
    judged = [_judged(match, reach, subject, kept) for match, reach in matches]
    ordered = sorted(judged, key=_order)
    return tuple(
        Ranked(
            rank=place,
            match=one.match,
            recruitment=one.recruitment,
            reach=one.reach,
            relevance=one.relevance,
            shares=one.shares,
            score=one.score,
        )
        for place, one in enumerate(ordered, start=1)
    )


def _judged(match: TrialMatch, reach: Reach, subject: Subject, kept: Presumed) -> Ranked:
    found = relevance(match, subject)
    recruitment = recruitment_of(match.prepared.trial.status)
    # A trial that is said to recruit takes people somewhere, also where its sites are not listed.
    open_sites = max(reach.open_sites, int(recruitment.is_open))
    shares = {
        "decided": decided_share(match, subject, kept=kept),
        "specific": found.points / MOST_POINTS,
        "phase": max((_PHASES[phase] for phase in phases_of(match.prepared.trial.phases)), default=_NO_PHASE),
        "distance": _distance(reach.nearest_km),
        "sites": min(open_sites, MANY_SITES) / MANY_SITES,
    }
    return Ranked(
        rank=0,
        match=match,
        recruitment=recruitment,
        reach=reach,
        relevance=found,
        shares=shares,
        score=round(sum(WEIGHTS[name] * share for name, share in shares.items()), 6),
    )


def decided_share(match: TrialMatch, subject: Subject, *, kept: Presumed | None = None) -> float:
    """The share of the lines of the best way in that are answered YES or NO; 0 where there are none.

    A line that would let her in if the record were complete counts half. Where every line is met and the trial is open
    all the same, because none of them is about her disease, nothing that matters is decided: age and sex fit anybody.
    """
    deciding = match.deciding
    if not deciding or (match.verdict is Verdict.POSSIBLE and not match.open):
        return 0.0
    return sum(_decided(line, subject, kept) for line in deciding) / len(deciding)


def _decided(line: LineMatch, subject: Subject, kept: Presumed | None) -> float:
    if line.truth is not Truth.UNKNOWN:
        return 1.0
    if line.answer is None:
        return 0.0
    return 0.5 if presumed_truth(line.answer, subject, kept=kept) is Truth.YES else 0.0


def _distance(kilometres: float | None) -> float:
    if kilometres is None:
        return 0.0
    return min(1.0, max(0.0, (FAR_KM - kilometres) / (FAR_KM - NEAR_KM)))


def _order(one: Ranked) -> tuple[int, int, int, int, float, str, str]:
    return (
        one.match.verdict.place,
        int(one.relevance.elsewhere),
        opening_of(one.recruitment),
        one.match.best.cohort.suspended,
        -one.score,
        one.match.prepared.trial.id,
        one.match.prepared.trial.source.place,
    )


def opening_of(recruitment: Recruitment) -> int:
    """0 open or nobody says, 1 may open, 2 closed for good: a state that is not given is no closed door."""
    if recruitment.is_open or recruitment is Recruitment.UNKNOWN:
        return 0
    return 1 if recruitment.may_open else 2
