"""What one member of a list says of the others, what an exception names, and what is demanded among what keeps out."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

CASES: list[tuple[Section, str, str]] = [
    # An exception is what its words name, and not what is often told beside it.
    (
        "exclusion",
        "Any other tumour in the last 4 years except basal cell carcinoma of the skin",
        "another cancer, within 1460 days, except basal cell carcinoma",
    ),
    (
        "exclusion",
        "Any other tumour in the last 4 years except cutaneous squamous cell carcinoma",
        "another cancer, within 1460 days, except squamous cell carcinoma of the skin",
    ),
    (
        "exclusion",
        "Any other tumour in the last 4 years except basal cell carcinoma, squamous cell carcinoma of the skin or cervical carcinoma in situ",
        "another cancer, within 1460 days, except basal or squamous skin cancer or cervical carcinoma in situ",
    ),
    (
        "exclusion",
        "Any other tumour in the last 4 years except non-melanoma skin cancer",
        "another cancer, within 1460 days, except basal or squamous skin cancer",
    ),
    (
        "exclusion",
        "Any other cancer except skin carcinoma",
        "another cancer, ever, except basal or squamous skin cancer",
    ),
    (
        "exclusion",
        "Any other cancer except skin cancer",
        "another cancer, ever, except basal or squamous skin cancer or melanoma",
    ),
    (
        "exclusion",
        "Any other cancer except papillary thyroid cancer",
        "another cancer, ever, except papillary thyroid cancer",
    ),
    # An exception of medicines is none of the illnesses beside them.
    (
        "exclusion",
        "Coagulopathy, haemophilia or therapeutic anticoagulation other than low-dose heparin flushes",
        "bleeding disorder, ever or (for a human: Is it so: haemophilia? (the words leave it to a human) and not for a human: Is it so: low dose heparin flush? (the words leave it to a human)) or (takes anticoagulant now and for a human: Is it so: therapeutic? (the words leave it to a human) and not for a human: Is it so: low dose heparin flush? (the words leave it to a human))",
    ),
    # What an illness requires is of that illness, in the midst of a list.
    (
        "exclusion",
        "Uncontrolled illness including, but not limited to, active infection, atrial fibrillation requiring digoxin, or psychiatric illness/social situations that would limit adherence",
        "for a human: Is there another illness: uncontrolled? (the words leave it to a human) or infection now or atrial fibrillation, requiring digoxin, ever or for a human: Is it so: psychiatric illness / social situation that would limit adherence? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Bacterial or fungal infection requiring amphotericin",
        "bacterial infection, requiring amphotericin now or fungal infection, requiring amphotericin now",
    ),
    # The second sentence keeps out by itself.
    (
        "exclusion",
        "Grade 3 diarrhea. Active liver disease with the exception of Gilbert's syndrome.",
        "diarrhoea of grade 3 or more now or liver disease now, except Gilbert's syndrome",
    ),
    # A time stands behind one member, and is of that one where the list goes on or a history begins.
    (
        "exclusion",
        "Psychiatric illness (e.g., bipolar disorder, suicide attempt within 9 months or current psychosis)",
        "psychiatric illness, ever or bipolar disorder, ever or suicidality, within 270 days or psychosis now",
    ),
    (
        "exclusion",
        "History of cardiomyopathy, or history of stroke within 9 months",
        "cardiomyopathy, ever or stroke, within 270 days",
    ),
    (
        "exclusion",
        "Cardiomyopathy or valvular heart disease within 9 months",
        "cardiomyopathy, within 270 days, ever or valvular heart disease, within 270 days",
    ),
    # One grade for the complaints behind it.
    (
        "exclusion",
        "Grade ≥ 3 anorexia, nausea or vomiting",
        "anorexia of grade 3 or more now or nausea of grade 3 or more now or vomiting of grade 3 or more now",
    ),
    (
        "exclusion",
        "Grade ≥ 3 neuropathy or active infection",
        "peripheral neuropathy of grade 3 or more now or infection now",
    ),
    # What stands before the first of two is said of both.
    (
        "exclusion",
        "History of pericardial effusion or pleural effusion",
        "pericardial effusion, ever or pleural effusion, ever",
    ),
    ("exclusion", "History of stroke or active infection", "stroke, ever or infection now"),
    ("exclusion", "Signs or symptoms of heart failure or angina", "heart failure now or angina now"),
    ("exclusion", "Signs of bowel obstruction", "bowel obstruction now"),
    ("exclusion", "Any sign of parkinsonism", "parkinsonism, ever"),
    ("exclusion", "Current symptoms of heart failure", "heart failure now"),
    ("exclusion", "History of bowel obstruction", "bowel obstruction, ever"),
    (
        "exclusion",
        "Inflammatory or infectious conditions in either eye",
        "inflammatory disorder, in either eye, ever or infection, in either eye now",
    ),
    # Who is let in all the same is in what a human is asked.
    # Members that say nothing by themselves.
    (
        "exclusion",
        "Has active, or diagnosed colitis or a history of known colitis",
        "colitis, ever and for a human: Is it so: has active, or diagnosed colitis or history of known colitis? (the words leave it to a human)",
    ),
    ("exclusion", "Contraindications or history of allergic reaction to lapatinib", ""),
    ("exclusion", "History of hepatic or pulmonary dysfunction or disease", ""),
    (
        "exclusion",
        "Positive hepatitis C test at screening or at any time prior to screening",
        "hepatitis C, ever and for a human: Is it so: positive hepatitis c test or prior to screening? (the words leave it to a human)",
    ),
    ("exclusion", "Heart failure, or any psychiatric or other condition that a zorblax measured", ""),
    (
        "exclusion",
        "Diabetes or thrombotic events of a zorblax kind",
        "diabetes, of zorblax kind, ever or thromboembolism, of zorblax kind, ever",
    ),
    # What is demanded among what keeps out.
    ("exclusion", "Patients must be asymptomatic from the meningioma", ""),
    (
        "exclusion",
        "Stroke within 9 months; any ECG abnormality has to be documented by the investigator as not medically relevant",
        "(stroke, ever or ECG abnormality, ever) and for a human: Is it so: stroke within 9 month; any ecg abnormality has to be documented by investigator as not medically relevant? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "HIV or hepatitis C; testing is not required in the absence of symptoms",
        "HIV, ever or hepatitis C, ever",
    ),
    # Other treatment than medicines.
    ("exclusion", "Concurrent antitumour therapy (chemotherapy, radiotherapy other than the one of a zorblax)", ""),
    ("exclusion", "Any investigational or anti-cancer treatment while taking part in the zorblax", ""),
    # Who is let in all the same stands in what a human is asked.
    (
        "exclusion",
        "Evidence of uncontrolled infection, requiring parenteral antibacterial or antiviral therapy ≤ 9 days before. Patients receiving prophylactic antibiotics are eligible.",
        "infection, uncontrolled, requiring parenteral antibacterial or antiviral therapy ≤ 9 day before, ever and not for a human: Is it so: patient receiving prophylactic antibiotic are eligible? (the words leave it to a human)",
    ),
]


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[text for _, text, _ in CASES])
def test_what_is_said_of_one_and_of_others(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
