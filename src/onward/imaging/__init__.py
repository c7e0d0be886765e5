"""From voxels to measurements with units. Knows nothing of response, and reads no files.

Positions are DICOM patient coordinates (LPS) in millimetres, arrays are (slices, rows, columns).
"""

from __future__ import annotations

from onward.imaging.book import (
    BookedLesion,
    BookedMatch,
    BookedReference,
    BookedSeries,
    BookItem,
    ConfirmedReference,
    Decision,
    LesionBook,
    PetScan,
    Sighting,
    add_matches,
    add_series,
    decide,
    open_items,
    references,
    sightings,
    standing,
)
from onward.imaging.candidates import Candidate, OrganMask, burden, find_candidates
from onward.imaging.contours import DrawnRegion, draw_contours
from onward.imaging.diameters import InPlaneAxes, in_plane_axes
from onward.imaging.grid import Grid, Vector, same_grid
from onward.imaging.growing import Grown, grow_region, isocontour, seeds_of
from onward.imaging.lesions import DrawnLesion, ball, centroid_mm
from onward.imaging.matching import LesionMatch, LesionSpot, MatchKind, match_lesions
from onward.imaging.outlines import SliceOutlines, outlines, outlines_mm
from onward.imaging.peak import Peak, peaks
from onward.imaging.pictures import (
    LesionAt,
    LesionPictures,
    LesionSeen,
    Picture,
    ScanPair,
    key_picture,
    planar,
    projection,
)
from onward.imaging.reference_uptake import ReferenceUptake, reference_at, reference_in
from onward.imaging.regions import (
    RegionMeasured,
    Statistics,
    measure_region,
    resample_mask,
    statistics_of,
)
from onward.imaging.registration import SAME_PLACE, RigidMap, register_rigid
from onward.imaging.reported import (
    HOUNSFIELD,
    SUV_BODY_WEIGHT,
    ReportedLesion,
    ReportedMeasure,
    reported,
)
from onward.imaging.results import RegionFound, RegionResult, SeriesFound, UptakeResult
from onward.imaging.suv import PetHeader, PetSlice, SuvFactors, SuvRefused, agreeing, sul_per_suvbw, suv_factors
from onward.imaging.together import Staple, dice, majority, same_lesions, staple

__all__ = [
    "HOUNSFIELD",
    "SAME_PLACE",
    "SUV_BODY_WEIGHT",
    "BookItem",
    "BookedLesion",
    "BookedMatch",
    "BookedReference",
    "BookedSeries",
    "Candidate",
    "ConfirmedReference",
    "Decision",
    "DrawnLesion",
    "DrawnRegion",
    "Grid",
    "Grown",
    "InPlaneAxes",
    "LesionAt",
    "LesionBook",
    "LesionMatch",
    "LesionPictures",
    "LesionSeen",
    "LesionSpot",
    "MatchKind",
    "OrganMask",
    "Peak",
    "PetHeader",
    "PetScan",
    "PetSlice",
    "Picture",
    "ReferenceUptake",
    "RegionFound",
    "RegionMeasured",
    "RegionResult",
    "ReportedLesion",
    "ReportedMeasure",
    "RigidMap",
    "ScanPair",
    "SeriesFound",
    "Sighting",
    "SliceOutlines",
    "Staple",
    "Statistics",
    "SuvFactors",
    "SuvRefused",
    "UptakeResult",
    "Vector",
    "add_matches",
    "add_series",
    "agreeing",
    "ball",
    "burden",
    "centroid_mm",
    "decide",
    "dice",
    "draw_contours",
    "find_candidates",
    "grow_region",
    "in_plane_axes",
    "isocontour",
    "key_picture",
    "majority",
    "match_lesions",
    "measure_region",
    "open_items",
    "outlines",
    "outlines_mm",
    "peaks",
    "planar",
    "projection",
    "reference_at",
    "reference_in",
    "references",
    "register_rigid",
    "reported",
    "resample_mask",
    "same_grid",
    "same_lesions",
    "seeds_of",
    "sightings",
    "standing",
    "staple",
    "statistics_of",
    "sul_per_suvbw",
    "suv_factors",
]
