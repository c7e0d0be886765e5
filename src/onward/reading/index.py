"""Which rules what stands in a line wakes: words, classes of things, and neighbours ("history of", "of D").

The work for a line grows with what stands in it, and not with the number of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from onward.reading.neighbours import BEGIN, END

_NO_KEY: Final = -1
_MOST_WORDS: Final = 50_000


@dataclass(slots=True)
class _Word:
    """A word or class that some rule knows: its key, where it is asked for by itself, and those of its neighbours."""

    key: int = _NO_KEY
    before: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class Index:
    """Keys of words, classes and neighbours, each with the numbers of the rules that it wakes.

    wakes   the numbers of rules, by key;  always  rules that need nothing that could be looked for
    looks   expressions for whole words, with their keys
    """

    words: dict[str, _Word] = field(default_factory=dict[str, _Word])
    wakes: list[list[int]] = field(default_factory=list[list[int]])
    always: list[int] = field(default_factory=list[int])
    looks: dict[str, int] = field(default_factory=dict[str, int])
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])

    def key(self, asked: str) -> int:
        """The key of a word, of a class, or of two that stand side by side."""
        first, _, second = asked.partition(" ")
        word = self.words.setdefault(first, _Word())
        if second:
            known = word.before.get(second)
            if known is None:
                known = word.before[second] = self._new()
            return known
        if word.key == _NO_KEY:
            word.key = self._new()
        return word.key

    def look(self, expression: str) -> int:
        """The key of words that look like this."""
        if expression not in self.looks:
            self.looks[expression] = self._new()
            self._seen.clear()
        return self.looks[expression]

    def _looks_of(self, word: str) -> tuple[int, ...]:
        found = tuple(key for look, key in self.looks.items() if re.fullmatch(look, word) is not None)
        if len(self._seen) >= _MOST_WORDS:
            self._seen.clear()
        self._seen[word] = found
        return found

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
        words, seen = self.words, self._seen
        found: set[int] = set()
        begin = words.get(BEGIN)
        before = begin.before if begin is not None else None
        for token in line.split():
            if len(token) == 2 and token[1] >= "\ue000":
                # A thing stands for its class.
                name = token[0]
            else:
                name = token
                looks = seen.get(token)
                if looks is None:
                    looks = self._looks_of(token)
                if looks:
                    found.update(looks)
            if before is not None:
                key = before.get(name)
                if key is not None:
                    found.add(key)
            word = words.get(name)
            if word is None:
                before = None
            else:
                if word.key >= 0:
                    found.add(word.key)
                before = word.before
        if before is not None and END in before:
            found.add(before[END])
        return found
