"""Contraception is asked of nobody who is sterile, and a limit in a unit that nobody can mean is not read."""

from __future__ import annotations

import pytest

from onward.criteria import AskHuman, describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading.line import reader_of


def _said(line: str, section: str = "inclusion") -> str:
    assert section in ("inclusion", "exclusion")
    reading = reader_of(reading_lexicon()).read(line, "inclusion" if section == "inclusion" else "exclusion").reading
    return "" if reading is None else describe_criterion(reading)


def _why(line: str) -> str:
    return reader_of(reading_lexicon()).read(line, "inclusion").why


@pytest.mark.parametrize(
    "line",
    [
        "Men must be surgically sterile or use a reliable form of contraception",
        "Male participants must use effective contraception or be surgically sterile",
    ],
)
def test_a_sterile_man_is_asked_for_nothing(line: str) -> None:
    said = _said(line)
    assert said.startswith("if sex male, then (effective contraception or ")
    assert "surgically sterile" in said


def test_men_and_women_who_are_sterile_are_asked_for_nothing() -> None:
    said = _said("Men and women must use effective contraception, unless postmenopausal or surgically sterile")
    assert said.startswith("effective contraception or ")


def test_even_the_sterile_are_asked_where_the_words_say_so() -> None:
    said = _said("Male patients, even if surgically sterilized, must use effective contraception")
    assert said == "if sex male, then effective contraception"


def test_who_wishes_for_a_child_and_uses_nothing_is_kept_out() -> None:
    said = _said("Persons who wish to have a child and would not use contraception", "exclusion")
    assert said.startswith("not effective contraception and ")


@pytest.mark.parametrize(
    "line", ["Adequate contraceptive methods include a coil or a diaphragm with spermicide", "Effective birth control options are condoms, an intrauterine device or abstinence"]
)  # fmt: skip
def test_a_list_of_methods_is_a_note(line: str) -> None:
    assert _said(line) == ""
    assert _why(line) == "note"


def test_a_pregnancy_that_keeps_out_is_never_set_aside_as_consent() -> None:
    assert _why("If female, sterile, or not pregnant and willing to use adequate contraception") == "not understood"
    assert _why("Women must agree not to be pregnant during the trial") != "not understood"


@pytest.mark.parametrize(
    "line", ["Creatinine ≤ 150 mmol/L", "Total bilirubin ≤ 30 mmol/L", "Fasting glucose ≤ 126 mmol/L"]
)
def test_a_unit_off_by_a_thousand_is_not_read(line: str) -> None:
    reading = reader_of(reading_lexicon()).read(line, "inclusion").reading
    assert reading is None or isinstance(reading, AskHuman)


@pytest.mark.parametrize("line", ["Creatinine ≤ 150 umol/L", "Creatinine ≤ 0.15 mmol/L", "Fasting glucose ≤ 7 mmol/L"])
def test_the_right_unit_is_read(line: str) -> None:
    assert "at most" in _said(line)
