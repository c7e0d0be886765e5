"""Response of people by the criteria asked for: the timeline as known on a day, the rules, the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onward.engines.response import CRITERIA, ReaderResponse, respond, respond_by_all, statuses_of
from onward.intake import PersonRecord
from onward.knowledge import response_rules
from onward.terms import Issue, Severity, UsageError
from onward.timeline import DiseaseStatus, Timeline, as_known_on, build_timeline


def criteria_named(text: str) -> tuple[str, ...]:
    """ "recist-1.1,percist-1.0" to names, each once. Raises UsageError for one that is not known."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in CRITERIA:
            raise UsageError(f"There is no criterion {name!r}. Known: {', '.join(CRITERIA)}.")
    if not names:
        raise UsageError(f"Name at least one criterion: {', '.join(CRITERIA)}.")
    return names


def response_of(record: PersonRecord, criteria: Sequence[str], *, as_of: date) -> tuple[ReaderResponse, ...]:
    """Each criterion for each reader of this person's lesions; () when nobody read any."""
    timeline = as_known_on(build_timeline(record.person, record.facts, record.issues), as_of)
    return respond_by_all(timeline, [(name, response_rules(CRITERIA[name])) for name in criteria])


def response_facts(timeline: Timeline) -> tuple[tuple[DiseaseStatus, ...], tuple[Issue, ...]]:
    """Response by RECIST 1.1 as disease statuses of imaging, and an issue for each visit on which readers disagree.

    They end lines of therapy and answer "progressed on" as a recorded progression does; each names the measurements it
    rests on.
    """
    found = statuses_of(respond(timeline, response_rules(CRITERIA["recist-1.1"]), "recist-1.1"))
    issues = tuple(
        Issue(
            file=one.source.file if one.source is not None else "",
            place=one.visit,
            what="readers disagree on the response: "
            + ", ".join(
                f"{who or 'a reader'} {said or 'no reading'}"
                for who, said in zip(one.readers, one.categories, strict=True)
            ),
            did="took no response of this visit into the timeline; adjudicate it",
            severity=Severity.WARNING,
        )
        for one in found.disagreements
    )
    return found.facts, issues
