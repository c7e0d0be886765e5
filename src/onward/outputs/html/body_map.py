"""Where the disease is: sites on the body outline, each with a label and its first and last date."""

from __future__ import annotations

import textwrap
from collections.abc import Set
from dataclasses import dataclass

from onward.disease import DiseasePicture, SiteOfDisease
from onward.outputs.html.body_shapes import BREASTS, ORGANS
from onward.outputs.html.drawing import BodyLabel, BodyMap, OrganShape
from onward.outputs.html.phrases import listed, sentence_case
from onward.timeline import AnyFact, CancerDiagnosis, Laterality, Metastasis, Standing, Timeline, site_name

_WIDTH = 420
_HEIGHT = 460
_CENTRE = 210.0
# The measures of the drawing, for the maps that show something else on the same outline.
FRAME = (_WIDTH, _HEIGHT, _CENTRE)
_TOP = 24.0
_ROW = 13.0
_GAP = 13.0
_ROW_LETTERS = 15
_EDGE = 8.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that looks for its place; `spot` None when the site cannot be drawn."""

    name: str
    dates: tuple[str, ...]
    spot: tuple[float, float] | None
    kind: str


def site_label(site: SiteOfDisease) -> str:
    """A site by name, in the source's words where it is one of the others."""
    return site.text if site.site == "other" and site.text else site_name(site.site)


def site_dates(site: SiteOfDisease) -> str:
    """First and last date on which the site is recorded."""
    if site.first is None and site.last is None:
        return "undated"
    if site.first is None:
        return f"until {site.last}, first undated"
    if site.last is None or site.last == site.first:
        return f"{site.first}"
    return f"{site.first} to {site.last}"


def _label_dates(site: SiteOfDisease) -> tuple[str, ...]:
    """The same in short rows, for the labels of the map."""
    if site.first is None and site.last is None:
        return ("undated",)
    first = f"since {site.first}" if site.first is not None else "first undated"
    return (first, f"last {site.last}") if site.last is not None and site.last != site.first else (first,)


def body_map(picture: DiseasePicture, timeline: Timeline) -> BodyMap | None:
    """The map, or None when neither a site nor the side of a breast cancer is recorded: then it would show nothing."""
    wanted = [
        *_primaries(timeline),
        *(
            Wanted(site_label(site), _label_dates(site), _spot(site.site, site.facts), "metastasis")
            for site in picture.sites
        ),
    ]
    if not picture.sites and all(want.spot is None for want in wanted):
        return None
    involved = {site.site for site in picture.sites}
    names = [f"{site_label(site)} ({site_dates(site)})" for site in picture.sites]
    return BodyMap(
        width=_WIDTH,
        height=_HEIGHT,
        centre=_CENTRE,
        organs=tuple(OrganShape(name=one.name, paths=one.paths, involved=one.name in involved) for one in ORGANS),
        labels=placed_labels(wanted),
        summary=f"Sites of metastasis: {listed(names)}." if names else "No site of metastasis is recorded.",
    )


def _primaries(timeline: Timeline) -> list[Wanted]:
    """The breast cancers; one label for each side."""
    found: dict[str, Wanted] = {}
    for fact in timeline.of(CancerDiagnosis):
        if fact.is_breast is not True or fact.standing is Standing.REFUTED:
            continue
        when = (str(fact.when.start) if fact.when.start is not None else "undated",)
        match fact.laterality:
            case Laterality.LEFT | Laterality.RIGHT:
                sides = (fact.laterality.value,)
            case Laterality.BILATERAL:
                sides = ("right", "left")
            case None:
                sides = ("",)
        for side in sides:
            name = f"primary, {side}" if side else "primary"
            found.setdefault(side, Wanted(name, when, BREASTS.get(side), "primary"))
    return list(found.values())


def _spot(site: str, facts: tuple[AnyFact, ...]) -> tuple[float, float] | None:
    return spot_of(site, {fact.laterality for fact in facts if isinstance(fact, Metastasis)})


def spot_of(site: str, sides: Set[Laterality | None]) -> tuple[float, float] | None:
    """Where a site is drawn, on the side that all of its facts name; None when it cannot be drawn."""
    organ = next((organ for organ in ORGANS if organ.name == site), None)
    if organ is None:
        return None
    x, y = organ.spot
    if sides == {Laterality.RIGHT}:
        return (-abs(x), y)
    if sides == {Laterality.LEFT}:
        return (abs(x), y)
    return (x, y)


def placed_labels(wanted: list[Wanted]) -> tuple[BodyLabel, ...]:
    """Labels in two columns beside the figure, in the order of their places; no two touch."""
    columns: dict[str, list[Wanted]] = {"left": [], "right": []}
    for want in sorted(wanted, key=lambda one: one.spot[1] if one.spot is not None else float("inf")):
        x = want.spot[0] if want.spot is not None else 0.0
        side = "left" if x < -1 else "right" if x > 1 else min(columns, key=lambda name: len(columns[name]))
        other = "right" if side == "left" else "left"
        if len(columns[side]) - len(columns[other]) > 3:
            side = other
        columns[side].append(want)
    labels: list[BodyLabel] = []
    for side, column in columns.items():
        tops = _spread(
            [one.spot[1] if one.spot is not None else _HEIGHT - 70.0 for one in column],
            [_height(one) for one in column],
        )
        labels += [_label(want, side, y) for want, y in zip(column, tops, strict=True)]
    return tuple(labels)


def _rows(name: str) -> tuple[str, ...]:
    """A name in rows that fit beside the figure."""
    return tuple(textwrap.wrap(sentence_case(name), width=_ROW_LETTERS, break_long_words=False)) or ("",)


def _height(want: Wanted) -> float:
    return _ROW * (len(_rows(want.name)) + len(want.dates)) + _GAP


def _spread(wished: list[float], heights: list[float]) -> list[float]:
    """First rows near the wished heights, none touching the next, all inside the drawing."""
    tops: list[float] = []
    low = _TOP
    for wish, height in zip(wished, heights, strict=True):
        tops.append(max(wish, low))
        low = tops[-1] + height
    bottom = _HEIGHT - 24.0
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], bottom - heights[index] + _ROW)
        bottom = tops[index] - _ROW
    return tops


def _label(want: Wanted, side: str, y: float) -> BodyLabel:
    x = _EDGE if side == "left" else _WIDTH - _EDGE
    rows = _rows(want.name)
    leader, spot_x, spot_y = "", 0.0, 0.0
    if want.spot is not None:
        spot_x, spot_y = _CENTRE + want.spot[0], want.spot[1]
        # The line runs under the name, above the dates, then straight to the organ.
        line_y = y + _ROW * (len(rows) - 1) + 5.0
        reach = max(max(len(row) for row in rows) * 7.4, 70.0)
        inner = x + reach if side == "left" else x - reach
        leader = f"{x:g},{line_y:g} {inner:g},{line_y:g} {spot_x:g},{spot_y:g}"
    return BodyLabel(
        names=rows,
        dates=want.dates,
        x=x,
        y=y,
        anchor="start" if side == "left" else "end",
        leader=leader,
        spot_x=spot_x,
        spot_y=spot_y,
        kind=want.kind,
    )
