"""One person from the store: the bytes of her records, read again with the readers and the knowledge of today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec

from onward.app.arriving import name_of_url
from onward.intake import FileRead, Intake, read_held
from onward.intake.fhir import RawResource
from onward.store import Appearance, Store, StoredResource
from onward.terms import Issue, Severity

# What facts may need of resources that belong to no person: a drug behind a medicationReference, a sample, a body site.
_FOLLOWED = frozenset({"Medication", "Substance", "Specimen", "BodyStructure"})
_MOST_STEPS = 5

_REFERENCE = re.compile(rb'"reference"\s*:\s*"([^"\\]+)"')


# Signed reads of the readers' network: no FHIR, and read by themselves.
_READ = "SignedRead"

# By what documents are called in messages and sources: name to hash. No two documents share a name.
Names = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """What the store holds of one person.

    read   her facts, the documents that they come from, and what is wrong
    held   the original bytes of each resource, by (file, place) as sources name them
    """

    read: Intake
    held: Mapping[tuple[str, str], bytes]


def read_stored(store: Store, person: str, *, today: date, names: Names) -> StoredRecord:
    """The FHIR record of a person from the store; empty where the store has none of her.

    Of a resource that came in several versions the newest counts: the one last updated where every version says when,
    else what the latest import brought. Versions that came in one import and do not say are all read.

    names   the names of files that are read beside, with their hashes; this adds its own
    """
    everything = store.resources_of(person)
    mine = _current([one for one in everything if one.kind != _READ])
    reads = [one for one in everything if one.kind == _READ]
    shared = _current(_shared(store, mine))
    files = _files(store, (where for one in (*mine, *shared) for where in one.appearances), names)
    scopes = {(where.sha256, where.bundle) for one in mine for where in one.appearances}
    held: dict[tuple[str, str], bytes] = {}
    given: list[tuple[RawResource, FileRead]] = []
    disputed: list[Issue] = []
    for one in (*mine, *shared):
        if one.is_disputed:
            disputed.append(_disputed(one, files))
        for where in _telling(one, scopes):
            file = files[where.sha256]
            held[file.name, where.place] = one.raw
            given.append((RawResource(one.kind, one.id, one.raw, where.place, 0, where.full_url, where.bundle), file))
    found = read_held(given, today=today)
    people = tuple(
        replace(record, issues=(*record.issues, *disputed)) if record.person == person else record
        for record in found.people
    )
    read_files: list[FileRead] = []
    if reads:
        from onward.app.read_store import person_of_reads  # most people have none

        people = (*people, person_of_reads(reads, person))
        for one in reads:
            where = one.appearances[0]
            held[where.file, ""] = one.raw
            read_files.append(FileRead(name=where.file, sha256=where.sha256, size=len(one.raw), format="signed read"))
    return StoredRecord(read=replace(found, people=people, files=(*found.files, *read_files)), held=held)


def _disputed(one: StoredResource, files: Mapping[str, FileRead]) -> Issue:
    """A result that was filed under another woman before, or since: nothing here tells whose it is."""
    where = one.appearances[0]
    return Issue(
        file=files[where.sha256].name,
        place=", ".join(part for part in (where.place, f"{one.kind}/{one.id}") if part),
        what=f"{one.kind}: stands in the store as another person's too",
        did="used it for both; ask at its source whose it is, and forget the file that is wrong (onward store forget)",
        severity=Severity.WARNING,
    )


def _telling(one: StoredResource, scopes: set[tuple[str, int]]) -> Sequence[Appearance]:
    """The places of a resource that references may need: a urn holds in its own bundle only."""
    first, *others = one.appearances
    if not first.bundle and not any(where.bundle for where in others):
        return [first]
    return [first, *(where for where in others if where.full_url and (where.sha256, where.bundle) in scopes)]


def _files(store: Store, places: Iterable[Appearance], names: Names) -> dict[str, FileRead]:
    """The documents behind these places, each under a name of its own: two may have come as `bundle.json`."""
    files: dict[str, FileRead] = {}
    for document in store.documents_with(where.sha256 for where in places):
        name = document.name
        if names.setdefault(name, document.sha256) != document.sha256:
            name = f"{name} ({document.sha256[:12]})"
            names[name] = document.sha256
        files[document.sha256] = FileRead(name=name, sha256=document.sha256, size=document.size, format=document.format)
    return files


def _shared(store: Store, mine: Sequence[StoredResource]) -> tuple[StoredResource, ...]:
    """The resources of nobody that these lead to, at any remove."""
    found: dict[bytes, StoredResource] = {}
    fresh: Sequence[StoredResource] = mine
    asked: set[str | tuple[str, str]] = set()
    for _ in range(_MOST_STEPS):
        ids = {key for one in fresh for key in _ids_in(one.raw)} - asked
        names = {name for one in fresh for name in _names_in(one)} - asked
        if not ids and not names:
            break
        asked |= ids | names
        fresh = [one for one in store.shared_resources(ids=ids, names=names) if one.kind in _FOLLOWED]
        found |= {one.key + str(one.version).encode(): one for one in fresh}
    return tuple(found.values())


def _references(raw: bytes) -> Iterator[str]:
    for found in _REFERENCE.finditer(raw):
        yield found[1].decode(errors="replace")


def _ids_in(raw: bytes) -> Iterator[tuple[str, str]]:
    """(kind, id) of what the resource refers to, relative or absolute, with or without a version."""
    for reference in _references(raw):
        parts = reference.partition("/_history/")[0].rstrip("/").split("/")
        if len(parts) > 1 and parts[-2] in _FOLLOWED:
            yield parts[-2], parts[-1]


def _names_in(one: StoredResource) -> Iterator[str]:
    """The URLs that the resource refers to, as the store knows them."""
    for reference in _references(one.raw):
        if reference.startswith("urn:"):
            for where in one.appearances:
                yield name_of_url(reference, where.sha256, where.bundle)
        elif "://" in reference:
            yield name_of_url(reference, "", 0)


class _Meta(msgspec.Struct):
    lastUpdated: str = ""
    versionId: str = ""


class _Versioned(msgspec.Struct):
    meta: _Meta = msgspec.field(default_factory=_Meta)


_decode_version = msgspec.json.Decoder(_Versioned).decode


def _current(resources: Sequence[StoredResource]) -> list[StoredResource]:
    """Of each resource the version that holds now, in the order in which resources came."""
    versions: dict[bytes, list[StoredResource]] = {}
    for one in resources:
        versions.setdefault(one.key, []).append(one)
    return [one for same in versions.values() for one in (same if len(same) == 1 else _newest(same))]


def _newest(versions: Sequence[StoredResource]) -> Sequence[StoredResource]:
    metas = [_meta(one) for one in versions]
    for ranks in ([_updated(meta) for meta in metas], [_number(meta) for meta in metas]):
        said = [rank for rank in ranks if rank is not None]
        if len(said) == len(versions):
            return [one for one, rank in zip(versions, ranks, strict=True) if rank == max(said)]
    last = max(where.import_id for one in versions for where in one.appearances)
    return [one for one in versions if any(where.import_id == last for where in one.appearances)]


def _meta(one: StoredResource) -> _Meta:
    try:
        return _decode_version(one.raw).meta
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _Meta()


def _updated(meta: _Meta) -> float | None:
    """When the server last changed the resource (an instant with its zone); None when it does not say."""
    try:
        when = datetime.fromisoformat(meta.lastUpdated)
    except ValueError:
        return None
    return when.timestamp() if when.tzinfo else None


def _number(meta: _Meta) -> float | None:
    return float(meta.versionId) if meta.versionId.isdecimal() else None
