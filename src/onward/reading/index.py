"""Which rules what stands in a line wakes: words, classes of things, and neighbours ("history of", "of D").

The work for a line grows with what stands in it, and not with the number of rules. A rule needs up to four sets of
words and neighbours, of each of which one must be there. Each set of each rule is one bit; a word and a pair of
neighbours have the bits of the sets that they are in; and the bits of a line tell at once which rules can match in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from onward.reading.letters import Letters
from onward.reading.neighbours import BEGIN, END

MOST_SETS: Final = 4
_MOST_WORDS: Final = 50_000


class _Word:
    """A word or class: the bits of the sets that it is in, and for each neighbour behind it those of the two."""

    __slots__ = ("behind", "bits", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.bits = 0
        self.behind: dict[str, int] = {}


class _Seen(dict[str, _Word]):
    """Words and things as they stand in lines; a thing stands for its class, and a word has the bits of its looks."""

    def __init__(self, named: dict[str, _Word], looks: dict[str, tuple[re.Pattern[str], int]], within: Letters) -> None:
        super().__init__()
        self._named = named
        self._looks = looks
        self._within = within

    def __missing__(self, token: str) -> _Word:
        name = token[0] if len(token) == 2 and token[1] >= "\ue000" else token
        word = _Word(name)
        named = self._named.get(name)
        if named is not None:
            word.bits, word.behind = named.bits, named.behind
        word.bits |= self._within.within(name)
        for look, bits in self._looks.values():
            if look.match(name) is not None:
                word.bits |= bits
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[token] = word
        return word


class Index:
    """What wakes each of a number of rules."""

    __slots__ = ("_all", "_looks", "_named", "_rules", "_seen", "_within", "always")

    def __init__(self, rules: int) -> None:
        self._rules = rules
        self._all = (1 << rules) - 1
        # The bits of sets that no rule asks for: they count as found.
        self.always = (1 << MOST_SETS * rules) - 1
        self._named: dict[str, _Word] = {}
        self._looks: dict[str, tuple[re.Pattern[str], int]] = {}
        self._within = Letters()
        self._seen = _Seen(self._named, self._looks, self._within)

    def wake(
        self,
        number: int,
        needed: Sequence[Iterable[str]] = (),
        look: str = "",
        letters: Sequence[Iterable[str]] = (),
    ) -> None:
        """Tell what a rule needs: of each set one word, class or pair of neighbours; a word that looks so from its
        beginning to its end; and of each set of letters a word that holds one of them.
        """
        self._seen.clear()
        free = iter([1 << place * self._rules + number for place in range(MOST_SETS)])
        if look:
            bit = next(free)
            self.always &= ~bit
            known = self._looks.get(look)
            self._looks[look] = (re.compile(rf"(?:{look})\Z"), bit) if known is None else (known[0], known[1] | bit)
        for options, bit in zip(letters, free, strict=False):
            self.always &= ~bit
            for one in options:
                self._within.add(one, bit)
        for options, bit in zip(needed, free, strict=False):
            self.always &= ~bit
            for asked in options:
                first, _, second = asked.partition(" ")
                word = self._named.get(first)
                if word is None:
                    word = self._named[first] = _Word(first)
                if second:
                    word.behind[second] = word.behind.get(second, 0) | bit
                else:
                    word.bits |= bit

    def found_in(self, piece: str, *, begins: bool = True, ends: bool = True) -> int:
        """The bits of what stands in a line, or in a piece of it."""
        seen = self._seen
        found = 0
        behind = seen[BEGIN].behind if begins else _NOTHING
        for token in piece.split():
            word = seen[token]
            if word.name in behind:
                found |= behind[word.name]
            if word.bits:
                found |= word.bits
            behind = word.behind
        return found | behind[END] if ends and END in behind else found

    def found_around(self, line: str, begin: int, end: int) -> int:
        """The bits of what stands in a place of a line, and of it with the words right before and behind it.

        More of the line may be looked at: bits of what stands in it are never wrong.
        """
        # One word before, and two where the place begins inside of a word.
        first = line.rfind(" ", 0, begin - 1) + 1 if begin > 0 else 0
        if begin > 0 and line[begin - 1] != " ":
            first = line.rfind(" ", 0, first - 1) + 1 if first > 0 else 0
        last = line.find(" ", end)
        if last >= 0 and line[end - 1 : end] != " ":
            last = line.find(" ", last + 1)
        if last < 0 or "  " in line:
            last = len(line)
        if "  " in line:
            first = 0
        return self.found_in(line[first:last], begins=first == 0, ends=last >= len(line) - 1)

    def awake(self, found: int) -> int:
        """The rules that have all that they need among these bits, each as the bit of its number."""
        rules = self._rules
        found |= self.always
        return found & found >> rules & found >> 2 * rules & found >> 3 * rules & self._all


_NOTHING: Final[dict[str, int]] = {}
