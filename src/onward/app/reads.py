"""The readers' network up to the signature: ask for a read, assign it, draft, sign. Each step adds one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.app.read_desk import Desk
from onward.app.read_drafts import draft_of, drop_draft, write_draft
from onward.app.read_keeping import case_of, judged, keep_record, seat_of, series_of, software
from onward.app.reader_keys import SigningKey
from onward.app.response import criteria_named
from onward.engines.response.readings import (
    Assignment,
    Case,
    CaseState,
    Image,
    Mark,
    Read,
    Role,
    Withdrawal,
    Workflow,
)
from onward.terms import UsageError


def ask_for_read(
    desk: Desk,
    key: SigningKey,
    *,
    person: str,
    visits: Sequence[str],
    workflow: Workflow,
    criteria: str,
    blinded_to: Sequence[str] = (),
    comment: str = "",
    is_new_person: bool = False,
) -> str:
    """Ask for a read of these visits; gives the case's id. Raises UsageError for a person that the store has not."""
    if not is_new_person and not desk.store.knows(person):
        raise UsageError(
            "Nobody in the store has that id. Import her records first, or say --new-person if they are kept elsewhere."
        )
    named = criteria_named(criteria)
    if not named or not visits:
        raise UsageError("A case needs at least one criterion and one visit.")
    case = Case(
        person=person,
        visits=tuple(dict.fromkeys(visit.strip() for visit in visits if visit.strip())),
        workflow=workflow,
        criteria=named,
        by=key.public.name,
        at=desk.at,
        blinded_to=tuple(dict.fromkeys(blinded_to)),
        comment=comment,
    )
    return keep_record(desk, key, case)


def assign(desk: Desk, key: SigningKey, case: CaseState, *, reader: str, role: Role) -> str:
    """Ask somebody to read. Raises UsageError where it cannot be."""
    asked = case_of(case)
    if any(seat.reader == reader for seat in case.seats):
        raise UsageError("That reader has a part in this case already; `onward reads show` tells which.")
    if role.is_primary and asked.workflow is Workflow.SINGLE and any(seat.role.is_primary for seat in case.seats):
        raise UsageError(
            "A single read has one reader, and one is assigned. Ask for a double read, or withdraw her first."
        )
    if role is Role.ADJUDICATOR and asked.workflow is not Workflow.DOUBLE:
        raise UsageError(f"A {asked.workflow.value} read has no adjudicator.")
    before = sum(
        1
        for one in desk.held.signed.values()
        if isinstance(one.record, Assignment)
        and (one.record.case, one.record.reader, one.record.role) == (case.id, reader, role)
    )
    assignment = Assignment(
        case=case.id,
        person=case.person,
        reader=reader,
        role=role,
        by=key.public.name,
        at=desk.at,
        again=str(before + 1) if before else "",
    )
    return keep_record(desk, key, assignment)


def withdraw(desk: Desk, key: SigningKey, case: CaseState, *, reader: str, because: str) -> str:
    """Take an assignment back. Raises UsageError when the reader has none, or has signed."""
    seat = seat_of(case, reader)
    if seat.reads:
        raise UsageError("That reader has signed; what is signed stays. It can be amended by the reader.")
    return keep_record(
        desk,
        key,
        Withdrawal(
            case=case.id,
            person=case.person,
            assignment=seat.assignment,
            by=key.public.name,
            at=desk.at,
            because=because,
        ),
    )


def call_off(desk: Desk, key: SigningKey, case: CaseState, *, because: str) -> str:
    """Give up a case that was asked for by mistake. Raises UsageError when somebody has signed."""
    case_of(case)
    if any(seat.reads for seat in case.seats) or desk.reads_of(case):
        raise UsageError("Somebody has signed a read of this case; what is signed stays.")
    return keep_record(
        desk,
        key,
        Withdrawal(
            case=case.id, person=case.person, assignment=case.id, by=key.public.name, at=desk.at, because=because
        ),
    )


def draft(
    desk: Desk, case: CaseState, *, reader: str, site: str, marks: Sequence[Mark], images: Sequence[Image] = ()
) -> Read:
    """Keep what a reader marked, unsigned, with the categories it gives. Raises UsageError where she may not read."""
    asked = case_of(case)
    seat = seat_of(case, reader)
    if seat.reads:
        raise UsageError(
            "You have signed this read: it is locked. Amend it: onward reads amend CASE --marks ... --because ..."
        )
    read = Read(
        case=case.id,
        person=case.person,
        reader=reader,
        site=site,
        role=seat.role,
        at=desk.at,
        marks=tuple(marks),
        blinded_to=asked.blinded_to if seat.role.is_primary else (),
        images=(*images, *series_of(marks, images)),
        software=software(),
    )
    read = judged(desk, asked, read)
    write_draft(read)
    return read


def sign(desk: Desk, key: SigningKey, case: CaseState) -> str:
    """Sign the reader's draft: it is locked from then on. Raises UsageError without a draft, or when she has signed."""
    seat = seat_of(case, key.public.name)
    if seat.reads:
        raise UsageError("You have signed this read already; a change is an amendment (onward reads amend).")
    if seat.role is Role.ADJUDICATOR:
        raise UsageError("An adjudicator signs with `onward reads adjudicate`.")
    found = draft_of(case.id, key.public.name)
    if found is None:
        raise UsageError("There is no draft to sign. Make one: onward reads draft CASE --marks FILE")
    read = judged(desk, case_of(case), replace(found, at=desk.at, site=key.public.site))
    kept = keep_record(desk, key, read)
    drop_draft(case.id, key.public.name)
    return kept
