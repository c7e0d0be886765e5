"""Limits under heads, in old spellings, with lost signs on both sides, and of those alone whom they concern."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading import Section

HUMAN = " (the words leave it to a human)"
ULN = "times the upper limit of normal"


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        ("inclusion", "Platelet count  100 x 10^9/L and  850 x 10^9/L", "platelets at least 100 10*9/L and platelets at most 850 10*9/L"),
        ("inclusion", "Liver function tests (ALT, AST) and kidney function tests (creatinine) ≤ 2.5 x ULN", f"ALT at most 2.5 {ULN} and AST at most 2.5 {ULN} and creatinine at most 2.5 {ULN}"),
        ("inclusion", "Fasting or non-fasting serum glucose < 120 mg/dL", "glucose below 120 mg/dL"),
        ("inclusion", "Creatinine clearance ≥ 60 mL/min by the Cockcroft-Gault equation or based on urine collection (12 or 24 hours)", "creatinine clearance at least 60 mL/min"),
        ("inclusion", "a)Platelets ≥ 100 x 10^9/L b)Hemoglobin ≥ 9 g/dL", "platelets at least 100 10*9/L and hemoglobin at least 9 g/dL"),
        ("inclusion", "LVEF at or above the lower institutional limit of normal", "LVEF at least 1 times the lower limit of normal"),
        ("exclusion", "Patients with reduced liver function (bilirubin > 1.5 x ULN)", f"bilirubin above 1.5 {ULN}"),
        ("exclusion", "Creatinine clearance consistently < 50 mL/min", "creatinine clearance below 50 mL/min and for a human: Is it so: creatinine clearance consistently < 50 ml / min?"),
        ("exclusion", "Bilirubin > 2 x ULN, except that participants with Gilbert's syndrome are permitted to exceed 2 x ULN", f"bilirubin above 2 {ULN} and not for a human: Is it so: participant with gilbert syndrome are permitted to exceed 2 x uln?"),
        ("exclusion", "Grade 3 or Grade 4 arrhythmia", "arrhythmia or long QT of grade 3 or more, ever"),
        ("exclusion", "Class III or IV heart disease as defined by the New York Heart Association", "cardiac disease, NYHA class iii iv, ever"),
        ("exclusion", "Atrial fibrillation (ventricular heart rate > 100 bpm)", "atrial fibrillation, ventricular heart rate > 100 bpm, ever"),
        # the time is that of the new angina
        ("exclusion", "Unstable angina (anginal symptoms at rest) or new onset angina (began within the last 3 months)", "unstable angina, ever or angina, new onset, ever"),
        ("exclusion", "Stroke or DVT w/in 6 months", "stroke, within 180 days or deep vein thrombosis, within 180 days"),
        ("exclusion", "Pre-existent neuropathy of grade 2 or higher", "peripheral neuropathy of grade 2 or more now"),
        ("exclusion", "Fever > 38.5 C during screening visits or on the first scheduled day of dosing", "fever, > 38.5 c now"),
        ("exclusion", "Electrocardiogram (ECG) abnormalities of known clinical significance", "ECG abnormality, clinically significant, ever"),
    ],
)  # fmt: skip
def test_a_limit_is_read_by_whatever_it_is_called(section: Section, text: str, says: str) -> None:
    assert said(text, section).replace(HUMAN, "") == says


def test_the_part_of_the_liver_stands_for_the_whole_where_bone_is_involved() -> None:
    line = (
        "Bilirubin ≤ 1.5 x ULN. Alkaline phosphatase ≤ 3 x ULN. In case it is higher and bone metastases are known, "
        "the liver specific alkaline phosphatase must be separated from the total and used to assess the liver function instead of the total."
    )
    assert said(line, "inclusion").replace(HUMAN, "") == (
        f"bilirubin at most 1.5 {ULN} and (alkaline phosphatase at most 3 {ULN} or (metastasis in bone and for a human: "
        "Is the liver-specific alkaline phosphatase within the limit?))"
    )


@pytest.mark.parametrize(
    ("section", "text"),
    [
        # two limits with no sign, the higher first
        ("inclusion", "Platelet count  850 x 10^9/L and  100 x 10^9/L"),
        # a head with limits below it is no heading that may be set aside
        ("inclusion", "Table 3: zorblax guidance: hemoglobin of ≥ glimmer g/dL"),
    ],
)
def test_a_limit_in_doubt_is_left(section: Section, text: str) -> None:
    assert said(text, section) in ("not understood", "defect") or "850" not in said(text, section)
