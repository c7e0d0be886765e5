"""The page as one self-contained HTML text: no network, and a content security policy over its own few lines."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from onward.outputs.html.body_shapes import HALF_OUTLINE
from onward.outputs.html.context import BoardPage
from onward.outputs.html.drawing import BodyMap, Curve, TreatmentChart
from onward.outputs.html.lesion_drawing import LesionFigure, ScanFigure
from onward.outputs.html.readers_context import ReadersPage
from onward.outputs.html.response_drawing import LesionTrend, Swimmer, Waterfall
from onward.outputs.html.spider import Spider
from onward.outputs.html.trial_context import TrialPage, TrialsPage

_HERE = Path(__file__).parent

_SECTIONS = (
    ("now", "Now"),
    ("open", "Open"),
    ("options", "Options"),
    ("trials", "Trials"),
    ("sites", "Where"),
    ("treatment", "Treatment"),
    ("receptors", "Receptors"),
    ("genes", "Genes"),
    ("laboratory", "Laboratory"),
    ("imaging", "Imaging"),
    ("response", "Response"),
    ("pictures", "Pictures"),
    ("health", "Other health"),
    ("contradictions", "Contradictory"),
    ("missing", "Missing"),
    ("asked", "Asked"),
    ("sources", "Sources"),
)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters["whole_dates"] = _whole_dates
    return environment


_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


def _whole_dates(text: str) -> Markup:
    """Escaped text whose dates never break across lines."""
    return Markup(_DATE.sub(r'<span class="day">\g<0></span>', str(escape(text))))  # escaped before


@lru_cache(maxsize=8)
def _own_text(name: str) -> str:
    """A style or script of this folder: the only texts of the page that are not escaped."""
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


_TRIAL_SECTIONS = (
    ("about", "In short"),
    ("ask", "What would settle it"),
    ("for-whom", "Who it is for"),
    ("studied", "What is studied"),
    ("involved", "What is involved"),
    ("where", "Where"),
    ("lines", "Line by line"),
    ("sources", "Sources"),
)


def render_board(page: BoardPage) -> str:
    """The page's HTML; the same context gives the same text."""
    return _rendered(
        "board.html.j2",
        page,
        styles=("page.css", "drawing.css", "drug_colours.css", "lesion_pictures.css"),
        sections=tuple(one for one in _SECTIONS if one[0] not in _missing_parts(page)),
    )


def _missing_parts(page: BoardPage) -> frozenset[str]:
    parts = {"trials": page.trials, "response": page.response, "pictures": page.pictures}
    return frozenset(name for name, part in parts.items() if part is None)


def render_trial(page: TrialPage) -> str:
    """The page of one trial."""
    return _rendered("trial.html.j2", page, styles=("page.css", "trial.css"), sections=_TRIAL_SECTIONS)


def render_trials(page: TrialsPage) -> str:
    """The first page of a folder of trials."""
    return _rendered("trials.html.j2", page, styles=("page.css", "trial.css"), sections=(("trials", "Trials"),))


def render_readers(page: ReadersPage) -> str:
    """A page about readers: side by side, or over time."""
    sections = [("over-time", "Over time")] if page.over_time else []
    sections.append(("agreement", "Agreement"))
    sections += [("compared", "Side by side")] if page.compared or page.same else []
    return _rendered(
        "readers.html.j2",
        page,
        styles=("page.css", "readers.css"),
        sections=sections,
    )


def _rendered(
    template: str,
    page: BoardPage | TrialPage | TrialsPage | ReadersPage,
    *,
    styles: Sequence[str],
    sections: Sequence[tuple[str, str]],
) -> str:
    style = "".join(_own_text(name) for name in styles)
    script = _own_text("page.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return (
        _environment()
        .get_template(template)
        .render(
            page=page,
            policy=policy,
            style=Markup(style),  # ours, from this folder
            script=Markup(script),
            sections=sections,
            half_outline=HALF_OUTLINE,
        )
    )


def picture_svg(figure: LesionFigure | ScanFigure) -> str:
    """One picture of a lesion or scan as an SVG document of its own, for the PDF."""
    name = "key_image.svg.j2" if isinstance(figure, LesionFigure) else "scan_pair.svg.j2"
    svg = _environment().get_template(name).render({"figure": figure})
    head, rest = svg.strip().split(">", maxsplit=1)
    return f"{head}><style>{_own_text('drawing.css')}{_own_text('lesion_pictures.css')}</style>{rest}"


def drawing_svg(drawing: BodyMap | TreatmentChart | Curve | Spider | Waterfall | LesionTrend | Swimmer) -> str:
    """One drawing as an SVG document of its own, with its styles inside, for the PDF."""
    match drawing:
        case BodyMap():
            name, key = "body_map.svg.j2", "body"
        case TreatmentChart():
            name, key = "treatment_chart.svg.j2", "chart"
        case Curve():
            name, key = "curve.svg.j2", "curve"
        case Spider():
            name, key = "spider.svg.j2", "spider"
        case Waterfall():
            name, key = "waterfall.svg.j2", "fall"
        case LesionTrend():
            name, key = "lesion_trend.svg.j2", "trend"
        case Swimmer():
            name, key = "swimmer.svg.j2", "swim"
    svg = _environment().get_template(name).render({key: drawing, "half_outline": HALF_OUTLINE})
    styles = _own_text("drawing.css") + _own_text("drug_colours.css")
    head, rest = svg.strip().split(">", maxsplit=1)
    return f"{head}><style>{styles}</style>{rest}"


def swatch_svg(group: str) -> str:
    """The colour of a drug group as a small drawing of its own."""
    colours = _own_text("drug_colours.css")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 12">'
        f'<style>{colours}</style><rect class="g-{group}" x="1" y="1" width="20" height="10"/></svg>'
    )
