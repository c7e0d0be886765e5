"""Pages on trials: what they say in words, and how they read in a real browser."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.golden.trials.paper_studies import STUDIES, Study, write_studies

from onward.app.answers import answer
from onward.app.records import LoadedRecords, load_people
from onward.app.trial_catalogue import load_trials
from onward.app.trial_matching import MatchRequest, match_person
from onward.app.trial_pages import write_trial_pages
from onward.app.trial_reading import read_catalogue
from onward.engines.trials import Matched
from onward.knowledge import geography
from onward.registry import find_place

_EXAMPLES = Path(__file__).parents[2] / "examples"
_AS_OF = date(2026, 11, 13)
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What could break a page: markup in titles and lines, an id that is no file name, one very long word.
ODD = Study(
    id="ODD/../<b>1</b>",
    title='A <script>alert("x")</script> study & more',
    conditions=("Breast Cancer", "W" * 90),
    inclusion=("Metastatic <em>breast</em> cancer", "Zorblax " + "x" * 120, "Signed informed consent"),
)


@lru_cache(maxsize=1)
def _people() -> LoadedRecords:
    return load_people([str(_EXAMPLES / "hr-positive")], today=_AS_OF)


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> Matched:
    file = write_studies(tmp_path_factory.mktemp("studies"), (*STUDIES, ODD))
    catalogue = read_catalogue(load_trials([str(file)]).trials, keep=False)
    found = answer(_people().people[0], as_of=_AS_OF)
    request = MatchRequest(near=find_place("02115", geography()), where="studies.ndjson")
    return match_person(found.timeline, found.picture, catalogue, request, as_of=_AS_OF)


@pytest.fixture(scope="module")
def folder(matched: Matched, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("pages")
    resources = _people().originals(matched.subject.timeline)
    write_trial_pages(matched, found, most=0, resources=resources)
    return found


def test_every_trial_has_a_page_and_the_first_leads_to_each(folder: Path, matched: Matched) -> None:
    names = {file.name for file in folder.iterdir()}
    assert len(names) == len(STUDIES) + 2
    first = (folder / "index.html").read_text(encoding="utf-8")
    for name in names - {"index.html"}:
        assert f'href="{name}"' in first


def test_an_id_that_is_no_file_name_stays_in_the_folder(folder: Path) -> None:
    assert (folder / "ODD_b_1_b_.html").is_file()


def test_only_the_best_and_the_near_ones(matched: Matched, tmp_path: Path) -> None:
    """One page for the best trial, and one for each that a single line stands in the way of."""
    written = write_trial_pages(matched, tmp_path / "pages", most=1, resources={})
    near = {miss.match.prepared.trial.id for miss in matched.near_misses}
    assert {path.stem for path in written[1:]} == {"NCT99990012", *near}


def text_of(browser: Browser, file: Path, selector: str = "main") -> str:
    page = browser.new_page()
    page.goto(file.as_uri())
    text = page.locator(selector).inner_text()
    page.close()
    return text


@pytest.mark.browser
def test_what_a_page_says(browser: Browser, folder: Path) -> None:
    """The ESR1 study for Rowena Quillfeather: everything is met but the brain, which was never imaged."""
    page = folder / "NCT99990001.html"
    head = text_of(browser, page, ".verdict")
    assert [line for line in head.splitlines() if line] == [
        "May fit",
        "Nothing on record stands in the way, and something is open.",
        "1 of 7 lines is undecided, none stands in the way.",
        "Only the doctors of the trial decide who takes part, after their own tests and with your consent.",
    ]
    text = text_of(browser, page)
    assert "It takes people now." in text
    assert "Harbor Breast Center, Boston, Massachusetts: less than 1 km" in text
    assert "Hormone receptor positive, HER2-negative." in text
    assert "Compares it with what is usually given, in many people." in text
    assert "Chance decides who is in which group (randomised)." in text
    assert "One group is given a placebo" in text
    assert "Elacestrant (SERD)" in text
    assert "555-0100" in text
    assert "Agreeing to take part." in text  # informed consent is for people to settle


@pytest.mark.browser
def test_what_stands_in_the_way_and_when_it_ends(browser: Browser, folder: Path) -> None:
    text = text_of(browser, folder / "NCT99990006.html")
    assert "Washout ends on 23 November 2026." in text


@pytest.mark.browser
def test_a_line_that_nobody_could_read_is_said(browser: Browser, folder: Path) -> None:
    text = text_of(browser, folder / "NCT99990010.html")
    assert "could not be read by Onward" in text
    assert "Zorblax index within institutional frobnication limits" in text


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("name", ["index", "NCT99990001", "NCT99990006", "NCT99990009", "ODD_b_1_b_"])
def test_a_page_reads_well(browser: Browser, folder: Path, name: str, width: int) -> None:
    """No sideways scrolling, no violation of WCAG 2.2 AA, nothing logged, nothing asked of a network."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
    page.goto((folder / f"{name}.html").as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]})
    violations = found.response["violations"]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in violations] == []
    assert page.locator("body script").count() == 1  # our own
    broken = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(link => link.getAttribute('href').slice(1))"
        ".filter(anchor => anchor !== 'closed' && !document.getElementById(anchor))"
    )
    assert broken == []
    page.close()
    assert complaints == []


@pytest.mark.browser
def test_a_number_opens_the_source(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "NCT99990001.html").as_uri())
    page.locator("#lines .mark").first.click()
    assert '"resourceType"' in page.locator("#viewer").inner_text()
    page.close()
