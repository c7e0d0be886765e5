"""Folders of DICOM through the use cases: what is measured does not depend on how the files lie or are packed."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import JPEG2000Lossless, JPEGLSLossless, RLELossless, generate_uid
from tests.phantoms.dicom import Scan, tracer, write_scan, write_segmentation, write_structures
from tests.phantoms.shapes import ellipsoid

from onward.app.imaging import Measured, index_folder, measure_regions, uptake_of
from onward.imaging import SuvRefused
from onward.terms import Severity

SHAPE = (20, 40, 40)
SPACING = (3.0, 2.0, 2.0)
# 350 MBq, 70 kg, one hour of F-18: 2.92128e-4 per Bq/mL (worked out in tests/unit/imaging/test_suv.py).
PER_BECQUEREL = 2.92128e-4


def lesion() -> np.ndarray:
    return ellipsoid(SHAPE, SPACING, (15, 12, 18), shift_mm=(3, 4, -6))


def activity(mask: np.ndarray) -> np.ndarray:
    """Background of SUV 1, lesion of SUV 8, in Bq/mL."""
    return np.where(mask, 8.0, 1.0) / PER_BECQUEREL


def pet(**changes: object) -> Scan:
    return replace(Scan(values=activity(lesion()), spacing_mm=SPACING, slope=1.0), **changes)


def measured(folder: Path) -> Measured:
    return measure_regions(index_folder([folder]))


def only_region(folder: Path):
    found = measured(folder)
    assert len(found.regions) == 1, found.issues
    return found.regions[0]


def errors(found: Measured) -> list[str]:
    return [issue.what for issue in found.issues if issue.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", ["BINARY", "FRACTIONAL", "LABELMAP"])
def test_a_segmented_lesion(tmp_path: Path, kind: str) -> None:
    scan, mask = pet(), lesion()
    write_scan(tmp_path, scan)
    write_segmentation(tmp_path, {"liver lesion": mask}, scan, kind=kind, tracking={"liver lesion": "1.2.3.4"})
    region = only_region(tmp_path)
    assert (region.region.number, region.region.label, region.region.tracking_uid) == (1, "liver lesion", "1.2.3.4")
    assert region.unit == "SUVbw"
    found = region.measured
    assert found.volume_ml == pytest.approx(mask.sum() * 0.012)
    assert found.statistics is not None
    assert found.statistics.mean == pytest.approx(8.0, rel=1e-3)
    assert found.total_glycolysis == pytest.approx(8.0 * mask.sum() * 0.012, rel=1e-3)
    assert found.peak is not None and found.peak.value == pytest.approx(8.0, rel=1e-3)
    assert found.axes is not None
    assert found.axes.long_axis_mm == pytest.approx(36, abs=2)
    assert found.axes.short_axis_mm == pytest.approx(24, abs=2)
    # The lesion's middle lies 3 mm above the middle of the grid (slice 9.5): between slices 10 and 11.
    assert found.axes.slice in (10, 11)


def test_the_same_lesion_as_contours(tmp_path: Path) -> None:
    scan = pet()
    write_scan(tmp_path, scan)
    # A square of 20 mm, between voxel centres, on three slices: 10 x 10 voxels each.
    x, y, z = scan.position_mm(5)
    corners = [(21, 21), (41, 21), (41, 41), (21, 41)]
    contours = [np.array([(x + dx, y + dy, z + level) for dx, dy in corners]) for level in (0, 3, 6)]
    write_structures(tmp_path, {"GTV": contours}, scan)
    region = only_region(tmp_path)
    assert region.measured.volume_ml == pytest.approx(300 * 0.012)
    assert region.notes == ()


def test_contours_that_name_unknown_images_are_tied_by_the_frame_of_reference(tmp_path: Path) -> None:
    scan = pet()
    write_scan(tmp_path, scan)
    x, y, z = scan.position_mm(5)
    corners = [(21, 21), (41, 21), (41, 41), (21, 41)]
    square = np.array([(x + dx, y + dy, z) for dx, dy in corners])
    write_structures(tmp_path, {"GTV": [square]}, scan, series_uid=generate_uid())
    region = only_region(tmp_path)
    assert region.measured.volume_ml == pytest.approx(100 * 0.012)
    assert "frame of reference" in region.notes[0]


def test_a_region_of_other_images_is_measured_on_nothing(tmp_path: Path) -> None:
    scan = pet()
    write_scan(tmp_path, scan)
    other = replace(scan, series_uid=generate_uid(), frame_uid=generate_uid())
    write_segmentation(tmp_path, {"lesion": lesion()}, other)
    found = measured(tmp_path)
    assert found.regions == ()
    assert "neither series nor frame of reference fits" in errors(found)[0]


def test_order_names_and_packing_of_files_change_nothing(tmp_path: Path) -> None:
    scan, mask = pet(), lesion()
    order = np.random.default_rng(3).permutation(SHAPE[0])
    write_scan(tmp_path / "straight", scan)
    write_scan(tmp_path / "mixed", scan, order=[int(one) for one in order])
    for folder in ("straight", "mixed"):
        write_segmentation(tmp_path / folder, {"lesion": mask}, scan)
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        for path in (tmp_path / "mixed").iterdir():
            archive.write(path, f"deep/inside/{path.stem}")  # without an ending
    results = [only_region(tmp_path / name).measured for name in ("straight", "mixed", "packed.zip")]
    assert results[0] == results[1] == results[2]


def test_reversed_and_turned_grids_give_the_same_lesion(tmp_path: Path) -> None:
    """The same body scanned feet first, and stored with rows from right to left."""
    scan, mask = pet(), lesion()
    turned = replace(
        scan,
        values=np.flip(scan.values, (0, 2)),
        origin_mm=tuple(np.add(scan.position_mm(SHAPE[0] - 1), (2.0 * (SHAPE[2] - 1), 0, 0))),
        across=(-1.0, 0.0, 0.0),
    )
    for name, one, drawn in (("straight", scan, mask), ("turned", turned, np.flip(mask, (0, 2)))):
        write_scan(tmp_path / name, one)
        write_segmentation(tmp_path / name, {"lesion": drawn}, one)
    straight, other = (only_region(tmp_path / name).measured for name in ("straight", "turned"))
    assert straight.volume_ml == pytest.approx(other.volume_ml)
    assert straight.peak is not None and other.peak is not None
    assert straight.peak.value == pytest.approx(other.peak.value)
    assert straight.axes is not None and other.axes is not None
    assert straight.axes.long_axis_mm == pytest.approx(other.axes.long_axis_mm)


@pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless, JPEG2000Lossless])
def test_another_transfer_syntax_changes_nothing(tmp_path: Path, syntax: str) -> None:
    scan, mask = pet(), lesion()
    files = write_scan(tmp_path / "plain", scan)
    write_segmentation(tmp_path / "plain", {"lesion": mask}, scan)
    shutil.copytree(tmp_path / "plain", tmp_path / "packed")
    for path in files:
        header = dcmread(path)
        try:
            header.compress(syntax, generate_instance_uid=False)
        except RuntimeError:
            pytest.fail(f"no encoder for {syntax}")
        header.save_as(tmp_path / "packed" / path.name)
    assert only_region(tmp_path / "plain").measured == only_region(tmp_path / "packed").measured


def test_each_slice_has_its_own_slope(tmp_path: Path) -> None:
    scan = pet(slope=[1.0 + 0.1 * number for number in range(SHAPE[0])])
    write_scan(tmp_path, scan)
    write_segmentation(tmp_path, {"lesion": lesion()}, scan)
    found = only_region(tmp_path).measured
    assert found.statistics is not None
    assert found.statistics.minimum == pytest.approx(8.0, rel=1e-3)
    assert found.statistics.maximum == pytest.approx(8.0, rel=1e-3)


def test_a_missing_slice_is_said_and_nothing_is_measured(tmp_path: Path) -> None:
    scan = pet()
    files = write_scan(tmp_path, scan)
    files[7].unlink()
    write_segmentation(tmp_path, {"lesion": lesion()}, scan)
    found = measured(tmp_path)
    assert found.regions == ()
    said = [issue.what for issue in found.issues]
    assert any("after slice 7 of 19" in one and "slices are missing" in one for one in said)
    uptake = uptake_of(index_folder([tmp_path])).uptake
    assert [type(one.factors) for one in uptake] == [SuvRefused]


def test_two_volumes_in_one_series_are_told_apart_by_time(tmp_path: Path) -> None:
    first, second = pet(), pet()
    second = replace(second, values=2 * second.values, series_uid=first.series_uid, frame_uid=first.frame_uid)
    write_scan(tmp_path / "a", replace(first, tags={"ContentTime": "110000", "ContentDate": "20260105"}))
    write_scan(tmp_path / "b", replace(second, tags={"ContentTime": "111500", "ContentDate": "20260105"}))
    found = index_folder([tmp_path])
    assert len(found.series) == 1
    assert len(found.series[0].grids) == 2
    write_segmentation(tmp_path / "c", {"lesion": lesion()}, first)
    means = [one.measured.statistics.mean for one in measured(tmp_path).regions if one.measured.statistics is not None]
    assert means == [pytest.approx(8.0, rel=1e-3), pytest.approx(16.0, rel=1e-3)]


@pytest.mark.parametrize(
    ("tags", "slice_tags", "what"),
    [
        ({}, {"ImageOrientationPatient": [[1, 0, 0, 0, 1, 0]] * 19 + [[0, 1, 0, 0, 0, -1]]}, "orientations are mixed"),
        ({}, {"PixelSpacing": [[2.0, 2.0]] * 19 + [[1.5, 1.5]]}, "sizes of pixels are mixed"),
        ({}, {"FrameOfReferenceUID": ["1.2.3"] * 19 + ["1.2.4"]}, "frames of reference are mixed"),
        ({"PixelSpacing": [0.0, 0.0]}, {}, "size of a pixel is missing or zero"),
        ({"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]}, {}, "not at right angles"),
        ({}, {"ImagePositionPatient": [[0, 1.5 * n, 3.0 * n] for n in range(20)]}, "gantry was tilted"),
    ],
)
def test_geometry_that_makes_no_volume_is_refused_in_words(
    tmp_path: Path, tags: dict[str, object], slice_tags: dict[str, list[object]], what: str
) -> None:
    write_scan(tmp_path, pet(tags=tags, slice_tags=slice_tags))
    found = index_folder([tmp_path])
    assert what in found.series[0].why_no_volume
    assert any(what in issue.what for issue in found.issues)


@pytest.mark.parametrize(
    ("tags", "tag"),
    [
        ({"PatientWeight": None}, "PatientWeight"),
        ({"PatientWeight": 0}, "PatientWeight"),
        ({"RadiopharmaceuticalInformationSequence": None}, "RadionuclideTotalDose"),
        ({"RadiopharmaceuticalInformationSequence": [tracer(RadionuclideTotalDose=None)]}, "RadionuclideTotalDose"),
        (
            {"RadiopharmaceuticalInformationSequence": [tracer(RadiopharmaceuticalStartDateTime=None)]},
            "RadiopharmaceuticalStartDateTime",
        ),
        ({"Units": "PROPCPS"}, "Units"),
        ({"DecayCorrection": None}, "DecayCorrection"),
    ],
)
def test_a_pet_series_without_trustworthy_suv_is_refused_and_sizes_are_still_measured(
    tmp_path: Path, tags: dict[str, object], tag: str
) -> None:
    scan = pet(tags=tags)
    write_scan(tmp_path, scan)
    write_segmentation(tmp_path, {"lesion": lesion()}, scan)
    uptake = uptake_of(index_folder([tmp_path])).uptake[0]
    assert isinstance(uptake.factors, SuvRefused)
    assert uptake.factors.tag == tag
    region = only_region(tmp_path)
    assert region.unit == ""
    assert region.measured.peak is None
    assert region.measured.axes is not None


def test_slices_that_contradict_each_other_on_the_weight_are_refused(tmp_path: Path) -> None:
    write_scan(tmp_path, pet(slice_tags={"PatientWeight": [70.0] * 19 + [85.0]}))
    uptake = uptake_of(index_folder([tmp_path])).uptake[0]
    assert isinstance(uptake.factors, SuvRefused)
    assert uptake.factors.tag == "PatientWeight"


def test_two_people_in_one_folder_are_two_series(tmp_path: Path) -> None:
    one = pet()
    write_scan(tmp_path / "a", one)
    write_scan(tmp_path / "b", replace(one, tags={"PatientID": "PHANTOM-2"}))
    found = index_folder([tmp_path])
    assert sorted(series.person for series in found.series) == ["PHANTOM", "PHANTOM-2"]


def test_what_is_no_dicom_or_broken_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    scan, mask = pet(), lesion()
    files = write_scan(tmp_path, scan)
    write_segmentation(tmp_path, {"lesion": mask, "nothing": np.zeros_like(mask)}, scan)
    (tmp_path / "readme.txt").write_text("Images of a phantom.")
    (tmp_path / "cut.dcm").write_bytes(files[0].read_bytes()[:200])
    whole = files[3].read_bytes()
    (tmp_path / "short.dcm").write_bytes(whole[: len(whole) // 2])
    shutil.copy(files[5], tmp_path / "again.dcm")
    found = measured(tmp_path)
    assert [region.region.label for region in found.regions] == ["lesion"]
    said = {issue.file.split("/")[-1]: issue.what for issue in found.issues}
    assert "the segment has no voxels" in said["segmentation.dcm"]
    assert "the same instance" in said["image-005.dcm"]
    assert "cut.dcm" in said
    assert [skipped.why for skipped in found.skipped if skipped.file.endswith("readme.txt")] == ["no DICOM"]


def test_a_header_that_declares_an_absurd_size_takes_no_memory(tmp_path: Path) -> None:
    scan = replace(pet(), values=activity(lesion())[:1])
    path = write_scan(tmp_path, scan)[0]
    header = dcmread(path)
    header.Rows = header.Columns = 46_000
    header.save_as(path)
    found = uptake_of(index_folder([tmp_path]))
    assert isinstance(found.uptake[0].factors, SuvRefused)
    assert any("2 GiB" in issue.what or "decoded" in issue.what for issue in found.issues)


@pytest.mark.parametrize("kind", ["POINT", "OPEN_PLANAR"])
def test_contours_that_enclose_nothing(tmp_path: Path, kind: str) -> None:
    scan = pet()
    write_scan(tmp_path, scan)
    write_structures(tmp_path, {"mark": [np.array([[0.0, 0.0, 10.0]])]}, scan, kind=kind)
    found = measured(tmp_path)
    assert found.regions == ()
    assert any(f"of type {kind} encloses no area" in issue.what for issue in found.issues)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    found = index_folder([tmp_path / "nowhere"])
    assert found.series == ()
    assert errors(Measured(issues=found.issues)) == ["there is no such file or folder"]
