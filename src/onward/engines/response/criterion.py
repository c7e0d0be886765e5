"""What a response criterion is to the command: a name, the file of its rules, and two functions.

To add one: write its module with `respond` and `applies`, its rules in knowledge/data/response, and one line in
`respond.CRITERIA`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onward.engines.response.best import Best
from onward.engines.response.courses import Course
from onward.engines.response.pet import PetRead
from onward.engines.response.read import Flag, Read
from onward.engines.response.result import ReaderResponse, VisitResponse
from onward.knowledge import ResponseRules
from onward.terms import PartialDate
from onward.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one person's criteria are answered from.

    reads          of the timeline's lesions, one for each reader, put in order once for all criteria
    drug_classes   classes of the drugs recorded ("immune checkpoint inhibitor"): some criteria are for some drugs
    sized          the same as RECIST sees them: without visits of PET or bone scan alone; those that it can judge
    pets           the PETs of each reader who read any
    courses        when treatments began, corticosteroids and their doses: some criteria ask for them
    """

    timeline: Timeline
    reads: tuple[Read, ...]
    sized: tuple[Read, ...] = ()
    pets: tuple[PetRead, ...] = ()
    drug_classes: frozenset[str] = frozenset()
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion.

    name      as it is asked for ("percist-1.0")
    called    as tables and pages name it ("PERCIST 1.0")
    file      of its rules in knowledge/data/response, without ending
    respond   one answer for each reader who read something that it can judge
    applies   whether there is something to judge by it, so that it is answered without being asked for by name
    """

    name: str
    called: str
    file: str
    respond: Callable[[Asked, ResponseRules], tuple[ReaderResponse, ...]]
    applies: Callable[[Asked], bool]


_NOBODY = Flag(
    visit="",
    lesion="",
    what="the record does not say who measured",
    did="took all of it as one reader's; write down who read, so that a change of reader is seen",
)


def reader_response(
    read: Read,
    criterion: str,
    rules: ResponseRules,
    visits: Sequence[VisitResponse],
    *,
    best: Best,
    confirmed: Best,
    progressed_on: PartialDate | None,
    responded_on: PartialDate | None,
    flags: Sequence[Flag] = (),
) -> ReaderResponse:
    """One reader's answer by one criterion: whose it is and which rules gave it, filled in."""
    return ReaderResponse(
        person=read.person,
        reader=read.reader,
        reader_role=read.reader_role,
        criterion=criterion,
        visits=tuple(visits),
        best_overall=best.category,
        best_overall_because=best.because,
        best_confirmed=confirmed.category,
        best_confirmed_because=confirmed.because,
        progressed_on=progressed_on,
        responded_on=responded_on,
        flags=tuple(dict.fromkeys((*read.flags, *flags, *([] if read.reader else [_NOBODY])))),
        rule=rules.file.id,
        rule_version=rules.file.version,
        review=rules.file.review,
    )
