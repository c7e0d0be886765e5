"""What the store promises, on every database: bytes as they came, versions, people, nothing twice."""

from __future__ import annotations

import random
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.contract.filling import MONDAY, TUESDAY, bring, from_lines, lines, observation, values

from onward.store import Arrival, NewResource, Store
from onward.store.location import store_url
from onward.terms import Issue, Severity, StoreError

ER_POSITIVE = observation("er", "anna", "positive")
ER_NEGATIVE = observation("er", "anna", "negative")
HER2_LOW = observation("her2", "anna", "1+")


def test_original_bytes_come_back_with_their_hash_source_and_time(store: Store) -> None:
    content = lines(ER_POSITIVE, HER2_LOW)
    bring(store, content, name="export/labs.ndjson")
    (document,) = store.documents()
    assert document.sha256 == sha256(content).hexdigest()
    assert document.name == "export/labs.ndjson"
    assert document.size == len(content)
    assert document.received_at == "2026-11-02T09:00:00+00:00"
    assert document.complete
    assert store.document_bytes(document.sha256) == content
    assert store.check() == ()


def test_a_document_larger_than_many_chunks_comes_back(store: Store) -> None:
    """Some of it cannot be compressed: those chunks are kept as they are."""
    noise = random.Random(7).randbytes(700_000)
    content = b"x" * 500_000 + noise
    bring(store, content, [])
    assert b"".join(store.document_pieces(sha256(content).hexdigest())) == content
    assert store.check() == ()


def test_an_unpacked_document_is_kept_in_both_forms(store: Store) -> None:
    """Of a .gz file the compressed bytes are the original; its resources are read from what is inside."""
    content = lines(ER_POSITIVE, HER2_LOW)
    original = b"\x1f\x8b not really gzip, but other bytes than the content"
    key = sha256(original).hexdigest()
    with store.importing(received_at=MONDAY) as receiving:
        receiving.keep(
            sha256=key,
            name="labs.ndjson.gz",
            format="FHIR NDJSON",
            size=len(original),
            original=[original],
            content=[content],
            packable=False,
        )
        for _ in receiving.add(key, from_lines(content)):
            pass
        receiving.complete(key)
    assert store.document_bytes(key) == original
    assert [one.raw for one in store.resources_of("anna")] == [ER_POSITIVE, HER2_LOW]


def test_a_resource_is_read_back_as_it_stood(store: Store) -> None:
    """Spaces, order of keys and the zeros of a decimal are as in the file."""
    odd = b'{"resourceType" : "Observation",  "id":"x", "subject":{"reference":"Patient/anna"}, "v":{"value":1.50}}'
    bring(store, lines(odd))
    (found,) = store.resources_of("anna")
    assert found.raw == odd
    assert (found.kind, found.id, found.version, found.person) == ("Observation", "x", 1, "anna")
    (where,) = found.appearances
    assert (where.file, where.place) == ("records.ndjson", "line 1")
    assert (where.sha256, where.received_at) == (sha256(lines(odd)).hexdigest(), "2026-11-02T09:00:00+00:00")


def test_a_changed_resource_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    assert bring(store, lines(ER_POSITIVE)) == [Arrival.NEW]
    assert bring(store, lines(ER_NEGATIVE), received_at=TUESDAY) == [Arrival.NEW_VERSION]
    assert values(store, "anna") == [("er", 1, "positive"), ("er", 2, "negative")]
    first, second = store.resources_of("anna")
    assert first.key == second.key
    assert first.appearances[0].import_id < second.appearances[0].import_id


def test_two_versions_in_one_document_are_counted_in_its_order(store: Store) -> None:
    assert bring(store, lines(ER_NEGATIVE, ER_POSITIVE, ER_NEGATIVE)) == [
        Arrival.NEW,
        Arrival.NEW_VERSION,
        Arrival.DUPLICATE,
    ]
    assert values(store, "anna") == [("er", 1, "negative"), ("er", 2, "positive")]


def test_the_same_resource_in_another_file_adds_no_version(store: Store) -> None:
    """A later export repeats what was there; both places are remembered."""
    bring(store, lines(ER_POSITIVE), name="monday.ndjson")
    assert bring(store, lines(ER_POSITIVE, HER2_LOW), name="tuesday.ndjson", received_at=TUESDAY) == [
        Arrival.DUPLICATE,
        Arrival.NEW,
    ]
    er, her2 = store.resources_of("anna")
    assert [where.file for where in er.appearances] == ["monday.ndjson", "tuesday.ndjson"]
    assert [where.file for where in her2.appearances] == ["tuesday.ndjson"]


def test_indentation_makes_no_new_version_but_a_decimal_does(store: Store) -> None:
    """1.0 and 1.00 are different FHIR decimals; white space between the parts says nothing."""
    compact = b'{"resourceType":"Observation","id":"ki67","subject":{"reference":"Patient/anna"},"v":1.0}'
    spaced = compact.replace(b":", b" : ").replace(b",", b" ,\t")
    longer = compact.replace(b"1.0", b"1.00")
    assert bring(store, lines(compact)) == [Arrival.NEW]
    assert bring(store, lines(spaced)) == [Arrival.DUPLICATE]
    assert bring(store, lines(longer)) == [Arrival.NEW_VERSION]


def test_one_id_in_two_people_is_two_resources(store: Store) -> None:
    """Two hospitals number their observations from 1."""
    bring(store, lines(observation("1", "anna", "positive")))
    assert bring(store, lines(observation("1", "berta", "negative"))) == [Arrival.NEW]
    assert values(store, "anna") == [("1", 1, "positive")]
    assert values(store, "berta") == [("1", 1, "negative")]
    assert store.people() == ("anna", "berta")


def test_a_resource_without_an_id_is_known_by_what_it_says(store: Store) -> None:
    nameless = b'{"resourceType":"Observation","subject":{"reference":"Patient/anna"},"valueString":"3+"}'
    bring(store, lines(nameless))
    assert bring(store, lines(nameless, nameless.replace(b"3+", b"2+"))) == [Arrival.DUPLICATE, Arrival.NEW]
    assert values(store, "anna") == [("", 1, "3+"), ("", 1, "2+")]


def test_a_person_who_is_not_there_has_no_resources(store: Store) -> None:
    bring(store, lines(ER_POSITIVE))
    assert store.resources_of("nobody") == ()
    assert store.people() == ("anna",)


def test_shared_resources_are_found_by_id_and_by_name(store: Store) -> None:
    """A drug that several people's orders point to belongs to none of them."""
    drug = b'{"resourceType":"Medication","id":"m1","code":{"text":"letrozole"}}'
    other = b'{"resourceType":"Medication","code":{"text":"fulvestrant"}}'
    content = lines(drug, other)
    named, unnamed = from_lines(content)
    bring(store, content, [named, replace(unnamed, names=("urn x 1 urn:uuid:7",), full_url="urn:uuid:7")])
    assert [one.raw for one in store.shared_resources(ids=[("Medication", "m1")])] == [drug]
    assert [one.raw for one in store.shared_resources(names=["urn x 1 urn:uuid:7"])] == [other]
    assert store.shared_resources(ids=[("Medication", "m2")], names=["urn x 2 urn:uuid:7"]) == ()
    assert store.people() == ()


def test_a_persons_resource_is_never_handed_out_as_shared(store: Store) -> None:
    bring(store, lines(ER_POSITIVE))
    assert store.shared_resources(ids=[("Observation", "er")]) == ()


def patient(key: str, *names: str) -> NewResource:
    raw = b'{"resourceType":"Patient","id":"%s"}' % key.encode()
    return NewResource(kind="Patient", id=key, raw=raw, start=0, place="line 1", person=key, names=names)


def test_a_resource_waits_until_its_person_is_known(store: Store) -> None:
    """It names her by her number at the hospital; the Patient with that number comes in a later file."""
    waiting = replace(from_lines(lines(ER_POSITIVE))[0], person="", awaits="hospital|17")
    bring(store, lines(ER_POSITIVE), [waiting])
    assert store.people() == ()
    assert list(store.awaiting().values()) == [{"Observation": 1}]
    anna = patient("anna", "hospital|17")
    bring(store, lines(anna.raw), [anna])
    assert values(store, "anna") == [("er", 1, "positive")]
    assert store.awaiting() == {}


def test_once_the_person_is_known_her_resource_joins_its_versions(store: Store) -> None:
    anna = patient("anna", "hospital|17")
    bring(store, lines(ER_POSITIVE))
    waiting = replace(from_lines(lines(ER_NEGATIVE))[0], person="", awaits="hospital|17")
    bring(store, lines(ER_NEGATIVE), [waiting])
    bring(store, lines(anna.raw), [anna])
    assert values(store, "anna") == [("er", 1, "positive"), ("er", 2, "negative")]
    changed = observation("er", "anna", "low positive")
    assert bring(store, lines(changed), [replace(waiting, raw=changed)]) == [Arrival.NEW_VERSION]


def test_a_number_that_two_people_bear_is_nobodys(store: Store) -> None:
    """Guessing would put one woman's tumour into the other's record."""
    anna, berta = patient("anna", "hospital|17"), patient("berta", "hospital|17")
    bring(store, lines(anna.raw), [anna])
    bring(store, lines(berta.raw), [berta])
    waiting = replace(from_lines(lines(ER_POSITIVE))[0], person="", awaits="hospital|17")
    bring(store, lines(ER_POSITIVE), [waiting])
    assert values(store, "anna") == []
    assert values(store, "berta") == []
    assert list(store.awaiting().values()) == [{"Observation": 1}]


def test_bytes_that_are_not_where_they_say_are_kept_apart(store: Store) -> None:
    """A wrong offset must not become a wrong resource: the bytes handed in are the bytes given back."""
    content = lines(ER_POSITIVE, HER2_LOW)
    er, her2 = from_lines(content)
    bring(store, content, [replace(er, start=3), replace(her2, start=10_000_000)])
    assert [one.raw for one in store.resources_of("anna")] == [ER_POSITIVE, HER2_LOW]
    assert store.check() == ()


def test_text_that_databases_refuse_is_kept_readable(store: Store) -> None:
    """NUL and half a surrogate pair are legal in a JSON string, and in no database."""
    odd = replace(from_lines(lines(ER_POSITIVE))[0], id="a\0b\ud800", person="an\0na", place="line \udcff")
    bring(store, lines(ER_POSITIVE), [odd])
    assert store.people() == ("an\ufffdna",)
    (found,) = store.resources_of("an\0na")
    assert found.raw == ER_POSITIVE
    assert found.id == "a\ufffdb\\ud800"


def test_ids_longer_than_any_index_takes(store: Store) -> None:
    person, key = "p" * 20_000, "k" * 20_000
    raw = observation(key, person, "positive")
    bring(store, lines(raw))
    assert [one.raw for one in store.resources_of(person)] == [raw]


def test_a_resource_of_ten_megabytes(store: Store) -> None:
    raw = observation("letter", "anna", "scan " * 2_000_000)
    bring(store, lines(raw, ER_POSITIVE))
    assert [one.raw for one in store.resources_of("anna")] == [raw, ER_POSITIVE]


def test_counts_tell_resources_versions_and_places_apart(store: Store) -> None:
    bring(store, lines(ER_POSITIVE, HER2_LOW))
    bring(store, lines(ER_NEGATIVE, HER2_LOW))
    (count,) = store.counts()
    assert (count.kind, count.resources, count.versions, count.appearances) == ("Observation", 2, 3, 4)
    assert store.kinds_of(sha256(lines(ER_NEGATIVE, HER2_LOW)).hexdigest()) == {"Observation": 2}


def test_what_was_wrong_with_a_document_stays_with_it(store: Store) -> None:
    found = Issue(
        file="records.ndjson",
        place="line 7",
        what="JSON that is cut off before its end",
        did="skipped it; export the file again",
        severity=Severity.ERROR,
    )
    bring(store, lines(ER_POSITIVE), issues=[found])
    assert store.issues() == (found,)
    assert store.issues(sha256(lines(ER_POSITIVE)).hexdigest()) == (found,)
    assert store.issues("0" * 64) == ()


def test_a_file_that_changes_while_it_is_read_leaves_nothing(store: Store) -> None:
    claimed = sha256(b"what it was").hexdigest()
    with store.importing(received_at=MONDAY) as receiving:
        kept = receiving.keep(
            sha256=claimed, name="growing.ndjson", format="FHIR NDJSON", size=11, original=[b"what ", b"it became"]
        )
    assert not kept
    assert store.documents() == ()
    assert store.check() == ()


def test_an_interrupted_document_is_not_read_and_is_completed_by_importing_again(store: Store) -> None:
    content = lines(ER_POSITIVE, HER2_LOW)
    key = sha256(content).hexdigest()
    with pytest.raises(KeyboardInterrupt), store.importing(received_at=MONDAY) as receiving:
        receiving.keep(sha256=key, name="labs.ndjson", format="FHIR NDJSON", size=len(content), original=[content])
        list(receiving.add(key, from_lines(content)[:1]))
        raise KeyboardInterrupt
    assert store.people() == ()
    assert store.resources_of("anna") == ()
    assert store.counts() == ()
    assert [document.name for document in store.unfinished()] == ["labs.ndjson"]
    with pytest.raises(StoreError, match="no complete document"):
        store.document_bytes(key)
    assert bring(store, content, received_at=TUESDAY) == [Arrival.NEW, Arrival.NEW]
    assert [one.raw for one in store.resources_of("anna")] == [ER_POSITIVE, HER2_LOW]
    assert store.unfinished() == ()
    assert store.check() == ()


def test_resources_come_in_order_over_many_transactions(store: Store) -> None:
    """4,500 resources are more than one transaction takes."""
    content = lines(*(observation(f"o{n}", "anna", f"value {n}") for n in range(4_500)))
    bring(store, content)
    assert values(store, "anna") == [(f"o{n}", 1, f"value {n}") for n in range(4_500)]
    assert store.check() == ()


def test_a_person_scattered_over_many_documents(store: Store) -> None:
    for n in range(30):
        mine = observation(f"a{n}", "anna", f"value {n}")
        bring(store, lines(mine, observation(f"b{n}", "berta", "other")))
    assert [value for _, _, value in values(store, "anna")] == [f"value {n}" for n in range(30)]


def test_resources_are_added_only_to_a_document_of_this_run(store: Store) -> None:
    with store.importing(received_at=MONDAY) as receiving, pytest.raises(StoreError, match="just kept"):
        list(receiving.add("0" * 64, []))


def test_only_one_import_runs_at_a_time(store: Store, address: str) -> None:
    with Store.open(address) as second, store.importing(received_at=MONDAY):
        with (
            pytest.raises(StoreError, match="Another import"),
            second.importing(received_at=MONDAY, wait_seconds=0.2),
        ):
            pass
        assert second.people() == ()
    bring(store, lines(ER_POSITIVE))


def test_readers_see_whole_documents_while_an_import_runs(store: Store, address: str) -> None:
    content = lines(ER_POSITIVE, HER2_LOW)
    key = sha256(content).hexdigest()
    with Store.open(address) as reader, store.importing(received_at=MONDAY) as receiving:
        receiving.keep(sha256=key, name="a", format="FHIR NDJSON", size=len(content), original=[content])
        list(receiving.add(key, from_lines(content)))
        assert reader.resources_of("anna") == ()
        receiving.complete(key)
        assert len(reader.resources_of("anna")) == 2


def test_opening_again_finds_everything(store: Store, address: str) -> None:
    bring(store, lines(ER_POSITIVE, HER2_LOW))
    store.close()
    with Store.open(address, create=False) as again:
        assert [one.raw for one in again.resources_of("anna")] == [ER_POSITIVE, HER2_LOW]


def test_a_store_of_another_format_is_not_touched(address: str) -> None:
    Store.open(address).close()
    engine = create_engine(store_url(address))
    with engine.begin() as connection:
        connection.execute(text("UPDATE onward_store SET value = '2' WHERE key = 'schema_version'"))
    engine.dispose()
    with pytest.raises(StoreError, match="has format 2; this Onward reads format 1"):
        Store.open(address)


def test_the_database_of_another_program_is_left_alone(address: str) -> None:
    if "://" not in address:
        Path(address).parent.mkdir(parents=True)
    engine = create_engine(store_url(address))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE documents (id INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError, match="another program"):
        Store.open(address)


def test_a_database_without_a_store_says_how_to_make_one(address: str) -> None:
    with pytest.raises(StoreError, match="onward import RECORDS"):
        Store.open(address, create=False)
