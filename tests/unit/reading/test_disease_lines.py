"""The disease and the person: what is read of them, and what stays unread."""

from __future__ import annotations

import pytest
from tests.unit.reading.disease_lines import DISEASE_LINES
from tests.unit.reading.test_health_lines import _without_words  # pyright: ignore[reportPrivateUsage]

from onward.criteria import to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of


@pytest.mark.parametrize(("section", "text", "plain"), DISEASE_LINES, ids=[one[1][:60] for one in DISEASE_LINES])
def test_the_disease_is_read_as_its_line_says(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else _without_words(to_plain(reading))
    assert told == _without_words(plain)
