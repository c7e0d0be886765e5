"""By which names a person is called where her id is not given."""

from __future__ import annotations

import pytest

from onward.intake.fhir.identifiers import identifier_of_person, identifiers_of_patient

MRN = "http://hospital.example/mrn"


def test_a_patient_answers_to_each_identifier_with_and_without_its_system() -> None:
    body = {"identifier": [{"system": MRN, "value": "17"}, {"value": "A-9"}, {"system": MRN}, "odd", None]}
    assert identifiers_of_patient(body) == (f"{MRN}|17", "17", "|A-9", "A-9")
    assert identifiers_of_patient({}) == ()


@pytest.mark.parametrize(
    ("subject", "called"),
    [
        ({"reference": f"Patient?identifier={MRN}|17"}, f"{MRN}|17"),
        ({"reference": f"https://fhir.example/r4/Patient?identifier={MRN}%7C17"}, f"{MRN}|17"),
        ({"reference": "Patient?active=true&identifier=17"}, "17"),
        ({"reference": "Patient?identifier:exact=17"}, "17"),
        ({"reference": "Patient?name=x"}, ""),
        ({"reference": f"Group?identifier={MRN}|17"}, ""),
        ({"reference": "Patient/anna"}, ""),
        ({"reference": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}, ""),
        ({"identifier": {"system": MRN, "value": "17"}}, f"{MRN}|17"),
        ({"identifier": {"value": "17"}}, "17"),
        ({"display": "a woman"}, ""),
        ("Patient?identifier=17", ""),
        (None, ""),
    ],
)
def test_how_an_observation_calls_its_person(subject: object, called: str) -> None:
    assert identifier_of_person("Observation", {"subject": subject}) == called


def test_coverage_names_its_beneficiary_and_a_drug_nobody() -> None:
    beneficiary = {"reference": "Patient?identifier=17"}
    assert identifier_of_person("Coverage", {"beneficiary": beneficiary}) == "17"
    assert identifier_of_person("Medication", {"subject": beneficiary}) == ""
