"""Laboratory values, words of a laboratory, performance status: the latest result, in its window, in its unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar, assert_never

from onward.criteria.answer import OPEN, Answer
from onward.criteria.engine.clearance import CLEARANCE, answer_clearance
from onward.criteria.engine.results import agreed, decided, undecided
from onward.criteria.limits import Limits, interval_keeps_to, keeps_to
from onward.criteria.measure_nodes import LabValue, LabWord, Performance
from onward.criteria.nodes import MeasureLeaf
from onward.criteria.subject import Subject
from onward.criteria.windows import date_of, is_within, latest_of
from onward.criteria.words import within
from onward.terms import Comparator, Quantity, Truth, WhyUnknown, convert
from onward.timeline import LabResult, PerformanceStatus, Standing, describe

_Measured = TypeVar("_Measured", LabResult, PerformanceStatus)


def answer_measure(leaf: MeasureLeaf, subject: Subject) -> Answer:
    """Answer a question about something measured."""
    match leaf:
        case LabValue():
            ask = f"What is {leaf.analyte}, with its unit{within(leaf.within_days)}?"
            results = subject.latest_labs.get(leaf.analyte, ())
            if not results and leaf.analyte == CLEARANCE and leaf.unit:
                return answer_clearance(leaf, subject, ask)
            return _agreed(leaf, results, subject, ask, lambda fact: _by_value(leaf, fact, subject, ask))
        case LabWord():
            ask = f"What is the result of {leaf.analyte}{within(leaf.within_days)}?"
            results = subject.latest_labs.get(leaf.analyte, ())
            return _agreed(leaf, results, subject, ask, lambda fact: _by_word(leaf, fact, ask))
        case Performance():
            return _performance(leaf, subject)
        case _:
            assert_never(leaf)


def _agreed(
    leaf: MeasureLeaf,
    latest: Sequence[_Measured],
    subject: Subject,
    ask: str,
    judge: Callable[[_Measured], Answer],
) -> Answer:
    """What the results that may be the latest one say together."""
    if not latest:
        what = leaf.scale if isinstance(leaf, Performance) else leaf.analyte
        return undecided(leaf, WhyUnknown.NOT_RECORDED, f"no {what} is recorded", ask=ask)
    findings = [_in_window(leaf, fact, subject, ask, judge) for fact in latest]
    # Two results of one day contradict each other; dates that overlap only hide which came last.
    same_day = all(when.is_exact for fact in latest if (when := date_of(fact.when)) is not None)
    return agreed(
        leaf,
        findings,
        why=WhyUnknown.CONFLICTING if same_day else WhyUnknown.IMPRECISE,
        because="two results of one day differ" if same_day else "which result is the latest is not clear",
        ask=ask,
    )


def _in_window(
    leaf: MeasureLeaf, fact: _Measured, subject: Subject, ask: str, judge: Callable[[_Measured], Answer]
) -> Answer:
    said = _said(fact)
    if fact.standing is Standing.PROVISIONAL:
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, f"{said} is preliminary", ask=ask, facts=(fact,))
    if leaf.within_days is None:
        return judge(fact)
    when = date_of(fact.when)
    if when is None:
        return undecided(leaf, WhyUnknown.IMPRECISE, f"{said}: the day is not recorded", ask=ask, facts=(fact,))
    match is_within(when, leaf.within_days, subject.as_of):
        case Truth.YES:
            return judge(fact)
        case Truth.NO:
            because = f"{said} is older than {leaf.within_days} days"
            return undecided(leaf, WhyUnknown.TOO_OLD, because, ask=ask, facts=(fact,))
        case Truth.UNKNOWN:
            because = f"{said}: whether it lies within {leaf.within_days} days the date does not tell"
            return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))


def _said(fact: LabResult | PerformanceStatus) -> str:
    when = date_of(fact.when)
    return f"{describe(fact)} on {when}" if when is not None else describe(fact)


def _by_value(leaf: LabValue, fact: LabResult, subject: Subject, ask: str) -> Answer:
    said = _said(fact)
    if fact.value is None:
        return undecided(leaf, WhyUnknown.UNREADABLE, f"{said} is no number", ask=ask, facts=(fact,))
    if fact.value.unit is None:
        because = f"{said}: recorded without a unit that is known, and units are never guessed"
        return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask, facts=(fact,))
    if leaf.times:
        return _by_normal_limit(leaf, fact, fact.value, subject, ask)
    converted = _convert(fact.value, leaf.unit, leaf.analyte, subject)
    if converted is None:
        because = f"{said}: {fact.value.unit} cannot be converted to {leaf.unit}"
        return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask, facts=(fact,))
    return _judged(leaf, fact, keeps_to(converted, leaf.limits), said, ask)


def _by_normal_limit(leaf: LabValue, fact: LabResult, value: Quantity, subject: Subject, ask: str) -> Answer:
    upper = leaf.times == "ULN"
    normal = fact.high if upper else fact.low
    name = "upper" if upper else "lower"
    ask_limit = f"What is the laboratory's own {name} limit of normal for {leaf.analyte}?"
    said = _said(fact)
    if normal is None:
        because = f"{said}: the laboratory's {name} limit is not recorded"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask_limit, facts=(fact,))
    # The limit's own unit counts: one that stands without a unit is not given that of the result.
    limit = Quantity(normal.value, normal.unit, Comparator.EXACTLY)
    converted = _convert(limit, value.unit or "", leaf.analyte, subject)
    if converted is None:
        because = f"{said}: the laboratory's {name} limit has no unit, or one that does not fit"
        return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask_limit, facts=(fact,))
    said = f"{said}, {name} limit {normal.value}"
    return _judged(leaf, fact, keeps_to(value, leaf.limits, times=converted.value), said, ask)


def _convert(quantity: Quantity, unit: str, analyte: str, subject: Subject) -> Quantity | None:
    entry = subject.reference.analytes.get(analyte)
    return convert(quantity, unit, molar_mass_g_per_mol=None if entry is None else entry.molar_mass_g_per_mol)


def _judged(leaf: LabValue, fact: LabResult, truth: Truth, said: str, ask: str) -> Answer:
    if truth is Truth.UNKNOWN:
        because = f"{said}: the reported bound does not decide"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))
    return decided(leaf, truth, said, facts=(fact,), change=OPEN)


def _by_word(leaf: LabWord, fact: LabResult, ask: str) -> Answer:
    said = _said(fact)
    if not fact.word:
        return undecided(leaf, WhyUnknown.UNREADABLE, f"{said} is no word", ask=ask, facts=(fact,))
    asked = {word.casefold() for word in leaf.words}
    truth = Truth.YES if fact.word.casefold().strip() in asked else Truth.NO
    return decided(leaf, truth, said, facts=(fact,), change=OPEN)


def _performance(leaf: Performance, subject: Subject) -> Answer:
    ask = f"What is the {leaf.scale} performance status{within(leaf.within_days)}?"
    every = [fact for fact in subject.of(PerformanceStatus) if fact.standing is not Standing.REFUTED]
    told = [fact for fact in every if fact.scale == leaf.scale]
    if not told and every:
        because = f"only {describe(every[-1])} is recorded; one scale does not stand for the other"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=every[-1:])
    limits = Limits(
        at_least=None if leaf.at_least is None else Decimal(leaf.at_least),
        at_most=None if leaf.at_most is None else Decimal(leaf.at_most),
    )

    def judge(fact: PerformanceStatus) -> Answer:
        value = Decimal(fact.value)
        return decided(leaf, interval_keeps_to(value, value, limits), _said(fact), facts=(fact,), change=OPEN)

    return _agreed(leaf, latest_of(told), subject, ask, judge)
