"""Metastatic, and since when.

Whether the breast cancer is metastatic, whether it was so from the start (de novo) or came back (recurrent), and how
long it stayed away, by the rules of `disease/onset`. Absence never means no. No clinician has reviewed the rules
(review: none).
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.knowledge.extent_records import Case, cases, extent_of_case
from tests.spec.manual import Section

from onward.disease.metastatic import Metastatic, is_metastatic
from onward.disease.onset import Onsets, find_onset


def asked(**case: Any) -> tuple[Metastatic, Onsets]:
    """The answers on 2026-11-01 for a record of these rows."""
    extent = extent_of_case({"as_of": "2026-11-01", **case})
    metastatic = is_metastatic(extent)
    return metastatic, find_onset(extent, metastatic)


def diagnosed(day: str) -> dict[str, Any]:
    """One breast cancer, diagnosed on a day."""
    return {"diagnoses": [{"key": "c1", "breast": "true", "date": day}]}


@pytest.mark.parametrize(
    ("diagnosis", "metastasis", "onset", "months"),
    [
        ("2024-01-15", "2024-05-15", "de_novo", None),
        ("2024-01-15", "2024-05-16", "recurrent", (4, 4)),
        ("2023-10-31", "2024-02-29", "de_novo", None),
        ("2024-03", "2024-07", "unknown", None),
        ("2024-03", "2024-06", "de_novo", None),
        ("2020", "2024", "recurrent", (36, 59)),
        ("2024-05-15", "2024-01-15", "de_novo", None),
        ("2024-05-15", "2024-01-14", "unknown", None),
    ],
)
def test_the_window(
    manual: Section, diagnosis: str, metastasis: str, onset: str, months: tuple[int, int] | None
) -> None:
    """De novo is found within 4 calendar months of the first diagnosis; partial dates are asked for all their days."""
    _, found = asked(**diagnosed(diagnosis), metastases=[{"site": "bone", "basis": "condition", "date": metastasis}])
    span = found.onset.disease_free_months
    shown = "" if span is None else f"{span[0]}" if span[0] == span[1] else f"{span[0]} to {span[1]}"
    manual.row(
        ("first diagnosis", "first metastasis", "onset", "months free of disease", "rule"),
        (diagnosis, metastasis, found.onset.onset, shown, found.onset.rule),
    )
    assert (found.onset.onset, span) == (onset, months)


def test_no_is_never_taken_from_silence(manual: Section) -> None:
    """A diagnosis alone is unknown; stage II is no as of its day, and an old no says how old it is."""
    stage = [{"axis": "group", "value": "IIA", "date": "2015-01-10"}]
    silent, _ = asked(**diagnosed("2015-01-01"))
    staged, _ = asked(**diagnosed("2015-01-01"), stages=stage)
    palliative = [{"drug": "capecitabine", "start": "2024-02-01", "intent": "palliative"}]
    signs, _ = asked(**diagnosed("2015-01-01"), stages=stage, treatments=palliative)
    for record, found in (
        ("a diagnosis of 2015, nothing else", silent),
        ("the same, stage IIA", staged),
        ("the same, and palliative capecitabine since 2024", signs),
    ):
        manual.row(
            ("recorded", "metastatic", "because", "what would settle it"),
            (record, found.truth.value, found.because, found.settle),
        )
    assert [found.truth.value for found in (silent, staged, signs)] == ["unknown", "no", "unknown"]
    assert "older than 12 months" in staged.because
    assert silent.settle
    assert signs.settle


def test_another_cancer(manual: Section) -> None:
    """Beside another solid cancer an untied metastasis is of neither for certain; receptors tested on it settle it."""
    cancers = [
        {"key": "c1", "breast": "true", "date": "2017-03-01"},
        {"key": "x1", "breast": "false", "kind": "colon cancer", "date": "2021-05-01"},
    ]
    liver = [{"site": "liver", "basis": "condition", "date": "2022-06-01"}]
    open_, _ = asked(diagnoses=cancers, metastases=liver)
    tested, _ = asked(
        diagnoses=cancers, metastases=liver, specimens=[{"kind": "metastasis", "site": "liver", "date": "2022-06-10"}]
    )
    manual.text(f"Without receptors: **{open_.truth.value}**. {open_.because} {open_.settle}")
    manual.text(f"With receptors: **{tested.truth.value}**. {tested.because}")
    assert (open_.truth.value, open_.rule) == ("unknown", "met-which-cancer")
    assert tested.truth.value == "yes"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases("onset.cases.yaml")])
def test_hand_derived_cases(manual: Section, case: Case) -> None:
    """All cases of `disease/onset.cases`, derived by hand from the rules before any program existed."""
    extent = extent_of_case(case)
    metastatic = is_metastatic(extent)
    onset = find_onset(extent, metastatic).onset
    manual.row(
        ("case", "about", "metastatic", "rule", "onset", "rule of onset"),
        (case["id"], case["title"], metastatic.truth.value, metastatic.rule, onset.onset, onset.rule),
    )
    expected = case["expected"]
    assert (metastatic.truth.value, onset.onset) == (expected["metastatic"], expected["onset"])
