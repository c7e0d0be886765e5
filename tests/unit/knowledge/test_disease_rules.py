"""Rules of receptors, onset and sites as the code gets them; what is wrong in a file is named with its line."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from onward.knowledge import ExtentRules, OnsetRules, ReceptorRules, SiteRules, codes
from onward.knowledge.files import DATA
from onward.terms import KnowledgeError

FOLDER = DATA / "disease"


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """A copy of a rule file with one place changed."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_limits_are_those_of_the_guidelines() -> None:
    """ASCO/CAP: 1 % and 10 % of nuclei; ratio 2.0; 4.0 and 6.0 copies per nucleus."""
    rules = ReceptorRules.load(FOLDER / "receptors.yaml")
    assert (rules.positive_from_percent, rules.low_to_percent) == (Decimal(1), Decimal(10))
    assert (rules.amplified_ratio_from, rules.copies_from, rules.high_copies_from) == (
        Decimal("2.0"),
        Decimal("4.0"),
        Decimal("6.0"),
    )
    assert rules.hormone_words["HR+"] == "hormone-receptor-positive"
    assert rules.her2_words["zero-to-low"].code == "HER2-"


def test_the_windows_of_onset_and_of_the_brain() -> None:
    """Four calendar months; a no is old after twelve; the brain is looked at 28 days after local therapy."""
    extent = ExtentRules.load(FOLDER, codes().sites)
    assert (extent.onset.window_months, extent.onset.old_after_months) == (4, 12)
    assert extent.sites.assessed_after_days == 28
    assert {"liver", "lung", "pleura"} <= extent.sites.visceral_sites
    assert "brain" not in extent.sites.visceral_sites


def test_every_call_of_her2_has_its_words() -> None:
    """A call without words could not be said in the subtype."""
    rules = ReceptorRules.load(FOLDER / "receptors.yaml")
    calls = {
        "positive", "low", "ultralow", "zero", "negative", "zero-or-ultralow", "zero-to-low", "positive-or-low",
        "cannot be told",
    }  # fmt: skip
    assert set(rules.her2_words) == calls


def test_a_rule_that_is_missing_is_named(tmp_path: Path) -> None:
    """The code asks for a rule by its id."""
    path = changed(tmp_path, "onset.yaml", "id: no-grows-old", "id: no-grows-older")
    with pytest.raises(KnowledgeError, match=r'onset\.yaml:\d+: the rule "no-grows-old" needs a threshold "age" in mo'):
        OnsetRules.load(path)


def test_a_window_in_another_unit_is_refused(tmp_path: Path) -> None:
    """Four days are not four months."""
    path = changed(tmp_path, "onset.yaml", 'window: {value: "4", unit: mo', 'window: {value: "4", unit: d')
    with pytest.raises(KnowledgeError, match="in mo"):
        OnsetRules.load(path)


def test_one_window_with_two_lengths_is_refused(tmp_path: Path) -> None:
    """De novo within 4 months and before the primary within 5 would contradict each other."""
    text = (FOLDER / "onset.yaml").read_text(encoding="utf-8")
    head, mark, tail = text.partition("id: onset-before-diagnosis")
    path = tmp_path / "onset.yaml"
    path.write_text(head + mark + tail.replace('value: "4"', 'value: "5"', 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="onset-before-diagnosis"):
        OnsetRules.load(path)


def test_a_threshold_that_is_no_number_is_refused(tmp_path: Path) -> None:
    """A limit is compared, so it is a number."""
    path = changed(tmp_path, "sites.yaml", 'after_local_therapy: {value: "28"', 'after_local_therapy: {value: "soon"')
    with pytest.raises(KnowledgeError, match="is no number"):
        SiteRules.load(path)


def test_a_rule_twice_is_refused(tmp_path: Path) -> None:
    """Two rules of one id cannot both be named in an answer."""
    path = changed(tmp_path, "sites.yaml", "id: site-gone", "id: site-hedged")
    with pytest.raises(KnowledgeError, match="stands here twice"):
        SiteRules.load(path)


def test_an_unknown_key_is_refused_with_the_nearest(tmp_path: Path) -> None:
    """A misspelt key is not silently ignored."""
    path = changed(tmp_path, "sites.yaml", "visceral_sites:", "visceral_site:")
    with pytest.raises(KnowledgeError, match='Did you mean "visceral_sites"'):
        SiteRules.load(path)


def test_a_word_list_that_is_missing_is_named(tmp_path: Path) -> None:
    """Reports cannot be read without the words that deny."""
    for name in ("onset.yaml", "sites.yaml", "status.yaml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    changed(tmp_path, "words.yaml", "name: denied\n", "name: denials\n")
    with pytest.raises(KnowledgeError, match='the list "denied" is missing'):
        ExtentRules.load(tmp_path, codes().sites)
