"""A lesion grown from a place that a reader gives: isocontour of a PET maximum, or a window of values.

41 % and 50 % of the maximum are the usual isocontours of FDG-PET (Boellaard, Eur J Nucl Med Mol Imaging 2015;42:328).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.imaging.candidates import connected
from onward.imaging.grid import Grid, Vector
from onward.imaging.lesions import positions_mm, widened


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A region that was grown from a place.

    at         the voxel from which it grew; value: there
    runs_out   True when it reached the distance at which the search ends: it may have leaked into other tissue
    """

    mask: NDArray[np.bool_]
    at: tuple[int, int, int]
    value: float
    runs_out: bool


def isocontour(
    values: NDArray[np.floating], grid: Grid, seed: tuple[int, int, int], share: float, *, reach_mm: float = 60.0
) -> Grown:
    """The voxels around a seed at or above a share of the maximum that lies uphill of it.

    seed       (slice, row, column) in or beside the lesion; from it the way leads uphill, neighbour by neighbour
    reach_mm   the contour is looked for within this distance of the maximum
    Raises ValueError for a seed outside of the volume, a share outside of 0 to 1, and where nothing stands out.
    """
    if not 0 < share < 1:
        raise ValueError("the share of the maximum lies between 0 and 1")
    top = _uphill(values, _within(seed, grid.shape))
    maximum = float(values[top])
    if not maximum > 0:
        raise ValueError("there is no uptake around this place")
    return _grown(values >= share * maximum, grid, top, maximum, reach_mm)


def grow_region(
    values: NDArray[np.floating],
    grid: Grid,
    seed: tuple[int, int, int],
    *,
    low: float,
    high: float,
    reach_mm: float = 60.0,
) -> Grown:
    """The voxels connected with a seed whose values lie from `low` to `high`.

    Raises ValueError for a seed outside of the volume, or whose own value does not lie there.
    """
    at = _within(seed, grid.shape)
    if not low <= float(values[at]) <= high:
        raise ValueError("the value at this place does not lie between the two limits")
    return _grown((values >= low) & (values <= high), grid, at, float(values[at]), reach_mm)


def _grown(wanted: NDArray[np.bool_], grid: Grid, at: tuple[int, int, int], value: float, reach_mm: float) -> Grown:
    box = widened(
        tuple(slice(one, one + 1) for one in at),
        grid.shape,
        margin=int(np.ceil(reach_mm / min(grid.spacing_mm))),
    )
    positions = positions_mm(grid, box) - grid.to_patient(np.array([at], dtype=np.float64))[0]
    squared: NDArray[np.float64] = (positions**2).sum(axis=-1)
    near = squared <= reach_mm**2
    labels, _ = connected(wanted[box] & near)
    inner = tuple(one - part.start for one, part in zip(at, box, strict=True))
    held = labels == labels[inner]
    mask = np.zeros(grid.shape, dtype=bool)
    mask[box] = held
    rim = squared > (reach_mm - 1.5 * max(grid.spacing_mm)) ** 2
    return Grown(mask=mask, at=at, value=value, runs_out=bool((held & rim).any()))


def _uphill(values: NDArray[np.floating], at: tuple[int, int, int]) -> tuple[int, int, int]:
    while True:
        box = widened(tuple(slice(one, one + 1) for one in at), _shape(values))
        near = values[box]
        z, y, x = np.unravel_index(int(np.argmax(near)), near.shape)
        best = (int(z) + box[0].start, int(y) + box[1].start, int(x) + box[2].start)
        if not float(values[best]) > float(values[at]):
            return at
        at = best


def _shape(values: NDArray[np.floating]) -> tuple[int, int, int]:
    slices, rows, columns = values.shape
    return slices, rows, columns


def _within(seed: tuple[int, int, int], shape: tuple[int, int, int]) -> tuple[int, int, int]:
    if any(not 0 <= one < extent for one, extent in zip(seed, shape, strict=True)):
        raise ValueError("the place lies outside of the images")
    return seed


def seeds_of(places_mm: Sequence[Vector], grid: Grid) -> tuple[tuple[int, int, int], ...]:
    """The voxels at places in the patient; those outside of the grid have an index outside of its shape."""
    return tuple(
        (int(one[0]), int(one[1]), int(one[2]))
        for one in np.rint(grid.to_indices(np.asarray(places_mm, dtype=np.float64).reshape(-1, 3))).astype(int)
    )
