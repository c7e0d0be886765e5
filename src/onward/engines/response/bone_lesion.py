"""One lesion in bone, followed from visit to visit: what each kind of scan says of it by the MD Anderson criteria.

Costelloe et al., J Cancer 2010;1:80 (sizes) and Hayashi et al., Clin Breast Cancer 2013;13:24, table 1 (findings).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response.bone_words import SCAN, category_of
from onward.engines.response.read import Flag, LesionRead
from onward.engines.response.states import NOT_EVALUABLE
from onward.engines.response.words import mm, percent, shown
from onward.knowledge import ResponseRules
from onward.terms import convert
from onward.timeline import LesionMeasurement

_BEST_FIRST = ("CR", "PR", "SD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one kind of scan says of one lesion at one visit.

    category   CR, PR, SD, PD; "" when it says nothing of change
    size_mm    the two diameters added, or the only one measured
    would, doubts   what would have changed a category by size, and what makes it less sure
    """

    method: str
    category: str
    says: str
    size_mm: Decimal | None = None
    would: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sizes:
    """Diameters of one lesion by one method: at the baseline, and so far the smallest longest one and sum of two."""

    longest: Decimal
    across: Decimal | None
    least_longest: Decimal
    least_sum: Decimal | None


class BoneLesion:
    """The lesion of one name: it remembers its sizes and estimates by kind of scan."""

    def __init__(self, name: str, rules: ResponseRules) -> None:
        self.name = name
        self._rules = rules
        self._sizes: dict[str, _Sizes] = {}
        self._least: dict[str, Decimal] = {}

    def begin(self, lesion: LesionRead, flags: list[Flag], visit: str) -> None:
        """Take in the baseline."""
        for method, facts in _by_method(lesion.facts):
            pair = _diameters(facts)
            if pair is not None and pair[0] > 0:
                total = None if pair[1] is None else pair[0] + pair[1]
                self._sizes[method] = _Sizes(*pair, least_longest=pair[0], least_sum=total)
            elif pair is not None:
                flags.append(Flag(visit=visit, lesion=self.name, what="0 mm at the baseline", did="compared no size"))
            self._least[method] = Decimal(100)

    def at(self, lesion: LesionRead, visit: str, flags: list[Flag]) -> tuple[Finding, ...]:
        """One finding for each kind of scan of a visit, in order of their names."""
        return tuple(self._finding(method, facts, visit, flags) for method, facts in _by_method(lesion.facts))

    def _finding(self, method: str, facts: Sequence[LesionMeasurement], visit: str, flags: list[Flag]) -> Finding:
        states = sorted({fact.state for fact in facts if fact.measure == "state" and fact.state})
        if len(_lengths(facts, "longest diameter")) > 1:
            what = f"measured more than once on one {method or 'scan'}"
            flags.append(Flag(visit=visit, lesion=self.name, what=what, did="took it as not measured"))
        parts = [self._by_size(method, facts), self._by_eye(method, facts)]
        if len(states) > 1:
            flags.append(
                Flag(
                    visit=visit,
                    lesion=self.name,
                    what=f"judged {' and '.join(states)} on one {method or 'scan'}",
                    did="took it as not assessed",
                )
            )
        elif states:
            parts.append(self._by_word(method, states[0], visit, flags))
        said = [part for part in parts if part is not None]
        together = "; ".join(part.says for part in said if part.says)
        categories = {part.category for part in said if part.category}
        if "PD" in categories and categories & {"CR", "PR"}:
            flags.append(
                Flag(
                    visit=visit,
                    lesion=self.name,
                    what=f"{method or 'a scan'} says both better and worse: {together}",
                    did="took it as not assessed: the two contradict each other; read it again",
                )
            )
            return Finding(method=method, category="", says=f"{together}: contradictory")
        category = "PD" if "PD" in categories else next((one for one in _BEST_FIRST if one in categories), "")
        return Finding(
            method=method,
            category=category,
            says=together or "not assessed",
            size_mm=next((part.size_mm for part in said if part.size_mm is not None), None),
            would=tuple(one for part in said for one in part.would),
            doubts=tuple(one for part in said for one in part.doubts),
        )

    def _by_word(self, method: str, state: str, visit: str, flags: list[Flag]) -> Finding | None:
        if state in NOT_EVALUABLE:
            return Finding(method=method, category="", says=state)
        category = category_of(state)
        if not category:
            flags.append(
                Flag(
                    visit=visit,
                    lesion=self.name,
                    what=f'"{state}" says nothing of a change in bone',
                    did="took it as not assessed; the manual lists the words (MD Anderson bone criteria)",
                )
            )
            return Finding(method=method, category="", says=state)
        return Finding(method=method, category=category, says=state)

    def _by_eye(self, method: str, facts: Sequence[LesionMeasurement]) -> Finding | None:
        """The reader's estimate of size (of uptake on a bone scan) against the baseline, in percent."""
        values = {fact.value.value for fact in facts if fact.measure == "estimated change" and fact.value is not None}
        if len(values) != 1:
            return None
        change = values.pop()
        now = Decimal(100) + change
        least = self._least.get(method, Decimal(100))
        self._least[method] = min(least, now)
        what = "uptake" if method == SCAN else "size"
        says = f"{what} {_sign(change)} % by eye"
        doubt = (f"{self.name}: {what} was judged by eye, not measured",)
        if now <= 0:
            return Finding(method=method, category="CR", says=says, doubts=doubt)
        if (now - least) * 100 >= self._rules["larger-percent"] * least:
            over = "" if least == 100 else f", {shown(percent(now, least))} over its smallest"
            return Finding(method=method, category="PD", says=says + over, doubts=doubt)
        category = "PR" if -change >= self._rules["smaller-percent"] else "SD"
        return Finding(method=method, category=category, says=says, doubts=doubt)

    def _by_size(self, method: str, facts: Sequence[LesionMeasurement]) -> Finding | None:
        pair = _diameters(facts)
        before = self._sizes.get(method)
        if pair is None:
            return None
        if before is None:
            doubt = f"{self.name}: measured by {method or 'a scan'} now, not at the baseline: it compares with nothing"
            return Finding(method=method, category="", says=f"{mm(pair[0])}, not compared", doubts=(doubt,))
        doubts = self._doubts_of(pair, before)
        if pair[1] is None or before.across is None or before.least_sum is None:
            now, first, least = pair[0], before.longest, before.least_longest
        else:
            now, first, least = pair[0] + pair[1], before.longest + before.across, before.least_sum
            before.least_sum = min(before.least_sum, now)
        before.least_longest = min(before.least_longest, pair[0])
        return self._sized(method, now, first, least, doubts)

    def _sized(self, method: str, now: Decimal, first: Decimal, least: Decimal, doubts: tuple[str, ...]) -> Finding:
        what = f"{mm(now)} ({shown(percent(now, first))} from the baseline"
        what += f", {shown(percent(now, least))} from the smallest)" if least != first else ")"
        smaller, larger = self._rules["smaller-percent"], self._rules["larger-percent"]
        limit, half = least + least * larger / 100, first - first * smaller / 100
        would: tuple[str, ...]
        if now == 0:
            category, would = "CR", ()
        elif (now - least) * 100 >= larger * least:
            category = "PD"
            would = (f"{self.name}: no progression below {mm(limit)}",)
        elif (first - now) * 100 >= smaller * first:
            category = "PR"
            would = (f"{self.name}: no partial response above {mm(half)}", f"{self.name}: progression from {mm(limit)}")
        else:
            category = "SD"
            would = (f"{self.name}: progression from {mm(limit)}", f"{self.name}: partial response up to {mm(half)}")
        near = [
            f"{self.name}: {mm(abs(edge - now))} from the threshold of {name}, within the "
            f"{self._rules['remeasured-percent']} % by which measuring again changes a diameter in most people"
            for name, edge in (("progression", limit), ("partial response", half))
            if now > 0 and abs(edge - now) * 100 <= self._rules["remeasured-percent"] * now
        ]
        return Finding(method=method, category=category, says=what, size_mm=now, would=would, doubts=(*doubts, *near))

    def _doubts_of(self, pair: tuple[Decimal, Decimal | None], before: _Sizes) -> tuple[str, ...]:
        if pair[1] is None or before.across is None:
            return (f"{self.name}: one diameter only; the criteria add two that cross",)
        product, first = pair[0] * pair[1], before.longest * before.across
        if first == 0 or self._way(product, first) == self._way(pair[0] + pair[1], before.longest + before.across):
            return ()
        change = shown(percent(product, first))
        says = f"{self.name}: by the product of its diameters, as WHO reckoned ({change}), it would be judged otherwise"
        return (says,)

    def _way(self, value: Decimal, against: Decimal) -> str:
        change = (value - against) * 100
        if change >= self._rules["larger-percent"] * against:
            return "larger"
        return "smaller" if -change >= self._rules["smaller-percent"] * against else "same"


def _by_method(facts: Sequence[LesionMeasurement]) -> list[tuple[str, list[LesionMeasurement]]]:
    found: dict[str, list[LesionMeasurement]] = {}
    for fact in facts:
        if fact.measure != "identified":
            found.setdefault(fact.method, []).append(fact)
    return sorted(found.items())


def _diameters(facts: Sequence[LesionMeasurement]) -> tuple[Decimal, Decimal | None] | None:
    longest, across = _length(facts, "longest diameter"), _length(facts, "perpendicular diameter")
    return None if longest is None else (longest, across)


def _length(facts: Sequence[LesionMeasurement], measure: str) -> Decimal | None:
    found = _lengths(facts, measure)
    return found.pop() if len(found) == 1 else None


def _lengths(facts: Sequence[LesionMeasurement], measure: str) -> set[Decimal]:
    """In mm; what is no length, or below zero, is left out (`reads` has flagged it)."""
    found: set[Decimal] = set()
    for fact in facts:
        if fact.measure == measure and fact.value is not None:
            length = convert(fact.value, "mm")
            if length is not None and length.value >= 0:
                found.add(length.value)
    return found


def _sign(value: Decimal) -> str:
    return f"{value.normalize():+f}"
