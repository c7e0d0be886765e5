"""Public keys of readers and sites, and which of them this machine trusts.

A key file holds name, site and the Ed25519 public key. What is trusted lies in $ONWARD_HOME/keys/trusted, a file each;
private keys lie beside it and are no business of this room.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from onward.knowledge import onward_home

KEY_SCHEMA = "onward.reader-key/1"
_KEY_BYTES = 32
_TRUSTED = "trusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """Whose signatures a key makes; `key` its 32 bytes."""

    name: str
    site: str
    key: bytes

    @property
    def fingerprint(self) -> str:
        """What people compare over the telephone."""
        return fingerprint_of(self.key)

    @property
    def text(self) -> bytes:
        """As a file that others can be given."""
        plain = {
            "schema": KEY_SCHEMA,
            "name": self.name,
            "site": self.site,
            "key": base64.b64encode(self.key).decode(),
            "fingerprint": self.fingerprint,
        }
        return json.dumps(plain, indent=2, ensure_ascii=False).encode() + b"\n"


def fingerprint_of(key: bytes) -> str:
    """The first 16 hexadecimal digits of the key's SHA-256, in fours."""
    digits = sha256(key).hexdigest()[:16]
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def keys_folder() -> Path:
    """Where keys lie on this machine."""
    return onward_home() / "keys"


def trusted_folder() -> Path:
    """Where trusted public keys lie."""
    return keys_folder() / _TRUSTED


def trusted_keys() -> dict[bytes, PublicKey]:
    """Every key that is trusted here, by its bytes; files that are no key are passed over."""
    found: dict[bytes, PublicKey] = {}
    try:
        paths = sorted(trusted_folder().glob("*.json"))
    except OSError:
        return found
    for path in paths:
        try:
            key = read_public_key(path.read_bytes())
        except OSError:
            continue
        if key is not None:
            found[key.key] = key
    return found


def read_public_key(raw: bytes) -> PublicKey | None:
    """A key from its file; None when the bytes are none, or their fingerprint is another's."""
    try:
        plain: object = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict):
        return None
    held = cast("dict[str, object]", plain)
    name, site, text = held.get("name"), held.get("site"), held.get("key")
    if held.get("schema") != KEY_SCHEMA or not isinstance(name, str) or not isinstance(text, str) or not name:
        return None
    if not name.isprintable() or (isinstance(site, str) and not site.isprintable()):
        return None  # what a terminal would obey
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(key) != _KEY_BYTES or held.get("fingerprint", fingerprint_of(key)) != fingerprint_of(key):
        return None
    return PublicKey(name=name, site=site if isinstance(site, str) else "", key=key)
