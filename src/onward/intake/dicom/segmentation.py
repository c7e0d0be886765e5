"""SEG: regions as voxels, binary, fractional or as a label map (DICOM PS3.3 A.51, C.8.20)."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from onward.imaging import Grid
from onward.intake.dicom.codes import DicomCoded, code_of, items_of
from onward.intake.dicom.folder import Instance, Series, number
from onward.intake.dicom.stacking import Plane, Unstacked, place_planes
from onward.intake.dicom.traced import TracedRegion
from onward.intake.dicom.voxels import read_pixels
from onward.terms import Code, Issue, Severity

# A fractional segment holds a voxel whose probability or occupancy is at least one half.
_HALF = 0.5


def read_segmentation(instance: Instance) -> tuple[tuple[TracedRegion, ...], tuple[Issue, ...]]:
    """The segments of one segmentation on the grid of its own frames, and what of it could not be used."""
    header = instance.header
    placed = place_planes(Series(uid=instance.text("SeriesInstanceUID"), modality="SEG", instances=(instance,)))
    if isinstance(placed, Unstacked):
        return (), (_issue(instance, placed.tag, placed.why, "left the segmentation out", Severity.ERROR),)
    grid, slices = placed
    pixels = read_pixels(instance)
    if isinstance(pixels, Issue):
        return (), (pixels,)
    frames = pixels if pixels.ndim == 3 else pixels[np.newaxis]
    if len(frames) != len(slices):
        what = f"{len(slices)} frames are described and {len(frames)} are there"
        return (), (_issue(instance, "NumberOfFrames", what, "left the segmentation out", Severity.ERROR),)
    kind = instance.text("SegmentationType").upper()
    full = number(header, "MaximumFractionalValue") or 255.0
    notes = ("a voxel belongs to a fractional segment from one half on",) if kind == "FRACTIONAL" else ()
    series_uid, frame_uid = _referenced(header), instance.text("FrameOfReferenceUID")
    regions: list[TracedRegion] = []
    issues: list[Issue] = []
    for segment in header.get("SegmentSequence") or ():
        segment_number = number(segment, "SegmentNumber")
        if segment_number is None:
            issues.append(_issue(instance, "SegmentNumber", "a segment without a number", "left it out"))
            continue
        wanted = int(segment_number)
        if kind == "LABELMAP":
            if wanted == 0:
                continue  # background
            mask = _of_label(frames, wanted, slices, grid)
        else:
            threshold = _HALF * full if kind == "FRACTIONAL" else 1.0
            mask = _of_segment(instance, frames, wanted, threshold, slices, grid)
        if not mask.any():
            issues.append(_issue(instance, f"SegmentNumber {wanted}", "the segment has no voxels", "left it out"))
            continue
        regions.append(
            TracedRegion(
                number=wanted,
                label=str(segment.get("SegmentLabel") or "").strip(),
                tracking_uid=str(segment.get("TrackingUID") or ""),
                file=instance.name,
                series_uid=series_uid,
                frame_uid=frame_uid,
                mask=(grid, mask),
                notes=notes,
                **_described(segment),
                instance_uid=instance.text("SOPInstanceUID"),
            )
        )
    return tuple(regions), tuple(issues)


# Categories of segments (PS3.16 CID 7150): what is wrong with the body, and the body itself.
_ABNORMAL, _STRUCTURE = ("SCT", "49755003"), ("SCT", "123037004")
_ANATOMY = {_STRUCTURE, ("SCT", "91723000"), ("SCT", "85756007")}


class _Described(TypedDict):
    tracking_id: str
    finding: Code | None
    category: Code | None
    site: Code | None
    laterality: Code | None
    is_lesion: bool | None
    algorithm: str


def _described(segment: Dataset) -> _Described:
    """What a segment says it is, where it lies, and what drew it."""
    kind = code_of(segment, "SegmentedPropertyTypeCodeSequence")
    category = code_of(segment, "SegmentedPropertyCategoryCodeSequence")
    regions = items_of(segment, "AnatomicRegionSequence")
    place = code_of(segment, "AnatomicRegionSequence")
    side = None if not regions else code_of(regions[0], "AnatomicRegionModifierSequence")
    if side is None and items_of(segment, "SegmentedPropertyTypeCodeSequence"):
        of_type = items_of(segment, "SegmentedPropertyTypeCodeSequence")[0]
        side = code_of(of_type, "SegmentedPropertyTypeModifierCodeSequence")
    how = str(segment.get("SegmentAlgorithmType") or "").upper()
    named = str(segment.get("SegmentAlgorithmName") or "").strip()
    return _Described(
        tracking_id=str(segment.get("TrackingID") or "").strip(),
        finding=None if kind is None else kind.code,
        category=None if category is None else category.code,
        site=None if place is None else place.code,
        laterality=None if side is None else side.code,
        is_lesion=None if category is None else True if category.key == _ABNORMAL else _no_lesion(category),
        algorithm="" if how in ("", "MANUAL") else named or how.lower(),
    )


def _no_lesion(category: DicomCoded) -> bool | None:
    return False if category.key in _ANATOMY else None


def _of_label(
    frames: NDArray[np.generic], wanted: int, slices: tuple[tuple[Plane, int], ...], grid: Grid
) -> NDArray[np.bool_]:
    mask = np.zeros(grid.shape, dtype=bool)
    for plane, index in slices:
        mask[index] |= frames[plane.frame] == wanted
    return mask


def _of_segment(
    instance: Instance,
    frames: NDArray[np.generic],
    wanted: int,
    threshold: float,
    slices: tuple[tuple[Plane, int], ...],
    grid: Grid,
) -> NDArray[np.bool_]:
    mask = np.zeros(grid.shape, dtype=bool)
    described = instance.header.get("PerFrameFunctionalGroupsSequence") or ()
    shared = instance.header.get("SharedFunctionalGroupsSequence")
    for plane, index in slices:
        of = _segment_of(described[plane.frame]) or (_segment_of(shared[0]) if shared else None)
        if of == wanted:
            mask[index] |= frames[plane.frame].astype(np.float64) >= threshold
    return mask


def _segment_of(groups: Dataset) -> int | None:
    found = groups.get("SegmentIdentificationSequence")
    value = number(found[0], "ReferencedSegmentNumber") if found else None
    return None if value is None else int(value)


def _referenced(header: Dataset) -> str:
    for series in header.get("ReferencedSeriesSequence") or ():
        return str(series.get("SeriesInstanceUID") or "")
    return ""


def _issue(instance: Instance, place: str, what: str, did: str, severity: Severity = Severity.WARNING) -> Issue:
    return Issue(file=instance.name, place=place, what=what, did=did, severity=severity)
