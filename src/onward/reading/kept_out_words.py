"""What keeps out, in the words of a sentence that stands among what keeps out and demands, forbids or denies."""

from __future__ import annotations

from onward.criteria import Criterion
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import negated

_FORBIDS = sought(
    r"^(?P<who>(?:(?:all|any|patient|subject|participant|individual|woman|female|male|man|they) )*)(?:must|should|may|can|shall) ?not (?P<what>.+)$|^(?P<it>(?:(?:all|any) )?[a-z][^,;.]*?) (?:is|are) not (?:allowed|permitted|acceptable)$"
)
_NONE_IS = sought(
    r"^(?:there (?:must|should) be )?no (?P<what>[^,;.]+?)(?: (?:is|are|will be) (?:allowed|permitted|acceptable))?$"
)
_DEMANDS = sought(
    r"\b(?:must|should|shall|has to|have to|need to|is required|are required)\b|\bwash ?out(?: period)?\b.*\b(?:is|are|of)\b"
)
_DENIES = sought(r"\b(?:not|no|never|without|unless|except|if|cannot|unable|unwilling)\b")


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
    demanded = _DEMANDS.search(said) is not None and _DENIES.search(said) is None
    return negated(asked(said)) if demanded else asked(said)
