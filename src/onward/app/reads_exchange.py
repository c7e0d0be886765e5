"""Bundles of signed reads: out for another site, in from one."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onward.app.importing import ImportReport, Progress, import_records
from onward.app.read_desk import Desk
from onward.app.read_store import HeldReads, held_reads
from onward.app.reader_keys import SigningKey
from onward.engines.response.readings import survey
from onward.intake import Format, FoundFile, find_files
from onward.intake.reads import BUNDLE_SCHEMA, manifest_bytes, read_issue
from onward.store import Store
from onward.terms import Issue, Severity, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMade:
    """A bundle on its way: its bytes, how many records it holds, and how many were left out for a blinded reader."""

    content: bytes
    records: int
    hidden: int


def make_bundle(
    desk: Desk, key: SigningKey, *, persons: Collection[str] = (), cases: Collection[str] = (), to: str = ""
) -> BundleMade:
    """Every record of these people and cases (all where none are named), under the sender's signed list.

    to   the reader for whom it is: what she must not see yet is left out
    Raises UsageError when nothing is left.
    """
    hidden = desk.hidden_from(to) if to else frozenset()
    wanted = {
        one.id: one
        for one in desk.held.signed.values()
        if (not persons or one.record.person in persons) and (not cases or _case_of(one.id, one.record) in cases)
    }
    held = {id_: one for id_, one in wanted.items() if id_ not in hidden}
    if not held:
        raise UsageError("There is nothing to export: no record of these people or cases is in the store.")
    ids = tuple(sorted(held))
    signature = key.sign_bytes(manifest_bytes(key.public.name, desk.at, ids))
    return BundleMade(
        content=_written(desk.at, key, ids, signature) + b"".join(held[id_].raw + b"\n" for id_ in ids),
        records=len(held),
        hidden=len(wanted) - len(held),
    )


def _written(at: str, key: SigningKey, ids: tuple[str, ...], signature: bytes) -> bytes:
    head = {
        "schema": BUNDLE_SCHEMA,  # first, so that a bundle is told by its beginning
        "from": key.public.name,
        "at": at,
        "key": b64encode(key.public.key).decode(),
        "signature": b64encode(signature).decode(),
        "records": ids,
    }
    return json.dumps(head, separators=(",", ":"), ensure_ascii=True).encode() + b"\n"


def _case_of(id_: str, record: object) -> str:
    return str(getattr(record, "case", id_))


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleTaken:
    """What a bundle brought, with what does not fit in the network that is there now."""

    report: ImportReport
    issues: tuple[Issue, ...]


def take_bundle(path: Path, store: Store, *, now: datetime, progress: Progress | None = None) -> BundleTaken:
    """Import one bundle. Raises UsageError when the file is none."""
    found = list(find_files([path]))
    if not any(isinstance(one, FoundFile) and one.format is Format.READS_BUNDLE for one in found):
        raise UsageError(f"{path} is no bundle of reads (onward reads export --out FILE writes one).")
    before = {(one.record, one.what) for one in survey(held_reads(store).records).problems}
    report = import_records([path], store, now=now, progress=progress)
    held = held_reads(store)
    fresh = [one for one in survey(held.records).problems if (one.record, one.what) not in before]
    return BundleTaken(
        report=report,
        issues=(*report.issues, *(read_issue(one, held.sources.get(one.record)) for one in fresh), *_early(held, now)),
    )


def _early(held: HeldReads, now: datetime) -> tuple[Issue, ...]:
    """Records that a clock ahead of this one signed."""
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return tuple(
        Issue(
            file=held.sources[key].file,
            place=held.sources[key].resource,
            what="signed in the future by this machine's clock",
            did="kept it; it counts from its own day on. Check both clocks",
            severity=Severity.WARNING,
        )
        for key, one in sorted(held.signed.items())
        if one.record.at > at
    )
