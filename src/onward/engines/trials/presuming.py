"""The verdict if a record were complete: what its lists of treatments and conditions leave out did not happen.

This is shown beside the verdict and never instead of it. It presumes only where the record holds such a list at all,
and only what silence leaves open: no conflict, no partial date, nothing for a human.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.criteria import (
    AllergyTo,
    Answer,
    Condition,
    Criterion,
    Exposed,
    Lines,
    OtherCancer,
    Subject,
    Takes,
    leaves_of,
    truth_if,
)
from onward.engines.trials.matching import LineMatch, TrialMatch, Verdict, is_met_by_disease
from onward.terms import Truth, WhyUnknown
from onward.timeline import Allergy, Comorbidity, DrugTreatment

# What was presumed before of a subject's answers, by their identity; whoever holds it keeps the answers alive.
Presumed = dict[int, Truth]


def presumed_truth(answer: Answer, subject: Subject, *, kept: Presumed | None = None) -> Truth:
    """The truth of an open answer, if what the record's lists leave out did not happen.

    kept   what was presumed before, used and added to: many trials wait for the same answer
    """
    if answer.truth is not Truth.UNKNOWN:
        return answer.truth
    found = None if kept is None else kept.get(id(answer))
    if found is None:
        found = truth_if(answer, dict.fromkeys(_silent(answer, subject), Truth.NO))
        if kept is not None:
            kept[id(answer)] = found
    return found


def _silent(answer: Answer, subject: Subject) -> Iterator[Criterion]:
    for leaf in leaves_of(answer):
        if leaf.truth is Truth.UNKNOWN and leaf.why_unknown is WhyUnknown.NOT_RECORDED and _lists(leaf, subject):
            yield leaf.criterion


def _lists(leaf: Answer, subject: Subject) -> bool:
    """Whether the record holds a list in which this would stand."""
    match leaf.criterion:
        case Exposed() | Lines() | Takes():
            return bool(subject.of(DrugTreatment))
        case Condition() | OtherCancer():
            return bool(subject.of(Comorbidity))
        case AllergyTo():
            return bool(subject.of(Allergy))
        case _:
            return False


def verdict_if_complete(match: TrialMatch, subject: Subject) -> Verdict:
    """The verdict of the best way in, if the record were complete; never better for a trial that cannot be eligible."""
    if match.verdict is not Verdict.POSSIBLE:
        return match.verdict
    if not match.open or not any(is_met_by_disease(line.line, line.answer) for line in match.deciding):
        return match.verdict
    return max((_says(line, subject) for line in match.deciding), key=lambda one: one.place)


def _says(line: LineMatch, subject: Subject) -> Verdict:
    if line.answer is None or line.truth is not Truth.UNKNOWN:
        return line.says
    match presumed_truth(line.answer, subject):
        case Truth.YES:
            return Verdict.ELIGIBLE
        case Truth.UNKNOWN:
            return Verdict.POSSIBLE
        case Truth.NO:
            return Verdict.NOT_NOW
