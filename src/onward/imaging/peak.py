"""SUVpeak as PERCIST defines it: the mean in a sphere of one cubic centimetre.

Voxels count by the part of them that lies in the sphere. The sphere's centre runs over the voxels of the lesion; the
sphere itself may reach out of the lesion (Wahl, J Nucl Med 2009;50 Suppl 1:122S).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SPHERE_RADIUS_MM = 10 * (3 / (4 * math.pi)) ** (1 / 3)  # one cubic centimetre: 6.2035 mm
# Points a voxel edge at which the share of a voxel inside the sphere is counted.
_POINTS = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """Mean in the sphere and the voxel (slice, row, column) of its centre.

    complete   False when the sphere reaches out of the image: the mean is of the part that was scanned
    """

    value: float
    centre: tuple[int, int, int]
    complete: bool


@lru_cache(maxsize=16)
def sphere_weights(spacing_mm: tuple[float, float, float]) -> NDArray[np.float64]:
    """Share of each voxel in the sphere around the middle voxel; odd extent in each direction, sum times voxel 1 mL."""
    slices, rows, columns = (_squared_distances(spacing) for spacing in spacing_mm)
    weights = np.zeros((len(slices), len(rows), len(columns)))
    for z, y, x in np.ndindex(*weights.shape):
        squared = slices[z][:, None, None] + rows[y][None, :, None] + columns[x][None, None, :]
        weights[z, y, x] = (squared <= SPHERE_RADIUS_MM**2).mean()
    weights.flags.writeable = False
    return weights


def _squared_distances(spacing_mm: float) -> NDArray[np.float64]:
    """(voxels, points): squared distances of the points of each voxel from the middle voxel's centre, one direction."""
    reach = math.ceil(SPHERE_RADIUS_MM / spacing_mm - 0.5)
    points = (np.arange(_POINTS, dtype=np.float64) + 0.5) / _POINTS - 0.5
    voxels = np.arange(-reach, reach + 1, dtype=np.float64)
    return ((voxels[:, None] + points[None, :]) * spacing_mm) ** 2


def peaks(
    values: NDArray[np.floating], mask: NDArray[np.bool_], spacing_mm: tuple[float, float, float]
) -> tuple[Peak, Peak]:
    """The best sphere in the lesion, and the one around its maximum.

    values, mask   (slices, rows, columns); `mask` has at least one voxel
    Raises ValueError for an empty mask.
    """
    from scipy import ndimage  # slow to load: who only looks what is there does not wait for it

    if not mask.any():
        raise ValueError("the region has no voxels")
    weights = sphere_weights(spacing_mm)
    reach = [extent // 2 for extent in weights.shape]
    box = tuple(
        slice(max(0, int(axis.min()) - margin), int(axis.max()) + margin + 1)
        for axis, margin in zip(np.nonzero(mask), reach, strict=True)
    )
    near = np.asarray(values[box], dtype=np.float64)
    lesion = mask[box]
    total = ndimage.correlate(near, weights, mode="constant", cval=0.0)
    weight = ndimage.correlate(np.ones_like(near), weights, mode="constant", cval=0.0)
    mean = np.where(lesion, total / weight, -np.inf)
    complete = weight >= weights.sum() * (1 - 1e-9)
    offset = [one.start for one in box]
    best = _index(mean)
    # Of equal maxima the one with the best sphere: which comes first in memory depends on how the grid lies.
    at_maximum = lesion & (near == near[lesion].max())
    hottest = _index(np.where(at_maximum, mean, -np.inf))
    return (
        _peak(mean, complete, best, offset),
        _peak(mean, complete, hottest, offset),
    )


def _index(found: NDArray[np.float64]) -> tuple[int, int, int]:
    z, y, x = np.unravel_index(int(np.argmax(found)), found.shape)
    return int(z), int(y), int(x)


def _peak(mean: NDArray[np.float64], complete: NDArray[np.bool_], at: tuple[int, int, int], offset: list[int]) -> Peak:
    return Peak(
        value=float(mean[at]),
        centre=(at[0] + offset[0], at[1] + offset[1], at[2] + offset[2]),
        complete=bool(complete[at]),
    )
