"""The letters of a name beside the name itself: "janus kinase ( jak ) inhibitor" and "mtor ( mammalian target of rapamycin )" name one thing."""

from __future__ import annotations

import re

from onward.reading.sought import sought
from onward.reading.word_set import word_set

_WORD = r"[a-z0-9-]+"
_LETTERS_BEHIND = sought(rf"(?<![^ ])(?P<name>(?:{_WORD} ){{2,8}})\( (?P<letters>[a-z]{{2,7}}) \) ")
_NAME_BEHIND = sought(rf"(?<![^ ])(?P<letters>[a-z][a-z0-9]{{1,6}}) \( (?P<name>(?:{_WORD} ){{2,8}})\) ")
# Words that a short name leaves out.
_SMALL = word_set("of and the for or to in with")
# Letters that other rules wait for, or that name more than the words before them.
_KEPT = word_set(
    "uln lln unl iuln ecog kps ps her er pr pgr hr ie eg nos dcis lcis neo wocbp mbc bc tnbc cr pd pr sd nsclc sclc"
)


def without_own_letters(line: str) -> str:
    """A canonical line in which no name stands twice, once in its letters."""
    if " ( " not in line:
        return line
    return _NAME_BEHIND.sub(_letters_alone, _LETTERS_BEHIND.sub(_name_alone, line))


def _name_alone(found: re.Match[str]) -> str:
    letters = found["letters"]
    if letters in _KEPT:
        return found[0]
    return found["name"] if _begins_with(found["name"].split(), letters.removesuffix("s")) else found[0]


def _letters_alone(found: re.Match[str]) -> str:
    letters, words = found["letters"], found["name"].split()
    if letters in _KEPT:
        return found[0]
    told = ([word for word in words if word not in _SMALL], words)
    return f"{letters} " if any([word[0] for word in one] == list(letters) for one in told) else found[0]


def _begins_with(words: list[str], letters: str) -> bool:
    """Whether the last of the words begin with these letters, one each, small words left out."""
    told = ([word for word in words if word not in _SMALL], words)
    return len(letters) > 1 and any([word[0] for word in one[-len(letters) :]] == list(letters) for one in told)
