"""Where every case stands, from the set of records alone: their order of arrival makes no difference.

Nothing is dropped: what cannot be counted stands in `problems`, with what was made of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from onward.engines.response.readings.lineage import Lineage, lineages_of
from onward.engines.response.readings.problems import (
    Problem,
    marks_that_do_not_fit,
    reads_that_do_not_fit,
    seats_that_do_not_fit,
)
from onward.engines.response.readings.records import (
    Agreement,
    Assignment,
    Case,
    Read,
    Record,
    Role,
    Withdrawal,
    Workflow,
)

OTHER_READERS = "other readers"
"""The word in `Case.blinded_to` that hides other reads; further words are told to the reader and hide nothing here."""


class State(Enum):
    """How far a case, or one reader's part of it, has come."""

    OPEN = "open"  # fewer readers are assigned than are needed
    ASSIGNED = "assigned"
    IN_WORK = "in work"  # somebody has a draft here, or some but not all have signed
    SIGNED = "signed"  # all have signed; a consensus is still to be written or agreed to, or a conflict to be settled
    AWAITING_ADJUDICATION = "awaiting adjudication"
    SETTLED = "settled"
    CALLED_OFF = "called off"  # before anybody signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One reader's part: the assignment, how far it is, and the reads that hold now (two or more: a conflict)."""

    assignment: str
    reader: str
    role: Role
    state: State
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A visit of which the primary readers' categories differ, by the case's first criterion: (reader, category)."""

    visit: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """One case.

    case        None while only other records of it have come
    seats       who is asked to read, in order of assignment
    primary     ids of the primary reads that hold, one for each reader without conflict
    conflicts   reads of one reader of which more than one holds: (reader, ids)
    differing   visits on which the primary readers disagree
    settled_by  id of the adjudicated or consensus read that settles it, "" for none
    counted     ids of all reads whose marks enter the person's timeline, earlier versions included
    """

    id: str
    person: str
    case: Case | None
    state: State
    seats: tuple[Seat, ...]
    primary: tuple[str, ...]
    conflicts: tuple[tuple[str, tuple[str, ...]], ...]
    differing: tuple[Differing, ...]
    settled_by: str
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Every case, in order of when it was asked for, and every problem."""

    cases: tuple[CaseState, ...]
    problems: tuple[Problem, ...]

    def case(self, key: str) -> CaseState | None:
        """The case with this id."""
        return next((one for one in self.cases if one.id == key), None)


def survey(records: Mapping[str, Record], *, in_work: Collection[tuple[str, str]] = ()) -> Survey:
    """Where everything stands.

    records   by id
    in_work   (case, reader) of drafts on this machine; a draft is nobody else's business and no record
    """
    by_case: dict[str, dict[str, Record]] = {}
    for key, record in sorted(records.items()):
        by_case.setdefault(key if isinstance(record, Case) else record.case, {})[key] = record
    problems: list[Problem] = []
    cases = [_case(key, held, frozenset(in_work), problems) for key, held in by_case.items()]
    problems += marks_that_do_not_fit(records, {key for one in cases for key in one.counted})
    return Survey(
        cases=tuple(sorted(cases, key=lambda one: (one.case.at if one.case else "", one.id))),
        problems=tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.case, one.record, one.what))),
    )


def hidden_from(reader: str, found: Survey, records: Mapping[str, Record]) -> frozenset[str]:
    """Records that a reader must not see yet: of cases that are blinded to other readers, until she has signed."""
    waiting = {
        one.id
        for one in found.cases
        if one.case is not None
        and OTHER_READERS in one.case.blinded_to
        and any(seat.reader == reader and seat.role.is_primary and not seat.reads for seat in one.seats)
    }
    return frozenset(
        key
        for key, record in records.items()
        if isinstance(record, Read | Agreement) and record.case in waiting and record.reader != reader
    )


def _case(
    key: str, held: Mapping[str, Record], in_work: frozenset[tuple[str, str]], problems: list[Problem]
) -> CaseState:
    found = held.get(key)
    case = found if isinstance(found, Case) else None
    reads = {id_: one for id_, one in held.items() if isinstance(one, Read)}
    assigned = {id_: one for id_, one in held.items() if isinstance(one, Assignment)}
    taken_back = {one.assignment for one in held.values() if isinstance(one, Withdrawal)}
    fitting = reads_that_do_not_fit(key, case, reads, assigned, problems)
    lineages = lineages_of(fitting)
    seats_that_do_not_fit(key, case, assigned, taken_back, fitting, held, problems)
    seats = _seats(key, assigned, taken_back, lineages, in_work)
    person = case.person if case else next(iter(held.values())).person
    if case is None:
        return CaseState(
            id=key,
            person=person,
            case=None,
            state=State.OPEN,
            seats=seats,
            primary=(),
            conflicts=_conflicts(lineages),
            differing=(),
            settled_by="",
            counted=(),
        )
    primary = {line.heads[0]: fitting[line.heads[0]] for line in lineages if line.role.is_primary and line.is_clear}
    differing = _differing(case, list(primary.values()))
    settled_by = _settling(key, case, fitting, lineages, primary, held, problems)
    conflicts = _conflicts(lineages)
    is_called_off = key in taken_back and not fitting
    if key in taken_back and fitting:
        problems.append(
            Problem(
                case=key,
                record=key,
                what="a case called off after a read was signed",
                did="went on with it: what is signed stays",
            )
        )
    return CaseState(
        id=key,
        person=person,
        case=case,
        state=State.CALLED_OFF if is_called_off else _state(case, seats, primary, differing, conflicts, settled_by),
        seats=seats,
        primary=tuple(primary),
        conflicts=conflicts,
        differing=differing,
        settled_by=settled_by,
        counted=_counted(case, fitting, lineages, settled_by),
    )


def _seats(
    case: str,
    assigned: Mapping[str, Assignment],
    taken_back: set[str],
    lineages: Sequence[Lineage],
    in_work: frozenset[tuple[str, str]],
) -> tuple[Seat, ...]:
    by_part = {(line.reader, line.role): line for line in lineages}
    seats: dict[tuple[str, Role], Seat] = {}
    for key, one in sorted(assigned.items(), key=lambda item: (item[1].at, item[0])):
        line = by_part.get((one.reader, one.role))
        if (key in taken_back and line is None) or (one.reader, one.role) in seats:
            continue
        state = State.IN_WORK if (case, one.reader) in in_work else State.ASSIGNED
        seats[one.reader, one.role] = Seat(
            assignment=key,
            reader=one.reader,
            role=one.role,
            state=State.SIGNED if line is not None else state,
            reads=line.heads if line is not None else (),
        )
    return tuple(seats.values())


def _conflicts(lineages: Sequence[Lineage]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((line.reader, line.heads) for line in lineages if not line.is_clear)


def _differing(case: Case, reads: Sequence[Read]) -> tuple[Differing, ...]:
    if len(reads) < 2:
        return ()
    found: list[Differing] = []
    for visit in case.visits:
        said = tuple(sorted((read.reader, category_at(read, case.criteria[0], visit)) for read in reads))
        if len({category for _, category in said}) > 1:
            found.append(Differing(visit=visit, said=said))
    return tuple(found)


def category_at(read: Read, criterion: str, visit: str) -> str:
    """The overall category of a read at a visit; "" where the criterion says none (the baseline, a visit not read)."""
    return next((one.overall for one in read.categories if one.criterion == criterion and one.visit == visit), "")


def _settling(
    key: str,
    case: Case,
    fitting: Mapping[str, Read],
    lineages: Sequence[Lineage],
    primary: Mapping[str, Read],
    held: Mapping[str, Record],
    problems: list[Problem],
) -> str:
    """The one read that settles the case and stands on the primary reads as they are now."""
    wanted = Role.CONSENSUS if case.workflow is Workflow.CONSENSUS else Role.ADJUDICATOR
    for line in lineages:
        if line.role is not wanted or not line.is_clear:
            continue
        read = fitting[line.heads[0]]
        if set(read.judged) != set(primary):
            problems.append(
                Problem(
                    case=key,
                    record=line.heads[0],
                    what=f"the {wanted.value} read stands on other primary reads than those that hold now",
                    did="the case waits again; judge the reads as they are",
                )
            )
        elif wanted is Role.CONSENSUS and _not_agreed(line.heads[0], read, primary, held):
            continue
        else:
            return line.heads[0]
    return ""


def _not_agreed(key: str, read: Read, primary: Mapping[str, Read], held: Mapping[str, Record]) -> set[str]:
    """Primary readers who have not yet agreed to the consensus."""
    agreed = {one.reader for one in held.values() if isinstance(one, Agreement) and one.read == key}
    return {one.reader for one in primary.values()} - agreed - {read.reader}


def _state(
    case: Case,
    seats: Sequence[Seat],
    primary: Mapping[str, Read],
    differing: Sequence[Differing],
    conflicts: Sequence[object],
    settled_by: str,
) -> State:
    asked = [seat for seat in seats if seat.role.is_primary]
    needed = case.workflow.readers_needed
    signed = [seat for seat in asked if seat.reads]
    if len(signed) < needed or len(signed) < len(asked):
        if signed or any(seat.state is State.IN_WORK for seat in asked):
            return State.IN_WORK
        return State.ASSIGNED if len(asked) >= needed else State.OPEN
    if settled_by:
        return State.SETTLED
    if conflicts or len(primary) < needed:
        return State.SIGNED
    match case.workflow:
        case Workflow.SINGLE:
            return State.SETTLED
        case Workflow.CONSENSUS:
            return State.SIGNED
        case Workflow.DOUBLE:
            return State.AWAITING_ADJUDICATION if differing else State.SETTLED


def _counted(case: Case, fitting: Mapping[str, Read], lineages: Sequence[Lineage], settled_by: str) -> tuple[str, ...]:
    """The reads that the timeline gets; none of a blinded case until as many have signed as are needed."""
    primaries = [line for line in lineages if line.role.is_primary]
    if OTHER_READERS in case.blinded_to and len(primaries) < case.workflow.readers_needed:
        return ()
    counted: list[str] = []
    for line in lineages:
        if line.role is Role.CONSENSUS and settled_by not in line.heads:
            continue  # a draft of the consensus that not all have agreed to
        counted += [key for key in line.versions if key in fitting]
    return tuple(sorted(counted))
