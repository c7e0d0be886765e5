"""Receptors, ages, performance and what can be measured: what is read of them, and what stays unread."""

from __future__ import annotations

import pytest
from tests.unit.reading.receptor_person_lines import RECEPTOR_PERSON_LINES
from tests.unit.reading.test_health_lines import _without_words  # pyright: ignore[reportPrivateUsage]

from onward.criteria import to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of


@pytest.mark.parametrize(
    ("section", "text", "plain"),
    RECEPTOR_PERSON_LINES,
    ids=[f"{one[0][:2]}: {one[1][:60]}" for one in RECEPTOR_PERSON_LINES],
)
def test_receptors_and_persons_are_read_as_their_line_says(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else _without_words(to_plain(reading))
    assert told == _without_words(plain)
