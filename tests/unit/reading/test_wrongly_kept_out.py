"""Readings that once kept a person out, or let one in, against the words; each with a neighbour that must stay as it is."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

UNREAD = ""

CASES: list[tuple[Section, str, str]] = [
    # When, before the first of a list, holds for each of it; where that cannot be said, the line stays unread.
    (
        "exclusion",
        "Concurrent radiotherapy, chemotherapy or hormonal therapy",
        (
            "(radiotherapy and for a human: Is it so: concurrent? (the words leave it to a human)) or "
            "takes chemotherapy now or takes endocrine therapy now"
        ),
    ),
    (
        "exclusion",
        "Prior radiotherapy, chemotherapy or hormonal therapy",
        "radiotherapy or treated with chemotherapy or treated with endocrine therapy",
    ),
    ("exclusion", "Concurrent or planned radiotherapy, zorblax, chemotherapy or biologic therapy", UNREAD),
    ("exclusion", "Patients currently being treated with chemotherapy", "takes chemotherapy now"),
    ("exclusion", "Patients who have been treated with chemotherapy", "treated with chemotherapy"),
    # A function that is not normal is no disease; a quality in front of an illness is none of its name.
    ("exclusion", "Abnormal liver function", "impaired liver function, ever"),
    ("exclusion", "Liver disease", "liver disease, ever"),
    ("exclusion", "History of symptomatic interstitial lung disease", "interstitial lung disease, symptomatic, ever"),
    # A small molecule is a kind of drug: which of the class are some, a human sees.
    (
        "exclusion",
        "Treatment with small-molecule EGFR inhibitors",
        "treated with EGFR inhibitor and for a human: Is it so: small molecule? (the words leave it to a human)",
    ),
    # A window of treatment in one setting says nothing of the same drugs in another.
    (
        "exclusion",
        "Adjuvant goserelin within 12 months",
        (
            "treated with goserelin in the adjuvant setting and not last dose of goserelin at least 365 days ago and (if treated with goserelin in the "
            "neoadjuvant or metastatic setting, then for a human: Was what was given then for the adjuvant setting? (the words leave it to a human))"
        ),
    ),
    ("exclusion", "Goserelin within 12 months", "not last dose of goserelin at least 365 days ago"),
    # The trial's own limit is what it means by the name.
    (
        "inclusion",
        "Triple negative breast cancer (estrogen receptor [ER] and progesterone receptor [PR] =< 10%, HER2 negative)",
        "(ER negative or ER at most 10 % of nuclei) and (PR negative or PR at most 10 % of nuclei) and HER2 negative and invasive breast cancer",
    ),
    (
        "inclusion",
        "Triple negative breast cancer, defined as faint staining of receptors in 5% of nuclei",
        (
            "(ER negative or ER at most 5 % of nuclei) and (PR negative or PR at most 5 % of nuclei) and HER2 negative and invasive breast cancer and "
            "for a human: Is it so: defined as faint staining of receptor in 5% of nuclei? (the words leave it to a human)"
        ),
    ),
    # A status of women is asked of women.
    ("inclusion", "Postmenopausal status for women", "if sex female, then postmenopausal"),
    # A bare number of lines has most likely lost its sign.
    ("inclusion", "3 lines of chemotherapy for metastatic disease", UNREAD),
    (
        "inclusion",
        "At most 3 lines of chemotherapy for metastatic disease",
        "not at least 4 lines of therapy in the metastatic setting with chemotherapy",
    ),
    # Both were given, perhaps not together.
    (
        "inclusion",
        "At least 1 line of endocrine therapy and a CDK4/6 inhibitor in the metastatic setting",
        (
            "at least 1 line of therapy in the metastatic setting with endocrine therapy and "
            "at least 1 line of therapy in the metastatic setting with CDK4/6 inhibitor"
        ),
    ),
    ("inclusion", "At least 2 lines of endocrine therapy and chemotherapy", UNREAD),
    (
        "inclusion",
        "At least 1 line of endocrine therapy or chemotherapy in the metastatic setting",
        "at least 1 line of therapy in the metastatic setting with endocrine therapy or chemotherapy",
    ),
    # Treatment that is needed is none that was given; a medicine that is required is taken.
    ("exclusion", "Women requiring neoadjuvant chemotherapy", UNREAD),
    ("exclusion", "Needs adjuvant endocrine therapy", UNREAD),
    ("exclusion", "Patients requiring anticoagulation", "takes anticoagulant now"),
    # Failure of the lungs is not every disease of the lungs.
    ("exclusion", "Respiratory insufficiency", "respiratory failure, ever"),
    ("exclusion", "Impaired lung function", "impaired lung function, ever"),
    ("exclusion", "Pulmonary disease", "lung disease, ever"),
    # What is asked of some is asked of them alone, and none of them is demanded.
    ("inclusion", "Patients with SCLC, melanoma, or TNBC must have measurable disease per RECIST 1.1.", UNREAD),
    (
        "inclusion",
        "Patients with metastatic breast cancer must have measurable disease",
        "metastatic disease and invasive breast cancer and measurable disease",
    ),
    # Exceptions in a sentence of their own.
    (
        "exclusion",
        "Other prior malignancy. The following is allowed: adequately treated basal cell skin cancer or in situ cervical cancer.",
        "another cancer, ever, except basal cell carcinoma or cervical carcinoma in situ",
    ),
    # Somebody else's illness.
    ("exclusion", "Stroke in a first-degree relative", UNREAD),
    ("exclusion", "Hepatitis B in the partner", UNREAD),
    ("exclusion", "Stroke in the last 6 months", "stroke, within 180 days"),
]


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[text for _, text, _ in CASES])
def test_a_line_keeps_out_whom_its_words_keep_out(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
