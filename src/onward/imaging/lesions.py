"""A lesion as voxels with a name for life, and the ball around a place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLesion:
    """One lesion on one volume.

    tracking_uid   DICOM TrackingUID: the same for one lesion over all studies and modalities
    tracking_id    a short name for people ("L1"); "" when it has none
    site           word of codes/sites ("liver"), "" when nobody said; site_text in the words of whoever said it
    laterality     "left", "right" or ""
    mask           (slices, rows, columns) on `grid`
    algorithm      what drew it, "" for a hand
    reader         who confirmed it, "" while nobody has: then it is a proposal and no fact
    """

    tracking_uid: str
    label: str
    grid: Grid
    mask: NDArray[np.bool_]
    tracking_id: str = ""
    site: str = ""
    site_text: str = ""
    laterality: str = ""
    series_instance_uid: str = ""
    study_instance_uid: str = ""
    frame_of_reference_uid: str = ""
    algorithm: str = ""
    reader: str = ""


def centroid_mm(mask: NDArray[np.bool_], grid: Grid) -> Vector:
    """Patient position of the middle of a region that has voxels."""
    middle = np.argwhere(mask).mean(axis=0)[None, :]
    x, y, z = grid.to_patient(middle)[0]
    return float(x), float(y), float(z)


def ball(grid: Grid, centre_mm: Vector, radius_mm: float) -> NDArray[np.bool_]:
    """Voxels whose centre lies within a distance of a place in the patient."""
    mask = np.zeros(grid.shape, dtype=bool)
    box = box_around(grid, centre_mm, radius_mm)
    if box is None:
        return mask
    positions = positions_mm(grid, box)
    mask[box] = ((positions - np.asarray(centre_mm)) ** 2).sum(axis=-1) <= radius_mm**2
    return mask


def box_around(grid: Grid, centre_mm: Vector, radius_mm: float) -> tuple[slice, slice, slice] | None:
    """The voxels that a ball may touch; None when it lies outside of the grid."""
    middle = grid.to_indices(np.asarray([centre_mm], dtype=np.float64))[0]
    found: list[slice] = []
    for at, spacing, extent in zip(middle, grid.spacing_mm, grid.shape, strict=True):
        low = max(0, int(np.ceil(at - radius_mm / spacing - 1)))
        high = min(extent, int(np.floor(at + radius_mm / spacing + 1)) + 1)
        if low >= high:
            return None
        found.append(slice(low, high))
    return found[0], found[1], found[2]


def positions_mm(grid: Grid, box: tuple[slice, slice, slice]) -> NDArray[np.float64]:
    """(slices, rows, columns, 3): patient positions of the voxel centres of a box."""
    z, y, x = (np.arange(one.start, one.stop, dtype=np.float64) for one in box)
    steps = grid.matrix
    return (
        np.asarray(grid.origin_mm)
        + z[:, None, None, None] * steps[:, 0]
        + y[None, :, None, None] * steps[:, 1]
        + x[None, None, :, None] * steps[:, 2]
    )


def widened(box: tuple[slice, ...], shape: tuple[int, int, int], margin: int = 1) -> tuple[slice, slice, slice]:
    """A box with a margin, within the grid."""
    z, y, x = (
        slice(max(0, one.start - margin), min(extent, one.stop + margin))
        for one, extent in zip(box, shape, strict=True)
    )
    return z, y, x
