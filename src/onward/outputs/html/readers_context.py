"""What the pages about readers hold, in reading order: two readers side by side, and how readers do over time."""

from __future__ import annotations

from dataclasses import dataclass

from onward.outputs.html.context import Basis, SourceEntry, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotPoint:
    """One point of a drawing, with its words."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    """A horizontal line: bias or limit, with its confidence interval as a band and its label at the right."""

    y: float
    band_y: float
    band_height: float
    label: str
    label_y: float
    is_limit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlandAltman:
    """Differences of two readers over their means, in mm."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    zero_y: float
    lines: tuple[LevelLine, ...]
    points: tuple[PlotPoint, ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    x_label: str
    y_label: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SumVisit:
    """One visit on the axis of the drawing of sums; `differs` draws a band over its width."""

    x: float
    width: float
    label: str
    categories: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SumsOfTwo:
    """The sums of two readers, visit by visit; the first has dots and a full line, the second squares and dashes."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    visits: tuple[SumVisit, ...]
    first: tuple[PlotPoint, ...]
    second: tuple[PlotPoint, ...]
    first_path: str
    second_path: str
    first_name: str
    second_name: str
    y_ticks: tuple[tuple[float, str], ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPart:
    """Two readers of one person: what it comes to, the drawing of sums (None without two), visits, lesions."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    sums: SumsOfTwo | None
    visits: Table
    lesions: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPart:
    """Two readers over everything that both read: numbers, the table of categories, the plot and its table twin."""

    title: str
    measures: Table
    categories: Table
    plot: BlandAltman | None
    points: Table
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BiasOverTime:
    """Mean of own sums minus others', quarter by quarter, in mm; larger dots stand for more visits."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    zero_y: float
    points: tuple[PlotPoint, ...]
    radii: tuple[float, ...]
    path: str
    quarters: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTimePart:
    """One reader or site by quarters: the drawing (None without two quarters) and its table twin."""

    title: str
    drawing: BiasOverTime | None
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadersPage:
    """A page about readers; parts that it has nothing for are empty.

    compared   people of whom a category differs; same: those of whom none does, folded away
    """

    title: str
    heading: str
    lead: tuple[str, ...]
    as_of: str
    version: str
    compared: tuple[ComparedPart, ...] = ()
    same: tuple[ComparedPart, ...] = ()
    over_time: tuple[Table, ...] = ()
    by_quarter: tuple[OverTimePart, ...] = ()
    agreement: tuple[AgreementPart, ...] = ()
    bases: tuple[Basis, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
