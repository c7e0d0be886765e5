"""Which of many runs of letters stand in a word, each found in it by its parts or as a whole; all of them at once."""

from __future__ import annotations

import re


class Letters:
    """Runs of letters without spaces inside, each with its bits; one with a space on both sides is a whole word."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._signs: dict[str, int] = {}
        self._two: dict[str, int] = {}
        self._more: dict[str, dict[str, int]] = {}

    def all(self) -> int:
        """All bits."""
        found = 0
        for bits in self._bits.values():
            found |= bits
        return found

    def add(self, letters: str, bits: int) -> None:
        """More bits for these letters."""
        bits |= self._bits.get(letters, 0)
        self._bits[letters] = bits
        if len(letters) == 1:
            self._signs[letters] = bits
        elif len(letters) == 2:
            self._two[letters] = bits
        elif not letters.startswith(" "):
            self._more.setdefault(letters[:3], {})[letters] = bits

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
