"""Of whom alone the lines below a line are asked: "Women of childbearing potential must:", "Men must:"."""

from __future__ import annotations

import re

from onward.criteria import Criterion, Finding, HasSex, When
from onward.reading.sought import sought
from onward.reading.things import any_of

_ASKS = r"(?:must|should|who|shall|will|have to|need to|are required to|are eligible (?:only )?if they)"
_FERTILE = sought(
    r"^\W*(?:for\s+)?(?:all\s+)?(?:(?:sexually active\s+)?(?:female|wom[ae]n|fertile)s?\b[^.:;]{0,40}?\bof child-?\s?bearing (?:potential|age|capacity)|WOCBP|(?:wom[ae]n|females?) who (?:are able to|can|could) (?:become pregnant|bear children))\b(?P<rest>[^.:;]{0,160}):\W*$",
    re.IGNORECASE,
)
_MALE = sought(
    rf"^\W*(?:for\s+)?(?:all\s+)?(?:sexually active\s+)?(?:males?|m[ae]n)\b(?P<rest>[^.:;]{{0,110}}?)\b{_ASKS}\b[^.:;]{{0,40}}:\W*$",
    re.IGNORECASE,
)
_AND_MEN = sought(r"\b(?:and|or|/) (?:all |sexually active |fertile )*(?:males?|m[ae]n)\b", re.IGNORECASE)
# A definition, a choice, and who is not fertile.
_OTHERWISE = sought(
    r"\b(?:defin\w+|definition|means?|includ\w+|considered|not|non|one of|either|any of|at least one|unless|except|(?<!even )if|wom[ae]n|females?)\b",
    re.IGNORECASE,
)
# "... must agree to do one of the following": whatever it is, it is asked of them.
_DOES = sought(r"\b(?:do|use|practi[cs]e) (?:one|either|any|at least one) of\b", re.IGNORECASE)
_OF_CHILDREN = sought(
    r"\b(?:contracept\w*|sperm\w*|pregnan\w*|condoms?|partners?|abstinen\w+|abstain\w*|birth control|child-?\s?bearing|breast-?\s?feed\w*|lactat\w*|intercourse|ova|eggs?)\b",
    re.IGNORECASE,
)


_ABLE = Finding(name="childbearing potential")
_MEN = HasSex(sex="male")


def of_those_above(own: Criterion, some: Criterion) -> Criterion:
    """What a line asks of those whom the line above it names; below men, a woman that it names is a partner."""
    if not isinstance(own, When):
        return When(condition=some, then=own)
    return When(condition=some, then=own.then) if some == _MEN and own.condition == _ABLE else own


def asked_of_some(parent: str, text: str) -> Criterion | None:
    """Who is meant by a line that speaks of having children, below one that says who; None where everybody may be."""
    if _OF_CHILDREN.search(text) is None:
        return None
    found = _FERTILE.match(parent)
    if found is not None:
        rest = _DOES.sub(" ", found["rest"])
        if _OTHERWISE.search(rest) is not None:
            return None
        return any_of((_ABLE, _MEN)) if _AND_MEN.search(rest) is not None else _ABLE
    found = _MALE.match(parent)
    return None if found is None or _OTHERWISE.search(parent) is not None else _MEN
