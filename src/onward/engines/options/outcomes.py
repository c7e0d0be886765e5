"""What a test may find, as truths for the open questions that it settles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.criteria import (
    Answer,
    Criterion,
    GeneTested,
    HasVariant,
    Her2Score,
    Limits,
    Receptor,
    ReceptorPercent,
    Score,
)
from onward.knowledge import TestToOrder as TestRule
from onward.terms import Truth

_CALLS: dict[str, tuple[str, ...]] = {
    "HER2": ("positive", "low", "ultralow", "zero"),
    "ER": ("positive", "low positive", "negative"),
    "PR": ("positive", "negative"),
}
_NEGATIVE_HER2 = frozenset({"low", "ultralow", "zero"})
_SCORE_OF_CALL = {"positive": "3+", "low": "1+", "ultralow": "0", "zero": "0"}
_WORD_OF_CALL = {
    "HER2": {
        "positive": "HER2 positive",
        "low": "HER2-low (IHC 1+, or 2+ and ISH negative)",
        "ultralow": "HER2-ultralow (IHC 0 with membrane staining)",
        "zero": "HER2 zero (no staining)",
    }
}
_STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result of a test, in words, and what it makes of each open question."""

    words: str
    truths: Mapping[Criterion, Truth]


def settles(test: TestRule, leaf: Criterion) -> bool:
    """Whether the result of a test answers this question."""
    match leaf:
        case HasVariant(genes=genes, origin=origin):
            germline = test.origin == "germline"
            return bool(set(test.gene) & set(genes)) and germline == (origin == "germline")
        case GeneTested(genes=genes, origin=origin):
            return bool(set(test.gene) & set(genes)) and (test.origin == "germline") == (origin == "germline")
        case Receptor(marker=marker) | ReceptorPercent(marker=marker):
            return test.marker == marker
        case Her2Score():
            return test.marker == "HER2"
        case Score(name=name, assay=assay, measure=measure):
            return (
                test.score.casefold() == name.casefold()
                and test.assay in ("", assay)
                and (not test.measure or measure in ("", test.measure))
            )
        case _:
            return False


def outcomes(leaves: Sequence[Criterion], decided: Iterable[Answer]) -> tuple[Outcome, ...]:
    """The results that a test may have, for the open questions that it settles.

    leaves    at least one, all settled by the same test
    decided   answered questions of the same kind: a result that would contradict one of them is none
    """
    receptors = [leaf for leaf in leaves if isinstance(leaf, Receptor | Her2Score)]
    if receptors:
        return _calls(receptors, decided)
    scores = [leaf for leaf in leaves if isinstance(leaf, Score)]
    if scores:
        return _scores(scores)
    return (
        Outcome("found", dict.fromkeys(leaves, Truth.YES)),
        Outcome("not found", dict.fromkeys(leaves, Truth.NO)),
    )


def _calls(leaves: Sequence[Receptor | Her2Score], decided: Iterable[Answer]) -> tuple[Outcome, ...]:
    first = leaves[0]
    marker = "HER2" if isinstance(first, Her2Score) else first.marker
    known = [one for one in decided if isinstance(one.criterion, Receptor) and one.criterion.marker == marker]
    found: list[Outcome] = []
    for call in _CALLS[marker]:
        if any((one.truth is Truth.YES) != _is(one.criterion, call) for one in known if one.truth is not Truth.UNKNOWN):
            continue
        words = _WORD_OF_CALL.get(marker, {}).get(call, f"{marker} {call}")
        found.append(Outcome(words, {leaf: _truth(_is(leaf, call)) for leaf in leaves}))
    return tuple(found)


def _is(leaf: Criterion, call: str) -> bool:
    match leaf:
        case Receptor(marker=marker, calls=calls):
            return call in calls or (marker == "HER2" and "negative" in calls and call in _NEGATIVE_HER2)
        case Her2Score(scores=scores):
            return _SCORE_OF_CALL.get(call) in scores
        case _:
            return False


def _scores(leaves: Sequence[Score]) -> tuple[Outcome, ...]:
    found: list[Outcome] = []
    numbers = [leaf for leaf in leaves if leaf.limits is not None]
    if numbers:
        for value in _values(leaf.limits for leaf in numbers if leaf.limits is not None):
            truths: dict[Criterion, Truth] = {
                leaf: _truth(leaf.limits is not None and _keeps(value, leaf.limits)) for leaf in numbers
            }
            found.append(Outcome(f"{numbers[0].name} {value:f}", truths))
    words = [leaf for leaf in leaves if leaf.limits is None]
    if words:
        named = dict.fromkeys(status for leaf in words for status in leaf.statuses)
        found.extend(
            Outcome(f"{words[0].name} {word}", {leaf: _truth(word in leaf.statuses) for leaf in words})
            for word in named
        )
        found.append(Outcome(f"{words[0].name} otherwise", dict.fromkeys(words, Truth.NO)))
    return tuple(found)


def _values(limits: Iterable[Limits]) -> list[Decimal]:
    """Numbers at each bound and just beside it, of which every answer that a number can give is one."""
    bounds = {
        bound for one in limits for bound in (one.at_least, one.above, one.at_most, one.below) if bound is not None
    }
    return sorted({value for bound in bounds for value in (bound - _STEP, bound, bound + _STEP)})


def _keeps(value: Decimal, limits: Limits) -> bool:
    return not (
        (limits.at_least is not None and value < limits.at_least)
        or (limits.above is not None and value <= limits.above)
        or (limits.at_most is not None and value > limits.at_most)
        or (limits.below is not None and value >= limits.below)
    )


def _truth(holds: bool) -> Truth:
    return Truth.YES if holds else Truth.NO
