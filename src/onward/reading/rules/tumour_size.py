"""How large the primary tumour is and how many nodes are involved: "tumor > 2 cm", "1-3 positive nodes"."""

from __future__ import annotations

from typing import cast

from onward.criteria import AllOf, Finding, TnmCategory
from onward.reading.amounts import Bound
from onward.reading.grammar import Found
from onward.reading.rules.limits import Analytes, lab
from onward.reading.rules.tnm import TNM
from onward.reading.things import Fixed, Thing, with_quality

rule = TNM.rule
__all__ = ["TNM"]

_ACROSS = (
    "[in|in its|by] [{greatest|largest|longest|maximum|maximal|any|one|at least one|clinical|single|its greatest|its largest}] "
    "[{diameter|dimension|size|greatest dimension|greatest diameter|largest diameter|largest dimension|longest diameter}]"
)
_IS = (
    "[{of|is|are|must be|should be|measuring|measures|that measures|that is|that are|which is|must measure|with|with size of|with size|with diameter of|with diameter|"
    "size of|of size|diameter of|diameter|sized|has to be|measured|be|measure}]"
)
# Words before a tumour that make it another one than the primary, or one of several.
_NOT_THE_PRIMARY = frozenset(
    [
        "one",
        "single",
        "any",
        "each",
        "target",
        "accessible",
        "of",
        "other",
        "measurable",
        "metastatic",
        "residual",
        "brain",
        "index",
        "all",
        "multiple",
        "two",
        "three",
        "per",
        "between",
        "to",
        "from",
        "if",
        "with",
        "contralateral",
        "second",
        "separate",
        "satellite",
        "no",
        "without",
        "not",
    ]
)


@rule(f"[primary|invasive|breast|invasive breast|the|palpable|index] <J> {_IS} <R> {_ACROSS}", gives="F")
def tumour_size(found: Found) -> object:
    """ "primary tumour larger than 2 cm": measured on images or by the pathologist."""
    bound = found.take("R", Bound)
    units = {one.unit for one in (bound.low, bound.high) if one is not None}
    if not units or not units <= {"cm", "mm"} or found.any("J") != "cancer":
        return None
    before = found.match.string[: found.match.start()].split()
    behind = found.match.string[found.match.end() :].split()
    if (before and before[-1] in _NOT_THE_PRIMARY) or (
        behind and behind[0] in ("from", "of", "away", "apart", "deep", "x")
    ):
        return None
    if not found.words.startswith(("primary", "invasive", "breast", "J")):
        return None
    size = lab(Analytes(("tumour size",), "and"), bound)
    return None if size is None else Fixed(criterion=size)


@rule("<F:tnm> ( [<J>] [size] <R> )", gives="F")
def category_and_size(found: Found) -> object:
    """ "pT1 (2 cm or less)": what the sign says already is said once, else both are asked."""
    tnm, bound = found.any("tnm"), found.take("R", Bound)
    if not isinstance(tnm, Fixed) or tnm.qualities or not isinstance(tnm.criterion, TnmCategory):
        return None
    size = lab(Analytes(("tumour size",), "and"), bound)
    if tnm.criterion.axis != "T" or size is None or found.draft.denied:
        return None
    return Fixed(criterion=AllOf(of=(tnm.criterion, size)))


@rule("<R> [or more] [involved|ipsilateral] <F:nodes>", gives="F")
def so_many_nodes(found: Found) -> object:
    """ "4 or more positive nodes": nodes are involved, and how many a human sees."""
    nodes, bound = found.any("nodes"), found.take("R", Bound)
    if not isinstance(nodes, Fixed) or nodes.criterion != Finding(name="node-positive disease") or nodes.qualities:
        return None
    if bound.low is None or bound.low.unit or bound.low.times or bound.low.value < 1:
        return None
    return with_quality(cast("Thing", nodes), found.draft.spoken(found.words).strip())
