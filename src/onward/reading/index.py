"""Which rules what stands in a line wakes: words, classes of things, and neighbours ("history of", "of D").

The work for a line grows with what stands in it, and not with the number of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from onward.reading.neighbours import BEGIN, END

_MOST_WORDS: Final = 50_000


class _Word:
    """A word or class: the key by which rules ask for it, the keys of its neighbours behind it.

    found   its key and those of the looks that it has, None until it was first seen in a line
    """

    __slots__ = ("behind", "found", "key")

    def __init__(self) -> None:
        self.key: int | None = None
        self.behind: dict[str, int] = {}
        self.found: tuple[int, ...] | None = None


@dataclass(slots=True)
class Index:
    """Keys of words, classes and neighbours, each with the numbers of the rules that it wakes.

    words   those that some rule knows;  others   words of lines that no rule knows, with their looks
    wakes   the numbers of rules, by key;  always  rules that need nothing that could be looked for
    looks   expressions for whole words, with their keys
    """

    words: dict[str, _Word] = field(default_factory=dict[str, _Word])
    others: dict[str, _Word] = field(default_factory=dict[str, _Word])
    wakes: list[list[int]] = field(default_factory=list[list[int]])
    always: list[int] = field(default_factory=list[int])
    looks: dict[str, tuple[re.Pattern[str], int]] = field(default_factory=dict[str, tuple[re.Pattern[str], int]])

    def key(self, asked: str) -> int:
        """The key of a word, of a class, or of two that stand side by side."""
        first, _, second = asked.partition(" ")
        word = self.words.get(first)
        if word is None:
            word = self.words[first] = _Word()
        if second:
            known = word.behind.get(second)
            if known is None:
                known = word.behind[second] = self._new()
            return known
        if word.key is None:
            word.key = self._new()
        return word.key

    def look(self, expression: str) -> int:
        """The key of words that look like this from their beginning to their end."""
        if expression not in self.looks:
            self.looks[expression] = re.compile(expression), self._new()
        return self.looks[expression][1]

    def _new(self) -> int:
        self.wakes.append([])
        return len(self.wakes) - 1

    def wake(self, keys: Iterable[int] | None, number: int) -> None:
        """One of these keys wakes the rule of this number; None: every line does."""
        if keys is None:
            self.always.append(number)
            return
        for key in keys:
            self.wakes[key].append(number)

    def present(self, line: str) -> set[int]:
        """The keys of what stands in a line."""
        words, others = self.words, self.others
        found: list[int] = []
        begin = words.get(BEGIN)
        behind = _NOTHING if begin is None else begin.behind
        for token in line.split():
            # A thing stands for its class.
            name = token[0] if len(token) == 2 and token[1] >= "\ue000" else token
            if name in behind:
                found.append(behind[name])
            word = words.get(name) or others.get(name) or self._other(name)
            keys = word.found
            if keys is None:
                keys = self._found(name, word)
            if keys:
                found += keys
            behind = word.behind
        if END in behind:
            found.append(behind[END])
        return set(found)

    def _other(self, name: str) -> _Word:
        if len(self.others) >= _MOST_WORDS:
            self.others.clear()
        word = self.others[name] = _Word()
        return word

    def _found(self, name: str, word: _Word) -> tuple[int, ...]:
        """The key of a word and those of its looks, remembered with it; rules are all known when lines are read."""
        looks = (key for look, key in self.looks.values() if look.fullmatch(name) is not None)
        word.found = (*looks,) if word.key is None else (word.key, *looks)
        return word.found


_NOTHING: dict[str, int] = {}
