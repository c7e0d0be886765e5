"""Every rule of treatment does for its cases what was derived from the source by hand, the edges included."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.knowledge.option_cases import EXPECTED, OptionCase, decide_case, option_cases

from onward.engines.options import DecidedRule
from onward.knowledge import option_knowledge


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file}:{case.id}") for case in option_cases()])
def test_the_rule_stands_in_the_list_that_was_derived_by_hand(case: OptionCase, tmp_path: Path) -> None:
    """And for the reason that was derived: the condition, the gate, the agency."""
    decided, _ = decide_case(case, tmp_path)
    assert decided.verdict.value == case.expect, f"{case.says}\n{_why(decided)}"
    if case.by:
        assert case.by in _by(decided), f"{case.says}\n{_why(decided)}"
    said = "\n".join(one.says for one in decided.warned)
    assert all(words in said for words in case.shows), f"{case.says}: said was\n{said}"
    assert not any(words in said for words in case.silent), f"{case.says}: said was\n{said}"


def _by(decided: DecidedRule) -> set[str]:
    return {one.by for one in (*decided.reasons, *decided.missing)}


def _why(decided: DecidedRule) -> str:
    lines = [f"{decided.rule.id}: {decided.verdict.value} ({decided.availability.because})"]
    lines += [f"  {one.asked.id}: {one.answer.truth.value}: {one.answer.because}" for one in decided.conditions]
    lines += [f"  against, {one.by}: {one.because}" for one in decided.reasons]
    lines += [f"  missing, {one.by}: {one.because}" for one in decided.missing]
    return "\n".join(lines)


def test_no_case_has_the_id_of_another() -> None:
    assert [id_ for id_, count in Counter(case.id for case in option_cases()).items() if count > 1] == []


def test_every_case_is_of_a_rule_and_expects_a_list() -> None:
    rules = {rule.id for rule in option_knowledge().rules}
    assert {case.rule for case in option_cases()} <= rules
    assert {case.expect for case in option_cases()} <= EXPECTED
