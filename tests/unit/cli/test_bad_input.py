"""Bad input gets a clear line (file, place, what, what to do); the rest goes on; nobody ever sees a traceback."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.records import breast_cancer, bundle, lab, patient, write

from onward.cli import main

Run = tuple[int, dict[str, Any], str]


@pytest.fixture
def disease(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs `onward disease ... --json` and gives status, document and standard error."""

    def run(*arguments: str | Path) -> Run:
        status = main(["disease", *map(str, arguments), "--json", "--as-of", "2026-11-23"])
        out, err = capfdbinary.readouterr()
        return status, json.loads(out), err.decode()

    return run


def issues_of(document: dict[str, Any]) -> list[dict[str, str]]:
    """All issues, wherever they stand."""
    return [*document["issues"], *(issue for person in document.get("people", []) for issue in person["issues"])]


def said(document: dict[str, Any], *words: str) -> dict[str, str]:
    """The one kind of issue that has all the words; every issue has its four fields filled."""
    for issue in issues_of(document):
        assert issue["file"] and issue["what"] and issue["did"], issue
    text = [issue for issue in issues_of(document) if all(w.lower() in json.dumps(issue).lower() for w in words)]
    assert text, f"no issue speaks of {words}: {issues_of(document)}"
    return text[0]


def good(folder: Path) -> Path:
    """A good record beside the bad one: it must survive."""
    return write(folder / "good.json", bundle(patient("good"), breast_cancer("good")))


def people(document: dict[str, Any]) -> set[str]:
    return {one["person"] for one in document["people"]} if "people" in document else {document["person"]}


def test_truncated_json_says_where_and_the_rest_is_read(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    whole = json.dumps(bundle(patient(), breast_cancer(), lab()))
    (tmp_path / "cut.json").write_text(whole[: len(whole) - 200])
    status, document, _ = disease(tmp_path)
    assert status == 1
    assert said(document, "cut.json")["file"].endswith("cut.json")
    assert "good" in people(document)


def test_wrong_encoding(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    text = json.dumps(bundle(patient(name=[{"family": "Ätna"}]), breast_cancer()), ensure_ascii=False)
    (tmp_path / "latin.json").write_bytes(text.encode("latin-1"))
    status, document, _ = disease(tmp_path)
    assert status == 1
    said(document, "latin.json", "utf-8")
    assert "good" in people(document)


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path, disease: Any) -> None:
    (tmp_path / "bom.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(bundle(patient(), breast_cancer())).encode())
    status, document, _ = disease(tmp_path / "bom.json")
    assert (status, people(document)) == (0, {"p1"})


def test_utf16_with_its_mark_is_read(tmp_path: Path, disease: Any) -> None:
    (tmp_path / "wide.json").write_bytes(json.dumps(bundle(patient(), breast_cancer())).encode("utf-16"))
    _, document, _ = disease(tmp_path / "wide.json")
    assert people(document) == {"p1"}


def test_dstu2_is_named(tmp_path: Path, disease: Any) -> None:
    order = {
        "resourceType": "MedicationOrder",
        "id": "o",
        "patient": {"reference": "Patient/p1"},
        "medicationCodeableConcept": {"text": "letrozole"},
    }
    _, document, _ = disease(write(tmp_path / "old.json", bundle(patient(), breast_cancer(), order)))
    said(document, "MedicationOrder", "DSTU2")


def test_xml_where_json_is_meant(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    (tmp_path / "p.xml").write_text(
        '<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"><id value="x"/></Patient>'
    )
    status, document, _ = disease(tmp_path)
    assert status == 1
    said(document, "p.xml", "xml", "json")


def test_json_that_is_no_fhir(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    write(tmp_path / "other.json", {"hello": "world"})
    status, document, _ = disease(tmp_path)
    assert status == 1
    said(document, "other.json", "fhir")


def test_a_string_of_ten_megabytes(tmp_path: Path, disease: Any) -> None:
    note = lab(note=[{"text": "x" * 10_000_000}])
    status, document, _ = disease(write(tmp_path / "long.json", bundle(patient(), breast_cancer(), note)))
    assert (status, people(document)) == (0, {"p1"})


def test_deep_nesting(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    deep = '{"resourceType":"Observation","x":' + "[" * 100_000 + "]" * 100_000 + "}"
    (tmp_path / "deep.json").write_text(deep)
    status, document, _ = disease(tmp_path)
    assert status == 1
    said(document, "deep.json", "nest")
    assert "good" in people(document)


def test_one_id_with_two_contents(tmp_path: Path, disease: Any) -> None:
    one, other = lab(), lab(valueQuantity={"value": 9.9, "unit": "g/dL", "code": "g/dL"})
    _, document, _ = disease(write(tmp_path / "twice.json", bundle(patient(), breast_cancer(), one, other)))
    said(document, "lab-1")


def test_dates_in_the_future_and_before_birth(tmp_path: Path, disease: Any) -> None:
    early = lab(name="early", effectiveDateTime="1950-01-01")
    late = lab(name="late", effectiveDateTime="2199-01-01")
    _, document, _ = disease(write(tmp_path / "dates.json", bundle(patient(), breast_cancer(), early, late)))
    said(document, "birth")
    said(document, "future")


def test_an_unknown_unit_is_not_guessed(
    tmp_path: Path, disease: Any, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    odd = lab(valueQuantity={"value": 12.1, "unit": "glugs"})
    path = write(tmp_path / "unit.json", bundle(patient(), breast_cancer(), odd))
    _, document, _ = disease(path)
    said(document, "glugs")
    assert main(["timeline", str(path), "--json", "--kind", "lab_result"]) == 0
    facts = json.loads(capfdbinary.readouterr().out)["facts"]
    assert [(fact["value"], fact["unit"]) for fact in facts] == [(12.1, None)]


def test_a_bundle_with_two_patients_gives_two_people(tmp_path: Path, disease: Any) -> None:
    path = write(tmp_path / "two.json", bundle(patient("a"), patient("b"), breast_cancer("a"), breast_cancer("b")))
    status, document, _ = disease(path)
    assert (status, people(document)) == (0, {"a", "b"})


def test_a_resource_of_nobody_in_a_bundle_of_two_is_given_to_nobody(tmp_path: Path, disease: Any) -> None:
    orphan = {key: value for key, value in lab().items() if key != "subject"}
    _, document, _ = disease(write(tmp_path / "two.json", bundle(patient("a"), patient("b"), orphan)))
    said(document, "lab-1")


def test_another_cancer_is_no_breast_cancer(tmp_path: Path, disease: Any) -> None:
    lung = breast_cancer(code={"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "C34.9"}]})
    _, document, _ = disease(write(tmp_path / "lung.json", bundle(patient(), lung)))
    assert document["metastatic"] == "unknown"
    assert document["receptors"] == []


def test_an_empty_bundle_has_no_person(tmp_path: Path, disease: Any) -> None:
    status, document, _ = disease(write(tmp_path / "empty.json", bundle()))
    assert status == 1
    assert document["people"] == []
    said(document, "empty.json")


@pytest.mark.skipif(
    os.geteuid() == 0, reason="root may read everything; tests/unit/intake/test_files.py has the case for root"
)
def test_a_folder_without_permission(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        status, document, _ = disease(tmp_path)
    finally:
        closed.chmod(0o700)
    assert status == 1
    said(document, "closed", "permission")
    assert "good" in people(document)


def test_markup_in_a_name_stays_text(tmp_path: Path, disease: Any) -> None:
    who = patient(name=[{"family": "<script>alert(1)</script>", "given": ["A"]}])
    path = write(tmp_path / "x.json", bundle(who, breast_cancer()))
    out = tmp_path / "board.html"
    assert main(["board", str(path), "--out", str(out)]) == 0
    assert "<script>alert(1)</script>" not in out.read_text()


def test_a_path_that_is_not_there_is_named_and_the_rest_is_read(tmp_path: Path, disease: Any) -> None:
    status, document, _ = disease(good(tmp_path), tmp_path / "nothing.json")
    assert status == 1
    assert said(document, "nothing.json", "no such file")["severity"] == "error"
    assert people(document) == {"good"}


def test_a_name_that_is_neither_file_nor_person_is_bad_usage(tmp_path: Path, capsys: Any) -> None:
    assert main(["disease", "nobody-of-that-name", "--store", str(tmp_path / "s.sqlite")]) == 2
    # An id may be a person's name: it is not repeated.
    assert "nobody-of-that-name" not in capsys.readouterr().err


def test_a_broken_gzip(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    packed = gzip.compress(json.dumps(bundle(patient(), breast_cancer())).encode())
    (tmp_path / "broken.ndjson.gz").write_bytes(packed[: len(packed) // 2])
    status, document, _ = disease(tmp_path)
    assert status == 1
    said(document, "broken.ndjson.gz")
    assert "good" in people(document)


def test_licences_and_readmes_are_skipped_without_an_issue(tmp_path: Path, disease: Any) -> None:
    good(tmp_path)
    (tmp_path / "LICENSE").write_text("Apache License")
    (tmp_path / "README.md").write_text("# read me")
    status, document, _ = disease(tmp_path)
    assert status == 0
    assert issues_of(document) == []
    assert {Path(one["file"]).name for one in document["skipped"]} == {"LICENSE", "README.md"}
