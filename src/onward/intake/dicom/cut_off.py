"""Files that end before their pixels do: a copy that broke off, a disk that was full.

A header that can be read says nothing of that, so the stated length of the pixels is held against the file's end.
"""

from __future__ import annotations

import os
from typing import BinaryIO

# (7FE0,0010) pixels, (7FE0,0008) and (7FE0,0009) pixels as floating point; low byte first.
_PIXELS = (b"\xe0\x7f\x10\x00", b"\xe0\x7f\x08\x00", b"\xe0\x7f\x09\x00")
_LONG = (b"OB", b"OW", b"OF", b"OD", b"UN")
_UNSTATED = 0xFFFFFFFF
_END_OF_SEQUENCE = b"\xfe\xff\xdd\xe0"
# Behind compressed pixels little more than padding may stand.
_TAIL_BYTES = 65536


def cut_off(opened: BinaryIO, head_bytes: int) -> str:
    """How the pixels that begin at `head_bytes` break off; "" when they do not, or where none begin there."""
    opened.seek(head_bytes)
    start = opened.read(12)
    if start[:4] not in _PIXELS:
        return ""
    is_long = start[4:6] in _LONG
    stated = int.from_bytes(start[8:12] if is_long else start[4:8], "little")
    begin = head_bytes + (12 if is_long else 8)
    end = opened.seek(0, os.SEEK_END)
    if stated != _UNSTATED:
        there = max(0, end - begin)
        return f"{there} of {stated} bytes of its pixels are there" if there < stated else ""
    opened.seek(max(begin, end - _TAIL_BYTES))
    return "" if _END_OF_SEQUENCE in opened.read() else "its compressed pixels have no end"
