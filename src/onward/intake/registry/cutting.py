"""Files of trials cut into single trials, each with its original bytes and its place.

What is broken becomes an `Issue`, and the rest goes on: a bad line costs that line, a page that was cut off keeps the
studies that are complete.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import msgspec
import orjson

from onward.intake.json_damage import bad_utf8, objects_in
from onward.intake.registry.ctgov_v2 import STUDY_KEYS
from onward.intake.registry.ctml import is_ctml
from onward.intake.registry.fields import Fields
from onward.intake.registry.finding import TextShape
from onward.intake.registry.raw import LostTrial, RawTrial, TrialFormat, trial_issue
from onward.intake.registry.research_study import references_in
from onward.terms import Issue, Severity

# A trial, a record that could not be read, or something to know of the file as a whole.
Cut = RawTrial | LostTrial | Issue

_STUDIES = re.compile(rb'"studies"\s*:\s*\[')
_DOCUMENT_END = re.compile(rb"^(?:---|\.\.\.)[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_XML_STUDY = re.compile(rb"<clinical_study\b.*?</clinical_study\s*>", re.DOTALL)
# Signs that XML 1.0 does not allow; some old exports hold them.
_XML_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class _Page(msgspec.Struct):
    studies: list[msgspec.Raw] = []


class _Entry(msgspec.Struct):
    fullUrl: str | None = None
    resource: msgspec.Raw = msgspec.Raw(b"null")


class _Bundle(msgspec.Struct):
    entry: list[_Entry] = []


_decode_page = msgspec.json.Decoder(_Page).decode
_decode_bundle = msgspec.json.Decoder(_Bundle).decode
_decode_array = msgspec.json.Decoder(list[msgspec.Raw]).decode


def cut_text(data: bytes, shape: TextShape, name: str) -> Iterator[Cut]:
    """The trials of a whole text (UTF-8, a byte order mark is passed over)."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    match shape:
        case TextShape.LINES:
            yield from cut_lines(data.splitlines(keepends=True), name)
        case TextShape.JSON:
            yield from _Cutter(name).document(data[start:], "", start)
        case TextShape.XML:
            yield from _cut_xml(data[start:], name, start)
        case TextShape.YAML:
            yield from _cut_yaml(data[start:], name, start)


def cut_lines(lines: Iterable[bytes], name: str) -> Iterator[Cut]:
    """The trials of NDJSON, one line in memory at a time."""
    cutter = _Cutter(name)
    offset = 0
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith(b"\xef\xbb\xbf"):
            text = text[3:].lstrip()
        if text:
            yield from cutter.document(text, f"line {number}", offset + line.find(text[:1]))
        offset += len(line)


class _Cutter:
    """Cuts JSON documents of one file."""

    def __init__(self, name: str) -> None:
        self._name = name

    def document(self, text: bytes, place: str, offset: int) -> Iterator[Cut]:
        """One JSON document: a study, a page of the API, a bundle, a list of any of these."""
        stripped = text.lstrip()
        offset += len(text) - len(stripped)
        stripped = stripped.rstrip()
        try:
            body = orjson.loads(stripped)
        except (orjson.JSONDecodeError, RecursionError) as error:
            yield from self._broken(stripped, place, offset, error)
            return
        yield from self._value(body, stripped, place, offset)

    def _value(self, body: object, raw: bytes, place: str, offset: int) -> Iterator[Cut]:
        if isinstance(body, list):
            yield from self._list(_decode_array(raw), body, raw, place, offset)
        elif not isinstance(body, dict):
            yield self._lost(place, "a JSON value that is no object", "skipped it")
        elif "resourceType" in body:
            yield from self._fhir(body, raw, place, offset)
        elif not STUDY_KEYS.isdisjoint(body):
            yield RawTrial(format=TrialFormat.CTGOV_V2, raw=raw, place=place, offset=offset, body=body)
        elif isinstance(body.get("studies"), list):
            inside = f"{place}, studies" if place else "studies"
            yield from self._list(_decode_page(raw).studies, body["studies"], raw, inside, offset)
        elif is_ctml(body):
            yield RawTrial(format=TrialFormat.CTML, raw=raw, place=place, offset=offset, body=body)
        else:
            yield self._lost(
                place,
                f"a JSON object that is no trial of a known form ({_keys(body)})",
                "skipped it; give studies of the ClinicalTrials.gov API v2, CTML or FHIR ResearchStudy",
            )

    def _list(
        self, raws: list[msgspec.Raw], bodies: list[object], whole: bytes, place: str, offset: int
    ) -> Iterator[Cut]:
        at = 0
        for number, (raw, body) in enumerate(zip(raws, bodies, strict=True)):
            text = bytes(raw)
            at = _position(whole, text, at)
            yield from self._value(body, text, f"{place}[{number}]", offset + at)
            at += len(text)

    def _fhir(self, body: Mapping[str, Any], raw: bytes, place: str, offset: int) -> Iterator[Cut]:
        kind = body["resourceType"]
        if kind == "ResearchStudy":
            yield RawTrial(format=TrialFormat.RESEARCH_STUDY, raw=raw, place=place, offset=offset, body=body)
            return
        if kind != "Bundle":
            yield self._lost(place, f"a FHIR {_word(kind)}, which is no trial", "skipped it; give ResearchStudy")
            return
        try:
            entries = _decode_bundle(raw).entry
        except msgspec.ValidationError:
            yield self._lost(place, "a FHIR Bundle whose entries have another shape", "skipped it; export it again")
            return
        found = 0
        for cut in self._entries(entries, raw, place, offset):
            found += 1
            yield cut
        if not found:
            yield self._said(
                place,
                "a FHIR Bundle without any ResearchStudy",
                "read nothing from it; was the search empty?",
                Severity.WARNING,
            )

    def _entries(self, entries: list[_Entry], raw: bytes, place: str, offset: int) -> Iterator[Cut]:
        by_name: dict[str, tuple[str, bytes]] = {}
        studies: list[tuple[int, bytes, int, dict[str, Any]]] = []
        at = 0
        for number, entry in enumerate(entries):
            text = bytes(entry.resource)
            if text == b"null":
                continue
            at = _position(raw, text, at)
            resource = orjson.loads(text)
            if isinstance(resource, dict):
                url = entry.fullUrl or ""
                for name in (url, f"{resource.get('resourceType')}/{resource.get('id')}"):
                    if name:
                        by_name[name] = (url, text)
                if resource.get("resourceType") == "ResearchStudy":
                    studies.append((number, text, at, resource))
            at += len(text)
        prefix = f"{place}, " if place else ""
        for number, text, start, resource in studies:
            beside = dict.fromkeys(
                found
                for name in references_in(resource, Fields())
                if (found := by_name.get(name) or by_name.get("/".join(name.split("/")[-2:]))) is not None
            )
            where = f"{prefix}entry[{number}].resource"
            if not beside:
                yield RawTrial(
                    format=TrialFormat.RESEARCH_STUDY, raw=text, place=where, offset=offset + start, body=resource
                )
                continue
            whole = _bundle_of(text, list(beside))
            yield RawTrial(
                format=TrialFormat.RESEARCH_STUDY, raw=whole, place=where, offset=-1, body=orjson.loads(whole)
            )

    def _broken(self, text: bytes, place: str, offset: int, error: Exception) -> Iterator[Cut]:
        """What a broken JSON text still holds."""
        mended = _mended(text)
        if mended is not None:
            yield self._said(
                place,
                "text that is not quite JSON (bytes that are not UTF-8, or signs that JSON does not know)",
                "read it with those replaced by \ufffd; see the record at its registry",
                Severity.WARNING,
            )
            yield from self._value(mended[0], mended[1], place, offset)
            return
        opening = _STUDIES.search(text)
        start = opening.end() if opening else 1 if text.startswith(b"[") else -1
        several = None if start >= 0 else list(islice(objects_in(text, 0), 2))
        if several is not None and (len(several) < 2 or several[0][1] is None):
            yield self._lost(place, *_why(text, error))
            return
        prefix = f"{place}, " if place else ""
        inside = f"{prefix}studies" if opening else place
        complete = 0
        rest: list[Cut] = []
        for number, (first, end) in enumerate(objects_in(text, max(start, 0))):
            where = f"{inside}[{number}]" if start >= 0 else f"{prefix}object {number + 1}"
            if end is None:
                rest.append(self._lost(where, "JSON that is cut off before its end", "skipped it; download it again"))
                break
            part = text[first:end]
            try:
                body = orjson.loads(part)
            except (orjson.JSONDecodeError, RecursionError) as inner:
                rest.append(self._lost(where, *_why(part, inner)))
                continue
            complete += 1
            rest.extend(self._value(body, part, where, offset + first))
        if start >= 0:
            yield self._said(
                place,
                _why(text, error)[0],
                f"read the {complete} studies that are complete; download it again for the rest",
            )
        yield from rest

    def _lost(self, place: str, what: str, did: str) -> LostTrial:
        return LostTrial(trial_issue(self._name, place, what, did))

    def _said(self, place: str, what: str, did: str, severity: Severity = Severity.ERROR) -> Issue:
        return trial_issue(self._name, place, what, did, severity)


def _bundle_of(study: bytes, beside: list[tuple[str, bytes]]) -> bytes:
    entries = [b'{"resource":%s}' % study]
    entries += [b'{"fullUrl":%s,"resource":%s}' % (orjson.dumps(url), raw) for url, raw in beside]
    return b'{"resourceType":"Bundle","type":"collection","entry":[%s]}' % b",".join(entries)


def _mended(text: bytes) -> tuple[object, bytes] | None:
    """The text with what is not UTF-8 or not JSON replaced, where that is all that is wrong with it."""
    try:
        body = json.loads(text.decode("utf-8", errors="replace"), strict=False)
        clean = _clean(body)
        return clean, orjson.dumps(clean, option=orjson.OPT_NON_STR_KEYS)
    except (ValueError, TypeError, RecursionError):
        return None


def _clean(value: object) -> object:
    """Half surrogate pairs become the sign of replacement, numbers that are none become null."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {str(_clean(key)): _clean(item) for key, item in value.items()}
        case float() if value - value != 0:
            return None
        case int() if not -(2**63) <= value < 2**64:
            return str(value) if value.bit_length() < 10_000 else None
        case _:
            return value


def _why(raw: bytes, error: Exception) -> tuple[str, str]:
    """What is wrong with JSON that cannot be read, and what was done."""
    if isinstance(error, RecursionError) or "ecursion" in str(error):
        return "JSON nested deeper than any trial", "skipped it; check the program that wrote it"
    at = bad_utf8(raw)
    if at is not None:
        return f"text that is not UTF-8 (first at byte {at})", "skipped it; save the file as UTF-8"
    if "unexpected end" in str(error) or raw.rstrip()[-1:] not in (b"}", b"]"):
        return "JSON that is cut off before its end", "skipped it; download or copy it again"
    return "text that is not valid JSON", "skipped it; download or copy it again"


def _position(text: bytes, part: bytes, start: int) -> int:
    beginning = part[:48]
    at = text.find(beginning, start)
    while at >= 0 and not text.startswith(part, at):
        at = text.find(beginning, at + 1)
    return max(at, start)


def _keys(body: Mapping[str, object]) -> str:
    named = [_word(key) for key in islice(body, 4)]
    return f"it has {', '.join(named)}{' and more' if len(body) > 4 else ''}" if named else "it is empty"


def _word(value: object) -> str:
    """A key or kind as a message may show it: short, and nothing but a name."""
    return re.sub(r"[^A-Za-z0-9_.-]", "?", str(value))[:32]


def _cut_xml(data: bytes, name: str, offset: int) -> Iterator[Cut]:
    """One record, or several in one envelope; where the whole is broken, each record on its own."""
    slices = list(_XML_STUDY.finditer(data))
    root = _parsed_xml(data, name, "")
    if isinstance(root, LostTrial):
        if len(slices) < 2:
            yield root
            return
        for number, found in enumerate(slices):
            place = f"clinical_study[{number}]"
            alone = _parsed_xml(found[0], name, place)
            yield alone if isinstance(alone, LostTrial) else _xml_trial(alone, found[0], place, offset + found.start())
        yield root
    elif root.tag == "clinical_study":
        yield _xml_trial(root, data, "", offset)
    else:
        studies = list(root.iter("clinical_study"))
        if not studies:
            yield _lost(name, "", "XML without any clinical_study", "skipped it; check which file was meant")
        for number, study in enumerate(studies):
            same = len(slices) == len(studies)
            raw = slices[number][0] if same else data
            start = offset + slices[number].start() if same else -1
            yield _xml_trial(study, raw, f"clinical_study[{number}]", start)


def _xml_trial(study: Element, raw: bytes, place: str, offset: int) -> RawTrial:
    return RawTrial(format=TrialFormat.CTGOV_XML, raw=raw, place=place, offset=offset, body=study)


def _parsed_xml(raw: bytes, name: str, place: str) -> Element | LostTrial:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        try:
            return fromstring(raw)
        except ParseError:
            return fromstring(_XML_FORBIDDEN.sub(b" ", raw))
    except DefusedXmlException:
        return _lost(
            name, place, "XML that defines entities", "skipped it, because such files can be made to exhaust a machine"
        )
    except ParseError as error:
        line = error.position[0]
        return _lost(
            name,
            f"{place}, line {line}" if place else f"line {line}",
            "text that is not valid XML",
            "skipped it; download it again",
        )
    except (ValueError, LookupError, RecursionError):
        return _lost(name, place, "XML in an unknown encoding", "skipped it; save the file as UTF-8")


def _cut_yaml(data: bytes, name: str, offset: int) -> Iterator[Cut]:
    starts = [0, *(found.end() for found in _DOCUMENT_END.finditer(data))]
    ends = [*(found.start() for found in _DOCUMENT_END.finditer(data)), len(data)]
    pieces = [
        (start, data[start:end]) for start, end in zip(starts, ends, strict=True) if _has_content(data[start:end])
    ]
    for number, (start, raw) in enumerate(pieces):
        place = "" if len(pieces) == 1 else f"document {number + 1}"
        body = _parsed_yaml(raw, name, place, data.count(b"\n", 0, start))
        if isinstance(body, LostTrial):
            yield body
        elif isinstance(body, dict) and is_ctml(body):
            yield RawTrial(format=TrialFormat.CTML, raw=raw, place=place, offset=offset + start, body=body)
        elif isinstance(body, list) and body and all(isinstance(one, dict) and is_ctml(one) for one in body):
            for index, one in enumerate(body):
                where = f"{place}[{index}]"
                yield RawTrial(format=TrialFormat.CTML, raw=orjson.dumps(one), place=where, offset=-1, body=one)
        else:
            yield _lost(name, place, "YAML that is no trial in CTML", "skipped it; it has no treatment_list")


def _has_content(raw: bytes) -> bool:
    return any(line.strip() and not line.lstrip().startswith((b"#", b"%")) for line in raw.splitlines())


_MOST_VALUES = 500_000


def _parsed_yaml(raw: bytes, name: str, place: str, lines_before: int) -> object:
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        body = yaml.load(raw.decode("utf-8", errors="replace"), Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {lines_before + mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "not readable"
        return _lost(
            name,
            ", ".join(part for part in (place, line) if part),
            f"YAML that cannot be read: {problem}",
            "skipped the trial; check quotes and indentation there",
        )
    except (RecursionError, ValueError):
        return _lost(name, place, "YAML nested deeper than any trial", "skipped it")
    if _values_in(body) > _MOST_VALUES:
        return _lost(name, place, "YAML whose aliases make it endless or huge", "skipped it; write it out plainly")
    return body


def _values_in(body: object) -> int:
    """How many values the whole holds, written out; more than `_MOST_VALUES` is not counted to its end."""
    count, waiting = 0, [body]
    while waiting and count <= _MOST_VALUES:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return count


def _lost(name: str, place: str, what: str, did: str) -> LostTrial:
    return LostTrial(trial_issue(name, place, what, did))
