"""Contours that are hard: open ones, single points, holes, planes between slices, slices left out."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from onward.imaging import Grid, draw_contours

GRID = Grid(
    shape=(9, 20, 20),
    origin_mm=(0.0, 0.0, 0.0),
    along_slices=(0.0, 0.0, 1.0),
    along_rows=(0.0, 1.0, 0.0),
    along_columns=(1.0, 0.0, 0.0),
    spacing_mm=(3.0, 1.0, 1.0),
)


def square(z_mm: float, low: float = 2.5, high: float = 8.5) -> NDArray[np.float64]:
    """A square whose edges run between voxel centres: 6 x 6 voxels."""
    return np.array([[low, low, z_mm], [high, low, z_mm], [high, high, z_mm], [low, high, z_mm]])


def voxels(*contours: NDArray[np.float64]) -> int:
    return int(draw_contours(contours, GRID).mask.sum())


@pytest.mark.parametrize("z_mm", [6.0, 6.4, 4.6, 7.49])
def test_a_contour_is_drawn_on_its_nearest_slice(z_mm: float) -> None:
    found = draw_contours([square(z_mm)], GRID)
    assert found.mask[2].sum() == 36
    assert found.mask.sum() == 36


def test_a_contour_within_another_is_a_hole_and_one_within_that_is_full_again() -> None:
    assert voxels(square(3), square(3, 3.5, 7.5), square(3, 4.5, 6.5)) == 36 - 16 + 4


def test_contours_drawn_on_thinner_slices_do_not_punch_holes() -> None:
    """Drawn every millimetre on images of 3 mm: three squares fall on each slice, and the nearest one counts."""
    found = draw_contours([square(float(z)) for z in range(3, 12)], GRID)
    assert [int(one.sum()) for one in found.mask[1:4]] == [36, 36, 36]
    assert len(found.left_out) == 9 - 4  # 3, 6, 9 mm, and 11 mm on the slice at 12 mm
    assert {why for _, why in found.left_out} == {"contours of another plane lie nearer to this slice of the images"}


def test_a_hole_that_is_off_by_a_hair_is_still_a_hole() -> None:
    assert voxels(square(3.0), square(3.05, 3.5, 7.5)) == 36 - 16


def test_contours_on_every_second_slice_are_said() -> None:
    assert draw_contours([square(z) for z in (0.0, 6.0, 12.0)], GRID).every == 2
    assert draw_contours([square(z) for z in (0.0, 3.0, 6.0)], GRID).every == 1
    # Two lesions in one region: no regular step.
    assert draw_contours([square(z) for z in (0.0, 3.0, 15.0)], GRID).every == 1


@pytest.mark.parametrize(
    ("contour", "why"),
    [
        (square(3.0)[:1], "fewer than three points enclose nothing"),
        (square(3.0)[:2], "fewer than three points enclose nothing"),
        (square(3.0, 4.1, 4.4), "no voxel centre lies inside"),
        (square(60.0), "it lies outside of the images"),
        (np.array([[2.5, 2.5, 0.0], [8.5, 2.5, 9.0], [8.5, 8.5, 9.0]]), "it does not lie in the plane of the images"),
    ],
)
def test_what_cannot_be_drawn_says_why(contour: NDArray[np.float64], why: str) -> None:
    found = draw_contours([contour, square(6.0)], GRID)
    assert found.left_out == ((0, why),)
    assert found.mask.sum() == 36
