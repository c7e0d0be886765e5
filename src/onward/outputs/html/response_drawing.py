"""The drawings of response as numbers: bars, lines and marks in the units of their own view boxes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallBar:
    """kind   "grown" (20 % and more), "shrunk" (30 % less and more) or "between"; label "" where there are many."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str
    label_x: float
    value: str
    value_y: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Bars over a line at 0 %, with lines at +20 % and -30 %."""

    width: int
    height: int
    left: float
    right: float
    zero_y: float
    growth_y: float
    shrinkage_y: float
    label_y: float
    bars: tuple[WaterfallBar, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One size; is_counted: the size is no measurement but what the criterion counts (too small, gone)."""

    x: float
    y: float
    title: str
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """One lesion: its points, and its name at the end with a line to it."""

    points: tuple[TrendPoint, ...]
    path: str
    name: str
    name_y: float
    leader: str
    dash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionTrend:
    """Lesions in mm over days after the baseline."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    sizes: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]
    lines: tuple[TrendLine, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwimBar:
    """A stretch under one line; ongoing: nothing says that it ended; kind alternates so that lines are told apart."""

    x: float
    width: float
    y: float
    height: float
    ongoing: bool
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwimMark:
    """One visit; shape "better", "same", "worse" or "open"."""

    x: float
    y: float
    shape: str
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwimLane:
    """One row of the drawing: a line of therapy, or a person."""

    y: float
    name: str
    detail: str
    bars: tuple[SwimBar, ...]
    marks: tuple[SwimMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swimmer:
    """Lanes over months."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[SwimLane, ...]
    summary: str
