"""FHIR JSON and NDJSON as a stream of resources, each with its exact original bytes and its place.

A bundle is cut into its resources without being turned into Python objects as a whole; bundles inside bundles are
opened,
contained resources stay inside theirs. What is broken becomes an `Issue` and the rest goes on: a bad line of NDJSON
costs
that line, a file that was cut off keeps the entries that are complete.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
import orjson

from onward.intake.fhir.salvage import (
    ENTRY_ARRAY,
    broken,
    cut_off,
    damaged_gzip,
    issue,
    odd_entry,
    odd_head,
)
from onward.intake.files import Encoding, Format, FoundFile, open_bytes
from onward.intake.json_damage import UNREADABLE, objects_in
from onward.terms import Issue, Severity


class RawResource(NamedTuple):
    """One resource as it stands in a file.

    kind      its resourceType
    id        its id, "" when it has none
    raw       its original bytes, from brace to brace (UTF-16 files: of their UTF-8 form)
    place     where in the file: "entry[12].resource", "line 40", "" for a file that is one resource
    offset    of `raw` in the uncompressed file, in bytes
    full_url  the entry's fullUrl, "" when there is none
    bundle    which bundle of the file it stands in, counted from 1; 0 when in none
    """

    kind: str
    id: str
    raw: bytes
    place: str
    offset: int
    full_url: str
    bundle: int


class _Entry(msgspec.Struct):
    fullUrl: str | None = None
    resource: msgspec.Raw = msgspec.Raw(b"")


class _Outline(msgspec.Struct):
    resourceType: str = ""
    id: str = ""
    entry: list[_Entry] = []


_decode_outline = msgspec.json.Decoder(_Outline).decode
# A resource with its entries where it is a bundle of FHIR's shape.
_Cut = tuple[RawResource, list[_Entry] | None]
# How most resources begin. Used only for entries of a bundle that has been read as JSON already.
_USUAL_HEAD = re.compile(rb'\{\s*"resourceType"\s*:\s*"([A-Za-z]+)"\s*,\s*"id"\s*:\s*"([A-Za-z0-9.-]{1,64})"')
_decode_entry = msgspec.json.Decoder(_Entry).decode


def read_resources(file: FoundFile) -> Iterator[RawResource | Issue]:
    """The resources of one file in their order. NDJSON is read line by line; a JSON file is held in memory.

    A file in which nothing stands says so. Raises OSError when the disk fails; everything that is wrong with the
    content is an `Issue`.
    """
    empty = True
    for found in _cut(file):
        empty = False
        yield found
    if empty:
        yield Issue(
            file=file.name,
            place="",
            what="holds no resource: an empty bundle or an empty list",
            did="read nothing from it; check whether the export was complete",
        )


def _cut(file: FoundFile) -> Iterator[RawResource | Issue]:
    if file.format is Format.FHIR_NDJSON and file.encoding is not Encoding.UTF16:
        yield from _Cutter(file.name).lines(file)
        return
    data, problem = _whole(file)
    if problem is not None:
        yield problem
    cutter = _Cutter(file.name)
    if file.format is Format.FHIR_NDJSON:
        yield from cutter.split_lines(data)
    else:
        yield from cutter.document(data)


def parse(resource: RawResource, file: str) -> Mapping[str, Any] | Issue:
    """The resource as a JSON object, or why it is none (not UTF-8, nested too deep, broken)."""
    try:
        body = orjson.loads(resource.raw)
    except (orjson.JSONDecodeError, RecursionError) as error:
        return broken(file, resource.place, resource.raw, error)
    if not isinstance(body, dict):
        return issue(file, resource.place, "expected a JSON object, found another value", "kept its bytes")
    return body


class _Person(msgspec.Struct, rename={"for_": "for"}):
    """The elements that name a person in any kind of resource; each may hold anything."""

    subject: Any = None
    patient: Any = None
    beneficiary: Any = None
    individual: Any = None
    for_: Any = None
    contained: Any = None


_decode_person = msgspec.json.Decoder(_Person).decode


def parse_person(resource: RawResource, file: str) -> Mapping[str, Any] | Issue:
    """Of a resource that gives no facts only what names its person: five times faster than reading all of it."""
    try:
        if not resource.raw.isascii():
            resource.raw.decode()
        found = _decode_person(resource.raw)
    except UNREADABLE:
        return parse(resource, file)
    named = {
        "subject": found.subject,
        "patient": found.patient,
        "beneficiary": found.beneficiary,
        "individual": found.individual,
        "for": found.for_,
        "contained": found.contained,
    }
    return {key: value for key, value in named.items() if value is not None}


def _whole(file: FoundFile) -> tuple[bytes, Issue | None]:
    """All bytes of a JSON file as UTF-8 without byte order mark; what a damaged gzip still gives, with an issue."""
    pieces: list[bytes] = []
    problem = None
    with open_bytes(file.path, gzipped=file.gzipped) as opened:
        try:
            while piece := opened.read(1 << 20):
                pieces.append(piece)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            problem = damaged_gzip(file.name)
    data = b"".join(pieces)
    match file.encoding:
        case Encoding.UTF8:
            return data, problem
        case Encoding.UTF8_BOM:
            return data, problem
        case Encoding.UTF16:
            try:
                return data.decode("utf-16").encode(), problem
            except UnicodeDecodeError:
                text = data.decode("utf-16", errors="replace")
                return text.encode(), issue(
                    file.name, "", "UTF-16 text with broken characters", "read it; save the file as UTF-8"
                )


class _Cutter:
    """Cuts one file into resources and numbers its bundles."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bundles = 0

    def lines(self, file: FoundFile) -> Iterator[RawResource | Issue]:
        """NDJSON from disk: one line in memory at a time."""
        offset = 0
        with open_bytes(file.path, gzipped=file.gzipped) as opened:
            number = 0
            while True:
                try:
                    line = opened.readline()
                except (EOFError, zlib.error, gzip.BadGzipFile):
                    yield damaged_gzip(file.name)
                    return
                if not line:
                    return
                number += 1
                yield from self._line(line, number, offset)
                offset += len(line)

    def split_lines(self, data: bytes) -> Iterator[RawResource | Issue]:
        offset = 0
        for number, line in enumerate(data.splitlines(keepends=True), start=1):
            yield from self._line(line, number, offset)
            offset += len(line)

    def _line(self, line: bytes, number: int, offset: int) -> Iterator[RawResource | Issue]:
        text = line.strip()
        if text.startswith(b"\xef\xbb\xbf"):
            text = text[3:].lstrip()
        if not text:
            return
        place = f"line {number}"
        yield from self._opened(self._cut(text, place, offset + line.find(text[:1]), "", 0), f"{place}, ")

    def document(self, data: bytes) -> Iterator[RawResource | Issue]:
        """A file that is one JSON document: a bundle, one resource, or (against the standard) an array of them."""
        start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        while start < len(data) and data[start] in b" \t\r\n":
            start += 1
        text = data[start:].rstrip() if start else data.rstrip()
        if text[:1] == b"[":
            yield from self._array(text, start)
            return
        found = self._cut(text, "", start, "", 0)
        if isinstance(found, Issue):
            yield from self._salvage(text, start, found)
        else:
            yield from self._opened(found, "")

    def _array(self, text: bytes, offset: int) -> Iterator[RawResource | Issue]:
        yield issue(
            self._name,
            "",
            "a JSON array of resources, which FHIR does not know",
            "read each element as a resource; export a Bundle or NDJSON",
            Severity.NOTE,
        )
        for number, (start, end) in enumerate(objects_in(text, 1)):
            place = f"[{number}]"
            if end is None:
                yield cut_off(self._name, place, number)
                return
            yield from self._opened(self._cut(text[start:end], place, offset + start, "", 0), f"{place}.")

    def _cut(self, raw: bytes, place: str, offset: int, url: str, bundle: int) -> _Cut | Issue:
        """One resource by its head, and its entries when it is a bundle; the rest of it stays bytes."""
        entries: list[_Entry] | None = None
        try:
            outline = _decode_outline(raw)
            kind, key, entries = outline.resourceType, outline.id, outline.entry
        except msgspec.ValidationError:
            kind, key = odd_head(raw)
        except UNREADABLE as error:
            return broken(self._name, place, raw, error)
        if not kind:
            return issue(self._name, place, "a JSON value without resourceType", "skipped it; it is no FHIR resource")
        return RawResource(kind, key, raw, place, offset, url, bundle), entries

    def _opened(self, found: _Cut | Issue, prefix: str) -> Iterator[RawResource | Issue]:
        """A resource as it is, a bundle as its entries; bundles among these are opened too."""
        if isinstance(found, Issue):
            yield found
            return
        whole, entries = found
        if whole.kind != "Bundle":
            yield whole
            return
        self._bundles += 1
        number = self._bundles
        if entries is None:
            yield from self._loose_entries(whole.raw, whole.offset, prefix, number)
            return
        found_from = 0
        for index, entry in enumerate(entries):
            raw = bytes(entry.resource)
            if not raw or raw == b"null":
                continue  # an entry of a transaction response or a deletion in a history has no resource
            found_from = _position(whole.raw, raw, found_from)
            place, offset, url = f"{prefix}entry[{index}].resource", whole.offset + found_from, entry.fullUrl or ""
            found_from += len(raw)
            head = _USUAL_HEAD.match(raw)
            if head is not None and head[1] != b"Bundle":
                yield RawResource(head[1].decode(), head[2].decode(), raw, place, offset, url, number)
            else:
                yield from self._entry(raw, place, offset, url, number)

    def _entry(self, raw: bytes, place: str, offset: int, url: str, bundle: int) -> Iterator[RawResource | Issue]:
        yield from self._opened(self._cut(raw, place, offset, url, bundle), f"{place}.")

    def _loose_entries(
        self, text: bytes, offset: int, prefix: str, bundle: int, *, cut: bool = False
    ) -> Iterator[RawResource | Issue]:
        """The entries of a bundle whose shape is not FHIR's (or that was cut off), each on its own."""
        opening = ENTRY_ARRAY.search(text)
        if opening is None:
            yield issue(
                self._name,
                f"{prefix}entry",
                "a Bundle whose entry is no array of objects",
                "read nothing of it; export it again",
                Severity.ERROR,
            )
            return
        for index, (start, end) in enumerate(objects_in(text, opening.end())):
            place = f"{prefix}entry[{index}]"
            if end is None:
                if not cut:
                    yield cut_off(self._name, place, index)
                return
            try:
                entry = _decode_entry(text[start:end])
                url, raw = entry.fullUrl or "", bytes(entry.resource)
            except msgspec.ValidationError:
                url, raw = odd_entry(text[start:end])
            except UNREADABLE as error:
                yield broken(self._name, place, text[start:end], error)
                continue
            if raw and raw != b"null":
                at = offset + start + text[start:end].find(raw)
                yield from self._entry(raw, f"{place}.resource", at, url, bundle)

    def _salvage(self, text: bytes, offset: int, problem: Issue) -> Iterator[RawResource | Issue]:
        """What a broken JSON file still holds: the complete entries of its bundle."""
        if ENTRY_ARRAY.search(text) is None or b'"Bundle"' not in text:
            yield problem
            return
        self._bundles += 1
        read = list(self._loose_entries(text, offset, "", self._bundles, cut=True))
        count = sum(1 for item in read if isinstance(item, RawResource))
        yield issue(
            self._name,
            problem.place,
            problem.what,
            f"read the {count} entries that are complete; the rest is not in the answers: export the file again",
            Severity.ERROR,
        )
        yield from read


def _position(text: bytes, part: bytes, start: int) -> int:
    """Where `part` stands in `text` from `start` on; found by its first bytes, which is faster than by all."""
    beginning = part[:48]
    at = text.find(beginning, start)
    while at >= 0 and not text.startswith(part, at):
        at = text.find(beginning, at + 1)
    return max(at, start)
