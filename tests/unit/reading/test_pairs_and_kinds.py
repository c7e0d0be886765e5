"""Two of a kind of which one word is said, the kind of illness that is named, and operations that are none of the cancer."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

CASES: list[tuple[Section, str, str]] = [
    # What is active, chronic or extensive is both of two of a kind.
    ("exclusion", "Active keratitis or corneal ulceration", "keratitis now or corneal ulcer now"),
    ("exclusion", "Active lupus or sarcoidosis", "systemic lupus erythematosus now or sarcoidosis now"),
    ("exclusion", "Active tuberculosis or stroke", "tuberculosis now or stroke, ever"),
    ("exclusion", "Active infection or hepatitis B", "infection now or hepatitis B, ever"),
    (
        "exclusion",
        "Known active infection with HIV, hepatitis B virus or hepatitis C virus",
        "HIV now or hepatitis B now or hepatitis C now",
    ),
    ("exclusion", "Chronic constipation or diarrhea", "constipation, chronic now or diarrhoea, chronic now"),
    ("exclusion", "Extensive pleural effusion or ascites", "pleural effusion, extensive now or ascites, extensive now"),
    (
        "exclusion",
        "Uncontrolled hereditary or acquired bleeding or thrombotic disorders",
        "bleeding disorder, uncontrolled, ever or thromboembolism, uncontrolled, ever",
    ),
    (
        "exclusion",
        "Current infection or lymphangitis involving the affected arm",
        "infection, involving affected arm now or lymphangitis, involving affected arm, ever",
    ),
    # A time behind a pair of events in the midst of a list is that of both.
    (
        "exclusion",
        "Active heart disease including myocardial infarction or heart failure within 9 months, symptomatic valvular heart disease",
        "cardiac disease now or myocardial infarction, within 270 days or heart failure, within 270 days or valvular heart disease, symptomatic now",
    ),
    # What somebody weighs is "any other", and not what is named before it.
    (
        "exclusion",
        "Stroke, seizure or any other disease of the brain considered significant by the investigator",
        "stroke, ever or seizure, ever or for a human: Is there another illness: of brain, considered significant? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Liver disorders such as cirrhosis or any other liver condition judged significant by the investigator",
        "liver disease, judged significant, ever or cirrhosis, judged significant, ever",
    ),
    # A time in the words of an illness that passes.
    ("exclusion", "Jaundice since the age of 12", "jaundice, since age of 12, ever"),
    # The kind that is named, and no other.
    ("exclusion", "Embolic stroke", "embolic stroke, ever"),
    ("exclusion", "Hemorrhagic stroke within 9 months", "haemorrhagic stroke, within 270 days"),
    ("exclusion", "Stroke", "stroke, ever"),
    ("exclusion", "Active lung infection", "lung infection now"),
    ("exclusion", "Lymphangitic carcinomatosis", "lymphangitic spread in the lung, ever"),
    (
        "exclusion",
        "Disease of bone metabolism such as Paget's disease or osteomalacia",
        "metabolic bone disease, ever or Paget's disease of bone, ever or osteomalacia, ever",
    ),
    # Any operation is no treatment of the breast cancer.
    (
        "exclusion",
        "Prior treatment for breast cancer, including chemotherapy, radiation or surgery",
        "treated with anticancer drug or radiotherapy or for a human: Was there other treatment, such as surgery or radiotherapy: prior treatment for breast cancer? (the words leave it to a human) or treated with chemotherapy",
    ),
    (
        "exclusion",
        "Surgery or radiotherapy within 5 weeks",
        "procedure, within 35 days or radiotherapy, within 35 days",
    ),
    # The drugs of the trial beside those that are named.
    (
        "exclusion",
        "Allergy to compounds similar to carboplatin, docetaxel, or other agents used in the study",
        "allergy to carboplatin or docetaxel or allergy to a trial drug or for a human: Is there an allergy to something like it: compound similar to carboplatin , docetaxel , or other agent? (the words leave it to a human)",
    ),
    ("exclusion", "Allergy to carboplatin or docetaxel", "allergy to carboplatin or docetaxel"),
]


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[text for _, text, _ in CASES])
def test_what_is_said_of_two_of_a_kind(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
