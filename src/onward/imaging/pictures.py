"""Pictures of measured lesions, as grey values with the size of a pixel: what a page shows beside the numbers.

A picture shows and measures nothing. All are as radiologists look: the person's right side on the left of the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid, Vector
from onward.imaging.outlines import outlines

# Grey values: centre and width of the window in HU, and the fixed SUV of black in PET pictures.
SOFT_TISSUE = (40.0, 400.0)
LUNG = (-500.0, 1500.0)
BONE = (400.0, 1800.0)
BLACK_SUV = 8.0
_PLANAR_MM = 4.5

# Directions of a picture's columns and rows in the patient (LPS), by the plane in which the images lie.
_PLANES: dict[str, tuple[Vector, Vector]] = {
    "axial": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "coronal": ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
    "sagittal": ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
}
_SIDES = {"axial": ("R", "L"), "coronal": ("R", "L"), "sagittal": ("A", "P")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Grey values, 0 black to 255 white, square pixels.

    mm_per_pixel   side of a pixel
    left, right    which side of the person lies there: "R", "L", "A" (front), "P" (back); "" where it is not known
    outline        closed lines as (x, y) in pixels from the upper left corner
    marks          (x, y, radius, name) of lesions shown by a ring, in pixels
    window         in words: "SUV 0 to 8", "40 ± 200 HU"
    """

    pixels: NDArray[np.uint8]
    mm_per_pixel: float
    left: str
    right: str
    window: str
    outline: tuple[tuple[tuple[float, float], ...], ...] = ()
    marks: tuple[tuple[float, float, float, str], ...] = ()


def key_picture(
    values: NDArray[np.floating],
    grid: Grid,
    mask: NDArray[np.bool_],
    *,
    centre_mm: Vector,
    side_mm: float,
    pixels: int,
    window: tuple[float, float],
    inverse: bool = False,
    words: str = "",
) -> Picture:
    """A square of the acquired plane through a lesion, with its outline.

    mask       the lesion on `grid`; its slice with most voxels is shown
    centre_mm  the middle of the picture in this plane
    window     lowest and highest value: black and white, or white and black where `inverse`
    """
    from scipy import ndimage  # slow to load: who only looks what is there does not wait for it

    plane = grid.plane if grid.plane in _PLANES else "axial"
    across, down = (np.asarray(one) for one in _PLANES[plane])
    through = np.cross(across, down)
    centre = np.asarray(centre_mm, dtype=np.float64)
    lines: list[NDArray[np.float64]] = []
    if mask.any():
        # The plane of the slice with most of the lesion; in the plane the middle stays where it was asked for.
        level = int(np.argmax(mask.sum(axis=(1, 2))))
        rows, columns = np.nonzero(mask[level])
        at = grid.to_patient(np.array([[level, rows.mean(), columns.mean()]]))[0]
        centre = centre + through * float((at - centre) @ through)
        lines = [
            grid.to_patient(np.column_stack((np.full(len(line), float(level)), line))) for line in outlines(mask[level])
        ]
    step = side_mm / pixels
    offsets = (np.arange(pixels) + 0.5) * step - side_mm / 2
    positions = (
        centre[None, None, :]
        + offsets[None, :, None] * across[None, None, :]
        + offsets[:, None, None] * down[None, None, :]
    ).reshape(-1, 3)
    indices = grid.to_indices(positions).T
    low, high = window
    shown = ndimage.map_coordinates(
        np.asarray(values, dtype=np.float32), indices, order=1, mode="constant", cval=low
    ).reshape(pixels, pixels)
    outline = tuple(
        tuple(
            (
                round(float((point - centre) @ across) / step + pixels / 2, 1),
                round(float((point - centre) @ down) / step + pixels / 2, 1),
            )
            for point in line
        )
        for line in lines
    )
    left, right = _SIDES[plane]
    return Picture(
        pixels=_grey(shown, low, high, inverse=inverse),
        mm_per_pixel=step,
        left=left,
        right=right,
        window=words,
        outline=outline,
    )


def projection(
    values: NDArray[np.floating],
    grid: Grid,
    *,
    view: str,
    mm_per_pixel: float,
    black: float = BLACK_SUV,
    marks: tuple[tuple[Vector, float, str], ...] = (),
) -> Picture:
    """Maximum intensities of a PET seen from the front ("anterior") or from the left ("lateral"), dark where it is hot.

    marks   (place, radius in mm, name) of lesions
    """
    from scipy import ndimage

    across = np.asarray((1.0, 0.0, 0.0) if view == "anterior" else (0.0, 1.0, 0.0))
    up = np.asarray((0.0, 0.0, 1.0))
    through = np.cross(across, up)
    axes = [int(np.argmax(np.abs(grid.matrix[one, :]))) for one in (int(np.argmax(np.abs(through))), 2)]
    flat = np.asarray(values, dtype=np.float32).max(axis=axes[0])
    kept = [axis for axis in range(3) if axis != axes[0]]
    if kept[0] != axes[1]:
        flat, kept = flat.T, kept[::-1]
    steps = grid.matrix
    turned = [float(steps[:, kept[0]] @ up), float(steps[:, kept[1]] @ across)]
    if turned[0] > 0:
        flat = flat[::-1]
    if turned[1] < 0:
        flat = flat[:, ::-1]
    scale = [abs(one) / mm_per_pixel for one in turned]
    shown = ndimage.zoom(flat, scale, order=1, grid_mode=True, mode="nearest")
    corners = grid.to_patient(
        np.array(
            [[i, j, k] for i in (0, grid.shape[0] - 1) for j in (0, grid.shape[1] - 1) for k in (0, grid.shape[2] - 1)]
        ).astype(np.float64)
    )
    first_mm = float((corners @ across).min()) - abs(turned[1]) / 2
    top_mm = float((corners @ up).max()) + abs(turned[0]) / 2
    placed = tuple(
        (
            round((float(np.asarray(place) @ across) - first_mm) / mm_per_pixel, 1),
            round((top_mm - float(np.asarray(place) @ up)) / mm_per_pixel, 1),
            round(radius / mm_per_pixel, 1),
            name,
        )
        for place, radius, name in marks
    )
    left, right = ("R", "L") if view == "anterior" else ("A", "P")
    return Picture(
        pixels=_grey(shown, 0.0, black, inverse=True),
        mm_per_pixel=mm_per_pixel,
        left=left,
        right=right,
        window=f"SUV 0 to {black:g}",
        marks=placed,
    )


def planar(counts: NDArray[np.floating], *, mm_per_pixel: float, left: str, right: str, black: float) -> Picture:
    """A planar view as it was taken, dark where there are many counts; rows and columns without any are cut off."""
    held = counts > 0
    rows, columns = np.flatnonzero(held.any(axis=1)), np.flatnonzero(held.any(axis=0))
    cut = counts if not len(rows) else counts[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    # Pixels of about 4 mm are what a gamma camera tells apart, and quarter the picture.
    by = max(1, round(_PLANAR_MM / mm_per_pixel)) if mm_per_pixel else 1
    height, width = max(1, cut.shape[0] // by), max(1, cut.shape[1] // by)
    by_row, by_column = min(by, cut.shape[0]), min(by, cut.shape[1])
    blocks = np.asarray(cut, dtype=np.float32)[: height * by_row, : width * by_column]
    shown = blocks.reshape(height, by_row, width, by_column).mean(axis=(1, 3))
    return Picture(
        pixels=_grey(shown, 0.0, max(black, 1.0), inverse=True),
        mm_per_pixel=mm_per_pixel * by,
        left=left,
        right=right,
        window=f"0 to {black:.0f} counts",
    )


def _grey(values: NDArray[np.floating], low: float, high: float, *, inverse: bool) -> NDArray[np.uint8]:
    share = np.clip((np.asarray(values, dtype=np.float32) - low) / (high - low), 0.0, 1.0)
    return np.rint(255 * (1 - share if inverse else share)).astype(np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionAt:
    """A lesion on one visit's page place: its picture, or why there is none."""

    date: str
    method: str
    picture: Picture | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionSeen:
    """One lesion over time, all pictures at one scale.

    name    short, for marks;  words what and where it is;  role the reader's choice
    """

    lesion: str
    name: str
    words: str
    role: str
    side_mm: float
    visits: tuple[LesionAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPair:
    """Two views of one scan: a PET from the front and from the left, a bone scan from the front and from the back."""

    date: str
    kind: str
    first: tuple[str, Picture]
    second: tuple[str, Picture]


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionPictures:
    """All pictures of a person, with who confirmed the lesions on them.

    uptake   of each lesion on PET: its words, and (date, numbers in words) of each PET
    digest   SHA-256 over all that is shown; sources in words
    """

    lesions: tuple[LesionSeen, ...]
    pets: tuple[ScanPair, ...]
    bone_scans: tuple[ScanPair, ...]
    uptake: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    readers: tuple[str, ...]
    is_synthetic: bool
    sources: str
    digest: str
