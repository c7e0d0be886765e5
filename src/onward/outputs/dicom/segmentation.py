"""Lesions to SEG objects, as a label map or binary (DICOM PS3.3 A.51), by highdicom."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.sr.coding import Code as DicomCode

from onward.imaging import Grid, ReportedLesion, same_grid
from onward.outputs.anatomy import body_structure, side
from onward.outputs.dicom.concepts import ABNORMAL, CONCEPT, LESION, dicom_code
from onward.outputs.dicom.origin import (
    MANUFACTURER,
    MODEL,
    SERIAL,
    Box,
    box_of,
    identifiers,
    mark,
    settle,
    short_text,
    software_version,
    sources_of,
)

# Two places are one when they are this close, in mm: headers round.
_SAME_MM = 0.01

Kind = Literal["labelmap", "binary"]


def overlap(lesions: Sequence[ReportedLesion]) -> bool:
    """Whether two lesions share a voxel: a label map cannot hold them."""
    boxes = [(one, box) for one in lesions if (box := box_of(one.lesion.mask)) is not None]
    return any(
        _meet(box, other_box) and bool((one.lesion.mask[box] & other.lesion.mask[box]).any())
        for number, (one, box) in enumerate(boxes)
        for other, other_box in boxes[number + 1 :]
    )


def _meet(box: Box, other: Box) -> bool:
    return all(one.start < two.stop and two.start < one.stop for one, two in zip(box, other, strict=True))


def write_segmentation(
    lesions: Sequence[ReportedLesion],
    headers: Sequence[Dataset],
    *,
    written: datetime,
    kind: Kind = "labelmap",
    description: str = "Lesions",
) -> Dataset:
    """One SEG of lesions that were drawn on one grid.

    headers   of the planes of the image series, pixels not needed; or the one of a multi-frame image
    kind      "labelmap" is smaller and quicker, "binary" is what older readers know and what lesions that overlap need
    written   day and time of the content

    Raises ValueError for no lesion, a lesion without voxels, lesions on different grids, lesions that overlap in a
    label map, and numbers that are not 1, 2, 3, ...
    """
    from highdicom.seg import Segmentation

    _check(lesions, kind)
    sources = sources_of(headers)
    series_uid, instance_uid = identifiers(f"SEG {kind}", lesions, sources)
    shared = kind == "binary" and overlap(lesions)
    pixels, touched, measures = _pixels(lesions, sources, shared=shared)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the images' maker wrote against the standard is no news here
        made = Segmentation(
            source_images=touched,
            pixel_array=pixels,
            pixel_measures=measures,
            segmentation_type="LABELMAP" if kind == "labelmap" else "BINARY",
            segment_descriptions=[_described(one) for one in lesions],
            series_instance_uid=series_uid,
            series_number=_series_number(sources[0], 800),
            sop_instance_uid=instance_uid,
            instance_number=1,
            manufacturer=MANUFACTURER,
            manufacturer_model_name=MODEL,
            software_versions=software_version(),
            device_serial_number=SERIAL,
            content_label="LESIONS",
            content_description=short_text(description),
            content_creator_name=_creator(lesions),
            omit_empty_frames=True,
            specific_character_set="ISO_IR 192",
        )
    if "ContentCreatorName" not in made:
        made.ContentCreatorName = ""
    mark(made, sources, description)
    return settle(made, written)


def _check(lesions: Sequence[ReportedLesion], kind: Kind) -> None:
    if not lesions:
        raise ValueError("a segmentation holds at least one lesion")
    if sorted(one.number for one in lesions) != list(range(1, len(lesions) + 1)):
        raise ValueError("segments are numbered 1, 2, 3, ...")
    for one in lesions:
        if not one.lesion.mask.any():
            raise ValueError(f"segment {one.number} has no voxels")
        if not same_grid(one.lesion.grid, lesions[0].lesion.grid):
            raise ValueError(f"segment {one.number} was drawn on another grid than segment {lesions[0].number}")
    if kind == "labelmap" and overlap(lesions):
        raise ValueError("lesions that overlap need a binary segmentation")


def _pixels(lesions: Sequence[ReportedLesion], sources: Sequence[Dataset], *, shared: bool) -> tuple[Any, Any, Any]:
    """What is to be written: voxels, the images that they lie on, and the size of a voxel where those do not tell it.

    Lesions on the images' own voxels are written slice by slice on the slices that hold some; lesions on another grid,
    or on a multi-frame image, as a volume with a place of its own.
    """
    from highdicom import PixelMeasuresSequence, Volume

    grid = lesions[0].lesion.grid
    held = np.flatnonzero(np.logical_or.reduce([_touches(one) for one in lesions]))
    on = _images_of(sources, grid, held)
    if on is not None:
        measures = PixelMeasuresSequence(
            pixel_spacing=grid.spacing_mm[1:],
            slice_thickness=_thickness(sources[0], grid.spacing_mm[0]),
            spacing_between_slices=grid.spacing_mm[0],
        )
        return _array([one.lesion.mask[held] for one in lesions], lesions, shared=shared), on, measures
    first, last = int(held[0]), int(held[-1])
    affine = np.eye(4)
    affine[:3, :3] = grid.matrix
    affine[:3, 3] = grid.to_patient(np.array([[float(first), 0.0, 0.0]]))[0]
    frame_uid = sources[0].get("FrameOfReferenceUID")
    volume = Volume(
        _array([one.lesion.mask[first : last + 1] for one in lesions], lesions, shared=shared),
        affine,
        coordinate_system="PATIENT",
        frame_of_reference_uid=None if frame_uid is None else str(frame_uid),
        channels={"SegmentNumber": [one.number for one in lesions]} if shared else None,
    )
    return volume, _among(sources, affine, last - first + 1), None


def _touches(one: ReportedLesion) -> NDArray[np.bool_]:
    held = np.zeros(one.lesion.mask.shape[0], dtype=bool)
    box = box_of(one.lesion.mask)
    if box is not None:
        held[box[0]] = one.lesion.mask[box].any(axis=(1, 2))
    return held


def _array(
    masks: Sequence[NDArray[np.bool_]], lesions: Sequence[ReportedLesion], *, shared: bool
) -> NDArray[np.unsignedinteger]:
    """Numbers of the segments a voxel; with lesions that overlap a last axis with one segment each."""
    if shared:
        return np.stack(masks, axis=-1).astype(np.uint8)
    labels = np.zeros(masks[0].shape, dtype=np.uint8 if len(lesions) < 256 else np.uint16)
    for mask, one in zip(masks, lesions, strict=True):
        box = box_of(mask)
        if box is not None:
            labels[box][mask[box]] = one.number
    return labels


def _images_of(sources: Sequence[Dataset], grid: Grid, slices: NDArray[np.intp]) -> list[Dataset] | None:
    """The one image of each slice, where the grid is that of single-frame images; None where it is not."""
    first = sources[0]
    spacing = first.get("PixelSpacing")
    if "NumberOfFrames" in first or not spacing or (first.get("Rows"), first.get("Columns")) != grid.shape[1:]:
        return None
    if max(abs(float(one) - other) for one, other in zip(spacing, grid.spacing_mm[1:], strict=True)) > _SAME_MM:
        return None
    directions = np.array([*grid.along_columns, *grid.along_rows])
    if np.abs(np.array(first.ImageOrientationPatient, dtype=float) - directions).max() > 1e-4:
        return None
    places = np.array([one.ImagePositionPatient for one in sources], dtype=float)
    found: list[Dataset] = []
    for corner in grid.to_patient(np.column_stack((slices, np.zeros((len(slices), 2)))).astype(float)):
        apart = np.abs(places - corner).max(axis=1)
        nearest = int(np.argmin(apart))
        if apart[nearest] > _SAME_MM:
            return None
        found.append(sources[nearest])
    return found


def _thickness(source: Dataset, spacing_mm: float) -> float:
    try:
        return float(source.get("SliceThickness") or 0) or spacing_mm
    except (TypeError, ValueError):
        return spacing_mm


def _among(sources: Sequence[Dataset], affine: NDArray[np.floating], slices: int) -> Sequence[Dataset]:
    """The images whose planes lie among the slices that are written; all of them where none does."""
    if len(sources) == 1:
        return sources
    normal = affine[:3, 0] / np.linalg.norm(affine[:3, 0])
    step = float(np.linalg.norm(affine[:3, 0]))
    found: list[Dataset] = []
    for source in sources:
        position = np.array([float(one) for one in source.ImagePositionPatient])
        at = float((position - affine[:3, 3]) @ normal) / step
        if -0.51 <= at <= slices - 0.49:
            found.append(source)
    return found or sources


def _described(one: ReportedLesion) -> Any:
    from highdicom import AlgorithmIdentificationSequence
    from highdicom.seg import SegmentDescription
    from highdicom.sr import CodedConcept

    lesion = one.lesion
    finding, category = finding_of(one)
    place = site_of(one)
    algorithm = None
    if lesion.algorithm:
        algorithm = AlgorithmIdentificationSequence(
            name=short_text(lesion.algorithm),
            family=_family(lesion.algorithm),
            version=software_version(),
        )
    made = SegmentDescription(
        segment_number=one.number,
        segment_label=short_text(lesion.label or lesion.tracking_id or f"Lesion {one.number}"),
        segmented_property_category=category,
        segmented_property_type=finding,
        # What a reader has confirmed is no longer a machine's alone.
        algorithm_type="MANUAL" if not lesion.algorithm else "SEMIAUTOMATIC" if lesion.reader else "AUTOMATIC",
        algorithm_identification=algorithm,
        tracking_uid=lesion.tracking_uid or None,
        tracking_id=tracking_id(one) if lesion.tracking_uid else None,
        anatomic_regions=None if place is None else [place],
    )
    turned = side(lesion.laterality)
    if turned is not None and place is not None:
        made.AnatomicRegionSequence[0].AnatomicRegionModifierSequence = [
            CodedConcept(turned.value, "SCT", turned.display)
        ]
    return made


def _family(algorithm: str) -> DicomCode:
    """CID 7162: a trained model, or thresholds and what hangs together."""
    if any(word in algorithm.lower() for word in ("segmentator", "nnu-net", "nnunet", "network", "model")):
        return DicomCode("123110", "DCM", "Artificial Intelligence")
    return DicomCode("123101", "DCM", "Neighborhood Analysis")


def tracking_id(one: ReportedLesion) -> str:
    """The name for people that goes with the identifier."""
    return short_text(one.lesion.tracking_id or one.lesion.label or f"Lesion {one.number}")


def finding_of(one: ReportedLesion) -> tuple[DicomCode, DicomCode]:
    """What a lesion is and the category of that; a lesion where nobody said more."""
    if one.finding is None:
        return LESION, ABNORMAL
    return dicom_code(one.finding), CONCEPT if one.category is None else dicom_code(one.category)


def site_of(one: ReportedLesion) -> DicomCode | None:
    """Where it lies, in the code of whoever drew it, else by the site that was said; None where nobody said."""
    found = one.site_code or body_structure(one.lesion.site, one.lesion.site_text)
    return None if found is None else dicom_code(found)


def _creator(lesions: Sequence[ReportedLesion]) -> str | None:
    readers = {one.lesion.reader for one in lesions if one.lesion.reader}
    return person_name(readers.pop()) if len(readers) == 1 else None


def person_name(reader: str) -> str:
    """A reader's name or code as DICOM holds names of people: no component signs of its own."""
    plain = short_text(reader)
    return plain if "^" in plain else f"{plain}^"


def _series_number(source: Dataset, offset: int) -> int:
    try:
        return offset + int(source.get("SeriesNumber") or 0) % 100
    except (TypeError, ValueError):
        return offset
