"""Shapes with volumes and diameters known from geometry."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from onward.imaging import Grid

Spacing = tuple[float, float, float]


def centres_mm(shape: tuple[int, int, int], spacing_mm: Spacing) -> tuple[NDArray[np.float64], ...]:
    """Distances of voxel centres from the middle of the grid, per axis, ready to broadcast."""
    z, y, x = (
        (np.arange(extent) - (extent - 1) / 2) * spacing for extent, spacing in zip(shape, spacing_mm, strict=True)
    )
    return z[:, None, None], y[None, :, None], x[None, None, :]


def grid(shape: tuple[int, int, int], spacing: tuple[float, float, float], turned_degrees: float = 0.0) -> Grid:
    """A grid of voxels of this spacing, turned in the plane, that does not begin at zero."""
    angle = math.radians(turned_degrees)
    return Grid(
        shape=shape,
        origin_mm=(-30.0, 12.0, 100.0),
        along_slices=(0.0, 0.0, 1.0),
        along_rows=(-math.sin(angle), math.cos(angle), 0.0),
        along_columns=(math.cos(angle), math.sin(angle), 0.0),
        spacing_mm=spacing,
    )


def ellipsoid(
    shape: tuple[int, int, int],
    spacing_mm: Spacing,
    half_axes_mm: tuple[float, float, float],
    *,
    shift_mm: tuple[float, float, float] = (0, 0, 0),
    turned_degrees: float = 0.0,
) -> NDArray[np.bool_]:
    """Voxels whose centre lies in an ellipsoid; half axes along slices, rows, columns, turned in the plane."""
    z, y, x = centres_mm(shape, spacing_mm)
    z, y, x = z - shift_mm[0], y - shift_mm[1], x - shift_mm[2]
    angle = np.radians(turned_degrees)
    across, down = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    return (z / half_axes_mm[0]) ** 2 + (down / half_axes_mm[1]) ** 2 + (across / half_axes_mm[2]) ** 2 <= 1.0
