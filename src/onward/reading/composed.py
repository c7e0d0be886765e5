"""A line read together with the line above it: the ways in which the two make one sentence.

"At least 7 days since prior and no concurrent CYP3A4 inhibitors, including any of the following:" and "Ritonavir" say
"at least 7 days since prior and no concurrent ritonavir"; "Life expectancy:" and "At least 3 months" say "life
expectancy at least 3 months"; a wash-out and "Hormonal therapy: 2 weeks" say "at least 2 weeks since hormonal therapy".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.reading.announced import in_its_place
from onward.reading.sought import sought

_AMOUNT = sought(
    r"^\W*(?:at least|at most|no more than|not more than|more than|less than|greater than|fewer than|up to|equal|between|over|under|minimum|[≥≤<>=\d])",
    re.IGNORECASE,
)
_LABEL = sought(r"^\W*[A-Za-z][\w/ -]{2,40}\W*$")
# "Hormonal therapy: >= 2 weeks", "Major surgery (at least 4 weeks)".
_SINCE_CHILD = sought(
    r"^(?P<what>[A-Za-z][^:≥<>=]{3,120}?)\s*(?:[:(,-]\s*)?\\?(?:≥|>\s?=?|=\\?>|at least|minimum of|a minimum of)\s*(?P<time>\d+[\s-]*(?:days?|weeks?|months?|hours?|half[- ]li(?:fe|ves))(?:\s+or\s+\d+[\s-]*half[- ]lives(?:,?\s*\(?whichever is (?:longer|shorter)\)?)?)?)\)?\W*(?:prior to.*|before.*)?$",
    re.IGNORECASE,
)
_WASHOUT = sought(r"\bwash-?\s?out|\belapsed\b|\bsince\b|\binterval\b|\bdiscontinu|\btime from\b", re.IGNORECASE)
_DENIED = sought(r"^\W*(?:no|not|none|without|free)\b", re.IGNORECASE)
# What takes the name of a treatment, and the name of the class for which the lines below stand.
_TAKES = sought(
    r"^(?P<frame>.*\b(?:since (?:the )?(?:last|prior|previous)(?: (?:use|dose|administration) of)?(?: and no (?:other )?concurrent)?|no (?:other )?(?:concurrent|concomitant|prior|current)(?: (?:use|administration) of)?|"
    r"(?:treatment|therapy|treated) with|(?:use|administration|receipt|ingestion) of|taking|receiving|received|prior|concurrent|concomitant|history of|hypersensitivity to|allergy to|allergic reactions? to))\s+"
    r"(?P<class>(?!and\b|or\b|following\b|the following\b|any of\b)[^;:.]{3,160}?)[\s,;]*\(?(?:includ(?:ing|es?)|such as|e\.?g\.?|i\.?e\.?|as follows|namely|specifically|(?:any of )?(?:the )?following)\b.*$",
    re.IGNORECASE,
)
# Then the child may be one of what is let in.
_WITH_EXCEPTIONS = sought(
    r"\bexcept|\bunless\b|\bexclud|\b(?:are|is|be) (?:permitted|allowed|acceptable|eligible)\b", re.IGNORECASE
)
# "Prior treatment with, or no access to, each of the following": either of two.
_SEVERAL_FRAMES = sought(r"\b(?:with|for|of|to|from)\s*,", re.IGNORECASE)
_OF_AND_NO = sought(r"\bprior (?:administration|use) of,? and no concurrent(?: use of)?\b", re.IGNORECASE)
_MUST_BE = sought(r"\bmust be (?=\d+ (?:days?|weeks?|months?) since)", re.IGNORECASE)
_BEHIND_FOLLOWING = sought(r"\s*\((?:recovered|including|unless|except|excluding)[^()]*\)\s*:?\s*$", re.IGNORECASE)
_ENDS = sought(r"[,;]?\s+(?:and|or|and/or)\W*$", re.IGNORECASE)


def said_together(parent: str, child: str) -> Iterator[str]:
    """Sentences that a line and its parent may be, the likeliest first."""
    told = _ENDS.sub("", child.rstrip(" .;,"))
    parent = _OF_AND_NO.sub(r"prior and no concurrent", parent)
    if _WASHOUT.search(parent) is not None and not _DENIED.match(child):
        since = _SINCE_CHILD.match(told)
        if since is not None:
            yield f"At least {since['time']} since {since['what'].strip()}"
    if _LABEL.match(parent) and _AMOUNT.match(child) and not parent.rstrip().endswith("."):
        yield f"{parent.strip(' :*-')} {told}"
    if _DENIED.match(child) or _WITH_EXCEPTIONS.search(_BEHIND_FOLLOWING.sub(":", parent)) is not None:
        return
    head = _MUST_BE.sub("at least ", _BEHIND_FOLLOWING.sub(":", parent))
    placed = in_its_place(head, told) if _SEVERAL_FRAMES.search(parent) is None else None
    if placed is not None:
        yield placed
    framed = _TAKES.match(parent) if _SEVERAL_FRAMES.search(parent) is None else None
    if framed is not None:
        yield f"{framed['frame']} {told}"
