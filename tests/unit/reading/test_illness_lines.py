"""Illnesses and what is said around them, in the words of registries; what must stay unread."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.health_lines import ASKED
from tests.unit.reading.illness_lines import EXCLUSION, INCLUSION

from onward.criteria import to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

_LINES = [("inclusion", *line) for line in INCLUSION] + [("exclusion", *line) for line in EXCLUSION]


def without_words(plain: Any) -> Any:
    """The plain form without the words that a human is asked: they are the line's own."""
    match plain:
        case {"ask_human": _}:
            return ASKED
        case dict():
            return {
                name: ["-"] * len(value) if name == "qualities" else without_words(value)
                for name, value in plain.items()
            }
        case list() | tuple():
            return [without_words(one) for one in plain]
        case _:
            return plain


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else without_words(to_plain(reading))
    assert told == without_words(plain)
