"""What keeps out, in the words of a sentence that stands among what keeps out and demands, forbids or denies."""

from __future__ import annotations

from onward.criteria import Criterion
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import negated

_FORBIDS = sought(
    r"^(?P<who>(?:(?:all|any|patient|subject|participant|individual|woman|female|male|man|they) )*)(?:(?:must|should|may|can|shall) ?not|shouldnt|mustnt) (?P<what>.+)$|^(?P<it>(?:(?:all|any) )?[a-z][^,;.]*?) (?:is|are) not (?:allowed|permitted|acceptable)$"
)
_NONE_IS = sought(
    r"^(?:there (?:must|should) be )?no (?P<what>[^,;.]+?)(?: (?:is|are|will be) (?:allowed|permitted|acceptable))?$"
)
_DEMANDS = sought(
    r"\b(?:must|should|shall|has to|have to|need to|is required|are required|is to be|are to be)\b|\bwash ?out(?: period)?\b.*\b(?:is|are|of)\b"
)
_DENIES = sought(r"\b(?:not|no|never|without|cannot|unable|unwilling)\b")
_DEPENDS = sought(r"\b(?:unless|except|if)\b")
# So many letters behind a demand a denial is part of it; further on it tells only how ("documented as not relevant").
_NEAR = 12


def asked_as_kept_out(words: str) -> Criterion:
    """A sentence that is not understood, as the question whose YES keeps out.

    "There should be 2 weeks between" keeps out those with less; "no hormones are permitted", those who take them.
    """
    said = words.strip(" .,;:")
    forbidden = _FORBIDS.match(said)
    if forbidden is not None:
        return asked(forbidden["it"] or f"{forbidden['who']}{forbidden['what']}")
    none = _NONE_IS.match(said)
    if none is not None:
        return asked(none["what"])
    demand = _DEMANDS.search(said)
    if demand is None or _DEPENDS.search(said) is not None or _DENIES.search(said[: demand.end() + _NEAR]) is not None:
        return asked(said)
    return negated(asked(said))
