"""Lesions and responses out as DICOM objects: segmentations, measurement and response reports, structure sets.

Every object of lesions belongs to the study of the images that it was made on, says who confirmed what it holds, and
says that it is synthetic when they are. The same lesions give the same object, identifiers included.
"""

from __future__ import annotations

from onward.outputs.dicom.measurements import write_measurements
from onward.outputs.dicom.origin import is_synthetic
from onward.outputs.dicom.parametric import (
    DIFFUSION_COEFFICIENT,
    EARLY_ENHANCEMENT,
    ENHANCEMENT_RATIO,
    LATE_ENHANCEMENT,
    MapKind,
    write_map,
)
from onward.outputs.dicom.response import write_response
from onward.outputs.dicom.segmentation import overlap, write_segmentation
from onward.outputs.dicom.structures import write_structures

__all__ = [
    "DIFFUSION_COEFFICIENT",
    "EARLY_ENHANCEMENT",
    "ENHANCEMENT_RATIO",
    "LATE_ENHANCEMENT",
    "MapKind",
    "is_synthetic",
    "overlap",
    "write_map",
    "write_measurements",
    "write_response",
    "write_segmentation",
    "write_structures",
]
