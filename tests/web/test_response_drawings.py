"""Pictures of response: what each draws, that its table holds the same, that it stands on page, in print and JSON."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.knowledge.option_people import bundle_of
from tests.knowledge.response_tables import write_case_tables

from onward.app.boards import Board, board_of
from onward.app.records import load_people
from onward.cli import main
from onward.outputs.html import BoardPage, ResponseDrawing, board_page, drawing_svg
from onward.outputs.html.response_drawing import LesionTrend, Swimmer, Waterfall
from onward.outputs.plain.packet import packet_document

DAY = date(2026, 11, 28)
PERSON = {
    "diagnosed": "2022-10-01",
    "metastases": {"liver": "2025-06-01", "bone": "2025-06-01", "lung": "2025-06-01"},
    "treatments": [
        {"drugs": ["letrozole"], "start": "2025-06-15", "end": "2025-12-20", "setting": "metastatic"},
        {"drugs": ["fulvestrant", "ribociclib"], "start": "2026-01-05", "setting": "metastatic"},
    ],
}
CASE = {
    "id": "P1",
    "lesions": {"T01": "liver", "T02": "liver", "T03": "lung", "NT01": "bone", "N01": "bone"},
    "visits": [
        "0: T01=40, T02=30, T03=20, NT01=ct present, NT01=bs present",
        "84: T01=28, T02=22, T03=19, NT01=ct sclerotic rim, NT01=bs increased, N01=bs unequivocal",
        "170: T01=25, T02=ct absent, T03=27, NT01=ct partial fill-in, NT01=bs decreased, N01=bs decreased",
    ],
    "marker": "CA 15-3",
    "values": ["-3: 100 U/mL", "84: 90 U/mL", "170: 50 U/mL"],
}


@lru_cache(maxsize=1)
def board() -> Board:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "record.json").write_text(json.dumps(bundle_of(PERSON, id_="P1")), encoding="utf-8")
        write_case_tables(folder, [CASE])
        loaded = load_people([str(folder)], today=DAY)
        return board_of(loaded.people[0], loaded, as_of=DAY)


@lru_cache(maxsize=1)
def page() -> BoardPage:
    return board_page(board().packet, resources={})


def drawn(kind: str) -> ResponseDrawing:
    assert page().response is not None
    return next(one for one in page().response.drawings if one.kind == kind)


def texts(one: ResponseDrawing) -> list[list[str]]:
    return [[cell.text for cell in row] for row in one.twin.rows]


def test_every_picture_has_a_legend_and_a_table_and_is_good_xml() -> None:
    assert page().response is not None
    assert [one.kind for one in page().response.drawings] == ["swimmer", "spider", "trend", "waterfall", "change"]
    for one in page().response.drawings:
        assert one.legend
        assert one.twin.rows
        ET.fromstring(drawing_svg(one.drawing))
        assert one.drawing.summary


def test_the_waterfall_goes_from_growth_to_shrinkage_and_its_table_too() -> None:
    fall = drawn("waterfall")
    assert isinstance(fall.drawing, Waterfall)
    assert [(bar.label, bar.value, bar.kind) for bar in fall.drawing.bars] == [
        ("T03 lung", "+35", "grown"),
        ("T01 liver", "-38", "shrunk"),
        ("T02 liver", "-100", "shrunk"),
    ]
    assert texts(fall)[0] == ["T03 lung", "20", "27", "+35.0"]
    zero = fall.drawing.zero_y
    assert all(bar.y == zero if bar.kind == "shrunk" else bar.y + bar.height == zero for bar in fall.drawing.bars)


def test_each_target_has_a_line_and_what_is_counted_is_no_measurement() -> None:
    trend = drawn("trend")
    assert isinstance(trend.drawing, LesionTrend)
    assert [(line.name, len(line.points)) for line in trend.drawing.lines] == [
        ("T01 liver", 3),
        ("T02 liver", 3),
        ("T03 lung", 3),
    ]
    assert [point.is_counted for point in trend.drawing.lines[1].points] == [False, False, True], "gone, counted as 0"
    assert texts(trend)[2][2:] == ["25", "0", "27"]
    names = [line.name_y for line in trend.drawing.lines]
    assert len(set(names)) == len(names), "no two names on each other"


def test_lines_of_therapy_swim_with_the_responses_on_them() -> None:
    swim = drawn("swimmer")
    assert isinstance(swim.drawing, Swimmer)
    first, second = swim.drawing.lanes
    assert (first.name, first.marks) == ("Line 1", ())
    assert [(mark.label, mark.shape) for mark in second.marks] == [("PD", "worse"), ("PD", "worse")]
    assert second.bars[0].ongoing
    assert first.bars[0].x + first.bars[0].width <= second.bars[0].x
    assert texts(swim)[1][2] == "2026-03-30 PD, 2026-06-24 PD"


def test_the_map_shows_what_became_of_each_site() -> None:
    change = drawn("change")
    kinds = {" ".join(label.names): label.kind for label in change.drawing.labels}
    assert kinds == {"Liver": "shrunk", "Lung": "grown", "Bone": "shrunk"}
    assert ["NT01 bone", "filling in", "smaller"] in texts(change)
    assert ["N01 bone", "came, less now", "smaller"] in texts(change), "a flare that settles"


def test_criteria_stand_side_by_side_before_the_pictures() -> None:
    response = page().response
    assert response is not None
    assert response.beside is not None
    assert response.beside.columns[2:5] == ("RECIST 1.1", "MD Anderson bone criteria", "trend of tumour markers")
    first = response.beside.rows[0]
    assert [cell.text for cell in first[2:4]] == ["PD", "PR"]
    assert first[-2].text == "disagree"
    assert first[-1].text.startswith("bone flare")
    assert first[-1].settle


def test_response_is_in_the_navigation_the_print_and_the_document() -> None:
    html = board().html()
    assert '<li><a href="#response">Response</a></li>' in html
    assert html.index('id="response"') < html.index('class="drawing curve waterfall"')
    assert board().pdf().startswith(b"%PDF")
    document = packet_document(board().packet)["response"]
    assert isinstance(document, dict)
    assert [one["criterion"] for one in document["answers"]] == ["recist-1.1", "mda-bone", "marker-trend"]
    assert document["side_by_side"]["visits"][0]["verdict"] == "disagree"


def test_what_onward_derived_is_not_told_again_as_recorded() -> None:
    assert not any(one.criterion == "clinical-summary" for one in board().packet.responses)


def test_pictures_of_several_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reads, out = tmp_path / "reads", tmp_path / "out"
    reads.mkdir()
    people = [{**CASE, "id": f"P{number}", "therapy": ["0 letrozole"]} for number in range(1, 21)]
    write_case_tables(reads, people)
    main(["response", str(reads), "--out", str(out), "--ndjson", "--quiet", "--as-of", "2026-11-28"])
    capsys.readouterr()
    for name in ("waterfall", "swimmer", "spider"):
        root = ET.fromstring((out / f"{name}.svg").read_text(encoding="utf-8"))
        assert root.tag.endswith("svg")
        with (out / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened))
        assert len({row[0] for row in rows[1:]}) == 20
    svg = (out / "waterfall.svg").read_text(encoding="utf-8")
    assert len(re.findall(r'class="fall-\w+"', svg)) == 20
