"""Whose word on a visit counts, by one criterion: the readers in kinds, what they agree on, where they do not.

An adjudicator, or a consensus of all readers; else the investigator (local reading), on whose word treatment is given;
else the independent readers. It is asked visit by visit: where nobody had to adjudicate, the local reading counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onward.engines.response.result import ReaderResponse, VisitResponse
from onward.timeline import Source

VALUES = {
    "CR": "complete_remission",
    "PR": "partial_remission",
    "SD": "stable",
    "NON-CR/NON-PD": "stable",
    "PD": "progression",
    "CMR": "complete_remission",
    "PMR": "partial_remission",
    "SMD": "stable",
    "PMD": "progression",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A visit on which the readers that count do not agree."""

    visit: str
    readers: tuple[str, ...]
    categories: tuple[str, ...]
    source: Source | None
    criterion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A category that does not enter the record, and why."""

    visit: str
    criterion: str
    readers: tuple[str, ...]
    why: str
    settles: str
    source: Source | None


# Why a category of a visit is too open for the record, with what settles it; None where it stands.
Doubt = Callable[[ReaderResponse, VisitResponse], tuple[str, str] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one criterion says, visit by visit, in the order of the reads.

    agreed   the readers who say it, each with the visit as he read it
    """

    agreed: tuple[tuple[tuple[ReaderResponse, VisitResponse], ...], ...]
    disagreements: tuple[Disagreement, ...]
    withheld: tuple[Withheld, ...]


def heard(responses: Sequence[ReaderResponse], called: str, doubt: Doubt) -> Heard:
    """One answer for each visit that the readers who count could evaluate; visits after progression say nothing.

    responses   of one criterion
    called      its name as pages have it
    """
    kinds = _by_kind(responses)
    agreed: list[tuple[tuple[ReaderResponse, VisitResponse], ...]] = []
    disagreements: list[Disagreement] = []
    withheld: list[Withheld] = []
    everybody = [one for kind in kinds for one in kind]
    for name in dict.fromkeys(visit.visit for one in everybody for visit in one.visits if not visit.is_baseline):
        counted = next(kind for kind in kinds if any(_has(one, name) for one in kind))
        said = [(one, visit) for one in counted for visit in _until_progression(one, doubt) if visit.visit == name]
        said = [(one, visit) for one, visit in said if visit.overall in VALUES]
        categories = tuple(dict.fromkeys(visit.overall for _, visit in said))
        if not said or all(visit.date is None for _, visit in said):
            continue
        source = next(iter(sources_of(said[0][1])), None)
        if len(categories) > 1 or len(said) < len([one for one in counted if _evaluated(one, name)]):
            disagreements.append(
                Disagreement(
                    visit=name,
                    readers=tuple(one.reader for one in counted),
                    categories=tuple(_category(one, name) for one in counted),
                    source=source,
                    criterion=called,
                )
            )
            continue
        open_one = next((found for one, visit in said if (found := doubt(one, visit)) is not None), None)
        if open_one is None:
            agreed.append(tuple(said))
        else:
            readers = tuple(one.reader for one, _ in said)
            why, settles = open_one
            withheld.append(
                Withheld(visit=name, criterion=called, readers=readers, why=why, settles=settles, source=source)
            )
    kept = [one for one in agreed if not _is_after_progression(one[0][1], agreed)]
    return Heard(agreed=tuple(kept), disagreements=tuple(disagreements), withheld=tuple(withheld))


def sources_of(visit: VisitResponse) -> tuple[Source, ...]:
    """Where the measurements of a visit stand."""
    return tuple(source for lesion in visit.lesions for fact in lesion.facts for source in fact.sources)


def is_progression(visit: VisitResponse) -> bool:
    """Whether the category is one of progression."""
    return VALUES.get(visit.overall) == "progression"


def _is_after_progression(
    visit: VisitResponse, agreed: Sequence[tuple[tuple[ReaderResponse, VisitResponse], ...]]
) -> bool:
    """Readers of another kind may have gone on after those that count saw progression."""
    return any(
        is_progression(other)
        and other.date is not None
        and visit.date is not None
        and other.date.latest < visit.date.earliest
        for (_, other), *_ in agreed
    )


def _has(response: ReaderResponse, name: str) -> bool:
    return any(visit.visit == name and not visit.is_baseline for visit in response.visits)


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


def _until_progression(response: ReaderResponse, doubt: Doubt) -> list[VisitResponse]:
    """Up to the first progression that stands."""
    found: list[VisitResponse] = []
    for visit in response.visits:
        if visit.is_baseline:
            continue
        found.append(visit)
        if is_progression(visit) and doubt(response, visit) is None:
            break
    return found


def _evaluated(response: ReaderResponse, name: str) -> bool:
    return _category(response, name) not in ("", "NE")


def _category(response: ReaderResponse, name: str) -> str:
    return next((visit.overall for visit in response.visits if visit.visit == name and not visit.is_baseline), "")
