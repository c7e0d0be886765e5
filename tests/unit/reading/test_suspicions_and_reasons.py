"""What is only suspected, why something keeps out, and of whom a limit is asked."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

CASES: list[tuple[Section, str, str]] = [
    # A suspicion keeps out as well, and no record settles it.
    (
        "exclusion",
        "Suspected pericarditis",
        "pericardial disease, ever or for a human: Is pericarditis suspected? (no record settles a suspicion)",
    ),
    ("exclusion", "Known or suspected hepatitis", "viral hepatitis, ever"),
    (
        "exclusion",
        "Stroke within 9 months or suspected pericarditis",
        "stroke, within 270 days or pericardial disease, ever or for a human: Is pericarditis suspected? (no record settles a suspicion)",
    ),
    # A reason in brackets is no exception.
    (
        "exclusion",
        "Requires the use of warfarin (due to potential drug interactions that may raise its level)",
        "takes warfarin now",
    ),
    (
        "exclusion",
        "Warfarin (low doses for a port may be used)",
        "takes warfarin now and not for a human: Is it so: low dose for port may be used? (the words leave it to a human)",
    ),
    # What it results from is said of the general name alone.
    (
        "exclusion",
        "Type 1 diabetes, ketoacidosis, or diabetes resulting from an operation on the pancreas",
        "type 1 diabetes, ever or diabetic ketoacidosis, ever or diabetes, resulting from operation on pancrea, ever",
    ),
    # History and adjectives of kinds of infection with one noun.
    (
        "exclusion",
        "History of chronic systemic fungal or viral infections",
        "systemic fungal infection, chronic, ever or viral infection, chronic, ever",
    ),
    ("exclusion", "History of, or current substance abuse", "substance abuse, ever"),
    # Abstinence from alcohol is no contraception.
    ("exclusion", "Unwilling to remain abstinent from alcohol during the sessions", ""),
    (
        "exclusion",
        "Unwilling to remain abstinent or to use contraception",
        "(childbearing potential or sex male) and not effective contraception",
    ),
    # The sex tells of whom a limit is asked.
    ("exclusion", "QTc prolongation up to 452 ms and more in men and 472 ms and more in women", ""),
    # Illnesses keep out beside what would limit compliance.
    (
        "exclusion",
        "Uncontrolled illness including: ongoing infection (except for uncomplicated urinary tract infection), symptomatic heart failure, or psychiatric illness/social situations that would limit compliance with study requirements",
        "",
    ),
    (
        "exclusion",
        "Aspartate or alanine aminotransferase above 4 times the upper limit of normal",
        "AST above 4 times the upper limit of normal or ALT above 4 times the upper limit of normal",
    ),
    ("exclusion", "Retinal pigment epithelial detachment", "retinal pigment epithelial detachment, ever"),
    ("exclusion", "History of cerebral vascular or coronary artery disease", ""),
]


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[text for _, text, _ in CASES])
def test_what_is_suspected_and_why(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
