"""Ways of being kept out that semicolons or sentences tell apart, and what is asked of some of them only."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading import Section

HUMAN = " (the words leave it to a human)"


def told(text: str, section: Section = "exclusion") -> str:
    return said(text, section).replace(HUMAN, "")


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        # of whoever had it alone
        ("exclusion", "Uncontrolled hypertension or angina. Patients who have had a myocardial infarction or cardiac surgery should be at least 6 months from the event.", "hypertension, uncontrolled, ever or angina, uncontrolled, ever or ((myocardial infarction, ever or cardiac surgery) and not for a human: Is it so: patient who have had myocardial infarction or cardiac surgery should be at least 6 month from event?)"),
        ("inclusion", "Patients who received chemotherapy must have recovered (CTCAE grade ≤ 1) from the acute effects of chemotherapy except for residual alopecia or grade 2 neuropathy. A washout period of at least 21 days is required between the last chemotherapy dose and enrollment (provided the patient did not receive radiotherapy).", "(not toxicity of earlier treatment of grade 2 or more now, except alopecia or for a human: Is the toxicity that is left over one that is accepted: grade 2 neuropathy?) and (radiotherapy or last dose of chemotherapy at least 21 days ago)"),
        ("exclusion", "Lung-specific intercurrent clinically significant illnesses including, but not limited to, any underlying pulmonary disorder (e.g., severe asthma, pleural effusion)", "lung disease, clinically significant, ever or asthma, severe, ever or pleural effusion, severe now"),
        ("exclusion", "Radiotherapy within 4 weeks, and who has not recovered to grade 1 from related side effects and/or from whom 25 % of the bone marrow was irradiated", "radiotherapy and for a human: Is it so: radiotherapy within 4 week, and who has not recovered to grade 1 from related side effect and/or from whom 25% of bone marrow was irradiated?"),
        ("exclusion", "Serum Ca > the upper limit of normal", "calcium above 1 times the upper limit of normal"),
        ("inclusion", "WBC  4.0  109/L", "leukocytes at least 4.0 10*9/L"),
        ("exclusion", "According to the criteria of NYHA, cardiac insufficiency of grade III and IV or LVEF < 50% revealed by echocardiography", "cardiac insufficiency, NYHA class iii iv, ever or LVEF below 50 %"),
        ("exclusion", "Stroke; prior to study entry, any ECG abnormality at screening has to be documented by the investigator as not medically relevant", "stroke, ever"),
    ],
)  # fmt: skip
def test_each_way_is_its_own(section: Section, text: str, says: str) -> None:
    assert told(text, section) == says


@pytest.mark.parametrize(
    "text",
    [
        # an exception in the midst may be of all of them
        "Stroke; angina; unless glimmering; or sarcoidosis",
        # two of three are not understood
        "Stroke; a glimmer of the toes; a zorblatic heart",
        # whoever is let in is told by a wider name than that of what keeps out
        "Active thrombophlebitis, thromboembolism or bleeding. Patients with history of deep venous thrombosis are allowed if treated and completely resolved",
        # why nothing is to be expected keeps nobody out
        "Considering that vitamin D3 is produced by the human body, allergy to vitamin D3 is not expected to develop. Subjects with a known allergic reaction to rice powder will be excluded from this study",
    ],
)
def test_ways_in_doubt_are_left(text: str) -> None:
    read = told(text)
    assert read == "not understood" or "for a human" in read


def test_one_illness_of_a_list_frees_of_no_other() -> None:
    says = told(
        "History of stroke, pulmonary embolism or untreated deep venous thrombosis within past 6 months. Subjects with recent DVT who have been treated for at least 6 weeks are eligible"
    )
    assert says.startswith(
        "stroke, within 180 days or pulmonary embolism, within 180 days or (deep vein thrombosis, untreated, within 180 days and not (deep vein thrombosis, recent, ever and for a human"
    )


def test_an_embolisation_is_another_treatment_of_a_cancer() -> None:
    says = told(
        "Any cancer therapy (tumor embolization, chemotherapy, immunotherapy) in the 14 days prior to randomization. Such treatment may not be resumed or begun after study entry"
    )
    assert says == "not last dose of anticancer drug at least 14 days ago or embolization, within 14 days"
