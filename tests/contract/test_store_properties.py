"""Laws of the store, tried on generated records."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contract.filling import MONDAY, TUESDAY, bring, lines, observation

from onward.app.importing import import_records
from onward.store import Store

# A store is a database on a disk: few examples, and no clock on them.
LAWS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

observations = st.builds(
    observation, st.sampled_from(["er", "pr", "her2"]), st.sampled_from(["anna", "berta"]), st.sampled_from("012")
)
documents = st.lists(st.lists(observations, min_size=1, max_size=6).map(lambda some: lines(*some)), max_size=5)

State = dict[str, set[tuple[str, bytes]]]


def state_of(store: Store) -> State:
    """Who has which contents of which resource; not in which order they came."""
    return {person: {(one.id, one.raw) for one in store.resources_of(person)} for person in store.people()}


class Stores:
    """New stores, each in a place of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    @contextmanager
    def new(self) -> Iterator[Store]:
        with Store.open(self._folder / f"{next(self._numbers)}.sqlite") as store:
            yield store


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return Stores(tmp_path)


@LAWS
@given(files=st.lists(st.binary(min_size=1, max_size=100_000), min_size=1, max_size=3, unique=True))
def test_bytes_in_are_bytes_out(store: Store, files: list[bytes]) -> None:
    """Whatever a file holds."""
    for content in files:
        bring(store, content, [])
        assert store.document_bytes(sha256(content).hexdigest()) == content
    assert store.check() == ()


@LAWS
@given(contents=documents)
def test_every_resource_comes_back_as_it_was_written(stores: Stores, contents: list[bytes]) -> None:
    written = {line for content in contents for line in content.splitlines()}
    with stores.new() as store:
        for content in contents:
            bring(store, content)
        assert {one.raw for person in store.people() for one in store.resources_of(person)} == written


@LAWS
@given(contents=documents)
def test_twice_is_once(stores: Stores, contents: list[bytes]) -> None:
    with stores.new() as store:
        for content in contents:
            bring(store, content)
        once = (state_of(store), store.counts(), store.documents())
        for content in contents:
            assert bring(store, content) == []
        assert (state_of(store), store.counts(), store.documents()) == once


@LAWS
@given(contents=documents, data=st.data())
def test_the_order_of_import_does_not_change_what_is_there(
    stores: Stores, contents: list[bytes], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(contents))
    with stores.new() as first, stores.new() as second:
        for content in contents:
            bring(first, content)
        for content in shuffled:
            bring(second, content)
        assert state_of(first) == state_of(second)
        assert first.counts() == second.counts()


@LAWS
@given(contents=documents, data=st.data())
def test_forgetting_is_never_having_imported(stores: Stores, contents: list[bytes], data: st.DataObject) -> None:
    wanted = data.draw(st.sets(st.sampled_from(contents))) if contents else set()
    with stores.new() as store, stores.new() as without:
        for content in contents:
            bring(store, content)
            if content not in wanted:
                bring(without, content)
        for content in wanted:
            from_hash = sha256(content).hexdigest()
            store.forget(from_hash, forgotten_at=TUESDAY)
        assert state_of(store) == state_of(without)
        assert store.check() == ()


RECORDS = lines(observation("er", "anna", "positive"), observation("her2", "berta", "2+ \u00e4 \ud83d\ude00"))
BUNDLE = b'{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":%s},{"resource":%s}]}' % tuple(
    RECORDS.splitlines()
)


@LAWS
@given(
    whole=st.sampled_from([RECORDS, BUNDLE]),
    cut=st.slices(20),
    put=st.one_of(st.binary(max_size=8), st.sampled_from([b"{", b"}", b'"', b"\\u0000", b"\\ud800", b"[" * 2_000])),
    at=st.integers(0, len(BUNDLE)),
    packed=st.booleans(),
)
def test_no_file_breaks_an_import(
    stores: Stores, tmp_path: Path, whole: bytes, cut: slice, put: bytes, at: int, packed: bool
) -> None:
    """Records with something taken out and something put in: imported or named, and what is kept is kept exactly."""
    start, stop, _ = cut.indices(20)
    damaged = whole[: at + start] + put + whole[at + max(start, stop) :]
    original = gzip.compress(damaged, mtime=0)[: -start or None] if packed else damaged
    file = tmp_path / "damaged.json"
    file.write_bytes(original)
    with stores.new() as store:
        report = import_records([file], store, now=MONDAY)
        assert report.files or report.issues or report.skipped
        for read in report.files:
            assert store.document_bytes(read.sha256) == original
        again = import_records([file], store, now=MONDAY)
        assert all(one.duplicate == one.seen for one in again.resources.values())
        assert again.issues == report.issues
        assert store.check() == ()
