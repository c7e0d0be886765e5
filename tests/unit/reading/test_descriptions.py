"""Descriptions in plain clinical English: which facts they hold, which words hold none, and the picture that follows.

The cases were written down by hand from the words (descriptions/*.yaml), traps included.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.unit.reading.description_words import in_words, picture_in_words

from onward.disease import derive_picture
from onward.knowledge import codes, description_words, disease_knowledge
from onward.reading import Description, read_description
from onward.timeline import build_timeline

AS_OF = date(2026, 11, 28)
CASES: list[dict[str, Any]] = [
    case
    for path in sorted(Path(__file__).parent.joinpath("descriptions").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
]


def _read(text: str) -> Description:
    return read_description(text, codes(), description_words(), as_of=AS_OF)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_facts_are_those_of_the_words(case: dict[str, Any]) -> None:
    assert in_words(_read(case["text"]), AS_OF) == sorted(case["facts"])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_what_gave_no_fact_is_listed(case: dict[str, Any]) -> None:
    left = [one.words for one in _read(case["text"]).left]
    if "left_holds" in case:
        assert all(any(words in one for one in left) for words in case["left_holds"])
    else:
        assert left == case.get("left", [])


WITH_PICTURE = [case for case in CASES if "picture" in case]


@pytest.mark.parametrize("case", WITH_PICTURE, ids=[case["id"] for case in WITH_PICTURE])
def test_the_picture_that_follows(case: dict[str, Any]) -> None:
    timeline = build_timeline("described", _read(case["text"]).facts)
    found = picture_in_words(derive_picture(timeline, disease_knowledge(), as_of=AS_OF))
    expected = case["picture"]
    assert {key: found[key] for key in expected} == {
        key: sorted(value) if key == "sites" else value for key, value in expected.items()
    }
