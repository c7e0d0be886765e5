"""The page in a real browser: on a desk, a phone and paper, without a network, for people who see or do not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pypdf import PdfReader
from tests.web.packets import (
    SCRIPT_NAME,
    empty_packet,
    one_event_packet,
    other_cancer_packet,
    study_packet,
)
from tests.web.whole_person import whole_packet

from onward.packet import Packet

pytestmark = pytest.mark.browser

_PEOPLE = {
    "the whole record": whole_packet,
    "nothing but a name": empty_packet,
    "another cancer": other_cancer_packet,
    "one event": one_event_packet,
    "a study without dates": study_packet,
}
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(params=_PEOPLE, ids=str)
def person(request: pytest.FixtureRequest) -> Packet:
    return _PEOPLE[request.param]()


@pytest.mark.parametrize("width", [1280, 768, 360, 320])
def test_no_width_scrolls_sideways(shown: Callable[..., Page], person: Packet, width: int) -> None:
    """At 320 px too, which is 1280 px at four-fold zoom (WCAG 2.2, 1.4.10)."""
    page = shown(person, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_violation(shown: Callable[..., Page], person: Packet, width: int) -> None:
    page = shown(person, width=width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]})
    assert [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found.response["violations"]
    ] == []


def test_axe_finds_no_violation_in_an_open_source(shown: Callable[..., Page]) -> None:
    page = shown(whole_packet())
    page.locator("#now .mark").first.click()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]})
    assert [one["id"] for one in found.response["violations"]] == []


def test_one_click_opens_the_source_and_escape_returns(shown: Callable[..., Page]) -> None:
    page = shown(whole_packet())
    mark = page.locator(".who .mark").first
    mark.click()
    viewer = page.locator("#viewer")
    assert viewer.is_visible()
    assert '"resourceType": "Patient"' in viewer.inner_text()
    assert "<b>as it stood</b> & no other" in viewer.inner_text()  # original text, never markup
    page.keyboard.press("Escape")
    assert not viewer.is_visible()
    assert page.evaluate("document.activeElement.className") == "mark"


def test_sources_open_without_javascript(shown: Callable[..., Page]) -> None:
    page = shown(whole_packet(), script=False)
    page.locator(".who .mark").first.click()
    source = page.locator(".source:target")
    assert source.is_visible()
    assert '"resourceType": "Patient"' in source.inner_text()
    source.locator(".close").click()
    assert page.locator(".source:target").count() == 0


def test_a_statement_on_many_sources_lists_them_all(shown: Callable[..., Page]) -> None:
    """Line 0 rests on 18 records of three drugs; two marks stand beside it, the rest is one click away."""
    page = shown(whole_packet())
    row = page.locator("#treatment table", has_text="Lines of therapy").locator("tr", has_text="doxorubicin")
    row.locator(".mark", has_text="+").click()
    assert page.locator("#viewer li").count() == 18
    page.locator("#viewer li a").first.click()
    assert '"resourceType": "MedicationRequest"' in page.locator("#viewer").inner_text()


def test_markup_in_a_name_stays_text(shown: Callable[..., Page]) -> None:
    page = shown(whole_packet())
    assert page.locator("h1").inner_text() == SCRIPT_NAME
    assert "<em>Progressive</em>" in page.locator("#imaging").inner_text()
    assert page.locator("body script").count() == 1  # our own


def test_every_link_leads_somewhere(shown: Callable[..., Page], person: Packet) -> None:
    page = shown(person)
    broken = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(link => link.getAttribute('href').slice(1))"
        ".filter(anchor => anchor !== 'closed' && !document.getElementById(anchor))"
    )
    assert broken == []
    repeated = page.evaluate(
        "(() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);"
        " return ids.filter((id, at) => ids.indexOf(id) !== at); })()"
    )
    assert repeated == []


def test_no_label_of_a_drawing_is_cut_off(shown: Callable[..., Page], person: Packet) -> None:
    """Every text of every drawing lies inside its picture, on a desk and on a phone."""
    for width in (1280, 768, 360):
        page = shown(person, width=width)
        cut = page.evaluate(
            """[...document.querySelectorAll('svg.drawing')].filter(svg => svg.getBoundingClientRect().width > 0)
            .flatMap(svg => { const frame = svg.getBoundingClientRect();
              return [...svg.querySelectorAll('text')].filter(text => { const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
                  || box.bottom > frame.bottom + 1; }).map(text => text.textContent); })"""
        )
        assert cut == [], width


@pytest.mark.parametrize("width", [1280, 360])
def test_labels_of_the_body_map_do_not_touch(shown: Callable[..., Page], width: int) -> None:
    page = shown(whole_packet(), width=width)
    touching = page.evaluate(
        """(() => { const boxes = [...document.querySelectorAll('svg.body .site-name, svg.body .site-dates')]
          .map(text => [text.textContent, text.getBoundingClientRect()]);
          return boxes.flatMap(([name, a], at) => boxes.slice(at + 1)
            .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1)
            .filter(([, b]) => a.top < b.bottom - 3 && b.top < a.bottom - 3)
            .map(([other]) => name + ' / ' + other)); })()"""
    )
    assert touching == []


def test_printed_on_a4_everything_folded_is_open(shown: Callable[..., Page]) -> None:
    page = shown(whole_packet())
    page.emulate_media(media="print")
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    sizes = {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in reader.pages}
    assert sizes in ({(595, 842)}, {(596, 842)}, {(594, 841)}, {(595, 841)})
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert "Onward is not a medical device" in text
    assert "The chart as a table" in text  # a table that is folded on the screen
    assert "Rule: her2-2-ish-negative." in text.replace("- ", "-")  # a reason that is folded on the screen
    assert "All 2" in text and "cited sources" in text


def test_headings_are_in_order(shown: Callable[..., Page], person: Packet) -> None:
    page = shown(person)
    levels = page.evaluate("[...document.querySelectorAll('main :is(h1,h2,h3,h4), header h1')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
