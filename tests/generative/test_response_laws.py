"""Laws of response over random reads: what must change nothing, and what may never make a visit better."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.engines.response import CRITERIA, ReaderResponse, VisitResponse, respond
from onward.knowledge import response_rules
from onward.terms import PartialDate, Quantity, at, parse_date
from onward.timeline import LesionMeasurement, build_timeline

# From best to worst, as far as two categories can be compared; a visit that cannot be evaluated is no answer.
RANKS = (
    ("CR", "iCR"),
    ("PR", "iPR"),
    ("SD", "iSD", "NON-CR/NON-PD", "NON-iCR/NON-iUPD"),
    ("PD", "iUPD", "iCPD"),
)
RANK = {category: rank for rank, categories in enumerate(RANKS) for category in categories}
TARGETS = ("T01", "T02", "T03")


def day(number: int) -> PartialDate:
    found = parse_date(f"2026-{1 + number * 2:02d}-05")
    assert found is not None
    return found


@st.composite
def reads(draw: st.DrawFn) -> tuple[LesionMeasurement, ...]:
    """One reader's facts of a baseline and up to four visits, eight weeks apart."""
    facts: list[LesionMeasurement] = []
    nodes = {name: draw(st.booleans()) for name in TARGETS}
    has_other = draw(st.booleans())
    for visit in range(draw(st.integers(2, 5))):
        common = {"when": at(day(visit)), "visit": f"VISIT {visit}" if visit else "BASELINE", "reader": "R1",
                  "visit_number": Decimal(visit)}  # fmt: skip
        for name in TARGETS:
            size = draw(st.decimals(15 if visit == 0 else 0, 60, places=1))
            if visit and draw(st.integers(0, 9)) == 0:
                continue
            measure = "short axis" if nodes[name] else "longest diameter"
            facts.append(
                LesionMeasurement(**common, lesion=name, role="target", is_node=nodes[name], measure=measure,
                                  site="liver", value=Quantity(size, "mm"))
            )  # fmt: skip
        if has_other:
            words = ("present",) if visit == 0 else ("present", "absent", "unequivocal progression", "not evaluable")
            facts.append(
                LesionMeasurement(**common, lesion="NT01", role="non-target", measure="state",
                                  state=draw(st.sampled_from(words)))
            )  # fmt: skip
        if visit and draw(st.integers(0, 7)) == 0:
            facts.append(
                LesionMeasurement(**common, lesion=f"N0{visit}", role="new", measure="state",
                                  state=draw(st.sampled_from(("equivocal", "unequivocal"))))
            )  # fmt: skip
    return tuple(facts)


def answered(facts: tuple[LesionMeasurement, ...], criterion: str) -> ReaderResponse:
    timeline = build_timeline("P1", facts)
    (found,) = respond(timeline, response_rules(CRITERIA[criterion].file), criterion)
    return found


def gist(found: ReaderResponse) -> object:
    """Everything that is said of visits and best response, but for the names of lesions."""
    visits = [
        (visit.visit, visit.sum_mm, visit.nadir_mm, visit.target, visit.non_target, visit.new_lesion, visit.overall)
        for visit in found.visits
    ]
    return visits, found.best_overall, found.best_confirmed, found.progressed_on, found.responded_on


criteria = pytest.mark.parametrize("criterion", ["recist-1.1", "irecist"])


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
    in_cm = tuple(
        fact if fact.value is None else replace(fact, value=Quantity(fact.value.value / 10, "cm")) for fact in facts
    )
    assert gist(answered(facts, criterion)) == gist(answered(in_cm, criterion))


@criteria
@given(data=st.data())
def test_the_names_of_lesions_change_nothing(criterion: str, data: st.DataObject) -> None:
    facts = data.draw(reads())
    names = sorted({fact.lesion for fact in facts})
    other = dict(zip(names, data.draw(st.permutations([f"L{number}" for number in range(len(names))])), strict=True))
    renamed = tuple(replace(fact, lesion=other[fact.lesion]) for fact in facts)
    assert gist(answered(facts, criterion)) == gist(answered(renamed, criterion))


@given(data=st.data())
def test_a_larger_lesion_at_one_visit_never_makes_that_visit_better(data: st.DataObject) -> None:
    facts = data.draw(reads())
    sized = [index for index, fact in enumerate(facts) if fact.value is not None and fact.visit != "BASELINE"]
    if not sized:
        return
    index = data.draw(st.sampled_from(sized))
    grown = data.draw(st.decimals("0.1", 40, places=1))
    value = facts[index].value
    assert value is not None
    larger = replace(facts[index], value=Quantity(value.value + grown, "mm"))
    before = visit_of(answered(facts, "recist-1.1"), facts[index].visit)
    after = visit_of(answered((*facts[:index], larger, *facts[index + 1 :]), "recist-1.1"), facts[index].visit)
    if before.overall in RANK and after.overall in RANK:
        assert RANK[after.overall] >= RANK[before.overall]
    else:
        assert after.overall in (before.overall, "PD"), "not evaluable stays so, unless progression is certain"


def visit_of(found: ReaderResponse, name: str) -> VisitResponse:
    return next(visit for visit in found.visits if visit.visit == name)


@given(data=st.data())
def test_irecist_is_unconfirmed_before_it_is_confirmed(data: st.DataObject) -> None:
    overall = [visit.overall for visit in answered(data.draw(reads()), "irecist").visits]
    if "iCPD" in overall:
        assert "iUPD" in overall[: overall.index("iCPD")]


@given(data=st.data())
def test_the_first_progression_is_the_same_visit_by_both_criteria(data: st.DataObject) -> None:
    facts = data.draw(reads())
    plain = [visit.overall == "PD" for visit in answered(facts, "recist-1.1").visits]
    immune = [visit.overall == "iUPD" for visit in answered(facts, "irecist").visits]
    assert (plain.index(True) if any(plain) else -1) == (immune.index(True) if any(immune) else -1)
