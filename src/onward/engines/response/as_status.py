"""Response as a fact of the timeline: what the reads say of the disease, for lines of therapy and trial criteria.

Which reader counts: an adjudicator, or a consensus of all readers; else the investigator (local reading), on whose word
treatment is given; else the independent readers. It is asked visit by visit: where nobody had to adjudicate, the local
reading counts. Readers of the same kind must agree on a visit; where they do not, nothing is written for it and the
disagreement is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.proposed_targets import NOBODY_CHOSE
from onward.engines.response.result import ReaderResponse, VisitResponse
from onward.terms import PartialDate, at
from onward.timeline import DiseaseStatus, Source

_VALUES = {
    "CR": "complete_remission",
    "PR": "partial_remission",
    "SD": "stable",
    "NON-CR/NON-PD": "stable",
    "PD": "progression",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A visit on which the readers that count do not agree."""

    visit: str
    readers: tuple[str, ...]
    categories: tuple[str, ...]
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """The facts, in order of days, and what could not be made one."""

    facts: tuple[DiseaseStatus, ...]
    disagreements: tuple[Disagreement, ...]


def statuses_of(responses: Sequence[ReaderResponse]) -> Statuses:
    """One disease status for each visit that the readers who count could evaluate. RECIST 1.1 only.

    A visit after progression gives none: RECIST 1.1 says nothing of it. An equivocal new lesion that proved to be one
    gives its progression the day on which it was seen first.
    """
    kinds = _by_kind([one for one in responses if one.criterion == "recist-1.1" and not _is_proposal(one)])
    found: list[tuple[VisitResponse, DiseaseStatus]] = []
    disagreements: list[Disagreement] = []
    everybody = [one for kind in kinds for one in kind]
    for name in dict.fromkeys(visit.visit for one in everybody for visit in one.visits if not visit.is_baseline):
        counted = next(kind for kind in kinds if any(_has(one, name) for one in kind))
        said = [(one, visit) for one in counted for visit in _until_progression(one) if visit.visit == name]
        said = [(one, visit) for one, visit in said if visit.overall in _VALUES]
        categories = tuple(dict.fromkeys(visit.overall for _, visit in said))
        if not said or all(visit.date is None for _, visit in said):
            continue
        if len(categories) > 1 or len(said) < len([one for one in counted if _evaluated(one, name)]):
            disagreements.append(
                Disagreement(
                    visit=name,
                    readers=tuple(one.reader for one in counted),
                    categories=tuple(_category(one, name) for one in counted),
                    source=next(iter(_sources(said[0][1])), None),
                )
            )
            continue
        found.append((said[0][1], _fact(said)))
    facts = [fact for visit, fact in found if not _is_after_progression(visit, found)]
    return Statuses(
        facts=tuple(sorted(facts, key=lambda fact: (str(fact.when.start), fact.value))),
        disagreements=tuple(disagreements),
    )


def _is_after_progression(visit: VisitResponse, found: Sequence[tuple[VisitResponse, DiseaseStatus]]) -> bool:
    """Readers of another kind may have gone on after those that count saw progression."""
    return any(
        other.overall == "PD"
        and other.date is not None
        and visit.date is not None
        and other.date.latest < visit.date.earliest
        for other, _ in found
    )


def _has(response: ReaderResponse, name: str) -> bool:
    return any(visit.visit == name and not visit.is_baseline for visit in response.visits)


def _is_proposal(response: ReaderResponse) -> bool:
    """Its targets were proposed by Onward and no reader chose them: it says nothing for the record."""
    return any(flag.what == NOBODY_CHOSE for flag in response.flags)


def _by_kind(responses: Sequence[ReaderResponse]) -> list[list[ReaderResponse]]:
    """The readers in kinds, those that count before the others first."""
    kinds: list[list[ReaderResponse]] = []
    rest = list(responses)
    for words in (("adjudicat", "consensus"), ("investigator", "local", "site")):
        # A name may hold such a word by chance ("Site B"): it counts only where no role is said.
        kind = [one for one in rest if any(word in (one.reader_role or one.reader).lower() for word in words)]
        rest = [one for one in rest if one not in kind]
        kinds.append(kind)
    return [kind for kind in (*kinds, rest) if kind]


def _until_progression(response: ReaderResponse) -> list[VisitResponse]:
    found: list[VisitResponse] = []
    for visit in response.visits:
        if not visit.is_baseline:
            found.append(visit)
        if visit.overall == "PD":
            break
    return found


def _evaluated(response: ReaderResponse, name: str) -> bool:
    return _category(response, name) not in ("", "NE")


def _category(response: ReaderResponse, name: str) -> str:
    return next((visit.overall for visit in response.visits if visit.visit == name and not visit.is_baseline), "")


def _fact(said: Sequence[tuple[ReaderResponse, VisitResponse]]) -> DiseaseStatus:
    response, visit = said[0]
    is_progression = visit.overall == "PD"
    known = visit.date
    on: PartialDate | None = response.progressed_on if is_progression and response.progressed_on else visit.date
    assert on is not None
    reasons = "; ".join(reason.says for reason in visit.because)
    readers = " and ".join(one.reader or "the reader" for one, _ in said)
    return DiseaseStatus(
        when=at(on),
        recorded_on=known,
        text=f"RECIST 1.1 by {readers}, {visit.visit}: {visit.overall} ({reasons})",
        sources=tuple(dict.fromkeys(source for _, one in said for source in _sources(one))),
        value=_VALUES[visit.overall],
        evidence=("imaging",),
    )


def _sources(visit: VisitResponse) -> tuple[Source, ...]:
    return tuple(source for lesion in visit.lesions for fact in lesion.facts for source in fact.sources)
