"""Response as DICOM SR: read back by pydicom, every code looked up, the same answers give the same object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from highdicom.sr import srread
from pydicom import Dataset
from pydicom.sr._concepts_dict import concepts
from pydicom.sr.coding import Code
from tests.knowledge.response_pet import write_tables as write_pet_tables
from tests.knowledge.response_reads import read_book, write_tables
from tests.knowledge.response_tables import write_case_tables
from tests.phantoms.dicom import Scan
from tests.phantoms.lesions import READER, WRITTEN, on_phantom
from tests.phantoms.shapes import ellipsoid

from onward.app.response import response_of
from onward.cli import main
from onward.imaging import ReportedMeasure
from onward.intake import read
from onward.outputs.dicom import response_codes, write_measurements, write_response

B03 = [case for case in read_book("recist_1_1.cases.yaml") if case["id"] == "B03"]


def written(tmp_path: Path, capsys: pytest.CaptureFixture[str], criteria: str, **options: str) -> list[Dataset]:
    out = tmp_path / "out"
    more = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
    main(["response", str(tmp_path / "reads"), "--criteria", criteria, "--out", str(out), "--quiet", *more])
    capsys.readouterr()
    return sorted((pydicom.dcmread(path) for path in (out / "dicom").glob("*.dcm")), key=lambda one: str(one.StudyDate))


@pytest.fixture
def reads(tmp_path: Path) -> Path:
    folder = tmp_path / "reads"
    folder.mkdir()
    return folder


def items(dataset: Dataset) -> Iterator[tuple[Dataset, Dataset | None]]:
    """Every item of the content tree with the one that holds it."""

    def below(item: Dataset) -> Iterator[tuple[Dataset, Dataset | None]]:
        for child in item.get("ContentSequence") or ():
            yield child, item
            yield from below(child)

    yield from below(dataset)


def said(dataset: Dataset, code: str) -> list[Any]:
    """The values of the items of a concept, wherever they stand, in order."""
    found: list[Any] = []
    for item, _ in items(dataset):
        if item.ConceptNameCodeSequence[0].CodeValue != code:
            continue
        match item.ValueType:
            case "CODE":
                value = item.ConceptCodeSequence[0]
                found.append((value.CodeValue, value.CodingSchemeDesignator))
            case "NUM":
                measured = item.MeasuredValueSequence[0]
                unit = measured.MeasurementUnitsCodeSequence[0].CodeValue
                found.append((float(measured.NumericValue), unit))
            case "UIDREF":
                found.append(str(item.UID))
            case "PNAME":
                found.append(str(item.PersonName))
            case _:
                found.append(str(item.TextValue))
    return found


def test_a_report_says_method_parts_and_whole_with_sum_reason_and_reader(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # B03: 50 mm, 30 mm (PR), 36 mm (PD against the smallest sum).
    write_tables(reads, B03)
    first, second = written(tmp_path, capsys, "recist-1.1")
    assert [one.SOPClassUID.name for one in (first, second)] == ["Comprehensive SR Storage"] * 2
    assert (first.Modality, first.PatientID, first.StudyDate) == ("SR", "B03", "20260302")
    assert first.ConceptNameCodeSequence[0].CodeValue == "112020"
    assert said(first, "112021") == [("126081", "DCM")], "RECIST 1.1"
    assert said(first, "112048") == [("PR", "99ONWARD"), ("112042", "DCM")]
    assert said(second, "112048") == [("PD", "99ONWARD"), ("112043", "DCM")]
    assert said(first, "SUMDIAMETERS") == [(30.0, "mm")]
    assert said(first, "112051") == [(-40.0, "%")]
    assert said(second, "CHANGENADIR") == [(20.0, "%")]
    assert said(second, "NADIR") == [(30.0, "mm")]
    assert [text for text in said(second, "BECAUSE") if text.endswith("PD [RECIST 1.1, 4.3.1]")]
    assert said(first, "121008") == ["INVESTIGATOR^"], "the reader is the observer"
    assert said(first, "VISITDAY") == ["2026-03-02"]
    assert first.VerificationFlag == "UNVERIFIED"
    assert "SyntheticData" not in first


def test_the_best_response_stands_in_the_last_report_alone(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tables(reads, B03)
    first, second = written(tmp_path, capsys, "recist-1.1")
    assert said(first, "112049") == []
    assert said(second, "112049") == [("PR", "99ONWARD")]
    assert said(second, "BESTCONFIRMED") == [("SD", "99ONWARD")]


def test_what_a_category_is_inferred_from_stands_below_it(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "id": "P1",
        "lesions": {"T01": "liver", "NT01": "lung"},
        "visits": ["0: T01=50, NT01=present", "56: T01=30, NT01=present"],
    }
    write_tables(reads, [case])
    (made,) = written(tmp_path, capsys, "recist-1.1")
    parts = [
        item
        for item, holder in items(made)
        if holder is not None and item.RelationshipType == "INFERRED FROM" and item.ValueType == "CODE"
    ]
    assert [item.ConceptCodeSequence[0].CodeValue for item in parts] == ["112042", "112046"]
    lesion = said(made, "112039")
    assert lesion == ["T01"]
    assert said(made, "103339001") == [(30.0, "mm")]


def test_the_object_is_read_by_a_reader_of_structured_reports(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tables(reads, B03)
    written(tmp_path, capsys, "recist-1.1")
    for path in (tmp_path / "out" / "dicom").glob("*.dcm"):
        report = srread(path)
        assert report.content[0].name == Code("112020", "DCM", "Response Evaluation")
        assert "CurrentRequestedProcedureEvidenceSequence" not in report, "no images are named"


def test_onward_reads_no_measurement_out_of_its_own_report(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tables(reads, B03)
    written(tmp_path, capsys, "recist-1.1")
    found = read(tmp_path / "out" / "dicom")
    assert [fact for person in found.people for fact in person.facts] == []


def test_other_criteria_are_of_the_private_scheme_and_the_object_says_so(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pet_tables(
        reads, [case for case in read_book("percist_1_0.cases.yaml") if case["id"] == "G02"], "percist_1_0"
    )
    made = written(tmp_path, capsys, "percist-1.0,eortc-1999")
    assert {said(one, "112021")[0] for one in made} == {("percist-1.0", "99ONWARD"), ("eortc-1999", "99ONWARD")}
    percist = [one for one in made if said(one, "112021")[0][0] == "percist-1.0"]
    assert [said(one, "112048")[0] for one in percist] == [("PMR", "99ONWARD"), ("PMD", "99ONWARD")]
    assert said(percist[0], "sul_peak")[0][1] == "g/mL"
    assert {one.CodingSchemeIdentificationSequence[0].CodingSchemeDesignator for one in made} == {"99ONWARD"}
    assert len({str(one.StudyInstanceUID) for one in made}) == 2, "one study a visit, whatever the criterion"
    assert len({str(one.SeriesInstanceUID) for one in made}) == 4


def test_bone_and_brain_have_reports_and_a_marker_has_none(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "id": "P1",
        "lesions": {"T01": "brain", "NT01": "bone"},
        "therapy": ["0 capecitabine"],
        "steroids": ["none"],
        "clinical": ["84 stable"],
        "visits": ["0: T01=20, NT01=ct present", "84: T01=14, NT01=ct sclerotic rim"],
        "marker": "CA 15-3",
        "values": ["-3: 100 U/mL", "84: 150 U/mL"],
    }
    write_case_tables(reads, [case])
    made = written(tmp_path, capsys, "", as_of="2026-11-28")
    methods = {said(one, "112021")[0][0] for one in made}
    assert methods == {"126081", "mda-bone", "rano-bm"}


def test_the_same_records_give_the_same_bytes_and_another_reason_another_object(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tables(reads, B03)
    written(tmp_path, capsys, "recist-1.1", as_of="2026-11-28")
    folder = tmp_path / "out" / "dicom"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    uids = {str(pydicom.dcmread(path).SOPInstanceUID) for path in folder.iterdir()}
    written(tmp_path, capsys, "recist-1.1", as_of="2026-11-28")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    later = written(tmp_path, capsys, "recist-1.1", as_of="2026-11-29")
    assert {str(one.SOPInstanceUID) for one in later} == uids
    changed = [{**B03[0], "visits": [visit.replace("36", "35") for visit in B03[0]["visits"]]}]
    assert changed != B03
    write_tables(reads, changed)
    other = written(tmp_path, capsys, "recist-1.1", as_of="2026-11-28")
    assert len({str(one.SOPInstanceUID) for one in other} & uids) == 1, "only the first visit is as it was"


def test_names_of_people_and_visits_are_no_paths(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tables(reads, [{**B03[0], "id": "../P 1/é"}])
    made = written(tmp_path, capsys, "recist-1.1")
    assert {one.PatientID for one in made} == {"../P 1/é"}
    assert all(path.parent.name == "dicom" for path in (tmp_path / "out").rglob("*.dcm"))


def test_synthetic_measurements_give_synthetic_reports() -> None:
    made = write_response(*_one(), written=datetime(2026, 11, 28, tzinfo=UTC), is_synthetic=True)
    assert made.SyntheticData == "YES"
    assert made.SeriesDescription.startswith("SYNTHETIC")


def test_a_measurement_report_on_synthetic_images_leads_to_synthetic_responses(
    reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shape, spacing = (14, 30, 36), (4.0, 2.5, 1.5)
    scan = Scan(values=np.random.default_rng(5).random(shape) * 10, spacing_mm=spacing, modality="CT")
    found = on_phantom(tmp_path / "images", scan, {"large": ellipsoid(shape, spacing, (12, 10, 9))})
    for day, millimetres in (("20260105", 50), ("20260302", 30)):
        length = ReportedMeasure(name="longest diameter", value=millimetres, unit="mm")
        lesion = replace(found.lesions[0], role="target", measures=(length,))
        report = write_measurements([lesion], found.headers, reader=READER, written=WRITTEN)
        report.StudyDate, report.StudyInstanceUID = day, f"2.25.{day}"
        report.save_as(reads / f"{day}.dcm", enforce_file_format=True)
    made = written(tmp_path, capsys, "recist-1.1")
    assert [said(one, "112048")[0] for one in made] == [("PR", "99ONWARD")]
    assert [one.SyntheticData for one in made] == ["YES"]
    assert said(made[0], "112040") == [found.lesions[0].lesion.tracking_uid]


def test_without_dicom_no_folder_is_made(reads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tables(reads, B03)
    main(["response", str(reads), "--out", str(tmp_path / "out"), "--no-dicom", "--quiet"])
    capsys.readouterr()
    assert not (tmp_path / "out" / "dicom").exists()


def test_a_baseline_is_no_response() -> None:
    response, _ = _one()
    with pytest.raises(ValueError, match="nothing to report"):
        write_response(response, response.visits[0], written=datetime(2026, 11, 28, tzinfo=UTC))


def test_every_code_of_the_standard_is_in_its_dictionary() -> None:
    known: Mapping[str, set[str]] = {
        scheme: {code for keyword in concepts[scheme].values() for code in keyword} for scheme in ("DCM", "SCT")
    }
    meanings = {
        (scheme, code): detail[0]
        for scheme in known
        for keyword in concepts[scheme].values()
        for code, detail in keyword.items()
    }
    used = [value for value in vars(response_codes).values() if isinstance(value, Code)]
    used += [response_codes.target_code(word) for word in ("CR", "PR", "SD", "PD")]
    used += [response_codes.other_code(word) for word in ("CR", "NON-CR/NON-PD", "SD", "PD")]
    standard = [code for code in used if code.scheme_designator != "99ONWARD"]
    assert len(standard) > 15
    for code in standard:
        assert code.value in known[code.scheme_designator], code
        assert meanings[code.scheme_designator, code.value].lower() == code.meaning.lower(), code


def test_codes_of_the_private_scheme_fit_and_differ() -> None:
    used = [value for value in vars(response_codes).values() if isinstance(value, Code)]
    values = [code.value for code in used if code.scheme_designator == "99ONWARD"]
    assert len(set(values)) == len(values)
    words = (
        "CR",
        "PR",
        "SD",
        "PD",
        "NON-CR/NON-PD",
        "NE",
        "iCR",
        "iPR",
        "iSD",
        "iUPD",
        "iCPD",
        "NON-iCR/NON-iUPD",
        "CMR",
        "PMR",
        "SMD",
        "PMD",
    )
    codes = [response_codes.person_code(word) for word in words]
    assert len({code.value for code in codes}) == len(codes)
    assert all(len(code.value) <= 16 and len(code.meaning) <= 64 for code in (*codes, *used))


def _one() -> tuple[Any, Any]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write_tables(Path(folder), B03)
        (record,) = read(Path(folder)).people
    (response,) = response_of(record, ("recist-1.1",), as_of=date(2026, 11, 28))
    return response, response.visits[-1]
