"""Cases of PET criteria as SDTM tables: what a case says in short becomes rows of TU and TR."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.knowledge.response_reads import FIRST_DAY, role_of, write_rows

_WORDS = {
    "present": "PRESENT",
    "progression": "UNEQUIVOCAL PROGRESSION",
    "equivocal": "EQUIVOCAL",
    "unequivocal": "UNEQUIVOCAL",
    "background": "INDISTINGUISHABLE FROM BACKGROUND",
    "ne": "NOT EVALUABLE",
}
# The number of a lesion without a further word: the measure of the criterion.
MEASURE = {"percist_1_0": "SULPEAK", "eortc_1999": "SUVMAX"}
_OTHERS = {"tlg": ("TLG", "g"), "mm": ("UPTKLEN", "mm"), "suvmean": ("SUVMEAN", "g/mL"), "ct": ("LDIAM", "mm")}
_SCAN = {
    "uptake": ("UPTKTIME", "min"),
    "cycles": ("CYCLES", ""),
    "tracer": ("TRACER", ""),
    "scanner": ("SCANNER", ""),
}
Row = dict[str, str]


def write_tables(folder: Path, cases: Iterable[Mapping[str, Any]], book: str) -> None:
    """tu.csv and tr.csv of all cases, one person each."""
    tables = [rows_of(case, MEASURE[book]) for case in cases]
    write_rows(folder, [row for tu, _ in tables for row in tu], [row for _, tr in tables for row in tr])


def rows_of(case: Mapping[str, Any], measure: str) -> tuple[list[Row], list[Row]]:
    """TU rows and TR rows of one case."""
    tu: list[Row] = []
    tr: list[Row] = []
    who = {"USUBJID": case["id"], "TUEVAL": "INVESTIGATOR"}
    for number, text in enumerate(case["visits"]):
        day, _, said = text.partition(":")
        on = (FIRST_DAY + timedelta(days=int(day))).isoformat()
        visit = {"VISIT": "BASELINE" if number == 0 else f"DAY {day}", "VISITNUM": str(number + 1)}
        named = {row["TULNKID"] for row in tu}
        for part in filter(None, (one.strip() for one in said.split(","))):
            name, _, value = part.partition("=")
            lesion, _, further = name.partition(".")
            common = {"USUBJID": case["id"], **visit, "TRSEQ": str(len(tr) + 1), "TREVAL": "INVESTIGATOR", "TRDTC": on}
            if lesion == "scan":
                test, unit = _SCAN[further]
                tr.append({**common, "TRTESTCD": test, "TRORRES": value, "TRSTRESU": unit})
                continue
            role = "REFERENCE" if lesion in ("LIVER", "AORTA") else role_of(lesion)
            place = case["lesions"].get(lesion, lesion)
            if lesion not in named:
                named.add(lesion)
                called = {"TULNKID": lesion, "TUTESTCD": "TUMIDENT", "TUSTRESC": role, "TULOC": place.upper()}
                scan = {"TUMETHOD": "PET/CT SCAN", "TUDTC": on}
                tu.append({**who, **visit, **called, **scan, "TUSEQ": str(len(tu) + 1)})
            for row in _values(value, further, measure, is_region=role == "REFERENCE"):
                method = "CT SCAN" if further == "ct" else "PET/CT SCAN"
                tr.append({**common, "TRLNKID": lesion, "TRGRPID": role, "TRMETHOD": method, **row})
    return tu, tr


def _values(value: str, further: str, measure: str, *, is_region: bool) -> Iterator[Row]:
    if is_region and value != "abnormal":
        mean, _, deviation = value.partition("~")
        yield _number("SULMEAN", mean, "g/mL")
        if deviation:
            yield _number("SULSD", deviation, "g/mL")
        return
    test, unit = _OTHERS.get(further, (measure, "g/mL"))
    for word in value.split():
        if word[0].isdigit():
            yield _number(test, word, unit)
        elif word == "missed":
            yield {"TRTESTCD": test, "TRSTAT": "NOT DONE", "TRREASND": "SCAN NOT PERFORMED"}
        else:
            yield {"TRTESTCD": "TUMSTATE", "TRORRES": _WORDS.get(word, word.upper())}


def _number(test: str, value: str, unit: str) -> Row:
    return {"TRTESTCD": test, "TRORRES": value, "TRSTRESN": value, "TRSTRESU": unit}
