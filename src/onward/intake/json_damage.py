"""Broken JSON: where its whole objects are, and what is wrong with its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

# What msgspec and orjson raise for bytes that are not JSON, not UTF-8, of another shape, or nested too deep.
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError)

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', re.DOTALL)


def objects_in(text: bytes, start: int) -> Iterator[tuple[int, int | None]]:
    """Start and end of each object of the array that opens before `start`; end None for one that is cut off.

    Counts brackets outside strings, so it needs no complete document and no depth of recursion.
    """
    depth, opened = 0, start
    for token in _TOKEN.finditer(text, start):
        character = text[token.start()]
        if character in b"{[":
            if depth == 0:
                opened = token.start()
            depth += 1
        elif character in b"}]":
            depth -= 1
            if depth < 0:
                return
            if depth == 0:
                yield opened, token.end()
    if depth > 0:
        yield opened, None


def bad_utf8(raw: bytes) -> int | None:
    """Offset of the first byte that is no UTF-8; None when all of it is."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None
