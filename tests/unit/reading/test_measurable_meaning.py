"""Flat lists of what counts as non-measurable disease tell what the word means; nobody is asked for any of it."""

from __future__ import annotations

import pytest

from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, read_text, reader_of

LIST = "Bone lesions\n\nLeptomeningeal disease\n\nAscites\n\nInflammatory breast disease\n\nCystic lesions\n\n"


def lines(text: str) -> list[EligibilityLine]:
    return list(read_text(f"Inclusion Criteria:\n\n{text}", reader_of(reading_lexicon())))


@pytest.mark.parametrize(
    "head",
    [
        "The following are considered non-measurable disease:",
        "Lesions that are considered non-measurable include the following:",
        "Lesions that are not considered measurable include the following:",
        "Nonmeasurable disease includes any of the following:",
    ],
)
def test_the_meaning_of_a_word_asks_for_nothing(head: str) -> None:
    found = lines(f"Measurable disease\n\n{head}\n\n{LIST}ECOG 0 or 1\n")
    measurable, told, performance = found[1], found[2:-1], found[-1]
    assert measurable.reading is not None
    assert performance.reading is not None
    assert [one.text for one in told if one.reading is not None] == []
    assert {one.why_unreadable for one in told} == {"note"}
    assert [one.part_of for one in told[1:]] == [told[0].index] * 5


def test_what_the_head_demands_stays() -> None:
    found = lines(f"No non-measurable disease, defined as any of the following:\n\n{LIST}")
    assert found[1].reading is not None or found[1].why_unreadable == "not understood"
    assert all(one.reading is None for one in found[2:])


def test_the_list_ends_with_a_criterion_of_its_own() -> None:
    head = "The following are considered non-measurable disease:"
    found = lines(f"{head}\n\nAscites\n\nNo leptomeningeal disease\n\nNo prior bone marrow transplant\n")
    assert [one.why_unreadable for one in found[1:3]] == ["note", "note"]
    assert found[3].reading is not None


def test_a_list_of_ways_of_being_measurable_is_none_of_these() -> None:
    found = lines(
        "Patients must have measurable or non-measurable disease shown by the following:\n\nBone lesions\n\nAscites\n"
    )
    assert all(one.why_unreadable != "note" for one in found)
