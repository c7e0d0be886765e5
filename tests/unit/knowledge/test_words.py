"""Names in free text: whole words, the longest name, and what is denied."""

from __future__ import annotations

import pytest

from onward.knowledge import NameIndex

DRUGS = NameIndex.of(
    [
        ("paclitaxel", "paclitaxel"),
        ("nab-paclitaxel", "nab-paclitaxel"),
        ("paclitaxel protein-bound", "nab-paclitaxel"),
        ("trastuzumab", "trastuzumab"),
        ("trastuzumab deruxtecan", "T-DXd"),
        ("T-DXd", "T-DXd"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PACLitaxel 6 mg/mL", ("paclitaxel",)),
        ("nab-paclitaxel weekly", ("nab-paclitaxel",)),
        ("paclitaxel protein-bound particles", ("nab-paclitaxel",)),
        ("fam-trastuzumab deruxtecan-nxki", ("T-DXd",)),
        ("trastuzumab and paclitaxel", ("trastuzumab", "paclitaxel")),
        ("T-DXd, then T-DXd again", ("T-DXd",)),
        ("paclitaxelose", ()),
        ("", ()),
    ],
)
def test_all_names_in_a_text(text: str, found: tuple[str, ...]) -> None:
    assert DRUGS.find_all(text) == found


def test_one_name_is_the_longest() -> None:
    assert DRUGS.find("after paclitaxel: trastuzumab deruxtecan") == "T-DXd"
    assert DRUGS.find("nothing") is None


def test_a_name_that_is_the_whole_text() -> None:
    assert DRUGS.exactly("Trastuzumab-Deruxtecan") == "T-DXd"
    assert DRUGS.exactly("trastuzumab deruxtecan 5.4 mg/kg") is None
    assert DRUGS.exactly("") is None


STATES = NameIndex.of(
    [
        ("progression", "progression"),
        ("stable", "stable"),
        ("no evidence of disease", "ned"),
        ("3+", "3+"),
        ("3", "three"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("progression in liver", ("progression",)),
        ("no progression", ()),
        ("no evidence of progression", ()),
        ("without any new progression", ()),
        ("not stable, progression", ("progression",)),
        ("no evidence of disease", ("ned",)),
        ("no fever; stable", ("stable",)),
    ],
)
def test_denied_names_do_not_count(text: str, found: tuple[str, ...]) -> None:
    assert STATES.find_affirmed(text) == found


def test_a_plus_sign_belongs_to_its_word() -> None:
    assert STATES.find_all("HER2 3+") == ("3+",)
    assert STATES.find_all("HER2 3") == ("three",)
