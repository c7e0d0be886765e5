"""What does not fit in the records: said with what was made of it, never corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from onward.engines.response.readings.lineage import lineages_of
from onward.engines.response.readings.records import Agreement, Assignment, Case, Read, Record, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One record that does not fit, by id; what is wrong and what was made of it. No patient data."""

    case: str
    record: str
    what: str
    did: str


def reads_that_do_not_fit(
    key: str,
    case: Case | None,
    reads: Mapping[str, Read],
    assigned: Mapping[str, Assignment],
    problems: list[Problem],
) -> dict[str, Read]:
    """The reads of one case that can be counted; of the others `problems` says why."""
    seats = {(one.reader, one.role) for one in assigned.values()}
    primary = {one.reader for one in assigned.values() if one.role.is_primary}
    fitting: dict[str, Read] = {}
    if case is None and reads:
        problems.append(
            Problem(
                case=key,
                record=min(reads),
                what="a read of a case that is not here",
                did="kept it, counted it nowhere; import the bundle that holds the case",
            )
        )
    for id_, read in reads.items():
        wrong = _why_not(case, read, seats, primary)
        if wrong:
            problems.append(Problem(case=key, record=id_, what=wrong[0], did=wrong[1]))
            continue
        fitting[id_] = read
        problems += _times(key, id_, read, case, reads)
        problems += _versions(key, id_, read, reads)
    for line in lineages_of(fitting):
        if line.is_clear:
            continue
        problems.append(
            Problem(
                case=key,
                record=line.heads[0],
                what="amended twice, and neither amendment knows of the other"
                if line.is_one_root
                else "the reader signed twice: neither read amends the other",
                did="kept both; where they differ nothing is taken as measured. Settle it: amend both by one read",
            )
        )
    return fitting


def _why_not(
    case: Case | None, read: Read, seats: Collection[tuple[str, Role]], primary: Collection[str]
) -> tuple[str, str] | None:
    if case is not None and read.person != case.person:
        return "a read of another person than the case's", "kept it, counted it nowhere; ask its reader"
    if read.role is Role.CONSENSUS:
        if read.reader not in primary:
            return "a consensus read by somebody who is no reader of the case", "kept it, counted it nowhere"
        return None
    if (read.reader, read.role) not in seats:
        return (
            f"nobody assigned this reader as {read.role.value}",
            "kept it, counted it nowhere; assign the reader, or import the bundle that holds the assignment",
        )
    if read.role is Role.ADJUDICATOR and read.reader in primary:
        return "the adjudicator is one of the case's readers", "kept it, counted it nowhere; another has to adjudicate"
    return None


def _times(key: str, id_: str, read: Read, case: Case | None, reads: Mapping[str, Read]) -> list[Problem]:
    """Clocks that went backwards; instants of one form compare as text."""
    found: list[str] = []
    if case is not None and read.at < case.at:
        found.append("signed before the case was asked for")
    if any(old in reads and read.at < reads[old].at for old in read.replaces):
        found.append("signed before the version that it amends")
    if any(old in reads and read.at < reads[old].at for old in read.judged):
        found.append("signed before a read that it judges")
    if any(mark.date and mark.date > read.at for mark in read.marks):
        found.append("signed before the day of the images")
    return [
        Problem(case=key, record=id_, what=f"{what}: a clock went wrong", did="counted it as it is; check the clocks")
        for what in found
    ]


def _versions(key: str, id_: str, read: Read, reads: Mapping[str, Read]) -> list[Problem]:
    found: list[Problem] = []
    for old in read.replaces:
        former = reads.get(old)
        if former is None:
            found.append(
                Problem(
                    case=key,
                    record=id_,
                    what="amends a version that is not here",
                    did="counted the amendment; the bundle that holds the former version is still to come",
                )
            )
        elif (former.reader, former.role) != (read.reader, read.role):
            found.append(
                Problem(
                    case=key,
                    record=id_,
                    what="amends a read of another reader",
                    did="left that reader's read as it is; only its own reader may amend a read",
                )
            )
    return found


def seats_that_do_not_fit(
    key: str,
    case: Case | None,
    assigned: Mapping[str, Assignment],
    taken_back: Collection[str],
    reads: Mapping[str, Read],
    held: Mapping[str, Record],
    problems: list[Problem],
) -> None:
    """Assignments and agreements that do not fit."""
    signed = {(read.reader, read.role) for read in reads.values()}
    for id_, one in assigned.items():
        if case is not None and one.person != case.person:
            problems.append(
                Problem(
                    case=key,
                    record=id_,
                    what="an assignment that names another person than the case",
                    did="took the person of the case",
                )
            )
        if id_ in taken_back and (one.reader, one.role) in signed:
            problems.append(
                Problem(
                    case=key,
                    record=id_,
                    what="an assignment taken back after its read was signed",
                    did="kept the read: what is signed stays",
                )
            )
    for id_, one in held.items():
        if isinstance(one, Agreement) and one.read not in held:
            problems.append(
                Problem(
                    case=key,
                    record=id_,
                    what="an agreement to a read that is not here",
                    did="kept it; the bundle that holds the read is still to come",
                )
            )


def marks_that_do_not_fit(records: Mapping[str, Record], counted: Collection[str]) -> list[Problem]:
    """Lesions that a reader follows without ever having chosen them, over all her reads of a person."""
    by_reader: dict[tuple[str, str], dict[str, Read]] = {}
    for key in counted:
        read = records[key]
        if isinstance(read, Read):
            by_reader.setdefault((read.person, read.reader), {})[key] = read
    found: list[Problem] = []
    for held in by_reader.values():
        marks = [(key, mark) for key, read in held.items() for mark in read.marks]
        first = min((mark.date for _, mark in marks if mark.date), default="")
        chosen = {mark.lesion for _, mark in marks if mark.role == "new" or not first or mark.date in ("", first)}
        unknown = {(key, mark.lesion) for key, mark in marks if mark.lesion not in chosen}
        found += [
            Problem(
                case=typed.case,
                record=key,
                what=f"{_number(lesions)} followed that the reader neither chose at the first visit nor called new",
                did="kept the marks as they are; the reader amends the read",
            )
            for key, lesions in _grouped(unknown).items()
            if isinstance(typed := records[key], Read)
        ]
    return found


def _number(lesions: Collection[str]) -> str:
    return "a lesion is" if len(lesions) == 1 else f"{len(lesions)} lesions are"


def _grouped(pairs: Collection[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, lesion in pairs:
        found.setdefault(key, set()).add(lesion)
    return found
