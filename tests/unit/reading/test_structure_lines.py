"""How a text becomes lines, lists and cohorts: where a list ends, for whom a line holds, what is never set aside."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, read_text, reader_of


def lines_of(text: str) -> list[EligibilityLine]:
    return list(read_text(text, reader_of(reading_lexicon())))


def told(line: EligibilityLine) -> str:
    """What a line says in words; why it is not read in brackets."""
    return f"({line.why_unreadable})" if line.reading is None else describe_criterion(line.reading)


def test_a_choice_of_lesions_ends_where_another_thing_begins() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n\n"
        "Measurable disease defined as either of the following:\n\n"
        "At least one lesion outside the bones that can be measured\n\n"
        "Lytic bone lesions\n\n"
        "Progression during treatment with an aromatase inhibitor\n"
    )
    assert [line.part_of for line in lines] == [None, None, 1, 1, None]


def test_a_choice_of_disease_ends_at_the_receptors() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n\n* Meets 1 of the following criteria:\n* Measurable disease\n* Bone-only disease\n* HER2 status determined by FISH\n"
    )
    assert [line.part_of for line in lines] == [None, None, 1, 1, None]


def test_ways_of_being_postmenopausal_end_at_a_denial_of_something_else() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n\n* Postmenopausal, defined as one of the following:\n* Over 50 years of age with no menses for at least 12 months\n"
        "* Underwent bilateral oophorectomy\n* No other malignancies within the past 5 years\n"
    )
    assert [line.part_of for line in lines] == [None, None, 1, 1, None]


def test_a_lone_or_behind_a_list_that_has_ended_goes_on_with_its_parent() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n"
        "* The tumour is one of the following:\n"
        "  * Triple negative breast cancer, either:\n"
        "    * Stage IV, or\n"
        "    * Stage III\n"
        "    * OR\n"
        "    * Stage IV ovarian cancer, either:\n"
        "      * recurrent or\n"
        "      * progressive\n"
    )
    assert [line.depth for line in lines[1:]] == [0, 1, 2, 2, 1, 1, 2, 2]
    assert "ovarian" not in told(lines[2])
    assert "ovarian" in told(lines[1])


@pytest.mark.parametrize(
    ("parent", "child", "says"),
    [
        ("Ovarian cancer participants must have received:", "ECOG performance status 0", "if ovarian cancer, then ECOG at most 0"),
        ("Patients with brain metastases must have:", "ECOG performance status 0", "if metastasis in brain, then ECOG at most 0"),
        # everybody
        ("All eligible patients must have:", "ECOG performance status 0", "ECOG at most 0"),
        ("Breast cancer patients must have:", "ECOG performance status 0", "ECOG at most 0"),
        # whom it means is not known: it is asked of nobody else
        ("Patients with glimmering must have:", "ECOG performance status 0", "not for a human: Is she (or he) one of those meant by: Patients with glimmering? (the words leave it to a human) or ECOG at most 0"),
    ],
)  # fmt: skip
def test_what_is_asked_of_some_is_asked_of_them(parent: str, child: str, says: str) -> None:
    assert told(lines_of(f"Inclusion Criteria:\n* {parent}\n  * {child}\n")[2]) == says


def test_what_those_must_have_who_are_let_in_is_asked_of_nobody_else() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* Patients with HIV are allowed, but they must have:\n  * A stable antiretroviral regimen\n  * CD4 count above 250/µL\n"
    )
    assert told(lines[1]).startswith("not HIV")
    assert [told(line) for line in lines[2:]] == ["(note)", "(note)"]


def test_a_heading_that_stands_deeper_than_its_lines_is_for_all_of_them() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n* Known HIV\n  * Additional criteria for Phase 1 only:\n* Prior radiotherapy\n* Known hepatitis B\n"
    )
    assert [line.cohort for line in lines[3:]] == ["Phase 1", "Phase 1"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Patients who received adjuvant endocrine therapy are not suitable for this trial.", "treated with endocrine therapy in the adjuvant setting"),
        ("Anticoagulants - current or planned", "takes anticoagulant now or for a human: Is it planned: anticoagulants? (the words leave it to a human)"),
        # somebody judges
        ("Patients who in the opinion of the investigator are not suitable for this trial.", "(judgement)"),
    ],
)  # fmt: skip
def test_what_keeps_out_is_not_set_aside(text: str, says: str) -> None:
    assert told(lines_of(f"Exclusion Criteria:\n* {text}\n")[1]) == says


def test_a_line_with_a_limit_is_no_heading() -> None:
    lines = lines_of("Inclusion Criteria:\n* Serum glimmerin ≥ 51 mL/min by this equation:\n  * 140 minus age\n")
    assert told(lines[1]) == "(not understood)"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # what is let in is let in of those alone of whom the sentence speaks
        ("Total bilirubin ≤ 1.5 x ULN. Participants with Gilbert's syndrome may enroll if they are glimmering.", "bilirubin at most 1.5 times the upper limit of normal or (Gilbert's syndrome, ever and for a human: Is it so: participants with Gilbert's syndrome may enroll if they are glimmering? (the words leave it to a human))"),
        # a limit of their own: the one for all is not asked of them
        ("Creatinine ≤ 1.5 mg/dL. If the patient has a history of diabetes, the glimmer must be ≥ 50.", "if diabetes, ever, then for a human: Is it so: if the patient has a history of diabetes, the glimmer must be ≥ 50? (the words leave it to a human), otherwise creatinine at most 1.5 mg/dL"),
        # two limits, each for its own
        ("In absence of liver metastases, ALT ≤ 3 x ULN. If the participant has liver metastases, ALT ≤ 5 x ULN.", "if metastasis in liver, then ALT at most 5 times the upper limit of normal, otherwise ALT at most 3 times the upper limit of normal"),
        # they are let in already
        ("Bilirubin ≤ 1.5 x ULN except in participants with Gilbert's syndrome. Participants with Gilbert's syndrome may enroll if they are glimmering.", "(not understood)"),
        # it has nothing to do with what was asked
        ("Life expectancy of at least 6 months. Patients with brain metastases are permitted.", "life expectancy at least 6 mo"),
    ],
)  # fmt: skip
def test_a_sentence_of_some_behind_what_is_asked_of_all(text: str, says: str) -> None:
    assert told(lines_of(f"Inclusion Criteria:\n* {text}\n")[1]) == says


def test_whoever_is_let_in_by_a_later_sentence_is_not_kept_out() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n"
        "* History of autoimmune disease. Patients with hypothyroidism on a stable dose may be eligible.\n"
        "* Active autoimmune disease. Patients with vitiligo, type I diabetes, or psoriasis may be considered.\n"
    )
    assert told(lines[1]).startswith("autoimmune disease, ever and not (hypothyroidism, ever and for a human")
    assert told(lines[2]).startswith("autoimmune disease now and not for a human: Is it so: patients with vitiligo")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("History of ipsilateral invasive breast cancer regardless of treatment", "(not understood)"),
        ("Failure to recover to grade 1 from effects of chemotherapy regardless of the interval", "(not understood)"),
        ("Pregnant women or women who believe they may be pregnant", "pregnant or for a human: Is it so: women who believe they may be pregnant? (the words leave it to a human)"),
        ("X-ray therapy less than 4 weeks before randomization", "radiotherapy, within 28 days"),
        ("NOTE: Radiation therapy within 2 weeks of registration is not allowed", "radiotherapy, within 14 days"),
        ("Patients are excluded if they have any known hypersensitivity reaction to tamoxifen", "allergy to tamoxifen"),
        ("Dementia/poor compliance", "(not understood)"),
        ("If previously treated with a taxane, the glimmer relapsed less than 1 year following treatment", "(not understood)"),
        # these let in, are weighed, or announce
        ("Prior tamoxifen is allowed", "(permission)"),
        ("Illnesses whose control may be jeopardized by the study therapy", "(judgement)"),
        ("Patients will be excluded if any of the following apply:", "(heading)"),
        ("Poor compliance", "(consent)"),
    ],
)  # fmt: skip
def test_what_keeps_out_is_no_permission_note_or_heading(text: str, says: str) -> None:
    assert told(lines_of(f"Exclusion Criteria:\n* {text}\n")[1]) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("All brain metastases must be located outside of the brainstem", "(not understood)"),
        ("ECG within 4 weeks must demonstrate a glimmer interval that is less than 0.47 seconds", "(not understood)"),
        ("NOTE: Prior trastuzumab is required unless there is a contraindication", "treated with trastuzumab or for a human: Is it so: unless there is a contraindication? (the words leave it to a human)"),
        ("Must have received prior anthracycline and taxane therapy unless clinically contraindicated", "(treated with anthracycline and treated with taxane) or for a human: Is it so: unless clinically contraindicated? (the words leave it to a human)"),
        ("Participants with involved nodes should not have glimmering disease prior to consent form signature", "(not understood)"),
        ("Patients with histologically proven breast cancer who are eligible for chemotherapy", "invasive breast cancer and for a human: Is it so: with histologically proven breast cancer who are eligible for chemotherapy? (the words leave it to a human)"),
        ("HER2 positive, defined as:", "HER2 positive"),
        # a place to live, a sample, consent, what is planned
        ("Must live within 50 miles of the center", "(logistics)"),
        ("Note: FISH testing must be performed at a central laboratory", "(note)"),
        ("Written informed consent prior to study", "(consent)"),
        ("Plan for neoadjuvant chemotherapy", "(judgement)"),
        ("Adequate organ function, defined as:", "(judgement)"),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_no_matter_of_logistics_or_judgement(text: str, says: str) -> None:
    assert told(lines_of(f"Inclusion Criteria:\n* {text}\n* Female\n")[1]) == says


def test_an_age_beside_what_is_announced_is_asked_for() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* Participants must be ≥ 18 years old and must fulfil all the following criteria:\n  * ECOG 0\n"
    )
    assert told(lines[1]).startswith("age at least 18 years")


def test_what_a_word_means_is_asked_for_once() -> None:
    lines = lines_of("Inclusion Criteria:\n* HER2 positive, defined as:\n  * IHC 3+\n")
    assert (told(lines[1]), lines[2].part_of) == ("HER2 positive", 1)


def test_what_only_those_with_it_are_asked_is_no_way_by_itself() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* Must have one of the following:\n  * Brain metastases for which no glimmering is needed\n  * Measurable disease\n"
    )
    assert not told(lines[1]).startswith("not ")


def test_what_is_listed_keeps_out_and_not_its_name() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n* Active or history of cardiac disease including:\n  * Stroke within 3 months\n  * Unstable angina\n"
    )
    assert [told(line) for line in lines[1:]] == ["(heading)", "stroke, within 90 days", "unstable angina, ever"]


def test_a_line_that_says_something_before_it_announces_keeps_out() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n* Pregnant women are excluded. In addition, women are excluded who:\n  * have hepatitis B\n  * have hepatitis C\n"
    )
    assert told(lines[1]).startswith("pregnant")


def test_more_of_a_way_is_no_way_of_its_own() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* Must have one of the following tumour types:\n  * Prostate cancer\n"
        "  * Patients must have received enzalutamide\n  * Triple negative breast cancer\n"
    )
    assert told(lines[1]).startswith("(prostate cancer and treated with enzalutamide) or ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Age ≥ 18 years. Because nothing is known in patients < 18 years of age, children are excluded from this study.", "age at least 18 years"),
        ("No prior chemotherapy in the metastatic setting. However, patients must have received adjuvant chemotherapy.", "not treated with chemotherapy in the metastatic setting and treated with chemotherapy in the adjuvant setting"),
        ("At least two lines of endocrine therapy are required. Up to two prior chemotherapies are allowed in the metastatic setting.", "at least 2 lines of therapy in the neoadjuvant, adjuvant or metastatic setting with endocrine therapy and not at least 3 lines of therapy in the metastatic setting with chemotherapy"),
    ],
)  # fmt: skip
def test_a_later_sentence_asks_for_more(text: str, says: str) -> None:
    assert told(lines_of(f"Inclusion Criteria:\n* {text}\n")[1]) == says


def test_how_bad_an_illness_must_be_is_told_by_the_line_above() -> None:
    def below(parent: str) -> str:
        return told(lines_of(f"Exclusion Criteria:\n* {parent}\n  * Cardiac arrhythmia\n")[2])

    assert below("Uncontrolled intercurrent illness including, but not limited to:").endswith(", uncontrolled, ever")
    assert below("Medical conditions, including:") == below(
        "The exclusion criteria include but are not limited to the following:"
    )


def test_conditions_of_some_are_no_exclusions_of_all() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n* Patients with HIV can be enrolled only in part 2, but HIV-positive patients must meet the following criteria:\n"
        "  * CD4 count at least 350/µL\n"
    )
    assert told(lines[2]) == "(note)"


def test_tests_that_tell_what_a_word_means_are_not_asked_of_all() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* Triple negative is defined as ER negative and HER2 negative, based on:\n  * IHC 1+\n  * HER2/CEP17 ratio < 2.0\n"
    )
    assert [line.part_of for line in lines[2:]] == [1, 1]


def test_ways_of_being_postmenopausal_end_at_the_receptors() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n\n* Postmenopausal status, defined by at least one of the following:\n* No menses for 12 months\n* HER2 negative tumour\n* Age over 18 years\n"
    )
    assert [line.part_of for line in lines] == [None, None, 1, None, None]


def test_the_first_line_is_as_deep_as_the_others() -> None:
    lines = lines_of("No prior chemotherapy\n  ECOG performance status 0\n  No prior radiotherapy\n")
    assert {line.depth for line in lines} == {0}
    assert told(lines[1]) == "ECOG at most 0"


def test_kinds_of_cancer_are_a_choice_only_where_lines_name_them() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* For the first part of the study:\n  * Confirmed solid tumour\n"
        "  * For advanced cancer patients, patients must be glimmering with their cancer\n"
        "  * Patients must have a cancer that has glimmered\n"
    )
    assert [line.part_of for line in lines[2:]] == [None, None, None]


def test_what_stands_above_a_list_of_kinds_is_asked_for_beside_it() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* Patients must have metastatic disease:\n  * Melanoma\n  * Ovarian cancer\n"
    )
    assert told(lines[1]) == "metastatic disease and (melanoma cancer or ovarian cancer)"


def test_a_name_above_what_is_asked_of_a_kind_is_no_way_by_itself() -> None:
    lines = lines_of("Inclusion Criteria:\n* Breast Cancer\n* Metastatic breast cancer\n* Metastatic ovarian cancer\n")
    assert told(lines[1]).startswith("(metastatic disease and invasive breast cancer) or ")


def test_who_may_bear_children_is_a_definition() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n* A female of child-bearing potential is any woman who meets one of the following criteria:\n  * Has not undergone a hysterectomy\n"
    )
    assert told(lines[1]) == "(note)"


def test_exceptions_that_are_patients_with_something() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n* Another malignancy within 3 years. Allowed exceptions are patients with:\n  * Low-risk prostate cancer\n"
    )
    assert told(lines[2]) == "(note)"


@pytest.mark.parametrize("known", ["Hepatitis B", "Known diabetes", "Heart failure", "Radiotherapy within 4 weeks"])
@pytest.mark.parametrize(
    "clause",
    [
        "or planning to donate blood",
        "or planned participation in another study",
        ", or unwilling to comply with the study",
        "or scheduled to receive a glimmering",
    ],
)
def test_what_keeps_out_is_never_set_aside_for_a_clause_beside_it(known: str, clause: str) -> None:
    alone = told(lines_of(f"Exclusion Criteria:\n* {known}\n")[1])
    assert told(lines_of(f"Exclusion Criteria:\n* {known} {clause}\n")[1]).startswith(
        f"{alone} or for a human: Is it so: "
    )


def test_what_is_demanded_is_not_set_aside_for_a_plan_beside_it() -> None:
    line = lines_of(
        "Inclusion Criteria:\n* Must not have received a live vaccine within 7 days nor have plans to receive one\n"
    )[1]
    assert told(line).startswith("not live vaccine, within 7 days and for a human")


@pytest.mark.parametrize(
    "parent",
    ["Patients with a known history of cardiac disease. This includes:", "Patients with known brain metastases must not have any of the following:"],
)  # fmt: skip
def test_a_name_with_a_list_below_keeps_out_by_the_list(parent: str) -> None:
    lines = lines_of(f"Exclusion Criteria:\n* {parent}\n  * Stroke within 3 months\n  * A glimmering of the heart\n")
    assert told(lines[1]) == "(heading)"
    assert told(lines[2]).endswith("stroke, within 90 days")
    assert told(lines[3]) == "(not understood)"


def test_who_may_bear_children_is_not_asked_for() -> None:
    assert (
        told(lines_of("Inclusion Criteria:\n* Has not undergone a hysterectomy or bilateral oophorectomy\n")[1])
        == "(note)"
    )


def test_pregnancy_alone_among_what_keeps_out_keeps_out() -> None:
    lines = lines_of("Exclusion Criteria:\n\n* Stroke\n* Pregnancy\n* Chemotherapy within 4 weeks\n")
    assert [told(line) for line in lines[1:3]] == ["stroke, ever", "pregnant"]


def test_a_line_that_is_met_by_its_own_criteria_is_no_heading() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n\n* Meets the DSM-5 criteria for zorblax disorder\n* Must meet all of the following criteria\n* Age over 30\n"
        "* Be within 9 months following zorblax and meet 2 of the following 3 criteria:\n  * ECOG 0 or 1\n  * Age over 40\n"
    )
    assert [told(line) for line in lines[1:4]] == ["zorblax disorder, ever", "(heading)", "age at least 30 years"]
    # two of three, of which two are told: neither is asked of everybody
    assert lines[4].why_unreadable != "heading"
    assert [line.part_of for line in lines[5:]] == [4, 4]


def test_an_event_that_follows_another_announces_nothing() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n\n* Zorblax deficiency that raises neutropenia following this treatment.\n* Stroke\n"
    )
    assert lines[1].why_unreadable != "heading"
    assert told(lines[2]) == "stroke, ever"


def test_two_of_several_lines_are_asked_together() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n\n* Two or more of the following at screening:\n  * Bilirubin above 2.5 mg/dL\n  * Albumin below 3.0 g/dL\n  * INR above 1.8\n"
    )
    assert told(lines[1]) == (
        "(bilirubin above 2.5 mg/dL and albumin below 3.0 g/dL) or (bilirubin above 2.5 mg/dL and INR above 1.8) or (albumin below 3.0 g/dL and INR above 1.8)"
    )
    assert [line.part_of for line in lines[2:]] == [1, 1, 1]


def test_a_human_is_asked_in_the_words_of_the_line() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n* Interstitial lung disease, except where the PI3K zorblaxes with a Q-T interval (QT) are complete\n"
    )
    assert told(lines[1]).endswith(
        "Is it so: where the PI3K zorblaxes with a Q-T interval (QT) are complete? (the words leave it to a human)"
    )


def test_what_stands_below_unless_is_an_exception() -> None:
    lines = lines_of(
        "Exclusion Criteria:\n\n* Known to be HIV positive, unless all the following criteria are met:\n  * A zorblax count over 320\n  * Receiving antiretroviral therapy\n"
        "* Use of a SERM within the past 4 years unless:\n  * Use was less than 7 months OR\n  * Use was a zorblax\n* Stroke\n"
    )
    assert told(lines[1]).startswith("HIV, ever and not (for a human: Is it so: A zorblax count over 320?")
    assert told(lines[4]).startswith("not last dose of SERM at least 1460 days ago and not (for a human:")
    assert [line.part_of for line in lines[2:]] == [1, 1, None, 4, 4, None]


def test_who_can_bear_children_is_a_definition_and_asked_of_nobody() -> None:
    lines = lines_of(
        "Inclusion Criteria:\n\n* A female participant is considered to have childbearing potential unless she meets at least 1 of the following criteria:\n"
        "  * Previous bilateral oophorectomy or hysterectomy\n* Measurable disease\n"
    )
    assert [line.part_of for line in lines[1:]] == [None, 1, None]
    assert lines[1].why_unreadable == "note"
