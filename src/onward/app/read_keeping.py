"""What every act of the network shares: its checks before a record is signed, and its keeping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.app.read_categories import categories_of
from onward.app.read_desk import Desk
from onward.app.read_store import keep_reads
from onward.app.reader_keys import SigningKey
from onward.engines.response.readings import (
    Agreement,
    Case,
    CaseState,
    Image,
    Mark,
    Read,
    Record,
    Seat,
    State,
    Withdrawal,
)
from onward.terms import UsageError


def keep_record(desk: Desk, key: SigningKey, record: Record) -> str:
    """Sign a record and keep it; gives its id. Raises UsageError for a clock that went backwards."""
    _clock(desk, record)
    signed = key.sign(record)
    keep_reads(desk.store, [signed], now=desk.now)
    return signed.id


def _clock(desk: Desk, record: Record) -> None:
    """Raises UsageError when this clock lies before what the record rests on."""
    held = desk.held.records
    before = [] if isinstance(record, Case) else [record.case]
    match record:
        case Read():
            before += [*record.replaces, *record.judged]
        case Agreement():
            before.append(record.read)
        case Withdrawal():
            before.append(record.assignment)
        case _:
            pass
    latest = max((held[key].at for key in before if key in held), default="")
    if record.at < latest:
        raise UsageError(
            f"This machine's clock says {record.at}, and what this rests on was signed at {latest}. "
            "Set the clock right and try again."
        )
    if isinstance(record, Read) and any(mark.date and mark.date[:10] > record.at[:10] for mark in record.marks):
        raise UsageError("A mark is dated after today. Correct the date of the images, or the clock.")


def judged(desk: Desk, case: Case, read: Read) -> Read:
    """The read with what the case's criteria say of its marks."""
    return replace(read, categories=categories_of(desk.held, case, read, desk.recorded_of(read.person)))


def case_of(case: CaseState) -> Case:
    """The case that was asked for. Raises UsageError when it has not come yet, or was called off."""
    if case.case is None:
        raise UsageError("The case itself has not come yet, only records of it. Import the bundle that holds it.")
    if case.state is State.CALLED_OFF:
        raise UsageError("This case was called off. Ask for another one: onward reads open")
    return case.case


def seat_of(case: CaseState, reader: str) -> Seat:
    """The reader's part. Raises UsageError when she has none."""
    found = next((seat for seat in case.seats if seat.reader == reader), None)
    if found is None:
        raise UsageError("That reader is not assigned to this case: onward reads assign CASE --to NAME --as ROLE")
    return found


def one_of(keys: Sequence[str], prefix: str) -> str:
    """The one id that begins so. Raises UsageError for none or several."""
    found = [key for key in keys if key.startswith(prefix.lower())]
    if len(found) != 1:
        raise UsageError(f"{len(found)} reads fit; name one by the beginning of its id (onward reads show CASE).")
    return found[0]


def series_of(marks: Sequence[Mark], named: Sequence[Image]) -> tuple[Image, ...]:
    """The series that marks name and no folder of images was given for: without digest."""
    known = {image.series_uid for image in named}
    found = {(mark.series_uid, mark.visit) for mark in marks if mark.series_uid and mark.series_uid not in known}
    return tuple(Image(series_uid=series, visit=visit) for series, visit in sorted(found))


def software() -> str:
    """Name and version, as reads name them."""
    from onward import __version__

    return f"onward {__version__}"
