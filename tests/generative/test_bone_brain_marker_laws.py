"""Laws of bone, brain, volume and marker criteria over random records: what must change nothing, what never helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.engines.response import CRITERIA, Course, ReaderResponse, asked_of, respond_by_all
from onward.knowledge import response_rules
from onward.terms import PartialDate, Quantity, at, on_day, parse_date
from onward.timeline import AnyFact, DiseaseStatus, LabResult, LesionMeasurement, build_timeline

RANK = {"CR": 0, "PR": 1, "SD": 2, "NON-CR/NON-PD": 2, "PD": 3}
START = parse_date("2026-01-05")
assert START is not None
FIRST = START.earliest
BONE_WORDS = (
    "present", "sclerotic rim", "partial sclerotic fill-in", "complete sclerotic fill-in", "increased", "lytic growth",
    "decreased", "absent", "not evaluable",
)  # fmt: skip
COURSES = (
    Course(drug="letrozole", drug_class="aromatase inhibitor", role="anticancer", start=START, end=None),
    Course(
        drug="dexamethasone", drug_class="corticosteroid", role="supportive", start=START, end=None, dose_text="4 mg"
    ),
)


def day(number: int) -> PartialDate:
    return on_day(FIRST + timedelta(days=56 * number))


@st.composite
def bones(draw: st.DrawFn) -> tuple[AnyFact, ...]:
    """One reader's findings in two bones and perhaps a new spot, on CT and bone scan."""
    facts: list[AnyFact] = []
    for visit in range(draw(st.integers(2, 4))):
        common = {"when": at(day(visit)), "visit": f"DAY {56 * visit}" if visit else "BASELINE", "reader": "R1",
                  "visit_number": Decimal(visit), "site": "bone"}  # fmt: skip
        for name in ("B1", "B2"):
            for method in ("CT", "bone scan"):
                word = "present" if visit == 0 else draw(st.sampled_from(BONE_WORDS))
                facts.append(
                    LesionMeasurement(**common, lesion=name, role="target", measure="state", state=word, method=method)
                )
            size = draw(st.decimals(12, 60, places=1))
            facts.append(
                LesionMeasurement(**common, lesion=f"{name}S", role="target", measure="longest diameter", method="CT",
                                  value=Quantity(size, "mm"))
            )  # fmt: skip
        if visit and draw(st.booleans()):
            word = draw(st.sampled_from(("equivocal", "unequivocal", "sclerotic", "lytic")))
            method = draw(st.sampled_from(("CT", "bone scan")))
            facts.append(
                LesionMeasurement(**common, lesion=f"N{visit}", role="new", measure="state", state=word, method=method)
            )
    return tuple(facts)


@st.composite
def brains(draw: st.DrawFn) -> tuple[AnyFact, ...]:
    """One reader's diameters and volumes of two targets in the brain, with clinical status."""
    facts: list[AnyFact] = []
    for visit in range(draw(st.integers(2, 4))):
        common = {"when": at(day(visit)), "visit": f"DAY {56 * visit}" if visit else "BASELINE", "reader": "R1",
                  "visit_number": Decimal(visit), "site": "brain", "role": "target", "method": "MR"}  # fmt: skip
        for name in ("T01", "T02"):
            size = draw(st.decimals(10 if visit == 0 else 0, 60, places=1))
            volume = draw(st.decimals("0.5" if visit == 0 else 0, 60, places=1))
            for measure, value in (("longest diameter", Quantity(size, "mm")), ("volume", Quantity(volume, "mL"))):
                facts.append(LesionMeasurement(**common, lesion=name, measure=measure, value=value))
        if draw(st.booleans()):
            status = draw(st.sampled_from(("stable", "improved", "progression")))
            facts.append(DiseaseStatus(when=at(day(visit)), value=status, evidence=("symptoms",)))
    return tuple(facts)


@st.composite
def markers(draw: st.DrawFn) -> tuple[AnyFact, ...]:
    return tuple(
        LabResult(when=at(day(number)), analyte="CA 15-3", value=Quantity(draw(st.decimals(1, 400, places=1)), "U/mL"))
        for number in range(draw(st.integers(2, 6)))
    )


RECORDS = {"mda-bone": bones(), "rano-bm": brains(), "volumetric-brain": brains(), "marker-trend": markers()}
criteria = pytest.mark.parametrize("criterion", sorted(RECORDS))


def answered(facts: tuple[AnyFact, ...], criterion: str) -> ReaderResponse:
    asked = asked_of(build_timeline("P1", facts), courses=COURSES)
    rules = response_rules(CRITERIA[criterion].file)
    (found,) = respond_by_all(asked, [(criterion, rules)])
    return found


def gist(found: ReaderResponse) -> object:
    visits = [(visit.visit, visit.target, visit.new_lesion, visit.overall) for visit in found.visits]
    return visits, found.best_overall, found.best_confirmed, found.progressed_on


@criteria
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(criterion: str, data: st.DataObject) -> None:
    facts = data.draw(RECORDS[criterion])
    assert gist(answered(facts, criterion)) == gist(answered(tuple(data.draw(st.permutations(facts))), criterion))


@criteria
@given(data=st.data())
def test_the_unit_changes_nothing(criterion: str, data: st.DataObject) -> None:
    facts = data.draw(RECORDS[criterion])
    assert gist(answered(facts, criterion)) == gist(answered(tuple(_other_unit(one) for one in facts), criterion))


def _other_unit(fact: AnyFact) -> AnyFact:
    if isinstance(fact, LabResult) and fact.value is not None:
        return replace(fact, value=Quantity(fact.value.value, "kU/L"))
    if isinstance(fact, LesionMeasurement) and fact.value is not None:
        scale, unit = (Decimal(1000), "mm3") if fact.measure == "volume" else (Decimal("0.1"), "cm")
        return replace(fact, value=Quantity(fact.value.value * scale, unit))
    return fact


@pytest.mark.parametrize("criterion", ["mda-bone", "rano-bm", "volumetric-brain"])
@given(data=st.data())
def test_the_names_of_lesions_change_nothing(criterion: str, data: st.DataObject) -> None:
    facts = data.draw(RECORDS[criterion])
    names = sorted({fact.lesion for fact in facts if isinstance(fact, LesionMeasurement)})
    other = dict(zip(names, data.draw(st.permutations([f"L{number}" for number in range(len(names))])), strict=True))
    renamed = tuple(
        replace(fact, lesion=other[fact.lesion]) if isinstance(fact, LesionMeasurement) else fact for fact in facts
    )
    assert gist(answered(facts, criterion)) == gist(answered(renamed, criterion))


@pytest.mark.parametrize(("criterion", "measure"), [("mda-bone", "longest diameter"), ("volumetric-brain", "volume")])
@given(data=st.data())
def test_a_larger_lesion_never_makes_its_visit_better(criterion: str, measure: str, data: st.DataObject) -> None:
    facts = data.draw(RECORDS[criterion])
    sized = [
        index
        for index, fact in enumerate(facts)
        if isinstance(fact, LesionMeasurement) and fact.measure == measure and fact.visit != "BASELINE"
    ]
    index = data.draw(st.sampled_from(sized))
    fact = facts[index]
    assert isinstance(fact, LesionMeasurement)
    assert fact.value is not None
    larger = replace(
        fact, value=Quantity(fact.value.value + data.draw(st.decimals("0.1", 40, places=1)), fact.value.unit)
    )
    before, after = (
        next(visit.overall for visit in answered(record, criterion).visits if visit.visit == fact.visit)
        for record in (facts, (*facts[:index], larger, *facts[index + 1 :]))
    )
    if before in RANK and after in RANK:
        assert RANK[after] >= RANK[before]


@given(data=st.data())
def test_worse_clinically_is_never_better_by_rano_bm(data: st.DataObject) -> None:
    facts = data.draw(brains())
    with_status = [fact for fact in facts if not isinstance(fact, DiseaseStatus)]
    found = answered(tuple(with_status), "rano-bm")
    worse = [
        DiseaseStatus(when=at(visit.date), value="progression", evidence=("symptoms",))
        for visit in found.visits
        if visit.date is not None and not visit.is_baseline
    ]
    answers = answered((*with_status, *worse), "rano-bm").visits
    assert all(visit.overall == "PD" for visit in answers if not visit.is_baseline)


@given(data=st.data())
def test_markers_never_answer_in_categories_of_response(data: st.DataObject) -> None:
    found = answered(data.draw(markers()), "marker-trend")
    assert {visit.overall for visit in found.visits} & set(RANK) == set()
    assert found.best_overall == ""
    assert found.progressed_on is None


@given(data=st.data())
def test_a_bone_scan_alone_is_no_progression_in_the_first_months(data: st.DataObject) -> None:
    facts = [fact for fact in data.draw(bones()) if isinstance(fact, LesionMeasurement) and fact.method == "bone scan"]
    early = tuple(
        fact for fact in facts if fact.when.start is not None and (fact.when.start.earliest - FIRST).days <= 180
    )
    scans_only = tuple(
        replace(fact, state="increased") if fact.state in ("lytic growth", "lytic", "sclerotic") else fact
        for fact in early
    )
    found = answered(scans_only, "mda-bone")
    assert "PD" not in {visit.overall for visit in found.visits}
