"""Equal questions as one object, so that an engine can tell by identity that it has answered one already."""

from __future__ import annotations

from dataclasses import replace

from onward.criteria.logic_nodes import AllOf, AnyOf, AtLeast, Not, PresumeNo, When
from onward.criteria.nodes import Criterion


def shared(criterion: Criterion, pool: dict[Criterion, Criterion]) -> Criterion:
    """The question with every part, and itself, replaced by the equal one of `pool`; new ones are added to it."""
    found = pool.get(criterion)
    if found is not None:
        return found
    made = _with_shared_parts(criterion, pool)
    return pool.setdefault(made, made)


def _with_shared_parts(criterion: Criterion, pool: dict[Criterion, Criterion]) -> Criterion:
    match criterion:
        case AllOf() | AnyOf() | AtLeast():
            return replace(criterion, of=tuple(shared(part, pool) for part in criterion.of))
        case Not():
            return replace(criterion, of=shared(criterion.of, pool))
        case When(condition=condition, then=then, otherwise=otherwise):
            return replace(
                criterion,
                condition=shared(condition, pool),
                then=shared(then, pool),
                otherwise=None if otherwise is None else shared(otherwise, pool),
            )
        case PresumeNo(of=of, provided=provided):
            return replace(
                criterion, of=shared(of, pool), provided=None if provided is None else shared(provided, pool)
            )
        case _:
            return criterion
