"""Lesions measured on images, written as FHIR: which lesion, what was measured, by whom, and what gives no fact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.unit.intake.reading import LOINC, OF_ANNA, SNOMED, concept, extracted, observation

from onward.terms import Quantity
from onward.timeline import LesionMeasurement


def lesions(*resources: dict[str, Any]) -> tuple[LesionMeasurement, ...]:
    """The measured lesions of the first resource."""
    return tuple(fact for fact in extracted(*resources).facts if isinstance(fact, LesionMeasurement))


IMAGING = [concept("http://terminology.hl7.org/CodeSystem/observation-category", "imaging")]
UID = "1.2.826.0.1.3680043.10.1337.7"


def structure(**elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "BodyStructure",
        "id": "b1",
        "patient": OF_ANNA["subject"],
        "identifier": [{"system": "urn:dicom:uid", "value": f"urn:oid:{UID}"}],
        "location": concept(SNOMED, "10200004", "Liver structure"),
        "description": "Target 1",
        **elements,
    }


def measured(name: str, value: str, unit: str, **elements: Any) -> dict[str, Any]:
    return observation(
        {"text": name},
        category=IMAGING,
        focus=[{"reference": "BodyStructure/b1"}],
        performer=[{"display": "Reader 1"}],
        valueQuantity={"value": float(value), "unit": unit, "system": "http://unitsofmeasure.org", "code": unit},
        **elements,
    )


def test_uptake_of_a_lesion_with_its_tracking_uid_reader_and_role() -> None:
    (found,) = lesions(measured("SULpeak", "8.5", "{SUVlbm}g/ml"), structure())
    assert found.lesion == UID
    assert (found.measure, found.value) == ("SULpeak", Quantity(Decimal("8.5"), "g/mL"))
    assert (found.reader, found.role, found.site, found.method) == ("Reader 1", "target", "liver", "PET")


def test_tumour_size_of_mcode_gives_both_diameters() -> None:
    size = observation(
        concept(LOINC, "21889-1", "Size Tumor"),
        category=IMAGING,
        focus=[{"reference": "BodyStructure/b1"}],
        component=[
            {"code": concept(LOINC, code), "valueQuantity": {"value": value, "unit": "mm", "code": "mm"}}
            for code, value in (("33728-7", 32), ("33729-5", 21))
        ],
    )
    found = lesions(size, structure())
    assert sorted((one.measure, str(one.value)) for one in found) == [
        ("longest diameter", "32 mm"),
        ("perpendicular diameter", "21 mm"),
    ]


def test_the_second_diameter_of_a_node_is_its_short_axis() -> None:
    node = structure(location=concept(SNOMED, "68171009", "Axillary lymph node structure"), description="")
    (found,) = lesions(measured("short axis", "14", "mm"), node)
    assert (found.measure, found.is_node, found.role) == ("short axis", True, "")


def test_what_is_preliminary_gives_no_measurement() -> None:
    read = extracted(measured("SULpeak", "8.5", "g/mL", status="preliminary"), structure())
    assert "Observation: a lesion was measured and the result is preliminary" in [one.what for one in read.issues]
    assert not lesions(measured("SULpeak", "8.5", "g/mL", status="preliminary"), structure())


def test_a_number_that_is_missing_says_why() -> None:
    missing = measured("SULpeak", "0", "g/mL", dataAbsentReason={"text": "infiltrated injection"})
    del missing["valueQuantity"]
    (found,) = lesions(missing, structure())
    assert (found.value, found.not_done) == (None, "infiltrated injection")


def test_a_size_from_pathology_is_no_lesion_of_images() -> None:
    size = observation(
        concept(LOINC, "21889-1", "Size Tumor"),
        focus=[{"reference": "BodyStructure/b1"}],
        valueQuantity={"value": 32, "unit": "mm", "code": "mm"},
    )
    assert not lesions(size, structure())


def test_a_structure_that_is_not_in_the_input_still_names_the_lesion() -> None:
    (found,) = lesions(measured("SUVmax", "8.5", "g/mL"))
    assert (found.lesion, found.site, found.is_node) == ("b1", "", None)
