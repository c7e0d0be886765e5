"""What a question says, as bare names and word stems: with that, what a line names is sought in its reading."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from onward.criteria import AskHuman, Criterion, parts_of
from onward.criteria.plain import name_of
from onward.reading.word_set import word_set

_WORD = re.compile(r"[a-z0-9]+")
# Words that tell nothing apart.
_EMPTY = word_set(
    "a an the of or and to in for with by on at as is are was were be been has have had not no any all who that which this other such than patient subject participant woman man now ever"
)
_NONE: frozenset[str] = frozenset()
_ENDINGS = ("ations", "ation", "ingly", "ing", "edly", "ed", "ies", "ally", "al", "ic", "s", "ly", "e", "y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a question says.

    names  of illnesses, drugs, tests, and of its kinds of questions ("question other_cancer"), lower case
    stems  of all words in it, those of questions for a human among them
    asked  what is asked of a human, as it stands
    """

    names: frozenset[str]
    stems: frozenset[str]
    asked: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending: "metastatic" and "metastasis", "sensitive" and "sensitivity" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:7]


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text that tell anything."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY)


def names_in(value: object) -> Iterator[str]:
    """The names that a thing or a question holds, lower case."""
    if isinstance(value, str):
        yield value.lower()
    elif isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from names_in(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from names_in(getattr(value, field.name))


def said_by(reading: Criterion) -> Said:
    """What a question says in all its parts."""
    return _joined([_said_by_leaf(leaf) for leaf in leaves_of(reading)])


def leaves_of(criterion: Criterion) -> Iterator[Criterion]:
    """The questions of which it is made."""
    parts = parts_of(criterion)
    if not parts:
        yield criterion
    for part in parts:
        yield from leaves_of(part)


@lru_cache(maxsize=20_000)
def _said_by_leaf(leaf: Criterion) -> Said:
    if isinstance(leaf, AskHuman):
        return Said(names=frozenset({"question ask_human"}), stems=stems_of(leaf.question), asked=(leaf.question,))
    names = {name for name in names_in(leaf) if name and name not in _EMPTY}
    stems = _NONE.union(*map(stems_of, names))
    return Said(names=frozenset({f"question {name_of(type(leaf))}", *names}), stems=stems)


def _joined(parts: Iterable[Said]) -> Said:
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0]
    return Said(
        names=_NONE.union(*(one.names for one in parts)),
        stems=_NONE.union(*(one.stems for one in parts)),
        asked=tuple(question for one in parts for question in one.asked),
    )
