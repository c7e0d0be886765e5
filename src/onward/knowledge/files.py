"""Reading a knowledge file: YAML in, typed and cited values out, and a `KnowledgeError` with file and line for
anything else.

All scalars are read as text: plain YAML would turn a gene called NO into False and version 1.10 into 1.1.
"""

from __future__ import annotations

import contextlib
import dataclasses
import difflib
import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from onward.terms import KnowledgeError

DATA = Path(__file__).parent / "data"

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeSource:
    """Where a value comes from.

    verified   the page or paper itself was opened; False: memory or a secondary reference
    checked    day on which it was last looked at
    """

    key: str
    title: str
    url: str = ""
    doi: str = ""
    checked: date
    verified: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeFile:
    """One reviewed file: its head, typed, and its body as read.

    id        folder and name without ending ("codes/drugs")
    review    "none" until clinicians have signed
    expires   day from which its content is shown as stale
    sha256    of the file's bytes
    body      everything that is not head, still as text, mappings and lists
    """

    path: Path
    id: str
    version: str
    about: str
    sources: Mapping[str, KnowledgeSource]
    review: str
    expires: date
    sha256: str
    body: Mapping[str, object]

    def broken(self, what: str, *steps: str | int) -> KnowledgeError:
        """The error to raise for something wrong at `steps` (keys and indexes) of this file."""
        return _broken(self.path, what, steps)


_HEAD = ("id", "version", "about", "sources", "review", "expires")


def read_file(path: Path) -> KnowledgeFile:
    """Read one file and check its head.

    Raises KnowledgeError when it is missing, no YAML, or its head lacks something.
    """
    content, digest = _load(path)
    if not isinstance(content, dict):
        raise _broken(path, "expected keys and values at the top of the file", ())
    head = {key: content[key] for key in _HEAD if key in content}
    for key in _HEAD:
        if key not in head:
            raise _broken(path, f'the key "{key}" is missing at the top of the file', ())
    sources = head["sources"]
    if not isinstance(sources, dict):
        raise _broken(path, "expected sources as {KEY: {title, url, checked, verified}}", ("sources",))
    return KnowledgeFile(
        path=path,
        id=_text(path, head, "id"),
        version=_text(path, head, "version"),
        about=_text(path, head, "about"),
        sources={
            key: _entry(
                path, KnowledgeSource, {"key": key, **_mapping(path, value, ("sources", key))}, ("sources", key)
            )
            for key, value in sources.items()
        },
        review=_text(path, head, "review"),
        expires=_value(path, date, head["expires"], ("expires",)),
        sha256=digest,
        body={key: value for key, value in content.items() if key not in _HEAD},
    )


def entries(
    file: KnowledgeFile, kind: type[_Entry], *steps: str, renamed: Mapping[str, str] | None = None
) -> tuple[_Entry, ...]:
    """The list at `steps` of the body as values of the dataclass `kind`; () when the key is absent.

    renamed   key in the file -> field of the class, where the file's word is a Python keyword
    Every key must be a field, every field without default must be there, and every `source` must be a key of `sources`.
    Raises KnowledgeError that names file, line and the nearest key.
    """
    found: object = file.body
    for step in steps:
        found = found.get(step, []) if isinstance(found, dict) else []
    if found == "":
        return ()
    if not isinstance(found, list):
        raise file.broken("expected a list", *steps)
    return tuple(_cited(file, kind, item, (*steps, index), renamed or {}) for index, item in enumerate(found))


def entry(file: KnowledgeFile, kind: type[_Entry], *steps: str) -> _Entry:
    """The one mapping at `steps` of the body as a value of the dataclass `kind`. Raises KnowledgeError as `entries`
    does.
    """
    found: object = file.body
    for step in steps:
        if not isinstance(found, dict) or step not in found:
            raise file.broken(f'the key "{step}" is missing')
        found = found[step]
    return _cited(file, kind, found, steps, {})


def _cited(
    file: KnowledgeFile,
    kind: type[_Entry],
    item: object,
    place: tuple[str | int, ...],
    words: Mapping[str, str],
) -> _Entry:
    """One entry, and every `source` of it checked against the file's sources."""
    mapping = {words.get(key, key): value for key, value in _mapping(file.path, item, place).items()}
    made = _entry(file.path, kind, mapping, place)
    for key in getattr(made, "source", ()):
        if key not in file.sources:
            raise file.broken(f'unknown source "{key}".{_did_you_mean(key, file.sources)}', *place, "source")
    return made


def only_keys(file: KnowledgeFile, *allowed: str) -> None:
    """Raises KnowledgeError when the body has a key that its reader does not know."""
    for key in file.body:
        if key not in allowed:
            raise file.broken(f'unknown key "{key}".{_did_you_mean(key, allowed)}', key)


def _load(path: Path) -> tuple[object, str]:
    """The file's content and the hash of its bytes.

    Parsing YAML takes a hundred times longer than reading the same as JSON, so what was parsed is kept beside the
    file in
    `__pycache__`, as Python keeps bytecode: under the hash of the bytes, and only where the folder can be written.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(
            f"{_short(path)}: the file cannot be read ({error.strerror}). Install Onward again."
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    kept = path.parent / "__pycache__" / f"{path.name}.json"
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        found = orjson.loads(kept.read_bytes())
        if found["sha256"] == digest:
            return found["content"], digest
    content = _parse(path, data)
    with contextlib.suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(orjson.dumps({"sha256": digest, "content": content}))
        part.replace(kept)
    return content, digest


def _loader() -> Any:
    """A loader that makes only text, lists and mappings; that of libyaml is ten times faster, where Python has it."""
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _parse(path: Path, data: bytes) -> object:
    import yaml  # only what is read for the first time needs it

    try:
        return yaml.load(data, Loader=_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "not readable as YAML"
        raise KnowledgeError(f"{_short(path)}{line}: {problem}. Check quotes and indentation.") from error


def _entry(path: Path, kind: type[_Entry], mapping: Mapping[str, object], place: Sequence[str | int]) -> _Entry:
    fields = _fields(kind)
    for key in mapping:
        if key not in fields:
            raise _broken(path, f'unknown key "{key}".{_did_you_mean(key, fields)}', (*place, key))
    values: dict[str, object] = {}
    for name, (wanted, required) in fields.items():
        if name in mapping:
            values[name] = _value(path, wanted, mapping[name], (*place, name))
        elif required:
            raise _broken(path, f'the key "{name}" is missing', place)
    return kind(**values)


@lru_cache(maxsize=256)
def _fields(kind: type) -> Mapping[str, tuple[Any, bool]]:
    """Field name -> (type, is required) of a dataclass."""
    hints = get_type_hints(kind)
    return {
        field.name: (
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
        if field.init
    }


def _value(path: Path, wanted: Any, given: object, place: Sequence[str | int]) -> Any:
    """Text of the file as the type that a field wants; a lone text counts as a list of one."""
    if wanted is object:
        return given  # read further by whoever knows its shape
    if wanted is str:
        if isinstance(given, str):
            return given
        raise _broken(path, "expected text", place)
    origin = get_origin(wanted)
    if origin is tuple:
        items = given if isinstance(given, list) else [given] if given != "" else []
        inner = get_args(wanted)[0]
        if inner is str and all(type(item) is str for item in items):
            return tuple(items)
        return tuple(_value(path, inner, item, (*place, index)) for index, item in enumerate(items))
    if origin is Mapping:
        inner = get_args(wanted)[1]
        found = _mapping(path, given, place)
        return {key: _value(path, inner, item, (*place, key)) for key, item in found.items()}
    if origin is Literal:
        words = get_args(wanted)
        if given in words:
            return given
        raise _broken(path, f'expected one of {", ".join(repr(word) for word in words)}, found "{given}"', place)
    if origin in (Union, UnionType):
        if given in ("", "null", "~"):
            return None
        inner = next(part for part in get_args(wanted) if part is not type(None))
        return _value(path, inner, given, place)
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return _entry(path, wanted, _mapping(path, given, place), place)
    return _scalar(path, wanted, given, place)


def _scalar(path: Path, wanted: Any, given: object, place: Sequence[str | int]) -> Any:
    if not isinstance(given, str):
        raise _broken(path, "expected one value", place)
    try:
        if wanted is bool:
            return {"true": True, "false": False}[given]
        if wanted is Decimal:
            return Decimal(given)
        if wanted is int:
            return int(given)
        if wanted is date:
            return date.fromisoformat(given)
    except (KeyError, InvalidOperation, ValueError):
        shape = {bool: "true or false", Decimal: "a number", int: "a whole number", date: "a date as 2026-01-31"}
        raise _broken(path, f'expected {shape[wanted]}, found "{given}"', place) from None
    raise TypeError(f"no reading for fields of type {wanted}")


def _mapping(path: Path, value: object, place: Sequence[str | int]) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    raise _broken(path, "expected keys and values", place)


def _text(path: Path, head: Mapping[str, object], key: str) -> str:
    value = head[key]
    if isinstance(value, str):
        return value
    raise _broken(path, "expected text", (key,))


def _did_you_mean(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else f" Known: {', '.join(known)}."


def _broken(path: Path, what: str, place: Sequence[str | int]) -> KnowledgeError:
    line = _line(path, place)
    return KnowledgeError(f"{_short(path)}{f':{line}' if line else ''}: {what}")


def _short(path: Path) -> str:
    return "/".join(path.parts[-2:])


def _line(path: Path, place: Sequence[str | int]) -> int | None:
    """The line on which `place` stands, found by reading the file again with positions."""
    if not place:
        return None
    import yaml

    node = yaml.compose(path.read_bytes(), Loader=_loader())
    line = None
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
