"""Whole files and folders: people, counts, copies and versions, impossible dates, and bad input with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.unit.intake.reading import ICD10, LOINC, SNOMED, amount, concept

from onward.intake import Counted, Intake, read
from onward.terms import Issue, Severity
from onward.timeline import CancerDiagnosis, Demographics, LabResult

TODAY = date(2026, 11, 23)


def patient(key: str = "anna", **elements: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": key, "gender": "female", "birthDate": "1960-05-17", **elements}


def weight(key: str = "w1", kilograms: float = 70, person: str = "anna", **elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": key,
        "status": "final",
        "subject": {"reference": f"Patient/{person}"},
        "effectiveDateTime": "2024-03-03",
        "code": concept(LOINC, "29463-7"),
        "valueQuantity": amount(kilograms, "kg"),
        **elements,
    }


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": body} for body in resources]}


def read_files(tmp_path: Path, **files: dict[str, Any] | bytes) -> Intake:
    for name, content in files.items():
        data = content if isinstance(content, bytes) else orjson.dumps(content)
        (tmp_path / f"{name}.json").write_bytes(data)
    return read([tmp_path], today=TODAY)


def all_issues(intake: Intake) -> list[Issue]:
    return [*intake.issues, *(issue for person in intake.people for issue in person.issues)]


# --- people, files and counts


def test_people_files_and_counts(tmp_path: Path) -> None:
    organisation = {"resourceType": "Organization", "id": "clinic"}
    broken = {**weight("w2"), "code": concept(LOINC, "89247-1"), "valueQuantity": {"value": 77}}
    intake = read_files(
        tmp_path,
        b=bundle(patient("berta"), weight("w9", person="berta")),
        a=bundle(patient(), weight(), organisation, broken),
    )
    assert [(person.person, len(person.facts), person.resources) for person in intake.people] == [
        ("anna", 2, 3),
        ("berta", 2, 2),
    ]
    assert [file.name.rpartition("/")[2] for file in intake.files] == ["a.json", "b.json"]
    assert all(len(file.sha256) == 64 and file.size > 0 for file in intake.files)
    assert dict(intake.counts) == {
        "Observation": Counted(facts=2, issue=1),
        "Organization": Counted(kept=1),
        "Patient": Counted(facts=2),
    }
    assert intake.counts["Observation"].seen == 3


def test_the_source_of_a_fact(tmp_path: Path) -> None:
    intake = read_files(tmp_path, a=bundle(patient(), weight()))
    (fact,) = [fact for fact in intake.people[0].facts if isinstance(fact, LabResult)]
    (source,) = fact.sources
    assert (source.file, source.place, source.resource) == (
        f"{tmp_path.name}/a.json",
        "entry[1].resource",
        "Observation/w1",
    )
    assert source.sha256 == intake.files[0].sha256


def test_records_without_any_patient(tmp_path: Path) -> None:
    intake = read_files(tmp_path, a=bundle(weight()))
    assert [person.person for person in intake.people] == ["anna"]
    assert [issue.what for issue in intake.issues] == ["1 resources name a person of whom the input holds no Patient"]


def test_references_from_one_file_into_another(tmp_path: Path) -> None:
    order = {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "subject": {"reference": "Patient/anna"},
        "medicationReference": {"reference": "Medication/d1"},
        "authoredOn": "2024-01-01",
    }
    drug = {"resourceType": "Medication", "id": "d1", "code": concept(text="letrozole")}
    intake = read_files(tmp_path, a_orders=bundle(order), b_drugs=drug, c_patient=patient())
    assert all_issues(intake) == []
    assert [getattr(fact, "drug", None) for fact in intake.people[0].facts] == ["letrozole", None]


# --- copies and versions


def test_the_same_resource_twice_is_a_duplicate_whatever_its_spelling(tmp_path: Path) -> None:
    spaced = orjson.dumps(
        {**weight(), "meta": {"lastUpdated": "2025-01-01"}, "text": {"div": "<div/>"}}, option=orjson.OPT_INDENT_2
    )
    intake = read_files(tmp_path, a=bundle(patient(), weight(), weight()), b=spaced)
    assert intake.counts["Observation"] == Counted(facts=1, duplicate=2)
    assert all_issues(intake) == []
    assert intake.people[0].resources == 2


def test_a_copy_without_an_id_is_a_duplicate_too(tmp_path: Path) -> None:
    nameless = {key: value for key, value in weight().items() if key != "id"}
    intake = read_files(tmp_path, a=bundle(patient(), nameless), b=bundle(patient(), nameless))
    assert intake.counts["Observation"] == Counted(facts=1, duplicate=1)


def test_the_newer_version_counts(tmp_path: Path) -> None:
    old = weight(kilograms=70, meta={"lastUpdated": "2024-03-03T10:00:00Z", "versionId": "1"})
    new = weight(kilograms=72, meta={"lastUpdated": "2024-03-04T10:00:00Z", "versionId": "2"})
    intake = read_files(tmp_path, a=bundle(patient(), new, old))
    values = [str(fact.value) for fact in intake.people[0].facts if isinstance(fact, LabResult)]
    assert values == ["72 kg"]
    assert intake.counts["Observation"] == Counted(facts=1, kept=1)
    (issue,) = all_issues(intake)
    assert (issue.severity, issue.what) == (
        Severity.NOTE,
        "an older version of this Observation; a newer one is in the input",
    )


def test_two_contents_under_one_id_stay_both_and_are_named(tmp_path: Path) -> None:
    intake = read_files(tmp_path, a=bundle(patient(), weight(kilograms=70), weight(kilograms=72)))
    assert [str(fact.value) for fact in intake.people[0].facts if isinstance(fact, LabResult)] == ["70 kg", "72 kg"]
    (issue,) = all_issues(intake)
    assert issue.what.startswith("2 different Observation resources share this id; the first is in")
    assert "Observation/w1" in issue.place


def test_two_patients_of_one_id_keep_both_dates_of_birth(tmp_path: Path) -> None:
    intake = read_files(tmp_path, a=patient(), b=patient(birthDate="1961-05-17"))
    births = [str(fact.birth) for fact in intake.people[0].facts if isinstance(fact, Demographics)]
    assert births == ["1960-05-17", "1961-05-17"]
    (issue,) = all_issues(intake)
    assert "anna" not in issue.what + issue.place + issue.did


# --- dates


@pytest.mark.parametrize(
    ("day", "what"),
    [("2031-01-01", "a date in the future"), ("1931-01-01", "a date before the person's birth")],
)
def test_impossible_dates_are_named_and_the_fact_stays(tmp_path: Path, day: str, what: str) -> None:
    intake = read_files(tmp_path, a=bundle(patient(), weight(effectiveDateTime=day)))
    assert sum(isinstance(fact, LabResult) for fact in intake.people[0].facts) == 1
    (issue,) = all_issues(intake)
    assert (issue.what, issue.severity) == (what, Severity.WARNING)
    assert issue.place == "entry[1].resource, Observation/w1"


def test_a_year_of_birth_decides_only_what_it_can(tmp_path: Path) -> None:
    intake = read_files(tmp_path, a=bundle(patient(birthDate="1960"), weight(effectiveDateTime="1960-02-01")))
    assert all_issues(intake) == []


# --- bad input, each with its line, and the rest still imported


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("truncated", orjson.dumps(bundle(patient("b"), patient("c")))[:-20], "JSON that is cut off before its end"),
        (
            "latin",
            '{"resourceType":"Patient","id":"x","name":[{"family":"Grün"}]}'.encode("latin-1"),
            "text that is not UTF-8",
        ),
        ("xml", b'<Patient xmlns="http://hl7.org/fhir"/>', "FHIR as XML; Onward reads FHIR as JSON"),
        ("empty", b"", "the file is empty"),
        ("other", b'{"a": 1}', 'JSON that is not FHIR: no "resourceType" in it'),
        (
            "deep",
            b'{"resourceType":"Basic","x":' + b"[" * 3000 + b"]" * 3000 + b"}",
            "JSON nested deeper than any FHIR resource",
        ),
        ("unknown", orjson.dumps({"resourceType": "Pateint", "id": "x"}), '"Pateint" is no resource type of FHIR'),
        (
            "dstu2",
            orjson.dumps({"resourceType": "DiagnosticOrder", "id": "x", "subject": {"reference": "Patient/anna"}}),
            "DiagnosticOrder is a resource type of FHIR DSTU2; expected R4",
        ),
        (
            "r5",
            orjson.dumps({"resourceType": "GenomicStudy", "id": "x", "subject": {"reference": "Patient/anna"}}),
            "GenomicStudy is a resource type of FHIR R5; expected R4",
        ),
    ],
)
def test_bad_files_get_a_line_and_cost_nothing_else(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    intake = read_files(tmp_path, **{name: content}, zz_good=bundle(patient(), weight()))
    anna = next(person for person in intake.people if person.person == "anna")
    assert len(anna.facts) == 2
    issue = next(issue for issue in all_issues(intake) if issue.what.startswith(expected))
    assert issue.file == f"{tmp_path.name}/{name}.json"
    assert issue.did


def test_an_empty_bundle_is_named(tmp_path: Path) -> None:
    """An export that broke off before its first resource looks just like this."""
    intake = read_files(tmp_path, a={"resourceType": "Bundle", "type": "searchset", "total": 0})
    assert intake.people == ()
    empty, nobody = all_issues(intake)
    assert ("holds no resource" in empty.what, empty.severity) == (True, Severity.WARNING)
    assert ("no person" in nobody.what, nobody.severity) == (True, Severity.ERROR)


def test_a_record_of_another_cancer_is_read_as_one(tmp_path: Path) -> None:
    lung = {
        "resourceType": "Condition",
        "id": "c1",
        "subject": {"reference": "Patient/anna"},
        "code": concept(ICD10, "C34.11"),
    }
    intake = read_files(tmp_path, a=bundle(patient(), lung))
    assert [fact.is_breast for fact in intake.people[0].facts if isinstance(fact, CancerDiagnosis)] == [False]


def test_a_script_in_a_name_passes_as_text(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>"
    intake = read_files(tmp_path, a=patient(name=[{"family": name}], text={"div": f"<div>{name}</div>"}))
    assert [fact.names for fact in intake.people[0].facts if isinstance(fact, Demographics)] == [(name,)]
    assert all_issues(intake) == []


def test_a_bundle_with_two_people_keeps_them_apart(tmp_path: Path) -> None:
    nobody = {key: value for key, value in weight("w3").items() if key != "subject"}
    intake = read_files(
        tmp_path, a=bundle(patient(), patient("berta"), weight("w1"), weight("w2", person="berta"), nobody)
    )
    assert [(person.person, len(person.facts)) for person in intake.people] == [("anna", 2), ("berta", 2)]
    assert [issue.what for issue in intake.issues] == ["Observation: names no person, in a bundle of 2 patients"]


def test_messages_hold_no_names_and_no_ids_of_people(tmp_path: Path) -> None:
    """Canary: a planted name and a planted patient id come back in no issue, whatever is wrong with the record."""
    secret, key = "Zwetschgenknödel", "patient-4711"
    spoilt = patient(key, name=[{"family": secret}], birthDate=secret, gender=secret, deceasedDateTime=secret)
    again = {**spoilt, "birthDate": "1950-01-01"}
    ecog = weight("w1", person=key, code=concept(LOINC, "89247-1"), valueQuantity={"value": 1, "unit": "kg"})
    status = weight("w2", person=key, code=concept(LOINC, "97509-4"), valueString=secret)
    order = {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "subject": {"reference": f"Patient/{key}", "display": secret},
        "medicationReference": {"reference": f"Medication/{secret}", "display": secret},
        "authoredOn": secret,
    }
    intake = read_files(tmp_path, a=bundle(spoilt, again, ecog, {**status, "valueQuantity": None}, order))
    said = " ".join(f"{issue.what} {issue.did} {issue.place}" for issue in all_issues(intake))
    assert len(all_issues(intake)) >= 5
    assert secret not in said
    assert key not in said


def test_progress_reaches_the_whole(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    for number in range(3):
        (tmp_path / f"{number}.json").write_bytes(orjson.dumps(patient(f"p{number}")))
    read([tmp_path], progress=lambda done, total: steps.append((done, total)), today=TODAY)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1][0] == steps[-1][1] > 0


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    first = read_files(tmp_path, a=bundle(patient(), weight()), b=bundle(patient("berta")))
    assert read([tmp_path], today=TODAY) == first


def test_one_condition_read_from_snomed(tmp_path: Path) -> None:
    breast = {
        "resourceType": "Condition",
        "id": "c1",
        "subject": {"reference": "Patient/anna"},
        "code": concept(SNOMED, "254837009"),
    }
    (tmp_path / "one.json").write_bytes(orjson.dumps(breast))
    intake = read(tmp_path / "one.json", today=TODAY)
    assert [type(fact).__name__ for fact in intake.people[0].facts] == ["CancerDiagnosis"]
