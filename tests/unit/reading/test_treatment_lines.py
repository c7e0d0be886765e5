"""Treatment, given and going on, in the spellings of registries: what the words say, and what must stay unread."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.read_alone import assert_it_says
from tests.unit.reading.treatment_lines import EXCLUSION, INCLUSION

from onward.reading import Section

_LINES = [("inclusion", *line) for line in INCLUSION] + [("exclusion", *line) for line in EXCLUSION]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: Any) -> None:
    assert_it_says(section, text, plain)


def without_questions(plain: Any) -> Any:
    """The plain form without the words of what is left to a human."""
    if isinstance(plain, dict):
        return {key: "?" if key == "ask_human" else without_questions(value) for key, value in plain.items()}
    return [without_questions(value) for value in plain] if isinstance(plain, list) else plain
