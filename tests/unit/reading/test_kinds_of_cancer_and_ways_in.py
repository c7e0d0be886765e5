"""What is asked for of the disease and of other cancers; each beside a neighbour that keeps its reading."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading import Section

UNREAD = "not understood"
HUMAN = "for a human: Is it so: {}? (the words leave it to a human)"

CASES: list[tuple[Section, str, str]] = [
    # That what can be measured is a metastasis is asked for as well; a size of its own stays for a human.
    ("inclusion", "Measurable metastatic disease", "measurable disease and metastatic disease"),
    ("inclusion", "At least one measurable metastatic lesion", "measurable disease and metastatic disease"),
    (
        "inclusion",
        "Measurable or evaluable metastatic lesions",
        "metastatic disease and (measurable disease or evaluable disease)",
    ),
    ("inclusion", "At least one measurable lesion", "measurable disease"),
    (
        "inclusion",
        "Measurable disease with a primary lesion > 3 cm",
        f"measurable disease and {HUMAN.format('with primary lesion > 3 cm')}",
    ),
    ("inclusion", "Measurable disease with at least one lesion of 10 mm or more", "measurable disease"),
    # Amplification that one test shows is its result, and not yet the call.
    ("inclusion", "Documented amplification of HER2 by FISH", "HER2 ISH amplified"),
    ("inclusion", "Lack of HER2 gene amplification as determined by FISH testing", "HER2 ISH not amplified"),
    ("inclusion", "HER2-positive by FISH", "HER2 positive"),
    # The breast cancer is no other cancer.
    ("inclusion", "Patients with previous cancers (including breast cancer) are eligible if cured for 5 years", UNREAD),
    # One of the two skin cancers is excepted, or both.
    (
        "exclusion",
        "Another malignancy within 4 years, except basal cell skin cancer",
        "another cancer, within 1460 days, except basal cell carcinoma",
    ),
    (
        "exclusion",
        "Another malignancy within 4 years, except basal or squamous cell skin cancer",
        "another cancer, within 1460 days, except basal or squamous skin cancer",
    ),
    (
        "exclusion",
        "Another malignancy within 4 years, except non-melanoma skin cancer (basal cell)",
        "another cancer, within 1460 days, except basal or squamous skin cancer",
    ),
    # One or the other, where only a comma stands between them.
    ("inclusion", "Stage I or II invasive breast cancer, DCIS", UNREAD),
    ("inclusion", "Invasive breast cancer or DCIS", "invasive breast cancer or ductal carcinoma in situ, ever"),
    # What stands behind the second mention of stages is said of those.
    (
        "inclusion",
        "Breast cancer, stage III, or stage I or II with recurrence",
        "invasive breast cancer and stage III, I or II and "
        + HUMAN.format("breast cancer, stage iii, or stage i or ii with recurrence"),
    ),
    (
        "inclusion",
        "Stage I or II breast cancer with recurrence",
        "stage I or II and invasive breast cancer and recurrent disease",
    ),
    # A grade behind two that a stroke joins goes for both.
    (
        "exclusion",
        "Hyperglycemia/hypertriglyceridemia of grade 3 or higher",
        "hyperglycaemia or prediabetes of grade 3 or more, ever or hypertriglyceridaemia of grade 3 or more, ever",
    ),
    # Inflammation beside nodes is that of the breast.
    (
        "inclusion",
        "No inflammatory disease or fixed axillary nodes",
        "not (inflammatory breast cancer or fixed or matted axillary nodes)",
    ),
    ("exclusion", "Systemic inflammatory disease", "inflammatory disorder, ever"),
    # Nobody asks for cancer of both breasts.
    ("inclusion", "Participants who have bilateral breast cancers which are both HER2-negative", UNREAD),
    ("inclusion", "Unilateral breast cancer", "not bilateral breast cancer and invasive breast cancer"),
    # What contraception can be is no demand.
    ("inclusion", "Acceptable forms of birth control can include, with approval of the physician:", UNREAD),
    # A block of the AV node is no block of a bundle.
    ("exclusion", "Atrioventricular block", "AV block, ever"),
    ("exclusion", "Cardiac conduction abnormality", "conduction abnormality, ever"),
    # Whoever is let in is let in in spite of the demand that speaks of them.
    (
        "inclusion",
        (
            "No more than one line of chemotherapy for metastatic disease. Brain metastases must have been zorblaxed. "
            "Asymptomatic brain metastases are eligible if they have been stable for 4 weeks."
        ),
        "not at least 2 lines of therapy in the metastatic setting with chemotherapy and ("
        + HUMAN.format("brain metastasis must have been zorblaxed")
        + " or "
        + HUMAN.format("asymptomatic brain metastasis are eligible if they have been stable for 4 week")
        + ")",
    ),
]


@pytest.mark.parametrize(
    ("section", "text", "meaning"), CASES, ids=[f"{text[:60]}{n}" for n, (_, text, _) in enumerate(CASES)]
)
def test_a_line_asks_for_what_its_words_ask_for(section: Section, text: str, meaning: str) -> None:
    assert said(text, section) == meaning


SORTS: list[tuple[str, str]] = [
    ("Diffuse large B cell lymphoma", f"lymphoma cancer and {HUMAN.format('diffuse large b cell lymphoma')}"),
    ("Lymphoma", "lymphoma cancer"),
    ("Platinum-resistant ovarian cancer", f"ovarian cancer and {HUMAN.format('platinum resistant ovarian cancer')}"),
    ("Ovarian, fallopian tube or primary peritoneal cancer", "ovarian cancer"),
    (
        "Squamous non-small cell lung cancer",
        f"non-small cell lung cancer and {HUMAN.format('squamous non small cell lung cancer')}",
    ),
    ("Nasopharyngeal carcinoma", f"head and neck cancer and {HUMAN.format('nasopharyngeal carcinoma')}"),
    ("Head and neck cancer", "head and neck cancer"),
    ("Colon cancer", f"colorectal cancer and {HUMAN.format('colon cancer')}"),
    ("Colon or rectal cancer", "colorectal cancer"),
    ("Invasive ductal carcinoma", "invasive ductal breast cancer"),
]


@pytest.mark.parametrize(("text", "meaning"), SORTS, ids=[text for text, _ in SORTS])
def test_one_sort_of_a_cancer_is_not_the_whole_kind(text: str, meaning: str) -> None:
    assert said(text) == meaning


LET_IN: list[tuple[str, str]] = [
    # What is not eligible is not asked for, however much of it is understood.
    ("Endometrial cancers that are zorblax deficient are not eligible", UNREAD),
    ("Patients with endometrial cancer are not eligible", "not endometrial cancer"),
    # The looser limit is theirs of whom it speaks.
    (
        "AST at most 2.5 x ULN, or AST < 5 x ULN in patients with known liver metastases or a glimmering liver",
        "AST at most 2.5 times the upper limit of normal or (AST below 5 times the upper limit of normal and "
        + HUMAN.format("in patient with known liver metastasis or glimmering liver")
        + ")",
    ),
    # A line of treatment that is demanded has another way in, where people with another one are let in.
    (
        "At least one line of chemotherapy for metastatic disease. Patients who progressed within 6 months of adjuvant chemotherapy can be included.",
        "at least 1 line of therapy in the metastatic setting with chemotherapy or "
        + HUMAN.format("patient who progressed within 6 month of adjuvant chemotherapy can be included"),
    ),
    (
        "No chemotherapy for metastatic disease. Adjuvant chemotherapy is allowed.",
        "not treated with chemotherapy in the metastatic setting",
    ),
    # Who must be eligible is asked for it, and let in by it no more.
    (
        "Metastatic disease. Participants must be eligible based on glimmering of the metastatic tissue.",
        f"metastatic disease and {HUMAN.format('participant must be eligible based on glimmering of metastatic tissue')}",
    ),
    # How it is found goes on in the bracket.
    (
        "Metastatic disease (by CT scan or glimmering evidence)",
        f"metastatic disease and {HUMAN.format('by ct scan or glimmering evidence')}",
    ),
    ("Metastatic disease (by CT scan or MRI)", "metastatic disease"),
    # Nobody has what is denied by the same name.
    ("Metastatic prostate cancer. Participants with prostate cancer will be excluded.", UNREAD),
]


@pytest.mark.parametrize(("text", "meaning"), LET_IN, ids=[text[:60] for text, _ in LET_IN])
def test_a_part_that_is_understood_asks_for_no_more_than_the_line(text: str, meaning: str) -> None:
    assert said(text) == meaning
