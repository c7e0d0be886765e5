"""Questions as plain values (mappings, lists, text, numbers) and back: what YAML and JSON hold.

A node is a mapping with one key, its name; below it its fields, those that stand at their default left out:

    all_of:
      - age: {at_least_years: 18}
      - not: {exposed: {to: {classes: [PARP inhibitor]}}}

Numbers may come as text, because knowledge files are read as text; what is written is the same for equal questions.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeAlias, cast

from onward.criteria.exposure_nodes import DrugSet
from onward.criteria.limits import Limits
from onward.criteria.nodes import NODES, Criterion
from onward.terms import UsageError

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
_Kind: TypeAlias = "type[Criterion] | type[DrugSet] | type[Limits]"


def name_of(node: type[Criterion]) -> str:
    """The key of a node: AllOf is all_of, Her2Score is her2_score."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", node.__name__).lower()


NODE_NAMES: dict[str, type[Criterion]] = {name_of(node): node for node in NODES}


def to_plain(criterion: Criterion) -> dict[str, Plain]:
    """The question as one mapping; `from_plain` reads it back to an equal question."""
    fields = _fields_to_plain(criterion)
    # A node that only holds other questions needs no word for it: `not: ...` instead of `not: {of: ...}`.
    inside: Plain = fields["of"] if _only_holds(type(criterion)) else fields
    return {name_of(type(criterion)): inside}


def _only_holds(kind: type[Criterion]) -> bool:
    return [field.name for field in dataclasses.fields(kind)] == ["of"]


def _fields_to_plain(node: Criterion | DrugSet | Limits) -> dict[str, Plain]:
    plain: dict[str, Plain] = {}
    for field in dataclasses.fields(node):
        value: object = getattr(node, field.name)
        if field.default is not dataclasses.MISSING and value == field.default:
            continue
        plain[field.name] = _value_to_plain(value)
    return plain


def _value_to_plain(value: object) -> Plain:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return [_value_to_plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, DrugSet | Limits):
        return _fields_to_plain(value)
    # Every other field of a node holds a node: `_READERS` lists them all, and a test walks through it.
    return cast("Plain", to_plain(cast("Criterion", value)))


def from_plain(value: object) -> Criterion:
    """Read a question. Raises UsageError that names the place ("all_of[2].age") and what was expected there."""
    return _node(value, "")


def _node(value: object, place: str) -> Criterion:
    mapping = _mapping(value, place or "the question")
    if len(mapping) != 1:
        raise _wrong(place, f"a node is a mapping with one key, its name; {len(mapping)} keys came")
    ((name, inside),) = mapping.items()
    kind = NODE_NAMES.get(name)
    if kind is None:
        raise _wrong(place, f'there is no question "{name}"{_nearest(name, NODE_NAMES)}')
    here = f"{place}.{name}" if place else name
    if _only_holds(kind):
        inside = {"of": inside}
    return cast("Criterion", _build(kind, {} if inside in (None, "") else inside, here))


def _build(kind: _Kind, value: object, place: str) -> Criterion | DrugSet | Limits:
    given = _mapping(value, place)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for key in given:
        if key not in fields:
            raise _wrong(place, f'there is no field "{key}"{_nearest(key, fields)}')
    arguments: dict[str, object] = {}
    for name, field in fields.items():
        if name in given:
            below = place if name == "of" and _is_holder(fields) else f"{place}.{name}"
            arguments[name] = _READERS[str(field.type)](given[name], below)
        elif field.default is dataclasses.MISSING:
            raise _wrong(place, f'the field "{name}" is missing')
    try:
        return cast("Callable[..., Criterion | DrugSet | Limits]", kind)(**arguments)
    except UsageError as error:
        what = str(error).removeprefix("criterion: ")
        # The node names itself in its message; the place already does.
        raise _wrong(place, what.removeprefix(place.rsplit(".", maxsplit=1)[-1]).lstrip(": ")) from None


def _is_holder(fields: Mapping[str, object]) -> bool:
    return list(fields) == ["of"]


def _mapping(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise _wrong(place, "expected a mapping")
    keys = cast("Mapping[object, object]", value)
    if not all(isinstance(key, str) for key in keys):
        raise _wrong(place, "expected keys of text")
    return cast("Mapping[str, object]", value)


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise _wrong(place, "expected a list")
    return list(cast("list[object]", value))


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _wrong(place, "expected text")
    return value


def _integer(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _wrong(place, "expected a whole number")
    try:
        return int(value)
    except ValueError:
        raise _wrong(place, "expected a whole number") from None


def _decimal(value: object, place: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise _wrong(place, "expected a number")
    try:
        return Decimal(str(value))  # by its digits: Decimal(0.1) would be 0.1000000000000000055...
    except InvalidOperation:
        raise _wrong(place, "expected a number") from None


def _boolean(value: object, place: str) -> bool:
    words = {"true": True, "false": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in words:
        return words[value]
    raise _wrong(place, "expected true or false")


def _nodes(value: object, place: str) -> tuple[Criterion, ...]:
    return tuple(_node(item, f"{place}[{n}]") for n, item in enumerate(_list(value, place)))


def _texts(value: object, place: str) -> tuple[str, ...]:
    return tuple(_text(item, f"{place}[{n}]") for n, item in enumerate(_list(value, place)))


def _two_integers(value: object, place: str) -> tuple[int, int] | None:
    if value is None:
        return None
    items = _list(value, place)
    if len(items) != 2:
        raise _wrong(place, "expected two whole numbers")
    return (_integer(items[0], f"{place}[0]"), _integer(items[1], f"{place}[1]"))


_Reader: TypeAlias = "Callable[[object, str], object]"


def _or_none(read: _Reader) -> _Reader:
    return lambda value, place: None if value is None else read(value, place)


def _drugs(value: object, place: str) -> object:
    return _build(DrugSet, value, place)


def _limits(value: object, place: str) -> object:
    return _build(Limits, value, place)


_LITERALS = (
    "AskedSex", "AskedOnset", "TnmAxis", "StagedHow", "SpreadPattern", "MarkerName", "Sample", "AskedOrigin",
    "AskedTissue", "MatchLevel", "NormalLimit", "Scale", "Whichever", "MeasuredFrom", "EventKind",
    "ConditionStatus", "RecordKind",
)  # fmt: skip
_LISTS_OF_LITERALS = (
    "Menopausal", "PregnancyState", "AskedCns", "AskedSensitivity", "AskedCall", "IhcScore", "Effect", "AlterationKind",
    "AskedSetting", "AskedEnd", "IshState",
)  # fmt: skip

# How each type of a field is read, by the annotation as it stands in the node. A new one must be added here:
# reading a node of an unknown type fails in the tests, which read every node.
_READERS: dict[str, _Reader] = {
    "str": _text,
    "bool": _boolean,
    "int": _integer,
    "int | None": _or_none(_integer),
    "Decimal | None": _or_none(_decimal),
    "tuple[str, ...]": _texts,
    "tuple[int, int] | None": _two_integers,
    "Criterion": _node,
    "Criterion | None": _or_none(_node),
    "tuple[Criterion, ...]": _nodes,
    "DrugSet": _drugs,
    "DrugSet | None": _or_none(_drugs),
    "Limits": _limits,
    "Limits | None": _or_none(_limits),
    # A word out of a closed list: the node itself checks it.
    **dict.fromkeys(_LITERALS, _text),
    **{f"tuple[{name}, ...]": _texts for name in _LISTS_OF_LITERALS},
}


def _wrong(place: str, what: str) -> UsageError:
    return UsageError(f"criterion {place}: {what}" if place else f"criterion: {what}")


def _nearest(word: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
