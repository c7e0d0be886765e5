"""A record with its signature: who vouches for it, and whether that holds.

The envelope is canonical JSON as the record is: `key` and `signature` in base64, `record` the record itself. The
signature is over the record's canonical bytes, so it holds whatever carries it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from onward.engines.response.readings import (
    NoRecordError,
    Read,
    Record,
    author_of,
    record_bytes,
    record_id,
    record_of_plain,
)
from onward.intake.reads.keys import PublicKey, fingerprint_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One record, its id, the public key that signed it, and the envelope's bytes."""

    id: str
    record: Record
    key: bytes
    signature: bytes
    raw: bytes

    @property
    def sha256(self) -> str:
        """Hash of the envelope's bytes."""
        return sha256(self.raw).hexdigest()


def envelope_bytes(record: Record, key: bytes, signature: bytes) -> bytes:
    """The envelope's canonical form."""
    plain = {
        "key": base64.b64encode(key).decode(),
        "record": json.loads(record_bytes(record)),
        "signature": base64.b64encode(signature).decode(),
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def signed_of(raw: bytes) -> Signed:
    """An envelope from its bytes, not yet believed. Raises NoRecordError when it is none.

    Another spelling of the same JSON is brought to the canonical form: the signature is over the record alone.
    """
    try:
        plain: object = json.loads(raw)
    except (ValueError, RecursionError):
        raise NoRecordError("no JSON, or cut off") from None
    if not isinstance(plain, dict) or plain.keys() != {"key", "record", "signature"}:
        raise NoRecordError("no signed record: key, record and signature were expected")
    held = cast("dict[str, object]", plain)
    key, signature = decoded(held["key"]), decoded(held["signature"])
    record = record_of_plain(held["record"])
    return Signed(
        id=record_id(record),
        record=record,
        key=key,
        signature=signature,
        raw=envelope_bytes(record, key, signature),
    )


def why_refused(signed: Signed, trusted: Mapping[bytes, PublicKey]) -> tuple[str, str] | None:
    """What is wrong with the signature and what is done about it; None when it can be believed."""
    if not signature_fits(signed.key, signed.signature, record_bytes(signed.record)):
        return (
            "the signature does not fit: the record was altered after it was signed, or damaged",
            "refused it; ask its sender for the record again",
        )
    known = trusted.get(signed.key)
    if known is None:
        return (
            f"signed with a key that is not trusted here ({fingerprint_of(signed.key)})",
            "refused it; compare the fingerprint with the sender by telephone, then: onward reads trust KEYFILE",
        )
    if known.name != author_of(signed.record):
        return (
            f"signed with another's key than that of whom it names ({known.fingerprint})",
            "refused it; nobody signs for somebody else",
        )
    if isinstance(signed.record, Read) and signed.record.site != known.site:
        return ("the read names another site than its key", "refused it; the reader's key belongs to one site")
    return None


def signature_fits(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this key made this signature over these bytes."""
    from cryptography.exceptions import InvalidSignature  # only signed reads need it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def decoded(value: object) -> bytes:
    """Bytes from base64. Raises NoRecordError when the value is none."""
    if not isinstance(value, str):
        raise NoRecordError("a key or signature that is no text")
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise NoRecordError("a key or signature that is no base64") from None
