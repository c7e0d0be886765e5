"""Every hand-derived course of disease/lines.cases has the lines, conflicts and questions that were derived for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from bench.lines_agreement import EXPLAINED, Comparison, compare
from bench.treatment_cases import cases_file, facts_of_case, line_rules, lines_of_case

from onward.disease import derive_picture
from onward.knowledge import codes, disease_knowledge
from onward.timeline import build_timeline


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in compare()])
def test_the_course_has_its_lines(case: Comparison) -> None:
    """Number, setting, drugs, start, end and why it ended; conflicts; what is open."""
    if case.id in EXPLAINED:
        assert not case.agrees, f"{case.id} agrees: take it out of EXPLAINED"
        return
    assert case.agrees, "\n".join((f"{case.id} {case.title}", *case.differences()))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["id"]) for case in cases_file("lines.cases.yaml")["cases"]]
)
def test_the_whole_picture_has_the_same_lines(case: Mapping[str, Any]) -> None:
    """With onset and metastases found from the record in place of the dates that the case gives."""
    day = date.fromisoformat(case["as_of"])
    picture = derive_picture(build_timeline("case", facts_of_case(case)), disease_knowledge(), as_of=day)
    alone = lines_of_case(case)
    assert picture.lines == alone.lines
    assert picture.questions == alone.questions


def test_every_rule_has_at_least_two_courses() -> None:
    """A rule without a case is an opinion; a case of a rule that is not there is a mistake."""
    exercised = Counter(rule for case in compare() for rule in case.rules)
    rules = {rule.id for rule in line_rules().rules}
    assert {rule for rule in rules if exercised[rule] < 2} == set()
    assert set(exercised) - rules == set()


def test_the_drug_table_knows_the_drugs_of_the_courses() -> None:
    """Class, group, role and target as the cases take them for granted."""
    table = codes().drugs.by_name
    for name, wanted in cases_file("lines.cases.yaml")["drugs"].items():
        drug = table[name]
        assert (name, drug.drug_class, drug.role) == (name, wanted["class"], wanted["role"])
        assert "group" not in wanted or wanted["group"] in drug.also, name
        assert drug.target == wanted["target"] if "target" in wanted else True, name
