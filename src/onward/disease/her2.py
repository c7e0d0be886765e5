"""HER2 of one specimen: every pair of IHC and ISH readings leaves a set of possible calls; the laboratory's overall
word narrows it (disease/receptors, possible_calls).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.disease.her2_ihc import LOW, NOT_POSITIVE, POSITIVE, ULTRALOW, ZERO, read_ihc
from onward.disease.her2_ish import read_ish
from onward.disease.her2_pairs import read_pairs
from onward.disease.her2_told import ANYTHING, LAB_STATUS, POSITIVE_OR_LOW, Told
from onward.disease.picture import UnusedResult
from onward.disease.receptors_percent import says_nothing
from onward.disease.receptors_reading import CANNOT_BE_TOLD, Reading
from onward.knowledge import ReceptorRules
from onward.timeline import Method, ReceptorResult

_OPEN = frozenset({"equivocal", "indeterminate"})


def read_her2(results: Sequence[ReceptorResult], rules: ReceptorRules) -> Reading:
    """The call of HER2 on one specimen, and what contradicts or could not be used."""
    ihc, unused_ihc = read_ihc([r for r in results if r.method is not Method.ISH or r.ihc_score])
    ish, unused_ish, clashes = read_ish(results, rules)
    overall = _overall_words(results)
    told = _side_by_side(read_pairs(ihc, ish))
    told = _with_overall(told, overall, with_ish=bool(ish))
    unused: tuple[UnusedResult, ...] = (*unused_ihc, *unused_ish)
    if told is None:
        because = "No usable result."
        told = Told(possible=ANYTHING, rule="receptor-nothing-usable", because=because)
    call = call_of(told.possible, only_negative=told.only_negative)
    return Reading(
        call=call,
        rule=told.rule,
        because=told.because + _assay(results, told),
        possible=told.possible,
        conflicts=tuple(dict.fromkeys((*clashes, *told.clash))),
        unused=unused,
        settle=_settle(call),
    )


_WORD_OF_SET = {
    frozenset({ZERO}): "zero",
    frozenset({ULTRALOW}): "ultralow",
    frozenset({LOW}): "low",
    frozenset({POSITIVE}): "positive",
    frozenset({ZERO, ULTRALOW}): "zero-or-ultralow",
    NOT_POSITIVE: "zero-to-low",
    frozenset({ULTRALOW, LOW}): "zero-to-low",
    frozenset({ZERO, LOW}): "zero-to-low",
    POSITIVE_OR_LOW: "positive-or-low",
}


def call_of(possible: frozenset[str], *, only_negative: bool) -> str:
    """The word for a set of possible calls."""
    if only_negative and possible == NOT_POSITIVE:
        return "negative"
    return _WORD_OF_SET.get(possible, CANNOT_BE_TOLD)


def _settle(call: str) -> str:
    match call:
        case "positive-or-low":
            return "Is HER2 amplified? In situ hybridisation of the same specimen."
        case "zero-or-ultralow":
            return "Is there any membrane staining at IHC 0? The slide, read again by a pathologist."
        case "zero-to-low" | "negative":
            return "Which IHC score does HER2 have, 0 or 1+? The pathology report, or the slide read again."
        case "cannot be told":
            return "What is HER2 by IHC, and by ISH where IHC is 2+? The pathology report, or a repeated test."
        case _:
            return ""


def _assay(results: Sequence[ReceptorResult], told: Told) -> str:
    """The assay behind an ultralow call (her2-ihc-0-membrane-staining)."""
    if told.possible != frozenset({ULTRALOW}):
        return ""
    named = list(dict.fromkeys(result.assay for result in results if result.assay))
    return f" Assay: {', '.join(named)}." if named else " The assay is not stated."


# --- several readings


def _side_by_side(answers: Sequence[Told]) -> Told | None:
    """Readings that lead to different calls stand side by side (her2-two-results)."""
    if not answers:
        return None
    first = answers[0]
    clash = tuple(dict.fromkeys(sentence for answer in answers for sentence in answer.clash))
    if all(answer.possible == first.possible for answer in answers):
        return replace(
            first,
            clash=clash,
            only_negative=all(answer.only_negative for answer in answers),
            at_odds=any(answer.at_odds for answer in answers),
        )
    because = f"Two results of one specimen: {'; '.join(answer.because.rstrip('.') for answer in answers)}."
    return Told(
        possible=frozenset(call for answer in answers for call in answer.possible),
        rule="her2-two-results",
        because=because,
        clash=(*clash, because),
        at_odds=any(answer.at_odds for answer in answers),
    )


# --- the laboratory's overall word

_OVERALL: dict[str, frozenset[str]] = {
    "positive": frozenset({POSITIVE}),
    "negative": NOT_POSITIVE,
    "low": frozenset({LOW}),
    "ultralow": frozenset({ULTRALOW}),
    "zero": frozenset({ZERO}),
}


def _overall_words(results: Sequence[ReceptorResult]) -> list[str]:
    """Words for HER2 as a whole; low and ultralow say so whatever the method beside them."""
    found: dict[str, None] = {}
    for result in results:
        word = result.status.casefold()
        if says_nothing(word) or word not in {*_OVERALL, *_OPEN}:
            continue
        if result.method is Method.UNSPECIFIED or word in ("low", "ultralow", "zero"):
            found[word] = None
    return list(found)


def _with_overall(told: Told | None, overall: Sequence[str], *, with_ish: bool) -> Told | None:
    definite = [word for word in overall if word in _OVERALL]
    # Negative says nothing more beside low, ultralow or zero.
    if any(word in ("low", "ultralow", "zero") for word in definite):
        definite = [word for word in definite if word != "negative"]
    is_open = any(word in _OPEN for word in overall)
    if not definite and not is_open:
        return told
    if told is None:
        return _overall_alone(definite)
    if not definite:
        return _beside_equivocal(told)
    for word in definite:
        told = _narrowed(told, word, with_ish=with_ish)
    return told


def _overall_alone(definite: Sequence[str]) -> Told:
    if not definite:
        return Told(possible=ANYTHING, rule=LAB_STATUS, because="Reported only as equivocal or indeterminate.")
    possible = frozenset(call for word in definite for call in _OVERALL[word])
    because = f"Reported as {' and as '.join(definite)}, without score or numbers."
    if len(definite) > 1:
        return Told(possible=possible, rule="her2-two-results", because=because, clash=(because,))
    return Told(possible=possible, rule=LAB_STATUS, because=because, only_negative=definite[0] == "negative")


def _beside_equivocal(told: Told) -> Told:
    """An overall "equivocal" leaves a contradiction open, and is shown beside a firm result."""
    sentence = f"{told.because.rstrip('.')}, called equivocal overall."
    if told.at_odds:
        return replace(
            told, possible=ANYTHING, rule="her2-overall-contradicts", because=sentence, clash=(*told.clash, sentence)
        )
    firm = told.possible == frozenset({POSITIVE}) or POSITIVE not in told.possible
    return replace(told, clash=(*told.clash, sentence)) if firm else told


def _narrowed(told: Told, word: str, *, with_ish: bool) -> Told:
    wanted = _OVERALL[word]
    kept = told.possible & wanted
    sentence = f"{told.because.rstrip('.')}, called {word} overall."
    if not kept:
        return replace(
            told,
            possible=ANYTHING,
            rule="her2-overall-contradicts",
            because=f"{sentence} The two do not fit.",
            clash=(*told.clash, sentence),
            only_negative=False,
        )
    if kept == told.possible:
        return told
    if told.undecided_ish:
        return replace(told, possible=kept, rule=LAB_STATUS, because=sentence, only_negative=word == "negative")
    missing = "" if with_ish else " The ISH itself is not in the record."
    return replace(
        told,
        possible=kept,
        rule="her2-overall-decides",
        because=f"{sentence}{missing if told.possible == POSITIVE_OR_LOW else ''}",
        only_negative=told.only_negative and kept == NOT_POSITIVE,
    )
