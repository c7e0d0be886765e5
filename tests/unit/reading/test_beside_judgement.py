"""What a human weighs is set aside; what begins with an illness or a treatment of the record is not."""

from __future__ import annotations

import pytest

from onward.knowledge import reading_lexicon
from onward.reading.line import reader_of


def why(text: str) -> str:
    return reader_of(reading_lexicon()).read(text, "exclusion").why


@pytest.mark.parametrize(
    "text",
    [
        "Bronchial asthma or related conditions in which a beta blocker would be contraindicated",
        "Active autoimmune disease or autoimmune disease that might come back, which may affect the function of vital organs",
        "Statin therapy - current or planned during the study. Commonly used statins are listed below.",
    ],
)
def test_what_begins_with_an_illness_or_a_treatment_is_not_set_aside(text: str) -> None:
    assert why(text) in ("", "not understood")


@pytest.mark.parametrize(
    "text",
    [
        "Contra-indication to surgery",
        "Planned use of chemotherapy within the next 8 weeks",
        "Any condition which, in the opinion of the investigator, places the person at unacceptable risk",
        "Not a candidate for breast conservation",
    ],
)
def test_what_only_a_human_can_weigh_is_set_aside(text: str) -> None:
    assert why(text) == "judgement"


def test_how_a_drug_is_broken_down_tells_of_nobody() -> None:
    assert why("Ribociclib is metabolised by CYP3A4") == "not understood"
