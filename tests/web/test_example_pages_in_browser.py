"""The example people in a real browser, through the whole flow from files to page."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import onward
from onward.outputs.html import board_html

pytestmark = pytest.mark.browser

_EXAMPLES = Path(__file__).parents[2] / "examples"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_CUT_LABELS = """[...document.querySelectorAll('svg.drawing')].filter(svg => svg.getBoundingClientRect().width > 0)
.flatMap(svg => { const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => { const box = text.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1; }).map(text => text.textContent); })"""


@lru_cache(maxsize=3)
def html_of(folder: str) -> str:
    record = onward.read(_EXAMPLES / folder)
    packet = onward.board(record, as_of=date(2026, 11, 13))
    return board_html(packet, resources=record.originals(packet.timeline))


@pytest.mark.parametrize("folder", ["hr-positive", "her2-positive", "triple-negative"])
@pytest.mark.parametrize("width", [1280, 360])
def test_an_example_reads_well(browser: Browser, tmp_path: Path, folder: str, width: int) -> None:
    """No sideways scrolling, no violation of WCAG 2.2 AA, no cut label, nothing logged, nothing asked of a network."""
    file = tmp_path / "board.html"
    file.write_text(html_of(folder), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(_CUT_LABELS) == []
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]})
    violations = found.response["violations"]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in violations] == []
    page.close()
    assert complaints == []


@pytest.mark.parametrize("folder", ["hr-positive", "her2-positive", "triple-negative"])
def test_a_page_of_450_resources_can_be_mailed(folder: str) -> None:
    """Under 1.65 MB, with the original text of everything that it cites; response and its drawings take 0.1 MB."""
    html = html_of(folder)
    assert len(html.encode()) < 1_650_000
    assert "Left out to keep this page small" not in html
