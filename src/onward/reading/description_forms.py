"""Answers of a form in a description: "brain mets: none", "HIV status: unknown", "pregnant? no".

Notes are often copied from forms, where the label comes first and the answer behind it. Read as a sentence, the label
alone would be a fact that the answer denies.
"""

from __future__ import annotations

import re

from onward.reading.description_text import Span, Text

# The answer ends with its part, or goes on with how it was found.
_AND_NO_MORE = (
    r"(?=\s*(?:[.,;)\n/]|$|-\s)|\s+(?:known|seen|found|present|detected|noted|documented|recorded|reported|identified|to"
    r" date|so far|ever|at present|currently|on|by|per|in the past|at this time)\b)"
)
_SAID = r"\s*(?:[:=?]|\s[-–—](?=\s))\s*(?:answer\s*)?"
_NO = re.compile(
    rf"(?:{_SAID}(?:none|nil|never|no|nope|n|neg(?:ative)?|denie[sd]|absent|excluded|ruled out|no evidence|no history|no signs?)"
    rf"|\s+(?:none|nil|denied|no(?=\s*(?:[.,;)\n]|$)))"
    rf"|\s*\(\s*(?:none|nil|no|denied|neg(?:ative)?|absent|excluded|ruled out|not (?:detected|found|seen|present))\s*(?=\)))(?![\w/]){_AND_NO_MORE}"
    r"|\s*\(\s*-\s*(?=\))"
)
_UNKNOWN = re.compile(
    r"\s*(?:status\b\s*)?(?:[:=?]|\bis\b|\bwas\b|\s[-–—](?=\s)|\s)\s*(?:unknown|not known|not tested|untested|not done|not"
    r" assessed|not available|not checked|not performed|not recorded|not documented|not reported|pending|awaited|n/a|tbd"
    r"|unk)(?![\w/])"
)
_YES = re.compile(rf"{_SAID}(?:yes|y|present)(?![\w/])")
# Words of a sentence: what holds one is no label.
_TOLD = re.compile(
    r"\b(?:on|with|is|was|were|are|has|had|have|negative|positive|after|since|for|then|progress\w*|current\w*|now|to|from"
    r"|by|during|because|she|he|stable|treated|received|took|taking|started|stopped|not|without)\b|\d"
)
_MOST_WORDS_OF_A_LABEL = 6
_REST_OF_LABEL = re.compile(r"[^.;:=?,()\n]{0,48}")
_REST_OF_LIST = re.compile(r"[^.;:=?()\n]{0,60}")
_LIST = re.compile(r"[^,]+(?:,[^,]+)*,?\s+or\s+[^,]+")


def denied_by_answer(text: Text, start: int, end: int) -> Span | None:
    """Where the answer stands that denies what is between `start` and `end`; None when none does."""
    return _answer(_NO, text, start, end)


def untold_by_answer(text: Text, start: int, end: int) -> Span | None:
    """Where it is said that nobody knows of it; None when it is not."""
    return _answer(_UNKNOWN, text, start, end)


def affirmed_by_answer(text: Text, start: int, end: int) -> Span | None:
    """Where a mere "yes" stands behind it."""
    return _answer(_YES, text, start, end)


def _answer(kind: re.Pattern[str], text: Text, start: int, end: int) -> Span | None:
    low = text.low
    right_behind = kind.match(low, end)
    if right_behind is not None:
        return Span(*right_behind.span())
    for rest, begin in ((_REST_OF_LABEL, text.part_of(start).start), (_REST_OF_LIST, text.sentence_of(start).start)):
        label = rest.match(low, end)
        assert label is not None
        found = kind.match(low, label.end())
        words = low[begin : label.end()]
        if found is None or _TOLD.search(words) is not None:
            continue
        if "," in words and _LIST.fullmatch(words.strip()) is None:
            continue
        if max(len(one.split()) for one in words.split(",")) <= _MOST_WORDS_OF_A_LABEL:
            return Span(*found.span())
    return None
