"""Lesions in pictures on the board page: one scale over time, sides marked, a table twin, nothing to scroll past."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader
from tests.knowledge.option_people import bundle_of
from tests.phantoms.visits import pet, visits

from onward.app.boards import board_of
from onward.app.imaging import index_folder
from onward.app.lesion_books import ReaderWord, enter, record_word, save_book
from onward.app.lesion_following import follow_lesions
from onward.app.lesion_pictures import lesion_books, pictures_of
from onward.app.lesions import LesionWish, find_lesions
from onward.app.records import load_people
from onward.outputs.html import board_html
from onward.outputs.pdf import board_pdf
from onward.packet import Packet

DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def packet(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    """Two visits of CT, a PET with two hot balls; everything confirmed by one reader."""
    folder = tmp_path_factory.mktemp("pictures")
    images = visits(folder / "images")
    pet(images / "20260105" / "pet", "20260105", (24, (0, 0, -25), 10.0), (16, (0, 0, 30), 6.0))
    found = index_folder([images])
    book = enter(folder / "lesions.json", "P1", [one.series for one in find_lesions(found, LesionWish()).series])
    save_book(folder / "lesions.json", follow_lesions(book, found).book)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    names = tuple(book.items)
    record_word(folder / "lesions.json", ReaderWord(reader="Reader <1>", confirm=names, role="target"), now=now)
    matches = tuple(one.name for one in lesion_books([folder / "lesions.json"])[0].matches)
    record_word(folder / "lesions.json", ReaderWord(reader="Reader <1>", confirm=matches), now=now)
    person = {"diagnosed": "2025-10-01", "metastases": {"liver": "2025-12-01"}}
    (folder / "record.json").write_text(json.dumps(bundle_of(person, id_="P1")), encoding="utf-8")
    (held,) = lesion_books([folder])
    pictures, issues = pictures_of(held, [images], as_of=DAY.isoformat())
    assert issues == ()
    loaded = load_people([str(folder / "record.json"), str(folder / "lesions.json")], today=DAY)
    return board_of(loaded.people[0], loaded, as_of=DAY, pictures=pictures).packet


def test_each_lesion_has_one_scale_and_a_picture_a_visit_or_words_in_its_place(packet: Packet) -> None:
    assert packet.pictures is not None
    by_words = {one.words: [at.words for at in one.visits] for one in packet.pictures.lesions}
    # A ball of 30 mm in voxels of 2 mm: the outline along voxel edges is up to a voxel longer.
    assert by_words["first"][0] == "32 x 30 mm"
    assert by_words["second"][1] == "gone, as the reader confirmed"
    for one in packet.pictures.lesions:
        scales = {at.picture.mm_per_pixel for at in one.visits if at.picture is not None}
        assert len(scales) == 1


def test_the_outline_encloses_the_lesion_where_it_lies(packet: Packet) -> None:
    assert packet.pictures is not None
    first = next(one for one in packet.pictures.lesions if one.words == "first").visits[0].picture
    assert first is not None
    xs, ys = zip(*first.outline[0], strict=True)
    assert (max(xs) - min(xs)) * first.mm_per_pixel == pytest.approx(30, abs=2.5)
    assert (max(ys) - min(ys)) * first.mm_per_pixel == pytest.approx(30, abs=2.5)
    middle = first.pixels.shape[0] / 2
    assert (max(xs) + min(xs)) / 2 == pytest.approx(middle, abs=2)


def test_the_projection_shows_the_hot_balls_black_where_they_are_ringed(packet: Packet) -> None:
    assert packet.pictures is not None
    (pair,) = packet.pictures.pets
    _, front = pair.first
    assert (front.left, front.right) == ("R", "L")
    assert len(front.marks) == 2
    for x, y, _, _ in front.marks:
        assert front.pixels[int(y), int(x)] < 90, "uptake of 6 and 10 on a scale to 8"
    assert front.pixels[2, 2] > 200
    # The ball of SUV 10 lies to the person's right: on the left of the picture.
    darkest = np.unravel_index(int(np.argmin(front.pixels)), front.pixels.shape)
    assert darkest[1] < front.pixels.shape[1] / 2


def test_pictures_are_png_that_any_reader_reads(packet: Packet) -> None:
    html = board_html(packet, resources={})
    found = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", html)
    assert packet.pictures is not None and len(found) >= 5
    shown = packet.pictures.lesions[0].visits[0].picture
    assert shown is not None
    decoded = np.asarray(Image.open(BytesIO(base64.b64decode(found[0]))))
    assert np.array_equal(decoded, shown.pixels)


def test_who_does_not_see_the_pictures_reads_the_same(packet: Packet) -> None:
    html = board_html(packet, resources={})
    part = html[html.index('id="pictures"') :]
    assert "CT of 2026-01-05: 32 x 30 mm" in part and "gone, as the reader confirmed" in part
    assert "The lesions ringed on PET" in part and "SULpeak" in part
    assert "Reader &lt;1&gt;" in part and "<1>" not in part
    assert part.count('role="img"') >= 5


def test_the_same_images_give_the_same_page_and_other_images_another_packet(packet: Packet) -> None:
    assert board_html(packet, resources={}) == board_html(packet, resources={})
    assert any(one.name.startswith("pictures of") for one in packet.inputs)


def test_the_pdf_holds_the_pictures(packet: Packet) -> None:
    pages = PdfReader(BytesIO(board_pdf(packet))).pages
    page = next(one for one in pages if "Lesions in pictures" in (one.extract_text() or ""))
    assert "as the reader confirmed" in "".join(one.extract_text() or "" for one in pages)
    assert page is not None


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 400])
def test_in_a_browser(packet: Packet, shown: Callable[..., Page], width: int) -> None:
    page = shown(packet, width=width)
    part = page.locator("#pictures")
    assert part.locator("svg.key-image").count() >= 3
    box = part.bounding_box()
    assert box is not None and box["width"] <= width
    for picture in part.locator("svg").all():
        inner = picture.bounding_box()
        assert inner is not None and inner["x"] >= 0 and inner["x"] + inner["width"] <= width + 1
    violations = Axe().run(page, context="#pictures").response["violations"]
    assert [one["id"] for one in violations] == []
