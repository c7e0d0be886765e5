"""DICOM files made for one test: a PET or CT volume, and the regions drawn on it. Synthetic, and labelled so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

PET = "1.2.840.10008.5.1.4.1.1.128"
CT = "1.2.840.10008.5.1.4.1.1.2"
STRUCTURES = "1.2.840.10008.5.1.4.1.1.481.3"
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A volume to be written: values (slices, rows, columns) and where they lie.

    slope   stored value = value / slope, one number or one a slice
    tags    header elements that replace or add to the usual ones; None takes one away
    """

    values: NDArray[np.floating]
    spacing_mm: tuple[float, float, float] = (3.0, 2.0, 2.0)
    origin_mm: tuple[float, float, float] = (-40.0, -50.0, 10.0)
    across: tuple[float, float, float] = (1.0, 0.0, 0.0)
    down: tuple[float, float, float] = (0.0, 1.0, 0.0)
    modality: str = "PT"
    slope: float | Sequence[float] = 0.01
    tags: Mapping[str, Any] = field(default_factory=dict)
    slice_tags: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    series_uid: str = field(default_factory=generate_uid)
    frame_uid: str = field(default_factory=generate_uid)
    study_uid: str = field(default_factory=generate_uid)

    def position_mm(self, slice_index: int) -> tuple[float, float, float]:
        normal = np.cross(self.across, self.down)
        x, y, z = np.asarray(self.origin_mm) + slice_index * self.spacing_mm[0] * normal
        return float(x), float(y), float(z)


def tracer(**changes: Any) -> Dataset:
    """Radiopharmaceutical information: 350 MBq of F-18 at ten o'clock."""
    item = Dataset()
    item.RadionuclideTotalDose = 350e6
    item.RadionuclideHalfLife = 6586.2
    item.RadiopharmaceuticalStartDateTime = "20260105100000"
    for keyword, value in changes.items():
        if value is None:
            delattr(item, keyword)
        else:
            setattr(item, keyword, value)
    return item


def write_scan(folder: Path, scan: Scan, *, order: Sequence[int] | None = None) -> list[Path]:
    """One file a slice; `order` says in which order slices are numbered and named."""
    folder.mkdir(parents=True, exist_ok=True)
    slices = len(scan.values)
    slopes = np.broadcast_to(np.asarray(scan.slope, dtype=float), (slices,))
    written: list[Path] = []
    for number, index in enumerate(order if order is not None else range(slices)):
        file = _file(CT if scan.modality == "CT" else PET)
        file.Modality = scan.modality
        file.SeriesInstanceUID, file.StudyInstanceUID, file.FrameOfReferenceUID = (
            scan.series_uid,
            scan.study_uid,
            scan.frame_uid,
        )
        file.PatientID, file.PatientSex, file.PatientWeight, file.PatientSize = "PHANTOM", "F", 70.0, 1.75
        file.SeriesDate = file.AcquisitionDate = file.StudyDate = "20260105"
        file.SeriesTime = file.AcquisitionTime = "110000"
        file.InstanceNumber = number + 1
        file.SeriesDescription = "SYNTHETIC PHANTOM"
        file.ImagePositionPatient = [round(one, 6) for one in scan.position_mm(index)]
        file.ImageOrientationPatient = [*scan.across, *scan.down]
        file.PixelSpacing = list(scan.spacing_mm[1:])
        file.SliceThickness = scan.spacing_mm[0]
        if scan.modality == "PT":
            file.Units, file.DecayCorrection = "BQML", "START"
            file.CorrectedImage = ["ATTN", "DECY", "SCAT"]
            file.ActualFrameDuration, file.FrameReferenceTime = 300000, 150000
            file.RadiopharmaceuticalInformationSequence = DicomSequence([tracer()])
        file.RescaleSlope, file.RescaleIntercept = float(slopes[index]), 0 if scan.modality == "PT" else -1024
        for keyword, value in {
            **scan.tags,
            **{keyword: values[index] for keyword, values in scan.slice_tags.items()},
        }.items():
            if value is None:
                if keyword in file:
                    delattr(file, keyword)
            else:
                setattr(file, keyword, value)
        stored = np.rint((scan.values[index] - float(file.RescaleIntercept)) / slopes[index]).astype(np.uint16)
        _pixels(file, stored)
        path = folder / f"image-{number:03d}.dcm"
        file.save_as(path, enforce_file_format=True)
        written.append(path)
    return written


def write_structures(
    folder: Path, regions: Mapping[str, Sequence[NDArray[np.floating]]], scan: Scan, **tags: Any
) -> Path:
    """Closed contours in patient coordinates, by name of the region."""
    folder.mkdir(parents=True, exist_ok=True)
    file = _file(STRUCTURES)
    file.Modality, file.PatientID = "RTSTRUCT", "PHANTOM"
    file.SeriesInstanceUID, file.StudyInstanceUID = generate_uid(), scan.study_uid
    series = Dataset()
    series.SeriesInstanceUID = tags.pop("series_uid", scan.series_uid)
    study = Dataset()
    study.RTReferencedSeriesSequence = DicomSequence([series])
    frame = Dataset()
    frame.FrameOfReferenceUID = tags.pop("frame_uid", scan.frame_uid)
    frame.RTReferencedStudySequence = DicomSequence([study])
    file.ReferencedFrameOfReferenceSequence = DicomSequence([frame])
    kind = tags.pop("kind", "CLOSED_PLANAR")
    file.StructureSetROISequence = DicomSequence()
    file.ROIContourSequence = DicomSequence()
    for number, (name, contours) in enumerate(regions.items(), start=1):
        roi = Dataset()
        roi.ROINumber, roi.ROIName, roi.ReferencedFrameOfReferenceUID = number, name, frame.FrameOfReferenceUID
        file.StructureSetROISequence.append(roi)
        drawn = Dataset()
        drawn.ReferencedROINumber = number
        drawn.ContourSequence = DicomSequence()
        for points in contours:
            contour = Dataset()
            contour.ContourGeometricType = kind
            contour.NumberOfContourPoints = len(points)
            contour.ContourData = [f"{one:.4f}" for one in np.asarray(points).ravel()]
            drawn.ContourSequence.append(contour)
        file.ROIContourSequence.append(drawn)
    path = folder / "structures.dcm"
    file.save_as(path, enforce_file_format=True)
    return path


def write_segmentation(
    folder: Path,
    masks: Mapping[str, NDArray[np.bool_]],
    scan: Scan,
    *,
    kind: str = "BINARY",
    tracking: Mapping[str, str] | None = None,
    name: str = "segmentation.dcm",
) -> Path:
    """A SEG with only the frames that hold voxels, as most writers make it; `kind` BINARY, FRACTIONAL or LABELMAP."""
    folder.mkdir(parents=True, exist_ok=True)
    file = _file(SEGMENTATION)
    file.Modality, file.PatientID, file.SegmentationType = "SEG", "PHANTOM", kind
    file.SeriesInstanceUID, file.StudyInstanceUID = generate_uid(), scan.study_uid
    file.FrameOfReferenceUID = scan.frame_uid
    referenced = Dataset()
    referenced.SeriesInstanceUID = scan.series_uid
    file.ReferencedSeriesSequence = DicomSequence([referenced])
    file.SegmentSequence = DicomSequence()
    frames: list[tuple[int, int, NDArray[np.uint8]]] = []
    labelled = np.zeros(scan.values.shape, dtype=np.uint8)
    for number, (label, mask) in enumerate(masks.items(), start=1):
        segment = Dataset()
        segment.SegmentNumber, segment.SegmentLabel = number, label
        if tracking is not None and label in tracking:
            segment.TrackingUID, segment.TrackingID = tracking[label], label
        file.SegmentSequence.append(segment)
        labelled[mask] = number
        full = 255 if kind == "FRACTIONAL" else 1
        frames += [
            (number, int(index), mask[index].astype(np.uint8) * full) for index in np.flatnonzero(mask.any(axis=(1, 2)))
        ]
    if kind == "LABELMAP":
        frames = [(0, int(index), labelled[index]) for index in np.flatnonzero(labelled.any(axis=(1, 2)))]
    measures = Dataset()
    measures.PixelSpacing, measures.SliceThickness = list(scan.spacing_mm[1:]), scan.spacing_mm[0]
    measures.SpacingBetweenSlices = scan.spacing_mm[0]
    orientation = Dataset()
    orientation.ImageOrientationPatient = [*scan.across, *scan.down]
    shared = Dataset()
    shared.PixelMeasuresSequence = DicomSequence([measures])
    shared.PlaneOrientationSequence = DicomSequence([orientation])
    file.SharedFunctionalGroupsSequence = DicomSequence([shared])
    file.PerFrameFunctionalGroupsSequence = DicomSequence()
    for number, index, _ in frames:
        position = Dataset()
        position.ImagePositionPatient = [round(one, 6) for one in scan.position_mm(index)]
        groups = Dataset()
        groups.PlanePositionSequence = DicomSequence([position])
        if kind != "LABELMAP":
            identified = Dataset()
            identified.ReferencedSegmentNumber = number
            groups.SegmentIdentificationSequence = DicomSequence([identified])
        file.PerFrameFunctionalGroupsSequence.append(groups)
    file.NumberOfFrames = len(frames)
    if kind == "FRACTIONAL":
        file.MaximumFractionalValue = 255
    stack = np.stack([frame for _, _, frame in frames]) if frames else np.zeros((0, *scan.values.shape[1:]), np.uint8)
    file.Rows, file.Columns = scan.values.shape[1:]
    file.SamplesPerPixel, file.PhotometricInterpretation, file.PixelRepresentation = 1, "MONOCHROME2", 0
    if kind == "BINARY":
        file.BitsAllocated = file.BitsStored = 1
        file.HighBit = 0
        packed = np.packbits(stack.ravel(), bitorder="little").tobytes()
        file.PixelData = packed + b"\0" * (len(packed) % 2)
    else:
        file.BitsAllocated = file.BitsStored = 8
        file.HighBit = 7
        file.PixelData = stack.tobytes() + b"\0" * (stack.size % 2)
    path = folder / name
    file.save_as(path, enforce_file_format=True)
    return path


def _file(sop_class: str) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file = FileDataset("phantom", {}, file_meta=meta, preamble=b"\0" * 128)
    file.SOPClassUID, file.SOPInstanceUID = sop_class, meta.MediaStorageSOPInstanceUID
    return file


def _pixels(file: Dataset, stored: NDArray[np.uint16]) -> None:
    file.Rows, file.Columns = stored.shape
    file.SamplesPerPixel, file.PhotometricInterpretation = 1, "MONOCHROME2"
    file.BitsAllocated = file.BitsStored = 16
    file.HighBit, file.PixelRepresentation = 15, 0
    file.PixelData = stored.tobytes()
