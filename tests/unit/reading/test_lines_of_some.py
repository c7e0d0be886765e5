"""Lines below one that is not understood, or that says when and how bad: read as far as they hold whatever it means."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onward.criteria import DrugSet, LabValue, Limits, Metastatic, Takes, describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, Section, read_text, reader_of
from onward.reading.announced import Kind
from onward.reading.below_asked import of_those_meant, there_at_all


def child_of(parent: str, child: str, section: str) -> EligibilityLine:
    """The line below the other, as read."""
    return read_text(f"{section} Criteria:\n* {parent}\n  * {child}\n", reader_of(reading_lexicon()))[-1]


def told(line: EligibilityLine) -> str:
    """What a line says in words; why it is not read in brackets."""
    return f"({line.why_unreadable})" if line.reading is None else describe_criterion(line.reading)


@pytest.mark.parametrize(
    ("section", "parent", "child", "says"),
    [
        ("Inclusion", "For glimmer participants:", "Total bilirubin at most 1.5 times the upper limit of normal", "not for a human: Is she (or he) one of those meant by: For glimmer participants? (the words leave it to a human) or bilirubin at most 1.5 times the upper limit of normal"),
        ("Exclusion", "For glimmer participants:", "Prior treatment with fulvestrant", "treated with fulvestrant and for a human: Is she (or he) one of those meant by: For glimmer participants? (the words leave it to a human)"),
        # whoever has no kidney cancer is not meant; what the line above means by it is no question of the record
        ("Exclusion", "For patients with renal cell carcinoma:", "History of stroke", "stroke, ever and for a human: Is she (or he) one of those meant by: For patients with renal cell carcinoma? (the words leave it to a human)"),
        # it says when and how bad: whoever never had it is not kept out
        ("Exclusion", "Severe or uncontrolled conditions within 6 weeks before the study that the glimmerer judges to be unsafe, including:", "Unstable angina or a stroke", "(unstable angina, ever or stroke, ever) and for a human: Is it so: Severe or uncontrolled conditions within 6 weeks before the study that the glimmerer judges to be unsafe, including: Unstable angina or a stroke? (the words leave it to a human)"),
        # a heading of what keeps out
        ("Inclusion", "An individual who meets any of the following criteria at screening will not be permitted to enroll in the study:", "Pregnant or breastfeeding", "pregnant or breastfeeding"),
        ("Exclusion", "A subject will not be eligible for inclusion in this study if any of the following criteria apply:", "Peripheral neuropathy of grade 2 or more", "peripheral neuropathy of grade 2 or more now"),
        # treatment against cancer is no cancer
        ("Exclusion", "Prior anti-cancer treatments:", "Prior therapy with a topoisomerase I inhibitor", "treated with topoisomerase I inhibitor"),
        # illnesses that forbid something keep out by themselves
        ("Exclusion", "Any of the following contraindications to exercise testing:", "Acute myocarditis or pericarditis", "myocarditis, acute, ever or pericardial disease, ever"),
    ],
)  # fmt: skip
def test_what_holds_whatever_the_line_above_means(section: str, parent: str, child: str, says: str) -> None:
    assert told(child_of(parent, child, section)) == says


@pytest.mark.parametrize(
    "parent",
    [
        "Any contraindication to one or more of the following drugs, as their glimmer says:",
        "Glimmering family members within 6 months with any of the following:",
        "Was considered to be at risk unless she met one of the following within 6 months:",
    ],
)
def test_what_is_not_there_keeps_nobody_out(parent: str) -> None:
    assert there_at_all(Takes(drugs=DrugSet(drugs=("midazolam",))), "Midazolam", parent, "exclusion") is None


def test_an_earlier_value_may_be_the_one_that_is_meant() -> None:
    low = LabValue(analyte="platelets", limits=Limits(below=Decimal(50)), unit="10*9/L")
    assert there_at_all(low, "Platelets below 50", "Within 6 weeks, any of the following:", "exclusion") is None


@pytest.mark.parametrize(
    ("parent", "kind", "section"),
    [
        ("For glimmer participants who are not eligible:", "all of", "inclusion"),
        # one of several ways: who is not meant has not gone it
        ("For glimmer participants:", "any of", "inclusion"),
        ("For glimmer participants:", "all of", "unknown"),
    ],
)
def test_of_whom_a_line_is_asked_is_not_certain(parent: str, kind: Kind, section: Section) -> None:
    assert of_those_meant(Metastatic(), parent, kind, section) is None
