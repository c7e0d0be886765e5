"""Lines of laboratory limits with words that are not understood: which of them widen a limit, restrict it, or say nothing.

"a human" stands for a question in the line's own words; None for a line that is left alone, because its structure is in doubt.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.reading.lab_lines import above, at_least, at_most, below
from tests.unit.reading.test_partial_lines import HUMAN, either, every, form, leaf, none

from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

HB = leaf(at_least("hemoglobin", "9", "g/dL"))
ANC = leaf(at_least("neutrophils", "1.5", "10*9/L"))
PLT = leaf(at_least("platelets", "100", "10*9/L"))
ALT, AST = leaf(at_most("ALT", "2.5", "ULN")), leaf(at_most("AST", "2.5", "ULN"))
ALT5, AST5 = leaf(at_most("ALT", "5", "ULN")), leaf(at_most("AST", "5", "ULN"))
CREA = leaf(at_most("creatinine", "1.5", "ULN"))
LIVER = leaf({"metastatic_sites": {"sites": ["liver"]}})

ASKED: list[tuple[str, Any]] = [
    # words that introduce, and when it was measured
    ("Adequate glandular function (within 3 weeks prior to start of treatment): ANC ≥ 1.5 x 10^9/L, platelets ≥ 100 x 10^9/L", every(replace(ANC, within_days=21), replace(PLT, within_days=21))),
    ("Renal function, as follows: serum creatinine ≤ 1.5 x ULN)", CREA),
    ("Creatinine clearance ≥ 50 mL/min (by the Cockcroft-Gault formula or a local standard)", leaf(at_least("creatinine clearance", "50", "mL/min"))),
    ("Creatinine clearance ≥ 30 mL/min, CrCl = (140 - age) x weight / (72 x creatinine)", leaf(at_least("creatinine clearance", "30", "mL/min"))),
    # what raises a count may have been given, or may not
    ("ANC ≥ 1.5 x 10^9/L, hemoglobin ≥ 9 g/dL (may be corrected by iron or transfusion), platelets ≥ 100 x 10^9/L", every(ANC, HB, PLT)),
    ("Hemoglobin ≥ 9 g/dL (must be 10 days or more since the last transfusion)", every(HB, HUMAN)),
    # restricted, widened
    ("Hemoglobin ≥ 9 g/dL. Initial glimmers must not begin earlier than that day.", every(HB, HUMAN)),
    ("ALT and AST ≤ 2.5 x ULN except where believed to come from glimmers", either(every(ALT, AST), HUMAN)),
    ("ALT and AST ≤ 2.5 x ULN (≤ 5 x ULN if due to glimmers of the duct)", either(every(ALT, AST), every(HUMAN, ALT5, AST5))),
    ("ALT and AST ≤ 2.5 x ULN, (if liver metastases are present, then ≤ 5 x ULN is allowed)", either(every(ALT, AST), every(LIVER, ALT5, AST5))),
    # of the limit before it alone
    ("Platelets ≥ 100 x 10^9/L, ALT and AST ≤ 2.5 x ULN (≤ 5 x ULN if due to glimmers)", every(PLT, either(every(ALT, AST), every(HUMAN, ALT5, AST5)))),
    # an alternative that is not read
    ("Creatinine ≤ 1.5 x ULN or a glimmer clearance ≥ 50 units", either(CREA, HUMAN)),
    ("Platelets ≥ 100 x 10^9/L and creatinine ≤ 1.5 x ULN, or a glimmer clearance ≥ 50 units", None),
    # a test whose limit stands with the next one is not asked by its name alone
    ("Glimmer capacity, ALT and AST ≤ 2.5 x ULN", None),
    # for some people another limit of the same test
    ("INR ≤ 1.5. Patients on anticoagulants must have an INR within their target", None),
    # the limit tells of whom something is asked
    ("Patients with AST > 5 x ULN must have negative glimmer studies", None),
    # a narrower limit for some
    ("ALT and AST ≤ 2.5 x ULN (≤ 1.5 x ULN if due to glimmers)", every(ALT, AST, either(none(HUMAN), every(leaf(at_most("ALT", "1.5", "ULN")), leaf(at_most("AST", "1.5", "ULN")))))),
]  # fmt: skip

KEPT_OUT: list[tuple[str, Any]] = [
    ("Calcium > 11 mg/dL unresponsive to glimmers", every(leaf(above("calcium", "11", "mg/dL")), HUMAN)),
    ("INR > 1.5 x ULN unless known to come from glimmers", every(leaf(above("INR", "1.5", "ULN")), none(HUMAN))),
    # of the last limit alone, or of all: nobody is kept out before it is answered
    ("Platelets < 75 x 10^9/L or INR > 1.5 x ULN unless known to come from glimmers", every(either(leaf(below("platelets", "75", "10*9/L")), leaf(above("INR", "1.5", "ULN"))), none(HUMAN))),
]  # fmt: skip

# Units are never guessed; a count in the thousands can only be per microlitre.
UNITS: list[tuple[str, Any]] = [
    ("Hemoglobin ≥ 9 grams (g)/deciliter (dL)", HB),
    ("Hemoglobin ≥ 9", None),
    ("Hemoglobin ≥ 9 mg/dL", None),
    ("Absolute neutrophil count ≥ 1500/mL", None),
    ("Absolute neutrophil count ≥ 1500", leaf(at_least("neutrophils", "1500", "/uL"))),
    ("Absolute neutrophil count ≥ 1.5/mL", None),
    ("Absolute neutrophil count ≥ 1.5", None),
    ("Platelets ≥ 100", None),
    ("Creatinine ≤ 1.5", None),
    ("Creatinine ≤ 130", None),
    ("Bilirubin < 2.0", None),
    ("DLCO (adjusted for hemoglobin) ≥ 60% of predicted", leaf(at_least("DLCO", "60", "%"))),
    ("FEV1 of at least 1.2 L", None),
    ("Total bilirubin  upper limit of normal", leaf(at_most("bilirubin", "1", "ULN"))),
    ("Amylase and lipase  1.5 x ULN", every(leaf(at_most("amylase", "1.5", "ULN")), leaf(at_most("lipase", "1.5", "ULN")))),
    # creatinine above its limit, and then the clearance
    ("Creatinine ≤ 1.5 x ULN. If creatinine > 1.5 x ULN, creatinine clearance should be ≥ 50 mL/min", either(CREA, leaf(at_least("creatinine clearance", "50", "mL/min")))),
]  # fmt: skip

UNITS_OUT: list[tuple[str, Any]] = [
    ("Creatinine  1.5 x ULN", leaf(at_least("creatinine", "1.5", "ULN"))),
    ("Platelets  100,000/mm3", leaf(at_most("platelets", "100000", "/uL"))),
    ("Creatinine must be  1.5 x ULN", None),
    ("Diffusing capacity for carbon monoxide (DLCO) < 50% predicted", leaf(below("DLCO", "50", "%"))),
]

_ALL = [("inclusion", *one) for one in (*ASKED, *UNITS)] + [("exclusion", *one) for one in (*KEPT_OUT, *UNITS_OUT)]


@pytest.mark.parametrize(("section", "text", "meaning"), _ALL, ids=[f"{one[0][:2]}: {one[1]}" for one in _ALL])
def test_what_stands_around_a_limit(section: Section, text: str, meaning: Any) -> None:
    assert form(reader_of(reading_lexicon()).read(text, section).reading) == meaning
