"""A region as somebody traced it: from a segmentation or a structure set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.imaging import Grid
from onward.terms import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRegion:
    """One region of interest.

    number         SegmentNumber or ROINumber
    label          SegmentLabel or ROIName
    tracking_uid   TrackingUID, "" when the object has none
    file           name of the object
    series_uid     the image series that the object itself names, "" when it names none
    frame_uid      frame of reference
    mask           grid and voxels for a segmentation; None for contours
    contours_mm    (n, 3) patient positions of each closed contour; () for a segmentation
    notes          what was assumed on reading
    tracking_id    the name for people that goes with the TrackingUID
    finding, category   what it is, as the object codes it; None where it does not say
    site, laterality    where it lies, as the object codes it; None where it does not say
    is_lesion      the object says, or its name, that this is a lesion; False for anatomy, None where nobody says
    algorithm      what drew it, as the object says; "" for a hand
    instance_uid   SOPInstanceUID of the object
    """

    number: int
    label: str
    tracking_uid: str
    file: str
    series_uid: str
    frame_uid: str
    mask: tuple[Grid, NDArray[np.bool_]] | None = None
    contours_mm: tuple[NDArray[np.float64], ...] = ()
    notes: tuple[str, ...] = ()
    tracking_id: str = ""
    finding: Code | None = None
    category: Code | None = None
    site: Code | None = None
    laterality: Code | None = None
    is_lesion: bool | None = None
    algorithm: str = ""
    instance_uid: str = ""
