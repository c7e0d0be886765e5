"""One person's response by each criterion that is asked for, reader by reader."""

from __future__ import annotations

from collections.abc import Sequence

from onward.engines.response.best import (
    assessed,
    assessed_immune,
    best_confirmed,
    best_overall,
    immune,
    progressed_on,
    responded_on,
)
from onward.engines.response.irecist import evaluate_immune
from onward.engines.response.read import Read
from onward.engines.response.reads import reads_of
from onward.engines.response.recist import evaluate_visits
from onward.engines.response.result import ReaderResponse
from onward.knowledge import ResponseRules
from onward.timeline import Timeline

# Criteria as they are asked for, and the knowledge file of each.
CRITERIA = {"recist-1.1": "recist_1_1", "irecist": "irecist"}


def respond(timeline: Timeline, rules: ResponseRules, criterion: str) -> tuple[ReaderResponse, ...]:
    """One answer for each reader whose lesions the timeline holds; () when it holds none.

    timeline    as known on the day of asking
    rules       of `criterion`, one of CRITERIA
    """
    return respond_by_all(timeline, [(criterion, rules)])


def respond_by_all(timeline: Timeline, rules: Sequence[tuple[str, ResponseRules]]) -> tuple[ReaderResponse, ...]:
    """Every criterion of `rules` (name and its rules), in their order, over reads that are put in order once."""
    reads = reads_of(timeline)
    return tuple(_one(read, its, criterion) for criterion, its in rules for read in reads)


def _one(read: Read, rules: ResponseRules, criterion: str) -> ReaderResponse:
    if criterion == "irecist":
        visits, flags, progressed = evaluate_immune(read, rules)
        until, start = assessed_immune(visits)
        best, confirmed = (immune(found(until, start, rules)) for found in (best_overall, best_confirmed))
    else:
        visits, flags = evaluate_visits(read, rules)
        progressed = progressed_on(visits)
        until, start = assessed(visits)
        best, confirmed = (found(until, start, rules) for found in (best_overall, best_confirmed))
    return ReaderResponse(
        person=read.person,
        reader=read.reader,
        reader_role=read.reader_role,
        criterion=criterion,
        visits=visits,
        best_overall=best.category,
        best_overall_because=best.because,
        best_confirmed=confirmed.category,
        best_confirmed_because=confirmed.because,
        progressed_on=progressed,
        responded_on=responded_on(until),
        flags=tuple(dict.fromkeys((*read.flags, *flags))),
        rule=rules.file.id,
        rule_version=rules.file.version,
        review=rules.file.review,
    )
