"""For whom a line holds: parts of a trial that section headings name, donors, and a time above a list."""

from __future__ import annotations

import pytest

from onward.criteria import AllOf, describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, read_text, reader_of
from onward.reading.cohort_names import cohorts_named
from onward.reading.headings import parts_of_headings


def read(text: str) -> tuple[EligibilityLine, ...]:
    """A text as read."""
    return read_text(text, reader_of(reading_lexicon()))


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Additional Inclusion Criteria For Sub-Study 2 Part A:", ("Sub-study 2 > part A",)),
        ("Sub study 3 Specific Exclusion Criteria", ("Sub-study 3",)),
        ("Exclusion Criteria for Cohorts 1 and 2:", ("Cohort 1", "Cohort 2")),
    ],
)
def test_a_part_has_one_name(heading: str, parts: tuple[str, ...]) -> None:
    assert cohorts_named(heading) == parts


def test_section_headings_tell_of_which_part_they_are() -> None:
    lines = read(
        "Inclusion Criteria:\n* Age at least 18 years\n"
        "Additional Inclusion Criteria for Cohort A:\n* Measurable disease\n  * HER2-positive tumor\n"
        "Additional Inclusion Criteria for Cohort B:\n* Non-measurable disease\n"
        "Exclusion Criteria:\n* Stroke\n"
    )
    assert [line.cohort for line in lines if line.why_unreadable != "heading"] == ["", "Cohort A", "Cohort A", "Cohort B", ""]  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        # the whole trial
        ["Inclusion Criteria (Part 1 and Part 2):", "Exclusion Criteria (Part 1 and Part 2):"],
        ["Phase 2 Inclusion Criteria:", "Phase 2 Exclusion Criteria:"],
        # gone through one after another
        ["Inclusion Criteria for Step 1:", "Inclusion Criteria for Step 2:"],
        ["Inclusion Criteria for Stage 1:", "Additional Inclusion Criteria for Stage 2:"],
        # no heading
        ["Measurable disease in cohort 1 only", "Stroke in cohort 2 only"],
    ],
)
def test_headings_that_name_no_smaller_part(headings: list[str]) -> None:
    assert parts_of_headings(headings) == {}


@pytest.mark.parametrize("line", ["DONOR: Evidence of active infection", "Donor criteria: HIV positive", "For donors: hepatitis B"])  # fmt: skip
def test_what_is_asked_of_a_donor_keeps_no_patient_out(line: str) -> None:
    assert read(f"Exclusion Criteria:\n* Stroke\n* {line}\n")[2].reading is None


def test_below_a_heading_for_donors_the_age_is_the_donor_s() -> None:
    assert read("Inclusion Criteria:\n* DONOR CRITERIA:\n  * DONOR: age at most 60 years\n")[2].reading is None


@pytest.mark.parametrize(
    "line", ["Evidence of active infection", "Active infection: donor leukocytes were given for it"]
)
def test_a_donor_in_the_middle_of_a_line_is_not_its_subject(line: str) -> None:
    found = reader_of(reading_lexicon()).read(line, "exclusion")
    assert (found.reading is not None) == ("donor" not in line)


def test_a_time_above_a_list_is_of_those_that_stand_below() -> None:
    head, stroke = read(
        "Exclusion Criteria:\n* History of any of the following cardiovascular conditions within the past 6 months:\n  * Stroke\n"
    )[1:]
    assert head.why_unreadable == "heading"
    assert "180" in repr(stroke.reading)


def test_a_washout_above_a_list_is_not_lost() -> None:
    text = "Exclusion Criteria:\n* A 14 day washout of earlier therapy is required, including:\n  * Targeted agents such as lapatinib\n"
    asked = read(text)[2].reading
    assert isinstance(asked, AllOf)
    assert "14 day washout" in describe_criterion(asked)
