"""`onward knowledge check` over what comes with Onward, and what it must notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onward.app.knowledge_check import RuleCase, cases_missing, check_everything, since_the_index
from onward.app.knowledge_words import unknown_names, vocabulary
from onward.criteria import from_plain
from onward.knowledge import entries_of, knowledge_files, option_knowledge, read_index

DAY = date(2026, 11, 28)


def test_nothing_is_broken() -> None:
    """Every value with its source, every rule with its cases, every word one that records are read to."""
    assert [problem for problem in check_everything(DAY) if problem.broken] == []


def test_on_the_day_of_expiry_a_file_is_named() -> None:
    """The day before, it is not."""
    rules = option_knowledge()
    first = min(file.expires for file in rules.files)
    named = {problem.file for problem in check_everything(first) if problem.what.startswith("expired on")}
    assert {file.id for file in rules.files if file.expires == first} <= named
    before = check_everything(first.replace(day=first.day - 1))
    assert not {problem.file for problem in before if problem.what.startswith("expired on")} & {
        file.id for file in rules.files
    }


def test_the_index_holds_what_is_there() -> None:
    """It may lag behind what is new; what it holds is there or in the changelog (else the first test fails)."""
    assert len(read_index()) > 4000


def test_what_vanishes_needs_a_line_in_the_changelog() -> None:
    """A refactoring that loses a rule is found by counting and comparing."""
    files = knowledge_files()
    index = entries_of(files)
    shorter = [
        replace(file, body={**file.body, "options": file.body["options"][1:]})  # type: ignore[index] (a list, as loaded)
        if file.id == "options/parp"
        else file
        for file in files
    ]
    (problem,) = [one for one in since_the_index(shorter, index=index, changelog="") if one.broken]
    assert "parp/" in problem.what and problem.file == "options/parp"
    name = problem.what.split('"')[1]
    said = list(since_the_index(shorter, index=index, changelog=f"- {name} left out: its label was withdrawn."))
    assert not [one for one in said if one.broken]


def test_what_moves_to_another_file_has_not_vanished() -> None:
    files = {file.id: file for file in knowledge_files()}
    parp, low = files["options/parp"], files["options/her2_low"]
    index = entries_of([parp, low])
    rules = [*low.body["options"], *parp.body["options"]]  # type: ignore[misc] (lists, as loaded)
    moved = [replace(parp, body={}), replace(low, body={**low.body, "options": rules})]
    gone = [one for one in since_the_index(moved, index=index, changelog="") if one.broken]
    assert [one.what for one in gone if "options" in one.what.split("(")[1]] == []


def test_a_rule_needs_a_case_of_each_kind_and_one_at_its_edge() -> None:
    rules = option_knowledge()
    rule = next(one for one in rules.rules if one.kind == "approval")
    told = [RuleCase(rule=rule.id, expect=word, edge=False) for word in ("option", "rejected")]
    (problem,) = cases_missing([rule], told, lambda one: rules.file_of[one.id])
    assert problem.broken
    assert problem.what == f'{rule.id} has no case with expect: "undecided", edge: true'
    told += [RuleCase(rule=rule.id, expect="undecided", edge=True)]
    assert list(cases_missing([rule], told, lambda one: rules.file_of[one.id])) == []


def test_words_that_no_record_can_hold_are_found() -> None:
    """A misspelt drug, an old symbol, an unknown condition, deep inside a question."""
    question = from_plain(
        {
            "any_of": [
                {"not": {"exposed": {"to": {"drugs": ["placlitaxel"], "classes": ["taxanes"]}}}},
                {"has_variant": {"genes": ["HER2", "PIK3CA"]}},
                {"condition": {"groups": ["lung trouble"]}},
                {"score": {"name": "PDL1", "statuses": ["positive"]}},
                {"lab_value": {"analyte": "neutrofils", "limits": {"at_least": "1"}, "unit": "10*9/L"}},
            ]
        }
    )
    assert unknown_names(question, vocabulary()) == (
        "drug placlitaxel",
        "drug class taxanes",
        "gene HER2",
        "condition lung trouble",
        "score PDL1",
        "analyte neutrofils",
    )
