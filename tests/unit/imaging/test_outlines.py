"""Outlines of regions: they enclose exactly the voxels, whatever the shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onward.imaging import Grid, draw_contours, outlines, outlines_mm

GRID = Grid(
    shape=(3, 9, 11),
    origin_mm=(-30.0, 12.0, 100.0),
    along_slices=(0.0, 0.0, 1.0),
    along_rows=(-0.6, 0.8, 0.0),
    along_columns=(0.8, 0.6, 0.0),
    spacing_mm=(5.0, 0.7, 1.3),
)


@settings(max_examples=150, deadline=None)
@given(arrays(bool, GRID.shape, elements=st.booleans()))
def test_drawing_the_outlines_gives_the_voxels_again(mask: np.ndarray) -> None:
    contours = [contour for found in outlines_mm(mask, GRID) for contour in found.contours_mm]
    again = draw_contours(contours, GRID)
    assert again.left_out == ()
    assert np.array_equal(again.mask, mask)


def test_one_voxel_is_a_square_around_its_centre() -> None:
    mask = np.zeros((3, 4), dtype=bool)
    mask[1, 2] = True
    (corners,) = outlines(mask)
    assert {tuple(one) for one in corners.tolist()} == {(0.5, 1.5), (0.5, 2.5), (1.5, 1.5), (1.5, 2.5)}


def test_voxels_that_touch_at_a_corner_have_outlines_of_their_own() -> None:
    mask = np.array([[True, False], [False, True]])
    assert len(outlines(mask)) == 2


@pytest.mark.parametrize(("hole", "contours"), [(False, 1), (True, 2)])
def test_a_hole_has_a_contour_of_its_own(hole: bool, contours: int) -> None:
    mask = np.zeros((1, 5, 5), dtype=bool)
    mask[0] = True
    mask[0, 2, 2] = not hole
    (found,) = outlines_mm(mask, GRID)
    assert len(found.contours_mm) == contours
    assert found.has_hole is hole
