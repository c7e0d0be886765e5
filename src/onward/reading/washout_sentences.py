"""A sentence behind what keeps out that says how long it must be over: "The required washout period is 2 weeks".

Whoever takes the medicine now, or took it within that time, is kept out.
"""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Exposed, Not, Takes, Washout
from onward.reading.sought import sought

_HOW_LONG = r"(?:at least |minimum of |≥ )?(?P<number>\d+) (?P<unit>day|week|month)"
_TOLD = (
    sought(
        rf"^(?:required |minimum |recommended |necessary )*wash ?out(?: period| time)?(?: (?:prior to|before) [a-z0-9 ]+?)? (?:is|of|must be|should be|:) {_HOW_LONG}(?: (?:is|are|before|prior)\b[^,;]*)?$"
    ),
    sought(
        rf"^{_HOW_LONG} wash ?out(?: period)?(?: (?:before|prior to) [a-z0-9 ]+?)? (?:is |are )?(?:required|necessary|mandatory)(?: (?:before|prior to|for these|for those|for such)\b[^,;]*)?$"
    ),
    sought(
        rf"^(?:use of )?(?:these|those|such|they|this|it)(?: [a-z]+){{0,2}}? (?:must|should|has to|have to|need to)(?: have)? (?:be|been) (?:stopped|discontinued|over|withheld) (?:for )?{_HOW_LONG} (?:before|prior to)\b[^,;]*$"
    ),
)
_DAYS = {"day": 1, "week": 7, "month": 30}


def washed_out(first: Criterion, sentence: str) -> Criterion | None:
    """What keeps out, with the time for which it must be over; None where the sentence gives no such time."""
    words = sentence.strip(" .,;:()")
    found = next(filter(None, (one.match(words) for one in _TOLD)), None)
    return None if found is None else _within(first, int(found["number"]) * _DAYS[found["unit"]])


def _within(criterion: Criterion, days: int) -> Criterion | None:
    match criterion:
        case Takes(drugs=drugs):
            return Not(of=Washout(drugs=drugs, days=days))
        case Exposed(to=drugs, settings=(), ended_by=(), at_least_days=None, latest_line=False):
            return Not(of=Washout(drugs=drugs, days=days))
        case AnyOf(of=parts) | AllOf(of=parts):
            made = tuple(part if isinstance(part, AskHuman) else _within(part, days) for part in parts)
            known = tuple(part for part in made if part is not None)
            return criterion.__class__(of=known) if len(known) == len(parts) else None
        case _:
            return None
