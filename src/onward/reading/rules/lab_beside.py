"""Limits that hold for those alone who do not take something, and what stands for a limit that is not met.

"INR ≤ 1.5 if not on anticoagulants", "haemoglobin ≥ 10 g/dL (lower is acceptable if corrected by transfusion)",
"unless there are bone metastases, in which case the liver-specific alkaline phosphatase is used".
"""

from __future__ import annotations

from typing import cast

from onward.criteria import AllOf, AskHuman, Criterion, LabValue, Not, Takes
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import BONE, Analytes, Case, asks_for_values, lab, last_limits, limits_of, names_of
from onward.reading.things import JUDGED, Treated, all_of, any_of

LAB_BESIDE = Stage("limits of those who do not take something")
rule = LAB_BESIDE.rule

_CLOTTING = frozenset({"INR", "aPTT", "prothrombin time"})


def _asked(found: Found, words: str) -> AskHuman:
    return AskHuman(question=f"Is it so: {found.draft.spoken(words).strip(' ,;().')}?", because=JUDGED)


@rule(
    "<X> [,|(|;] {if|provided|provided that|as long as|for those|for patient} [<P>] [who] <X:free> [)]",
    "[for|in] [<P>] [who are] <X:free> [,] {must have|should have|must have adequate|:} [a|an] <X>",
    gives="X",
)
def of_those_without(found: Found) -> object:
    """ "INR ≤ 1.5 if not receiving anticoagulants": whoever takes them is asked for nothing."""
    value, free = found.any("X"), found.any("free")
    if found.draft.denied or not isinstance(free, Not) or not isinstance(free.of, Takes):
        return None
    if not limits_of(value) or found.words.count("(") != found.words.count(")"):
        return None
    text = found.match.string
    if text[: found.match.start()].endswith(("and ", ", ", "or ")) or text[found.match.end() :].startswith(
        ("and ", ", X")
    ):
        # Its neighbours in a list come to it first.
        return None
    labs = limits_of(value)
    if {one.analyte for one in labs} <= _CLOTTING:
        return any_of((free.of, cast("Criterion", value)))
    if not isinstance(value, AllOf) or "if" not in found.words.split()[1:3]:
        return None
    # Of a list the tests of clotting alone are meant.
    before = tuple(one for one in labs if one.analyte not in _CLOTTING)
    clotting = tuple(one for one in labs if one.analyte in _CLOTTING)
    return all_of((*before, any_of((free.of, all_of(clotting))))) if clotting else None


@rule(
    "<X> [,|;] or [if] [<P>] <D> and [<L>] [is|are] [within|in] [target|therapeutic] {range [of therapy]|therapeutic range|range for anticoagulation} [of anticoagulant]",
    "<X> [,|;] or {therapeutic level|therapeutic range|therapeutic value|in therapeutic range} {in|if|for} [those|<P>] <D>",
    "<X> in absence of <D> [,] or {therapeutic level|therapeutic range|therapeutic value} [in] <D:other>",
    gives="X",
)
def or_within_range(found: Found) -> object:
    """ "aPTT ≤ 1.5 x ULN, or if on anticoagulants within the target range": then a human says whether it is."""
    value, drugs = found.any("X"), found.any("other") if found.has("other") else found.any("D")
    labs = limits_of(value)
    if found.draft.denied or not labs or not {one.analyte for one in labs} <= _CLOTTING:
        return None
    if not isinstance(drugs, Treated) or drugs.window is not None:
        return None
    in_range = AskHuman(question="Is the clotting test within the range that the treatment aims at?", because=JUDGED)
    return any_of((cast("Criterion", value), all_of((Takes(drugs=drugs.drugs), in_range))))


@rule(
    "<X> ( [a] <X:low> [is|are] {acceptable|allowed|permitted} {if|when|provided} ... )",
    gives="X",
)
def lower_if_corrected(found: Found) -> object:
    """ "haemoglobin ≥ 10 g/dL (below 10 is acceptable if corrected by transfusion)"."""
    value, low = found.any("X"), found.any("low")
    if found.draft.denied or not isinstance(low, LabValue) or not asks_for_values(value):
        return None
    before, last = last_limits(cast("Criterion", value))
    if not isinstance(last, LabValue) or last.analyte != low.analyte or found.words.count("(") != 1:
        return None
    return all_of((*before, any_of((last, _asked(found, found.match[0].split("( ", 1)[1])))))


@rule(
    "<X> [,|;] [(] <Z> [,] in which case <Y> specific <L> must be separated from total and used to assess <Y:b> function instead of total <L:c> [)]",
    gives="X",
)
def specific_to_the_liver(found: Found) -> object:
    """ "unless there are bone metastases, in which case the liver-specific alkaline phosphatase must be used"."""
    value, case, analytes = found.any("X"), found.maybe("Z", Case), names_of(found.any("L"))
    if found.draft.denied or case is None or case.who != BONE or not isinstance(value, AllOf):
        return None
    if analytes is None or analytes.names != ("alkaline phosphatase",) or not asks_for_values(value):
        return None
    asked = AskHuman(question="Is the liver-specific alkaline phosphatase within the limit?", because=JUDGED)
    instead = all_of((BONE, asked))
    made = tuple(any_of((one, instead)) if "alkaline phosphatase" in repr(one) else one for one in value.of)
    return all_of(made) if made != value.of else None


@rule(
    "<X> {is|are} {not eligible|ineligible|excluded|not allowed} [for|from|to] [this|the] [study|trial|participate|participation]",
    gives="X",
)
def are_kept_out(found: Found) -> object:
    """ "ALT > 2.5 x ULN are not eligible", among what keeps out."""
    value = found.any("X")
    return value if found.draft.denied and limits_of(value) else None


@rule("<X> if <X:cond> [,|;] or <L> {may be|is|must be|can be} <R> if <X:other>", gives="X")
def one_for_the_other(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN if alkaline phosphatase is normal, or alkaline phosphatase up to 4 x ULN if AST is normal"."""
    parts = [found.any(name) for name in ("X", "cond", "other")]
    analytes, bound = names_of(found.any("L")), found.take("R", Bound)
    if found.draft.denied or analytes is None or not all(limits_of(one) for one in parts):
        return None
    limit = lab(Analytes(analytes.names, "and"), bound)
    if limit is None or bound.low is not None:
        return None
    first, cond, other = (cast("Criterion", one) for one in parts)
    return any_of((all_of((first, cond)), all_of((limit, other))))


@rule("<X> {.|;|,} <X:bad>", gives="X", whole=True)
def and_not(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN. If AST > 1.5 x ULN together with alkaline phosphatase > 2.5 x ULN, she is not eligible"."""
    value, bad = found.any("X"), found.any("bad")
    if found.draft.denied or not isinstance(bad, Not) or not asks_for_values(bad) or not asks_for_values(value):
        return None
    return all_of((cast("Criterion", value), bad))
