"""The body: organs as ellipsoids in patient coordinates (LPS, mm; z = 0 at the height of the liver), with CT number,
FDG uptake and bone tracer of each. Round numbers, chosen to look like a woman of 165 cm and 68 kg.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """An ellipsoid.

    half_mm   half axes in x, y, z
    hu        CT number with contrast;  suv FDG uptake by body weight;  bone counts of a bone scan
    """

    name: str
    centre_mm: Vector
    half_mm: Vector
    hu: float
    suv: float
    bone: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """A lesion: a ball.

    site   liver, bone, lung, brain or node;  suv, bone as of an organ
    """

    name: str
    centre_mm: Vector
    diameter_mm: float
    site: str
    suv: float = 0.0
    bone: float = 0.0


def _spine() -> Iterator[Organ]:
    for number in range(24):
        z = -215.0 + 31.0 * number
        y = 72.0 - 14.0 * np.sin((z + 215) / 240) + (12 if z > 380 else 0)
        half = 22 - 0.35 * number
        yield Organ(
            name="vertebra", centre_mm=(0, float(y), z), half_mm=(half, half * 0.8, 13), hu=240, suv=1.6, bone=30
        )
        yield Organ(
            name="spinous process", centre_mm=(0, float(y) + 34, z - 4), half_mm=(5, 16, 6), hu=260, suv=1.2, bone=20
        )


def _ribs() -> Iterator[Organ]:
    """Each rib as a row of small balls on an arc that falls to the front."""
    for number in range(11):
        z = 360.0 - 31.0 * number
        wide = 92 + 7.0 * min(number, 7)
        deep = 72 + 4.0 * min(number, 7)
        for angle in np.linspace(np.radians(70), np.radians(-62 if number < 8 else -10), 26):
            for side in (-1, 1):
                x = side * wide * np.cos(angle)
                y = 8 + deep * np.sin(angle)
                drop = 55 * (1 - np.sin(angle)) / 2
                yield Organ(
                    name="rib",
                    centre_mm=(float(x), float(y), float(z - drop)),
                    half_mm=(6, 6, 6),
                    hu=330,
                    suv=0.9,
                    bone=16,
                )


def _limbs_and_pelvis() -> Iterator[Organ]:
    for side in (-1, 1):
        yield Organ(name="ilium", centre_mm=(side * 92, 40, -262), half_mm=(46, 16, 62), hu=280, suv=1.2, bone=30)
        yield Organ(name="hip", centre_mm=(side * 96, 5, -345), half_mm=(26, 26, 26), hu=280, suv=1.0, bone=26)
        yield Organ(name="femur", centre_mm=(side * 108, 5, -480), half_mm=(15, 15, 140), hu=420, suv=0.9, bone=14)
        yield Organ(name="scapula", centre_mm=(side * 108, 78, 335), half_mm=(38, 7, 60), hu=260, suv=0.9, bone=15)
        yield Organ(name="clavicle", centre_mm=(side * 72, -40, 412), half_mm=(66, 8, 8), hu=300, suv=0.9, bone=18)
        yield Organ(name="shoulder", centre_mm=(side * 158, 18, 385), half_mm=(24, 24, 30), hu=280, suv=0.9, bone=24)
    yield Organ(name="sacrum", centre_mm=(0, 82, -268), half_mm=(40, 20, 48), hu=240, suv=1.4, bone=34)
    yield Organ(name="sternum", centre_mm=(0, -88, 300), half_mm=(20, 8, 85), hu=240, suv=1.2, bone=26)


# Later organs lie over earlier ones.
SOFT: tuple[Organ, ...] = (
    Organ(name="trunk", centre_mm=(0, 0, -40), half_mm=(178, 118, 420), hu=-95, suv=0.35, bone=2),
    Organ(name="chest", centre_mm=(0, 0, 230), half_mm=(176, 112, 250), hu=-95, suv=0.4, bone=2),
    Organ(name="shoulders", centre_mm=(0, 25, 370), half_mm=(205, 82, 78), hu=20, suv=0.5, bone=2),
    Organ(name="breast right", centre_mm=(-80, -95, 215), half_mm=(62, 58, 62), hu=-60, suv=0.5, bone=2),
    Organ(name="breast left", centre_mm=(80, -95, 215), half_mm=(62, 58, 62), hu=-60, suv=0.5, bone=2),
    Organ(name="thigh right", centre_mm=(-100, 5, -500), half_mm=(82, 88, 230), hu=25, suv=0.55, bone=2),
    Organ(name="thigh left", centre_mm=(100, 5, -500), half_mm=(82, 88, 230), hu=25, suv=0.55, bone=2),
    Organ(name="muscles", centre_mm=(0, 6, -40), half_mm=(158, 102, 400), hu=45, suv=0.6, bone=2),
    Organ(name="chest wall", centre_mm=(0, 6, 230), half_mm=(150, 100, 225), hu=45, suv=0.6, bone=2),
    Organ(name="abdominal fat", centre_mm=(0, -14, -130), half_mm=(132, 72, 190), hu=-90, suv=0.45, bone=2),
    Organ(name="neck", centre_mm=(0, 30, 470), half_mm=(58, 62, 90), hu=40, suv=0.9, bone=2),
    Organ(name="head", centre_mm=(0, 5, 610), half_mm=(78, 98, 120), hu=700, suv=0.9, bone=20),
    Organ(name="brain", centre_mm=(0, 10, 630), half_mm=(66, 82, 72), hu=38, suv=7.0),
    Organ(name="lung right", centre_mm=(-76, 2, 205), half_mm=(62, 84, 150), hu=-840, suv=0.4),
    Organ(name="lung left", centre_mm=(78, 2, 210), half_mm=(58, 82, 146), hu=-840, suv=0.4),
    Organ(name="mediastinum", centre_mm=(2, 10, 235), half_mm=(34, 72, 150), hu=30, suv=1.2),
    Organ(name="heart", centre_mm=(32, -32, 150), half_mm=(56, 48, 52), hu=120, suv=3.6),
    Organ(name="ventricle", centre_mm=(34, -32, 150), half_mm=(38, 31, 34), hu=180, suv=1.5),
    Organ(name="liver", centre_mm=(-72, -4, 2), half_mm=(92, 86, 80), hu=112, suv=2.1),
    Organ(name="liver left lobe", centre_mm=(20, -42, 22), half_mm=(62, 40, 36), hu=112, suv=2.1),
    Organ(name="stomach", centre_mm=(88, -34, 12), half_mm=(44, 46, 62), hu=35, suv=1.7),
    Organ(name="spleen", centre_mm=(112, 44, 14), half_mm=(34, 44, 56), hu=118, suv=1.7),
    Organ(name="kidney right", centre_mm=(-66, 54, -88), half_mm=(29, 27, 54), hu=165, suv=3.6, bone=22),
    Organ(name="kidney left", centre_mm=(66, 54, -78), half_mm=(29, 27, 54), hu=165, suv=3.6, bone=22),
    Organ(name="renal pelvis right", centre_mm=(-56, 50, -88), half_mm=(9, 9, 18), hu=20, suv=14.0, bone=30),
    Organ(name="renal pelvis left", centre_mm=(56, 50, -78), half_mm=(9, 9, 18), hu=20, suv=14.0, bone=30),
    Organ(name="colon right", centre_mm=(-112, -10, -150), half_mm=(24, 26, 72), hu=10, suv=1.6),
    Organ(name="colon left", centre_mm=(112, 4, -140), half_mm=(22, 24, 84), hu=10, suv=1.6),
    Organ(name="bowel", centre_mm=(0, -36, -165), half_mm=(84, 44, 74), hu=32, suv=1.3),
    Organ(name="bladder", centre_mm=(0, -34, -345), half_mm=(40, 34, 30), hu=8, suv=18.0, bone=80),
    Organ(name="uterus", centre_mm=(0, 14, -318), half_mm=(30, 26, 34), hu=60, suv=1.4),
    Organ(name="aorta", centre_mm=(16, 44, 90), half_mm=(13, 13, 300), hu=185, suv=1.5),
    Organ(name="vena cava", centre_mm=(-18, 36, 40), half_mm=(13, 11, 170), hu=150, suv=1.5),
)
BONES: tuple[Organ, ...] = (*_ribs(), *_spine(), *_limbs_and_pelvis())
# What masks of organs show of them.
MASKED = {
    "brain": ("brain",),
    "heart": ("heart",),
    "liver": ("liver", "liver left lobe"),
    "spleen": ("spleen",),
    "stomach": ("stomach",),
    "kidney_right": ("kidney right", "renal pelvis right"),
    "kidney_left": ("kidney left", "renal pelvis left"),
    "urinary_bladder": ("bladder",),
    "aorta": ("aorta",),
    "colon": ("colon right", "colon left"),
    "vertebrae": ("vertebra",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """A grid along the body's axes: shape and spacing in slices, rows, columns; origin of its first voxel."""

    shape: tuple[int, int, int]
    spacing_mm: Vector
    origin_mm: Vector

    def axes(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Positions along z, y and x."""
        z, y, x = (
            (first + np.arange(extent) * spacing).astype(np.float32)
            for extent, spacing, first in zip(self.shape, self.spacing_mm, self.origin_mm[::-1], strict=True)
        )
        return z, y, x


def paint(
    values: NDArray[np.float32], lattice: Lattice, centre_mm: Vector, half_mm: Vector, value: float, *, soft_mm: float
) -> None:
    """Lay an ellipsoid over what is there, its edge running out over `soft_mm`."""
    z, y, x = lattice.axes()
    box: list[slice] = []
    for along, middle, half in zip((z, y, x), centre_mm[::-1], half_mm[::-1], strict=True):
        near = np.flatnonzero(np.abs(along - middle) <= half + soft_mm)
        if not len(near):
            return
        box.append(slice(int(near[0]), int(near[-1]) + 1))
    parts = [
        ((along[one] - middle) / half) ** 2
        for along, one, middle, half in zip((z, y, x), box, centre_mm[::-1], half_mm[::-1], strict=True)
    ]
    distance = np.sqrt(parts[0][:, None, None] + parts[1][None, :, None] + parts[2][None, None, :])
    share = np.clip((1 - distance) * (min(half_mm) / soft_mm) + 0.5, 0, 1).astype(np.float32)
    here = values[box[0], box[1], box[2]]
    here += share * (np.float32(value) - here)


def ct_values(
    lattice: Lattice, foci: Sequence[Focus], shift_mm: Vector, chance: np.random.Generator
) -> NDArray[np.int16]:
    """CT numbers of the body moved by `shift_mm`."""
    values = np.full(lattice.shape, -1000, dtype=np.float32)
    for organ in (*SOFT, *BONES):
        paint(values, lattice, _moved(organ.centre_mm, shift_mm), organ.half_mm, organ.hu, soft_mm=1.5)
    for focus in foci:
        hu = {"liver": 62.0, "bone": 640.0, "lung": 35.0, "node": 60.0, "brain": 55.0}[focus.site]
        half = focus.diameter_mm / 2
        paint(values, lattice, _moved(focus.centre_mm, shift_mm), (half, half, half), hu, soft_mm=1.0)
    values += chance.normal(0, 9, lattice.shape).astype(np.float32)
    return np.clip(np.rint(values), -1024, 3000).astype(np.int16)


def suv_values(
    lattice: Lattice, foci: Sequence[Focus], shift_mm: Vector, chance: np.random.Generator
) -> NDArray[np.float32]:
    """FDG uptake, blurred as by a scanner with 6 mm resolution."""
    from scipy.ndimage import gaussian_filter

    values = np.zeros(lattice.shape, dtype=np.float32)
    for organ in (*SOFT, *BONES):
        paint(values, lattice, _moved(organ.centre_mm, shift_mm), organ.half_mm, organ.suv, soft_mm=3)
    for focus in foci:
        half = focus.diameter_mm / 2
        paint(values, lattice, _moved(focus.centre_mm, shift_mm), (half, half, half), focus.suv, soft_mm=2)
    values += chance.normal(0, 0.18, lattice.shape).astype(np.float32) * np.sqrt(values + 0.05)
    sigma = [6 / 2.355 / spacing for spacing in lattice.spacing_mm]
    return np.clip(gaussian_filter(values, sigma), 0, None)


def bone_scan_views(
    foci: Sequence[Focus], shift_mm: Vector, chance: np.random.Generator
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Counts from the front and from the back, 1024 x 256 pixels of 2.26 mm, near bones brighter than far ones."""
    from scipy.ndimage import gaussian_filter, zoom

    lattice = Lattice(shape=(340, 76, 146), spacing_mm=(4.52, 4.0, 4.0), origin_mm=(-290.0, -150.0, -790.0))
    values = np.zeros(lattice.shape, dtype=np.float32)
    for organ in (*SOFT, *BONES):
        paint(values, lattice, _moved(organ.centre_mm, shift_mm), organ.half_mm, organ.bone, soft_mm=3)
    for focus in foci:
        half = focus.diameter_mm / 2
        paint(values, lattice, _moved(focus.centre_mm, shift_mm), (half, half, half), focus.bone, soft_mm=2)
    depth = np.arange(lattice.shape[1], dtype=np.float32) * 0.4
    views: list[NDArray[np.uint16]] = []
    for weights in (np.exp(-0.12 * depth), np.exp(-0.12 * depth[::-1])):
        flat = np.einsum("zyx,y->zx", values, weights)[::-1]
        flat = gaussian_filter(zoom(flat, (2, 256 / 146 * 1.0), order=1)[:, :256], 1.6)
        whole = np.zeros((1024, 256), dtype=np.float64)
        whole[:680] = flat[:680]
        views.append(chance.poisson(np.clip(whole, 0, None) * 0.9).astype(np.uint16))
    front, back = views
    # The front is seen with her right side on the left, the back the other way round.
    return front, back[:, ::-1].copy()


def mr_values(
    lattice: Lattice, foci: Sequence[Focus], shift_mm: Vector, chance: np.random.Generator
) -> NDArray[np.int16]:
    """A head as T1-weighted MR shows it after contrast; lesions take it up."""
    values = np.zeros(lattice.shape, dtype=np.float32)
    parts: tuple[tuple[Vector, Vector, float], ...] = (
        ((0, 5, 610), (80, 100, 122), 420),
        ((0, 8, 622), (71, 89, 82), 60),
        ((0, 10, 630), (66, 82, 72), 300),
        ((0, 10, 632), (52, 66, 56), 380),
        ((-14, 6, 640), (7, 30, 14), 90),
        ((14, 6, 640), (7, 30, 14), 90),
        ((-28, 58, 570), (30, 24, 22), 310),
        ((28, 58, 570), (30, 24, 22), 310),
    )
    for centre, half, value in parts:
        paint(values, lattice, _moved(centre, shift_mm), half, value, soft_mm=1.5)
    for focus in foci:
        half = focus.diameter_mm / 2
        paint(values, lattice, _moved(focus.centre_mm, shift_mm), (half, half, half), 780, soft_mm=1.0)
    values += chance.normal(0, 14, lattice.shape).astype(np.float32)
    return np.clip(np.rint(values), 0, 4000).astype(np.int16)


def organ_masks(lattice: Lattice, shift_mm: Vector) -> dict[str, NDArray[np.bool_]]:
    """Masks of organs on a grid, as a program for anatomy would give them."""
    z, y, x = lattice.axes()
    masks: dict[str, NDArray[np.bool_]] = {}
    for name, held in MASKED.items():
        mask = np.zeros(lattice.shape, dtype=bool)
        for organ in (*SOFT, *BONES):
            if organ.name in held:
                cx, cy, cz = _moved(organ.centre_mm, shift_mm)
                hx, hy, hz = organ.half_mm
                mask |= (
                    ((z - cz) / hz)[:, None, None] ** 2
                    + ((y - cy) / hy)[None, :, None] ** 2
                    + ((x - cx) / hx)[None, None, :] ** 2
                ) <= 1
        # A voxel is of one organ, the first that has it: a label map holds no two.
        for other in masks.values():
            mask &= ~other
        if mask.any():
            masks[name] = mask
    return masks


def _moved(place: Vector, shift_mm: Vector) -> Vector:
    return place[0] + shift_mm[0], place[1] + shift_mm[1], place[2] + shift_mm[2]
