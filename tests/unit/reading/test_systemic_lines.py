"""Systemic treatment in the spellings of registries: what the words say, and what must stay unread."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.read_alone import assert_it_says
from tests.unit.reading.systemic_lines import EXCLUSION, INCLUSION

from onward.reading import Section

_LINES = [("inclusion", *line) for line in INCLUSION] + [("exclusion", *line) for line in EXCLUSION]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: Any) -> None:
    assert_it_says(section, text, plain)
