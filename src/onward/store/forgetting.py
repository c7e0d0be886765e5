"""Taking documents out of the store again, with everything that was read from them.

What stays is a row in `forgotten`: the hash of the bytes and the times, no name and no content.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, insert, select, update

from onward.store.database import reading, settle, writing
from onward.store.groups import in_groups
from onward.store.people import drop_unused_people, find_awaited, lose_awaited
from onward.store.schema import (
    chunks,
    documents,
    forgotten,
    issues,
    names,
    own_bytes,
    resources,
    studies,
    study_files,
    study_people,
)

# What hangs on a document, the rows that refer to others first.
_PARTS = (names, own_bytes, resources, issues, chunks)


def forget_documents(engine: Engine, where: str, wanted: Iterable[str], *, forgotten_at: str) -> tuple[str, ...]:
    """Remove these documents (sha256); a study folder goes as a whole. Gives the sha256 of all that were removed."""
    with writing(engine, where) as connection:
        rows = _rows(connection, wanted)
        in_studies = _studies_with(connection, rows)
        rows |= _only_in(connection, in_studies)
        gone = _forget(connection, rows, in_studies, forgotten_at)
    _remove(engine, where, rows)
    return gone


def forget_import(engine: Engine, where: str, import_id: int, *, forgotten_at: str) -> tuple[str, ...]:
    """Remove every document and study that one run of import brought. Gives the sha256 of the documents."""
    with writing(engine, where) as connection:
        in_studies = set(connection.scalars(select(studies.c.id).where(studies.c.import_id == import_id)))
        rows = set(connection.scalars(select(documents.c.id).where(documents.c.import_id == import_id)))
        # A study of another run may use a file that came with this one: it cannot stand without it.
        in_studies |= _studies_with(connection, rows)
        gone = _forget(connection, rows, in_studies, forgotten_at)
    _remove(engine, where, rows)
    return gone


def remove_document(engine: Engine, where: str, document: int) -> None:
    """Remove one document that was never complete: it leaves nothing."""
    for part in _PARTS:
        with writing(engine, where) as connection:
            connection.execute(delete(part).where(part.c.document == document))
    with writing(engine, where) as connection:
        connection.execute(delete(documents).where(documents.c.id == document))


def sweep(engine: Engine, where: str) -> None:
    """Finish what an interrupted forgetting has left: such a document has lost its name and is not complete."""
    with reading(engine, where) as connection:
        left = set(connection.scalars(select(documents.c.id).where(documents.c.name == "", ~documents.c.complete)))
    if left:
        _remove(engine, where, left)


def _rows(connection: Connection, wanted: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for group in in_groups(wanted):
        found.update(connection.scalars(select(documents.c.id).where(documents.c.sha256.in_(group))))
    return found


def _studies_with(connection: Connection, rows: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for group in in_groups(rows):
        found.update(connection.scalars(select(study_files.c.study).where(study_files.c.document.in_(group))))
    return found


def _only_in(connection: Connection, in_studies: Iterable[int]) -> set[int]:
    """The documents of these studies that no other study uses."""
    gone = set(in_studies)
    used: dict[int, set[int]] = {}
    for document, study in connection.execute(select(study_files.c.document, study_files.c.study)):
        used.setdefault(document, set()).add(study)
    return {document for document, by in used.items() if by <= gone}


def _forget(connection: Connection, rows: set[int], in_studies: set[int], forgotten_at: str) -> tuple[str, ...]:
    """The part that must happen at once: from here on nothing of it is read."""
    gone: list[str] = []
    for group in in_groups(sorted(rows)):
        found = connection.execute(
            select(documents.c.sha256, documents.c.received_at)
            .where(documents.c.id.in_(group))
            .order_by(documents.c.id)
        ).all()
        gone.extend(sha256 for sha256, _ in found)
        connection.execute(
            insert(forgotten),
            [
                {"sha256": sha256, "received_at": received_at, "forgotten_at": forgotten_at}
                for sha256, received_at in found
            ],
        )
        connection.execute(update(documents).where(documents.c.id.in_(group)).values(complete=False, name=""))
    for group in in_groups(sorted(in_studies)):
        for part in (study_files, study_people):
            connection.execute(delete(part).where(part.c.study.in_(group)))
        connection.execute(delete(studies).where(studies.c.id.in_(group)))
    return tuple(gone)


def _remove(engine: Engine, where: str, rows: Iterable[int]) -> None:
    for document in sorted(rows):
        remove_document(engine, where, document)
    lose_awaited(engine, where)
    find_awaited(engine, where)
    with writing(engine, where) as connection:
        drop_unused_people(connection)
    settle(engine, where)
