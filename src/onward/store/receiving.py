"""One run of import: documents and their resources on the way in.

Every transaction leaves the store consistent. A document whose import was cut short stays marked as not complete and
is not read; importing the same bytes again starts it afresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256 as sha256_of

from sqlalchemy import Connection, Engine, Insert, func, insert, select, update

from onward.store.chunks import Layer, read_slices, write_chunks
from onward.store.database import reading, writing
from onward.store.forgetting import remove_document
from onward.store.groups import in_groups
from onward.store.identity import content_key, digest, identity_key, storable
from onward.store.people import find_awaited, people_called, person_rows
from onward.store.schema import (
    documents,
    imports,
    issues,
    names,
    own_bytes,
    resources,
    studies,
    study_files,
    study_people,
)
from onward.store.values import Arrival, NewResource
from onward.store.versions import Versions
from onward.terms import Issue, StoreError

_RESOURCES_PER_TRANSACTION = 2_000
_BYTES_PER_TRANSACTION = 8 * 1024 * 1024


class Receiving:
    """What an import may do to the store. `Store.importing` hands it out, to one import at a time."""

    def __init__(self, engine: Engine, where: str, received_at: str) -> None:
        self._engine = engine
        self._where = where
        self._received_at = received_at
        self._import_id = 0
        self._open: dict[str, tuple[int, Layer]] = {}

    @property
    def import_id(self) -> int:
        """Number of this run, to forget it by; 0 as long as it has brought nothing new."""
        return self._import_id

    def keep(
        self,
        *,
        sha256: str,
        name: str,
        format: str,
        size: int,
        original: Iterable[bytes],
        content: Iterable[bytes] | None = None,
        packable: bool = True,
    ) -> bool:
        """Keep a document that is not complete in the store, byte for byte.

        original   its bytes as they came, in pieces; content: the bytes that resources are addressed in, where they
                   are others (unpacked gzip, recoded text); packable False for bytes that are compressed already
        gives      False, and keeps nothing, when `original` turns out not to be `size` bytes with this hash: the
                   file was changed while it was read
        """
        with writing(self._engine, self._where) as connection:
            self._begin(connection)
            before = connection.execute(select(documents.c.id).where(documents.c.sha256 == sha256)).scalar()
        if before is not None:
            remove_document(self._engine, self._where, before)
        with writing(self._engine, self._where) as connection:
            document = connection.execute(
                insert(documents)
                .values(
                    import_id=self._import_id,
                    sha256=sha256,
                    name=storable(name),
                    format=format,
                    size=size,
                    has_content=content is not None,
                    received_at=self._received_at,
                    complete=False,
                )
                .returning(documents.c.id)
            ).scalar_one()
        passing = _Passing(original)
        write_chunks(self._engine, self._where, document, Layer.ORIGINAL, passing, pack=packable)
        if passing.sha256 != sha256 or passing.size != size:
            remove_document(self._engine, self._where, document)
            return False
        if content is not None:
            write_chunks(self._engine, self._where, document, Layer.CONTENT, content, pack=True)
        self._open[sha256] = (document, Layer.ORIGINAL if content is None else Layer.CONTENT)
        return True

    def add(self, sha256: str, arrived: Iterable[NewResource]) -> Iterator[tuple[NewResource, Arrival]]:
        """Add resources of a document that was just kept, in its order; gives each with what it was to the store.

        The resources of one document may come in several calls.
        """
        document, layer = self._opened(sha256)
        with writing(self._engine, self._where) as connection:
            last = connection.execute(select(func.max(resources.c.n)).where(resources.c.document == document)).scalar()
        n = 0 if last is None else last + 1
        for group in _transactions(arrived):
            with writing(self._engine, self._where) as connection:
                arrivals = _add_group(connection, document, layer, n, group)
            n += len(group)
            yield from zip(group, arrivals, strict=True)

    def complete(self, sha256: str, found: Sequence[Issue] = ()) -> None:
        """All of the document is in: from now on it is read. `found` is what was wrong with it."""
        document, _ = self._opened(sha256)
        with writing(self._engine, self._where) as connection:
            rows = [
                {
                    "document": document,
                    "n": n,
                    "file": storable(issue.file),
                    "place": storable(issue.place),
                    "what": storable(issue.what),
                    "did": storable(issue.did),
                    "severity": issue.severity.value,
                }
                for n, issue in enumerate(found)
            ]
            for group in in_groups(rows):
                connection.execute(insert(issues), group)
            connection.execute(update(documents).where(documents.c.id == document).values(complete=True))
        del self._open[sha256]

    def drop(self, sha256: str) -> None:
        """Take a document back that was begun in this run and turned out to be unusable."""
        document, _ = self._open.pop(sha256)
        remove_document(self._engine, self._where, document)

    def add_study(self, name: str, files: Sequence[tuple[str, str]], persons: Iterable[str]) -> Arrival:
        """Add a study folder whose files are all kept and complete.

        files    (path inside the folder, sha256) of each
        persons  ids of the people that it holds
        """
        content = digest(name, *(part for file in sorted(files) for part in file))
        with writing(self._engine, self._where) as connection:
            if connection.execute(select(studies.c.id).where(studies.c.content == content)).scalar() is not None:
                return Arrival.DUPLICATE
            self._begin(connection)
            last = connection.execute(
                select(func.max(studies.c.version)).where(studies.c.name == storable(name))
            ).scalar()
            study = connection.execute(
                insert(studies)
                .values(import_id=self._import_id, name=storable(name), content=content, version=(last or 0) + 1)
                .returning(studies.c.id)
            ).scalar_one()
            rows = [
                {"study": study, "n": n, "path": storable(path), "document": self._row_of(connection, sha256)}
                for n, (path, sha256) in enumerate(files)
            ]
            connection.execute(insert(study_files), rows)
            found = person_rows(connection, (storable(person) for person in persons))
            for group in in_groups([{"study": study, "person": row} for row in sorted(found.values())]):
                connection.execute(insert(study_people), group)
        return Arrival.NEW if last is None else Arrival.NEW_VERSION

    def finish(self) -> None:
        """Give the resources that wait for their person to whoever is known by now."""
        find_awaited(self._engine, self._where)

    def names_of_nobody(self, called: Iterable[str]) -> tuple[str, ...]:
        """Those of these names that no one person bears."""
        by_digest = {digest(name): name for name in called}
        with reading(self._engine, self._where) as connection:
            borne = people_called(connection, by_digest)
        return tuple(name for key, name in by_digest.items() if key not in borne)

    def _begin(self, connection: Connection) -> None:
        # Only with the first thing that is new: importing the same again adds nothing, not even a run.
        if not self._import_id:
            self._import_id = connection.execute(
                insert(imports).values(received_at=self._received_at).returning(imports.c.id)
            ).scalar_one()

    def _opened(self, sha256: str) -> tuple[int, Layer]:
        try:
            return self._open[sha256]
        except KeyError:
            raise StoreError("Resources can be added only to a document that this import has just kept.") from None

    def _row_of(self, connection: Connection, sha256: str) -> int:
        row = connection.execute(
            select(documents.c.id).where(documents.c.sha256 == sha256, documents.c.complete)
        ).scalar()
        if row is None:
            raise StoreError("A study can be added only when all of its files are kept.")
        return row


class _Passing:
    """Bytes on their way through, counted and summed as they pass."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._sum = sha256_of()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._sum.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


def _transactions(arrived: Iterable[NewResource]) -> Iterator[list[NewResource]]:
    """The resources in groups that bound memory: by number, and by bytes, because one may hold a scanned letter."""
    group: list[NewResource] = []
    weight = 0
    for one in arrived:
        group.append(one)
        weight += len(one.raw)
        if len(group) == _RESOURCES_PER_TRANSACTION or weight >= _BYTES_PER_TRANSACTION:
            yield group
            group, weight = [], 0
    if group:
        yield group


def _add_group(
    connection: Connection, document: int, layer: Layer, first: int, arrived: Sequence[NewResource]
) -> list[Arrival]:
    contents = [content_key(one.raw) for one in arrived]
    awaited = [digest(one.awaits) if one.awaits and not one.person else None for one in arrived]
    called = people_called(connection, [name for name in awaited if name is not None])
    persons = [
        called[name][1] if name is not None and name in called else storable(one.person)
        for one, name in zip(arrived, awaited, strict=True)
    ]
    rows_of = person_rows(connection, {person for person in persons if person})
    identities = [
        identity_key(storable(one.kind), storable(one.id), person, name.hex() if name else "", content)
        for one, person, name, content in zip(arrived, persons, awaited, contents, strict=True)
    ]
    versions = Versions(connection, identities)
    arrivals = [versions.arrive(identity, content) for identity, content in zip(identities, contents, strict=True)]
    at_place = _stand_where_they_say(connection, document, layer, arrived)
    connection.execute(
        insert(resources),
        [
            {
                "document": document,
                "n": first + at,
                "kind": storable(one.kind),
                "resource_id": storable(one.id),
                "person": rows_of.get(persons[at]),
                "awaits": awaited[at],
                "identity": identities[at],
                "content": contents[at],
                "version": arrivals[at][0],
                "place": storable(one.place),
                "full_url": storable(one.full_url),
                "bundle": one.bundle,
                "start": one.start if at_place[at] else None,
                "length": len(one.raw),
            }
            for at, one in enumerate(arrived)
        ],
    )
    _insert_all(
        connection,
        insert(own_bytes),
        [
            {"document": document, "n": first + at, "bytes": one.raw}
            for at, one in enumerate(arrived)
            if not at_place[at]
        ],
    )
    _insert_all(
        connection,
        insert(names),
        [
            {"document": document, "n": first + at, "digest": name}
            for at, one in enumerate(arrived)
            for name in dict.fromkeys(digest(name) for name in one.names)
        ],
    )
    return [arrival for _, arrival in arrivals]


def _stand_where_they_say(
    connection: Connection, document: int, layer: Layer, arrived: Sequence[NewResource]
) -> list[bool]:
    """Whether the bytes at each resource's place are the resource: what is stored is what will be read back."""
    slices = [(one.start, len(one.raw)) for one in arrived]
    found = read_slices(connection, document, layer, slices)
    return [held == one.raw for held, one in zip(found, arrived, strict=True)]


def _insert_all(connection: Connection, statement: Insert, rows: Sequence[dict[str, object]]) -> None:
    for group in in_groups(rows):
        connection.execute(statement, group)
