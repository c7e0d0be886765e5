"""Which lesion is which: positions brought together, pairs proposed, splits and merges named."""

from __future__ import annotations

import numpy as np
import pytest
from tests.phantoms.shapes import ellipsoid

from onward.imaging import SAME_PLACE, Grid, LesionMatch, LesionSpot, match_lesions, register_rigid

SPACING = (4.0, 3.0, 3.0)


def spot(
    name: str,
    x: float,
    *,
    mm: float = 20.0,
    y: float = 0.0,
    organ: str = "",
    uid: str = "",
    uptake: float | None = None,
) -> LesionSpot:
    """A ball of a diameter at (x, y, 0)."""
    return LesionSpot(
        name=name,
        centre_mm=(x, y, 0.0),
        volume_ml=np.pi / 6 * mm**3 / 1000,
        tracking_uid=uid,
        organ=organ,
        uptake=uptake,
    )


def told(matches: tuple[LesionMatch, ...]) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {(one.kind, one.earlier, one.later) for one in matches}


def test_the_nearest_are_the_same_one_is_gone_and_one_is_new() -> None:
    earlier = [spot("A1", 0), spot("A2", 80), spot("A3", 200)]
    later = [spot("B1", 85), spot("B2", 3), spot("B3", -120)]
    assert told(match_lesions(earlier, later, SAME_PLACE)) == {
        ("same", ("A1",), ("B2",)),
        ("same", ("A2",), ("B1",)),
        ("resolved", ("A3",), ()),
        ("new", (), ("B3",)),
    }


def test_the_whole_assignment_counts_not_the_single_nearest() -> None:
    # B1 lies nearest to A2, but then A1 would have nobody within reach: 12 + 10 mm are less than 2 mm and one alone.
    earlier = [spot("A1", 0, mm=10), spot("A2", 14, mm=10)]
    later = [spot("B1", 12, mm=10), spot("B2", 24, mm=10)]
    assert told(match_lesions(earlier, later, SAME_PLACE)) == {("same", ("A1",), ("B1",)), ("same", ("A2",), ("B2",))}


def test_a_neighbour_makes_a_pairing_unclear() -> None:
    lone = match_lesions([spot("A1", 0)], [spot("B1", 4)], SAME_PLACE)
    assert lone[0].is_clear
    crowded = match_lesions([spot("A1", 0, mm=8)], [spot("B1", 8, mm=8), spot("B2", -9, mm=8)], SAME_PLACE)
    assert not next(one for one in crowded if one.kind == "same").is_clear


def test_uptake_tells_twins_apart() -> None:
    earlier = [spot("A1", -7, mm=10, uptake=16), spot("A2", 7, mm=10, uptake=2)]
    later = [spot("B1", 0.5, mm=10, uptake=15), spot("B2", -0.5, mm=10, uptake=2.1)]
    assert told(match_lesions(earlier, later, SAME_PLACE)) == {("same", ("A1",), ("B1",)), ("same", ("A2",), ("B2",))}


def test_two_organs_are_two_lesions_however_near() -> None:
    found = match_lesions([spot("A1", 0, organ="liver")], [spot("B1", 2, organ="lung")], SAME_PLACE)
    assert told(found) == {("resolved", ("A1",), ()), ("new", (), ("B1",))}


def test_a_lesion_in_two_pieces() -> None:
    # 40 mm at 0; later 24 mm at -10 and 14 mm at +15: both lie where the one was.
    found = match_lesions([spot("A1", 0, mm=40)], [spot("B1", -10, mm=24), spot("B2", 15, mm=14)], SAME_PLACE)
    assert told(found) == {("split", ("A1",), ("B1", "B2"))}
    assert not found[0].is_clear


def test_two_lesions_grown_together() -> None:
    found = match_lesions([spot("A1", -12, mm=24), spot("A2", 14, mm=14)], [spot("B1", -4, mm=44)], SAME_PLACE)
    assert told(found) == {("merged", ("A1", "A2"), ("B1",))}


def test_a_small_new_one_beside_a_large_old_one_is_new() -> None:
    found = match_lesions([spot("A1", 0, mm=20)], [spot("B1", 1, mm=20), spot("B2", 40, mm=8)], SAME_PLACE)
    assert ("new", (), ("B2",)) in told(found)


def test_one_tracking_uid_is_one_lesion_wherever_it_lies() -> None:
    found = match_lesions(
        [spot("A1", 0, uid="1.2"), spot("A2", 50, uid="1.3")],
        [spot("B1", 50, uid="1.2"), spot("B2", 52)],
        SAME_PLACE,
    )
    assert told(found) == {("same", ("A1",), ("B1",)), ("same", ("A2",), ("B2",))}
    assert "TrackingUID" in found[0].because


def test_of_two_modalities_of_one_visit_nothing_is_new_or_gone() -> None:
    found = match_lesions(
        [spot("A1", 0), spot("A2", 300)], [spot("B1", 2), spot("B2", -300)], SAME_PLACE, in_time=False
    )
    assert told(found) == {("same", ("A1",), ("B1",))}


def test_nobody_and_somebody() -> None:
    assert match_lesions([], [], SAME_PLACE) == ()
    assert told(match_lesions([], [spot("B1", 0)], SAME_PLACE)) == {("new", (), ("B1",))}
    assert told(match_lesions([spot("A1", 0)], [], SAME_PLACE)) == {("resolved", ("A1",), ())}


def test_every_lesion_is_named_once() -> None:
    chance = np.random.default_rng(11)
    for _ in range(40):
        earlier = [
            spot(f"A{n}", float(x), y=float(y), mm=float(d))
            for n, (x, y, d) in enumerate(chance.uniform(4, 90, (7, 3)))
        ]
        later = [
            spot(f"B{n}", float(x), y=float(y), mm=float(d))
            for n, (x, y, d) in enumerate(chance.uniform(4, 90, (6, 3)))
        ]
        found = match_lesions(earlier, later, SAME_PLACE)
        assert sorted(name for one in found for name in one.earlier) == sorted(one.name for one in earlier)
        assert sorted(name for one in found for name in one.later) == sorted(one.name for one in later)


def body(shift_mm: tuple[float, float, float]) -> tuple[np.ndarray, Grid]:
    """A trunk with a liver, a spine and a lung, CT numbers, moved by (z, y, x)."""
    shape = (50, 90, 110)
    values = np.full(shape, -1000.0, dtype=np.float32)
    for half, shift, value in (
        ((190.0, 95.0, 140.0), (0.0, 0.0, 0.0), 30.0),
        ((45.0, 60.0, 55.0), (-20.0, -10.0, -60.0), 110.0),
        ((120.0, 14.0, 18.0), (0.0, 65.0, 0.0), 380.0),
        ((60.0, 40.0, 40.0), (50.0, 0.0, 70.0), -800.0),
    ):
        moved = (shift[0] + shift_mm[0], shift[1] + shift_mm[1], shift[2] + shift_mm[2])
        values[ellipsoid(shape, SPACING, half, shift_mm=moved)] = value
    return values, Grid(
        shape=shape,
        origin_mm=(-160.0, -130.0, 0.0),
        along_slices=(0.0, 0.0, 1.0),
        along_rows=(0.0, 1.0, 0.0),
        along_columns=(1.0, 0.0, 0.0),
        spacing_mm=SPACING,
    )


@pytest.mark.parametrize("shift_mm", [(0.0, 0.0, 0.0), (12.0, -6.0, 9.0), (-16.0, 9.0, -15.0)])
def test_registration_finds_how_far_the_body_lies_from_where_it_lay(shift_mm: tuple[float, float, float]) -> None:
    found = register_rigid(body((0.0, 0.0, 0.0)), body(shift_mm), ct=True)
    liver = np.array([[-60.0 + 3.5, -10.0 + 3.5, 78.0]])
    wanted = liver + np.array([[shift_mm[2], shift_mm[1], shift_mm[0]]])
    # Half a voxel of this coarse body is 2 mm.
    assert float(np.linalg.norm(found.to_other(liver) - wanted)) < 3.0
    assert found.turned_degrees < 2.0


def test_registration_is_the_same_every_time() -> None:
    pair = body((0.0, 0.0, 0.0)), body((8.0, 3.0, -6.0))
    assert register_rigid(*pair, ct=True) == register_rigid(*pair, ct=True)
