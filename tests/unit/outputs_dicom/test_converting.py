"""`onward imaging convert` on a folder: what is drawn and reported comes out in each form, with equal numbers."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from pydicom import dcmread
from pydicom.uid import generate_uid
from tests.phantoms.dicom import Scan, write_scan, write_segmentation, write_structures
from tests.phantoms.lesions import report_by_dcmqi, seen_by_dcmqi
from tests.phantoms.reports import MM, group, number, write_report
from tests.phantoms.shapes import ellipsoid

from onward.app.imaging import index_folder, measure_regions
from onward.cli import main
from onward.intake import read
from onward.timeline import LesionMeasurement

SHAPE, SPACING = (12, 30, 36), (4.0, 2.5, 1.5)
UID = "1.2.826.0.1.3680043.10.77"


def lesion() -> np.ndarray:
    return ellipsoid(SHAPE, SPACING, (12, 10, 9), shift_mm=(4, -12, -10))


def petct(folder: Path) -> Scan:
    """A PET with a SEG of one lesion of known identity."""
    scan = Scan(values=np.where(lesion(), 8000.0, 1000.0), spacing_mm=SPACING, slope=0.5)
    write_scan(folder / "pet", scan)
    write_segmentation(folder / "pet", {"Liver 1": lesion()}, scan, tracking={"Liver 1": UID})
    return scan


def table(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((folder / "lesions.csv").read_text())))


def test_each_form_says_what_measuring_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    petct(tmp_path / "in")
    out = tmp_path / "out"
    arguments = ["--to", "seg,sr,rtstruct,csv,fhir", "--out", str(out), "--reader", "Reader 1", "--lesions", "--json"]
    assert main(["imaging", "convert", str(tmp_path / "in"), *arguments]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "onward.imaging-convert/1"
    assert [Path(one["file"]).name for one in document["files"]] == [
        "pt-01-seg.dcm", "pt-01-sr.dcm", "pt-01-rtstruct.dcm", "lesions.csv", "lesions.fhir.json",
    ]  # fmt: skip

    (measured,) = measure_regions(index_folder([tmp_path / "in"])).regions
    peak = measured.measured.peak
    assert peak is not None and measured.measured.axes is not None
    rows = {row["measure"]: row for row in table(out)}
    assert float(rows["SUVpeak"]["value"]) == pytest.approx(peak.value, rel=1e-12)
    assert float(rows["MTV"]["value"]) == pytest.approx(measured.measured.volume_ml, rel=1e-12)
    assert {row["tracking_uid"] for row in rows.values()} == {UID}
    assert {row["synthetic"] for row in rows.values()} == {"SYNTHETIC"}

    report = report_by_dcmqi(out / "pt-01-sr.dcm", tmp_path)
    assert {one["TrackingUniqueIdentifier"] for one in report["Measurements"]} == {UID}
    images, _ = seen_by_dcmqi(out / "pt-01-seg.dcm", tmp_path / "dcmqi")
    assert set(images) == {1}

    # What was written, beside the images, is measured alike: as SEG and as RTSTRUCT.
    for form in ("seg", "rtstruct"):
        again = tmp_path / form
        again.mkdir()
        (again / "object.dcm").write_bytes((out / f"pt-01-{form}.dcm").read_bytes())
        for path in sorted((tmp_path / "in" / "pet").glob("image-*.dcm")):
            (again / path.name).write_bytes(path.read_bytes())
        (one,) = measure_regions(index_folder([again])).regions
        assert one.region.tracking_uid == UID
        assert one.measured == measured.measured

    # And the report is a record.
    (person,) = read(out / "pt-01-sr.dcm").people
    facts = {fact.measure: fact for fact in person.facts if isinstance(fact, LesionMeasurement)}
    longest = facts["longest diameter"].value
    assert longest is not None
    assert float(longest.value) == pytest.approx(measured.measured.axes.long_axis_mm)


def test_report_and_table_and_resource_give_one_number(tmp_path: Path) -> None:
    """Somebody who gives a folder with all of them must not be told that they differ."""
    petct(tmp_path / "in")
    out = tmp_path / "out"
    arguments = ["--to", "sr,csv,fhir", "--out", str(out), "--reader", "Reader 1", "--lesions"]
    assert main(["imaging", "convert", str(tmp_path / "in"), *arguments]) == 0
    (person,) = read(out / "pt-01-sr.dcm").people
    from_report = {
        fact.measure: fact.value.value for fact in person.facts if isinstance(fact, LesionMeasurement) and fact.value
    }
    from_table = {row["measure"]: Decimal(row["value"]) for row in table(out)}
    for measure, value in from_report.items():
        assert from_table[measure] == value
    (size,) = (
        one["resource"]
        for one in json.loads((out / "lesions.fhir.json").read_text(), parse_float=Decimal)["entry"]
        if one["resource"].get("component")
    )
    assert size["component"][0]["valueQuantity"]["value"] == from_report["longest diameter"]


def test_without_a_reader_nothing_becomes_a_fact(tmp_path: Path) -> None:
    petct(tmp_path / "in")
    assert main(["imaging", "convert", str(tmp_path / "in"), "--to", "sr", "--out", str(tmp_path / "out")]) == 0
    found = read(tmp_path / "out")
    assert [fact for person in found.people for fact in person.facts] == []
    assert dcmread(tmp_path / "out" / "pt-01-sr.dcm").VerificationFlag == "UNVERIFIED"


def test_numbers_of_a_report_go_into_the_table_as_they_stand(tmp_path: Path) -> None:
    length = number(("103339001", "SCT", "Long axis"), "31.50", MM)
    entropy = number(("X6K6", "IBSI", "Intensity Histogram Mean"), "-119.0738", ("[hnsf'U]", "UCUM", ""))
    write_report(tmp_path / "in", "report.dcm", [group("1.2.840.1", length, entropy, tracking_id="L1")])
    assert main(["imaging", "convert", str(tmp_path / "in"), "--to", "csv", "--out", str(tmp_path / "out")]) == 0
    rows = table(tmp_path / "out")
    assert [(row["measure"], row["value"], row["unit"], row["reader"]) for row in rows] == [
        ("longest diameter", "31.50", "mm", "Reader One"),
        ("Intensity Histogram Mean", "-119.0738", "[hnsf'U]", "Reader One"),
    ]


def test_a_structure_set_becomes_a_seg_with_identities_of_its_own(tmp_path: Path) -> None:
    scan = Scan(values=np.full(SHAPE, 50.0), spacing_mm=SPACING, modality="CT", slope=1.0)
    write_scan(tmp_path / "in", scan)
    x, y, z = scan.position_mm(5)
    square = np.array([[x + 10, y + 10, z], [x + 30, y + 10, z], [x + 30, y + 30, z], [x + 10, y + 30, z]])
    write_structures(tmp_path / "in", {"Tumour": [square], "Heart": [square + np.array([12, 0, 0])]}, scan)
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, second):
        assert main(["imaging", "convert", str(tmp_path / "in"), "--to", "seg", "--out", str(out)]) == 0
    made, again = dcmread(first / "ct-01-seg.dcm"), dcmread(second / "ct-01-seg.dcm")
    # The two squares overlap: a label map cannot hold them.
    assert made.SegmentationType == "BINARY"
    kinds = [one.SegmentedPropertyTypeCodeSequence[0].CodeMeaning for one in made.SegmentSequence]
    assert kinds == ["Lesion", "Imaging Region of Interest"]
    assert len({one.TrackingUID for one in made.SegmentSequence}) == 2
    # The same region of the same object keeps its identity whenever it is written.
    assert [one.TrackingUID for one in made.SegmentSequence] == [one.TrackingUID for one in again.SegmentSequence]


def test_a_mask_drawn_on_another_grid_keeps_its_own_voxels(tmp_path: Path) -> None:
    scan = Scan(values=np.full(SHAPE, 50.0), spacing_mm=SPACING, modality="CT", slope=1.0)
    write_scan(tmp_path / "in", scan)
    fine = replace(scan, values=np.zeros((24, 60, 72)), spacing_mm=(2.0, 1.25, 0.75))
    mask = np.zeros(fine.values.shape, dtype=bool)
    mask[10:15, 20:31, 20:37] = True
    write_segmentation(tmp_path / "in", {"Tumour": mask}, fine, tracking={"Tumour": UID})
    arguments = ["--to", "seg,sr", "--out", str(tmp_path / "out")]
    assert main(["imaging", "convert", str(tmp_path / "in"), *arguments]) == 0
    images, _ = seen_by_dcmqi(tmp_path / "out" / "ct-01-seg.dcm", tmp_path / "dcmqi")
    assert int(sitk.GetArrayViewFromImage(images[1]).sum()) == 5 * 11 * 17
    assert images[1].GetSpacing() == pytest.approx((0.75, 1.25, 2.0))


def test_a_segmentation_of_other_images_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = petct(tmp_path / "in")
    stranger = replace(scan, series_uid=generate_uid(), frame_uid=generate_uid())
    write_segmentation(tmp_path / "in", {"Elsewhere": lesion()}, stranger, name="stranger.dcm")
    arguments = ["--to", "csv", "--out", str(tmp_path / "out"), "--json"]
    assert main(["imaging", "convert", str(tmp_path / "in"), *arguments]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [one["label"] for one in document["lesions"]] == ["Liver 1"]
    assert any("neither series nor frame of reference fits" in issue["what"] for issue in document["issues"])


def test_nothing_to_convert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_scan(tmp_path / "in", Scan(values=np.ones((3, 4, 4)), modality="CT", slope=1.0))
    assert main(["imaging", "convert", str(tmp_path / "in"), "--to", "seg", "--out", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
    assert "no region with its images" in capsys.readouterr().err


def test_a_form_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imaging", "convert", str(tmp_path), "--to", "nifti", "--out", str(tmp_path / "out")]) == 2
    assert "Known: seg, sr, rtstruct, csv, fhir" in capsys.readouterr().err
