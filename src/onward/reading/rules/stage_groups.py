"""How a cancer is known to be one, and its stage group: "histologically confirmed", "stage II to IIIB"."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import Criterion
from onward.criteria import Stage as StageGroup
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.tnm import is_tnm
from onward.reading.things import Fixed, all_of, any_of

STAGE_GROUPS = Stage("stage groups")
rule = STAGE_GROUPS.rule

_HOW = "{oncologist|physician|surgically|histologically|cytologically|pathologically|histopathologically|histological|cytological|pathologic|pathological|histologic|histology|cytology|biopsy|microscopically|tissue|radiologically|radiographically|clinically|cytologic|pathology|laboratory|locally|centrally|histo cytologically|molecularly|previously}"


@rule(
    f"{{that is|which is|that has been|which has been|that was}} {_HOW} [{{and/or|or|and|/}} {_HOW}] {{confirmed|proven|documented|verified}}",
    f"{_HOW} [{{and/or|or|and|/|, or|, and|,}} {_HOW}] [{{and/or|or|and|/}} {_HOW}] {{confirmed and documented|confirmed and newly diagnosed|proven and documented|documented and confirmed|and documented|and newly diagnosed|confirmed|proven|documented|verified|diagnosed|determined|established|confirmation of|confirmed diagnosis of|proof of|defined|evidence of|diagnosis of|proved|proven diagnosis of|documented diagnosis of|established diagnosis of|diagnosed with}} [evidence of|diagnosis of|,|new|newly diagnosed|case of|to have]",
    "{biopsy|tissue|histology} {proven|confirmed|documented}",
    "{histologically|pathologically|cytologically} {document|confirm|diagnosis of|diagnosis}",
    "{centrally|locally} confirmed",
    gives="",
)
def confirmed(found: Found) -> object:
    """ "histologically or cytologically confirmed": how a disease is known adds nothing, but to be without proof does."""
    before = found.match.string[: found.match.start()].split()
    return None if before and before[-1] in ("without", "no", "lack", "absence", "lacking") else ""


# --- stages

_ROMAN = "{0|i|ii|iii|iv|ia|ib|ic|iia|iib|iic|iiia|iiib|iiic|iva|ivb|1a|1b|1c|2a|2b|2c|3a|3b|3c|4a|4b|<N>}"
_GROUPS = ("0", "I", "II", "III", "IV")


_THEN = "{-|to|through|,|/|or|and|, or|, and|and/or|, or,}"


# "Stage I (T1N0), IIA (T2N0)": each with a bracket of its own; none of them is asked for by itself.
_BRACKETS = r"\( (?:[^()]+ )?\) (?:(?:, or|, and|,|;|/|or|and|and/or|; or) )?(?:stage )?"
_GOES_ON = re.compile(_BRACKETS + r"(?:i|ii|iii|iv)[abc]? ")


@rule(
    f"[clinical|pathologic|pathological|tnm|ajcc|anatomic|disease] stage {_ROMAN} [[{_THEN}] [or] [stage] {_ROMAN.replace('<N>', '<N:b>')} [[{_THEN}] [stage] {_ROMAN.replace('<N>', '<N:c>')} [[{_THEN}] [stage] {_ROMAN.replace('<N>', '<N:d>')} [[{_THEN}] [stage] {_ROMAN.replace('<N>', '<N:e>')}]]]] [disease|breast cancer|cancer]",
    gives="F",
)
def stages(found: Found) -> object:
    """ "stage II-III"."""
    if _GOES_ON.match(found.match.string, found.match.end()) is not None:
        return None
    words = found.words
    for name in ("N", "b", "c", "d", "e"):
        sign = found.sign(name)
        if sign is not None:
            words = words.replace(sign, str(found.draft.at(sign)))
    words = words.replace("N0", " 0").replace("N1", " 1").replace("N2", " 2").replace("N3", " 3").replace("N4", " 4")
    listed = [word for word in words.split() if word in _STAGE_WORDS]
    groups = [_STAGE_WORDS[word] for word in listed]
    between = [word for word in words.split() if word in ("-", "to", "through")]
    joined = any(word in words.split() for word in (",", "/", "or", "and", "and/or"))
    if not groups:
        return None
    if len(groups) == 2 and (between or not joined):
        return _span(groups[0], groups[1])
    if between or (len(groups) > 1 and not joined):
        return None
    return Fixed(criterion=StageGroup(groups=tuple(dict.fromkeys(groups))))


_GROUP_OF = r"(?:i|ii|iii|iv)[abc]?"


@STAGE_GROUPS.raw(
    rf"(?<![^ ])(?:(?:clinical|pathologic|anatomic|ajcc) )?stage (?P<listed>{_GROUP_OF} \( F[\ue000-\uf8ff] \) (?:(?:, or|, and|; or|,|;|/|or|and|and/or) (?:stage )?{_GROUP_OF} (?:\( F[\ue000-\uf8ff] \) )?)+)",
    gives="F",
    one_of="stage",
)
def stages_with_brackets(found: Found) -> object:
    """ "stage IIA (T2N0), IIB (T3N0) or IIIA": one of them, each as its bracket narrows it."""
    if re.match(
        rf"\( |(?:, or|, and|; or|,|;|/|or|and|and/or) (?:stage )?{_GROUP_OF} ", found.match.string[found.match.end() :]
    ):
        return None  # it goes on with what is not understood
    ways: list[Criterion] = []
    for group, sign in re.findall(rf"(?<![^ ])({_GROUP_OF}) (?:\( F([\ue000-\uf8ff]) \) )?", found.match["listed"]):
        stage = StageGroup(groups=(_STAGE_WORDS[group],))
        tnm = found.draft.at(sign) if sign else None
        if tnm is not None and not is_tnm(tnm):
            return None
        ways.append(stage if tnm is None else all_of((stage, cast("Fixed", tnm).criterion)))
    return Fixed(criterion=any_of(tuple(ways)))


@rule(
    "[clinical|pathologic|pathological|tnm|ajcc|anatomic|disease] stage <R:span> [disease|breast cancer|cancer]",
    gives="F",
)
def stage_span(found: Found) -> object:
    """ "stage 1-3"."""
    bound = found.take("span", Bound)
    if bound.low is None or bound.high is None or bound.unit or bound.times or bound.low_open or bound.high_open:
        return None
    low, high = str(bound.low.value), str(bound.high.value)
    names = {"0": "0", **{one: _STAGE_WORDS[one] for one in ("1", "2", "3", "4")}}
    return _span(names[low], names[high]) if low in names and high in names else None


_STAGE_WORDS = {
    **{word.lower(): word for word in ("0", "I", "II", "III", "IV", "IA", "IB", "IC", "IIA", "IIB", "IIC", "IIIA", "IIIB", "IIIC", "IVA", "IVB")},
    "1a": "IA", "1b": "IB", "1c": "IC", "2a": "IIA", "2b": "IIB", "2c": "IIC", "3a": "IIIA", "3b": "IIIB", "3c": "IIIC", "4a": "IVA", "4b": "IVB",
    "1": "I", "2": "II", "3": "III", "4": "IV",
}  # fmt: skip
_ORDER = ("0", "I", "IA", "IB", "IC", "II", "IIA", "IIB", "IIC", "III", "IIIA", "IIIB", "IIIC", "IV")


def _span(first: str, last: str) -> object:
    """ "II-III" holds IIA to IIIC; "IIA-IIIB" holds IIA, IIB, IIIA, IIIB."""
    if first not in _ORDER or last not in _ORDER or _ORDER.index(first) >= _ORDER.index(last):
        return None
    if first in _GROUPS and last in _GROUPS:
        groups = _GROUPS[_GROUPS.index(first) : _GROUPS.index(last) + 1]
        return Fixed(criterion=StageGroup(groups=groups))
    inside = _ORDER[_ORDER.index(first) : _ORDER.index(last) + 1]
    narrow = tuple(
        group for group in inside if group not in _GROUPS or group in (first, last, "0", "IV") or group in inside
    )
    kept = tuple(group for group in narrow if group not in _GROUPS or _is_whole(group, inside))
    return Fixed(criterion=StageGroup(groups=kept))


def _is_whole(group: str, inside: tuple[str, ...]) -> bool:
    """Whether all that a group holds lies inside the span."""
    below = [one for one in _ORDER if one.startswith(group) and one.rstrip("ABC") == group]
    return all(one in inside for one in below)
