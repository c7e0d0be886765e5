"""The tumour-board page: one HTML file that holds everything it shows and opens each source with one click."""

from __future__ import annotations

from collections.abc import Mapping

from onward.outputs.html.context import BoardPage, Cell, PicturesPart, ResponseDrawing, Statement, Table
from onward.outputs.html.drawing import BodyMap, Curve, TreatmentChart
from onward.outputs.html.head import name_of
from onward.outputs.html.page import board_page
from onward.outputs.html.render import drawing_svg, picture_svg, render_board, render_trial, render_trials, swatch_svg
from onward.outputs.html.sums_over_time import sums_over_time
from onward.outputs.html.swimmer import people_swimmer
from onward.outputs.html.trial_context import TrialPage, TrialsPage
from onward.outputs.html.trial_page import ToldOfTrial, trial_page
from onward.outputs.html.trials_page import trials_page
from onward.outputs.html.waterfall import people_waterfall
from onward.packet import Packet

__all__ = [
    "BoardPage",
    "BodyMap",
    "Cell",
    "Curve",
    "PicturesPart",
    "ResponseDrawing",
    "Statement",
    "Table",
    "ToldOfTrial",
    "TreatmentChart",
    "TrialPage",
    "TrialsPage",
    "board_html",
    "board_page",
    "drawing_svg",
    "name_of",
    "people_swimmer",
    "people_waterfall",
    "picture_svg",
    "render_trial",
    "render_trials",
    "sums_over_time",
    "swatch_svg",
    "trial_page",
    "trials_page",
]


def board_html(packet: Packet, *, resources: Mapping[str, str]) -> str:
    """The self-contained page of one person.

    resources   "file#place" of a source to the original text of that resource, for the one-click drill-down
    """
    return render_board(board_page(packet, resources=resources))
