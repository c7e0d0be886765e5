"""Signed reads judged and changed: amended, adjudicated, brought to a consensus. Each step adds one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.app.read_desk import Desk
from onward.app.read_keeping import case_of, judged, keep_record, one_of, seat_of, series_of, software
from onward.app.reader_keys import SigningKey
from onward.engines.response.readings import (
    Agreement,
    CaseState,
    Image,
    Mark,
    Read,
    Role,
    State,
    Workflow,
)
from onward.terms import UsageError


def amend(
    desk: Desk,
    key: SigningKey,
    case: CaseState,
    *,
    marks: Sequence[Mark] | None,
    keep: str = "",
    because: str,
    images: Sequence[Image] = (),
) -> str:
    """A new version of one's own read, of both where two hold; the former stay. Raises UsageError without a former.

    marks   the new marks; None to take those of version `keep` (which settles a conflict)
    """
    if not because.strip():
        raise UsageError("An amendment says why: --because TEXT")
    seat = seat_of(case, key.public.name)
    if not seat.reads:
        raise UsageError("You have signed nothing here that could be amended; sign your draft first.")
    former = desk.read(one_of(seat.reads, keep) if marks is None else seat.reads[-1])
    if marks is None and len(seat.reads) == 1:
        raise UsageError("Nothing would change: give the new marks with --marks.")
    read = replace(
        former,
        at=desk.at,
        site=key.public.site,
        marks=former.marks if marks is None else tuple(marks),
        images=former.images if marks is None else (*images, *series_of(marks, images)),
        replaces=seat.reads,
        judged=case.primary if seat.role is Role.ADJUDICATOR else former.judged,
        upheld="" if marks is not None else former.upheld,
        because=because,
        software=software(),
    )
    return keep_record(desk, key, judged(desk, case_of(case), read))


def adjudicate(
    desk: Desk,
    key: SigningKey,
    case: CaseState,
    *,
    uphold: str = "",
    marks: Sequence[Mark] | None = None,
    because: str,
) -> str:
    """Judge the primary reads: uphold one, or measure anew. Raises UsageError where there is nothing to judge."""
    seat = seat_of(case, key.public.name)
    if seat.role is not Role.ADJUDICATOR:
        raise UsageError("You are not assigned as the adjudicator of this case.")
    if case.conflicts:
        raise UsageError(
            "A reader has two reads that contradict; she has to settle that first (onward reads amend --keep)."
        )
    if case.state not in (State.AWAITING_ADJUDICATION, State.SETTLED) or len(case.primary) < 2:
        raise UsageError(f"There is nothing to adjudicate: the case is {case.state.value}.")
    if case.state is State.SETTLED and not case.differing:
        raise UsageError("There is nothing to adjudicate: the readers agree.")
    if (marks is None) == (not uphold):
        raise UsageError("Uphold one of the reads (--uphold READ or READER), or give marks of your own (--marks).")
    if not because.strip():
        raise UsageError("An adjudication says why: --because TEXT")
    upheld = "" if marks is not None else _upheld(desk, case, uphold)
    source = desk.read(upheld) if upheld else None
    read = Read(
        case=case.id,
        person=case.person,
        reader=key.public.name,
        site=key.public.site,
        role=Role.ADJUDICATOR,
        at=desk.at,
        marks=(*_earlier(desk, case, source), *source.marks) if source is not None else tuple(marks or ()),
        images=source.images if source is not None else series_of(marks or (), ()),
        replaces=seat.reads,
        judged=case.primary,
        upheld=upheld,
        because=because,
        software=software(),
    )
    return keep_record(desk, key, judged(desk, case_of(case), read))


def write_consensus(desk: Desk, key: SigningKey, case: CaseState, *, marks: Sequence[Mark], because: str) -> str:
    """The read that all readers of a consensus case stand by; the others then agree to it."""
    asked = case_of(case)
    if asked.workflow is not Workflow.CONSENSUS:
        raise UsageError(f"This is a {asked.workflow.value} read; a consensus is written for a consensus read.")
    if not seat_of(case, key.public.name).role.is_primary or case.state is not State.SIGNED or case.conflicts:
        raise UsageError(f"A consensus is written when every reader has signed; the case is {case.state.value}.")
    former = [
        id_
        for id_, read in desk.reads_of(case).items()
        if read.role is Role.CONSENSUS and read.reader == key.public.name
    ]
    replaced = {old for id_ in former for old in desk.read(id_).replaces}
    read = Read(
        case=case.id,
        person=case.person,
        reader=key.public.name,
        site=key.public.site,
        role=Role.CONSENSUS,
        at=desk.at,
        marks=tuple(marks),
        images=series_of(marks, ()),
        replaces=tuple(sorted(set(former) - replaced)),
        judged=case.primary,
        because=because,
        software=software(),
    )
    return keep_record(desk, key, judged(desk, asked, read))


def agree(desk: Desk, key: SigningKey, case: CaseState, read: str = "") -> str:
    """Join a consensus read that another reader wrote. Raises UsageError where there is none."""
    seat_of(case, key.public.name)
    reads = desk.reads_of(case)
    replaced = {old for one in reads.values() for old in one.replaces}
    written = [
        id_
        for id_, one in reads.items()
        if one.role is Role.CONSENSUS and one.reader != key.public.name and id_ not in replaced
    ]
    chosen = one_of(tuple(written), read)
    return keep_record(
        desk,
        key,
        Agreement(case=case.id, person=case.person, read=chosen, reader=key.public.name, at=desk.at),
    )


def _upheld(desk: Desk, case: CaseState, wanted: str) -> str:
    by_reader = [key for key in case.primary if desk.read(key).reader == wanted]
    return by_reader[0] if len(by_reader) == 1 else one_of(case.primary, wanted)


def _earlier(desk: Desk, case: CaseState, source: Read) -> list[Mark]:
    """What the upheld reader read of the person in other cases: a later visit says nothing without its baseline."""
    visits = {mark.visit for mark in source.marks}
    others = [
        desk.read(key)
        for other in desk.found.cases
        if other.id != case.id and other.person == case.person
        for key in other.primary
    ]
    return [mark for one in others if one.reader == source.reader for mark in one.marks if mark.visit not in visits]
