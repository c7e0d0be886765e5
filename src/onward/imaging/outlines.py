"""The outline of a region as closed contours that enclose exactly its voxels.

Each contour runs along the edges of voxels, so that reading it back gives the same voxels on the same grid. Contours
of holes are contours of their own: joined by exclusive or they leave the hole out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid

# The way on at a corner of voxels where two contours touch: turn so that each keeps to its own voxel.
_RIGHT_OF = {(0, 1): (1, 0), (1, 0): (0, -1), (0, -1): (-1, 0), (-1, 0): (0, 1)}

_Corner = tuple[int, int]


def outlines(mask: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """(n, 2) corners (row, column) of each closed contour of a slice, in index units, voxel centres at whole numbers.

    Voxels that touch only at a corner have contours of their own. Corners on a straight line are left out.
    """
    ways = _edges(mask)
    found: list[NDArray[np.float64]] = []
    while ways:
        start = min(ways)
        at, heading = start, ways[start][0]
        corners: list[_Corner] = []
        while True:
            ways[at].remove(heading)
            if not ways[at]:
                del ways[at]
            following = (at[0] + heading[0], at[1] + heading[1])
            if following == start:
                after = _first_heading(corners, start)
                if after != heading:
                    corners.append(following)
                break
            onward = ways[following]
            turn = _RIGHT_OF[heading]
            chosen = turn if turn in onward else onward[0]
            if chosen != heading:
                corners.append(following)
            at, heading = following, chosen
        found.append(np.array(corners, dtype=np.float64) - 0.5)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceOutlines:
    """The contours of one slice: (n, 3) patient positions in mm each; has_hole: one of them bounds a hole."""

    slice: int
    contours_mm: tuple[NDArray[np.float64], ...]
    has_hole: bool


def outlines_mm(mask: NDArray[np.bool_], grid: Grid) -> list[SliceOutlines]:
    """The contours of each slice that holds voxels."""
    found: list[SliceOutlines] = []
    for index in np.flatnonzero(mask.any(axis=(1, 2))):
        contours = outlines(mask[index])
        found.append(
            SliceOutlines(
                slice=int(index),
                contours_mm=tuple(
                    grid.to_patient(np.column_stack((np.full(len(corners), float(index)), corners)))
                    for corners in contours
                ),
                has_hole=any(_turning(corners) < 0 for corners in contours),
            )
        )
    return found


def _edges(mask: NDArray[np.bool_]) -> dict[_Corner, list[_Corner]]:
    """From each corner of voxels the headings of the edges that leave it, the region always on the right."""
    padded = np.pad(mask, 1)
    inside = padded[1:-1, 1:-1]
    ways: dict[_Corner, list[_Corner]] = {}
    for outside, start, heading in (
        (~padded[:-2, 1:-1], (0, 0), (0, 1)),
        (~padded[1:-1, 2:], (0, 1), (1, 0)),
        (~padded[2:, 1:-1], (1, 1), (0, -1)),
        (~padded[1:-1, :-2], (1, 0), (-1, 0)),
    ):
        for row, column in np.argwhere(inside & outside):
            ways.setdefault((int(row) + start[0], int(column) + start[1]), []).append(heading)
    return ways


def _first_heading(corners: list[_Corner], start: _Corner) -> _Corner:
    """The heading with which a contour left its start."""
    row, column = corners[0][0] - start[0], corners[0][1] - start[1]
    return (int(np.sign(row)), int(np.sign(column)))


def _turning(corners: NDArray[np.float64]) -> float:
    """Twice the signed area of a contour: above 0 around voxels, below 0 around a hole."""
    following = np.roll(corners, -1, axis=0)
    return float(np.sum(corners[:, 1] * following[:, 0] - following[:, 1] * corners[:, 0]))
