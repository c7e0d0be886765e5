"""What we write as RTSTRUCT encloses exactly the voxels of the lesion, holes included."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.phantoms.lesions import WRITTEN, on_phantom
from tests.unit.outputs_dicom.test_segmentations import SCANS, masks, scan

from onward.imaging import draw_contours
from onward.intake.dicom import read_folder, read_structures
from onward.outputs.dicom import write_structures


def with_hole() -> np.ndarray:
    mask = np.zeros(next(iter(masks().values())).shape, dtype=bool)
    mask[4:7, 5:15, 6:20] = True
    mask[5, 8:11, 9:13] = False
    # Two voxels that touch at a corner only, and a single voxel.
    mask[10, 20, 20] = mask[10, 21, 21] = mask[11, 3, 3] = True
    return mask


@pytest.mark.parametrize("how", SCANS)
def test_equal_voxels(tmp_path: Path, how: str) -> None:
    drawn = {**masks(), "with a hole": with_hole()}
    found = on_phantom(tmp_path / "images", SCANS[how], drawn)
    path = tmp_path / "structures.dcm"
    write_structures(found.lesions, found.headers, written=WRITTEN).save_as(path, enforce_file_format=True)
    regions, issues = read_structures(read_folder([path]).series[0].instances[0])
    assert issues == ()
    assert [one.label for one in regions] == list(drawn)
    assert [one.tracking_uid for one in regions] == [one.lesion.tracking_uid for one in found.lesions]
    for region, mask in zip(regions, drawn.values(), strict=True):
        assert region.series_uid == SCANS[how].series_uid
        assert region.frame_uid == SCANS[how].frame_uid
        again = draw_contours(region.contours_mm, found.grid)
        assert again.left_out == ()
        assert np.array_equal(again.mask, mask)


def test_only_a_region_with_holes_is_joined_by_exclusive_or(tmp_path: Path) -> None:
    found = on_phantom(tmp_path / "images", scan(), {"plain": masks()["large"], "with a hole": with_hole()})
    made = write_structures(found.lesions, found.headers, written=WRITTEN)
    kinds = [{one.ContourGeometricType for one in region.ContourSequence} for region in made.ROIContourSequence]
    assert kinds == [{"CLOSED_PLANAR"}, {"CLOSEDPLANAR_XOR"}]


def test_each_contour_names_the_image_that_it_lies_on(tmp_path: Path) -> None:
    found = on_phantom(tmp_path / "images", scan(), masks())
    made = write_structures(found.lesions, found.headers, written=WRITTEN)
    heights = {header.SOPInstanceUID: float(header.ImagePositionPatient[2]) for header in found.headers}
    for region in made.ROIContourSequence:
        for contour in region.ContourSequence:
            image = contour.ContourImageSequence[0].ReferencedSOPInstanceUID
            assert float(contour.ContourData[2]) == pytest.approx(heights[image])


def test_it_is_approved_only_where_a_reader_confirmed(tmp_path: Path) -> None:
    confirmed = on_phantom(tmp_path / "one", scan(), masks())
    proposed = on_phantom(tmp_path / "other", scan(), masks(), reader="")
    assert write_structures(confirmed.lesions, confirmed.headers, written=WRITTEN).ApprovalStatus == "APPROVED"
    assert write_structures(proposed.lesions, proposed.headers, written=WRITTEN).ApprovalStatus == "UNAPPROVED"
