"""Questions for a human in the words of the line itself, not in the canonical spelling in which it was read.

"Is it so: pi3 k inhibitor with q t prolongation?" is asked as "PI3K inhibitor with Q-T prolongation". A question whose
words do not stand in the line in this order (joined from pieces, or brought to another spelling) stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Not, When, parts_of
from onward.reading.sought import sought
from onward.reading.tokens import singular

_ASKED = sought(r"^(?P<lead>[A-Z][^:?]{3,80}): (?P<words>.+)\?$")
_PIECE = sought(r"[a-z]+|\d+(?:\.\d+)?|[≥≤<>%]")
# So many pieces of the line may stand between two of a question: articles, and a short form in brackets.
_BETWEEN = 3
# Words that turn what is asked: a question that is denied was made without them, and is not put with them.
_TURNS = frozenset({"not", "no", "nor", "never", "without", "except", "unless", "excluded", "ineligible", "cannot"})


def in_own_words(reading: Criterion, text: str) -> Criterion:
    """The question, what it asks of a human put in the words of the line."""
    if not _asks_a_human(reading):
        return reading
    words = text.split()
    pieces = [(piece, n) for n, word in enumerate(words) for piece in _pieces(word)]
    return _in(reading, words, pieces)


def _asks_a_human(criterion: Criterion) -> bool:
    return isinstance(criterion, AskHuman) or any(map(_asks_a_human, parts_of(criterion)))


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    return tuple(map(singular, _PIECE.findall(word.lower())))


def _in(criterion: Criterion, words: list[str], pieces: list[tuple[str, int]], *, denied: bool = False) -> Criterion:
    match criterion:
        case AskHuman():
            return _asked(criterion, words, pieces, denied=denied)
        case AllOf() | AnyOf():
            return replace(criterion, of=tuple(_in(part, words, pieces, denied=denied) for part in criterion.of))
        case Not():
            return Not(of=_in(criterion.of, words, pieces, denied=not denied))
        case When():
            return When(
                condition=_in(criterion.condition, words, pieces),
                then=_in(criterion.then, words, pieces),
                otherwise=None if criterion.otherwise is None else _in(criterion.otherwise, words, pieces),
            )
        case _:
            return criterion


def _asked(question: AskHuman, words: list[str], pieces: list[tuple[str, int]], *, denied: bool) -> AskHuman:
    found = _ASKED.match(question.question)
    if found is None:
        return question
    wanted = [piece for word in found["words"].split() for piece in _pieces(word)]
    span = _span(wanted, pieces, denied=denied)
    if span is None:
        return question
    own = " ".join(words[span[0] : span[1] + 1]).strip(" .,;:")
    if own.count("(") != own.count(")"):
        return question
    if own[1:2].islower():
        own = own[0].lower() + own[1:]
    return replace(question, question=f"{found['lead']}: {own}?")


def _span(wanted: list[str], pieces: list[tuple[str, int]], *, denied: bool) -> tuple[int, int] | None:
    """The first and the last word of the line between which all these pieces stand closest, in their order."""
    if not wanted:
        return None
    closest: tuple[int, int, int] | None = None
    for start, (piece, first) in enumerate(pieces):
        if piece != wanted[0]:
            continue
        at = start
        for one in wanted[1:]:
            after = pieces[at + 1 : at + 2 + _BETWEEN]
            step = next((n for n, (other, _) in enumerate(after) if other == one), None)
            if step is None or (denied and any(other in _TURNS for other, _ in after[:step])):
                break
            at += step + 1
        else:
            if closest is None or at - start < closest[0]:
                closest = at - start, first, pieces[at][1]
    return None if closest is None else closest[1:]
