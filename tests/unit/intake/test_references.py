"""Whose a resource is: every form of reference, and those that lead nowhere."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.unit.intake.reading import LOINC, amount, concept

from onward.intake.fhir import Extracted, Index, RawResource, facts_of
from onward.terms import Severity

MRN = "http://hospital.example/mrn"


def weight(subject: object = None, **elements: Any) -> dict[str, Any]:
    body = {
        "resourceType": "Observation",
        "id": "o1",
        "status": "final",
        "code": concept(LOINC, "29463-7"),
        "valueQuantity": amount(70, "kg"),
        **elements,
    }
    return body if subject is None else {**body, "subject": subject}


def patient(key: str, number: str = "") -> dict[str, Any]:
    identifier = [{"system": MRN, "value": number}] if number else []
    return {"resourceType": "Patient", "id": key, "identifier": identifier}


def in_bundle(*resources: dict[str, Any], urls: tuple[str, ...] = ()) -> Extracted:
    """What the first resource of a bundle gives; `urls` are the fullUrls in order."""
    index = Index()
    raws = [
        RawResource(
            body["resourceType"],
            body.get("id", ""),
            orjson.dumps(body),
            f"entry[{number}].resource",
            0,
            urls[number] if number < len(urls) else "",
            1,
        )
        for number, body in enumerate(resources)
    ]
    for raw in raws:
        index.add(raw, "a.json")
    return facts_of(raws[0], file="a.json", sha256="", index=index)


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": "Patient/anna"},
        {"reference": "Patient/anna/_history/3"},
        {"reference": "https://fhir.example.org/r4/Patient/anna"},
        {"reference": "https://fhir.example.org/r4/Patient/anna/_history/2"},
        {"reference": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"},
        {"reference": f"Patient?identifier={MRN}|17"},
        {"reference": f"Patient?identifier={MRN}%7C17"},
        {"identifier": {"system": MRN, "value": "17"}},
        {"reference": "anna", "type": "Patient"},
        {"reference": "anna"},
    ],
)
def test_every_form_of_reference_leads_to_the_person(reference: dict[str, Any]) -> None:
    found = in_bundle(
        weight(reference),
        patient("anna", "17"),
        patient("berta", "18"),
        urls=("", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"),
    )
    assert (found.person, len(found.facts), found.issues) == ("anna", 1, ())


def test_a_patient_known_by_its_urn_alone() -> None:
    nameless = {"resourceType": "Patient"}
    found = in_bundle(weight({"reference": "urn:uuid:abc"}), nameless, urls=("", "urn:uuid:abc"))
    assert found.person == "abc"


def test_a_person_without_a_patient_is_still_one() -> None:
    found = in_bundle(weight({"reference": "Patient/zoe"}))
    assert (found.person, len(found.facts)) == ("zoe", 1)


def test_nobody_named_in_a_bundle_of_one_patient() -> None:
    found = in_bundle(weight(), patient("anna"))
    assert found.person == "anna"
    (issue,) = found.issues
    assert issue.severity is Severity.NOTE
    assert issue.what == "Observation: names no person, in a bundle of one patient"


def test_nobody_named_in_a_bundle_of_two_patients() -> None:
    found = in_bundle(weight(), patient("anna"), patient("berta"))
    assert (found.person, found.facts) == ("", ())
    (issue,) = found.issues
    assert issue.severity is Severity.ERROR
    assert issue.what == "Observation: names no person, in a bundle of 2 patients"
    assert issue.did == "used it for none of them; add its subject"


def test_an_identifier_of_two_patients_is_never_guessed() -> None:
    found = in_bundle(
        weight({"reference": f"Patient?identifier={MRN}|17"}), patient("anna", "17"), patient("berta", "17")
    )
    assert found.person == ""
    assert found.issues[0].what == "Observation: names its person by an identifier that 2 patients have"


def test_an_identifier_of_nobody() -> None:
    found = in_bundle(weight({"identifier": {"system": MRN, "value": "99"}}), patient("anna", "17"))
    assert found.issues[0].what == "Observation: names its person by an identifier that no patient of the input has"


def test_a_contained_patient_by_its_identifier() -> None:
    inside = {**patient("p", "17"), "id": "p"}
    found = in_bundle(weight({"reference": "#p"}, contained=[inside]), patient("anna", "17"))
    assert found.person == "anna"


def test_contained_patients_of_two_resources_are_two_people() -> None:
    inside = {"resourceType": "Patient", "id": "p"}
    first = in_bundle(weight({"reference": "#p"}, contained=[inside]))
    second = in_bundle(weight({"reference": "#p"}, contained=[inside], id="o2"))
    assert first.person != second.person


def test_a_group_is_nobody_in_particular() -> None:
    found = in_bundle(weight({"reference": "Group/g1"}), patient("anna"))
    assert (found.person, found.issues) == ("", ())


def test_organisations_and_drugs_belong_to_nobody() -> None:
    found = in_bundle({"resourceType": "Organization", "id": "x"}, patient("anna"))
    assert (found.person, found.facts, found.issues) == ("", (), ())


@pytest.mark.parametrize("subject", ["Patient/anna", 7, [], {"reference": 5}, {"display": "Anna"}])
def test_references_of_other_shapes_are_named(subject: object) -> None:
    found = in_bundle(weight(subject), patient("anna"))
    assert found.person in ("", "anna")
    assert found.person == "anna" or found.issues
