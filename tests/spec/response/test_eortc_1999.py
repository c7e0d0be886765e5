"""EORTC 1999.

`onward response FOLDER --criteria eortc-1999`: response by the uptake of FDG in the lesions chosen at the baseline, the
same at every scan (SUVmax, else the first measure that all of them have). Several lesions are taken together as the sum
of their SUV. Codes: CMR, PMR, SMD, PMD, NE. Data: knowledge/data/response/eortc_1999.yaml; cases and answers beside it,
derived by hand before the engine existed.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told import Told

from onward.knowledge import response_rules


@pytest.fixture
def told(manual: Section) -> Told:
    return Told("eortc-1999", "eortc_1999", manual, number="SUVmax")


def test_thresholds(manual: Section) -> None:
    """Each number, and whether its source was opened."""
    rules = response_rules("eortc_1999")
    sources = rules.file.sources
    manual.table(
        ("threshold", "value", "unit", "what it bounds", "source"),
        [
            (
                one.id,
                str(one.value),
                one.unit,
                one.says,
                ", ".join(f"{key} ({'opened' if sources[key].verified else 'not opened'})" for key in one.source),
            )
            for one in rules.thresholds.values()
        ],
    )
    assert rules["progression-percent"] == 25


def test_change_of_uptake(told: Told) -> None:
    """After one cycle a fall of at least 15 % is a response, after more than one of more than 25 %; a rise of more than
    25 % is progression. Cycles come with the scan (TRTESTCD CYCLES); where they are not recorded the stricter limit
    counts, and what one cycle would mean is said."""
    told.cases("H01", "H02", "H03", "H04", "H05", "H06", "H08", "H09", "H12", "H13", "H16", "L06")


def test_several_lesions(told: Told) -> None:
    """Their sum is followed; a lesion that was not measured leaves it open, unless the others alone are progression."""
    told.cases("I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09")


def test_complete_response(told: Told) -> None:
    """Indistinguishable from normal tissue, by the reader's word; uptake that comes back is progression."""
    told.cases("J01", "J02", "J03", "J04", "J05", "J06", "J07", "J08")


def test_extent_and_new_uptake(told: Told) -> None:
    """More than 20 % in the longest dimension of the uptake of one lesion, new uptake, or unequivocal progression."""
    told.cases("K01", "K02", "K03", "K04", "K05", "K06", "K07")


def test_what_cannot_be_compared(told: Told) -> None:
    """Another measure, another tracer, nothing at the baseline."""
    told.cases("L01", "L02", "L05")


def test_best_response(told: Told) -> None:
    """The best until progression; no confirmation is asked for."""
    told.best("L03", "L04", "J07")


def test_what_the_recommendations_leave_open(manual: Section) -> None:
    """Where the text can be read in two ways, or was not seen, this is how Onward reads it."""
    manual.table(
        ("question", "reading", "because"),
        [
            ("a fall of 15 to 25 % after more than one cycle", "SMD", "neither response nor progression by definition"),
            ("exactly 25 % more or less", "SMD", "both limits say more than"),
            ("several lesions", "the sum of SUVmax", "studies with these criteria do so; one that moves alone is told"),
            ("number of cycles not recorded", "more than one", "the stricter limit; the other reading is said"),
            ("a lesion that is gone without a number", "0", "nothing is left to measure"),
            ("uptake back after complete response", "PMD", "as RECIST 1.1 and PERCIST 1.0 treat it"),
            ("scans made at other uptake times", "a doubt", "no number was seen in the recommendations"),
        ],
    )
