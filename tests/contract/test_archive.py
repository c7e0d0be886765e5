"""Objects go into a real archive and come back equal, by DICOMweb and by DIMSE."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset, dcmread
from pydicom.uid import JPEGLSLossless
from tests.contract.orthanc_server import PASSWORD, USER, Orthanc
from tests.phantoms.dicom import Scan
from tests.phantoms.lesions import READER, WRITTEN, on_phantom
from tests.phantoms.shapes import ellipsoid

from onward.app.imaging import index_folder, measure_regions
from onward.cli import main
from onward.intake import read
from onward.outputs.dicom import write_measurements, write_segmentation, write_structures

pytestmark = pytest.mark.archive

SHAPE, SPACING = (12, 30, 36), (4.0, 2.5, 1.5)
# Where an archive is asked, and what is added to the command.
Where = Callable[[Orthanc], list[str]]
WEB = pytest.param(lambda archive: [archive.web], id="DICOMweb")
GET = pytest.param(lambda archive: [archive.dimse], id="DIMSE, C-GET")
MOVE = pytest.param(lambda archive: [archive.dimse, "--move-port", str(archive.move_port)], id="DIMSE, C-MOVE")


@pytest.fixture(autouse=True)
def empty_archive(orthanc: Orthanc, monkeypatch: pytest.MonkeyPatch) -> None:
    orthanc.empty()
    monkeypatch.setenv("ONWARD_ARCHIVE_USER", USER)
    monkeypatch.setenv("ONWARD_ARCHIVE_PASSWORD", PASSWORD)


def scan() -> Scan:
    values = np.random.default_rng(4).random(SHAPE) * 10
    return Scan(values=values, spacing_mm=SPACING, slope=0.001)


def everything(folder: Path) -> Scan:
    """A PET, and its lesion as SEG of both kinds, SR and RTSTRUCT."""
    one = scan()
    found = on_phantom(folder / "pet", one, {"Liver 1": ellipsoid(SHAPE, SPACING, (12, 10, 9), shift_mm=(4, -12, -10))})
    labelmap = write_segmentation(found.lesions, found.headers, written=WRITTEN)
    binary = write_segmentation(found.lesions, found.headers, kind="binary", written=WRITTEN)
    report = write_measurements(found.lesions, found.headers, segmentation=labelmap, reader=READER, written=WRITTEN)
    structures = write_structures(found.lesions, found.headers, written=WRITTEN)
    for name, made in (("labelmap", labelmap), ("binary", binary), ("report", report), ("structures", structures)):
        made.save_as(folder / f"{name}.dcm", enforce_file_format=True)
    return one


def objects(folder: Path) -> dict[str, Dataset]:
    found = (dcmread(path) for path in folder.rglob("*.dcm"))
    return {str(one.SOPInstanceUID): one for one in found}


@pytest.mark.parametrize("sent_to", [WEB, GET])
@pytest.mark.parametrize("fetched_from", [WEB, MOVE])
def test_what_is_sent_comes_back_equal(orthanc: Orthanc, tmp_path: Path, sent_to: Where, fetched_from: Where) -> None:
    everything(tmp_path / "in")
    assert main(["imaging", "send", str(tmp_path / "in"), "--to", *sent_to(orthanc)]) == 0
    arguments = ["--patient", "PHANTOM", "--out", str(tmp_path / "out")]
    assert main(["imaging", "fetch", "--from", *fetched_from(orthanc), *arguments]) == 0

    before, after = objects(tmp_path / "in"), objects(tmp_path / "out")
    assert set(after) == set(before)
    assert len(before) == SHAPE[0] + 4
    for uid, one in before.items():
        assert after[uid] == one
        assert after[uid].file_meta.TransferSyntaxUID == one.file_meta.TransferSyntaxUID
    # What came back measures as what was sent.
    mine, theirs = (measure_regions(index_folder([tmp_path / name])).regions for name in ("in", "out"))
    assert sorted(one.measured.volume_ml for one in mine) == sorted(one.measured.volume_ml for one in theirs)
    (person,) = read(tmp_path / "out").people
    assert person.facts


def test_what_an_archive_cannot_give_by_get_is_said_and_what_came_is_kept(
    orthanc: Orthanc, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """This version of Orthanc takes label maps and gives them by C-MOVE and DICOMweb, but not by C-GET."""
    everything(tmp_path / "in")
    assert main(["imaging", "send", str(tmp_path / "in"), "--to", orthanc.dimse]) == 0
    arguments = ["--patient", "PHANTOM", "--out", str(tmp_path / "out")]
    assert main(["imaging", "fetch", "--from", orthanc.dimse, *arguments]) == 1
    assert "try --move-port" in capsys.readouterr().err
    arguments = ["--patient", "PHANTOM", "--modality", "PT,SR,RTSTRUCT", "--out", str(tmp_path / "most")]
    assert main(["imaging", "fetch", "--from", orthanc.dimse, *arguments]) == 0
    assert len(objects(tmp_path / "most")) == SHAPE[0] + 2


@pytest.mark.parametrize("where", [WEB, GET])
def test_what_is_there_is_listed_and_nothing_is_fetched(
    orthanc: Orthanc, tmp_path: Path, where: Where, capsys: pytest.CaptureFixture[str]
) -> None:
    one = everything(tmp_path / "in")
    assert main(["imaging", "send", str(tmp_path / "in"), "--to", orthanc.web]) == 0
    capsys.readouterr()
    assert main(["imaging", "fetch", "--from", *where(orthanc), "--study", one.study_uid, "--list", "--json"]) == 0
    (study,) = json.loads(capsys.readouterr().out)["studies"]
    assert (study["study_instance_uid"], study["person"], study["date"]) == (one.study_uid, "PHANTOM", "20260105")
    assert sorted((series["modality"], series["instances"]) for series in study["series"]) == [
        ("PT", SHAPE[0]), ("RTSTRUCT", 1), ("SEG", 1), ("SEG", 1), ("SR", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("where", [WEB, MOVE])
def test_only_what_was_asked_for_is_fetched(orthanc: Orthanc, tmp_path: Path, where: Where) -> None:
    everything(tmp_path / "in")
    other = replace(scan(), tags={"PatientID": "ANOTHER"})
    on_phantom(tmp_path / "other", other, {})
    assert main(["imaging", "send", str(tmp_path / "in"), str(tmp_path / "other"), "--to", orthanc.dimse]) == 0
    arguments = ["--patient", "PHANTOM", "--modality", "SEG,SR", "--since", "2026-01-05", "--until", "2026-01-05"]
    assert main(["imaging", "fetch", "--from", *where(orthanc), *arguments, "--out", str(tmp_path / "out")]) == 0
    assert sorted(one.Modality for one in objects(tmp_path / "out").values()) == ["SEG", "SEG", "SR"]
    assert main(["imaging", "fetch", "--from", *where(orthanc), "--patient", "PHANTOM", "--until", "2025-12-31",
                 "--out", str(tmp_path / "none")]) == 0  # fmt: skip
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("where", [WEB, GET, MOVE])
def test_compressed_images_come_as_they_are_kept(orthanc: Orthanc, tmp_path: Path, where: Where) -> None:
    on_phantom(tmp_path / "in", scan(), {})
    for path in sorted((tmp_path / "in").iterdir()):
        image = dcmread(path)
        image.compress(JPEGLSLossless, generate_instance_uid=False)
        image.save_as(path)
    assert main(["imaging", "send", str(tmp_path / "in"), "--to", where(orthanc)[0]]) == 0
    arguments = ["--patient", "PHANTOM", "--out", str(tmp_path / "out")]
    assert main(["imaging", "fetch", "--from", *where(orthanc), *arguments]) == 0
    before, after = objects(tmp_path / "in"), objects(tmp_path / "out")
    assert set(after) == set(before)
    for uid, one in before.items():
        assert after[uid].file_meta.TransferSyntaxUID == JPEGLSLossless
        assert np.array_equal(after[uid].pixel_array, one.pixel_array)


def test_a_wrong_password_is_said_without_the_request(
    orthanc: Orthanc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONWARD_ARCHIVE_PASSWORD", "wrong")
    assert main(["imaging", "fetch", "--from", orthanc.web, "--patient", "CANARY-NAME", "--list"]) == 1
    said = capsys.readouterr().err
    assert "answered 401" in said and "ONWARD_ARCHIVE_PASSWORD" in said
    assert "CANARY" not in said and "wrong" not in said


def test_a_wrong_title_is_said(orthanc: Orthanc, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = orthanc.dimse.replace("ARCHIVE", "NOBODY")
    assert main(["imaging", "fetch", "--from", wrong, "--patient", "PHANTOM", "--list"]) == 1
    assert "refuses 'ONWARD'" in capsys.readouterr().err


def test_a_whole_archive_is_never_asked_for(orthanc: Orthanc, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imaging", "fetch", "--from", orthanc.web, "--list"]) == 2
    assert "whose studies" in capsys.readouterr().err
