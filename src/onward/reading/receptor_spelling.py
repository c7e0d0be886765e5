"""Results of HER2 tests in one short form: "3+ staining by immunohistochemistry (IHC)" as "ihc 3 +"."""

from __future__ import annotations

import re

from onward.reading.sought import sought

_IHC = r"(?:immunohistochemistry|immunohistochemical(?: staining| assay)?|ihc|herceptest|hercep test)(?: \( ihc \))?(?: (?:staining|test|testing|assay|analysis|score))?"
_ISH = r"(?:fish|ish|cish|sish|dish)"
_BY = r"(?:by|on|in|with|using|per|via|of|through|at)"
_SCORES = r"(?:\d \+?(?: ?, or | ?, | or | and | / | - | to | )?)*\d \+"
# "3+ staining by immunohistochemistry", "2+ or 3+ by IHC".
_SCORE_FIRST = sought(
    rf"(?<![^ (])(?P<scores>{_SCORES}) (?:(?:positive|over ?expression|overexpressing|over expressing|staining|score|expression|level|membrane|intensity|or positive|result) )*(?:{_BY} )?(?:local |central |either )?{_IHC}(?= |$)"
)
# "immunohistochemistry (3+)".
_SCORE_BEHIND = sought(
    rf"{_IHC} (?:score |staining |result )?\( (?:score of |score |at least )?(?P<scores>{_SCORES}) \)"
)
_PLAIN = sought(
    rf"{_IHC} (?:score of |score |staining of |of |staining |= )?(?P<scores>{_SCORES})(?: staining| positive| score)?(?= |$)"
)
_DEFINING = sought(
    r"(?<![^ ])(?:as defined by|defined by|as determined by|determined by|as evidenced by|evidenced by|confirmed by|by|on|using|via|as shown by|documented as|defined as) (?::  ?)?(?:either )?(?=ihc \d)"
)
_EITHER = sought(rf"(?<=\d \+) (?:and/or|and / or) (?={_ISH} )")
_SPAN = sought(r"\bihc (?:score |of |score of )*(?P<low>\d) ?\+? (?:-|to) (?P<high>[0-3]) \+")
_RESULT = sought(rf"\b(positive|negative|amplified|non amplified) ({_ISH}) (?:result|test|testing|assay)\b")
_RATIO = sought(
    rf"\b({_ISH}) \(? ?(?=(?:≥|>|<|≤|greater than|less than|at least|equal to or greater than) \d(?:\.\d+)? ?(?:\)|,|\.|;|$|or|and))"
)
_BARE_ISH = sought(
    rf"(?P<ihc>\bihc \d \+(?: (?:or|,) \d \+)?) (?:positive )?(?:, )?(?P<or>or|and/or) (?:by |positive by |positivity by )?(?P<ish>{_ISH})(?P<more> (?:or|/) {_ISH})?(?= (?:\)|,|\.|;)|$| $| (?:breast|disease|tumor|per|in|using|by|according|at|on|as|testing|assay) )"
)
_METHODS = sought(
    rf" (?:, )?(?:as )?(?:{_BY}|confirmed by|determined by|by either|assessed by|defined by|as determined by|either by|tested by|documented by) {_IHC} (?:or|and/or|and|/|,) (?:by )?{_ISH}(?: (?:or|/|,) {_ISH})?(?: (?:assay|testing|test|analysis|method|technique))*(?= (?:,|\.|;|\))|$| $| (?:and|or|per|in|breast|according|who|that|with) )"
)
_ISH_FIRST = sought(
    rf"\b(?P<call>positive|overexpressing|overexpression|amplified) by (?P<ish>{_ISH}) (?:,? ?or|and/or) (?P<ihc>ihc (?:\d \+ ?(?:or )?)+)"
)
# "estrogen and/or progesterone receptor": "estrogen" alone would be the medicine.
_BOTH_RECEPTORS = sought(
    r"(?<![^ ])estrogen (?:receptor )?((?:,|and/or|and|or|/)(?: and| or)?) progesterone (?:hormone )?receptor "
)
_POSITIVE = sought(r"\b(?:positive|overexpress\w*|over express\w*|amplif\w*|positivity)\b")


def _spelled(found: re.Match[str]) -> str:
    low, high = int(found["low"]), int(found["high"])
    if low >= high:
        return found[0]
    names = ["0" if one == 0 else f"{one} +" for one in range(low, high + 1)]
    return f"ihc {' , '.join(names[:-1])} or {names[-1]}"


def with_short_results(line: str) -> str:
    """A canonical line with the short form of HER2 test results."""
    if "progesterone" in line:
        line = _BOTH_RECEPTORS.sub(r"estrogen receptor \1 progesterone receptor ", line)
    if "immunohisto" not in line and "ihc" not in line and "ish " not in line and "herceptest" not in line:
        return line
    line = _SCORE_BEHIND.sub(lambda found: f"ihc {found['scores'].strip()}", line)
    line = _SCORE_FIRST.sub(lambda found: f"ihc {found['scores'].strip()}", line)
    line = _SPAN.sub(_spelled, _PLAIN.sub(lambda found: f"ihc {found['scores'].strip()}", line))
    line = _EITHER.sub(" or ", _DEFINING.sub("defined as ", line))
    line = _RESULT.sub(r"\2 \1", line)
    line = _RATIO.sub(lambda found: f"{found[1]} ratio " if "(" not in found[0] else f"{found[1]} ( ratio ", line)
    line = _ISH_FIRST.sub(lambda found: f"{found['call']} ( {found['ish']} positive or {found['ihc'].strip()} ) ", line)

    def told(found: re.Match[str]) -> str:
        before = line[: found.start()]
        if _POSITIVE.search(before) is None or "negative" in before.rsplit(".", 1)[-1].split("(")[-1]:
            return found[0]
        return f"{found['ihc']} {found['or']} {found['ish']} positive"

    line = _BARE_ISH.sub(told, line)
    return _METHODS.sub(" ", line).replace("  ", " ") if "fish" in line or "ish " in line else line
