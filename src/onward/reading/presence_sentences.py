"""Sentences of an exclusion that add nobody who is kept out: they except, explain, or go on about what was named."""

from __future__ import annotations

from collections.abc import Sequence

from onward.reading.sought import sought

_EXCEPTS = sought(
    r"\b(?:(?:is|are|will be|would be|shall be) (?:also )?(?:allowed|permitted|acceptable|permissible|eligible|allowable|exempt\w*|(?:an )?exceptions?)|"
    r"may (?:be (?:allowed|permitted|eligible|included|enrolled|considered|used|continued|given)|use|continue|enroll|participate|receive|enter)|can (?:be (?:included|enrolled|used|continued)|enroll|participate|use)|"
    r"not (?:be )?(?:excluded|exclusionary|considered|an exclusion|count\w*)|does not exclude|do not exclude|exceptions?)\b"
)
# With one of these it may keep somebody out after all.
_KEEPS_OUT = sought(
    r"\b(?:only|excluded|ineligible|prohibited|exclusionary|must|should|not (?:be )?(?:allowed|permitted|acceptable|eligible|permissible|enroll\w*|participate|enter)|unless|except|cannot|discouraged|no other)\b"
)
_NOT_EXCLUDED = sought(r"\bnot (?:be )?(?:excluded|exclusionary|an exclusion)\b")
# "These must be stopped 2 weeks before": of whoever takes one of what was named.
_GOES_ON = sought(
    r"^(?:use of |treatment with |any of )?(?:these|such|this|those) (?:\w+ ){0,2}?(?:agent|drug|medication|medicine|treatment|therapy|product|compound|inhibitor|inducer|substance)s? (?:must|should|has|have|need|is|are|will)\b|"
    r"^(?:patient|subject|participant|individual) (?:must|should) (?:have )?(?:stop|stopped|discontinue|discontinued) (?:taking |using )?(?:these|such|this|those)\b|"
    r"^(?:required |a |the |minimum )?washout\b"
)


def adds_nobody(sentence: str) -> bool:
    """Whether a later sentence of an exclusion keeps out nobody whom the sentences before it let in."""
    words = sentence.strip(" .;,:")
    if _GOES_ON.match(words) is not None:
        return True
    kept = _KEEPS_OUT.search(_NOT_EXCLUDED.sub(" ", words)) is not None
    return _EXCEPTS.search(words) is not None and not kept


def naming_sentences(sentences: Sequence[str]) -> list[str]:
    """The sentences that may keep somebody out: the first, and each that does more than except or go on."""
    return [one for number, one in enumerate(sentences) if not number or not adds_nobody(one)]
