"""The therapy options of the example people, on the page and in print: the same facts, every mark in its place."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from onward.app.boards import board_of
from onward.app.records import load_people
from onward.engines.options import Verdict
from onward.outputs.html import BoardPage, board_html, board_page
from onward.outputs.html.context import OptionsPart
from onward.outputs.pdf import board_pdf
from onward.packet import Packet

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 28)
NAMES = ("hr-positive", "her2-positive", "triple-negative")


@lru_cache(maxsize=3)
def packet(name: str) -> Packet:
    loaded = load_people([str(EXAMPLES / name)], today=DAY)
    return board_of(loaded.people[0], loaded, as_of=DAY).packet


def part(name: str) -> OptionsPart:
    page: BoardPage = board_page(packet(name), resources={})
    assert page.options is not None
    return page.options


@pytest.mark.parametrize("name", NAMES)
def test_every_option_shows_its_review_and_its_agency(name: str) -> None:
    """No option without "review: none", a day and an agency or guideline; sources that nobody opened are counted."""
    answer = packet(name).options
    assert answer is not None
    rows = [row for table in part(name).groups for row in table.rows]
    options = {one.rule.title: one for one in answer.of(Verdict.OPTION)}
    assert len(rows) == len(options) > 0
    for row in rows:
        treatment = row[0]
        assert any(note.startswith("Review: none") for note in treatment.notes)
        assert any(re.search(r"\d{4}-\d{2}-\d{2}", note) for note in treatment.notes)
        if options[treatment.text].unverified:
            assert any("not opened" in note for note in treatment.notes)
        assert row[1].text and row[1].marks.first


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_the_answer_is_on_the_page_or_would_not_fit(name: str) -> None:
    """Options, withheld and ruled out in full; of what nobody can have, only what would fit."""
    answer, shown = packet(name).options, part(name)
    assert answer is not None
    html = board_html(packet(name), resources={})
    for one in answer.decided:
        if one.verdict is not Verdict.NOT_AVAILABLE:
            assert one.rule.title.replace("'", "&#39;") in html, one.rule.id
    assert len(shown.rejected.rows) == len(answer.of(Verdict.REJECTED))
    assert len(shown.not_available.rows) == sum(one.fits.value != "no" for one in answer.of(Verdict.NOT_AVAILABLE))


def test_two_targets_are_reasoned_about_together() -> None:
    """The first example has ESR1 and PIK3CA: the note stands beside the options."""
    notes = " ".join(note.text for note in part("hr-positive").together)
    assert "ESR1" in notes and "PIK3CA" in notes


def test_what_runs_now_stands_first_and_is_not_offered_again() -> None:
    """The second example has tucatinib, trastuzumab and capecitabine, last judged stable."""
    shown = part("her2-positive")
    lead = {item.label: item for item in shown.lead}
    assert lead["Now"].text.startswith("Capecitabine + trastuzumab + tucatinib since 2026-07-07")
    assert lead["Now"].detail == "Last judged: stable on 2026-10-12."
    assert "Tucatinib" in lead["Continuing"].text
    assert all(
        table.caption.startswith("If a change is needed") or table.caption == "With it" for table in shown.groups
    )


def test_immunotherapy_has_a_part_of_its_own_with_each_assay_named() -> None:
    """The third example has PD-L1 by two antibodies; neither stands for the other."""
    cells = [cell.text for row in part("triple-negative").immunotherapy.rows for cell in row]
    assert any("22C3" in text for text in cells) and any("SP142" in text for text in cells)


def test_print_holds_the_same_treatments() -> None:
    """Every option's title of the first example is in the PDF, under the same headings."""
    reader = PdfReader(io.BytesIO(board_pdf(packet("hr-positive"))))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert "Therapy options" in text and "Review: none" in text
    for table in part("hr-positive").groups:
        assert table.caption in text
        for row in table.rows:
            assert row[0].text.split(" ")[0] in text
