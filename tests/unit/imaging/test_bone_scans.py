"""Planar bone scans: which side a spot is on, what it is divided by, and the share of the skeleton."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.phantoms.planar import MM, body

from onward.imaging import (
    BoneScanLimits,
    ConfirmedSpot,
    NormalRegion,
    ScanReference,
    ScanView,
    ViewRead,
    midline_column,
    normal_reference,
    read_view,
    skeleton_change,
    skeleton_involved,
    skeleton_reference,
    with_twins,
)
from onward.knowledge import skeletal_weights

LIMITS = BoneScanLimits(
    ratio=1.5, lowest=0.7, smallest_mm2=60, around_mm=10, midline_mm=25, along_mm=80, smoothing_mm=4
)
WEIGHTS = skeletal_weights().percents
RIB_LEFT = (98, 110, 160.0, 3)


def front(counts: np.ndarray) -> ScanView:
    return ScanView(view="anterior", counts=counts.astype(np.float32), mm_per_pixel=MM, columns_towards="left")


def read(scan: ScanView) -> ViewRead:
    reference = skeleton_reference(scan.counts, scan.mm_per_pixel, LIMITS.smoothing_mm)
    assert isinstance(reference, ScanReference)
    return read_view(scan, reference, LIMITS)


def test_a_body_without_spots_has_no_candidates() -> None:
    found = read(front(body()))
    assert found.midline_column == pytest.approx(79.5)
    assert found.candidates == ()
    assert found.notes == ()


def test_a_spot_in_the_left_rib_is_found_on_the_left_with_its_place() -> None:
    (spot,) = read(front(body(RIB_LEFT))).candidates
    assert (spot.name, spot.side, spot.compared_with) == ("A1", "left", "other side")
    assert abs(spot.column - 110) <= 1 and abs(spot.row - 98) <= 1
    # Four times the mirrored rib; the smoothing of 4 mm takes some of it.
    assert 1.5 < spot.ratio <= 4.5


def test_a_spot_in_the_spine_is_compared_with_the_spine_above_and_below() -> None:
    (spot,) = read(front(body((150, 80, 160.0, 5)))).candidates
    assert (spot.side, spot.compared_with) == ("midline", "above and below")
    assert spot.compared == pytest.approx(1.0, rel=0.25)


def test_spots_alike_on_both_sides_are_not_found_and_this_is_documented() -> None:
    assert read(front(body(RIB_LEFT, (98, 159 - 110, 160.0, 3)))).candidates == ()


def test_on_the_back_view_the_same_column_is_the_other_side() -> None:
    scan = replace(front(body(RIB_LEFT)), view="posterior", columns_towards="right")
    (spot,) = read(scan).candidates
    assert (spot.name, spot.side) == ("P1", "right")


def test_a_spot_seen_from_both_sides_is_one_pair() -> None:
    ahead = front(body(RIB_LEFT, (150, 80, 160.0, 5)))
    behind = replace(front(body((98, 159 - 110, 120.0, 3))), view="posterior", columns_towards="right")
    one, other = with_twins(read(ahead), read(behind), front_scan=ahead, back_scan=behind, within_mm=30)
    twins = {spot.side: spot.twin for spot in one.candidates}
    assert twins == {"left": "P1", "midline": ""}
    assert [spot.twin for spot in other.candidates] == [next(s.name for s in one.candidates if s.side == "left")]


@settings(max_examples=12, deadline=None)
@given(
    row=st.sampled_from([84, 98, 126, 154]),
    aside=st.integers(14, 34),
    height=st.sampled_from([120.0, 200.0]),
    shift=st.integers(-8, 8),
)
def test_mirroring_the_view_swaps_sides_and_changes_nothing_else(
    row: int, aside: int, height: float, shift: int
) -> None:
    counts = body((row, 80 + shift + aside, height, 3), (200, 79 + shift, 200.0, 5), middle=79.5 + shift)
    plain, turned = read(front(counts)), read(front(np.ascontiguousarray(counts[:, ::-1])))
    swap = {"left": "right", "right": "left", "midline": "midline"}
    assert turned.midline_column == pytest.approx(159 - plain.midline_column)
    assert [swap[one.side] for one in turned.candidates] == [one.side for one in plain.candidates]
    for one, other in zip(plain.candidates, turned.candidates, strict=True):
        assert (one.area_mm2, one.name) == (other.area_mm2, other.name)
        assert other.uptake == pytest.approx(one.uptake, rel=1e-6)
        assert other.ratio == pytest.approx(one.ratio, rel=1e-6)


@settings(max_examples=10, deadline=None)
@given(times=st.sampled_from([0.5, 2.0, 7.0, 40.0]), aside=st.integers(14, 34))
def test_more_counts_all_over_change_nothing(times: float, aside: int) -> None:
    counts = body((98, 80 + aside, 160.0, 3)).astype(np.float32)
    plain, more = read(front(counts)), read(front(counts * np.float32(times)))
    assert more.reference.counts == pytest.approx(plain.reference.counts * times, rel=1e-5)
    assert [(one.side, one.area_mm2) for one in more.candidates] == [
        (one.side, one.area_mm2) for one in plain.candidates
    ]
    for one, other in zip(plain.candidates, more.candidates, strict=True):
        assert other.uptake == pytest.approx(one.uptake, rel=1e-5)


def test_the_reader_s_normal_region_is_the_reference() -> None:
    scan = front(body(RIB_LEFT))
    found = normal_reference(scan, NormalRegion(view="anterior", column=58, row=300, radius=4))
    assert isinstance(found, ScanReference)
    assert found.counts == 40 and "given" not in found.how and "reader gave as normal" in found.how
    assert read_view(scan, found, LIMITS).reference == found


@pytest.mark.parametrize(
    ("column", "row", "why"), [(1, 300, "reaches out of the view"), (2, 10, "no counts"), (300, 10, "reaches out")]
)
def test_a_normal_region_that_cannot_be_is_refused_in_words(column: float, row: float, why: str) -> None:
    found = normal_reference(front(body()), NormalRegion(view="anterior", column=column, row=row, radius=2))
    assert isinstance(found, str) and why in found


def test_an_empty_view_has_no_midline() -> None:
    with pytest.raises(ValueError, match="no counts"):
        midline_column(np.zeros((10, 10)))
    assert isinstance(skeleton_reference(np.zeros((20, 20)), 4.0, 4.0), str)


def spot(bone: str, percent: float) -> ConfirmedSpot:
    return ConfirmedSpot(spot="", bone=bone, percent=percent, reader="Reader 1")


def test_the_weights_of_the_skeleton_are_those_of_the_source() -> None:
    """16.6 + 1.8 + 2 x (0.5 + 1.5 + 3.3 + 1.5 + 1.2 + 1.5 + 8.9 + 5.1 + 1.3 + 5.8) + 0.3 + 4.4 + 8.3 + 7.5 = 100.1."""
    assert sum(WEIGHTS.values()) == pytest.approx(100.1)
    assert WEIGHTS["left femur"] == 8.9 and WEIGHTS["spine"] == 8.3 and WEIGHTS["pelvis"] == 7.5


def test_the_index_is_the_sum_over_bones_of_share_times_weight() -> None:
    """A quarter of the spine, a tenth of the pelvis and all of the sternum: 2.075 + 0.75 + 0.3 = 3.125 %."""
    found = skeleton_involved([spot("spine", 15), spot("pelvis", 10), spot("spine", 10), spot("sternum", 100)], WEIGHTS)
    assert not isinstance(found, str)
    assert found.index_percent == pytest.approx(3.125)
    assert [one.bone for one in found.bones] == ["spine", "pelvis", "sternum"]
    assert found.bones[0].involved_percent == 25


def test_all_of_every_bone_is_the_whole_skeleton() -> None:
    found = skeleton_involved([spot(bone, 100) for bone in WEIGHTS], WEIGHTS)
    assert not isinstance(found, str)
    assert found.index_percent == pytest.approx(100.1)


@pytest.mark.parametrize(
    ("spots", "why"),
    [
        ([spot("spine", 60), spot("spine", 41)], "add up to 101 %"),
        ([spot("spine", 101)], "between 0 and 100"),
        ([spot("spine", -1)], "between 0 and 100"),
        ([spot("tail", 1)], "no weight is known"),
    ],
)
def test_shares_that_cannot_be_are_refused(spots: list[ConfirmedSpot], why: str) -> None:
    found = skeleton_involved(spots, WEIGHTS)
    assert isinstance(found, str) and why in found


def test_change_is_told_in_points_and_bones() -> None:
    """Spine 25 % to 50 %, sternum gone, left femur 10 % new: 2.075 + 0.3 to 4.15 + 0.89, +2.665 points, +112 %."""
    before = skeleton_involved([spot("spine", 25), spot("sternum", 100)], WEIGHTS)
    after = skeleton_involved([spot("spine", 50), spot("left femur", 10)], WEIGHTS)
    assert not isinstance(before, str) and not isinstance(after, str)
    change = skeleton_change(before, after)
    assert change.points == pytest.approx(2.665)
    assert change.relative_percent == pytest.approx(112.21, abs=0.01)
    assert (change.newly, change.no_longer, change.more, change.less) == (
        ("left femur",),
        ("sternum",),
        ("spine",),
        (),
    )
    nothing = skeleton_involved([], WEIGHTS)
    assert not isinstance(nothing, str)
    assert skeleton_change(nothing, after).relative_percent is None
