"""How far the words of a list reach: a time, a quality, "current" and what for go to each member that they govern."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading import Section

HUMAN = "for a human: Is it so: {}? (the words leave it to a human)"

CASES: list[tuple[Section, str, str]] = [
    # "Current" is said of each that the list names, whatever else is said of one of them.
    (
        "exclusion",
        "Current cardiac disease including angina, severe hypertension or active myocarditis",
        "cardiac disease now or angina now or hypertension, severe now or myocarditis now",
    ),
    (
        "exclusion",
        "Current cardiac disease including angina or a history of severe hypertension",
        "cardiac disease now or angina now or hypertension, severe, ever",
    ),
    # An example stands for its kind: the time and the quality behind it are those of the kind.
    (
        "exclusion",
        "Anxiety disorder such as panic disorder within the last year not controlled with medication",
        "anxiety, not controlled with medication, within 365 days or panic disorder, not controlled with medication, within 365 days",
    ),
    ("exclusion", "Lung disease such as asthma or severe COPD", "lung disease, ever or asthma, ever or chronic obstructive pulmonary disease, severe, ever"),
    ("exclusion", "Cardiac disease, including myocardial infarction within 6 months", "cardiac disease, ever or myocardial infarction, within 180 days"),
    # One subject, two verbs and one time.
    (
        "exclusion",
        "Has received radiotherapy, any investigational agent or undergone major surgery within 3 weeks before randomization",
        "radiotherapy, within 21 days or not last dose of investigational drug at least 21 days ago or major surgery, within 21 days",
    ),
    (
        "exclusion",
        "Received chemotherapy within 3 weeks or undergone major surgery within 6 weeks",
        "not last dose of chemotherapy at least 21 days ago or major surgery, within 42 days",
    ),
    # What is given for much else asks a human what it was given for.
    (
        "exclusion",
        "Prior chemotherapy or metformin for the treatment of cancer",
        f"treated with chemotherapy or (treated with metformin and {HUMAN.format('for treatment of cancer')})",
    ),
    ("exclusion", "Prior chemotherapy or tamoxifen for the treatment of cancer", "treated with chemotherapy or treated with tamoxifen"),
    # Ischaemia among events of the heart is the heart's; elsewhere any.
    ("exclusion", "Cardiac events (myocardial infarction, unstable angina or ischemia) within 6 months", "ischaemic heart disease"),
    ("exclusion", "Ischemia", "ischaemia, ever"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[one[1][:60] for one in CASES])
def test_words_reach_each_member_that_they_govern(section: Section, text: str, says: str) -> None:
    found = said(text, section)
    assert says in found if says == "ischaemic heart disease" else found == says


def test_a_demand_on_one_way_in_is_asked_of_no_other() -> None:
    text = "Locally advanced or metastatic disease; locally advanced disease must be unresectable"
    assert said(text) == "locally advanced unresectable disease or metastatic disease"
    alone = said("Locally advanced disease must not be amenable to surgery with curative intent")
    assert alone == "if locally advanced disease, then locally advanced unresectable disease"


def test_limits_of_some_are_no_condition_of_one_another() -> None:
    some = "For patients with hepatoma, adequate liver function is defined as: bilirubin ≤ 3 x ULN, INR ≤ 1.7, Child-Pugh score < 8"
    assert said(some) == "not understood"
    assert said("For patients with liver metastases, AST must be at most 5 x ULN").startswith("if metastasis in liver")


def test_a_time_without_its_sign_decides_nothing() -> None:
    assert said("Patients who have had a mastectomy  7 years prior to the study entry", "exclusion") == "not understood"


def test_a_verb_said_twice_still_forbids() -> None:
    assert said("Patients may have not have had prior treatment with docetaxel") == "not treated with docetaxel"
    assert said("Patients may have had prior treatment with docetaxel") == "permission"


def test_symptoms_are_no_threat_to_life() -> None:
    said_of_them = said("Patients with symptomatic visceral metastases", "exclusion")
    assert said_of_them == f"visceral metastases and {HUMAN.format('symptomatic')}"
    assert said("Imminent liver failure", "exclusion") == "liver failure, imminent, ever"


def test_contraception_that_goes_on_is_asked_of_the_same_people() -> None:
    text = (
        "Women of childbearing potential and men who are sexually active must use adequate contraception. "
        "Contraception should continue for 4 months (women) or 2 months (men) after treatment."
    )
    assert said(text) == "if (childbearing potential or sex male), then effective contraception"
    tells = "The cap is not a highly effective form of contraception. Spermicides therefore add some protection."
    assert "effective contraception" not in said(tells)
    willing = "Must be willing to discontinue birth control pills. Fertile women must use effective contraception."
    assert said(willing).startswith("for a human: ")


def test_a_pregnancy_test_is_asked_of_whom_the_words_name() -> None:
    text = "Negative pregnancy test within 14 days for pre- or perimenopausal subjects with an intact uterus"
    assert said(text) == (
        "if (premenopausal or perimenopausal and not hysterectomy), then pregnancy test: negative, within 14 days"
    )


def test_what_is_taken_now_is_asked_so_at_the_end_of_the_list() -> None:
    found = said("Currently taking danazol, zorbane-like agents, or antiandrogens", "exclusion")
    assert "(treated with androgen receptor antagonist or antiandrogen and for a human" in found
