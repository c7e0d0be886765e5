"""A reading that asks what is taken now where the words speak of the past: "anticonvulsants within the past year".

Whoever has stopped since does not take it now, and would be let in. A window that only a human can weigh beside what is
kept out as taken now is refused, unless the words say that it goes on.
"""

from __future__ import annotations

from onward.criteria import AllOf, AskHuman, Criterion, Not, OtherCancer, Takes, parts_of
from onward.reading.sought import sought

_PAST = sought(
    r"\b(?:within|in|during|over) (?:the )?(?:same time|past|last|previous|preceding|prior|\d+ (?:hour|day|week|month|year))\b|\bpast \d* ?(?:week|month|year)"
    r"|\bwithin \d+ (?:before|prior)\b|\bfor (?:at least|≥|>|more than|minimum of|past|last) \d|\b\d+ (?:hour|day|week|month|year) (?:prior|before|preceding)\b|\b(?:has|have|had) (?:used|taken|received)\b"
)
_USED = sought(r"\b(?:has|have|had) (?:used|taken)\b")
_TESTED_BEFORE = sought(
    r"\b(?:previously|ever|formerly) (?:tested|known|found|been|had|reported|documented)\b[^.;]*\b(?:her2|er|pr|hormone receptor)\b|\bon prior (?:pathology|biopsy|test\w*)\b"
)
_GOES_ON = sought(
    r"\b(?:receiving|taking|using|current|currently|ongoing|concurrent|concurrently|concomitant|concomitantly|chronic|chronically|requir\w+|need\w*|on (?:any|stable|chronic|systemic|high|low|long)|is on|are on|being treated|continu\w+|still|now|actual|stable|long term)\b"
)
# "Requiring steroids within 14 days before the first dose": needed then.
_NEEDED_THEN = sought(
    r"\b(?:requir\w+|need\w*)\b(?=[^.;]*\bwithin (?:[a-z]+ ){0,2}\d+ (?:day |week |month |year )?(?:before|prior to)\b)"
)


def asks_now_of_the_past(criterion: Criterion, line: str, *, denied: bool) -> bool:
    """Whether what is taken now stands beside a window of the past that was left to a human."""
    if _TESTED_BEFORE.search(line) is not None and "Receptor(" in repr(criterion):
        # "Previously tested HER2-positive": what is found today need not be so.
        return True
    if _GOES_ON.search(_NEEDED_THEN.sub(" ", line)) is not None:
        return False
    if _USED.search(line) is not None and _takes(criterion):
        return True
    return _asks(criterion, under_not=denied)


def _asks(criterion: Criterion, *, under_not: bool) -> bool:
    if under_not and isinstance(criterion, AllOf) and any(map(_of_the_past, criterion.of)):
        return any(_takes(part) or _has_cancer_now(part) for part in criterion.of)
    turned = under_not or isinstance(criterion, Not)
    return any(_asks(part, under_not=turned) for part in parts_of(criterion))


def _of_the_past(part: Criterion) -> bool:
    return isinstance(part, AskHuman) and _PAST.search(part.question) is not None


def _takes(criterion: Criterion) -> bool:
    return isinstance(criterion, Takes) or any(_takes(part) for part in parts_of(criterion))


def _has_cancer_now(criterion: Criterion) -> bool:
    """ "Another active cancer 3 years before entry": it was, and need not be any more."""
    return isinstance(criterion, OtherCancer) and criterion.within_days == 0
