"""Near misses: trials lost on one line only, which may change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onward.engines.trials.matching import LineMatch, TrialMatch, Verdict
from onward.engines.trials.ranking import Ranked


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


def near_misses(ranked: Sequence[Ranked]) -> tuple[NearMiss, ...]:
    """The trials lost on one line that can change: first those that open on a known day, else in order of rank."""
    found: list[NearMiss] = []
    for one in ranked:
        against = one.match.in_the_way
        if one.match.verdict is Verdict.NOT_NOW and len(against) == 1:
            answer = against[0].answer
            assert answer is not None, "a line without an answer is never a NO"
            found.append(NearMiss(one, against[0], answer.changes_on))
    return tuple(sorted(found, key=lambda miss: (miss.opens_on or date.max, miss.ranked.rank)))
