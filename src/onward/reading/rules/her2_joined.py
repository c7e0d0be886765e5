"""Calls and results of receptors told beside each other, and results that are only told for some or not known yet."""

from __future__ import annotations

from typing import cast

from onward.criteria import AskHuman, Criterion, Her2Ish, Her2Score, Receptor, When
from onward.criteria.receptor_nodes import AskedCall, MarkerName
from onward.reading.grammar import Found
from onward.reading.rules.her2 import HER2, alone, own_definition
from onward.reading.rules.receptors import markers_of
from onward.reading.things import JUDGED, all_of, any_of, negated

rule = HER2.rule
__all__ = ["HER2"]

_ISH = "{fish|ish|cish|sish|dish|in situ hybridization}"


@rule("<I> , <I:other>", gives="I", again=True)
def scores_in_a_row(found: Found) -> object:
    """ "IHC 0, IHC 1+": one of them."""
    one, other = found.any("I"), found.any("other")
    if not isinstance(one, Her2Score) or not isinstance(other, Her2Score) or set(one.scores) & set(other.scores):
        return None
    return Her2Score(scores=tuple(sorted((*one.scores, *other.scores))))


rule("[or|or -] [her2 :|her2] <I> [or]", gives="X", whole=True)(alone)


@rule("<X> {or|, or|and/or|, and/or} [by|defined as|with] <I>", gives="X")
def call_or_result(found: Found) -> object:
    """ "HER2-negative by FISH, or IHC 0 or 1+": the result says what the call says."""
    call, own = found.any("X"), found.any("I")
    if not isinstance(call, Receptor) or call.marker != "HER2":
        return None
    usual = {
        "negative": {Her2Score(scores=("0",)), Her2Score(scores=("1+",)), Her2Score(scores=("0", "1+"))},
        "positive": {Her2Score(scores=("3+",)), Her2Ish(states=("amplified",))},
    }
    kind = "positive" if "positive" in call.calls else "negative"
    return call if own in usual[kind] or own_definition(call, own) == call else None


@rule("<X> must be {determined|confirmed|documented|verified|assessed|tested}", gives="X")
def to_be_shown(found: Found) -> object:
    """ "HER2 overexpression (IHC 3+) must be confirmed"."""
    value = found.any("X")
    ends = found.match.string[found.match.end() :].strip(" .;,") == ""
    return value if isinstance(value, (Receptor, Her2Score)) and ends else None


@rule(
    f"{{if|for|in case of|in}} [<P>] [with] [<K>] <I:score> [status|tumor|disease|score|result] [,] [then] [<K:again>] {_ISH} [result|test] {{must be|should be|has to be|is required to be|must also be}} {{negative|non amplified|not amplified}}",
    f"<P> [with] <I:score> {{must be|must also be|should be|need to be|will need to be}} {{{_ISH[1:-1]}}} {{negative|non amplified}}",
    gives="X",
    whole=True,
)
def settled_by_hybridisation(found: Found) -> object:
    """ "If IHC is 2+, FISH must be negative": asked of those only."""
    score = found.any("score")
    if score != Her2Score(scores=("2+",)) or found.draft.denied:
        return None
    return When(condition=cast("Criterion", score), then=Her2Ish(states=("not amplified",)))


_ANY: dict[str, tuple[AskedCall, ...]] = {
    "ER": ("positive", "low positive", "negative"),
    "PR": ("positive", "negative"),
    "HER2": ("positive", "low", "ultralow", "zero", "negative"),
}


def _known(found: Found) -> tuple[Criterion, ...]:
    names = [own for name in markers_of(found.any("K")).names for own in (("ER", "PR") if name == "HR" else (name,))]
    return tuple(Receptor(marker=cast("MarkerName", name), calls=_ANY[name]) for name in names)


@rule(
    "{unknown|indeterminate} <K> [receptor] {status|statuse|expression}",
    "<K> [receptor] {status|statuse|expression} [is|are] {unknown|not known|unavailable|not available|undetermined}",
    gives="X",
)
def not_known(found: Found) -> object:
    """ "HER2 status unknown", among what keeps out: whoever has a result is not kept out by it."""
    if not found.draft.denied or (len(markers_of(found.any("K")).names) > 1 and "or" in found.words.split()):
        return None
    parts = _known(found)
    return any_of(tuple(map(negated, parts)))


@rule(
    "<K> [receptor] {status|statuse} [in|of] [primary|the primary] [<J>] [is|are|must be] known or pending", gives="X"
)
def known_or_pending(found: Found) -> object:
    """ "receptor status known or pending": who has no result yet is let in while it is on its way."""
    if found.draft.denied:
        return None
    pending = AskHuman(question="Is it so: receptor status is pending?", because=JUDGED)
    return any_of((all_of(_known(found)), pending))
