"""Is everything that the store holds still what came in?"""

from __future__ import annotations

from hashlib import sha256 as sha256_of

from sqlalchemy import Engine, select

from onward.store.chunks import Layer, read_chunks
from onward.store.database import reading
from onward.store.schema import documents
from onward.terms import StoreError


def find_damage(engine: Engine, where: str) -> tuple[str, ...]:
    """Sentences on what is damaged: the database by its own account, and documents whose bytes lost their hash."""
    found: list[str] = []
    with reading(engine, where) as connection:
        if engine.dialect.name == "sqlite":
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            found.extend(f"SQLite finds: {line}" for line in said if line != "ok")
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            found.extend(f"A row of {row[0]} points nowhere." for row in lost)
        rows = connection.execute(select(documents.c.id, documents.c.sha256).where(documents.c.complete)).all()
    for document, sha256 in rows:
        summed = sha256_of()
        try:
            for piece in read_chunks(engine, where, document, Layer.ORIGINAL):
                summed.update(piece)
        except StoreError:
            found.append(f"Document {sha256[:12]} cannot be read back.")
            continue
        if summed.hexdigest() != sha256:
            found.append(f"Document {sha256[:12]} is not the bytes that came in.")
    return tuple(found)
