"""A signed read as DICOM SR: what an archive carries of it, read back as facts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pydicom
import pytest
from tests.phantoms.dicom import Scan, write_scan
from tests.unit.cli.test_reads import HEAD

from onward.cli import main
from onward.intake import read
from onward.timeline import LesionMeasurement


def test_a_read_goes_through_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    scan = Scan(values=np.full((8, 16, 16), 40.0), modality="CT", slope=1.0)
    write_scan(tmp_path / "ct", scan)

    def run(*words: str, status: int = 0) -> str:
        assert main(["reads", *words]) == status, capsys.readouterr().err
        return capsys.readouterr().out

    run("key", "--new", "R. Amber", "--site", "Site A")
    opened = run("open", "P-17", "--visits", "Baseline", "--workflow", "single", "--new-person", "--json")
    case = json.loads(opened)["record"]
    run("assign", case, "--to", "R. Amber", "--as", "local")
    table = tmp_path / "marks.csv"
    table.write_text(
        f"{HEAD},tracking_uid,series_uid\n"
        "Baseline,2026-01-10,T01,target,liver,longest diameter,42.5,mm,,CT,-30,-40,16,"
        f"{scan.frame_uid},1.2.3.4,{scan.series_uid}\n"
        f"Baseline,2026-01-10,N01,non-target,bone,state,,,present,CT,,,,,,\n"
    )
    run("draft", case, "--marks", str(table), "--images", f"Baseline={tmp_path / 'ct'}")
    run("sign", case, "--yes")
    (signed,) = json.loads(run("show", case, "--json"))["reads"]
    (image,) = signed["images"]
    assert (image["series_uid"], image["modality"], len(image["digest"])) == (scan.series_uid, "CT", 64)
    told = json.loads(
        run("report", case, "--images", f"Baseline={tmp_path / 'ct'}", "--out", str(tmp_path / "sr"), "--json")
    )
    assert [issue["what"] for issue in told["issues"]] == [
        "1 judgements in words have no place in a measurement report"
    ]
    (path,) = told["files"]
    report = pydicom.dcmread(path)
    assert (report.Modality, report.VerificationFlag) == ("SR", "VERIFIED")
    assert "R. Amber" in str(report.VerifyingObserverSequence[0].VerifyingObserverName)
    (person,) = read([path]).people
    facts = {
        fact.lesion: fact for fact in person.facts if isinstance(fact, LesionMeasurement) and fact.value is not None
    }
    fact = facts["1.2.3.4"]
    assert (fact.measure, str(fact.value), fact.role, fact.site) == ("longest diameter", "42.5 mm", "target", "liver")


def test_a_visit_without_images_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    main(["reads", "key", "--new", "R. Amber", "--site", "Site A"])
    assert main(["reads", "report", "0000", "--images", "Baseline", "--out", str(tmp_path)]) == 2
    assert "write VISIT=FOLDER" in capsys.readouterr().err
