"""Small studies of one invented person, with lesions whose sizes and uptake are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.phantoms.dicom import Scan, tracer, write_scan, write_segmentation
from tests.phantoms.shapes import ellipsoid

SHAPE = (40, 60, 60)
SPACING = (3.0, 2.0, 2.0)
FRAME = "1.2.840.99999.7"


def ball(mm: float, shift_mm: tuple[float, float, float] = (0, 0, 0)) -> NDArray[np.bool_]:
    return ellipsoid(SHAPE, SPACING, (mm / 2, mm / 2, mm / 2), shift_mm=shift_mm)


def uptake(*balls: tuple[float, tuple[float, float, float], float]) -> NDArray[np.float64]:
    """SUV 1 with balls of (diameter, place, SUV), as activity of the phantoms' tracer (70 kg, 350 MBq, one hour)."""
    values = np.ones(SHAPE)
    for mm, shift, suv in balls:
        values[ball(mm, shift)] = suv
    return values * 350e6 * 0.5 ** (3600 / 6586.2) / 70_000


def pet(folder: Path, day: str, *balls: tuple[float, tuple[float, float, float], float], **more: Any) -> Scan:
    dates = dict.fromkeys(("SeriesDate", "AcquisitionDate", "StudyDate"), day)
    tracer_day = {"RadiopharmaceuticalInformationSequence": [_tracer(day)]}
    scan = Scan(values=uptake(*balls), tags={**dates, **tracer_day, **more}, frame_uid=FRAME, slope=1.0)
    write_scan(folder, scan)
    return scan


def _tracer(day: str) -> Any:
    return tracer(RadiopharmaceuticalStartDateTime=f"{day}100000")


def visits(root: Path) -> Path:
    """CT of two visits with lesions drawn: one shrinks from 30 to 18 mm, one goes, one comes; all in one frame."""
    for day, lesions in (
        ("20260105", {"first": ball(30, (0, 0, -25)), "second": ball(20, (0, 0, 30))}),
        ("20260302", {"again": ball(18, (0, 2, -25)), "other": ball(14, (0, -40, 20))}),
    ):
        dates = dict.fromkeys(("SeriesDate", "AcquisitionDate", "StudyDate"), day)
        scan = Scan(values=np.full(SHAPE, 40.0), modality="CT", slope=1.0, tags=dates, frame_uid=FRAME)
        write_scan(root / day / "ct", scan)
        write_segmentation(root / day / "seg", lesions, scan)
    return root
