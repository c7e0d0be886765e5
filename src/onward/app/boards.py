"""One person's board: the packet, and the page and PDF made from it when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from onward.app.answers import Answer, packet_of, with_issues
from onward.app.options import options_from
from onward.app.records import LoadedRecords
from onward.app.trial_matching import MatchRequest, match_person
from onward.engines.options import Region
from onward.engines.trials import Catalogue, Matched
from onward.intake import PersonRecord
from onward.packet import InputFile, Packet

if TYPE_CHECKING:
    from onward.imaging import LesionPictures


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


@dataclass(frozen=True, slots=True)
class TrialsAsked:
    """A catalogue made ready, and where from."""

    catalogue: Catalogue
    request: MatchRequest

    @property
    def files(self) -> tuple[InputFile, ...]:
        """The files that the trials were read in."""
        sources = dict.fromkeys((one.trial.source.file, one.trial.source.sha256) for one in self.catalogue.trials)
        return tuple(InputFile(name=file, sha256=sha256) for file, sha256 in sources)


def board_of(
    person: PersonRecord,
    loaded: LoadedRecords,
    *,
    as_of: date,
    region: Region = "us",
    trials: TrialsAsked | None = None,
    pictures: LesionPictures | None = None,
) -> Board:
    """The board of one of the people that were loaded.

    region   whose approvals count for the therapy options
    trials   the trials to show; None for a board without that part
    pictures of her lesions; None for a board without that part
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
        trials=None if trials is None else partial(_matched, asked=trials, as_of=as_of),
        trial_files=() if trials is None else trials.files,
        pictures=pictures,
    )
    return Board(packet=packet, loaded=loaded)


def _matched(found: Answer, *, asked: TrialsAsked, as_of: date) -> Matched:
    return match_person(found.timeline, found.picture, asked.catalogue, asked.request, as_of=as_of)
