"""Pictures of lesions and scans as numbers in pixels of their own view box, with the image as a data address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    """A line of known length: from (x, y) to the right, and what it says."""

    x: float
    y: float
    length: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """One picture.

    href        the PNG as data: address;  width, height in pixels; x where it begins in its figure
    paths       outlines as SVG path data;  rings (x, y, radius)
    left, right the sides of the person, "" where unknown;  title above it, "" for none
    """

    href: str
    x: float
    width: int
    height: int
    left: str
    right: str
    paths: tuple[str, ...]
    rings: tuple[tuple[float, float, float], ...]
    bar: ScaleBar
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionFigure:
    """A lesion at one visit: its picture, or the words that stand in its place; alt for who does not see it."""

    view: PictureView | None
    date: str
    method: str
    words: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionRow:
    """One lesion over time."""

    name: str
    words: str
    role: str
    figures: tuple[LesionFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFigure:
    """Two views of one scan side by side."""

    views: tuple[PictureView, PictureView]
    width: int
    height: int
    date: str
    words: str
    alt: str
