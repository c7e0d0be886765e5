"""A member of a list that says nothing by itself: its noun stands in another member, or it only goes on about one.

"Has active, or suspected colitis", "renal dysfunction or disease", "a positive test at screening or prior to screening":
nobody can answer "is it so: has active?".
"""

from __future__ import annotations

from onward.reading.adjectives import narrows_an_illness
from onward.reading.partial_part import FRAME
from onward.reading.sought import sought
from onward.reading.word_set import word_set

_LONGEST = 5
_FILLS = word_set(
    "a an other another some such time screening baseline entry enrollment randomization registration before during since until then no"
)
_GENERAL = word_set(
    "disease disorder dysfunction contraindication abnormality event problem issue illness complication reaction impairment involvement history"
)
_ADJECTIVE = sought(
    r"^(?!(?:alcoholic|narcotic|antibiotic|diuretic|antiemetic|laxative|sedative|hypnotic|cytotoxic|prophylactic|analgesic|statistic|clinic|panic|colic|hospital|trial|animal|criminal|proposal|refusal|withdrawal|denial|survival|removal|journal|oral)$)[a-z-]+(?:al|ic|ive|ous|ar)$"
)
_OF_ANY_KIND = word_set(
    "medical clinical psychological social psychiatric physical general familial serious additional"
)
_QUALITY = sought(r"^[QYP][\ue000-\uf8ff]$")


def is_a_fragment(tokens: list[str]) -> bool:
    """Whether words say nothing by themselves: adjectives, "disease", a time. "Thrombotic event" says something."""
    if tokens[-1] in _GENERAL and any(map(_ADJECTIVE.match, tokens)):
        return False
    if tokens[-1] == "condition" and any(_ADJECTIVE.match(word) and word not in _OF_ANY_KIND for word in tokens):
        return False  # "bronchospastic condition" says something, "medical condition" does not
    return len(tokens) <= _LONGEST and all(
        word in FRAME
        or word in _FILLS
        or word in _GENERAL
        or narrows_an_illness(word)
        or _QUALITY.match(word) is not None
        or _ADJECTIVE.match(word) is not None
        for word in tokens
    )


# A noun of its own that takes what stands behind it.
_ANEW = sought(
    r"^(?:any |a |an |known )?(?:(?:treatment|therapy|prophylaxis|need|requirement) (?:for|of)|(?:sero)?positivity (?:on|by|for|in)|(?:pathological|pathologic) (?:[a-z]+ ){1,2}(?:that|which))\b(?! or\b| and\b)"
)


def takes_what_is_behind(words: str) -> bool:
    """Whether "bleeding, or treatment for infection" stands there: what is behind is said of the second alone."""
    return _ANEW.match(words) is not None
