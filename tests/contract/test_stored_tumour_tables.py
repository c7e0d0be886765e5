"""SDTM tumour tables in the store: the bytes as they came, and each person's lesions read from them again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from tests.knowledge.response_reads import rows_of, write_rows

from onward.app.importing import import_records
from onward.app.records import load_people
from onward.app.response import response_of
from onward.store import Store

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LESIONS = {"T01": "liver"}


def write(folder: Path, *visits: str) -> None:
    reads = [rows_of({"id": person, "lesions": LESIONS, "visits": visits}) for person in ("P-1", "P-2")]
    write_rows(folder, [row for tu, _ in reads for row in tu], [row for _, tr in reads for row in tr])


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "reads"
    folder.mkdir()
    write(folder, "0: T01=50", "56: T01=30")
    return folder


def test_both_tables_are_kept_as_they_came(store: Store, tables: Path) -> None:
    report = import_records([tables], store, now=NOON)
    assert not report.issues
    for name in ("tu.csv", "tr.csv"):
        content = (tables / name).read_bytes()
        assert store.document_bytes(sha256(content).hexdigest()) == content
    assert store.people() == ("P-1", "P-2")


def test_tables_that_are_imported_twice_add_nothing(store: Store, tables: Path) -> None:
    import_records([tables], store, now=NOON)
    before = store.documents()
    second = import_records([tables], store, now=NOON)
    assert store.documents() == before
    assert second.import_id == 0
    assert all(one.duplicate == one.seen for one in second.resources.values())


def test_a_person_is_the_same_from_the_store_as_from_the_folder(address: str, tables: Path) -> None:
    with Store.open(address) as store:
        import_records([tables], store, now=NOON)
    (from_folder, _) = load_people([str(tables)], today=TODAY).people
    (stored,) = load_people(["P-1"], store=address, today=TODAY).people
    assert stored == from_folder
    (found,) = response_of(stored, ["recist-1.1"], as_of=TODAY)
    assert found.best_overall == "PR"


def test_a_longer_table_is_a_new_version_and_the_newest_is_read(address: str, tables: Path) -> None:
    with Store.open(address) as store:
        import_records([tables], store, now=NOON)
        write(tables, "0: T01=50", "56: T01=30", "112: T01=36")
        import_records([tables], store, now=NOON)
    (stored,) = load_people(["P-1"], store=address, today=TODAY).people
    (found,) = response_of(stored, ["recist-1.1"], as_of=TODAY)
    assert [visit.overall for visit in found.visits] == ["", "PR", "PD"]


def test_forgetting_one_table_forgets_the_set(address: str, tables: Path) -> None:
    with Store.open(address) as store:
        import_records([tables], store, now=NOON)
        store.forget(sha256((tables / "tr.csv").read_bytes()).hexdigest(), forgotten_at=NOON)
        assert store.documents() == ()
        assert store.people() == ()
