"""What is measured of one region: volume, statistics, peak, in-plane axes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onward.imaging.diameters import InPlaneAxes, in_plane_axes
from onward.imaging.grid import Grid
from onward.imaging.peak import Peak, peaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Of the values in a region, each voxel counting once."""

    voxels: int
    minimum: float
    mean: float
    median: float
    maximum: float
    deviation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMeasured:
    """One region on one volume.

    volume_ml      voxels times voxel volume, on the grid on which the region was drawn
    statistics     None when no voxel of the image lies in the region
    peak, peak_at_max   only where the values are uptake; None for other images
    total_glycolysis    mean times volume, for uptake
    axes           in the acquired plane
    """

    volume_ml: float
    statistics: Statistics | None
    peak: Peak | None
    peak_at_max: Peak | None
    total_glycolysis: float | None
    axes: InPlaneAxes | None


def statistics_of(values: NDArray[np.floating], mask: NDArray[np.bool_]) -> Statistics | None:
    """None for a region without voxels."""
    found = np.asarray(values[mask], dtype=np.float64)
    if found.size == 0:
        return None
    return Statistics(
        voxels=int(found.size),
        minimum=float(found.min()),
        mean=float(found.mean()),
        median=float(np.median(found)),
        maximum=float(found.max()),
        deviation=float(found.std(ddof=1)) if found.size > 1 else 0.0,
    )


def measure_region(
    values: NDArray[np.floating],
    grid: Grid,
    mask: NDArray[np.bool_],
    *,
    uptake: bool,
    drawn: tuple[Grid, NDArray[np.bool_]] | None = None,
) -> RegionMeasured:
    """Measure one region.

    mask    on `grid`; uptake: the values are SUV
    drawn   grid and mask on which the region was drawn, where these are others than the image's: volume and axes are
            taken there
    """
    own_grid, own_mask = (grid, mask) if drawn is None else drawn
    statistics = statistics_of(values, mask)
    volume_ml = int(own_mask.sum()) * own_grid.voxel_ml
    best = at_max = None
    glycolysis = None
    if uptake and statistics is not None:
        best, at_max = peaks(values, mask, grid.spacing_mm)
        glycolysis = statistics.mean * volume_ml
    return RegionMeasured(
        volume_ml=volume_ml,
        statistics=statistics,
        peak=best,
        peak_at_max=at_max,
        total_glycolysis=glycolysis,
        axes=_axes(own_mask, own_grid, grid),
    )


def _axes(mask: NDArray[np.bool_], drawn: Grid, images: Grid) -> InPlaneAxes | None:
    """Axes on the grid of the drawing; their slice is the nearest one of the images."""
    found = in_plane_axes(mask, drawn.spacing_mm)
    if found is None or drawn is images:
        return found
    (row, column), (other_row, other_column) = found.ends
    middle = np.array([[found.slice, (row + other_row) / 2, (column + other_column) / 2]])
    at = float(images.to_indices(drawn.to_patient(middle))[0, 0])
    return replace(found, slice=min(max(round(at), 0), images.shape[0] - 1))


def resample_mask(mask: NDArray[np.bool_], drawn: Grid, onto: Grid) -> NDArray[np.bool_]:
    """The mask on another grid: a voxel belongs to it when the drawn voxel that holds its centre does."""
    result = np.zeros(onto.shape, dtype=bool)
    box = _box_of(mask, drawn, onto)
    if box is None:
        return result
    z, y, x = (np.arange(one.start, one.stop, dtype=np.float64) for one in box)
    # Index of the drawn grid = start + steps along the three axes of the other one.
    steps = np.linalg.inv(drawn.matrix) @ onto.matrix
    start = drawn.to_indices(np.asarray([onto.origin_mm]))[0]
    if np.abs(steps - np.diag(np.diag(steps))).max() < 1e-9:
        # Grids that lie alike: each axis by itself.
        along = [np.rint(start[axis] + steps[axis, axis] * one).astype(int) for axis, one in enumerate((z, y, x))]
        inside = [(one >= 0) & (one < extent) for one, extent in zip(along, mask.shape, strict=True)]
        held = mask[np.ix_(*(one[within] for one, within in zip(along, inside, strict=True)))]
        places = [np.flatnonzero(within) + part.start for within, part in zip(inside, box, strict=True)]
        result[np.ix_(*places)] = held
        return result
    for slice_index in z:
        where = np.rint(
            start + slice_index * steps[:, 0] + y[:, None, None] * steps[:, 1] + x[None, :, None] * steps[:, 2]
        ).astype(int)
        inside = ((where >= 0) & (where < np.asarray(drawn.shape))).all(axis=-1)
        held = where[inside]
        plane = np.zeros(inside.shape, dtype=bool)
        plane[inside] = mask[held[:, 0], held[:, 1], held[:, 2]]
        result[int(slice_index), box[1], box[2]] = plane
    return result


def _box_of(mask: NDArray[np.bool_], drawn: Grid, onto: Grid) -> tuple[slice, slice, slice] | None:
    """The part of a grid that may hold voxels of a mask drawn on another one; None where none does."""
    held = np.nonzero(mask)
    if not len(held[0]):
        return None
    ends = [(float(axis.min()) - 0.5, float(axis.max()) + 0.5) for axis in held]
    corners = np.array([[a, b, c] for a in ends[0] for b in ends[1] for c in ends[2]])
    indices = onto.to_indices(drawn.to_patient(corners))
    parts: list[slice] = []
    for axis, extent in enumerate(onto.shape):
        low = max(0, int(np.floor(indices[:, axis].min())))
        high = min(extent, int(np.ceil(indices[:, axis].max())) + 1)
        if low >= high:
            return None
        parts.append(slice(low, high))
    return parts[0], parts[1], parts[2]
