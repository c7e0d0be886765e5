"""Members of a list that are told twice, that need a medicine of their own, or that begin behind an exception."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

CASES: list[tuple[Section, str, str]] = [
    # Told twice, in two ways; what the second requires is its own.
    (
        "exclusion",
        "Serious/active infection, or infection requiring parenteral antibiotics",
        "infection, serious / active now or infection, requiring parenteral antibiotic now",
    ),
    (
        "exclusion",
        "Heart failure, coronary artery disease, or cardiac arrhythmias requiring anti-arrhythmic therapy",
        "heart failure, ever or ischaemic heart disease, ever or arrhythmia or long QT, requiring anti arrhythmic therapy, ever",
    ),
    (
        "exclusion",
        "Pleural effusion, ascites or pericardial effusion requiring drainage",
        "pleural effusion, requiring drainage now or ascites, requiring drainage now or pericardial effusion, requiring drainage now",
    ),
    (
        "exclusion",
        "History of severe nausea and/or vomiting due to liraglutide",
        "nausea, severe, due to liraglutide, ever or vomiting, severe, due to liraglutide, ever",
    ),
    # Behind an exception another criterion begins.
    (
        "exclusion",
        "Arrhythmia requiring medication other than digoxin, uncontrolled hypertension",
        "arrhythmia or long QT, ever and for a human: Is it so: arrhythmia requiring medication other than digoxin, uncontrolled hypertension? (the words leave it to a human)",
    ),
    # Medicines that are taken at once are no lines of treatment.
    (
        "exclusion",
        "Treated with two or more platelet aggregation inhibitors",
        "treated with antiplatelet and for a human: Is it so: treated with two or more platelet aggregation inhibitor? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Two or more prior endocrine therapies",
        "at least 2 lines of therapy in the neoadjuvant, adjuvant or metastatic setting with endocrine therapy",
    ),
    ("exclusion", "Hypoglycemic coma", "hypoglycaemic coma, ever"),
    (
        "exclusion",
        "Positive for HIV, hepatitis B surface antigen, or antihepatitis C virus antibody",
        "HIV, ever or hepatitis B, ever or hepatitis C, ever",
    ),
    (
        "exclusion",
        "Patients with the presence of active or recent infection, including abscess",
        "infection, active or recent now or abscess, active or recent now",
    ),
]


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[text for _, text, _ in CASES])
def test_what_is_told_twice(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
