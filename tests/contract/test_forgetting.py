"""Undo where it hurts: what one import added can be taken out again, and only that."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from tests.contract.filling import MONDAY, TUESDAY, bring, from_lines, lines, observation, values

from onward.store import Arrival, NewResource, Store

ER_POSITIVE = observation("er", "anna", "positive")
ER_NEGATIVE = observation("er", "anna", "negative")
OF_BERTA = observation("er", "berta", "negative")


def key_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def test_a_forgotten_document_is_gone_but_for_its_hash_and_times(store: Store) -> None:
    content = lines(ER_POSITIVE, OF_BERTA)
    bring(store, content)
    assert store.forget(key_of(content), forgotten_at=TUESDAY) == (key_of(content),)
    assert store.people() == ()
    assert store.resources_of("anna") == ()
    assert store.documents() == ()
    assert store.counts() == ()
    assert store.forgotten() == ((key_of(content), "2026-11-02T09:00:00+00:00", "2026-11-03T09:00:00+00:00"),)
    assert store.check() == ()


def test_what_another_document_says_too_stays(store: Store) -> None:
    """The wrong woman's results were in the second file; the first woman's stand in both."""
    first, second = lines(ER_POSITIVE), lines(ER_POSITIVE, OF_BERTA)
    bring(store, first)
    bring(store, second, received_at=TUESDAY)
    store.forget(key_of(second), forgotten_at=TUESDAY)
    assert values(store, "anna") == [("er", 1, "positive")]
    assert store.people() == ("anna",)
    store.forget(key_of(first), forgotten_at=TUESDAY)
    assert store.people() == ()


def test_forgetting_the_first_place_of_a_resource_leaves_the_second(store: Store) -> None:
    first, second = lines(ER_POSITIVE), lines(OF_BERTA, ER_POSITIVE)
    bring(store, first, name="first.ndjson")
    bring(store, second, name="second.ndjson")
    store.forget(key_of(first), forgotten_at=TUESDAY)
    (found,) = store.resources_of("anna")
    assert found.raw == ER_POSITIVE
    assert [where.file for where in found.appearances] == ["second.ndjson"]


def test_an_import_is_forgotten_as_a_whole(store: Store) -> None:
    bring(store, lines(ER_POSITIVE))
    with store.importing(received_at=TUESDAY) as receiving:
        for content in (lines(ER_NEGATIVE), lines(OF_BERTA)):
            receiving.keep(
                sha256=key_of(content), name="x", format="FHIR NDJSON", size=len(content), original=[content]
            )
            list(receiving.add(key_of(content), from_lines(content)))
            receiving.complete(key_of(content))
    gone = store.forget_import(receiving.import_id, forgotten_at=TUESDAY)
    assert gone == (key_of(lines(ER_NEGATIVE)), key_of(lines(OF_BERTA)))
    assert values(store, "anna") == [("er", 1, "positive")]
    assert store.people() == ("anna",)


def test_a_forgotten_document_may_come_again(store: Store) -> None:
    content = lines(ER_POSITIVE)
    bring(store, content)
    store.forget(key_of(content), forgotten_at=TUESDAY)
    assert bring(store, content, received_at=TUESDAY) == [Arrival.NEW]
    assert values(store, "anna") == [("er", 1, "positive")]


def test_an_unknown_hash_forgets_nothing(store: Store) -> None:
    bring(store, lines(ER_POSITIVE))
    assert store.forget("0" * 64, forgotten_at=TUESDAY) == ()
    assert store.people() == ("anna",)
    assert store.forgotten() == ()


def test_a_resource_loses_its_person_with_the_document_that_named_her(store: Store) -> None:
    """Who was meant is known again only when a Patient with that number comes again."""
    raw = b'{"resourceType":"Patient","id":"anna"}'
    anna = NewResource(
        kind="Patient", id="anna", raw=raw, start=0, place="line 1", person="anna", names=("hospital|17",)
    )
    waiting = replace(from_lines(lines(ER_POSITIVE))[0], person="", awaits="hospital|17")
    bring(store, lines(ER_POSITIVE), [waiting])
    bring(store, lines(raw), [anna])
    assert store.people() == ("anna",)
    store.forget(key_of(lines(raw)), forgotten_at=TUESDAY)
    assert store.people() == ()
    assert list(store.awaiting().values()) == [{"Observation": 1}]
    bring(store, lines(raw), [anna], received_at=TUESDAY)
    assert values(store, "anna") == [("er", 1, "positive")]


def test_a_study_folder_is_forgotten_as_a_whole(store: Store) -> None:
    files = {"meta_study.txt": b"cancer_study_identifier: s\n", "data_clinical_sample.txt": b"PATIENT_ID\nP-1\n"}
    with store.importing(received_at=MONDAY) as receiving:
        for name, content in files.items():
            receiving.keep(sha256=key_of(content), name=f"s/{name}", format="x", size=len(content), original=[content])
            receiving.complete(key_of(content))
        listed = [(name, key_of(content)) for name, content in files.items()]
        assert receiving.add_study("s", listed, ["P-1", "P-2"]) is Arrival.NEW
        assert receiving.add_study("s", listed, ["P-1", "P-2"]) is Arrival.DUPLICATE
    assert store.people() == ("P-1", "P-2")
    (study,) = store.studies_of("P-1")
    assert (study.name, study.version, study.files) == ("s", 1, tuple(listed))
    gone = store.forget(listed[0][1], forgotten_at=TUESDAY)
    assert set(gone) == {key for _, key in listed}
    assert store.people() == ()
    assert store.studies_of("P-1") == ()
    assert store.check() == ()


def test_a_changed_study_is_a_new_version_of_it(store: Store) -> None:
    """Each person is read from the newest version that holds her."""
    for version, content in enumerate((b"P-1\nP-2\n", b"P-1\n"), start=1):
        with store.importing(received_at=MONDAY) as receiving:
            receiving.keep(sha256=key_of(content), name="s/d", format="x", size=len(content), original=[content])
            receiving.complete(key_of(content))
            persons = content.decode().split()
            arrival = receiving.add_study("s", [("d", key_of(content))], persons)
            assert arrival is (Arrival.NEW if version == 1 else Arrival.NEW_VERSION)
    assert [study.version for study in store.studies_of("P-1")] == [2]
    assert [study.version for study in store.studies_of("P-2")] == [1]
