"""What the conclusion of an imaging report says of metastases: affirmed, suspected, denied, gone, stable or growing.

Read is only what stands in one clause with its place. What a clause does not say in so many words is left out: a
missed sentence leaves a question open, a misread one gives a wrong answer (disease/sites: site-negated, site-hedged,
site-gone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from onward.knowledge import DiseaseWords, NameIndex, Place, SiteTable, words_of

_Meaning = TypeVar("_Meaning")


class Certainty(Enum):
    """What a clause says of metastasis at a place; NOTHING neither affirms nor denies ("no new bone metastases")."""

    AFFIRMED = "affirmed"
    SUSPECTED = "suspected"
    DENIED = "denied"
    GONE = "gone"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a report says of one place.

    calm      said to be stable, smaller, not progressing, or not seen any more
    growing   said to be new or larger
    earlier   speaks of the past ("history of liver metastases"): the day of the report says nothing of it
    side      left, right, bilateral or "" when the clause names none
    """

    place: Place
    certainty: Certainty
    calm: bool
    growing: bool
    earlier: bool
    side: str


# A line break inside a sentence is no end of it; a full stop inside a number is none either.
_WRAPPED = re.compile(r"(?<![.:;\n])\n(?!\s*(?:[-*•\n]|\d+[.)]\s))")
_SENTENCE = re.compile(r"[;!?\n]+|\.(?=\s|$)|(?<=\s)(?=[A-Z][A-Za-z/ ]{2,30}:)")
_CLAUSE = re.compile(
    r",|\s-\s|\b(?:but|however|although|while|whereas|aber|jedoch)\b|(?=\bwithout\b)|(?=\bohne\b)"
    r"|\band\s+(?=(?:no|not|without|possible|possibly|suspicious|suspected|probable|questionable|new)\b)",
    re.IGNORECASE,
)
# What is excepted from a denial is not denied: such a clause is not joined to the one before it.
_EXCEPTED = re.compile(r"\b(?:except|apart from|other than|aside from)\b", re.IGNORECASE)


def read_conclusion(text: str, words: DiseaseWords, places: SiteTable, body_part: Place | None) -> list[Statement]:
    """The statements of a report on metastases, in the order of the text.

    body_part   what was examined; a clause about metastases that names no place speaks of it
    """
    found: list[Statement] = []
    for sentence in _SENTENCE.split(_WRAPPED.sub(" ", text)):
        if sentence and not sentence.isspace():
            found.extend(_sentence(sentence, words, places, body_part))
    return found


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word or phrase that means something, at tokens `start` to before `end`."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Clause:
    tokens: tuple[str, ...]
    cues: tuple[_Mark, ...]
    places: tuple[tuple[int, Place], ...]
    side: str
    only_places: bool
    only_cues: bool

    def has(self, name: str) -> bool:
        return any(cue.name == name for cue in self.cues)

    def first(self, name: str) -> int | None:
        return next((cue.start for cue in self.cues if cue.name == name), None)


def _sentence(sentence: str, words: DiseaseWords, places: SiteTable, body_part: Place | None) -> list[Statement]:
    if not _speaks_of_disease(sentence, words):
        return []
    statements: list[Statement] = []
    before: _Clause | None = None
    waiting: list[Place] = []
    last = 0  # how many statements the clause before gave
    for text in _CLAUSE.split(sentence):
        clause = _clause(text, words, places)
        if clause is None:
            continue
        if clause.only_places:
            named = [place for _, place in clause.places]
            if before is not None and not _EXCEPTED.search(text):
                statements.extend(_judge(replace(before, places=tuple((0, place) for place in named)), None))
            elif before is None:
                waiting.extend(named)
            continue
        if clause.only_cues and last:
            calm, growing = _calm(clause), _growing(clause)
            for index in range(len(statements) - last, len(statements)):
                said = statements[index]
                statements[index] = replace(said, calm=said.calm or calm, growing=said.growing or growing)
            continue
        if _EXCEPTED.search(text) and clause.has("denied"):
            continue
        joined = clause
        if waiting and clause.places:
            joined = replace(clause, places=(*((0, place) for place in waiting), *clause.places))
        waiting = []
        new = _judge(joined, body_part)
        statements.extend(new)
        if new:
            before, last = clause, len(new)
        elif clause.places or clause.has("metastasis"):
            before, last = None, 0
    return statements


def _speaks_of_disease(sentence: str, words: DiseaseWords) -> bool:
    # Most sentences of a report speak of something else; looking for one word is cheaper than reading them.
    return any(name in ("metastasis", "lesion") for name in words.cues.find_all(sentence))


def _clause(text: str, words: DiseaseWords, places: SiteTable) -> _Clause | None:
    tokens = tuple(words_of(text))
    if not tokens:
        return None
    cues = tuple(_Mark(start, end, name) for start, end, name in _occurrences(tokens, words.cues))
    placed: list[tuple[int, Place]] = []
    covered: set[int] = set()
    for start, end, place in _occurrences(tokens, places.places):
        covered.update(range(start, end))
        if place.site != "breast" and not _is_examination(tokens, start, end, words):
            placed.append((start, place))
    cued = {at for cue in cues for at in range(cue.start, cue.end)}
    fillers = {at for at, token in enumerate(tokens) if token in words.filler}
    everything = set(range(len(tokens)))
    return _Clause(
        tokens=tokens,
        cues=cues,
        places=tuple(placed),
        side=places.side_in(text),
        only_places=bool(placed) and not cues and everything <= covered | fillers,
        only_cues=bool(cues) and not placed and not covered and everything <= cued | fillers,
    )


def _occurrences(tokens: Sequence[str], index: NameIndex[_Meaning]) -> Iterator[tuple[int, int, _Meaning]]:
    """Start, end and meaning of the names in a clause, from left to right, the longest at each place."""
    at = 0
    while at < len(tokens):
        step = 1
        for phrase, meaning in index.by_first_word.get(tokens[at], ()):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                yield at, at + len(phrase), meaning
                step = len(phrase)
                break
        at += step


def _is_examination(tokens: Sequence[str], start: int, end: int, words: DiseaseWords) -> bool:
    """Whether the place belongs to the name of an examination: "bone scan", "MRI of the brain"."""
    if end < len(tokens) and tokens[end] in words.examination:
        return True
    at = start - 1
    while at >= 0 and tokens[at] in ("of", "the"):
        at -= 1
    return at >= 0 and tokens[at] in words.examination


def _judge(clause: _Clause, body_part: Place | None) -> list[Statement]:
    named = list(dict.fromkeys(place for _, place in clause.places))
    metastasis = clause.has("metastasis")
    if not (metastasis or clause.has("lesion")):
        return []
    if not named and body_part is not None:
        named = [body_part]
    certainty = _certainty(clause) if metastasis else Certainty.NOTHING
    gone = _certainty(clause) in (Certainty.GONE, Certainty.DENIED)
    growing = _growing(clause) and not gone
    return [
        Statement(
            place=place,
            certainty=certainty,
            calm=_calm(clause) or gone,
            growing=growing,
            earlier=clause.has("earlier"),
            side=clause.side,
        )
        for place in named
    ]


def _certainty(clause: _Clause) -> Certainty:
    subject = max(
        (cue.start for cue in clause.cues if cue.name in ("metastasis", "lesion")), default=len(clause.tokens)
    )
    hedged, denied = clause.first("hedged"), clause.first("denied")
    if clause.has("gone"):
        return Certainty.GONE
    quiet = [at for name in ("nothing_new", "no_growth") if (at := clause.first(name)) is not None]
    if quiet and min(quiet) < subject and not clause.has("affirmed"):
        return Certainty.NOTHING
    if denied is not None and denied < subject and (hedged is None or denied < hedged):
        return Certainty.DENIED
    if hedged is not None:
        return Certainty.SUSPECTED
    return Certainty.DENIED if clause.has("denied_after") or denied is not None else Certainty.AFFIRMED


def _calm(clause: _Clause) -> bool:
    return clause.has("calm") or clause.has("no_growth")


def _growing(clause: _Clause) -> bool:
    return clause.has("growing")
