"""Reading the store: people, their resources, shared resources, documents as they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, distinct, func, select

from onward.store.chunks import Layer, read_chunks, read_slices
from onward.store.database import reading
from onward.store.groups import in_groups
from onward.store.identity import content_key, digest, identity_key, storable
from onward.store.people import person_digest
from onward.store.schema import (
    documents,
    forgotten,
    issues,
    names,
    own_bytes,
    people,
    resources,
    studies,
    study_files,
    study_people,
)
from onward.store.values import Appearance, KindCount, StoredDocument, StoredResource, StoredStudy
from onward.terms import Issue, Severity, StoreError

_Row = Row[*tuple[Any, ...]]
_RowsOf = Sequence[_Row]


def find_people(engine: Engine, where: str) -> tuple[str, ...]:
    """The ids of everybody of whom a complete document says something, sorted."""
    with reading(engine, where) as connection:
        found = connection.scalars(select(people.c.person).where(_is_known())).all()
    return tuple(sorted(found))


def knows(engine: Engine, where: str, person: str) -> bool:
    """Whether a complete document says anything of this person."""
    statement = select(people.c.id).where(people.c.digest == person_digest(storable(person)), _is_known())
    with reading(engine, where) as connection:
        return connection.execute(statement).first() is not None


def _is_known() -> ColumnElement[bool]:
    has_resources = (
        select(resources.c.n)
        .join(documents, documents.c.id == resources.c.document)
        .where(resources.c.person == people.c.id, documents.c.complete)
        .exists()
    )
    return has_resources | select(study_people.c.study).where(study_people.c.person == people.c.id).exists()


def resources_of(engine: Engine, where: str, person: str) -> tuple[StoredResource, ...]:
    """All versions of all resources of one person, in the order in which they came."""
    owner = select(people.c.id).where(people.c.digest == person_digest(storable(person))).scalar_subquery()
    with reading(engine, where) as connection:
        return _as_values(connection, _rows(connection, resources.c.person == owner))


def shared_resources(
    engine: Engine, where: str, ids: Iterable[tuple[str, str]], called: Iterable[str]
) -> tuple[StoredResource, ...]:
    """Resources that belong to no person, by (kind, id) or by a name that they were given on arrival."""
    identities = [identity_key(storable(kind), storable(key), "", "", b"") for kind, key in dict.fromkeys(ids) if key]
    digests = [digest(name) for name in dict.fromkeys(called)]
    rows: list[_Row] = []
    with reading(engine, where) as connection:
        for group in in_groups(identities):
            rows.extend(_rows(connection, resources.c.identity.in_(group) & resources.c.person.is_(None)))
        for group in in_groups(digests):
            bearing = select(names.c.document, names.c.n).where(names.c.digest.in_(group)).distinct().subquery()
            statement = _select_rows(resources.c.person.is_(None)).join(
                bearing, (bearing.c.document == resources.c.document) & (bearing.c.n == resources.c.n)
            )
            rows.extend(connection.execute(statement).all())
        return _as_values(connection, sorted(set(rows), key=lambda row: (row.document, row.n)))


def documents_with_kind(engine: Engine, where: str, kind: str) -> tuple[str, ...]:
    """The hashes of the complete documents that hold a resource of one kind, in the order in which they came."""
    holding = select(resources.c.document).where(resources.c.kind == kind).distinct()
    statement = (
        select(documents.c.sha256).where(documents.c.complete, documents.c.id.in_(holding)).order_by(documents.c.id)
    )
    with reading(engine, where) as connection:
        return tuple(connection.scalars(statement))


_VERSIONS_PER_GROUP = 500


def resources_of_kind(
    engine: Engine, where: str, kind: str, ids: Iterable[str] | None = None
) -> Iterator[tuple[StoredResource, ...]]:
    """All versions of the resources of one kind that belong to no person, one resource at a time, in order of arrival.

    ids   only these; None for all
    """
    which = (resources.c.kind == kind) & resources.c.person.is_(None)
    if ids is not None:
        wanted = [identity_key(storable(kind), storable(key), "", "", b"") for key in dict.fromkeys(ids)]
    else:
        first = func.min(resources.c.document), func.min(resources.c.n)
        statement = (
            select(resources.c.identity)
            .join(documents, documents.c.id == resources.c.document)
            .where(which, documents.c.complete)
            .group_by(resources.c.identity)
            .order_by(*first)
        )
        with reading(engine, where) as connection:
            wanted = [bytes(identity) for identity in connection.scalars(statement)]
    for at in range(0, len(wanted), _VERSIONS_PER_GROUP):
        group = wanted[at : at + _VERSIONS_PER_GROUP]
        with reading(engine, where) as connection:
            found = _as_values(connection, _rows(connection, which & resources.c.identity.in_(group)))
        by_key: dict[bytes, list[StoredResource]] = {}
        for one in found:
            by_key.setdefault(one.key, []).append(one)
        yield from (tuple(by_key[key]) for key in group if key in by_key)


def find_documents(engine: Engine, where: str, which: ColumnElement[bool] | None = None) -> tuple[StoredDocument, ...]:
    """The documents of the store, the unfinished ones too, in the order in which they came."""
    statement = select(documents).where(documents.c.name != "").order_by(documents.c.id)
    if which is not None:
        statement = statement.where(which)
    with reading(engine, where) as connection:
        rows = connection.execute(statement).all()
    return tuple(
        StoredDocument(
            sha256=row.sha256,
            name=row.name,
            format=row.format,
            size=row.size,
            received_at=row.received_at,
            import_id=row.import_id,
            complete=row.complete,
        )
        for row in rows
    )


def documents_with(engine: Engine, where: str, wanted: Iterable[str]) -> tuple[StoredDocument, ...]:
    """The documents with these hashes, by import and name."""
    found = [
        document
        for group in in_groups(sorted(set(wanted)))
        for document in find_documents(engine, where, documents.c.sha256.in_(group))
    ]
    return tuple(sorted(found, key=lambda one: (one.import_id, one.name, one.sha256)))


def document_pieces(engine: Engine, where: str, sha256: str) -> Iterator[bytes]:
    """The original bytes of a document, in pieces. Raises StoreError when there is no such complete document."""
    with reading(engine, where) as connection:
        row = connection.execute(
            select(documents.c.id).where(documents.c.sha256 == sha256, documents.c.complete)
        ).scalar()
    if row is None:
        raise StoreError(f"The store at {where} holds no complete document with this hash.")
    return read_chunks(engine, where, row, Layer.ORIGINAL)


def kinds_of(engine: Engine, where: str, sha256: str) -> dict[str, int]:
    """How many resources of each kind stand in a document."""
    with reading(engine, where) as connection:
        rows = connection.execute(
            select(resources.c.kind, func.count().label("number"))
            .join(documents, documents.c.id == resources.c.document)
            .where(documents.c.sha256 == sha256)
            .group_by(resources.c.kind)
            .order_by(resources.c.kind)
        )
        return {row.kind: row.number for row in rows}


def count_kinds(engine: Engine, where: str) -> tuple[KindCount, ...]:
    """What the complete documents hold, by kind of resource."""
    versions = (
        select(resources.c.kind, resources.c.identity, func.count().label("appearances"))
        .join(documents, documents.c.id == resources.c.document)
        .where(documents.c.complete)
        .group_by(resources.c.kind, resources.c.identity, resources.c.content)
        .subquery()
    )
    with reading(engine, where) as connection:
        rows = connection.execute(
            select(
                versions.c.kind,
                func.count(distinct(versions.c.identity)),
                func.count(),
                func.sum(versions.c.appearances),
            )
            .group_by(versions.c.kind)
            .order_by(versions.c.kind)
        ).all()
    return tuple(
        KindCount(kind=kind, resources=number, versions=different, appearances=int(places))
        for kind, number, different, places in rows
    )


def find_issues(engine: Engine, where: str, sha256: str | None = None) -> tuple[Issue, ...]:
    """What was wrong with the complete documents (or with one of them) when they were imported."""
    statement = (
        select(issues)
        .join(documents, documents.c.id == issues.c.document)
        .where(documents.c.complete)
        .order_by(issues.c.document, issues.c.n)
    )
    if sha256 is not None:
        statement = statement.where(documents.c.sha256 == sha256)
    with reading(engine, where) as connection:
        rows = connection.execute(statement).all()
    return tuple(
        Issue(file=row.file, place=row.place, what=row.what, did=row.did, severity=Severity(row.severity))
        for row in rows
    )


def count_awaiting(engine: Engine, where: str) -> dict[str, dict[str, int]]:
    """How many resources call a person whom nobody knows by that name: kind to number, by sha256 of the document."""
    with reading(engine, where) as connection:
        rows = connection.execute(
            select(documents.c.sha256, resources.c.kind, func.count())
            .join(documents, documents.c.id == resources.c.document)
            .where(documents.c.complete, resources.c.awaits.is_not(None), resources.c.person.is_(None))
            .group_by(documents.c.id, documents.c.sha256, resources.c.kind)
            .order_by(documents.c.id, resources.c.kind)
        ).all()
    found: dict[str, dict[str, int]] = {}
    for sha256, kind, number in rows:
        found.setdefault(sha256, {})[kind] = number
    return found


def studies_of(engine: Engine, where: str, person: str) -> tuple[StoredStudy, ...]:
    """The study folders that hold a person, each in the newest version that does."""
    owner = select(people.c.id).where(people.c.digest == person_digest(storable(person))).scalar_subquery()
    with reading(engine, where) as connection:
        rows = connection.execute(
            select(studies.c.id, studies.c.name, studies.c.version)
            .join(study_people, study_people.c.study == studies.c.id)
            .where(study_people.c.person == owner)
            .order_by(studies.c.name, studies.c.version)
        ).all()
        newest = {row.name: row for row in rows}
        return tuple(
            StoredStudy(name=row.name, version=row.version, files=_files_of(connection, row.id))
            for row in newest.values()
        )


def resources_in_format(engine: Engine, where: str, format: str) -> tuple[StoredResource, ...]:
    """All resources of the complete documents of one format, in the order in which they came."""
    with reading(engine, where) as connection:
        return _as_values(connection, _rows(connection, documents.c.format == format))


def find_forgotten(engine: Engine, where: str) -> tuple[tuple[str, str, str], ...]:
    """(sha256, received at, forgotten at) of what was forgotten."""
    columns = (forgotten.c.sha256, forgotten.c.received_at, forgotten.c.forgotten_at)
    with reading(engine, where) as connection:
        rows = connection.execute(select(*columns).order_by(forgotten.c.id)).all()
    return tuple((sha256, received_at, forgotten_at) for sha256, received_at, forgotten_at in rows)


def _files_of(connection: Connection, study: int) -> tuple[tuple[str, str], ...]:
    rows = connection.execute(
        select(study_files.c.path, documents.c.sha256)
        .join(documents, documents.c.id == study_files.c.document)
        .where(study_files.c.study == study)
        .order_by(study_files.c.n)
    )
    return tuple((path, sha256) for path, sha256 in rows)


def _select_rows(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            resources.c.document,
            resources.c.n,
            resources.c.kind,
            resources.c.resource_id,
            resources.c.identity,
            resources.c.content,
            resources.c.version,
            resources.c.place,
            resources.c.full_url,
            resources.c.bundle,
            resources.c.start,
            resources.c.length,
            people.c.person,
            documents.c.name,
            documents.c.sha256,
            documents.c.received_at,
            documents.c.import_id,
            documents.c.has_content,
        )
        .join(documents, documents.c.id == resources.c.document)
        .outerjoin(people, people.c.id == resources.c.person)
        .where(documents.c.complete, which)
        .order_by(resources.c.document, resources.c.n)
    )


def _rows(connection: Connection, which: ColumnElement[bool]) -> _RowsOf:
    return connection.execute(_select_rows(which)).all()


def _as_values(connection: Connection, rows: _RowsOf) -> tuple[StoredResource, ...]:
    """One value for each version, with the bytes of its first appearance."""
    versions: dict[tuple[bytes, bytes], list[_Row]] = {}
    for row in rows:
        versions.setdefault((bytes(row.identity), bytes(row.content)), []).append(row)
    raw = _bytes_of(connection, [same[0] for same in versions.values()])
    owners = _owners(connection, {identity for identity, _ in versions})
    return tuple(
        StoredResource(
            kind=same[0].kind,
            id=same[0].resource_id,
            key=identity,
            version=same[0].version,
            person=same[0].person or "",
            raw=raw[same[0].document, same[0].n],
            appearances=tuple(_appearance(row) for row in same),
            is_disputed=len(owners.get(identity, ())) > 1,
        )
        for (identity, _), same in versions.items()
    )


def _owners(connection: Connection, identities: Iterable[bytes]) -> dict[bytes, set[int]]:
    """Row numbers of the people to whom versions of these resources belong."""
    found: dict[bytes, set[int]] = {}
    for group in in_groups(identities):
        rows = connection.execute(
            select(resources.c.identity, resources.c.person)
            .join(documents, documents.c.id == resources.c.document)
            .where(resources.c.identity.in_(group), resources.c.person.is_not(None), documents.c.complete)
            .distinct()
        )
        for identity, person in rows:
            found.setdefault(bytes(identity), set()).add(person)
    return found


def _appearance(row: _Row) -> Appearance:
    return Appearance(
        file=row.name,
        sha256=row.sha256,
        received_at=row.received_at,
        place=row.place,
        full_url=row.full_url,
        bundle=row.bundle,
        import_id=row.import_id,
    )


def _bytes_of(connection: Connection, rows: _RowsOf) -> dict[tuple[int, int], bytes]:
    """The bytes of resources by (document, n), each compared with the hash that was taken when it came in."""
    by_document: dict[int, list[_Row]] = {}
    for row in rows:
        by_document.setdefault(row.document, []).append(row)
    found: dict[tuple[int, int], bytes] = {}
    for document, group in by_document.items():
        in_place = [row for row in group if row.start is not None]
        layer = Layer.CONTENT if group[0].has_content else Layer.ORIGINAL
        held = read_slices(connection, document, layer, [(row.start, row.length) for row in in_place])
        found.update(((document, row.n), raw) for row, raw in zip(in_place, held, strict=True))
        for apart in in_groups(row.n for row in group if row.start is None):
            own = connection.execute(
                select(own_bytes.c.n, own_bytes.c.bytes).where(
                    own_bytes.c.document == document, own_bytes.c.n.in_(apart)
                )
            )
            found.update(((document, n), bytes(raw)) for n, raw in own)
    for row in rows:
        if content_key(found.get((row.document, row.n), b"")) != bytes(row.content):
            raise StoreError(
                "The store is damaged: the bytes of a resource are not those that came in. Restore a copy of it."
            )
    return found
