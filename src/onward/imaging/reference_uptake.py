"""Uptake of healthy liver and of blood, and the threshold above which PERCIST calls a lesion measurable.

Liver: a sphere of 3 cm in the right lobe; 1.5 times its mean plus two standard deviations. Where the liver is diseased,
blood: a cylinder 1 cm wide and 2 cm long in the descending thoracic aorta; twice its mean plus two standard
deviations (Wahl, J Nucl Med 2009;50 Suppl 1:122S; O, Radiology 2016;280:576, PMC4976461). Both thresholds are the same
voxels in SUV by body weight and by lean body mass, because one factor turns one into the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid, Vector
from onward.imaging.lesions import ball, box_around, positions_mm, widened

Tissue = Literal["liver", "blood"]

LIVER_SPHERE_MM = 30.0
AORTA_WIDTH_MM = 10.0
AORTA_LENGTH_MM = 20.0
_TIMES_MEAN = {"liver": 1.5, "blood": 2.0}
_DEVIATIONS = 2.0
# The sphere may reach out of the organ by this share: masks are rough at their border.
_INSIDE = 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceUptake:
    """Uptake of a reference region, in the unit of the image.

    centre_mm   where the sphere or cylinder lies; how: who chose the place
    deviation   with n - 1 in the denominator
    """

    tissue: Tissue
    mean: float
    deviation: float
    voxels: int
    centre_mm: Vector
    how: str

    @property
    def threshold(self) -> float:
        """PERCIST's limit of measurable uptake."""
        return _TIMES_MEAN[self.tissue] * self.mean + _DEVIATIONS * self.deviation

    @property
    def formula(self) -> str:
        """The limit in words and numbers."""
        times = _TIMES_MEAN[self.tissue]
        return f"{times:g} x {self.tissue} mean {self.mean:.3g} + 2 x SD {self.deviation:.3g} = {self.threshold:.3g}"


def reference_at(values: NDArray[np.floating], grid: Grid, tissue: Tissue, centre_mm: Vector) -> ReferenceUptake | str:
    """The reference region around a place that a reader gives; why it cannot be, where it reaches out of the image."""
    region = _region(grid, tissue, centre_mm)
    if int(region.sum()) < _full_voxels(grid, tissue, centre_mm):
        return f"the {tissue} region around this place reaches out of the image"
    return _measured(values, region, tissue, centre_mm, "at a place given by the reader")


def reference_in(
    values: NDArray[np.floating], grid: Grid, tissue: Tissue, organ: NDArray[np.bool_]
) -> ReferenceUptake | str:
    """The most even reference region that fits into an organ mask.

    organ   liver or aorta on `grid`. Of the liver the right-hand half is used, of the aorta the rear half (descending)
    """
    if not organ.any():
        return f"the mask of {tissue} has no voxels"
    half = _half(organ, grid, tissue)
    where = _most_even(values, grid, tissue, half)
    if where is None:
        return f"no region of PERCIST's size fits into the mask of {tissue}"
    return _measured(
        values, _region(grid, tissue, where) & organ, tissue, where, "the most even place in the organ mask"
    )


def _measured(
    values: NDArray[np.floating], region: NDArray[np.bool_], tissue: Tissue, centre_mm: Vector, how: str
) -> ReferenceUptake:
    found = np.asarray(values[region], dtype=np.float64)
    return ReferenceUptake(
        tissue=tissue,
        mean=float(found.mean()),
        deviation=float(found.std(ddof=1)) if found.size > 1 else 0.0,
        voxels=int(found.size),
        centre_mm=centre_mm,
        how=how,
    )


def _region(grid: Grid, tissue: Tissue, centre_mm: Vector) -> NDArray[np.bool_]:
    match tissue:
        case "liver":
            return ball(grid, centre_mm, LIVER_SPHERE_MM / 2)
        case "blood":
            # Along the body's own axis: the descending aorta runs head to foot.
            mask = np.zeros(grid.shape, dtype=bool)
            box = box_around(grid, centre_mm, AORTA_LENGTH_MM / 2 + AORTA_WIDTH_MM / 2)
            if box is not None:
                x, y, z = np.moveaxis(positions_mm(grid, box) - np.asarray(centre_mm), -1, 0)
                mask[box] = (x**2 + y**2 <= (AORTA_WIDTH_MM / 2) ** 2) & (np.abs(z) <= AORTA_LENGTH_MM / 2)
            return mask


def _full_voxels(grid: Grid, tissue: Tissue, centre_mm: Vector) -> int:
    """Voxels of the region if the image went on for ever: on a small piece of the same lattice around its middle."""
    reach = [int(np.ceil(LIVER_SPHERE_MM / spacing)) for spacing in grid.spacing_mm]
    middle = np.rint(grid.to_indices(np.asarray([centre_mm], dtype=np.float64)))[0]
    x, y, z = grid.to_patient((middle - reach)[None, :])[0]
    piece = replace(
        grid,
        shape=(2 * reach[0] + 1, 2 * reach[1] + 1, 2 * reach[2] + 1),
        origin_mm=(float(x), float(y), float(z)),
    )
    return int(_region(piece, tissue, centre_mm).sum())


def _half(organ: NDArray[np.bool_], grid: Grid, tissue: Tissue) -> NDArray[np.bool_]:
    """Right half of a liver (smaller x in LPS), rear half of an aorta (larger y)."""
    found = np.argwhere(organ)
    axis, is_low = (0, True) if tissue == "liver" else (1, False)
    along = grid.to_patient(found.astype(np.float64))[:, axis]
    middle = float(np.median(along))
    kept = found[along <= middle if is_low else along >= middle]
    half = np.zeros(organ.shape, dtype=bool)
    half[kept[:, 0], kept[:, 1], kept[:, 2]] = True
    return half


def _most_even(values: NDArray[np.floating], grid: Grid, tissue: Tissue, organ: NDArray[np.bool_]) -> Vector | None:
    """Centre of the region inside the organ with the smallest deviation against its mean."""
    held = np.nonzero(organ)
    box = widened(tuple(slice(int(axis.min()), int(axis.max()) + 1) for axis in held), grid.shape, 0)
    inside = organ[box].astype(np.float64)
    near = np.where(organ[box], values[box], 0.0).astype(np.float64)
    kernel = _kernel(grid, tissue)
    if any(size > extent for size, extent in zip(kernel.shape, inside.shape, strict=True)):
        return None
    count = _convolved(inside, kernel)
    total = _convolved(near, kernel)
    squares = _convolved(near**2, kernel)
    fits = (count >= _INSIDE * kernel.sum()) & organ[box]
    if not fits.any():
        return None
    mean = total / np.maximum(count, 1)
    spread = np.sqrt(np.maximum(squares / np.maximum(count, 1) - mean**2, 0)) / np.maximum(mean, 1e-9)
    at = np.unravel_index(int(np.argmin(np.where(fits, np.round(spread, 9), np.inf))), spread.shape)
    index = np.array([[int(one) + part.start for one, part in zip(at, box, strict=True)]], dtype=np.float64)
    x, y, z = grid.to_patient(index)[0]
    return float(x), float(y), float(z)


def _convolved(values: NDArray[np.float64], kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums over the kernel around each voxel, of the shape of `values`; nothing lies outside of them."""
    whole = [extent + size - 1 for extent, size in zip(values.shape, kernel.shape, strict=True)]
    spectrum = np.fft.rfftn(values, whole, axes=(0, 1, 2)) * np.fft.rfftn(kernel, whole, axes=(0, 1, 2))
    found = np.fft.irfftn(spectrum, whole, axes=(0, 1, 2))
    z, y, x = (
        slice((size - 1) // 2, (size - 1) // 2 + extent)
        for extent, size in zip(values.shape, kernel.shape, strict=True)
    )
    return np.asarray(found[z, y, x], dtype=np.float64)


def _kernel(grid: Grid, tissue: Tissue) -> NDArray[np.float64]:
    """The region around the middle of a small grid of the same spacing and directions, trimmed."""
    reach = (LIVER_SPHERE_MM if tissue == "liver" else AORTA_LENGTH_MM + AORTA_WIDTH_MM) / 2
    extent = [2 * int(np.ceil(reach / spacing)) + 1 for spacing in grid.spacing_mm]
    small = Grid(
        shape=(extent[0], extent[1], extent[2]),
        origin_mm=(0.0, 0.0, 0.0),
        along_slices=grid.along_slices,
        along_rows=grid.along_rows,
        along_columns=grid.along_columns,
        spacing_mm=grid.spacing_mm,
    )
    middle = small.to_patient((np.asarray([extent], dtype=np.float64) - 1) / 2)[0]
    region = _region(small, tissue, (float(middle[0]), float(middle[1]), float(middle[2])))
    # Trimmed alike at both ends, so that its middle stays its middle.
    cuts = [
        min(int(held.min()), size - 1 - int(held.max())) for held, size in zip(np.nonzero(region), extent, strict=True)
    ]
    z, y, x = (slice(cut, size - cut) for cut, size in zip(cuts, region.shape, strict=True))
    return region[z, y, x].astype(np.float64)
