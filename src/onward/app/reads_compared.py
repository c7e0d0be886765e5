"""Readers side by side: of a case in the store, or of any records that hold several readers' lesions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from onward.app.read_desk import Desk
from onward.app.response import drug_classes_of
from onward.engines.response import CRITERIA
from onward.engines.response.readings import (
    CaseState,
    Compared,
    Quality,
    Read,
    ReaderMarks,
    TwoReaders,
    agreement_between,
    agreement_of,
    compare_reads,
    marks_of,
    paired_visits,
    quality_of,
)
from onward.intake import PersonRecord
from onward.knowledge import response_rules
from onward.terms import UsageError
from onward.timeline import AnyFact, LesionMeasurement, as_known_on, build_timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Readers compared person by person, and their agreement over all of it."""

    compared: tuple[Compared, ...]
    agreement: tuple[TwoReaders, ...]
    settled: tuple[tuple[str, str], ...] = ()


def compare_case(desk: Desk, case: CaseState, *, hidden: frozenset[str] = frozenset()) -> Comparison:
    """The primary readers of a case, and each of them with the read that settled it.

    hidden   reads that whoever looks must not see yet: with one of them in the case it is refused with UsageError
    """
    if case.case is None:
        raise UsageError("The case itself has not come yet. Import the bundle that holds it.")
    if hidden & desk.reads_of(case).keys():
        raise UsageError("This case is blinded: the other reads are shown when the reader here has signed her own.")
    reads = [desk.read(key) for key in case.primary]
    if case.settled_by:
        reads.append(desk.read(case.settled_by))
    if len(reads) < 2:
        raise UsageError("Nothing to compare yet: fewer than two readers have a read that holds.")
    criterion = case.case.criteria[0]
    recorded = desk.recorded_of(case.person)
    compared = tuple(
        _compare(case.person, _reader(one), _reader(other), criterion, recorded)
        for one, other in combinations(reads, 2)
    )
    return Comparison(compared=compared, agreement=_agreement(compared), settled=())


def compare_records(people: Sequence[PersonRecord], *, criterion: str, as_of: date) -> Comparison:
    """Every two readers of each person's lesions. Raises UsageError where nobody was read twice."""
    compared: list[Compared] = []
    for person in people:
        timeline = as_known_on(build_timeline(person.person, person.facts), as_of)
        by_reader: dict[tuple[str, str], list[LesionMeasurement]] = {}
        facts = timeline.of(LesionMeasurement)
        named = [fact for fact in facts if fact.measure == "identified" and not fact.reader]
        for fact in facts:
            if fact not in named:
                by_reader.setdefault((fact.reader, fact.reader_role), []).append(fact)
        readers = [
            ReaderMarks(reader=reader, role=role, marks=marks_of([*held, *named]))
            for (reader, role), held in sorted(by_reader.items())
        ]
        others = [fact for fact in timeline.facts if not isinstance(fact, LesionMeasurement)]
        compared += [_compare(person.person, one, other, criterion, others) for one, other in combinations(readers, 2)]
    if not compared:
        raise UsageError("Nobody here was read by two readers.")
    return Comparison(compared=tuple(compared), agreement=_agreement(compared))


def _compare(
    person: str, one: ReaderMarks, other: ReaderMarks, criterion: str, recorded: Sequence[AnyFact]
) -> Compared:
    return compare_reads(
        person,
        one,
        other,
        criterion=criterion,
        rules=response_rules(CRITERIA[criterion].file),
        context=recorded,
        drug_classes=drug_classes_of(build_timeline(person, recorded)),
    )


def _reader(read: Read) -> ReaderMarks:
    return ReaderMarks(reader=read.reader, role=read.role.value, marks=read.marks)


def _agreement(compared: Sequence[Compared]) -> tuple[TwoReaders, ...]:
    by_two: dict[tuple[str, str], list[Compared]] = {}
    for one in compared:
        by_two.setdefault((one.left.reader, one.right.reader), []).append(one)
    return tuple(
        agreement_between(
            who,
            [(visit.left, visit.right) for one in held for visit in one.visits if visit.left and visit.right],
            [
                (float(visit.left_sum_mm), float(visit.right_sum_mm))
                for one in held
                for visit in one.visits
                if visit.left_sum_mm is not None and visit.right_sum_mm is not None
            ],
        )
        for who, held in sorted(by_two.items())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkQuality:
    """Readers, sites and pairs of readers over all settled and unsettled cases."""

    readers: tuple[Quality, ...]
    sites: tuple[Quality, ...]
    pairs: tuple[TwoReaders, ...]


def network_quality(desk: Desk) -> NetworkQuality:
    """How everybody does over time."""
    pairs = paired_visits(desk.found, desk.held.records)
    return NetworkQuality(readers=quality_of(pairs), sites=quality_of(pairs, by_site=True), pairs=agreement_of(pairs))
