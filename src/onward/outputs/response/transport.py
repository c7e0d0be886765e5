"""SAS transport files, version 5: the form in which regulators take SDTM tables.

SAS technical note TS-140. Text in ASCII columns as wide as their longest value (1 to 200 characters), numbers as IBM
floating point of 8 bytes. The times in the headers are those of SAS's first day, so that the same rows give the same
bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Collection
from fractions import Fraction

from onward.outputs.response.tables import Table

_LONGEST = 200
_DAY = b"01JAN60:00:00:00"
_ZEROS = b"0" * 30


def transport_bytes(table: Table, *, numbers: Collection[str], label: str) -> bytes:
    """The table as a transport file with one data set.

    numbers   columns that hold numbers; "" in them is missing
    label     of the data set, at most 40 characters
    Text that ASCII does not hold is written as "?", text over 200 characters is cut: the format takes no more.
    """
    widths = [8 if name in numbers else _width(table, index) for index, name in _numbered(table)]
    parts = [
        _header("LIBRARY", _ZEROS),
        _text("SAS", 8) + _text("SAS", 8) + _text("SASLIB", 8) + _text("9.4", 8) + _text("", 8) + _text("", 24) + _DAY,
        _DAY + _text("", 64),
        _header("MEMBER", b"000000000000000001600000000140"),
        _header("DSCRPTR", _ZEROS),
        _text("SAS", 8)
        + _text(table.name.upper(), 8)
        + _text("SASDATA", 8)
        + _text("9.4", 8)
        + _text("", 8)
        + _text("", 24)
        + _DAY,
        _DAY + _text("", 16) + _text(label, 40) + _text("", 8),
        _header("NAMESTR", f"000000{len(table.columns):04d}".encode() + b"0" * 20),
    ]
    names = b""
    at = 0
    for (index, name), width in zip(_numbered(table), widths, strict=True):
        names += _name(name, index + 1, width, at, is_number=name in numbers)
        at += width
    parts += [_padded(names), _header("OBS", _ZEROS)]
    rows = b"".join(
        _number(cell) if name in numbers else _text(cell, width)
        for row in table.rows
        for name, cell, width in zip(table.columns, row, widths, strict=True)
    )
    return b"".join(parts) + _padded(rows)


def _numbered(table: Table) -> list[tuple[int, str]]:
    return list(enumerate(table.columns))


def _width(table: Table, index: int) -> int:
    longest = max((len(row[index]) for row in table.rows), default=1)
    return min(max(longest, 1), _LONGEST)


def _header(kind: str, numbers: bytes) -> bytes:
    return b"HEADER RECORD*******" + kind.encode().ljust(8) + b"HEADER RECORD!!!!!!!" + numbers + b"  "


def _text(value: str, width: int) -> bytes:
    return value.encode("ascii", "replace")[:width].ljust(width)


def _name(name: str, number: int, width: int, at: int, *, is_number: bool) -> bytes:
    kind = 1 if is_number else 2
    return (
        struct.pack(">hhhh", kind, 0, width, number)
        + _text(name, 8)
        + _text(name, 40)
        + _text("", 8)
        + struct.pack(">hhhh", 0, 0, 0, 0)
        + _text("", 8)
        + struct.pack(">hhl", 0, 0, at)
        + bytes(52)
    )


def _padded(content: bytes) -> bytes:
    return content + b" " * (-len(content) % 80)


def _number(cell: str) -> bytes:
    """IBM floating point: sign, exponent of 16 with excess 64, and 56 bits of fraction."""
    if not cell:
        return b"." + bytes(7)
    # By way of binary floating point, which this format holds exactly: programs that read it cut off what lies below.
    value = Fraction(float(cell))
    if value == 0:
        return bytes(8)
    sign = 0x80 if value < 0 else 0
    value = abs(value)
    exponent = 0
    while value >= 1:
        value /= 16
        exponent += 1
    while value < Fraction(1, 16):
        value *= 16
        exponent -= 1
    return bytes([sign | (exponent + 64)]) + round(value * (1 << 56)).to_bytes(7, "big")
