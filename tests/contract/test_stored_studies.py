"""Study folders in the store: the files as they came, and each person read from them again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from onward.app.importing import import_records
from onward.app.records import load_people
from onward.store import Store
from onward.timeline import Variant, VariantKind, build_timeline

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def table(*rows: str) -> bytes:
    """Columns written with two spaces or more between them."""
    return "".join("\t".join(cell.strip() for cell in row.split("  ") if cell.strip()) + "\n" for row in rows).encode()


FILES = {
    "meta_study.txt": b"cancer_study_identifier: ward\ntype_of_cancer: brca\nname: A ward\n",
    "data_clinical_patient.txt": table("PATIENT_ID  SEX", "P-1  Female", "P-2  Female"),
    "data_clinical_sample.txt": table(
        "PATIENT_ID  SAMPLE_ID  SAMPLE_TYPE", "P-1  S-1  Primary", "P-1  S-2  Metastasis", "P-2  S-3  Metastasis"
    ),
    "data_mutations.txt": table(
        "Hugo_Symbol  Tumor_Sample_Barcode  HGVSp_Short  Variant_Classification",
        "PIK3CA  S-2  p.H1047R  Missense_Mutation",
        "ESR1  S-3  p.D538G  Missense_Mutation",
    ),
    "data_cna.txt": table("Hugo_Symbol  S-1  S-2  S-3", "ERBB2  0  2  -2"),
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "ward"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


def test_every_file_of_a_study_is_kept_as_it_came(store: Store, study: Path) -> None:
    report = import_records([study], store, now=NOON)
    assert {file.name: file.sha256 for file in report.files} == {
        f"ward/{name}": sha256(content).hexdigest() for name, content in FILES.items()
    }
    for content in FILES.values():
        assert store.document_bytes(sha256(content).hexdigest()) == content
    assert store.people() == ("P-1", "P-2")
    assert report.resources["sample"].facts == 3
    assert report.resources["mutation"].facts == 2


def test_a_study_that_is_imported_twice_adds_nothing(store: Store, study: Path) -> None:
    first = import_records([study], store, now=NOON)
    before = store.documents()
    second = import_records([study], store, now=NOON)
    assert store.documents() == before
    assert second.import_id == 0
    assert {kind: one.seen for kind, one in second.resources.items()} == {
        kind: one.seen for kind, one in first.resources.items()
    }
    assert all(one.duplicate == one.seen for one in second.resources.values())
    assert second.issues == first.issues


def test_a_person_of_a_study_is_the_same_from_the_store_as_from_the_folder(address: str, study: Path) -> None:
    with Store.open(address) as store:
        import_records([study], store, now=NOON)
    from_folder = load_people([str(study)], today=TODAY)
    assert [record.person for record in from_folder.people] == ["P-1", "P-2"]
    for person in from_folder.people:
        stored = load_people([person.person], store=address, today=TODAY)
        (record,) = stored.people
        assert record.facts == person.facts
        assert record.resources == person.resources
        assert sorted(file.sha256 for file in stored.files) == sorted(file.sha256 for file in from_folder.files)


@pytest.mark.parametrize("from_store", [False, True])
def test_the_original_of_a_finding_is_her_own_row(address: str, study: Path, from_store: bool) -> None:
    """A row of the copy number table holds everybody's: only her own column is shown."""
    with Store.open(address) as store:
        import_records([study], store, now=NOON)
    records = ["P-1"] if from_store else [str(study)]
    loaded = load_people(records, store=address, today=TODAY)
    record = loaded.people[0]
    assert record.person == "P-1"
    originals = loaded.originals(build_timeline("P-1", record.facts))
    assert originals["ward/data_mutations.txt#row 2"].splitlines() == [
        "Hugo_Symbol: PIK3CA",
        "Tumor_Sample_Barcode: S-2",
        "HGVSp_Short: p.H1047R",
        "Variant_Classification: Missense_Mutation",
    ]
    assert originals["ward/data_cna.txt#row 2"].splitlines() == ["Hugo_Symbol: ERBB2", "S-2: 2"]
    assert not any("S-3" in text or "P-2" in text for text in originals.values())


def test_a_study_that_changed_is_read_in_its_new_version(address: str, study: Path) -> None:
    """The laboratory took the amplification back."""

    def amplified() -> list[str]:
        (record,) = load_people(["P-1"], store=address, today=TODAY).people
        return [
            fact.gene
            for fact in record.facts
            if isinstance(fact, Variant) and fact.kind is VariantKind.AMPLIFICATION and fact.present
        ]

    with Store.open(address) as store:
        import_records([study], store, now=NOON)
    assert amplified() == ["ERBB2"]
    (study / "data_cna.txt").write_bytes(table("Hugo_Symbol  S-1  S-2  S-3", "ERBB2  0  0  -2"))
    with Store.open(address) as store:
        import_records([study], store, now=NOON)
        assert [document.name for document in store.documents()].count("ward/data_cna.txt") == 2
    assert amplified() == []


def test_a_study_and_the_store_of_it_side_by_side_keep_their_sources_apart(address: str, study: Path) -> None:
    with Store.open(address) as store:
        import_records([study], store, now=NOON)
    (study / "data_mutations.txt").write_bytes(FILES["data_mutations.txt"].replace(b"p.H1047R", b"p.E545K"))
    loaded = load_people([str(study), "P-1"], store=address, today=TODAY)
    record = loaded.people[0]
    originals = loaded.originals(build_timeline("P-1", record.facts))
    assert "p.E545K" in originals["ward/data_mutations.txt#row 2"]
    assert "p.H1047R" in originals["ward (version 1)/data_mutations.txt#row 2"]
