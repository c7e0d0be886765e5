"""Rigid registration of two studies of one person, so that the same place has the same coordinates in both.

A body bends and a liver moves with breath: a rigid map brings places within about a centimetre, no nearer. It serves to
propose which lesion is which, and nothing is measured on registered images.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid, Vector

# Registration looks at voxels of this size: finer ones cost time and add nothing to a rigid map.
_SPACING_MM = 4.0
# What of CT numbers tells tissues apart; contrast and metal beyond it mislead.
_CT_WINDOW = (-500.0, 400.0)
_SEED = 7
_SAMPLES = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class RigidMap:
    """Positions of one study to those of another: rotation (row by row) about the origin, then translation in mm.

    how   in words: by registration, or because both have one frame of reference
    """

    rotation: tuple[Vector, Vector, Vector]
    translation_mm: Vector
    how: str

    def to_other(self, positions_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 3) positions of the first study in the other."""
        return positions_mm @ np.asarray(self.rotation).T + np.asarray(self.translation_mm)

    @property
    def turned_degrees(self) -> float:
        """Angle of the rotation."""
        trace = float(np.trace(np.asarray(self.rotation)))
        return math.degrees(math.acos(max(-1.0, min(1.0, (trace - 1) / 2))))


SAME_PLACE = RigidMap(
    rotation=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    translation_mm=(0.0, 0.0, 0.0),
    how="both have the same frame of reference",
)


def register_rigid(
    first: tuple[NDArray[np.floating], Grid], other: tuple[NDArray[np.floating], Grid], *, ct: bool
) -> RigidMap:
    """The map from the first study's positions to the other's, by mutual information; same input, same map.

    ct   the values are CT numbers: only what lies in the window of tissues counts
    """
    import SimpleITK  # half a second to load, and most commands need none

    sitk: Any = SimpleITK

    fixed, moving = (_image(sitk, values, grid, ct=ct) for values, grid in (first, other))
    start = sitk.CenteredTransformInitializer(
        fixed, moving, sitk.Euler3DTransform(), sitk.CenteredTransformInitializerFilter.MOMENTS
    )
    method: Any = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(numberOfHistogramBins=32)
    method.SetMetricSamplingStrategy(method.REGULAR)
    method.SetMetricSamplingPercentage(_SAMPLES, _SEED)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsRegularStepGradientDescent(
        learningRate=2.0, minStep=0.01, numberOfIterations=120, relaxationFactor=0.6
    )
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetShrinkFactorsPerLevel([3, 2, 1])
    method.SetSmoothingSigmasPerLevel([6, 3, 0])
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOn()
    method.SetInitialTransform(start, inPlace=False)
    found: Any = method.Execute(fixed, moving)
    if found.GetName() == "CompositeTransform":
        found = found.GetNthTransform(0)
    euler: Any = sitk.Euler3DTransform(found)
    rotation = np.asarray(euler.GetMatrix(), dtype=np.float64).reshape(3, 3)
    centre = np.asarray(euler.GetCenter(), dtype=np.float64)
    shift = np.asarray(euler.GetTranslation(), dtype=np.float64) + centre - rotation @ centre
    return RigidMap(
        rotation=tuple(_rounded(row, 7) for row in rotation),  # pyright: ignore[reportArgumentType]  (three rows)
        translation_mm=_rounded(shift, 3),
        how="rigid registration by mutual information",
    )


def _image(sitk: Any, values: NDArray[np.floating], grid: Grid, *, ct: bool) -> Any:
    """The values as an image in patient coordinates, coarse enough to be quick."""
    steps = [max(1, round(_SPACING_MM / spacing)) for spacing in grid.spacing_mm]
    coarse = np.ascontiguousarray(_averaged(np.asarray(values, dtype=np.float32), steps))
    if ct:
        coarse = np.clip(coarse, *_CT_WINDOW) - _CT_WINDOW[0]
    image: Any = sitk.GetImageFromArray(coarse)
    first = grid.to_patient(np.array([[(step - 1) / 2 for step in steps]]))[0]
    image.SetOrigin([float(one) for one in first])
    image.SetSpacing([float(spacing * step) for spacing, step in zip(grid.spacing_mm[::-1], steps[::-1], strict=True)])
    direction = np.column_stack((grid.along_columns, grid.along_rows, grid.along_slices))
    image.SetDirection([float(one) for one in direction.ravel()])
    return image


def _averaged(values: NDArray[np.float32], steps: list[int]) -> NDArray[np.float32]:
    """Means of blocks; what is left over at the far ends is cut off."""
    kept = [max(1, extent // step) for extent, step in zip(values.shape, steps, strict=True)]
    steps = [step if extent >= step else 1 for extent, step in zip(values.shape, steps, strict=True)]
    z, y, x = (count * step for count, step in zip(kept, steps, strict=True))
    blocks = values[:z, :y, :x].reshape(kept[0], steps[0], kept[1], steps[1], kept[2], steps[2])
    return blocks.mean(axis=(1, 3, 5), dtype=np.float32)


def _rounded(values: NDArray[np.float64], digits: int) -> Vector:
    return round(float(values[0]), digits), round(float(values[1]), digits), round(float(values[2]), digits)
