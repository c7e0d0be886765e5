"""Every hand-derived case of disease/onset has the answer that was derived for it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.knowledge.extent_records import Case, cases, extent_of_case, extent_rules

from onward.disease.metastatic import is_metastatic
from onward.disease.onset import find_onset

CASES = cases("onset.cases.yaml")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_metastatic_and_onset(case: Case) -> None:
    """Metastatic or not, de novo or recurrent, the rule of each, the dates, the interval and the conflicts."""
    expected: dict[str, Any] = dict(case["expected"])
    extent = extent_of_case(case)
    metastatic = is_metastatic(extent)
    found = find_onset(extent, metastatic)
    onset = found.onset
    answer = {
        "metastatic": metastatic.truth.value,
        "metastatic_rule": metastatic.rule,
        "onset": onset.onset,
        "onset_rule": onset.rule,
        "first_diagnosis": str(onset.first_diagnosis or ""),
        "first_metastasis": str(onset.first_metastasis or ""),
    }
    if onset.disease_free_months is not None:
        answer["disease_free_months"] = [str(months) for months in onset.disease_free_months]
    conflicts = sorted(conflict.kind for conflict in (*metastatic.conflicts, *found.conflicts))
    phrases, absent = expected.pop("because", []), expected.pop("because_not", [])
    assert conflicts == sorted(expected.pop("conflicts", []))
    assert answer == expected, case["because"]
    assert all(phrase in metastatic.because for phrase in phrases), metastatic.because
    assert not any(phrase in metastatic.because for phrase in absent), metastatic.because
    if metastatic.truth.value == "unknown" or (onset.onset == "unknown" and metastatic.truth.value == "yes"):
        assert metastatic.settle or onset.settle, "an unknown says what would settle it"


def test_every_rule_of_onset_has_a_case() -> None:
    """A rule without a case is an opinion."""
    named = {case["rule"] for case in CASES}
    named |= {case["expected"][key] for case in CASES for key in ("metastatic_rule", "onset_rule")}
    assert {rule.id for rule in extent_rules().onset.rules} == named
