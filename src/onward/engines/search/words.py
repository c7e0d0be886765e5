"""Text to words for searching: signs of receptors written out, spellings and endings taken together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import cast

from onward.knowledge import SearchWords

_WORD = re.compile(r"[^\W_]+")
# "HER-2", "HER 2/neu", "HER2neu" are HER2.
_HER2 = re.compile(r"\bher[\s-]?2(?:[\s/-]*neu\b)?", re.IGNORECASE)
_MARKER = r"\b(er|pr|pgr|hr|her2|receptors?)"
_PLUS = re.compile(_MARKER + r"\s?\+(?!\w)", re.IGNORECASE)
# Only a hyphen that nothing follows: "HER2-low" is low, and in "ER- and PR-positive" the word comes later.
_MINUS = re.compile(_MARKER + r"[-−–](?![\w+])(?!\s*(?:and|or|and/or|,)\s+\w+[-\s]\w*(?:pos|neg))", re.IGNORECASE)
_MOST_LINES = 2_000
_ESCAPE = re.compile(r"\\(?=[^\w\s])")


def plain_words(text: str, spellings: dict[str, str]) -> list[str]:
    """The words of a text in lower case and one spelling: "HR+/HER2−, tumour" gives hr positive her2 negative tumor."""
    text = _ESCAPE.sub("", text)
    if "2" in text:
        text = _HER2.sub("her2", text)
    if "+" in text:
        text = _PLUS.sub(r"\1 positive ", text)
    if "-" in text or "−" in text or "–" in text:
        text = _MINUS.sub(r"\1 negative ", text)
    words: list[str] = _WORD.findall(text.lower())
    return [spellings.get(word, word) for word in words]


class Words:
    """Turns texts into words and stems; remembers the stem of every word that it has seen."""

    def __init__(self, knowledge: SearchWords) -> None:
        from snowballstemmer import stemmer  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  (untyped)

        self._spellings = {word: one.meant for one in knowledge.spellings for word in one.words}
        self._stem = cast("Callable[[str], str]", stemmer("english").stemWord)
        self._stems: dict[str, str] = {}
        self._plain: dict[str, list[str]] = {}

    def plain(self, text: str) -> list[str]:
        """Words in one spelling."""
        found = self._plain.get(text)
        if found is None:
            # A line of criteria is asked for twice: for what it states, and for its stems.
            if len(self._plain) >= _MOST_LINES:
                self._plain.clear()
            found = self._plain[text] = plain_words(text, self._spellings)
        return list(found)

    def stems(self, text: str) -> list[str]:
        """The stems of a text, one for each word."""
        known = self._stems
        found: list[str] = []
        for word in self.plain(text):
            stem = known.get(word)
            if stem is None:
                # Words with digits are names of genes and drugs: they have no endings.
                stem = known[word] = word if not word.isalpha() else self._stem(word)
            found.append(stem)
        return found

    def originals(self, text: str) -> Sequence[tuple[int, int]]:
        """Start and end of each word in the text as it stands, signs not written out: for showing where a word is."""
        return [found.span() for found in _WORD.finditer(text)]


@lru_cache(maxsize=1)
def _default() -> Words:
    from onward.knowledge import search_words

    return Words(search_words())


def words_for_search(knowledge: SearchWords | None = None) -> Words:
    """The words of Onward's own knowledge, made once; of other knowledge, made anew."""
    return _default() if knowledge is None else Words(knowledge)


def joined(stems: Iterable[str]) -> str:
    """Stems as an index holds them."""
    return " ".join(stems)
