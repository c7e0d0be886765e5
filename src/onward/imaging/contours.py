"""Closed planar contours to voxels: each contour on its nearest slice, contours of one slice joined by exclusive or.

A voxel belongs to a contour when its centre lies inside; with exclusive or a contour inside another one is a hole
(DICOM PS3.3 C.8.8.6.3, keyhole contours included).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid

# A contour further than this from every slice belongs to other images; half a slice and a little for rounding.
_OFF_PLANE_SLICES = 0.51


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRegion:
    """Voxels of a set of contours, and the contours (0-based) that could not be drawn, each with the reason."""

    mask: NDArray[np.bool_]
    left_out: tuple[tuple[int, str], ...]


def draw_contours(contours_mm: Sequence[NDArray[np.float64]], grid: Grid) -> DrawnRegion:
    """contours_mm: (n, 3) patient positions each, closed from the last point to the first."""
    mask = np.zeros(grid.shape, dtype=bool)
    left_out: list[tuple[int, str]] = []
    for number, contour in enumerate(contours_mm):
        why = _draw(contour, grid, mask)
        if why:
            left_out.append((number, why))
    return DrawnRegion(mask=mask, left_out=tuple(left_out))


def _draw(contour: NDArray[np.float64], grid: Grid, mask: NDArray[np.bool_]) -> str:
    if len(contour) < 3:
        return "fewer than three points enclose nothing"
    indices = grid.to_indices(contour)
    level = indices[:, 0]
    plane = round(float(level.mean()))
    if float(np.abs(level - level.mean()).max()) > 0.5:
        return "it does not lie in the plane of the images"
    if not 0 <= plane < grid.shape[0]:
        nearest = min(max(plane, 0), grid.shape[0] - 1)
        if abs(float(level.mean()) - nearest) > _OFF_PLANE_SLICES:
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
    mask[plane, top : bottom + 1, left : right + 1] ^= inside
    return ""


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
