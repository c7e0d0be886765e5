"""What somebody looks for: words and names in the order given, each with all that it also finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onward.engines.search.synonyms import Alternative, Phrase, Synonyms
from onward.engines.search.words import Words

_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')
# Words that people put between others and that tell nothing about a trial.
_EMPTY = frozenset("a an and are at by for from in is of on or the to trial trials study studies with".split())  # noqa: SIM905 (words in a line)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for.

    shown         as it was typed
    alternatives  what counts as finding it, itself first
    """

    shown: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that should all be found, and what must not occur."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()


def read_query(given: Iterable[str], synonyms: Synonyms, words: Words, *, without: Iterable[str] = ()) -> Query:
    """Words as typed. Known names of several words are found as one; what stands in quotation marks stands together."""
    terms: list[Term] = []
    for text in _parts(" ".join(given)):
        quoted, part = text
        if quoted:
            phrase = tuple(words.stems(part))
            if phrase:
                terms.append(_term(part.strip(), phrase, synonyms))
        else:
            terms.extend(_names(part, synonyms, words))
    unwanted = [_term(one.strip(), phrase, synonyms) for one in without if (phrase := tuple(words.stems(one)))]
    return Query(tuple(dict.fromkeys(terms)), tuple(unwanted))


def _parts(text: str) -> Iterable[tuple[bool, str]]:
    at = 0
    for found in _QUOTED.finditer(text):
        yield False, text[at : found.start()]
        yield True, found[1] if found[1] is not None else found[2]
        at = found.end()
    yield False, text[at:]


def _names(text: str, synonyms: Synonyms, words: Words) -> Iterable[Term]:
    """Known names first, the longest at each place; every other word by itself."""
    plain, stems = words.plain(text), words.stems(text)
    at = 0
    while at < len(stems):
        length = _known_length(stems, at, synonyms)
        phrase = tuple(stems[at : at + length])
        if length > 1 or plain[at] not in _EMPTY:
            yield _term(" ".join(plain[at : at + length]), phrase, synonyms)
        at += length


def _known_length(stems: Sequence[str], at: int, synonyms: Synonyms) -> int:
    for length in range(min(synonyms.longest, len(stems) - at), 1, -1):
        if synonyms.of(tuple(stems[at : at + length])):
            return length
    return 1


def _term(shown: str, phrase: Phrase, synonyms: Synonyms) -> Term:
    return Term(shown, (Alternative(phrase, shown), *synonyms.of(phrase)))
