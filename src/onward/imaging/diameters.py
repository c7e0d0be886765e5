"""Longest diameter of a lesion in the acquired plane, and the longest one perpendicular to it in the same slice.

The outline of a region runs through the middle between a voxel inside and its neighbour outside, so that one voxel has
the diameter of one voxel; diameters between voxel centres would come out smaller by as much. RECIST 1.1 measures in the
plane of acquisition (Eisenhauer, Eur J Cancer 2009;45:228, section 3.1), never through slices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
    best: InPlaneAxes | None = None
    for index in np.flatnonzero(mask.any(axis=(1, 2))):
        found = _slice_axes(mask[index], spacing_mm[1], spacing_mm[2], int(index))
        if best is None or (found.long_axis_mm, found.short_axis_mm) > (best.long_axis_mm, best.short_axis_mm):
            best = found
    return best


def _slice_axes(mask: NDArray[np.bool_], row_mm: float, column_mm: float, index: int) -> InPlaneAxes:
    corners = convex_hull(outline_mm(mask, row_mm, column_mm))
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


def outline_mm(mask: NDArray[np.bool_], row_mm: float, column_mm: float) -> NDArray[np.float64]:
    """(n, 2) points in mm halfway between each voxel of the border and its neighbour outside, rows before columns."""
    padded = np.pad(mask, 1)
    points: list[NDArray[np.floating]] = []
    for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        outside = ~np.roll(padded, (-down, -right), axis=(0, 1))
        rows, columns = np.nonzero(padded & outside)
        points.append(np.column_stack(((rows - 1 + down / 2) * row_mm, (columns - 1 + right / 2) * column_mm)))
    return np.vstack(points, dtype=np.float64)


def convex_hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners of the convex hull of (n, 2) points, in turning order (Andrew's monotone chain)."""
    ordered = np.unique(points, axis=0)
    if len(ordered) < 3:
        return ordered
    half: list[list[NDArray[np.float64]]] = []
    for run in (ordered, ordered[::-1]):
        chain: list[NDArray[np.float64]] = []
        for point in run:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        half.append(chain[:-1])
    return np.asarray(half[0] + half[1])


def _turn(a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _widest_across(corners: NDArray[np.float64], direction: NDArray[np.float64]) -> float:
    """Longest chord of the convex outline at right angles to `direction`.

    The chord's length is concave and piecewise linear along the long axis, so the longest one passes through a corner.
    """
    across = np.array([-direction[1], direction[0]])
    along_mm, side_mm = corners @ direction, corners @ across
    following = np.roll(np.arange(len(corners)), -1)
    widest = 0.0
    for at in along_mm:
        start, stop = along_mm, along_mm[following]
        crossing = (np.minimum(start, stop) <= at) & (at <= np.maximum(start, stop)) & (start != stop)
        if not crossing.any():
            continue
        share = (at - start[crossing]) / (stop[crossing] - start[crossing])
        sides = side_mm[crossing] + share * (side_mm[following][crossing] - side_mm[crossing])
        widest = max(widest, float(sides.max() - sides.min()))
    return widest
