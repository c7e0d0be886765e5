"""Which Conditions are cancers: a primary of the breast or of another organ, its spread, both, or neither.

Codes decide where they can. Words are read only as far as they go: what only mentions a cancer (pain, screening, a
relative's)
is none, and "metastatic colon cancer" is a cancer of the colon, not a metastasis in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from onward.knowledge import Codes, icd10_with_point, is_denied, words_of
from onward.terms import Code, CodeSystem


class Primary(Enum):
    """Which primary a Condition names."""

    BREAST = "breast"
    OTHER = "another organ"
    UNSPECIFIED = "organ not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancerReading:
    """What a Condition says of cancer.

    primary     the primary that it names; None when it names none
    spread      sites of spread that it names, "" for spread without a site; () when it names none
    by_code     the spread stands in the code itself, so the Condition's dates are those of the metastasis
    about       it is about something else that cancer brings (pain, compression, an effusion): a condition of its own
    uncertain   words such as "possible" or "suspected"
    """

    primary: Primary | None = None
    spread: tuple[str, ...] = ()
    by_code: bool = False
    about: bool = False
    uncertain: bool = False

    @property
    def is_cancer(self) -> bool:
        return self.primary is not None or bool(self.spread)


NO_CANCER = CancerReading()

# ICD-10-CM chapter II: C00-C97 malignant (C77-C79 secondary, C7B secondary neuroendocrine), D00-D09 in situ.
_ICD10_MALIGNANT = re.compile(r"C(?:[0-8]\d|9[0-7]|[47][A-B])(?:\..*)?|D0\d(?:\..*)?")
_ICD10_SECONDARY = re.compile(r"C7(?:[7-9]|B)(?:\..*)?")


# Records repeat the same conditions; what one says is worked out once.
_read: dict[tuple[object, ...], CancerReading] = {}
_MOST_READ = 20_000


def read_cancer(codes: tuple[Code, ...], text: str, profiles: str, tables: Codes) -> CancerReading:
    """What a Condition says of cancer: by its codes first, then by its mCODE profile, then by its words."""
    key = (tables, codes, text, profiles)
    found = _read.get(key)
    if found is None:
        if len(_read) >= _MOST_READ:
            _read.clear()
        found = _read[key] = _read_cancer(codes, text, profiles, tables)
    return found


def _read_cancer(codes: tuple[Code, ...], text: str, profiles: str, tables: Codes) -> CancerReading:
    worded = _by_words(text, tables)
    primary = _coded_primary(codes, tables)
    if primary is not None:
        return CancerReading(primary=primary, spread=worded.spread, uncertain=worded.uncertain)
    if tables.sites.metastasis(codes) is not None or any(_is_icd10(code, _ICD10_SECONDARY) for code in codes):
        return CancerReading(spread=worded.spread or ("",), by_code=True, uncertain=worded.uncertain)
    if "secondary-cancer-condition" in profiles:
        return CancerReading(spread=worded.spread or ("",), by_code=True, uncertain=worded.uncertain)
    if "primary-cancer-condition" in profiles and worded.primary is None:
        return CancerReading(primary=Primary.UNSPECIFIED, spread=worded.spread, uncertain=worded.uncertain)
    return worded


def _coded_primary(codes: tuple[Code, ...], tables: Codes) -> Primary | None:
    if tables.sites.is_breast_primary(codes):
        return Primary.BREAST
    if tables.sites.metastasis(codes) is not None:
        return None
    for code in codes:
        if code.system is CodeSystem.ICDO3:
            if code.value[:1] == "C":
                return Primary.BREAST if code.value.startswith("C50") else Primary.OTHER
            return Primary.UNSPECIFIED  # a morphology alone does not name the organ
        if _is_icd10(code, _ICD10_MALIGNANT) and not _is_icd10(code, _ICD10_SECONDARY):
            return Primary.OTHER
    return None


def _is_icd10(code: Code, pattern: re.Pattern[str]) -> bool:
    return code.system is CodeSystem.ICD10 and pattern.fullmatch(icd10_with_point(code.value)) is not None


# --- words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CANCER = _words(
    "cancer carcinoma adenocarcinoma malignancy leukemia leukaemia lymphoma melanoma sarcoma osteosarcoma myeloma "
    "glioma glioblastoma astrocytoma neuroblastoma mesothelioma blastoma carcinosarcoma seminoma"
)
# These name their organ or tissue themselves.
_OTHER_KINDS = _words(
    "leukemia leukaemia lymphoma melanoma sarcoma osteosarcoma myeloma glioma glioblastoma astrocytoma neuroblastoma "
    "mesothelioma seminoma"
)
_OTHER_ORGANS = _words(
    "prostate prostatic testicular testis cervix cervical colorectal esophageal oesophageal oral laryngeal anal penile "
    "hepatocellular nasopharyngeal tongue lip nose colon lung ovarian"
)
_BREAST = _words("breast breasts mammary nipple")
_BREAST_ALONE = _words("dcis lcis mammakarzinom brustkrebs")
# Malignant counts with one of these only: malignant hypertension is no cancer.
_THINGS = _words("neoplasm neoplasms neoplastic tumor tumors tumour tumours")
_SPREAD = _words(
    "metastatic metastasis metastases metastasised metastasized metastasizing oligometastatic mets carcinomatosis "
    "carcinomatosa carcinosis carcinomatous"
)
_SECONDARY = _words("secondary secondaries")
_TOWARDS = _words("to in into involving")
# What a cancer brings, what is done about it, and what is feared: not the cancer itself.
_ABOUT = _words(
    "pain fatigue anxiety lymphedema lymphoedema neutropenia anemia anaemia screening surgery therapy treatment "
    "chemotherapy radiotherapy radiation induced related associated due hypercalcemia hypercalcaemia cachexia nausea "
    "thrombosis embolism fracture compression effusion ascites fear worry worries depression surveillance counseling "
    "counselling vaccination prevention prophylactic regimen mutation reconstruction lymphadenopathy"
)
_UNCERTAIN = _words("possible probable suspected suspicious suspicion questionable presumed query likely")
_OF_ANOTHER = (
    "family history",
    "history of",
    "screening for",
    "risk of",
    "at risk",
    "increased risk",
    "susceptibility to",
    "predisposition",
    "carrier",
)


def _by_words(text: str, tables: Codes) -> CancerReading:
    low = text.casefold()
    if not text or any(phrase in low for phrase in _OF_ANOTHER):
        return NO_CANCER
    words = words_of(text)
    about = bool(_ABOUT & set(words))
    uncertain = bool(_UNCERTAIN & set(words))
    spread = _spread(text, words, tables)
    # A malignant effusion is spread and an effusion; pain from a cancer is pain.
    primary = None if about else _primary(words, tables, spread=bool(spread))
    if about and not spread:
        return NO_CANCER
    return CancerReading(primary=primary, spread=spread, about=about, uncertain=uncertain)


def _primary(words: list[str], tables: Codes, *, spread: bool) -> Primary | None:
    present = set(words)
    if present & _BREAST_ALONE:
        return Primary.BREAST
    nouns = [at for at, word in enumerate(words) if _is_cancer(words, at) and not is_denied(words, at)]
    if _breast_is_primary(words) and (nouns or "ca" in present or {"paget", "pagets"} & present):
        return Primary.BREAST
    if not nouns:
        return None
    if any(_organ_before(words, at, tables) for at in nouns) or present & _OTHER_KINDS:
        return Primary.OTHER
    if present & {"ductal", "duct", "lobular"} and not present & (_OTHER_ORGANS | {"pancreas", "pancreatic", "bile"}):
        return Primary.BREAST
    if spread:
        return None
    named = tables.sites.body_site((), " ".join(words))
    return Primary.OTHER if named or present & _OTHER_ORGANS else Primary.UNSPECIFIED


def _is_cancer(words: list[str], at: int) -> bool:
    """A noun for cancer, or "malignant" with its neoplasm; in secondary malignant neoplasms it is the spread's."""
    if words[at] in _CANCER:
        return True
    return words[at] == "malignant" and bool(_THINGS & set(words)) and not (at and words[at - 1] in _SECONDARY)


def _breast_is_primary(words: list[str]) -> bool:
    """Whether "breast" stands for the primary: "metastatic breast cancer", not "metastasis to the contralateral
    breast".
    """
    for at, word in enumerate(words):
        if word not in _BREAST:
            continue
        before = words[max(0, at - 6) : at]
        spread = next((place for place, other in enumerate(before) if other in _SPREAD), None)
        aimed_at = spread is not None and bool(_TOWARDS & set(before[spread:]))
        if not aimed_at and not _SECONDARY & set(before):
            return True
    return False


def _organ_before(words: list[str], at: int, tables: Codes) -> bool:
    """Whether another organ stands right before the noun: "colon cancer", "non-small cell lung carcinoma"."""
    before = words[max(0, at - 2) : at]
    if not before or before[-1] in _BREAST:
        return False
    return before[-1] in _OTHER_ORGANS or tables.sites.places.exactly(before[-1]) is not None


def _spread(text: str, words: list[str], tables: Codes) -> tuple[str, ...]:
    """Sites of spread: behind "to" where the words say so, else all sites named but for the organ of the cancer."""
    marks = [at for at, word in enumerate(words) if word in _SPREAD and not is_denied(words, at)]
    marks += [
        at
        for at, word in enumerate(words)
        if word in _SECONDARY
        and at + 1 < len(words)
        and words[at + 1] in (_CANCER | _THINGS | {"malignant", "deposits"})
    ]
    low = " ".join(words)
    if not marks:
        effusions = ("malignant pleural effusion", "malignant ascites", "malignant pericardial effusion")
        return tables.sites.in_words(low) if any(phrase in low for phrase in effusions) else ()
    towards = next((at for at in range(marks[0], len(words)) if words[at] in _TOWARDS), None)
    if towards is not None:
        return tables.sites.in_words(" ".join(words[towards + 1 :])) or ("",)
    organs = {at - 1 for at, word in enumerate(words) if word in _CANCER and at and words[at - 1] not in _BREAST}
    rest = text if not organs else " ".join(word for at, word in enumerate(words) if at not in organs)
    about = bool(_ABOUT & set(words))
    sites = [site for site in tables.sites.in_words(rest) if not (about and site == "other")]
    return tuple(sites) or ("",)
