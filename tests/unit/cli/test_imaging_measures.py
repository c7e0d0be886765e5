"""`onward imaging compare`, `bonescan`, `enhance` and `diffusion` on images with known answers, and on bad ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset, dcmread
from tests.phantoms.dicom import Scan, tracer, write_scan, write_segmentation
from tests.phantoms.planar import body, write_bone_scan

from onward.app.imaging import index_folder
from onward.cli import main
from onward.intake.dicom import read_voxels
from onward.terms import Issue

RIB = (98, 110, 160.0, 3)
MIRRORED = (98, 159 - 110, 160.0, 3)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    """Status, the JSON printed (None for none), and standard error."""
    try:
        status = main(["imaging", *words, "--json", "--quiet"])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    out, err = capsys.readouterr()
    return status, json.loads(out) if out.strip() else None, err


# Bone scans


def both(folder: Path, *, date: str = "20260105", **how: Any) -> None:
    """A spot in the person's left rib, seen from the front and from the back."""
    write_bone_scan(folder, [("anterior", body(RIB)), ("posterior", body(MIRRORED))], date=date, **how)


@pytest.mark.parametrize("two_files", [False, True])
def test_front_and_back_show_one_spot_on_the_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], two_files: bool
) -> None:
    both(tmp_path / "scan", two_files=two_files)
    status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"))
    assert status == 0 and found["schema"] == "onward.imaging-bonescan/1"
    (scan,) = found["scans"]
    assert [view["view"] for view in scan["views"]] == ["anterior", "posterior"]
    (ahead,), (behind,) = (view["candidates"] for view in scan["views"])
    assert (ahead["spot"], ahead["side"], ahead["twin"]) == ("A1", "left", "P1")
    assert (behind["spot"], behind["side"], behind["twin"]) == ("P1", "left", "A1")
    assert "median count of the skeleton" in scan["views"][0]["normalised_by"]
    assert not ahead["is_confirmed"] and scan["confirmed"] is None
    assert scan["bone_scan_index_percent"] is None and "nobody confirmed" in scan["why_no_index"]


def test_a_reader_s_normal_region_serves_both_views(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both(tmp_path / "scan")
    _, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"), "--normal", "posterior,58,300,4")
    ahead, behind = found["scans"][0]["views"]
    assert behind["reference_counts"] == ahead["reference_counts"] == 40
    assert ahead["normalised_by"].endswith("on the posterior view")


def test_confirmed_spots_give_the_share_of_the_skeleton_and_its_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ribs 10 % of 4.4 = 0.44 %; later ribs 20 % and spine 5 % of 8.3: 0.88 + 0.415 = 1.295 %."""
    both(tmp_path / "one")
    both(tmp_path / "two", date="20260705")
    sheet = tmp_path / "spots.csv"
    folders = [str(tmp_path / "one"), str(tmp_path / "two")]
    run(capsys, "bonescan", *folders, "--sheet", str(sheet))
    lines = sheet.read_text().splitlines()
    assert lines[0].startswith("scan,spot,bone,percent,reader") and lines[1].startswith(
        "2026-01-05,A1,,,,anterior,left"
    )
    sheet.write_text(
        "scan,spot,bone,percent,reader\n"
        "2026-01-05,A1,ribs,10,Reader 1\n"
        "2026-01-05,P1,,,\n"
        "2026-07-05,A1,Ribs,20 %,Reader 1\n"
        "2026-07-05,,vertebral column,5,Reader 1\n"
    )
    status, found, _ = run(capsys, "bonescan", *folders, "--confirmed", str(sheet))
    assert status == 0
    one, two = found["scans"]
    assert one["bone_scan_index_percent"] == pytest.approx(0.44)
    assert two["bone_scan_index_percent"] == pytest.approx(1.295)
    assert one["confirmed"] == [{"spot": "A1", "bone": "ribs", "percent": 10.0, "reader": "Reader 1"}]
    ahead, behind = (view["candidates"][0] for view in one["views"])
    assert ahead["is_confirmed"] and not behind["is_confirmed"]
    (change,) = found["changes"]
    assert change["points"] == pytest.approx(0.855)
    assert (change["newly"], change["more"]) == (["spine"], ["ribs"])


def test_a_reader_who_found_none_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both(tmp_path / "scan")
    (tmp_path / "spots.csv").write_text("scan;spot;bone;percent;reader\n2026-01-05;;none;0;Reader 1\n")
    _, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"), "--confirmed", str(tmp_path / "spots.csv"))
    assert found["scans"][0]["bone_scan_index_percent"] == 0


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("2026-01-05,A1,ribs,10,", "no reader is named"),
        ("2026-01-05,A1,ribs,,Reader 1", "percent is missing"),
        ("2026-01-05,A1,ribs,0,Reader 1", "above 0"),
        ("2026-01-05,A1,ribs,101,Reader 1", "not above 100"),
        ("2026-01-05,A1,left femor,10,Reader 1", "written alike: left femur"),
        (",A1,ribs,10,Reader 1", "no scan is named"),
        ("2031-01-05,A1,ribs,10,Reader 1", "no scan of this day"),
    ],
)
def test_lines_that_cannot_be_used_are_told_and_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, what: str
) -> None:
    both(tmp_path / "scan")
    (tmp_path / "spots.csv").write_text(f"scan,spot,bone,percent,reader\n{line}\n")
    status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"), "--confirmed", str(tmp_path / "spots.csv"))
    assert status == 1
    (issue,) = found["issues"]
    assert what in issue["what"] and issue["place"] == "line 2"
    assert found["scans"][0]["bone_scan_index_percent"] is None


def test_a_share_above_the_whole_bone_gives_no_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both(tmp_path / "scan")
    rows = "2026-01-05,A1,ribs,60,Reader 1\n2026-01-05,,ribs,60,Reader 1\n"
    (tmp_path / "spots.csv").write_text(f"scan,spot,bone,percent,reader\n{rows}")
    status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"), "--confirmed", str(tmp_path / "spots.csv"))
    assert status == 1 and "add up to 120 %" in found["scans"][0]["why_no_index"]


def test_no_table_at_all_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both(tmp_path / "scan")
    (tmp_path / "spots.csv").write_bytes(b"\xff\xfe\x00nonsense")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    for name, what in (
        ("spots.csv", "UTF-8"),
        ("other.csv", "columns scan, spot, bone"),
        ("none.csv", "cannot be read"),
    ):
        status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"), "--confirmed", str(tmp_path / name))
        assert status == 1 and what in found["issues"][0]["what"]


def test_one_view_only_is_read_and_the_lack_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bone_scan(tmp_path / "scan", [("posterior", body(MIRRORED))])
    status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"))
    (scan,) = found["scans"]
    assert status == 0 and [view["view"] for view in scan["views"]] == ["posterior"]
    assert "the anterior view is missing" in scan["notes"][0]


def test_frames_without_a_view_are_refused_until_the_reader_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both(tmp_path / "scan", coded=False, oriented=False)
    status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"))
    assert status == 1 and found["scans"] == []
    assert "nothing says which view" in found["issues"][0]["what"] and "--views" in found["issues"][0]["did"]
    status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"), "--views", "anterior,posterior")
    (scan,) = found["scans"]
    assert status == 0 and [spot["side"] for view in scan["views"] for spot in view["candidates"]] == ["left", "left"]
    assert any("as it is usually shown" in note for note in scan["notes"])
    status, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"), "--views", "anterior")
    assert status == 1 and "2 frames" in found["issues"][0]["what"]


def test_a_view_shown_the_other_way_round_has_its_sides_by_the_header(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stored without turning the back view: its detector says that columns grow to the left."""
    write_bone_scan(tmp_path / "scan", [("posterior", body(RIB))])
    path = next((tmp_path / "scan").iterdir())
    file = dcmread(path)
    file.DetectorInformationSequence[0].ImageOrientationPatient = [1, 0, 0, 0, 0, -1]
    file.save_as(path)
    _, found, _ = run(capsys, "bonescan", str(tmp_path / "scan"))
    assert found["scans"][0]["views"][0]["candidates"][0]["side"] == "left"


def test_pixels_without_a_size_and_views_without_counts_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both(tmp_path / "unsized", mm=None)
    write_bone_scan(tmp_path / "dark", [("anterior", body() * np.uint16(0))])
    for name, what in (("unsized", "size of a pixel"), ("dark", "no counts")):
        status, found, _ = run(capsys, "bonescan", str(tmp_path / name))
        assert status == 1 and found["scans"] == [] and what in found["issues"][0]["what"]


# MR

SHAPE = (3, 12, 12)


def lesion() -> np.ndarray:
    mask = np.zeros(SHAPE, dtype=bool)
    mask[1, 3:7, 3:7] = True
    return mask


def dynamic(folder: Path, times: list[str | None], factors: list[float], **tags: Any) -> Scan:
    """Volumes of 100 all over, in the lesion times a factor."""
    first = Scan(values=np.full(SHAPE, 100.0), modality="MR", slope=1.0)
    for number, (at, factor) in enumerate(zip(times, factors, strict=True)):
        values = np.where(lesion(), 100 * factor, 100.0)
        scan = Scan(
            values=values,
            modality="MR",
            slope=1.0,
            tags={"AcquisitionTime": at, "AcquisitionNumber": number + 1, "ContentTime": None, **tags},
            series_uid=first.series_uid,
            frame_uid=first.frame_uid,
            study_uid=first.study_uid,
        )
        write_scan(folder / f"phase{number}", scan)
    write_segmentation(folder, {"lesion": lesion()}, first)
    return first


def test_enhancement_of_a_lesion_that_washes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """100, 250, 220: PE 150 %, SER 150/120 = 1.25; 16 voxels of 12 mm3 are 0.192 mL."""
    dynamic(tmp_path, ["100000", "100230", "100730"], [1.0, 2.5, 2.2])
    status, found, _ = run(capsys, "enhance", str(tmp_path))
    (one,) = found["dynamics"]
    assert status == 0 and (one["before"], one["early"], one["late"]) == (0, 1, 2)
    assert one["times_s"] == [0, 150, 450] and one["times_from"] == "AcquisitionTime"
    (region,) = one["regions"]
    assert region["early_percent"]["mean"] == pytest.approx(150)
    assert region["late_percent"]["mean"] == pytest.approx(120)
    assert region["signal_enhancement_ratio"]["mean"] == pytest.approx(1.25)
    assert region["enhancing_ml"] == region["above_ratio_ml"] == pytest.approx(0.192)


def test_the_time_of_contrast_chooses_among_five_volumes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    times = ["100000", "100130", "100300", "100530", "100830"]
    dynamic(tmp_path, list(times), [1.0, 1.5, 3.0, 2.5, 2.0], ContrastBolusStartTime="100030")
    _, found, _ = run(capsys, "enhance", str(tmp_path))
    (one,) = found["dynamics"]
    assert (one["before"], one["early"], one["late"], one["injected_s"]) == (0, 2, 4, 30)
    assert one["regions"][0]["signal_enhancement_ratio"]["mean"] == pytest.approx(2.0)


def test_volumes_told_apart_by_trigger_time_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One AcquisitionTime for all, numbers that run against time: TriggerTime orders them."""
    first = Scan(values=np.full(SHAPE, 100.0), modality="MR", slope=1.0)
    for number, (trigger, factor) in enumerate([(450000, 2.0), (0, 1.0), (150000, 3.0)]):
        scan = Scan(
            values=np.where(lesion(), 100 * factor, 100.0),
            modality="MR",
            slope=1.0,
            tags={"TriggerTime": trigger, "AcquisitionNumber": number + 1},
            series_uid=first.series_uid,
            frame_uid=first.frame_uid,
            study_uid=first.study_uid,
        )
        write_scan(tmp_path / f"phase{number}", scan)
    write_segmentation(tmp_path, {"lesion": lesion()}, first)
    _, found, _ = run(capsys, "enhance", str(tmp_path))
    (one,) = found["dynamics"]
    assert (one["times_from"], one["times_s"]) == ("TriggerTime", [0, 150, 450])
    assert one["regions"][0]["early_percent"]["mean"] == pytest.approx(200)


def test_volumes_of_three_series_belong_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = Scan(values=np.full(SHAPE, 100.0), modality="MR", slope=1.0)
    for number, (at, factor) in enumerate([("100000", 1.0), ("100230", 2.0), ("100730", 3.0)]):
        scan = Scan(
            values=np.where(lesion(), 100 * factor, 100.0),
            modality="MR",
            slope=1.0,
            tags={"AcquisitionTime": at},
            frame_uid=first.frame_uid,
            study_uid=first.study_uid,
        )
        write_scan(tmp_path / f"series{number}", scan)
        if number == 0:
            write_segmentation(tmp_path, {"lesion": lesion()}, scan)
    _, found, _ = run(capsys, "enhance", str(tmp_path))
    (one,) = found["dynamics"]
    assert len(one["series_instance_uids"]) == 3
    assert one["regions"][0]["signal_enhancement_ratio"]["mean"] == pytest.approx(0.5)


def test_missing_times_are_refused_until_the_volumes_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dynamic(tmp_path, [None, None, None], [1.0, 2.0, 3.0])
    status, found, _ = run(capsys, "enhance", str(tmp_path))
    (one,) = found["dynamics"]
    assert status == 1 and one["regions"] == [] and "no time of acquisition" in one["why_not"]
    status, found, _ = run(capsys, "enhance", str(tmp_path), "--volumes", "0,1,2")
    assert status == 0 and found["dynamics"][0]["because"] == "named by the reader"
    assert found["dynamics"][0]["regions"][0]["early_percent"]["mean"] == pytest.approx(100)


def test_a_folder_without_dynamic_series_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dynamic(tmp_path, ["100000", "100230"], [1.0, 2.0])
    status, found, _ = run(capsys, "enhance", str(tmp_path))
    assert status == 1 and found["dynamics"] == [] and "three volumes" in found["issues"][0]["what"]


def diffusion_series(folder: Path, images: list[tuple[float, float]], maker: str, **private: Any) -> None:
    """Images of b value and ADC (10^-3 mm2/s) in the lesion; `private` sets where the b value is written."""
    first = Scan(values=np.full(SHAPE, 100.0), modality="MR", slope=1.0)
    for number, (b, adc) in enumerate(images):
        scan = Scan(
            values=np.where(lesion(), 20000 * np.exp(-b * adc / 1000), 100.0),
            modality="MR",
            slope=1.0,
            tags={"Manufacturer": maker, "AcquisitionNumber": number + 1},
            series_uid=first.series_uid,
            frame_uid=first.frame_uid,
            study_uid=first.study_uid,
        )
        for path in write_scan(folder / f"b{number}", scan):
            file = dcmread(path)
            if not private:
                file.DiffusionBValue = b
            else:
                block = file.private_block(private["group"], private["creator"], create=True)
                block.add_new(private["element"], private["vr"], private["value"](b))
            file.save_as(path)
    write_segmentation(folder, {"lesion": lesion()}, first)


@pytest.mark.parametrize(
    ("maker", "private"),
    [
        ("Maker", {}),
        ("SIEMENS", {"group": 0x0019, "creator": "SIEMENS MR HEADER", "element": 0x0C, "vr": "IS", "value": int}),
        (
            "GE MEDICAL SYSTEMS",
            {
                "group": 0x0043,
                "creator": "GEMS_PARM_01",
                "element": 0x39,
                "vr": "IS",
                "value": lambda b: [1_000_000_000 + int(b), 8, 0, 0],
            },
        ),
        (
            "Philips Medical Systems",
            {"group": 0x2001, "creator": "Philips Imaging DD 001", "element": 0x03, "vr": "FL", "value": float},
        ),
    ],
)
def test_adc_of_exact_exponentials_wherever_the_b_value_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], maker: str, private: dict[str, Any]
) -> None:
    diffusion_series(tmp_path, [(0, 1.1), (100, 1.1), (800, 1.1)], maker, **private)
    status, found, _ = run(capsys, "diffusion", str(tmp_path))
    (one,) = found["diffusion"]
    assert status == 0 and [b["b_s_mm2"] for b in one["b_values"]] == [0, 100, 800]
    assert one["unit"] == "10^-3 mm2/s" and one["made"] == "fitted here"
    assert one["regions"][0]["adc"]["mean"] == pytest.approx(1.1, rel=1e-3)
    assert one["regions"][0]["adc"]["voxels"] == 16
    assert "blood flow" in one["notes"][0]


def test_directions_and_a_lowest_b_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diffusion_series(tmp_path, [(0, 2.0), (100, 1.0), (800, 0.7), (800, 1.0), (800, 1.3)], "Maker")
    _, found, _ = run(capsys, "diffusion", str(tmp_path), "--lowest-b", "100")
    (one,) = found["diffusion"]
    assert one["b_values"] == [{"b_s_mm2": 100, "images": 1}, {"b_s_mm2": 800, "images": 3}]
    assert one["regions"][0]["adc"]["mean"] == pytest.approx(1.0, rel=2e-3) and one["notes"] == []


def test_one_b_value_alone_gives_no_adc(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diffusion_series(tmp_path, [(800, 1.0)], "Maker")
    status, found, _ = run(capsys, "diffusion", str(tmp_path))
    assert status == 1 and "two b values are needed" in found["diffusion"][0]["why_not"]


def test_images_without_b_values_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dynamic(tmp_path, ["100000", "100230", "100730"], [1.0, 2.5, 2.2])
    status, found, _ = run(capsys, "diffusion", str(tmp_path))
    assert status == 1 and "says its b values" in found["issues"][0]["what"]


@pytest.mark.parametrize(
    ("unit", "shown", "mean"),
    [
        ("um2/s", "10^-3 mm2/s", 1.05),
        ("10^-6 mm2/s", "10^-3 mm2/s", 1.05),
        ("US", None, 1050.0),
        ("steps", None, 1050.0),
        (None, None, 1050.0),
    ],
)
def test_an_adc_map_of_the_scanner_keeps_its_own_unit_where_none_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], unit: str | None, shown: str | None, mean: float
) -> None:
    scan = Scan(
        values=np.where(lesion(), 1050.0, 0.0),
        modality="MR",
        slope=1.0,
        tags={"ImageType": ["DERIVED", "PRIMARY", "DIFFUSION", "ADC"], "RescaleType": unit},
    )
    write_scan(tmp_path, scan)
    write_segmentation(tmp_path, {"lesion": lesion()}, scan)
    _, found, _ = run(capsys, "diffusion", str(tmp_path))
    (one,) = found["diffusion"]
    assert one["made"] == "the scanner's own map" and one["unit"] == shown
    assert one["regions"][0]["adc"]["mean"] == pytest.approx(mean)


# Protocols


def pet(folder: Path, *, at: str, weight: float = 70.0, **tags: Any) -> None:
    write_scan(
        folder,
        Scan(
            values=np.ones((4, 8, 8)),
            tags={
                "AcquisitionTime": at,
                "SeriesTime": at,
                "PatientWeight": weight,
                "ManufacturerModelName": "One",
                **tags,
            },
        ),
    )


def test_two_pet_studies_are_compared_aspect_by_aspect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Injected at ten: 60 and 85 minutes; 5 and 5.83 MBq/kg; 70 and 60 kg."""
    pet(tmp_path / "one", at="110000", ReconstructionMethod="OSEM")
    pet(tmp_path / "two", at="112500", weight=60.0, ManufacturerModelName="Two", ReconstructionMethod="PSF")
    status, found, _ = run(capsys, "compare", str(tmp_path / "one"), str(tmp_path / "two"))
    (pair,) = found["pairs"]
    aspects = {one["aspect"]: one for one in pair["aspects"]}
    assert status == 0 and found["schema"] == "onward.imaging-compare/1"
    assert pair["differs"] == ["uptake_min", "weight_kg", "scanner", "reconstruction"]
    assert (aspects["uptake_min"]["earlier"], aspects["uptake_min"]["later"]) == (60, 85)
    assert aspects["uptake_min"]["outside"] == ["later"]
    assert aspects["dose_mbq_per_kg"]["agreement"] == "within limits"
    assert aspects["dose_mbq_per_kg"]["change_percent"] == pytest.approx(100 / 6, abs=0.01)
    assert aspects["decay_correction"]["agreement"] == aspects["pixel_mm"]["agreement"] == "same"


def test_an_injection_before_midnight_and_a_missing_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = tracer(RadiopharmaceuticalStartDateTime=None)
    late.RadiopharmaceuticalStartTime = "233000"
    none = tracer(RadiopharmaceuticalStartDateTime=None)
    pet(tmp_path / "one", at="003000", RadiopharmaceuticalInformationSequence=[late])
    pet(tmp_path / "two", at="110000", RadiopharmaceuticalInformationSequence=[none])
    _, found, _ = run(capsys, "compare", str(tmp_path / "one"), str(tmp_path / "two"))
    uptake = next(one for one in found["pairs"][0]["aspects"] if one["aspect"] == "uptake_min")
    assert (uptake["earlier"], uptake["later"], uptake["agreement"]) == (60, None, "not known")


@pytest.mark.parametrize(("code", "refused"), [("C-111A1", False), ("77004003", False), ("C-131A3", True)])
def test_the_half_life_of_fluorine_under_the_code_of_gallium_gives_no_suv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, refused: bool
) -> None:
    named = Dataset()
    named.CodeValue, named.CodingSchemeDesignator, named.CodeMeaning = code, "SRT", "radionuclide"
    pet(tmp_path, at="110000", RadiopharmaceuticalInformationSequence=[tracer(RadionuclideCodeSequence=[named])])
    _, found, _ = run(capsys, "suv", str(tmp_path))
    (series,) = found["series"]
    assert ("factor" in series) is not refused
    assert ("RadionuclideHalfLife" in str(series.get("refused"))) is refused


def test_two_ct_studies_differ_in_thickness_phase_and_kernel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, thickness, words, kernel in (
        ("one", 2.0, "CT portal venous", "B30f"),
        ("two", 5.0, "CT arterial", "B50f"),
    ):
        tags = {"SeriesDescription": words, "ConvolutionKernel": kernel, "KVP": 120}
        write_scan(
            tmp_path / name,
            Scan(values=np.zeros((4, 8, 8)), modality="CT", slope=1.0, spacing_mm=(thickness, 1.0, 1.0), tags=tags),
        )
    _, found, _ = run(capsys, "compare", str(tmp_path / "one"), str(tmp_path / "two"))
    (pair,) = found["pairs"]
    assert pair["differs"] == ["slice_spacing_mm", "slice_thickness_mm", "contrast_phase", "kernel"]
    phase = next(one for one in pair["aspects"] if one["aspect"] == "contrast_phase")
    assert (phase["earlier"], phase["later"]) == ("portal venous (by description)", "arterial (by description)")


def test_studies_of_two_people_without_anything_in_common_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pet(tmp_path / "one", at="110000")
    write_scan(
        tmp_path / "two",
        Scan(values=np.zeros((4, 8, 8)), modality="CT", slope=1.0, tags={"PatientID": "OTHER"}),
    )
    status, found, _ = run(capsys, "compare", str(tmp_path / "one"), str(tmp_path / "two"))
    assert status == 0 and found["pairs"] == []
    assert [one["study"] for one in found["without_partner"]] == ["earlier", "later"]
    assert "several persons" in found["issues"][0]["what"]
    (tmp_path / "empty").mkdir()
    _, found, _ = run(capsys, "compare", str(tmp_path / "one"), str(tmp_path / "empty"))
    assert "second study holds no volume" in found["issues"][0]["what"]


# Single images


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "FIDUCIAL"}, "FIDUCIAL: 0.2 x 0.2 mm"),
        ({"PixelSpacing": [0.2, 0.2], "ImagerPixelSpacing": [0.2, 0.2]}, "none: PixelSpacing is that of the detector"),
        ({"PixelSpacing": [0.2, 0.2]}, "none: the projection does not say"),
        ({"PixelSpacing": None, "ImagerPixelSpacing": [0.2, 0.2]}, "none: only the detector's pixels are known"),
        ({"Modality": "SC", "PixelSpacing": [0.2, 0.2]}, "none: a captured image"),
    ],
)
def test_a_single_image_says_how_its_lengths_are_calibrated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tags: dict[str, Any], said: str
) -> None:
    write_scan(
        tmp_path,
        Scan(values=np.ones((1, 8, 8)), modality="DX", slope=1.0, tags={"ImagePositionPatient": None, **tags}),
    )
    _, found, _ = run(capsys, "index", str(tmp_path))
    assert found["series"][0]["acquisition"]["length_calibration"].startswith(said)


def test_maps_are_written_as_dicom_and_read_back_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dynamic(tmp_path / "mr", ["100000", "100230", "100730"], [1.0, 2.5, 2.2])
    status, _, _ = run(capsys, "enhance", str(tmp_path / "mr"), "--maps", str(tmp_path / "maps"))
    assert status == 0
    assert sorted(one.name for one in (tmp_path / "maps").iterdir()) == ["pe_early-1.dcm", "pe_late-1.dcm", "ser-1.dcm"]
    file = dcmread(tmp_path / "maps" / "ser-1.dcm")
    assert file.SOPClassUID.name == "Parametric Map Storage" and "SYNTHETIC" in file.SeriesDescription
    shared = file.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0]
    assert shared.MeasurementUnitsCodeSequence[0].CodeValue == "1"
    (stack,) = index_folder([tmp_path / "maps" / "ser-1.dcm"]).stacks
    values = read_voxels(stack)
    assert not isinstance(values, Issue)
    np.testing.assert_allclose(values[lesion()], 1.25, rtol=1e-6)
    assert np.isnan(values[~lesion()]).all(), "what does not enhance has no ratio"


def test_an_adc_map_says_its_unit_and_quantity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diffusion_series(tmp_path / "mr", [(0, 1.1), (800, 1.1)], "Maker")
    run(capsys, "diffusion", str(tmp_path / "mr"), "--maps", str(tmp_path / "maps"))
    file = dcmread(tmp_path / "maps" / "adc-1.dcm")
    mapping = file.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0]
    assert mapping.MeasurementUnitsCodeSequence[0].CodeValue == "10*-3.mm2/s"
    assert mapping.QuantityDefinitionSequence[0].ConceptCodeSequence[0].CodeValue == "113041"


def test_a_day_with_two_scans_does_not_say_which_was_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two people scanned on one day in one folder: the day alone would give one the spots of the other."""
    both(tmp_path / "one")
    study = write_bone_scan(tmp_path / "two", [("anterior", body(RIB)), ("posterior", body(MIRRORED))])
    path = tmp_path / "two" / "nm-0.dcm"
    file = dcmread(path)
    file.PatientID = "OTHER"
    file.save_as(path)
    sheet = tmp_path / "spots.csv"
    sheet.write_text("scan,spot,bone,percent,reader\n2026-01-05,A1,ribs,10,Reader 1\n")
    folders = [str(tmp_path / "one"), str(tmp_path / "two"), "--confirmed", str(sheet)]
    status, found, _ = run(capsys, "bonescan", *folders)
    assert status == 1 and "several scans were made on this day" in found["issues"][0]["what"]
    assert [one["bone_scan_index_percent"] for one in found["scans"]] == [None, None]
    sheet.write_text(f"scan,spot,bone,percent,reader\n{study},A1,ribs,10,Reader 1\n")
    status, found, _ = run(capsys, "bonescan", *folders)
    shares = {one["person"]: one["bone_scan_index_percent"] for one in found["scans"]}
    assert status == 0 and shares == {"OTHER": pytest.approx(0.44), "PHANTOM": None}
    assert found["changes"] == []


def test_tomography_is_no_bone_scan_and_another_tracer_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, kind in (("tomo", "RECON TOMO"), ("plain", "WHOLE BODY")):
        both(tmp_path / name)
        path = tmp_path / name / "nm-0.dcm"
        file = dcmread(path)
        file.ImageType = ["ORIGINAL", "PRIMARY", kind, "EMISSION"]
        item = Dataset()
        item.Radiopharmaceutical = "Tc-99m sestamibi"
        file.RadiopharmaceuticalInformationSequence = [item]
        file.save_as(path)
    _, found, _ = run(capsys, "bonescan", str(tmp_path / "tomo"), str(tmp_path / "plain"))
    (scan,) = found["scans"]
    assert "is this a bone scan" in scan["notes"][0]


def test_an_enhanced_multi_frame_of_two_b_values_is_told_apart_by_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One file, frames of one time: only the b value of each frame's diffusion sequence tells them apart."""
    scan = Scan(values=np.full(SHAPE, 100.0), modality="MR", slope=1.0)
    (path, *others) = write_scan(tmp_path, scan)
    for other in others:
        other.unlink()
    file = dcmread(path)
    file.RescaleIntercept = 0
    shared, frames, stored = Dataset(), [], []
    measures, orientation = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = list(scan.spacing_mm[1:]), scan.spacing_mm[0]
    orientation.ImageOrientationPatient = [*scan.across, *scan.down]
    shared.PixelMeasuresSequence, shared.PlaneOrientationSequence = [measures], [orientation]
    for index in range(SHAPE[0]):
        for b in (800.0, 0.0):
            frame, position, weighting = Dataset(), Dataset(), Dataset()
            position.ImagePositionPatient = list(scan.position_mm(index))
            weighting.DiffusionBValue = b
            frame.PlanePositionSequence, frame.MRDiffusionSequence = [position], [weighting]
            frames.append(frame)
            stored.append(np.where(lesion()[index], 20000 * np.exp(-b * 0.9 / 1000), 100.0))
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "SliceThickness"):
        delattr(file, keyword)
    file.SharedFunctionalGroupsSequence, file.PerFrameFunctionalGroupsSequence = [shared], frames
    file.NumberOfFrames = len(frames)
    file.PixelData = np.rint(np.stack(stored)).astype(np.uint16).tobytes()
    file.save_as(path)
    write_segmentation(tmp_path, {"lesion": lesion()}, scan)
    status, found, _ = run(capsys, "diffusion", str(tmp_path))
    (one,) = found["diffusion"]
    assert status == 0 and [b["b_s_mm2"] for b in one["b_values"]] == [0, 800]
    assert one["regions"][0]["adc"]["mean"] == pytest.approx(0.9, rel=1e-3)
