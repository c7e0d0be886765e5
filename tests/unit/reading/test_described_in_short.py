"""Short words of notes that stand for two things, and words that stand apart from what they are said of."""

from __future__ import annotations

from datetime import date

import pytest

from onward.knowledge import codes, description_words
from onward.reading import read_description
from onward.timeline import (
    Allergy,
    AnyFact,
    BiomarkerScore,
    CancerDiagnosis,
    Comorbidity,
    Demographics,
    DiseaseStatus,
    DrugTreatment,
    MenopausalStatus,
    Metastasis,
    PerformanceStatus,
    PregnancyFact,
    Radiotherapy,
    ReceptorResult,
    StageFact,
    Variant,
)

AS_OF = date(2026, 11, 28)


def facts(text: str) -> tuple[AnyFact, ...]:
    return read_description(text, codes(), description_words(), as_of=AS_OF).facts


def left(text: str) -> dict[str, str]:
    return {one.words: one.why for one in read_description(text, codes(), description_words(), as_of=AS_OF).left}


@pytest.mark.parametrize(
    "text", ["Rt breast IDC, ER+", "ER+ MBC, rt axillary recurrence", "Rt mastectomy 2019, ER+ MBC"]
)
def test_rt_beside_a_place_is_the_right_side(text: str) -> None:
    assert not any(isinstance(fact, Radiotherapy) for fact in facts(text))


@pytest.mark.parametrize(
    "text", ["ER+ MBC, RT to the spine", "ER+ MBC. Palliative RT 2025", "ER+ breast cancer, PMRT 2021"]
)
def test_rt_elsewhere_is_radiotherapy(text: str) -> None:
    assert any(isinstance(fact, Radiotherapy) for fact in facts(text))


def test_rt_in_capitals_before_the_breast_may_be_either() -> None:
    assert left("ER+ MBC, RT breast")["RT"] == "RT may be radiotherapy or right"


@pytest.mark.parametrize(
    "text",
    [
        "IDC; capecitabine stopped because of hand-foot syndrome grade 3",
        "ER+ breast cancer. Grade 3 mucositis on everolimus",
        "MBC, T-DXd stopped for ILD grade 3",
    ],
)
def test_the_grade_of_a_side_effect_is_no_grade_of_the_tumour(text: str) -> None:
    [cancer] = [fact for fact in facts(text) if isinstance(fact, CancerDiagnosis)]
    assert cancer.grade is None


@pytest.mark.parametrize("text", ["IDC G3, ER+", "Grade 2 invasive lobular breast cancer"])
def test_the_grade_of_the_tumour_stays(text: str) -> None:
    [cancer] = [fact for fact in facts(text) if isinstance(fact, CancerDiagnosis)]
    assert cancer.grade in (2, 3)


@pytest.mark.parametrize("text", ["MBC. Past history: hypertension", "MBC. Past medical history: hypertension, asthma"])
def test_a_heading_of_her_history_makes_nothing_a_thing_of_the_past(text: str) -> None:
    statuses = {fact.clinical_status for fact in facts(text) if isinstance(fact, Comorbidity)}
    assert statuses == {""}


@pytest.mark.parametrize("text", ["AR positive TNBC", "MBC, EGFR positive", "MBC, PTEN negative by IHC", "MBC, ALK+"])
def test_a_stained_protein_is_no_change_of_its_gene(text: str) -> None:
    assert not any(isinstance(fact, Variant) for fact in facts(text))


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("MBC, ESR1 mutated, AKT E17K", {"ESR1": ""}),
        ("MBC, PIK3CA mutation, H1047R", {"PIK3CA": "H1047R"}),
        ("MBC, PIK3CA mutation (H1047R), ESR1 Y537S", {"PIK3CA": "H1047R", "ESR1": "Y537S"}),
    ],
)
def test_a_change_belongs_to_the_gene_that_it_stands_with(text: str, changes: dict[str, str]) -> None:
    assert {fact.gene: fact.protein for fact in facts(text) if isinstance(fact, Variant)} == changes


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("TNBC. Relapse 8/2025: lungs, pleura", {"lung", "pleura"}),
        ("ER+ IDC, recurrence January 2026 in lung and mediastinal lymph nodes", {"lung", "node_distant"}),
        ("HER2+ IDC, de novo stage IV Feb 2022 (liver, bone)", {"liver", "bone"}),
        ("I have metastatic breast cancer. It's in my bones and liver", {"bone", "liver"}),
        ("ER+ MBC with lung and node metastases", {"lung", "other"}),
        ("HER2+ MBC, Dec 2024 liver PD", {"liver"}),
    ],
)
def test_where_it_is_with_a_date_or_small_words_between(text: str, sites: set[str]) -> None:
    assert {fact.site for fact in facts(text) if isinstance(fact, Metastasis) and fact.site} == sites


def test_a_treatment_is_not_for_metastatic_disease_where_that_is_denied() -> None:
    treatments = [
        fact
        for fact in facts("Recurrent locally advanced TNBC of the chest wall, no distant mets. Prior AC-T 2021")
        if isinstance(fact, DrugTreatment)
    ]
    assert treatments
    assert all(fact.told is None or (fact.told.setting, fact.told.line) == ("", None) for fact in treatments)


def test_sg_is_sacituzumab_govitecan_and_a_cps_is_one_of_pd_l1() -> None:
    found = facts("TNBC, CPS 20. 3L: SG since Sept 2026")
    assert [fact.drug for fact in found if isinstance(fact, DrugTreatment)] == ["sacituzumab govitecan"]
    [score] = [fact for fact in found if isinstance(fact, BiomarkerScore)]
    assert (score.name, score.measure) == ("PD-L1", "CPS")


def test_menopause_in_short_and_a_pregnancy_answered_no() -> None:
    found = facts("F/45 premenop, ER+ MBC. Pregnancy: no")
    assert [fact.status for fact in found if isinstance(fact, MenopausalStatus)] == ["pre"]
    assert [fact.state for fact in found if isinstance(fact, PregnancyFact)] == ["not pregnant"]


def test_a_melanoma_in_her_history_is_not_active() -> None:
    [other] = [
        fact
        for fact in facts("ER+ MBC. Hx of melanoma in situ excised 2015")
        if isinstance(fact, CancerDiagnosis) and not fact.is_breast
    ]
    assert other.clinical_status == "inactive"


@pytest.mark.parametrize(
    "text", ["ER+ MBC, non diabetic", "Non-diabetic with ER+ MBC", "MBC. Not a known case of TB, CAD, asthma"]
)
def test_what_she_has_not_in_the_words_of_a_ward(text: str) -> None:
    assert not [fact for fact in facts(text) if isinstance(fact, Comorbidity) and fact.standing.value == "confirmed"]


def test_room_air_is_no_arthritis() -> None:
    assert not [fact for fact in facts("MBC. SpO2 95% RA. ECOG 1") if isinstance(fact, Comorbidity)]
    assert [fact.group for fact in facts("MBC. RA on hydroxychloroquine") if isinstance(fact, Comorbidity)]


@pytest.mark.parametrize(
    "text", ["ER+ MBC. Depression, stable on sertraline", "ER+ MBC. History of depression, stable"]
)
def test_an_illness_that_is_stable_is_not_the_cancer(text: str) -> None:
    assert not any(isinstance(fact, DiseaseStatus) for fact in facts(text))


@pytest.mark.parametrize("text", ["ER+ MBC on letrozole, stable", "MBC with bone metastases, stable"])
def test_the_cancer_that_is_stable(text: str) -> None:
    assert [fact.value for fact in facts(text) if isinstance(fact, DiseaseStatus)] == ["stable"]


def lines(text: str) -> dict[str, int | None]:
    return {fact.drug: fact.told.line for fact in facts(text) if isinstance(fact, DrugTreatment) and fact.told}


def test_the_form_of_a_medicine_parts_no_regimen() -> None:
    assert lines("ER+ MBC. Started on Inj. Fulvestrant + Tab. Palbociclib") == {"fulvestrant": 1, "palbociclib": 1}


def test_maintenance_with_drugs_of_the_line_is_the_same_line() -> None:
    text = (
        "Stage IV HER2+ breast cancer. Completed 6 cycles of docetaxel, trastuzumab and pertuzumab in April 2024 "
        "and has since been on maintenance trastuzumab and pertuzumab"
    )
    assert lines(text) == {"docetaxel": 1, "trastuzumab": 1, "pertuzumab": 1}


def test_a_denied_class_is_denied_though_a_drug_of_it_was_given_earlier() -> None:
    found = facts("ER+ MBC; no prior chemo for metastatic disease; adjuvant docetaxel 2012")
    assert [fact.standing.value for fact in found if isinstance(fact, DrugTreatment) and "chemo" in fact.drug] == [
        "refuted"
    ]


def test_m1_at_the_beginning_is_no_early_disease() -> None:
    found = facts("52F, T4dN3M1 IDC, HER2 3+. TCHP x 6, skin relapse 5/26")
    assert {fact.value for fact in found if isinstance(fact, StageFact) and fact.axis == "M"} == {"M1"}
    assert {fact.told.setting for fact in found if isinstance(fact, DrugTreatment) and fact.told} <= {"", "metastatic"}


@pytest.mark.parametrize("text", ["ER+ MBC. Age 44.", "Asked to see 44F with ER+ MBC"])
def test_an_age_at_the_end_of_a_sentence_or_behind_a_verb(text: str) -> None:
    assert any(isinstance(fact, Demographics) and fact.birth is not None for fact in facts(text))


def test_a_class_given_before_is_not_the_drug_of_it_that_is_given_now() -> None:
    text = "ER+ MBC. Previous: AI + palbociclib, then fulvestrant. Current: exemestane/everolimus"
    assert lines(text) == {
        "aromatase inhibitor not named": 1, "palbociclib": 1, "fulvestrant": 2, "exemestane": 3, "everolimus": 3,
    }  # fmt: skip


def test_a_relapse_after_a_treatment_is_no_progression_on_it() -> None:
    reasons = {
        fact.drug: fact.stop_reason
        for fact in facts("TNBC relapsed 8 months after neoadjuvant paclitaxel + carboplatin")
        if isinstance(fact, DrugTreatment)
    }
    assert reasons == {"paclitaxel": "", "carboplatin": ""}


def test_letters_of_a_regimen_behind_a_slash() -> None:
    text = "HER2+ breast cancer 2020, adjuvant TCH. 2024 liver metastasis. Docetaxel/HP, then HP ongoing"
    assert {drug: line for drug, line in lines(text).items() if line} == {
        "docetaxel": 1,
        "trastuzumab": 1,
        "pertuzumab": 1,
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ER+ MBC. Dementia", "Dementia"),
        ("ER+ MBC. PMH: glaucoma, sickle cell anemia", "sickle cell anemia"),
        ("ER+ MBC, PAD with claudication", "PAD"),
        ("ER+ MBC with vitiligo", "vitiligo"),
    ],
)
def test_an_illness_without_a_group_is_known_by_its_name(text: str, named: str) -> None:
    assert named in {fact.text for fact in facts(text) if isinstance(fact, Comorbidity) and not fact.group}


@pytest.mark.parametrize(
    "text", ["ER+ MBC. Never had COVID vaccine", "ER+ MBC. Tuberculosis screening negative", "ER+ MBC, sits on a pad"]
)
def test_a_vaccine_a_test_and_a_word_are_no_illness(text: str) -> None:
    assert not any(isinstance(fact, Comorbidity) for fact in facts(text))


@pytest.mark.parametrize(
    ("text", "group"),
    [("ER+ MBC, diabetes type 2", "diabetes"), ("ER+ MBC, latent tuberculosis treated 2010", "tuberculosis")],
)
def test_a_longer_name_keeps_the_group_that_holds_it(text: str, group: str) -> None:
    [found] = [fact for fact in facts(text) if isinstance(fact, Comorbidity)]
    assert (found.group, len(found.text.split())) == (
        group,
        len(text.split(", ")[1].replace(" treated 2010", "").split()),
    )


@pytest.mark.parametrize(
    ("text", "allergies"),
    [
        ("ER+ MBC. Penicillin allergy", {("", "Penicillin")}),
        ("TNBC, carboplatin allergy", {("carboplatin", "carboplatin")}),
        ("TNBC. No latex allergy", set[tuple[str, str]]()),
        ("TNBC. No known drug allergies", set[tuple[str, str]]()),
    ],
)
def test_an_allergy_named_before_the_word(text: str, allergies: set[tuple[str, str]]) -> None:
    found = facts(text)
    assert {(fact.drug, fact.text) for fact in found if isinstance(fact, Allergy)} == allergies
    assert not any(isinstance(fact, DrugTreatment) for fact in found)


def test_progressed_on_one_and_then_on_another_is_on_both() -> None:
    ends = {
        fact.drug: (fact.status, fact.stop_reason)
        for fact in facts("ER+ MBC. Progressed on letrozole/palbociclib and then on fulvestrant")
        if isinstance(fact, DrugTreatment)
    }
    assert set(ends.values()) == {("stopped", "progression")}
    assert len(ends) == 3


def test_a_bracket_names_the_drug_that_letters_leave_open() -> None:
    text = "HER2+ MBC. THP (docetaxel x6), then HP until PD 2024, T-DXd since"
    assert lines(text) == {"docetaxel": 1, "trastuzumab": 1, "pertuzumab": 1, "trastuzumab deruxtecan": 2}


def test_maintenance_after_a_class_with_its_drug_in_brackets_is_one_line() -> None:
    assert lines("MBC. Olaparib maintenance after platinum (carboplatin, 6 cycles)") == {
        "carboplatin": 1,
        "olaparib": 1,
    }


def test_a_bare_list_that_begins_with_letters_of_early_disease_has_no_numbers() -> None:
    assert set(lines("MBC, pretreated: AC, taxol, xeloda, eribulin").values()) == {None}


def test_weekly_paclitaxel_is_paclitaxel() -> None:
    assert lines("Stage II 2015: AC followed by weekly taxol. Bone mets 2024")["paclitaxel"] == 0


def test_scores_of_two_biopsies_have_each_their_day() -> None:
    found = [
        fact
        for fact in facts("MBC. HER2 was 1+ on the 2019 biopsy and 0 on the 2025 biopsy")
        if isinstance(fact, ReceptorResult)
    ]
    assert {(fact.ihc_score, fact.when.start.text if fact.when.start else "") for fact in found} == {
        ("1+", "2019"),
        ("0", "2025"),
    }


def test_a_range_of_scores_is_no_score() -> None:
    assert "1+" not in {fact.ihc_score for fact in facts("MBC. HER2 1+ to 2+") if isinstance(fact, ReceptorResult)}


@pytest.mark.parametrize(
    "text", ["MBC. ECOG was 3 in June, now 1.", "MBC. ECOG 3 at admission and now 1", "MBC. ECOG 1"]
)
def test_the_newer_performance_status_counts(text: str) -> None:
    assert [fact.value for fact in facts(text) if isinstance(fact, PerformanceStatus)] == [1]
