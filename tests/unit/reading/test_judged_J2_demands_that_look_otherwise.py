"""Demands that look like something else: of some only, of what is to come, "to be eligible", limits that others have instead."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

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
