"""What is forgotten is not left lying in the file."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from onward.store import NewResource, Store

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def test_no_byte_of_a_forgotten_document_stays_on_the_disk(tmp_path: Path) -> None:
    """Not in the database, not in its log: neither the record's text nor the person's id nor the file's name."""
    raw = b'{"resourceType":"Observation","id":"planted-id","valueString":"planted-words"}'
    key = sha256(raw).hexdigest()
    with Store.open(tmp_path / "onward.sqlite") as store:
        with store.importing(received_at=NOON) as receiving:
            receiving.keep(
                sha256=key, name="planted-file", format="FHIR JSON", size=len(raw), original=[raw], packable=False
            )
            resource = NewResource(
                kind="Observation", id="planted-id", raw=raw, start=0, place="planted-place", person="planted-person"
            )
            list(receiving.add(key, [resource]))
            receiving.complete(key)
        assert planted_in(tmp_path) == {
            "planted-words",
            "planted-id",
            "planted-person",
            "planted-file",
            "planted-place",
        }
        store.forget(key, forgotten_at=NOON)
        assert planted_in(tmp_path) == set()
        assert store.forgotten()[0][0] == key


def planted_in(folder: Path) -> set[str]:
    held = b"".join(file.read_bytes() for file in folder.iterdir())
    words = ("words", "id", "person", "file", "place")
    return {f"planted-{word}" for word in words if f"planted-{word}".encode() in held}
