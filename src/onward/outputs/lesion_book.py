"""A lesion book as its file: indented JSON that people can read, with the schema's name first."""

from __future__ import annotations

import msgspec

from onward.imaging import LesionBook

SCHEMA = "onward.lesions/1"


def book_bytes(book: LesionBook) -> bytes:
    """The file of a book; the same book gives the same bytes."""
    fields = msgspec.to_builtins(book)
    return msgspec.json.format(msgspec.json.encode({"schema": SCHEMA, **fields}), indent=1) + b"\n"
