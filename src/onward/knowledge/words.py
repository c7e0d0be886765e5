"""Finding names in free text: whole words only, the longest name first.

"anastrozole" is found in "Anastrozole 1 mg tablet", "paclitaxel" is not found in "nab-paclitaxel" when both are known
names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

_Named = TypeVar("_Named")

# A word is letters and digits; a plus sign behind it belongs to it, because 3+ is another result than 3.
_WORD = re.compile(r"[^\W_]+\+*")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case: "T-DXd 3+" gives t, dxd, 3+."""
    return _WORD.findall(text.casefold())


_DENIALS = frozenset({"no", "not", "non", "without", "never", "nor", "denies", "absence"})
# These deny only what follows them after a preposition ("negative for", "free of"); alone they are findings.
_FINDINGS = frozenset({"negative", "free"})
_JOINTS = frozenset(
    "of for any evidence sign signs known further new suspicious clear definite".split()  # noqa: SIM905 (words in a line)
)


def is_denied(words: list[str], at: int, between: frozenset[str] = frozenset()) -> bool:
    """Whether the words before place `at` deny what stands there: "no", "no evidence of", "negative for", "without".

    between   further words that may stand between the denial and what it denies
    """
    before = at - 1
    while before >= 0 and (words[before] in _JOINTS or words[before] in between):
        before -= 1
    if before < 0:
        return False
    return words[before] in _DENIALS or (words[before] in _FINDINGS and words[before + 1] in ("for", "of"))


@dataclass(frozen=True, slots=True)
class NameIndex(Generic[_Named]):
    """Names and what they mean, by their first word; within it the longest name first."""

    by_first_word: dict[str, tuple[tuple[tuple[str, ...], _Named], ...]]

    @classmethod
    def of(cls, names: Iterable[tuple[str, _Named]]) -> NameIndex[_Named]:
        """An index of (name, meaning) pairs; of equal names the first stays."""
        phrases: dict[tuple[str, ...], _Named] = {}
        for name, meaning in names:
            words = tuple(words_of(name))
            if words:
                phrases.setdefault(words, meaning)
        grouped: dict[str, list[tuple[tuple[str, ...], _Named]]] = {}
        for words, meaning in phrases.items():
            grouped.setdefault(words[0], []).append((words, meaning))
        return cls({first: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for first, group in grouped.items()})

    def exactly(self, text: str) -> _Named | None:
        """What the whole text means, when it is nothing but one name."""
        words = tuple(words_of(text))
        if not words:
            return None
        return next((m for phrase, m in self.by_first_word.get(words[0], ()) if phrase == words), None)

    def places(self, words: list[str]) -> Iterator[tuple[int, _Named]]:
        """Every name in a text of words from left to right, with its place; the longest at each, none overlapping."""
        at = 0
        while at < len(words):
            step = 1
            for phrase, meaning in self.by_first_word.get(words[at], ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield at, meaning
                    step = len(phrase)
                    break
            at += step

    def find_all(self, text: str) -> tuple[_Named, ...]:
        """The names in a text from left to right, not overlapping, the longest at each place; each meaning once."""
        found: list[_Named] = []
        for _, meaning in self.places(words_of(text)):
            if meaning not in found:
                found.append(meaning)
        return tuple(found)

    def find_affirmed(self, text: str) -> tuple[_Named, ...]:
        """As `find_all`, without the names that the words before them deny ("no evidence of progression" has none).

        A name that itself begins with a denial ("no evidence of disease") stands.
        """
        words = words_of(text)
        found: list[_Named] = []
        for at, meaning in self.places(words):
            if meaning not in found and not is_denied(words, at):
                found.append(meaning)
        return tuple(found)

    def find(self, text: str) -> _Named | None:
        """The first of the longest names in a text; None when there is none."""
        words = words_of(text)
        best: tuple[int, _Named] | None = None
        for at, word in enumerate(words):
            for phrase, meaning in self.by_first_word.get(word, ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    if best is None or len(phrase) > best[0]:
                        best = (len(phrase), meaning)
                    break
        return None if best is None else best[1]
