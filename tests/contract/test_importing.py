"""`onward import`: what becomes of every file and every resource, on every database."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from tests.contract.filling import lines, observation

import onward.app.importing as importing
from onward.app.importing import ImportReport, import_records
from onward.store import Store
from onward.terms import Severity, StoreError

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"

LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
MRN = "http://hospital.example/mrn"

ANNA = {"resourceType": "Patient", "id": "anna", "gender": "female", "birthDate": "1961-03"}
CANCER = {
    "resourceType": "Condition",
    "id": "cancer",
    "subject": {"reference": "Patient/anna"},
    "code": {"coding": [{"system": SNOMED, "code": "254837009", "display": "Malignant neoplasm of breast"}]},
    "contained": [{"resourceType": "Practitioner", "id": "inside"}],
}
HAEMOGLOBIN = {
    "resourceType": "Observation",
    "id": "hb",
    "status": "final",
    "subject": {"reference": "Patient/anna"},
    "code": {"coding": [{"system": LOINC, "code": "718-7"}]},
    "effectiveDateTime": "2026-10-01",
    "valueQuantity": {"value": 11.2, "unit": "g/dL", "system": "http://unitsofmeasure.org", "code": "g/dL"},
}
MISTAKE = HAEMOGLOBIN | {"id": "mistake", "status": "entered-in-error"}
DOCTOR = {"resourceType": "Practitioner", "id": "doctor"}
INVENTED = {"resourceType": "Mood", "id": "1"}


def bundle(*resources: dict[str, object]) -> bytes:
    return json.dumps(
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}
    ).encode()


def ndjson(*resources: dict[str, object]) -> bytes:
    return lines(*(json.dumps(one).encode() for one in resources))


def counts(report: ImportReport) -> dict[str, tuple[int, int, int, int, int]]:
    """in, facts, kept, duplicate, issue."""
    return {kind: (one.seen, one.facts, one.kept, one.duplicate, one.issue) for kind, one in report.resources.items()}


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_every_resource_is_counted_once_under_its_kind(store: Store, tmp_path: Path) -> None:
    """Bundles are opened at any depth; they and contained resources are not counted; copies are duplicates."""
    inner = json.loads(bundle(HAEMOGLOBIN, MISTAKE))
    write(tmp_path, "r/a.json", bundle(ANNA, CANCER, DOCTOR, inner))
    write(tmp_path, "r/b.ndjson", ndjson(HAEMOGLOBIN, INVENTED, DOCTOR | {"active": True}))
    report = import_records([tmp_path / "r"], store, now=NOON)
    assert counts(report) == {
        "Condition": (1, 1, 0, 0, 0),
        "Mood": (1, 0, 0, 0, 1),
        "Observation": (3, 1, 1, 1, 0),
        "Patient": (1, 1, 0, 0, 0),
        "Practitioner": (2, 0, 2, 0, 0),
    }
    assert [file.name for file in report.files] == ["r/a.json", "r/b.ndjson"]
    assert [file.sha256 for file in report.files] == [
        sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("r/a.json", "r/b.ndjson")
    ]
    (issue,) = report.issues
    assert (issue.file, issue.place) == ("r/b.ndjson", "line 2, Mood/1")


def test_importing_the_same_twice_adds_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", bundle(ANNA, CANCER, HAEMOGLOBIN, INVENTED))
    first = import_records([path], store, now=NOON)
    before = (store.documents(), store.counts(), store.resources_of("anna"), store.issues())
    second = import_records([path], store, now=NOON)
    assert counts(second) == {kind: (seen, 0, 0, seen, 0) for kind, (seen, *_) in counts(first).items()}
    assert second.files == first.files
    assert second.issues == first.issues
    assert (first.import_id, second.import_id) == (1, 0)
    assert (store.documents(), store.counts(), store.resources_of("anna"), store.issues()) == before


def test_a_packed_copy_is_another_document_with_nothing_new(store: Store, tmp_path: Path) -> None:
    content = ndjson(ANNA, HAEMOGLOBIN)
    packed = gzip.compress(content, mtime=0)
    import_records([write(tmp_path, "a.ndjson", content)], store, now=NOON)
    report = import_records([write(tmp_path, "b.ndjson.gz", packed)], store, now=NOON)
    assert counts(report) == {"Observation": (1, 0, 0, 1, 0), "Patient": (1, 0, 0, 1, 0)}
    assert store.document_bytes(sha256(packed).hexdigest()) == packed
    assert store.document_bytes(sha256(content).hexdigest()) == content


def test_a_changed_resource_is_a_new_version(store: Store, tmp_path: Path) -> None:
    import_records([write(tmp_path, "monday.json", bundle(ANNA, HAEMOGLOBIN))], store, now=NOON)
    changed = HAEMOGLOBIN | {"effectiveDateTime": "2026-10-02"}
    report = import_records([write(tmp_path, "tuesday.json", bundle(ANNA, changed))], store, now=NOON)
    assert counts(report) == {"Observation": (1, 1, 0, 0, 0), "Patient": (1, 0, 0, 1, 0)}
    found = [(one.version, json.loads(one.raw)) for one in store.resources_of("anna") if one.kind == "Observation"]
    assert found == [(1, HAEMOGLOBIN), (2, changed)]


def test_files_that_cannot_be_used_are_named_each_time(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "r/good.json", bundle(ANNA, HAEMOGLOBIN))
    write(tmp_path, "r/other.json", b'{"name": "some-package", "version": "1.0.0"}')
    write(tmp_path, "r/old.xml", b'<Patient xmlns="http://hl7.org/fhir"><id value="anna"/></Patient>')
    write(tmp_path, "r/nothing.json", b"")
    write(tmp_path, "r/LICENSE", b"Permission is hereby granted\n")
    for _ in range(2):
        report = import_records([tmp_path / "r"], store, now=NOON)
        assert [issue.file for issue in report.issues] == ["r/nothing.json", "r/old.xml", "r/other.json"]
        assert all(issue.severity is Severity.ERROR for issue in report.issues)
        assert [skipped.file for skipped in report.skipped] == ["r/LICENSE"]
        assert [file.name for file in report.files] == ["r/good.json"]


def test_a_file_cut_off_in_the_middle_gives_what_is_whole_and_keeps_its_bytes(store: Store, tmp_path: Path) -> None:
    whole = bundle(ANNA, HAEMOGLOBIN, CANCER)
    cut = whole[: whole.index(b'"contained"')]
    report = import_records([write(tmp_path, "cut.json", cut)], store, now=NOON)
    assert counts(report) == {"Observation": (1, 1, 0, 0, 0), "Patient": (1, 1, 0, 0, 0)}
    assert any("cut off" in issue.what for issue in report.issues)
    assert store.document_bytes(sha256(cut).hexdigest()) == cut


def test_a_bad_line_costs_that_line(store: Store, tmp_path: Path) -> None:
    content = ndjson(ANNA) + b'{"resourceType": "Observation", "id": \n' + ndjson(HAEMOGLOBIN)
    report = import_records([write(tmp_path, "a.ndjson", content)], store, now=NOON)
    assert counts(report) == {"Observation": (1, 1, 0, 0, 0), "Patient": (1, 1, 0, 0, 0)}
    assert [issue.place for issue in report.issues] == ["line 2"]
    assert store.document_bytes(sha256(content).hexdigest()) == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_encoding_keeps_its_bytes_and_gives_its_resources(
    store: Store, tmp_path: Path, encoding: str, packed: bool
) -> None:
    """A resource of a UTF-16 file is held in UTF-8; the file itself stays UTF-16."""
    text = {**ANNA, "name": [{"text": "Anna Größe"}]}
    content = json.dumps({"resourceType": "Bundle", "entry": [{"resource": text}]}, ensure_ascii=False).encode(encoding)
    original = gzip.compress(content, mtime=0) if packed else content
    import_records([write(tmp_path, "a.json", original)], store, now=NOON)
    assert store.document_bytes(sha256(original).hexdigest()) == original
    (found,) = store.resources_of("anna")
    assert json.loads(found.raw) == text
    assert store.check() == ()


def test_damaged_gzip_gives_what_can_be_unpacked(store: Store, tmp_path: Path) -> None:
    content = ndjson(
        ANNA, *(HAEMOGLOBIN | {"id": f"hb{n}", "note": [{"text": sha256(b"%d" % n).hexdigest()}]} for n in range(500))
    )
    damaged = gzip.compress(content, mtime=0)[:-2_000]
    report = import_records([write(tmp_path, "a.ndjson.gz", damaged)], store, now=NOON)
    assert report.resources["Patient"].facts == 1
    assert 0 < report.resources["Observation"].facts < 500
    assert any("gzip" in issue.what for issue in report.issues)
    assert store.document_bytes(sha256(damaged).hexdigest()) == damaged
    assert len(store.resources_of("anna")) == 1 + report.resources["Observation"].facts


def called_by_number(body: dict[str, object], number: str) -> dict[str, object]:
    return body | {"subject": {"reference": f"Patient?identifier={MRN}|{number}"}}


def test_records_that_give_her_number_join_the_patient_of_a_later_file(store: Store, tmp_path: Path) -> None:
    numbered = ANNA | {"identifier": [{"system": MRN, "value": "17"}]}
    write(tmp_path, "r/Observation.ndjson", ndjson(called_by_number(HAEMOGLOBIN, "17")))
    write(tmp_path, "r/Patient.ndjson", ndjson(numbered))
    report = import_records([tmp_path / "r"], store, now=NOON)
    assert counts(report) == {"Observation": (1, 1, 0, 0, 0), "Patient": (1, 1, 0, 0, 0)}
    assert report.issues == ()
    assert {one.kind for one in store.resources_of("anna")} == {"Observation", "Patient"}


def test_records_of_an_unknown_number_are_nobodys_until_she_comes(store: Store, tmp_path: Path) -> None:
    observations = write(
        tmp_path, "o.ndjson", ndjson(called_by_number(HAEMOGLOBIN, "17"), called_by_number(MISTAKE, "17"))
    )
    report = import_records([observations], store, now=NOON)
    assert counts(report) == {"Observation": (2, 0, 0, 0, 2)}
    (issue,) = report.issues
    assert (issue.file, issue.place, issue.severity) == ("o.ndjson", "2 of Observation", Severity.ERROR)
    assert "17" not in issue.what + issue.did
    assert store.people() == ()
    again = import_records([observations], store, now=NOON)
    assert (counts(again), again.issues) == ({"Observation": (2, 0, 0, 2, 0)}, (issue,))
    numbered = ANNA | {"identifier": [{"system": MRN, "value": "17"}]}
    later = import_records([write(tmp_path, "p.ndjson", ndjson(numbered))], store, now=NOON)
    assert later.issues == ()
    assert len(store.resources_of("anna")) == 3


def test_a_file_that_changes_while_it_is_imported_is_named_and_not_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export that is still being written: its first half must not stand for the whole."""
    path = write(tmp_path, "growing.ndjson", ndjson(ANNA, HAEMOGLOBIN))
    real_stamp = importing.stamp

    def stamp_and_grow(seen: Path) -> tuple[int, int, int]:
        stamp = real_stamp(seen)
        with seen.open("ab") as more:
            more.write(ndjson(CANCER))
        return stamp

    monkeypatch.setattr(importing, "stamp", stamp_and_grow)
    report = import_records([path], store, now=NOON)
    assert report.files == ()
    assert counts(report) == {}
    assert [issue.what for issue in report.issues] == ["was changed while it was read"]
    assert store.documents() == ()
    monkeypatch.undo()
    assert import_records([path], store, now=NOON).resources["Patient"].facts == 1


def test_two_people_with_one_identifier_share_nothing(store: Store, tmp_path: Path) -> None:
    number = {"identifier": [{"system": MRN, "value": "17"}]}
    content = ndjson(ANNA | number, ANNA | number | {"id": "berta"}, called_by_number(HAEMOGLOBIN, "17"))
    report = import_records([write(tmp_path, "a.ndjson", content)], store, now=NOON)
    assert counts(report)["Observation"] == (1, 0, 0, 0, 1)
    assert [one.kind for person in store.people() for one in store.resources_of(person)] == ["Patient", "Patient"]


def test_the_same_complaint_in_a_thousand_places_is_said_shortly(store: Store, tmp_path: Path) -> None:
    content = ndjson(ANNA, *(INVENTED | {"id": str(n)} for n in range(1_000)))
    report = import_records([write(tmp_path, "a.ndjson", content)], store, now=NOON)
    assert counts(report)["Mood"] == (1_000, 0, 0, 0, 1_000)
    assert len(report.issues) == 51
    assert report.issues[-1].place == "950 further places"


def test_progress_grows_to_the_end(store: Store, tmp_path: Path) -> None:
    content = ndjson(ANNA, *(HAEMOGLOBIN | {"id": f"hb{n}"} for n in range(50)))
    told: list[tuple[int, int]] = []
    import_records(
        [write(tmp_path, "a.ndjson", content)], store, now=NOON, progress=lambda done, total: told.append((done, total))
    )
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (len(content), len(content))


def test_the_example_people_come_back_byte_for_byte(store: Store) -> None:
    files = [path for path in sorted(EXAMPLES.rglob("*.json")) if path.is_file()]
    assert files
    report = import_records([EXAMPLES], store, now=NOON)
    hashes = {file.sha256 for file in report.files}
    for path in files:
        content = path.read_bytes()
        assert sha256(content).hexdigest() in hashes
        assert store.document_bytes(sha256(content).hexdigest()) == content
    assert store.check() == ()


def test_an_import_into_a_store_that_is_busy_says_so(store: Store, address: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", bundle(ANNA))
    with (
        Store.open(address) as other,
        other.importing(received_at=NOON),
        pytest.raises(StoreError, match="Another import"),
    ):
        import_records([path], store, now=NOON, wait_seconds=0.1)


# Not getrusage: on Linux its maximum includes what the parent held when it forked.
_MEASURE = """
import sys
from datetime import UTC, datetime
from onward.app.importing import import_records
from onward.store import Store

with Store.open(sys.argv[1]) as store:
    import_records(sys.argv[2:], store, now=datetime.now(UTC))
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measured as Linux tells it")
def test_memory_does_not_grow_with_the_file(new_address: Callable[[], str], tmp_path: Path) -> None:
    """Twenty-five megabytes take hardly more memory than two, so a gigabyte fits too."""

    def peak_mb(observations: int) -> int:
        words = " further words" * 20
        some = (observation(f"o{n}", f"p{n % 100}", f"value {n}{words}") for n in range(observations))
        file = write(tmp_path, f"{observations}.ndjson", lines(*some))
        command = [sys.executable, "-c", _MEASURE, new_address(), str(file)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    small, large = peak_mb(5_000), peak_mb(60_000)
    assert large < small + 25
    assert large < 200
