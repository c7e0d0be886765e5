"""A real Chromium for the page's tests, and pages written to files, as people get them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.web.packets import resources_of

from onward.outputs.html import board_html
from onward.packet import Packet

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; tests that need it are skipped, with the cure, where there is none."""
    path = next((found for name in _CHROMIUM if (found := shutil.which(name)) is not None), None)
    if path is None:
        pytest.skip("no Chromium found: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a packet's page from a file; whatever the page logs or asks the network for fails the test."""
    opened: list[Page] = []
    complaints: list[str] = []

    def open_page(packet: Packet, *, width: int = 1280, height: int = 800, script: bool = True) -> Page:
        file = tmp_path / "board.html"
        file.write_text(board_html(packet, resources=resources_of(packet)), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:")) else complaints.append(f"request: {request.url}")
            ),
        )
        page.goto(file.as_uri())
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        page.context.close()
    assert complaints == []
