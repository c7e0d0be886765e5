"""Counting what the reader reads: which line counts as what, and the page and drawing made of the counts."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from bench.reading_coverage import ReadTrial, drawing, family_of, outcome_of, page, read_trial, steps
from bench.reading_speed import Speed
from bench.reading_speed import page as page_of_speed
from bench.written_texts import written_texts

from onward.criteria import Age, AllOf, AskHuman, Not
from onward.reading import EligibilityLine
from onward.registry import Trial, TrialSource

ADULT = Age(at_least_years=18)
ASKED = AskHuman(question="Is it so?", because="words")


def line(text: str = "words", **more: object) -> EligibilityLine:
    return EligibilityLine(section="inclusion", index=0, text=text, **more)  # pyright: ignore[reportArgumentType]


READ = line(reading=ADULT, why_unreadable="")
PART = line(reading=AllOf(of=(ADULT, Not(of=ASKED))), why_unreadable="")
CONSENT = line(why_unreadable="consent")
OPEN = line("prior chemotherapy in some way")
HEADING = line("Inclusion Criteria:", why_unreadable="heading")


def trial(*lines: EligibilityLine, id: str = "NCT05000001") -> ReadTrial:
    source = TrialSource(file="f", place="", sha256="0" * 64, format="ClinicalTrials.gov v2")
    return read_trial(Trial(id=id, source=source, phases=("PHASE1", "PHASE2")), lines)


def test_which_line_counts_as_what() -> None:
    assert [outcome_of(one) for one in (READ, PART, CONSENT, OPEN)] == ["whole", "part", "human", "open"]
    assert outcome_of(line(why_unreadable="not English")) == "open"
    assert outcome_of(line(why_unreadable="defect")) == "open"


def test_headings_are_not_counted() -> None:
    found = trial(HEADING, READ, PART, CONSENT, OPEN)
    assert found.lines == 4
    assert found.coverage == pytest.approx(0.75)
    assert trial(HEADING).coverage is None


def test_an_open_line_has_one_family() -> None:
    assert family_of(OPEN) == "earlier systemic treatment"
    assert family_of(line("ANC of some kind")) == "laboratory"
    assert family_of(line("zorblax")) == "nothing of these"
    assert family_of(line("cáncer", why_unreadable="not English")) == "not English"


def test_trials_by_tenth_with_both_ends() -> None:
    """90 % and all of the lines stand in the last tenth; nothing read in the first."""
    nine_of_ten = trial(*([READ] * 9), OPEN)
    assert steps([trial(OPEN), nine_of_ten, trial(READ), trial(HEADING)]) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


def test_the_page_says_how_far_the_aim_is() -> None:
    sets = {"breast": [trial(READ, PART, CONSENT, OPEN)] * 2, "other": [trial(OPEN, READ, id="X")] * 2}
    text = page(sets)
    assert "It is 75.0%: 15.0 percentage points are missing." in text
    assert "| **read or recognised** | 6 | 2 | **75.0%** | **50.0%** |" in text
    assert "| phase 1 | 2 | 8 | 75.0% | 2 | 4 | 50.0% |" in text
    met = {"breast": [trial(READ), trial(READ)], "other": [trial(READ), trial(READ)]}
    assert "It is 100.0%: the aim is met." in page(met)


def test_the_drawing_holds_the_numbers_of_the_table() -> None:
    sets = {"breast": [trial(READ), trial(OPEN)], "other": [trial(OPEN)]}
    root = ElementTree.fromstring(drawing(sets))
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "breast, 90 to 100 %: 1 trials" in titles
    assert "other, 0 to 10 %: 1 trials" in titles


def test_speed_beside_a_pipeline_that_is_or_is_not_there() -> None:
    alone = Speed(texts=100, cold=(2.0,), warm=(0.5,), theirs=None)
    assert "was not installed" in page_of_speed(alone)
    assert "it is not met: 50 of 100" in page_of_speed(alone)
    beside = Speed(texts=300, cold=(2.0, 1.0, 2.0), warm=(0.5,) * 3, theirs=(6.0, 5.0, 8.0))
    assert "**4.0 times as fast**" in page_of_speed(beside)
    assert "it is met" in page_of_speed(beside)
    slower = Speed(texts=100, cold=(2.0,), warm=(0.5,), theirs=(1.0,))
    assert "slower than medspaCy's pipeline on the same texts: 0.50 of its speed" in page_of_speed(slower)


def test_what_a_fresh_process_pays_once_is_said_apart() -> None:
    found = Speed(texts=100, before=900, fresh=3.5, cold=(2.0, 1.0, 1.0), warm=(0.5,) * 3, theirs=None)
    assert "A fresh one pays 2.5 s once" in page_of_speed(found)


def test_speed_on_lines_of_our_own_says_nothing_of_the_aim() -> None:
    written = Speed(texts=8, are_public=False, cold=(0.01,), warm=(0.01,), theirs=None)
    assert "8 texts of lines written for the tests (the public ones were not at hand)" in page_of_speed(written)
    assert "met" not in page_of_speed(written)


def test_no_line_stands_in_two_texts_of_our_own() -> None:
    """A reader remembers its lines: the second text would cost nothing."""
    lines = [line for text in written_texts() for line in text.splitlines() if line.startswith("* ")]
    assert len(lines) > 200
    assert len(set(lines)) == len(lines)
