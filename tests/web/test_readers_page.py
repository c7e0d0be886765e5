"""The pages about readers in a browser: no network, readable by everybody, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.spec.response.test_readers_apart import compared, lesion
from tests.unit.engines.test_reader_quality import pair

from onward.engines.response.readings import agreement_between, agreement_of, quality_of
from onward.outputs.html.readers import render_comparison, render_quality

pytestmark = pytest.mark.browser
DAY = date(2026, 11, 28)


def comparison() -> str:
    lung = lesion("T02", "lung", 20, 21, at=(80, 10, 300))
    differing = compared(
        [lesion("T01", "liver", 42, 50, at=(-61, -20, 110)), lung],
        [lesion("L1", "liver", 40, 56, at=(-60, -22, 112)), lung, lesion("X1", "bone", "equivocal", role="new")],
    )
    same = compared([lung], [lung])
    sums = [(50.0 + n, 49.0 + n * 1.02) for n in range(24)]
    categories = [("SD", "SD")] * 14 + [("PD", "PD")] * 6 + [("SD", "PD")] * 4
    return render_comparison(
        [differing, same], [agreement_between(("Amber", "Birch"), categories, sums)], as_of=DAY, version="0"
    )


def quality() -> str:
    pairs = [
        pair(date(2026, month, 3), ("SD", "PD" if month % 3 else "SD"), (50 + month, 50)) for month in range(1, 13)
    ]
    return render_quality(
        quality_of(pairs), quality_of(pairs, by_site=True), agreement_of(pairs), as_of=DAY, version="0"
    )


@pytest.fixture(params=["comparison", "quality"])
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """One of the pages, opened from a file; what it logs or asks for fails the test."""
    file = tmp_path / "readers.html"
    file.write_text({"comparison": comparison, "quality": quality}[request.param](), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:")) else complaints.append(asked.url)
    )
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert complaints == []


def test_everybody_can_read_it(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 768, 1200])
def test_nothing_runs_out_of_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_drawings_have_words_and_a_table_twin(page: Page) -> None:
    drawings = page.locator("svg[role=img]")
    assert drawings.count() >= 1
    for at in range(drawings.count()):
        assert "table below" in (drawings.nth(at).get_attribute("aria-label") or "")
    circles = page.locator("#agreement svg circle")
    page.locator("#agreement details summary").first.click()
    assert page.locator("#agreement details table").first.locator("tbody tr").count() == circles.count()


def test_it_prints(page: Page, tmp_path: Path) -> None:
    page.pdf(path=str(tmp_path / "readers.pdf"), format="A4")
    assert (tmp_path / "readers.pdf").stat().st_size > 10_000
