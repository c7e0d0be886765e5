"""Enhancement after contrast: percentage enhancement and signal enhancement ratio, voxel by voxel.

With S0 before contrast, S1 early and S2 late after it (Hylton, Radiology 2012;263:663):

    PE  = 100 (S1 - S0) / S0
    SER = (S1 - S0) / (S2 - S0)      above 1: washed out, below 1: still rising

Only images of one scanner setting can be compared so: the signal of MR has no unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onward.imaging.regions import Statistics, statistics_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChoice:
    """Which volumes of a dynamic series are taken, by their number from 0, and why those."""

    before: int
    early: int
    late: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnhancementMaps:
    """Maps on the grid of the images; NaN where a voxel cannot be measured.

    early_percent, late_percent   percentage enhancement; NaN where there is no signal before contrast
    ratio                         SER; NaN as well where the late image is no brighter than the one before contrast
    """

    early_percent: NDArray[np.float32]
    late_percent: NDArray[np.float32]
    ratio: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionEnhanced:
    """Enhancement in one region.

    early_percent, late_percent   over all voxels that have signal before contrast
    enhancing_voxels              whose early enhancement is above `enhancing_from` percent
    enhancing_ml                  their volume (functional tumour volume, without the site's own clean-up)
    ratio                         SER over the enhancing voxels; None where there are none
    above_ratio_ml                volume of enhancing voxels with SER above `ratio_from`
    below_before                  enhancing voxels whose late signal fell to that before contrast or under it: no SER
    without_signal                voxels left out for want of signal before contrast
    """

    early_percent: Statistics | None
    late_percent: Statistics | None
    enhancing_voxels: int
    enhancing_ml: float
    ratio: Statistics | None
    above_ratio_ml: float
    below_before: int
    without_signal: int
    enhancing_from: float
    ratio_from: float


def choose_phases(
    times_s: Sequence[float | None],
    *,
    injected_s: float | None,
    early_after_s: float,
    late_after_s: float,
    named: tuple[int, int, int] | None = None,
) -> PhaseChoice | str:
    """The volumes before, early and late after contrast; in words why they cannot be told.

    times_s      when each volume was acquired, seconds from any one moment, in order of time; None where not recorded
    injected_s   when contrast was given, from the same moment; None where not recorded
    named        the reader's own choice, which goes before all
    """
    count = len(times_s)
    if named is not None:
        if len(set(named)) != 3 or not all(0 <= one < count for one in named):
            return f"volumes {', '.join(map(str, named))} were asked for; there are {count}, numbered from 0"
        before, early, late = named
        known = [times_s[one] for one in named]
        if all(one is not None for one in known) and known != sorted(known, key=lambda one: one or 0.0):
            return "the volumes asked for do not lie in this order of time"
        return PhaseChoice(before=before, early=early, late=late, because="named by the reader")
    if count < 3:
        return f"one volume before contrast and two after it are needed; there are {count}"
    times = [one for one in times_s if one is not None]
    if len(times) < count:
        return "a volume has no time of acquisition: name the volumes (before, early, late)"
    if any(later <= earlier for earlier, later in pairwise(times)):
        return "volumes have the same time of acquisition: name the volumes (before, early, late)"
    if injected_s is None:
        if count == 3:
            return PhaseChoice(
                before=0, early=1, late=2, because="three volumes in order of time; injection not recorded"
            )
        return f"{count} volumes, and the time of injection is not recorded: name the volumes (before, early, late)"
    before = [index for index, one in enumerate(times) if one <= injected_s]
    after = [index for index, one in enumerate(times) if one > injected_s]
    if not before:
        return "no volume lies before the injection of contrast"
    early = min(after, key=lambda index: abs(times[index] - injected_s - early_after_s), default=-1)
    later = [index for index in after if index > early]
    if not later:
        return "there are no two volumes after the injection of contrast"
    late = min(later, key=lambda index: abs(times[index] - injected_s - late_after_s))
    return PhaseChoice(
        before=before[-1],
        early=early,
        late=late,
        because=f"{times[early] - injected_s:.0f} s and {times[late] - injected_s:.0f} s after injection, "
        f"nearest to {early_after_s:.0f} s and {late_after_s:.0f} s",
    )


def enhancement_maps(
    before: NDArray[np.floating], early: NDArray[np.floating], late: NDArray[np.floating]
) -> EnhancementMaps:
    """PE early and late, and SER, of three volumes on one grid. Raises ValueError for several shapes."""
    if not before.shape == early.shape == late.shape:
        raise ValueError("the three volumes have several shapes")
    first = before.astype(np.float64)
    rise, later_rise = early - first, late - first
    with np.errstate(divide="ignore", invalid="ignore"):
        early_percent = np.where(first > 0, 100 * rise / first, np.nan)
        late_percent = np.where(first > 0, 100 * later_rise / first, np.nan)
        ratio = np.where((first > 0) & (later_rise > 0), rise / later_rise, np.nan)
    return EnhancementMaps(
        early_percent=early_percent.astype(np.float32),
        late_percent=late_percent.astype(np.float32),
        ratio=ratio.astype(np.float32),
    )


def region_enhanced(
    maps: EnhancementMaps,
    mask: NDArray[np.bool_],
    *,
    voxel_ml: float,
    enhancing_from: float,
    ratio_from: float,
) -> RegionEnhanced:
    """Enhancement in a region on the grid of the maps."""
    measured = mask & np.isfinite(maps.early_percent)
    enhancing = measured & (np.nan_to_num(maps.early_percent, nan=-np.inf) > enhancing_from)
    with_ratio = enhancing & np.isfinite(maps.ratio)
    above = with_ratio & (np.nan_to_num(maps.ratio, nan=-np.inf) > ratio_from)
    return RegionEnhanced(
        early_percent=statistics_of(maps.early_percent, measured),
        late_percent=statistics_of(maps.late_percent, measured),
        enhancing_voxels=int(enhancing.sum()),
        enhancing_ml=int(enhancing.sum()) * voxel_ml,
        ratio=statistics_of(maps.ratio, with_ratio),
        above_ratio_ml=int(above.sum()) * voxel_ml,
        below_before=int((enhancing & ~with_ratio).sum()),
        without_signal=int((mask & ~measured).sum()),
        enhancing_from=enhancing_from,
        ratio_from=ratio_from,
    )
