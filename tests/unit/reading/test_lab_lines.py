"""Laboratory limits in the spellings of registries, with their exceptions, and lines that must stay unread."""

from __future__ import annotations

import pytest
from tests.unit.reading.lab_lines import EXCLUSION, INCLUSION

from onward.criteria import from_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

_LINES = [("inclusion", *line) for line in INCLUSION] + [("exclusion", *line) for line in EXCLUSION]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    if plain is None:
        assert reading is None
    else:
        assert reading == from_plain(plain)
