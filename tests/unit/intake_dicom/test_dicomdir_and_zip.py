"""Images as they come on a disc: a DICOMDIR and the files that it lists; and as they come by mail: a ZIP."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset, config
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage, generate_uid
from tests.phantoms.dicom import Scan, write_scan, write_segmentation
from tests.phantoms.shapes import ellipsoid

from onward.app.imaging import index_folder, measure_regions
from onward.cli import main

SHAPE, SPACING = (10, 24, 24), (4.0, 2.0, 2.0)


def scan() -> Scan:
    mask = ellipsoid(SHAPE, SPACING, (10, 10, 10))
    return Scan(values=np.where(mask, 8000.0, 1000.0), spacing_mm=SPACING, slope=0.5)


def write_directory(disc: Path, files: Sequence[Sequence[str]]) -> None:
    """A DICOMDIR that lists these files; the patient's record has none."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = MediaStorageDirectoryStorage, generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    directory = FileDataset("directory", {}, file_meta=meta, preamble=b"\0" * 128)
    directory.FileSetID = "SYNTHETIC"
    patient = Dataset()
    patient.DirectoryRecordType, patient.PatientID = "PATIENT", "PHANTOM"
    records = [patient]
    for parts in files:
        record = Dataset()
        with config.disable_value_validation():
            record.DirectoryRecordType, record.ReferencedFileID = "IMAGE", list(parts)
        records.append(record)
    directory.DirectoryRecordSequence = records
    directory.save_as(disc / "DICOMDIR", enforce_file_format=True)


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    """A PET on a disc: files named as a file set names them, and a DICOMDIR."""
    disc = tmp_path / "disc"
    files: list[tuple[str, str]] = []
    (disc / "IMAGES").mkdir(parents=True)
    for number, path in enumerate(write_scan(tmp_path / "images", scan())):
        shutil.copy(path, disc / "IMAGES" / f"IM{number:06d}")
        files.append(("IMAGES", f"IM{number:06d}"))
    write_directory(disc, files)
    return disc


def test_a_dicomdir_gives_the_files_that_it_lists(disc: Path) -> None:
    (disc / "stray").write_bytes(b"not listed")
    found = index_folder([disc / "DICOMDIR"])
    (series,) = found.series
    assert (series.instances, series.grids[0].shape) == (SHAPE[0], SHAPE)
    assert found.issues == () and found.skipped == ()


def test_the_folder_of_a_disc_is_read_whole_and_counts_each_file_once(disc: Path) -> None:
    (series,) = index_folder([disc]).series
    assert series.instances == SHAPE[0]


def test_each_verb_takes_a_dicomdir_and_a_zip(disc: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = scan()
    held = tmp_path / "zipped"
    write_scan(held, one)
    write_segmentation(held, {"lesion": one.values > 4000}, one)
    packed = tmp_path / "images.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(held.iterdir()):
            archive.write(path, f"export/{path.name}")
    for given in (disc / "DICOMDIR", packed):
        for verb, name in (("index", "series"), ("suv", "series"), ("measure", "regions")):
            assert main(["imaging", verb, str(given), "--json"]) == 0
            document = json.loads(capsys.readouterr().out)
            assert bool(document[name]) == (given == packed or verb != "measure")
    (zipped,) = measure_regions(index_folder([packed])).regions
    (plain,) = measure_regions(index_folder([held])).regions
    assert zipped.measured == plain.measured


def test_files_that_are_missing_on_the_disc_are_named_and_the_rest_is_read(disc: Path) -> None:
    lost = sorted(path for path in disc.rglob("*") if path.is_file() and path.name != "DICOMDIR")[-1]
    lost.unlink()
    found = index_folder([disc / "DICOMDIR"])
    (series,) = found.series
    assert series.instances == SHAPE[0] - 1
    assert [issue.what for issue in found.issues] == [f"the file {lost.relative_to(disc).as_posix()} is not there"]


def test_a_dicomdir_that_points_out_of_its_folder_is_not_followed(disc: Path, tmp_path: Path) -> None:
    shutil.copy(
        next(path for path in disc.rglob("*") if path.is_file() and path.name != "DICOMDIR"), tmp_path / "SECRET"
    )
    write_directory(disc, [("..", "SECRET")])
    found = index_folder([disc / "DICOMDIR"])
    assert found.series == ()
    assert {issue.what for issue in found.issues} == {"it points outside of its own folder"}


def test_a_dicomdir_that_breaks_off_is_said_and_what_it_lists_is_read(disc: Path) -> None:
    content = (disc / "DICOMDIR").read_bytes()
    (disc / "DICOMDIR").write_bytes(content[:700])
    found = index_folder([disc / "DICOMDIR"])
    assert [issue.what for issue in found.issues] == ["the directory breaks off"]
    assert sum(series.instances for series in found.series) < SHAPE[0]
