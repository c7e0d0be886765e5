"""PD-L1, Ki-67, MSI, TMB, recurrence scores and grade: number, what was counted, and by which test."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.unit.intake.reading import LOINC, SNOMED, amount, concept, facts, observation, only, whats

from onward.terms import Comparator, Quantity
from onward.timeline import BiomarkerScore

PDL1_22C3 = concept(LOINC, "85147-7")


def scores(code: dict[str, Any], **elements: Any) -> list[tuple[str, str, str, str]]:
    """(measure, assay, value, status) of each score."""
    found = facts(observation(code, **elements))
    return [(f.measure, f.assay, str(f.value or ""), f.status) for f in found if isinstance(f, BiomarkerScore)]


def test_the_combined_positive_score_as_value() -> None:
    assert scores(PDL1_22C3, valueQuantity={"value": 12}) == [("CPS", "22C3", "12", "")]
    assert scores(PDL1_22C3, valueQuantity=amount(12, "{score}")) == [("CPS", "22C3", "12 {score}", "")]
    assert scores(PDL1_22C3, valueInteger=10) == [("CPS", "22C3", "10", "")]


def test_a_percentage_of_22c3_is_the_tumour_proportion_score() -> None:
    assert scores(PDL1_22C3, valueQuantity=amount(5, "%")) == [("TPS", "22C3", "5 %", "")]


def test_the_combined_positive_score_as_a_component_known_by_its_text() -> None:
    components = [
        {"code": concept(text="Combined Positive Score (CPS)"), "valueQuantity": {"value": 15}},
        {"code": concept(text="Tumor Proportion Score"), "valueQuantity": amount(1, "%")},
    ]
    assert scores(PDL1_22C3, valueCodeableConcept=concept(SNOMED, "10828004"), component=components) == [
        ("", "22C3", "", "positive"),
        ("CPS", "22C3", "15", ""),
        ("TPS", "22C3", "1 %", ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPS 12", [("CPS", "22C3", "12", "")]),
        ("CPS >= 10", [("CPS", "22C3", ">=10", "")]),
        ("Combined positive score: 20; TPS 5%", [("CPS", "22C3", "20", ""), ("TPS", "22C3", "5 %", "")]),
        ("22C3 CPS 8", [("CPS", "22C3", "8", "")]),
    ],
)
def test_scores_in_words(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert scores(PDL1_22C3, valueString=text) == expected


def test_another_antibody_by_the_words_of_the_code() -> None:
    assert scores(concept(text="PD-L1 (SP142) immune cells"), valueQuantity=amount(2, "%")) == [
        ("IC", "SP142", "2 %", "")
    ]


def test_an_antibody_named_in_the_method() -> None:
    found = scores(concept(text="PD-L1"), method=concept(text="Ventana SP142"), valueString="IC 1%, positive")
    assert found == [("IC", "SP142", "1 %", "positive")]


def test_a_percentage_of_an_unnamed_antibody_has_no_measure() -> None:
    assert scores(concept(text="PD-L1"), valueQuantity=amount(5, "%")) == [("", "", "5 %", "")]


def test_ki67_in_percent() -> None:
    assert scores(concept(LOINC, "29593-1"), valueQuantity=amount(35, "%")) == [("percent", "", "35 %", "")]


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (concept(LOINC, "LA26203-2", "MSI-H"), "high"),
        (concept(LOINC, "LA14122-8", "Stable"), "stable"),
        (concept(text="MSS"), "stable"),
        (concept(text="microsatellite instability-high"), "high"),
    ],
)
def test_microsatellite_state(value: dict[str, Any], status: str) -> None:
    fact = only(BiomarkerScore, observation(concept(LOINC, "81695-9"), valueCodeableConcept=value))
    assert (fact.name, fact.status) == ("MSI", status)


def test_mismatch_repair_in_words() -> None:
    fact = only(BiomarkerScore, observation(concept(text="Mismatch repair status"), valueString="dMMR"))
    assert (fact.name, fact.status) == ("MMR", "deficient")


@pytest.mark.parametrize("unit", ["1/1000000{Base}", "mut/Mb", "mutations per megabase"])
def test_tumour_mutational_burden_per_megabase(unit: str) -> None:
    value = {"value": 11.5, "unit": unit}
    fact = only(BiomarkerScore, observation(concept(LOINC, "94076-7"), valueQuantity=value))
    assert (fact.name, fact.measure) == ("TMB", "mutations per megabase")
    assert fact.value == Quantity(Decimal("11.5"), "1/1000000{Base}")


def test_a_recurrence_score_with_its_interpretation() -> None:
    high = concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "H")
    code = concept("http://www.ncbi.nlm.nih.gov/gtr", "509910", "Oncotype DX Breast Recurrence Score Assay")
    fact = only(BiomarkerScore, observation(code, valueQuantity=amount(47, "1"), interpretation=[high]))
    assert (fact.name, fact.value, fact.status) == ("Oncotype DX", Quantity(Decimal(47), "1"), "high")


def test_a_bound_stays_a_bound() -> None:
    value = {**amount(1, "%"), "comparator": "<"}
    fact = only(BiomarkerScore, observation(concept(LOINC, "29593-1"), valueQuantity=value))
    assert fact.value == Quantity(Decimal(1), "%", Comparator.LESS)


def test_grade() -> None:
    value = concept(SNOMED, "1286895001", "Grade 3")
    fact = only(BiomarkerScore, observation(concept(LOINC, "44648-4"), valueCodeableConcept=value))
    assert (fact.name, fact.value) == ("grade", Quantity(Decimal(3), "1"))


def test_a_grade_that_is_none() -> None:
    assert whats(observation(concept(LOINC, "44648-4"), valueString="GX")) == [
        "Observation: a grade that is not understood"
    ]
