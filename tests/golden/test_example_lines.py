"""Lines of the three example people are those that a careful reader finds in the stories (examples/README.md)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from onward.disease import DiseasePicture, derive_picture
from onward.intake import read
from onward.knowledge import disease_knowledge
from onward.timeline import as_known_on, build_timeline

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 13)
Row = tuple[int, str, str, str, str, str]

LINES: dict[str, list[Row]] = {
    "hr-positive/bundle.json": [
        (0, "adjuvant", "cyclophosphamide doxorubicin paclitaxel", "2016-05-10", "2016-09-20", "completed"),
        (0, "adjuvant", "letrozole tamoxifen", "2016-12-05", "2021-02-26", "toxicity"),
        (1, "metastatic", "letrozole ribociclib", "2022-06-20", "2024-09-23", "progression"),
        (2, "metastatic", "elacestrant", "2024-10-21", "2025-06-16", "progression"),
        (3, "metastatic", "capivasertib fulvestrant", "2025-07-07", "2026-10-26", "progression"),
    ],
    "her2-positive/bundle.json": [
        (1, "metastatic", "docetaxel letrozole pertuzumab trastuzumab", "2023-03-06", "2025-08-18", "progression"),
        (2, "metastatic", "trastuzumab_deruxtecan", "2025-09-02", "2026-05-12", "toxicity"),
        (3, "metastatic", "capecitabine trastuzumab tucatinib", "2026-07-07", "", "ongoing"),
    ],
    "triple-negative": [
        (0, "adjuvant", "cyclophosphamide doxorubicin paclitaxel", "2023-12-05", "2024-03-12", "completed"),
        (1, "metastatic", "carboplatin gemcitabine pembrolizumab", "2025-02-17", "2026-01-19", "progression"),
        (2, "metastatic", "olaparib", "2026-03-02", "2026-10-29", "progression"),
    ],
}


@lru_cache(maxsize=3)
def _picture(folder: str) -> DiseasePicture:
    """The disease picture of one example person."""
    person = read([EXAMPLES / folder]).people[0]
    timeline = as_known_on(build_timeline(person.person, person.facts, person.issues), DAY)
    return derive_picture(timeline, disease_knowledge(), as_of=DAY)


@pytest.mark.parametrize("folder", LINES)
def test_lines(folder: str) -> None:
    """Number, setting, drugs, start, end and why each line ended."""
    found = [
        (
            line.n,
            line.setting,
            " ".join(drug.replace(" ", "_") for drug in line.drugs),
            str(line.start),
            "" if line.end is None else str(line.end),
            line.why_ended,
        )
        for line in _picture(folder).lines
    ]
    assert found == LINES[folder]


def test_an_order_that_nobody_closed_is_a_conflict() -> None:
    """Pertuzumab is still ordered; its last dose was given on 2025-08-04, and other treatment began since."""
    keys = {conflict.key for conflict in _picture("her2-positive/bundle.json").conflicts}
    assert "order-left-open: pertuzumab" in keys


def test_endocrine_resistance() -> None:
    """Progression after two years of letrozole, eight months of elacestrant and fifteen of fulvestrant: secondary.
    Chemotherapy alone, with ovarian protection, is no exposure to endocrine treatment.
    """
    assert _picture("hr-positive/bundle.json").endocrine.status == "secondary resistance"
    assert _picture("her2-positive/bundle.json").endocrine.status == "secondary resistance"
    assert _picture("triple-negative").endocrine.status == "not exposed"


def test_exposures() -> None:
    """Two topoisomerase payloads are none, a CDK4/6 inhibitor is one; no chemotherapy for metastases yet."""
    found = {(one.name, one.setting): one for one in _picture("hr-positive/bundle.json").exposures}
    assert found["CDK4/6 inhibitor", "metastatic"].drugs == ("ribociclib",)
    assert found["oral SERD", "metastatic"].lines == (2,)
    assert ("chemotherapy", "metastatic") not in found
    assert ("payload: topoisomerase-1 inhibitor", "metastatic") not in found
