"""The public FHIR data as its own README counts it; every number is counted again here with plain json."""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onward.intake import Intake, PersonRecord, read
from onward.terms import Severity
from onward.timeline import (
    CancerDiagnosis,
    Death,
    DrugTreatment,
    Fact,
    Marker,
    Metastasis,
    Radiotherapy,
    ReceptorResult,
    StageFact,
)

pytestmark = pytest.mark.real

TODAY = date(2026, 11, 23)


def data(*parts: str) -> Path:
    folder = os.environ.get("ONWARD_DATA", "")
    path = Path(folder, "fhir", *parts)
    if not folder or not path.exists():
        pytest.skip("set ONWARD_DATA to the folder of public data to run this test")
    return path


@cache
def reading(*parts: str) -> Intake:
    return read(data(*parts), today=TODAY)


def plain(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every resource below a folder with the name of its file, by json alone; bundles opened at any depth."""
    for path in sorted(folder.rglob("*.json*")):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for resource in _opened(json.loads(content)):
            yield path.name, resource


def _opened(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if body["resourceType"] != "Bundle":
        yield body
        return
    for entry in body.get("entry", []):
        if "resource" in entry:
            yield from _opened(entry["resource"])


def of_kind(person: PersonRecord, kind: type[Fact]) -> list[Any]:
    return [fact for fact in person.facts if isinstance(fact, kind)]


def everything(intake: Intake) -> Iterator[Any]:
    for person in intake.people:
        yield from person.facts


def loinc(resource: dict[str, Any]) -> set[str]:
    return {coding.get("code") for coding in resource.get("code", {}).get("coding", [])}


# --- Synthea


def test_synthea_forty_people_and_every_resource_counted() -> None:
    intake = reading("synthea_mcode")
    expected = Counter(resource["resourceType"] for _, resource in plain(data("synthea_mcode")))
    assert len(intake.people) == 40
    assert sum(expected.values()) == 22_252
    assert {kind: counted.seen for kind, counted in intake.counts.items()} == dict(expected)
    assert sum(counted.duplicate for counted in intake.counts.values()) == 0
    assert sum(person.resources for person in intake.people) + _of_nobody() == 22_252


def _of_nobody() -> int:
    """Resources of kinds that name no person: drugs, and records of where data came from."""
    return sum(resource["resourceType"] in ("Medication", "Provenance") for _, resource in plain(data("synthea_mcode")))


@pytest.mark.parametrize(("marker", "codes", "people", "positive"), [
    (Marker.HER2, {"48676-1"}, 34, 6),
    (Marker.ER, {"16112-5"}, 34, 27),
])  # fmt: skip
def test_synthea_receptors(marker: Marker, codes: set[str], people: int, positive: int) -> None:
    raw = {
        name: resource["valueCodeableConcept"]["coding"][0]["code"]
        for name, resource in plain(data("synthea_mcode"))
        if resource["resourceType"] == "Observation" and loinc(resource) & codes
    }
    assert len(raw) == people
    assert sum(code == "10828004" for code in raw.values()) == positive
    tested = {
        person.person: [fact for fact in of_kind(person, ReceptorResult) if fact.marker is marker]
        for person in reading("synthea_mcode").people
    }
    assert sum(bool(found) for found in tested.values()) == people
    assert sum(any(fact.status == "positive" for fact in found) for found in tested.values()) == positive


def test_synthea_five_people_with_stage_iv() -> None:
    fourth = {
        name
        for name, resource in plain(data("synthea_mcode"))
        if resource["resourceType"] == "Observation"
        and "21908-9" in loinc(resource)
        and any(coding.get("code") in ("258228008", "c4") for coding in resource["valueCodeableConcept"]["coding"])
    }
    assert len(fourth) == 5
    staged = [
        person.person
        for person in reading("synthea_mcode").people
        if any(fact.axis == "group" and fact.value == "IV" for fact in of_kind(person, StageFact))
    ]
    assert len(staged) == 5
    assert not any(of_kind(person, Metastasis) for person in reading("synthea_mcode").people)


def test_synthea_every_stage_is_understood() -> None:
    raw = Counter(
        next(iter(loinc(resource)))
        for _, resource in plain(data("synthea_mcode"))
        if resource["resourceType"] == "Observation" and loinc(resource) & {"21908-9", "21905-5", "21906-3", "21907-1"}
    )
    facts = [
        fact for fact in everything(reading("synthea_mcode"))
        if isinstance(fact, StageFact) and fact.sources[0].resource.startswith("Observation/")
    ]  # fmt: skip
    assert Counter(fact.axis for fact in facts) == {
        "group": raw["21908-9"],
        "T": raw["21905-5"],
        "N": raw["21906-3"],
        "M": raw["21907-1"],
    }
    assert all(fact.value for fact in facts)


def test_synthea_cancers_deaths_radiotherapy_and_drugs() -> None:
    people = reading("synthea_mcode").people
    assert sum(any(c.is_breast for c in of_kind(person, CancerDiagnosis)) for person in people) == 40
    assert sum(any(c.is_breast is False for c in of_kind(person, CancerDiagnosis)) for person in people) == 21
    assert sum(any(d.standing.value == "confirmed" for d in of_kind(person, Death)) for person in people) == 7
    invented = sum(
        1
        for _, resource in plain(data("synthea_mcode"))
        if resource["resourceType"] == "Procedure" and "USCRS-33529" in loinc(resource)
    )
    assert invented == 477
    courses = [fact for fact in everything(reading("synthea_mcode")) if isinstance(fact, Radiotherapy)]
    assert sum(any(code.value == "USCRS-33529" for code in fact.codes) for fact in courses) == 477
    cdk = {"palbociclib", "ribociclib", "abemaciclib"}
    assert sum(any(d.drug in cdk for d in of_kind(person, DrugTreatment)) for person in people) == 17


def test_synthea_every_anticancer_order_is_recognised() -> None:
    """By the display of the order: whichever names one of these drugs must give a treatment with it."""
    words = ("paclitaxel", "epirubicin", "doxorubicin", "tamoxifen", "ribociclib", "carboplatin", "cyclophosphamide",
             "trastuzumab", "exemestane", "letrozole", "fulvestrant", "palbociclib")  # fmt: skip
    expected = Counter(
        word
        for _, resource in plain(data("synthea_mcode"))
        if resource["resourceType"] == "MedicationRequest"
        for word in words
        if word in json.dumps(resource.get("medicationCodeableConcept", "")).lower()
    )
    found = Counter(fact.drug for fact in everything(reading("synthea_mcode")) if isinstance(fact, DrugTreatment))
    assert {word: found[word] for word in words} == dict(expected)


def test_synthea_has_no_error_and_two_undated_subjectless_panels() -> None:
    intake = reading("synthea_mcode")
    issues = [*intake.issues, *(issue for person in intake.people for issue in person.issues)]
    assert [issue.severity for issue in issues] == [Severity.NOTE, Severity.NOTE]
    assert {file.name.rpartition(".")[2] for file in intake.files} == {"gz"}
    assert [item.file.rpartition("/")[2] for item in intake.skipped] == ["LICENSE", "NOTICE.txt"]


# --- the examples of mCODE


def test_mcode_examples_are_179_files_of_seven_people() -> None:
    intake = reading("mcode_stu4_examples")
    assert len(intake.files) == 179
    assert len(intake.people) == 7
    expected = Counter(resource["resourceType"] for _, resource in plain(data("mcode_stu4_examples")))
    assert {kind: counted.seen for kind, counted in intake.counts.items()} == dict(expected)


def test_jenny_m_from_her_bundle() -> None:
    intake = reading("mcode_stu4_examples", "Bundle-mcode-patient-bundle-jenny-m.json")
    (jenny,) = intake.people
    assert sum(counted.seen for counted in intake.counts.values()) == 40
    results = {fact.marker: fact.status for fact in of_kind(jenny, ReceptorResult)}
    assert results == {Marker.ER: "positive", Marker.PR: "negative", Marker.HER2: "negative"}
    (diagnosis,) = of_kind(jenny, CancerDiagnosis)
    assert (diagnosis.is_breast, diagnosis.histology) == (True, "ductal")
    assert of_kind(jenny, Metastasis) == []
    assert {fact.drug for fact in of_kind(jenny, DrugTreatment)} == {
        "cyclophosphamide",
        "doxorubicin",
        "paclitaxel",
        "anastrozole",
    }


def test_bundles_and_single_files_together_count_copies_once() -> None:
    """Jenny's resources stand in her bundle and again as files of their own."""
    intake = reading("mcode_stu4_examples")
    ids = Counter((resource["resourceType"], resource["id"]) for _, resource in plain(data("mcode_stu4_examples")))
    assert sum(counted.duplicate for counted in intake.counts.values()) == sum(n - 1 for n in ids.values())


# --- the smallest person with stage IV


def test_the_smallest_person_with_bone_metastasis() -> None:
    intake = reading("mcode_mbc_example")
    (person,) = intake.people
    assert person.resources == 9
    assert [fact.site for fact in of_kind(person, Metastasis)] == ["bone"]
    assert [str(fact.when) for fact in of_kind(person, Metastasis)] == ["undated"]
    assert [(fact.axis, fact.value) for fact in of_kind(person, StageFact)] == [("group", "IV")]
    assert [fact.drug for fact in of_kind(person, DrugTreatment)] == ["fulvestrant", "abemaciclib"]
    assert {fact.marker: fact.status for fact in of_kind(person, ReceptorResult)} == {
        Marker.ER: "positive",
        Marker.PR: "negative",
        Marker.HER2: "negative",
    }
    assert [*intake.issues, *person.issues] == []
