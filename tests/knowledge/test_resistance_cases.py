"""Every hand-derived case of disease/resistance.cases gives the call that was derived for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from bench.treatment_cases import cases_file, found_resistance, resistance_rules

_CASES = cases_file("resistance.cases.yaml")["cases"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in _CASES])
def test_the_course_has_its_call(case: Mapping[str, Any]) -> None:
    """Primary, secondary, sensitive, not exposed or unknown, with the rule that decided and the therapy it is about."""
    assert found_resistance(case) == case["expected"], f"{case['id']} {case['title']}: {case['because']}"


def test_every_rule_has_a_case() -> None:
    """A rule without a case is an opinion; a case of a rule that is not there is a mistake."""
    exercised = Counter(rule for case in _CASES for rule in case["rules"])
    assert set(exercised) == {rule.id for rule in resistance_rules().rules}
