"""What we write as SEG is read back with equal voxels, by our own reader and by dcmqi."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from pydicom import dcmread
from tests.phantoms.dicom import Scan
from tests.phantoms.lesions import READER, WRITTEN, OnPhantom, lies_where, on_phantom, seen_by_dcmqi
from tests.phantoms.shapes import ellipsoid

from onward.imaging import resample_mask
from onward.intake.dicom import read_folder, read_segmentation
from onward.outputs.dicom import write_segmentation
from onward.terms import Code, CodeSystem

SHAPE = (14, 30, 36)
SPACING = (4.0, 2.5, 1.5)
KINDS: tuple[Literal["labelmap", "binary"], ...] = ("labelmap", "binary")


def masks() -> dict[str, np.ndarray]:
    return {
        "large": ellipsoid(SHAPE, SPACING, (12, 10, 9), shift_mm=(8, -12, -10)),
        "small": ellipsoid(SHAPE, SPACING, (9, 6, 6), shift_mm=(-12, 15, 12)),
    }


def turned(degrees: float) -> dict[str, tuple[float, float, float]]:
    """Directions of an oblique acquisition: turned in the plane, and the plane tipped as much."""
    a = np.radians(degrees)
    return {
        "across": (float(np.cos(a)), float(np.sin(a)), 0.0),
        "down": (float(-np.sin(a) * np.cos(a)), float(np.cos(a) * np.cos(a)), float(np.sin(a))),
    }


def scan(**changes: object) -> Scan:
    values = np.random.default_rng(3).random(SHAPE) * 1000
    return replace(Scan(values=values, spacing_mm=SPACING, modality="CT", slope=1.0), **changes)


SCANS = {
    "straight": scan(),
    "oblique": scan(**turned(20)),
    "coronal": scan(across=(1.0, 0.0, 0.0), down=(0.0, 0.0, -1.0)),
    "feet first": scan(across=(-1.0, 0.0, 0.0)),
}


def write(folder: Path, found: OnPhantom, kind: Literal["labelmap", "binary"]) -> Path:
    path = folder / f"{kind}.dcm"
    write_segmentation(found.lesions, found.headers, kind=kind, written=WRITTEN).save_as(path, enforce_file_format=True)
    return path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", SCANS)
def test_equal_voxels_for_two_independent_readers(
    tmp_path: Path, how: str, kind: Literal["labelmap", "binary"]
) -> None:
    drawn = masks()
    # Files are numbered from the last slice to the first: their order says nothing.
    found = on_phantom(tmp_path / "images", SCANS[how], drawn, order=range(SHAPE[0] - 1, -1, -1))
    path = write(tmp_path, found, kind)

    regions, issues = read_segmentation(read_folder([path]).series[0].instances[0])
    assert issues == ()
    assert [(one.number, one.label, one.tracking_uid) for one in regions] == [
        (1, "large", "1.2.826.0.1.3680043.10.1"),
        (2, "small", "1.2.826.0.1.3680043.10.2"),
    ]
    images, described = seen_by_dcmqi(path, tmp_path / "dcmqi")
    for region, mask in zip(regions, drawn.values(), strict=True):
        assert region.series_uid == SCANS[how].series_uid
        assert region.mask is not None
        assert np.array_equal(resample_mask(region.mask[1], region.mask[0], found.grid), mask)
        assert np.array_equal(lies_where(images[region.number], found.grid), mask)
    segment = described["segmentAttributes"][0][0]
    assert segment["SegmentLabel"] == "large"
    assert segment["TrackingUniqueIdentifier"] == "1.2.826.0.1.3680043.10.1"
    assert segment["TrackingIdentifier"] == "L1"
    assert segment["AnatomicRegionSequence"]["CodeValue"] == "10200004"


def test_lesions_that_overlap_go_into_a_binary_object_only(tmp_path: Path) -> None:
    large = masks()["large"]
    both = {"large": large, "part": large & (np.arange(SHAPE[0]) < 9)[:, None, None]}
    found = on_phantom(tmp_path / "images", scan(), both)
    with pytest.raises(ValueError, match="binary"):
        write_segmentation(found.lesions, found.headers, kind="labelmap", written=WRITTEN)
    path = write(tmp_path, found, "binary")
    regions, _ = read_segmentation(read_folder([path]).series[0].instances[0])
    images, _ = seen_by_dcmqi(path, tmp_path / "dcmqi")
    for region, mask in zip(regions, both.values(), strict=True):
        assert region.mask is not None
        assert np.array_equal(resample_mask(region.mask[1], region.mask[0], found.grid), mask)
    # dcmqi puts overlapping segments into images of their own.
    assert np.array_equal(lies_where(images[1], found.grid), both["large"])


def test_the_same_lesions_give_the_same_bytes(tmp_path: Path) -> None:
    found = on_phantom(tmp_path / "images", scan(), masks())
    first, second = write(tmp_path, found, "labelmap").read_bytes(), write(tmp_path, found, "labelmap").read_bytes()
    assert first == second


def test_it_belongs_to_the_study_of_its_images_and_says_that_it_is_synthetic(tmp_path: Path) -> None:
    one = scan()
    found = on_phantom(tmp_path / "images", one, masks())
    made = dcmread(write(tmp_path, found, "labelmap"))
    assert made.StudyInstanceUID == one.study_uid
    assert made.FrameOfReferenceUID == one.frame_uid
    assert made.SeriesInstanceUID != one.series_uid
    assert made.SyntheticData == "YES"
    assert made.SeriesDescription.startswith("SYNTHETIC")
    assert made.ImageComments.startswith("SYNTHETIC")
    assert made.ContentDate == "20260106"


def test_images_of_a_person_make_an_object_without_the_mark(tmp_path: Path) -> None:
    found = on_phantom(tmp_path / "images", scan(tags={"SeriesDescription": "Chest"}), masks())
    made = dcmread(write(tmp_path, found, "labelmap"))
    assert "SyntheticData" not in made
    assert made.SeriesDescription == "Lesions"


@pytest.mark.parametrize(
    ("algorithm", "reader", "kind"),
    [("", READER, "MANUAL"), ("41 % isocontour", READER, "SEMIAUTOMATIC"), ("41 % isocontour", "", "AUTOMATIC")],
)
def test_who_drew_and_who_confirmed(tmp_path: Path, algorithm: str, reader: str, kind: str) -> None:
    found = on_phantom(tmp_path / "images", scan(), masks(), algorithm=algorithm, reader=reader)
    made = dcmread(write(tmp_path, found, "labelmap"))
    assert made.SegmentSequence[1].SegmentAlgorithmType == kind
    assert str(made.ContentCreatorName).strip("^") == reader


def test_what_a_region_is_stays_as_it_was_coded(tmp_path: Path) -> None:
    spleen = Code(CodeSystem.SNOMED, "78961009", display="Spleen")
    structure = Code(CodeSystem.SNOMED, "91723000", display="Anatomical Structure")
    found = on_phantom(tmp_path / "images", scan(), {"spleen": masks()["large"]})
    organ = replace(found.lesions[0], finding=spleen, category=structure)
    made = write_segmentation([organ], found.headers, written=WRITTEN)
    segment = made.SegmentSequence[-1]  # a label map describes its background first
    assert segment.SegmentedPropertyTypeCodeSequence[0].CodeValue == "78961009"
    assert segment.SegmentedPropertyCategoryCodeSequence[0].CodeMeaning == "Anatomical Structure"


def test_what_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    found = on_phantom(tmp_path / "images", scan(), masks())
    empty = replace(found.lesions[0], lesion=replace(found.lesions[0].lesion, mask=np.zeros(SHAPE, dtype=bool)))
    with pytest.raises(ValueError, match="no voxels"):
        write_segmentation([empty], found.headers, written=WRITTEN)
    with pytest.raises(ValueError, match="at least one"):
        write_segmentation([], found.headers, written=WRITTEN)
    with pytest.raises(ValueError, match="numbered"):
        write_segmentation([found.lesions[1]], found.headers, written=WRITTEN)
