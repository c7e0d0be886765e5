"""The text of a description, ready to be read: plain signs, words with their places, sentences and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from onward.knowledge import NameIndex

_Meaning = TypeVar("_Meaning")

# One sign for one sign, so that every place in the plain text is a place in the text as written.
_SIGNS = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ",
        "×": "x", "µ": "u", "μ": "u", "\t": " ", "\r": " ", "→": "→", "•": "\n", "·": " ", "ß": "s",
    }
)  # fmt: skip
# As the name indexes cut words: letters and digits, and a plus sign behind them.
_WORD = re.compile(r"[^\W_]+\+*")
# Abbreviations that a full stop does not end a sentence after.
_NEVER_ENDS = frozenset(
    {
        "dr",
        "mr",
        "ms",
        "mrs",
        "prof",
        "vs",
        "approx",
        "st",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "incl",
        "no",
        "tab",
        "tabs",
        "inj",
        "cap",
    }
)
_SELDOM_ENDS = frozenset(
    {"mo", "mos", "yr", "yrs", "wk", "wks", "y.o", "yo", "pt", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
     "sept", "oct", "nov", "dec", "p.o", "b.i.d", "q.d", "y", "o", "w", "d"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, from the first sign to the one behind the last."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case with its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A description.

    written    as it came;  plain the same length, with plain signs;  low in lower case
    words      all words;  sentences whole sentences;  parts what commas and turns of speech cut them into
    """

    written: str
    plain: str
    low: str
    words: tuple[Word, ...]
    sentences: tuple[Span, ...]
    parts: tuple[Span, ...]

    def statement_of(self, place: int) -> Span:
        """The sentences around a place that semicolons join."""
        at = next((n for n, one in enumerate(self.sentences) if one.start <= place < one.end), None)
        if at is None:
            return Span(place, place)
        first = last = at
        while first and self.plain[self.sentences[first].start - 1] == ";":
            first -= 1
        while last + 1 < len(self.sentences) and self.plain[self.sentences[last].end - 1] == ";":
            last += 1
        return Span(self.sentences[first].start, self.sentences[last].end)

    def sentence_of(self, place: int) -> Span:
        """The sentence that holds a place."""
        return next((one for one in self.sentences if one.start <= place < one.end), Span(place, place))

    def part_of(self, place: int) -> Span:
        """The part of a sentence that holds a place."""
        return next((one for one in self.parts if one.start <= place < one.end), Span(place, place))


def prepare_text(written: str) -> Text:
    """Cut a text into sentences, parts and words."""
    plain = written.translate(_SIGNS)
    low = "".join(lower if len(lower := sign.lower()) == 1 else sign for sign in plain)
    words = tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(low))
    sentences = tuple(_sentences(plain, low))
    parts = tuple(part for sentence in sentences for part in _parts(low, sentence))
    return Text(written=written, plain=plain, low=low, words=words, sentences=sentences, parts=parts)


_END = re.compile(
    r"[.!?](?=\s|$)|(?<=[a-z]{3})\.(?=[A-Z][a-z])|;|\n|(?<=[\s:(])(?=\(?\d{1,2}\)\s)|(?:^|(?<=[.:;]\s))(?=[1-9]\.\s)"
)


def _sentences(plain: str, low: str) -> Iterator[Span]:
    start = 0
    for found in _END.finditer(plain):
        if found[0] == "." and not _ends(plain, low, found.start()):
            continue
        if plain[start : found.end()].strip():
            yield Span(start, found.end())
        start = found.end()
    if plain[start:].strip():
        yield Span(start, len(plain))


# "No. 5" is a number; "diabetes: no." ends.
_AS_ANSWER = re.compile(r"[:?=]\s*no$|(?:^|\n)\s*no$")


def _ends(plain: str, low: str, at: int) -> bool:
    before = re.search(r"[a-z.]+$", low[:at])
    word = before[0] if before is not None else ""
    if word == "no" and _AS_ANSWER.search(low[:at]) is not None:
        return True
    if word in _NEVER_ENDS or (re.search(r"(?:^|\s)\d{1,2}$", low[:at]) is not None and at < 3):
        return False
    rest = plain[at + 1 :].lstrip()
    if word in _SELDOM_ENDS:
        return not rest or rest[0].isupper() or rest[0].isdigit()
    return True


_CUT = re.compile(
    r",(?!\d{3}\b)"
    r"|\s-\s|\bbut\b|\bhowever\b|\balthough\b|\bwhereas\b"
    r"|\band\s+(?=(?:she|he|they|we|i|then|is|was|were|has|had|will|would|now|currently|are)\b)"
)


def _parts(low: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    depth_ends = _brackets(low, sentence)
    for found in _CUT.finditer(low, sentence.start, sentence.end):
        if any(span.start < found.start() < span.end for span in depth_ends):
            continue
        if found.start() > start:
            yield Span(start, found.start())
        # A turn of speech belongs to what it opens.
        start = found.end() if found[0].strip() in (",", "-") else found.start()
        if start == sentence.start:
            start = found.end()
    if start < sentence.end:
        yield Span(start, sentence.end)


def _brackets(low: str, sentence: Span) -> list[Span]:
    found: list[Span] = []
    opened: list[int] = []
    for at in range(sentence.start, sentence.end):
        if low[at] == "(":
            opened.append(at)
        elif low[at] == ")" and opened:
            found.append(Span(opened.pop(), at + 1))
    return found


def names_in(index: NameIndex[_Meaning], words: tuple[Word, ...]) -> Iterator[tuple[int, int, _Meaning]]:
    """Every name of an index in a run of words, with its place in the text; the longest at each, none overlapping."""
    at = 0
    while at < len(words):
        step = 1
        first = words[at].text
        for phrase, meaning in (*index.by_first_word.get(first, ()), *_without_plus(index, first)):
            if len(phrase) <= len(words) - at and all(_is(word, words[at + n]) for n, word in enumerate(phrase)):
                step = len(phrase)
                last = words[at + step - 1]
                yield words[at].start, last.start + len(phrase[-1]), meaning
                break
        at += step


def _without_plus(index: NameIndex[_Meaning], word: str) -> tuple[tuple[tuple[str, ...], _Meaning], ...]:
    return index.by_first_word.get(word.rstrip("+"), ()) if word.endswith("+") else ()


def _is(wanted: str, word: Word) -> bool:
    """A plus behind a word may join it to the next ("AI+CDK4/6i")."""
    return wanted in (word.text, word.text.rstrip("+"))


def phrase(words: frozenset[str]) -> re.Pattern[str]:
    """A pattern for any of these words or phrases, the longest first, whole words only."""
    listed = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda one: (-len(one), one))
    )
    return re.compile(rf"(?<![\w/]){'(?:' + listed + ')'}(?!\w)")
