"""Writing SEG and SR of five lesions on 545 slices, beside highdicom's own plain way and dcmqi's converter."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.sr.coding import Code
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from bench.timing import median_seconds, paired
from onward.imaging import DrawnLesion, Grid, ReportedLesion, measure_region, reported
from onward.outputs.dicom import write_measurements, write_segmentation

SLICES, ROWS, COLUMNS = 545, 243, 238
SPACING = (2.0, 2.7, 2.7)
WRITTEN = datetime(2026, 1, 6, 9, 30, tzinfo=UTC)
_LESION = Code("52988006", "SCT", "Lesion")
_ABNORMAL = Code("49755003", "SCT", "Morphologically Abnormal Structure")


@dataclass(frozen=True)
class Case:
    """The headers of a synthetic PET, and five measured lesions on it."""

    headers: list[Dataset]
    lesions: list[ReportedLesion]
    labels: NDArray[np.uint8]


def make_case() -> Case:
    """Five balls of 12 to 28 mm across, spread over the body."""
    grid = Grid(
        shape=(SLICES, ROWS, COLUMNS),
        origin_mm=(-320.0, -320.0, 0.0),
        along_slices=(0.0, 0.0, 1.0),
        along_rows=(0.0, 1.0, 0.0),
        along_columns=(1.0, 0.0, 0.0),
        spacing_mm=SPACING,
    )
    values = np.random.default_rng(7).random(grid.shape, dtype=np.float32)
    labels = np.zeros(grid.shape, dtype=np.uint8)
    lesions: list[ReportedLesion] = []
    for number, (z, y, x, radius) in enumerate(
        ((90, 120, 80, 6), (200, 100, 140, 8), (260, 130, 100, 10), (330, 90, 120, 12), (470, 140, 110, 14)), start=1
    ):
        mask = _ball(grid, (z, y, x), float(radius))
        labels[mask] = number
        lesion = DrawnLesion(
            tracking_uid=generate_uid(entropy_srcs=["bench", str(number)]),
            tracking_id=f"L{number}",
            label=f"Lesion {number}",
            site="liver",
            grid=grid,
            mask=mask,
            reader="Reader 1",
        )
        measured = measure_region(values, grid, mask, uptake=True)
        lesions.append(reported(lesion, measured, number=number, unit="SUVbw"))
    return Case(_headers(), lesions, labels)


def _ball(grid: Grid, centre: tuple[int, int, int], radius_mm: float) -> NDArray[np.bool_]:
    mask = np.zeros(grid.shape, dtype=bool)
    reach = [int(radius_mm / step) + 1 for step in SPACING]
    box = tuple(slice(at - far, at + far + 1) for at, far in zip(centre, reach, strict=True))
    axes = [(np.arange(-far, far + 1) * step) ** 2 for far, step in zip(reach, SPACING, strict=True)]
    mask[box] = axes[0][:, None, None] + axes[1][None, :, None] + axes[2][None, None, :] <= radius_mm**2
    return mask


def _headers() -> list[Dataset]:
    study, series, frame = (generate_uid(entropy_srcs=["bench", one]) for one in ("study", "series", "frame"))
    made: list[Dataset] = []
    for index in range(SLICES):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.128"
        meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["bench", str(index)])
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        one = FileDataset("bench", {}, file_meta=meta, preamble=b"\0" * 128)
        one.SOPClassUID, one.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
        one.StudyInstanceUID, one.SeriesInstanceUID, one.FrameOfReferenceUID = study, series, frame
        one.PatientID, one.PatientName, one.PatientBirthDate, one.PatientSex = "BENCH", "SYNTHETIC^", "", "O"
        one.StudyDate, one.StudyTime, one.StudyID, one.AccessionNumber = "20260105", "110000", "1", ""
        one.Modality, one.SeriesDescription, one.SyntheticData = "PT", "SYNTHETIC", "YES"
        one.SeriesNumber, one.InstanceNumber = 1, index + 1
        one.ImagePositionPatient = [-320.0, -320.0, index * SPACING[0]]
        one.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        one.PixelSpacing, one.SliceThickness = list(SPACING[1:]), SPACING[0]
        one.Rows, one.Columns = ROWS, COLUMNS
        one.SamplesPerPixel, one.PhotometricInterpretation = 1, "MONOCHROME2"
        one.BitsAllocated = one.BitsStored = 16
        one.HighBit, one.PixelRepresentation = 15, 0
        made.append(one)
    return made


def ours(case: Case, kind: str) -> Callable[[], object]:
    """SEG of one kind into memory."""

    def write() -> object:
        made = write_segmentation(case.lesions, case.headers, kind=kind, written=WRITTEN)
        made.save_as(BytesIO(), enforce_file_format=True)
        return made

    return write


def ours_report(case: Case) -> Callable[[], object]:
    """SR into memory."""
    segmentation = write_segmentation(case.lesions, case.headers, written=WRITTEN)

    def write() -> object:
        made = write_measurements(
            case.lesions, case.headers, segmentation=segmentation, reader="Reader 1", written=WRITTEN
        )
        made.save_as(BytesIO(), enforce_file_format=True)
        return made

    return write


def plain_highdicom(case: Case, kind: str) -> Callable[[], object]:
    """The example of highdicom's documentation: the whole array, all images as sources."""
    from highdicom.seg import Segmentation, SegmentDescription

    def write() -> object:
        made = Segmentation(
            source_images=case.headers,
            pixel_array=case.labels,
            segmentation_type="LABELMAP" if kind == "labelmap" else "BINARY",
            segment_descriptions=[
                SegmentDescription(
                    segment_number=one.number,
                    segment_label=one.lesion.label,
                    segmented_property_category=_ABNORMAL,
                    segmented_property_type=_LESION,
                    algorithm_type="MANUAL",
                    tracking_uid=one.lesion.tracking_uid,
                    tracking_id=one.lesion.tracking_id,
                )
                for one in case.lesions
            ],
            series_instance_uid=generate_uid(),
            series_number=2,
            sop_instance_uid=generate_uid(),
            instance_number=1,
            manufacturer="bench",
            manufacturer_model_name="bench",
            software_versions="1",
            device_serial_number="1",
        )
        made.save_as(BytesIO(), enforce_file_format=True)
        return made

    return write


def dcmqi(case: Case, folder: Path) -> Callable[[], object]:
    """dcmqi's `itkimage2segimage` from files on disk: the only way it is used."""
    import SimpleITK as sitk

    images = folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    blank = bytes(ROWS * COLUMNS * 2)
    for number, header in enumerate(case.headers):
        header.PixelData = blank
        header.save_as(images / f"{number:04d}.dcm", enforce_file_format=True)
        del header.PixelData
    labels = sitk.GetImageFromArray(case.labels)
    labels.SetSpacing((SPACING[2], SPACING[1], SPACING[0]))
    labels.SetOrigin((-320.0, -320.0, 0.0))
    sitk.WriteImage(labels, str(folder / "labels.nrrd"))
    coded = {"CodeValue": "52988006", "CodingSchemeDesignator": "SCT", "CodeMeaning": "Lesion"}
    category = {**coded, "CodeValue": "49755003", "CodeMeaning": "Morphologically Abnormal Structure"}
    described = {
        "ContentCreatorName": "Reader1",
        "SeriesDescription": "Segmentation",
        "SeriesNumber": "300",
        "InstanceNumber": "1",
        "segmentAttributes": [
            [
                {
                    "labelID": one.number,
                    "SegmentDescription": one.lesion.label,
                    "SegmentAlgorithmType": "MANUAL",
                    "SegmentedPropertyCategoryCodeSequence": category,
                    "SegmentedPropertyTypeCodeSequence": coded,
                    "recommendedDisplayRGBValue": [221, 84, 84],
                }
                for one in case.lesions
            ]
        ],
    }
    (folder / "described.json").write_text(json.dumps(described))
    command = [
        str(Path(sys.executable).parent / "itkimage2segimage"), "--inputImageList", str(folder / "labels.nrrd"),
        "--inputDICOMDirectory", str(images), "--outputDICOM", str(folder / "seg.dcm"),
        "--inputMetadata", str(folder / "described.json"), "--skip", "1",
    ]  # fmt: skip

    def write() -> object:
        return subprocess.run(command, capture_output=True, check=True)

    return write


def measure(folder: Path, report: Callable[[str, str, str], None]) -> None:
    """Print the times, and the ratios to the peers."""
    case = make_case()
    label = "5 lesions on 545 slices of 243 x 238"
    total = 0.0
    for kind in ("labelmap", "binary"):
        pair = paired(ours(case, kind), plain_highdicom(case, kind))
        seconds = statistics.median(pair.ours)
        if kind == "labelmap":
            total += seconds
        report(f"SEG ({kind}), {label}", f"{seconds:.2f} s", "< 1 s with the SR")
        report(f"  highdicom's plain way takes ... times as long ({kind})", f"{pair.ratio:.1f}", "> 1")
    spent = median_seconds(ours_report(case))
    total += spent
    report(f"SR TID 1500, {label}", f"{spent:.2f} s", "< 1 s with the SEG")
    report("SEG (labelmap) and SR together", f"{total:.2f} s", "< 1 s")
    converter = paired(ours(case, "binary"), dcmqi(case, folder), runs=3)
    report("  dcmqi's itkimage2segimage (reads files) takes ... times as long", f"{converter.ratio:.0f}", "> 1")
