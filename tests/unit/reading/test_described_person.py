"""What trials ask, asked of somebody who is described in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from onward.app.reference import criteria_reference
from onward.criteria import (
    Age,
    Answer,
    BreastCancer,
    CnsDisease,
    Condition,
    Criterion,
    DrugSet,
    EndocrineStatus,
    Exposed,
    Finding,
    HasVariant,
    LabValue,
    Limits,
    Lines,
    Metastatic,
    Performance,
    Receptor,
    TnmCategory,
    answer,
    hormone_receptor_positive,
    subject_of,
    triple_negative,
)
from onward.disease import derive_picture
from onward.knowledge import codes, description_words, disease_knowledge
from onward.reading import read_description
from onward.timeline import as_known_on, build_timeline

AS_OF = date(2026, 11, 28)
CDK = DrugSet(classes=("CDK4/6 inhibitor",))
CHEMOTHERAPY = DrugSet(classes=("chemotherapy",))


def asked(text: str, question: Criterion) -> Answer:
    description = read_description(text, codes(), description_words(), as_of=AS_OF)
    timeline = as_known_on(build_timeline("described", description.facts), AS_OF)
    picture = derive_picture(timeline, disease_knowledge(), as_of=AS_OF)
    return answer(question, subject_of(timeline, picture, criteria_reference(), as_of=AS_OF))


LETTER = "64F, de novo HR+ HER2 1+, bone + liver, progressed on letrozole/palbociclib after 22 mo, ECOG 1, platelets 90"


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        (Age(at_least_years=64, at_most_years=64), "yes"),
        (BreastCancer(), "yes"),
        (Metastatic(), "yes"),
        (hormone_receptor_positive(), "yes"),
        (Receptor(marker="HER2", calls=("low",)), "yes"),
        (Performance(scale="ECOG", at_most=1), "yes"),
        (Exposed(to=CDK, settings=("metastatic",), ended_by=("progression",)), "yes"),
        (Exposed(to=CDK, at_least_days=365), "yes"),
        (Exposed(to=CDK, at_least_days=700), "no"),  # 22 months and a half are 685 days
        (Exposed(to=CDK, at_least_days=670), "unknown"),  # 21.5 months are 654 days
        (Lines(at_least=1), "yes"),
        (Lines(at_least=2), "unknown"),  # more lines may have been given than are told
        (EndocrineStatus(states=("secondary resistance",)), "yes"),
        (CnsDisease(states=("active",)), "unknown"),
        (Condition(groups=("interstitial lung disease",)), "unknown"),
        (LabValue(analyte="platelets", limits=Limits(at_least=Decimal(100)), unit="10*9/L"), "unknown"),
        (Exposed(to=CHEMOTHERAPY), "unknown"),
    ],
)  # fmt: skip
def test_the_one_line_description(question: Criterion, truth: str) -> None:
    assert asked(LETTER, question).truth.value == truth


def test_hormone_receptor_positive_is_counted_as_er_positive_and_says_so() -> None:
    found = asked("HR+ MBC", Receptor(marker="ER", calls=("positive", "low positive")))
    assert (found.truth.value, found.assumed) == ("yes", ("hormone receptor positive means ER positive",))


def test_hormone_receptor_positive_does_not_keep_her_out_of_er_negative_disease() -> None:
    """ER negative with PR positive is hormone receptor positive as well."""
    assert asked("HR+ MBC", Receptor(marker="ER", calls=("negative",))).truth.value == "unknown"
    assert asked("HR+/HER2- MBC", triple_negative()).truth.value == "unknown"
    assert asked("ER+/HER2- MBC", triple_negative()).truth.value == "no"


@pytest.mark.parametrize(
    ("text", "question", "truth"),
    [
        ("MBC, no prior chemotherapy", Exposed(to=CHEMOTHERAPY), "no"),
        ("MBC, no prior chemotherapy", Exposed(to=DrugSet(drugs=("capecitabine",))), "no"),
        ("MBC, no prior chemotherapy", Exposed(to=CDK), "unknown"),
        ("MBC, chemo-naive in the metastatic setting", Exposed(to=CHEMOTHERAPY, settings=("metastatic",)), "no"),
        ("MBC, chemo-naive in the metastatic setting", Exposed(to=CHEMOTHERAPY), "unknown"),
        ("MBC, chemo-naive in the metastatic setting", Lines(at_least=1, containing=CHEMOTHERAPY), "no"),
        ("MBC, prior CDK4/6 inhibitor", Exposed(to=CDK), "yes"),
        ("MBC, prior CDK4/6 inhibitor", Exposed(to=DrugSet(drugs=("abemaciclib",))), "unknown"),
        (
            "MBC, prior CDK4/6 inhibitor",
            Exposed(to=DrugSet(classes=("CDK4/6 inhibitor",), excluding=("abemaciclib",))),
            "unknown",  # it may have been abemaciclib
        ),
        ("MBC, never received trastuzumab", Exposed(to=DrugSet(drugs=("trastuzumab",))), "no"),
        ("MBC, PIK3CA wild-type", HasVariant(genes=("PIK3CA",)), "no"),
        ("MBC, considering T-DXd", Exposed(to=DrugSet(drugs=("trastuzumab deruxtecan",))), "unknown"),
        ("MBC, her mother had a BRCA1 mutation", HasVariant(genes=("BRCA1",)), "unknown"),
    ],
)  # fmt: skip
def test_denied_named_by_class_planned_or_of_a_relative(text: str, question: Criterion, truth: str) -> None:
    assert asked(text, question).truth.value == truth


@pytest.mark.parametrize("text", ["", "hello", "please find a trial for my friend"])
def test_nothing_described_decides_nothing(text: str) -> None:
    for question in (Age(at_least_years=18), BreastCancer(), Metastatic(), Exposed(to=CDK), Lines(at_least=1)):
        assert asked(text, question).truth.value == "unknown"


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("58F, MBC in liver and bone, no evidence of disease after T-DXd", "yes"),
        ("58F, MBC in liver and bone, complete response on T-DXd", "yes"),
        ("58F, MBC in liver and bone, stable disease on T-DXd", "no"),
        ("58F, MBC in liver and bone, now progressing", "no"),
        # That it has once spread says nothing of what is left of it today.
        ("58F, MBC in liver and bone", "unknown"),
    ],
)
def test_no_evidence_of_disease_is_not_denied_by_metastases_of_the_past(description: str, expected: str) -> None:
    assert asked(description, Finding(name="no evidence of disease")).truth.value == expected


CLINICAL = TnmCategory(axis="T", categories=("T1", "T2", "T3"), staged="clinical")
NODES = TnmCategory(axis="N", categories=("N1", "N2", "N3"))


@pytest.mark.parametrize(
    ("description", "question", "expected"),
    [
        ("52F, cT2N1M0 ER+ breast cancer", CLINICAL, "yes"),
        ("52F, cT4b, cN1, M0 ER+ breast cancer", CLINICAL, "no"),
        ("52F, pT2 pN0 ER+ breast cancer", CLINICAL, "unknown"),
        ("52F, T2N1 ER+ breast cancer", CLINICAL, "unknown"),
        ("52F, T2N1 ER+ breast cancer", NODES, "yes"),
        ("52F, pT2N0 ER+ breast cancer", NODES, "no"),
        # What was left after neoadjuvant treatment says nothing of what was there before.
        ("52F, ypT0 ypN0 ER+ breast cancer", NODES, "unknown"),
        ("52F, stage IIB ER+ breast cancer", NODES, "unknown"),
    ],
)
def test_categories_of_tnm_in_a_description(description: str, question: TnmCategory, expected: str) -> None:
    assert asked(description, question).truth.value == expected
