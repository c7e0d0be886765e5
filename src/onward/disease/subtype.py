"""The subtype: which specimen counts, and hormone receptors and HER2 in the clinic's words (disease/receptors,
subtype-*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.disease.her2 import call_of
from onward.disease.her2_ihc import NOT_POSITIVE
from onward.disease.her2_ihc import POSITIVE as HER2_POSITIVE
from onward.disease.picture import ReceptorCall, Subtype
from onward.disease.receptors import Called, Receptors
from onward.disease.receptors_hormone import LOW, NEGATIVE, POSITIVE
from onward.disease.receptors_percent import Stained, stained_of
from onward.disease.receptors_reading import CANNOT_BE_TOLD
from onward.disease.receptors_specimen import Specimen
from onward.knowledge import ReceptorRules
from onward.terms import Truth, is_before
from onward.timeline import Marker, SpecimenKind

_HORMONE_ASK = "What are ER and PR? Receptors on the newest metastasis that can be biopsied."
_HER2_ASK = "What is HER2? IHC, and ISH where IHC is 2+, on the newest metastasis that can be biopsied."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half:
    """One half of the subtype: its code, its words, the calls it rests on and what would settle it."""

    code: str
    plain: str
    calls: tuple[Called, ...]
    settle: str = ""


def choose_subtype(receptors: Receptors, rules: ReceptorRules) -> Subtype:
    """The subtype by the newest metastasis that tells, else by the newest other specimen."""
    hormone = _hormone(receptors.called, rules)
    her2 = _her2(receptors.called, rules)
    return Subtype(
        code=f"{hormone.code}/{her2.code}",
        plain=_plain(hormone, her2),
        because=_because(hormone, her2),
        rule=_rule(hormone, her2),
        from_calls=tuple(one.call for one in (*hormone.calls, *her2.calls)),
        settle=" ".join(half.settle for half in (hormone, her2) if half.settle),
    )


# --- which specimen counts


def _best(specimens: Sequence[Specimen]) -> list[Specimen]:
    """The best-ranked: metastases before others, dated before undated, and those of which none is surely newer."""
    metastases = [specimen for specimen in specimens if specimen.kind is SpecimenKind.METASTASIS]
    ranked = metastases or list(specimens)
    dated = [(specimen.date, specimen) for specimen in ranked if specimen.date is not None]
    if not dated:
        return ranked
    return [specimen for when, specimen in dated if not any(is_before(when, other) is Truth.YES for other, _ in dated)]


# --- hormone receptors


def _hormone(called: Sequence[Called], rules: ReceptorRules) -> _Half:
    by_specimen: dict[Specimen, dict[Marker, Called]] = {}
    for one in called:
        if one.call.marker is not Marker.HER2:
            by_specimen.setdefault(one.specimen, {})[one.call.marker] = one
    telling = [specimen for specimen, found in by_specimen.items() if _tells(found)]
    best = _best(telling)
    codes = {_hormone_code(by_specimen[specimen]) for specimen in best}
    code = codes.pop() if len(codes) == 1 else "HR?"
    calls = tuple(one for specimen in best for one in by_specimen[specimen].values())
    return _Half(
        code=code,
        plain=rules.hormone_words[code] + _low_positive(calls, code),
        calls=calls,
        settle=_HORMONE_ASK if code == "HR?" else "",
    )


def _tells(found: dict[Marker, Called]) -> bool:
    er, pr = found.get(Marker.ER), found.get(Marker.PR)
    return (er is not None and er.call.call != CANNOT_BE_TOLD) or (pr is not None and pr.call.call == POSITIVE)


def _hormone_code(found: dict[Marker, Called]) -> str:
    er = found[Marker.ER].call.call if Marker.ER in found else ""
    pr = found[Marker.PR].call.call if Marker.PR in found else ""
    if er in (POSITIVE, LOW) or pr == POSITIVE:
        return "HR+"
    return "HR-" if er == NEGATIVE and pr == NEGATIVE else "HR?"


def _low_positive(calls: Sequence[Called], code: str) -> str:
    er = {one.call.call for one in calls if one.call.marker is Marker.ER}
    return ", ER low positive" if code == "HR+" and er == {LOW} else ""


# --- HER2


def _her2(called: Sequence[Called], rules: ReceptorRules) -> _Half:
    told = {one.specimen: one for one in called if one.call.marker is Marker.HER2 and one.call.call != CANNOT_BE_TOLD}
    best = [told[specimen] for specimen in _best(list(told))]
    words = rules.her2_words[_agreed(best)]
    return _Half(
        code=words.code, plain=words.plain, calls=tuple(best), settle=_HER2_ASK if words.code == "HER2?" else ""
    )


def _agreed(best: Sequence[Called]) -> str:
    """The call as far as specimens of one time agree (subtype-same-time)."""
    calls = {one.call.call for one in best}
    if len(calls) == 1:
        return calls.pop()
    if best and all(one.possible <= NOT_POSITIVE for one in best):
        return call_of(NOT_POSITIVE, only_negative=True)
    return CANNOT_BE_TOLD


# --- in words


def _plain(hormone: _Half, her2: _Half) -> str:
    negative = bool(her2.calls) and all(HER2_POSITIVE not in one.possible for one in her2.calls)
    if hormone.code == "HR-" and negative and her2.code != "HER2?":
        bare = her2.code == "HER2-" and her2.plain == "HER2-negative"
        return "triple negative" if bare else f"triple negative, {her2.plain}"
    return f"{hormone.plain}, {her2.plain}"


def _rule(hormone: _Half, her2: _Half) -> str:
    if len({one.specimen for one in hormone.calls}) > 1 or len({one.specimen for one in her2.calls}) > 1:
        return "subtype-same-time"
    if hormone.calls or her2.calls:
        return "subtype-specimen"
    return "subtype-hr"


def _because(hormone: _Half, her2: _Half) -> str:
    parts = [_rests_on("Hormone receptors", hormone), _rests_on("HER2", her2)]
    caveats = dict.fromkeys(
        "Decalcification of bone can make a result falsely negative."
        for one in (*hormone.calls, *her2.calls)
        if "decalcification" in one.call.because
    )
    return " ".join((*parts, *caveats))


def _rests_on(name: str, half: _Half) -> str:
    specimens = list(dict.fromkeys(one.specimen for one in half.calls))
    if not specimens:
        verb = "are" if name.endswith("s") else "is"
        return f"{name} {verb} not told by any specimen."
    rests = "rest" if name.endswith("s") else "rests"
    words = " and ".join(specimen.words for specimen in specimens)
    differ = " which do not agree" if len(specimens) > 1 and half.settle else ""
    return f"{name} {rests} on {words}{differ}."


def er_percent(subtype: Subtype, rules: ReceptorRules) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest percentage of ER of the specimens that count; None when none gives a percentage."""
    found = [stained for call in subtype.from_calls for stained in _percents(call, rules)]
    if not found:
        return None
    return min(stained.low for stained in found), max(stained.high for stained in found)


def _percents(call: ReceptorCall, rules: ReceptorRules) -> list[Stained]:
    if call.marker is not Marker.ER:
        return []
    told = (stained_of(result, rules) for result in call.inputs)
    return [stained for stained in told if isinstance(stained, Stained) and stained.scale == "percent"]
