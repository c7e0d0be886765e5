"""Drugs that may be inhaled or put on the skin: "systemic" is asked; of drugs against cancer it says nothing."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

SYSTEMIC = "for a human: Is it so: systemic? (the words leave it to a human)"

LINES: list[tuple[Section, str, str]] = [
    ("exclusion", "Systemic steroids", f"takes corticosteroid now and {SYSTEMIC}"),
    ("exclusion", "Systemic corticosteroids within 2 weeks before the first dose", f"not last dose of corticosteroid at least 14 days ago and {SYSTEMIC}"),
    ("exclusion", "Systemic steroids or any other immunosuppressive therapy within 7 days", f"(not last dose of corticosteroid at least 7 days ago and {SYSTEMIC}) or (not last dose of immunosuppressant at least 7 days ago and {SYSTEMIC})"),
    ("exclusion", "Systemic antibiotics within 7 days", f"not last dose of antibiotic at least 7 days ago and {SYSTEMIC}"),
    ("inclusion", "No prior systemic investigational drug within 30 days", f"not (not last dose of investigational drug at least 30 days ago and {SYSTEMIC})"),
    # needed then, and perhaps no longer
    # another treatment that is not known may be the one
    ("exclusion", "Any condition requiring corticosteroids or other zorblaxes within 14 before the first dose", ""),
    ("exclusion", "Requiring corticosteroids within 14 days before the first dose", "not last dose of corticosteroid at least 14 days ago"),
    ("exclusion", "Corticosteroids within 2 weeks", "not last dose of corticosteroid at least 14 days ago"),
    ("inclusion", "No systemic chemotherapy within 4 weeks", "last dose of chemotherapy at least 28 days ago"),
    ("exclusion", "Prior systemic hormonal therapy", "treated with endocrine therapy"),
    ("inclusion", "No prior systemic therapy for metastatic disease", "not treated with anticancer drug in the metastatic setting"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[one[1] for one in LINES])
def test_whether_a_drug_is_systemic_is_asked(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading

    assert ("" if reading is None else describe_criterion(reading)) == says
