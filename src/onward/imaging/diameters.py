"""Longest diameter of a lesion in the acquired plane, and the longest one perpendicular to it in the same slice.

The outline of a region runs through the middle between a voxel inside and its neighbour outside, so that one voxel has
the diameter of one voxel; diameters between voxel centres would come out smaller by as much. RECIST 1.1 measures in the
plane of acquisition (Eisenhauer, Eur J Cancer 2009;45:228, section 3.1), never through slices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Lengths that differ by less count as one: sums of squares round.
_SAME_MM = 1e-9
# Above so many points the corners of their hull are found first.
_MANY_POINTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlaneAxes:
    """The two diameters in mm, the slice they lie in (0-based), and the ends of the long one as (row, column)."""

    long_axis_mm: float
    short_axis_mm: float
    slice: int
    ends: tuple[tuple[float, float], tuple[float, float]]


def in_plane_axes(mask: NDArray[np.bool_], spacing_mm: tuple[float, float, float]) -> InPlaneAxes | None:
    """Diameters of the slice with the longest one; None for a region without voxels.

    mask   (slices, rows, columns); of two slices with the same longest diameter the one with the longer short axis
    """
    best: list[tuple[float, int, NDArray[np.float64]]] = []
    for most_mm, index in _slices(mask, spacing_mm):
        if best and most_mm < best[0][0] - _SAME_MM:
            break  # no chord of a slice is longer than the diagonal of its box
        points = _extremes_mm(mask[index], spacing_mm[1], spacing_mm[2])
        long_mm = _longest_mm(points)
        if not best or long_mm > best[0][0] + _SAME_MM:
            best = [(long_mm, index, points)]
        elif long_mm > best[0][0] - _SAME_MM:
            best.append((long_mm, index, points))
    found = [_slice_axes(points, spacing_mm[1], spacing_mm[2], index) for _, index, points in best]
    return max(found, key=lambda one: (one.long_axis_mm, one.short_axis_mm, -one.slice), default=None)


def _longest_mm(points: NDArray[np.float64]) -> float:
    """Greatest distance of two points; of many only the corners of their hull can be the ends."""
    if len(points) > _MANY_POINTS:
        points = convex_hull(points)
    rows, columns = points[:, 0], points[:, 1]
    squared = (rows[:, None] - rows) ** 2 + (columns[:, None] - columns) ** 2
    return float(np.sqrt(squared.max()))


def _slices(mask: NDArray[np.bool_], spacing_mm: tuple[float, float, float]) -> list[tuple[float, int]]:
    """(diagonal of its box in mm, index) of each slice with voxels, the largest first."""
    found: list[tuple[float, int]] = []
    for index in np.flatnonzero(mask.any(axis=(1, 2))):
        down, right = np.flatnonzero(mask[index].any(axis=1)), np.flatnonzero(mask[index].any(axis=0))
        height = float(down[-1] - down[0] + 1) * spacing_mm[1]
        width = float(right[-1] - right[0] + 1) * spacing_mm[2]
        found.append((float(np.hypot(height, width)), int(index)))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _slice_axes(points: NDArray[np.float64], row_mm: float, column_mm: float, index: int) -> InPlaneAxes:
    corners = convex_hull(points)
    apart = corners[:, None, :] - corners[None, :, :]
    squared = (apart**2).sum(axis=2)
    first, second = np.unravel_index(int(np.argmax(squared)), squared.shape)
    long_mm = float(np.sqrt(squared[first, second]))
    direction = (corners[second] - corners[first]) / long_mm
    return InPlaneAxes(
        long_axis_mm=long_mm,
        short_axis_mm=_widest_across(corners, direction),
        slice=index,
        ends=(
            (float(corners[first, 0] / row_mm), float(corners[first, 1] / column_mm)),
            (float(corners[second, 0] / row_mm), float(corners[second, 1] / column_mm)),
        ),
    )


def _extremes_mm(mask: NDArray[np.bool_], row_mm: float, column_mm: float) -> NDArray[np.float64]:
    """(n, 2) points in mm, rows before columns: the outline's ends in each row and column, which hold its hull.

    The outline runs halfway between a voxel of the border and its neighbour outside.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    held = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    first_row, first_column = float(rows[0]), float(columns[0])
    by_row = held[rows - rows[0]]
    left, right = by_row.argmax(axis=1), held.shape[1] - 1 - by_row[:, ::-1].argmax(axis=1)
    by_column = held[:, columns - columns[0]]
    top, bottom = by_column.argmax(axis=0), held.shape[0] - 1 - by_column[::-1].argmax(axis=0)
    points = np.concatenate(
        (
            np.column_stack((rows, left + first_column - 0.5)),
            np.column_stack((rows, right + first_column + 0.5)),
            np.column_stack((top + first_row - 0.5, columns)),
            np.column_stack((bottom + first_row + 0.5, columns)),
        )
    ).astype(np.float64)
    points[:, 0] *= row_mm
    points[:, 1] *= column_mm
    return points


def convex_hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners of the convex hull of (n, 2) points, in turning order (Andrew's monotone chain)."""
    ordered = sorted({(float(row), float(column)) for row, column in points.tolist()})
    if len(ordered) < 3:
        return np.asarray(ordered)
    half: list[list[tuple[float, float]]] = []
    for run in (ordered, ordered[::-1]):
        chain: list[tuple[float, float]] = []
        for point in run:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        half.append(chain[:-1])
    return np.asarray(half[0] + half[1])


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _widest_across(corners: NDArray[np.float64], direction: NDArray[np.float64]) -> float:
    """Longest chord of the convex outline at right angles to `direction`.

    The chord's length is concave and piecewise linear along the long axis, so the longest one passes through a corner.
    """
    across = np.array([-direction[1], direction[0]])
    along_mm, side_mm = corners @ direction, corners @ across
    stop_mm, stop_side = np.roll(along_mm, -1), np.roll(side_mm, -1)
    # One row for each corner as place along the axis, one column for each edge of the outline.
    at = along_mm[:, None]
    low, high = np.minimum(along_mm, stop_mm), np.maximum(along_mm, stop_mm)
    crossing = (low <= at) & (at <= high) & (along_mm != stop_mm)
    length = np.where(along_mm != stop_mm, stop_mm - along_mm, 1.0)
    sides = side_mm + (at - along_mm) / length * (stop_side - side_mm)
    highest = np.where(crossing, sides, -np.inf).max(axis=1)
    lowest = np.where(crossing, sides, np.inf).min(axis=1)
    widest = np.where(np.isfinite(highest) & np.isfinite(lowest), highest - lowest, 0.0)
    return float(max(0.0, widest.max()))
