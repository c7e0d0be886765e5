"""A bundle: signed records on their way from site to site, one a line, under a signed list of what is in it.

The first line is the manifest. Records are believed for their own signatures; the manifest says whether all of them
came. A bundle that was cut off gives what came whole, and says what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from onward.engines.response.readings import NoRecordError
from onward.intake.reads.keys import PublicKey, fingerprint_of
from onward.intake.reads.signed import Signed, decoded, signature_fits, signed_of, why_refused
from onward.terms import Issue, Severity

BUNDLE_SCHEMA = "onward.reads-bundle/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRead:
    """Records that can be believed with the line each stands on, and everything that cannot.

    lines      how many lines came after the manifest; repeated: how many of them were there before in the bundle
    """

    accepted: tuple[tuple[Signed, str], ...]
    issues: tuple[Issue, ...]
    lines: int
    repeated: int = 0


def manifest_bytes(sender: str, at: str, ids: tuple[str, ...]) -> bytes:
    """What the sender signs: who, when, and the ids of all records, sorted."""
    plain = {"schema": BUNDLE_SCHEMA, "from": sender, "at": at, "records": sorted(ids)}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def read_bundle(raw: bytes, name: str, trusted: Mapping[bytes, PublicKey]) -> BundleRead:
    """The records of a bundle. Nothing that stands in it raises; `name` is what messages call the file."""
    head, _, rest = raw.partition(b"\n")
    lines = [(number, line) for number, line in enumerate(rest.split(b"\n"), start=2) if line.strip()]
    issues: list[Issue] = []
    listed = _listed(head, name, trusted, issues)
    if listed is None:
        return BundleRead(accepted=(), issues=tuple(issues), lines=len(lines))
    accepted: dict[str, tuple[Signed, str]] = {}
    came: set[str] = set()
    repeated = 0
    for number, line in lines:
        place = f"line {number}"
        try:
            signed = signed_of(line)
        except NoRecordError as wrong:
            issues.append(_refused(name, place, f"no signed record: {wrong}", "refused it; ask for the bundle again"))
            continue
        came.add(signed.id)
        why = why_refused(signed, trusted)
        if why is not None:
            issues.append(_refused(name, place, *why))
        elif signed.id not in listed:
            issues.append(
                _refused(
                    name,
                    place,
                    "a record that the sender's list does not name: somebody put it in",
                    "refused it; ask for the bundle again",
                )
            )
        elif signed.id in accepted:
            repeated += 1
        else:
            accepted[signed.id] = (signed, place)
    missing = listed - came
    if missing:
        issues.append(
            Issue(
                file=name,
                place="",
                what=f"the bundle is cut or damaged: {len(missing)} of {len(listed)} records did not come",
                did="took those that came whole; ask for the bundle again, what is there already does no harm",
                severity=Severity.ERROR,
            )
        )
    return BundleRead(accepted=tuple(accepted.values()), issues=tuple(issues), lines=len(lines), repeated=repeated)


def _listed(head: bytes, name: str, trusted: Mapping[bytes, PublicKey], issues: list[Issue]) -> set[str] | None:
    """The ids that the manifest names; None, with an issue, when it cannot be believed."""
    try:
        plain: object = json.loads(head)
    except (ValueError, RecursionError):
        plain = None
    held = cast("dict[str, object]", plain) if isinstance(plain, dict) else {}
    ids, sender, at = held.get("records"), held.get("from"), held.get("at")
    if (
        held.get("schema") != BUNDLE_SCHEMA
        or not isinstance(ids, list)
        or not all(isinstance(one, str) for one in cast("list[object]", ids))
        or not isinstance(sender, str)
        or not isinstance(at, str)
    ):
        issues.append(
            _refused(name, "line 1", "no bundle of reads: its first line is no list of records", "read nothing of it")
        )
        return None
    listed = cast("list[str]", ids)
    try:
        key, signature = decoded(held.get("key")), decoded(held.get("signature"))
    except NoRecordError:
        key = signature = b""
    if not signature_fits(key, signature, manifest_bytes(sender, at, tuple(listed))):
        issues.append(
            _refused(
                name,
                "line 1",
                "the sender's signature does not fit: the list of records was altered or damaged",
                "refused the whole bundle; ask for it again",
            )
        )
        return None
    known = trusted.get(key)
    if known is None or known.name != sender:
        issues.append(
            Issue(
                file=name,
                place="line 1",
                what=f"sent with a key that is not trusted here ({fingerprint_of(key)})",
                did="believed each record for its own signature; whether all came cannot be told",
                severity=Severity.WARNING,
            )
        )
    return set(listed)


def _refused(name: str, place: str, what: str, did: str) -> Issue:
    return Issue(file=name, place=place, what=what, did=did, severity=Severity.ERROR)
