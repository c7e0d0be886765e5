"""Shapes with volumes and diameters known from geometry."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Spacing = tuple[float, float, float]


def centres_mm(shape: tuple[int, int, int], spacing_mm: Spacing) -> tuple[NDArray[np.float64], ...]:
    """Distances of voxel centres from the middle of the grid, per axis, ready to broadcast."""
    z, y, x = (
        (np.arange(extent) - (extent - 1) / 2) * spacing for extent, spacing in zip(shape, spacing_mm, strict=True)
    )
    return z[:, None, None], y[None, :, None], x[None, None, :]


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
