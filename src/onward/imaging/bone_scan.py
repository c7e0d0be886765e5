"""Spots on a planar bone scan that are brighter than the other side, as candidates for a reader.

Each view is compared with itself: a place with the one mirrored about the body's midline; near the midline, where a
place has no other side, with what lies above and below it. Symmetrical disease is not found so, and joints, kidneys,
bladder and the place of injection may be: nothing here knows anatomy, and no spot is a finding before a reader
confirms it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

View = Literal["anterior", "posterior"]
Side = Literal["left", "right", "midline", ""]

# Hot spots and the bladder are cut to this share of all counts before the midline is looked for: they are one-sided.
_CUT = 98.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoneScanLimits:
    """From when a spot is shown; sources in imaging/bone_scan of the knowledge.

    ratio         to the other side, at least; lowest: times the reference, at least; smallest_mm2: area
    around_mm     within which the mirrored place is looked for
    midline_mm    so near to the midline a place is compared along it, up to along_mm above and below
    smoothing_mm  standard deviation of the smoothing of counts
    """

    ratio: float
    lowest: float
    smallest_mm2: float
    around_mm: float
    midline_mm: float
    along_mm: float
    smoothing_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanView:
    """One view: (rows, columns) of counts, head first.

    columns_towards   the person's side towards which columns grow: "left" for a front view as it is usually shown
    """

    view: View
    counts: NDArray[np.float32]
    mm_per_pixel: float
    columns_towards: Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalRegion:
    """A circle that a reader takes for normal bone: column and row of its centre, radius, in pixels of the view."""

    view: View
    column: float
    row: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReference:
    """What uptake is divided by: counts a pixel, and what they are, in words."""

    counts: float
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCandidate:
    """One spot of one view.

    name          "A1" for the first of the anterior view, "P1" of the posterior
    side          the person's side; "midline" where it was compared along the body
    column, row   of its hottest pixel in the smoothed view
    uptake        highest smoothed uptake times the reference; mean_uptake over the spot
    compared      uptake of the place compared with, times the reference
    ratio         highest ratio to it in the spot
    compared_with "other side" or "above and below"
    twin          the spot of the other view at the same height and side, "" where there is none
    """

    name: str
    view: View
    side: Side
    column: int
    row: int
    area_mm2: float
    uptake: float
    mean_uptake: float
    compared: float
    ratio: float
    compared_with: Literal["other side", "above and below"]
    twin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRead:
    """One view with its reference and candidates, hottest first.

    midline_column   of the body, in columns of the view
    """

    view: View
    midline_column: float
    reference: ScanReference
    candidates: tuple[SpotCandidate, ...]
    notes: tuple[str, ...]


def midline_column(counts: NDArray[np.floating]) -> float:
    """The column about which the view is most alike its mirror image; halves are meant so.

    Raises ValueError for a view without counts.
    """
    held = _cut(counts)
    if not held.any():
        raise ValueError("the view has no counts")
    columns = held.shape[1]
    # Sum over rows of each row with itself turned round: highest where the two halves lie upon each other.
    spectrum = np.fft.rfft(held, n=2 * columns, axis=1)
    alike = np.fft.irfft((spectrum**2).sum(axis=0), n=2 * columns)[: 2 * columns - 1]
    best = np.flatnonzero(alike >= alike.max() * (1 - 1e-9))
    return float(best.mean()) / 2


def skeleton_reference(counts: NDArray[np.floating], mm_per_pixel: float, smoothing_mm: float) -> ScanReference | str:
    """Median count of the bones: of the pixels that two threshold steps leave, first the body, then its brighter part.

    Both steps put the threshold midway between the means of what lies below and above it (Ridler and Calvard 1978).
    """
    smooth = _smooth(counts, mm_per_pixel, smoothing_mm)
    held = _cut(smooth)
    body = held > _midway(held.ravel())
    bone = body & (held > _midway(held[body])) if body.any() else body
    if not bone.any():
        return "the view has no pixels that stand out as bone"
    return ScanReference(
        counts=float(np.median(smooth[bone])), how="median count of the skeleton, told from the body by its brightness"
    )


def normal_reference(scan: ScanView, normal: NormalRegion) -> ScanReference | str:
    """Median count of the circle that the reader gave; in words why it cannot be used."""
    rows, columns = np.ogrid[: scan.counts.shape[0], : scan.counts.shape[1]]
    inside = (rows - normal.row) ** 2 + (columns - normal.column) ** 2 <= normal.radius**2
    reaches = (
        normal.column - normal.radius < 0
        or normal.row - normal.radius < 0
        or normal.column + normal.radius > scan.counts.shape[1] - 1
        or normal.row + normal.radius > scan.counts.shape[0] - 1
    )
    if reaches or not inside.any():
        return "the normal region reaches out of the view"
    counts = float(np.median(scan.counts[inside]))
    if counts <= 0:
        return "the normal region has no counts"
    return ScanReference(counts=counts, how="median count of the region that the reader gave as normal")


def read_view(scan: ScanView, reference: ScanReference, limits: BoneScanLimits) -> ViewRead:
    """Candidates of one view. Raises ValueError for a view without counts, or whose pixels have no size."""
    if scan.mm_per_pixel <= 0:
        raise ValueError("the size of a pixel is not known")
    middle = midline_column(scan.counts)
    uptake = _smooth(scan.counts, scan.mm_per_pixel, limits.smoothing_mm) / reference.counts
    other = _other_side(uptake, middle, limits.around_mm / scan.mm_per_pixel)
    along = _along(uptake, middle, scan.mm_per_pixel, limits)
    columns = np.arange(uptake.shape[1], dtype=np.float64)
    central = np.abs(columns - middle) * scan.mm_per_pixel <= limits.midline_mm
    compared = np.where(central[None, :], along, other)
    # What is compared with soft tissue or air would be many times it: at least a fifth of the reference stands there.
    ratio = uptake / np.maximum(compared, 0.2)
    hot = (uptake >= limits.lowest) & (ratio >= limits.ratio)
    spots = _spots(hot, uptake, compared, ratio, central, middle, scan, limits)
    return ViewRead(
        view=scan.view,
        midline_column=middle,
        reference=reference,
        candidates=spots,
        notes=_askew(scan, limits),
    )


def with_twins(
    front: ViewRead, back: ViewRead, *, front_scan: ScanView, back_scan: ScanView, within_mm: float
) -> tuple[ViewRead, ViewRead]:
    """Both views, each spot with the name of that of the other view at the same height and side."""

    def at(one: SpotCandidate, read: ViewRead, scan: ScanView) -> tuple[float, float]:
        towards_left = 1.0 if scan.columns_towards == "left" else -1.0
        return (
            towards_left * (one.column - read.midline_column) * scan.mm_per_pixel,
            one.row * scan.mm_per_pixel,
        )

    pairs = sorted(
        (
            (
                math.dist(at(one, front, front_scan), at(other, back, back_scan)),
                one.name,
                other.name,
            )
            for one in front.candidates
            for other in back.candidates
        ),
    )
    twin: dict[str, str] = {}
    for apart, one, other in pairs:
        if apart <= within_mm and one not in twin and other not in twin:
            twin[one], twin[other] = other, one
    return (
        replace(front, candidates=tuple(replace(one, twin=twin.get(one.name, "")) for one in front.candidates)),
        replace(back, candidates=tuple(replace(one, twin=twin.get(one.name, "")) for one in back.candidates)),
    )


def _spots(
    hot: NDArray[np.bool_],
    uptake: NDArray[np.float64],
    compared: NDArray[np.float64],
    ratio: NDArray[np.float64],
    central: NDArray[np.bool_],
    middle: float,
    scan: ScanView,
    limits: BoneScanLimits,
) -> tuple[SpotCandidate, ...]:
    from scipy import ndimage  # slow to load, and most commands look at no bone scan

    labels, count = ndimage.label(hot, structure=np.ones((3, 3)))
    boxes = ndimage.find_objects(labels)
    pixel_mm2 = scan.mm_per_pixel**2
    found: list[SpotCandidate] = []
    for number in range(1, count + 1):
        box = boxes[number - 1]
        inside = labels[box] == number
        if inside.sum() * pixel_mm2 < limits.smallest_mm2:
            continue
        held = np.where(inside, uptake[box], -np.inf)
        row, column = (int(one) for one in np.unravel_index(int(np.argmax(held)), held.shape))
        row, column = row + box[0].start, column + box[1].start
        found.append(
            SpotCandidate(
                name="",
                view=scan.view,
                side=_side(column, middle, bool(central[column]), scan),
                column=column,
                row=row,
                area_mm2=float(inside.sum() * pixel_mm2),
                uptake=float(uptake[row, column]),
                mean_uptake=float(uptake[box][inside].mean()),
                compared=float(compared[row, column]),
                ratio=float(ratio[box][inside].max()),
                compared_with="above and below" if central[column] else "other side",
            )
        )
    found.sort(key=lambda one: (-one.uptake, one.row, one.column))
    return tuple(_named(one, f"{scan.view[0].upper()}{number}") for number, one in enumerate(found, start=1))


def _named(one: SpotCandidate, name: str) -> SpotCandidate:
    return replace(one, name=name)


def _side(column: int, middle: float, is_central: bool, scan: ScanView) -> Side:
    if is_central:
        return "midline"
    return scan.columns_towards if column > middle else "right" if scan.columns_towards == "left" else "left"


def _other_side(uptake: NDArray[np.float64], middle: float, around: float) -> NDArray[np.float64]:
    """At each pixel the highest uptake around the mirrored place; 0 where that lies outside of the view."""
    from scipy import ndimage

    reach = max(0, round(around))
    rows, columns = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    highest = ndimage.maximum_filter(uptake, footprint=rows**2 + columns**2 <= reach**2, mode="constant")
    mirrored = 2 * middle - np.arange(uptake.shape[1], dtype=np.float64)
    low = np.floor(mirrored).astype(int)
    # Between two columns the higher one counts: a spot shall stand out against all of the other side.
    return np.maximum(_columns(highest, low), _columns(highest, np.ceil(mirrored).astype(int)))


def _columns(values: NDArray[np.float64], at: NDArray[np.intp]) -> NDArray[np.float64]:
    inside = (at >= 0) & (at < values.shape[1])
    return np.where(inside[None, :], values[:, np.clip(at, 0, values.shape[1] - 1)], 0.0)


def _along(
    uptake: NDArray[np.float64], middle: float, mm_per_pixel: float, limits: BoneScanLimits
) -> NDArray[np.float64]:
    """Near the midline: the median of the same column above and below; a spot of itself is less than half of that."""
    from scipy import ndimage

    half = max(1, round(limits.along_mm / mm_per_pixel))
    band = np.abs(np.arange(uptake.shape[1], dtype=np.float64) - middle) * mm_per_pixel <= limits.midline_mm
    result = np.zeros_like(uptake)
    if band.any():
        result[:, band] = ndimage.median_filter(uptake[:, band], size=(2 * half + 1, 1), mode="nearest")
    return result


def _askew(scan: ScanView, limits: BoneScanLimits) -> tuple[str, ...]:
    """Told when the upper and the lower half of the body have midlines far apart."""
    half = scan.counts.shape[0] // 2
    upper, lower = scan.counts[:half], scan.counts[half:]
    if half < 8 or not upper.any() or not lower.any():
        return ()
    apart = abs(midline_column(upper) - midline_column(lower)) * scan.mm_per_pixel
    if apart <= 2 * limits.around_mm:
        return ()
    return (f"the body lies askew: the midlines of its two halves are {apart:.0f} mm apart, mirrored places are off",)


def _cut(counts: NDArray[np.floating]) -> NDArray[np.float64]:
    """Square roots of counts, which waver alike everywhere, and one-sided heat cut off."""
    held = np.sqrt(np.maximum(np.asarray(counts, dtype=np.float64), 0.0))
    lit = held[held > 0]
    return np.minimum(held, np.percentile(lit, _CUT)) if lit.size else held


def _midway(values: NDArray[np.float64]) -> float:
    """The threshold that lies midway between the means of what is below and above it."""
    if values.size == 0:
        return 0.0
    threshold = float(values.mean())
    for _ in range(100):
        above = values > threshold
        if above.all() or not above.any():
            break
        moved = (float(values[above].mean()) + float(values[~above].mean())) / 2
        if abs(moved - threshold) <= 1e-9 * max(abs(moved), 1e-12):
            break
        threshold = moved
    return threshold


def _smooth(counts: NDArray[np.floating], mm_per_pixel: float, smoothing_mm: float) -> NDArray[np.float64]:
    from scipy import ndimage

    held = np.asarray(counts, dtype=np.float64)
    return ndimage.gaussian_filter(held, smoothing_mm / mm_per_pixel, mode="constant")
