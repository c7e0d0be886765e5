"""Documents in pieces: written as they stream in, read back whole or in slices.

A chunk holds a fixed number of bytes before packing, so the chunk of any byte is found by division. 32 KiB measured
best: one person's resources lie scattered over a population's NDJSON, and each costs unpacking its chunk
(0.1 ms; 0.25 ms at 128 KiB), while zlib level 1 still packs FHIR to a sixth.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

from sqlalchemy import Connection, Engine, insert, select

from onward.store.database import reading, writing
from onward.store.schema import chunks
from onward.terms import StoreError

CHUNK_BYTES = 32 * 1024
_CHUNKS_PER_TRANSACTION = 256
_CHUNKS_PER_QUERY = 400


class Layer(IntEnum):
    """Which bytes of a document: as they came, or as resources are read from them where that differs (unpacked)."""

    ORIGINAL = 0
    CONTENT = 1


def write_chunks(
    engine: Engine, where: str, document: int, layer: Layer, pieces: Iterable[bytes], *, pack: bool
) -> None:
    """Store the pieces of a document that has none yet, in chunks."""
    batch: list[dict[str, object]] = []
    for n, plain in enumerate(_cut(pieces)):
        packed = zlib.compress(plain, 1) if pack else plain
        is_smaller = len(packed) < len(plain)
        batch.append(
            {
                "document": document,
                "layer": layer,
                "n": n,
                "packed": is_smaller,
                "bytes": packed if is_smaller else plain,
            }
        )
        if len(batch) == _CHUNKS_PER_TRANSACTION:
            _insert(engine, where, batch)
            batch = []
    if batch:
        _insert(engine, where, batch)


def read_chunks(engine: Engine, where: str, document: int, layer: Layer) -> Iterator[bytes]:
    """The bytes of a document, in pieces, in order."""
    n = 0
    while True:
        with reading(engine, where) as connection:
            found = _unpacked(connection, document, layer, range(n, n + _CHUNKS_PER_QUERY))
        yield from (found[at] for at in sorted(found))
        if len(found) < _CHUNKS_PER_QUERY:
            return
        n += _CHUNKS_PER_QUERY


def read_slices(connection: Connection, document: int, layer: Layer, slices: Sequence[tuple[int, int]]) -> list[bytes]:
    """The bytes at each (start, length) of a document, in the order asked; fewer where the document ends before."""
    wanted = sorted({n for start, length in slices for n in _chunks_of(start, length)})
    found: dict[int, bytes] = {}
    for at in range(0, len(wanted), _CHUNKS_PER_QUERY):
        found |= _unpacked(connection, document, layer, wanted[at : at + _CHUNKS_PER_QUERY])
    return [_slice(found, start, length) for start, length in slices]


def _chunks_of(start: int, length: int) -> range:
    return range(start // CHUNK_BYTES, (start + max(length, 1) - 1) // CHUNK_BYTES + 1)


def _slice(found: Mapping[int, bytes], start: int, length: int) -> bytes:
    wanted = _chunks_of(start, length)
    joined = b"".join([found.get(n, b"") for n in wanted])
    offset = start - wanted.start * CHUNK_BYTES
    return joined[offset : offset + length]


def _unpacked(connection: Connection, document: int, layer: Layer, wanted: Sequence[int]) -> dict[int, bytes]:
    rows = connection.execute(
        select(chunks.c.n, chunks.c.packed, chunks.c.bytes).where(
            chunks.c.document == document, chunks.c.layer == layer, chunks.c.n.in_(wanted)
        )
    )
    try:
        return {n: zlib.decompress(held) if packed else bytes(held) for n, packed, held in rows}
    except zlib.error:
        raise StoreError(
            "The store is damaged: a part of a document cannot be unpacked. Restore a copy of the store."
        ) from None


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of exactly CHUNK_BYTES, the last one shorter."""
    pending = bytearray()
    for piece in pieces:
        pending += piece
        whole = len(pending) - len(pending) % CHUNK_BYTES
        for at in range(0, whole, CHUNK_BYTES):
            yield bytes(pending[at : at + CHUNK_BYTES])
        del pending[:whole]
    if pending:
        yield bytes(pending)


def _insert(engine: Engine, where: str, batch: Sequence[Mapping[str, object]]) -> None:
    with writing(engine, where) as connection:
        connection.execute(insert(chunks), batch)
