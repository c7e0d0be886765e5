"""Lines about the disease, receptors, the heart, age, menopause and further laboratory limits, written by hand.

None: the line must not be read whole, because its words leave the meaning open. Questions for a human stand as ASKED.
"""

from __future__ import annotations

from typing import Any

from tests.unit.reading.lab_lines import above, at_least, at_most, below, either, every, where

Plain = dict[str, Any]
ASKED: Plain = {"ask_human": {"question": "-", "because": "-"}}
_LIVER: Plain = {"metastatic_sites": {"sites": ["liver"]}}
_BREAST: Plain = {"breast_cancer": {}}
_METASTATIC: Plain = {"metastatic": {}}
_WOMAN: Plain = {"has_sex": {"sex": "female"}}
_LOCAL: Plain = {"finding": {"name": "local recurrence"}}
_CURABLE: Plain = {"finding": {"name": "candidate for curative treatment"}}
_ER: Plain = {"receptor": {"marker": "ER", "calls": ["positive", "low positive"]}}
_PR: Plain = {"receptor": {"marker": "PR", "calls": ["positive"]}}
_HER2: Plain = {"receptor": {"marker": "HER2", "calls": ["positive"]}}
_NOT_HER2: Plain = {"receptor": {"marker": "HER2", "calls": ["negative"]}}


def no(what: Plain) -> Plain:
    return {"not": what}


def ill(*names: str, **more: Any) -> Plain:
    return {"condition": {"groups": list(names), **more}}


def age(**limits: int) -> Plain:
    return {"age": limits}


def percent(marker: str, **limits: str) -> Plain:
    return {"receptor_percent": {"marker": marker, "limits": limits}}


def stage(*groups: str) -> Plain:
    return {"stage": {"groups": list(groups)}}


INCLUSION: list[tuple[str, Plain | None]] = [
    # limits that are others without liver metastases
    (
        "ALT < 3 x ULN in women without liver metastases; < 6 x ULN in women with liver metastases",
        where(_LIVER, below("ALT", "6", "ULN"), below("ALT", "3", "ULN")),
    ),
    (
        "In the presence of liver metastases, AST ≤ 6 x ULN",
        {"when": {"condition": _LIVER, "then": at_most("AST", "6", "ULN")}},
    ),
    # for whom, a human says: never dropped, never demanded of everybody
    (
        "ALT ≤ 2 x ULN (≤ 4 x ULN if due to the tumour)",
        either(at_most("ALT", "2", "ULN"), every(ASKED, at_most("ALT", "4", "ULN"))),
    ),
    ("LVEF ≥ 55% or ≥ LLN, whichever is lower", either(at_least("LVEF", "55", "%"), at_least("LVEF", "1", "LLN"))),
    ("LVEF ≥ 55% or ≥ LLN, whichever is higher", every(at_least("LVEF", "55", "%"), at_least("LVEF", "1", "LLN"))),
    (
        "Hemoglobin ≥ 9 g/dL for women and ≥ 10 g/dL for men",
        where(_WOMAN, at_least("hemoglobin", "9", "g/dL"), at_least("hemoglobin", "10", "g/dL")),
    ),
    (
        "Adequate marrow function (platelets ≥ 80,000/uL; hemoglobin ≥ 8 g/dL)",
        every(at_least("platelets", "80000", "/uL"), at_least("hemoglobin", "8", "g/dL")),
    ),
    (
        "ANC ≥ 1.0 x 10^9/L platelets ≥ 75 x 10^9/L",
        every(at_least("neutrophils", "1.0", "10*9/L"), at_least("platelets", "75", "10*9/L")),
    ),
    ("Alkaline phosphatase ≤ 2.5xULN", at_most("alkaline phosphatase", "2.5", "ULN")),
    ("Creatinine within 1.5 times the upper limit of normal", at_most("creatinine", "1.5", "ULN")),
    ("ALT no greater than twice the upper limit of normal", at_most("ALT", "2", "ULN")),
    ("Calcium within normal limits", every(at_least("calcium", "1", "LLN"), at_most("calcium", "1", "ULN"))),
    ("Albumin ≥ LLN or 3 g/dL", either(at_least("albumin", "1", "LLN"), at_least("albumin", "3", "g/dL"))),
    # a unit that cannot be: 10 mg/dL is no haemoglobin
    ("Hemoglobin ≥ 10 mg/dL", None),
    ("QT interval corrected by Fridericia's formula (QTcF) < 470 msec", below("QTcF", "470", "ms")),
    (
        "Blood pressure ≤ 150/90 mmHg",
        every(at_most("systolic blood pressure", "150", "mm[Hg]"), at_most("diastolic blood pressure", "90", "mm[Hg]")),
    ),
    # who
    ("Sex: female", _WOMAN),
    ("Age 18+", age(at_least_years=18)),
    ("18 years of age", age(at_least_years=18)),
    # another number without a sign may be either side
    ("Age 45 years", None),
    ("Between the ages of 25 and 65", age(at_least_years=25, at_most_years=65)),
    (
        "Female patients must be postmenopausal",
        {"when": {"condition": _WOMAN, "then": {"menopause": {"status": ["post"]}}}},
    ),
    ("Pre- or postmenopausal", {"menopause": {"status": ["pre", "post"]}}),
    ("No menses for at least 18 months", every(ill("amenorrhoea"), ASKED)),
    # the age of another day, and of another person
    ("Under the age of 45 at diagnosis", None),
    ("Age at first diagnosis ≥ 60 years", None),
    ("Performance status 0-1 (WHO scale)", {"performance": {"scale": "ECOG", "at_most": 1}}),
    (
        "ECOG (Eastern Cooperative Oncology Group) performance status 0-2",
        {"performance": {"scale": "ECOG", "at_most": 2}},
    ),
    # receptors
    ("ER- and/or PR-positive breast cancer", every(either(_ER, _PR), _BREAST)),
    ("Estrogen or progesterone receptor positive", either(_ER, _PR)),
    # whether ER is positive or negative here nobody can tell
    ("ER- and HER2-positive breast cancer", None),
    ("ER positive (≥ 10% of cells)", percent("ER", at_least="10")),
    ("ER negative and PR negative (< 5% staining)", every(percent("ER", below="5"), percent("PR", below="5"))),
    ("HER2-positive tumor (3+ by immunohistochemistry or FISH-positive)", _HER2),
    ("HER2-positive by immunohistochemistry (3+) or FISH", _HER2),
    (
        "HER2-negative, either IHC 0-1+ or FISH ratio < 1.8",
        either({"her2_score": {"scores": ["0", "1+"]}}, {"her2_ish": {"ratio": {"below": "1.8"}}}),
    ),
    ("HER2-negative by immunohistochemistry or FISH", _NOT_HER2),
    # the disease
    ("Stage IIIC or stage IV breast cancer", every(either(stage("IIIC"), stage("IV")), _BREAST)),
    ("Stage 2-3 breast cancer", every(stage("II", "III"), _BREAST)),
    (
        "Locally recurrent disease not amenable to surgery or radiotherapy with curative intent",
        every(_LOCAL, no(_CURABLE)),
    ),
    (
        "Either local recurrence not amenable to curative therapy or stage IV disease",
        either(every(_LOCAL, no(_CURABLE)), stage("IV")),
    ),
    (
        "Locally recurrent or metastatic breast cancer. Note: locally recurrent disease must not be amenable to curative surgery.",
        every(either(every(_LOCAL, no(_CURABLE)), _METASTATIC), _BREAST),
    ),
    ("Any T, N2, M0", every({"tnm_category": {"axis": "N", "categories": ["N2"]}}, no(_METASTATIC))),
    ("M0", no(_METASTATIC)),
    ("At least one measurable lesion by RECIST 1.1", {"finding": {"name": "measurable disease"}}),
    ("At least two measurable lesions", None),
    ("Histological proof of breast cancer", _BREAST),
    ("ER-positive and/or PR-positive and HER2-negative disease", every(either(_ER, _PR), _NOT_HER2)),
    (
        "Non-measurable disease with a rising tumour marker",
        every({"finding": {"name": "non-measurable disease"}}, ASKED),
    ),
    (
        "ANC ≥ 1.2 x 10^9/L. For patients with marrow infiltration, ANC ≥ 0.8 x 10^9/L",
        either(at_least("neutrophils", "1.2", "10*9/L"), every(ASKED, at_least("neutrophils", "0.8", "10*9/L"))),
    ),
    ("Metastatic breast cancer with or without visceral metastases", every(_METASTATIC, _BREAST)),
    ("Any menopausal status", None),
    # small words that change nothing
    ("ECOG performance value of 0 or 1 (Appendix B)", {"performance": {"scale": "ECOG", "at_most": 1}}),
    ("Total bilirubin within ULN", at_most("bilirubin", "1", "ULN")),
    ("Sodium >= LLN and <= HLN", every(at_least("sodium", "1", "LLN"), at_most("sodium", "1", "ULN"))),
    ("Platelets at least 90 and at least 100 x 10^9/L", None),
    ("Adequate cardiac function as shown by LVEF >= 50%", at_least("LVEF", "50", "%")),
    # one of the two; between two limits of creatinine that do not meet nothing is said
    (
        "Creatinine within normal limits, or creatinine clearance >= 50 mL/min for patients with creatinine levels above institutional normal",
        either(at_most("creatinine", "1", "ULN"), at_least("creatinine clearance", "50", "mL/min")),
    ),
    ("Creatinine < 1.5 x ULN or creatinine clearance >= 50 mL/min for patients with creatinine levels > 3 x ULN", None),
    ("Tumors must express estrogen or progesterone receptor", either(_ER, _PR)),
    ("Tumors are positive for ER, PR or both", either(_ER, _PR)),
    ("Tumors that do not express HER2", None),
    ("Unilateral breast cancer", every(no({"finding": {"name": "bilateral breast cancer"}}), _BREAST)),
    ("Breast cancer that is histologically confirmed and HER2-positive", every(_BREAST, _HER2)),
    (
        "Measurable or evaluable metastatic breast cancer",
        every(
            either({"finding": {"name": "measurable disease"}}, {"finding": {"name": "evaluable disease"}}),
            _METASTATIC,
            _BREAST,
        ),
    ),
    (
        "Stage IV or inoperable stage III disease",
        either(
            {"stage": {"groups": ["IV"]}},
            every({"finding": {"name": "locally advanced unresectable disease"}}, {"stage": {"groups": ["III"]}}),
        ),
    ),
]

EXCLUSION: list[tuple[str, Plain | None]] = [
    ("AST/ALT > 4 x ULN", either(above("AST", "4", "ULN"), above("ALT", "4", "ULN"))),
    ("ALT > 2 x ULN (> 4 x ULN if due to the tumour)", every(above("ALT", "2", "ULN"), either(no(ASKED), above("ALT", "4", "ULN")))),
    ("LVEF below 45% or below the lower limit of normal, whichever is lower", every(below("LVEF", "45", "%"), below("LVEF", "1", "LLN"))),
    ("QTcF > 480 msec for women or > 460 msec for men", where(_WOMAN, above("QTcF", "480", "ms"), above("QTcF", "460", "ms"))),
    ("QTc prolongation defined as QTc > 490 msec", above("QTc, method not stated", "490", "ms")),
    ("Blood pressure > 160/100 mmHg", either(above("systolic blood pressure", "160", "mm[Hg]"), above("diastolic blood pressure", "100", "mm[Hg]"))),
    ("Reduced ejection fraction (LVEF < 45%)", below("LVEF", "45", "%")),
    # the sign was lost: of that grade or worse; grade 1 could be either side
    ("Peripheral neuropathy grade 3", ill("peripheral neuropathy", status="now", at_least_grade=3)),
    ("Peripheral neuropathy grade 1", None),
    ("Hemorrhage or bleeding event of grade 3 or more", ill("bleeding", status="now", at_least_grade=3)),
    ("Congenital long QT syndrome or family history of long QT syndrome", either(ill("congenital long QT syndrome"), ASKED)),
    ("Recent (within 3 months) myocardial infarction", ill("myocardial infarction", within_days=90)),
    # an earlier breast cancer is not that of today
    ("Prior breast cancer", every(_BREAST, ASKED)),
    # what is said of the first infection goes for all of them
    (
        "Uncontrolled infection with HIV, hepatitis B or hepatitis C",
        either(
            ill("HIV", qualities=["uncontrolled"]),
            ill("hepatitis B", qualities=["uncontrolled"]),
            ill("hepatitis C", qualities=["uncontrolled"]),
        ),
    ),
    ("Organ transplant or allogeneic stem cell transplantation", either(ill("transplant"), ill("allogeneic stem cell transplant"))),
    ("Active ulcer", ill("ulcer", status="now")),
    ("Hypersensitivity to any component of XY-123 or bevacizumab", either({"allergy_to": {"drugs": ["bevacizumab"]}}, {"finding": {"name": "allergy to a trial drug"}})),
    ("Any T4 or M1 tumour", either({"tnm_category": {"axis": "T", "categories": ["T4"]}}, _METASTATIC)),
    # what is said of a head goes for what it names, but nobody's infarction is "uncontrolled"
    (
        "Uncontrolled cardiac disease including arrhythmia, angina or myocardial infarction",
        either(
            ill("cardiac disease", qualities=["uncontrolled"]),
            ill("arrhythmia or long QT", qualities=["uncontrolled"]),
            ill("angina", qualities=["uncontrolled"]),
            ill("myocardial infarction"),
        ),
    ),
    # each addition stays with its own member
    (
        "Pneumonitis that required steroids or current pneumonitis",
        either(ill("pneumonitis", qualities=["that required steroid"]), ill("pneumonitis", status="now")),
    ),
    (
        "Syncope of cardiovascular origin, ventricular tachycardia or cardiac arrest",
        either(ill("syncope", qualities=["of cardiovascular origin"]), ill("ventricular tachycardia"), ill("cardiac arrest")),
    ),
    (
        "LVEF < 50%, heart failure or uncontrolled angina",
        either(below("LVEF", "50", "%"), ill("heart failure"), ill("angina", qualities=["uncontrolled"])),
    ),
    ("Known, active infection", ill("infection", status="now")),
    ("Patients testing positive for HIV or hepatitis C", either(ill("HIV"), ill("hepatitis C"))),
    ("Patients tested for HIV", None),
    ("Neuropathy (motor or sensory) of grade 2 or more by Common Toxicity Criteria version 2", ill("peripheral neuropathy", status="now", at_least_grade=2)),
    # the oxygen is not severe
    (
        "Severe dyspnea at rest or requiring current continuous oxygen therapy",
        either(ill("dyspnoea at rest", status="now", qualities=["severe"]), ill("oxygen therapy", status="now")),
    ),
    ("Adequate hemoglobin >= 9 g/dL", None),
    # neither sex is kept out as such, and men are not forgotten
    ("Male or pregnant women", either(ASKED, {"pregnancy": {"states": ["pregnant"]}})),
]  # fmt: skip
