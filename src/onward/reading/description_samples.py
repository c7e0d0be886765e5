"""Which sample a result is of: the primary tumour, or a biopsied metastasis, as the sentence says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onward.reading.description_book import Book
from onward.reading.description_text import Span, names_in
from onward.terms import UNDATED, Period, at
from onward.timeline import SpecimenKind

_PRIMARY = re.compile(
    r"\b(?:primary(?:\s+tumou?r)?|original(?:ly)?|initial(?:ly)?|at\s+(?:first\s+)?diagnosis|at\s+"
    r"(?:initial\s+)?presentation)\b"
)
_BIOPSY = re.compile(r"\b(?:biops(?:y|ies|ied)|bx|fna|resection|specimen)\b")


@dataclass(frozen=True, slots=True)
class Sample:
    """What a result is of, and when it was taken, as far as the sentence says."""

    kind: SpecimenKind = SpecimenKind.UNKNOWN
    site: str = ""
    when: Period = UNDATED


def sample_of(book: Book, place: int) -> Sample:
    """The sample that the sentence around `place` speaks of."""
    sentence = book.text.sentence_of(place)
    low = book.text.low
    primary = _PRIMARY.search(low, sentence.start, sentence.end)
    biopsy = _BIOPSY.search(low, sentence.start, sentence.end)
    site = "" if biopsy is None else site_of_biopsy(book, sentence, biopsy)
    if site:
        return Sample(SpecimenKind.METASTASIS, site, _dated(book, sentence))
    if primary is not None and primary.start() < place:
        book.take(primary.start(), primary.end())
        return Sample(SpecimenKind.PRIMARY, "", _dated(book, sentence))
    return Sample()


def site_of_biopsy(book: Book, sentence: Span, biopsy: re.Match[str]) -> str:
    """The metastatic site that was biopsied, right before or behind the word; "" for the breast or none."""
    words = tuple(
        word
        for word in book.text.words
        if sentence.holds(word.start, word.end) and abs(word.start - biopsy.start()) < 40
    )
    for start, end, site in names_in(book.codes.sites.names, words):
        between = book.text.low[end : biopsy.start()] if end <= biopsy.start() else book.text.low[biopsy.end() : start]
        if re.fullmatch(r"\s*(?:of|from|the|a|an|core|needle|right|left|metasta\w+|mets?|lesion|\s)*\s*", between):
            return site.site
    return ""


def _dated(book: Book, sentence: Span) -> Period:
    dates = [one for one in book.dates if sentence.holds(one.start, one.end)]
    if len(dates) != 1:
        return UNDATED
    book.take(dates[0].start, dates[0].end)
    return at(dates[0].when)
