"""What is denied, open, or said of somebody else is no fact about her: every kind of fact, in every way to say so."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from onward.knowledge import codes, description_words
from onward.reading import Description, read_description
from onward.timeline import AnyFact, Demographics, FamilyHistory, PregnancyFact, Standing, Variant

AS_OF = date(2026, 11, 28)

NAMED = (
    "brain metastases", "leptomeningeal disease", "liver mets", "lung involvement", "pleural effusion",
    "spinal cord compression", "breastfeeding", "HIV", "diabetes", "interstitial lung disease", "heart failure",
    "pulmonary embolism", "DVT", "penicillin allergy", "myocardial infarction", "BRCA1 mutation", "PIK3CA mutation",
    "MSI-high", "mastectomy", "radiotherapy", "prior tamoxifen", "metformin", "melanoma", "ovarian cancer",
    "inflammatory breast cancer", "local recurrence", "bilateral oophorectomy", "cirrhosis", "seizures", "dementia", "tuberculosis",
    "glaucoma", "sickle cell anemia",
)  # fmt: skip
DENIED = (
    "no {}", "no evidence of {}", "no known {}", "no history of {}", "without {}", "free of {}", "denies {}", "lacks {}",
    "never had {}", "has no {}", "she does not have {}", "negative for {}", "MRI negative for {}", "excluded {}",
    "ruled out {}", "{} ruled out", "{} was ruled out on imaging", "{} has been excluded", "{} absent",
    "{} not present", "{} not identified", "{} not seen on MRI", "{}: no", "{}: none", "{}: negative", "{}: absent",
    "{} no", "{} (no)", "{} (-)", "{} (neg)", "{} - neg", "{}? no",
)  # fmt: skip
OPEN = (
    "possible {}", "suspected {}", "query {}", "?{}", "{}?", "concern for {}", "rule out {}", "workup for {}",
    "at risk for {}", "{} suspected", "{} unlikely", "{} cannot be excluded", "{} to be excluded", "{}: unknown",
    "{} is being worked up",
)  # fmt: skip
OF_OTHERS = (
    "mother had {}", "her sister has {}", "father with {}", "mother: {}", "maternal aunt - {}", "family history of {}",
    "husband has {}", "her partner has {}",
)  # fmt: skip
BEFORE = "64F with metastatic breast cancer, ECOG 1. She is well"


def read(text: str) -> Description:
    return read_description(text, codes(), description_words(), as_of=AS_OF)


def held(fact: AnyFact) -> bool:
    """Whether a fact says that something is so of her, now or ever."""
    if isinstance(fact, Demographics | FamilyHistory):
        return False
    if (isinstance(fact, Variant) and not fact.present) or (
        isinstance(fact, PregnancyFact) and fact.state == "not pregnant"
    ):
        return False
    return fact.standing is Standing.CONFIRMED


def facts_of(text: str) -> Counter[str]:
    return Counter(f"{type(fact).__name__} {fact.text}" for fact in read(text).facts if held(fact))


@pytest.mark.parametrize("said", [*DENIED, *OPEN, *OF_OTHERS])
def test_what_is_not_so_of_her_is_no_fact_about_her(said: str) -> None:
    known = facts_of(f"{BEFORE}.")
    for named in NAMED:
        text = f"{BEFORE}. {said.format(named)}."
        assert facts_of(text) - known == Counter(), text


@pytest.mark.parametrize("said", ["{} ruled out", "{}: no", "{} no", "{} absent", "no {}", "excluded {}"])
def test_what_stands_beside_it_stays(said: str) -> None:
    """The denial of one place says nothing of the place before it."""
    known = facts_of("ER+ MBC with liver and bone metastases")
    text = f"ER+ MBC with liver and bone metastases, {said.format('leptomeningeal disease')}"
    assert facts_of(text) == known, text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("MBC. MI ruled out and DVT in 2020", "DVT"),
        ("MBC. Excluded from a trial because of brain mets", "brain mets"),
        ("MBC. PE ruled out, brain mets since May", "brain mets"),
        ("MBC. Lives with her mother. Diabetes", "diabetes"),
        ("MBC. Her husband is well; heart failure since 2020", "heart failure"),
        ("MBC. Suspected recurrence after mastectomy", "mastectomy"),
        ("MBC. Likely pathogenic BRCA2 variant", "Likely pathogenic BRCA2 variant"),
        ("MBC. At risk of falls, on metformin", "metformin"),
    ],
)
def test_the_neighbours_of_a_denial_are_facts(text: str, named: str) -> None:
    assert any(held(claim.fact) and claim.words.lower() in named.lower() for claim in read(text).understood), text


def test_a_denied_place_beside_a_told_one_is_denied() -> None:
    """A woman whose liquor was clean is let in where meningeal disease keeps out."""
    found = read("HER2+ MBC; liver and brain metastases, leptomeningeal disease ruled out")
    said = {fact.text: fact.standing for fact in found.facts if type(fact).__name__ == "Metastasis"}
    assert said["leptomeningeal disease"] is Standing.REFUTED
    assert {standing for text, standing in said.items() if text != "leptomeningeal disease"} == {Standing.CONFIRMED}


def test_an_answer_no_behind_breastfeeding_is_a_denial() -> None:
    assert not any(isinstance(fact, PregnancyFact) for fact in read("ER+ MBC. Breastfeeding no, uses an IUD").facts)


def test_a_plan_ends_where_her_own_measures_begin() -> None:
    found = read("MBC, if brain metastases develop we will irradiate, ECOG 1")
    assert any(type(fact).__name__ == "PerformanceStatus" for fact in found.facts)


@pytest.mark.parametrize(
    "named",
    ["new brain metastases", "untreated brain mets", "symptomatic pleural effusion", "uncontrolled hypertension",
     "active hepatitis B", "recent DVT", "severe COPD", "significant liver mets"],
)  # fmt: skip
@pytest.mark.parametrize("said", ["no {}", "{}: no", "without {}"])
def test_one_kind_that_is_denied_denies_not_the_thing(named: str, said: str) -> None:
    """Who has no untreated brain metastases may have treated ones."""
    found = read(f"ER+ MBC. {said.format(named)}")
    assert not [fact for fact in found.facts if fact.standing is Standing.REFUTED]
    assert any(named.split()[-1] in one.words for one in found.left)


def test_lung_disease_that_is_denied_is_no_metastasis_that_is_denied() -> None:
    found = read("Stage IV breast cancer. No history of heart disease, lung disease or diabetes")
    assert not [
        fact for fact in found.facts if type(fact).__name__ == "Metastasis" and fact.standing is Standing.REFUTED
    ]
