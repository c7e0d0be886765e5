"""Lesions to an RTSTRUCT (DICOM PS3.3 A.19): closed planar contours that enclose exactly the voxels of each lesion."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import UID, ExplicitVRLittleEndian, RTStructureSetStorage, generate_uid
from pydicom.valuerep import format_number_as_ds

from onward.imaging import ReportedLesion, outlines_mm
from onward.outputs.dicom.origin import (
    MANUFACTURER,
    MODEL,
    identifiers,
    mark,
    settle,
    short_text,
    software_version,
    sources_of,
)
from onward.outputs.dicom.segmentation import person_name

_COLOURS = ((230, 25, 75), (60, 180, 75), (0, 130, 200), (245, 130, 48), (145, 30, 180), (70, 200, 240), (240, 50, 230))
_PATIENT_AND_STUDY = (
    "PatientID", "PatientName", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "StudyID", "StudyDate",
    "StudyTime", "AccessionNumber", "ReferringPhysicianName",
)  # fmt: skip


def write_structures(
    lesions: Sequence[ReportedLesion], headers: Sequence[Dataset], *, written: datetime, description: str = "Lesions"
) -> Dataset:
    """One structure set. A hole is a contour of its own, joined by exclusive or; then all of that lesion's are.

    An RTSTRUCT has no element for the TrackingUID: it stands in ROIDescription, where our own reader finds it.
    Raises ValueError for no lesion and for a lesion without voxels.
    """
    if not lesions:
        raise ValueError("a structure set holds at least one lesion")
    sources = sources_of(headers)
    series_uid, instance_uid = identifiers("RTSTRUCT", lesions, sources)
    made = _empty(instance_uid)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the images' maker wrote against the standard is no news here
        for keyword in _PATIENT_AND_STUDY:
            setattr(made, keyword, sources[0].get(keyword))
    made.SpecificCharacterSet = "ISO_IR 192"
    made.Modality, made.SeriesInstanceUID, made.InstanceNumber = "RTSTRUCT", series_uid, 1
    made.SeriesNumber, made.OperatorsName = 900, ""
    made.Manufacturer, made.ManufacturerModelName, made.SoftwareVersions = MANUFACTURER, MODEL, software_version()
    made.StructureSetLabel = "LESIONS"
    made.StructureSetName = short_text(description)
    made.StructureSetDate, made.StructureSetTime = f"{written:%Y%m%d}", f"{written:%H%M%S}"
    frame_uid = str(sources[0].get("FrameOfReferenceUID") or "")
    if frame_uid:
        made.FrameOfReferenceUID = frame_uid
        made.PositionReferenceIndicator = sources[0].get("PositionReferenceIndicator") or ""
    made.ReferencedFrameOfReferenceSequence = DicomSequence([_referenced(sources, frame_uid)])
    readers = {one.lesion.reader for one in lesions if one.lesion.reader}
    made.ApprovalStatus = "APPROVED" if readers and all(one.lesion.reader for one in lesions) else "UNAPPROVED"
    if made.ApprovalStatus == "APPROVED":
        made.ReviewDate, made.ReviewTime = made.StructureSetDate, made.StructureSetTime
        made.ReviewerName = "\\".join(person_name(reader) for reader in sorted(readers)).partition("\\")[0]
    made.StructureSetROISequence = DicomSequence()
    made.ROIContourSequence = DicomSequence()
    made.RTROIObservationsSequence = DicomSequence()
    planes = _planes(sources)
    for one in lesions:
        if not one.lesion.mask.any():
            raise ValueError(f"region {one.number} has no voxels")
        made.StructureSetROISequence.append(_roi(one, frame_uid))
        made.ROIContourSequence.append(_contours(one, planes))
        made.RTROIObservationsSequence.append(_observation(one))
    mark(made, sources, description)
    return settle(made, written)


def _empty(instance_uid: str) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = RTStructureSetStorage, UID(instance_uid)
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    # The implementation writes identifiers made of its name: Onward's own stands here.
    meta.ImplementationClassUID = generate_uid(entropy_srcs=["Onward", "implementation"])
    made = FileDataset("structures", {}, file_meta=meta, preamble=b"\0" * 128)
    made.SOPClassUID, made.SOPInstanceUID = RTStructureSetStorage, instance_uid
    return made


def _referenced(sources: Sequence[Dataset], frame_uid: str) -> Dataset:
    series = Dataset()
    series.SeriesInstanceUID = sources[0].SeriesInstanceUID
    series.ContourImageSequence = DicomSequence([_image(source) for source in sources])
    study = Dataset()
    study.ReferencedSOPClassUID = "1.2.840.10008.3.1.2.3.1"  # Detached Study Management, as the module asks for
    study.ReferencedSOPInstanceUID = sources[0].StudyInstanceUID
    study.RTReferencedSeriesSequence = DicomSequence([series])
    frame = Dataset()
    frame.FrameOfReferenceUID = frame_uid
    frame.RTReferencedStudySequence = DicomSequence([study])
    return frame


def _image(source: Dataset) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = source.SOPClassUID, source.SOPInstanceUID
    return item


def _roi(one: ReportedLesion, frame_uid: str) -> Dataset:
    roi = Dataset()
    roi.ROINumber = one.number
    roi.ReferencedFrameOfReferenceUID = frame_uid
    roi.ROIName = short_text(one.lesion.label or one.lesion.tracking_id or f"Lesion {one.number}")
    if one.lesion.tracking_uid:
        roi.ROIDescription = f"TrackingUID {one.lesion.tracking_uid}"
    roi.ROIGenerationAlgorithm = (
        "MANUAL" if not one.lesion.algorithm else "SEMIAUTOMATIC" if one.lesion.reader else "AUTOMATIC"
    )
    roi.ROIVolume = format_number_as_ds(int(one.lesion.mask.sum()) * one.lesion.grid.voxel_ml)
    return roi


def _observation(one: ReportedLesion) -> Dataset:
    observation = Dataset()
    observation.ObservationNumber = observation.ReferencedROINumber = one.number
    observation.ROIObservationLabel = short_text(one.lesion.tracking_id or one.lesion.label, 16)
    observation.RTROIInterpretedType = ""
    observation.ROIInterpreter = person_name(one.lesion.reader) if one.lesion.reader else ""
    return observation


def _contours(one: ReportedLesion, planes: tuple[NDArray[np.float64], Sequence[Dataset]] | None) -> Dataset:
    drawn = Dataset()
    drawn.ReferencedROINumber = one.number
    drawn.ROIDisplayColor = list(_COLOURS[(one.number - 1) % len(_COLOURS)])
    drawn.ContourSequence = DicomSequence()
    slices = outlines_mm(one.lesion.mask, one.lesion.grid)
    holes = any(contours.has_hole for contours in slices)
    for contours in slices:
        for points in contours.contours_mm:
            contour = Dataset()
            contour.ContourGeometricType = "CLOSEDPLANAR_XOR" if holes else "CLOSED_PLANAR"
            contour.NumberOfContourPoints = len(points)
            contour.ContourData = [format_number_as_ds(round(float(value), 6)) for value in points.ravel()]
            image = _nearest(points, planes)
            if image is not None:
                contour.ContourImageSequence = DicomSequence([_image(image)])
            drawn.ContourSequence.append(contour)
    return drawn


def _planes(sources: Sequence[Dataset]) -> tuple[NDArray[np.float64], Sequence[Dataset]] | None:
    """Positions of the images along their normal; None for a multi-frame image, which is named as a whole."""
    if len(sources) == 1 or "ImageOrientationPatient" not in sources[0]:
        return None
    across, down = np.array(sources[0].ImageOrientationPatient, dtype=float).reshape(2, 3)
    normal = np.cross(across, down)
    return np.array([[*normal, float(np.array(one.ImagePositionPatient, dtype=float) @ normal)] for one in sources]), (
        sources
    )


def _nearest(
    points: NDArray[np.float64], planes: tuple[NDArray[np.float64], Sequence[Dataset]] | None
) -> Dataset | None:
    if planes is None:
        return None
    places, sources = planes
    at = float(points[0] @ places[0, :3])
    return sources[int(np.argmin(np.abs(places[:, 3] - at)))]
