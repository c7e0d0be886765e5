"""Laws of response by PET over random reads: what must change nothing, and what may never make a visit better."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.engines.response import CRITERIA, ReaderResponse, VisitResponse, respond
from onward.knowledge import response_rules
from onward.terms import PartialDate, Quantity, at, parse_date
from onward.timeline import AnyFact, LesionMeasurement, PetAcquisition, build_timeline

RANK = {"CMR": 0, "PMR": 1, "SMD": 2, "PMD": 3}
LESIONS = ("T01", "T02", "NT01")
MEASURES = {"percist-1.0": "SULpeak", "eortc-1999": "SUVmax"}
Facts = tuple[AnyFact, ...]


def day(number: int) -> PartialDate:
    found = parse_date(f"2026-{1 + number * 2:02d}-05")
    assert found is not None
    return found


@st.composite
def reads(draw: st.DrawFn) -> Facts:
    """One reader's facts of a baseline PET and up to three PETs after it, with liver and how each was made."""
    facts: list[AnyFact] = []
    for visit in range(draw(st.integers(2, 4))):
        name = f"VISIT {visit}" if visit else "BASELINE"
        common: dict[str, Any] = {"when": at(day(visit)), "visit": name, "visit_number": Decimal(visit), "reader": "R1"}
        minutes = Decimal(draw(st.sampled_from((55, 60, 70, 76))))
        facts.append(PetAcquisition(when=at(day(visit)), visit=name, tracer="FDG", uptake_minutes=minutes,
                                    cycles=Decimal(draw(st.integers(0, 3)))))  # fmt: skip
        liver = draw(st.sampled_from(("1.8", "2.0", "2.2")))
        for measure, value in (("SULmean", liver), ("SUL SD", "0.2")):
            facts.append(LesionMeasurement(**common, lesion="LIVER", role="reference", site="liver", method="PET",
                                           measure=measure, value=Quantity(Decimal(value), "g/mL")))  # fmt: skip
        for lesion in LESIONS:
            role = "target" if lesion.startswith("T") else "non-target"
            what = draw(st.integers(0, 9)) if visit else 9
            if what == 0:
                continue
            place: dict[str, Any] = {"lesion": lesion, "role": role, "site": "bone", "method": "PET"}
            if what > 2:
                uptake = Quantity(draw(st.decimals(1, 15, places=1)), "g/mL")
                facts += [LesionMeasurement(**common, **place, measure=measure, value=uptake)
                          for measure in MEASURES.values()]  # fmt: skip
            else:
                word = draw(st.sampled_from(("present", "indistinguishable from background", "not evaluable",
                                             "unequivocal progression")))  # fmt: skip
                facts.append(LesionMeasurement(**common, **place, measure="state", state=word))
        if visit and draw(st.integers(0, 6)) == 0:
            facts.append(LesionMeasurement(**common, lesion=f"N0{visit}", role="new", measure="state", method="PET",
                                           state=draw(st.sampled_from(("equivocal", "unequivocal")))))  # fmt: skip
    return tuple(facts)


def answered(facts: Facts, criterion: str) -> ReaderResponse:
    (found,) = respond(build_timeline("P1", facts), response_rules(CRITERIA[criterion].file), criterion)
    return found


def gist(found: ReaderResponse) -> object:
    """Everything that is said of visits and best response, but for the names of lesions."""
    visits = [
        (
            visit.visit,
            tuple((one.id, one.value) for one in visit.numbers),
            visit.change_from_baseline_pct,
            visit.target,
            visit.new_lesion,
            visit.overall,
        )
        for visit in found.visits
    ]
    return visits, found.best_overall, found.progressed_on, found.responded_on


criteria = pytest.mark.parametrize("criterion", MEASURES)


@criteria
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(criterion: str, data: st.DataObject) -> None:
    facts = data.draw(reads())
    shuffled = tuple(data.draw(st.permutations(facts)))
    assert gist(answered(facts, criterion)) == gist(answered(shuffled, criterion))


@criteria
@given(data=st.data())
def test_the_unit_changes_nothing(criterion: str, data: st.DataObject) -> None:
    facts = data.draw(reads())
    in_other = tuple(
        replace(fact, value=Quantity(fact.value.value * 1000, "g/L"))
        if isinstance(fact, LesionMeasurement) and fact.value is not None
        else fact
        for fact in facts
    )
    assert gist(answered(facts, criterion)) == gist(answered(in_other, criterion))


@criteria
@given(data=st.data())
def test_the_names_of_lesions_change_nothing(criterion: str, data: st.DataObject) -> None:
    facts = data.draw(reads())
    names = sorted({fact.lesion for fact in facts if isinstance(fact, LesionMeasurement) and fact.role != "reference"})
    other = dict(zip(names, data.draw(st.permutations([f"L{number}" for number in range(len(names))])), strict=True))
    renamed = tuple(
        replace(fact, lesion=other.get(fact.lesion, fact.lesion)) if isinstance(fact, LesionMeasurement) else fact
        for fact in facts
    )
    assert gist(answered(facts, criterion)) == gist(answered(renamed, criterion))


@criteria
@given(data=st.data())
def test_more_uptake_of_a_lesion_at_one_visit_never_makes_that_visit_better(
    criterion: str, data: st.DataObject
) -> None:
    facts = data.draw(reads())
    hot = [
        index
        for index, fact in enumerate(facts)
        if isinstance(fact, LesionMeasurement)
        and fact.measure == MEASURES[criterion]
        and fact.role != "reference"
        and fact.visit != "BASELINE"
    ]
    if not hot:
        return
    index = data.draw(st.sampled_from(hot))
    raised = facts[index]
    assert isinstance(raised, LesionMeasurement)
    assert raised.value is not None
    more = replace(raised, value=Quantity(raised.value.value + data.draw(st.decimals("0.1", 9, places=1)), "g/mL"))
    before = visit_of(answered(facts, criterion), raised.visit)
    after = visit_of(answered((*facts[:index], more, *facts[index + 1 :]), criterion), raised.visit)
    if before.overall in RANK and after.overall in RANK:
        assert RANK[after.overall] >= RANK[before.overall]
    else:
        assert after.overall in (before.overall, "PMD"), "not evaluable stays so, unless progression is certain"


def visit_of(found: ReaderResponse, name: str) -> VisitResponse:
    return next(visit for visit in found.visits if visit.visit == name)


@criteria
@given(data=st.data())
def test_every_category_has_its_reason_and_complete_response_leaves_nothing(
    criterion: str, data: st.DataObject
) -> None:
    for visit in answered(data.draw(reads()), criterion).visits:
        assert visit.because
        if visit.overall == "CMR":
            assert not visit.new_certain
            assert all(lesion.state != "present" for lesion in visit.lesions)
        if visit.overall == "PMD":
            assert any("PMD" in reason.says for reason in visit.because)
