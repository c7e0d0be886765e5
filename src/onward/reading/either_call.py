"""A receptor of whatever kind asks nothing: "HER2-positive or HER2-negative metastatic breast cancer"."""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, Criterion, Receptor, parts_of
from onward.reading.things import all_of, any_of

_ALL = {
    "ER": frozenset({"positive", "low positive", "negative"}),
    "PR": frozenset({"positive", "negative"}),
    "HER2": frozenset({"positive", "negative"}),
}


def without_open_receptors(criterion: Criterion) -> Criterion | None:
    """What is asked beside receptors of which every result lets in; None where nothing is.

    A result that has to be known ("known HER2 status") is one question of all its calls, and stays.
    """
    if _lets_in_every_result(criterion):
        return None
    match criterion:
        case AllOf():
            parts = tuple(kept for part in criterion.of if (kept := without_open_receptors(part)) is not None)
            return all_of(parts) if parts else None
        case AnyOf():
            ways = tuple(without_open_receptors(part) for part in criterion.of)
            known = tuple(way for way in ways if way is not None)
            # A way in that asks nothing lets everybody in.
            return any_of(known) if len(known) == len(ways) else None
        case _:
            return criterion


def _lets_in_every_result(criterion: Criterion) -> bool:
    if not isinstance(criterion, AnyOf):
        return False
    named = [part for part in parts_of(criterion) if isinstance(part, Receptor)]
    if len(named) < 2 or len(named) != len(criterion.of) or len({one.marker for one in named}) != 1:
        return False
    return frozenset(call for one in named for call in one.calls) >= _ALL[named[0].marker]
