"""One form of a record as bytes, so that its hash is its identity and a signature over it holds everywhere.

JSON with sorted keys, no white space, ASCII only; every number is a string as it was written ("30.0" stays so), because
JSON's own numbers are read back differently by different programs. Fields that are empty are left out. Reading is
strict: an unknown field, another type or another spelling of the same record is no record.
"""

from __future__ import annotations

import json
import re
import types
import typing
import unicodedata
from dataclasses import fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from hashlib import sha256

from onward.engines.response.readings.records import (
    Agreement,
    Assignment,
    Case,
    Category,
    Image,
    Mark,
    Read,
    Record,
    Withdrawal,
)

SCHEMA = "onward.read/1"
"""Raised when a record written before would be read differently."""

_KINDS: dict[str, type[Record]] = {
    "case": Case,
    "assignment": Assignment,
    "withdrawal": Withdrawal,
    "read": Read,
    "agreement": Agreement,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_PARTS: frozenset[type[object]] = frozenset((Image, Mark, Category))
_MOST_DIGITS = 30
# What a terminal would obey, and what no encoding can write.
_NO_SIGNS = frozenset(("Cc", "Cs"))
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class NoRecordError(ValueError):
    """These bytes are no record; the message says why, without repeating them."""


def record_bytes(record: Record) -> bytes:
    """The canonical form."""
    plain = {"schema": SCHEMA, "kind": _NAMES[type(record)], **_fields(record)}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def record_id(record: Record) -> str:
    """SHA-256 of the canonical form, hexadecimal."""
    return sha256(record_bytes(record)).hexdigest()


def record_of(raw: bytes) -> Record:
    """A record from its canonical form. Raises NoRecordError for anything else."""
    try:
        plain: object = json.loads(raw, parse_float=_no_float, parse_int=_no_float, parse_constant=_no_float)
    except NoRecordError:
        raise
    except (ValueError, RecursionError):
        raise NoRecordError("no JSON") from None
    record = record_of_plain(plain)
    if record_bytes(record) != raw:
        raise NoRecordError("not in canonical form")
    return record


def record_of_plain(plain: object) -> Record:
    """A record from its JSON object. Raises NoRecordError for anything else."""
    if not isinstance(plain, dict):
        raise NoRecordError("no JSON object")
    held = dict(typing.cast("dict[str, object]", plain))
    schema, kind = held.pop("schema", None), held.pop("kind", None)
    if schema != SCHEMA:
        raise NoRecordError(f"schema is not {SCHEMA}: a newer Onward may read it")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise NoRecordError("an unknown kind of record")
    record = typing.cast("Record", _value_of(_KINDS[kind], held))
    _check(record)
    return record


def moment(at: str) -> datetime:
    """An instant as records hold it. Raises NoRecordError for another form."""
    if not _MOMENT.fullmatch(at):
        raise NoRecordError("a time that is not written YYYY-MM-DDThh:mm:ssZ")
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        raise NoRecordError("a time that no clock shows") from None


def _check(record: Record) -> None:
    moment(record.at)
    if not record.person:
        raise NoRecordError("names no person")
    match record:
        case Case():
            if not record.visits or not record.criteria or not record.by:
                raise NoRecordError("a case without visits, criteria or who asks for it")
        case Assignment():
            if not record.case or not record.reader or not record.by:
                raise NoRecordError("an assignment without case, reader or who assigns")
        case Withdrawal():
            if not record.case or not record.assignment or not record.by:
                raise NoRecordError("a withdrawal without case, assignment or who withdraws")
        case Read():
            if not record.case or not record.reader or not record.marks:
                raise NoRecordError("a read without case, reader or marks")
            if any(not mark.lesion or not mark.visit or not mark.measure for mark in record.marks):
                raise NoRecordError("a mark without lesion, visit or measure")
        case Agreement():
            if not record.case or not record.read or not record.reader:
                raise NoRecordError("an agreement without case, read or reader")


def _no_float(text: str) -> object:
    raise NoRecordError(f"a bare number ({text[:12]}): numbers are written as strings")


def _fields(value: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in _types(type(value)):
        plain = _plain(getattr(value, name))
        if plain not in ("", None, []):
            found[name] = plain
    return found


def _plain(value: object) -> object:
    match value:
        case None | str() | bool():
            return value
        case Decimal():
            return str(value)
        case Enum():
            return str(value.value)
        case tuple():
            return [_plain(item) for item in typing.cast("tuple[object, ...]", value)]
        case _:
            return _fields(value)


@lru_cache(maxsize=32)
def _types(kind: type[object]) -> dict[str, object]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}  # pyright: ignore[reportArgumentType]  (dataclasses)


def _value_of(kind: type[object], plain: object) -> object:
    if not isinstance(plain, dict):
        raise NoRecordError("an object was expected")
    held = typing.cast("dict[str, object]", plain)
    known = _types(kind)
    if not held.keys() <= known.keys():
        raise NoRecordError("a field that is not known: a newer Onward may read it")
    given = {name: _typed(known[name], value) for name, value in held.items()}
    try:
        return kind(**given)
    except TypeError:
        raise NoRecordError("a field is missing") from None


def _typed(wanted: object, value: object) -> object:
    """`value` as the type that the field has."""
    origin = typing.get_origin(wanted)
    parts = typing.get_args(wanted)
    if origin is types.UnionType:
        (wanted,) = [part for part in parts if part is not type(None)]
        return _typed(wanted, value)
    if origin is tuple:
        if not isinstance(value, list):
            raise NoRecordError("a list was expected")
        items = typing.cast("list[object]", value)
        if parts[-1] is Ellipsis:
            return tuple(_typed(parts[0], item) for item in items)
        if len(items) != len(parts):
            raise NoRecordError("a position has three numbers")
        return tuple(_typed(part, item) for part, item in zip(parts, items, strict=True))
    if wanted is bool:
        if not isinstance(value, bool):
            raise NoRecordError("true or false was expected")
        return value
    if isinstance(wanted, type) and wanted in _PARTS:
        return _value_of(typing.cast("type[object]", wanted), value)
    if not isinstance(value, str):
        raise NoRecordError("a text was expected")
    if wanted is str:
        if any(unicodedata.category(sign) in _NO_SIGNS for sign in value):
            raise NoRecordError("text with control characters or halves of characters")
        return value
    if wanted is Decimal:
        return _decimal(value)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        try:
            return wanted(value)
        except ValueError:
            raise NoRecordError("a word that is not one of those allowed") from None
    raise AssertionError(f"records have no fields of type {wanted}")


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NoRecordError("a number was expected") from None
    if not number.is_finite() or len(text) > _MOST_DIGITS or str(number) != text:
        raise NoRecordError("a number in another form than a plain decimal")
    return number
