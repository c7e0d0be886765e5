"""What is left of a broken FHIR file: what its odd parts say, and the issue that names the damage."""

from __future__ import annotations

import re

import msgspec
import orjson

from onward.intake.json_damage import UNREADABLE, bad_utf8
from onward.terms import Issue, Severity

ENTRY_ARRAY = re.compile(rb'"entry"\s*:\s*\[')


def odd_head(raw: bytes) -> tuple[str, str]:
    """Kind and id of a resource whose head has values of other types than FHIR's."""
    try:
        body = orjson.loads(raw)
    except (orjson.JSONDecodeError, RecursionError):
        return "", ""
    if not isinstance(body, dict):
        return "", ""
    kind, key = body.get("resourceType"), body.get("id")
    return (
        kind if isinstance(kind, str) else "",
        str(key) if isinstance(key, str | int) and not isinstance(key, bool) else "",
    )


def odd_entry(raw: bytes) -> tuple[str, bytes]:
    """fullUrl and resource of an entry that has values of other types than FHIR's."""
    try:
        parts = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except UNREADABLE:
        return "", b""
    url = parts.get("fullUrl")
    text = bytes(url) if url is not None else b""
    return (
        text[1:-1].decode(errors="replace") if text.startswith(b'"') else "",
        bytes(parts["resource"]) if "resource" in parts else b"",
    )


def broken(file: str, place: str, raw: bytes, error: Exception) -> Issue:
    """Why bytes could not be read, in words that say what to do."""
    if isinstance(error, RecursionError) or "ecursion" in str(error):
        what, cure = "JSON nested deeper than any FHIR resource", "skipped it; check the program that wrote it"
    elif (place_of := bad_utf8(raw)) is not None:
        what = f"text that is not UTF-8 (first at byte {place_of})"
        cure = "skipped it; save the file as UTF-8"
    elif "truncated" in str(error) or "unexpected end" in str(error) or raw.rstrip()[-1:] not in (b"}", b"]"):
        what, cure = "JSON that is cut off before its end", "skipped it; export or copy the file again"
    else:
        what, cure = "text that is not valid JSON", "skipped it; export the file again"
    return issue(file, place, what, cure, Severity.ERROR)


def cut_off(file: str, place: str, count: int) -> Issue:
    return issue(
        file,
        place,
        "JSON that is cut off before its end",
        f"read the {count} entries before it; export or copy the file again",
        Severity.ERROR,
    )


def damaged_gzip(file: str) -> Issue:
    return issue(
        file,
        "",
        "gzip data that end too early or are damaged",
        "read what could be unpacked; copy or export the file again",
        Severity.ERROR,
    )


def issue(file: str, place: str, what: str, did: str, severity: Severity = Severity.WARNING) -> Issue:
    return Issue(file=file, place=place, what=what, did=did, severity=severity)
