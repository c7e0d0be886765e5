"""Measurement reports in the store: the bytes as they came, and each person's lesions read from them again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from tests.phantoms.reports import MM, group, number, write_report

from onward.app.importing import import_records
from onward.app.records import load_people
from onward.app.response import response_of
from onward.intake import read
from onward.store import Store
from onward.timeline import LesionMeasurement

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG, LIVER = ("103339001", "SCT", "Long axis"), ("10200004", "SCT", "Liver")


def write(folder: Path, name: str, day: str, length: str, person: str = "P-1") -> Path:
    lesion = group("1.2.840.10", number(LONG, length, MM), tracking_id="Target 1", site=LIVER)
    return write_report(folder, name, [lesion], study_date=day, person=person)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """40 mm, then 26 mm: minus 35 %. And somebody else."""
    folder = tmp_path / "reports"
    write(folder, "a.dcm", "20260105", "40")
    write(folder, "b.dcm", "20260405", "26")
    write(folder, "c.dcm", "20260405", "33", person="P-2")
    return folder


def test_the_bytes_are_kept_and_the_people_known(store: Store, reports: Path) -> None:
    report = import_records([reports], store, now=NOON)
    assert not report.issues
    for path in reports.iterdir():
        content = path.read_bytes()
        assert store.document_bytes(sha256(content).hexdigest()) == content
    assert store.people() == ("P-1", "P-2")


def test_a_second_import_adds_nothing(store: Store, reports: Path) -> None:
    import_records([reports], store, now=NOON)
    second = import_records([reports], store, now=NOON)
    assert all(one.duplicate == one.seen for one in second.resources.values())


def test_what_is_read_from_the_store_is_what_the_files_say(store: Store, address: str, reports: Path) -> None:
    import_records([reports], store, now=NOON)
    (stored,) = load_people(["P-1"], store=address, today=TODAY).people
    (plain,) = (one for one in read(reports).people if one.person == "P-1")

    def said(facts: tuple[object, ...]) -> list[tuple[object, ...]]:
        return [
            (fact.when, fact.lesion, fact.reader, fact.role, fact.site, fact.measure, fact.value)
            for fact in facts
            if isinstance(fact, LesionMeasurement)
        ]

    assert said(stored.facts) == said(plain.facts) and len(said(stored.facts)) == 2
    (one,) = response_of(stored, ["recist-1.1"], as_of=TODAY)
    assert [visit.overall for visit in one.visits] == ["", "PR"]
