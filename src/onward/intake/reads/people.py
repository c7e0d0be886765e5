"""Signed reads as people with facts: what enters a timeline from a store or straight from a bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onward.engines.response.readings import CaseState, Problem, Read, Record, State, facts_of_reads, survey
from onward.intake.reads.signed import Signed
from onward.intake.result import PersonRecord
from onward.terms import Issue, Severity
from onward.timeline import Source


def people_of_reads(held: Iterable[tuple[Signed, Source]], issues: Iterable[Issue] = ()) -> tuple[PersonRecord, ...]:
    """Everybody of whom there are records that can be believed, sorted by id, with what does not fit.

    held     records whose signatures were checked, and where each stands
    issues   further issues of these people's records; with several people they go to each
    """
    signed = list(held)
    records: dict[str, Record] = {one.id: one.record for one, _ in signed}
    sources: Mapping[str, Source] = {one.id: source for one, source in signed}
    found = survey(records)
    further = tuple(issues)
    persons = sorted({record.person for record in records.values()})
    cases = {one.id: one.person for one in found.cases}
    return tuple(
        PersonRecord(
            person=person,
            facts=facts_of_reads(found, records, person, sources),
            issues=(
                *(
                    read_issue(problem, sources.get(problem.record))
                    for problem in found.problems
                    if cases.get(problem.case, "") == person
                ),
                *_open(found.cases, person, records, sources),
                *further,
            ),
            resources=sum(1 for record in records.values() if record.person == person),
        )
        for person in persons
    )


def read_issue(problem: Problem, source: Source | None) -> Issue:
    """A problem of the network as an issue; the record is named by the beginning of its hash."""
    return Issue(
        file=source.file if source is not None else f"read {problem.record[:12]}",
        place=source.place if source is not None and source.place else f"read {problem.record[:12]}",
        what=problem.what,
        did=problem.did,
        severity=Severity.WARNING,
    )


def _open(
    cases: Iterable[CaseState], person: str, records: Mapping[str, Record], sources: Mapping[str, Source]
) -> list[Issue]:
    found: list[Issue] = []
    for one in cases:
        if one.person != person or one.case is None:
            continue
        reads = [key for key, record in records.items() if isinstance(record, Read) and record.case == one.id]
        source = sources.get(reads[0]) if reads else None
        file = source.file if source is not None else f"case {one.id[:12]}"
        place = f"case {one.id[:12]}"
        if one.state is State.AWAITING_ADJUDICATION:
            visits = ", ".join(differing.visit for differing in one.differing)
            found.append(
                Issue(
                    file=file,
                    place=place,
                    what=f"the readers differ and nobody has adjudicated yet ({visits})",
                    did="gave each reader's own answer; onward reads adjudicate settles it",
                    severity=Severity.WARNING,
                )
            )
        elif reads and not one.counted:
            found.append(
                Issue(
                    file=file,
                    place=place,
                    what=f"{len(reads)} signed read(s) of a blinded case on which others are still at work",
                    did="kept them out of every answer until all have signed: no reader sees another's read before",
                    severity=Severity.NOTE,
                )
            )
    return found
