"""Lines that a reader drew on images: graphic annotations of presentation states, with calibrated lengths.

DICOM PS3.3 C.10.5 (graphic annotations) and C.11.24 (compound graphics). A length in mm needs the size of a pixel in
the patient's plane: PixelSpacing, for projections only where it says how it was calibrated; a size that a presentation
state gives itself for display is no calibration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from pydicom import Dataset

from onward.intake.dicom.codes import items_of
from onward.intake.dicom.folder import Instance, numbers
from onward.terms import Issue, Severity

# Softcopy presentation states: greyscale, colour, pseudo-colour, blending (PS3.4 B.5).
PRESENTATION_STATES = frozenset(f"1.2.840.10008.5.1.4.1.1.11.{end}" for end in range(1, 9))
# Projections: what PixelSpacing means there depends on the distance from the source (PS3.3 10.7.1.3).
_PROJECTIONS = ("CR", "DX", "MG", "XA", "RF", "IO", "PX")
# Captured from elsewhere: a PixelSpacing there is that of paper, film or screen unless it says how it was calibrated.
_CAPTURED = ("OT", "SC", "XC", "US", "ES", "GM", "DOC", "RG")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedLine:
    """One line on one image.

    label        the text that stands beside it in the annotation
    length_mm    None where the image has no calibration; why_no_length then says so
    ends         the two ends as (column, row) in pixels of the image
    image_uid, frame   the image, and its frame from 1; series_uid of the image, "" while the image is not here
    """

    file: str
    label: str
    length_mm: float | None
    why_no_length: str
    ends: tuple[tuple[float, float], tuple[float, float]]
    image_uid: str
    frame: int
    series_uid: str
    modality: str


def read_lines(
    states: Iterable[Instance], images: Mapping[str, Instance]
) -> tuple[tuple[AnnotatedLine, ...], tuple[Issue, ...]]:
    """The lines of presentation states.

    images   the images that lie there, by SOPInstanceUID: they know the size of a pixel
    """
    found: list[AnnotatedLine] = []
    issues: list[Issue] = []
    for state in states:
        for number_, annotation in enumerate(items_of(state.header, "GraphicAnnotationSequence")):
            place = f"GraphicAnnotationSequence[{number_}]"
            lines = list(_lines(annotation))
            if not lines:
                continue
            named = _images(annotation) or _images_of_state(state.header)
            if not named:
                issues.append(_issue(state, place, "the annotation names no image", "left its lines out"))
            label = _label(annotation)
            for uid, frame in named:
                for ends, in_pixels in lines:
                    found.append(_line(state, label, ends, in_pixels, uid, frame, images.get(uid)))
    return tuple(found), tuple(issues)


def _line(
    state: Instance,
    label: str,
    ends: tuple[tuple[float, float], tuple[float, float]],
    in_pixels: bool,
    uid: str,
    frame: int,
    image: Instance | None,
) -> AnnotatedLine:
    length: float | None = None
    if not in_pixels:
        why = "the line is drawn on the screen, not on the image"
    elif image is None:
        why = "the image is not here"
    else:
        spacing = calibrated_spacing_mm(image, frame)
        why = spacing if isinstance(spacing, str) else ""
        if not isinstance(spacing, str):
            (x, y), (other_x, other_y) = ends
            length = float(np.hypot((y - other_y) * spacing[0], (x - other_x) * spacing[1]))
    return AnnotatedLine(
        file=state.name,
        label=label,
        length_mm=length,
        why_no_length=why,
        ends=ends,
        image_uid=uid,
        frame=frame,
        series_uid="" if image is None else image.text("SeriesInstanceUID"),
        modality="" if image is None else image.text("Modality"),
    )


def calibrated_spacing_mm(image: Instance, frame: int = 1) -> tuple[float, float] | str:
    """Distance of rows and of columns in mm, or why nobody can say it."""
    header = image.header
    spacing = numbers(header, "PixelSpacing") or _of_frame(header, frame)
    modality = image.text("Modality")
    if len(spacing) == 2 and min(spacing) > 0:
        if image.text("PixelSpacingCalibrationType").upper() in ("GEOMETRY", "FIDUCIAL"):
            return spacing[0], spacing[1]
        if modality in _CAPTURED:
            return "a captured image: nothing says how its PixelSpacing was calibrated"
        if modality not in _PROJECTIONS:
            return spacing[0], spacing[1]
        imager = numbers(header, "ImagerPixelSpacing")
        if len(imager) == 2 and max(abs(imager[0] - spacing[0]), abs(imager[1] - spacing[1])) < 1e-6:
            return "PixelSpacing is that of the detector (ImagerPixelSpacing), not the size in the patient"
        return "the projection does not say how its PixelSpacing was calibrated"
    if numbers(header, "ImagerPixelSpacing"):
        return "only the detector's pixels are known (ImagerPixelSpacing), not their size in the patient"
    return "the image has no PixelSpacing"


def single_image_calibration(image: Instance) -> str:
    """For projections and captured images: how lengths on it are calibrated, or why there are none; "" for others."""
    if image.text("Modality") not in (*_PROJECTIONS, *_CAPTURED):
        return ""
    spacing = calibrated_spacing_mm(image)
    if isinstance(spacing, str):
        return f"none: {spacing}"
    kind = image.text("PixelSpacingCalibrationType").upper()
    words = image.text("PixelSpacingCalibrationDescription")
    return f"{kind}: {spacing[0]:g} x {spacing[1]:g} mm" + (f" ({words})" if words else "")


def _of_frame(header: Dataset, frame: int) -> tuple[float, ...]:
    groups = items_of(header, "PerFrameFunctionalGroupsSequence")[frame - 1 : frame]
    for group in (*groups, *items_of(header, "SharedFunctionalGroupsSequence")):
        for measures in items_of(group, "PixelMeasuresSequence"):
            found = numbers(measures, "PixelSpacing")
            if found:
                return found
    return ()


def _lines(annotation: Dataset) -> Iterator[tuple[tuple[tuple[float, float], tuple[float, float]], bool]]:
    """Open lines of two points, and whether they are in pixels of the image."""
    for drawn in items_of(annotation, "GraphicObjectSequence"):
        if str(drawn.get("GraphicType") or "") not in ("POLYLINE", "INTERPOLATED"):
            continue
        points = numbers(drawn, "GraphicData")
        if len(points) == 4 and all(np.isfinite(points)):
            yield ((points[0], points[1]), (points[2], points[3])), _in_pixels(drawn, "GraphicAnnotationUnits")
    for drawn in items_of(annotation, "CompoundGraphicSequence"):
        if str(drawn.get("CompoundGraphicType") or "") not in ("RULER", "CALIPER"):
            continue
        points = numbers(drawn, "GraphicData")
        if len(points) == 4 and all(np.isfinite(points)):
            yield ((points[0], points[1]), (points[2], points[3])), _in_pixels(drawn, "CompoundGraphicUnits")


def _in_pixels(drawn: Dataset, keyword: str) -> bool:
    return str(drawn.get(keyword) or "").upper() == "PIXEL"


def _label(annotation: Dataset) -> str:
    texts = (str(one.get("UnformattedTextValue") or "") for one in items_of(annotation, "TextObjectSequence"))
    return " ".join(" ".join(text.split()) for text in texts).strip()


def _images(annotation: Dataset) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for image in items_of(annotation, "ReferencedImageSequence"):
        uid = str(image.get("ReferencedSOPInstanceUID") or "")
        frames = numbers(image, "ReferencedFrameNumber") or (1.0,)
        found += [(uid, int(frame)) for frame in frames if uid]
    return found


def _images_of_state(header: Dataset) -> list[tuple[str, int]]:
    """Where an annotation names no image it holds for all of the state; only a state of one image is clear."""
    found = [
        str(image.get("ReferencedSOPInstanceUID") or "")
        for series in items_of(header, "ReferencedSeriesSequence")
        for image in items_of(series, "ReferencedImageSequence")
    ]
    return [(found[0], 1)] if len(found) == 1 else []


def _issue(state: Instance, place: str, what: str, did: str) -> Issue:
    return Issue(file=state.name, place=place, what=what, did=did, severity=Severity.WARNING)
