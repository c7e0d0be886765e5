"""When "so many of these are YES" becomes another answer, and on which presumptions it rests."""

from __future__ import annotations

from collections.abc import Sequence

from onward.criteria.answer import FIXED, OPEN, Answer, Change, Prospect, dated
from onward.terms import Truth


def change_of_count(parts: Sequence[Answer], needed: int, truth: Truth) -> Change:
    """The prospect of "at least `needed` of the parts are YES", decided as `truth`.

    A NO falls when enough NO parts fall; a YES when more YES parts fall than it can spare. All-of and any-of are the
    counts "all" and "one".
    """
    holding = [part for part in parts if part.truth is truth]
    if truth is Truth.YES:
        must_fall = len(holding) - needed + 1
    else:
        must_fall = needed - (len(parts) - len(holding))
    may_fall = [part for part in holding if part.can_change]
    if len(may_fall) < must_fall:
        return FIXED
    days = sorted(part.change.on for part in may_fall if part.change.on is not None)
    if len(days) < must_fall:
        return OPEN
    day = days[must_fall - 1]
    # A part of the other truth that falls by then may keep the answer as it is: then no day can be promised.
    against = [part for part in parts if part.truth is not truth and part.truth is not Truth.UNKNOWN]
    if any(
        part.change.prospect is Prospect.DATED and part.change.on is not None and part.change.on <= day
        for part in against
    ):
        return OPEN
    return dated(day)


def assumed_of_count(parts: Sequence[Answer], needed: int, truth: Truth) -> tuple[str, ...]:
    """The presumptions without which "at least `needed` are YES" would not be decided as `truth`; () when none."""
    holding = [part for part in parts if part.truth is truth]
    enough = needed if truth is Truth.YES else len(parts) - needed + 1
    if sum(not part.assumed for part in holding) >= enough:
        return ()
    return tuple(dict.fromkeys(reason for part in holding for reason in part.assumed))
