"""The hand-written truth of eligibility lines holds together, and the comparison tells same from different."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from bench.eligibility_draw import ANEW, HALVES, SETS, half_of
from bench.eligibility_truth import WHY, Label, expressions, labels
from bench.reading_truth import same
from bench.same_reading import Words, form_of, human_only, same_days, same_words

WORDS = same_words()


@pytest.mark.parametrize("half", SETS)
def test_every_label_is_an_expression_of_the_language_or_says_why_not(half: str) -> None:
    of_half = labels(half)
    assert len(of_half) == len({label.id for label in of_half}) == SETS[half]
    for label in of_half:
        assert half_of(label.trial) == (half if half in HALVES else "measuring")
        assert label.section in ("inclusion", "exclusion")
        assert (label.truth is None) == (label.human in WHY), label.id
        assert set(label.also_human) <= set(WHY), label.id
        expressions(label)


def test_every_hunted_line_is_labelled() -> None:
    hunted = labels("hunted")
    assert len({(label.trial, label.line) for label in hunted}) == len(hunted) >= 15
    for label in hunted:
        assert half_of(label.trial) == "dev"
        expressions(label)


@pytest.mark.parametrize("half", list(ANEW))
def test_a_new_set_holds_no_line_of_an_older_one(half: str) -> None:
    older = list(SETS)[: list(SETS).index(half)]
    seen = {label.line for name in older if name != half for label in labels(name)}
    assert not seen & {label.line for label in labels(half)}


def test_no_trial_stands_in_both_halves() -> None:
    dev, measuring = ({label.trial for label in labels(half)} for half in HALVES)
    assert not dev & measuring


def test_both_halves_hold_every_common_kind() -> None:
    counts = [Counter(label.kind for label in labels(half)) for half in HALVES]
    for kind in (
        "labs",
        "receptor",
        "prior therapy",
        "washout",
        "cns",
        "condition",
        "heart",
        "other cancer",
        "consent",
    ):
        assert all(count[kind] >= 3 for count in counts), kind


@pytest.mark.parametrize("half", SETS)
def test_an_expression_is_itself_and_never_its_denial(half: str) -> None:
    for label in labels(half):
        if label.truth is None or _mostly_human(label.truth):
            continue
        assert _same(label.truth, label.truth, label) == "form", label.id
        assert _same(label.truth, {"not": label.truth}, label) == "", label.id


@pytest.mark.parametrize("half", SETS)
def test_another_number_is_another_expression(half: str) -> None:
    for label in labels(half):
        if label.truth is None or _mostly_human(label.truth):
            continue
        for other in _with_another_number(label.truth):
            assert _same(label.truth, other, label) == "", f"{label.id}: {other}"


def test_what_means_the_same() -> None:
    pairs: list[tuple[Any, Any]] = [
        (_lab("neutrophils", {"at_least": "1.5"}, "10*9/L"), _lab("neutrophils", {"at_least": "1500"}, "/uL")),
        (_lab("hemoglobin", {"at_least": "90"}, "g/L"), _lab("hemoglobin", {"at_least": "9"}, "g/dL")),
        ({"not": {"age": {"at_most_years": 17}}}, {"age": {"at_least_years": 18}}),
        ({"stage": {"groups": ["IV"]}}, {"metastatic": {}}),
        (
            {"all_of": [{"breast_cancer": {}}, {"metastatic": {}}, _her2("negative")]},
            {"all_of": [_her2("low", "ultralow", "zero"), {"metastatic": {}}]},
        ),
        ({"lines": {"at_least": 1, "containing": _CHEMO}}, {"exposed": {"to": _CHEMO, "settings": ["metastatic"]}}),
        ({"not": {"presume_no": {"of": _ILD, "because": "the list is whole"}}}, {"not": _ILD}),
        ({"any_of": [_takes("letrozole"), _takes("anastrozole")]}, _takes("anastrozole", "letrozole")),
        (
            {"when": {"condition": _LIVER, "then": _ast("5"), "otherwise": _ast("3")}},
            {"any_of": [_ast("3"), {"all_of": [_LIVER, _ast("5")]}]},
        ),
        ({"metastatic_sites": {"sites": ["brain"]}}, {"cns_disease": {"states": ["treated stable", "active"]}}),
        ({"not": {"all_of": [_ADVANCED, {"breast_cancer": {}}]}}, {"not": _ADVANCED}),
        ({"her2_score": {"scores": ["3+"]}}, {"all_of": [_her2("positive"), {"her2_score": {"scores": ["3+"]}}]}),
    ]
    for one, other in pairs:
        assert same([one], other, WORDS, {}), f"{one} and {other}"


def test_what_does_not_mean_the_same() -> None:
    pairs: list[tuple[Any, Any]] = [
        (_lab("neutrophils", {"at_least": "1.5"}, "10*9/L"), _lab("neutrophils", {"above": "1.5"}, "10*9/L")),
        (_lab("neutrophils", {"at_least": "1.5"}, "10*9/L"), _lab("leukocytes", {"at_least": "1.5"}, "10*9/L")),
        (_lab("platelets", {"at_least": "100"}, "10*9/L"), {"all_of": []} | _lab("platelets", {"at_most": "100"}, "1")),
        ({"exposed": {"to": _CHEMO}}, {"exposed": {"to": _CHEMO, "settings": ["metastatic"]}}),
        ({"exposed": {"to": {"classes": ["CDK4/6 inhibitor"]}}}, {"exposed": {"to": {"drugs": ["palbociclib"]}}}),
        (
            {"condition": {"groups": ["diabetes"], "qualities": ["uncontrolled"]}},
            {"condition": {"groups": ["diabetes"]}},
        ),
        ({"lines": {"at_least": 2}}, {"lines": {"at_least": 3}}),
        (_her2("negative"), _her2("low")),
        ({"metastatic_sites": {"sites": ["brain"]}}, {"cns_disease": {"states": ["active"]}}),
        ({"other_cancer": {"within_days": 1825}}, {"other_cancer": {"within_days": 1095}}),
        ({"washout": {"drugs": _CHEMO, "days": 28}}, {"washout": {"drugs": _CHEMO, "days": 21}}),
        ({"any_of": [{"metastatic": {}}, _ILD]}, {"all_of": [{"metastatic": {}}, _ILD]}),
    ]
    for one, other in pairs:
        right = [{key: value for key, value in pair.items() if value != []} for pair in (one, other)]
        assert same([right[0]], right[1], WORDS, {}) == "", f"{one} and {other}"


def test_days_of_months_and_years_but_no_other_days() -> None:
    assert same_days(182, 180)
    assert same_days(365, 360)
    assert same_days(1825, 1826)
    assert same_days(1825, 1800)
    assert same_days(28, 28)
    assert not same_days(28, 30)
    assert not same_days(21, 28)
    assert not same_days(90, 84)
    assert not same_days(365, 182)
    assert not same_days(730, 1095)
    assert not same_days(1, 0)


def test_other_words_are_only_replaced_where_the_table_says_so() -> None:
    assert same_words().of("Non-melanoma skin cancer") == same_words().of("basal or squamous skin cancer")
    assert Words({}).of("Heart  Failure") == "heart failure"


_CHEMO = {"classes": ["chemotherapy"]}
_ILD = {"condition": {"groups": ["interstitial lung disease"]}}
_ADVANCED = {"finding": {"name": "locally advanced disease"}}
_LIVER = {"metastatic_sites": {"sites": ["liver"]}}


def _lab(analyte: str, limits: dict[str, str], unit: str) -> dict[str, Any]:
    return {"lab_value": {"analyte": analyte, "limits": limits, "unit": unit}}


def _ast(times: str) -> dict[str, Any]:
    return {"lab_value": {"analyte": "AST", "limits": {"at_most": times}, "times": "ULN"}}


def _her2(*calls: str) -> dict[str, Any]:
    return {"receptor": {"marker": "HER2", "calls": list(calls)}}


def _takes(*drugs: str) -> dict[str, Any]:
    return {"takes": {"drugs": {"drugs": list(drugs)}}}


def _same(one: Any, other: Any, label: Label) -> str:
    return same([one], other, WORDS, {}, time_open=label.time_open)


_NUMBERS = ("at_least", "above", "at_most", "below", "at_least_years", "at_most_years", "within_days", "days")


def _mostly_human(plain: Any) -> bool:
    """Whether a human has the last word, of all or of each way, so that numbers beside her may decide nothing."""
    term = form_of(plain, WORDS)
    if human_only(term):
        return True
    return term[0] == "or" and (
        ("human",) in term[1] or all(way[0] == "and" and ("human",) in way[1] for way in term[1])
    )


def _with_another_number(plain: Any) -> list[Any]:
    """The expression once for each number in it, that number half as large again and more."""
    if isinstance(plain, dict):
        found: list[Any] = []
        for key, value in plain.items():
            if key in _NUMBERS and isinstance(value, int | str) and float(value) > 0:
                number = float(value)
                if "years" in key or key in ("within_days", "days"):
                    found.append({**plain, key: int(number * 1.5) + 9})
                elif isinstance(value, str) and len(plain) == 1:
                    found.append({**plain, key: str(number * 1.5)})
            else:
                found += [{**plain, key: other} for other in _with_another_number(value)]
        return found
    if isinstance(plain, list):
        return [
            [*plain[:n], other, *plain[n + 1 :]] for n, one in enumerate(plain) for other in _with_another_number(one)
        ]
    return []
