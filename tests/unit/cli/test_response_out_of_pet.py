"""`onward response --out` for PET: SDTM RS, the ADaM-like summary, the table to read, and FHIR that is read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pyreadstat
import pytest
from tests.knowledge.response_pet import write_tables
from tests.knowledge.response_reads import read_book

from onward.cli import main
from onward.intake import read
from onward.timeline import DiseaseStatus

CASES = [case for case in read_book("percist_1_0.cases.yaml") if case["id"] in ("G02", "D13", "E09")]


@pytest.fixture
def out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    reads = tmp_path / "reads"
    reads.mkdir()
    write_tables(reads, CASES, "percist_1_0")
    main(["response", str(reads), "--criteria", "percist-1.0,eortc-1999", "--out", str(tmp_path / "out"), "--quiet"])
    capsys.readouterr()
    return tmp_path / "out"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_rs_names_the_criteria_and_their_codes(out: Path) -> None:
    found = [row for row in rows(out / "rs.csv") if row["USUBJID"] == "G02" and row["RSCAT"] == "PERCIST 1.0"]
    assert [(row["VISIT"], row["RSTESTCD"], row["RSSTRESC"]) for row in found] == [
        ("DAY 56", "TRGRESP", "PMR"),
        ("DAY 56", "NEWLIND", "N"),
        ("DAY 56", "OVRLRESP", "PMR"),
        ("DAY 112", "TRGRESP", "PMD"),
        ("DAY 112", "NEWLIND", "N"),
        ("DAY 112", "OVRLRESP", "PMD"),
        ("", "BESTRESP", "PMR"),
    ]
    table, _ = pyreadstat.read_xport(str(out / "rs.xpt"), output_format="dict")
    assert "EORTC 1999" in set(table["RSCAT"])


def test_the_summary_orders_metabolic_codes_and_asks_for_no_confirmation(out: Path) -> None:
    found = [row for row in rows(out / "adrs.csv") if row["USUBJID"] == "G02" and row["PARCAT1"] == "PERCIST 1.0"]
    assert [(row["PARAMCD"], row["AVALC"], row["AVAL"]) for row in found] == [
        ("OVR", "PMR", "2"),
        ("OVR", "PMD", "5"),
        ("BOR", "PMR", "2"),
        ("PD", "Y", ""),
        ("RSP", "Y", ""),
    ]


def test_the_table_to_read_holds_the_numbers_and_what_would_settle(out: Path) -> None:
    (row,) = [
        one
        for one in rows(out / "response.csv")
        if one["person"] == "E09" and one["criterion"] == "percist-1.0" and one["baseline"] == "N"
    ]
    assert row["overall"] == "NE"
    assert "reference_sul_mean=2.3 g/mL" in row["numbers"]
    assert row["would_change"].startswith("were the scans to compare: SULpeak of the hottest lesion 5 against 10")


def test_fhir_is_read_back_as_the_status_that_was_written(out: Path) -> None:
    found = read([out / "response.fhir.json"])
    statuses = [fact.value for one in found.people for fact in one.facts if isinstance(fact, DiseaseStatus)]
    assert "progression" in statuses
    assert len(statuses) == 10, "five PETs after a baseline, by two criteria"
