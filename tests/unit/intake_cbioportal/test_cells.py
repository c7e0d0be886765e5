"""Receptor cells in pathologists' words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onward.intake.cbioportal.cells import read_percent, read_ratio, read_score, read_status
from onward.terms import Comparator, Quantity


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("90", "90", "90"),
        ("0", "0", "0"),
        ("0.5", "0.5", "0.5"),
        ("30-60", "30", "60"),
        ("10-19%", "10", "19"),
        ("<5", "0", "5"),
        ("<1%", "0", "1"),
        (">90%", "90", "100"),
        (">=10 %", "10", "100"),
        ("1 (weak intensity)", "1", "1"),
        ("100", "100", "100"),
    ],
)
def test_a_percentage_is_an_interval_and_keeps_its_text(cell: str, low: str, high: str) -> None:
    found = read_percent(cell)
    assert (found.low, found.high, found.text) == (Decimal(low), Decimal(high), cell)


@pytest.mark.parametrize("cell", ["120", "60-30", "<5-10", "strong", "5, 80", "H-score 180"])
def test_a_percentage_that_is_none_keeps_its_text_and_gives_no_number(cell: str) -> None:
    found = read_percent(cell)
    assert (found.low, found.high, found.text) == (None, None, cell)


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("0", "0"),
        ("0+", "0+"),
        ("1", "1+"),
        ("3+", "3+"),
        ("0-1+", "0-1+"),
        ("1-2+", "1-2+"),
        ("0 to 1+", "0-1+"),
        ("1+ (outside 3+)", "1+ (outside 3+)"),
        ("1-2+ (outside 3+)", "1-2+ (outside 3+)"),
        ("2+ (focal)", "2+ (focal)"),
        ("3+ (heterogenous 70-80% pos)", "3+ (heterogenous 70-80% pos)"),
        ("Negative", ""),
        ("4+", ""),
        ("30", ""),
    ],
)
def test_an_ihc_score_stays_as_it_was_written(cell: str, score: str) -> None:
    assert read_score(cell) == score


@pytest.mark.parametrize(
    ("cell", "status", "outside"),
    [
        ("Positive", "positive", ""),
        ("NEGATIVE", "negative", ""),
        ("Positve", "positive", ""),
        ("Equivocal", "equivocal", ""),
        ("Test Failure", "indeterminate", ""),
        ("Negative (outside)", "negative", ""),
        ("Negative (Outside Positive)", "negative", "positive"),
        ("Positive (outside: positive)", "positive", ""),
    ],
)
def test_a_status_and_that_of_another_laboratory(cell: str, status: str, outside: str) -> None:
    found = read_status(cell)
    assert (found.understood, found.status, found.outside) == (True, status, outside)


def test_other_words_are_no_status() -> None:
    assert not read_status("see report").understood


def plain(value: str) -> Quantity:
    return Quantity(Decimal(value), "1")


@pytest.mark.parametrize(
    ("cell", "ratio", "copies", "others"),
    [
        ("1.3", "1.3", None, []),
        ("0", "0", None, []),
        ("2 (CN 4.8)", "2", "4.8", []),
        ("4.0, CN 9.7", "4.0", "9.7", []),
        ("2.1 (Heterogenous)", "2.1", None, []),
        ("1.4, 1.9", "1.4", None, ["1.9"]),
        ("1.7 (Outside: 2.4)", "1.7", None, ["2.4"]),
        ("1.4 (CN 3.0) (same sample OSH 2.3)", "1.4", "3.0", ["2.3"]),
        ("1.8, MSK failed", "1.8", None, []),
    ],
)
def test_an_ish_ratio_with_what_stands_beside_it(cell: str, ratio: str, copies: str | None, others: list[str]) -> None:
    found = read_ratio(cell)
    assert found.ratio == plain(ratio)
    assert found.copies == (None if copies is None else plain(copies))
    assert list(found.others) == [plain(other) for other in others]
    assert not found.left


def test_copies_of_another_laboratory_are_not_paired_with_the_ratio() -> None:
    found = read_ratio("1.3 (OSH CN 4.2)")
    assert (found.ratio, found.copies, found.others, found.left) == (plain("1.3"), None, (), True)


def test_a_ratio_given_as_a_bound_stays_a_bound() -> None:
    assert read_ratio("<2.0").ratio == Quantity(Decimal("2.0"), "1", Comparator.LESS)


def test_words_are_no_ratio() -> None:
    assert not read_ratio("amplified").understood
