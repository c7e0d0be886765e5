"""`onward response --out`: SDTM RS as CSV and transport file, the summary, and FHIR that is read back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyreadstat
import pytest
from tests.knowledge.response_reads import read_book, write_tables
from tests.knowledge.response_tables import write_case_tables

from onward.cli import main
from onward.intake import read
from onward.timeline import DiseaseStatus

CASES = [case for case in read_book("recist_1_1.cases.yaml") if case["id"] in ("B03", "G02", "I02", "H02")]


@pytest.fixture
def out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    reads = tmp_path / "reads"
    reads.mkdir()
    write_tables(reads, CASES)
    main(
        [
            "response",
            str(reads),
            "--criteria",
            "recist-1.1,irecist",
            "--out",
            str(tmp_path / "out"),
            "--ndjson",
            "--quiet",
        ]
    )
    capsys.readouterr()
    return tmp_path / "out"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_rs_holds_each_part_of_the_response_of_each_visit(out: Path) -> None:
    found = [row for row in rows(out / "rs.csv") if row["USUBJID"] == "B03" and row["RSCAT"] == "RECIST 1.1"]
    assert [(row["VISIT"], row["RSTESTCD"], row["RSSTRESC"]) for row in found] == [
        ("DAY 56", "TRGRESP", "PR"),
        ("DAY 56", "NEWLIND", "N"),
        ("DAY 56", "OVRLRESP", "PR"),
        ("DAY 112", "TRGRESP", "PD"),
        ("DAY 112", "NEWLIND", "N"),
        ("DAY 112", "OVRLRESP", "PD"),
        ("", "BESTRESP", "PR"),
    ]
    assert {row["RSEVAL"] for row in found} == {"INVESTIGATOR"}
    assert found[0]["RSDTC"] == "2026-03-02"


def test_the_transport_file_reads_back_as_the_same_table(out: Path) -> None:
    read_back, about = pyreadstat.read_xport(str(out / "rs.xpt"), output_format="dict")
    assert about.table_name == "RS"
    written = rows(out / "rs.csv")
    assert list(read_back) == list(written[0])
    for column, values in read_back.items():
        if column in ("RSSEQ", "VISITNUM"):
            expected = [float(row[column]) if row[column] else None for row in written]
            assert [None if value is None or value != value else float(value) for value in values] == expected
        else:
            assert [str(value) for value in values] == [row[column] for row in written]


def test_the_summary_has_best_confirmed_progression_and_response(out: Path) -> None:
    found = [row for row in rows(out / "adrs.csv") if row["USUBJID"] == "B03" and row["PARCAT1"] == "RECIST 1.1"]
    by_code = {row["PARAMCD"]: (row["AVALC"], row["AVAL"], row["ADT"]) for row in found if row["PARAMCD"] != "OVR"}
    assert by_code == {
        "BOR": ("PR", "2", ""),
        "CBOR": ("SD", "3", ""),
        "PD": ("Y", "", "2026-04-27"),
        "RSP": ("Y", "", "2026-03-02"),
    }


def test_the_plain_table_gives_the_reason_with_its_section(out: Path) -> None:
    found = [row for row in rows(out / "response.csv") if row["person"] == "B03" and row["criterion"] == "recist-1.1"]
    assert [row["sum_mm"] for row in found] == ["50", "30", "36"]
    assert found[-1]["because"].endswith("PD [4.3.1]")


def test_the_bundle_is_read_back_as_disease_status_by_imaging(out: Path) -> None:
    bundle = json.loads((out / "response.fhir.json").read_text(encoding="utf-8"))
    ids = [entry["resource"]["id"] for entry in bundle["entry"]]
    assert len(set(ids)) == len(ids)
    people = [{"resource": {"resourceType": "Patient", "id": case["id"]}} for case in CASES]
    bundle["entry"] = [*people, *(one for one in bundle["entry"] if one["resource"]["method"]["text"] == "RECIST 1.1")]
    (out / "again.json").write_text(json.dumps(bundle), encoding="utf-8")
    found = read(out / "again.json")
    (record,) = [person for person in found.people if person.person == "B03"]
    statuses = [fact for fact in record.facts if isinstance(fact, DiseaseStatus)]
    assert [(str(fact.when.start), fact.value, fact.evidence) for fact in statuses] == [
        ("2026-03-02", "improved", ("imaging",)),
        ("2026-04-27", "progression", ("imaging",)),
    ]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tables(tmp_path, CASES)
    (tmp_path / "taken").write_text("a file")
    assert main(["response", str(tmp_path), "--out", str(tmp_path / "taken"), "--quiet"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_bone_and_brain_are_responses_and_markers_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reads, out = tmp_path / "reads", tmp_path / "out"
    reads.mkdir()
    case = {
        "id": "P1",
        "lesions": {"T01": "brain", "NT01": "bone"},
        "therapy": ["0 capecitabine"],
        "steroids": ["none"],
        "clinical": ["84 stable"],
        "visits": ["0: T01=20, NT01=ct present", "84: T01=14, NT01=ct sclerotic rim"],
        "marker": "CA 15-3",
        "values": ["-3: 100 U/mL", "84: 150 U/mL"],
    }
    write_case_tables(reads, [case])
    main(["response", str(reads), "--out", str(out), "--ndjson", "--quiet", "--as-of", "2026-11-28"])
    capsys.readouterr()
    told = {(row["RSCAT"], row["RSTESTCD"]): row["RSSTRESC"] for row in rows(out / "rs.csv")}
    assert told["RANO-BM", "OVRLRESP"] == "PR"
    assert told["MD Anderson bone criteria", "OVRLRESP"] == "PR"
    assert told["trend of tumour markers", "TMTREND"] == "rising, unconfirmed"
    assert not any(code == "OVRLRESP" for kind, code in told if kind in ("trend of tumour markers", "clinical summary"))
    assert {row["PARCAT1"] for row in rows(out / "adrs.csv")} == {"RECIST 1.1", "MD Anderson bone criteria", "RANO-BM"}
    bundle = json.loads((out / "response.fhir.json").read_text(encoding="utf-8"))
    by_method = {entry["resource"]["method"]["text"]: entry["resource"] for entry in bundle["entry"]}
    assert set(by_method) == {"RECIST 1.1", "MD Anderson bone criteria", "RANO-BM"}
    kinds = [one["valueCodeableConcept"]["coding"][0]["code"] for one in by_method["RANO-BM"]["extension"]]
    assert kinds == ["363679005", "711015009"], "images and clinical status"


def test_several_persons_are_people_each_with_own_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tables(tmp_path, CASES)
    main(["response", str(tmp_path), "--criteria", "recist-1.1", "--json", "--quiet"])
    document = json.loads(capsys.readouterr().out)
    assert set(document) >= {"people", "issues", "skipped"}
    found = {one["person"]: {answer["person"] for answer in one["responses"]} for one in document["people"]}
    assert found == {case["id"]: {case["id"]} for case in CASES}
