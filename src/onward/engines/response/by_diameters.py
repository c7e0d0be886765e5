"""RECIST 1.1 and iRECIST as criteria of the command: sums of diameters, best response, days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onward.engines.response.best import (
    assessed,
    assessed_immune,
    best_confirmed,
    best_overall,
    immune,
    progressed_on,
    responded_on,
)
from onward.engines.response.criterion import Asked, reader_response
from onward.engines.response.irecist import evaluate_immune
from onward.engines.response.pet import UPTAKE
from onward.engines.response.proposed_targets import with_proposed_targets
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead
from onward.engines.response.recist import evaluate_visits
from onward.engines.response.result import ReaderResponse
from onward.engines.response.states import GONE
from onward.knowledge import ResponseRules

# What a reader judges on CT and MR; a read that holds none of it (PET alone) is none of RECIST's.
_LENGTHS = frozenset({"longest diameter", "short axis", "perpendicular diameter"})
_WORDS = frozenset({"state", "identified"})
_NOT_BY_RECIST = frozenset({"PET", "bone scan"})
_PET = frozenset({"PET"})
_UPTAKE = frozenset(UPTAKE)


def has_diameters(asked: Asked) -> bool:
    """Somebody chose, measured or judged lesions on CT, MR or by hand."""
    return bool(asked.sized)


def has_diameters_under_immunotherapy(asked: Asked) -> bool:
    """The same, and an immune checkpoint inhibitor is recorded."""
    return "immune checkpoint inhibitor" in asked.drug_classes and has_diameters(asked)


def sized_reads(reads: Iterable[Read]) -> tuple[Read, ...]:
    """The reads that RECIST can judge, as it sees them."""
    return tuple(_of_recist(read) for read in reads if _is_judged(read))


def recist_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """RECIST 1.1, one answer for each reader."""
    return tuple(_recist(read, rules) for read in asked.sized)


def irecist_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """iRECIST, one answer for each reader."""
    return tuple(_irecist(read, rules) for read in asked.sized)


def _is_judged(read: Read) -> bool:
    return any(_is_judged_at(visit) for visit in read.visits)


def _is_judged_at(visit: VisitRead) -> bool:
    is_worded = False
    for lesion in visit.lesions:
        if lesion.role == "reference":
            continue
        for fact in lesion.facts:
            if fact.measure in _LENGTHS:
                return True
            if fact.measure in _WORDS and fact.method not in _NOT_BY_RECIST:
                if fact.method != "PET/CT":
                    return True
                is_worded = True
    # Words about a PET/CT are of size where no uptake was measured on it.
    return is_worded and not _has_uptake(visit)


def _has_uptake(visit: VisitRead) -> bool:
    return any(fact.measure in _UPTAKE for lesion in visit.lesions for fact in lesion.facts)


def _of_recist(read: Read) -> Read:
    """The read as RECIST sees it.

    Visits at which only PET or a bone scan was read, and nothing new was seen, are no assessment. Uptake says nothing
    of a lesion's size. A lesion that is new on PET alone, where no PET was made at the baseline, is new only once CT or
    MR shows it (4.3.5).
    """
    if not any(_was_seen_by(visit, _BESIDE) for visit in read.visits):
        return read
    kept = [visit for index, visit in enumerate(read.visits) if index == 0 or _is_judged_at(visit) or visit.of("new")]
    compares = read.has_baseline and bool(read.visits) and _was_seen_by(read.visits[0], _ON_PET)
    flags: list[Flag] = []
    visits = tuple(_sized(visit, flags, has_first_pet=compares) for visit in kept)
    return replace(read, visits=visits, flags=(*read.flags, *flags))


_ON_PET = frozenset({"PET", "PET/CT"})
_BESIDE = _ON_PET | _NOT_BY_RECIST


def _was_seen_by(visit: VisitRead, methods: frozenset[str]) -> bool:
    return any(
        fact.method in methods and fact.measure != "identified" for lesion in visit.lesions for fact in lesion.facts
    )


def _sized(visit: VisitRead, flags: list[Flag], *, has_first_pet: bool) -> VisitRead:
    has_uptake = _has_uptake(visit)
    lesions = tuple(
        _by_size(visit, lesion, flags, has_first_pet=has_first_pet, has_uptake=has_uptake) for lesion in visit.lesions
    )
    changed = any(one is not other for one, other in zip(lesions, visit.lesions, strict=True))
    return replace(visit, lesions=lesions) if changed else visit


def _by_size(
    visit: VisitRead, lesion: LesionRead, flags: list[Flag], *, has_first_pet: bool, has_uptake: bool
) -> LesionRead:
    """The lesion without words that are of its uptake; new on PET alone only where a first PET says that it is new."""
    if lesion.role != "new":
        if not lesion.state:
            return lesion
        judging = frozenset(fact.method for fact in lesion.facts if fact.measure == "state" and fact.state)
        is_of_uptake = judging == _PET or (judging <= _ON_PET and (has_uptake or lesion.diameter_mm is not None))
        return replace(lesion, state="") if judging and is_of_uptake else lesion
    methods = frozenset(fact.method for fact in lesion.facts if fact.measure != "identified")
    if has_first_pet or methods != _PET or lesion.state in GONE:
        return lesion
    flags.append(
        Flag(
            visit=visit.name,
            lesion=lesion.lesion,
            what="new on PET, and no PET at the baseline",
            did="took it as equivocal; CT or MR must show it (RECIST 1.1, 4.3.5)",
        )
    )
    return replace(lesion, state="equivocal", diameter_mm=None)


def _recist(read: Read, rules: ResponseRules) -> ReaderResponse:
    read = with_proposed_targets(read, rules)
    visits, flags = evaluate_visits(read, rules)
    until, start = assessed(visits)
    return reader_response(
        read,
        "recist-1.1",
        rules,
        visits,
        best=best_overall(until, start, rules),
        confirmed=best_confirmed(until, start, rules),
        progressed_on=progressed_on(visits),
        responded_on=responded_on(until),
        flags=flags,
    )


def _irecist(read: Read, rules: ResponseRules) -> ReaderResponse:
    read = with_proposed_targets(read, rules)
    visits, flags, progressed = evaluate_immune(read, rules)
    until, start = assessed_immune(visits)
    return reader_response(
        read,
        "irecist",
        rules,
        visits,
        best=immune(best_overall(until, start, rules)),
        confirmed=immune(best_confirmed(until, start, rules)),
        progressed_on=progressed,
        responded_on=responded_on(until),
        flags=flags,
    )
