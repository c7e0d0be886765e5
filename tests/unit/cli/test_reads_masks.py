"""`onward reads masks`: several readers' segmentations of one series, and the region that they have together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.phantoms.dicom import Scan, write_scan, write_segmentation
from tests.phantoms.shapes import ellipsoid

from onward.cli import main

SHAPE, SPACING = (16, 32, 32), (3.0, 2.0, 2.0)


def ball(radius_mm: float, **shift: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    at = (shift.get("z", 0.0), shift.get("y", 0.0), shift.get("x", 0.0))
    return ellipsoid(SHAPE, SPACING, (radius_mm, radius_mm, radius_mm), shift_mm=at)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A CT and three readers: all draw the liver lesion, one draws another besides."""
    scan = Scan(values=np.full(SHAPE, 40.0), spacing_mm=SPACING, modality="CT", slope=1.0)
    folder = tmp_path / "scans"
    write_scan(folder / "ct", scan)
    write_segmentation(folder, {"Liver 1": ball(10)}, scan, name="reader1.dcm")
    write_segmentation(folder, {"Liver": ball(10, x=2)}, scan, name="reader2.dcm", kind="LABELMAP")
    write_segmentation(folder, {"Other": ball(5, x=-20, y=-16), "Leber": ball(12)}, scan, name="reader3.dcm")
    return folder


def told(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> dict[str, Any]:
    assert main(["reads", "masks", *words, "--json", "--quiet"]) == status
    return json.loads(capsys.readouterr().out)


def test_each_lesion_has_its_readers_and_a_region_of_all(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(scans))
    liver, other = found["lesions"]
    assert (liver["drawn_by"], liver["readers"]) == (3, 3)
    assert [one["file"].rpartition("/")[2] for one in liver["drawn"]] == ["reader1.dcm", "reader2.dcm", "reader3.dcm"]
    assert all(one["dice"] > 0.7 for one in liver["drawn"])
    # The third reader drew 12 mm where the others drew 10: he missed nothing, and drew more than there is.
    sensitivity = [one["sensitivity"] for one in liver["drawn"]]
    assert sensitivity[2] == pytest.approx(1.0, abs=0.01)
    assert liver["drawn"][2]["volume_ml"] > liver["volume_ml"]
    # One of three drew the other lesion: it is no lesion of theirs together.
    assert (other["label"], other["drawn_by"], other["volume_ml"]) == ("Other", 1, None)


def test_the_majority_is_what_more_than_half_drew(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    liver = told(capsys, str(scans), "--by", "majority")["lesions"][0]
    drawn = ball(10).astype(int) + ball(10, x=2) + ball(12)
    assert liver["volume_ml"] == pytest.approx((drawn >= 2).sum() * 3 * 2 * 2 / 1000)


def test_the_written_segmentation_is_read_back_as_it_was_reckoned(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, str(scans), "--out", str(tmp_path / "out"))
    (file,) = found["files"]
    main(["imaging", "measure", str(scans / "ct"), file, "--json", "--quiet"])
    (region,) = json.loads(capsys.readouterr().out)["regions"]
    assert region["region"]["label"] == "Liver 1"
    assert region["volume_ml"] == pytest.approx(found["lesions"][0]["volume_ml"])
    assert region["region"]["tracking_uid"] == found["lesions"][0]["tracking_uid"]


def test_one_reader_alone_is_told(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(scans / "ct"), str(scans / "reader1.dcm"), status=1)
    assert found["lesions"] == []
    assert "two readers" in found["issues"][-1]["what"]
