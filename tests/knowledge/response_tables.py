"""Cases of bone, brain and volume criteria as SDTM tables: lesions by scan, treatment, corticosteroids, status."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.knowledge.response_reads import FIRST_DAY, role_of

_SCANS = {"ct": "CT SCAN", "xr": "X-RAY", "mr": "MRI", "bs": "BONE SCINTIGRAPHY"}
_WORDS = {
    "complete fill-in": "COMPLETE SCLEROTIC FILL-IN",
    "partial fill-in": "PARTIAL SCLEROTIC FILL-IN",
    "progression": "UNEQUIVOCAL PROGRESSION",
    "ne": "NOT EVALUABLE",
}
_SIZES = re.compile(r"^(\d+(?:\.\d+)?)(?:x(\d+(?:\.\d+)?))?$")
_ESTIMATE = re.compile(r"^([+-]\d+(?:\.\d+)?)%$")
_UNIT = re.compile(r"^(-?\d+(?:\.\d+)?) (\S+)$")
_SPAN = re.compile(r"^(-?\d+)(?:\.\.(-?\d+))? (.+)$")
_DOSE = re.compile(r"^(\S+)(?: (\d+(?:\.\d+)?) (mg)(?: (\S+))?)?$")

COLUMNS = {
    "tu": ("USUBJID", "TUSEQ", "TULNKID", "TUTESTCD", "TUSTRESC", "TULOC", "TUMETHOD", "TUEVAL", "VISIT", "VISITNUM",
           "TUDTC"),
    "tr": ("USUBJID", "TRSEQ", "TRLNKID", "TRGRPID", "TRTESTCD", "TRORRES", "TRSTRESN", "TRSTRESU", "TRSTAT",
           "TRMETHOD", "TREVAL", "VISIT", "VISITNUM", "TRDTC"),
    "ex": ("USUBJID", "EXSEQ", "EXTRT", "EXSTDTC", "EXENDTC"),
    "cm": ("USUBJID", "CMSEQ", "CMTRT", "CMDOSE", "CMDOSU", "CMDOSFRQ", "CMOCCUR", "CMSTDTC", "CMENDTC"),
    "lb": ("USUBJID", "LBSEQ", "LBTESTCD", "LBTEST", "LBSTRESC", "LBSTRESU", "LBDTC"),
    "rs": ("USUBJID", "RSSEQ", "RSTESTCD", "RSSTRESC", "RSDTC"),
}  # fmt: skip
Rows = dict[str, list[dict[str, str]]]


def write_case_tables(folder: Path, cases: Iterable[Mapping[str, Any]]) -> None:
    """tu, tr, ex, cm, lb and rs.csv of all cases, one person each."""
    together: Rows = {domain: [] for domain in COLUMNS}
    for case in cases:
        for domain, rows in tables_of(case).items():
            together[domain] += rows
    for domain, rows in together.items():
        if rows:
            with (folder / f"{domain}.csv").open("w", encoding="utf-8", newline="") as opened:
                writer = csv.DictWriter(opened, COLUMNS[domain], restval="")
                writer.writeheader()
                writer.writerows(rows)


def tables_of(case: Mapping[str, Any]) -> Rows:
    """The rows of one case by domain."""
    rows: Rows = {domain: [] for domain in COLUMNS}
    _lesions(case, rows)
    for drug in case.get("therapy", ()):
        start, end, name = _span(drug)
        add(rows, "ex", case, EXTRT=name.upper(), EXSTDTC=start, EXENDTC=end)
    for said in case.get("steroids", ()):
        if said == "none":
            add(rows, "cm", case, CMTRT="DEXAMETHASONE", CMOCCUR="N", CMSTDTC=_day("0"))
            continue
        start, end, text = _span(said)
        found = _DOSE.match(text)
        assert found is not None, said
        add(rows, "cm", case, CMTRT=found[1].upper(), CMDOSE=found[2] or "", CMDOSU=found[3] or "",
            CMDOSFRQ=found[4] or "", CMSTDTC=start, CMENDTC=end)  # fmt: skip
    for said in case.get("clinical", ()):
        day, word = said.split()
        add(rows, "rs", case, RSTESTCD="CLINSTAT", RSSTRESC=word.upper(), RSDTC=_day(day))
    for said in case.get("performance", ()):
        day, scale, value = said.split()
        code = "ECOG101" if scale == "ECOG" else "KPS01"
        add(rows, "rs", case, RSTESTCD=code, RSSTRESC=value, RSDTC=_day(day))
    for said in case.get("values", ()):
        day, value, unit = re.split(r":? ", said)
        add(rows, "lb", case, LBTEST=case["marker"], LBTESTCD="TM", LBSTRESC=value, LBSTRESU=unit, LBDTC=_day(day))
    return rows


def add(rows: Rows, domain: str, case: Mapping[str, Any], **cells: str) -> None:
    rows[domain].append({"USUBJID": case["id"], f"{domain.upper()}SEQ": str(len(rows[domain]) + 1), **cells})


def _lesions(case: Mapping[str, Any], rows: Rows) -> None:
    named: set[str] = set()
    for number, text in enumerate(case.get("visits", ())):
        day, _, said = text.partition(":")
        visit = {"VISIT": "BASELINE" if number == 0 else f"DAY {day}", "VISITNUM": str(number + 1)}
        for part in filter(None, (one.strip() for one in said.split(","))):
            lesion, _, value = part.partition("=")
            head, _, rest = value.partition(" ")
            scan, value = (head, rest) if head in _SCANS else ("ct", value)
            if lesion not in named:
                named.add(lesion)
                add(rows, "tu", case, **visit, TULNKID=lesion, TUTESTCD="TUMIDENT", TUSTRESC=role_of(lesion),
                    TULOC=case["lesions"][lesion].upper(), TUMETHOD=_SCANS[scan], TUEVAL="INVESTIGATOR",
                    TUDTC=_day(day))  # fmt: skip
            for cells in _cells(value):
                add(rows, "tr", case, **visit, TRLNKID=lesion, TRGRPID=role_of(lesion), TRMETHOD=_SCANS[scan],
                    TREVAL="INVESTIGATOR", TRDTC=_day(day), **cells)  # fmt: skip


def _cells(value: str) -> Sequence[dict[str, str]]:
    if found := _SIZES.match(value):
        sizes = zip(("LDIAM", "LPERP"), found.groups(), strict=True)
        return [_number(test, size, "mm") for test, size in sizes if size is not None]
    if found := _ESTIMATE.match(value):
        return [_number("ESTCHG", found[1], "%")]
    if found := _UNIT.match(value):
        return [_number("VOLUME", found[1], found[2])]
    return [{"TRTESTCD": "TUMSTATE", "TRORRES": _WORDS.get(value, value.upper())}]


def _number(test: str, value: str, unit: str) -> dict[str, str]:
    return {"TRTESTCD": test, "TRORRES": value, "TRSTRESN": value, "TRSTRESU": unit}


def _span(text: str) -> tuple[str, str, str]:
    found = _SPAN.match(text)
    assert found is not None, text
    return _day(found[1]), _day(found[2]) if found[2] else "", found[3]


def _day(text: str) -> str:
    return (FIRST_DAY + timedelta(days=int(text))).isoformat()
