"""The same resource more than once: copies count once, the newest version wins, and contents that contradict stay
both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
import orjson

from onward.intake.fhir.reader import RawResource
from onward.terms import Issue, Severity

# What differs between copies of one content: when a server stored it, and the text made from it for people.
_HOUSEKEEPING = ("meta", "text")


@dataclass(slots=True)
class _Content:
    """One content under an id: the first resource that has it, by its number in the input."""

    number: int
    resource: RawResource
    file: str
    plain: bytes = b""


@dataclass(frozen=True, slots=True)
class Settled:
    """duplicates   numbers of resources whose content came before
    superseded   numbers of older versions, each with the note that says so
    contradicting   one issue per id that has several contents of which none is the newer
    """

    duplicates: frozenset[int] = frozenset()
    superseded: Mapping[int, Issue] = field(default_factory=dict)
    contradicting: tuple[Issue, ...] = ()


class Copies:
    """Resources of one reading by kind and id; they are added in the order of the input and numbered by it."""

    def __init__(self) -> None:
        self._contents: dict[str, list[_Content]] = {}
        self._duplicates: set[int] = set()

    def add(self, number: int, resource: RawResource, file: str) -> None:
        # A resource without an id is known by its bytes, so only an exact copy is a duplicate of it.
        key = f"{resource.kind}/{resource.id}" if resource.id else f"{resource.kind}//{hash(resource.raw)}"
        known = self._contents.get(key)
        if known is None:
            self._contents[key] = [_Content(number, resource, file)]
            return
        if any(content.resource.raw == resource.raw for content in known):
            self._duplicates.add(number)
            return
        plain = _plain(resource)
        for content in known:
            content.plain = content.plain or _plain(content.resource)
        if any(content.plain == plain for content in known):
            self._duplicates.add(number)
            return
        known.append(_Content(number, resource, file, plain))

    def settle(self, person_of: Callable[[RawResource, str], str]) -> Settled:
        """What is left out and what is named, once all resources have been added.

        person_of   whose a resource of a file is: two people's Observation/1 are two resources, not two versions
        """
        superseded: dict[int, Issue] = {}
        contradicting: list[Issue] = []
        for contents in self._of_one_person(person_of):
            newest = _newest(contents)
            if newest is None:
                contradicting.append(_contradiction(contents))
            else:
                superseded |= {content.number: _older_version(content) for content in contents if content is not newest}
        return Settled(frozenset(self._duplicates), superseded, tuple(contradicting))

    def _of_one_person(self, person_of: Callable[[RawResource, str], str]) -> Iterator[list[_Content]]:
        """Groups of several contents under one id of one person."""
        for contents in self._contents.values():
            if len(contents) == 1:
                continue
            people: dict[str, list[_Content]] = {}
            for content in contents:
                people.setdefault(person_of(content.resource, content.file), []).append(content)
            yield from (own for own in people.values() if len(own) > 1)


def _plain(resource: RawResource) -> bytes:
    """The content without housekeeping, in one spelling."""
    try:
        body = orjson.loads(resource.raw)
        for key in _HOUSEKEEPING:
            body.pop(key, None)
        return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError, RecursionError, AttributeError):
        return resource.raw


class _Meta(msgspec.Struct):
    lastUpdated: str = ""
    versionId: str = ""


class _Versioned(msgspec.Struct):
    meta: _Meta = msgspec.field(default_factory=_Meta)


_decode_version = msgspec.json.Decoder(_Versioned).decode


def _newest(contents: list[_Content]) -> _Content | None:
    """The content with the latest lastUpdated, else the highest versionId; None when not every content has one of its
    own.
    """
    versions = [_version(content.resource) for content in contents]
    for ranks in (
        [version.lastUpdated for version in versions],
        [version.versionId.zfill(20) if version.versionId.isdigit() else "" for version in versions],
    ):
        if all(ranks) and len(set(ranks)) == len(ranks):
            return contents[ranks.index(max(ranks))]
    return None


def _version(resource: RawResource) -> _Meta:
    try:
        return _decode_version(resource.raw).meta
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _Meta()


def _named(content: _Content) -> tuple[str, str]:
    kind = content.resource.kind
    key = "" if kind == "Patient" else f"{kind}/{content.resource.id}"
    return kind, ", ".join(part for part in (content.resource.place, key) if part)


def _older_version(content: _Content) -> Issue:
    kind, place = _named(content)
    return Issue(
        file=content.file,
        place=place,
        what=f"an older version of this {kind}; a newer one is in the input",
        did="kept it, took the facts of the newer version",
        severity=Severity.NOTE,
    )


def _contradiction(contents: list[_Content]) -> Issue:
    kind, place = _named(contents[1])
    _, first = _named(contents[0])
    return Issue(
        file=contents[1].file,
        place=place,
        what=f"{len(contents)} different {kind} resources share this id;"
        f" the first is in {contents[0].file} at {first or 'the top'}",
        did="kept the facts of all of them; give each an id of its own, or meta.lastUpdated when they are versions",
        severity=Severity.WARNING,
    )
