"""Where uptake stands out: balls and boxes whose voxels can be counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from onward.imaging import (
    Grid,
    OrganMask,
    ball,
    burden,
    find_candidates,
    grow_region,
    isocontour,
    reference_at,
    reference_in,
    seeds_of,
)

SPACING = (3.0, 2.0, 2.0)


def grid(shape: tuple[int, int, int], spacing: tuple[float, float, float] = SPACING) -> Grid:
    return Grid(
        shape=shape,
        origin_mm=(0.0, 0.0, 0.0),
        along_slices=(0.0, 0.0, 1.0),
        along_rows=(0.0, 1.0, 0.0),
        along_columns=(1.0, 0.0, 0.0),
        spacing_mm=spacing,
    )


def two_boxes() -> NDArray[np.float32]:
    """SUV 1 with a box of 2 x 3 x 4 voxels at 6 (one of them 9) and one of 1 x 2 x 2 at exactly 4."""
    values = np.ones((20, 30, 30), dtype=np.float32)
    values[5:7, 10:13, 10:14] = 6
    values[6, 11, 12] = 9
    values[15, 20:22, 20:22] = 4
    return values


def test_two_boxes_are_two_candidates_the_hottest_first() -> None:
    found = find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0)
    assert [one.voxels for one in found] == [24, 4]
    assert [one.maximum for one in found] == [9.0, 4.0]
    assert found[0].hottest == (6, 11, 12)
    # A voxel is 3 x 2 x 2 mm: 0.012 mL.
    assert found[0].volume_ml == pytest.approx(24 * 0.012)
    # Middle of slices 5 to 6, rows 10 to 12, columns 10 to 13, as x, y, z in mm.
    assert found[0].centre_mm == pytest.approx((23.0, 22.0, 16.5))


def test_the_threshold_itself_belongs_to_a_candidate_and_what_is_just_below_does_not() -> None:
    found = find_candidates(two_boxes(), grid((20, 30, 30)), above=float(np.nextafter(np.float32(4), np.float32(5))))
    assert [one.voxels for one in found] == [24]


def test_what_touches_at_a_corner_is_one() -> None:
    values = np.zeros((3, 3, 3), dtype=np.float32)
    values[0, 0, 0] = values[1, 1, 1] = 5
    assert [one.voxels for one in find_candidates(values, grid((3, 3, 3)), above=4.0)] == [2]


def test_the_smallest_volume_is_a_volume_that_stays() -> None:
    # 4 voxels are 0.048 mL.
    assert len(find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0, smallest_ml=0.048)) == 2
    assert len(find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0, smallest_ml=0.049)) == 1


def test_a_share_of_the_maximum_draws_each_candidate_again() -> None:
    # 70 % of 9 is 6.3: only the one voxel; 66 % is 5.94: the whole box.
    assert find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0, share_of_maximum=0.7)[0].voxels == 1
    assert find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0, share_of_maximum=0.66)[0].voxels == 24


def test_nothing_stands_out_and_what_is_no_threshold() -> None:
    assert find_candidates(two_boxes(), grid((20, 30, 30)), above=10.0) == ()
    with pytest.raises(ValueError, match="threshold"):
        find_candidates(two_boxes(), grid((20, 30, 30)), above=math.nan)
    with pytest.raises(ValueError, match="share"):
        find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0, share_of_maximum=1.0)


def test_uptake_in_an_organ_that_takes_it_up_in_health_is_marked_and_kept() -> None:
    bladder = np.zeros((20, 30, 30), dtype=bool)
    bladder[4:8, 9:14, 9:15] = True
    liver = np.zeros_like(bladder)
    liver[15, 20:22, 20] = True  # half of the small box
    organs = (
        OrganMask(name="urinary_bladder", mask=bladder, site="other", physiological="urine"),
        OrganMask(name="liver", mask=liver, site="liver"),
    )
    hot, small = find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0, organs=organs)
    assert (hot.organ, hot.physiological, hot.organ_share) == ("urinary_bladder", "urine", 1.0)
    assert (small.organ, small.site, small.organ_share) == ("liver", "liver", 0.5)


def test_less_than_half_in_an_organ_is_not_in_it() -> None:
    liver = np.zeros((20, 30, 30), dtype=bool)
    liver[15, 20, 20] = True
    organs = (OrganMask(name="liver", mask=liver, site="liver"),)
    assert find_candidates(two_boxes(), grid((20, 30, 30)), above=4.0, organs=organs)[1].organ == ""


def test_the_isocontour_of_a_cone_is_where_it_has_fallen_to_the_share() -> None:
    # Uptake falls from 10 at the middle by 0.5 a millimetre: 41 % of 10 is 4.1, 11.8 mm from the middle.
    z, y, x = np.ogrid[-20:21, -20:21, -20:21]
    away = np.sqrt((z * 1.0) ** 2 + y**2 + x**2)
    values = np.clip(10 - 0.5 * away, 0, None).astype(np.float32)
    unit = grid((41, 41, 41), (1.0, 1.0, 1.0))
    grown = isocontour(values, unit, (22, 17, 20), 0.41)
    assert grown.at == (20, 20, 20) and grown.value == 10
    assert int(grown.mask.sum()) == int((away <= 11.8).sum())
    assert not grown.runs_out
    # 50 %: 10 mm.
    assert int(isocontour(values, unit, (20, 20, 20), 0.5).mask.sum()) == int((away <= 10.0).sum())


def test_a_region_grows_over_its_window_and_says_when_it_runs_out() -> None:
    values = np.full((41, 41, 41), -90.0, dtype=np.float32)
    values[18:23, 18:23, 18:23] = 60
    unit = grid((41, 41, 41), (1.0, 1.0, 1.0))
    assert int(grow_region(values, unit, (20, 20, 20), low=20, high=120).mask.sum()) == 125
    leaked = grow_region(values, unit, (0, 0, 0), low=-120, high=0, reach_mm=12)
    assert leaked.runs_out
    with pytest.raises(ValueError, match="between the two limits"):
        grow_region(values, unit, (0, 0, 0), low=20, high=120)
    with pytest.raises(ValueError, match="outside of the images"):
        grow_region(values, unit, (41, 0, 0), low=20, high=120)


def test_a_seed_is_the_voxel_that_holds_the_place() -> None:
    assert seeds_of(((24.9, 22.0, 16.4), (-2000.0, 0.0, 0.0)), grid((20, 30, 30))) == ((5, 11, 12), (0, 0, -1000))


def test_percist_from_the_liver() -> None:
    # One half of the sphere's voxels at 2, the other at 3: mean 2.5; SD of n - 1 tends to 0.5. 1.5 x 2.5 + 2 x 0.5.
    shape = (40, 60, 60)
    values = np.full(shape, 2.0, dtype=np.float32)
    values[:, :, 30:] = 3.0
    middle = (59.0, 60.0, 60.0)  # between columns 29 and 30
    found = reference_at(values, grid(shape), "liver", middle)
    assert not isinstance(found, str)
    held = ball(grid(shape), middle, 15.0)
    assert found.voxels == int(held.sum())
    assert found.mean == pytest.approx(2.5)
    assert found.threshold == pytest.approx(1.5 * 2.5 + 2 * math.sqrt(0.25 * found.voxels / (found.voxels - 1)))


def test_percist_from_blood() -> None:
    # Even uptake of 1.6: 2 x 1.6 and no deviation. A cylinder of 1 x 2 cm is 1.57 mL.
    values = np.full((40, 60, 60), 1.6, dtype=np.float32)
    found = reference_at(values, grid((40, 60, 60)), "blood", (60.0, 60.0, 60.0))
    assert not isinstance(found, str)
    assert found.threshold == pytest.approx(3.2, abs=1e-5)
    assert found.voxels * 0.012 == pytest.approx(math.pi / 4 * 2, rel=0.15)


def test_a_region_that_reaches_out_of_the_image_is_no_reference() -> None:
    values = np.ones((40, 60, 60), dtype=np.float32)
    assert isinstance(reference_at(values, grid((40, 60, 60)), "liver", (0.0, 60.0, 60.0)), str)


def test_in_a_liver_mask_the_most_even_place_of_the_right_half_is_taken() -> None:
    shape = (40, 80, 100)
    chance = np.random.default_rng(5)
    values = np.full(shape, 2.0, dtype=np.float32)
    liver = np.zeros(shape, dtype=bool)
    liver[5:35, 10:70, 10:90] = True
    values[liver] += chance.normal(0, 0.5, int(liver.sum())).astype(np.float32)
    values[10:25, 20:45, 15:40] = 2.0  # even, on the right side (small x)
    values[10:25, 20:45, 60:85] = 2.0  # as even, on the left side
    found = reference_in(values, grid(shape), "liver", liver)
    assert not isinstance(found, str)
    assert found.deviation == 0 and found.mean == 2.0
    assert found.centre_mm[0] < 100, "x grows to the left of the person"


def test_a_mask_too_small_for_the_sphere_gives_none() -> None:
    liver = np.zeros((40, 60, 60), dtype=bool)
    liver[10:14, 10:20, 10:20] = True
    assert isinstance(reference_in(np.ones((40, 60, 60), np.float32), grid((40, 60, 60)), "liver", liver), str)


def test_burden_is_a_sum() -> None:
    assert burden([1.5, 2.0], [10.0, 4.0]) == {"mtv_ml": 3.5, "tlg": 14.0}


@given(
    seed=st.integers(0, 2**32 - 1),
    axes=st.permutations([0, 1, 2]),
    flips=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    factor=st.floats(0.3, 3.0),
)
@settings(max_examples=40, deadline=None)
def test_turning_the_grid_or_scaling_the_unit_changes_no_candidate(
    seed: int, axes: list[int], flips: tuple[bool, bool, bool], factor: float
) -> None:
    """Volume, maximum and number stay; so does PERCIST's choice of voxels when SUV becomes SUL."""
    values = np.random.default_rng(seed).gamma(1.5, 1.0, (9, 12, 14)).astype(np.float64)
    before = find_candidates(values, grid((9, 12, 14)), above=3.0)
    turned = np.transpose(values, axes)
    for axis, flip in enumerate(flips):
        turned = np.flip(turned, axis) if flip else turned
    shape = (turned.shape[0], turned.shape[1], turned.shape[2])
    spacing = tuple(SPACING[axis] for axis in axes)
    after = find_candidates(
        np.ascontiguousarray(turned) * factor, grid(shape, (spacing[0], spacing[1], spacing[2])), above=3.0 * factor
    )
    # Scaling may push a value that lies on the threshold over it: leave such draws out.
    if float(np.abs(values - 3.0).min()) > 1e-9:
        assert sorted(one.voxels for one in before) == sorted(one.voxels for one in after)
        assert sorted(one.maximum * factor for one in before) == pytest.approx(sorted(one.maximum for one in after))


@given(cut=st.integers(0, 4), seed=st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_cutting_empty_margins_off_changes_nothing(cut: int, seed: int) -> None:
    values = np.zeros((20, 24, 24))
    values[6:14, 6:18, 6:18] = np.random.default_rng(seed).gamma(1.5, 1.5, (8, 12, 12))
    whole = find_candidates(values, grid((20, 24, 24)), above=3.0)
    part = values[cut : 20 - cut, cut : 24 - cut, cut : 24 - cut]
    shape = (part.shape[0], part.shape[1], part.shape[2])
    moved = Grid(
        shape=shape,
        origin_mm=(2.0 * cut, 2.0 * cut, 3.0 * cut),
        along_slices=(0.0, 0.0, 1.0),
        along_rows=(0.0, 1.0, 0.0),
        along_columns=(1.0, 0.0, 0.0),
        spacing_mm=SPACING,
    )
    found = find_candidates(part, moved, above=3.0)
    assert [(one.voxels, one.maximum) for one in found] == [(one.voxels, one.maximum) for one in whole]
    for one, other in zip(found, whole, strict=True):
        assert one.centre_mm == pytest.approx(other.centre_mm)
