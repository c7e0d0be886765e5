"""The body outline and its organs as SVG paths, seen from the front: the person's right side is on the left.

Coordinates count from the middle line (x = 0) and from the top of the view box; drawn for Onward, schematic.
"""

from __future__ import annotations

from dataclasses import dataclass

# One half of the outline, from the crown to the crotch; the other half is its mirror image.
HALF_OUTLINE = (
    "M0,10 C15,10 25,21 25,38 C25,50 20,60 12,66 L12,78 C13,87 28,92 44,96 C58,100 65,108 67,122"
    " C70,144 73,170 77,194 C80,216 85,240 88,258 C92,268 93,284 88,296 C85,301 80,299 79,292"
    " C78,281 74,270 72,260 C68,238 64,220 60,202 C56,180 52,160 48,142 C47,160 43,176 42,192"
    " C42,210 49,226 52,246 C55,276 51,312 45,346 C42,360 45,378 41,398 C37,414 32,424 31,434"
    " C33,441 38,445 36,449 C29,452 19,452 14,448 C12,440 14,428 13,416 C10,398 9,380 11,360"
    " C12,338 8,298 3,266 L0,260"
)

_RIGHT_LUNG = "M-7,106 C-20,100 -33,116 -36,144 C-38,160 -36,166 -28,165 C-18,163 -9,160 -8,148 Z"
_LEFT_LUNG = "M7,106 C20,100 33,116 36,144 C38,160 36,166 28,165 C22,164 21,156 16,150 C11,146 8,144 8,138 Z"


def _ellipse(x: float, y: float, rx: float, ry: float) -> str:
    return f"M{x - rx:g},{y:g} a{rx:g},{ry:g} 0 1 0 {2 * rx:g},0 a{rx:g},{ry:g} 0 1 0 {-2 * rx:g},0 Z"


def _dots(*places: tuple[float, float], radius: float = 3.4) -> tuple[str, ...]:
    return tuple(_ellipse(x, y, radius, radius) for x, y in places)


def _vertebrae() -> tuple[str, ...]:
    return tuple(f"M-4,{y:g} h8 v7 h-8 Z" for y in range(84, 226, 9))


_PELVIS = (
    "M-5,224C-18,214 -38,216 -41,232 C-41,244 -32,250 -24,250C-18,256 -10,258 -4,254L-6,246C-14,246 -18,240 -14,234Z",
    "M5,224 C18,214 38,216 41,232 C41,244 32,250 24,250 C18,256 10,258 4,254 L6,246 C14,246 18,240 14,234Z",
)
_LONG_BONES = (
    "M-58,108 L-54,112 L-64,190 L-69,190 Z",
    "M58,108 L54,112 L64,190 L69,190 Z",
    "M-37,248 L-30,250 L-26,342 L-34,342 Z",
    "M37,248 L30,250 L26,342 L34,342 Z",
)


@dataclass(frozen=True, slots=True)
class Organ:
    """Where an organ lies: its shapes, and the spot that a leader line touches.

    is_line   drawn as a line (a lining, a skin area), not as a filled shape
    """

    name: str
    paths: tuple[str, ...]
    spot: tuple[float, float]


# In drawing order: what lies behind comes first. Names are the sites of the record (INTERFACE: sites).
ORGANS: tuple[Organ, ...] = (
    Organ("bone", (*_vertebrae(), *_PELVIS, *_LONG_BONES), (-30.0, 232.0)),
    Organ("bone_marrow", ("M-33,254 L-30,338", "M33,254 L30,338"), (-31.0, 300.0)),
    Organ("lung", (_RIGHT_LUNG, _LEFT_LUNG), (22.0, 128.0)),
    Organ(
        "pleura",
        (
            "M-9,102 C-24,96 -37,114 -40,144 C-41,162 -40,170 -30,169",
            "M9,102 C24,96 37,114 40,144 C41,162 40,170 30,169",
        ),
        (39.0, 158.0),
    ),
    Organ(
        "peritoneum",
        ("M-36,192 C-42,218 -40,240 -20,252 C-8,257 8,257 20,252 C40,240 42,218 36,192",),
        (38.0, 222.0),
    ),
    Organ("adrenal", ("M-20,196 l6,-8 l5,9 Z", "M20,196 l-6,-8 l-5,9 Z"), (15.0, 193.0)),
    Organ(
        "liver",
        ("M-38,180 C-36,169 -12,167 12,173 C19,176 18,183 10,186 C-3,190 -14,205 -28,205 C-38,205 -40,192 -38,180 Z",),
        (-26.0, 187.0),
    ),
    Organ("ovary", (_ellipse(-19, 238, 5.5, 4), _ellipse(19, 238, 5.5, 4)), (19.0, 238.0)),
    Organ("leptomeninges", ("M-20,40 C-22,18 -10,15 0,15 C10,15 22,18 20,40",), (15.0, 21.0)),
    Organ("brain", (_ellipse(0, 33, 17, 14),), (8.0, 33.0)),
    Organ("skin", ("M-44,150 C-40,128 -22,118 -6,122", "M44,150 C40,128 22,118 6,122"), (36.0, 132.0)),
    Organ("node_regional", _dots((-45, 126), (-47, 135), (45, 126), (47, 135)), (-46.0, 130.0)),
    Organ("node_distant", _dots((-9, 84), (9, 84), (-6, 122), (6, 130), (-5, 140)), (4.0, 128.0)),
)

# The breasts, for the primary tumour: the person's right, then left.
BREASTS = {"right": (-24.0, 146.0), "left": (24.0, 146.0)}
