"""RTSTRUCT: regions as closed planar contours (DICOM PS3.3 A.19, C.8.8.5, C.8.8.6)."""

from __future__ import annotations

import re

import numpy as np
from pydicom import Dataset

from onward.intake.dicom.folder import Instance, number, numbers
from onward.intake.dicom.traced import TracedRegion
from onward.intake.dicom.whole import ends_early
from onward.terms import Issue, Severity


def read_structures(instance: Instance) -> tuple[tuple[TracedRegion, ...], tuple[Issue, ...]]:
    """The regions of one structure set, and what of it could not be used."""
    header = instance.header
    what = ""
    with instance.open() as file:
        if ends_early(file):
            what = "the file breaks off: contours may be missing"
    if any(name.startswith(("ROIContourSequence", "StructureSetROISequence")) for name in instance.broken):
        what = "a part of it cannot be read: contours may be missing"
    if what:
        did = "read nothing of it; export it again"
        return (), (Issue(file=instance.name, place="", what=what, did=did, severity=Severity.ERROR),)
    series_uid, frame_uid = _referenced(header)
    contours = {number(one, "ReferencedROINumber"): one for one in header.get("ROIContourSequence") or ()}
    kinds = {
        number(one, "ReferencedROINumber"): str(one.get("RTROIInterpretedType") or "").strip().upper()
        for one in header.get("RTROIObservationsSequence") or ()
    }
    regions: list[TracedRegion] = []
    issues: list[Issue] = []
    for roi in header.get("StructureSetROISequence") or ():
        roi_number = number(roi, "ROINumber")
        label = str(roi.get("ROIName") or "").strip()
        if roi_number is None:
            issues.append(_issue(instance, "ROINumber", "a region without a number", "left it out"))
            continue
        held = contours.get(roi_number)
        closed: list[np.ndarray] = []
        for index, contour in enumerate((held.get("ContourSequence") if held is not None else None) or ()):
            points = _closed(contour)
            if isinstance(points, str):
                place = f"ROINumber {int(roi_number)}, ContourSequence[{index}]"
                issues.append(_issue(instance, place, points, "left this contour out"))
            else:
                closed.append(points)
        if not closed:
            issues.append(
                _issue(instance, f"ROINumber {int(roi_number)}", "no closed contour in this region", "left it out")
            )
            continue
        regions.append(
            TracedRegion(
                number=int(roi_number),
                label=label,
                tracking_uid=_tracking_uid(roi),
                file=instance.name,
                series_uid=series_uid,
                frame_uid=str(roi.get("ReferencedFrameOfReferenceUID") or frame_uid),
                contours_mm=tuple(closed),
                is_lesion=_is_lesion(roi, kinds.get(roi_number, "")),
                algorithm=_algorithm(roi),
                instance_uid=instance.text("SOPInstanceUID"),
            )
        )
    return tuple(regions), tuple(issues)


# An RTSTRUCT has no element for it; Onward writes it into the description of the region.
_TRACKING = re.compile(r"\bTrackingUID ([0-9.]{5,64})(?![0-9.])")


_LESION_WORDS = re.compile(r"\b(?:lesions?|tumou?rs?|metasta\w+|mets?|gtv\w*)\b", re.IGNORECASE)
_NO_LESION = frozenset(("ORGAN", "EXTERNAL", "AVOIDANCE", "BOLUS", "SUPPORT", "FIXATION", "MARKER", "CAVITY"))


def _is_lesion(roi: Dataset, kind: str) -> bool | None:
    """Whether a region is a lesion, by its type, its identity or its name; None where nobody says."""
    if kind in _NO_LESION:
        return False
    words = str(roi.get("ROIName") or "").replace("_", " ")
    return True if kind == "GTV" or _tracking_uid(roi) or _LESION_WORDS.search(words) else None


def _algorithm(roi: Dataset) -> str:
    how = str(roi.get("ROIGenerationAlgorithm") or "").strip().upper()
    return how.lower() if how in ("AUTOMATIC", "SEMIAUTOMATIC") else ""


def _tracking_uid(roi: Dataset) -> str:
    found = _TRACKING.search(str(roi.get("ROIDescription") or ""))
    return "" if found is None else found.group(1)


def _referenced(header: Dataset) -> tuple[str, str]:
    """Series and frame of reference that the set says it was drawn on; "" where it does not say."""
    frame_uid = str(header.get("FrameOfReferenceUID") or "")
    for frame in header.get("ReferencedFrameOfReferenceSequence") or ():
        frame_uid = str(frame.get("FrameOfReferenceUID") or frame_uid)
        for study in frame.get("RTReferencedStudySequence") or ():
            for series in study.get("RTReferencedSeriesSequence") or ():
                return str(series.get("SeriesInstanceUID") or ""), frame_uid
    return "", frame_uid


def _closed(contour: Dataset) -> np.ndarray | str:
    """(n, 3) positions in mm, or why the contour encloses nothing that can be measured."""
    kind = str(contour.get("ContourGeometricType") or "")
    if kind not in ("CLOSED_PLANAR", "CLOSEDPLANAR_XOR"):
        return f"a contour of type {kind or 'not stated'} encloses no area"
    values = numbers(contour, "ContourData")
    if len(values) < 9 or len(values) % 3:
        return "a contour needs at least three points of three numbers"
    points = np.array(values).reshape(-1, 3)
    if not np.isfinite(points).all():
        return "a contour with a number that is none"
    return points


def _issue(instance: Instance, place: str, what: str, did: str) -> Issue:
    return Issue(file=instance.name, place=place, what=what, did=did, severity=Severity.WARNING)
