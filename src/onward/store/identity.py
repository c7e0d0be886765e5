"""Which resource is which: digests that say when two appearances are the same resource, and when they say the same."""

from __future__ import annotations

import re
from hashlib import blake2b, sha256

import msgspec

_DIGEST_BYTES = 16


def content_key(raw: bytes) -> bytes:
    """SHA-256 of a resource's JSON without the white space between its parts; everything else counts.

    The same resource, indented by one program and not by another, is one version; `1.0` and `1.00` are two, because
    the number of decimals is part of a FHIR decimal (hl7.org/fhir/R4/datatypes.html#decimal).
    """
    try:
        return sha256(msgspec.json.format(raw, indent=-1)).digest()
    except (msgspec.DecodeError, RecursionError):
        return sha256(raw).digest()


def digest(*parts: str) -> bytes:
    """A short key of words that stand in records; the same words in another division give another key."""
    summed = blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        summed.update(len(encoded).to_bytes(8, "big"))
        summed.update(encoded)
    return summed.digest()


# RFC 9562: made so that no other resource anywhere has the same.
_UUID = re.compile(r"(?:urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def identity_key(kind: str, resource_id: str, person: str, awaits: str, content: bytes) -> bytes:
    """Key of a resource over all its versions.

    An id that is a UUID is one resource, whoever its person: a result that was filed under the wrong woman keeps its
    key when it moves. Any other id is one of its person: two hospitals may both have an `Observation/1`, of two women.
    A resource without an id is known by what it says, so that it has one version only. `awaits` stands for a person
    who is not known yet.
    """
    if _UUID.fullmatch(resource_id):
        return digest(kind, "uuid", resource_id.lower())
    which = ("id", resource_id) if resource_id else ("content", content.hex())
    owner = ("awaits", awaits) if awaits and not person else ("person", person)
    return digest(kind, *which, *owner)


def storable(text: str) -> str:
    """The text as every database takes it: no NUL, and no half of a surrogate pair."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode("utf-8")
