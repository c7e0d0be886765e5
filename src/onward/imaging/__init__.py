"""From voxels to measurements with units. Knows nothing of response, and reads no files.

Positions are DICOM patient coordinates (LPS) in millimetres, arrays are (slices, rows, columns).
"""

from __future__ import annotations

from onward.imaging.contours import DrawnRegion, draw_contours
from onward.imaging.diameters import InPlaneAxes, in_plane_axes
from onward.imaging.grid import Grid, same_grid
from onward.imaging.peak import Peak, peaks
from onward.imaging.regions import (
    RegionMeasured,
    Statistics,
    measure_region,
    resample_mask,
    statistics_of,
)
from onward.imaging.results import RegionFound, RegionResult, SeriesFound, UptakeResult
from onward.imaging.suv import PetHeader, PetSlice, SuvFactors, SuvRefused, agreeing, suv_factors

__all__ = [
    "DrawnRegion",
    "Grid",
    "InPlaneAxes",
    "Peak",
    "PetHeader",
    "PetSlice",
    "RegionFound",
    "RegionMeasured",
    "RegionResult",
    "SeriesFound",
    "Statistics",
    "SuvFactors",
    "SuvRefused",
    "UptakeResult",
    "agreeing",
    "draw_contours",
    "in_plane_axes",
    "measure_region",
    "peaks",
    "resample_mask",
    "same_grid",
    "statistics_of",
    "suv_factors",
]
