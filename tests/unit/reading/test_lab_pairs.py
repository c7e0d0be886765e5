"""Limits of two tests that stand for each other, limits for some people, and illnesses that their limits define."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.lab_lines import above, at_least, at_most, below
from tests.unit.reading.test_partial_lines import HUMAN, either, every, form, leaf, none

from onward.criteria import Criterion, When
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

CREA = leaf(at_most("creatinine", "1.5", "ULN"))
CLEARANCE = leaf(at_least("creatinine clearance", "50", "mL/min"))
BILI, BILI3 = leaf(at_most("bilirubin", "1.5", "ULN")), leaf(at_most("bilirubin", "3", "ULN"))
DIRECT = leaf(at_most("bilirubin direct", "1", "ULN"))
AST, ALT = leaf(at_most("AST", "2.5", "ULN")), leaf(at_most("ALT", "2.5", "ULN"))
AST5 = leaf(at_most("AST", "5", "ULN"))
LIVER = leaf({"metastatic_sites": {"sites": ["liver"]}})
GILBERT = leaf({"condition": {"groups": ["Gilbert's syndrome"]}})
FEMALE = leaf({"has_sex": {"sex": "female"}})


def where(who: Criterion, then: Any, otherwise: Any = None) -> Any:
    return form(When(condition=who, then=then, otherwise=otherwise))


LINES: list[tuple[Section, str, Any]] = [
    # each name has the limit that fits it
    ("inclusion", "Creatinine or calculated creatinine clearance (GFR can be used in place of CrCl) ≤ 1.5 x ULN or ≥ 50 mL/min for participants with creatinine > 1.5 x ULN", either(CREA, CLEARANCE)),
    ("inclusion", "Creatinine ≤ 1.5 x ULN or, if creatinine > 1.5 x ULN, creatinine clearance ≥ 50 mL/min", either(CREA, CLEARANCE)),
    ("inclusion", "Bilirubin ≤ 1.5 x ULN or direct bilirubin ≤ ULN for those with bilirubin levels > 1.5 x ULN", either(BILI, DIRECT)),
    # between the two limits nothing is said
    ("inclusion", "Bilirubin ≤ 1.5 x ULN or direct bilirubin ≤ ULN for those with bilirubin levels > 2 x ULN", None),
    # of those alone whose creatinine is raised
    ("inclusion", "Creatinine clearance ≥ 50 mL/min for patients with creatinine above institutional normal", where(leaf(above("creatinine", "1", "ULN")), CLEARANCE)),
    # a clearance has no upper limit of normal
    ("inclusion", "Creatinine clearance ≤ 1.5 x ULN", None),
    # lists whose last two are joined by "or"
    ("inclusion", "AST, ALT, or alkaline phosphatase ≤ 2.5 x ULN", every(AST, ALT, leaf(at_most("alkaline phosphatase", "2.5", "ULN")))),
    ("exclusion", "AST, ALT or bilirubin > 3 x ULN", either(leaf(above("AST", "3", "ULN")), leaf(above("ALT", "3", "ULN")), leaf(above("bilirubin", "3", "ULN")))),
    # sex before the limit
    ("inclusion", "Hemoglobin: men ≥ 10 g/dL, women ≥ 9 g/dL", where(FEMALE, leaf(at_least("hemoglobin", "9", "g/dL")), leaf(at_least("hemoglobin", "10", "g/dL")))),
    # one limit in two units; "G/L" of cells
    ("inclusion", "Hemoglobin ≥ 9 g/dL or ≥ 5.6 mmol/L", leaf(at_least("hemoglobin", "9", "g/dL"))),
    ("inclusion", "Platelets ≥ 100 G/L", leaf(at_least("platelets", "100", "10*9/L"))),
    ("inclusion", "Albumin ≥ 30 g/L", leaf(at_least("albumin", "30", "g/L"))),
    # for some people another limit
    ("inclusion", "In the absence of liver metastases, AST ≤ 2.5 x ULN. If the participant has liver metastases, AST ≤ 5 x ULN", where(LIVER, AST5, AST)),
    ("inclusion", "Bilirubin ≤ 1.5 x ULN; for participants with known Gilbert's disease a higher bilirubin (≤ 3 x ULN) is allowed", either(BILI, every(GILBERT, BILI3))),
    ("inclusion", "Bilirubin ≤ 1.5 x ULN. Exception: participants with glimmer syndrome and bilirubin ≤ 3 x ULN are eligible", either(BILI, every(HUMAN, BILI3))),
    ("inclusion", "Bilirubin ≤ 1.5 x ULN except for participants with Gilbert's syndrome who may be included if bilirubin is ≤ 3 x ULN or direct bilirubin ≤ ULN", either(BILI, every(GILBERT, either(BILI3, DIRECT)))),
    ("inclusion", "Bilirubin ≤ 1.5 x ULN, AST ≤ 2.5 x ULN. Patients with glimmers of the liver: bilirubin ≤ 3 x ULN", every(AST, either(BILI, every(HUMAN, BILI3)))),
    # a narrower limit, and one that keeps out, are none of these
    ("inclusion", "Bilirubin ≤ 3 x ULN. Participants with glimmer syndrome and bilirubin ≤ 1.5 x ULN are eligible", None),
    ("inclusion", "AST ≤ 2.5 x ULN. Participants with glimmer syndrome and AST ≤ 5 x ULN may not enter", None),
    ("exclusion", "ALT > 3 x ULN (≥ 5 x ULN for subjects with glimmers)", every(leaf(above("ALT", "3", "ULN")), either(leaf(at_least("ALT", "5", "ULN")), none(HUMAN)))),
    # by sex, and not told how: nobody guesses
    ("exclusion", "Hemoglobin < 12 g/dL for male, 11 g/dL for female", None),
    # what the limits define
    ("exclusion", "Impaired renal function (defined as creatinine clearance < 50 mL/min", leaf(below("creatinine clearance", "50", "mL/min"))),
    ("exclusion", "Anemia (hemoglobin < 8 g/dL) or thrombocytopenia (platelets < 50,000/uL)", either(leaf(below("hemoglobin", "8", "g/dL")), leaf(below("platelets", "50000", "/uL")))),
    ("exclusion", "Abnormal renal function (creatinine > 1.5 x ULN)", leaf(above("creatinine", "1.5", "ULN"))),
    # "or" and "and": where a comma tells what belongs together, and where nothing does
    ("inclusion", "INR < 1.5 or PT < 1.5 x ULN, and aPTT < 1.5 x ULN", every(either(leaf(below("INR", "1.5", "1")), leaf(below("prothrombin time", "1.5", "ULN"))), leaf(below("aPTT", "1.5", "ULN")))),
    ("inclusion", "Platelets ≥ 100 x 10^9/L or hemoglobin ≥ 9 g/dL and INR ≤ 1.5", None),
    # formulas and where they come from
    ("inclusion", "Creatinine clearance ≥ 50 mL/min using the Chronic Kidney Disease Epidemiology Collaboration (CKD-EPI) 2021 equation", CLEARANCE),
    ("inclusion", "Bilirubin =/< 1.5 x ULN", BILI),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "meaning"), LINES, ids=[f"{one[0][:2]}: {one[1]}" for one in LINES])
def test_limits_that_stand_for_each_other(section: Section, text: str, meaning: Any) -> None:
    assert form(reader_of(reading_lexicon()).read(text, section).reading) == meaning


@pytest.mark.parametrize(
    "text",
    [
        # the illness is said to be there, and its value beside it: no definition
        "Liver disease (AST > 3 x ULN)",
        # the limit tells of the degree
        "Moderate renal insufficiency (eGFR < 60 mL/min)",
        # a limit on the other side
        "Renal impairment (creatinine clearance > 60 mL/min)",
    ],
)
def test_a_value_beside_an_illness_is_not_always_its_definition(text: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, "exclusion").reading
    assert reading is None or "Condition(" in repr(reading)
