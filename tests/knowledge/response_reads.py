"""Cases of response criteria as SDTM tables: what a case says in short becomes rows of TU and TR."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[2] / "src" / "onward" / "knowledge" / "data" / "response"
FIRST_DAY = date(2026, 1, 5)
ROLES = {"T": "TARGET", "NT": "NON-TARGET", "N": "NEW"}
_WORDS = {
    "present": "PRESENT",
    "absent": "ABSENT",
    "progression": "UNEQUIVOCAL PROGRESSION",
    "increased": "INCREASED",
    "equivocal": "EQUIVOCAL",
    "unequivocal": "UNEQUIVOCAL",
    "ne": "NOT EVALUABLE",
}
TU = (
    "USUBJID",
    "TUSEQ",
    "TULNKID",
    "TUTESTCD",
    "TUSTRESC",
    "TULOC",
    "TUMETHOD",
    "TUEVAL",
    "VISIT",
    "VISITNUM",
    "TUDTC",
)
TR = (
    "USUBJID", "TRSEQ", "TRLNKID", "TRGRPID", "TRTESTCD", "TRORRES", "TRSTRESN", "TRSTRESU", "TRSTAT", "TRREASND",
    "TRMETHOD", "TREVAL", "VISIT", "VISITNUM", "TRDTC",
)  # fmt: skip


def read_book(name: str) -> list[dict[str, Any]]:
    """The cases or answers of one file of the response room."""
    (content,) = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader).values()
    return list(content)


def role_of(lesion: str) -> str:
    return ROLES[lesion.rstrip("0123456789./TN") or lesion[: len(lesion) - len(lesion.lstrip("TN"))]]


def rows_of(
    case: Mapping[str, Any], *, reader: str = "INVESTIGATOR"
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """TU rows and TR rows of one case."""
    tu: list[dict[str, str]] = []
    tr: list[dict[str, str]] = []
    named: set[str] = set()
    who = {"USUBJID": case["id"]}
    for number, text in enumerate(case["visits"]):
        day, _, said = text.partition(":")
        on = (FIRST_DAY + timedelta(days=int(day))).isoformat()
        visit = {"VISIT": "BASELINE" if number == 0 else f"DAY {day}", "VISITNUM": str(number + 1)}
        for part in filter(None, (one.strip() for one in said.split(","))):
            lesion, _, value = part.partition("=")
            whole = lesion.split("/")[0].split(".")[0]
            place = case["lesions"][whole]
            if lesion not in named:
                named.add(lesion)
                test = "TUMERGE" if "/" in lesion else "TUSPLIT" if "." in lesion else "TUMIDENT"
                tu.append({**who, **visit, "TUSEQ": str(len(tu) + 1), "TULNKID": lesion, "TUTESTCD": test,
                           "TUSTRESC": role_of(whole), "TULOC": _place(place), "TUMETHOD": "CT SCAN",
                           "TUEVAL": reader, "TUDTC": on})  # fmt: skip
            row = {**who, **visit, "TRSEQ": str(len(tr) + 1), "TRLNKID": lesion, "TRGRPID": role_of(whole),
                   "TREVAL": reader, "TRDTC": on}  # fmt: skip
            if value != "new":
                tr.append({**row, **_value(value, is_node="node" in place, is_target=lesion.startswith("T"))})
        if not said.strip():
            tr.append({**who, **visit, "TRLNKID": "T01", "TRGRPID": "TARGET", "TRTESTCD": "LDIAM", "TREVAL": reader,
                       "TRSTAT": "NOT DONE", "TRDTC": on})  # fmt: skip
    return tu, tr


def _place(place: str) -> str:
    return f"LYMPH NODE, {place.split()[-1].upper()}" if "node" in place else place.upper()


def _value(value: str, *, is_node: bool, is_target: bool) -> dict[str, str]:
    length = "LPERP" if is_node else "LDIAM"
    if value == "tiny":
        return {"TRTESTCD": length, "TRORRES": "TOO SMALL TO MEASURE"}
    if value == "missed":
        return {"TRTESTCD": length if is_target else "TUMSTATE", "TRSTAT": "NOT DONE", "TRREASND": "SCAN NOT PERFORMED"}
    if value in _WORDS:
        return {"TRTESTCD": "TUMSTATE", "TRORRES": _WORDS[value]}
    Decimal(value)
    return {"TRTESTCD": length, "TRORRES": value, "TRSTRESN": value, "TRSTRESU": "mm"}


def write_rows(folder: Path, tu: Iterable[Mapping[str, str]], tr: Iterable[Mapping[str, str]]) -> None:
    """tu.csv and tr.csv of these rows."""
    for name, columns, rows in (("tu", TU, tu), ("tr", TR, tr)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)


def write_tables(folder: Path, cases: Iterable[Mapping[str, Any]]) -> None:
    """tu.csv and tr.csv of all cases, one person each."""
    tables = [rows_of(case) for case in cases]
    write_rows(folder, [row for tu, _ in tables for row in tu], [row for _, tr in tables for row in tr])
