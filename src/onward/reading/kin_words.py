"""Whether two sentences speak of the same: by a word of both, or by words of one family, as a clotting test and warfarin."""

from __future__ import annotations

from onward.reading.sought import sought
from onward.reading.word_set import word_set

_SHORT_TESTS = frozenset({"inr", "ptt", "ast", "alt", "alp", "anc"})
_SMALL = word_set(
    "patient subject participant with without have has had been must should will who are is any for and or of to in on at by from other prior previous "
    "within study treatment therapy not no be may eligible allowed permitted if that which were was this these those than less greater more equal least most last only also they their month week day year"
)
# What one sentence asks by its name, and another lets in by an example of it or by what it measures.
_KIN = {
    "radiotherapy": sought(r"\b(?:radiation(?: therapy| treatment)?|irradiation)\b"),
    "clotting": sought(
        r"\b(?:inr|a?ptt|prothrombin(?: time)?|(?:partial )?thromboplastin(?: time)?|anti ?coagul\w+|warfarin|coumadin|(?:\w+ )?heparin)\b"
    ),
    "bilirubin": sought(r"\b(?:hyper)?bilirubin\w*\b|\bgilbert\b"),
    "hormonal": sought(
        r"\b(?:hormone|hormonal|endocrine|tamoxifen|raloxifene|toremifene|aromatase|letrozole|anastrozole|exemestane|fulvestrant|goserelin)\b"
    ),
    "steroid": sought(
        r"\b(?:cortico|gluco)?(?:cortico)?steroid\b|\b(?:prednisone|prednisolone|dexamethasone|hydrocortisone)\b"
    ),
}


def share_a_word(one: str, other: str) -> bool:
    """Whether a canonical sentence speaks of what another speaks of."""
    for family, words in _KIN.items():
        one, other = words.sub(family, one), words.sub(family, other)
    words_of = {word for word in other.split() if len(word) > 3 or word in _SHORT_TESTS}
    return not (words_of - _SMALL).isdisjoint(one.split())
