"""The bytes of a record file: as they lie on the disk, and as resources are read from them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol

from onward.intake import Encoding, open_bytes

_PIECE_BYTES = 1 << 20

Stamp = tuple[int, int, int]


def original_of(path: Path) -> Iterator[bytes]:
    """The file as it lies on the disk, in pieces."""
    with path.open("rb") as opened:
        yield from _pieces(opened)


def hash_of(path: Path) -> tuple[str, int]:
    """SHA-256 (hexadecimal) and size of the file as it lies on the disk."""
    summed, size = sha256(), 0
    for piece in original_of(path):
        summed.update(piece)
        size += len(piece)
    return summed.hexdigest(), size


class TextOnDisk(Protocol):
    """A file of text: of records or of trials."""

    @property
    def path(self) -> Path: ...

    @property
    def gzipped(self) -> bool: ...

    @property
    def encoding(self) -> Encoding: ...


def content_of(file: TextOnDisk) -> Iterator[bytes] | None:
    """The bytes that resources are addressed in, where they are not those on the disk: unpacked, in UTF-8.

    Of damaged gzip data as much as can be unpacked; what is wrong with them is for the reader to say.
    """
    if file.encoding is Encoding.UTF16:
        return iter([b"".join(_unpacked(file)).decode("utf-16", errors="replace").encode()])
    return _unpacked(file) if file.gzipped else None


def stamp(path: Path) -> Stamp:
    """What changes when the file is changed."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _unpacked(file: TextOnDisk) -> Iterator[bytes]:
    with open_bytes(file.path, gzipped=file.gzipped) as opened:
        try:
            yield from _pieces(opened)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    while piece := opened.read(_PIECE_BYTES):
        yield piece
