"""Lines about the disease and the person in the words of registries, written for this book: section, text, plain form (None: unread)."""

from __future__ import annotations

from typing import Any

ASKED: dict[str, Any] = {"ask_human": {"question": "asked", "because": "judged"}}
BREAST: dict[str, Any] = {"breast_cancer": {}}
METASTATIC: dict[str, Any] = {"metastatic": {}}
MEASURABLE: dict[str, Any] = {"finding": {"name": "measurable disease"}}
EVALUABLE: dict[str, Any] = {"finding": {"name": "evaluable disease"}}


def age(low: int | None = None, high: int | None = None) -> dict[str, Any]:
    bounds = {"at_least_years": low, "at_most_years": high}
    return {"age": {name: bound for name, bound in bounds.items() if bound is not None}}


def ecog(high: int) -> dict[str, Any]:
    return {"performance": {"scale": "ECOG", "at_most": high}}


def receptor(marker: str, *calls: str) -> dict[str, Any]:
    return {"receptor": {"marker": marker, "calls": list(calls)}}


ER, PR = receptor("ER", "positive", "low positive"), receptor("PR", "positive")
NO_ER, NO_PR = receptor("ER", "negative"), receptor("PR", "negative")
HER2, NO_HER2 = receptor("HER2", "positive"), receptor("HER2", "negative")

DISEASE_LINES: tuple[tuple[str, str, Any], ...] = (
    # how, where and when it was found changes nothing
    ("inclusion", "HER2-positive by the most recent ASCO/CAP guidelines, as determined by central laboratory testing of a tumor sample", HER2),
    ("inclusion", "Age of at least 18 years on the date of signing the written informed consent form", age(18)),
    ("inclusion", "Measurable disease according to RECIST version 1.1 on CT, PET/CT or magnetic resonance imaging", MEASURABLE),
    # ... but a number, or another way in, is no such tail
    ("inclusion", "HER2-negative by IHC 0", {"her2_score": {"scores": ["0"]}}),
    ("inclusion", "Measurable disease by CT or bone marrow infiltration", None),
    # ages and performance in other words
    ("inclusion", "Men and women of at least 21 years of age", age(21)),
    ("inclusion", "From age 20 to age 64 years", age(20, 64)),
    ("inclusion", "Female patients (age 30-60 years)", {"all_of": [{"has_sex": {"sex": "female"}}, age(30, 60)]}),
    ("exclusion", "Minors less than 16 years old", age(None, 15)),
    ("exclusion", "Age <21 or >70 years", {"any_of": [age(None, 20), age(70)]}),
    ("inclusion", "Functional state 0-2 on the ECOG scale", ecog(2)),
    ("inclusion", "ECOG 0-2 (Karnofsky >= 60%)", {"any_of": [ecog(2), {"performance": {"scale": "Karnofsky", "at_least": 60}}]}),
    # an age in weeks or months is none in years
    ("inclusion", "Infants between 4 and 8 weeks of age", None),
    ("inclusion", "Age 6 months to 12 years", None),
    # nobody keeps out those whom the trial is about
    ("exclusion", "Age >= 18 years", None),
    ("exclusion", "ECOG performance status 0-1", None),
    ("exclusion", "ECOG performance status 2-4", {"performance": {"scale": "ECOG", "at_least": 2, "at_most": 4}}),
    # receptors: the sign behind the last, any tumour, numbers of copies
    ("inclusion", "Tumors must be ER-, PgR- and HER2-negative", {"all_of": [NO_ER, NO_PR, NO_HER2]}),
    ("inclusion", "HER2-positive in the primary tumor or metastatic lesion", HER2),
    ("inclusion", "HER2/CEP17 ratio < 2.0 with an average HER2 copy number < 4.0 signals/cell", {"her2_ish": {"ratio": {"below": "2.0"}, "copies": {"below": "4.0"}}}),
    ("inclusion", "Absence of HER2 gene amplification", NO_HER2),
    # a demand whose head is understood; the rest stays for a human
    ("inclusion", "Breast cancer that has come back after an earlier trial of this group", {"all_of": [BREAST, ASKED]}),
    ("inclusion", "Metastatic breast cancer that has grown or spread further since the last visit", {"all_of": [METASTATIC, BREAST, ASKED]}),
    # ... and those in which it is no demand of everybody
    ("inclusion", "Hormone receptor negatives must have received an earlier vaccine", None),
    ("inclusion", "Breast cancer with skin changes, or ovarian cancer", None),
    ("inclusion", "Metastatic work-up completed before the first visit", None),
    ("inclusion", "No refractory pain due to metastatic disease", None),
)  # fmt: skip
