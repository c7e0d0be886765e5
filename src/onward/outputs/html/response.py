"""Response of the page: is the treatment working, by every criterion that applies, side by side, with drawings.

Nothing stands here where no lesion was measured and neither markers nor reports are recorded.
"""

from __future__ import annotations

from onward.engines.response import ReaderResponse
from onward.outputs.html.change_map import change_map
from onward.outputs.html.context import ResponsePart
from onward.outputs.html.lesion_trend import lesion_trend
from onward.outputs.html.response_said import drawn_reader
from onward.outputs.html.response_tables import answer_table, beside_table, heading
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.sums_over_time import sums_over_time
from onward.outputs.html.swimmer import person_swimmer
from onward.outputs.html.waterfall import lesion_waterfall
from onward.packet import Packet

_BY_DAY = frozenset({"marker-trend", "clinical-summary"})
# Whose visits are drawn on the lines of therapy, the first that was answered.
_DRAWN = ("recist-1.1", "mda-bone", "percist-1.0", "eortc-1999", "rano-bm")


def response_part(packet: Packet, register: SourceRegister) -> ResponsePart | None:
    """The part of the page; None where no criterion has anything to judge."""
    found = packet.responses
    if not found:
        return None
    by_size = drawn_reader(found, "recist-1.1", "rano-bm", "mda-bone")
    measured = any(one.criterion not in _BY_DAY for one in found)
    # Where lesions were measured the summary would say again what stands under imaging; its statuses are side by side.
    shown = [one for one in found if not measured or one.criterion != "clinical-summary"]
    drawings = (
        person_swimmer(packet.picture.lines, drawn_reader(found, *_DRAWN), packet.as_of),
        sums_over_time([one for one in found if one.criterion == "recist-1.1"]),
        *(() if by_size is None else (lesion_trend(by_size), lesion_waterfall(by_size), change_map(by_size))),
    )
    return ResponsePart(
        beside=None if packet.beside is None else beside_table(packet.beside),
        measured=measured,
        drawings=tuple(one for one in drawings if one is not None),
        tables=tuple(answer_table(one, register) for one in shown),
        headings=tuple(heading(one) for one in shown),
        flags=tuple(dict.fromkeys(flag for one in found for flag in _flags(one))),
    )


def _flags(one: ReaderResponse) -> list[str]:
    who = one.reader or "Reader not named"
    return [
        f"{who}, {' '.join(filter(None, (flag.visit, flag.lesion)))}: {flag.what}; {flag.did}" for flag in one.flags
    ]
