"""What must not matter to an answer (order, duplicates, shifted dates, other units), and what time does to it."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.generative.criteria_records import meeting
from tests.generative.strategies import (
    CRITERIA,
    DATED,
    REFERENCE,
    WITHOUT_PRESUMPTIONS,
)
from tests.generative.test_criteria_laws import AS_OF, about, every, nodes_of
from tests.spec.criteria import records as say

from onward.criteria import (
    Age,
    Criterion,
    DiseaseFreeInterval,
    Prospect,
    Relapse,
    Subject,
    When,
    answer,
    leaves_of,
    subject_of,
)
from onward.terms import PartialDate, Quantity, convert, shift_days
from onward.timeline import AnyFact, Fact, LabResult, build_timeline

# --- what must not matter


@given(meeting(CRITERIA), st.randoms(use_true_random=False))
def test_order_of_facts(case: tuple[Any, ...], chance: random.Random) -> None:
    criterion, record = case
    facts = [piece for piece in record if isinstance(piece, Fact)]
    picture = [piece for piece in record if not isinstance(piece, Fact)]
    chance.shuffle(facts)
    assert answer(criterion, about(*record)) == answer(criterion, about(*facts, *picture))


@given(meeting(CRITERIA))
def test_the_same_facts_twice(case: tuple[Any, ...]) -> None:
    criterion, record = case
    facts = [piece for piece in record if isinstance(piece, Fact)]
    assert answer(criterion, about(*record)) == answer(criterion, about(*facts, *record))


@given(meeting(CRITERIA))
def test_a_fact_about_something_else(case: tuple[Any, ...]) -> None:
    """A potassium value changes no answer, but for "is there any laboratory result"."""
    criterion, record = case
    potassium = say.lab("potassium", "4.1", "mmol/L")
    has_labs = any(isinstance(piece, LabResult) for piece in record)
    assume(has_labs or not any("laboratory results" in str(node) for node in every(criterion)))
    before, after = answer(criterion, about(*record)), answer(criterion, about(*record, potassium))
    assert (before.truth, before.change) == (after.truth, after.change)


_CALENDAR = (Age, Relapse, DiseaseFreeInterval)  # counted in years and months, which are not equally long


@given(meeting(WITHOUT_PRESUMPTIONS), st.integers(-2000, 2000))
def test_shifted_dates(case: tuple[Any, ...], days: int) -> None:
    """A life lived so many days later has the same answers, so many days later."""
    criterion, record = case
    assume(not any(isinstance(node, _CALENDAR) for node in every(criterion)))
    now = answer(criterion, about(*record))
    step = timedelta(days=days)
    then = answer(criterion, about(*(_shifted(piece, days) for piece in record), as_of=AS_OF + step))
    assert now.truth is then.truth
    assert now.why_unknown is then.why_unknown
    assert now.change.prospect is then.change.prospect
    assert (now.changes_on and now.changes_on + step) == then.changes_on


_FOUR_HUNDRED_YEARS = 146_097  # days; the calendar repeats


@given(meeting(CRITERIA))
def test_shifted_by_a_whole_calendar(case: tuple[Any, ...]) -> None:
    """Years and months included: four hundred years later every date falls alike."""
    criterion, record = case
    step = timedelta(days=_FOUR_HUNDRED_YEARS)
    now = answer(criterion, about(*record))
    later = about(*(_shifted(piece, _FOUR_HUNDRED_YEARS) for piece in record), as_of=AS_OF + step)
    then = answer(criterion, later)
    assert (now.truth, now.why_unknown, now.change.prospect) == (then.truth, then.why_unknown, then.change.prospect)
    assert (now.changes_on and now.changes_on + step) == then.changes_on


def _shifted(value: Any, days: int) -> Any:
    """Every date inside a value moved by whole days."""
    if isinstance(value, PartialDate):
        return shift_days(value, days)
    if isinstance(value, tuple):
        return tuple(_shifted(item, days) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _shifted(getattr(value, field.name), days) for field in fields(value)}
        return replace(value, **changed)
    return value


_OTHER_UNITS = {"10*9/L": ("10*3/uL", "/uL"), "mg/dL": ("umol/L", "g/L"), "U/L": ("kU/L", "U/mL")}


@given(meeting(CRITERIA), st.integers(0, 1))
def test_converted_units(case: tuple[Any, ...], which: int) -> None:
    """The same values in another unit give the same answers, at the very limit as well."""
    criterion, record = case
    converted = [_converted(piece, which) if isinstance(piece, LabResult) else piece for piece in record]
    before, after = answer(criterion, about(*record)), answer(criterion, about(*converted))
    assert (before.truth, before.why_unknown, before.change) == (after.truth, after.why_unknown, after.change)


def _converted(fact: LabResult, which: int) -> AnyFact:
    def other(quantity: Quantity | None) -> Quantity | None:
        if quantity is None or quantity.unit is None:
            return quantity
        units = _OTHER_UNITS.get(quantity.unit)
        entry = REFERENCE.analytes.get(fact.analyte)
        if units is None:
            return quantity
        return convert(quantity, units[which], molar_mass_g_per_mol=entry.molar_mass_g_per_mol if entry else None)

    return replace(fact, value=other(fact.value), low=other(fact.low), high=other(fact.high))


# --- what time does


def _promises(criterion: Criterion) -> bool:
    """Two-sided ages and switches may turn back: of them only a day of change is promised, not what follows."""
    return not any(
        isinstance(node, When)
        or (isinstance(node, Age) and node.at_least_years is not None and node.at_most_years is not None)
        for node in every(criterion)
    )


def _later(person: Subject, day: date) -> Subject:
    """The same record on a later day."""
    timeline = build_timeline("example", person.timeline.facts)
    return subject_of(timeline, person.picture, REFERENCE, as_of=day)


@settings(max_examples=300)
@given(meeting(DATED))
def test_on_the_day_of_change_the_answer_is_another(case: tuple[Any, ...]) -> None:
    criterion, record = case
    person = about(*record)
    for found in nodes_of(answer(criterion, person)):
        if found.changes_on is not None and _promises(found.criterion):
            assert found.changes_on > AS_OF
            assert answer(found.criterion, _later(person, found.changes_on)).truth is not found.truth


@settings(max_examples=300)
@given(meeting(DATED))
def test_until_the_day_of_change_a_leaf_stands(case: tuple[Any, ...]) -> None:
    criterion, record = case
    person = about(*record)
    for found in leaves_of(answer(criterion, person)):
        if found.changes_on is not None:
            last = found.changes_on - timedelta(days=1)
            assert answer(found.criterion, _later(person, last)).truth is found.truth


@given(meeting(WITHOUT_PRESUMPTIONS), st.integers(1, 20_000))
def test_what_cannot_change_does_not(case: tuple[Any, ...], days: int) -> None:
    """As the years go by on the same record, a fixed answer stays."""
    criterion, record = case
    person = about(*record)
    later = _later(person, AS_OF + timedelta(days=days))
    for found in nodes_of(answer(criterion, person)):
        if found.change.prospect is Prospect.FIXED:
            assert answer(found.criterion, later).truth is found.truth
