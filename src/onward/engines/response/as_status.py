"""Response as a fact of the timeline: what the reads say of the disease, for lines of therapy and trial criteria.

RECIST 1.1 speaks first. Where it has no answer, the bone criteria speak of bone, PERCIST 1.0 of what PET shows; RANO-BM
tells growth in the brain beside any of them. Markers, summaries and recorded statuses never do. What each covers, and
what is too open for the record: docs/adr/0020.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.counted_readers import (
    VALUES,
    Disagreement,
    Withheld,
    heard,
    is_progression,
    sources_of,
)
from onward.engines.response.coverage import covers_the_disease, says_little
from onward.engines.response.criterion import Asked
from onward.engines.response.doubtful_progression import confirming, doubts_of, needs_confirmation
from onward.engines.response.proposed_targets import NOBODY_CHOSE
from onward.engines.response.respond import CRITERIA
from onward.engines.response.result import ReaderResponse, VisitResponse
from onward.terms import PartialDate, at, days_between
from onward.timeline import DiseaseStatus

# In the order in which they speak of the disease as a whole.
_BODY = ("recist-1.1", "mda-bone", "percist-1.0")
_BRAIN = "rano-bm"
SPEAKING = (*_BODY, _BRAIN)
_CHOSEN = frozenset({"target", "non-target"})
_Said = tuple[tuple[ReaderResponse, VisitResponse], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """The facts, in order of days, and what could not be made one."""

    facts: tuple[DiseaseStatus, ...]
    disagreements: tuple[Disagreement, ...]
    withheld: tuple[Withheld, ...] = ()


def statuses_of(responses: Sequence[ReaderResponse], asked: Asked, *, together_days: int) -> Statuses:
    """One disease status for each visit on which a criterion that counts there could be answered.

    responses       by the criteria of SPEAKING; others say nothing here
    asked           what they were answered from
    together_days   answers that lie at most so many days apart are of one period

    A visit after progression gives none. An equivocal new lesion that proved to be one gives its progression the day on
    which it was seen first.
    """
    of = {name: [one for one in responses if one.criterion == name and _is_read(one)] for name in SPEAKING}
    said = {
        name: heard(of[name], CRITERIA[name].called, doubts_of(name, of["mda-bone"])) for name in SPEAKING if of[name]
    }
    spoken: list[tuple[str, _Said]] = []
    disagreements: list[Disagreement] = []
    withheld: list[Withheld] = []
    for name in _BODY:
        if name not in said:
            continue
        before = [one for _, one in spoken]
        taken = _Taken(
            answers=[one[0][1] for one in before],
            open_visits=frozenset(one.visit for one in (*disagreements, *withheld)),
            baselines=[visit for one in of["recist-1.1"] for visit in one.visits if visit.is_baseline],
            together_days=together_days,
        )
        for one in said[name].agreed:
            if taken.speaks_at(one[0][1]) or (name == "recist-1.1" and _gives_way(one, of["mda-bone"])):
                continue
            if is_progression(one[0][1]) or name == "recist-1.1" or covers_the_disease(name, one[0][0], asked):
                spoken.append((name, one))
        disagreements += [one for one in said[name].disagreements if not taken.has(one.visit)]
        withheld += [one for one in said[name].withheld if not taken.has(one.visit)]
    if _BRAIN in said:
        known = {one[0][1].visit for _, one in spoken}
        for one in said[_BRAIN].agreed:
            _, visit = one[0]
            if is_progression(visit) or (visit.visit not in known and covers_the_disease(_BRAIN, one[0][0], asked)):
                spoken.append((_BRAIN, one))
        disagreements += said[_BRAIN].disagreements
        withheld += said[_BRAIN].withheld
    facts = [_fact(name, one) for name, one in spoken]
    return Statuses(
        facts=tuple(sorted(facts, key=lambda fact: (str(fact.when.start), fact.value))),
        disagreements=tuple(disagreements),
        withheld=tuple(withheld),
    )


def _is_read(response: ReaderResponse) -> bool:
    """A reader chose the lesions: targets that were proposed and that nobody chose say nothing for the record."""
    if any(flag.what == NOBODY_CHOSE for flag in response.flags):
        return False
    return any(lesion.role in _CHOSEN for visit in response.visits for lesion in visit.lesions)


def _gives_way(said: _Said, bone: Sequence[ReaderResponse]) -> bool:
    """RECIST 1.1 says of bone alone no more than "neither gone nor unequivocally worse": the bone criteria say more."""
    by_bone = {one.reader for one in bone}
    return all(response.reader in by_bone and says_little(response, visit) for response, visit in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What the criteria that speak first have said."""

    answers: Sequence[VisitResponse]
    open_visits: frozenset[str]
    baselines: Sequence[VisitResponse]
    together_days: int

    def has(self, visit: str) -> bool:
        """They said something of this visit."""
        return visit in self.open_visits or any(one.visit == visit for one in self.answers)

    def speaks_at(self, visit: VisitResponse) -> bool:
        """They speak for the period of this visit: at it or close to it, before and after it, or progression before."""
        if self.has(visit.visit):
            return True
        if visit.date is None or not self.answers:
            return False
        days = [one.date for one in self.answers if one.date is not None]
        if any(_apart(one, visit.date) <= self.together_days for one in days):
            return True
        if any(one.date is not None and is_progression(one) and _before(one.date, visit.date) for one in self.answers):
            return True
        first = [*days, *(one.date for one in self.baselines if one.date is not None)]
        return any(_before(one, visit.date) for one in first) and any(_before(visit.date, one) for one in days)


def _before(one: PartialDate, other: PartialDate) -> bool:
    return one.latest < other.earliest


def _apart(one: PartialDate, other: PartialDate) -> int:
    """Fewest days between two days, whichever comes first."""
    if _before(one, other):
        return days_between(one, other)[0]
    return days_between(other, one)[0] if _before(other, one) else 0


def _fact(criterion: str, said: _Said) -> DiseaseStatus:
    response, visit = said[0]
    is_worse = is_progression(visit)
    known, on = visit.date, visit.date
    if criterion == "recist-1.1" and is_worse and response.progressed_on is not None:
        on = response.progressed_on
    elif criterion == "percist-1.0" and needs_confirmation(visit):
        confirmed = [confirming(one, seen) for one, seen in said]
        known = max(
            (one.date for one in confirmed if one is not None and one.date is not None),
            key=lambda day: day.sort_key,
            default=visit.date,
        )
    assert on is not None
    called = CRITERIA[criterion].called
    reasons = "; ".join(reason.says for reason in visit.because)
    readers = " and ".join(one.reader or "the reader" for one, _ in said)
    where = ", progression in the central nervous system" if criterion == _BRAIN and is_worse else ""
    return DiseaseStatus(
        when=at(on),
        recorded_on=known,
        text=f"{called} by {readers}, {visit.visit}: {visit.overall}{where} ({reasons})",
        sources=tuple(dict.fromkeys(source for _, one in said for source in sources_of(one))),
        value=VALUES[visit.overall],
        evidence=("imaging",),
        criterion=called,
    )
