"""Private keys of the readers who sign at this machine, and the public keys that are trusted here.

A private key is a file for its owner only, $ONWARD_HOME/keys/FINGERPRINT.pem, encrypted where a passphrase is given.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onward.engines.response.readings import NoRecordError, Record, author_of, record_bytes, record_id, record_of
from onward.intake.reads import PublicKey, Signed, envelope_bytes, keys_folder, read_public_key, trusted_keys
from onward.intake.reads.keys import trusted_folder
from onward.terms import StoreError, UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A reader's key, unlocked."""

    public: PublicKey
    private: Ed25519PrivateKey

    def sign(self, record: Record) -> Signed:
        """The record with this reader's signature. Raises UsageError for a record in another's name."""
        if author_of(record) != self.public.name:
            raise UsageError("A record is signed by the one whose it is, and by nobody else.")
        try:
            record_of(record_bytes(record))
        except NoRecordError as wrong:
            raise UsageError(f"This cannot be signed: {wrong}.") from None
        signature = self.private.sign(record_bytes(record))
        return Signed(
            id=record_id(record),
            record=record,
            key=self.public.key,
            signature=signature,
            raw=envelope_bytes(record, self.public.key, signature),
        )

    def sign_bytes(self, message: bytes) -> bytes:
        """A signature over other bytes (the manifest of a bundle)."""
        return self.private.sign(message)


def make_key(name: str, site: str, *, passphrase: str = "", also: bool = False) -> PublicKey:
    """A new key of a reader, kept here and trusted here.

    also   beside another key of that name that is trusted: a reader who signs at two machines
    Raises UsageError without a name, and where the reader has a key here.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    if not name.isprintable() or not site.isprintable():
        raise UsageError("The name or the site holds control characters.")
    if not name.strip() or not site.strip():
        raise UsageError("A key needs the reader's name and her site.")
    if any(key.name == name for key in own_keys()):
        raise UsageError("This machine holds a key of that name already; `onward reads key` lists them.")
    _second_of_its_name(name, also=also)
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    public = PublicKey(name=name, site=site, key=raw)
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    _write(_private_path(public), private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    _write(_private_path(public).with_suffix(".json"), public.text)
    trust(public, also=also)
    return public


def own_keys() -> tuple[PublicKey, ...]:
    """The keys whose private part lies here, by name."""
    try:
        paths = sorted(keys_folder().glob("*.json"))
    except OSError:
        return ()
    found = [read_public_key(path.read_bytes()) for path in paths if path.with_suffix(".pem").exists()]
    return tuple(sorted((key for key in found if key is not None), key=lambda key: (key.name, key.fingerprint)))


def signing_key(name: str | None, *, ask: Callable[[str], str]) -> SigningKey:
    """The key of a reader; without a name the only one there is. Raises UsageError when it cannot be had.

    ask   asks for a passphrase; called only for a key that has one
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    public = own_key(name)
    path = _private_path(public)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The key at {path} cannot be read: {error.strerror}.") from None
    passphrase = ask(f"Passphrase of the key {public.fingerprint}: ").encode() if b"ENCRYPTED" in raw else None
    try:
        private = load_pem_private_key(raw, passphrase)
    except (ValueError, TypeError):
        raise UsageError("The passphrase does not open the key, or its file is damaged.") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise UsageError(f"The key at {path} is of another kind than Ed25519.")
    return SigningKey(public=public, private=private)


def own_key(name: str | None) -> PublicKey:
    """The public part of a key that lies here. Raises UsageError when there is none, or several and no name."""
    keys = own_keys()
    if name is None:
        if len(keys) == 1:
            return keys[0]
        if not keys:
            raise UsageError("This machine holds no reader's key. Make one: onward reads key --new NAME --site SITE")
        raise UsageError("This machine holds several readers' keys; say whose with --reader NAME.")
    found = [key for key in keys if key.name == name]
    if len(found) != 1:
        raise UsageError(
            "This machine holds no key of that reader. `onward reads key` lists the keys; "
            "`onward reads key --new NAME --site SITE` makes one."
        )
    return found[0]


def trust(key: PublicKey, *, also: bool = False) -> bool:
    """Believe signatures of this key from now on; False when it was trusted already.

    also   beside another key of that name: a reader who changed her key
    Raises UsageError for a second key of a name without `also`.
    """
    known = trusted_keys()
    if key.key in known:
        return False
    _second_of_its_name(key.name, also=also)
    _write(trusted_folder() / f"{key.fingerprint}.json", key.text)
    return True


def _second_of_its_name(name: str, *, also: bool) -> None:
    if not also and any(one.name == name for one in trusted_keys().values()):
        raise UsageError(
            "Another key of that name is trusted here. If it is the same reader with a new key, say --also; what the "
            "old key signed counts until its trust is ended (onward reads trust --end FINGERPRINT)."
        )


def end_trust(fingerprint: str) -> PublicKey:
    """Believe a key no longer; what it signed stays in the store and counts nowhere. Raises UsageError if unknown."""
    found = [key for key in trusted_keys().values() if key.fingerprint.startswith(fingerprint.lower())]
    if len(found) != 1 or len(fingerprint) < 4:
        raise UsageError("No one trusted key has a fingerprint that begins so; `onward reads trust` lists them.")
    (trusted_folder() / f"{found[0].fingerprint}.json").unlink(missing_ok=True)
    return found[0]


def key_file(path: Path) -> PublicKey:
    """A public key from a file that somebody sent. Raises UsageError when it is none."""
    try:
        key = read_public_key(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
    if key is None:
        raise UsageError(
            f"{path} is no public key of a reader; the other site writes one with: onward reads key --out FILE"
        )
    return key


def _private_path(key: PublicKey) -> Path:
    return keys_folder() / f"{key.fingerprint}.pem"


def _write(path: Path, content: bytes) -> None:
    """A new file for its owner only."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written: {error.strerror}. Set ONWARD_HOME to a place of your own."
        ) from None
