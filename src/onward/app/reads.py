"""The readers' network: ask for a read, assign it, draft, sign, amend, adjudicate, agree. Each step adds one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from onward.app.read_categories import categories_of
from onward.app.read_drafts import draft_of, drop_draft, has_draft, write_draft
from onward.app.read_store import HeldReads, held_reads, keep_reads
from onward.app.reader_keys import SigningKey
from onward.app.response import criteria_named
from onward.app.stored import Names, read_stored
from onward.app.stored_study import read_stored_studies
from onward.engines.response.readings import (
    Agreement,
    Assignment,
    Case,
    CaseState,
    Image,
    Mark,
    Read,
    Record,
    Role,
    Seat,
    State,
    Survey,
    Withdrawal,
    Workflow,
    hidden_from,
    record_id,
    survey,
)
from onward.store import Store
from onward.terms import UsageError
from onward.timeline import AnyFact, LesionMeasurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The network as it stands in a store at one moment; `reads_by_case` holds every read by case and id."""

    store: Store
    held: HeldReads
    found: Survey
    now: datetime
    reads_by_case: Mapping[str, Mapping[str, Read]]

    @property
    def at(self) -> str:
        """Now, as records say it."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def case(self, prefix: str) -> CaseState:
        """The case whose id begins so. Raises UsageError for none or several."""
        matching = [one for one in self.found.cases if one.id.startswith(prefix.lower())]
        if len(matching) != 1 or len(prefix) < 4:
            raise UsageError(
                f"{len(matching)} cases have an id that begins so; give at least 4 signs of exactly one. "
                "`onward reads worklist` shows them."
            )
        return matching[0]

    def read(self, key: str) -> Read:
        """A read by its id."""
        record = self.held.signed[key].record
        assert isinstance(record, Read)
        return record

    def reads_of(self, case: CaseState) -> Mapping[str, Read]:
        """Every read of a case, earlier versions and such as do not count included."""
        return self.reads_by_case.get(case.id, {})

    def recorded_of(self, person: str) -> list[AnyFact]:
        """What the store holds of a person besides measured lesions: criteria may ask for it."""
        if not self.store.knows(person):
            return []
        names: Names = {}
        today = self.now.date()
        read = [read_stored(self.store, person, today=today, names=names).read]
        read += [study.read for study in read_stored_studies(self.store, person, names=names)]
        return [
            fact
            for one in read
            for record in one.people
            if record.person == person
            for fact in record.facts
            if not isinstance(fact, LesionMeasurement)
        ]

    def hidden_from(self, reader: str) -> frozenset[str]:
        """Records that this reader must not see yet."""
        return hidden_from(reader, self.found, self.held.records)


def open_desk(store: Store, *, now: datetime) -> Desk:
    """The network of a store, with the drafts of this machine."""
    held = held_reads(store)
    first = survey(held.records)
    in_work = {(one.id, seat.reader) for one in first.cases for seat in one.seats if has_draft(one.id, seat.reader)}
    by_case: dict[str, dict[str, Read]] = {}
    for key, one in held.signed.items():
        if isinstance(one.record, Read):
            by_case.setdefault(one.record.case, {})[key] = one.record
    return Desk(
        store=store,
        held=held,
        found=survey(held.records, in_work=in_work) if in_work else first,
        now=now,
        reads_by_case=by_case,
    )


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
    return _keep(desk, key, case)


def assign(desk: Desk, key: SigningKey, case: CaseState, *, reader: str, role: Role) -> str:
    """Ask somebody to read. Raises UsageError where it cannot be."""
    asked = _case_of(case)
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
    return _keep(desk, key, assignment)


def withdraw(desk: Desk, key: SigningKey, case: CaseState, *, reader: str, because: str) -> str:
    """Take an assignment back. Raises UsageError when the reader has none, or has signed."""
    seat = _seat(case, reader)
    if seat.reads:
        raise UsageError("That reader has signed; what is signed stays. It can be amended by the reader.")
    return _keep(
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
    _case_of(case)
    if any(seat.reads for seat in case.seats) or desk.reads_of(case):
        raise UsageError("Somebody has signed a read of this case; what is signed stays.")
    return _keep(
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
    asked = _case_of(case)
    seat = _seat(case, reader)
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
        images=(*images, *_series_of(marks, images)),
        software=_software(),
    )
    read = _judged(desk, asked, read)
    write_draft(read)
    return read


def sign(desk: Desk, key: SigningKey, case: CaseState) -> str:
    """Sign the reader's draft: it is locked from then on. Raises UsageError without a draft, or when she has signed."""
    seat = _seat(case, key.public.name)
    if seat.reads:
        raise UsageError("You have signed this read already; a change is an amendment (onward reads amend).")
    if seat.role is Role.ADJUDICATOR:
        raise UsageError("An adjudicator signs with `onward reads adjudicate`.")
    found = draft_of(case.id, key.public.name)
    if found is None:
        raise UsageError("There is no draft to sign. Make one: onward reads draft CASE --marks FILE")
    read = _judged(desk, _case_of(case), replace(found, at=desk.at, site=key.public.site))
    kept = _keep(desk, key, read)
    drop_draft(case.id, key.public.name)
    return kept


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
    seat = _seat(case, key.public.name)
    if not seat.reads:
        raise UsageError("You have signed nothing here that could be amended; sign your draft first.")
    former = desk.read(_one_of(seat.reads, keep) if marks is None else seat.reads[-1])
    if marks is None and len(seat.reads) == 1:
        raise UsageError("Nothing would change: give the new marks with --marks.")
    read = replace(
        former,
        at=desk.at,
        site=key.public.site,
        marks=former.marks if marks is None else tuple(marks),
        images=former.images if marks is None else (*images, *_series_of(marks, images)),
        replaces=seat.reads,
        judged=case.primary if seat.role is Role.ADJUDICATOR else former.judged,
        upheld="" if marks is not None else former.upheld,
        because=because,
        software=_software(),
    )
    return _keep(desk, key, _judged(desk, _case_of(case), read))


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
    seat = _seat(case, key.public.name)
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
        images=source.images if source is not None else _series_of(marks or (), ()),
        replaces=seat.reads,
        judged=case.primary,
        upheld=upheld,
        because=because,
        software=_software(),
    )
    return _keep(desk, key, _judged(desk, _case_of(case), read))


def write_consensus(desk: Desk, key: SigningKey, case: CaseState, *, marks: Sequence[Mark], because: str) -> str:
    """The read that all readers of a consensus case stand by; the others then agree to it."""
    asked = _case_of(case)
    if asked.workflow is not Workflow.CONSENSUS:
        raise UsageError(f"This is a {asked.workflow.value} read; a consensus is written for a consensus read.")
    if not _seat(case, key.public.name).role.is_primary or case.state is not State.SIGNED or case.conflicts:
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
        images=_series_of(marks, ()),
        replaces=tuple(sorted(set(former) - replaced)),
        judged=case.primary,
        because=because,
        software=_software(),
    )
    return _keep(desk, key, _judged(desk, asked, read))


def agree(desk: Desk, key: SigningKey, case: CaseState, read: str = "") -> str:
    """Join a consensus read that another reader wrote. Raises UsageError where there is none."""
    _seat(case, key.public.name)
    reads = desk.reads_of(case)
    replaced = {old for one in reads.values() for old in one.replaces}
    written = [
        id_
        for id_, one in reads.items()
        if one.role is Role.CONSENSUS and one.reader != key.public.name and id_ not in replaced
    ]
    chosen = _one_of(tuple(written), read)
    return _keep(
        desk,
        key,
        Agreement(case=case.id, person=case.person, read=chosen, reader=key.public.name, at=desk.at),
    )


def _keep(desk: Desk, key: SigningKey, record: Record) -> str:
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


def _judged(desk: Desk, case: Case, read: Read) -> Read:
    """The read with what the case's criteria say of its marks."""
    return replace(read, categories=categories_of(desk.held, case, read, desk.recorded_of(read.person)))


def _case_of(case: CaseState) -> Case:
    if case.case is None:
        raise UsageError("The case itself has not come yet, only records of it. Import the bundle that holds it.")
    if case.state is State.CALLED_OFF:
        raise UsageError("This case was called off. Ask for another one: onward reads open")
    return case.case


def _seat(case: CaseState, reader: str) -> Seat:
    found = next((seat for seat in case.seats if seat.reader == reader), None)
    if found is None:
        raise UsageError("That reader is not assigned to this case: onward reads assign CASE --to NAME --as ROLE")
    return found


def _one_of(keys: Sequence[str], prefix: str) -> str:
    found = [key for key in keys if key.startswith(prefix.lower())]
    if len(found) != 1:
        raise UsageError(f"{len(found)} reads fit; name one by the beginning of its id (onward reads show CASE).")
    return found[0]


def _upheld(desk: Desk, case: CaseState, wanted: str) -> str:
    by_reader = [key for key in case.primary if desk.read(key).reader == wanted]
    return by_reader[0] if len(by_reader) == 1 else _one_of(case.primary, wanted)


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


def _series_of(marks: Sequence[Mark], named: Sequence[Image]) -> tuple[Image, ...]:
    """The series that marks name and no folder of images was given for: without digest."""
    known = {image.series_uid for image in named}
    found = {(mark.series_uid, mark.visit) for mark in marks if mark.series_uid and mark.series_uid not in known}
    return tuple(Image(series_uid=series, visit=visit) for series, visit in sorted(found))


def _software() -> str:
    from onward import __version__

    return f"onward {__version__}"


def id_of(record: Record) -> str:
    """A record's id, for messages."""
    return record_id(record)
