"""What we write as SR TID 1500 says the same to dcmqi's reader: lesions, places, numbers with units, who measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.sr._concepts_dict import concepts
from tests.phantoms.dicom import Scan
from tests.phantoms.lesions import READER, WRITTEN, OnPhantom, on_phantom, report_by_dcmqi
from tests.phantoms.shapes import ellipsoid

from onward.imaging import ReportedMeasure
from onward.outputs.dicom import write_measurements, write_segmentation
from onward.outputs.dicom.concepts import MEASURES, PRIVATE_SCHEME

SHAPE = (14, 30, 36)
SPACING = (4.0, 2.5, 1.5)


def scan(modality: str) -> Scan:
    values = np.random.default_rng(5).random(SHAPE) * 10
    return Scan(values=values, spacing_mm=SPACING, modality=modality, slope=0.001 if modality == "PT" else 1.0)


def found_on(folder: Path, modality: str = "PT", **of_lesion: Any) -> OnPhantom:
    masks = {
        "large": ellipsoid(SHAPE, SPACING, (12, 10, 9), shift_mm=(8, -12, -10)),
        "rib": ellipsoid(SHAPE, SPACING, (9, 6, 6), shift_mm=(-12, 15, 12)),
    }
    return on_phantom(folder / "images", scan(modality), masks, **of_lesion)


def numbers_of(report: dict[str, Any], tracking: str) -> dict[str, tuple[float, str]]:
    """The numbers of one lesion by name and derivation, with the unit."""
    found: dict[str, tuple[float, str]] = {}
    for group in report["Measurements"]:
        if group["TrackingUniqueIdentifier"] == tracking:
            for item in group["measurementItems"]:
                derivation = item.get("derivationModifier", {}).get("CodeMeaning", "")
                name = f"{item['quantity']['CodeMeaning']} {derivation}".strip()
                assert name not in found
                found[name] = (float(item["value"]), item["units"]["CodeValue"])
    return found


def test_every_number_comes_back_with_its_unit(tmp_path: Path) -> None:
    found = found_on(tmp_path)
    segmentation = write_segmentation(found.lesions, found.headers, written=WRITTEN)
    path = tmp_path / "report.dcm"
    write_measurements(found.lesions, found.headers, segmentation=segmentation, reader=READER, written=WRITTEN).save_as(
        path, enforce_file_format=True
    )

    report = report_by_dcmqi(path, tmp_path)
    for one in found.lesions:
        numbers = numbers_of(report, one.lesion.tracking_uid)
        expected = {measure.name: measure for measure in one.measures}
        assert len(numbers) == len(expected)
        for name, written_as in (
            ("longest diameter", "Long axis"),
            ("perpendicular diameter", "Short axis"),
            ("MTV", "Metabolic Volume"),
            ("TLG", "Total Lesion Glycolysis"),
            ("SUVmean", "SUVbw Mean"),
            ("SUVmax", "SUVbw Maximum"),
            ("SUVpeak", "SUVbw Peak Value Within ROI"),
        ):
            value, unit = numbers[written_as]
            assert value == pytest.approx(expected[name].value, rel=1e-12)
            assert unit == expected[name].unit
    assert numbers_of(report, found.lesions[0].lesion.tracking_uid)["Metabolic Volume"][1] == "ml"
    assert report["observerContext"] == {"ObserverType": "PERSON", "PersonObserverName": "Reader 1^"}
    assert report["VerificationFlag"] == "VERIFIED"
    first = report["Measurements"][0]
    assert first["TrackingIdentifier"] == "L1"
    assert first["ReferencedSegment"] == 1
    assert first["segmentationSOPInstanceUID"] == segmentation.SOPInstanceUID
    assert first["SourceSeriesForImageSegmentation"] == found.stack.series.uid
    assert first["FindingSite"] == {"CodeMeaning": "Liver", "CodeValue": "10200004", "CodingSchemeDesignator": "SCT"}


def test_attenuation_and_side_of_a_rib_on_ct(tmp_path: Path) -> None:
    found = found_on(tmp_path, "CT", site="bone", site_text="fourth left rib", laterality="left")
    path = tmp_path / "report.dcm"
    write_measurements(found.lesions, found.headers, reader=READER, written=WRITTEN).save_as(
        path, enforce_file_format=True
    )
    report = report_by_dcmqi(path, tmp_path)
    group = report["Measurements"][0]
    assert group["FindingSite"]["CodeValue"] == "113197003"
    assert group["Laterality"]["CodeMeaning"] == "Left"
    numbers = numbers_of(report, found.lesions[0].lesion.tracking_uid)
    mean = next(measure.value for measure in found.lesions[0].measures if measure.name == "mean")
    assert numbers["Attenuation Coefficient Mean"] == (pytest.approx(mean), "[hnsf'U]")
    assert numbers["Volume"][1] == "ml"


def test_a_line_of_the_long_axis_lies_in_the_patient(tmp_path: Path) -> None:
    found = found_on(tmp_path)
    made = write_measurements(found.lesions, found.headers, reader=READER, written=WRITTEN)
    lines = [one for one in made.iterall() if one.keyword == "GraphicData"]
    assert len(lines) == 2
    for line, one in zip(lines, found.lesions, strict=True):
        ends = np.array(line.value, dtype=float).reshape(2, 3)
        long_mm = next(measure.value for measure in one.measures if measure.name == "longest diameter")
        assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(long_mm, rel=1e-5)


def test_what_nobody_confirmed_is_unverified_and_of_a_device_alone(tmp_path: Path) -> None:
    found = found_on(tmp_path, algorithm="41 % isocontour", reader="")
    path = tmp_path / "report.dcm"
    write_measurements(found.lesions, found.headers, written=WRITTEN).save_as(path, enforce_file_format=True)
    report = report_by_dcmqi(path, tmp_path)
    assert report["VerificationFlag"] == "UNVERIFIED"
    assert report["observerContext"]["ObserverType"] == "DEVICE"
    made = dcmread(path)
    assert made.SyntheticData == "YES" and made.SeriesDescription.startswith("SYNTHETIC")


def test_a_measure_without_code_is_written_in_the_private_scheme_and_said(tmp_path: Path) -> None:
    found = found_on(tmp_path)
    odd = replace(found.lesions[0], measures=(ReportedMeasure(name="roundness", value=0.8, unit="1"),))
    made = write_measurements([odd], found.headers, reader=READER, written=WRITTEN)
    assert any(item.CodingSchemeDesignator == PRIVATE_SCHEME for item in made.CodingSchemeIdentificationSequence)


def test_a_lesion_without_identity_is_refused(tmp_path: Path) -> None:
    found = found_on(tmp_path, tracking_uid="")
    with pytest.raises(ValueError, match="TrackingUID"):
        write_measurements(found.lesions, found.headers, reader=READER, written=WRITTEN)


def test_each_code_stands_in_dicoms_dictionary_with_its_meaning() -> None:
    meanings: dict[tuple[str, str], set[str]] = {}
    for scheme, words in concepts.items():
        for coded in words.values():
            for value, (meaning, _) in coded.items():
                meanings.setdefault((scheme, value), set()).add(meaning.lower())
    for concept in MEASURES.values():
        for code in (concept.name, concept.derivation, concept.method):
            if code is not None and code.scheme_designator != PRIVATE_SCHEME:
                assert code.meaning.lower() in meanings[(code.scheme_designator, code.value)]
