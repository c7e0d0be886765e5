"""Facts, sources and issues as plain values."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum

from onward.terms import Code, Issue, PartialDate, Period, Quantity
from onward.timeline import AnyFact, Conflict, Source, Timeline, describe, kind_of

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_SHARED = frozenset({"when", "recorded_on", "standing", "codes", "text", "sources"})


def number(value: Decimal) -> int | float:
    """A JSON number; whole numbers without a decimal point."""
    return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)


def plain(value: object) -> Plain:
    """One field of a fact as a JSON value."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Enum():
            return str(value.value)
        case Decimal():
            return number(value)
        case Quantity():
            return {"value": number(value.value), "unit": value.unit, "comparator": value.comparator.value}
        case PartialDate() | Period():
            return str(value)
        case date():
            return value.isoformat()
        case Code():
            return {"system": value.system_uri or value.system.value, "code": value.value, "display": value.display}
        case tuple() | list():
            return [plain(item) for item in value]
        case _:
            return str(value)


def source_document(source: Source) -> dict[str, Plain]:
    """Where a fact comes from."""
    return {
        "file": source.file,
        "sha256": source.sha256,
        "place": source.place,
        "resource": source.resource,
        "path": source.path,
    }


def fact_document(fact: AnyFact) -> dict[str, Plain]:
    """One fact: `kind`, `when`, `value`, `unit`, `says`, then the fields of its kind under `details`."""
    value: Plain = None
    unit: str | None = None
    held = getattr(fact, "value", None)
    if isinstance(held, Quantity):
        value, unit = number(held.value), held.unit
    elif held is not None:
        value = plain(held)
    elif word := getattr(fact, "word", "") or getattr(fact, "status", "") or getattr(fact, "drug", ""):
        value = plain(word)
    start, end = fact.when.start, fact.when.end
    return {
        "kind": kind_of(fact),
        "when": str(fact.when) if start is not None or end is not None else None,
        "start": str(start) if start is not None else None,
        "end": str(end) if end is not None else None,
        "recorded_on": str(fact.recorded_on) if fact.recorded_on is not None else None,
        "value": value,
        "unit": unit,
        "says": describe(fact),
        "text": fact.text,
        "standing": fact.standing.value,
        "details": {
            field.name: plain(getattr(fact, field.name)) for field in fields(fact) if field.name not in _SHARED
        },
        "codes": plain(fact.codes),
        "source": [source_document(source) for source in fact.sources],
    }


def issue_document(issue: Issue) -> dict[str, Plain]:
    """One issue: `file`, `place`, `what`, `did`, `severity`."""
    return {
        "file": issue.file,
        "place": issue.place,
        "what": issue.what,
        "did": issue.did,
        "severity": issue.severity.value,
    }


def skipped_document(file: str, why: str) -> dict[str, Plain]:
    """A file that is no record, and why it was not read."""
    return {"file": file, "why": why}


def conflict_document(what: str, settle: str, between: tuple[AnyFact, ...], kind: str) -> dict[str, Plain]:
    """A contradiction with the facts on both sides."""
    return {
        "kind": kind,
        "what": what,
        "settle": settle,
        "between": [
            {
                "kind": kind_of(fact),
                "when": str(fact.when),
                "says": describe(fact),
                "source": [source_document(source) for source in fact.sources],
            }
            for fact in between
        ],
    }


def timeline_document(timeline: Timeline) -> dict[str, Plain]:
    """`onward timeline`: facts in order, contradictions and issues."""
    return {
        "schema": "onward.timeline/1",
        "person": timeline.person,
        "as_of": timeline.as_of.isoformat() if timeline.as_of is not None else None,
        "facts": [fact_document(fact) for fact in timeline.facts],
        "conflicts": [_record_conflict(conflict) for conflict in timeline.conflicts],
        "issues": [issue_document(issue) for issue in timeline.issues],
    }


def _record_conflict(conflict: Conflict) -> dict[str, Plain]:
    return conflict_document(conflict.what, conflict.settle, conflict.between, "record")
