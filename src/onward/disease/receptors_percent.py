"""Stained nuclei as a range of percentages, from a percentage, an Allred total or an H score as written.

A range may be open at an end (">10 %" leaves 10 itself out), which decides at the limits of 1 % and 10 %
(disease/receptors, percent_spelling; receptor-allred; receptor-h-score).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onward.knowledge import ReceptorRules
from onward.timeline import ReceptorResult

Scale = Literal["percent", "allred", "h-score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stained:
    """From `low` to `high` percent of nuclei; the ends belong to it unless they are open."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False
    scale: Scale = "percent"

    def reaches_below(self, limit: Decimal) -> bool:
        """Whether some value of the range lies below the limit."""
        return self.low < limit

    def reaches_above(self, limit: Decimal) -> bool:
        """Whether some value of the range lies above the limit."""
        return self.high > limit

    def meets(self, low: Decimal, high: Decimal) -> bool:
        """Whether some value of the range lies from `low` to `high`, both included."""
        begins = self.low < high or (self.low == high and not self.low_open)
        ends = self.high > low or (self.high == low and not self.high_open)
        return begins and ends


@dataclass(frozen=True, slots=True)
class NotUsable:
    """A percentage or score that cannot be, or that is not understood."""

    text: str


_NUMBER = r"\d+(?:[.,]\d+)?"
_SIGN = r"(?P<sign><=|>=|=<|=>|[<>≤≥]|less than|below|under|more than|greater than|over|above|at least|up to)"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*%?\s*(?:-|–|—|to)\s*(?P<high>{_NUMBER})\s*(?:%|percent|per cent)?", re.I)
_SIGNED = re.compile(rf"{_SIGN}\s*(?P<value>{_NUMBER})\s*(?:%|percent|per cent)?", re.I)
_EXACT = re.compile(rf"(?P<value>-?{_NUMBER})\s*(?:%|percent|per cent)?(?:\s*\([^\d]*\)|\s+[a-z][^\d]*)?", re.I)
_ALLRED = re.compile(
    r"(?:allred(?:\s*(?:total|score))?\s*[:=]?\s*(?P<a>\d+)(?:\s*/\s*8)?|(?P<b>\d+)\s*/\s*8(?:\s*\(?\s*allred\s*\)?)?)",
    re.I,
)
_H_SCORE = re.compile(r"h[\s-]*score\s*[:=]?\s*(?P<h>-?\d+(?:\.\d+)?)(?:\s*/\s*300)?", re.I)
_NO_WORDS = frozenset(
    {
        "", "not available", "n/a", "na", "not applicable", "not done", "not performed", "unknown", "insufficient",
        "test failure", "not reported", "not stated", "not evaluated", "none", "null", "-",
    }
)  # fmt: skip
_BELOW = frozenset({"<", "less than", "below", "under"})
_AT_MOST = frozenset({"<=", "=<", "≤", "up to"})
_ABOVE = frozenset({">", "more than", "greater than", "over", "above"})


def says_nothing(word: str) -> bool:
    """Whether a word stands in place of a result (words_that_say_nothing)."""
    return word.strip().casefold() in _NO_WORDS


def stained_of(result: ReceptorResult, rules: ReceptorRules) -> Stained | NotUsable | None:
    """The range that a result gives; None when it gives none."""
    text = result.percent_text.strip()
    if text and not says_nothing(text):
        found = read_percent(text, rules)
        if found is not None:
            return found
    low, high = result.percent_low, result.percent_high
    if low is None or high is None:
        return None if says_nothing(text) else NotUsable(text)
    if low < rules.percent_min or high > rules.percent_max or low > high:
        return NotUsable(text or f"{low} to {high}")
    return Stained(low=low, high=high)


def read_percent(text: str, rules: ReceptorRules) -> Stained | NotUsable | None:
    """A percentage or score as written; None when the text is neither."""
    plain = text.strip()
    if (found := _ALLRED.fullmatch(plain)) is not None:
        return _allred(Decimal(found["a"] or found["b"]), text, rules)
    if (found := _H_SCORE.fullmatch(plain)) is not None:
        return _h_score(Decimal(found["h"]), text, rules)
    stained = _percent(plain, rules)
    if stained is None:
        return None
    if stained.low < rules.percent_min or stained.high > rules.percent_max or stained.low > stained.high:
        return NotUsable(text)
    return stained


def _percent(text: str, rules: ReceptorRules) -> Stained | None:
    if (found := _SIGNED.fullmatch(text)) is not None:
        value, sign = _number(found["value"]), found["sign"].casefold()
        if sign in _BELOW:
            return Stained(low=rules.percent_min, high=value, high_open=True)
        if sign in _AT_MOST:
            return Stained(low=rules.percent_min, high=value)
        # Beyond 100 there is nothing: the number itself is judged.
        high = max(rules.percent_max, value)
        return Stained(low=value, high=high, low_open=sign in _ABOVE)
    if (found := _RANGE.fullmatch(text)) is not None:
        return Stained(low=_number(found["low"]), high=_number(found["high"]))
    if (found := _EXACT.fullmatch(text)) is not None:
        value = _number(found["value"])
        return Stained(low=value, high=value)
    return None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _allred(total: Decimal, text: str, rules: ReceptorRules) -> Stained | NotUsable:
    """Allred total as the percentages that its proportion scores allow."""
    one, ten, most = rules.positive_from_percent, rules.low_to_percent, rules.percent_max
    if total == 0:
        return Stained(low=total, high=total, scale="allred")
    if total == 1 or total > _ALLRED_MAX:
        return NotUsable(text)
    if total <= rules.allred_negative_to:
        return Stained(low=rules.percent_min, high=one, low_open=True, high_open=True, scale="allred")
    if total < rules.allred_one_percent_from:
        return Stained(low=rules.percent_min, high=most, low_open=True, scale="allred")
    if total < rules.allred_ten_percent_from:
        return Stained(low=one, high=most, scale="allred")
    return Stained(low=ten, high=most, low_open=True, scale="allred")


# Proportion 0 to 5 and intensity 0 to 3: the scale itself, not a limit that a guideline sets.
_ALLRED_MAX = 8


def _h_score(score: Decimal, text: str, rules: ReceptorRules) -> Stained | NotUsable:
    """H = percent weak + 2 x percent moderate + 3 x percent strong: from H/3 (all strong) to H (all weak)."""
    if not 0 <= score <= rules.h_score_max:
        return NotUsable(text)
    return Stained(low=score / 3, high=min(score, rules.percent_max), scale="h-score")
