"""Regular expressions that are tried only on texts that hold the letters without which they cannot match.

Most expressions of the reader are not there in most lines, and to find that out costs more than all else. Each tells of
itself which letters it needs ("meet", "satisf" or "fulfil"); which of all these letters stand in a text is found out
once for all expressions, word by word, and remembered with each word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from onward.reading.letters import Letters
from onward.reading.needed_letters import IN_DISGUISE, derived_letters

Instead: TypeAlias = "str | Callable[[re.Match[str]], str]"


# As they are written, whatever their case, and both at once for words without capital letters.
_EXACT = Letters()
_FOLDED = Letters()
_BOTH = Letters()


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
    first, second   of each of these two sets of letters, as bits, one must be there; 0 for none
    at_begin        it can match where the text begins and nowhere else: then it is sought there alone
    """

    __slots__ = ("_find", "_match", "_regex", "at_begin", "first", "flags", "pattern", "second")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        letters = derived_letters(pattern, flags)
        needed = [_bit(options, folded=letters.folded) for options in letters.options]
        # The one or two sets by themselves: they are looked at more often than anything else.
        self.first = needed[0] if needed else 0
        self.second = needed[-1] if needed else 0
        self.at_begin = letters.at_begin
        self._regex: re.Pattern[str] | None = None
        self._find = self._find_first
        self._match = self._match_first

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression itself."""
        found = self._regex
        if found is None:
            found = self._regex = re.compile(self.pattern, self.flags)
            self._match = found.match
            # Python looks for "^" at every place of a text.
            self._find = found.match if self.at_begin else found.search
        return found

    def _find_first(self, text: str, begin: int = 0) -> re.Match[str] | None:
        regex = self.regex
        return regex.match(text, begin) if self.at_begin else regex.search(text, begin)

    def _match_first(self, text: str, begin: int = 0) -> re.Match[str] | None:
        return self.regex.match(text, begin)

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
        return self._find(text, begin)

    def match(self, text: str, begin: int = 0) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        if self.first:
            present = letters_in(text)
            if not (self.first & present and self.second & present):
                return None
        return self._match(text, begin)

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
        return text if self._find(text) is None else self.regex.sub(instead, text)

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

    __slots__ = ("_first", "expressions")

    def __init__(self, *patterns: str, flags: int = 0) -> None:
        self.expressions = tuple(Sought(pattern, flags) for pattern in patterns)
        self._first = _any_of(self.expressions)

    def search(self, text: str) -> re.Match[str] | None:
        """The first of them that is found anywhere."""
        present = letters_in(text)
        if self._first is not None and not present & self._first:
            return None
        for one in self.expressions:
            if not one.first or (one.first & present and one.second & present):
                found = one.search(text)
                if found is not None:
                    return found
        return None

    def match(self, text: str) -> re.Match[str] | None:
        """The first of them that is found at the beginning."""
        present = letters_in(text)
        if self._first is not None and not present & self._first:
            return None
        for one in self.expressions:
            if not one.first or (one.first & present and one.second & present):
                found = one.match(text)
                if found is not None:
                    return found
        return None


class Changes:
    """Expressions that are replaced one after the other, in their order."""

    __slots__ = ("_always", "_by_letters", "_first", "changes")

    def __init__(self, *changes: tuple[Sought, Instead]) -> None:
        self.changes = changes
        # What needs nothing is tried always; of all others the letters tell which are tried.
        self._always = [number for number, (one, _) in enumerate(changes) if not one.first]
        self._by_letters: dict[int, list[int]] = {}
        for number, (one, _) in enumerate(changes):
            if one.first:
                self._by_letters.setdefault(one.first, []).append(number)
        self._first = sum(self._by_letters)

    def made_in(self, text: str) -> str:
        """The text with all of them made."""
        waiting = self._possible_in(text)
        while waiting:
            number = waiting.pop()
            one, instead = self.changes[number]
            changed = one.sub(instead, text)
            if changed is not text:
                text = changed
                # What comes later is tried on the text as it is now.
                waiting = [later for later in self._possible_in(text) if later > number]
        return text

    def _possible_in(self, text: str) -> list[int]:
        """The numbers of those that may be found in a text, the last first."""
        found = self._first & letters_in(text)
        if not found:
            return self._always[::-1]
        possible = [*self._always]
        while found:
            letters = found & -found
            possible += self._by_letters[letters]
            found ^= letters
        possible.sort(reverse=True)
        return possible


def _any_of(expressions: Sequence[Sought]) -> int | None:
    """The bits of which a text holds one where any of these matches; None where one of them needs nothing."""
    found = 0
    for one in expressions:
        if not one.first:
            return None
        found |= one.first
    return found


# Each set of letters of which some expression needs one, and its bit.
_sets: dict[tuple[frozenset[str], bool], int] = {}


def _bit(options: frozenset[str], *, folded: bool) -> int:
    known = _sets.get((options, folded))
    if known is None:
        # What was remembered of words and texts knows nothing of it.
        forget()
        known = _sets[options, folded] = 1 << len(_sets)
        table = _FOLDED if folded else _EXACT
        for letters in options:
            table.add(letters, known)
            _BOTH.add(letters, known)
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
