"""Another state that will do, the time in the name of a list of tests, the kind behind a drug, and questions as they were made."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, read_text, reader_of

ASKED = "(the words leave it to a human)"

LINES: list[tuple[Section, str, str]] = [
    # who has no standard therapy left need not be refractory
    ("inclusion", "Metastatic breast cancer, refractory to standard therapy or for which no standard therapy exists", ""),
    ("inclusion", "Solid tumors that are refractory to chemotherapy or for whom nothing else is known to help", ""),
    ("inclusion", "Solid tumor that has failed standard therapy or for which there is none", f"solid tumour and for a human: Is it so: that has failed standard therapy or for which there is none? {ASKED}"),
    # each stage is one of several
    ("inclusion", "Stage I (T1, N0M0), IIA (T2N0M0); IIB (T2N1M0), IIIA (TXN2M0) resectable breast cancer or a zorblax", ""),
    # the time in the name of a list
    ("inclusion", "Adequate liver function (within 4 weeks before treatment): bilirubin at most 1.5 x ULN, AST at most 2 x ULN", "bilirubin at most 1.5 times the upper limit of normal, within 28 days and AST at most 2 times the upper limit of normal, within 28 days"),
    ("inclusion", "Adequate liver function (see below): bilirubin at most 1.5 x ULN", "bilirubin at most 1.5 times the upper limit of normal"),
    ("inclusion", "Adequate liver function (within 4 weeks before treatment): bilirubin at most 1.5 x ULN within 7 days", "bilirubin at most 1.5 times the upper limit of normal, within 7 days"),
    # a remark behind it does not cut a list off from its time
    ("inclusion", "Cholesterol at most 300 mg/dL and triglycerides at most 2.5 x ULN within 28 days of registration. Patients may take drugs to reach these values.", "cholesterol at most 300 mg/dL, within 28 days and triglycerides at most 2.5 times the upper limit of normal, within 28 days"),
    # so long ago
    ("inclusion", "Patients must discontinue palbociclib for at least 7 days", "last dose of palbociclib at least 7 days ago"),
    ("inclusion", "Patients must discontinue bisphosphonates", "not takes bisphosphonate now"),
    # the kind of the first drug alone
    ("inclusion", "Previously treated with taxane chemotherapy and letrozole", "treated with taxane and treated with letrozole"),
    ("inclusion", "Previously treated with taxane chemotherapy", "treated with taxane"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[one[1] for one in LINES])
def test_what_a_line_says(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading

    assert ("" if reading is None else describe_criterion(reading)) == says


def test_a_denied_question_does_not_deny_again_in_the_words_of_the_line() -> None:
    text = "Inclusion Criteria:\n* Hemoglobin at least 9 g/dL. Note: A zorblax transfusion (RBC) is not allowed within 1 week.\n"
    said = [line.reading for line in read_text(text, reader_of(reading_lexicon())) if line.reading is not None]

    assert [describe_criterion(one).count("not") for one in said] == [1]
