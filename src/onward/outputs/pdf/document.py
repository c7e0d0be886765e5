"""From the page's context to PDF bytes: texts travel as data, drawings as SVG, fonts are those inside typst.

The same packet gives the same bytes: no date of making, no fonts of the machine.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import orjson
import typst

from onward.outputs.html import BoardPage, Curve, PicturesPart, board_page, drawing_svg, picture_svg, swatch_svg
from onward.packet import Packet

_TEMPLATE = Path(__file__).parent / "board.typ"
_CHART = "print"


def board_pdf(packet: Packet) -> bytes:
    """The printed form of one packet, A4. Sources are not printed in full: each is named with file and place."""
    page = board_page(packet, resources={})
    chart = next((chart for chart in page.charts if chart.name == _CHART), None)
    inputs = {
        "page": orjson.dumps(asdict(_without_drawings(page))).decode(),
        "body": drawing_svg(page.body) if page.body is not None else "",
        "body-summary": page.body.summary if page.body is not None else "",
        "chart": drawing_svg(chart) if chart is not None else "",
        "chart-summary": chart.summary if chart is not None else "",
        "curves": orjson.dumps([_curve(panel.curve) for panel in page.curves]).decode(),
        "response": orjson.dumps(_response(page)).decode(),
        "pictures": orjson.dumps(_pictures(page)).decode(),
        "swatches": orjson.dumps({entry.group: swatch_svg(entry.group) for entry in page.legend}).decode(),
    }
    return typst.compile(
        _TEMPLATE.read_bytes(),
        sys_inputs=inputs,
        ignore_system_fonts=True,
        format="pdf",
    )


def _response(page: BoardPage) -> list[dict[str, object]]:
    """The drawings of response with their tables, in the order of the page."""
    return [
        {
            "kind": one.kind,
            "title": one.title,
            "legend": one.legend,
            "svg": drawing_svg(one.drawing),
            "summary": one.drawing.summary,
            "twin": asdict(one.twin),
        }
        for one in (() if page.response is None else page.response.drawings)
    ]


def _pictures(page: BoardPage) -> dict[str, object]:
    """The drawings of lesions and scans; `svg` is "" where words stand in the place of a picture."""
    part = page.pictures
    if part is None:
        return {"lesions": [], "pairs": []}
    return {
        "lesions": [
            [{"svg": picture_svg(one) if one.view is not None else "", "alt": one.alt} for one in row.figures]
            for row in part.lesions
        ],
        "pairs": [
            [{"svg": picture_svg(one), "alt": one.alt, "caption": f"{one.date} {one.words}"} for one in figures]
            for _, figures in part.pairs
        ],
    }


def _pictures_as_text(part: PicturesPart | None) -> PicturesPart | None:
    if part is None:
        return None
    return replace(
        part,
        lesions=tuple(
            replace(row, figures=tuple(replace(one, view=None) for one in row.figures)) for row in part.lesions
        ),
        pairs=(),
    )


def _curve(curve: Curve | None) -> dict[str, str] | None:
    return {"svg": drawing_svg(curve), "summary": curve.summary} if curve is not None else None


def _without_drawings(page: BoardPage) -> BoardPage:
    """Drawings travel as SVG beside the texts."""
    return replace(
        page,
        body=None,
        charts=(),
        curves=tuple(replace(panel, curve=None) for panel in page.curves),
        pictures=_pictures_as_text(page.pictures),
        response=None if page.response is None else replace(page.response, drawings=()),
    )
