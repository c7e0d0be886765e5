"""HER2 in situ hybridisation: groups 1 to 5, single probe, bare ratio, or the laboratory's word
(disease/receptors, her2-ish-*, her2-ratio-*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from onward.disease.picture import UnusedResult
from onward.disease.receptors_percent import says_nothing
from onward.knowledge import ReceptorRules
from onward.terms import Quantity, Truth, is_below
from onward.timeline import Method, ReceptorResult


class IshKind(Enum):
    """What an ISH result is, by its numbers or its word."""

    GROUP_1 = "group 1"
    GROUP_2 = "group 2"
    GROUP_3 = "group 3"
    GROUP_4 = "group 4"
    GROUP_5 = "group 5"
    SINGLE_HIGH = "single probe, amplified"
    SINGLE_MIDDLE = "single probe, in between"
    SINGLE_LOW = "single probe, not amplified"
    RATIO_BELOW = "ratio below the limit, copies not stated"
    RATIO_ABOVE = "ratio at or above the limit, copies not stated"
    CALLED_POSITIVE = "called positive"
    CALLED_NEGATIVE = "called negative"
    EQUIVOCAL = "called equivocal"

    @property
    def is_positive(self) -> bool:
        """Positive by itself, whatever IHC says."""
        return self in (IshKind.GROUP_1, IshKind.SINGLE_HIGH, IshKind.CALLED_POSITIVE)

    @property
    def is_negative(self) -> bool:
        """Negative by itself."""
        return self in (IshKind.GROUP_5, IshKind.SINGLE_LOW, IshKind.CALLED_NEGATIVE)

    @property
    def group(self) -> int | None:
        """2, 3 or 4: the groups that IHC decides."""
        return {IshKind.GROUP_2: 2, IshKind.GROUP_3: 3, IshKind.GROUP_4: 4}.get(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ish:
    """One ISH result.

    word   what the laboratory called it, "" when it gave numbers only
    """

    kind: IshKind
    word: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """Parts of one ISH result that may come in several records."""

    ratio: Quantity | None = None
    copies: Quantity | None = None
    cep17: Quantity | None = None
    word: str = ""

    def with_part(self, other: _Numbers) -> _Numbers | None:
        """Both as one result; None when they say different things of the same."""
        pairs = (
            (self.ratio, other.ratio),
            (self.copies, other.copies),
            (self.cep17, other.cep17),
            (self.word or None, other.word or None),
        )
        if any(a is not None and b is not None and a != b for a, b in pairs):
            return None
        return _Numbers(
            ratio=self.ratio or other.ratio,
            copies=self.copies or other.copies,
            cep17=self.cep17 or other.cep17,
            word=self.word or other.word,
        )


_OPEN_WORDS = frozenset({"equivocal", "indeterminate"})
_ISH_WORDS = frozenset({"positive", "negative"}) | _OPEN_WORDS


def read_ish(
    results: Sequence[ReceptorResult], rules: ReceptorRules
) -> tuple[list[Ish], list[UnusedResult], list[str]]:
    """Every different ISH result of one specimen, what could not be used, and numbers that contradict each other."""
    unused: list[UnusedResult] = []
    parts: list[_Numbers] = []
    for result in results:
        part = _numbers(result, unused)
        if part != _Numbers():
            parts.append(part)
    found: list[Ish] = []
    clashes: list[str] = []
    for numbers in _merged(parts):
        ish = _judge(numbers, rules, clashes)
        if ish is not None and ish not in found:
            found.append(ish)
    # A second count of the same kind repeats the first; the laboratory's word stands for both.
    called = {ish.kind for ish in found if ish.word}
    return [ish for ish in found if ish.word or ish.kind not in called], unused, clashes


def _numbers(result: ReceptorResult, unused: list[UnusedResult]) -> _Numbers:
    kept: list[Quantity | None] = []
    for quantity in (result.ish_ratio, result.her2_copies, result.cep17_copies):
        if quantity is not None and quantity.value <= 0:
            unused.append(
                UnusedResult(
                    kind="ish-numbers",
                    what=f"An ISH ratio or number of copies that cannot be: {quantity}.",
                    did="It was left out; the rest of the result was used.",
                    fact=result,
                )
            )
            quantity = None
        kept.append(quantity)
    word = result.status.casefold() if result.method is Method.ISH and not says_nothing(result.status) else ""
    ratio, copies, cep17 = kept
    return _Numbers(ratio=ratio, copies=copies, cep17=cep17, word=word if word in _ISH_WORDS else "")


def _merged(parts: Sequence[_Numbers]) -> list[_Numbers]:
    """Records that do not contradict each other are parts of one result; the fullest come first."""
    whole: list[_Numbers] = []
    for part in sorted(parts, key=lambda numbers: (-_filled(numbers), repr(numbers))):
        for index, known in enumerate(whole):
            joined = known.with_part(part)
            if joined is not None:
                whole[index] = joined
                break
        else:
            whole.append(part)
    return whole


def _filled(numbers: _Numbers) -> int:
    return sum(part is not None for part in (numbers.ratio, numbers.copies, numbers.cep17)) + bool(numbers.word)


def _judge(numbers: _Numbers, rules: ReceptorRules, clashes: list[str]) -> Ish | None:
    counted = _counted_ratio(numbers)
    limit = rules.amplified_ratio_from
    below = _is_below(numbers.ratio, limit)
    if numbers.ratio is not None and counted is not None and below is not None:
        other_side = (counted < limit) is not below
        if other_side and abs(counted - limit) > rules.ratio_tolerance:
            clashes.append(
                f"ISH ratio {numbers.ratio} is reported, but the counts give {counted:.2f}; the ISH result is not used."
            )
            return None
    if numbers.ratio is None and counted is not None:
        below = counted < limit
    kind = _kind(numbers, below, rules)
    if kind is None:
        kind = _by_word(numbers.word)
        if kind is None:
            return None
        return Ish(kind=kind, word=numbers.word, words=f"ISH called {numbers.word}")
    return Ish(kind=kind, word=numbers.word, words=_words(numbers, counted, kind))


def _counted_ratio(numbers: _Numbers) -> Decimal | None:
    if numbers.copies is None or numbers.cep17 is None:
        return None
    return numbers.copies.value / numbers.cep17.value


def _is_below(quantity: Quantity | None, limit: Decimal) -> bool | None:
    """Whether a number lies below the limit; None when it is not given or its bound does not tell."""
    if quantity is None:
        return None
    match is_below(quantity, limit):
        case Truth.YES:
            return True
        case Truth.NO:
            return False
        case Truth.UNKNOWN:
            return None


def _kind(numbers: _Numbers, ratio_below: bool | None, rules: ReceptorRules) -> IshKind | None:
    few = _is_below(numbers.copies, rules.copies_from)
    not_many = _is_below(numbers.copies, rules.high_copies_from)
    if ratio_below is None:
        if numbers.ratio is not None or numbers.cep17 is not None:
            return None
        return _single_probe(few, not_many)
    if few is None and not_many is None:
        return IshKind.RATIO_BELOW if ratio_below else IshKind.RATIO_ABOVE
    if not ratio_below:
        if few is None:
            return IshKind.RATIO_ABOVE
        return IshKind.GROUP_2 if few else IshKind.GROUP_1
    if few:
        return IshKind.GROUP_5
    if not_many is False:
        return IshKind.GROUP_3
    return IshKind.GROUP_4 if few is False and not_many else IshKind.RATIO_BELOW


def _single_probe(few: bool | None, not_many: bool | None) -> IshKind | None:
    if few:
        return IshKind.SINGLE_LOW
    if not_many is False:
        return IshKind.SINGLE_HIGH
    return IshKind.SINGLE_MIDDLE if few is False and not_many else None


def _by_word(word: str) -> IshKind | None:
    match word:
        case "positive":
            return IshKind.CALLED_POSITIVE
        case "negative":
            return IshKind.CALLED_NEGATIVE
        case "equivocal" | "indeterminate":
            return IshKind.EQUIVOCAL
        case _:
            return None


def _words(numbers: _Numbers, counted: Decimal | None, kind: IshKind) -> str:
    ratio = numbers.ratio
    parts = [f"ratio {ratio}"] if ratio is not None else [f"ratio {counted:.2f}"] if counted is not None else []
    if numbers.copies is not None:
        parts.append(f"{numbers.copies} copies")
    called = f", called {numbers.word}" if numbers.word else ""
    return f"ISH {', '.join(parts)} ({kind.value}{called})"


def as_called(ish: Ish) -> Ish:
    """The ISH result that its word alone would be."""
    kind = _by_word(ish.word)
    return ish if kind is None else replace(ish, kind=kind)
