"""The people of the store, and who is meant where a record names its person by something else than her id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Row, bindparam, delete, exists, insert, select, update

from onward.store.database import reading, writing
from onward.store.groups import in_groups
from onward.store.identity import digest, identity_key
from onward.store.schema import names, people, resources, study_people
from onward.store.versions import Versions

# A person may have a thousand resources: few names at a time keep memory small.
_NAMES_PER_TRANSACTION = 50

_Row = Row[*tuple[Any, ...]]


def person_digest(person: str) -> bytes:
    """The key under which a person's row is found."""
    return digest("person", person)


def person_rows(connection: Connection, wanted: Iterable[str]) -> dict[str, int]:
    """Row numbers of these people; who is new gets a row."""
    by_digest = {person_digest(person): person for person in wanted}
    found = _known(connection, by_digest)
    missing = [{"digest": key, "person": person} for key, person in by_digest.items() if key not in found]
    if missing:
        connection.execute(insert(people), missing)
        found |= _known(connection, [bytes(row["digest"]) for row in missing if isinstance(row["digest"], bytes)])
    return {person: found[key] for key, person in by_digest.items()}


def people_called(connection: Connection, wanted: Iterable[bytes]) -> dict[bytes, tuple[int, str]]:
    """Row number and id of the person behind each name, by the digest of the name.

    A name that two people bear is nobody's: it is left out, as is one that nobody bears.
    """
    bearers: dict[bytes, dict[int, str]] = {}
    for group in in_groups(dict.fromkeys(wanted)):
        rows = connection.execute(
            select(names.c.digest, people.c.id, people.c.person)
            .join(resources, (resources.c.document == names.c.document) & (resources.c.n == names.c.n))
            .join(people, people.c.id == resources.c.person)
            .where(names.c.digest.in_(group))
            .distinct()
        )
        for name, row, person in rows:
            bearers.setdefault(bytes(name), {})[row] = person
    return {name: next(iter(found.items())) for name, found in bearers.items() if len(found) == 1}


def find_awaited(engine: Engine, where: str) -> None:
    """Give the resources that wait for their person to her, now that more names are known.

    Each then is a version among her own resources, as if she had been known when it came.
    """
    with reading(engine, where) as connection:
        waiting = _awaited(connection, resources.c.person.is_(None))
    for group in in_groups(waiting, _NAMES_PER_TRANSACTION):
        with writing(engine, where) as connection:
            found = people_called(connection, group)
            moved = [
                _Moved(row.document, row.n, found[name][0], _key(row, found[name][1], ""), bytes(row.content))
                for row in _calling(connection, list(found), resources.c.person.is_(None))
                if (name := bytes(row.awaits))
            ]
            _move(connection, moved)


def lose_awaited(engine: Engine, where: str) -> None:
    """Take back what `find_awaited` has decided, because names were removed on which it may rest."""
    with reading(engine, where) as connection:
        given = _awaited(connection, resources.c.person.is_not(None))
    for group in in_groups(given, _NAMES_PER_TRANSACTION):
        with writing(engine, where) as connection:
            moved = [
                _Moved(row.document, row.n, None, _key(row, "", bytes(row.awaits).hex()), bytes(row.content))
                for row in _calling(connection, group, resources.c.person.is_not(None))
            ]
            _move(connection, moved)


def drop_unused_people(connection: Connection) -> None:
    """Remove the ids of people of whom nothing is left."""
    connection.execute(
        delete(people).where(
            ~exists().where(resources.c.person == people.c.id), ~exists().where(study_people.c.person == people.c.id)
        )
    )


def _known(connection: Connection, wanted: Iterable[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for group in in_groups(wanted):
        rows = connection.execute(select(people.c.digest, people.c.id).where(people.c.digest.in_(group)))
        found.update((bytes(key), row) for key, row in rows)
    return found


class _Moved(NamedTuple):
    """A resource that goes to another person (None: to nobody yet)."""

    document: int
    n: int
    person: int | None
    identity: bytes
    content: bytes


def _awaited(connection: Connection, which: ColumnElement[bool]) -> list[bytes]:
    names_awaited = select(resources.c.awaits).where(resources.c.awaits.is_not(None), which).distinct()
    return [bytes(name) for name in connection.scalars(names_awaited)]


def _calling(connection: Connection, called: Sequence[bytes], which: ColumnElement[bool]) -> Sequence[_Row]:
    """The resources that call their person by one of these names, in the order in which they came."""
    return connection.execute(
        select(
            resources.c.document,
            resources.c.n,
            resources.c.kind,
            resources.c.resource_id,
            resources.c.awaits,
            resources.c.content,
        )
        .where(resources.c.awaits.in_(called), which)
        .order_by(resources.c.document, resources.c.n)
    ).all()


def _key(row: _Row, person: str, awaits: str) -> bytes:
    return identity_key(row.kind, row.resource_id, person, awaits, bytes(row.content))


def _move(connection: Connection, moved: Sequence[_Moved]) -> None:
    if not moved:
        return
    versions = Versions(connection, (one.identity for one in moved))
    connection.execute(
        update(resources)
        .where(resources.c.document == bindparam("in_document"), resources.c.n == bindparam("at_n"))
        .values(person=bindparam("to_person"), identity=bindparam("as_identity"), version=bindparam("as_version")),
        [
            {
                "in_document": one.document,
                "at_n": one.n,
                "to_person": one.person,
                "as_identity": one.identity,
                "as_version": versions.arrive(one.identity, one.content)[0],
            }
            for one in moved
        ],
    )
