"""Signed reads in the store: each record a document of its own, by its hash, so that what comes twice is there once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from onward.engines.response.readings import NoRecordError, Record
from onward.intake import PersonRecord
from onward.intake.reads import PublicKey, Signed, people_of_reads, signed_of, trusted_keys, why_refused
from onward.store import Arrival, NewResource, Receiving, Store, StoredResource
from onward.terms import Issue, Severity
from onward.timeline import Source

READ_FORMAT = "signed read"
READ_KIND = "SignedRead"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReads:
    """The records of a store that can be believed now, by id, and what is said of the others."""

    signed: Mapping[str, Signed]
    sources: Mapping[str, Source]
    issues: tuple[Issue, ...]

    @property
    def records(self) -> dict[str, Record]:
        """The records alone, by id."""
        return {key: one.record for key, one in self.signed.items()}


def held_reads(store: Store, *, trusted: Mapping[bytes, PublicKey] | None = None) -> HeldReads:
    """All signed records of a store, each checked again: a key may have lost its trust since it came."""
    return _checked(store.resources_in(READ_FORMAT), trusted_keys() if trusted is None else trusted)


def _checked(resources: Iterable[StoredResource], trusted: Mapping[bytes, PublicKey]) -> HeldReads:
    signed: dict[str, Signed] = {}
    sources: dict[str, Source] = {}
    issues: list[Issue] = []
    for one in resources:
        name = f"read {one.id[:12]}"
        try:
            found = signed_of(one.raw)
        except NoRecordError as wrong:
            issues.append(_not_used(name, f"a stored read that cannot be read: {wrong}", "left it out"))
            continue
        why = why_refused(found, trusted)
        if why is not None:
            issues.append(_not_used(name, *why))
            continue
        # One record may have come under two signatures of one person's keys: it is one record.
        signed.setdefault(found.id, found)
        sources.setdefault(found.id, Source(one.appearances[0].file, one.appearances[0].sha256, "", name))
    return HeldReads(signed=signed, sources=sources, issues=tuple(issues))


def person_of_reads(resources: Iterable[StoredResource], person: str) -> PersonRecord:
    """What the signed reads of one person say of her."""
    held = _checked(resources, trusted_keys())
    found = people_of_reads([(one, held.sources[key]) for key, one in held.signed.items()], held.issues)
    mine = next((one for one in found if one.person == person), None)
    return PersonRecord(person=person, facts=(), issues=held.issues) if mine is None else replace(mine)


def keep_reads(store: Store, signed: Iterable[Signed], *, now: datetime, wait_seconds: float = 30.0) -> int:
    """Keep records that were checked; gives how many of them are new."""
    with store.importing(received_at=now, wait_seconds=wait_seconds) as receiving:
        return sum(1 for one in signed if keep_read(store, receiving, one) is not Arrival.DUPLICATE)


def keep_read(store: Store, receiving: Receiving, one: Signed) -> Arrival:
    """Keep one record in a running import."""
    document = store.document(one.sha256)
    if document is not None and document.complete:
        return Arrival.DUPLICATE
    receiving.keep(
        sha256=one.sha256, name=f"reads/{one.id[:12]}.json", format=READ_FORMAT, size=len(one.raw), original=[one.raw]
    )
    resource = NewResource(kind=READ_KIND, id=one.id, raw=one.raw, start=0, place="", person=one.record.person)
    (arrived,) = receiving.add(one.sha256, [resource])
    receiving.complete(one.sha256)
    return arrived[1]


def _not_used(name: str, what: str, did: str) -> Issue:
    return Issue(file=name, place="", what=what, did=did, severity=Severity.ERROR)
