"""What says what a pixel means and what was drawn on it: real-world value maps, and lines of presentation states."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset, dcmread
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid
from tests.phantoms.dicom import Scan, write_scan, write_segmentation
from tests.phantoms.reports import code
from tests.phantoms.shapes import ellipsoid

from onward.app.imaging import Measured, index_folder, measure_regions, uptake_of
from onward.cli import main
from onward.imaging import SuvFactors, SuvRefused

SHAPE, SPACING = (8, 20, 24), (4.0, 2.5, 1.5)
SUV = ("{SUVbw}g/ml", "UCUM", "SUVbw")


def mapping(slope: float, unit: tuple[str, str, str] = SUV, intercept: float = 0.0) -> Dataset:
    item = Dataset()
    item.RealWorldValueFirstValueMapped, item.RealWorldValueLastValueMapped = 0, 65535
    item.RealWorldValueSlope, item.RealWorldValueIntercept = slope, intercept
    item.LUTLabel, item.LUTExplanation = "MAP", "map"
    item.MeasurementUnitsCodeSequence = code(unit)
    return item


def pet(**changes: Any) -> Scan:
    mask = ellipsoid(SHAPE, SPACING, (8, 8, 8))
    return replace(Scan(values=np.where(mask, 8000.0, 1000.0), spacing_mm=SPACING, slope=0.5), **changes)


def new_object(sop_class: str, modality: str) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = sop_class, generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made = FileDataset("made", {}, file_meta=meta, preamble=b"\0" * 128)
    made.SOPClassUID, made.SOPInstanceUID = sop_class, meta.MediaStorageSOPInstanceUID
    made.PatientID, made.Modality, made.SeriesInstanceUID = "PHANTOM", modality, generate_uid()
    made.StudyInstanceUID = generate_uid()
    return made


def write_map(folder: Path, images: Sequence[Path], slope: float, **of_map: Any) -> None:
    """A map as an object of its own, as dcmqi writes it beside a PET."""
    made = new_object("1.2.840.10008.5.1.4.1.1.67", "RWV")
    item = Dataset()
    item.RealWorldValueMappingSequence = [mapping(slope, **of_map)]
    item.ReferencedSOPSequence = []
    for path in images:
        image = dcmread(path, stop_before_pixels=True)
        reference = Dataset()
        reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
        item.ReferencedSOPSequence.append(reference)
    made.ReferencedImageRealWorldValueMappingSequence = [item]
    made.save_as(folder / "map.dcm", enforce_file_format=True)


def uptake(folder: Path) -> Measured:
    return uptake_of(index_folder([folder]))


@pytest.mark.parametrize("inside", [True, False])
def test_a_map_gives_uptake_where_the_header_was_cut(tmp_path: Path, inside: bool) -> None:
    """No weight: the header is refused. The map says 0.0005 a stored count; 16000 counts are SUV 8."""
    tags: dict[str, Any] = {"PatientWeight": None}
    if inside:
        tags["RealWorldValueMappingSequence"] = [mapping(0.0005)]
    images = write_scan(tmp_path, pet(tags=tags))
    if not inside:
        write_map(tmp_path, images, 0.0005)
    (one,) = uptake(tmp_path).uptake
    assert isinstance(one.factors, SuvFactors)
    assert one.factors.factor == pytest.approx(0.001)  # per value after rescale: two counts
    assert one.whole is not None
    assert (one.whole.minimum, one.whole.maximum) == (pytest.approx(1.0), pytest.approx(8.0))
    assert "real-world value map" in one.factors.because and "PatientWeight" in one.factors.because


def test_a_map_that_speaks_of_some_slices_only_is_not_used(tmp_path: Path) -> None:
    images = write_scan(tmp_path, pet(tags={"PatientWeight": None}))
    write_map(tmp_path, images[:-1], 0.0005)
    (one,) = uptake(tmp_path).uptake
    assert isinstance(one.factors, SuvRefused)


@pytest.mark.parametrize("of_map", [{"unit": ("Bq/ml", "UCUM", "becquerel")}, {"intercept": 3.0}])
def test_a_map_to_something_else_than_uptake_does_not_make_one(tmp_path: Path, of_map: dict[str, Any]) -> None:
    images = write_scan(tmp_path, pet(tags={"PatientWeight": None}))
    write_map(tmp_path, images, 0.0005, **of_map)
    (one,) = uptake(tmp_path).uptake
    assert isinstance(one.factors, SuvRefused)
    assert one.factors.tag == "PatientWeight"


def test_header_and_map_that_contradict_each_other_are_said_and_the_header_counts(tmp_path: Path) -> None:
    images = write_scan(tmp_path, pet())
    (plain,) = uptake(tmp_path).uptake
    assert isinstance(plain.factors, SuvFactors)
    write_map(tmp_path, images, 0.5 * plain.factors.factor)
    assert uptake(tmp_path).issues == ()
    write_map(tmp_path, images, 0.6 * plain.factors.factor)
    found = uptake(tmp_path)
    (one,) = found.uptake
    assert one.factors == plain.factors
    assert [issue.what for issue in found.issues] == [
        "the real-world value map gives SUV that differ by 20% from those of the header"
    ]


def test_a_diffusion_map_is_measured_in_its_own_unit(tmp_path: Path) -> None:
    tags = {"RealWorldValueMappingSequence": [mapping(10.0, ("um2/s", "UCUM", "um2/s"), intercept=5.0)]}
    one = replace(pet(), modality="MR", values=np.full(SHAPE, 120.0), slope=1.0, tags=tags)
    write_scan(tmp_path, one)
    write_segmentation(tmp_path, {"lesion": ellipsoid(SHAPE, SPACING, (8, 8, 8))}, one)
    (region,) = measure_regions(index_folder([tmp_path])).regions
    assert region.unit == "um2/s"
    # Stored values are 120 + 1024, since the phantom has an intercept of -1024.
    assert region.measured.statistics is not None
    assert region.measured.statistics.mean == pytest.approx((120 + 1024) * 10 + 5)


# --- lines


def write_state(folder: Path, image: Path, points: Sequence[float], text: str, **changes: Any) -> None:
    """A presentation state with one line on one image, as a workstation saves a reader's ruler."""
    made = new_object("1.2.840.10008.5.1.4.1.1.11.1", "PR")
    seen = dcmread(image, stop_before_pixels=True)
    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = seen.SOPClassUID, seen.SOPInstanceUID
    drawn = Dataset()
    drawn.GraphicAnnotationUnits = changes.get("units", "PIXEL")
    drawn.GraphicDimensions, drawn.NumberOfGraphicPoints, drawn.GraphicType = 2, len(points) // 2, "POLYLINE"
    drawn.GraphicData, drawn.GraphicFilled = list(points), "N"
    label = Dataset()
    label.UnformattedTextValue = text
    annotation = Dataset()
    annotation.GraphicLayer = "LAYER"
    annotation.ReferencedImageSequence = [reference]
    annotation.GraphicObjectSequence, annotation.TextObjectSequence = [drawn], [label]
    made.GraphicAnnotationSequence = [annotation]
    made.save_as(folder / "state.dcm", enforce_file_format=True)


def lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main(["imaging", "measure", str(folder), "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["lines"]
    return found


def test_a_line_on_ct_has_its_length_in_the_patient(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """12 columns of 1.5 mm and 8 rows of 2.5 mm: the diagonal of 18 mm and 20 mm, 26.9 mm."""
    one = replace(pet(), modality="CT", slope=1.0)
    images = write_scan(tmp_path, one)
    write_state(tmp_path, images[3], [5.0, 4.0, 17.0, 12.0], "Target 1\nliver")
    (found,) = lines(tmp_path, capsys)
    assert found["length_mm"] == pytest.approx(np.hypot(18, 20))
    assert (found["label"], found["modality"], found["series_instance_uid"]) == ("Target 1 liver", "CT", one.series_uid)


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ({}, "the projection does not say how its PixelSpacing was calibrated"),
        ({"PixelSpacing": None, "ImagerPixelSpacing": [0.1, 0.1]}, "only the detector's pixels are known"),
        ({"PixelSpacing": None}, "the image has no PixelSpacing"),
    ],
)
def test_on_an_uncalibrated_projection_there_is_no_length(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tags: dict[str, Any], why: str
) -> None:
    one = replace(pet(), modality="CT", slope=1.0, values=pet().values[:1], tags={"Modality": "DX", **tags})
    write_state(tmp_path, write_scan(tmp_path, one)[0], [5.0, 4.0, 17.0, 12.0], "width")
    (found,) = lines(tmp_path, capsys)
    assert found["length_mm"] is None
    assert found["why_no_length"].startswith(why)


def test_a_projection_with_a_fiducial_is_calibrated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tags = {"Modality": "DX", "PixelSpacingCalibrationType": "FIDUCIAL"}
    one = replace(pet(), modality="CT", slope=1.0, values=pet().values[:1], tags=tags)
    write_state(tmp_path, write_scan(tmp_path, one)[0], [5.0, 4.0, 17.0, 4.0], "width")
    (found,) = lines(tmp_path, capsys)
    assert found["length_mm"] == pytest.approx(18.0)


def test_a_line_on_the_screen_has_no_length(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    images = write_scan(tmp_path, replace(pet(), modality="CT", slope=1.0))
    write_state(tmp_path, images[0], [0.1, 0.1, 0.5, 0.5], "x", units="DISPLAY")
    (found,) = lines(tmp_path, capsys)
    assert found["why_no_length"] == "the line is drawn on the screen, not on the image"


def test_a_line_on_an_image_that_is_not_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    images = write_scan(tmp_path / "elsewhere", replace(pet(), modality="CT", slope=1.0))
    (tmp_path / "here").mkdir()
    write_state(tmp_path / "here", images[0], [5.0, 4.0, 17.0, 12.0], "x")
    (found,) = lines(tmp_path / "here", capsys)
    assert found["why_no_length"] == "the image is not here"


def test_outlines_of_more_points_are_no_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    images = write_scan(tmp_path, replace(pet(), modality="CT", slope=1.0))
    write_state(tmp_path, images[0], [5.0, 4.0, 17.0, 12.0, 3.0, 3.0], "x")
    assert lines(tmp_path, capsys) == []
