"""What a human judges, arranges or allows is set aside; what such a line demands, or keeps out by itself, is not."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.knowledge import reading_lexicon
from onward.reading.line import reader_of
from onward.reading.trial import read_text

_ASIDE = {"consent", "judgement", "logistics", "note", "permission", "heading"}


@pytest.mark.parametrize(
    "text",
    [
        "Prior treatment including both a taxane and capecitabine, and the person is no longer a candidate for these drugs",
        "Must have previously had a taxane and capecitabine, provided that these were not contraindicated",
        "Persons are resistant to or have failed a prior taxane, and further taxanes are not indicated",
        "Must be on current treatment with letrozole and not planning to change it during the study",
        "Candidates for a curative resection who have not had neoadjuvant chemotherapy",
        "Chemotherapy naive, and candidates for adjuvant chemotherapy",
        "Must not have received a live vaccine within 7 days nor have plans to receive one during the study",
        "No heart disease, adequate function of major organs",
        "Adequate blood counts (haemoglobin at least 10, platelets at least 100)",
        "Spanish speaking women age 18",
        "Must have completed radiotherapy at least 4 weeks before, and tissue must be available for central testing",
        "After neoadjuvant chemotherapy patients must have residual tumour and must be willing to give a new biopsy",
        "Patients must have at least 2 brain metastases detected on MRI performed within 14 days before registration",
        "Must be randomised within 6 months of definitive breast surgery",
        "Women with histological confirmation of infiltrating breast carcinoma are eligible",
        "At least one lesion that can be accurately assessed by CT and is suitable for repeated assessment",
        "Any line of therapy allowed, confirmed progression on prior chemotherapy",
        "Received palbociclib with any duration of therapy permitted",
        "Recovered from all toxicities of earlier treatment to acceptable baseline status or grade 1",
        "Willing to receive docetaxel, or have received paclitaxel in the neoadjuvant setting",
        "Patients may have received up to 8 weeks of letrozole",
        "Prior sunitinib given more than 6 weeks before registration is allowed",
        "Has been diagnosed by a physician with asthma for at least a year",
        "Must have at least one lesion that meets the definition of measurable disease",
        "Smoking history of at least 20 pack-years (10 pack-years are defined as 20 cigarettes a day for 10 years)",
        "Must have normal laboratory results and cannot be pregnant",
        "Prior induction therapy had to include cytarabine, according to the discretion of the physician",
        "Toxicities of earlier treatment have returned to grade 1 or an acceptable level",
        "Unstable ischaemic heart disease",
        "Women must have a negative serum pregnancy test as told in the informed consent",
        "Adequate heart function without symptomatic ischaemia or myocardial infarction in the last 6 months",
        "Acceptable coagulation < 1.5 times ULN",
        "Be on a maximally tolerated statin",
        "Prior treatment should have included a taxane and, where appropriate, a checkpoint inhibitor",
        "Progressed on capecitabine plus lapatinib before enrolling on this study",
        "Must have received appropriate treatment with at least one but no more than two regimens",
        "Those with a known alteration are eligible provided they have received, or are not candidates for, targeted therapy",
        "Must have tissue available for biopsy and not have any bleeding diathesis that cannot be corrected for the biopsy",
        "Has the ability to swallow tablets for those who may receive capecitabine",
        "Must be randomised within 12 weeks of the last cycle of chemotherapy",
        "Patients with normal cytogenetics must have failed or are ineligible for lenalidomide",
        "Patients who require therapeutic warfarin are excluded, although doses up to 2 mg daily are permitted",
        "Have a histologically confirmed solid tumour that is metastatic and for whom no standard therapy is available",
        "May have received up to 3 prior agents including capecitabine",
        "Have progression after standard chemotherapy, or have no appropriate alternative therapy",
    ],
)
def test_what_an_inclusion_demands_beside_is_never_set_aside(text: str) -> None:
    assert said(text) not in _ASIDE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Planned neoadjuvant chemotherapy with a taxane", "judgement"),
        ("Candidate for treatment with paclitaxel", "judgement"),
        ("Scheduled to receive docetaxel", "judgement"),
        ("Must have breast cancer tissue available as blocks or slides for the planned substudy", "logistics"),
        ("Must have available archival tumour tissue", "logistics"),
        ("Must be registered within 7 days before the start of radiotherapy", "logistics"),
        ("No other condition that, in the opinion of the physician, may affect the hands", "judgement"),
        ("Earlier chemotherapy is allowed", "permission"),
        ("Must be registered within 14 days of signing consent", "logistics"),
        ("Low-dose heparin allowed for prevention", "permission"),
        ("No other medication that may have an effect on the endpoints", "judgement"),
        ("Eligible to receive chemotherapy with carboplatin", "judgement"),
        ("Patients may have received tamoxifen", "permission"),
        ("Low-dose aspirin (at most 100 mg a day) is allowed", "permission"),
        ("No active medical problems that could be complicated by study participation", "judgement"),
        ("Willing to complete questionnaires", "consent"),
    ],
)
def test_what_asks_for_nothing_of_a_record_stays_aside(text: str, why: str) -> None:
    assert said(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "Severe pulmonary obstructive or restrictive disease",
        "Kidney disease for which the dose of cisplatin would be considered unsafe",
        "Clinically significant (i.e. active) cardiovascular disease that might interfere with the regularity of treatment",
        "Active peptic ulcer or other contraindications for the use of dexamethasone",
        "Serious cardiac condition, or any other condition that could interfere with planned treatment",
        "Current drug abuse, which in the investigator's opinion will prevent completion. Testing is not required.",
        "Persons with another malignancy are excluded unless its course is unlikely to interfere with the study",
        "Uncontrolled illness including, but not limited to, an active infection, heart failure, or psychiatric illness/social situations that would limit compliance with study requirements, or increase risk",
        "Had major surgery within 30 days, minor procedures such as a catheter are allowed",
        "Pregnancy, nursing, or refusal to use contraception",
        "Severe inflammatory eye disease",
        "Patients receiving hydroxychloroquine will require a washout period of 14 days to be eligible",
        "A known contraindication for letrozole or allergy to exemestane",
        "Current treatment or treatment within 30 days with another investigational drug, or enrolment in another trial",
        "Diagnosis of any malignancy (except skin cancers that are considered cured) within the last 3 years",
        "Active infection requiring intravenous antibiotics, or other uncontrolled illness",
        "A prior or concurrent malignancy whose treatment may interfere with the study, per the physician's discretion",
        "If female, the participant is pregnant or lactating or intending to become pregnant before the study",
        "Smoker who is not able or willing to refrain from smoking",
        "Inability to swallow tablets, inability or unwillingness to comply, or surgery that could interfere with absorption",
        "Patients receiving thymoglobulin, or planned cyclophosphamide will not be eligible",
        "Has had an autologous transplant within 12 weeks, or is planning for or is eligible for a transplant",
        "Receipt of an organ transplantation, with the exception of transplants that do not require immunosuppression",
        "Known allergy or absolute contraindication to citrate",
        "Conditions that affect absorption: malabsorption syndrome, ulcerative colitis",
    ],
)
def test_what_keeps_out_by_itself_is_never_set_aside(text: str) -> None:
    assert said(text, "exclusion") not in _ASIDE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Any other medical condition, including mental illness, likely to interfere with the ability to give consent",
            "judgement",
        ),
        ("Unable to give consent due to a psychiatric disorder", "consent"),
        (
            "Uncontrolled illness (including, but not limited to, an infection or a stroke) that would limit compliance with the study",
            "judgement",
        ),
        (
            "Any other disease or examination finding giving reasonable suspicion of a disease that contraindicates the drug",
            "judgement",
        ),
        (
            "Patients with a prior malignancy whose treatment does not have the potential to interfere are eligible",
            "permission",
        ),
        ("Requiring neoadjuvant chemotherapy", "judgement"),
        (
            "A serious nonmalignant disease that, in the opinion of the investigator, could compromise the study",
            "judgement",
        ),
        ("Contraindications for corticosteroids", "judgement"),
    ],
)
def test_what_only_a_human_weighs_stays_aside_among_what_keeps_out(text: str, why: str) -> None:
    assert said(text, "exclusion") == why


def test_being_unwilling_to_stop_goes_with_what_is_taken() -> None:
    takes = said("Women who are currently taking tamoxifen and are unwilling to stop it", "exclusion")
    assert takes.startswith("takes tamoxifen now and for a human")
    nurses = said("Nursing mothers who are unwilling to stop breast-feeding", "exclusion")
    assert nurses.startswith("breastfeeding and for a human")
    swallows = said(
        "Inability to swallow tablets or inability or unwillingness to comply with the protocol", "exclusion"
    )
    assert swallows.startswith("not able to swallow or for a human")


def test_a_time_before_consent_is_no_matter_of_consent() -> None:
    found = said("History of alcohol abuse within six months prior to signing the informed consent form", "exclusion")
    assert found == "alcohol abuse, within 180 days"


def test_what_may_keep_out_is_not_set_aside_where_no_heading_tells() -> None:
    assert said("Severe vomiting or bowel resection that would preclude absorption", "unknown") not in _ASIDE
    assert said("Written informed consent", "unknown") == "consent"


def test_a_positive_test_beside_nursing_keeps_out_as_well() -> None:
    line = "Nursing women, women of childbearing potential with a positive urine pregnancy test, or not willing to use adequate contraception"
    assert "pregnant" in said(line, "exclusion").split(" or ")


def test_women_who_take_something_are_kept_out_by_it() -> None:
    assert said("Women who are currently taking tamoxifen", "exclusion") == "takes tamoxifen now"
    assert said("Men who have had chemotherapy", "exclusion") == "sex male and treated with chemotherapy"


def lines(text: str) -> list[str]:
    found = read_text(text, reader_of(reading_lexicon()))
    return [one.why_unreadable if one.reading is None else "read" for one in found]


def test_a_line_above_others_is_not_set_aside_for_what_it_demands_itself() -> None:
    text = "Inclusion Criteria:\n\n* Must have received a taxane, and is a candidate for one of the following:\n  * letrozole\n  * capecitabine\n"
    assert "judgement" not in lines(text)[:2]


def test_what_stands_before_a_definition_is_asked_for() -> None:
    text = "Inclusion Criteria:\n\n* Postmenopausal status or receiving goserelin. Postmenopausal status is defined by any one of the following criteria:\n  * Age at least 60 years\n  * Bilateral oophorectomy\n"
    assert lines(text)[1] == "read"
    alone = "Inclusion Criteria:\n\n* Postmenopausal status is defined by any one of the following criteria:\n  * Age at least 60 years\n  * Bilateral oophorectomy\n"
    assert lines(alone)[1] != "not understood"
