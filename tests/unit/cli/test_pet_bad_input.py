"""PET tables that do not fit, through `onward response`: refused or flagged with the rule, never corrected."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.response_pet import rows_of
from tests.knowledge.response_reads import write_rows

from onward.cli import main

Rows = list[dict[str, str]]
GOOD = ("0: scan.uptake=60, LIVER=2~0.2, T01=10", "56: scan.uptake=60, LIVER=2~0.2, T01=5")
Answer = Callable[[Rows, Rows], tuple[dict[str, Any], list[dict[str, Any]]]]


@pytest.fixture
def answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Answer:
    def ask(tu: Rows, tr: Rows) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        write_rows(tmp_path, tu, tr)
        main(["response", str(tmp_path), "--criteria", "percist-1.0", "--ndjson", "--quiet"])
        documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        (found,) = [one for one in documents if one.get("criterion") == "percist-1.0"]
        return found, [issue for one in documents for issue in one.get("issues", []) if "person" not in one]

    return ask


def tables(*visits: str) -> tuple[Rows, Rows]:
    return rows_of({"id": "P1", "lesions": {"T01": "lung", "T02": "bone", "N01": "brain"}, "visits": visits}, "SULPEAK")


def overall(found: dict[str, Any]) -> list[str]:
    return [visit["overall"] for visit in found["visits"] if not visit["baseline"]]


def flags(found: dict[str, Any]) -> str:
    return "\n".join(f"{flag['visit']} {flag['lesion']}: {flag['what']}; {flag['did']}" for flag in found["flags"])


def test_as_it_should_be(answer: Answer) -> None:
    found, issues = answer(*tables(*GOOD))
    assert overall(found) == ["PMR"]
    assert not issues


def test_uptake_below_zero_is_not_measured(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    tr[-1]["TRSTRESN"] = "-5"
    found, _ = answer(tu, tr)
    assert "DAY 56 T01: SULpeak below zero; took it as not measured" in flags(found)
    assert overall(found) == ["NE"]


def test_a_lesion_measured_twice_with_two_values_is_not_measured(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    found, _ = answer(tu, [*tr, {**tr[-1], "TRSTRESN": "9"}])
    assert "SULpeak measured more than once: 5 and 9; took it as not measured" in flags(found)
    assert overall(found) == ["NE"]


def test_uptake_in_a_unit_that_is_none_of_it_is_not_measured(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    tr[-1]["TRSTRESU"] = "kBq/mL"
    found, _ = answer(tu, tr)
    assert "SULpeak in" in flags(found)
    assert overall(found) == ["NE"]


def test_uptake_without_a_unit_is_suv(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    for row in tr:
        if row["TRTESTCD"].startswith("SUL"):
            row["TRSTRESU"] = ""
    found, issues = answer(tu, tr)
    assert overall(found) == ["PMR"]
    assert not issues


def test_a_time_that_is_no_number_is_an_issue_and_stays_unknown(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    (row,) = [one for one in tr if one["TRTESTCD"] == "UPTKTIME" and one["VISIT"] != "BASELINE"]
    row["TRORRES"] = "about an hour"
    found, issues = answer(tu, tr)
    (issue,) = issues
    assert "about an hour min is no number of min" in issue["what"]
    assert any("time from injection to scan is not recorded at DAY 56" in one for one in found["visits"][1]["doubts"])


def test_times_in_hours_are_minutes(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    (row,) = [one for one in tr if one["TRTESTCD"] == "UPTKTIME" and one["VISIT"] != "BASELINE"]
    row |= {"TRORRES": "1.5", "TRSTRESU": "h"}
    found, _ = answer(tu, tr)
    assert overall(found) == ["NE"]
    assert "uptake times of 60 and 90 min are 30 min apart" in found["visits"][1]["because"][0]


def test_only_uptake_by_body_weight_leaves_percist_open(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    for row in tr:
        if row["TRTESTCD"] == "SULPEAK":
            row["TRTESTCD"] = "SUVPEAK"
    found, _ = answer(tu, tr)
    assert overall(found) == ["NE"]
    assert "SULpeak of no lesion was measured at the baseline" in found["visits"][0]["because"][0]


def test_without_a_baseline_nothing_is_compared(answer: Answer) -> None:
    tu, tr = tables(*GOOD)
    for row in (*tu, *tr):
        row["VISIT"] = {"BASELINE": "WEEK 8", "DAY 56": "WEEK 16"}[row["VISIT"]]
    found, _ = answer(tu, tr)
    assert overall(found) == ["NE", "NE"]
    assert "the baseline is missing" in flags(found)


def test_a_lesion_that_nobody_knew_is_asked_about(answer: Answer) -> None:
    found, _ = answer(*tables(GOOD[0], "56: scan.uptake=60, LIVER=2~0.2, T01=5, T02=4"))
    assert overall(found) == ["PMR"]
    assert "T02 was not read at the baseline: new or not is for the reader to say" in found["visits"][1]["doubts"]


def test_two_words_for_one_lesion_are_not_evaluable(answer: Answer) -> None:
    found, _ = answer(*tables(GOOD[0], "56: scan.uptake=60, LIVER=2~0.2, T01=present background"))
    assert "judged indistinguishable from background and present on PET; took it as not evaluable" in flags(found)
    assert overall(found) == ["NE"]


def test_a_negative_time_is_no_time(answer: Answer) -> None:
    tu, tr = tables("0: scan.uptake=-60, LIVER=2~0.2, T01=10", GOOD[1])
    _, issues = answer(tu, tr)
    assert "-60 min is no number of min" in issues[0]["what"]
