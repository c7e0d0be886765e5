"""Whoever is let in in spite of one illness of a list is not let in in spite of the others."""

from __future__ import annotations

import re

from onward.criteria import AnyOf, Condition, Criterion, When
from onward.reading.things import all_of, any_of, negated


def concerns_some(first: Criterion, of_whom: Criterion | None) -> bool:
    """ "A stroke, an embolism or a thrombosis. Those with a thrombosis are eligible if ...": one of what keeps out."""
    return isinstance(first, AnyOf) and isinstance(of_whom, Condition) and len(of_whom.groups) == 1


def freed_of_some(first: Criterion, of_whom: Criterion | None, question: Criterion) -> Criterion | None:
    """What keeps out, where whoever is let in has it in spite of that illness alone; None where no part names it."""
    if not isinstance(first, AnyOf) or not isinstance(of_whom, Condition):
        return None
    freed = all_of((of_whom, question))
    own = [part for part in first.of if _names(part, of_whom)]
    if not own:
        return None
    return any_of(
        tuple(all_of((part, negated(freed))) if part in own or _is_wider(part) else part for part in first.of)
    )


def _names(part: Criterion, illness: Condition) -> bool:
    return isinstance(part, Condition) and not set(illness.groups).isdisjoint(part.groups)


def _is_wider(part: Criterion) -> bool:
    return isinstance(part, Condition) and part.groups in _WIDER


# An infection by a virus is an infection as well.
_WIDER = (("infection",), ("viral infection",))


def is_of_other_drugs(conditional: When, first: Criterion) -> bool:
    """Whether it lets in drugs of which the first sentence says nothing."""
    named = _NAMES.findall(repr(conditional.condition))
    return "Exposed(" in repr(conditional.condition) and bool(named) and not any(name in repr(first) for name in named)


_NAMES = re.compile(r"(?:drugs|classes|roles)=\('([^']+)'")
