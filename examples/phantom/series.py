"""Volumes and views as DICOM series, each labelled as synthetic in the objects themselves."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import ExplicitVRLittleEndian

from phantom.body import Lattice

CT = "1.2.840.10008.5.1.4.1.1.2"
MR = "1.2.840.10008.5.1.4.1.1.4"
PET = "1.2.840.10008.5.1.4.1.1.128"
NM = "1.2.840.10008.5.1.4.1.1.20"
# Numbers of slices begin here, so that all have four digits; a height that no slice has.
_FIRST = 1001
_Z = 9876.543


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who is imaged when: what every object of one study says."""

    patient_id: str
    patient_name: str
    born: str
    date: str
    study: str
    description: str
    frame: str


def uid(*parts: str) -> str:
    """The same parts give the same identifier (DICOM PS3.5 B.2)."""
    return f"2.25.{uuid.uuid5(uuid.NAMESPACE_URL, 'https://example.org/onward/images/' + '/'.join(parts)).int}"


def write_volume(
    folder: Path,
    visit: Visit,
    lattice: Lattice,
    stored: NDArray[np.integer],
    *,
    modality: str,
    sop_class: str,
    description: str,
    tags: Mapping[str, Any],
    slope: float = 1.0,
    intercept: float = 0.0,
) -> str:
    """One file a slice; gives the UID of the series."""
    folder.mkdir(parents=True, exist_ok=True)
    series = uid(visit.study, modality, description)
    one = _file(visit, modality, sop_class, series, description)
    one.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    one.PixelSpacing = [lattice.spacing_mm[1], lattice.spacing_mm[2]]
    one.SliceThickness = lattice.spacing_mm[0]
    one.RescaleSlope, one.RescaleIntercept = slope, intercept
    for keyword, value in tags.items():
        setattr(one, keyword, value)
    _describe(one, stored)
    x, y, z = lattice.origin_mm
    instance, height = f"{series}.{_FIRST}", f"{_Z:+010.3f}"
    one.SOPInstanceUID = one.file_meta.MediaStorageSOPInstanceUID = instance
    one.InstanceNumber = str(_FIRST)
    one.ImagePositionPatient = [x, y, height]
    one.PixelData = np.ascontiguousarray(stored[0]).tobytes()
    made = BytesIO()
    one.save_as(made, enforce_file_format=True)
    head = made.getvalue()[: -len(one.PixelData)]
    for number, plane in enumerate(stored):
        # Slices differ in three texts of one length each: writing the whole header again would take most of the time.
        own = head.replace(instance.encode(), f"{series}.{_FIRST + number}".encode())
        own = own.replace(height.encode(), f"{z + number * lattice.spacing_mm[0]:+010.3f}".encode())
        own = own.replace(f"IS\x04\x00{_FIRST}".encode(), f"IS\x04\x00{_FIRST + number}".encode())
        path = folder / f"{modality.lower()}-{number:03d}.dcm"
        path.write_bytes(own + np.ascontiguousarray(plane).tobytes())
    return series


def write_views(
    folder: Path, visit: Visit, views: tuple[NDArray[np.uint16], NDArray[np.uint16]], tags: Mapping[str, Any]
) -> str:
    """A bone scan: front and back as two frames of one whole-body image."""
    folder.mkdir(parents=True, exist_ok=True)
    series = uid(visit.study, "NM")
    one = _file(visit, "NM", NM, series, "SYNTHETIC bone scan, front and back")
    one.ImageType = ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"]
    one.SOPInstanceUID = one.file_meta.MediaStorageSOPInstanceUID = uid(series, "0")
    one.InstanceNumber, one.NumberOfFrames = 1, 2
    one.FrameIncrementPointer = [0x00540010, 0x00540020]
    one.EnergyWindowVector, one.NumberOfEnergyWindows = [1, 1], 1
    one.DetectorVector, one.NumberOfDetectors = [1, 2], 2
    one.PixelSpacing = [2.26, 2.26]
    detectors: list[Dataset] = []
    for code, words, orientation in (
        ("399321004", "Anterior projection", [1, 0, 0, 0, 0, -1]),
        ("399001007", "Posterior projection", [-1, 0, 0, 0, 0, -1]),
    ):
        view = Dataset()
        view.CodeValue, view.CodingSchemeDesignator, view.CodeMeaning = code, "SCT", words
        detector = Dataset()
        detector.CollimatorType = "PARA"
        detector.ViewCodeSequence = DicomSequence([view])
        detector.ImageOrientationPatient = orientation
        detectors.append(detector)
    one.DetectorInformationSequence = DicomSequence(detectors)
    for keyword, value in tags.items():
        setattr(one, keyword, value)
    stored = np.stack(views)
    _describe(one, stored)
    one.PixelData = stored.tobytes()
    one.save_as(folder / "nm-000.dcm", enforce_file_format=True)
    return series


def _file(visit: Visit, modality: str, sop_class: str, series: str, description: str) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.TransferSyntaxUID = sop_class, ExplicitVRLittleEndian
    one = FileDataset("phantom", {}, file_meta=meta, preamble=b"\0" * 128)
    one.SOPClassUID, one.Modality = sop_class, modality
    one.SyntheticData = "YES"
    one.ImageComments = "SYNTHETIC phantom, no person"
    one.StudyInstanceUID, one.SeriesInstanceUID, one.FrameOfReferenceUID = visit.study, series, visit.frame
    one.PatientID, one.PatientName = visit.patient_id, visit.patient_name
    one.PatientSex, one.PatientWeight, one.PatientSize = "F", 68.0, 1.65
    one.PatientBirthDate = visit.born
    one.StudyDate = one.SeriesDate = one.AcquisitionDate = one.ContentDate = visit.date
    one.StudyTime = one.SeriesTime = one.AcquisitionTime = one.ContentTime = "100000"
    one.StudyDescription, one.SeriesDescription = visit.description, description
    one.Manufacturer, one.ManufacturerModelName = "Onward examples", "phantom"
    one.AccessionNumber = one.ReferringPhysicianName = one.StudyID = one.PositionReferenceIndicator = ""
    one.SeriesNumber = 1
    one.PatientPosition = "HFS"
    return one


def _describe(one: Dataset, stored: NDArray[np.integer]) -> None:
    one.Rows, one.Columns = stored.shape[-2:]
    one.SamplesPerPixel, one.PhotometricInterpretation = 1, "MONOCHROME2"
    one.BitsAllocated = one.BitsStored = 16
    one.HighBit = 15
    one.PixelRepresentation = 1 if stored.dtype.kind == "i" else 0
