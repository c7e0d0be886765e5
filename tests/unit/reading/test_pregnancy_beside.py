"""Pregnancy beside other words, tests of those who can bear children, suppressed ovaries, lines that only tell what a word means."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.test_partial_lines import HUMAN, either, every, form, leaf, none
from tests.unit.reading.test_pregnancy_lines import FEEDING, FERTILE, POST, PREGNANT, PROTECTED, if_fertile, negative

from onward.criteria import When
from onward.knowledge import reading_lexicon
from onward.reading import Section, read_text, reader_of

AGONIST = leaf({"takes": {"drugs": {"classes": ["GnRH agonist"]}}})
PRE = leaf({"menopause": {"status": ["pre"]}})
MAN = leaf({"has_sex": {"sex": "male"}})

LINES: list[tuple[Section, str, Any]] = [
    # pregnancy, and the rest is asked
    ("exclusion", "Pregnant or breastfeeding, or has zorblaxed within the last six weeks", either(PREGNANT, FEEDING, HUMAN)),
    ("exclusion", "Is pregnant or expecting to conceive children until 4 months after the last dose of zorblaxin in arm B", either(PREGNANT, HUMAN)),
    ("exclusion", "Pregnant at the time of the zorblax", every(PREGNANT, HUMAN)),
    ("exclusion", "Pregnant women are allowed to take part", None),
    ("exclusion", "Males whose female partner is pregnant", None),
    ("exclusion", "Females who are pregnant as confirmed by a positive serum test, or zorblaxing", either(PREGNANT, HUMAN)),
    ("inclusion", "Healthy males or non-pregnant females of the zorblax", every(none(PREGNANT), HUMAN)),
    ("inclusion", "Must be nonlactating and have a negative pregnancy test within 3 days", every(none(FEEDING), negative(3))),
    # a test is asked of those who can bear children
    ("inclusion", "Surgically sterile or postmenopausal, or negative serum pregnancy test within 7 days", if_fertile(negative(7))),
    ("inclusion", "Negative pregnancy test, or confirmed menopause", if_fertile(negative())),
    # men and women: of both
    ("exclusion", "Men or women of childbearing potential who are unwilling to use adequate contraception (hormones are not enough)", every(either(FERTILE, MAN), none(PROTECTED))),
    ("exclusion", "Pregnant women. All patients with reproductive potential must agree to use contraception", either(PREGNANT, every(FERTILE, none(PROTECTED)))),
    # both demands of one sentence
    ("inclusion", "Premenopausal patients must have a negative pregnancy test within 3 days of study drug administration, and agree to use contraception for at least 14 days", every(form(When(condition=PRE, then=negative(3))), form(When(condition=PRE, then=PROTECTED)))),
    # hormones that are not allowed are not dropped
    ("inclusion", "Women of childbearing potential must use contraception. No hormonal contraceptives are permitted in this study.", every(if_fertile(PROTECTED), HUMAN)),
    # a line of several things is no line of contraception
    ("inclusion", "Patients with heart disease should be in class 2 or better. Zorblaxin harms a fetus. For this reason, women must use contraception", every(HUMAN, if_fertile(PROTECTED))),
    # among what keeps out, a negative test is asked for
    ("exclusion", "Pregnant or nursing patients. Negative pregnancy test (serum or urine) 14 days prior to randomization.", either(PREGNANT, FEEDING, every(FERTILE, none(negative(14))))),
    # a heading of two things, and a first sentence that names everybody
    ("exclusion", "Pregnancy/Contraception: patients who are pregnant or breast-feeding will not be eligible", either(PREGNANT, FEEDING)),
    ("inclusion", "Male or female. Females of childbearing potential must have a negative pregnancy test and be willing to use contraception throughout the study", every(if_fertile(negative()), if_fertile(PROTECTED))),
    # nobody is of both sexes
    ("inclusion", "Male, postmenopausal female or surgically sterile female", None),
    # ovaries that a drug keeps still
    ("inclusion", "Postmenopausal status for women (including women on an LHRH agonist for ovarian suppression)", either(POST, AGONIST)),
    ("inclusion", "Postmenopausal, or premenopausal and receiving an LHRH agonist", either(POST, every(PRE, AGONIST))),
    ("inclusion", "Post-menopausal status or receiving ovarian ablation with a GnRH agonist", either(POST, AGONIST)),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "meaning"), LINES, ids=[f"{one[0][:2]}: {one[1]}" for one in LINES])
def test_pregnancy_and_what_stands_beside_it(section: Section, text: str, meaning: Any) -> None:
    assert form(reader_of(reading_lexicon()).read(text, section).reading) == meaning


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("inclusion", "Women < 50 years of age would be considered postmenopausal if they have had no menses for 12 months"),
        ("inclusion", "Recommended methods of birth control are an intrauterine device or sterilization"),
        ("exclusion", "A postmenopausal state is defined as no menses for 12 months; FSH may confirm it in women not using hormonal contraception"),
    ],
)  # fmt: skip
def test_what_only_explains_asks_for_nothing(section: Section, text: str) -> None:
    found = reader_of(reading_lexicon()).read(text, section)
    assert found.reading is None
    assert found.why in ("note", "consent", "not understood")


def test_a_definition_asks_its_lines_of_nobody() -> None:
    lines = read_text(
        "Inclusion Criteria:\n* Breast cancer\n* A woman of childbearing potential is any woman who meets the following criteria:\n"
        "  * Has not undergone a hysterectomy or bilateral oophorectomy\n  * Has had menses at any time in the preceding 12 months\n* Age 18 or older\n",
        reader_of(reading_lexicon()),
    )
    said = {line.text: line for line in lines}
    assert said["Breast cancer"].reading is not None
    assert said["Age 18 or older"].reading is not None
    assert [line.text for line in lines if line.why_unreadable == "note" and "criteria:" not in line.text] == [
        "Has not undergone a hysterectomy or bilateral oophorectomy",
        "Has had menses at any time in the preceding 12 months",
    ]


def test_a_method_below_those_who_use_none_keeps_out_nobody() -> None:
    lines = read_text(
        "Exclusion Criteria:\n* Women who are unwilling to use contraception. Highly effective methods include:\n* Intrauterine device; hormone-releasing system\n"
        "* Vasectomized partner (provided that he is the only one)\n* Hypertension\n",
        reader_of(reading_lexicon()),
    )
    said = {line.text: line for line in lines}
    assert said["Intrauterine device; hormone-releasing system"].why_unreadable == "consent"
    assert said["Vasectomized partner (provided that he is the only one)"].why_unreadable == "consent"
    assert said["Hypertension"].reading is not None
