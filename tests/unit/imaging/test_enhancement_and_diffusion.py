"""Enhancement after contrast and apparent diffusion, from curves whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.imaging import PhaseChoice, choose_phases, enhancement_maps, fit_adc, region_enhanced


def volume(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32).reshape(1, 1, -1)


# Before, early and late: washed out, plateau, rising, none, below the signal before contrast, no signal before.
BEFORE = volume(100, 100, 100, 100, 100, 0)
EARLY = volume(300, 250, 180, 100, 200, 50)
LATE = volume(200, 250, 260, 110, 90, 60)


def test_percentage_enhancement_and_ratio_of_six_curves() -> None:
    maps = enhancement_maps(BEFORE, EARLY, LATE)
    np.testing.assert_allclose(maps.early_percent.ravel(), [200, 150, 80, 0, 100, np.nan])
    np.testing.assert_allclose(maps.late_percent.ravel(), [100, 150, 160, 10, -10, np.nan])
    np.testing.assert_allclose(maps.ratio.ravel(), [2, 1, 0.5, 0, np.nan, np.nan])


def test_a_region_counts_what_enhances_and_tells_what_it_left_out() -> None:
    found = region_enhanced(
        enhancement_maps(BEFORE, EARLY, LATE),
        np.ones(BEFORE.shape, dtype=bool),
        voxel_ml=0.5,
        enhancing_from=70,
        ratio_from=0.9,
    )
    assert found.early_percent is not None and found.ratio is not None
    assert (found.early_percent.voxels, found.early_percent.maximum) == (5, 200)
    assert found.early_percent.mean == pytest.approx((200 + 150 + 80 + 0 + 100) / 5)
    assert (found.enhancing_voxels, found.enhancing_ml) == (4, 2.0)
    assert (found.ratio.voxels, found.ratio.maximum) == (3, 2.0)
    assert found.ratio.mean == pytest.approx(3.5 / 3)
    assert found.above_ratio_ml == 1.0
    assert (found.below_before, found.without_signal) == (1, 1)


@pytest.mark.parametrize(("early", "counts"), [(170.0, 0), (170.1, 1)])
def test_exactly_seventy_percent_does_not_count_as_enhancing(early: float, counts: int) -> None:
    maps = enhancement_maps(volume(100), volume(early), volume(180))
    found = region_enhanced(maps, np.ones((1, 1, 1), dtype=bool), voxel_ml=1, enhancing_from=70, ratio_from=0.9)
    assert found.enhancing_voxels == counts


@given(times=st.floats(0.01, 100), rise=st.floats(1, 500), later=st.floats(1, 500))
def test_another_gain_of_the_scanner_changes_nothing(times: float, rise: float, later: float) -> None:
    one = enhancement_maps(volume(100), volume(100 + rise), volume(100 + later))
    other = enhancement_maps(volume(100 * times), volume((100 + rise) * times), volume((100 + later) * times))
    np.testing.assert_allclose(other.early_percent, one.early_percent, rtol=1e-3, atol=1e-2)
    np.testing.assert_allclose(other.ratio, one.ratio, rtol=1e-2, atol=1e-3)


def test_volumes_of_several_shapes_are_an_error() -> None:
    with pytest.raises(ValueError, match="shapes"):
        enhancement_maps(volume(1, 2), volume(1), volume(1, 2))


def choose(*times: float | None, injected: float | None = None, named: tuple[int, int, int] | None = None) -> object:
    return choose_phases(times, injected_s=injected, early_after_s=150, late_after_s=450, named=named)


def test_volumes_are_chosen_by_their_time_after_injection() -> None:
    """Injected 20 s after the first volume; 150 s and 450 s later are 170 s and 470 s: volumes 3 (180) and 6 (450)."""
    found = choose(0, 60, 120, 180, 270, 360, 450, 540, injected=20)
    assert isinstance(found, PhaseChoice)
    assert (found.before, found.early, found.late) == (0, 3, 6)
    assert "160 s and 430 s after injection" in found.because


def test_three_volumes_need_no_time_of_injection() -> None:
    found = choose(0, 407, 761)
    assert isinstance(found, PhaseChoice)
    assert (found.before, found.early, found.late) == (0, 1, 2) and "not recorded" in found.because


def test_the_reader_s_choice_goes_before_all() -> None:
    found = choose(None, None, None, None, named=(0, 1, 3))
    assert isinstance(found, PhaseChoice)
    assert (found.before, found.early, found.late, found.because) == (0, 1, 3, "named by the reader")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (choose(0, 60), "there are 2"),
        (choose(0, None, 120), "no time of acquisition"),
        (choose(0, 60, 60), "the same time"),
        (choose(0, 60, 120, 180), "injection is not recorded"),
        (choose(0, 60, 120, injected=-5), "no volume lies before"),
        (choose(0, 60, 120, injected=90), "no two volumes after"),
        (choose(0, 60, 120, injected=500), "no two volumes after"),
        (choose(0, 60, 120, named=(0, 1, 3)), "there are 3"),
        (choose(0, 60, 120, named=(0, 1, 1)), "there are 3"),
        (choose(0, 60, 120, named=(0, 2, 1)), "order of time"),
    ],
)
def test_volumes_that_cannot_be_told_are_refused_in_words(found: object, why: str) -> None:
    assert isinstance(found, str) and why in found


TRUE_ADC = np.array([0.5, 1.0, 1.5, 3.0]).reshape(1, 1, 4)


def weighted(b: float, adc: np.ndarray = TRUE_ADC) -> np.ndarray:
    return 1000 * np.exp(-b * adc / 1000)


@pytest.mark.parametrize("b_values", [(0, 800), (0, 100, 600, 800), (50, 1000), (100, 400, 1200)])
def test_exact_exponentials_give_back_their_adc(b_values: tuple[float, ...]) -> None:
    found = fit_adc({b: [weighted(b)] for b in b_values})
    assert not isinstance(found, str)
    np.testing.assert_allclose(found.adc, TRUE_ADC, rtol=1e-5)
    assert found.b_values == b_values


def test_directions_count_as_their_geometric_mean() -> None:
    """Along three axes 0.6, 0.9 and 1.5: their mean, 1.0, is what the trace says."""
    axes = [weighted(800, np.full((1, 1, 1), one)) for one in (0.6, 0.9, 1.5)]
    found = fit_adc({0: [weighted(0, np.ones((1, 1, 1)))], 800: axes})
    assert not isinstance(found, str)
    assert float(found.adc[0, 0, 0]) == pytest.approx(1.0, rel=1e-5)
    assert found.images == (1, 3)


def test_voxels_without_signal_are_not_measured() -> None:
    dark = weighted(800)
    dark[0, 0, 1] = 0
    found = fit_adc({0: [weighted(0)], 800: [dark]})
    assert not isinstance(found, str)
    assert np.isnan(found.adc.ravel()).tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("images", "why"),
    [
        ({}, "there are: none"),
        ({800.0: [weighted(800)]}, "there are: 800"),
        ({0.0: [weighted(0)], 800.0: [weighted(800)[:, :, :2]]}, "several sizes"),
        ({-5.0: [weighted(0)], 800.0: [weighted(800)]}, "below zero"),
    ],
)
def test_missing_b_values_are_refused_in_words(images: dict[float, list[np.ndarray]], why: str) -> None:
    found = fit_adc(images)
    assert isinstance(found, str) and why in found
