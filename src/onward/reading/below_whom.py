"""For whom alone the lines below a line hold: "If node-negative:", "Platinum-resistant patients must have received:"."""

from __future__ import annotations

import re

from onward.criteria import BreastCancer, CancerType, Criterion
from onward.reading.cancer_names import names_cancer
from onward.reading.line import Reader
from onward.reading.sought import sought

# "If node-negative:", "For patients with liver metastases:", "Non-small cell lung cancer" above what is asked of it.
_IF = sought(
    r"^\W*(?:if|for|in case of|in|when)\s+(?:(?:the\s+|all\s+|those\s+)?(?:patients?|subjects?|participants?|women|individuals|persons?|cases|those|tumou?rs?)\s+(?:with|who (?:have|are)|whose disease is|receiving)?\s*)?(?P<what>.+?)\s*[:;,]*\s*$",
    re.IGNORECASE,
)
_NO_CONDITION = sought(
    r"\b(?:inclusion|eligib\w+|enrol+ment|enrol|entry|participation|following|criteria|criterion|study|trial|purposes?|example|order to|opinion|addition|general|all|both|each|registration|randomi[sz]ation|screening|cohort|arm|part|phase|group|consideration|please|further|more|details|this|any)\b",
    re.IGNORECASE,
)


# "Platinum-resistant patients must have received:", "Patients with brain metastases must:".
_SOME_MUST = sought(
    r"^\W*(?:(?P<kind>[\w+/()-]+(?:\s+[\w+/()-]+){0,4})\s+(?:patients|participants|subjects)|(?:patients|participants|subjects)\s+(?:with|who have)\s+(?P<what>[^.:;]{3,80}?))\s+(?:must|should|have to|need to|are required to)\b[^.:;]{0,60}:\s*$",
    re.IGNORECASE,
)
_OF_EVERYBODY = sought(
    r"\b(?:all|eligible|enrol+ed|each|every|potential|study|trial|adult|these|such|the|any|other|both|female|male|wom[ae]n|m[ae]n|child-?\s?bearing|\w*menopausal|in|for|to|following|who|and|or|of|by|on|at|after|before|during|based|according|per|with|until|if|when|as|prior|previous\w*|both|ages?|aged|years)\b|\d|^\W*(?:(?:breast|cancers?|tumou?rs?|malignanc\w+|disease|oncology)\s*)+$",
    re.IGNORECASE,
)


def _only_some(parent: str) -> str:
    """Of whom alone a line asks what stands below it; "" where it asks it of everybody."""
    found = _SOME_MUST.match(parent)
    if found is None:
        return ""
    if found["what"] and _UNDERWENT.match(found["what"]) is not None and _OF_THE_DISEASE.search(found["what"]) is None:
        return found["what"]
    who = found["kind"] or found["what"]
    return "" if _OF_EVERYBODY.search(who) is not None else who


# "Patients who have undergone a lumpectomy with axillary dissection must meet:" speaks of them, however long it goes on.
_UNDERWENT = sought(r"(?:(?:already|previously|had) )?(?:undergone|received|had)\b", re.IGNORECASE)
_OF_THE_DISEASE = sought(r"\b(?:cancers?|disease|tumou?rs?|malignan\w+|consent|inclusion|exclusion)\b", re.IGNORECASE)


def holds_for_some(parent: str) -> bool:
    """Whether a line says for whom alone the lines below it hold: "If node-negative:"."""
    if _only_some(parent):
        return True
    return _IF.match(parent) is not None and parent.rstrip().endswith(":") and _NO_CONDITION.search(parent) is None


# "Prior anti-cancer treatments:" names no cancer.
_TREATS = sought(r"\banti-?\s?(?:cancer|tumou?r|neoplastic)|\b(?:treatments?|therap(?:y|ies)|drugs?)\b", re.IGNORECASE)


def condition_of(parent: str, above: Criterion | None, reader: Reader) -> Criterion | object | None:
    """For whom alone a parent's lines hold; something that is no question where the words tell it but are not read."""
    some = _only_some(parent)
    if some:
        return reader.read(f"patients with {some}", "exclusion").reading or ""
    if isinstance(above, CancerType) and len(above.kinds) == 1 and len(parent.split()) <= 8:
        return above
    if (
        names_cancer(parent)
        and _TREATS.search(parent) is None
        and len(parent.split()) <= 10
        and not isinstance(above, BreastCancer)
        and "breast" not in parent.lower()
    ):
        return ""
    found = _IF.match(parent)
    if found is None or len(parent) > 120 or not parent.rstrip().endswith(":"):
        return None
    if _NO_CONDITION.search(parent) is not None:
        return None
    read = reader.read(found["what"], "inclusion").reading or reader.read(found["what"], "exclusion").reading
    return read if read is not None else ""
