"""From a folder of images to a response: `onward imaging lesions`, `follow`, `confirm`, and what goes wrong there."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from tests.phantoms.dicom import Scan, write_scan, write_segmentation
from tests.phantoms.visits import FRAME, SHAPE, ball, pet, visits

from onward.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    """Status, the JSON printed (None for none), and standard error."""
    try:
        status = main([*words, "--json", "--quiet"])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    out, err = capsys.readouterr()
    return status, json.loads(out) if out.strip() else None, err


def test_two_balls_are_found_with_their_uptake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pet(tmp_path / "pet", "20260105", (24, (0, 0, -20), 10.0), (16, (0, 0, 25), 6.0))
    status, found, _ = run(capsys, "imaging", "lesions", str(tmp_path / "pet"))
    assert status == 0 and found["schema"] == "onward.imaging-lesions/1"
    (series,) = found["series"]
    assert series["threshold"] == 4.0 and "for want of a reference region" in series["how"]
    hot, cool = series["lesions"]
    assert [one["values"]["SUVmax"] for one in (hot, cool)] == pytest.approx([10, 6], abs=0.01)
    # Balls of 24 and 16 mm: 7.24 and 2.14 mL.
    assert hot["volume_ml"] == pytest.approx(7.24, rel=0.05) and cool["volume_ml"] == pytest.approx(2.14, rel=0.1)
    # 70 kg, 1.75 m, a woman: Janmahasatian 9270 x 70 / (8780 + 244 x 22.857) = 45.20 kg, 0.6457 of her weight.
    assert hot["values"]["SULpeak"] == pytest.approx(10 * 0.6457, rel=0.01)
    assert not hot["is_confirmed"] and hot["origin"] == "candidate"
    assert series["total"]["mtv_ml"] == pytest.approx(hot["volume_ml"] + cool["volume_ml"], abs=0.001)


def test_percist_by_an_organ_mask_marks_and_measures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = pet(tmp_path / "pet", "20260105", (24, (0, 0, -20), 10.0), (16, (0, 0, 35), 6.0))
    liver = np.zeros(SHAPE, dtype=bool)
    liver[5:35, 38:58, 5:55] = True
    write_segmentation(tmp_path / "organs", {"liver": liver, "urinary_bladder": ball(26, (0, 0, 35))}, scan)
    status, found, _ = run(
        capsys, "imaging", "lesions", str(tmp_path / "pet"), "--organs", str(tmp_path / "organs" / "segmentation.dcm")
    )
    assert status == 0
    (series,) = found["series"]
    assert series["reference"]["tissue"] == "liver"
    assert series["threshold"] == pytest.approx(1.5 * series["reference"]["mean"] + 2 * series["reference"]["sd"])
    hot, bladder = series["lesions"]
    assert bladder["physiological"] == "FDG leaves with the urine" and bladder["organ"] == "urinary_bladder"
    assert hot["physiological"] is None
    assert series["total"]["mtv_ml"] == pytest.approx(hot["volume_ml"]), "what may be healthy is not counted"


def test_a_seed_grows_one_lesion_and_saves_it_as_seg(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = pet(tmp_path / "pet", "20260105", (24, (0, 0, -20), 10.0), (16, (0, 0, 25), 6.0))
    # The middle of the grid, 20 mm to the right: x of the first voxel, 29.5 columns of 2 mm, 20 mm back.
    x, y, z = scan.origin_mm[0] + 29.5 * 2 - 20, scan.origin_mm[1] + 29.5 * 2, scan.origin_mm[2] + 19.5 * 3
    target = tmp_path / "lesion.dcm"
    status, found, _ = run(
        capsys,
        *("imaging", "lesions", str(tmp_path / "pet"), f"--seed={x},{y},{z}", "--isocontour", "50"),
        *("--save-seg", str(target)),
    )
    assert status == 0
    (lesion,) = found["series"][0]["lesions"]
    assert lesion["volume_ml"] == pytest.approx(7.24, rel=0.05)
    written = dcmread(target)
    assert (written.Modality, len(written.SegmentSequence)) == ("SEG", 1)
    assert written.SegmentSequence[0].TrackingUID == lesion["tracking_uid"]


def test_from_two_visits_to_a_partial_response(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = str(tmp_path / "lesions.json")
    status, followed, _ = run(capsys, "imaging", "follow", str(visits(tmp_path / "images")), "--book", book)
    assert status == 0
    assert [(one["kind"], one["earlier"], one["later"]) for one in followed["matches"]] == [
        ("same", ["A1"], ["B1"]),
        ("resolved", ["A2"], []),
        ("new", [], ["B2"]),
    ]
    assert followed["matches"][0]["distance_mm"] == pytest.approx(2, abs=0.5)

    _, before, _ = run(capsys, "response", book, "--criteria", "recist-1.1")
    assert before["responses"] == [], "a proposal is no fact"

    confirm = ("imaging", "confirm", book, "--reader", "Reader 1")
    run(capsys, *confirm, "--accept", "A1", "--role", "target", "--site", "liver")
    status, said, _ = run(capsys, *confirm, "--clear", "--reject", "m3", "B2")
    assert status == 0
    assert [(one["verdict"], one["of"]) for one in said["decisions"]] == [
        ("confirm", "m1"), ("reject", "m3"), ("reject", "B2"),
    ]  # fmt: skip
    _, after, _ = run(capsys, "response", book, "--criteria", "recist-1.1", "--as-of", "2026-12-01")
    (found,) = after["responses"]
    assert found["reader"] == "Reader 1"
    assert [visit["overall"] for visit in found["visits"]][-1] == "PR", "30 mm to 18 mm: 40 % less"

    # Taken back, it is gone from the record.
    run(capsys, *confirm, "--undo", "2")
    _, undone, _ = run(capsys, "response", book, "--criteria", "recist-1.1", "--as-of", "2026-12-01")
    assert not any(visit["overall"] == "PR" for one in undone["responses"] for visit in one["visits"])


def test_a_book_in_the_store_is_read_in_its_newest_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, store = str(tmp_path / "lesions.json"), str(tmp_path / "store.sqlite")
    run(capsys, "imaging", "follow", str(visits(tmp_path / "images")), "--book", book)
    confirm = ("imaging", "confirm", book, "--reader", "Reader 1")
    run(capsys, *confirm, "--accept", "A1", "--role", "target")
    status, imported, _ = run(capsys, "import", book, "--store", store)
    assert status == 0 and imported["files"]
    run(capsys, *confirm, "--clear")
    run(capsys, "import", book, "--store", store)
    asked = ("--criteria", "recist-1.1", "--as-of", "2026-12-01")
    _, found, _ = run(capsys, "response", "PHANTOM", "--store", store, *asked)
    assert [visit["overall"] for visit in found["responses"][0]["visits"]][-1] == "PR"
    _, again, _ = run(capsys, "import", book, "--store", store)
    assert all(kind["facts"] == 0 for kind in again["resources"].values()), "the same bytes add nothing"


# --- what goes wrong


def test_a_slice_that_is_missing_is_named_and_the_other_series_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pet(tmp_path / "a", "20260105", (24, (0, 0, 0), 10.0))
    pet(tmp_path / "b", "20260302", (24, (0, 0, 0), 8.0))
    (tmp_path / "a" / "image-020.dcm").unlink()
    status, found, _ = run(capsys, "imaging", "lesions", str(tmp_path / "a"), str(tmp_path / "b"))
    assert [one["date"] for one in found["series"]] == ["2026-03-02"]
    assert any("slices are missing" in issue["what"] for issue in found["issues"])
    assert status in (0, 1)


def test_two_patients_have_no_book_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pet(tmp_path / "a", "20260105", (24, (0, 0, 0), 10.0))
    pet(tmp_path / "b", "20260105", (24, (0, 0, 0), 10.0), PatientID="OTHER")
    book = tmp_path / "lesions.json"
    images = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert len(run(capsys, "imaging", "lesions", *images)[1]["series"]) == 2, "listing them together is no error"
    status, _, err = run(capsys, "imaging", "lesions", *images, "--book", str(book))
    assert status == 2 and "2 patients" in err and not book.exists()


def test_organs_of_another_frame_of_reference_mark_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pet(tmp_path / "pet", "20260105", (24, (0, 0, -20), 10.0))
    elsewhere = Scan(values=np.ones(SHAPE), frame_uid="1.2.3.4")
    write_segmentation(tmp_path / "organs", {"urinary_bladder": ball(30, (0, 0, -20))}, elsewhere)
    organs = str(tmp_path / "organs" / "segmentation.dcm")
    _, found, _ = run(capsys, "imaging", "lesions", str(tmp_path / "pet"), "--organs", organs)
    assert found["series"][0]["lesions"][0]["physiological"] is None
    assert any("another frame of reference" in issue["what"] for issue in found["issues"])


def test_a_pet_without_weight_has_no_candidates_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pet(tmp_path / "pet", "20260105", (24, (0, 0, 0), 10.0), PatientWeight=None)
    _, found, _ = run(capsys, "imaging", "lesions", str(tmp_path / "pet"))
    assert found["series"] == []
    assert any(issue["place"] == "PatientWeight" for issue in found["issues"])


def test_a_header_of_46000_by_46000_costs_no_memory_and_no_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pet(tmp_path / "pet", "20260105", (24, (0, 0, 0), 10.0), Rows=46_000, Columns=46_000)
    # The pixels were written after the tags: say again what the header claims.
    for file in (tmp_path / "pet").iterdir():
        header = dcmread(file)
        header.Rows = header.Columns = 46_000
        header.save_as(file)
    started = time.monotonic()
    status, found, _ = run(capsys, "imaging", "lesions", str(tmp_path / "pet"))
    assert time.monotonic() - started < 20
    assert found["series"] == [] and status == 1
    assert any("GiB" in issue["what"] for issue in found["issues"])


def test_markup_in_a_label_stays_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = Scan(values=np.full(SHAPE, 40.0), modality="CT", slope=1.0, frame_uid=FRAME)
    write_scan(tmp_path / "ct", scan)
    label = "<script>alert(1)</script> liver"
    write_segmentation(tmp_path / "seg", {label: ball(20)}, scan)
    book = str(tmp_path / "lesions.json")
    status, found, _ = run(capsys, "imaging", "lesions", str(tmp_path / "ct"), str(tmp_path / "seg"), "--book", book)
    assert status == 0
    assert "script" in found["series"][0]["lesions"][0]["label"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--seed", "1,2"), "is no place"),
        (("--threshold", "0"), "no number above 0"),
        (("--isocontour", "100"), "no share of the maximum"),
        (("--window=9,3",), "larger one"),
        (("--organs", "PET"), "holds no region"),
        (("--book", "nowhere.json/x.json", "--person", "P"), "cannot be"),
    ],
)
def test_a_wish_that_makes_no_sense_is_answered_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    pet(tmp_path / "pet", "20260105", (24, (0, 0, 0), 10.0))
    (tmp_path / "nowhere.json").write_text("{}", encoding="utf-8")
    words = tuple(
        str(tmp_path / "pet") if word == "PET" else str(tmp_path / word) if word.startswith("nowhere") else word
        for word in words
    )
    status, _, err = run(capsys, "imaging", "lesions", str(tmp_path / "pet"), *words)
    assert status == 2 and says in err


def test_a_place_outside_of_the_images_grows_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pet(tmp_path / "pet", "20260105", (24, (0, 0, 0), 10.0))
    _, found, _ = run(capsys, "imaging", "lesions", str(tmp_path / "pet"), "--seed=9000,0,0")
    assert found["series"][0]["lesions"] == []
    assert any("outside of the images" in issue["what"] for issue in found["issues"])


def test_follow_and_confirm_without_a_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "imaging", "confirm", str(tmp_path / "b.json"), "--reader", "R")
    assert status == 2 and "There is no lesion book" in err
    pet(tmp_path / "pet", "20260105")
    status, _, err = run(capsys, "imaging", "follow", str(tmp_path / "pet"), "--book", str(tmp_path / "b.json"))
    assert status == 2 and "There is no lesion book" in err


def test_an_unknown_site_is_answered_with_those_that_are_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = str(tmp_path / "lesions.json")
    run(capsys, "imaging", "follow", str(visits(tmp_path / "images")), "--book", book)
    status, _, err = run(capsys, "imaging", "confirm", book, "--reader", "R", "--accept", "A1", "--site", "lver")
    assert status == 2 and "liver" in err and "--place" in err
