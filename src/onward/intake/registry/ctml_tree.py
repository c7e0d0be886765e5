"""The `match` trees of CTML: lists and `and` are all of their parts, `or` at least one, everything else is a leaf.

A list of conditions without a word means all of them, and so do several keys of one object (dfci/matchengine-V2,
create_match_tree; opened 2026-11-28).
"""

from __future__ import annotations

import re

import orjson

from onward.registry import MatchAll, MatchAny, MatchField, MatchLeaf, MatchNot, MatchTree, MatchUnread

_DEEPEST = 60
_ALL = re.compile(r"and\d*")
_ANY = re.compile(r"or\d*")


def match_tree(value: object) -> MatchTree | None:
    """The tree of a `match`; None where there is none."""
    if value is None or value == [] or value == {} or value == "":
        return None
    return _tree(value, 0)


def _tree(value: object, depth: int) -> MatchTree:
    if depth > _DEEPEST:
        return MatchUnread(text="conditions nested deeper than any trial's")
    if isinstance(value, list):
        return _all(tuple(_tree(item, depth + 1) for item in value))
    if isinstance(value, dict) and value:
        return _all(tuple(_keyed(str(key), item, depth + 1) for key, item in value.items()))
    return MatchUnread(text=_shown(value))


def _all(parts: tuple[MatchTree, ...]) -> MatchTree:
    return parts[0] if len(parts) == 1 else MatchAll(parts=parts)


def _keyed(key: str, value: object, depth: int) -> MatchTree:
    word = key.strip().lower()
    if _ALL.fullmatch(word):
        return _tree(value, depth)
    if _ANY.fullmatch(word):
        if not isinstance(value, list):
            return _tree(value, depth)
        parts = tuple(_tree(item, depth + 1) for item in value)
        return parts[0] if len(parts) == 1 else MatchAny(parts=parts)
    if word == "not":
        return MatchNot(part=_tree(value, depth))
    if isinstance(value, dict) and value and not any(isinstance(item, dict) for item in value.values()):
        return MatchLeaf(kind=word, fields=tuple(_field(str(name), item) for name, item in value.items()))
    return MatchUnread(text=f"{key}: {_shown(value)}")


def _field(name: str, value: object) -> MatchField:
    text = ", ".join(_shown(item) for item in value) if isinstance(value, list) else _shown(value)
    text = text.strip()
    negated = text.startswith("!")
    return MatchField(name=name.strip().upper(), value=text[1:].strip() if negated else text, negated=negated)


def _shown(value: object) -> str:
    """A value as text; an object or list as compact JSON, cut at a length that fits a line of a list."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value}"
        case _:
            try:
                return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
            except (TypeError, ValueError, RecursionError):
                return "something that cannot be shown"
