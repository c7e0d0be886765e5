"""Lesions that are known by a DICOM UID are named by their place in sentences; as ids they keep the UID."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.engines.lesion_facts import fact, response_of

ONE, OTHER = "2.25.110001", "2.25.110002"


def test_sentences_name_the_place_and_ids_stay() -> None:
    facts = [
        fact("BASELINE", ONE, mm="30", role="target"),
        fact("BASELINE", OTHER, mm="20", role="target", site="lung"),
        fact("WEEK 8", ONE, mm="30", role="target"),
    ]
    visit = response_of(facts, "recist-1.1")["visits"][1]
    assert visit["because"][0].startswith("not assessed: lung (not read at this visit)")
    assert [(one["lesion"], one["called"]) for one in visit["targets"]] == [(ONE, "liver"), (OTHER, "lung")]


def test_two_lesions_of_one_place_are_numbered_and_the_readers_words_come_first() -> None:
    facts = [
        replace(fact("BASELINE", ONE, mm="30", role="target"), site_text="segment VII"),
        replace(fact("BASELINE", OTHER, mm="20", role="target"), site_text="segment VII"),
        fact("WEEK 8", ONE, mm="30", role="target"),
    ]
    visit = response_of(facts, "recist-1.1")["visits"][1]
    assert {one["called"] for one in visit["targets"]} == {"segment VII 1", "segment VII 2"}
    assert "segment VII 2" in visit["because"][0]
