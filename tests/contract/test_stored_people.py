"""A person's id where RECORDS may stand: the same facts as from her files, and of what changed the newest."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

import onward
from onward.app.importing import import_records
from onward.app.records import LoadedRecords, load_people
from onward.store import Store
from onward.terms import RecordsError, Severity, StoreError, UsageError
from onward.timeline import AnyFact, DrugTreatment, LabResult, build_timeline

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
EXAMPLES = Path(__file__).parents[2] / "examples"

Body = dict[str, object]
ANNA: Body = {"resourceType": "Patient", "id": "anna", "birthDate": "1961-03"}
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
LETROZOLE: Body = {"coding": [{"system": RXNORM, "code": "72965", "display": "letrozole"}]}


def haemoglobin(value: float, key: str = "hb", person: str = "anna", **more: object) -> Body:
    return {
        "resourceType": "Observation",
        "id": key,
        "status": "final",
        "subject": {"reference": f"Patient/{person}"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
        "effectiveDateTime": "2026-10-01",
        "valueQuantity": {"value": value, "unit": "g/dL", "system": "http://unitsofmeasure.org", "code": "g/dL"},
        **more,
    }


def order(medication: str) -> Body:
    return {
        "resourceType": "MedicationRequest",
        "id": "order",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/anna"},
        "medicationReference": {"reference": medication},
        "authoredOn": "2026-01-05",
    }


def bundle(*resources: Body, urls: tuple[str, ...] = ()) -> bytes:
    entries: list[Body] = [{"resource": one} for one in resources]
    for entry, url in zip(entries, urls, strict=False):
        entry["fullUrl"] = url
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


class Ward:
    """A store with the means to bring records into it and to ask for people."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.folder = folder

    def bring(self, *named: tuple[str, bytes]) -> None:
        """One run of import with these files."""
        for name, content in named:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        with Store.open(self.address) as store:
            import_records([self.folder / name for name, _ in named], store, now=NOON)

    def load(self, *records: str) -> LoadedRecords:
        return load_people(records, store=self.address, today=TODAY)

    def values(self, person: str = "anna") -> list[float]:
        """Her haemoglobin values in g/dL."""
        (record,) = self.load(person).people
        return [float(fact.value.value) for fact in record.facts if isinstance(fact, LabResult) and fact.value]

    def drugs(self) -> list[str]:
        (record,) = self.load("anna").people
        return [fact.drug for fact in record.facts if isinstance(fact, DrugTreatment)]


@pytest.fixture
def ward(address: str, tmp_path: Path) -> Ward:
    return Ward(address, tmp_path / "files")


def in_order(facts: tuple[AnyFact, ...]) -> list[str]:
    return sorted(map(repr, facts))


def test_the_example_people_are_the_same_from_the_store_as_from_their_files(address: str) -> None:
    with Store.open(address) as store:
        import_records([EXAMPLES], store, now=NOON)
    from_files = load_people([str(EXAMPLES)], today=TODAY)
    assert len(from_files.people) >= 3
    for person in from_files.people:
        stored = load_people([person.person], store=address, today=TODAY)
        (record,) = stored.people
        assert in_order(record.facts) == in_order(person.facts)
        assert record.resources == person.resources
        assert set(record.issues) == set(person.issues)
        here = [file for file in from_files.files if file.name in {file.name for file in stored.files}]
        assert list(stored.files) == here


def test_only_her_own_records_are_hers(ward: Ward) -> None:
    """Two women in one file, with one id for two results."""
    berta = ANNA | {"id": "berta"}
    ward.bring(("a.json", bundle(ANNA, berta, haemoglobin(11.2), haemoglobin(9.1, person="berta"))))
    assert ward.values("anna") == [11.2]
    assert ward.values("berta") == [9.1]
    assert [record.person for record in ward.load("berta", "anna").people] == ["anna", "berta"]


def test_what_the_latest_import_brings_counts(ward: Ward) -> None:
    """A result was corrected, and nothing in it says when."""
    ward.bring(("monday.json", bundle(ANNA, haemoglobin(11.2))))
    ward.bring(("tuesday.json", bundle(ANNA, haemoglobin(12.1))))
    assert ward.values() == [12.1]


def test_a_later_export_that_says_the_old_again_brings_it_back(ward: Ward) -> None:
    """The correction was taken back: the newest file decides, although its content was known."""
    ward.bring(("monday.json", bundle(ANNA, haemoglobin(11.2))))
    ward.bring(("tuesday.json", bundle(ANNA, haemoglobin(12.1))))
    ward.bring(("wednesday.json", bundle(haemoglobin(11.2), ANNA)))
    assert ward.values() == [11.2]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"lastUpdated": "2026-10-02T08:00:00Z"}, {"lastUpdated": "2026-10-02T09:30:00+01:00"}),
        ({"versionId": "9"}, {"versionId": "10"}),
    ],
)
def test_an_older_version_that_comes_later_does_not_count(ward: Ward, older: Body, newer: Body) -> None:
    """09:30 at +01:00 is 08:30 in Greenwich, after 08:00; and version 10 comes after 9."""
    ward.bring(("new.json", bundle(ANNA, haemoglobin(12.1, meta=newer))))
    ward.bring(("old.json", bundle(ANNA, haemoglobin(11.2, meta=older))))
    assert ward.values() == [12.1]


def test_two_contents_in_one_import_are_both_read_and_named(ward: Ward) -> None:
    """Neither says that it is the newer: choosing would be guessing."""
    ward.bring(("a.json", bundle(ANNA, haemoglobin(11.2))), ("b.json", bundle(haemoglobin(12.1))))
    assert sorted(ward.values()) == [11.2, 12.1]
    assert any("share this id" in issue.what for issue in ward.load("anna").issues)


def test_a_result_that_moves_to_another_woman_is_named_with_both(ward: Ward) -> None:
    """It was filed under the wrong name and corrected at the source; its id is valid everywhere."""
    uuid = "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
    berta = ANNA | {"id": "berta"}
    ward.bring(("a.json", bundle(ANNA, haemoglobin(11.2, uuid), haemoglobin(10.4, "1"))))
    assert ward.load("anna").people[0].issues == ()
    ward.bring(
        ("b.json", bundle(berta, haemoglobin(11.2, uuid, person="berta"), haemoglobin(9.1, "1", person="berta")))
    )
    for person, file in (("anna", "a.json"), ("berta", "b.json")):
        (record,) = ward.load(person).people
        (issue,) = record.issues
        assert (issue.file, issue.place) == (file, f"entry[1].resource, Observation/{uuid}")
        assert "another person's" in issue.what
        assert "anna" not in issue.what + issue.did
    with Store.open(ward.address) as store:
        wrong = next(document for document in store.documents() if document.name == "a.json")
        store.forget(wrong.sha256, forgotten_at=NOON)
    assert ward.load("berta").people[0].issues == ()


def test_a_copy_that_differs_in_housekeeping_only_counts_once(ward: Ward) -> None:
    plain = haemoglobin(11.2)
    ward.bring(("a.json", bundle(ANNA, plain)), ("b.json", bundle(plain | {"text": {"status": "generated"}})))
    assert ward.values() == [11.2]


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("Medication/m1", ""),
        ("Medication/m1/_history/3", ""),
        ("https://fhir.example/r4/Medication/m1", ""),
        ("urn:uuid:5f0c3d8e-6c1b-4b0e-9f0e-0d7a5a3b2c11", "urn:uuid:5f0c3d8e-6c1b-4b0e-9f0e-0d7a5a3b2c11"),
    ],
)
def test_a_drug_that_stands_in_a_resource_of_nobody_is_found(ward: Ward, reference: str, url: str) -> None:
    drug: Body = {"resourceType": "Medication", "id": "m1", "code": LETROZOLE}
    ward.bring(("a.json", bundle(drug, ANNA, order(reference), urls=(url,) if url else ())))
    assert ward.drugs() == ["letrozole"]
    assert not ward.load("anna").people[0].issues


def test_a_drug_in_another_file_is_found(ward: Ward) -> None:
    """A bulk export has a file for each kind of resource."""
    drug = json.dumps({"resourceType": "Medication", "id": "m1", "code": LETROZOLE}).encode() + b"\n"
    hers = json.dumps(ANNA).encode() + b"\n" + json.dumps(order("Medication/m1")).encode() + b"\n"
    ward.bring(("Medication.ndjson", drug), ("Other.ndjson", hers))
    assert ward.drugs() == ["letrozole"]


def test_one_urn_in_two_bundles_is_two_drugs(ward: Ward) -> None:
    """A sloppy program numbers the entries of each bundle anew."""
    url = "urn:uuid:1"
    letrozole: Body = {"resourceType": "Medication", "id": "m1", "code": LETROZOLE}
    fulvestrant: Body = {"resourceType": "Medication", "id": "m2", "code": {"text": "fulvestrant"}}
    ward.bring(
        ("a.json", bundle(letrozole, ANNA, order(url), urls=(url,))),
        ("b.json", bundle(fulvestrant, order(url) | {"id": "second"}, urls=(url,))),
    )
    assert sorted(ward.drugs()) == ["fulvestrant", "letrozole"]


def test_the_original_of_a_fact_is_one_step_away(ward: Ward) -> None:
    """Numbers keep their digits: 11.20 is not 11.2."""
    content = bundle(ANNA, haemoglobin(11.2)).replace(b"11.2", b"11.20")
    ward.bring(("a.json", content))
    for loaded in (ward.load("anna"), load_people([str(ward.folder / "a.json")], today=TODAY)):
        (record,) = loaded.people
        originals = loaded.originals(build_timeline("anna", record.facts))
        assert set(originals) == {"a.json#entry[0].resource", "a.json#entry[1].resource"}
        text = originals["a.json#entry[1].resource"]
        assert '"value": 11.20' in text
        assert json.loads(text) == haemoglobin(11.2)


def test_documents_of_one_name_stay_apart(ward: Ward) -> None:
    """Each month's export is called bundle.json."""
    ward.bring(("october/bundle.json", bundle(ANNA, haemoglobin(11.2, "one"))))
    ward.bring(("november/bundle.json", bundle(ANNA, haemoglobin(12.1, "two"))))
    loaded = ward.load("anna")
    first, second = loaded.files
    assert first.name == "bundle.json"
    assert second.name == f"bundle.json ({second.sha256[:12]})"
    originals = loaded.originals(build_timeline("anna", loaded.people[0].facts))
    assert json.loads(originals["bundle.json#entry[1].resource"])["id"] == "one"
    assert json.loads(originals[f"{second.name}#entry[1].resource"])["id"] == "two"


def test_a_file_and_the_store_together_make_one_record(ward: Ward) -> None:
    ward.bring(("a.json", bundle(ANNA, haemoglobin(11.2, "one"))))
    new = ward.folder / "new.json"
    new.write_bytes(bundle(haemoglobin(12.1, "two")))
    (record,) = ward.load("anna", str(new)).people
    assert sorted(float(fact.value.value) for fact in record.facts if isinstance(fact, LabResult) and fact.value) == [
        11.2,
        12.1,
    ]


def test_an_id_that_nobody_has_is_not_repeated(ward: Ward) -> None:
    """It may be somebody's: messages travel further than records."""
    ward.bring(("a.json", bundle(ANNA)))
    with pytest.raises(UsageError, match="RECORDS number 2") as refused:
        ward.load("anna", "berta-muster")
    assert "berta" not in str(refused.value)
    assert "onward store people" in str(refused.value)


def test_a_file_that_is_not_there_is_named(ward: Ward) -> None:
    ward.bring(("a.json", bundle(ANNA)))
    loaded = ward.load("anna", "missing.json")
    assert [record.person for record in loaded.people] == ["anna"]
    assert [(issue.file, issue.severity) for issue in loaded.issues] == [("missing.json", Severity.ERROR)]


def test_an_interrupted_import_is_named_with_every_answer(ward: Ward) -> None:
    ward.bring(("a.json", bundle(ANNA)))
    content = bundle(haemoglobin(11.2))
    key = sha256(content).hexdigest()
    with (
        pytest.raises(KeyboardInterrupt),
        Store.open(ward.address) as store,
        store.importing(received_at=NOON) as receiving,
    ):
        receiving.keep(sha256=key, name="half.json", format="FHIR JSON", size=len(content), original=[content])
        raise KeyboardInterrupt
    (issue,) = ward.load("anna").issues
    assert (issue.file, issue.severity) == ("half.json", Severity.ERROR)
    assert "import it again" in issue.did
    ward.bring(("half.json", content))
    assert ward.load("anna").issues == ()
    assert ward.values() == [11.2]


def test_without_a_store_an_id_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="onward import RECORDS"):
        load_people(["anna"], store=str(tmp_path / "none.sqlite"), today=TODAY)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_broken_store_is_a_broken_store(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"no database at all " * 100)
    with pytest.raises(StoreError):
        load_people(["anna"], store=str(tmp_path / "broken.sqlite"), today=TODAY)


def test_a_mistyped_file_name_needs_no_store_to_be_named(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"no database at all " * 100)
    loaded = load_people(["bundel.json"], store=str(tmp_path / "broken.sqlite"), today=TODAY)
    assert [(issue.file, issue.severity) for issue in loaded.issues] == [("bundel.json", Severity.ERROR)]


def test_a_program_reads_files_and_people_by_one_function(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(bundle(ANNA, haemoglobin(11.2)))
    with Store.open(address) as store:
        import_records([tmp_path / "a.json"], store, now=NOON)
    by_path, by_id = onward.read(tmp_path / "a.json"), onward.read("anna", store=address)
    assert by_path.people == by_id.people


def test_a_board_is_of_one_person(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(bundle(ANNA, ANNA | {"id": "berta"}))
    (tmp_path / "b.json").write_bytes(b"")
    with pytest.raises(UsageError, match="holds 2 people"):
        onward.board(onward.read(tmp_path / "a.json"), as_of=TODAY)
    with pytest.raises(UsageError, match="holds 2 people"):
        onward.board(onward.read(tmp_path / "a.json"), as_of=TODAY, person="carla")
    with pytest.raises(RecordsError, match="Nobody"):
        onward.board(onward.read(tmp_path / "b.json"), as_of=TODAY)


def test_files_need_no_store(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(bundle(ANNA, haemoglobin(11.2)))
    loaded = load_people([str(tmp_path / "a.json")], store=str(tmp_path / "none.sqlite"), today=TODAY)
    assert [record.person for record in loaded.people] == ["anna"]
    assert not (tmp_path / "none.sqlite").exists()
