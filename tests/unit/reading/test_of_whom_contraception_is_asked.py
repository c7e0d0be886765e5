"""Of whom contraception and a pregnancy test are asked, and which lines of women and men are ways beside each other."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, read_text, reader_of

ABLE = "if childbearing potential, then effective contraception"
EITHER = "if (childbearing potential or sex male), then effective contraception"
MEN = "if sex male, then effective contraception"
TESTED = "if childbearing potential, then pregnancy test: negative"
ASKED = "(the words leave it to a human)"

LINES: list[tuple[Section, str, str]] = [
    ("inclusion", "Women must use adequate contraception", ABLE),
    ("inclusion", "Women with fertility are willing to take contraceptive measures", ABLE),
    ("inclusion", "Patients having sex that may lead to pregnancy must agree to use contraception", EITHER),
    ("inclusion", "Women of childbearing potential must have a negative pregnancy test. Women of childbearing potential and men must use contraception.", f"({TESTED}) and ({EITHER})"),
    ("inclusion", "Women of childbearing potential must have a negative pregnancy test. Men must use contraception.", f"({TESTED}) and ({MEN})"),
    ("inclusion", "Men must use condoms for contraception. Women of childbearing potential must use contraception.", EITHER),
    ("inclusion", "Women must use contraception with a male partner", ABLE),
    ("inclusion", "All patients must use contraception", "effective contraception"),
    ("inclusion", "Men and women must use contraception", "effective contraception"),
    ("exclusion", "Women who are unwilling to use contraception", "childbearing potential and not effective contraception"),
    ("exclusion", "Patients who are unwilling to use contraception", "(childbearing potential or sex male) and not effective contraception"),
    # a sentence among others is read as it is alone
    ("inclusion", "Negative pregnancy test for women of reproductive age and for women within 12 months after the menopause. Platelets at least 100 x 10^9/L.", f"({TESTED}) and platelets at least 100 10*9/L"),
    ("inclusion", "Negative pregnancy test for premenopausal women. Platelets at least 100 x 10^9/L.", "(if premenopausal, then pregnancy test: negative) and platelets at least 100 10*9/L"),
    # what is read, and how long a pill has been taken, is no method
    ("inclusion", "Patients must agree to read a leaflet about contraceptive devices", ""),
    ("inclusion", "Patients on oral contraceptives must be on a stable dose for 2 months", f"not treated with hormonal contraceptive or for a human: Is it so: on oral contraceptive must be on stable dose for 2 month? {ASKED}"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[one[1] for one in LINES])
def test_contraception_is_asked_of_those_who_are_named(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading

    assert ("" if reading is None else describe_criterion(reading)) == says


def _read(text: str) -> list[tuple[str, bool]]:
    """What each line says, or why it says nothing, and whether it is part of another."""
    return [
        (line.why_unreadable if line.reading is None else describe_criterion(line.reading), line.part_of is not None)
        for line in read_text(text, reader_of(reading_lexicon()))
    ][1:]


def test_women_who_can_bear_no_child_may_enter_beside_those_who_can() -> None:
    found = _read(
        "Inclusion Criteria:\n"
        "* Criteria for women:\n"
        "  * Non-childbearing potential (e.g., after a hysterectomy);\n"
        "  * Childbearing potential: a negative pregnancy test within 7 days\n"
    )

    assert found[1] == ("note", False)


def test_non_childbearing_potential_alone_is_asked_for() -> None:
    assert _read("Inclusion Criteria:\n* Women of non-childbearing potential\n* ECOG 0 or 1\n")[0][0] == (
        "not childbearing potential"
    )


def test_a_long_way_behind_or_is_a_way() -> None:
    """However long the last of several ways is, it is asked of nobody by itself."""
    last = (
        "Consistent use of one of these methods of birth control, as agreed with the investigator of the site: a device, "
        "oral contraceptives if they are not contraindicated, a sterile male partner who is the sole partner of that "
        "woman, or a condom with a spermicide"
    )
    found = _read(
        f"Inclusion Criteria:\n* Women must agree to one of the following:\n* Complete abstinence; or\n* {last}.\n"
    )

    assert found[2][1]


def test_what_patients_may_be_is_a_choice() -> None:
    found = _read(
        "Inclusion Criteria:\n"
        "* Patients may be:\n"
        "  * newly diagnosed with metastatic breast cancer\n"
        "  * progressing on letrozole\n"
    )

    assert (
        found[0][0] == "(metastatic disease and invasive breast cancer) or treated with letrozole, ended by progression"
    )
    assert found[1][1] and found[2][1]


def test_below_men_a_woman_is_a_partner() -> None:
    found = _read(
        "Inclusion Criteria:\n"
        "* Male participants, even if sterilized, who:\n"
        "  * Agree to use effective contraception with partners of childbearing potential\n"
    )

    assert found[1][0] == MEN


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("Women of childbearing potential must agree to do one of the following during the study:", ABLE),
        ("All patients must agree to do one of the following during the study:", "effective contraception"),
    ],
)
def test_methods_are_asked_of_those_above(head: str, says: str) -> None:
    found = _read(f"Inclusion Criteria:\n* {head}\n  * Practice two effective methods of contraception\n  * Abstain\n")

    assert any(one == says for one, _ in found)


def test_a_way_of_those_with_a_finding_is_the_finding_and_what_is_asked() -> None:
    """Whoever has no liver metastases does not meet "with liver metastases, at most 3 times"."""
    found = _read(
        "Inclusion Criteria:\n"
        "* One of the following:\n"
        "  * Bilirubin at most 1.5 x ULN\n"
        "  * If liver metastases, bilirubin at most 3 x ULN\n"
    )

    assert found[0][0] == (
        "bilirubin at most 1.5 times the upper limit of normal or "
        "(metastasis in liver and bilirubin at most 3 times the upper limit of normal)"
    )


def test_what_is_asked_of_women_is_no_way_for_men() -> None:
    found = _read(
        "Inclusion Criteria:\n"
        "* One of the following:\n"
        "  * Men must use effective contraception\n"
        "  * Women of childbearing potential must use effective contraception\n"
        "  * Postmenopausal\n"
    )

    assert found[0][0].startswith("for a human: Is it so: Men must use effective contraception?")
    assert found[0][0].endswith("or postmenopausal")
