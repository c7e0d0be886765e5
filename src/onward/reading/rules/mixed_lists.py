"""Lists of values and illnesses among what keeps out: "LVEF < 50 %, heart failure or uncontrolled angina"."""

from __future__ import annotations

import re

from onward.criteria import HasSex
from onward.reading.grammar import Found, Stage
from onward.reading.rules.disease import is_disease
from onward.reading.rules.limits import asks_for_values
from onward.reading.rules.values import criterion_of
from onward.reading.things import Several, any_of

MIXED = Stage("values and illnesses in one list")
# A list with commas goes on to an "or": otherwise the comma may explain what stands before it.
_GOES_ON = re.compile(r"(?:(?:, |; )(?:[XCDOF][\ue000-\uf8ff] )){0,6}(?:, |; )?(?:or|and/or) [XCDOF][\ue000-\uf8ff] ")


_OF_OTHERS = re.compile(r"^(?:(?:with|who|having|that)\b|patient (?:with|who)\b)")


@MIXED.rule("[<P:who>] <FX:one> [,] and [<P:others>] <CO:other>", gives="X")
def and_patients_with(found: Found) -> object:
    """ "Patients unable to swallow and patients with bowel disease", among what keeps out: each of them."""
    string = found.match.string
    if not found.draft.denied or string[: found.match.start()].strip() or string[found.match.end() :].strip(" ."):
        return None
    said = found.draft.spoken(f"{string[found.match.start('other') - 1]}{found.match['other']} ")
    if _OF_OTHERS.match(said) is None:
        return None
    one, other = criterion_of(found.any("one"), denied=True), criterion_of(found.any("other"), denied=True)
    if isinstance(one, HasSex) or is_disease(one) or is_disease(other):
        return None
    return any_of((one, other))


@MIXED.rule(
    "<XCDO:one> {or|, or|and/or|, and/or|; or|; and/or} <XCDO:other>",
    "<XCDO:one> {,|;} <XCDO:other>",
    gives="X",
    again=True,
)
def either(found: Found) -> object:
    """ "LVEF < 50 % or heart failure": each of them keeps out."""
    if not found.draft.denied:
        return None
    string, words = found.match.string, found.words.split()
    letters = {string[found.match.start(name) - 1] for name in ("one", "other")}
    if "X" not in letters:
        return None
    last = found.any("other")
    listed = isinstance(last, Several) and last.joint == "or"
    if not listed and not {"or", "and/or"}.intersection(words) and _GOES_ON.match(string, found.match.end()) is None:
        return None
    one, other = criterion_of(found.any("one"), denied=True), criterion_of(found.any("other"), denied=True)
    if not (asks_for_values(one) or asks_for_values(other)):
        return None
    if isinstance(one, HasSex) or isinstance(other, HasSex) or is_disease(one) or is_disease(other):
        return None
    behind = string[found.match.end() :].split()
    if behind and behind[0] not in (",", ";", ".", "or", "and/or"):
        return None
    before = string[: found.match.start()].split()
    if before and before[-1] not in (",", ";", ":", "or"):
        return None
    return any_of((one, other))
