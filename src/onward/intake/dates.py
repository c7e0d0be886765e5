"""Dates that cannot be: in the future, or before the person was born. The fact stays, because only its date is in
doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onward.terms import Issue, PartialDate, Severity
from onward.timeline import AnyFact, FamilyHistory


def impossible_dates(facts: Iterable[AnyFact], *, today: date, birth: PartialDate | None) -> Issue | None:
    """The first impossible date of one resource's facts.

    today   the last day that is not the future
    birth   the person's date of birth; None when it is not recorded
    """
    for fact in facts:
        start = fact.when.start or fact.when.end
        recorded = fact.recorded_on
        if (start is not None and start.earliest > today) or (recorded is not None and recorded.earliest > today):
            return _issue(fact, "a date in the future", "kept the fact with its date; check the record's date")
        if (
            birth is not None
            and start is not None
            and start.latest < birth.earliest
            and not isinstance(fact, FamilyHistory)
        ):
            return _issue(fact, "a date before the person's birth", "kept the fact with its date; check both dates")
    return None


def _issue(fact: AnyFact, what: str, did: str) -> Issue:
    source = fact.sources[0]
    place = ", ".join(part for part in (source.place, source.resource, source.path) if part)
    if source.resource.startswith("Patient/"):
        place = source.place
    return Issue(file=source.file, place=place, what=what, did=did, severity=Severity.WARNING)
