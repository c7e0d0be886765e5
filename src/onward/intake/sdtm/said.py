"""What a reader's words about a lesion (TUMSTATE) say, by what the lesion is: old, or called new.

Studies write "UNEQUIVOCAL" for the progression of a non-target and for a new lesion alike, and say that nothing new was
seen by rows such as "NO". Words that are not known here stay as they are written.
"""

from __future__ import annotations

import re

_PROGRESSION = "unequivocal progression"
_OLD = {
    "unequivocal": _PROGRESSION,
    "unequivocal pd": _PROGRESSION,
    "unequivocal progressive disease": _PROGRESSION,
    "present unequivocal progression": _PROGRESSION,
    "present with unequivocal progression": _PROGRESSION,
    "progressed": _PROGRESSION,
    "present stable": "stable",
    "present unchanged": "unchanged",
    "present decreased": "decreased",
    "present increased": "increased",
    "present improved": "improved",
    "present worsened": "worsened",
}
# Some studies judge a non-target with the words of the response of all of them.
_NON_TARGET = {
    "pd": _PROGRESSION,
    "cr": "absent",
    "complete response": "absent",
    "non cr non pd": "present",
    "non cr/non pd": "present",
}
_NEW = {
    "no": "absent",
    "n": "absent",
    "none": "absent",
    "not seen": "absent",
    "not detected": "absent",
    "not identified": "absent",
    "no new lesion": "absent",
    "no new lesions": "absent",
    "benign": "absent",
    "yes": "present",
    "y": "present",
    "new": "present",
    "new lesion": "present",
    "suspicious": "equivocal",
    "uncertain": "equivocal",
    "unclear": "equivocal",
    "doubtful": "equivocal",
    "probable": "equivocal",
    "likely": "equivocal",
}
_DENIED = re.compile(r"\b(?:no|not|non|without)\b")


def state_said(words: str, role: str) -> str:
    """The state that `words` say of a lesion of `role`, in lower case; the words themselves where none is known."""
    as_written = words.lower()
    plain = " ".join(re.findall(r"[a-z/]+", as_written))
    match role:
        case "new":
            return _NEW.get(plain) or _of_new(plain) or as_written
        case "non-target":
            return _OLD.get(plain) or _NON_TARGET.get(plain) or as_written
        case _:
            return _OLD.get(plain) or as_written


def _of_new(plain: str) -> str:
    """ "present, equivocal", "unequivocal new lesion"; growth of a lesion called new before keeps its own words."""
    words = plain.split()
    if "equivocal" in words or ("unequivocal" in words and _DENIED.search(plain)):
        return "equivocal"
    return "unequivocal" if "unequivocal" in words and "progression" not in words else ""
