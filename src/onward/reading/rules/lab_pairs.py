"""Two limits behind two names: "creatinine or creatinine clearance ≤ 1.5 x ULN or ≥ 30 mL/min", "haemoglobin: men > 9, women > 8"."""

from __future__ import annotations

from onward.criteria import Criterion
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import Analytes, lab, names_of
from onward.reading.things import any_of

LAB_PAIRS = Stage("two limits behind two names")
rule = LAB_PAIRS.rule

_CLEARANCE = frozenset({"creatinine clearance", "eGFR"})


@rule("<L> [:|must be|is|of|level] <R> {or|, or|; or} <R:other>", gives="X")
def each_its_own(found: Found) -> object:
    """ "creatinine or clearance ≤ 1.5 x ULN or ≥ 30 mL/min": each has the limit that fits it."""
    analytes = names_of(found.any("L"))
    if analytes is None or analytes.joint != "or" or analytes.names[0] != "creatinine" or found.draft.denied:
        return None
    if not set(analytes.names[1:]) <= _CLEARANCE:
        return None
    one, other = found.take("R", Bound), found.take("other", Bound)
    if one.high is None or one.low is not None or other.low is None or other.high is not None:
        return None
    made: list[Criterion] = []
    for name, bound in ((analytes.names[:1], one), (analytes.names[1:], other)):
        value = lab(Analytes(name, "or"), bound)
        if value is None:
            return None
        made.append(value)
    return any_of(tuple(made))
