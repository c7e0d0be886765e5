"""What was taken where the text of a line lacks it: a comparison sign lost in copying, a unit that is not told.

A limit is read without its sign or unit only where one sense is left. Whoever sees the reading sees what was taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from onward.criteria import Age, Criterion, LabValue, Performance, parts_of
from onward.reading.amounts import Amount, Bound
from onward.reading.clean import LOST_SIGN
from onward.reading.grammar import Draft

# Units that a number goes without.
_NO_UNIT = frozenset({"", "1"})


def assumed_in(draft: Draft, reading: Criterion) -> tuple[str, ...]:
    """What was taken in the reading of a line, in words; () where everything stands in the text."""
    leaves = tuple(_leaves(reading))
    if not leaves:
        return ()
    notes: dict[str, None] = {}
    lost = LOST_SIGN.strip()
    if any(lost in said.split() for said in draft.said):
        for value, said in zip(draft.values, draft.said, strict=True):
            words = said.split()
            if lost in words and any(_same(value, leaf) for leaf in leaves):
                number = words[words.index(lost) + 1] if words.index(lost) + 1 < len(words) else ""
                notes[f'the sign before "{number}" is missing in the text, taken as {_side(value)}'] = None
    told = _told(draft)
    for leaf in leaves:
        if not isinstance(leaf, LabValue) or leaf.times or leaf.unit in _NO_UNIT:
            continue
        for number in _numbers(leaf):
            units = told.get(number)
            if units is not None and not units - _NO_UNIT:
                notes[f'"{number}" has no unit in the text, taken as {leaf.unit}'] = None
    return tuple(notes)


def _leaves(criterion: Criterion) -> Iterator[Criterion]:
    parts = parts_of(criterion)
    if not parts and isinstance(criterion, (LabValue, Age, Performance)):
        yield criterion
    for part in parts:
        yield from _leaves(part)


def _numbers(leaf: LabValue) -> tuple[Decimal, ...]:
    limits = leaf.limits
    found = (limits.at_least, limits.above, limits.at_most, limits.below)
    return tuple(number for number in found if number is not None)


def _same(value: object, leaf: Criterion) -> bool:
    match value, leaf:
        case LabValue(), LabValue():
            return (value.analyte, value.limits) == (leaf.analyte, leaf.limits)
        case ((Age() | Performance()), _):
            return value == leaf
        case _:
            return False


def _side(value: object) -> str:
    match value:
        case LabValue(limits=limits):
            return "at least" if limits.at_least is not None else "at most"
        case Age(at_least_years=years):
            return "at least" if years is not None else "at most"
        case Performance(at_least=number):
            return "at least" if number is not None else "at most"
        case _:
            return "the only sense that is left"


def _told(draft: Draft) -> dict[Decimal, set[str]]:
    """The units with which each number of a line is told."""
    found: dict[Decimal, set[str]] = {}
    for value in draft.values:
        match value:
            case Decimal():
                found.setdefault(value, set())
            case Amount(times=""):
                found.setdefault(value.value, set()).add(value.unit)
            case Bound():
                for one in (value.low, value.high):
                    if one is not None and not one.times:
                        found.setdefault(one.value, set()).add(one.unit)
            case _:
                pass
    return found
