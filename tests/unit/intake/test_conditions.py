"""Conditions: the primary, where it has spread, and everything else the person has."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.unit.intake.reading import ICD10, OF_ANNA, SNOMED, concept, facts, only, whats

from onward.terms import Period, on_day, parse_date
from onward.timeline import (
    CancerDiagnosis,
    Comorbidity,
    Laterality,
    MenopausalStatus,
    Metastasis,
    PregnancyFact,
    StageFact,
    Standing,
)

MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def condition(code: dict[str, Any], **elements: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "id": "c1", **OF_ANNA, "code": code, **elements}


# --- primary


@pytest.mark.parametrize(
    "code",
    [
        concept(SNOMED, "254837009", "Malignant neoplasm of breast (disorder)"),
        concept(SNOMED, "372137005"),
        concept(ICD10, "C50.911"),
        concept(ICD10, "C509"),
        concept("http://hl7.org/fhir/sid/icd-10", "C50.4"),
        concept("http://terminology.hl7.org/CodeSystem/icd-o-3", "C50.9"),
        concept(text="Invasive ductal carcinoma of left breast"),
        concept(text="Breast cancer"),
    ],
)
def test_breast_cancer_by_code_or_words(code: dict[str, Any]) -> None:
    found = only(CancerDiagnosis, condition(code))
    assert (found.is_breast, found.in_situ, found.key) == (True, False, "Condition/c1")


def test_another_cancer_is_not_breast_cancer() -> None:
    assert only(CancerDiagnosis, condition(concept(ICD10, "C34.90"))).is_breast is False
    assert (
        only(CancerDiagnosis, condition(concept(SNOMED, "91861009", "Acute myeloid leukemia, disease"))).is_breast
        is False
    )


def test_a_cancer_without_organ_is_placed_by_its_body_site() -> None:
    code = concept(SNOMED, "363346000", "Malignant neoplastic disease (disorder)")
    assert only(CancerDiagnosis, condition(code)).is_breast is None
    breast = [concept(SNOMED, "80248007", "Left breast structure")]
    placed = only(CancerDiagnosis, condition(code, bodySite=breast))
    assert (placed.is_breast, placed.laterality) == (True, Laterality.LEFT)


@pytest.mark.parametrize(
    "code",
    [
        concept(text="Family history of breast cancer"),
        concept(ICD10, "Z80.3", "Family history of malignant neoplasm of breast"),
        concept(ICD10, "Z12.31", "Encounter for screening for malignant neoplasm of breast"),
        concept(SNOMED, "38341003", "Malignant hypertension"),
    ],
)
def test_what_only_sounds_like_cancer(code: dict[str, Any]) -> None:
    assert not any(isinstance(fact, CancerDiagnosis | Metastasis) for fact in facts(condition(code)))


@pytest.mark.parametrize(
    "code", [concept(ICD10, "D05.12"), concept(text="DCIS of right breast"), concept(SNOMED, "109889007")]
)
def test_carcinoma_in_situ(code: dict[str, Any]) -> None:
    found = only(CancerDiagnosis, condition(code))
    assert (found.is_breast, found.in_situ) == (True, True)


def test_histology_from_the_mcode_extension() -> None:
    extension = {
        "url": MCODE + "mcode-histology-morphology-behavior",
        "valueCodeableConcept": concept(SNOMED, "82711006", "Infiltrating duct carcinoma"),
    }
    found = only(CancerDiagnosis, condition(concept(SNOMED, "254837009"), extension=[extension]))
    assert found.histology == "ductal"


def test_histology_from_the_condition_s_own_words() -> None:
    assert only(CancerDiagnosis, condition(concept(text="Invasive lobular carcinoma of breast"))).histology == "lobular"


@pytest.mark.parametrize(
    ("code", "side"),
    [("C50.911", Laterality.RIGHT), ("C50.412", Laterality.LEFT), ("C50.919", None), ("C50.022", Laterality.LEFT)],
)
def test_icd_10_cm_tells_the_side(code: str, side: Laterality | None) -> None:
    assert only(CancerDiagnosis, condition(concept(ICD10, code))).laterality is side


def test_laterality_as_a_qualifier_of_the_body_site() -> None:
    site = concept(SNOMED, "76752008", "Breast structure")
    site["extension"] = [
        {"url": MCODE + "mcode-laterality-qualifier", "valueCodeableConcept": concept(SNOMED, "24028007", "Right")}
    ]
    assert (
        only(CancerDiagnosis, condition(concept(SNOMED, "254837009"), bodySite=[site])).laterality is Laterality.RIGHT
    )


# --- spread


@pytest.mark.parametrize(
    ("code", "site"),
    [
        (concept(SNOMED, "94222008", "Secondary malignant neoplasm of bone"), "bone"),
        (concept(SNOMED, "94381002"), "liver"),
        (concept(SNOMED, "94225005"), "brain"),
        (concept(ICD10, "C79.51"), "bone"),
        (concept(ICD10, "C7951"), "bone"),
        (concept(ICD10, "C78.01"), "lung"),
        (concept(ICD10, "C77.3"), "node_regional"),
        (concept(ICD10, "C79.32"), "leptomeninges"),
        (concept(ICD10, "C78.2"), "pleura"),
        (concept(text="Secondary malignant neoplasm of rib"), "bone"),
        (concept(text="Liver metastases"), "liver"),
        (concept(SNOMED, "128462008", "Metastatic malignant neoplasm"), ""),
    ],
)
def test_metastases_by_code_or_words(code: dict[str, Any], site: str) -> None:
    found = only(Metastasis, condition(code))
    assert (found.site, found.basis) == (site, "condition")


def test_the_secondary_cancer_profile_with_a_body_site() -> None:
    found = only(
        Metastasis,
        condition(
            concept(SNOMED, "363346000", "Malignant neoplastic disease"),
            meta={"profile": [MCODE + "mcode-secondary-cancer-condition"]},
            bodySite=[concept(SNOMED, "10200004", "Liver structure")],
            extension=[
                {
                    "url": MCODE + "mcode-related-primary-cancer-condition",
                    "valueReference": {"reference": "Condition/p"},
                }
            ],
        ),
    )
    assert (found.site, found.of_cancer) == ("liver", "Condition/p")


def test_a_refuted_metastasis_stands_as_refuted() -> None:
    refuted = concept(VERIFICATION, "refuted")
    assert (
        only(Metastasis, condition(concept(SNOMED, "94222008"), verificationStatus=refuted)).standing
        is Standing.REFUTED
    )


def test_metastatic_breast_cancer_names_primary_and_spread() -> None:
    code = concept(text="Metastatic breast cancer to bone and liver")
    diagnosis, bone, liver = facts(condition(code, onsetDateTime="2020-02-01"))
    assert isinstance(diagnosis, CancerDiagnosis)
    assert diagnosis.is_breast is True
    assert [(m.site, m.when, m.of_cancer) for m in (bone, liver) if isinstance(m, Metastasis)] == [
        ("bone", Period(None, None), "Condition/c1"),
        ("liver", Period(None, None), "Condition/c1"),
    ]


@pytest.mark.parametrize(
    "text", ["Non-metastatic breast cancer", "Breast cancer without metastasis", "Breast cancer, no metastases"]
)
def test_denied_spread_is_none(text: str) -> None:
    assert not any(isinstance(fact, Metastasis) for fact in facts(condition(concept(text=text))))


@pytest.mark.parametrize(
    ("text", "primaries", "sites"),
    [
        ("Carcinoma of breast metastatic to bone (disorder)", [True], ["bone"]),
        ("Oligometastatic breast cancer", [True], [""]),
        ("Carcinoma in situ of breast", [True], []),
        ("Invasive ductal carcinoma", [True], []),
        ("Mammakarzinom", [True], []),
        ("Lung cancer metastatic to brain", [False], ["brain"]),
        ("Metastatic colon cancer", [False], [""]),
        ("Metastatic adenocarcinoma of unknown primary", [], [""]),
        ("Recurrent carcinoma", [None], []),
        ("Sarcoma of bone", [False], []),
        ("Metastasis to contralateral breast", [], ["other"]),
        ("Secondary malignant neoplasm of axillary lymph nodes", [], ["node_regional"]),
        ("Leptomeningeal carcinomatosis", [], ["leptomeninges"]),
        ("Metastatic disease", [], [""]),
        ("No evidence of metastatic disease", [], []),
        ("Secondary hypertension", [], []),
        ("Cancer pain", [], []),
        ("Breast cancer screening", [], []),
        ("Lymphedema after breast cancer surgery", [], []),
        ("Hypercalcemia of malignancy", [], []),
    ],
)
def test_what_words_say_of_primary_and_spread(text: str, primaries: list[bool | None], sites: list[str]) -> None:
    found = facts(condition(concept(text=text)))
    assert [fact.is_breast for fact in found if isinstance(fact, CancerDiagnosis)] == primaries
    assert [fact.site for fact in found if isinstance(fact, Metastasis)] == sites
    assert found, "nothing is left out"


@pytest.mark.parametrize(
    ("text", "site", "group"),
    [
        ("Malignant pleural effusion", "pleura", "pleural effusion"),
        ("Spinal cord compression due to metastasis", "", "spinal cord compression"),
        ("Pathological fracture due to metastatic bone disease", "bone", "pathological fracture"),
    ],
)
def test_what_spread_brings_is_spread_and_a_condition(text: str, site: str, group: str) -> None:
    spread, brought = facts(condition(concept(text=text)))
    assert isinstance(spread, Metastasis)
    assert isinstance(brought, Comorbidity)
    assert (spread.site, brought.group) == (site, group)


@pytest.mark.parametrize(
    "text", ["Possible liver metastases", "Suspected breast cancer", "Lesion suspicious for metastasis"]
)
def test_uncertain_words_make_a_fact_provisional(text: str) -> None:
    (found,) = facts(condition(concept(text=text)))
    assert isinstance(found, CancerDiagnosis | Metastasis)
    assert found.standing is Standing.PROVISIONAL


def test_postmenopausal_osteoporosis_is_a_state_and_a_condition() -> None:
    state, brought = facts(condition(concept(text="Postmenopausal osteoporosis")))
    assert isinstance(state, MenopausalStatus)
    assert isinstance(brought, Comorbidity)
    assert (state.status, brought.group) == ("post", "osteoporosis")


def test_the_stage_in_the_name() -> None:
    stages = [fact for fact in facts(condition(concept(text="Stage IV breast cancer"))) if isinstance(fact, StageFact)]
    assert [(stage.axis, stage.value) for stage in stages] == [("group", "IV")]


# --- when


def test_onset_and_recording() -> None:
    found = only(
        CancerDiagnosis, condition(concept(SNOMED, "254837009"), onsetDateTime="2019-05", recordedDate="2021-01-02")
    )
    assert found.when == Period(parse_date("2019-05"), None)
    assert found.recorded_on == parse_date("2021-01-02")


def test_the_asserted_date_of_mcode_counts_as_recording() -> None:
    extension = {
        "url": "http://hl7.org/fhir/StructureDefinition/condition-assertedDate",
        "valueDateTime": "2021-03-04",
    }
    assert only(
        CancerDiagnosis, condition(concept(SNOMED, "254837009"), extension=[extension])
    ).recorded_on == parse_date("2021-03-04")


def test_an_onset_at_an_age_is_counted_from_birth() -> None:
    # Anna was born on 17 May 1960: she was 50 from 17 May 2010 to 16 May 2011.
    found = only(
        CancerDiagnosis, condition(concept(SNOMED, "254837009"), onsetAge={"value": 50, "code": "a", "unit": "years"})
    )
    assert found.when.start is not None
    assert (found.when.start.earliest, found.when.start.latest) == (date(2010, 5, 17), date(2011, 5, 16))


def test_an_onset_in_a_range_of_ages() -> None:
    ages = {"low": {"value": 50, "code": "a"}, "high": {"value": 52, "code": "a"}}
    found = only(CancerDiagnosis, condition(concept(SNOMED, "254837009"), onsetRange=ages))
    assert found.when.start is not None
    assert (found.when.start.earliest, found.when.start.latest) == (date(2010, 5, 17), date(2013, 5, 16))


def test_an_onset_in_words_that_are_a_date() -> None:
    assert only(CancerDiagnosis, condition(concept(SNOMED, "254837009"), onsetString="2015")).when.start == parse_date(
        "2015"
    )
    assert only(CancerDiagnosis, condition(concept(SNOMED, "254837009"), onsetString="long ago")).when.start is None


def test_an_abatement() -> None:
    pneumonitis = condition(concept(ICD10, "J70.4"), onsetDateTime="2023-01-05", abatementDateTime="2023-02-05")
    assert only(Comorbidity, pneumonitis).when == Period(on_day(date(2023, 1, 5)), on_day(date(2023, 2, 5)))


def test_an_onset_that_is_no_date_is_named() -> None:
    assert whats(condition(concept(SNOMED, "254837009"), onsetDateTime="May 2019")) == [
        "Condition: a date that is no FHIR date"
    ]


# --- standing and stage


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("confirmed", Standing.CONFIRMED),
        ("provisional", Standing.PROVISIONAL),
        ("differential", Standing.PROVISIONAL),
        ("unconfirmed", Standing.PROVISIONAL),
        ("refuted", Standing.REFUTED),
    ],
)
def test_how_firmly_a_diagnosis_stands(status: str, standing: Standing) -> None:
    found = only(
        CancerDiagnosis, condition(concept(SNOMED, "254837009"), verificationStatus=concept(VERIFICATION, status))
    )
    assert found.standing is standing


def test_a_condition_entered_in_error_is_no_fact() -> None:
    assert (
        facts(condition(concept(SNOMED, "254837009"), verificationStatus=concept(VERIFICATION, "entered-in-error")))
        == ()
    )


@pytest.mark.parametrize(
    ("summary", "value"),
    [
        (concept(SNOMED, "258228008", "Stage 4 (qualifier value)"), "IV"),
        (concept("http://cancerstaging.org", "c4"), "IV"),
        (concept("http://cancerstaging.org", "4"), "IV"),
        (concept("http://cancerstaging.org", "IV"), "IV"),
        (concept(SNOMED, "1222806003", "American Joint Committee on Cancer stage IIIC (qualifier value)"), "IIIC"),
        (concept("urn:hospital", "IIA"), "IIA"),
        (concept(text="Stage IIB"), "IIB"),
    ],
)
def test_the_stage_on_a_condition(summary: dict[str, Any], value: str) -> None:
    _, stage = facts(condition(concept(SNOMED, "254837009"), stage=[{"summary": summary}]))
    assert isinstance(stage, StageFact)
    assert (stage.axis, stage.value, stage.of_cancer) == ("group", value, "Condition/c1")


def test_a_stage_that_is_not_understood_keeps_its_words() -> None:
    assert whats(condition(concept(SNOMED, "254837009"), stage=[{"summary": concept(text="advanced")}])) == [
        "Condition: a stage that is not understood"
    ]


# --- everything else


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (concept(SNOMED, "76498008", "Postmenopausal state"), "post"),
        (concept(SNOMED, "22636003"), "pre"),
        (concept(ICD10, "Z78.0"), "post"),
        (concept(text="Premenopausal"), "pre"),
    ],
)
def test_menopausal_status_as_a_condition(code: dict[str, Any], status: str) -> None:
    assert only(MenopausalStatus, condition(code)).status == status


def test_pregnancy() -> None:
    assert only(PregnancyFact, condition(concept(SNOMED, "77386006", "Pregnant"))).state == "pregnant"


@pytest.mark.parametrize(
    ("code", "group"),
    [
        (concept(ICD10, "I50.32"), "heart failure"),
        (concept(SNOMED, "233703007"), "interstitial lung disease"),
        (concept(text="History of stroke"), "stroke"),
        (concept(text="No diabetes"), ""),
        (concept(SNOMED, "444814009", "Viral sinusitis"), ""),
    ],
)
def test_other_conditions_and_their_groups(code: dict[str, Any], group: str) -> None:
    assert only(Comorbidity, condition(code)).group == group


def test_a_condition_without_a_name() -> None:
    assert whats({"resourceType": "Condition", "id": "c1", **OF_ANNA}) == ["Condition: names no condition"]


def test_elements_of_dstu2_are_read_and_named() -> None:
    old = condition(concept(SNOMED, "254837009"), dateRecorded="2015-01-02", patient={"reference": "Patient/anna"})
    assert whats(old) == ['Condition: the element "dateRecorded" of FHIR DSTU2; expected R4']
