"""Closed planar contours to voxels: each contour on its nearest slice, contours of one slice joined by exclusive or.

A voxel belongs to a contour when its centre lies inside; with exclusive or a contour inside another one is a hole
(DICOM PS3.3 C.8.8.6.3, keyhole contours included).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid

# A contour further than this from every slice belongs to other images; half a slice and a little for rounding.
_OFF_PLANE_SLICES = 0.51


# Contours this close to each other, in slices, lie in one plane: what is within the other is a hole.
_ONE_PLANE_SLICES = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRegion:
    """Voxels of a set of contours, and the contours (0-based) that could not be drawn, each with the reason.

    every   contours lie on every second (third, ...) slice only, so that the region has gaps; 1 when they do not
    """

    mask: NDArray[np.bool_]
    left_out: tuple[tuple[int, str], ...]
    every: int = 1


@dataclass(frozen=True, slots=True)
class _Placed:
    """A contour on its slice: the voxels inside, where they begin, and how far the contour lies from the slice."""

    number: int
    plane: int
    level: float
    top: int
    left: int
    inside: NDArray[np.bool_]


def draw_contours(contours_mm: Sequence[NDArray[np.float64]], grid: Grid) -> DrawnRegion:
    """contours_mm: (n, 3) patient positions each, closed from the last point to the first.

    Where contours of several planes fall on one slice (they were drawn on thinner slices), those of the plane nearest
    to the slice are drawn, and no others: exclusive or across planes would punch holes into the region.
    """
    mask = np.zeros(grid.shape, dtype=bool)
    left_out: list[tuple[int, str]] = []
    by_plane: dict[int, list[_Placed]] = {}
    for number, contour in enumerate(contours_mm):
        found = _place(number, contour, grid)
        if isinstance(found, str):
            left_out.append((number, found))
        else:
            by_plane.setdefault(found.plane, []).append(found)
    for plane, placed in by_plane.items():
        nearest = min(abs(one.level - plane) for one in placed)
        level = next(one.level for one in placed if abs(one.level - plane) == nearest)
        for one in placed:
            if abs(one.level - level) > _ONE_PLANE_SLICES:
                left_out.append((one.number, "contours of another plane lie nearer to this slice of the images"))
                continue
            rows, columns = one.inside.shape
            mask[plane, one.top : one.top + rows, one.left : one.left + columns] ^= one.inside
    return DrawnRegion(mask=mask, left_out=tuple(sorted(left_out)), every=_every(sorted(by_plane)))


def _every(planes: Sequence[int]) -> int:
    """The step between slices with contours, where it is the same all along and there are at least three of them."""
    steps = {after - before for before, after in pairwise(planes)}
    return steps.pop() if len(planes) > 2 and len(steps) == 1 else 1


def _place(number: int, contour: NDArray[np.float64], grid: Grid) -> _Placed | str:
    if len(contour) < 3:
        return "fewer than three points enclose nothing"
    indices = grid.to_indices(contour)
    level = float(indices[:, 0].mean())
    plane = round(level)
    if float(np.abs(indices[:, 0] - level).max()) > 0.5:
        return "it does not lie in the plane of the images"
    if not 0 <= plane < grid.shape[0]:
        nearest = min(max(plane, 0), grid.shape[0] - 1)
        if abs(level - nearest) > _OFF_PLANE_SLICES:
            return "it lies outside of the images"
        plane = nearest
    rows, columns = indices[:, 1], indices[:, 2]
    top, bottom = max(0, int(np.ceil(rows.min()))), min(grid.shape[1] - 1, int(np.floor(rows.max())))
    left, right = max(0, int(np.ceil(columns.min()))), min(grid.shape[2] - 1, int(np.floor(columns.max())))
    if top > bottom or left > right:
        return "no voxel centre lies inside"
    inside = _inside(rows, columns, np.arange(top, bottom + 1), np.arange(left, right + 1))
    if not inside.any():
        return "no voxel centre lies inside"
    return _Placed(number, plane, level, top, left, inside)


def _inside(
    rows: NDArray[np.float64],
    columns: NDArray[np.float64],
    at_rows: NDArray[np.intp],
    at_columns: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Which grid points lie inside a polygon, by the even-odd rule; a row on a corner counts it once."""
    next_rows, next_columns = np.roll(rows, -1), np.roll(columns, -1)
    found = np.zeros((len(at_rows), len(at_columns)), dtype=bool)
    for line, row in enumerate(at_rows):
        crosses = (rows <= row) != (next_rows <= row)
        if not crosses.any():
            continue
        share = (row - rows[crosses]) / (next_rows[crosses] - rows[crosses])
        crossing = np.sort(columns[crosses] + share * (next_columns[crosses] - columns[crosses]))
        found[line] = np.searchsorted(crossing, at_columns) % 2 == 1
    return found
