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

CANCER_LINES: tuple[tuple[str, str, Any], ...] = (
    # an exception that no list holds stays in its words
    ("exclusion", "Other malignancy within 5 years, except basal cell carcinoma or carcinoma of the lip cured by radiation", weighed(other(SKIN, days=1825))),
    ("inclusion", "No other prior malignancy except cervical carcinoma in situ or a stage I cancer from which the patient has been disease-free for 4 years", {"not": weighed(other(CERVIX))}),
    ("exclusion", "Other malignancy, except low-grade sarcoma of the hand, within the last 3 years", weighed(other(days=1095))),
    # exceptions in sentences of their own
    ("exclusion", "Another malignancy within 4 years of randomization. Patients with non-melanoma skin cancer are not excluded if they have undergone complete resection.", other(SKIN, days=1460)),
    ("exclusion", "Known additional malignancy that is progressing or requires active treatment. Exceptions include basal cell carcinoma of the skin and in situ cervical cancer.", other(SKIN, CERVIX, days=0)),
    ("exclusion", "Concurrent or prior malignancy. Patients with other malignancy must have been disease free for at least 5 years.", other(days=1825)),
    ("exclusion", "Participants with basal cell skin cancer are eligible, while participants with other prior malignancies must have had at least a 4-year disease-free interval", other(SKIN, days=1460)),
    # both halves of what is behind "unless"
    ("exclusion", "Other malignancies unless disease-free for 5 or more years and deemed to be at low risk of recurrence", weighed(other())),
    ("exclusion", "Other malignancies unless disease-free for 5 or more years", other(days=1825)),
    # the noun once more; what kind it must be
    ("exclusion", "Concurrent malignancy other than breast cancer or had a malignancy other than breast cancer within 3 years, except cervical carcinoma in situ", other(CERVIX, days=1095)),
    ("exclusion", "Prior malignancy within 5 years that could confound the staging of the breast cancer", {"all_of": [other(days=1825), ASKED]}),
    # an exception to an exception is never an exception
    ("exclusion", "Additional malignancy within 3 years, except skin basal cell cancer or carcinoma in situ excluding carcinoma in situ of the bladder", weighed(other(SKIN, days=1095))),
    ("inclusion", "No other malignancy except other malignancy treated more than 6 years ago (excluding melanoma or kidney cancer)", {"any_of": [{"not": other()}, ASKED]}),
    # another criterion behind the exceptions is none of them
    ("exclusion", "Other malignancy within 5 years, except basal cell carcinoma, or HIV infection", {"any_of": [other(SKIN, days=1825), {"condition": {"groups": ["HIV"]}}]}),
    ("exclusion", "Other malignancy except basal cell carcinoma or is under evaluation for another suspected cancer", None),
    ("exclusion", "History of cancer, except basal cell carcinoma, and/or treatment for cancer within the last 5 years", None),
    # a superficial tumour is one by its adjective
    ("exclusion", "Other malignancy within 2 years, except treated superficial bladder cancer", other("superficial bladder cancer", days=730)),
)  # fmt: skip
