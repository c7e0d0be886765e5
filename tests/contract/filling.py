"""Records for tests of the store, written by the tests themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from onward.store import Arrival, NewResource, Store
from onward.terms import Issue

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def observation(key: str, person: str, value: str) -> bytes:
    """An Observation as bytes, of a person, with a value in words."""
    body = {
        "resourceType": "Observation",
        "id": key,
        "subject": {"reference": f"Patient/{person}"},
        "valueString": value,
    }
    return json.dumps(body).encode()


def lines(*resources: bytes) -> bytes:
    """NDJSON of these resources."""
    return b"".join(resource + b"\n" for resource in resources)


def from_lines(content: bytes) -> list[NewResource]:
    """The resources of an NDJSON, each with the person of its subject."""
    found: list[NewResource] = []
    start = 0
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        body = json.loads(line)
        subject = body.get("subject", {}).get("reference", "").removeprefix("Patient/")
        found.append(
            NewResource(
                kind=body["resourceType"],
                id=body.get("id", ""),
                raw=line.rstrip(b"\n"),
                start=start,
                place=f"line {number}",
                person=body["id"] if body["resourceType"] == "Patient" else subject,
            )
        )
        start += len(line)
    return found


def bring(
    store: Store,
    content: bytes,
    arriving: Iterable[NewResource] | None = None,
    *,
    name: str = "records.ndjson",
    received_at: datetime = MONDAY,
    issues: Sequence[Issue] = (),
) -> list[Arrival]:
    """Import one document; nothing happens when it is there already, as `onward import` does it."""
    key = sha256(content).hexdigest()
    known = store.document(key)
    if known is not None and known.complete:
        return []
    with store.importing(received_at=received_at) as receiving:
        assert receiving.keep(sha256=key, name=name, format="FHIR NDJSON", size=len(content), original=[content])
        resources = from_lines(content) if arriving is None else arriving
        arrivals = [arrival for _, arrival in receiving.add(key, resources)]
        receiving.complete(key, issues)
    return arrivals


def values(store: Store, person: str) -> list[tuple[str, int, str]]:
    """(id, version, value in words) of a person's observations."""
    found = store.resources_of(person)
    return [(one.id, one.version, json.loads(one.raw)["valueString"]) for one in found if one.kind == "Observation"]
