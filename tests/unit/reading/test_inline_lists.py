"""Lists behind a colon, in the line that announces them; and labels before a line."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import read_text, reader_of


def told(line: str, section: str) -> str:
    """What a line says in words; why it is not read in brackets."""
    read = read_text(f"{section} Criteria:\n* {line}\n", reader_of(reading_lexicon()))[1]
    return f"({read.why_unreadable})" if read.reading is None else describe_criterion(read.reading)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Any of the following: stroke; interstitial lung disease", "stroke, ever or interstitial lung disease, ever"),
        ("A history of any of these conditions: (1) stroke; (2) glimmering toes", "stroke, ever or for a human: Is it so: glimmering toes? (the words leave it to a human)"),
        # a time at the last member may be meant for all
        ("Glimmering disease of the heart defined as: glimmering; stroke; or glimmers within the last 6 months", "(not understood)"),
    ],
)  # fmt: skip
def test_what_keeps_out(line: str, says: str) -> None:
    assert told(line, "Exclusion") == says


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Glimmer function: creatinine clearance above 60 mL/min", "creatinine clearance above 60 mL/min"),
        # the label says for whom it holds
        ("Moderate glimmer impairment: eGFR at least 30 mL/min/1.73 m2", "(not understood)"),
        ("Glimmer cohort 2 women: creatinine clearance above 60 mL/min", "(not understood)"),
    ],
)
def test_a_label_before_a_line(line: str, says: str) -> None:
    found = told(line, "Inclusion")
    assert found == says or (says == "(not understood)" and "for a human" in found)
