"""Lines about the heart's values and viruses' tests, written by hand. None: the line must not be read whole."""

from __future__ import annotations

from typing import Any

from tests.unit.reading.health_lines import ASKED, ill
from tests.unit.reading.lab_lines import either

Plain = dict[str, Any]


def _above(analyte: str, limit: str, unit: str = "ms", *, within: int | None = None) -> Plain:
    plain: Plain = {"analyte": analyte, "limits": {"above": limit}, "unit": unit}
    return {"lab_value": plain if within is None else {**plain, "within_days": within}}


def _negative(analyte: str) -> Plain:
    return {"lab_word": {"analyte": analyte, "words": ["negative"]}}


_QTC = "QTc, method not stated"

EXCLUSION: list[tuple[str, Plain | None]] = [
    # the QT interval by its many names, however often it was measured
    ("Mean resting QT interval corrected for heart rate by Fridericia's formula (QTcF) > 470 msec obtained from 3 consecutive ECGs", _above("QTcF", "470")),
    ("Corrected QT interval greater than 480 milliseconds (ms) (average of triplicate measurements)", _above(_QTC, "480")),
    ("QTc > 470 msec (Bazett's formula) on at least 2 separate ECGs", _above("QTc (Bazett)", "470")),
    ("QT interval corrected for heart rate > 480 ms as calculated by Fridericia", _above("QTcF", "480")),
    ("QTc > 0.47 seconds", _above(_QTC, "470")),
    ("Prolongation of the QTc interval, defined as > 470 ms", _above(_QTC, "470")),
    (
        "QTc of at least 450 ms, or QTc of at least 480 ms in patients with bundle branch block",
        either(
            {"all_of": [{"not": ill("bundle branch block")}, {"lab_value": {"analyte": _QTC, "limits": {"at_least": "450"}, "unit": "ms"}}]},
            {"lab_value": {"analyte": _QTC, "limits": {"at_least": "480"}, "unit": "ms"}},
        ),
    ),
    # the time is that of the infarction
    ("Myocardial infarction within 6 months, QTc > 470 ms or stroke", None),
    # pressures, told more than once
    (
        "Systolic blood pressure > 160 mmHg on at least two occasions",
        _above("systolic blood pressure", "160", "mm[Hg]"),
    ),
    # a class alone is of whatever disease of the heart; behind another illness it is one of its own
    ("NYHA class III or IV", ill("cardiac disease", qualities=["-"])),
    ("Stroke, NYHA class III or IV", either(ill("stroke"), ill("cardiac disease", qualities=["-"]))),
    ("Heart failure, NYHA class III or IV", ill("heart failure", qualities=["-"])),
    ("NYHA class III or IV, cardiac disease or stroke", None),
    # a value in brackets tells which is meant
    ("Heart failure (LVEF < 45%)", ill("heart failure", qualities=["-"])),
    ("Left ventricular dysfunction", ill("left ventricular dysfunction")),
    # nouns that are shared
    ("Arterial or venous thrombosis", either(ill("arterial thromboembolism"), ill("venous thromboembolism"))),
    ("Atrial or ventricular arrhythmia", either(ill("supraventricular arrhythmia"), ill("ventricular arrhythmia"))),
    (
        "Active viral, bacterial or systemic fungal infection",
        either(*(ill(kind, status="now") for kind in ("viral infection", "bacterial infection", "systemic fungal infection"))),
    ),
    # a list of tests, with what is said before or behind it
    (
        "Positive hepatitis B virus surface antigen (HBsAg), HCV antibody or HIV test",
        either(ill("hepatitis B"), ill("hepatitis C"), ill("HIV")),
    ),
    ("Seropositive for HIV, hepatitis C virus or syphilis", either(ill("HIV"), ill("hepatitis C"), ill("syphilis"))),
    ("Known hepatitis B surface antigen positive (testing not required)", ill("hepatitis B")),
    # an example of one head is no member beside it
    (
        "Severe or uncontrolled systemic disease, active infection or renal transplant",
        either(ASKED, ill("infection", status="now"), ill("kidney transplant")),
    ),
]  # fmt: skip

INCLUSION: list[tuple[str, Plain | None]] = [
    (
        "Negative for HBsAg, anti-HCV and HIV",
        {"all_of": [{"not": ill("HIV")}, _negative("hepatitis B surface antigen"), _negative("hepatitis C antibody")]},
    ),
    # of people with the illness alone, over two sentences
    (
        "Patients with a history of hepatitis C virus infection must have been cured. Those still on treatment are eligible if the viral load is undetectable.",
        either({"not": ill("hepatitis C")}, ASKED),
    ),
    ("The left ventricular ejection fraction is glimmering", None),
    # a limit for some is not asked of all
    ("LVEF normal by echocardiogram (patients who have received an anthracycline)", None),
    # another way in
    (
        "Negative for HBsAg and anti-HCV. If anti-HCV is positive, HCV RNA must be negative.",
        either({"all_of": [_negative("hepatitis B surface antigen"), _negative("hepatitis C antibody")]}, ASKED),
    ),
]
