"""Several criteria side by side: where they disagree at one visit, and why.

Images by diameters, metabolism, bone, brain, markers, and what the care team recorded answer different questions.
This says which of them differ, what in the same reads explains it, and what would settle it. It makes no category of
its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.compared import Compared, Why
from onward.engines.response.result import ReaderResponse, VisitResponse
from onward.engines.response.ways import OPEN, WAITING, WORSE, way_of
from onward.engines.response.why_they_differ import whys
from onward.knowledge import ResponseRules
from onward.terms import PartialDate

# Answers that carry no visit of the readers: they belong to the visit that lies nearest, at most so many days away.
_NEAR_DAYS = 28
_BY_DAY = frozenset({"marker-trend", "clinical-summary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One criterion's answer at a visit. way: "better", "same", "worse", "waiting" (unconfirmed) or "open"."""

    criterion: str
    reader: str
    category: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One visit.

    verdict   "agree", "disagree", or "open" where fewer than two criteria say anything
    why       what explains a disagreement, or warns of a shared answer
    """

    visit: str
    date: PartialDate | None
    answers: tuple[Answered, ...]
    verdict: str
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """All visits after the baseline of one person, in order."""

    person: str
    rows: tuple[Row, ...]


def side_by_side(responses: Sequence[ReaderResponse], rules: ResponseRules) -> SideBySide | None:
    """The answers of one person by all criteria, visit by visit; None where only one criterion answered.

    rules   of RECIST 1.1: what makes a single lesion larger or smaller
    """
    if len({one.criterion for one in responses}) < 2:
        return None
    rows = tuple(row for visit, date in _visits(responses) if (row := _row(responses, visit, date, rules)) is not None)
    return SideBySide(person=responses[0].person, rows=rows) if rows else None


def _visits(responses: Sequence[ReaderResponse]) -> list[tuple[str, PartialDate | None]]:
    """The visits of the readers; where nobody read, the periods of the record, else the days of the markers."""
    for kind in (
        [one for one in responses if one.criterion not in _BY_DAY],
        [one for one in responses if one.criterion == "clinical-summary"],
        [one for one in responses if one.criterion == "marker-trend"],
    ):
        found: dict[str, PartialDate | None] = {}
        for one in kind:
            for visit in one.visits:
                if not visit.is_baseline and (visit.visit not in found or found[visit.visit] is None):
                    found[visit.visit] = visit.date
        if found:
            return sorted(found.items(), key=lambda one: (one[1] is None, "" if one[1] is None else str(one[1])))
    return []


def _row(responses: Sequence[ReaderResponse], name: str, date: PartialDate | None, rules: ResponseRules) -> Row | None:
    compared = [
        Compared(response=one, visit=visit, way=way_of(visit.overall))
        for one in responses
        if (visit := _at(one, name, date)) is not None
    ]
    if not compared:
        return None
    told = {one.way for one in compared} - {OPEN}
    # A rise of a marker that waits for its second result goes with progression elsewhere.
    if WORSE in told and all(one.response.criterion == "marker-trend" for one in compared if one.way == WAITING):
        told -= {WAITING}
    counted = [one for one in compared if one.way != OPEN]
    if len(counted) < 2:
        verdict = "open"
    else:
        verdict = "agree" if len(told) == 1 and told != {WAITING} else "disagree"
    return Row(
        visit=name,
        date=date,
        answers=tuple(
            Answered(
                criterion=one.response.criterion, reader=one.response.reader, category=one.visit.overall, way=one.way
            )
            for one in compared
        ),
        verdict=verdict,
        why=whys(compared, rules, is_disagreement=verdict == "disagree"),
    )


def _at(response: ReaderResponse, name: str, date: PartialDate | None) -> VisitResponse | None:
    later = [visit for visit in response.visits if not visit.is_baseline]
    same = next((visit for visit in later if visit.visit == name), None)
    if same is not None or response.criterion not in _BY_DAY or date is None:
        return same
    near = [
        (abs((visit.date.earliest - date.earliest).days), -visit.date.earliest.toordinal(), visit)
        for visit in later
        if visit.date is not None and abs((visit.date.earliest - date.earliest).days) <= _NEAR_DAYS
    ]
    return min(near, key=lambda one: one[:2])[2] if near else None
