"""A demand on some of several ways in: "locally recurrent or metastatic; locally recurrent must not be curable"."""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, Criterion, Finding, When
from onward.reading.things import all_of, any_of


def within_its_way(criterion: Criterion) -> Criterion:
    """The question with such a demand beside the way that it is said of: whoever comes in by another need not meet it."""
    if not isinstance(criterion, AllOf):
        return criterion
    parts = list(criterion.of)
    for demand in criterion.of:
        if not isinstance(demand, When) or demand.otherwise is not None:
            continue
        for at, part in enumerate(parts):
            narrowed = _narrowed(part, demand)
            if narrowed != part:
                parts[at] = narrowed
                parts.remove(demand)
                break
    return all_of(tuple(parts))


def _holds(then: Criterion) -> bool:
    """Whether the demand says the way itself as well: what is locally advanced and cannot be removed is one finding."""
    return isinstance(then, Finding) and then.name == "locally advanced unresectable disease"


def _narrowed(part: Criterion, demand: When) -> Criterion:
    match part:
        case AnyOf() if demand.condition in part.of:
            way = demand.then if _holds(demand.then) else all_of((demand.condition, demand.then))
            return any_of(tuple(way if one == demand.condition else one for one in part.of))
        case AllOf():
            return all_of(tuple(_narrowed(one, demand) for one in part.of))
        case _:
            return part
