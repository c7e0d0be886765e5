"""What must stand in a line, and side by side, for a pattern to match it: most rules are ruled out by that alone.

"[no] evidence of <C> {within|in} <W>" needs the neighbours "evidence of", "of C", "C within" or "C in", and "within W"
or "in W". Each is one look into the line, and the rarest of them wakes the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeAlias, cast

# Where a line begins and ends.
BEGIN: Final = "^"
END: Final = "$"


@dataclass(frozen=True, slots=True)
class ThingOf:
    """A thing of one of these classes."""

    classes: str


@dataclass(frozen=True, slots=True)
class AnyWords:
    """Any words and things."""

    optional: bool


@dataclass(frozen=True, slots=True)
class Words:
    """One of several sequences, or nothing where that is optional."""

    options: tuple[Sequence, ...]
    optional: bool


# A plain string is one word.
Part: TypeAlias = "str | ThingOf | AnyWords | Words"
Sequence: TypeAlias = "tuple[Part, ...]"
_Keys: TypeAlias = "frozenset[str]"


@dataclass(frozen=True, slots=True)
class _Needed:
    """Keys of which one must be there, and in about how many lines of a hundred one is."""

    often: float
    keys: _Keys


@dataclass(frozen=True, slots=True)
class _Edges:
    """How a part begins and ends, None where that may be anything, and what it needs."""

    optional: bool
    first: _Keys | None
    last: _Keys | None
    needed: tuple[_Needed, ...] = ()


def _order(needed: _Needed) -> tuple[float, list[str]]:
    """The rarest first."""
    return needed.often, sorted(needed.keys)


# More than so many sets say nothing new, and larger ones cost more than they spare.
_MOST_SETS: Final = 4
_LARGEST: Final = 250


def needed_by(sequence: Sequence, *, whole: bool = False) -> tuple[_Keys, ...]:
    """Sets of words, classes ("D") and neighbours ("of D") of each of which one stands in every line that matches.

    The rarest come first. `whole`: the sequence is all there is in the line.
    """
    edges = _edges(sequence)
    needed = set(edges.needed)
    if whole and not edges.optional:
        needed.update(_side_by_side(frozenset({BEGIN}), edges.first))
        needed.update(_side_by_side(edges.last, frozenset({END})))
    rarest = sorted((one for one in needed if len(one.keys) <= _LARGEST), key=_order)
    return tuple(one.keys for one in rarest[:_MOST_SETS])


@lru_cache(maxsize=50_000)
def _phrase(words: tuple[str, ...]) -> _Edges:
    """Words and nothing else, as most alternatives are; many patterns share them."""
    needed = [_Needed(_how_common(word), frozenset({word})) for word in words]
    needed += [_pair(one, other) for one, other in pairwise(words)]
    return _Edges(False, frozenset(words[:1]), frozenset(words[-1:]), (min(needed, key=_order),))


def _pair(one: str, other: str) -> _Needed:
    often = min(_how_common(one), _how_common(other), max(_how_common(one) * _how_common(other) / 60, 0.1)) * 0.9
    return _Needed(often, frozenset({f"{one} {other}"}))


def _edges(sequence: Sequence) -> _Edges:
    parts = [_edges_of(part) for part in sequence]
    solid = [n for n, part in enumerate(parts) if not part.optional]
    if not solid:
        return _Edges(True, _any_of(part.first for part in parts), _any_of(part.last for part in parts))
    needed = [one for n in solid for one in parts[n].needed]
    for one, other in pairwise(solid):
        needed += _side_by_side(parts[one].last, _any_of(part.first for part in parts[one + 1 : other + 1]))
        needed += _side_by_side(_any_of(part.last for part in parts[one:other]), parts[other].first)
    return _Edges(
        False,
        _any_of(part.first for part in parts[: solid[0] + 1]),
        _any_of(part.last for part in parts[solid[-1] :]),
        tuple(needed),
    )


def _edges_of(part: Part) -> _Edges:
    match part:
        case str():
            word = frozenset({part})
            return _Edges(False, word, word, (_Needed(_how_common(part), word),))
        case ThingOf(classes):
            letters = frozenset(classes)
            return _Edges(False, letters, letters, (_Needed(sum(map(_how_common, letters)), letters),))
        case AnyWords(optional):
            return _Edges(optional, None, None)
        case Words(options, optional):
            edges = [
                _phrase(cast("tuple[str, ...]", option))
                if option and all(isinstance(part, str) for part in option)
                else _edges(option)
                for option in options
            ]
            optional = optional or any(one.optional for one in edges)
            needed: tuple[_Needed, ...] = ()
            if not optional and all(one.needed for one in edges):
                # Of each alternative what is rarest in it stands for it.
                rarest = {min(one.needed, key=_order) for one in edges}
                keys = frozenset[str]().union(*(one.keys for one in rarest))
                needed = (_Needed(sum(one.often for one in rarest), keys),)
            return _Edges(optional, _any_of(one.first for one in edges), _any_of(one.last for one in edges), needed)


def _any_of(keys: Iterable[_Keys | None]) -> _Keys | None:
    found = list(keys)
    return None if None in found else frozenset[str]().union(*cast("list[_Keys]", found))


def _side_by_side(left: _Keys | None, right: _Keys | None) -> tuple[_Needed, ...]:
    if left is None or right is None or len(left) * len(right) > _LARGEST:
        return ()
    one, other = sum(map(_how_common, left)), sum(map(_how_common, right))
    # Neighbours are rarer than either of them.
    often = min(one, other, max(one * other / 60, 0.1)) * 0.9
    return (_Needed(often, frozenset(f"{before} {behind}" for before in left for behind in right)),)


# In about how many lines of a hundred a word or class stands, for those that stand in many.
_COMMON: Final = {
    **dict.fromkeys(("N", "or", "of", "X"), 38),
    **dict.fromkeys((",", "C", "D", "to", "B"), 26),
    **dict.fromkeys((")", "(", "P", "F", "with", "T"), 21),
    **dict.fromkeys(("prior", "and", "for", "Q", "J", "L", "W", "R"), 15),
    **dict.fromkeys(("in", "be", "have", "must", "study", "within", "O", "U", "A"), 10),
    **dict.fromkeys(("is", "treatment", "Y", "as", "not", "any", "S"), 8),
    **dict.fromkeys((BEGIN, END), 60),
    **dict.fromkeys(("are", "therapy", "history", "by", "on", "that", "no", "other", ":", "/", ";", "at", "."), 5),
}


def _how_common(key: str) -> float:
    """In about how many lines of a hundred a word or class stands."""
    return _COMMON.get(key, 3)
