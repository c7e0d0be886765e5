"""Regular expressions that are tried only on texts that hold the letters without which they cannot match.

Most expressions of the reader are not there in most lines, and to find that out costs more than all else. Each tells of
itself which letters it needs ("meet", "satisf" or "fulfil"); which of all these letters stand in a text is found out
once for all expressions, word by word, and remembered with each word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from onward.reading.needed_letters import IN_DISGUISE, derived_letters

Instead: TypeAlias = "str | Callable[[re.Match[str]], str]"


class _Letters:
    """All the letters that some expression needs, each with its bit; found in a word by its parts, or as a whole."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._signs: dict[str, int] = {}
        self._two: dict[str, int] = {}
        self._more: dict[str, dict[str, int]] = {}

    def get(self, letters: str) -> int | None:
        """The bits of these letters, None where nothing asks for them."""
        return self._bits.get(letters)

    def all(self) -> int:
        """All bits."""
        return sum(self._bits.values())

    def add(self, letters: str, bit: int) -> None:
        """One more bit for these letters."""
        known = self._bits.get(letters, 0)
        self._bits[letters] = known | bit
        if len(letters) == 1:
            self._signs[letters] = known | bit
        elif len(letters) == 2:
            self._two[letters] = known | bit
        elif not letters.startswith(" "):
            self._more.setdefault(letters[:3], {})[letters] = known | bit

    def within(self, word: str) -> int:
        """The bits of the letters that stand in what is between two spaces."""
        bits, two, more = self._bits, self._two, self._more
        found = 0
        parts = (word,)
        if not word.isalnum():
            for sign, bit in self._signs.items():
                if sign in word:
                    found |= bit
            parts = _PARTS.findall(word)
        for part in parts:
            whole = f" {part} "
            if whole in bits:
                found |= bits[whole]
        for at in range(len(word) - 1):
            pair = word[at : at + 2]
            if pair in two:
                found |= two[pair]
            begin = word[at : at + 3]
            if begin in more:
                for letters, bit in more[begin].items():
                    if word.startswith(letters, at):
                        found |= bit
        return found


_PARTS = re.compile(r"\w+")
# As they are written, whatever their case, and both at once for words without capital letters.
_EXACT = _Letters()
_FOLDED = _Letters()
_BOTH = _Letters()
_next = [1]


class _Words(dict[str, int]):
    """What of these letters stands in a word, remembered with each word."""

    __slots__ = ()

    def __missing__(self, word: str) -> int:
        low = word.lower()
        if not IN_DISGUISE.isdisjoint(word):
            # A few signs of other scripts count as letters where the case does not matter: then anything may be there.
            found = _FOLDED.all() | _EXACT.within(word)
        elif low == word:
            found = _BOTH.within(word)
        else:
            found = _FOLDED.within(low) | _EXACT.within(word)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found
        return found


_words = _Words()
_MOST_WORDS = 100_000


class Sought:
    """A regular expression, compiled when it is first tried; its methods are those of `re.Pattern` over whole texts.

    pattern, flags  as for `re.compile`
    needed          bits of letters, of each of which one must be there;  first, second  the same, 0 for none
    """

    __slots__ = ("_regex", "first", "flags", "needed", "pattern", "second")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        self._regex: re.Pattern[str] | None = None
        letters = derived_letters(pattern, flags)
        self.needed = tuple(sum(_bit(one, folded=letters.folded) for one in options) for options in letters.options)
        # The one or two sets by themselves: they are looked at more often than anything else.
        self.first = self.needed[0] if self.needed else 0
        self.second = self.needed[-1] if self.needed else 0

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression itself."""
        found = self._regex
        if found is None:
            found = self._regex = re.compile(self.pattern, self.flags)
        return found

    def may_be_in(self, text: str) -> bool:
        """Whether the letters that it needs are there; where they are not, it matches nowhere."""
        if not self.first:
            return True
        present = letters_in(text)
        return bool(self.first & present and self.second & present)

    def search(self, text: str, begin: int = 0) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        if self.first:
            present = letters_in(text)
            if not (self.first & present and self.second & present):
                return None
        return (self._regex or self.regex).search(text, begin)

    def match(self, text: str, begin: int = 0) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        if self.first:
            present = letters_in(text)
            if not (self.first & present and self.second & present):
                return None
        return (self._regex or self.regex).match(text, begin)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        return self.regex.fullmatch(text) if self.may_be_in(text) else None

    def sub(self, instead: Instead, text: str) -> str:
        """As of `re.Pattern`."""
        if self.first:
            present = letters_in(text)
            if not (self.first & present and self.second & present):
                return text
        # A template is spelled out for each call, found or not: found out first.
        regex = self._regex or self.regex
        return text if regex.search(text) is None else regex.sub(instead, text)

    def split(self, text: str) -> list[str]:
        """As of `re.Pattern`, for one without groups."""
        return [*self.regex.split(text)] if self.may_be_in(text) else [text]

    def findall(self, text: str) -> list[str]:
        """As of `re.Pattern`, for one without groups or with one."""
        return self.regex.findall(text) if self.may_be_in(text) else []

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of `re.Pattern`."""
        return self.regex.finditer(text) if self.may_be_in(text) else iter(())


def sought(pattern: str, flags: int = 0) -> Sought:
    """A regular expression that is tried only where it can match; to be made when a module is loaded, as `re.compile`."""
    return Sought(pattern, flags)


class AnyOf:
    """Several expressions, of which any one will do; each is tried only where it can match."""

    __slots__ = ("expressions",)

    def __init__(self, *patterns: str, flags: int = 0) -> None:
        self.expressions = tuple(Sought(pattern, flags) for pattern in patterns)

    def search(self, text: str) -> re.Match[str] | None:
        """The first of them that is found anywhere."""
        for one in _possible(self.expressions, letters_in(text)):
            found = one.regex.search(text)
            if found is not None:
                return found
        return None

    def match(self, text: str) -> re.Match[str] | None:
        """The first of them that is found at the beginning."""
        for one in _possible(self.expressions, letters_in(text)):
            found = one.regex.match(text)
            if found is not None:
                return found
        return None


class Changes:
    """Expressions that are replaced one after the other, in their order."""

    __slots__ = ("_expressions", "_first", "changes")

    def __init__(self, *changes: tuple[Sought, Instead]) -> None:
        self.changes = changes
        self._expressions = tuple(one for one, _ in changes)
        # Of each the set of letters that says most: a text that holds none of these stays as it is.
        self._first = sum(set(_single_bits(changes))) if all(one.needed for one, _ in changes) else None

    def made_in(self, text: str) -> str:
        """The text with all of them made."""
        present = letters_in(text)
        if self._first is not None and not present & self._first:
            return text
        for one, instead in self.changes:
            first = one.first
            if not first or (first & present and one.second & present):
                changed = one.sub(instead, text)
                if changed is not text:
                    text = changed
                    present = letters_in(text)
        return text


def _possible(expressions: tuple[Sought, ...], present: int) -> list[Sought]:
    """Those of which all that they need is present."""
    return [one for one in expressions if not one.first or (one.first & present and one.second & present)]


def _single_bits(changes: tuple[tuple[Sought, Instead], ...]) -> Iterator[int]:
    for one, _ in changes:
        needed = one.needed[0]
        while needed:
            lowest = needed & -needed
            yield lowest
            needed ^= lowest


def _bit(letters: str, *, folded: bool) -> int:
    table = _FOLDED if folded else _EXACT
    known = table.get(letters)
    if known is None:
        # What was remembered of words and texts knows nothing of it.
        forget()
        known = _next[0]
        table.add(letters, known)
        _BOTH.add(letters, known)
        _next[0] <<= 1
    return known


def forget() -> None:
    """Forget what was remembered of words and texts."""
    _words.clear()
    letters_in.cache_clear()


@lru_cache(maxsize=1024)
def letters_in(text: str) -> int:
    """Which of the letters that some expression needs stand in the words of a text, as bits."""
    found = 0
    for bits in map(_words.__getitem__, text.split()):
        found |= bits
    return found
