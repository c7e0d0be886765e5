"""Systemic treatment in the spellings of registries: what the words say, and what must stay unread."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.systemic_lines import EXCLUSION, INCLUSION
from tests.unit.reading.test_treatment_lines import without_questions

from onward.criteria import from_plain, to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

_LINES = [("inclusion", *line) for line in INCLUSION] + [("exclusion", *line) for line in EXCLUSION]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: Any) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    if plain is None:
        assert reading is None
    else:
        assert reading is not None
        assert without_questions(to_plain(reading)) == without_questions(to_plain(from_plain(plain)))
