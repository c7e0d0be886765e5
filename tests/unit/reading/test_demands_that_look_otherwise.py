"""Demands that look like something else: of some only, of what is to come, "to be eligible", limits that others have instead."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, read_text, reader_of

ASKED = "(the words leave it to a human)"

LINES: list[tuple[Section, str, str]] = [
    ("inclusion", "ECOG 0 or 1. To be eligible, patients must have an LVEF of at least 50%.", "ECOG at most 1 and LVEF at least 50 %"),
    # of nobody else
    ("inclusion", "Prior trastuzumab in the first line is required for patients who have HER2-positive tumors", "not understood"),
    ("inclusion", "Prior trastuzumab is required", "treated with trastuzumab"),
    # what may be given was not given
    ("inclusion", "Eligible to receive letrozole", "judgement"),
    ("inclusion", "Eligible for neoadjuvant chemotherapy", "judgement"),
    ("inclusion", "Eligible patients have received letrozole", "treated with letrozole"),
    # a method that counts
    ("inclusion", "Note: Abstinence is acceptable if it is the usual lifestyle.", "note"),
    # other limits instead of those of all
    ("inclusion", "Bilirubin at most 1.5 x ULN; INR at most 1.5. For subjects with hepatocellular carcinoma, bilirubin must be at most 3 x ULN.", "INR at most 1.5 and (if liver cancer, then bilirubin at most 3 times the upper limit of normal, otherwise bilirubin at most 1.5 times the upper limit of normal)"),
    # no sentence ends inside an abbreviation
    ("inclusion", "Must not be receiving anticoagulants or have another contraindication to i.m. injections", f"not (takes anticoagulant now or for a human: Is it so: have another contraindication to im injection? {ASKED})"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[one[1] for one in LINES])
def test_what_a_line_asks(section: Section, text: str, says: str) -> None:
    found = reader_of(reading_lexicon()).read(text, section)

    assert (found.why if found.reading is None else describe_criterion(found.reading)) == says


MORE: list[tuple[Section, str, str]] = [
    # a contraceptive may be a drug, and keeps out nobody as a way of not having children
    ("exclusion", "Current use of contraceptives", "not understood"),
    ("exclusion", "Oral contraceptives", "takes hormonal contraceptive now"),
    ("inclusion", "The following are acceptable methods of contraception:", "note"),
    # the "or" is of the disease alone
    ("inclusion", "Postmenopausal women, Stage III or node-positive", "not understood"),
    ("inclusion", "Stage III or node-positive", "stage III or node-positive disease"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), MORE, ids=[one[1] for one in MORE])
def test_what_else_a_line_asks(section: Section, text: str, says: str) -> None:
    found = reader_of(reading_lexicon()).read(text, section)

    assert (found.why if found.reading is None else describe_criterion(found.reading)) == says


def test_contraceptives_below_what_is_not_taken_are_drugs() -> None:
    lines = read_text(
        "Inclusion Criteria:\n"
        "* More than 30 days since prior AND no concurrent use of any of the following hormonal agents:\n"
        "  * Oral contraceptives\n",
        reader_of(reading_lexicon()),
    )

    assert lines[-1].reading is not None
    assert describe_criterion(lines[-1].reading) == "last dose of hormonal contraceptive at least 30 days ago"


def test_the_setting_of_the_line_above_is_that_of_what_is_named_below() -> None:
    lines = read_text(
        "Inclusion Criteria:\n"
        "* Prior therapy received in the metastatic setting includes:\n"
        "  * At least one endocrine therapy\n"
        "  * Up to two chemotherapy regimens\n",
        reader_of(reading_lexicon()),
    )

    assert [describe_criterion(line.reading) for line in lines if line.reading is not None] == [
        "at least 1 line of therapy in the metastatic setting with endocrine therapy",
        "not at least 3 lines of therapy in the metastatic setting with chemotherapy",
    ]
