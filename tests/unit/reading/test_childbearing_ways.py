"""Flat lists of who cannot bear children: none of the ways is asked of everybody."""

from __future__ import annotations

import pytest

from onward.knowledge import reading_lexicon
from onward.reading import read_text, reader_of


def parts(text: str) -> list[int | None]:
    return [line.part_of for line in read_text(text, reader_of(reading_lexicon()))]


def test_ways_below_a_line_that_announces_them_are_part_of_it() -> None:
    text = (
        "Inclusion Criteria:\n\n- A woman may enter if she is of:\n- Non-childbearing potential, that is, who had:\n"
        "- A hysterectomy\n- A bilateral oophorectomy\n- Is postmenopausal (no menses for 1 year)\n- ECOG 0 or 1\n"
    )
    assert parts(text) == [None, None, 1, 1, 1, 1, None]


def test_a_list_of_like_beginnings_is_one_choice_to_its_end() -> None:
    text = (
        "Inclusion Criteria\n\nPatients who meet any of the following criteria:\n\nEvidence of relapse on a taxane\n\n"
        "Evidence of relapse within 6 months of a taxane\n\nAdequate organ function\n"
    )
    assert parts(text)[1:] == [None, 1, 1, None]


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion Criteria:\n\n- Women of childbearing potential must:\n  - Have a negative pregnancy test\n",
        "Inclusion Criteria:\n\n- Postmenopausal is defined as:\n- No menses for 1 year\n- Premenopausal women must receive goserelin\n",
        "Inclusion Criteria:\n\n- Women of childbearing potential:\n- Metastatic breast cancer after oophorectomy\n",
    ],
)
def test_what_is_demanded_stays_demanded(text: str) -> None:
    assert parts(text)[-1] is None
