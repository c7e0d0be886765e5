"""What was taken in a window of the past is not asked as what is taken now: whoever has stopped would be let in."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading.eligibility import Section


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("exclusion", "Anticonvulsants, whether or not they were needed, in the 8 months before entry"),
        ("exclusion", "Has used opioids, except for one dose a day, in the 72 hours before day 1"),
    ],
)
def test_a_past_window_beside_what_is_taken_now_is_left_open(section: Section, text: str) -> None:
    assert said(text, section) == "not understood"


def test_what_goes_on_keeps_its_window_for_a_human() -> None:
    says = said("Receiving bisphosphonates for more than 6 months before randomization", "exclusion")
    assert says.startswith("takes bisphosphonate now and for a human: ")


@pytest.mark.parametrize(
    "text",
    [
        "Confirmed ErbB2- (HER2/neu-) overexpressing breast cancer",
        "HER2- overexpressing breast cancer",
        "HER-2/neu- amplified breast cancer",
    ],
)
def test_a_hyphen_before_overexpressing_is_no_minus(text: str) -> None:
    assert said(text, "inclusion") == "HER2 positive and invasive breast cancer"


def test_a_hyphen_that_ends_the_name_is_a_minus() -> None:
    assert said("HER2- breast cancer", "inclusion") == "HER2 negative and invasive breast cancer"


def test_the_presence_of_another_cancer_is_of_today() -> None:
    assert said("Presence of any other known malignancy", "exclusion") == "another cancer, within 0 days"
    assert said("History or presence of another malignancy", "exclusion") == "another cancer, ever"


def test_preoperative_goes_for_the_radiotherapy_of_the_list() -> None:
    says = said("Patients who have had preoperative chemotherapy, immunotherapy or radiation therapy", "exclusion")
    assert "treated with chemotherapy in the neoadjuvant setting" in says
    assert "radiotherapy and for a human: Is it so: in the preoperative setting?" in says


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        ("exclusion", "Anticonvulsants within the past year", "not last dose of antiepileptic at least 365 days ago"),
        ("exclusion", "Stroke during the previous month", "stroke, within 30 days"),
        ("exclusion", "Other malignancy within the last year", "another cancer, within 365 days"),
        (
            "inclusion",
            "No hormone replacement therapy for at least 9 months",
            "last dose of hormone replacement therapy at least 270 days ago",
        ),
        (
            "inclusion",
            "No chemotherapy or radiotherapy for at least 3 weeks before entry",
            "not (not last dose of chemotherapy at least 21 days ago or radiotherapy, within 21 days)",
        ),
        ("inclusion", "No seizures for at least 3 months", "not seizure, within 90 days"),
        (
            "exclusion",
            "No chemotherapy for at least 4 weeks before entry",
            "not last dose of chemotherapy at least 28 days ago",
        ),
    ],
)
def test_none_for_so_long_and_a_unit_alone_are_windows(section: Section, text: str, says: str) -> None:
    assert said(text, section) == says


def test_for_more_than_so_long_may_be_a_course_of_it() -> None:
    says = said("No bisphosphonates for more than 3 months", "inclusion")
    assert says == "not treated with bisphosphonate for at least 91 days"
