"""Volumes, diameters and peak of shapes whose answers geometry gives."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.phantoms.shapes import ellipsoid, grid

from onward.imaging import Grid, draw_contours, in_plane_axes, measure_region, peaks, resample_mask, same_grid
from onward.imaging.peak import SPHERE_RADIUS_MM, sphere_weights

FINE = (1.0, 0.5, 0.5)


def test_a_sphere_of_20_mm() -> None:
    mask = ellipsoid((31, 61, 61), FINE, (10, 10, 10))
    measured = measure_region(np.ones(mask.shape), grid(mask.shape, FINE), mask, uptake=False)
    assert measured.volume_ml == pytest.approx(4 / 3 * math.pi, rel=0.01)  # 4.19 mL
    assert measured.axes is not None
    assert measured.axes.long_axis_mm == pytest.approx(20, abs=0.5)
    assert measured.axes.short_axis_mm == pytest.approx(20, abs=0.5)
    assert measured.axes.slice == 15
    assert measured.peak is None and measured.total_glycolysis is None


@pytest.mark.parametrize("turned", [0, 17, 30, 45, 72, 90])
def test_an_ellipse_of_30_by_16_mm_however_it_lies(turned: float) -> None:
    mask = ellipsoid((5, 81, 81), FINE, (50, 8, 15), turned_degrees=turned)
    axes = in_plane_axes(mask, FINE)
    assert axes is not None
    assert axes.long_axis_mm == pytest.approx(30, abs=0.5)
    assert axes.short_axis_mm == pytest.approx(16, abs=0.5)


def test_a_lesion_that_is_longest_across_slices_is_measured_in_the_plane() -> None:
    # A cigar of 60 mm through the slices and 12 mm in them: RECIST sees 12 mm.
    axes = in_plane_axes(ellipsoid((80, 61, 61), FINE, (30, 6, 6)), FINE)
    assert axes is not None
    assert axes.long_axis_mm == pytest.approx(12, abs=0.5)


def test_one_voxel_has_the_diameter_of_a_voxel() -> None:
    mask = np.zeros((1, 5, 5), dtype=bool)
    mask[0, 2, 2] = True
    axes = in_plane_axes(mask, (5.0, 0.8, 0.8))
    assert axes is not None
    assert axes.long_axis_mm == pytest.approx(0.8)


def test_a_line_of_voxels() -> None:
    mask = np.zeros((1, 5, 12), dtype=bool)
    mask[0, 2, 1:11] = True
    axes = in_plane_axes(mask, (5.0, 1.0, 1.0))
    assert axes is not None
    assert axes.long_axis_mm == pytest.approx(10)
    assert axes.short_axis_mm == pytest.approx(1)


def test_a_region_without_voxels_has_no_axes() -> None:
    assert in_plane_axes(np.zeros((2, 3, 3), dtype=bool), FINE) is None


def test_the_sphere_of_the_peak_has_one_cubic_centimetre() -> None:
    assert 4 / 3 * math.pi * SPHERE_RADIUS_MM**3 == pytest.approx(1000)
    for spacing in [(2.0, 2.0, 2.0), (5.0, 4.0, 4.0), (3.27, 5.47, 5.47), (1.5, 0.98, 0.98)]:
        assert sphere_weights(spacing).sum() * np.prod(spacing) == pytest.approx(1000, rel=0.01)


def test_the_peak_of_even_uptake_is_the_uptake() -> None:
    mask = ellipsoid((20, 30, 30), (3.0, 2.0, 2.0), (15, 15, 15))
    best, at_max = peaks(np.full(mask.shape, 7.5), mask, (3.0, 2.0, 2.0))
    assert best.value == pytest.approx(7.5)
    assert at_max.value == pytest.approx(7.5)


def test_the_best_sphere_is_not_the_one_around_the_hottest_voxel() -> None:
    """A single hot voxel at the edge of the lesion, and a warm half: the best sphere lies in the warm half."""
    values = np.zeros((15, 30, 30))
    mask = np.zeros(values.shape, dtype=bool)
    mask[4:11, 5:25, 10:20] = True
    values[mask] = 1.0
    values[4:11, 5:15, 10:20] = 4.0
    values[7, 24, 19] = 9.0
    best, at_max = peaks(values, mask, (2.0, 2.0, 2.0))
    assert at_max.centre == (7, 24, 19)
    assert best.value == pytest.approx(4.0, rel=0.05)
    assert best.value > at_max.value


def test_of_equal_maxima_the_one_with_the_best_sphere_counts_however_the_grid_lies() -> None:
    values = np.zeros((15, 30, 30))
    mask = np.zeros(values.shape, dtype=bool)
    mask[4:11, 5:25, 10:20] = True
    values[mask] = 5.0
    for turned in (values, values[::-1, ::-1, ::-1], values.transpose(0, 2, 1)):
        best, at_max = peaks(turned, turned > 0, (2.0, 2.0, 2.0))
        assert at_max.value == pytest.approx(best.value) == pytest.approx(5.0)


def test_the_sphere_reaches_out_of_the_lesion() -> None:
    """One voxel of 4 mm with uptake 10 in a cold surrounding: 0.064 of the cubic centimetre is hot."""
    values = np.zeros((9, 9, 9))
    values[4, 4, 4] = 10.0
    best, _ = peaks(values, values > 0, (4.0, 4.0, 4.0))
    assert best.value == pytest.approx(0.64, rel=0.01)
    assert best.complete


def test_a_sphere_at_the_edge_of_the_scan_says_that_it_is_incomplete() -> None:
    values = np.full((6, 6, 6), 3.0)
    mask = np.zeros(values.shape, dtype=bool)
    mask[0, 0, 0] = True
    best, _ = peaks(values, mask, (4.0, 4.0, 4.0))
    assert best.value == pytest.approx(3.0)
    assert not best.complete


def square(half_mm: float, z_mm: float, centre: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    x, y = centre
    corners = [(-half_mm, -half_mm), (half_mm, -half_mm), (half_mm, half_mm), (-half_mm, half_mm)]
    return np.array([(x + dx, y + dy, z_mm) for dx, dy in corners])


def test_a_contour_inside_another_is_a_hole() -> None:
    where = Grid(
        shape=(3, 40, 40),
        origin_mm=(-19.5, -19.5, 0.0),
        along_slices=(0.0, 0.0, 1.0),
        along_rows=(0.0, 1.0, 0.0),
        along_columns=(1.0, 0.0, 0.0),
        spacing_mm=(5.0, 1.0, 1.0),
    )
    drawn = draw_contours([square(10, 5.0), square(4, 5.0)], where)
    assert drawn.mask.sum() == 20 * 20 - 8 * 8
    assert drawn.mask[1].sum() == drawn.mask.sum()
    assert drawn.left_out == ()


def test_contours_that_cannot_be_drawn_are_named() -> None:
    where = grid((3, 40, 40), (5.0, 1.0, 1.0))
    standing = np.array([(-20.0, 20.0, 100.0), (-10.0, 20.0, 100.0), (-10.0, 20.0, 110.0), (-20.0, 20.0, 110.0)])
    far = square(4, 300.0, (-20, 20))
    drawn = draw_contours([standing, far, standing[:2]], where)
    assert [number for number, _ in drawn.left_out] == [0, 1, 2]
    assert not drawn.mask.any()


def test_a_mask_drawn_on_a_finer_grid_is_found_on_the_images() -> None:
    fine, coarse = grid((20, 60, 60), (1.5, 1.0, 1.0)), grid((10, 30, 30), (3.0, 2.0, 2.0))
    mask = ellipsoid(fine.shape, fine.spacing_mm, (10, 20, 20))
    found = resample_mask(mask, fine, coarse)
    assert found.sum() * coarse.voxel_ml == pytest.approx(mask.sum() * fine.voxel_ml, rel=0.05)
    assert same_grid(fine, fine) and not same_grid(fine, coarse)
