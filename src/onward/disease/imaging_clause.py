"""One clause of an imaging report: the words in it that mean something, and what they say of the places it names
(words: disease/words; rules: disease/sites, site-negated, site-hedged, site-gone).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or phrase that means something, at tokens `start` to before `end`."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """A place named at tokens `start` to before `end`."""

    start: int
    end: int
    place: Place


_SUBJECTS = ("metastasis", "lesion")
# What comes before the metastasis and speaks of all that follows it in the list.
_OPENINGS = ("denied", "hedged", "nothing_new", "no_growth", "asks", "gone")
_LISTS_ON = frozenset({"or", "nor", "oder"})
_CLOSES_LIST = frozenset({"and", "or", "nor", "und", "oder"})


@dataclass(frozen=True)
class Clause:
    """A clause: its words, what they mean, its places, the words that name places, and the lists that it has words of
    (`names`).
    """

    words: DiseaseWords
    tokens: tuple[str, ...]
    cues: tuple[Mark, ...]
    places: tuple[PlaceAt, ...]
    covered: frozenset[int]
    side: str
    names: frozenset[str]

    def has(self, *names: str) -> bool:
        """Whether one of these lists has a word in the clause."""
        return not self.names.isdisjoint(names)

    def first(self, *names: str) -> int | None:
        return next((cue.start for cue in self.cues if cue.name in names), None)

    @property
    def has_subject(self) -> bool:
        return self.has(*_SUBJECTS)

    @cached_property
    def unknown(self) -> frozenset[int]:
        """Words that are in no list, neither a place nor a number."""
        cued = {at for cue in self.cues for at in range(cue.start, cue.end)}
        return frozenset(
            at
            for at, token in enumerate(self.tokens)
            if at not in cued
            and at not in self.covered
            and token not in self.words.filler
            and token not in self.words.preposition
            and token not in self.words.linking
            and not any(letter.isdigit() for letter in token)
        )

    def _nothing_besides(self, known: frozenset[int]) -> bool:
        return all(at in known or token in self.words.filler for at, token in enumerate(self.tokens))

    @property
    def only_places(self) -> bool:
        return bool(self.places) and not self.cues and self._nothing_besides(self.covered)

    @property
    def only_cues(self) -> bool:
        cued = frozenset(at for cue in self.cues for at in range(cue.start, cue.end))
        return bool(cued) and not self.places and not self.covered and not self.unknown

    @property
    def lists_on(self) -> bool:
        """Begins with "or": what was said of the places before holds here too."""
        return self.tokens[0] in _LISTS_ON

    @property
    def has_or(self) -> bool:
        return any(token in _LISTS_ON for token in self.tokens)

    @property
    def closes_list(self) -> bool:
        return any(token in _CLOSES_LIST for token in self.tokens)

    @property
    def begins_with_place(self) -> bool:
        at = next((at for at, token in enumerate(self.tokens) if token not in self.words.filler), None)
        return at in self.covered

    @property
    def opening(self) -> Mark | None:
        """The first word that denies, hedges or asks and stands before the metastasis, or before the places."""
        limit = self.first(*_SUBJECTS)
        if limit is None:
            limit = self.places[0].start if self.places else len(self.tokens)
        return next((cue for cue in self.cues if cue.name in _OPENINGS and cue.start < limit), None)

    @property
    def left_open(self) -> bool:
        """Whether what the opening speaks of is still to come: "no focal liver", not "no pleural effusion"."""
        opening = self.opening
        if opening is None or self.has_subject:
            return False
        last = self.places[-1].end if self.places else opening.end
        unknown = [at for at in self.unknown if at >= opening.end]
        if not self.places:
            return not unknown
        if any(at >= last for at in unknown):
            return False
        # "no recurrence in the liver" is complete.
        return not unknown or not any(
            token in self.words.preposition for token in self.tokens[max(unknown) : self.places[0].start]
        )

    @property
    def opens_list(self) -> bool:
        """ "Known liver", "stable pulmonary": a place that waits for its noun."""
        if not self.places or any(cue.start > self.places[0].start for cue in self.cues):
            return False
        opening = self.words.list_opener
        # "No interval change in liver," opens a list, "smaller liver," tells the size of the liver.
        cued = {
            at
            for cue in self.cues
            if cue.name == "calm" and cue.end > cue.start + 1
            for at in range(cue.start, cue.end)
        }
        return all(
            at in self.covered or at in cued or token in self.words.filler or token in opening
            for at, token in enumerate(self.tokens)
        )

    @property
    def stated(self) -> bool:
        """Says on its own that something is there: unchanged, new, known, multiple, two."""
        return self.has("calm", "growing", "affirmed", "not_calm") or any(
            token in self.words.list_opener for token in self.tokens
        )

    @property
    def says_two_things(self) -> bool:
        """ "Liver metastases and normal lungs", "metastases smaller and effusion resolved"."""
        both = self.has("gone") and self.has("calm", "growing")
        return self.has_subject and (both or self.has("normal"))

    @property
    def calm(self) -> bool:
        return self.has("calm", "no_growth")

    @property
    def growing(self) -> bool:
        return self.has("growing")

    @property
    def earlier(self) -> bool:
        """Speaks of the past. "Previously seen metastases are stable" speaks of the day of the report."""
        today = self.has("calm", "growing", "gone", "no_growth", "not_calm")
        return self.has("earlier") or (self.has("earlier_seen") and not today)

    def certainty(self) -> Certainty:
        """What is said of the metastasis or lesion of the clause, whatever its place."""
        if self.has("asks", "to_exclude", "family", "not_metastatic"):
            return Certainty.SUSPECTED if self.has("hedged") and not self.has("family", "asks") else Certainty.NOTHING
        if self.has("gone"):
            return Certainty.GONE
        subject = max((cue.start for cue in self.cues if cue.name in _SUBJECTS), default=len(self.tokens))
        new, growth = self.first("nothing_new"), self.first("no_growth")
        if new is not None and new < subject and not self.has("affirmed"):
            return Certainty.NOTHING
        if growth is not None and not self.has("affirmed") and (growth < subject or not self.has("calm")):
            return Certainty.NOTHING
        hedged, denied = self.first("hedged"), self.first("denied")
        if denied is not None and denied < subject and (hedged is None or denied < hedged):
            return Certainty.DENIED
        if hedged is not None or (self.has("excluded") and denied is not None):
            return Certainty.SUSPECTED
        if self.has("denied_after", "excluded"):
            return Certainty.DENIED
        # Of which of the places "normal" is said, or what is denied behind the metastasis ("do not take up"), is open.
        unclear = denied is not None or self.has("normal", "other_cancer")
        return Certainty.NOTHING if unclear else Certainty.AFFIRMED


def read_clause(text: str, words: DiseaseWords, places: SiteTable) -> Clause | None:
    """The clause; None when it has no words. The breast and the places of examinations ("bone scan") are left out."""
    tokens = tuple(words_of(text))
    if not tokens:
        return None
    cues = tuple(Mark(start, end, name) for start, end, name in _occurrences(tokens, words.cues))
    placed: list[PlaceAt] = []
    covered: set[int] = set()
    for start, end, place in _occurrences(tokens, places.places):
        covered.update(range(start, end))
        if place.site != "breast" and not _is_examination(tokens, start, end, words):
            placed.append(PlaceAt(start, end, place))
    side = places.side_in(text) if placed else ""
    return Clause(words, tokens, cues, tuple(placed), frozenset(covered), side, frozenset(cue.name for cue in cues))


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


def places_of_metastases(clause: Clause) -> tuple[Place, ...]:
    """The places that the clause ties to its metastases, by their order: "bone" in "hepatic cysts and osseous
    metastases", "lung" in "lung metastases with pleural effusion".

    A place counts when it stands before the metastasis, alone or at the end of a list ("liver and bone metastases",
    "the liver shows rounded metastases"), or after it behind a preposition ("metastases in the liver and spine").
    """
    found: set[PlaceAt] = set()
    subjects = [cue for cue in clause.cues if cue.name == "metastasis"]
    for number, subject in enumerate(subjects):
        since = subjects[number - 1].end if number else 0
        until = subjects[number + 1].start if number + 1 < len(subjects) else len(clause.tokens)
        before = [at for at in clause.places if since <= at.start and at.start < subject.end and at.start < until]
        left = _before(clause, subject, before)
        found.update(left)
        after = [at for at in clause.places if subject.end <= at.start < until]
        found.update(_after(clause, subject, after, alone=not left))
    return tuple(dict.fromkeys(at.place for at in clause.places if at in found))


def _before(clause: Clause, subject: Mark, places: Sequence[PlaceAt]) -> list[PlaceAt]:
    if not places:
        return []
    nearest = places[-1]
    between = range(nearest.end, subject.start)
    words = clause.words
    free = [clause.tokens[at] for at in between if not _in_cue(clause, at)]
    if any(token in _CLOSES_LIST for token in free):
        return []
    if any(at in clause.unknown for at in between) and any(token in words.breaks for token in free):
        return []
    chain = [nearest]
    for place in reversed(places[:-1]):
        if not _is_list(clause, place.end, chain[-1].start) or _is_finding(clause, place):
            break
        chain.append(place)
    # "Changes of the spine and liver metastases": the changes are of the spine.
    joined = any(cue.name in ("affirmed", "lesion") for cue in clause.cues if nearest.end <= cue.start < subject.start)
    shown = any(clause.tokens[at] in words.linking for at in between)
    if len(chain) > 1 and not (joined or shown) and any(at < chain[-1].start for at in clause.unknown):
        return [nearest]
    return chain


def _after(clause: Clause, subject: Mark, places: Sequence[PlaceAt], *, alone: bool) -> list[PlaceAt]:
    if not places:
        return []
    nearest = places[0]
    between = range(subject.end, nearest.start)
    free = [clause.tokens[at] for at in between if not _in_cue(clause, at)]
    words = clause.words
    if any(token in words.breaks for token in free):
        return []
    if any(at in clause.unknown for at in between) and not alone:
        return []
    noun = clause.tokens[subject.start] != "metastatic" or subject.end - subject.start > 1
    # "metastatic to" ends with its preposition.
    led = clause.tokens[subject.end - 1] in words.preposition or any(token in words.preposition for token in free)
    if noun and not led and (free or not alone):
        return []
    chain: list[PlaceAt] = []
    for place in places:
        if chain and not _is_list(clause, chain[-1].end, place.start):
            break
        if place.end in clause.unknown or (_is_finding(clause, place) and noun):
            break
        chain.append(place)
    return chain


def _is_list(clause: Clause, start: int, end: int) -> bool:
    known = clause.words.filler | clause.words.preposition
    return all(clause.tokens[at] in known or clause.tokens[at].isdigit() for at in range(start, end))


def _is_finding(clause: Clause, place: PlaceAt) -> bool:
    """ "Pleural fluid" is a finding of its own, "malignant pleural effusion" a metastasis."""
    own = any(cue.name == "metastasis" and cue.start < place.end and place.start < cue.end for cue in clause.cues)
    return not own and any(token in clause.words.finding for token in clause.tokens[place.start : place.end])


def _in_cue(clause: Clause, at: int) -> bool:
    return any(cue.start <= at < cue.end for cue in clause.cues)
