"""Where the voxels of a volume lie in the patient: DICOM's LPS coordinates, millimetres throughout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = tuple[float, float, float]

# Two directions count as one when their sine is below this; scanners write direction cosines with six decimals.
_SAME_DIRECTION = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A regular grid of voxels.

    shape        (slices, rows, columns)
    origin_mm    patient position of the centre of voxel (0, 0, 0)
    along_slices, along_rows, along_columns
                 unit vectors in which the slice, the row and the column index grow
    spacing_mm   distance of voxel centres in these three directions

    Source: DICOM PS3.3 C.7.6.2.1.1 (Image Plane Module, the mapping of pixels to the patient).
    """

    shape: tuple[int, int, int]
    origin_mm: Vector
    along_slices: Vector
    along_rows: Vector
    along_columns: Vector
    spacing_mm: Vector

    @property
    def voxel_ml(self) -> float:
        """Volume of one voxel in millilitres."""
        return float(np.prod(self.spacing_mm)) / 1000.0

    @property
    def matrix(self) -> NDArray[np.float64]:
        """3 x 3: columns are the steps in mm of slice, row and column index."""
        return np.column_stack((self.along_slices, self.along_rows, self.along_columns)) * np.asarray(self.spacing_mm)

    def to_patient(self, indices: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 3) indices in the order slice, row, column to (n, 3) positions in mm."""
        return np.asarray(self.origin_mm) + indices @ self.matrix.T

    def to_indices(self, positions_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 3) positions in mm to (n, 3) indices in the order slice, row, column; not rounded."""
        return (positions_mm - np.asarray(self.origin_mm)) @ np.linalg.inv(self.matrix).T

    @property
    def plane(self) -> str:
        """ "axial", "coronal" or "sagittal" by the nearest body axis of the normal; "oblique" beyond 30 degrees."""
        normal = np.abs(np.cross(self.along_columns, self.along_rows))
        nearest = int(np.argmax(normal))
        return ("sagittal", "coronal", "axial")[nearest] if normal[nearest] > np.cos(np.radians(30)) else "oblique"


def same_grid(one: Grid, other: Grid, *, tolerance_voxels: float = 0.01) -> bool:
    """Whether two grids put every voxel at the same place, but for a hundredth of a voxel."""
    if one.shape != other.shape:
        return False
    corners = np.array([[0, 0, 0], [one.shape[0] - 1, one.shape[1] - 1, one.shape[2] - 1]], dtype=float)
    ends = np.vstack((corners, np.array([[one.shape[0] - 1, 0, 0], [0, one.shape[1] - 1, 0]], dtype=float)))
    apart = np.abs(one.to_indices(other.to_patient(ends)) - ends)
    return bool(apart.max() <= tolerance_voxels)


def parallel(one: Vector, other: Vector) -> bool:
    """Whether two unit vectors point the same way."""
    return bool(np.linalg.norm(np.cross(one, other)) < _SAME_DIRECTION and float(np.dot(one, other)) > 0)
