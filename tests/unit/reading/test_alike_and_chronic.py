"""Substances like the one that is named, viruses that stayed, and a history with a time of its own."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

CASES: list[tuple[Section, str, str]] = [
    # Something like the drug that is named: who reacts to it may never have had the drug.
    (
        "exclusion",
        "Allergic reactions attributed to compounds of similar chemical or biologic composition to imatinib",
        "allergy to imatinib or for a human: Is there an allergy to something like it: compound of similar chemical or biologic composition to imatinib? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Hypersensitivity to eribulin or its chemical derivatives",
        "allergy to eribulin or for a human: Is there an allergy to something like it: eribulin or its chemical derivative? (the words leave it to a human)",
    ),
    ("exclusion", "Hypersensitivity to eribulin or any of its excipients", "allergy to eribulin"),
    (
        "inclusion",
        "No allergy to imatinib or a similar structural compound",
        "not (allergy to imatinib or for a human: Is there an allergy to something like it: imatinib or similar structural compound? (the words leave it to a human))",
    ),
    # Chronic is said of each virus; "acute or chronic" says nothing.
    (
        "exclusion",
        "HIV infection or chronic hepatitis B or C",
        "HIV, ever or hepatitis B, chronic, ever or hepatitis C, chronic, ever",
    ),
    ("exclusion", "Chronic hepatitis B virus infection", "hepatitis B, chronic, ever"),
    (
        "exclusion",
        "Chronic hepatitis C or hepatitis B infection",
        "hepatitis C, chronic, ever or hepatitis B, chronic, ever",
    ),
    ("exclusion", "Acute or chronic hepatitis B", "hepatitis B, ever"),
    ("exclusion", "Chronic hepatitis", "viral hepatitis, ever"),
    # A vein that the tumour grew into, and one with a clot.
    ("exclusion", "Portal vein invasion", "portal vein invasion, ever"),
    ("exclusion", "Portal vein thrombosis", "portal vein thrombosis, ever"),
    # The time is that of the history with which the list begins anew.
    (
        "exclusion",
        "Cardiomyopathy or history of stroke within 9 months",
        "cardiomyopathy, ever or stroke, within 270 days",
    ),
    (
        "exclusion",
        "History of seizure or history of stroke within 9 months",
        "seizure, within 270 days or stroke, within 270 days",
    ),
]


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[text for _, text, _ in CASES])
def test_what_is_like_it_and_what_stayed(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
