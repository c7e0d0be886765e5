"""Lines that nobody can meet together are ways in that the text does not tie: none of them keeps anybody out."""

from __future__ import annotations

import pytest

from onward.knowledge import reading_lexicon
from onward.reading import reader_of
from onward.reading.trial import read_text


def open_lines(text: str) -> list[str]:
    lines = read_text(text, reader_of(reading_lexicon()))
    return [line.text for line in lines if line.why_unreadable == "not understood"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HER2-positive breast cancer by FISH", "HER2-negative breast cancer"),
        ("Metastatic disease that is measurable", "No metastatic disease"),
    ],
)
def test_two_that_exclude_each_other_are_demanded_of_nobody(one: str, other: str) -> None:
    text = f"Inclusion Criteria:\n\n* {one}\n* ECOG 0 or 1\n* {other}\n"
    assert open_lines(text) == [one, other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Solid tumor", "Metastatic melanoma"),
        ("Gynecologic cancer", "Ovarian cancer"),
        ("Breast cancer", "HER2-positive disease"),
        ("Female", "Breast cancer"),
    ],
)
def test_two_that_one_person_can_meet_stay(one: str, other: str) -> None:
    assert open_lines(f"Inclusion Criteria:\n\n* {one}\n* ECOG 0 or 1\n* {other}\n") == []


def test_ways_that_the_text_ties_stay() -> None:
    text = "Inclusion Criteria:\n\n* One of the following:\n  * Metastatic melanoma\n  * Metastatic pancreatic cancer\n* ECOG 0 or 1\n"
    assert open_lines(text) == []


def test_what_keeps_out_is_not_demanded() -> None:
    text = "Inclusion Criteria:\n\n* Breast cancer\n\nExclusion Criteria:\n\n* Ovarian cancer\n"
    assert open_lines(text) == []
