"""Lists of places in a description: which places are named together, and which stand by themselves within such a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onward.knowledge import Site
from onward.reading.description_book import Book

NOUN = (
    r"(?:mets?|metasta(?:sis|ses|tic)(?:\s+(?:disease|lesions?))?|disease|involvement|lesions?"
    r"|deposits?|secondaries|spread|carcinomatosis|progression|pd(?!\w))"
)
_JOIN = re.compile(r"\s*(?:,|/|\+|&|and|or|nor|plus|,\s*and|,\s*or|\(|\s|both|the|right|left)*\s*")
SAYS_IT = re.compile(r"\bmets?\b|metasta|carcinomatosis|carcinosis|meningitis")

NamedSite = tuple[int, int, Site]


def site_runs(book: Book, named: Sequence[NamedSite]) -> Iterator[list[NamedSite]]:
    """Sites joined by "and", "or", slashes and the like."""
    run: list[NamedSite] = []
    for one in named:
        if (
            run
            and _JOIN.fullmatch(book.text.low[run[-1][1] : one[0]]) is None
            and not _noun_between(book, run[-1][1], one[0])
        ):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def with_own_noun(book: Book, run: list[NamedSite]) -> Iterator[list[NamedSite]]:
    """ "Bone mets, leptomeningeal disease ruled out": what has a noun of its own is denied or told by itself.

    What one denial before them denies stays together ("no bone mets, liver mets or brain mets").
    """
    first = run[0][0]
    sentence = book.text.sentence_of(first)
    if book.cue("denied_before").search(book.text.low, sentence.start, first) is not None:
        yield run
        return
    own: list[NamedSite] = []
    for one in run:
        if own and (_noun_between(book, own[-1][1], one[0]) or _is_named_whole(book, own[-1])):
            yield own
            own = []
        own.append(one)
    yield own


def _is_named_whole(book: Book, one: NamedSite) -> bool:
    return SAYS_IT.search(book.text.low[one[0] : one[1]]) is not None


def _noun_between(book: Book, start: int, end: int) -> bool:
    """ "bone mets, liver mets": the noun stands with each."""
    between = book.text.low[start:end]
    return re.fullmatch(rf"[\s-]*{NOUN}\s*(?:,|/|\+|&|and|or)\s*", between) is not None
