"""Words of a description that look like facts of the cancer and are not; each with a neighbour that is one."""

from __future__ import annotations

from datetime import date

import pytest

from onward.knowledge import codes, description_words
from onward.reading import read_description
from onward.timeline import (
    CancerDiagnosis,
    Comorbidity,
    Demographics,
    DiseaseStatus,
    DrugTreatment,
    ProcedureFact,
    Radiotherapy,
    StageFact,
)
from onward.timeline.facts import AnyFact

AS_OF = date(2026, 11, 28)


def told(text: str) -> tuple[AnyFact, ...]:
    return read_description(text, codes(), description_words(), as_of=AS_OF).facts


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("58F, HER2+ MBC, T-DXd stopped for grade 3 ILD", None),
        ("52F, HER2-low MBC on paclitaxel, neuropathy grade 1", None),
        ("61F, grade 2 invasive ductal breast cancer", 2),
    ],
)
def test_the_grade_of_a_side_effect_is_none_of_the_cancer(text: str, grade: int | None) -> None:
    assert [fact.grade for fact in told(text) if isinstance(fact, CancerDiagnosis)] == [grade]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("83F, metastatic ER+ breast cancer, CKD stage 3", set[str]()),
        ("60F, ER+ breast cancer, heart failure, stage 2", set[str]()),
        ("60F, stage 2 ER+ breast cancer, CKD", {"II"}),
    ],
)
def test_the_stage_of_another_illness_is_none_of_the_cancer(text: str, groups: set[str]) -> None:
    assert {fact.value for fact in told(text) if isinstance(fact, StageFact) and fact.axis == "group"} == groups


def test_failure_of_an_organ_is_no_progression() -> None:
    facts = told("83F, metastatic ER+ breast cancer, exemestane now, heart failure NYHA II")
    assert not [fact for fact in facts if isinstance(fact, DiseaseStatus)]
    assert [fact.group for fact in facts if isinstance(fact, Comorbidity)] == ["heart failure"]
    assert [
        fact.value
        for fact in told("60F, metastatic breast cancer, failure of letrozole in May 2026")
        if isinstance(fact, DiseaseStatus)
    ] == ["progression"]


def test_what_was_not_begun_was_not_given() -> None:
    facts = told("61F, ER+ breast cancer, lumpectomy 5 weeks ago, radiotherapy not begun")
    assert not [fact for fact in facts if isinstance(fact, Radiotherapy)]
    assert [fact.kind for fact in facts if isinstance(fact, ProcedureFact)] == ["breast conserving surgery"]
    facts = told("61F, ER+ breast cancer, mastectomy scheduled. Radiotherapy to the spine in 2024")
    assert not [fact for fact in facts if isinstance(fact, ProcedureFact)]
    assert len([fact for fact in facts if isinstance(fact, Radiotherapy)]) == 1


def test_a_score_is_no_age() -> None:
    ages = [
        fact.age_years_at_diagnosis
        for text in ("61F, ER+ breast cancer, Oncotype DX 18", "61F, ER+ breast cancer, dx 58")
        for fact in told(text)
        if isinstance(fact, Demographics) and fact.age_years_at_diagnosis is not None
    ]
    assert ages == [58]


def test_drugs_written_beside_each_other_are_one_treatment() -> None:
    facts = told("55F, HER2+ MBC; docetaxel trastuzumab pertuzumab, then T-DM1, then T-DXd")
    lines = {fact.drug: fact.told.line for fact in facts if isinstance(fact, DrugTreatment) and fact.told is not None}
    assert lines == {
        "docetaxel": 1,
        "trastuzumab": 1,
        "pertuzumab": 1,
        "trastuzumab emtansine": 2,
        "trastuzumab deruxtecan": 3,
    }
