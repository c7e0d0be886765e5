"""Notes copied from forms: the label comes first and the answer behind it. The label alone would be the opposite."""

from __future__ import annotations

from datetime import date

import pytest

from onward.knowledge import codes, description_words
from onward.reading import read_description
from onward.reading.description import Description
from onward.reading.description_book import UNTOLD
from onward.timeline import (
    Allergy,
    CancerDiagnosis,
    Comorbidity,
    DiseaseStatus,
    DrugTreatment,
    LabResult,
    Metastasis,
    PregnancyFact,
    Standing,
    Variant,
)

AS_OF = date(2026, 11, 28)


def described(text: str) -> Description:
    return read_description(text, codes(), description_words(), as_of=AS_OF)


def sites(text: str, standing: Standing) -> set[str]:
    return {
        fact.site
        for fact in described(text).facts
        if isinstance(fact, Metastasis) and fact.site and fact.standing is standing
    }


def illnesses(text: str, standing: Standing) -> set[str]:
    return {fact.group for fact in described(text).facts if isinstance(fact, Comorbidity) and fact.standing is standing}


def drugs(text: str, standing: Standing) -> set[str]:
    return {
        fact.drug.removesuffix(" not named")
        for fact in described(text).facts
        if isinstance(fact, DrugTreatment) and fact.standing is standing
    }


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("55F, MBC in bone. Brain mets: none.", {"brain"}),
        ("Liver mets: no; lung mets: yes", {"liver"}),
        ("CNS involvement: none", {"brain"}),
        ("Brain metastases? No", {"brain"}),
        ("Brain mets (none)", {"brain"}),
        ("Brain mets: none seen on MRI 10/2026", {"brain"}),
        ("Brain, lung or liver mets: none", {"brain", "lung", "liver"}),
        ("Any brain or leptomeningeal disease: No", {"brain", "leptomeninges"}),
    ],
)
def test_a_place_that_the_answer_denies_is_denied(text: str, denied: set[str]) -> None:
    assert sites(text, Standing.REFUTED) == denied
    assert not sites(text, Standing.CONFIRMED) & denied


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Brain mets: new in 2026", {"brain"}),
        ("Brain metastases: no new lesions", {"brain"}),
        ("Brain metastases: no evidence of progression", {"brain"}),
        ("Liver mets: no change", {"liver"}),
        ("Liver mets: yes, brain mets: no", {"liver"}),
        ("Bone and liver mets, brain mets: none", {"bone", "liver"}),
    ],
)
def test_a_no_that_goes_on_denies_something_else(text: str, known: set[str]) -> None:
    assert sites(text, Standing.CONFIRMED) == known


def test_illnesses_by_answers() -> None:
    text = "HIV: neg. Diabetes: no. ILD - none. Heart failure: denies. Stroke: N. Hypertension: yes"
    assert illnesses(text, Standing.REFUTED) == {
        "HIV",
        "diabetes",
        "interstitial lung disease",
        "heart failure",
        "stroke",
    }
    assert illnesses(text, Standing.CONFIRMED) == {"hypertension"}
    assert illnesses("Diabetes: no longer on metformin", Standing.CONFIRMED) == {"diabetes"}
    assert illnesses("Diabetes none, hypertension", Standing.CONFIRMED) == {"hypertension"}


def test_drugs_by_answers() -> None:
    text = "Prior trastuzumab: no. Prior CDK4/6 inhibitor: yes (palbociclib). Prior chemotherapy/immunotherapy: none"
    assert drugs(text, Standing.REFUTED) == {"trastuzumab", "chemotherapy", "immune checkpoint inhibitor"}
    assert drugs(text, Standing.CONFIRMED) == {"palbociclib"}
    assert drugs("On letrozole and prior chemo: none", Standing.CONFIRMED) == {"letrozole"}
    assert drugs("Toxicities: none with letrozole", Standing.CONFIRMED) == {"letrozole"}


def test_pregnancy_by_answers() -> None:
    def states(text: str) -> list[str]:
        return [fact.state for fact in described(text).facts if isinstance(fact, PregnancyFact)]

    assert states("Pregnant? no. Lactating: no") == ["not pregnant"]
    assert states("Pregnant: unknown") == []
    assert states("Breastfeeding: none") == []
    assert states("Pregnant: yes") == ["pregnant"]


def test_what_is_said_to_be_unknown_is_no_fact_and_is_listed() -> None:
    description = described("HIV unknown, hepatitis B status: not tested, brain mets: unknown, prior chemo: unknown")
    assert description.facts == ()
    assert [(left.words, left.why) for left in description.left] == [
        ("HIV", UNTOLD),
        ("hepatitis B", UNTOLD),
        ("brain mets", UNTOLD),
        ("chemo", UNTOLD),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Stable, without progression on letrozole",
        "No progression on letrozole after 18 months",
        "Not progressed on letrozole",
        "Letrozole: no progression for 12 months",
        "Letrozole: no toxicity",
        "Letrozole without significant toxicity",
    ],
)
def test_a_denied_progression_or_harm_ends_no_treatment(text: str) -> None:
    [treatment] = [fact for fact in described(text).facts if isinstance(fact, DrugTreatment)]
    assert (treatment.drug, treatment.stop_reason) == ("letrozole", "")
    assert treatment.status != "stopped"


def test_a_denied_progression_is_not_carried_from_the_drug_before() -> None:
    text = "Progressed on letrozole, no progression on fulvestrant"
    reasons = {fact.drug: fact.stop_reason for fact in described(text).facts if isinstance(fact, DrugTreatment)}
    assert reasons == {"letrozole": "progression", "fulvestrant": ""}


def test_brain_metastases_without_evidence_of_progression_are_stable() -> None:
    text = "Brain metastases: no evidence of progression"
    assert [fact.value for fact in described(text).facts if isinstance(fact, DiseaseStatus)] == ["stable"]


@pytest.mark.parametrize(
    "text",
    [
        "Not treated with trastuzumab",
        "Never been treated with trastuzumab",
        "She has not been on trastuzumab",
        "Never took trastuzumab",
        "Has not received trastuzumab",
    ],
)
def test_a_treatment_that_was_never_given_is_denied(text: str) -> None:
    assert drugs(text, Standing.REFUTED) == {"trastuzumab"}
    assert drugs(text, Standing.CONFIRMED) == set()


@pytest.mark.parametrize(
    "text",
    [
        "She is not on letrozole",
        "Not currently taking letrozole",
        "No current letrozole",
        "No contraindication to letrozole",
    ],
)
def test_what_is_not_taken_now_was_neither_given_nor_never_given(text: str) -> None:
    assert drugs(text, Standing.REFUTED) == drugs(text, Standing.CONFIRMED) == set()


@pytest.mark.parametrize("text", ["No ILD after T-DXd", "No toxicity from T-DXd", "No evidence of disease after T-DXd"])
def test_what_did_not_follow_a_treatment_does_not_deny_the_treatment(text: str) -> None:
    assert drugs(text, Standing.CONFIRMED) == {"trastuzumab deruxtecan"}


@pytest.mark.parametrize(
    ("text", "site"),
    [("No radiotherapy for bone metastases", "bone"), ("Not on steroids for her brain metastases", "brain")],
)
def test_what_was_not_done_for_something_does_not_deny_it(text: str, site: str) -> None:
    assert sites(text, Standing.CONFIRMED) == {site}
    assert sites(f"No evidence for {site} metastases", Standing.REFUTED) == {site}


@pytest.mark.parametrize(
    "text",
    ["Ruled out for brain mets", "Liver lesion biopsied: benign hemangioma", "Bone lesions, likely degenerative"],
)
def test_what_was_looked_at_and_is_no_metastasis(text: str) -> None:
    assert sites(text, Standing.CONFIRMED) == set()


def test_an_effusion_beside_metastases_is_none_unless_it_is_malignant() -> None:
    assert sites("MBC with bone mets, pleural effusion drained", Standing.CONFIRMED) == {"bone"}
    assert sites("MBC with bone mets, malignant pleural effusion", Standing.CONFIRMED) == {"bone", "pleura"}


def test_a_list_of_allergies_holds_no_treatment() -> None:
    description = described("Allergies: penicillin (rash), paclitaxel (anaphylaxis). On letrozole")
    allergies = [fact.drug or fact.text for fact in description.facts if isinstance(fact, Allergy)]
    assert allergies == ["penicillin", "paclitaxel"]
    assert drugs("Allergies: penicillin (rash), paclitaxel (anaphylaxis)", Standing.CONFIRMED) == set()
    assert drugs("Allergic to paclitaxel, on letrozole", Standing.CONFIRMED) == {"letrozole"}


def statuses(text: str) -> dict[str, str]:
    return {fact.drug: fact.status for fact in described(text).facts if isinstance(fact, DrugTreatment)}


def test_a_drug_that_somebody_is_off_is_stopped() -> None:
    assert statuses("RA, off methotrexate since 2020") == {"methotrexate": "stopped"}
    assert statuses("Weaned off dexamethasone") == {"dexamethasone": "stopped"}


def test_adjuvant_treatment_that_was_only_started_is_not_over() -> None:
    assert statuses("Adjuvant olaparib started 3/2026")["olaparib"] != "stopped"
    assert statuses("Adjuvant tamoxifen started 2010 until 2015") == {"tamoxifen": "stopped"}
    assert statuses("Adjuvant tamoxifen") == {"tamoxifen": "stopped"}


def test_a_value_of_the_past_is_dated_and_that_of_today_is_read() -> None:
    values = [fact for fact in described("LVEF was 45% in 2024, now 58%").facts if isinstance(fact, LabResult)]
    assert [(str(one.value.value), one.when.start.earliest.year) for one in values if one.value and one.when.start] == [
        ("45", 2024),
        ("58", 2026),
    ]


def test_a_question_mark_behind_an_illness_makes_it_a_suspicion() -> None:
    assert illnesses("Prior TIA? unclear", Standing.PROVISIONAL) == {"stroke"}
    assert illnesses("Prior TIA? unclear", Standing.CONFIRMED) == set()


def test_short_names_of_mutated_genes() -> None:
    genes = {fact.gene for fact in described("gBRCA2m, PIK3CAmut, ESR1m").facts if isinstance(fact, Variant)}
    assert genes == {"BRCA2", "PIK3CA", "ESR1"}


def test_a_melanoma_in_situ_is_no_invasive_melanoma() -> None:
    [cancer] = [
        fact for fact in described("History of melanoma in situ 2010").facts if isinstance(fact, CancerDiagnosis)
    ]
    assert (cancer.in_situ, cancer.text) == (True, "melanoma in situ")


@pytest.mark.parametrize(
    "text", ["Alpelisib was not given because of fatigue", "Alpelisib not available", "Alpelisib was never started"]
)
def test_what_was_not_given_is_no_treatment(text: str) -> None:
    assert statuses(text) == {}


def test_a_test_for_hepatitis_is_no_hepatitis() -> None:
    for text in ("HBV core Ab+", "Hep B surface antibody positive", "HCV Ab+, RNA undetectable", "Hep B vaccinated"):
        assert illnesses(text, Standing.CONFIRMED) == set(), text
    assert illnesses("Hepatitis B on entecavir", Standing.CONFIRMED) == {"hepatitis B"}
    assert illnesses("HIV test negative", Standing.REFUTED) == {"HIV"}
    assert illnesses("HCV negative", Standing.REFUTED) == {"hepatitis C"}
