"""Lines that name a kind of cancer, and headings that name those who have it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onward.criteria import AllOf, AskHuman, BreastCancer, CancerType, Criterion
from onward.reading.sought import sought

# A line that begins with the name of a cancer.
_CANCER = sought(
    r"^\W*(?:(?:advanced|metastatic|recurrent|invasive|locally|unresectable|refractory|relapsed|or|and|/)[\s,/]+)*(?:[\w-]+[\s-]+){0,4}?"
    r"(?:cancers?|carcinomas?|neoplasms?|lymphomas?|melanomas?|sarcomas?|leuka?emias?|myelomas?|gliomas?|glioblastomas?|mesotheliomas?|tumou?rs?|NSCLC|SCLC|TNBC|HNSCC)\b(?!\s+(?:must|should|has|have|is|are|that|progress\w*|size|tissue|sample\w*|biops\w*|lesion\w*))",
    re.IGNORECASE,
)


def names_cancer(text: str) -> bool:
    """Whether a line begins with the name of a cancer, and is no sentence about it."""
    return _CANCER.match(text) is not None


# "Melanoma Patients", "Participants with Multiple Myeloma" above lines of their own.
_GROUP = sought(
    r"^\W*(?:(?P<kind>(?:[A-Z][\w-]*\s+){1,4})(?:Patients?|Subjects?|Participants?)(?:\s+only)?"
    r"|(?:Patients?|Subjects?|Participants?)\s+with\s+(?P<having>(?:[\w-]+\s+){0,4}[\w-]+))\s*:?\W*$"
)


def names_a_group(text: str) -> bool:
    """Whether a line only names those with one kind of cancer: "Melanoma Patients"."""
    found = _GROUP.match(text)
    return found is not None and found["kind"] is not None and names_cancer(text)


def _names_those_with(text: str) -> bool:
    """Whether a line names people by their cancer, as a criterion would too: "Participants with Multiple Myeloma"."""
    found = _GROUP.match(text)
    return found is not None and found["having"] is not None and names_cancer(found["having"])


def groups_of(lines: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The lines that name those with one kind of cancer, where a text has such lines for two kinds: each is a part of
    the trial by itself.

    lines   texts, and whether lines stand deeper below each
    """
    found = {
        text
        for text, has_lines in lines
        if len(text) <= 90 and (names_a_group(text) or (has_lines and _names_those_with(text)))
    }
    return frozenset(found) if len({text.strip(" :*-").casefold() for text in found}) >= 2 else frozenset()


def asks_for_a_kind(criterion: Criterion | None) -> bool:
    """Whether a question is about the kind of cancer alone, or about one sort of it."""
    match criterion:
        case CancerType() | BreastCancer():
            return True
        case AllOf(of=(CancerType(), AskHuman())):
            return True
        case _:
            return False


# Names of which the kind of cancer that they are counted among is wider than they are.
OF_ONE_SORT = sought(
    r"\b(?:hodgkin\w*|dlbcl|diffuse|follicular|mantle|marginal|burkitt|mediastinal|lymphoplasmacytic|waldenstrom|indolent|[bt] cell|acute|chronic|hairy|cml|cll|cmml|myelofibrosis|myeloproliferative|"
    r"medullary|papillary|anaplastic|differentiated|dtc|uveal|mucosal|ocular|acral|choroidal|cutaneous melanoma|cutaneous t|(?:non ?)?squamous (?:nsclc|non|cell (?:lung|carcinoma of (?:lung|esophagus|cervix)))|squamous lung|"
    r"lung (?:squamous|adenocarcinoma)|adenocarcinoma of lung|esophageal (?:squamous|adenocarcinoma)|escc|cr?pc|m?crpc|mcspc|mhspc|castrat\w+|hormone (?:refractory|sensitive)|androgen independent|small cell prostate|"
    r"platinum \w+|(?:high|low) grade serous|hgsoc|serous endometrial|uterine serous|carcinosarcoma|clear cell|ccrcc|chromophobe|wilms|pancreatic (?:ductal|acinar|neuroendocrine)|pdac|acinar|extensive|limited stage|"
    r"carcinoid|pheochromocytoma|paraganglioma|neuroblastoma|islet|pnet|gep net|(?:large|small) cell neuroendocrine|hepatoblastoma|fibrolamellar|cholangiocarcinoma|gall ?bladder|ampullary|bile duct|"
    r"glioblastoma|gbm|astrocytoma|oligodendroglioma|medulloblastoma|ependymoma|meningioma|craniopharyngioma|(?:high|low) grade glioma|pleural mesothelioma|peritoneal mesothelioma|seminoma|nonseminoma\w*|"
    r"soft tissue sarcoma|osteosarcoma|ewings?|gist|gastrointestinal stromal|kaposi|desmoid|(?:lipo|leiomyo|rhabdomyo|angio|chondro|fibro|synovial |uterine |bone |epithelioid )sarcoma|chordoma)\b"
    r"|^(?!.*\brect)\bcolon(?:ic)?\b|^(?!.*\bcolo)\brect(?:al|um)\b|^(?!.*\b(?:gastric|stomach)\b).*\besophag\w* junction|^(?!.*(?:\bhead and neck\b|,| or )).*\b(?:\w*pharyngeal|laryngeal|oral cavity|larynx|\w*pharynx)\b"
)
