"""Lines about another cancer in the words of registries, written for this book: section, text, plain form (None: unread)."""

from __future__ import annotations

from typing import Any

ASKED: dict[str, Any] = {"ask_human": {"question": "asked", "because": "judged"}}


def other(*groups: str, days: int | None = None, situ: bool = False) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    if days is not None:
        plain["within_days"] = days
    if groups:
        plain["except_groups"] = list(groups)
    if situ:
        plain["except_in_situ"] = True
    return {"other_cancer": plain}


def weighed(cancer: dict[str, Any], times: int = 1) -> dict[str, Any]:
    """The cancer, and not one of the exceptions that a human weighs."""
    return {"all_of": [cancer, *[{"not": ASKED}] * times]}


SKIN, CERVIX = "basal or squamous skin cancer", "cervical carcinoma in situ"
BASAL = "basal cell carcinoma"

BRAIN: dict[str, Any] = {"metastatic_sites": {"sites": ["brain"]}}
CNS: dict[str, Any] = {"metastatic_sites": {"sites": ["brain", "leptomeninges"]}}
MENINGES: dict[str, Any] = {"cns_disease": {"states": ["leptomeningeal"]}}

CNS_LINES: tuple[tuple[str, str, Any], ...] = (
    # more than that it is active: a time, a drug
    ("exclusion", "Brain metastases that are untreated or require any therapy to control symptoms within 40 days of enrollment", {"all_of": [BRAIN, ASKED]}),
    ("exclusion", "Brain metastases, uncontrolled spinal cord compression or leptomeningeal disease", {"any_of": [MENINGES, {"condition": {"groups": ["spinal cord compression"], "qualities": ["uncontrolled"]}}, BRAIN]}),
    ("exclusion", "Symptomatic brain metastases (controlled and treated brain metastases are acceptable)", {"all_of": [BRAIN, {"not": {"cns_disease": {"states": ["treated stable"]}}}, ASKED]}),
    ("exclusion", "Ongoing spinal cord compression or leptomeningeal carcinomatosis", {"any_of": [MENINGES, {"condition": {"groups": ["spinal cord compression"], "status": "now"}}]}),
    ("exclusion", "Leptomeningeal disease or spinal cord compression that requires immediate treatment", {"any_of": [MENINGES, {"all_of": [{"condition": {"groups": ["spinal cord compression"]}}, ASKED]}]}),
    ("exclusion", "Patients with stable brain metastases are not excluded", None),
    # a sentence that says once more that they keep out lets nobody in; what is behind "if they have not" holds for all
    ("exclusion", "Known brain metastases. Patients with known brain metastases must be excluded from this study.", BRAIN),
    ("exclusion", "History of CNS metastases or spinal cord compression if they have not been stable for 5 weeks and require steroids", {"all_of": [{"any_of": [CNS, {"condition": {"groups": ["spinal cord compression"]}}]}, ASKED]}),
    # a disease of the nerves is no metastasis
    ("exclusion", "History of CNS disease (such as stroke or epilepsy)", {"any_of": [{"condition": {"groups": [one]}} for one in ("neurological disease", "stroke", "epilepsy")]}),
    ("unknown", "Patients may not have any history of brain and/or leptomeningeal metastases.", {"not": {"any_of": [MENINGES, BRAIN]}}),
    ("exclusion", "Untreated brain or leptomeningeal metastases", {"any_of": [{"all_of": [MENINGES, ASKED]}, {"cns_disease": {"states": ["active"]}}]}),
    # another sentence may keep out by itself; another cancer, or the nerves, may be meant as well
    ("exclusion", "Brain metastases or spinal cord metastasis", {"any_of": [{"condition": {"groups": ["spinal cord metastasis"]}}, BRAIN]}),
    ("exclusion", "Malignant primary brain tumor, or another solid malignancy, unless cured for two years as judged by the monitor", None),
    ("exclusion", "Primary brain malignancy, brain metastasis or another pathology of the central nervous system", None),
    # the whole line speaks of it: whoever has none is not meant
    ("exclusion", "Uncontrolled brain metastasis that needs irradiation of the whole brain or another intervention, as assessed by CT or MRI", {"all_of": [CNS, ASKED]}),
    ("exclusion", "Untreated CNS metastases larger than 1.5 cm, or leptomeningeal disease documented by cytology of the CSF", {"any_of": [{"all_of": [{"cns_disease": {"states": ["active"]}}, ASKED]}, {"all_of": [MENINGES, ASKED]}]}),
    ("inclusion", "Patients with brain metastases whose disease remained stable for more than 5 months after completing therapy to the brain are eligible", {"any_of": [{"not": CNS}, ASKED]}),
    ("inclusion", "Untreated CNS metastases not needing immediate local therapy", {"any_of": [{"not": CNS}, ASKED]}),
    ("inclusion", "Must have brain metastases that are measurable on contrast-enhanced MRI with a longest diameter of 6 mm", {"all_of": [BRAIN, ASKED]}),
    # something else may be meant
    ("exclusion", "Uncontrolled brain metastases by the judgement of the radiologist, or a history of seizure", {"all_of": [{"any_of": [BRAIN, {"condition": {"groups": ["seizure"]}}]}, ASKED]}),
    # what must not be there, among what keeps out, keeps out as well
    ("exclusion", "Brain metastases by imaging per the sponsor. Must not have life-threatening metastases.", {"any_of": [BRAIN, {"all_of": [{"metastatic": {}}, ASKED]}]}),
    ("inclusion", "Palliative irradiation of non-CNS lesions must be completed per the judgement of the sponsor", None),
    ("exclusion", "completed therapy of the CNS metastases a while before", None),
    ("inclusion", "At most one line of chemotherapy. Patients with metastases of the brain should have definitive therapy by gamma knife or an operation.", {"all_of": [{"not": {"lines": {"at_least": 2, "settings": ["neoadjuvant", "adjuvant", "metastatic"], "containing": {"classes": ["chemotherapy"]}}}}, ASKED]}),
)  # fmt: skip

CANCER_LINES: tuple[tuple[str, str, Any], ...] = (
    # an exception that no list holds stays in its words
    ("exclusion", "Other malignancy within 5 years, except basal cell carcinoma or carcinoma of the lip cured by radiation", weighed(other(BASAL, days=1825))),
    ("inclusion", "No other prior malignancy except cervical carcinoma in situ or a stage I cancer from which the patient has been disease-free for 4 years", {"not": weighed(other(CERVIX))}),
    ("exclusion", "Other malignancy, except low-grade sarcoma of the hand, within the last 3 years", weighed(other(days=1095))),
    # exceptions in sentences of their own
    ("exclusion", "Another malignancy within 4 years of randomization. Patients with non-melanoma skin cancer are not excluded if they have undergone complete resection.", other(SKIN, days=1460)),
    ("exclusion", "Known additional malignancy that is progressing or requires active treatment. Exceptions include basal cell carcinoma of the skin and in situ cervical cancer.", other(BASAL, CERVIX, days=0)),
    ("exclusion", "Concurrent or prior malignancy. Patients with other malignancy must have been disease free for at least 5 years.", other(days=1825)),
    ("exclusion", "Participants with basal cell skin cancer are eligible, while participants with other prior malignancies must have had at least a 4-year disease-free interval", other(BASAL, days=1460)),
    # both halves of what is behind "unless"
    ("exclusion", "Other malignancies unless disease-free for 5 or more years and deemed to be at low risk of recurrence", weighed(other())),
    ("exclusion", "Other malignancies unless disease-free for 5 or more years", other(days=1825)),
    # the noun once more; what kind it must be
    ("exclusion", "Concurrent malignancy other than breast cancer or had a malignancy other than breast cancer within 3 years, except cervical carcinoma in situ", other(CERVIX, days=1095)),
    ("exclusion", "Prior malignancy within 5 years that could confound the staging of the breast cancer", {"all_of": [other(days=1825), ASKED]}),
    # an exception to an exception is never an exception
    ("exclusion", "Additional malignancy within 3 years, except skin basal cell cancer or carcinoma in situ excluding carcinoma in situ of the bladder", weighed(other(BASAL, days=1095))),
    ("inclusion", "No other malignancy except other malignancy treated more than 6 years ago (excluding melanoma or kidney cancer)", {"any_of": [{"not": other()}, ASKED]}),
    # another criterion behind the exceptions is none of them
    ("exclusion", "Other malignancy within 5 years, except basal cell carcinoma, or HIV infection", {"any_of": [other(BASAL, days=1825), {"condition": {"groups": ["HIV"]}}]}),
    ("exclusion", "Other malignancy except basal cell carcinoma or is under evaluation for another suspected cancer", None),
    ("exclusion", "History of cancer, except basal cell carcinoma, and/or treatment for cancer within the last 5 years", {"all_of": [other(), ASKED]}),
    # the whole line speaks of another cancer: whoever has none is not meant, the rest is for a human
    ("exclusion", "Diagnosed with or treated for another malignancy within 4 years, or previously diagnosed with another malignancy and have any evidence of residual disease", {"all_of": [other(), ASKED]}),
    ("exclusion", "Any second malignancy within 4 years. Note: patients with treated basal cell carcinoma may enter, if the sponsor agrees.", {"all_of": [other(), ASKED]}),
    ("inclusion", "No other active malignancy including solid tumors within 30 months other than melanoma in situ", {"any_of": [{"not": other()}, ASKED]}),
    ("inclusion", "Patients with prior malignancies, including kidney cancer, are eligible if they have been disease free and off treatment as determined by the investigator", {"any_of": [{"not": other()}, ASKED]}),
    # something else stands beside it
    (
        "exclusion",
        "Other malignancy in the judgement of the sponsor, or prior pelvic radiotherapy",
        {
            "all_of": [
                {"any_of": [{"other_cancer": {}}, {"had": {"event": "radiotherapy"}}]},
                {"ask_human": {"question": "Does it keep out?", "because": "the words leave it to a human"}},
            ]
        },
    ),
    ("exclusion", "Prior malignancy deemed active by the monitor. Prior chemotherapy must have been completed.", None),
    ("exclusion", "History of any prior treatment of breast cancer with curative intent in the opinion of the monitor", None),
    ("exclusion", "Non-hematologic malignancy within 3 years except basal cell skin cancer", other(BASAL, days=1095)),
    # what another sentence says is no exception
    ("exclusion", "Malignancy within 4 years, except basal cell skin cancer. History of a pituitary tumor is exclusionary.", {"any_of": [other(BASAL, days=1460), ASKED]}),
    ("inclusion", "No other malignancy within 4 years except basal cell skin cancer or carcinoma in situ of the cervix treated by cone-biopsy or resection", {"not": other(BASAL, CERVIX, days=1460)}),
    # an uncontrolled one
    ("exclusion", "Second uncontrolled cancer within the last 4 years", {"all_of": [other(days=1460), ASKED]}),
    # a slip in the name; what is in situ, and of what
    ("exclusion", "Other malignancy within 5 years, except in situ cacinoma of the cervix", other(CERVIX, days=1825)),
    ("exclusion", "Other malignancy within 5 years, except in situ zorblax of the cervix", None),
    # a superficial tumour is one by its adjective
    ("exclusion", "Other malignancy within 2 years, except treated superficial bladder cancer", other("superficial bladder cancer", days=730)),
)  # fmt: skip
