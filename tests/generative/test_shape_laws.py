"""What is measured of a shape does not depend on how its images are turned or cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.phantoms.shapes import ellipsoid, grid

from onward.imaging import measure_region


@settings(max_examples=60, deadline=None)
@given(
    half_mm=st.tuples(st.floats(4, 20), st.floats(4, 20), st.floats(4, 20)),
    shift=st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1)),
    turned=st.floats(0, 180),
)
def test_reorienting_and_cropping_change_nothing(
    half_mm: tuple[float, float, float], shift: tuple[float, float, float], turned: float
) -> None:
    spacing = (2.0, 1.0, 1.0)
    shape = (31, 61, 61)
    mask = ellipsoid(shape, spacing, half_mm, shift_mm=shift, turned_degrees=turned)
    values = np.random.default_rng(7).gamma(2.0, 2.0, shape)
    whole = measure_region(values, grid(shape, spacing), mask, uptake=True)
    for axis in range(3):
        flipped = measure_region(np.flip(values, axis), grid(shape, spacing), np.flip(mask, axis), uptake=True)
        assert flipped.volume_ml == pytest.approx(whole.volume_ml)
        assert flipped.peak is not None and whole.peak is not None
        assert flipped.peak.value == pytest.approx(whole.peak.value)
        assert flipped.axes is not None and whole.axes is not None
        assert flipped.axes.long_axis_mm == pytest.approx(whole.axes.long_axis_mm)
    box = tuple(slice(max(0, one.min() - 8), one.max() + 9) for one in np.nonzero(mask))
    cropped = measure_region(values[box], grid(mask[box].shape, spacing), mask[box], uptake=True)
    assert cropped.volume_ml == pytest.approx(whole.volume_ml)
    assert cropped.peak is not None and whole.peak is not None
    assert cropped.peak.value == pytest.approx(whole.peak.value)
    assert cropped.total_glycolysis == pytest.approx(whole.total_glycolysis)
