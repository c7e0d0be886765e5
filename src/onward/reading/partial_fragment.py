"""A member of a list that says nothing by itself: its noun stands in another member, or it only goes on about one.

"Has active, or suspected colitis", "renal dysfunction or disease", "a positive test at screening or prior to screening":
nobody can answer "is it so: has active?".
"""

from __future__ import annotations

from onward.reading.partial_part import FRAME, narrows_an_illness
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
_QUALITY = sought(r"^[QYP][\ue000-\uf8ff]$")


def is_a_fragment(tokens: list[str]) -> bool:
    """Whether words say nothing by themselves: adjectives, "disease", a time. "Thrombotic event" says something."""
    if tokens[-1] in _GENERAL and any(map(_ADJECTIVE.match, tokens)):
        return False
    return len(tokens) <= _LONGEST and all(
        word in FRAME
        or word in _FILLS
        or word in _GENERAL
        or narrows_an_illness(word)
        or _QUALITY.match(word) is not None
        or _ADJECTIVE.match(word) is not None
        for word in tokens
    )
