"""Which Conditions are cancers: primary breast cancer, its metastases, another cancer, or none of them."""

from __future__ import annotations

import re
from enum import Enum

from onward.knowledge import Codes, icd10_with_point, is_denied, words_of
from onward.terms import Code, CodeSystem


class Cancer(Enum):
    """What a Condition is about."""

    BREAST = "breast"
    METASTASIS = "metastasis"
    OTHER = "another cancer"
    UNSPECIFIED = "a cancer of unknown organ"
    NONE = "no cancer"


# ICD-10-CM chapter II: C00-C96 malignant (C77-C79 secondary, C7B secondary neuroendocrine), D00-D09 in situ.
_ICD10_MALIGNANT = re.compile(r"C(?:[0-8]\d|9[0-7]|[47][A-B])(?:\..*)?|D0\d(?:\..*)?")
_ICD10_SECONDARY = re.compile(r"C7(?:[7-9]|B)(?:\..*)?")

_NEOPLASM_WORDS = frozenset(
    """
    cancer carcinoma adenocarcinoma malignancy leukemia leukaemia lymphoma melanoma sarcoma osteosarcoma myeloma glioma
    glioblastoma astrocytoma neuroblastoma mesothelioma blastoma carcinosarcoma seminoma malignant
    """.split()  # noqa: SIM905 (words read better in a line)
)
# "malignant hypertension" is none; "malignant" counts only with one of these.
_MALIGNANT_THINGS = frozenset({"neoplasm", "neoplastic", "tumor", "tumour", "neoplasms"})
_METASTATIC_WORDS = frozenset(
    {"metastatic", "metastasis", "metastases", "metastasised", "metastasized", "secondary", "secondaries", "mets"}
)
# Words that make a cancer's name something else than a diagnosis of this person.
_NOT_A_DIAGNOSIS = (
    "family history",
    "history of",
    "screening for",
    "suspected",
    "suspicion of",
    "risk of",
    "at risk",
    "increased risk",
    "fear of",
    "susceptibility to",
    "predisposition",
    "carrier",
    "counseling",
    "counselling",
)


def kind_of(codes: tuple[Code, ...], words: str, profiles: str, tables: Codes) -> Cancer:
    """What a Condition is about, by its codes first, then by its mCODE profile, then by its words."""
    sites = tables.sites
    if sites.is_breast_primary(codes):
        return Cancer.BREAST
    if sites.metastasis(codes) is not None or any(_is_icd10(code, _ICD10_SECONDARY) for code in codes):
        return Cancer.METASTASIS
    if any(_is_icd10(code, _ICD10_MALIGNANT) for code in codes):
        return Cancer.OTHER
    if "secondary-cancer-condition" in profiles:
        return Cancer.METASTASIS
    organ = next((code.value for code in codes if code.system is CodeSystem.ICDO3 and code.value[:1] == "C"), "")
    if organ:
        return Cancer.BREAST if organ.startswith("C50") else Cancer.OTHER
    if any(code.system is CodeSystem.ICDO3 for code in codes):
        return Cancer.UNSPECIFIED  # a morphology alone does not name the organ
    by_words = _kind_by_words(words, tables)
    if "primary-cancer-condition" in profiles and by_words in (Cancer.NONE, Cancer.METASTASIS):
        return Cancer.UNSPECIFIED
    return by_words


def _is_icd10(code: Code, pattern: re.Pattern[str]) -> bool:
    return code.system is CodeSystem.ICD10 and pattern.fullmatch(icd10_with_point(code.value)) is not None


def _kind_by_words(text: str, tables: Codes) -> Cancer:
    low = text.casefold()
    if any(phrase in low for phrase in _NOT_A_DIAGNOSIS):
        return Cancer.NONE
    words = words_of(text)
    found = {w for at, w in enumerate(words) if w in _NEOPLASM_WORDS and not is_denied(words, at)}
    if "malignant" in found and not _MALIGNANT_THINGS & set(words):
        found.discard("malignant")
    spread = any(w in _METASTATIC_WORDS and not is_denied(words, at) for at, w in enumerate(words))
    breast = bool({"breast", "breasts", "mammary"} & set(words))
    in_situ = "dcis" in words or "lcis" in words
    if spread and (found or "mets" in words or "metastasis" in words or "metastases" in words):
        # "Metastatic breast cancer" names the primary; its spread is read by `spread_sites`.
        return Cancer.BREAST if breast and "secondary" not in words and _names_primary(words) else Cancer.METASTASIS
    if in_situ:
        return Cancer.BREAST
    if not found:
        return Cancer.NONE
    return Cancer.BREAST if breast else Cancer.OTHER if _names_organ(words) else Cancer.UNSPECIFIED


def _names_primary(words: list[str]) -> bool:
    """Whether "breast" stands for the primary: "metastatic breast cancer" and not "metastasis to breast"."""
    at = next(i for i, word in enumerate(words) if word in ("breast", "breasts", "mammary"))
    return at == 0 or words[at - 1] not in ("to", "in", "into")


_VAGUE = (
    _NEOPLASM_WORDS
    | _MALIGNANT_THINGS
    | frozenset({"disease", "disorder", "finding", "of", "the", "primary", "invasive", "stage"})
)


def _names_organ(words: list[str]) -> bool:
    """Whether anything but general words stands beside the word for cancer, or the word itself names the kind."""
    kinds = frozenset({"leukemia", "leukaemia", "lymphoma", "melanoma", "myeloma", "glioma", "glioblastoma", "sarcoma"})
    return bool(kinds & set(words)) or any(word not in _VAGUE for word in words)


def is_spread(words: str) -> bool:
    """Whether words about a cancer say that it has spread: "metastatic", "stage IV", not "non-metastatic"."""
    text = words_of(words)
    if any(word in _METASTATIC_WORDS and not is_denied(text, at) for at, word in enumerate(text)):
        return not any(phrase in words.casefold() for phrase in _NOT_A_DIAGNOSIS)
    return False
