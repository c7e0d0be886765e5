"""The drawing of sums over time, a line per reader, as numbers in the units of its own view box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SpiderPoint:
    """One visit of one reader; `is_progression` draws a triangle."""

    x: float
    y: float
    title: str
    is_progression: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpiderLine:
    """One reader: the points of the line, and where the name stands."""

    points: tuple[SpiderPoint, ...]
    path: str
    name: str
    name_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spider:
    """Change of the sum from the baseline over time; x in days after the baseline, y in percent."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    zero_y: float
    response_y: float
    top_label: str
    top_y: float
    low_label: str
    low_y: float
    days: tuple[tuple[float, str], ...]
    lines: tuple[SpiderLine, ...]
    summary: str
