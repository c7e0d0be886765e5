"""Lines about laboratory values, written by hand in the ways of registries, with what they say in plain form.

None: the line must not be read, because its words leave the meaning open.
"""

from __future__ import annotations

from typing import Any

_LIVER = {"metastatic_sites": {"sites": ["liver"]}}
_BONE = {"metastatic_sites": {"sites": ["bone"]}}
_GILBERT = {"condition": {"groups": ["Gilbert's syndrome"]}}


def at_least(analyte: str, number: str, unit: str = "", **more: Any) -> dict[str, Any]:
    return _limit(analyte, "at_least", number, unit, more)


def at_most(analyte: str, number: str, unit: str = "", **more: Any) -> dict[str, Any]:
    return _limit(analyte, "at_most", number, unit, more)


def above(analyte: str, number: str, unit: str = "", **more: Any) -> dict[str, Any]:
    return _limit(analyte, "above", number, unit, more)


def below(analyte: str, number: str, unit: str = "", **more: Any) -> dict[str, Any]:
    return _limit(analyte, "below", number, unit, more)


def _limit(analyte: str, side: str, number: str, unit: str, more: dict[str, Any]) -> dict[str, Any]:
    inner: dict[str, Any] = {"analyte": analyte, "limits": {side: number}}
    inner["times" if unit in ("ULN", "LLN") else "unit"] = unit
    return {"lab_value": {**inner, **more}}


def every(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"all_of": list(parts)}


def either(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"any_of": list(parts)}


def where(who: dict[str, Any], then: dict[str, Any], otherwise: dict[str, Any]) -> dict[str, Any]:
    return {"when": {"condition": who, "then": then, "otherwise": otherwise}}


def _liver(analyte: str, usual: str, other: str) -> dict[str, Any]:
    return where(_LIVER, at_most(analyte, other, "ULN"), at_most(analyte, usual, "ULN"))


INCLUSION: list[tuple[str, dict[str, Any] | None]] = [
    # names in brackets, several tests under one limit
    ("AST (SGOT) and ALT (SGPT) ≤ 2.5 x ULN", every(at_most("AST", "2.5", "ULN"), at_most("ALT", "2.5", "ULN"))),
    (
        "ASAT (aspartate aminotransferase or SGOT), ALAT (alanine aminotransferase or SGPT) <= 3 x upper normal limit",
        every(at_most("AST", "3", "ULN"), at_most("ALT", "3", "ULN")),
    ),
    (
        "Alkaline phosphatase < 2.5 x ULN and both AST and ALT < 1.5 x ULN",
        every(below("alkaline phosphatase", "2.5", "ULN"), below("AST", "1.5", "ULN"), below("ALT", "1.5", "ULN")),
    ),
    ("Hemoglobin >= 9 grams per deciliter (g/dL)", at_least("hemoglobin", "9", "g/dL")),
    # liver and bone metastases
    (
        "AST and ALT =< 2.5 x ULN (=< 5 x ULN if liver metastases are present)",
        every(_liver("AST", "2.5", "5"), _liver("ALT", "2.5", "5")),
    ),
    ("AST ≤ 2.5 x ULN. If liver metastases are present, AST ≤ 5 x ULN", _liver("AST", "2.5", "5")),
    ("ALT ≤ 3 x ULN; for patients with documented liver metastases, ALT ≤ 5 x ULN", _liver("ALT", "3", "5")),
    (
        "Alkaline phosphatase ≤ 2.5 x ULN (≤ 5 x ULN in case of bone metastases)",
        where(_BONE, at_most("alkaline phosphatase", "5", "ULN"), at_most("alkaline phosphatase", "2.5", "ULN")),
    ),
    # an exception that lets in fewer is no exception: a number was lost
    ("AST ≤ 5 x ULN (≤ 2.5 x ULN if liver metastases)", None),
    # platelets have nothing to do with liver metastases
    ("Platelets ≥ 100,000/mm3 (≥ 75,000/mm3 if liver metastases)", None),
    # Gilbert's
    (
        "Bilirubin ≤ 1.5 x ULN (unless elevation is known to be due to Gilbert's disease)",
        either(at_most("bilirubin", "1.5", "ULN"), _GILBERT),
    ),
    (
        "Total bilirubin ≤ 1.5 x ULN except for subjects with known Gilbert's disease, who may enroll if the conjugated bilirubin is ≤ 1.5 x ULN",
        where(_GILBERT, at_most("bilirubin direct", "1.5", "ULN"), at_most("bilirubin", "1.5", "ULN")),
    ),
    (
        "Bilirubin ≤ 1.5 x ULN (except patients with Gilbert syndrome, who can have total bilirubin < 3.0 mg/dL)",
        where(_GILBERT, below("bilirubin", "3.0", "mg/dL"), at_most("bilirubin", "1.5", "ULN")),
    ),
    (
        "Total bilirubin ≤ 1.5 x ULN, unless elevated due to Gilbert's syndrome and direct bilirubin is within normal limits",
        either(at_most("bilirubin", "1.5", "ULN"), every(_GILBERT, at_most("bilirubin direct", "1", "ULN"))),
    ),
    (
        "Bilirubin ≤ 1.5 x ULN unless Gilbert's syndrome, AST and ALT ≤ 3 x ULN",
        every(
            either(at_most("bilirubin", "1.5", "ULN"), _GILBERT), at_most("AST", "3", "ULN"), at_most("ALT", "3", "ULN")
        ),
    ),
    # creatinine or clearance
    (
        "Creatinine =< 1.5 x ULN OR creatinine clearance >= 60 mL/min/1.73 m^2 for patients with creatinine > institutional ULN",
        either(at_most("creatinine", "1.5", "ULN"), at_least("creatinine clearance", "60", "mL/min/{1.73_m2}")),
    ),
    (
        "Serum creatinine ≤ 1.5 mg/dL or creatinine clearance ≥ 50 mL/min (calculated according to the Cockcroft and Gault formula)",
        either(at_most("creatinine", "1.5", "mg/dL"), at_least("creatinine clearance", "50", "mL/min")),
    ),
    # by their own strength
    (
        "Hemoglobin ≥ 9 g/dL without transfusion within 14 days",
        every(at_least("hemoglobin", "9", "g/dL"), {"not": {"had": {"event": "transfusion", "within_days": 14}}}),
    ),
    ("Hemoglobin ≥ 9 g/dL (transfusion to achieve this level is allowed)", at_least("hemoglobin", "9", "g/dL")),
    (
        "Platelet count ≥ 100,000/mm3 (measured within 72 hours prior to initial dose)",
        at_least("platelets", "100000", "/uL", within_days=3),
    ),
    # heart
    (
        "LVEF ≥ 50% or institutional lower limit of normal",
        either(at_least("LVEF", "50", "%"), at_least("LVEF", "1", "LLN")),
    ),
    ("LVEF ≥ 50% by either echocardiogram or MUGA", at_least("LVEF", "50", "%")),
    # without a sign: one side alone can be meant
    ("Hemoglobin 9 g/dL", at_least("hemoglobin", "9", "g/dL")),
    ("Total bilirubin of 1.5 mg/dL", at_most("bilirubin", "1.5", "mg/dL")),
    ("Creatinine clearance 60 mL/min", at_least("creatinine clearance", "60", "mL/min")),
    ("Potassium 3.5 mmol/L", None),
    ("Hemoglobin 20 g/dL", None),
    ("Calcium 2.5 mmol/L", None),
]

EXCLUSION: list[tuple[str, dict[str, Any] | None]] = [
    ("Mean resting QTcF > 470 msec obtained from a triplicate ECG", above("QTcF", "470", "ms")),
    ("QTc interval calculated by Fridericia's formula > 480 ms", above("QTcF", "480", "ms")),
    (
        "Baseline corrected QT interval (QTc) > 470 ms on the screening ECG",
        above("QTc, method not stated", "470", "ms"),
    ),
    ("Cardiac ejection fraction below normal limits", below("LVEF", "1", "LLN")),
    (
        "ALT > 3 x ULN (> 5 x ULN if liver metastases)",
        where(_LIVER, above("ALT", "5", "ULN"), above("ALT", "3", "ULN")),
    ),
    ("Bilirubin > 1.5 x ULN unless Gilbert's syndrome", every(above("bilirubin", "1.5", "ULN"), {"not": _GILBERT})),
    # among what keeps out, a number without a sign may stand for either side
    ("Hemoglobin 9 g/dL", None),
    ("LVEF 50%", None),
]

INCLUSION += [
    ("LVEF above institutional lower limit of normal (by echocardiogram or MUGA scan)", above("LVEF", "1", "LLN")),
    ("Echocardiogram or MUGA with ejection fraction > 50%", above("LVEF", "50", "%")),
    ("Adequate cardiac function (defined as LVEF ≥ 45%) documented by echocardiogram", at_least("LVEF", "45", "%")),
    ("Total bilirubin < 1.5 x the UNL (upper limit of normal)", below("bilirubin", "1.5", "ULN")),
    (
        "Total bilirubin, AST and ALT within normal institutional limits",
        every(at_most("bilirubin", "1", "ULN"), at_most("AST", "1", "ULN"), at_most("ALT", "1", "ULN")),
    ),
    ("ALT ≤ 3 x ULN (≤ 5 x ULN for patients with liver involvement)", _liver("ALT", "3", "5")),
    ("Neutrophils >= 1,5 x10^9/l", at_least("neutrophils", "1.5", "10*9/L")),
    # of the brain, not of the liver: for whom the wider limit holds, a human says
    (
        "ALT ≤ 3 x ULN (≤ 5 x ULN for patients with brain involvement)",
        either(
            at_most("ALT", "3", "ULN"),
            every(
                {
                    "ask_human": {
                        "question": "Is it so: for patient with brain involvement?",
                        "because": "the words leave it to a human",
                    }
                },
                at_most("ALT", "5", "ULN"),
            ),
        ),
    ),
]
EXCLUSION += [
    (
        "Systolic blood pressure > 160 or < 90 mmHg",
        either(above("systolic blood pressure", "160", "mm[Hg]"), below("systolic blood pressure", "90", "mm[Hg]")),
    ),
    (
        "Prolongation of the QT interval corrected for heart rate using Fridericia's formula (QTcF) ≥ 470 ms",
        at_least("QTcF", "470", "ms"),
    ),
    # everybody lies above the one or below the other
    ("Systolic blood pressure > 90 or < 160 mmHg", None),
]
