"""RECIST 1.1 and iRECIST as criteria of the command: sums of diameters, best response, days."""

from __future__ import annotations

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
from onward.engines.response.read import Read
from onward.engines.response.recist import evaluate_visits
from onward.engines.response.result import ReaderResponse
from onward.knowledge import ResponseRules

# What a reader judges on CT and MR; a read that holds none of it (PET alone) is none of RECIST's.
_JUDGED = frozenset({"longest diameter", "short axis", "perpendicular diameter", "state", "identified"})
_NOT_BY_RECIST = frozenset({"PET", "bone scan"})


def has_diameters(asked: Asked) -> bool:
    """Somebody chose, measured or judged lesions on CT, MR or by hand."""
    return any(_is_judged(read) for read in asked.reads)


def has_diameters_under_immunotherapy(asked: Asked) -> bool:
    """The same, and an immune checkpoint inhibitor is recorded."""
    return "immune checkpoint inhibitor" in asked.drug_classes and has_diameters(asked)


def recist_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """RECIST 1.1, one answer for each reader."""
    return tuple(_recist(read, rules) for read in asked.reads if _is_judged(read))


def irecist_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """iRECIST, one answer for each reader."""
    return tuple(_irecist(read, rules) for read in asked.reads if _is_judged(read))


def _is_judged(read: Read) -> bool:
    return any(
        fact.measure in _JUDGED and fact.method not in _NOT_BY_RECIST
        for visit in read.visits
        for lesion in visit.lesions
        if lesion.role != "reference"
        for fact in lesion.facts
    )


def _recist(read: Read, rules: ResponseRules) -> ReaderResponse:
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
