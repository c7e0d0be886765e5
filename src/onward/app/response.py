"""Response of people by the criteria asked for: the timeline as known on a day, the rules, the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onward.app.answers import timeline_of
from onward.engines.response import CRITERIA, ReaderResponse, respond
from onward.intake import PersonRecord
from onward.knowledge import response_rules
from onward.terms import UsageError


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
    timeline = timeline_of(record, as_of=as_of)
    return tuple(one for name in criteria for one in respond(timeline, response_rules(CRITERIA[name]), name))
