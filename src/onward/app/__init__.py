"""The use cases: what the command line and Python programs ask for, wired from the rooms below."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onward.app.records import LoadedRecords
    from onward.engines.options import Region
    from onward.packet import Packet

__all__ = ["board", "read"]


def read(*records: str | Path, store: str | None = None) -> LoadedRecords:
    """Everybody in the records: files, folders, study folders, or ids of people in the store.

    store   the store's address, None for the default one

    Raises UsageError for an id that nobody in the store has; what is wrong with files is in `issues`.
    """
    from onward.app.records import load_people

    today = datetime.now().astimezone().date()
    return load_people([str(one) for one in records], store=store, today=today)


def board(record: LoadedRecords, *, as_of: date, person: str | None = None, region: Region = "us") -> Packet:
    """The tumour-board packet of one person, as known on `as_of`.

    person   whose, where the record holds several people;  region: whose approvals count for the therapy options

    Raises UsageError when the record does not hold exactly the one person asked for, RecordsError when it is empty.
    """
    from onward.terms import RecordsError, UsageError

    if not record.people:
        raise RecordsError("Nobody is in these records. `issues` of the record says what could not be read.")
    chosen = [one for one in record.people if person is None or one.person == person]
    if len(chosen) != 1:
        raise UsageError(
            f"The record holds {len(record.people)} people; name the one whose board you want: "
            "board(record, as_of=..., person=...)."
        )
    from onward.app.boards import board_of

    return board_of(chosen[0], record, as_of=as_of, region=region).packet
