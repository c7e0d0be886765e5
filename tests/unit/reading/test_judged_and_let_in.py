"""What somebody judges as a whole, what may come of an illness, and people with an infection who are let in if."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

JUDGED = [
    "Active infections or other severe disease, which, in the opinion of the investigator, would place the patient at undue risk",
    "Medical, psychiatric or addictive disorders that may increase the risk of study participation",
    "Any condition, which can cause an enlarged spleen",
    "Life expectancy severely limited by concomitant illness",
]


@pytest.mark.parametrize("text", JUDGED)
def test_what_is_judged_as_a_whole_names_nothing_by_itself(text: str) -> None:
    assert said(text, "exclusion") in ("judgement", "logistics")


def test_what_stands_beside_the_judgement_keeps_out_by_itself() -> None:
    found = said("Heart failure or any other condition that would interfere with the study", "exclusion")
    assert found.startswith("heart failure, ever or for a human: ")
    ongoing = said("Psychiatric illness that may interfere with the study, or active infection", "exclusion")
    assert ongoing not in ("judgement", "logistics")


def test_a_noun_of_its_own_takes_what_stands_behind_it() -> None:
    assert said(
        "Active bleeding or pathological condition that carries a high risk of bleeding", "exclusion"
    ).startswith("bleeding now or for a human: ")
    assert said("Known HIV infection or positivity on immunoassay", "exclusion").startswith("HIV, ever or ")
    # What is judged of the last is meant of each.
    contra = said("Movement disorder, or medication use that contraindicates exercise", "exclusion")
    assert not contra.startswith("movement disorder, ever or ")
    # The time behind the second may be meant for the first as well.
    assert "infection now or" not in said("Active infection or treatment for sepsis within 14 days", "exclusion")


def test_people_with_an_infection_are_asked_and_nobody_else() -> None:
    cured = said(
        "Patients with a history of hepatitis C should have completed curative treatment. "
        "HCV viral load must be below the limit of quantification."
    )
    assert cured.startswith("not hepatitis C, ever or for a human: Is it met: ")
    women = said("Women with evidence of chronic hepatitis B are also eligible if the HBV viral load is undetectable")
    assert women.startswith("not hepatitis B, ever or for a human: Is it met: ")
    two = said(
        "Patients with chronic HBV are ineligible unless cured. Patients with HCV are ineligible unless cured.",
        "exclusion",
    )
    assert "hepatitis C, ever and not for a human" in two


def test_who_is_not_eligible_to_participate_is_kept_out() -> None:
    assert (
        said("Patients with an allergy to docetaxel are not eligible to participate in this study")
        == "not allergy to docetaxel"
    )


def test_what_is_forbidden_while_the_study_runs_is_still_to_come() -> None:
    assert said("Patients may not receive any other investigational or anti-cancer treatment while participating in this study", "exclusion") in ("judgement", "logistics")  # fmt: skip
    assert said("Any other anti-cancer treatment within 4 weeks", "exclusion").startswith(
        "not last dose of anticancer drug"
    )


def test_a_bracket_that_never_closes_ends_before_what_is_not_required() -> None:
    found = said(
        "Active infection (requiring antibiotics, such as sepsis. Screening is not required for enrollment.",
        "exclusion",
    )
    assert "infection, ever" in found
    letters = said(
        "Patients with known positivity for human immunodeficiency virus (HIV) ) or hepatitis C", "exclusion"
    )
    assert letters == "HIV, ever or hepatitis C, ever"


def test_both_nouns_go_with_each_organ() -> None:
    assert said("History of cardiac or hepatic impairment or disease", "exclusion").count(" or ") >= 1
    assert "liver disease, ever" in said("History of cardiac or hepatic impairment or disease", "exclusion")


def test_another_cancer_and_how_long_it_is_gone() -> None:
    gone = "Another malignancy (except for resected non-melanoma skin cancer, or other solid tumors curatively treated with no evidence of disease for ≥ 2 years)"
    assert said(gone, "exclusion") == "another cancer, within 730 days, except basal or squamous skin cancer"
    off = "Any other cancer (except non-melanoma skin cancer) unless in remission and off all other cancer therapy for at least 4 years"
    assert not said(off, "exclusion").startswith(
        "another cancer, within 1460 days, except"
    )  # that treatment is over is asked as well


def test_what_is_asked_of_people_with_an_earlier_cancer_is_asked_of_nobody_else() -> None:
    told = "If there is a history of prior malignancy, they must not be receiving other specific treatment for their cancer"
    assert said(told).startswith("not another cancer, ever or for a human: Is it met: ")
    assert said(told, "exclusion").startswith("another cancer, ever and not for a human: Is it met: ")


def test_who_verified_it_adds_nothing() -> None:
    assert (
        said("Diagnosis of dementia on the medical record and verified by the recruiter", "exclusion")
        == "dementia, ever"
    )


def test_what_keeps_out_beside_a_judgement_is_not_set_aside() -> None:
    assert (
        said("Substance abuse, or medical or social condition that may interfere with the study", "exclusion")
        != "judgement"
    )
    assert said("Life expectancy severely limited by other illness (less than 3 months)", "exclusion") != "judgement"


def test_immunity_lowered_by_disease_or_by_therapy() -> None:
    found = said("Immunosuppressed persons by disease or therapy, including HIV infection", "exclusion")
    assert "immunosuppressant" in found and "HIV, ever" in found
