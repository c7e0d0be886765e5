"""Of which parts of a trial a heading speaks: "For the Phase Ib only" is "Phase 1b", "Parts C and D" are two.

A trial names one cohort in many ways; only one name for each lets its lines come together again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onward.reading.sought import sought

_WORD = r"(?P<word>cohort|arm|group|part|phase|strat(?:um|a)|step|stage|module)"
_ID = r"(?:(?:\d{1,2}|[ivx]{1,4})[a-z]?\d?|[a-z]\d{0,2})"
_NAMED = sought(
    rf"\b{_WORD}s?\b\s*#?\s*(?P<ids>\(?{_ID}\)?(?:\s*(?:,\s*and|,\s*or|,|/|\band\b|\bor\b|&|-|\bto\b|\bthrough\b)\s*(?:{_WORD.replace('?P<word>', '?:')}s?\b\s*)?{_ID})*)(?![\w-])"
)
# A study of several studies: each of them is a module of it.
_SUB_STUDY = sought(rf"\bsub-?\s?stud(?:y|ies)\s+(?P<id>{_ID})(?![\w-])(?!\s*(?:,|/|and|or|&|-|to)\s*\d)")
_ONE_ID = sought(rf"(?<![\w]){_ID}(?![\w])")
_RANGE = sought(rf"({_ID})\s*(?:-|\bto\b|\bthrough\b)\s*({_ID})(?![\w])")
_ALL = sought(
    r"\b(?:all|each|every|both|any)\s+(?:\w+\s+){0,2}(?:cohort|arm|group|part|phase|strat|participant|patient|subject)"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
# Words that name no smaller group of people.
_FILLING = sought(
    r"\b(?:for|the|only|all|in|of|study|trial|portion|enrol\w*|population|criteria|criterion|inclusion|exclusion|eligibility|apply|following|"
    r"patients?|participants?|subjects?|who|will|must|meet|dose|expansion|escalation|optimi[sz]ation|run-?in|closed|open|sad|mad|and|or|entering|being|treated|assigned|"
    r"to|at|both|one|these|additional|specific|registration|randomi[sz]ation|component|stage|single|agent|combination|monotherapy)\b|[^\w\s]"
)
WITHIN = " > "


@lru_cache(maxsize=2048)
def cohorts_named(heading: str) -> tuple[str, ...]:
    """The parts of a trial that a heading names, each in one spelling; () where it speaks of everybody.

    "Part B - participants with brain metastases" is "Part B > with brain metastases": one group within Part B.
    """
    low = " ".join(heading.lower().split())
    found: list[str] = []
    within = _SUB_STUDY.search(low)
    if within is not None:
        # "Sub-Study 2 Part A" is no Part A of another sub-study.
        code = f"Sub-study {_written('sub-study', within['id'])}"
        inside = _NAMED.search(low, within.end())
        if inside is None:
            return (code,)
        return tuple(f"{code}{WITHIN}{inside['word']} {_written('', one)}" for one in _ids(inside["ids"]))
    for one in _NAMED.finditer(low):
        word = {"strata": "stratum"}.get(one["word"], one["word"])
        found.extend(f"{word.capitalize()} {_written(word, given)}" for given in _ids(one["ids"]))
    if not found and _ALL.search(low) is not None:
        return ()
    codes = tuple(dict.fromkeys(found))
    if not codes:
        return (" ".join(heading.replace(",", " ").split()),)
    # "Phase 2 (melanoma)" is one of several; "Cohort 2 (melanoma)" says what Cohort 2 is.
    apart = _NAMED.sub(" ", low if codes[0].startswith("Phase") else re.sub(r"\([^)]*\)", " ", low))
    rest = " ".join(_FILLING.sub(" ", apart).split())
    if len(codes) == 1 and re.search(
        r"\b(?:with|without|metastas\w+|cancers?|carcinoma|melanoma|sarcoma|lymphoma|tnbc|nsclc|naive)\b", rest
    ):
        return (f"{codes[0]}{WITHIN}{rest}",)
    return codes


def _ids(said: str) -> list[str]:
    spanned = _RANGE.search(said)
    if spanned is not None:
        first, last = spanned[1], spanned[2]
        between = _between(first, last)
        if between:
            return [*_ONE_ID.findall(said[: spanned.start()]), *between, *_ONE_ID.findall(said[spanned.end() :])]
    return _ONE_ID.findall(said)


def _between(first: str, last: str) -> list[str]:
    """ "1-3" and "A to C", both ends with what lies between."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= 12:
        return [str(n) for n in range(int(first), int(last) + 1)]
    if len(first) == len(last) == 1 and first.isalpha() and 0 < ord(last) - ord(first) <= 12:
        return [chr(n) for n in range(ord(first), ord(last) + 1)]
    return []


_ROMAN_ID = sought(r"(?P<number>vi|iv|v|i{1,3})(?P<letter>[abc]?)")


def _written(word: str, given: str) -> str:
    roman = _ROMAN_ID.fullmatch(given)
    if word == "phase" and roman is not None:
        return _ROMAN[roman["number"]] + roman["letter"]
    return given if given[0].isdigit() else given.upper()


def kind_of(code: str) -> str:
    """Of which kind a part is: parts of one kind are alternatives, "Phase 2" and "Cohort B" are not."""
    word = code.split()[0]
    return word if _KIND.fullmatch(word) is not None else ""


_KIND = sought(r"Sub-study|Cohort|Arm|Group|Part|Phase|Stratum|Step|Stage|Module")


def holds_in(code: str, way: str) -> bool:
    """Whether what is asked of a part is asked of a way into the trial: of itself, and of what lies within it."""
    return way == code or way.startswith(f"{code}{WITHIN}") or is_lettered(code, way.split(WITHIN)[0])


def is_lettered(code: str, other: str) -> bool:
    """Whether the other is a part of this one by its letter: "Phase 1b" of "Phase 1", "Cohort 3a" of "Cohort 3"."""
    return code[-1:].isdigit() and other.startswith(code) and len(other) == len(code) + 1 and other[-1].isalpha()
