"""The synthetic images of an example person, from the script to the page: sizes of the story, response, pictures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydicom import dcmread

from onward.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
VISITS = ("2025-01-20", "2025-07-14", "2026-02-09")


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Images of the person with lung metastases, made as `make board` makes them."""
    folder = tmp_path_factory.mktemp("images")
    made = [sys.executable, str(EXAMPLES / "make_images.py"), str(folder), "triple-negative"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    return folder / "triple-negative"


@pytest.mark.slow
def test_every_object_says_that_it_is_synthetic(images: Path) -> None:
    files = sorted(images.rglob("*.dcm"))
    assert len(files) > 200
    for file in files:
        header = dcmread(file, stop_before_pixels=True)
        assert header.SyntheticData == "YES"
        assert header.SeriesDescription.startswith("SYNTHETIC")
        assert "SYNTHETIC" in header.ImageComments or header.Modality == "SEG"


@pytest.mark.slow
def test_the_book_holds_the_sizes_of_the_story(images: Path) -> None:
    book = json.loads((images / "lesions.json").read_text(encoding="utf-8"))
    told = {
        (series["date"], lesion["label"]): lesion["longest_diameter_mm"]
        for series in book["series"]
        for lesion in series["lesions"]
    }
    # Story: right upper lobe 22, 9, 16 mm; left lower lobe 16, 6, 11; node 17, 8, 15; middle lobe 8 on the third.
    story = {
        "Lung metastasis, right upper lobe": (22, 9, 16),
        "Lung metastasis, left lower lobe": (16, 6, 11),
        "Mediastinal node 4R": (17, 8, 15),
        "Lung metastasis, middle lobe": (None, None, 8),
    }
    for label, sizes in story.items():
        for day, size in zip(VISITS, sizes, strict=True):
            assert ((day, label) in told) == (size is not None)
            if size is not None:
                assert told[day, label] == pytest.approx(size, abs=1.6), "within a pixel of 1.5 mm"


@pytest.mark.slow
def test_matches_were_proposed_by_registration_and_confirmed_by_the_examples_reader(images: Path) -> None:
    book = json.loads((images / "lesions.json").read_text(encoding="utf-8"))
    assert {match["kind"] for match in book["matches"]} == {"same", "new"}
    assert all("registration" in match["how"] for match in book["matches"])
    # The bodies were moved by 5, -3, -8 and by -6, 2, 6 mm from the first: registration brings them back.
    assert max(match["distance_mm"] for match in book["matches"] if match["kind"] == "same") < 3
    assert {decision["reader"] for decision in book["decisions"]} == {"Example reader"}


@pytest.mark.slow
def test_the_same_script_makes_the_same_images(images: Path, tmp_path: Path) -> None:
    made = [sys.executable, str(EXAMPLES / "make_images.py"), str(tmp_path), "triple-negative"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    again = tmp_path / "triple-negative"
    for file in sorted(images.rglob("ct-*.dcm"))[::40]:
        assert file.read_bytes() == (again / file.relative_to(images)).read_bytes()
    assert (images / "lesions.json").read_bytes() == (again / "lesions.json").read_bytes()


@pytest.mark.slow
def test_response_and_pictures_on_the_page(images: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, page = str(images / "lesions.json"), tmp_path / "board.html"
    main(["response", book, "--criteria", "recist-1.1", "--as-of", "2026-11-13", "--json"])
    (found,) = json.loads(capsys.readouterr().out)["responses"]
    # README: 55 mm, then 23, then 42 with a new nodule: response, then progression on 2026-02-09.
    assert [visit["overall"] for visit in found["visits"]][1:] == ["PR", "PD"]
    records = (str(EXAMPLES / "triple-negative"), book)
    words = ("--images", str(images), "--out", str(page), "--as-of", "2026-11-13", "--quiet")
    status = main(["board", *records, *words])
    assert status in (0, 1)
    html = page.read_text(encoding="utf-8")
    assert html.count('class="drawing key-image"') == 10
    assert "Synthetic images." in html
