"""One person's board: the packet, and the page and PDF made from it when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from onward.app.answers import packet_of, with_issues
from onward.app.options import options_from
from onward.app.records import LoadedRecords
from onward.engines.options import Region
from onward.intake import PersonRecord
from onward.packet import Packet


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A packet with its doors to a page.

    originals   "file#place" of a source to the original text of that resource, for the page's one-click drill-down
    """

    packet: Packet
    loaded: LoadedRecords

    @property
    def person(self) -> str:
        return self.packet.person

    def html(self) -> str:
        """The self-contained page."""
        from onward.outputs.html import board_html

        return board_html(self.packet, resources=self.loaded.originals(self.packet.timeline))

    def pdf(self) -> bytes:
        """The printed form."""
        from onward.outputs.pdf import board_pdf

        return board_pdf(self.packet)


def board_of(person: PersonRecord, loaded: LoadedRecords, *, as_of: date, region: Region = "us") -> Board:
    """The board of one of the people that were loaded.

    region   whose approvals count for the therapy options
    """
    if len(loaded.people) == 1:
        # With one person, whatever could not be read may have been hers: the page lists all of it.
        person = with_issues(person, loaded.issues)
    packet = packet_of(
        person,
        as_of=as_of,
        files=loaded.files,
        issues=loaded.issues,
        options=partial(options_from, region=region, as_of=as_of),
    )
    return Board(packet=packet, loaded=loaded)
