"""Whether a DICOM file ends where its elements end: a copy that broke off reads well and lacks what came later.

Pixel data that are missing show themselves when they are decoded; reports, structure sets and directories have none.
"""

from __future__ import annotations

from typing import BinaryIO

_DELIMITERS = {(0xFFFE, 0xE00D), (0xFFFE, 0xE0DD)}
_ITEM = (0xFFFE, 0xE000)
_UNDEFINED = 0xFFFFFFFF
# Value representations with a length of four bytes (PS3.5 7.1.2).
_LONG = {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"}
_IMPLICIT, _EXPLICIT = b"1.2.840.10008.1.2", b"1.2.840.10008.1.2.1"
_DEEPEST = 200
_LARGEST_BYTES = 256 * 1024**2


def ends_early(file: BinaryIO) -> bool:
    """True when the file breaks off within an element; False when it ends well, or is of a kind that cannot be told."""
    data = file.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES or data[128:132] != b"DICM":
        return False
    at, syntax = 132, b""
    try:
        while at < len(data) and _number(data, at, 2) == 2:
            tag, _, length, at = _head(data, at, explicit=True)
            if tag == (2, 0x10):
                syntax = data[at : at + length].rstrip(b"\0 ")
            at += length
        if syntax not in (_IMPLICIT, _EXPLICIT):
            return False
        while at < len(data):
            at = _element(data, at, explicit=syntax == _EXPLICIT, depth=0)
    except IndexError:
        return True
    return at != len(data)


def _element(data: bytes, at: int, *, explicit: bool, depth: int) -> int:
    """Where the element ends that begins here. Raises IndexError when the data end before."""
    tag, vr, length, at = _head(data, at, explicit=explicit)
    if length != _UNDEFINED:
        if at + length > len(data):
            raise IndexError(tag)
        return at + length
    if depth > _DEEPEST:
        raise IndexError(tag)
    # A sequence, or an item, of undefined length: it ends with its delimiter. Unknown ones are implicit inside.
    inner = explicit and vr != b"UN"
    while True:
        found = (_number(data, at, 2), _number(data, at + 2, 2))
        if found in _DELIMITERS:
            if at + 8 > len(data):
                raise IndexError(tag)
            return at + 8
        at = _element(data, at, explicit=inner, depth=depth + 1)


def _head(data: bytes, at: int, *, explicit: bool) -> tuple[tuple[int, int], bytes, int, int]:
    """Tag, value representation, length, and where the value begins."""
    tag = (_number(data, at, 2), _number(data, at + 2, 2))
    if tag[0] == 0xFFFE or not explicit:
        return tag, b"", _number(data, at + 4, 4), at + 8
    vr = data[at + 4 : at + 6]
    if vr in _LONG:
        return tag, vr, _number(data, at + 8, 4), at + 12
    return tag, vr, _number(data, at + 6, 2), at + 8


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + size], "little")
