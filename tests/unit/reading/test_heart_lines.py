"""Values of the heart and tests for viruses, in the words of registries; what must stay unread."""

from __future__ import annotations

import pytest
from tests.unit.reading.heart_lines import EXCLUSION, INCLUSION
from tests.unit.reading.test_illness_lines import without_words

from onward.criteria import to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

_LINES = [("inclusion", *line) for line in INCLUSION] + [("exclusion", *line) for line in EXCLUSION]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else without_words(to_plain(reading))
    assert told == without_words(plain)
