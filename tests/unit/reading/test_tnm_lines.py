"""T, N and M, the size of the tumour and the number of nodes, as lines tell them; what must stay unread."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.disease_lines import ASKED, BREAST, METASTATIC
from tests.unit.reading.test_health_lines import _without_words  # pyright: ignore[reportPrivateUsage]

from onward.criteria import to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

Plain = dict[str, Any]
M0: Plain = {"not": METASTATIC}
NODES: Plain = {"finding": {"name": "node-positive disease"}}


def category(*names: str, staged: str = "") -> Plain:
    return {"tnm_category": {"axis": names[0][0], "categories": list(names), **({"staged": staged} if staged else {})}}


def every(*parts: Plain) -> Plain:
    return {"all_of": list(parts)}


def either(*parts: Plain) -> Plain:
    return {"any_of": list(parts)}


def size(**limits: str) -> Plain:
    return {"lab_value": {"analyte": "tumour size", "limits": limits, "unit": "cm"}}


T1, T2, T3, N0 = category("T1"), category("T2"), category("T3"), category("N0")
AFTER = "after neoadjuvant treatment"

LINES: tuple[tuple[str, str, Any], ...] = (
    ("inclusion", "cT1-3, cN0-1", every(category("T1", "T2", "T3", staged="clinical"), category("N0", "N1", staged="clinical"))),
    ("inclusion", "Clinical stage T1c-T3 N0 M0", every(category("T1c", "T2", "T3", staged="clinical"), category("N0", staged="clinical"), M0)),
    ("inclusion", "Pathologic node status N0, N1mi", category("N0", "N1mi", staged="pathologic")),
    ("inclusion", "T2N0M0 or T3N0M0", either(every(T2, N0, M0), every(T3, N0, M0))),
    ("inclusion", "T4, any N, M0 or any T, N3, M0", either(every(category("T4"), M0), every(category("N3"), M0))),
    ("inclusion", "T1b-c N0", every(category("T1b", "T1c"), N0)),
    ("inclusion", "Tumor staged as T2 or higher", None),
    ("inclusion", "At least T2 tumor", category("T2", "T3", "T4")),
    ("inclusion", "pT1c or greater", category("T1c", "T2", "T3", "T4", staged="pathologic")),
    ("inclusion", "≥ T2 or N+", either(category("T2", "T3", "T4"), category("N1", "N2", "N3"))),
    ("inclusion", "ypT0/is ypN0", every(category("T0", "Tis", staged=AFTER), category("N0", staged=AFTER))),
    ("inclusion", "pN1 (pN1mi, pN1a)", category("N1mi", "N1a", staged="pathologic")),
    ("inclusion", "T1 mi or T1a, N0", every(category("T1mi", "T1a"), N0)),
    ("inclusion", "Stage IIA (T2N0) breast cancer", every({"stage": {"groups": ["IIA"]}}, T2, N0, BREAST)),
    (
        "inclusion",
        "Stage IIA (T2N0), IIB (T3N0) or IIIA breast cancer",
        every(either(every({"stage": {"groups": ["IIA"]}}, T2, N0), every({"stage": {"groups": ["IIB"]}}, T3, N0), {"stage": {"groups": ["IIIA"]}}), BREAST),
    ),
    ("exclusion", "Any T4 or N2-3 tumor", either(category("T4"), category("N2", "N3"))),
    ("exclusion", "Inflammatory breast cancer (T4d)", {"finding": {"name": "inflammatory breast cancer"}}),
    ("inclusion", "By pathologic evaluation, the primary tumor must be pT2", category("T2", staged="pathologic")),
    ("inclusion", "Stage II-III breast cancer according to the AJCC Cancer Staging Manual, 7th edition", every({"stage": {"groups": ["II", "III"]}}, BREAST)),
    ("inclusion", "T4, NX, M0", None),
    # "and" or "or"? Whether the N belongs to the first T?
    ("exclusion", "T4, N3", None),
    ("inclusion", "T4/N+", None),
    ("inclusion", "T1 or T2N1", None),
    # a hormone, a vertebra
    ("inclusion", "Free T3 and T4 within normal limits", None),
    ("exclusion", "T2 weighted lesion", None),
    # size and number
    ("inclusion", "Primary tumor larger than 2 cm in greatest dimension", size(above="2")),
    ("inclusion", "Tumor size between 2 and 5 cm", size(at_least="2", at_most="5")),
    ("inclusion", "At least one measurable tumor ≥ 1 cm", every({"finding": {"name": "measurable disease"}}, ASKED)),
    ("inclusion", "Tumor > 2 cm from the margin", None),
    ("exclusion", "4 or more positive axillary lymph nodes", every(NODES, ASKED)),
    ("inclusion", "0-3 positive axillary lymph nodes", None),
)  # fmt: skip


@pytest.mark.parametrize(("section", "text", "plain"), LINES, ids=[one[1][:60] for one in LINES])
def test_t_and_n_are_read_as_their_line_says(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else _without_words(to_plain(reading))
    assert _sorted(told) == _sorted(_without_words(plain))


def _sorted(plain: Any) -> Any:
    """The parts of a sum in one order: which comes first says nothing."""
    match plain:
        case dict():
            return {name: _sorted(value) for name, value in plain.items()}
        case list():
            return sorted((_sorted(one) for one in plain), key=str)
        case _:
            return plain
