"""Near misses: trials lost on one line only, which may change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onward.engines.trials.matching import LineMatch, TrialMatch, Verdict
from onward.engines.trials.ranking import Ranked, opening_of


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A trial that one line stands in the way of.

    opens_on   the first day on which that line no longer does, where dates alone tell; None else
    """

    ranked: Ranked
    line: LineMatch
    opens_on: date | None

    @property
    def match(self) -> TrialMatch:
        return self.ranked.match


# What opens later than this is listed after what may open any day.
SOON_DAYS = 365


def near_misses(ranked: Sequence[Ranked], as_of: date) -> tuple[NearMiss, ...]:
    """The trials lost on one line that can change.

    Trials that take people before those that do not. Then those that open on a known day of the next year, the soonest
    first; then those of which no date tells, in order of rank; then those that open later.
    """
    found: list[NearMiss] = []
    for one in ranked:
        against = one.match.in_the_way
        if one.match.verdict is Verdict.NOT_NOW and len(against) == 1:
            answer = against[0].answer
            assert answer is not None, "a line without an answer is never a NO"
            found.append(NearMiss(one, against[0], answer.changes_on))
    return tuple(sorted(found, key=lambda miss: _order(miss, as_of)))


def _order(miss: NearMiss, as_of: date) -> tuple[int, int, date, int]:
    on = miss.opens_on
    opening = opening_of(miss.ranked.recruitment)
    if on is None:
        return (opening, 1, date.max, miss.ranked.rank)
    return (opening, 0 if on <= as_of + timedelta(days=SOON_DAYS) else 2, on, miss.ranked.rank)
