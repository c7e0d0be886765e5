"""An illness among what is asked for is asked for where the trial is about it, and left alone in any other trial."""

from __future__ import annotations

from functools import cache

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, Reader, read_text, reader_of
from onward.reading.studied import studied_illnesses


@cache
def _reader() -> Reader:
    return reader_of(reading_lexicon())


def _lines(*asked_for: str, about: tuple[str, ...]) -> list[EligibilityLine]:
    text = "Inclusion Criteria:\n\n" + "".join(f"* {line}\n" for line in asked_for)
    return list(read_text(text, _reader(), studied=studied_illnesses(about, _reader())))[1:]


def _says(line: EligibilityLine) -> str:
    return "" if line.reading is None else describe_criterion(line.reading)


@pytest.mark.parametrize(
    ("line", "about", "says"),
    [
        ("Diagnosis of type 2 diabetes mellitus", "Diabetes Mellitus, Type 2", "type 2 diabetes, ever"),
        ("Active rheumatoid arthritis", "Rheumatoid arthritis", "rheumatoid arthritis now"),
        ("Adults with asthma", "Asthma", "asthma, ever"),
        ("Zorbic plaque type psoriasis on a tenth of the skin", "Psoriasis", "psoriasis, ever"),
        ("Documented history of bronchial asthma first seen 6 months ago", "Asthma", "asthma, ever"),
        ("Asthma diagnosed by a lung physician in a blue coat", "Asthma", "asthma, ever"),
        ("Multiple sclerosis with a glimmering course (two of three)", "Multiple sclerosis", "multiple sclerosis, "),
    ],
)
def test_the_illness_that_is_studied_is_asked_for(line: str, about: str, says: str) -> None:
    assert _says(_lines(line, about=(about,))[0]).startswith(says)


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("Diagnosis of type 2 diabetes mellitus", "Breast cancer"),
        ("Active peptic ulcer", "Gout"),
        ("Asthma or zorbic wheeze of infancy", "Asthma"),
        ("Risk of asthma by a glimmering score", "Asthma"),
        ("Previously treated with zorbumab for asthma in a trial", "Asthma"),
        ("Symptoms like those of asthma", "Asthma"),
        ("Zorbic wheeze or asthma", "Asthma"),
        ("Patients who take zorbumab should have had asthma for a year", "Asthma"),
        ("Naive to treatment of hepatitis C by zorbuvir", "Hepatitis C"),
    ],
)
def test_another_illness_and_another_end_are_left_alone(line: str, about: str) -> None:
    assert _says(_lines(line, about=(about,))[0]) == ""


def test_what_keeps_out_stays_what_keeps_out() -> None:
    text = "Exclusion Criteria:\n\n* Asthma\n"
    alone = read_text(text, _reader())[1].reading
    assert read_text(text, _reader(), studied=frozenset({"asthma"}))[1].reading == alone is not None


def test_kinds_each_in_a_line_are_not_asked_for_together() -> None:
    lines = _lines("Gout", "Scleroderma", about=("Gout", "Scleroderma"))
    assert [_says(line) for line in lines] == ["", ""]


def test_kinds_below_a_choice_are_its_ways() -> None:
    lines = _lines("One of the following:\n    * Gout\n    * Scleroderma", about=("Gout", "Scleroderma"))
    assert _says(lines[0]) == "gout, ever or scleroderma, ever"


def test_where_healthy_people_enter_as_well_the_illness_is_asked_of_nobody() -> None:
    lines = _lines("Asthma", "Healthy people of the same age", about=("Asthma",))
    assert _says(lines[0]) == ""
