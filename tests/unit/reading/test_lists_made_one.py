"""Lists of which the grammar has made a part one thing, and what is said in the midst of them."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

HUMAN = " (the words leave it to a human)"


def told(text: str, section: str = "exclusion") -> str:
    return said(text, section).replace(HUMAN, "")  # type: ignore[arg-type]


def test_the_adjective_of_the_general_illness_goes_for_all() -> None:
    line = "Uncontrolled intercurrent illness including, but not limited to, symptomatic heart failure, myocardial infarction within 6 months, asthma requiring zorblax, known sarcoidosis, or stroke"
    read = told(line)
    assert "myocardial infarction, within 180 days" in read
    assert "heart failure, symptomatic, ever" in read
    assert "sarcoidosis, uncontrolled, ever" in read


@pytest.mark.parametrize(
    "text",
    [
        "Zorblatic, sarcoidosis or stroke",
        "Sarcoidosis requiring zorblax or a pacemaker, stroke",
    ],
)
def test_a_list_that_may_share_its_noun_is_left(text: str) -> None:
    assert told(text) in ("not understood",) or "for a human" in told(text)
