"""Infections, the heart and other illnesses in the wordings of registries; what must stay unread."""

from __future__ import annotations

import pytest
from tests.unit.reading.test_illness_lines import without_words

from onward.criteria import to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

# Section, words, meaning; None where the line must not be read.
_LINES: list[tuple[Section, str, object]] = [
    (
        "exclusion",
        "Abnormalities in rhythm, conduction or morphology of the resting ECG (e.g. complete left bundle branch block)",
        {
            "any_of": [
                {"condition": {"groups": ["ECG abnormality"]}},
                {"condition": {"groups": ["left bundle branch block"]}},
            ]
        },
    ),
    (
        "exclusion",
        "ECG that shows relevant abnormalities in cardiac rhythm or conduction",
        {"condition": {"groups": ["ECG abnormality"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Factors that increase the risk of QTc prolongation or arrhythmic events such as heart failure, a family history of long QT syndrome or sudden death under 40 years of age, or any drug known to prolong the QT interval",
        {
            "any_of": [
                {"condition": {"groups": ["risk factors for torsades de pointes"]}},
                {"condition": {"groups": ["heart failure"]}},
                {"ask_human": {"question": "-", "because": "-"}},
                {"takes": {"drugs": {"classes": ["QT-prolonging"]}}},
            ]
        },
    ),
    (
        "exclusion",
        "Arrhythmia that is symptomatic or requires treatment (CTCAE Grade 3)",
        {"condition": {"groups": ["arrhythmia or long QT"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Arrhythmia requiring a pacemaker or not controlled with medication",
        {"condition": {"groups": ["arrhythmia or long QT"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Atrial and nodal arrhythmia requiring a pacemaker or not controlled with medication",
        {"condition": {"groups": ["supraventricular arrhythmia"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Atrial fibrillation (ventricular rate > 110 bpm)",
        {"condition": {"groups": ["atrial fibrillation"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Uncontrolled hypertension (170/100)",
        {"condition": {"groups": ["hypertension"], "qualities": ["-", "-"]}},
    ),
    ("exclusion", "Fever > 38.4", {"condition": {"groups": ["fever"], "status": "now", "qualities": ["-"]}}),
    (
        "exclusion",
        "Neuropathy > 38.4",
        {
            "all_of": [
                {"condition": {"groups": ["peripheral neuropathy"], "status": "now"}},
                {"ask_human": {"question": "-", "because": "-"}},
            ]
        },
    ),
    (
        "inclusion",
        "No uncontrolled hypertension (defined as systolic blood pressure > 160 mmHg despite adequate medical support)",
        {"not": {"condition": {"groups": ["hypertension"], "qualities": ["-", "-"]}}},
    ),
    (
        "inclusion",
        "No liver disease (i.e., cirrhosis)",
        {
            "not": {
                "any_of": [
                    {"condition": {"groups": ["liver disease"], "qualities": ["-"]}},
                    {"condition": {"groups": ["cirrhosis"]}},
                ]
            }
        },
    ),
    (
        "inclusion",
        "No liver disease (e.g., cirrhosis or hepatitis B)",
        {
            "not": {
                "any_of": [
                    {"condition": {"groups": ["liver disease"]}},
                    {"condition": {"groups": ["cirrhosis"]}},
                    {"condition": {"groups": ["hepatitis B"]}},
                ]
            }
        },
    ),
    (
        "inclusion",
        "NYHA class I or II",
        {
            "any_of": [
                {"not": {"condition": {"groups": ["cardiac disease"]}}},
                {"ask_human": {"question": "-", "because": "-"}},
            ]
        },
    ),
    (
        "inclusion",
        "Patients should be NYHA functional class II or better",
        {
            "any_of": [
                {"not": {"condition": {"groups": ["cardiac disease"]}}},
                {"ask_human": {"question": "-", "because": "-"}},
            ]
        },
    ),
    ("inclusion", "NYHA class III", None),
    (
        "exclusion",
        "Pleural effusion requiring recurrent drainage procedures (once a month or more often)",
        {"condition": {"groups": ["pleural effusion"], "status": "now", "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Lung embolism or lung infarction within 3 months of any planned study procedure",
        {"condition": {"groups": ["pulmonary embolism"], "within_days": 90}},
    ),
    (
        "exclusion",
        "Heart failure or myocardial infarction by clinical diagnosis, ECG test, or any other relevant test",
        {
            "any_of": [
                {"condition": {"groups": ["heart failure"]}},
                {"condition": {"groups": ["myocardial infarction"]}},
            ]
        },
    ),
    ("exclusion", "Unstable angina (angina symptoms at rest)", {"condition": {"groups": ["unstable angina"]}}),
    (
        "inclusion",
        "LVEF assessment (2-D echocardiogram or MUGA scan) performed within 5 weeks prior to registration, showing a LVEF value > 55%",
        {"lab_value": {"analyte": "LVEF", "limits": {"above": "55"}, "unit": "%", "within_days": 35}},
    ),
    (
        "inclusion",
        "Baseline ECHO or MUGA scan must show an ejection fraction of at least 55%",
        {"lab_value": {"analyte": "LVEF", "limits": {"at_least": "55"}, "unit": "%"}},
    ),
    (
        "inclusion",
        "LVEF > or equal the lower limit of normal for the institution",
        {"lab_value": {"analyte": "LVEF", "limits": {"at_least": "1"}, "times": "LLN"}},
    ),
    (
        "inclusion",
        "LVEF (by echocardiogram or MUGA scan) must be at least 55% regardless of the facility's LLN",
        {"lab_value": {"analyte": "LVEF", "limits": {"at_least": "55"}, "unit": "%"}},
    ),
    (
        "exclusion",
        "LVEF < 45% or the lower limit of normal of the institution",
        {
            "any_of": [
                {"lab_value": {"analyte": "LVEF", "limits": {"below": "45"}, "unit": "%"}},
                {"lab_value": {"analyte": "LVEF", "limits": {"below": "1"}, "times": "LLN"}},
            ]
        },
    ),
    (
        "inclusion",
        "LVEF within normal limits, whichever is lower, as measured by ECHO",
        {"lab_value": {"analyte": "LVEF", "limits": {"at_least": "1"}, "times": "LLN"}},
    ),
    (
        "exclusion",
        "Hepatitis B or C (active, previously treated or both)",
        {"any_of": [{"condition": {"groups": ["hepatitis B"]}}, {"condition": {"groups": ["hepatitis C"]}}]},
    ),
    (
        "exclusion",
        "Active hepatitis A, B or C",
        {
            "any_of": [
                {"condition": {"groups": ["hepatitis A"], "status": "now"}},
                {"condition": {"groups": ["hepatitis B"], "status": "now"}},
                {"condition": {"groups": ["hepatitis C"], "status": "now"}},
            ]
        },
    ),
    (
        "exclusion",
        "Active infection (bacterial, viral or fungal) for which systemic antibiotics are required",
        {"condition": {"groups": ["infection"], "status": "now", "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Severe infection within 3 weeks, including but not limited to hospitalization for complications of infection, bacteremia, or severe pneumonia",
        {"condition": {"groups": ["infection"], "within_days": 21, "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Patients testing positive for HIV or hepatitis B or C",
        {
            "any_of": [
                {"condition": {"groups": ["HIV"]}},
                {"condition": {"groups": ["hepatitis B"]}},
                {"condition": {"groups": ["hepatitis C"]}},
            ]
        },
    ),
    (
        "exclusion",
        "Positive results on screening for hepatitis B surface antigen or HIV antibody",
        {"any_of": [{"condition": {"groups": ["hepatitis B"]}}, {"condition": {"groups": ["HIV"]}}]},
    ),
    (
        "exclusion",
        "History of pneumonitis that required steroids, has current pneumonitis, or where suspected pneumonitis cannot be ruled out by imaging",
        {
            "any_of": [
                {"condition": {"groups": ["pneumonitis"], "qualities": ["-"]}},
                {"condition": {"groups": ["pneumonitis"], "status": "now"}},
                {"ask_human": {"question": "-", "because": "-"}},
            ]
        },
    ),
    (
        "inclusion",
        "No active infection currently requiring antibiotic management",
        {"not": {"condition": {"groups": ["infection"], "status": "now", "qualities": ["-"]}}},
    ),
    (
        "exclusion",
        "Active dental problems including infection of the teeth or jawbone (maxilla or mandible)",
        {
            "any_of": [
                {"condition": {"groups": ["dental disease"], "status": "now"}},
                {"condition": {"groups": ["dental infection"], "status": "now"}},
            ]
        },
    ),
    (
        "exclusion",
        "Cardiac events (stroke, myocardial infarction)",
        {
            "any_of": [
                {"condition": {"groups": ["cardiac disease"], "qualities": ["-"]}},
                {"condition": {"groups": ["stroke"]}},
                {"condition": {"groups": ["myocardial infarction"]}},
            ]
        },
    ),
    (
        "exclusion",
        "Cardiac disease (heart failure)",
        {"any_of": [{"condition": {"groups": ["cardiac disease"]}}, {"condition": {"groups": ["heart failure"]}}]},
    ),
    (
        "exclusion",
        "Hepatitis B, or a vaccine within 20 days",
        {"any_of": [{"condition": {"groups": ["hepatitis B"]}}, {"had": {"event": "vaccine", "within_days": 20}}]},
    ),
    ("exclusion", "Human immunodeficiency positive", {"condition": {"groups": ["HIV"]}}),
    ("exclusion", "Immunodeficiency (e.g. by medication) in a household contact", None),
    ("exclusion", "Any serious concurrent condition (e.g., active infection requiring antibiotics)", None),
    ("inclusion", "No spontaneous menstrual bleeding for 12 months", None),
    ("exclusion", "Liver disease burden of more than 40 %", None),
    ("exclusion", "Lack of physical integrity of the upper GI tract", None),
    (
        "exclusion",
        "Myelodysplastic syndrome or features suggestive of leukaemia",
        {
            "any_of": [
                {"condition": {"groups": ["myelodysplastic syndrome"]}},
                {"ask_human": {"question": "-", "because": "-"}},
            ]
        },
    ),
    (
        "exclusion",
        "A personal or family history of long QT syndrome",
        {"any_of": [{"condition": {"groups": ["long QT syndrome"]}}, {"ask_human": {"question": "-", "because": "-"}}]},
    ),
    (
        "inclusion",
        "Neuropathy grade 0-1",
        {"not": {"condition": {"groups": ["peripheral neuropathy"], "status": "now", "at_least_grade": 2}}},
    ),
    (
        "inclusion",
        "Peripheral neuropathy: must be < grade 2",
        {"not": {"condition": {"groups": ["peripheral neuropathy"], "status": "now", "at_least_grade": 2}}},
    ),
    ("inclusion", "Neuropathy grade 2", None),
    (
        "exclusion",
        "HIV or hepatitis B (the safety of sorafenib in these patients has not been established)",
        {"any_of": [{"condition": {"groups": ["HIV"]}}, {"condition": {"groups": ["hepatitis B"]}}]},
    ),
    (
        "exclusion",
        "Pneumonitis (i.e. with oxygen need in daily life)",
        {"condition": {"groups": ["pneumonitis"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Severe pneumonitis (e.g. with glimmering zorbs)",
        {"condition": {"groups": ["pneumonitis"], "qualities": ["-", "-"]}},
    ),
    (
        "exclusion",
        "Subject meets DSM-5 criteria for current bipolar disorder",
        {"condition": {"groups": ["bipolar disorder"], "status": "now"}},
    ),
    ("exclusion", "Schizophrenia (DSM-IV-TR criteria)", {"condition": {"groups": ["schizophrenia"]}}),
    (
        "exclusion",
        "History of LVEF decline below 45% during or after prior trastuzumab",
        {"all_of": [{"exposed": {"to": {"drugs": ["trastuzumab"]}}}, {"ask_human": {"question": "-", "because": "-"}}]},
    ),
    ("exclusion", "History of LVEF decline below 45%", None),
    # "To be eligible" asks, and lets in nobody.
    (
        "inclusion",
        "Patients with a known history or current symptoms of cardiac disease, or history of treatment with cardiotoxic agents, should have a risk assessment using the NYHA classification. To be eligible, patients should be class IIB or better.",
        None,
    ),
    (
        "exclusion",
        "Heart failure (> New York Heart Association Class II)",
        {"condition": {"groups": ["heart failure"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Bradycardia (heart rate < 45 at rest)",
        {"condition": {"groups": ["bradycardia"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "QTcF > 480 ms in patients without a pacemaker",
        {
            "all_of": [
                {"lab_value": {"analyte": "QTcF", "limits": {"above": "480"}, "unit": "ms"}},
                {"not": {"condition": {"groups": ["metal implant or pacemaker"]}}},
            ]
        },
    ),
    (
        "exclusion",
        "Heart failure, or a history of stroke within 6 months",
        {
            "any_of": [
                {"condition": {"groups": ["heart failure"]}},
                {"condition": {"groups": ["stroke"], "within_days": 180}},
            ]
        },
    ),
    (
        "exclusion",
        "Stroke, heart failure or hypertension (systolic BP > 170)",
        {
            "any_of": [
                {"condition": {"groups": ["stroke"]}},
                {"condition": {"groups": ["heart failure"]}},
                {"condition": {"groups": ["hypertension"], "qualities": ["-"]}},
            ]
        },
    ),
    (
        "exclusion",
        "Angina, dyspnea at rest",
        {
            "any_of": [
                {"condition": {"groups": ["angina"]}},
                {"condition": {"groups": ["dyspnoea at rest"], "status": "now"}},
            ]
        },
    ),
    (
        "exclusion",
        "Unstable diabetes, dyspnea at rest",
        {
            "any_of": [
                {"condition": {"groups": ["diabetes"], "qualities": ["-"]}},
                {"condition": {"groups": ["dyspnoea at rest"], "status": "now"}},
            ]
        },
    ),
    (
        "exclusion",
        "Cardiac disease: heart failure or stroke within 6 months",
        {
            "any_of": [
                {"condition": {"groups": ["heart failure"], "qualities": ["-"]}},
                {"condition": {"groups": ["stroke"], "within_days": 180}},
            ]
        },
    ),
    ("exclusion", "Serious stroke or another medical condition.", None),
    ("exclusion", "Other serious medical condition.", None),
    ("inclusion", "ECG showing no ischemic changes", {"not": {"condition": {"groups": ["ischaemia"]}}}),
    (
        "exclusion",
        "History within the last 2 years of acute coronary syndrome",
        {"condition": {"groups": ["acute coronary syndrome"], "within_days": 730}},
    ),
    ("exclusion", "Any illness including, but not limited to", None),
    ("exclusion", "History of chronic pain", {"condition": {"groups": ["pain"], "qualities": ["-"]}}),
    (
        "exclusion",
        "Prior allogeneic organ or tissue transplant",
        {
            "any_of": [
                {"condition": {"groups": ["allogeneic organ transplant"]}},
                {"condition": {"groups": ["allogeneic tissue transplant"]}},
            ]
        },
    ),
    ("exclusion", "CNS disorders", {"condition": {"groups": ["central nervous system disorder"]}}),
    (
        "exclusion",
        "Impaired lung function (COPD or lung conditions requiring oxygen)",
        {
            "all_of": [
                {
                    "any_of": [
                        {"condition": {"groups": ["impaired lung function"]}},
                        {"condition": {"groups": ["chronic obstructive pulmonary disease"]}},
                        {"condition": {"groups": ["lung disease"]}},
                    ]
                },
                {"ask_human": {"question": "-", "because": "-"}},
            ]
        },
    ),
    (
        "exclusion",
        "Major surgery, fracture, or ulcer (other than ulcers of the tumour)",
        {
            "any_of": [
                {"had": {"event": "major surgery"}},
                {"condition": {"groups": ["fracture"]}},
                {
                    "all_of": [
                        {"condition": {"groups": ["ulcer"], "status": "now"}},
                        {"not": {"ask_human": {"question": "-", "because": "-"}}},
                    ]
                },
            ]
        },
    ),
    (
        "exclusion",
        "Any sign of parkinsonism, other than Parkinson's disease.",
        {"condition": {"groups": ["parkinsonism"], "except_groups": ["Parkinson's disease"]}},
    ),
    (
        "exclusion",
        "Pneumonitis requiring steroids, current pneumonitis, or suspected pneumonitis",
        {
            "any_of": [
                {"condition": {"groups": ["pneumonitis"], "qualities": ["-"]}},
                {"condition": {"groups": ["pneumonitis"], "status": "now"}},
                {"ask_human": {"question": "-", "because": "-"}},
            ]
        },
    ),
    (
        "exclusion",
        "Moderate or severe substance or alcohol use disorder",
        {"condition": {"groups": ["substance abuse"], "qualities": ["-"]}},
    ),
    (
        "exclusion",
        "Uncontrolled diabetes, chronic liver or renal disease",
        {
            "any_of": [
                {"condition": {"groups": ["diabetes"], "qualities": ["-"]}},
                {"condition": {"groups": ["liver disease"], "qualities": ["-"]}},
                {"condition": {"groups": ["chronic kidney disease"]}},
            ]
        },
    ),
    (
        "exclusion",
        "Active hepatitis C virus (defined as HCV RNA detected) infection",
        {"condition": {"groups": ["hepatitis C"], "status": "now"}},
    ),
]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else without_words(to_plain(reading))
    assert told == without_words(plain)
