"""One person's response by each criterion that is asked for, reader by reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onward.engines.response.by_diameters import (
    has_diameters,
    has_diameters_under_immunotherapy,
    irecist_responses,
    recist_responses,
)
from onward.engines.response.criterion import Asked, Criterion
from onward.engines.response.reads import reads_of
from onward.engines.response.result import ReaderResponse
from onward.knowledge import ResponseRules
from onward.timeline import Timeline

# Every criterion, in the order in which they are answered.
CRITERIA: Mapping[str, Criterion] = {
    one.name: one
    for one in (
        Criterion(
            name="recist-1.1",
            called="RECIST 1.1",
            file="recist_1_1",
            respond=recist_responses,
            applies=has_diameters,
        ),
        Criterion(
            name="irecist",
            called="iRECIST",
            file="irecist",
            respond=irecist_responses,
            applies=has_diameters_under_immunotherapy,
        ),
    )
}


def asked_of(timeline: Timeline, drug_classes: frozenset[str] = frozenset()) -> Asked:
    """A person's lesions put in order by reader and visit; `timeline` as known on the day of asking."""
    return Asked(timeline=timeline, reads=reads_of(timeline), drug_classes=drug_classes)


def applying(asked: Asked) -> tuple[str, ...]:
    """The names of the criteria that have something to judge of this person."""
    return tuple(name for name, one in CRITERIA.items() if one.applies(asked))


def respond(timeline: Timeline, rules: ResponseRules, criterion: str) -> tuple[ReaderResponse, ...]:
    """One answer for each reader whose lesions the timeline holds; () when it holds none.

    timeline    as known on the day of asking
    rules       of `criterion`, one of CRITERIA
    """
    return respond_by_all(asked_of(timeline), [(criterion, rules)])


def respond_by_all(asked: Asked, rules: Sequence[tuple[str, ResponseRules]]) -> tuple[ReaderResponse, ...]:
    """Every criterion of `rules` (name and its rules), in their order."""
    return tuple(one for name, its in rules for one in CRITERIA[name].respond(asked, its))
