"""Receptors and subtype.

One call per marker and specimen, by the rules of `disease/receptors`. A call never says more than its results: what
they leave open has a word of its own, and what contradicts is shown. No clinician has reviewed the rules (review:
none).
"""

from __future__ import annotations

import pytest
from tests.knowledge.receptor_records import Case, cases, receptor_rules, receptors_of
from tests.spec.manual import Section

from onward.disease.subtype import choose_subtype

Row = dict[str, str]


def one(marker: str, **said: str) -> Row:
    """One result on the primary."""
    return {"marker": marker, "specimen": "S1", "specimen_kind": "primary", "method": "ihc", **said}


def called(*results: Row) -> tuple[str, str]:
    """The only call of a case with these results, and its rule."""
    [call] = receptors_of({"results": results}).calls
    return call.call, call.rule


@pytest.mark.parametrize(
    ("marker", "percent", "status", "call"),
    [
        ("ER", "0.9", "", "negative"),
        ("ER", "1", "", "low positive"),
        ("ER", "10", "", "low positive"),
        ("ER", "10.1", "", "positive"),
        ("ER", ">10%", "", "positive"),
        ("ER", ">=10%", "", "positive"),
        ("ER", "0-1%", "", "cannot be told"),
        ("ER", "0-1%", "negative", "negative"),
        ("ER", "<10%", "negative", "cannot be told"),
        ("ER", "5", "negative", "low positive"),
        ("ER", "80", "negative", "cannot be told"),
        ("ER", "110", "positive", "positive"),
        ("PR", "0.9", "", "negative"),
        ("PR", "1", "", "positive"),
    ],
)
def test_percentages_of_stained_nuclei(manual: Section, marker: str, percent: str, status: str, call: str) -> None:
    """Below 1 % is negative, 1 to 10 % ER low positive (ASCO/CAP 2020). PR has one limit, at 1 %."""
    found, rule = called(one(marker, percent=percent, status=status))
    manual.row(("marker", "percent", "reported as", "call", "rule"), (marker, percent, status, found, rule))
    assert found == call


_GROUPS = {
    "1": {"ratio": "2.0", "copies": "4.0"},
    "2": {"ratio": "2.0", "copies": "3.9"},
    "3": {"ratio": "1.9", "copies": "6.0"},
    "4": {"ratio": "1.9", "copies": "4.0"},
    "5": {"ratio": "1.9", "copies": "3.9"},
    "not done": {},
}


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("1", ("positive", "positive", "positive", "positive")),
        ("2", ("zero-or-ultralow", "low", "low", "positive")),
        ("3", ("zero-or-ultralow", "low", "positive", "positive")),
        ("4", ("zero-or-ultralow", "low", "low", "positive")),
        ("5", ("zero-or-ultralow", "low", "low", "positive")),
        ("not done", ("zero-or-ultralow", "low", "positive-or-low", "positive")),
    ],
)
def test_her2_by_ihc_and_ish(manual: Section, group: str, expected: tuple[str, ...]) -> None:
    """IHC with dual-probe ISH, groups 1 to 5 at their limits (ASCO/CAP 2018, affirmed 2023).

    IHC 0 and 1+ with group 1, and IHC 3+ with group 5, contradict each other: the call is positive, and the
    contradiction is shown.
    """
    found: list[str] = []
    for score in ("0", "1+", "2+", "3+"):
        results = [one("HER2", ihc_score=score)]
        if _GROUPS[group]:
            results.append(one("HER2", method="ish", **_GROUPS[group]))
        found.append(called(*results)[0])
    manual.row(("ISH group", "IHC 0", "IHC 1+", "IHC 2+", "IHC 3+"), (group, *found))
    assert tuple(found) == expected


@pytest.mark.parametrize(
    ("score", "staining", "call"),
    [
        ("0", "", "zero-or-ultralow"),
        ("0", "absent", "zero"),
        ("0", "present", "ultralow"),
        ("0-1+", "", "zero-to-low"),
        ("1-2+", "", "positive-or-low"),
        ("2-3+", "", "positive-or-low"),
        ("Negative (1+)", "", "low"),
        ("5+", "", "cannot be told"),
    ],
)
def test_her2_scores_in_between(manual: Section, score: str, staining: str, call: str) -> None:
    """What lies between two calls has its own word; a score that nobody knows is left out and listed."""
    found, rule = called(one("HER2", ihc_score=score, membrane_staining=staining))
    manual.row(("IHC as written", "membrane staining", "call", "rule"), (score, staining or "not stated", found, rule))
    assert found == call


def test_the_metastasis_counts(manual: Section) -> None:
    """The newest metastasis with a call counts for the subtype, else the newest of the other specimens."""
    metastasis = {"specimen": "M1", "specimen_kind": "metastasis", "site": "bone", "date": "2023-07-01"}
    primary = {"date": "2016-03-01"}
    case = {
        "results": [
            one("ER", percent="90", **primary),
            one("HER2", ihc_score="1+", **primary),
            one("ER", percent="0") | metastasis,
            one("PR", percent="0") | metastasis,
        ]
    }
    found = receptors_of(case)
    subtype = choose_subtype(found, receptor_rules())
    manual.table(
        ("marker", "specimen", "call", "because"),
        [(call.marker.value, call.specimen, call.call, call.because) for call in found.calls],
    )
    manual.text(f"Subtype **{subtype.code}**, {subtype.plain}. {subtype.because}")
    manual.text(f"Shown: {found.changes[0]}")
    assert (subtype.code, subtype.plain) == ("HR-/HER2-low", "triple negative, HER2-low")
    assert "decalcification" in subtype.because.casefold()
    assert [(conflict.kind, conflict.key) for conflict in found.conflicts] == [("receptor-change", "ER")]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases()])
def test_hand_derived_cases(manual: Section, case: Case) -> None:
    """All cases of `disease/receptors.cases`, derived by hand from the rules before any program existed."""
    found = receptors_of(case)
    subtype = choose_subtype(found, receptor_rules())
    calls = "; ".join(f"{call.marker.value} {call.call}" for call in found.calls)
    manual.row(("case", "about", "calls", "subtype"), (case["id"], case["title"], calls or "none", subtype.code))
    wanted = sorted((row["marker"], row["call"]) for row in case["expected"]["calls"])
    assert sorted((call.marker.value, call.call) for call in found.calls) == wanted
