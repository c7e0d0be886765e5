"""Response on the board page: a table per reader with reasons and marks, a drawing of the same numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.knowledge.option_people import bundle_of
from tests.knowledge.response_reads import rows_of, write_rows

from onward.app.boards import board_of
from onward.app.records import load_people
from onward.outputs.html import BoardPage, board_html, board_page
from onward.packet import Packet

DAY = date(2026, 11, 28)
LESIONS = {"T01": "liver", "T02": "node of the axilla", "N01": "lung"}
READS = {
    "INVESTIGATOR": ("0: T01=40, T02=20", "56: T01=30, T02=12", "112: T01=30, T02=12, N01=unequivocal"),
    "INDEPENDENT ASSESSOR": ("0: T01=41, T02=19", "56: T01=29, T02=ne", "112: T01=44, T02=30"),
}


def packet(folder: Path, drug: str = "letrozole", reads: dict[str, tuple[str, ...]] = READS) -> Packet:
    person = {
        "diagnosed": "2025-10-01",
        "metastases": {"liver": "2025-12-01"},
        "treatments": [{"drugs": [drug], "start": "2025-12-15", "setting": "metastatic"}],
    }
    (folder / "record.json").write_text(json.dumps(bundle_of(person, id_="P1")), encoding="utf-8")
    tables = [rows_of({"id": "P1", "lesions": LESIONS, "visits": visits}, reader=who) for who, visits in reads.items()]
    if tables:
        write_rows(folder, [row for tu, _ in tables for row in tu], [row for _, tr in tables for row in tr])
    loaded = load_people([str(folder)], today=DAY)
    return board_of(loaded.people[0], loaded, as_of=DAY).packet


def page(folder: Path, drug: str = "letrozole") -> BoardPage:
    return board_page(packet(folder, drug), resources={})


def test_each_reader_has_a_table_with_reasons_and_marks(tmp_path: Path) -> None:
    found = page(tmp_path).response
    assert found is not None
    assert found.headings == (
        "RECIST 1.1, INDEPENDENT ASSESSOR: best PD, confirmed PD, progression 2026-04-27",
        "RECIST 1.1, INVESTIGATOR: best PR, confirmed SD, progression 2026-04-27",
    )
    assessor, investigator = found.tables
    assert [row[8].text for row in assessor.rows] == ["baseline", "NE", "PD"]
    assert [row[8].text for row in investigator.rows] == ["baseline", "PR", "PD"]
    for row in (*assessor.rows, *investigator.rows):
        assert row[8].marks.first, "every category leads to its measurements"
        assert "(4." in row[9].text, "every category has its reason with the section"


def test_the_drawing_holds_the_sums_of_the_tables(tmp_path: Path) -> None:
    found = page(tmp_path).response
    assert found is not None
    assert found.spider is not None
    assert [len(line.points) for line in found.spider.lines] == [2, 3], "an incomplete sum is not drawn"
    assert found.spider.lines[1].points[1].title == "INVESTIGATOR, DAY 56: -30.0 %, PR"
    assert [point.is_progression for point in found.spider.lines[1].points] == [False, False, True]
    assert found.spider.lines[1].points[1].y == found.spider.response_y


def test_irecist_stands_beside_it_under_immunotherapy(tmp_path: Path) -> None:
    found = page(tmp_path, drug="pembrolizumab").response
    assert found is not None
    assert [heading.partition(",")[0] for heading in found.headings] == [
        "RECIST 1.1",
        "RECIST 1.1",
        "iRECIST",
        "iRECIST",
    ]


def test_without_measured_lesions_there_is_no_such_section(tmp_path: Path) -> None:
    made = packet(tmp_path, reads={})
    assert board_page(made, resources={}).response is None
    assert 'id="response"' not in board_html(made, resources={})


def test_the_section_is_on_the_page(tmp_path: Path) -> None:
    html = board_html(packet(tmp_path), resources={})
    assert "Response by measured lesions" in html
    assert "spider" in html
    assert "not a medical device" in html
