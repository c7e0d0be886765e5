"""Whole studies as SDTM tables in the shapes that senders write: one answer of `onward response`, whatever the shape.

The studies and their answers stand in studies.yaml; the answers were derived from the papers' rules alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from onward.cli import main
from onward.outputs.response import Table
from onward.outputs.response.transport import transport_bytes

STUDIES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "studies.yaml").read_text(encoding="utf-8")
)
TU = ("STUDYID", "USUBJID", "TUSEQ", "TULNKID", "TUTESTCD", "TUORRES", "TUSTRESC", "TULOC", "TUMETHOD", "TUEVAL",
      "VISITNUM", "VISIT", "TUDTC")  # fmt: skip
TR = ("STUDYID", "USUBJID", "TRSEQ", "TRGRPID", "TRLNKID", "TRTESTCD", "TRORRES", "TRORRESU", "TRSTRESC", "TRSTRESN",
      "TRSTRESU", "TRSTAT", "TRREASND", "TRMETHOD", "TREVAL", "VISITNUM", "VISIT", "TRDTC")  # fmt: skip
NUMBERS = ("TUSEQ", "TRSEQ", "TRSTRESN", "VISITNUM")
Row = dict[str, str]
Rows = list[Row]


def role(lesion: str) -> str:
    return {"T": "TARGET", "N": "NON-TARGET"}[lesion[0]] if not lesion.startswith("NEW") else "NEW"


def at_visit(study: dict[str, Any], number: int) -> Row:
    day = dt.date(2024, 1, 8) + dt.timedelta(days=study["days"][number])
    name = "SCREENING" if number == 0 else f"WEEK {number * 8}"
    return {"USUBJID": study["id"], "VISITNUM": str(number + 1), "VISIT": name, "day": day.isoformat()}


def named(study: dict[str, Any]) -> Rows:
    rows: Rows = []
    for lesion, place in study["lesions"].items():
        first = next((number for number, visit in enumerate(study["visits"]) if lesion in visit), None)
        if first is None:
            continue
        visit = at_visit(study, first)
        rows.append(
            visit
            | {"STUDYID": "OUT", "TULNKID": lesion, "TUTESTCD": "TUMIDENT", "TUORRES": role(lesion), "TULOC": place}
            | {"TUSTRESC": role(lesion), "TUMETHOD": "CT SCAN", "TUEVAL": "INVESTIGATOR", "TUDTC": visit["day"]}
        )
    return rows


def measured(study: dict[str, Any]) -> Rows:
    return [
        row
        for number, visit in enumerate(study["visits"])
        for lesion, value in visit.items()
        for row in of_lesion(study, number, lesion, value)
    ]


def of_lesion(study: dict[str, Any], number: int, lesion: str, value: object) -> Rows:
    """One row, or both diameters: of a node the perpendicular is the one that counts, of others the longest."""
    visit = at_visit(study, number)
    is_node = "LYMPH" in study["lesions"][lesion]
    code, other = ("LPERP", "LDIAM") if is_node else ("LDIAM", "LPERP")
    said = {"STUDYID": "OUT", "TRGRPID": role(lesion), "TRLNKID": lesion, "TRMETHOD": "CT SCAN"}
    row = visit | said | {"TREVAL": "INVESTIGATOR", "TRDTC": visit["day"]}
    if isinstance(value, str):
        row["TRTESTCD"] = code if role(lesion) == "TARGET" else "TUMSTATE"
        if value == "NOT DONE":
            return [row | {"TRSTAT": value, "TRREASND": "SCAN NOT PERFORMED"}]
        return [row | {"TRORRES": value, "TRSTRESC": value}]
    assert isinstance(value, int | float)

    def length(test: str, found: float) -> Row:
        unit = study.get("unit", "mm")
        told = {"TRORRES": str(found), "TRSTRESC": str(found), "TRSTRESN": str(found)}
        return row | told | {"TRTESTCD": test, "TRORRESU": unit, "TRSTRESU": unit}

    return [length(code, value), length(other, round(value * (1.4 if is_node else 0.7), 2))]


def as_csv(path: Path, name: str, columns: tuple[str, ...], rows: Rows, *, spelt: Callable[[str], str] = str) -> None:
    with (path / f"{name}.csv").open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow([spelt(column) for column in columns])
        writer.writerows([row.get(column, "") for column in columns] for row in rows)


def as_transport(path: Path, name: str, columns: tuple[str, ...], rows: Rows) -> None:
    table = Table(name, columns, tuple(tuple(row.get(column, "") for column in columns) for row in rows))
    (path / f"{name}.xpt").write_bytes(transport_bytes(table, numbers=NUMBERS, label=name.upper()))


def lower_columns(path: Path, name: str, columns: tuple[str, ...], rows: Rows) -> None:
    as_csv(path, name, columns, rows, spelt=str.lower)


def title_words(path: Path, name: str, columns: tuple[str, ...], rows: Rows) -> None:
    words = {"TUSTRESC", "TUORRES", "TULOC", "TRGRPID", "TRORRES", "TRSTRESC", "TRSTAT", "VISIT"}
    as_csv(
        path,
        name,
        columns,
        [{key: cell.title() if key in words else cell for key, cell in row.items()} for row in rows],
    )


def shuffled(path: Path, name: str, columns: tuple[str, ...], rows: Rows) -> None:
    as_csv(path, name, columns, random.Random(3).sample(rows, len(rows)))


def bare_tu(path: Path, name: str, columns: tuple[str, ...], rows: Rows) -> None:
    left_out = ("VISITNUM", "VISIT", "TUDTC") if name == "tu" else ()
    as_csv(path, name, tuple(column for column in columns if column not in left_out), rows)


def without_names(path: Path, name: str, columns: tuple[str, ...], rows: Rows) -> None:
    as_csv(path, name, tuple(column for column in columns if column != "VISIT"), rows)


SHAPES = (as_csv, as_transport, lower_columns, title_words, shuffled, bare_tu, without_names)


def differences(study: dict[str, Any], found: dict[str, Any]) -> list[str]:
    visits = [visit for visit in found["visits"] if not visit["baseline"]]
    if len(visits) != len(study["expected"]):
        return [f"{study['id']}: {len(visits)} visits"]
    wrong = [
        f"{study['id']} {visit['visit']} {field}: {visit[field]}, expected {value}"
        for visit, expected in zip(visits, study["expected"], strict=True)
        for field, value in expected.items()
        if visit[field] != value
    ]
    for field, value in (("best_overall", study.get("best")), ("best_confirmed", study.get("confirmed"))):
        if value and found[field] != value:
            wrong.append(f"{study['id']} {field}: {found[field]}, expected {value}")
    return wrong


@pytest.mark.parametrize("write", SHAPES, ids=lambda write: write.__name__)
@pytest.mark.parametrize("criterion", STUDIES)
def test_studies(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    criterion: str,
    write: Callable[[Path, str, tuple[str, ...], Rows], None],
) -> None:
    studies = {study["id"]: study for study in STUDIES[criterion]}
    write(tmp_path, "tu", TU, [row for study in studies.values() for row in named(study)])
    write(tmp_path, "tr", TR, [row for study in studies.values() for row in measured(study)])
    assert main(["response", str(tmp_path), "--criteria", criterion, "--ndjson", "--quiet"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["person"], one["criterion"]) for one in answers] == [(id_, criterion) for id_ in sorted(studies)]
    assert not [say for one in answers for say in differences(studies[one["person"]], one)]
