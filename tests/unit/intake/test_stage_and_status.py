"""Stage as Observations, disease status, history of metastasis, performance, menopause and pregnancy."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.intake.reading import LOINC, SNOMED, concept, extracted, facts, observation, only, whats

from onward.timeline import (
    DiseaseStatus,
    MenopausalStatus,
    Metastasis,
    PerformanceStatus,
    PregnancyFact,
    StageFact,
    Standing,
)

AJCC = "http://cancerstaging.org"
MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"


# --- stage


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        (concept(LOINC, "21908-9"), concept(SNOMED, "258228008", "Stage 4"), ("group", "clinical", "IV")),
        (concept(LOINC, "21908-9"), concept(AJCC, "c4"), ("group", "clinical", "IV")),
        (concept(LOINC, "21908-9"), concept("https://cancerstaging.org", "4"), ("group", "clinical", "IV")),
        (concept(LOINC, "21902-2"), concept(AJCC, "IIA"), ("group", "pathologic", "IIA")),
        (concept(LOINC, "21914-7"), concept(text="Stage IIIB"), ("group", "", "IIIB")),
        (
            concept(SNOMED, "399537006"),
            concept(SNOMED, "1222769001", "American Joint Committee on Cancer stage IIB"),
            ("group", "clinical", "IIB"),
        ),
        (concept(LOINC, "21905-5"), concept(AJCC, "cT2"), ("T", "clinical", "T2")),
        (concept(LOINC, "21900-6"), concept(AJCC, "pN1a"), ("N", "pathologic", "N1a")),
        (concept(LOINC, "21907-1"), concept(SNOMED, "55440008", "M1 category (finding)"), ("M", "clinical", "M1")),
        (concept(LOINC, "21901-4"), concept(AJCC, "pM1"), ("M", "pathologic", "M1")),
        (
            concept(SNOMED, "399387003"),
            concept(SNOMED, "1229901006", "American Joint Committee on Cancer cM0"),
            ("M", "clinical", "M0"),
        ),
        # A code that no table knows is read by its display.
        (
            concept(SNOMED, "384625004"),
            concept(SNOMED, "9999999", "American Joint Committee on Cancer pT1c"),
            ("T", "pathologic", "T1c"),
        ),
        (concept(LOINC, "21906-3"), concept(text="cN0(i+)"), ("N", "clinical", "N0(i+)")),
    ],
)
def test_stage_observations(code: dict[str, Any], value: dict[str, Any], expected: tuple[str, str, str]) -> None:
    found = only(StageFact, observation(code, valueCodeableConcept=value))
    assert (found.axis, found.kind, found.value) == expected


def test_the_cancer_that_is_staged() -> None:
    focus = [{"reference": "Condition/p"}]
    found = only(
        StageFact, observation(concept(LOINC, "21908-9"), valueCodeableConcept=concept(AJCC, "4"), focus=focus)
    )
    assert found.of_cancer == "Condition/p"


def test_a_stage_in_words() -> None:
    assert only(StageFact, observation(concept(LOINC, "21908-9"), valueString="IV")).value == "IV"
    assert only(StageFact, observation(concept(LOINC, "21905-5"), valueString="cT4d")).value == "T4d"


def test_a_stage_between_two_is_not_decided() -> None:
    found = extracted(observation(concept(LOINC, "21908-9"), valueString="stage II or stage III"))
    (stage,) = found.facts
    assert isinstance(stage, StageFact)
    assert (stage.value, stage.text) == ("", "stage II or stage III")
    assert [issue.what for issue in found.issues] == ["Observation: a value for the stage group that is not understood"]


def test_a_category_that_does_not_apply() -> None:
    value = concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-applicable", "Not Applicable")
    assert only(StageFact, observation(concept(SNOMED, "371497001"), valueCodeableConcept=value)).value == ""


# --- disease status


@pytest.mark.parametrize("code", ["97509-4", "88040-1"])
@pytest.mark.parametrize(
    ("value", "status"),
    [
        (concept(SNOMED, "268910001", "Patient's condition improved"), "improved"),
        (concept(SNOMED, "271299001", "Patient's condition worsened"), "progression"),
        (concept(SNOMED, "359746009"), "stable"),
        (concept(SNOMED, "103338009"), "complete_remission"),
        (concept(SNOMED, "399204005"), "partial_remission"),
        (concept(SNOMED, "709137006"), "undetermined"),
        (concept(text="Progressive disease"), "progression"),
        (concept(text="Stable disease, no progression"), "stable"),
        (concept(text="No evidence of disease"), "no_evidence_of_disease"),
    ],
)
def test_disease_status(code: str, value: dict[str, Any], status: str) -> None:
    assert only(DiseaseStatus, observation(concept(LOINC, code), valueCodeableConcept=value)).value == status


def test_the_evidence_behind_a_status() -> None:
    extension = [
        {
            "url": MCODE + "mcode-cancer-disease-status-evidence-type",
            "valueCodeableConcept": concept(SNOMED, "363679005", "Imaging"),
        }
    ]
    value = concept(SNOMED, "271299001")
    found = only(DiseaseStatus, observation(concept(LOINC, "97509-4"), valueCodeableConcept=value, extension=extension))
    assert found.evidence == ("imaging",)


def test_the_old_value_distant_metastasis_present_is_a_metastasis() -> None:
    value = concept(SNOMED, "399409002", "Distant metastasis present")
    found = only(Metastasis, observation(concept(LOINC, "88040-1"), valueCodeableConcept=value))
    assert (found.site, found.basis) == ("", "status")


def test_words_that_say_two_things_say_none() -> None:
    assert whats(observation(concept(LOINC, "97509-4"), valueString="liver progression, bone stable")) == [
        "Observation: a disease status that is not understood"
    ]


# --- history of metastasis


def test_history_of_metastasis_with_a_site() -> None:
    code = concept(SNOMED, "1098951000119108", "History of cancer metastatic to liver (situation)")
    found = only(Metastasis, observation(code))
    assert (found.site, found.basis, found.standing) == ("liver", "history", Standing.CONFIRMED)


def test_no_history_of_metastasis() -> None:
    code = concept(SNOMED, "1287652008", "History of metastatic malignant neoplasm (situation)")
    assert only(Metastasis, observation(code, valueBoolean=False)).standing is Standing.REFUTED


# --- performance


@pytest.mark.parametrize(
    ("elements", "value"),
    [
        ({"valueInteger": 1}, 1),
        ({"valueQuantity": {"value": 2}}, 2),
        ({"valueCodeableConcept": concept(LOINC, "LA9622-7", "Fully active")}, 0),
        ({"valueString": "ECOG 3"}, 3),
    ],
)
def test_ecog(elements: dict[str, Any], value: int) -> None:
    found = only(PerformanceStatus, observation(concept(LOINC, "89247-1"), **elements))
    assert (found.scale, found.value) == ("ECOG", value)


def test_karnofsky() -> None:
    found = only(PerformanceStatus, observation(concept(LOINC, "89243-0"), valueInteger=90))
    assert (found.scale, found.value) == ("Karnofsky", 90)
    assert only(PerformanceStatus, observation(concept(text="Karnofsky"), valueString="80%")).value == 80


@pytest.mark.parametrize("elements", [{"valueInteger": 9}, {"valueQuantity": {"value": 0.5}}])
def test_a_number_that_is_no_step_of_the_scale(elements: dict[str, Any]) -> None:
    assert whats(observation(concept(LOINC, "89247-1"), **elements)) == [
        "Observation: an ECOG performance status that is not on the scale"
    ]


def test_a_range_of_steps_is_not_decided() -> None:
    assert whats(observation(concept(LOINC, "89247-1"), valueString="1-2")) == [
        "Observation: an ECOG performance status that is not understood"
    ]


# --- menopause and pregnancy


@pytest.mark.parametrize(
    ("code", "elements", "status"),
    [
        (concept(text="Menopausal status"), {"valueString": "postmenopausal"}, "post"),
        (
            concept(text="Menopausal status"),
            {"valueCodeableConcept": concept(SNOMED, "22636003", "Premenopausal")},
            "pre",
        ),
        (concept(SNOMED, "76498008", "Postmenopausal state"), {"valueBoolean": True}, "post"),
    ],
)
def test_menopausal_status_as_an_observation(code: dict[str, Any], elements: dict[str, Any], status: str) -> None:
    assert only(MenopausalStatus, observation(code, **elements)).status == status


def test_a_denied_menopause_is_no_fact() -> None:
    assert facts(observation(concept(SNOMED, "76498008", "Postmenopausal state"), valueBoolean=False)) == ()


def test_pregnancy_status() -> None:
    code = concept(LOINC, "82810-3")
    assert (
        only(PregnancyFact, observation(code, valueCodeableConcept=concept(SNOMED, "60001007"))).state == "not pregnant"
    )
    assert only(PregnancyFact, observation(code, valueString="not pregnant")).state == "not pregnant"
