"""Molecular files in the store: kept as they came, read again with the person to whom they were given."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.records import breast_cancer, bundle, patient, write
from tests.unit.intake_molecular.reports import GRCH38, H1047R, VEP, vcf

from onward.cli import main

Run = Callable[..., tuple[int, Any]]
REPORT = "Molecular report\nPatient ID: p1\nCollected: 2026-02-10\nFindings:\nESR1 D538G VAF 5%\n"


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a home of its own; gives status and JSON document (None when it prints none)."""
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))

    def command(*arguments: str | Path) -> tuple[int, Any]:
        status = main(list(map(str, arguments)))
        out = capfdbinary.readouterr().out
        return status, json.loads(out) if out.lstrip().startswith(b"{") else None

    return command


def records(folder: Path) -> Path:
    """The record of p1, her report and a VCF whose sample is called after her."""
    folder.mkdir(exist_ok=True)
    write(folder / "record.json", bundle(patient("p1"), breast_cancer("p1")))
    (folder / "report.txt").write_text(REPORT)
    (folder / "tumour.vcf").write_text(vcf([f"3 1 . A G . PASS CSQ={H1047R} GT 0/1"], samples=["p1-T"]))
    return folder


def variants(run: Run, *what: str | Path) -> set[tuple[str, str]]:
    status, document = run("timeline", *what, "--json", "--quiet", "--kind", "variant")
    assert status == 0, document
    return {(fact["details"]["gene"], fact["details"]["protein"]) for fact in document["facts"]}


def test_the_store_gives_what_the_files_give(tmp_path: Path, run: Run) -> None:
    folder = records(tmp_path / "records")
    status, report = run("import", folder, "--json", "--quiet")
    assert status in (0, 1)
    counted = report["resources"]["line of a panel report"]
    assert counted["in"] == counted["facts"] + counted["kept"] + counted["duplicate"] + counted["issue"]
    assert report["resources"]["variant of a VCF"]["facts"] == 1
    assert {file["format"] for file in report["files"]} == {"FHIR JSON", "panel report as text", "VCF"}
    stored = variants(run, "p1")
    assert stored == variants(run, folder)
    assert stored == {("ESR1", "p.D538G"), ("PIK3CA", "ENSP00000263967.3:p.His1047Arg")}


def test_the_same_again_is_a_duplicate(tmp_path: Path, run: Run) -> None:
    folder = records(tmp_path / "records")
    run("import", folder, "--json", "--quiet")
    _, again = run("import", folder, "--json", "--quiet")
    for kind in ("line of a panel report", "variant of a VCF"):
        counted = again["resources"][kind]
        assert counted["in"] == counted["duplicate"] > 0
    assert len(variants(run, "p1")) == 2


def test_two_reports_of_one_name_stay_two(tmp_path: Path, run: Run) -> None:
    """report.txt of February and report.txt of May: neither takes the other's place."""
    for month, line in (("02", "ESR1 D538G"), ("05", "ESR1 Y537S")):
        folder = tmp_path / month
        folder.mkdir()
        (folder / "report.txt").write_text(
            f"Molecular report\nPatient ID: p1\nCollected: 2026-{month}-10\nFindings:\n{line}\n"
        )
        run("import", folder / "report.txt", "--json", "--quiet")
    assert variants(run, "p1") == {("ESR1", "p.D538G"), ("ESR1", "p.Y537S")}


def test_a_report_can_be_taken_out_again(tmp_path: Path, run: Run) -> None:
    _, report = run("import", records(tmp_path / "records"), "--json", "--quiet")
    (sha256,) = [file["sha256"] for file in report["files"] if file["format"] == "panel report as text"]
    status, _ = run("store", "forget", sha256, "--yes", "--json")
    assert status == 0
    assert variants(run, "p1") == {("PIK3CA", "ENSP00000263967.3:p.His1047Arg")}


def test_a_report_that_names_nobody_is_hers_with_whom_it_came(tmp_path: Path, run: Run) -> None:
    folder = records(tmp_path / "records")
    (folder / "report.txt").write_text("Molecular report\nFindings:\nAKT1 E17K\n")
    run("import", folder, "--json", "--quiet")
    assert ("AKT1", "p.E17K") in variants(run, "p1")


def test_the_page_shows_the_line_of_the_report(tmp_path: Path, run: Run) -> None:
    """One click from a finding to the words of the report, from the file and from the store alike."""
    folder = records(tmp_path / "records")
    run("import", folder, "--quiet", "--json")
    for records_given in (folder, "p1"):
        out = tmp_path / "board.html"
        status, _ = run("board", records_given, "--out", out, "--quiet")
        assert status in (0, 1)
        page = out.read_text()
        assert "ESR1 D538G VAF 5%" in page
        assert "H1047R" in page


def test_changes_without_a_gene_are_one_row_of_the_page(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    write(folder / "record.json", bundle(patient("p1"), breast_cancer("p1")))
    lines = [f"3 {at} . A G . PASS . GT 0/1" for at in range(1, 301)]
    (folder / "p1.vcf").write_text(vcf(lines, header=[GRCH38], samples=["S1"]))
    out = tmp_path / "board.html"
    run("board", folder, "--out", out, "--quiet")
    page = out.read_text()
    assert "Changes without a gene" in page
    assert page.count("A&gt;G") < 10


def test_a_genome_without_annotation_is_cut_and_counted(tmp_path: Path, run: Run) -> None:
    """6,000 lines without a gene are no findings that somebody reads: the first 5,000 are kept, all are counted."""
    for header, words in (([GRCH38], "without annotation"), ([GRCH38, VEP], "no annotation of their own")):
        lines = [f"3 {at} . A G . PASS . GT 0/1" for at in range(1, 6001)]
        path = tmp_path / "whole.vcf"
        path.write_text(vcf(lines, header=header, samples=["S1"]))
        _, document = run("timeline", path, "--json", "--quiet", "--kind", "variant")
        assert len(document["facts"]) == 5000
        said = json.dumps(document["issues"])
        assert words in said
        assert "1000 variants are beyond the first 5000" in said
