"""All verdicts of a catalogue with the lines that decide them, and no more work than they need.

A NO that cannot change settles a way into a trial, so the rest of its lines need not be asked. The verdicts are those
of `match_trial` (tests hold the two together); the full tree of one trial is made when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onward.criteria import Answer, Prospect
from onward.engines.trials.asking import Asking
from onward.engines.trials.matching import Verdict, never_eligible
from onward.engines.trials.prepared import Catalogue, Part, PreparedCohort, PreparedLine, PreparedTrial
from onward.terms import Truth


@dataclass(frozen=True, slots=True)
class Screened:
    """A verdict with the line that decides it: the worst line of the best way in, None when every line lets her in."""

    prepared: PreparedTrial
    verdict: Verdict
    line: PreparedLine | None
    answer: Answer | None


def screen(catalogue: Catalogue, asking: Asking) -> Iterator[Screened]:
    """The verdict on every trial, in the order of the catalogue."""
    for prepared in catalogue.trials:
        yield screen_trial(prepared, asking)


def screen_trial(prepared: PreparedTrial, asking: Asking) -> Screened:
    """The verdict on one trial."""
    best: Screened | None = None
    for cohort in prepared.cohorts:
        found = _way_in(prepared, cohort, asking)
        if best is None or found.verdict.place < best.verdict.place:
            best = found
        if best.verdict is Verdict.ELIGIBLE:
            break
    assert best is not None, "a prepared trial has at least one way in"
    return best


def _way_in(prepared: PreparedTrial, cohort: PreparedCohort, asking: Asking) -> Screened:
    verdict, deciding, its_answer = Verdict.ELIGIBLE, None, None
    for n in cohort.lines:
        line = prepared.lines[n]
        if line.part is not Part.DECIDES:
            continue
        answer = None if line.question is None else asking.answer(line.question)
        if answer is not None and answer.truth is Truth.YES:
            continue
        if answer is None or answer.truth is Truth.UNKNOWN:
            if verdict is Verdict.ELIGIBLE:
                verdict, deciding, its_answer = Verdict.POSSIBLE, line, answer
        elif answer.change.prospect is Prospect.FIXED:
            return Screened(prepared, Verdict.NOT_ELIGIBLE, line, answer)
        elif verdict.place < Verdict.NOT_NOW.place:
            verdict, deciding, its_answer = Verdict.NOT_NOW, line, answer
    if verdict is Verdict.ELIGIBLE and never_eligible(prepared, cohort, asking) is not None:
        verdict = Verdict.POSSIBLE
    return Screened(prepared, verdict, deciding, its_answer)
