"""Files that end before their pixels do, and slices that do not say where they lie: told by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import RLELossless
from tests.phantoms.dicom import Scan, write_scan

from onward.app.image_index import index_in_store
from onward.app.imaging import index_folder, uptake_of
from onward.imaging import SuvRefused
from onward.store import Store
from onward.terms import Issue


def scan(modality: str = "PT") -> Scan:
    return Scan(values=np.full((5, 32, 32), 7.0), slope=1.0, modality=modality)


def about(issues: tuple[Issue, ...], file: str) -> list[str]:
    return [issue.what for issue in issues if issue.file.endswith(file)]


def test_a_file_cut_off_in_its_pixels_is_told_by_the_index_and_its_series_is_not_measured(tmp_path: Path) -> None:
    files = write_scan(tmp_path / "pet", scan())
    files[4].write_bytes(files[4].read_bytes()[:-500])
    found = index_folder([tmp_path / "pet"])
    assert about(found.issues, "image-004.dcm") == ["the file is cut off: 1548 of 2048 bytes of its pixels are there"]
    (uptake,) = uptake_of(found).uptake
    assert isinstance(uptake.factors, SuvRefused)


def test_compressed_pixels_without_an_end(tmp_path: Path) -> None:
    files = write_scan(tmp_path / "ct", scan("CT"))
    for file in files:
        image = dcmread(file)
        image.compress(RLELossless, encoding_plugin="pydicom")
        image.save_as(file)
    assert not index_folder([tmp_path / "ct"]).issues
    files[2].write_bytes(files[2].read_bytes()[:-30])
    found = index_folder([tmp_path / "ct"])
    assert about(found.issues, "image-002.dcm") == ["the file is cut off: its compressed pixels have no end"]


def test_the_store_tells_it_again(tmp_path: Path) -> None:
    files = write_scan(tmp_path / "pet", scan())
    files[1].write_bytes(files[1].read_bytes()[:-500])
    with Store.open(tmp_path / "index.sqlite") as store:
        for reads in (5, 0):
            found = index_in_store([tmp_path / "pet"], store)
            assert found.read == reads
            assert len(about(found.issues, "image-001.dcm")) == 1


@pytest.mark.parametrize(("keyword", "what"), [("ImagePositionPatient", "position"), ("Rows", "pixels")])
def test_the_one_slice_that_stands_in_the_way_is_named(tmp_path: Path, keyword: str, what: str) -> None:
    files = write_scan(tmp_path / "ct", scan("CT"))
    image = dcmread(files[3])
    delattr(image, keyword)
    image.save_as(files[3])
    told = about(index_folder([tmp_path / "ct"]).issues, "image-003.dcm")
    assert len(told) == 1 and what in told[0]
