"""Pregnancy, contraception and menopause: clause by clause, methods and meanings of words, ways of being postmenopausal."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.test_partial_lines import HUMAN, either, every, form, leaf, none

from onward.criteria import Criterion, When
from onward.knowledge import reading_lexicon
from onward.reading import Section, read_text, reader_of

PREGNANT = leaf({"pregnancy": {"states": ["pregnant"]}})
FEEDING = leaf({"pregnancy": {"states": ["breastfeeding"]}})
FERTILE = leaf({"finding": {"name": "childbearing potential"}})
MAN = leaf({"has_sex": {"sex": "male"}})
PROTECTED = leaf({"finding": {"name": "effective contraception"}})
POST = leaf({"menopause": {"status": ["post"]}})


def negative(days: int | None = None) -> Criterion:
    within = {} if days is None else {"within_days": days}
    return leaf({"lab_word": {"analyte": "pregnancy test", "words": ["negative"], **within}})


def if_fertile(then: Criterion) -> Any:
    return form(When(condition=FERTILE, then=then))


LINES: list[tuple[Section, str, Any]] = [
    # what explains is left out; what somebody must do stays
    ("exclusion", "Women who are pregnant. The effects on a fetus are not known. Women of childbearing potential must have a negative urine pregnancy test within 5 days before the first dose of zorblaxin.", either(PREGNANT, every(FERTILE, none(negative(5))))),
    ("inclusion", "Women of childbearing potential must use effective contraception; should a woman become pregnant, she should inform her physician at once", if_fertile(PROTECTED)),
    ("inclusion", "Because zorblaxin is known to be teratogenic, women of childbearing potential must agree to use adequate contraception (barrier method; abstinence)", if_fertile(PROTECTED)),
    ("exclusion", "Pregnant or nursing women; nursing has to stop before enrollment", either(PREGNANT, FEEDING)),
    ("exclusion", "Pregnant women will not be excluded. Zorblax yoga is safe for them.", None),
    # of whom: in any words
    ("inclusion", "Negative serum pregnancy test for premenopausal women of reproductive capacity and for women less than 12 months after menopause", if_fertile(negative())),
    ("inclusion", "Must be surgically sterile, postmenopausal, or using effective contraception. A pregnancy test is not required for postmenopausal women.", if_fertile(PROTECTED)),
    ("exclusion", "Patient is pregnant or capable of becoming pregnant and not using effective contraception", either(PREGNANT, every(FERTILE, none(PROTECTED)))),
    # hormones that have to be stopped are no lack of contraception
    ("exclusion", "Hormonal contraceptive measures must be discontinued before entry", None),
    # ways of being postmenopausal
    ("inclusion", "Age < 58 years and amenorrhea for 12 months or more, with FSH and estradiol in the postmenopausal range", every(POST, HUMAN)),
    ("inclusion", "Must be postmenopausal (no menses for 2 years, or bilateral oophorectomy)", POST),
    ("inclusion", "Of non-childbearing potential (i.e., hysterectomy or postmenopausal)", none(FERTILE)),
    ("inclusion", "Postmenopausal women with FSH in range and a zorblax index of 3", every(POST, HUMAN)),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "meaning"), LINES, ids=[one[1] for one in LINES])
def test_what_a_line_asks(section: Section, text: str, meaning: Any) -> None:
    assert form(reader_of(reading_lexicon()).read(text, section).reading) == meaning


ASIDE: list[tuple[Section, str, str]] = [
    ("inclusion", "Intrauterine device (IUD) or vasectomised partner", "consent"),
    ("exclusion", "Placement of an intrauterine device", "consent"),
    # a hormone may keep out by itself
    ("exclusion", "Hormonal contraceptive implants", ""),
    ("inclusion", "Women are considered postmenopausal after 12 months without menses", "note"),
    ("inclusion", "Should a woman become pregnant, she should inform her doctor", "consent"),
    ("exclusion", "Periodic abstinence and withdrawal are not acceptable methods of contraception", "note"),
    ("inclusion", "Creatinine clearance (female) = 0.85 x (140 - age) x weight / (72 x creatinine)", "note"),
    ("inclusion", "Direct bilirubin will be measured in patients with Gilbert's syndrome", "note"),
]


@pytest.mark.parametrize(("section", "text", "why"), ASIDE, ids=[one[1] for one in ASIDE])
def test_what_asks_nothing(section: Section, text: str, why: str) -> None:
    found = reader_of(reading_lexicon()).read(text, section)
    if why:
        assert found.reading is None
    assert (found.why if why else "") == why


ASSUMED: list[tuple[str, tuple[str, ...]]] = [
    ("Platelets  90,000/mm3", ('the sign before "90000" is missing in the text, taken as at least',)),
    ("Creatinine  1.4 x ULN", ('the sign before "1.4" is missing in the text, taken as at most',)),
    ("Platelets ≥ 90,000", ('"90000" has no unit in the text, taken as /uL',)),
    ("Hemoglobin > 9.5 g/dL and INR ≤ 1.4", ()),
]


@pytest.mark.parametrize(("text", "notes"), ASSUMED, ids=[one[0] for one in ASSUMED])
def test_what_was_taken_is_said(text: str, notes: tuple[str, ...]) -> None:
    found = reader_of(reading_lexicon()).read(text, "inclusion")
    assert found.reading is not None
    assert found.assumed == notes


MORE: list[tuple[Section, str, Any]] = [
    ("inclusion", "Fertile patients must use effective contraception during and for ≥ 3 months after zorblaxin", if_fertile(PROTECTED)),
    ("inclusion", "Female subjects must be postmenopausal or surgically sterile", none(FERTILE)),
    ("exclusion", "Woman who is pregnant as confirmed by a positive blood test, or who is breast-feeding", either(PREGNANT, FEEDING)),
    ("inclusion", "Women of childbearing potential must have a negative pregnancy test and all men must be practicing effective contraception", every(if_fertile(negative()), form(When(condition=MAN, then=PROTECTED)))),
    ("exclusion", "Wishing to become pregnant during the study", every(FERTILE, HUMAN)),
    ("exclusion", "Pregnancy, defined as the state of a female after conception and until the termination of gestation, or lactation", either(PREGNANT, FEEDING)),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "meaning"), MORE, ids=[one[1] for one in MORE])
def test_further_wordings(section: Section, text: str, meaning: Any) -> None:
    assert form(reader_of(reading_lexicon()).read(text, section).reading) == meaning


def test_a_meaning_of_postmenopausal_is_asked_of_nobody() -> None:
    """Where women of either status may enter, the ways of being postmenopausal decide nothing."""
    _, parent, way, other = read_text(
        "Inclusion Criteria:\n"
        "* Patients may be premenopausal or postmenopausal at entry. Postmenopausal is defined as:\n"
        "  * Age 57 or older with no menses for at least 12 months; or\n"
        "  * Bilateral oophorectomy\n",
        reader_of(reading_lexicon()),
    )
    assert (parent.reading, parent.why_unreadable) == (None, "note")
    assert way.part_of == other.part_of == parent.index
