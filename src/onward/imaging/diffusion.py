"""Apparent diffusion coefficient from images of several diffusion weightings.

One exponential, S(b) = S(0) exp(-b ADC): a straight line through ln S over b by least squares, each b value counting
once. ADC is given in 10^-3 mm2/s. Images of one b value along several directions count as their geometric mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ADC_UNIT = "10^-3 mm2/s"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffusionFit:
    """ADC on the grid of the images; NaN where a voxel has no signal at one of the b values.

    b_values   s/mm2, ascending, and how many images stood behind each
    """

    adc: NDArray[np.float32]
    b_values: tuple[float, ...]
    images: tuple[int, ...]


def fit_adc(images: Mapping[float, Sequence[NDArray[np.floating]]]) -> DiffusionFit | str:
    """ADC from images by b value (s/mm2); in words why there is none."""
    b_values = tuple(sorted(images))
    if len(b_values) < 2:
        found = ", ".join(f"{one:g}" for one in b_values) or "none"
        return f"two b values are needed; there are: {found}"
    if b_values[0] < 0:
        return "a b value is below zero"
    if len({image.shape for group in images.values() for image in group}) > 1:
        return "the images of the b values have several sizes"
    mean_b = float(np.mean(b_values))
    top: NDArray[np.float64] | None = None
    seen: NDArray[np.bool_] | None = None
    for b in b_values:
        logarithm, measured = _logarithm(images[b])
        weighted = (b - mean_b) * logarithm
        top = weighted if top is None else top + weighted
        seen = measured if seen is None else seen & measured
    assert top is not None and seen is not None
    slope = top / sum((b - mean_b) ** 2 for b in b_values)
    # s/mm2 against mm2/s: times a thousand for the unit that is spoken of.
    adc = np.where(seen, -1000.0 * slope, np.nan).astype(np.float32)
    return DiffusionFit(adc=adc, b_values=b_values, images=tuple(len(images[b]) for b in b_values))


def _logarithm(group: Sequence[NDArray[np.floating]]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Mean of ln S over the images of one b value, and where every one of them has signal."""
    total = np.zeros(group[0].shape)
    measured = np.ones(group[0].shape, dtype=bool)
    for image in group:
        signal = image > 0
        measured &= signal
        total += np.log(np.where(signal, image, 1.0))
    return total / len(group), measured
