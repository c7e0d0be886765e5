"""Planar nuclear medicine: which view of the body each frame shows, and its counts (DICOM PS3.3 C.8.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from onward.intake.dicom.folder import Instance, Series, numbers
from onward.intake.dicom.voxels import read_pixels
from onward.terms import Issue

# Anterior and posterior projection of context group 26, and the plain sides. "Antero-posterior" says the way of X-rays,
# and is used for both by makers of gamma cameras: it tells nothing here.
_VIEW_CODES = {
    "399321004": "anterior",
    "255549009": "anterior",
    "399001007": "posterior",
    "255551008": "posterior",
}
_ANTERIOR = re.compile(r"\bANT(?:ERIOR)?\b", re.IGNORECASE)
_POSTERIOR = re.compile(r"\bPOST(?:ERIOR)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanarView:
    """One frame of a planar scan.

    view           "anterior", "posterior", or "" where the header does not say
    mm_per_pixel   side of a square pixel, 0.0 where it is not known or the pixel is no square
    columns_towards   the person's side towards which columns grow, "left" or "right"; "" where the header does not say
    """

    instance: Instance = field(repr=False)
    frame: int
    view: str
    mm_per_pixel: float
    columns_towards: str = ""


def planar_views(series: Series) -> tuple[PlanarView, ...]:
    """The frames of a planar series in their order."""
    found: list[PlanarView] = []
    for instance in series.instances:
        header = instance.header
        detectors = header.get("DetectorInformationSequence") or ()
        vector = [int(one) for one in numbers(header, "DetectorVector")]
        frames = int((numbers(header, "NumberOfFrames") or (1.0,))[0])
        spacing = numbers(header, "PixelSpacing")
        mm = spacing[0] if len(spacing) == 2 and spacing[0] > 0 and abs(spacing[0] - spacing[1]) < 1e-3 else 0.0
        for frame in range(min(max(frames, 1), 64)):
            detector = vector[frame] - 1 if frame < len(vector) else frame
            coded = _coded(detectors[detector]) if 0 <= detector < len(detectors) else ""
            view = coded or (_worded(instance) if frames == 1 else "")
            found.append(
                PlanarView(
                    instance=instance,
                    frame=frame,
                    view=view,
                    mm_per_pixel=mm,
                    columns_towards=_towards(
                        header, detectors[detector] if 0 <= detector < len(detectors) else None, frames
                    ),
                )
            )
    return tuple(found)


def read_planar(view: PlanarView) -> NDArray[np.float32] | Issue:
    """(rows, columns) of counts, or the issue that says why there are none."""
    pixels = read_pixels(view.instance)
    if isinstance(pixels, Issue):
        return pixels
    frame = pixels if pixels.ndim == 2 else pixels[min(view.frame, len(pixels) - 1)]
    return np.asarray(frame, dtype=np.float32)


def _towards(header: Dataset, detector: Dataset | None, frames: int) -> str:
    """By the direction of a row in the patient (of the detector, else of a lone image), else by PatientOrientation."""
    rows = numbers(detector, "ImageOrientationPatient") if detector is not None else ()
    if not rows and frames == 1:
        rows = numbers(header, "ImageOrientationPatient")
    if len(rows) == 6 and abs(rows[0]) > 0.5:
        return "left" if rows[0] > 0 else "right"
    said = str((header.get("PatientOrientation") or [""])[0]).upper() if frames == 1 else ""
    return {"L": "left", "R": "right"}.get(said[:1], "")


def _coded(detector: Dataset) -> str:
    for code in detector.get("ViewCodeSequence") or ():
        found = _VIEW_CODES.get(str(code.get("CodeValue") or "")) or _side(str(code.get("CodeMeaning") or ""))
        if found:
            return found
    return ""


def _worded(instance: Instance) -> str:
    """By words of the header; "" where none or both are said."""
    text = " ".join(
        re.sub(r"[_^/-]", " ", instance.text(keyword))
        for keyword in ("ImageID", "SeriesDescription", "ViewPosition", "ImageComments")
    )
    return _side(text)


def _side(text: str) -> str:
    front, back = bool(_ANTERIOR.search(text)), bool(_POSTERIOR.search(text))
    return "" if front == back else "anterior" if front else "posterior"
