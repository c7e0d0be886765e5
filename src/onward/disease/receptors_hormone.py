"""ER and PR of one specimen, from percentages, scores and the laboratory's words (disease/receptors, er-* and pr-*)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from onward.disease.picture import UnusedResult
from onward.disease.receptors_percent import NotUsable, Stained, stained_of
from onward.disease.receptors_reading import Reading
from onward.knowledge import ReceptorRules
from onward.timeline import Marker, ReceptorResult

NEGATIVE, LOW, POSITIVE = "negative", "low positive", "positive"
_DEFINITE = (NEGATIVE, LOW, POSITIVE)
_OPEN = frozenset({"equivocal", "indeterminate"})
_JUST_NEGATIVE, _JUST_LOW, _JUST_POSITIVE = frozenset({NEGATIVE}), frozenset({LOW}), frozenset({POSITIVE})
_NOT_NEGATIVE = frozenset({LOW, POSITIVE})
# A word for ER or PR that says the same as another.
_SAME = {"low": LOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a word and one range leave possible, and the rule that says so; `clash` when they contradict."""

    possible: frozenset[str]
    rule: str
    because: str
    clash: str = ""


def read_hormone_receptor(marker: Marker, results: Sequence[ReceptorResult], rules: ReceptorRules) -> Reading:
    """The call of ER or PR on one specimen, and what contradicts or could not be used."""
    name = marker.value.casefold()
    ranges: list[Stained] = []
    unused: list[UnusedResult] = []
    for result in results:
        match stained_of(result, rules):
            case Stained() as stained:
                if stained not in ranges:
                    ranges.append(stained)
            case NotUsable(text):
                unused.append(_not_usable(marker, result, text))
            case None:
                pass
    words = list(dict.fromkeys(_SAME.get(word, word) for result in results if (word := result.status.casefold())))
    percents = [stained for stained in ranges if stained.scale == "percent"]
    # A percentage on the same specimen decides instead of a score.
    told = _together(name, percents or ranges, [word for word in words if word in _DEFINITE], rules)
    if told is None:
        told = _nothing(name, bool(_OPEN & set(words)), bool(unused))
    call = _call(told.possible)
    may_be_low = marker is Marker.ER and told.possible == _NOT_NEGATIVE
    return Reading(
        call=call,
        rule=told.rule,
        because=told.because + (" It may be low positive." if may_be_low else ""),
        possible=told.possible,
        conflicts=(told.clash,) if told.clash else (),
        unused=tuple(unused),
        settle=_settle(marker, call, may_be_low=may_be_low),
    )


def _not_usable(marker: Marker, result: ReceptorResult, text: str) -> UnusedResult:
    return UnusedResult(
        kind="percent",
        what=f'A percentage of {marker.value} that cannot be or is not understood: "{text[:40]}".',
        did="It was left out; the laboratory's word decides where there is one.",
        fact=result,
    )


def _as_pr(word: str) -> str:
    return POSITIVE if word == LOW else word


def _call(possible: frozenset[str]) -> str:
    if len(possible) == 1:
        return next(iter(possible))
    return POSITIVE if possible == _NOT_NEGATIVE else "cannot be told"


def _settle(marker: Marker, call: str, *, may_be_low: bool) -> str:
    if call == "cannot be told":
        return f"What percentage of nuclei stains for {marker.value}? The pathology report, or a repeated test."
    return "What percentage of nuclei stains for ER? The pathology report." if may_be_low else ""


def _nothing(name: str, is_open: bool, unused: bool) -> _Told:
    anything = frozenset(_DEFINITE)
    if is_open:
        return _Told(possible=anything, rule=f"{name}-status-only", because="Reported as equivocal or indeterminate.")
    if unused:
        because = "The percentage cannot be used, and no word stands beside it."
        return _Told(possible=anything, rule="receptor-percent-impossible", because=because)
    return _Told(possible=anything, rule="receptor-nothing-usable", because="No usable result.")


# --- word and range together


def _together(name: str, ranges: Sequence[Stained], words: Sequence[str], rules: ReceptorRules) -> _Told | None:
    """All ranges with all words; side by side where they differ (receptor-two-results)."""
    words = _narrowest(words)
    if not ranges and not words:
        return None
    if not ranges:
        answers = [_by_word(name, word) for word in words]
    elif not words:
        answers = [_by_range(name, stained, rules) for stained in ranges]
    else:
        answers = [_by_both(name, stained, word, rules) for stained in ranges for word in words]
    if name == "pr":
        # PR knows no low positive, so 5 % and 90 % are one answer.
        answers = [replace(told, possible=frozenset(_as_pr(word) for word in told.possible)) for told in answers]
    return _side_by_side(answers)


def _narrowest(words: Sequence[str]) -> list[str]:
    """Positive says nothing more beside low positive."""
    return [word for word in words if not (word == POSITIVE and LOW in words)]


def _side_by_side(answers: Sequence[_Told]) -> _Told:
    # The narrower of two answers that allow each other says all that both say.
    kept: list[_Told] = []
    for answer in sorted(answers, key=lambda told: (len(told.possible), sorted(told.possible), told.rule)):
        wider = next((k for k in kept if k.possible <= answer.possible and not answer.clash), None)
        if wider is None:
            kept.append(answer)
    clash = next((answer.clash for answer in answers if answer.clash), "")
    if len(kept) == 1 or all(answer.possible == kept[0].possible for answer in kept):
        return replace(kept[0], clash=clash)
    possible = frozenset(word for answer in kept for word in answer.possible)
    because = f"Two results of one specimen differ: {'; '.join(answer.because.rstrip('.') for answer in kept)}."
    return _Told(possible=possible, rule="receptor-two-results", because=because, clash=clash or because)


def _by_word(name: str, word: str) -> _Told:
    possible = _NOT_NEGATIVE if word == POSITIVE and name == "er" else frozenset({word})
    return _Told(possible=possible, rule=f"{name}-status-only", because=f"Reported as {word}, without a percentage.")


def _possible(stained: Stained, rules: ReceptorRules) -> frozenset[str]:
    one, ten = rules.positive_from_percent, rules.low_to_percent
    found = {
        NEGATIVE: stained.reaches_below(one),
        LOW: stained.meets(one, ten),
        POSITIVE: stained.reaches_above(ten),
    }
    return frozenset(word for word, holds in found.items() if holds)


_BY_SET = {
    _JUST_NEGATIVE: "er-negative",
    _JUST_LOW: "er-low-positive",
    _JUST_POSITIVE: "er-positive",
    _NOT_NEGATIVE: "er-range-across-10",
}


def _by_range(name: str, stained: Stained, rules: ReceptorRules) -> _Told:
    possible = _possible(stained, rules)
    because = _words(stained)
    if stained.scale != "percent":
        return _Told(possible=possible, rule=f"receptor-{stained.scale}", because=because)
    if name == "pr":
        shown = frozenset(_as_pr(word) for word in possible)
        rule = "pr-range-across-1" if len(shown) > 1 else f"pr-{next(iter(shown))}"
    else:
        rule = _BY_SET.get(possible, "er-range-across-1")
    return _Told(possible=possible, rule=rule, because=because)


def _words(stained: Stained) -> str:
    scale = {"percent": "", "allred": " by the Allred score", "h-score": " by the H score"}[stained.scale]
    low, high = _plain(stained.low), _plain(stained.high)
    if stained.low == stained.high:
        return f"{low} % of nuclei stain{scale}."
    more = "more than " if stained.low_open else ""
    less = "below " if stained.high_open else ""
    return f"From {more}{low} to {less}{high} % of nuclei stain{scale}."


def _plain(percent: Decimal) -> str:
    """A percentage with no more than two decimals and no empty ones."""
    return f"{percent:.2f}".rstrip("0").rstrip(".")


def _by_both(name: str, stained: Stained, word: str, rules: ReceptorRules) -> _Told:
    alone = _by_range(name, stained, rules)
    possible = alone.possible
    said = f"{alone.because.rstrip('.')}; reported as {word}."
    crosses = NEGATIVE in possible and len(possible) > 1
    if crosses:
        return _narrowed(alone, stained, word, said, rules)
    if word == NEGATIVE:
        if possible == _JUST_NEGATIVE:
            return alone
        if possible == _JUST_LOW and stained.scale == "percent":
            because = f"{said} That fits the older cut-off of {rules.low_to_percent} %; by today's it is not negative."
            return _Told(possible=possible, rule=f"{name}-old-cut-off", because=because, clash=because)
        return _contradiction(name, said)
    if possible == _JUST_NEGATIVE:
        return _contradiction(name, said)
    if word == LOW and name == "er":
        if possible == _NOT_NEGATIVE:
            return replace(alone, possible=_JUST_LOW, because=said)
        if possible == _JUST_POSITIVE:
            return replace(alone, because=said, clash=said)
    return alone


def _narrowed(alone: _Told, stained: Stained, word: str, said: str, rules: ReceptorRules) -> _Told:
    """A range on both sides of 1 %, with the word that keeps one part of it (er-range-across-1)."""
    if stained.scale == "allred":
        # Allred's own cut-off calls totals of 3 and 4 positive, also below 1 %.
        return alone
    if word == NEGATIVE:
        # "Negative, <10 %" speaks of an older cut-off and keeps nothing.
        ends = stained.high == rules.positive_from_percent
        return replace(alone, possible=_JUST_NEGATIVE, because=said) if ends else replace(alone, because=said)
    kept = alone.possible - {NEGATIVE}
    if word == LOW and LOW in kept:
        kept = _JUST_LOW
    return replace(alone, possible=kept, because=said)


def _contradiction(name: str, said: str) -> _Told:
    because = f"{said} Both cannot be right."
    return _Told(possible=frozenset(_DEFINITE), rule=f"{name}-status-contradicts", because=because, clash=because)
