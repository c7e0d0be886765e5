"""A sentence that lets somebody in is an exception to the sentence that it speaks of, and to no other."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of
from onward.reading.kin_words import share_a_word

ASKED = "(the words leave it to a human)"

LINES: list[tuple[Section, str, str]] = [
    # the other demand stays
    ("inclusion", "ECOG 0 or 1. Patients with ECOG 2 due to bone pain are allowed. LVEF at least 50%.", f"(ECOG at most 1 or for a human: Is it so: patient with ecog 2 due to bone pain are allowed? {ASKED}) and LVEF at least 50 %"),
    ("inclusion", "No organ transplant. Must not be taking corticosteroids. Inhaled corticosteroids are allowed.", f"not transplant, ever and (not takes corticosteroid now or for a human: Is it so: inhaled corticosteroid are allowed? {ASKED})"),
    # what is let in is an example of what is asked
    ("inclusion", "No treatment with anticoagulants; note: warfarin to keep a catheter open is permitted", f"not takes anticoagulant now or for a human: Is it so: warfarin to keep catheter open is permitted? {ASKED}"),
    ("inclusion", "No prior hormonal therapy. Tamoxifen for prevention is allowed but must have been stopped.", f"not treated with endocrine therapy or for a human: Is it so: tamoxifen for prevention is allowed but must have been stopped? {ASKED}"),
    # what has nothing to do with it lets in nobody
    ("inclusion", "ANC at least 1500/mm3. Patients of either sex are eligible.", "neutrophils at least 1500 /uL"),
    # a demand behind a permission of something else stays a demand
    ("inclusion", "Measurable disease. Prior radiation is allowed but must have ended 2 weeks before.", f"measurable disease and for a human: Is it so: prior radiation is allowed but must have ended 2 week before? {ASKED}"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[one[1] for one in LINES])
def test_what_is_let_in_is_let_in_of_what_it_names(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading

    assert ("" if reading is None else describe_criterion(reading)) == says


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("inr at most 1.5", "patient on warfarin are allowed", True),
        ("bilirubin at most 1.5 x uln", "patient with gilbert syndrome are allowed", True),
        ("no hormonal therapy", "tamoxifen for prevention is allowed", True),
        ("less than 3 line of chemotherapy", "brain metastasis stable for more than 3 month are allowed", False),
        ("no chemotherapy", "aspirin is allowed", False),
    ],
)
def test_words_of_one_family_speak_of_the_same(one: str, other: str, same: bool) -> None:
    assert share_a_word(one, other) is same
