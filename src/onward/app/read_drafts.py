"""Drafts: what a reader has marked and not yet signed. They lie on this machine, can be replaced and dropped."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from onward.engines.response.readings import NoRecordError, Read, record_bytes, record_of
from onward.knowledge import onward_home
from onward.terms import StoreError


def write_draft(read: Read) -> Path:
    """Keep a draft, in place of the reader's former draft of that case."""
    path = _path(read.case, read.reader)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(record_bytes(read))
        beside.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from None
    return path


def draft_of(case: str, reader: str) -> Read | None:
    """The reader's draft of a case; None for none. Raises StoreError when it is damaged."""
    path = _path(case, reader)
    if not path.exists():
        return None
    try:
        found = record_of(path.read_bytes())
    except (NoRecordError, OSError):
        found = None
    if not isinstance(found, Read) or found.case != case or found.reader != reader:
        raise StoreError(f"The draft at {path} is damaged; drop it (onward reads drop) and mark again.")
    return found


def drop_draft(case: str, reader: str) -> bool:
    """Throw a draft away; False when there was none."""
    path = _path(case, reader)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def has_draft(case: str, reader: str) -> bool:
    """Whether the reader has one of that case here."""
    return _path(case, reader).exists()


def _path(case: str, reader: str) -> Path:
    return onward_home() / "drafts" / f"{case[:16]}-{sha256(reader.encode()).hexdigest()[:8]}.json"
