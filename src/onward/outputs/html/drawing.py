"""The drawings of the page as numbers: where each shape and label stands, in the units of its own view box.

Positions are computed in Python and tested there; the SVG templates only write them down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EventShape = Literal["diamond", "worse", "same", "better", "square", "circle", "bar", "tick", "cross"]
PointShape = Literal["within", "above", "below", "unjudged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A tick of an axis with its label ("" for a minor tick)."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A stretch of time without any event, drawn short, with a visible break and its true length in words."""

    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganShape:
    """One organ of the body outline.

    paths     SVG path data in the outline's view box
    involved  True when a metastasis is recorded there
    """

    name: str
    paths: tuple[str, ...]
    involved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLabel:
    """A label beside the outline, with a line to its place.

    names, dates   rows of text, the first of them at `y`
    anchor   "start" or "end", as in SVG; leader: the points of the line, "" when the place cannot be drawn
    kind     "metastasis" or "primary"
    """

    names: tuple[str, ...]
    dates: tuple[str, ...]
    x: float
    y: float
    anchor: str
    leader: str
    spot_x: float
    spot_y: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMap:
    """The body outline seen from the front, with the sites marked. `summary` says the same in words."""

    width: int
    height: int
    centre: float
    organs: tuple[OrganShape, ...]
    labels: tuple[BodyLabel, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of time on a lane.

    soft_start, soft_end   width of the part in which the true start or end lies (a month or year only)
    end      "closed", "ongoing" (arrow) or "unknown" (no end recorded)
    breaks   middles of folds that the bar crosses
    ordered  True when there is only an order, and nothing says that the drug was taken
    title    the whole statement in words
    """

    x: float
    width: float
    y: float
    height: float
    group: str
    soft_start: float
    soft_end: float
    start: str
    end: str
    breaks: tuple[float, ...]
    title: str
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One drug: its name and class beside its bars."""

    y: float
    height: float
    name: str
    detail: str
    label_x: float
    label_y: float
    group: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """A point event; `label` is "" when there is no room beside it (the table twin names it)."""

    x: float
    y: float
    shape: EventShape
    label: str
    label_x: float
    anchor: str
    title: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A row of point events under one heading."""

    y: float
    height: float
    name: str
    label_x: float
    label_y: float
    events: tuple[EventMark, ...]
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBand:
    """A line of therapy over the lanes."""

    x: float
    width: float
    y: float
    height: float
    label: str
    title: str
    shaded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentChart:
    """Lines, events and drugs on one time axis; `name` is the width it is made for (wide, print, narrow)."""

    name: str
    width: int
    height: int
    plot_x: float
    plot_width: float
    top: float
    bottom: float
    years: tuple[Tick, ...]
    months: tuple[Tick, ...]
    months_caption: str
    folds: tuple[Fold, ...]
    bands: tuple[LineBand, ...]
    rows: tuple[EventRow, ...]
    lanes: tuple[Lane, ...]
    progressions: tuple[float, ...]
    anchor_x: float | None
    today_x: float | None
    today: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One result: place, shape (within, above, below the reference range, or without one) and words."""

    x: float
    y: float
    shape: PointShape
    bound: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One laboratory curve: reference band, points, lines between them broken at folds.

    starts   where lines of therapy begin, with their numbers
    """

    width: int
    height: int
    plot_x: float
    plot_y: float
    plot_width: float
    plot_height: float
    band_y: float
    band_height: float
    has_band: bool
    lines: tuple[str, ...]
    points: tuple[CurvePoint, ...]
    levels: tuple[Tick, ...]
    years: tuple[Tick, ...]
    starts: tuple[Tick, ...]
    folds: tuple[Fold, ...]
    summary: str
