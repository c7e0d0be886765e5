"""Laboratory values, tumour markers, vital signs: number, unit, range, and what has neither."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.unit.intake.reading import LOINC, amount, concept, extracted, facts, observation, only

from onward.terms import UNDATED, Comparator, Quantity, parse_date
from onward.timeline import LabResult

NEUTROPHILS = concept(LOINC, "751-8")


def test_a_count_with_its_normal_range() -> None:
    found = only(
        LabResult,
        observation(
            NEUTROPHILS,
            valueQuantity=amount(1.4, "10*3/uL"),
            referenceRange=[{"low": amount(1.8, "10*3/uL"), "high": amount(7.7, "10*3/uL")}],
        ),
    )
    assert (found.analyte, found.kind) == ("neutrophils", "laboratory")
    assert found.value == Quantity(Decimal("1.4"), "10*3/uL")
    assert (found.low, found.high) == (Quantity(Decimal("1.8"), "10*3/uL"), Quantity(Decimal("7.7"), "10*3/uL"))


@pytest.mark.parametrize(("code", "name"), [("6875-9", "CA 15-3"), ("2039-6", "CEA")])
def test_tumour_markers(code: str, name: str) -> None:
    found = only(LabResult, observation(concept(LOINC, code), valueQuantity=amount(40, "[arb'U]/mL")))
    assert (found.analyte, found.kind) == (name, "tumour marker")


def test_a_therapeutic_range_is_not_the_normal_one() -> None:
    kind = concept("http://terminology.hl7.org/CodeSystem/referencerange-meaning", "therapeutic")
    found = only(
        LabResult,
        observation(
            NEUTROPHILS,
            valueQuantity=amount(2, "10*3/uL"),
            referenceRange=[{"high": amount(9, "10*3/uL"), "type": kind}],
        ),
    )
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize(
    ("unit", "ucum"),
    [
        ({"unit": "K/uL"}, "10*3/uL"),
        ({"unit": "x10^9/L"}, "10*9/L"),
        ({"unit": "cells", "code": "10*3/uL"}, "10*3/uL"),
        ({"unit": "10*3/uL", "code": "local"}, "10*3/uL"),
        ({}, None),
    ],
)
def test_units_as_hospitals_spell_them(unit: dict[str, str], ucum: str | None) -> None:
    assert only(LabResult, observation(NEUTROPHILS, valueQuantity={"value": 2, **unit})).value == Quantity(
        Decimal(2), ucum
    )


def test_an_unknown_unit_is_named_and_the_number_stays_without() -> None:
    found = extracted(observation(NEUTROPHILS, valueQuantity={"value": 2, "unit": "gigaparsec"}))
    (result,) = found.facts
    assert isinstance(result, LabResult)
    assert result.value == Quantity(Decimal(2), None)
    assert [issue.what for issue in found.issues] == ['Observation: the unit "gigaparsec" is not known to Onward']


def test_a_value_below_detection() -> None:
    found = only(
        LabResult, observation(concept(LOINC, "6875-9"), valueQuantity={**amount(3, "[iU]/mL"), "comparator": "<"})
    )
    assert found.value is not None
    assert found.value.comparator is Comparator.LESS


def test_decimals_are_kept_as_far_as_json_gives_them() -> None:
    assert only(LabResult, observation(NEUTROPHILS, valueQuantity=amount(1.05, "10*3/uL"))).value == Quantity(
        Decimal("1.05"), "10*3/uL"
    )


@pytest.mark.parametrize(
    ("text", "value", "word"),
    [
        ("12.5 g/dL", Quantity(Decimal("12.5"), "g/dL"), ""),
        ("<0.5 ng/mL", Quantity(Decimal("0.5"), "ng/mL", Comparator.LESS), ""),
        ("13", Quantity(Decimal(13), None), ""),
        ("negative", None, "negative"),
        ("3 of 5 positive", None, "3 of 5 positive"),
        ("1,234 g/dL", None, "1,234 g/dL"),
    ],
)
def test_values_written_as_text(text: str, value: Quantity | None, word: str) -> None:
    found = only(LabResult, observation(concept(LOINC, "718-7"), valueString=text))
    assert (found.value, found.word) == (value, word)


def test_blood_pressure_is_two_values() -> None:
    panel = observation(
        concept(LOINC, "85354-9"),
        component=[
            {"code": concept(LOINC, "8480-6"), "valueQuantity": amount(124, "mm[Hg]")},
            {"code": concept(LOINC, "8462-4"), "valueQuantity": amount(78, "mm[Hg]")},
        ],
    )
    found = [(fact.analyte, fact.value, fact.sources[0].path) for fact in facts(panel) if isinstance(fact, LabResult)]
    assert found == [
        ("systolic blood pressure", Quantity(Decimal(124), "mm[Hg]"), "component[0]"),
        ("diastolic blood pressure", Quantity(Decimal(78), "mm[Hg]"), "component[1]"),
    ]


def test_a_laboratory_value_of_an_unknown_code_stays_visible() -> None:
    category = [concept("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory")]
    found = only(
        LabResult, observation(concept("urn:lab", "X9", "Zonulin"), category=category, valueQuantity=amount(4, "ng/mL"))
    )
    assert (found.analyte, found.kind, found.text) == ("", "", "Zonulin")


def test_an_analyte_known_by_its_whole_name_only() -> None:
    assert (
        only(LabResult, observation(concept(text="Neutrophil count"), valueQuantity=amount(2, "10*9/L"))).analyte
        == "neutrophils"
    )
    assert facts(observation(concept(text="Neutrophil count follow-up plan"), valueString="see letter")) == ()


def test_a_result_without_a_value() -> None:
    absent = concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-performed")
    assert facts(observation(NEUTROPHILS, dataAbsentReason=absent)) == ()


def test_when_it_was_measured_and_when_reported() -> None:
    found = only(LabResult, observation(NEUTROPHILS, valueQuantity=amount(2, "10*9/L"), issued="2024-03-05T10:00:00Z"))
    assert found.when.start == parse_date("2024-03-03")
    assert found.recorded_on == parse_date("2024-03-05T10:00:00Z")


def test_an_undated_result() -> None:
    undated: dict[str, Any] = observation(NEUTROPHILS, valueQuantity=amount(2, "10*9/L"))
    del undated["effectiveDateTime"]
    undated["_effectiveDateTime"] = {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
    }
    assert only(LabResult, undated).when == UNDATED


def test_an_infinite_or_wordy_number_is_none() -> None:
    assert facts(observation(NEUTROPHILS, valueQuantity={"value": "NaN", "unit": "g/dL"})) == ()
