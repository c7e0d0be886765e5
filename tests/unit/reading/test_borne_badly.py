"""Drugs that were borne badly, who is not eligible, and QT in other words."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading import Section

HUMAN = " (the words leave it to a human)"


def told(text: str, section: Section = "exclusion") -> str:
    return said(text, section).replace(HUMAN, "")


@pytest.mark.parametrize(
    "text",
    [
        "History of intolerance (such as grade 3 infusion reactions) and/or adverse events related to trastuzumab",
        "History of LVEF decrease to below 50% during or after prior trastuzumab or other cardiac toxicity during previous trastuzumab treatment that necessitated its end",
    ],
)
def test_nobody_is_meant_who_was_never_given_it(text: str) -> None:
    assert told(text).startswith("treated with trastuzumab and for a human")


@pytest.mark.parametrize(
    "text",
    [
        "History of intolerance to trastuzumab, murine proteins, or any of the excipients",
        "Intolerance to trastuzumab or adverse events of pertuzumab",
        "Adverse events during trastuzumab, or a glimmering of the heart",
    ],
)
def test_another_way_needs_another_drug(text: str) -> None:
    assert not told(text).startswith("treated with trastuzumab and for a human")


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        ("exclusion", "The use of concomitant medications that may significantly prolong the QT/QTc interval", "takes QT-prolonging now"),
        ("inclusion", "ECG within 4 weeks must demonstrate a QTc of at most 470 msec", "QTc, method not stated at most 470 ms, within 28 days"),
        ("inclusion", "Bilirubin ≤ 1.5 x ULN except in participants with Gilbert's syndrome. Participants with Gilbert's syndrome may enroll if glimmering.", "bilirubin at most 1.5 times the upper limit of normal or (Gilbert's syndrome, ever and for a human: Is it so: participant with gilbert syndrome may enroll if glimmering?)"),
        ("inclusion", "Participants may have received adjuvant chemotherapy, but must be at least 30 days after the last dose", "not treated with chemotherapy in the adjuvant setting or for a human: Is it so: participant may have received adjuvant chemotherapy, but must be at least 30 day after last dose?"),
        ("exclusion", "Hypertension and the blood pressure cannot be controlled within the normal range with antihypertensive treatment", "hypertension, uncontrolled, ever"),
        ("exclusion", "Long QT interval or prolonged QT syndrome", "long QT syndrome, ever"),
    ],
)  # fmt: skip
def test_it_is_the_same_in_other_words(section: Section, text: str, says: str) -> None:
    assert told(text, section) == says
