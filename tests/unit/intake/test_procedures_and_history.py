"""Surgery, radiotherapy, imaging, reports, specimens, allergies, family, comorbidities, the person."""

from __future__ import annotations

import base64
from decimal import Decimal
from typing import Any

import pytest
from tests.unit.intake.reading import (
    LOINC,
    OF_ANNA,
    RXNORM,
    SNOMED,
    concept,
    extracted,
    facts,
    observation,
    only,
    whats,
)

from onward.terms import Period, parse_date
from onward.timeline import (
    Allergy,
    Comorbidity,
    Death,
    Demographics,
    FamilyHistory,
    ImagingFact,
    Laterality,
    ProcedureFact,
    Radiotherapy,
    ReportFact,
    Sex,
    SpecimenFact,
    SpecimenKind,
    Standing,
)

MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"


def procedure(code: dict[str, Any], **elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "Procedure",
        "id": "p1",
        "status": "completed",
        **OF_ANNA,
        "performedDateTime": "2020-06-01",
        "code": code,
        **elements,
    }


# --- surgery and other procedures


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (concept(SNOMED, "64368001", "Partial mastectomy"), "breast conserving surgery"),
        (concept(SNOMED, "392021009", "Lumpectomy of breast"), "breast conserving surgery"),
        (concept(text="Left modified radical mastectomy"), "mastectomy"),
        (concept(SNOMED, "234262008", "Excision of axillary lymph node"), "axillary surgery"),
        (concept(text="Bilateral salpingo-oophorectomy"), "oophorectomy"),
        (concept(SNOMED, "122548005", "Biopsy of breast"), "biopsy"),
        (concept(SNOMED, "40701008", "Echocardiography"), "echocardiogram"),
        (concept(SNOMED, "430193006", "Medication Reconciliation"), ""),
    ],
)
def test_procedures_by_code_or_words(code: dict[str, Any], kind: str) -> None:
    assert only(ProcedureFact, procedure(code)).kind == kind


def test_site_side_and_reason_of_a_procedure() -> None:
    found = only(
        ProcedureFact,
        procedure(
            concept(SNOMED, "64368001"),
            bodySite=[concept(SNOMED, "80248007", "Left breast structure")],
            reasonReference=[{"reference": "Condition/c1"}],
            performedPeriod={"start": "2020-06-01", "end": "2020-06-02"},
            performedDateTime=None,
        ),
    )
    assert (found.site, found.laterality, found.for_cancer) == ("breast", Laterality.LEFT, "Condition/c1")
    assert found.when == Period(parse_date("2020-06-01"), parse_date("2020-06-02"))


def test_a_procedure_that_was_not_done() -> None:
    found = only(ProcedureFact, procedure(concept(SNOMED, "64368001"), status="not-done"))
    assert (found.status, found.standing) == ("not-done", Standing.REFUTED)
    assert facts(procedure(concept(SNOMED, "64368001"), status="entered-in-error")) == ()


# --- radiotherapy


def delivered(volume: str, dose: dict[str, Any], fractions: int) -> dict[str, Any]:
    return {
        "url": MCODE + "mcode-radiotherapy-dose-delivered-to-volume",
        "extension": [
            {"url": "volume", "valueReference": {"reference": f"BodyStructure/{volume}"}},
            {"url": "totalDoseDelivered", "valueQuantity": dose},
            {"url": "fractionsDelivered", "valueUnsignedInt": fractions},
        ],
    }


def volume(key: str, place: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "BodyStructure", "id": key, "patient": {"reference": "Patient/anna"}, "location": place}


def test_a_course_with_two_volumes() -> None:
    modality = {
        "url": MCODE + "mcode-radiotherapy-modality-and-technique",
        "extension": [
            {
                "url": MCODE + "mcode-radiotherapy-modality",
                "valueCodeableConcept": concept(SNOMED, "1156506007", "External beam radiation therapy using photons"),
            }
        ],
    }
    found = only(
        Radiotherapy,
        procedure(
            concept(SNOMED, "1217123003"),
            extension=[
                delivered("v1", {"value": 5000, "code": "cGy"}, 25),
                delivered("v2", {"value": 60, "code": "Gy"}, 30),
                modality,
            ],
        ),
        volume("v1", concept(SNOMED, "80248007", "Left breast structure")),
        volume("v2", concept(SNOMED, "78904004", "Chest wall structure")),
    )
    assert (found.dose_gy, found.fractions) == (Decimal(60), 30)
    assert found.sites == ("breast", "chest wall")
    assert found.modality == "External beam radiation therapy using photons"


def test_a_dose_without_unit_is_named() -> None:
    found = extracted(procedure(concept(SNOMED, "1217123003"), extension=[delivered("v1", {"value": 50}, 25)]))
    (course,) = found.facts
    assert isinstance(course, Radiotherapy)
    assert course.dose_gy is None
    assert [issue.what for issue in found.issues] == ["Procedure: a dose of radiotherapy without a unit of dose"]


@pytest.mark.parametrize(
    "code",
    [
        concept("http://hl7.org/fhir/us/mcode/CodeSystem/snomed-requested-cs", "USCRS-33529", "Radiotherapy Course"),
        concept(SNOMED, "385798007"),
        concept(SNOMED, "108290001", "Radiation oncology AND/OR radiotherapy"),
        concept(text="Palliative radiotherapy to lumbar spine"),
        concept(text="Stereotactic radiosurgery"),
    ],
)
def test_older_forms_of_radiotherapy(code: dict[str, Any]) -> None:
    assert only(Radiotherapy, procedure(code)).dose_gy is None


# --- imaging and reports


def test_an_imaging_study() -> None:
    study = {
        "resourceType": "ImagingStudy",
        "id": "i1",
        "status": "available",
        **OF_ANNA,
        "started": "2024-01-09T08:00:00Z",
        "description": "CT chest, abdomen and pelvis",
        "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.3.4"}],
        "series": [{"modality": {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "CT"}}],
    }
    found = only(ImagingFact, study)
    assert (found.modality, found.study_uid, found.description) == ("CT", "1.2.3.4", "CT chest, abdomen and pelvis")
    assert found.when.start == parse_date("2024-01-09T08:00:00Z")


def report(**elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        "status": "final",
        **OF_ANNA,
        "effectiveDateTime": "2024-02-01",
        "issued": "2024-02-02T09:00:00Z",
        **elements,
    }


def test_an_imaging_report_is_an_imaging_fact() -> None:
    radiology = [concept("http://terminology.hl7.org/CodeSystem/v2-0074", "RAD")]
    found = only(
        ImagingFact,
        report(category=radiology, code=concept(text="CT of abdomen"), conclusion="New liver lesions."),
    )
    assert (found.modality, found.conclusion) == ("CT", "New liver lesions.")
    assert found.recorded_on == parse_date("2024-02-02T09:00:00Z")


def test_a_pathology_report_with_attached_text() -> None:
    form = {"contentType": "text/plain; charset=utf-8", "data": base64.b64encode(b"Invasive carcinoma, NST.").decode()}
    found = only(ReportFact, report(code=concept(LOINC, "11526-1", "Pathology study"), presentedForm=[form]))
    assert (found.category, found.conclusion) == ("pathology", "Invasive carcinoma, NST.")


def test_a_laboratory_panel_gives_no_fact_of_its_own() -> None:
    laboratory = [concept("http://terminology.hl7.org/CodeSystem/v2-0074", "LAB")]
    assert (
        facts(report(category=laboratory, code=concept(LOINC, "58410-2"), result=[{"reference": "Observation/x"}]))
        == ()
    )


# --- specimens


def test_a_specimen_of_a_bone_metastasis() -> None:
    found = only(
        SpecimenFact,
        {
            "resourceType": "Specimen",
            "id": "s1",
            **OF_ANNA,
            "type": concept("http://terminology.hl7.org/CodeSystem/v2-0487", "TISS", "Tissue"),
            "collection": {
                "collectedDateTime": "2023-07-01",
                "bodySite": concept(SNOMED, "51299004", "Left clavicle"),
            },
        },
    )
    assert (found.key, found.kind, found.site) == ("s1", SpecimenKind.METASTASIS, "bone")
    assert found.when.start == parse_date("2023-07-01")


@pytest.mark.parametrize(
    ("kind", "site", "expected"),
    [
        (concept(text="Primary tumour, core biopsy"), None, SpecimenKind.PRIMARY),
        (concept(text="Metastasis, axillary lymph node"), None, SpecimenKind.METASTASIS),
        (concept(text="Tissue"), concept(text="axillary lymph node"), SpecimenKind.UNKNOWN),
        (concept("http://terminology.hl7.org/CodeSystem/v2-0487", "BLD", "Whole blood"), None, SpecimenKind.BLOOD),
        (concept(text="Saliva"), None, SpecimenKind.NORMAL),
        (concept(text="Tissue"), None, SpecimenKind.UNKNOWN),
    ],
)
def test_what_a_specimen_is_of(kind: dict[str, Any], site: dict[str, Any] | None, expected: SpecimenKind) -> None:
    body: dict[str, Any] = {"resourceType": "Specimen", "id": "s1", **OF_ANNA, "type": kind}
    if site is not None:
        body["collection"] = {"bodySite": site}
    assert only(SpecimenFact, body).kind is expected


# --- allergies, family, comorbidities


def test_an_allergy_to_a_drug() -> None:
    found = only(
        Allergy,
        {
            "resourceType": "AllergyIntolerance",
            "id": "a1",
            "patient": {"reference": "Patient/anna"},
            "code": concept(RXNORM, "56946", "paclitaxel"),
            "criticality": "high",
            "recordedDate": "2020-01-01",
        },
    )
    assert (found.drug, found.criticality, found.standing) == ("paclitaxel", "high", Standing.CONFIRMED)


def test_no_known_allergies_stands_as_refuted() -> None:
    found = only(
        Allergy,
        {
            "resourceType": "AllergyIntolerance",
            "id": "a1",
            "patient": {"reference": "Patient/anna"},
            "code": concept(SNOMED, "716186003", "No known allergy"),
        },
    )
    assert found.standing is Standing.REFUTED


def test_family_history() -> None:
    found = only(
        FamilyHistory,
        {
            "resourceType": "FamilyMemberHistory",
            "id": "f1",
            "status": "completed",
            "patient": {"reference": "Patient/anna"},
            "relationship": concept("urn:role", "MTH", "mother"),
            "condition": [{"code": concept(SNOMED, "363443007", "Malignant tumor of ovary")}],
        },
    )
    assert (found.relationship, found.condition) == ("mother", "Malignant tumor of ovary")


def test_conditions_that_a_panel_says_are_absent() -> None:
    panel = observation(
        concept(SNOMED, "398192003"),
        extension=[
            {
                "url": MCODE + "mcode-related-condition-absent",
                "valueCodeableConcept": concept(SNOMED, "84114007", "Heart failure"),
            },
            {"url": MCODE + "mcode-related-condition", "valueReference": {"reference": "Condition/x"}},
        ],
    )
    found = only(Comorbidity, panel)
    assert (found.group, found.standing) == ("heart failure", Standing.REFUTED)


def test_an_adverse_event_is_a_condition_of_the_person() -> None:
    event = {
        "resourceType": "AdverseEvent",
        "id": "e1",
        "actuality": "actual",
        **OF_ANNA,
        "event": concept(text="Pneumonitis grade 2"),
        "date": "2024-04-01",
    }
    found = only(Comorbidity, event)
    assert (found.group, found.when.start) == ("interstitial lung disease", parse_date("2024-04-01"))
    assert facts({**event, "actuality": "potential"}) == ()


# --- the person


def test_demographics_with_the_name_in_use() -> None:
    found = only(
        Demographics,
        {
            "resourceType": "Patient",
            "id": "b",
            "name": [
                {"use": "maiden", "family": "Old", "given": ["Berta"]},
                {"use": "official", "family": "Neu", "given": ["Berta", "M."]},
            ],
            "gender": "female",
            "birthDate": "1955-03",
            "address": [{"use": "old", "postalCode": "11111"}, {"postalCode": "22222", "country": "DE"}],
        },
    )
    assert found.names == ("Berta M. Neu", "Berta Old")
    assert (found.sex, found.birth) == (Sex.FEMALE, parse_date("1955-03"))
    assert (found.postal_code, found.country) == ("22222", "DE")


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ({"deceasedDateTime": "2024-02"}, [(Standing.CONFIRMED, "2024-02")]),
        ({"deceasedBoolean": True}, [(Standing.CONFIRMED, "undated")]),
        ({"deceasedBoolean": False}, [(Standing.REFUTED, "undated")]),
        ({}, []),
    ],
)
def test_death(elements: dict[str, Any], expected: list[tuple[Standing, str]]) -> None:
    found = facts({"resourceType": "Patient", "id": "b", **elements})
    assert [(fact.standing, str(fact.when)) for fact in found if isinstance(fact, Death)] == expected


def test_a_date_of_death_that_is_unknown_still_says_dead() -> None:
    reason = {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
    }
    found = facts({"resourceType": "Patient", "id": "b", "_deceasedDateTime": reason})
    assert [str(fact.when) for fact in found if isinstance(fact, Death)] == ["undated"]


def test_a_birth_date_that_is_none() -> None:
    assert (
        whats({"resourceType": "Patient", "id": "b", "birthDate": "17.5.1960"})[0]
        == "Patient: a birthDate that is no date"
    )
