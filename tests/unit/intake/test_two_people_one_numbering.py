"""Hospitals number from 1: two people's records read together keep their own results, samples and drugs."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from onward.intake import read
from onward.timeline import DrugTreatment, LabResult, ReceptorResult, SpecimenFact


def record(person: str, *resources: dict[str, Any]) -> dict[str, Any]:
    patient = {"resourceType": "Patient", "id": person, "gender": "female", "birthDate": "1970-01-01"}
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": one} for one in (patient, *resources)],
    }


def haemoglobin(person: str, value: float, updated: str) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": "1",
        "meta": {"lastUpdated": updated},
        "status": "final",
        "subject": {"reference": f"Patient/{person}"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
        "effectiveDateTime": "2025-03-01",
        "valueQuantity": {"value": value, "unit": "g/dL", "system": "http://unitsofmeasure.org", "code": "g/dL"},
    }


def write(folder: Path, **records: dict[str, Any]) -> Path:
    for name, document in records.items():
        (folder / f"{name}.json").write_text(json.dumps(document))
    return folder


def test_one_woman_does_not_lose_her_result_to_the_other(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a=record("a", haemoglobin("a", 9.0, "2025-03-02T08:00:00Z")),
        b=record("b", haemoglobin("b", 13.0, "2025-03-03T08:00:00Z")),
    )
    found = {
        one.person: [fact.value.value for fact in one.facts if isinstance(fact, LabResult) and fact.value]
        for one in read([folder]).people
    }
    assert found == {"a": [Decimal("9.0")], "b": [Decimal("13.0")]}


def test_the_newer_version_of_one_persons_result_still_wins(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a=record("a", haemoglobin("a", 9.0, "2025-03-02T08:00:00Z")),
        b=record("a", haemoglobin("a", 9.5, "2025-03-03T08:00:00Z")),
    )
    (person,) = read([folder]).people
    assert [fact.value.value for fact in person.facts if isinstance(fact, LabResult) and fact.value] == [Decimal("9.5")]


def test_each_sample_is_of_its_own_person(tmp_path: Path) -> None:
    def with_sample(person: str, site: str) -> dict[str, Any]:
        sample = {
            "resourceType": "Specimen",
            "id": "S1",
            "subject": {"reference": f"Patient/{person}"},
            "collection": {"bodySite": {"text": site}},
        }
        er = {
            "resourceType": "Observation",
            "id": "er",
            "status": "final",
            "subject": {"reference": f"Patient/{person}"},
            "specimen": {"reference": "Specimen/S1"},
            "code": {"coding": [{"system": "http://loinc.org", "code": "16112-5"}]},
            "valueString": "positive",
        }
        return record(person, sample, er)

    folder = write(tmp_path, a=with_sample("a", "liver"), b=with_sample("b", "bone"))
    sites = {
        one.person: (
            {fact.site for fact in one.facts if isinstance(fact, SpecimenFact)},
            {fact.specimen_site for fact in one.facts if isinstance(fact, ReceptorResult)},
        )
        for one in read([folder]).people
    }
    assert sites == {"a": ({"liver"}, {"liver"}), "b": ({"bone"}, {"bone"})}


def test_drugs_without_ids_are_known_only_in_their_bundle(tmp_path: Path) -> None:
    def with_drug(person: str, drug: str) -> dict[str, Any]:
        whole = record(person)
        whole["entry"] += [
            {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Medication", "code": {"text": drug}}},
            {
                "resource": {
                    "resourceType": "MedicationStatement",
                    "id": f"m-{person}",
                    "status": "active",
                    "subject": {"reference": f"Patient/{person}"},
                    "medicationReference": {"reference": "urn:uuid:1"},
                }
            },
        ]
        return whole

    folder = write(tmp_path, a=with_drug("a", "letrozole"), b=with_drug("b", "fulvestrant"))
    drugs = {
        one.person: [fact.drug for fact in one.facts if isinstance(fact, DrugTreatment)]
        for one in read([folder]).people
    }
    assert drugs == {"a": ["letrozole"], "b": ["fulvestrant"]}
