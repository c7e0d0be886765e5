"""What the results of one marker on one specimen come to, before it is set beside other specimens."""

from __future__ import annotations

from dataclasses import dataclass

from onward.disease.picture import UnusedResult

CANNOT_BE_TOLD = "cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A call with the set that it stands for.

    possible    every call that the results allow, in the marker's own words (ER: negative, low positive, positive;
                HER2: zero, ultralow, low, positive)
    conflicts   contradictions among the results, each a sentence
    unused      results that could not be used, with the reason
    """

    call: str
    rule: str
    because: str
    possible: frozenset[str]
    conflicts: tuple[str, ...] = ()
    unused: tuple[UnusedResult, ...] = ()
    settle: str = ""
