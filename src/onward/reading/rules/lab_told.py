"""A limit told twice, dated before, or by whichever of two tests: what stands around limits in further shapes."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, AnyOf, Criterion, LabValue, Limits, When
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.labs import same_in_another_unit
from onward.reading.rules.limits import Analytes, lab, limits_of, names_of, numbers_of
from onward.reading.things import Window, any_of

LAB_OVER = Stage("limits with another sign")


@LAB_OVER.rule("<L> [count|level|value] [of] over <A>", gives="X")
def over(found: Found) -> object:
    """ "platelets over 50,000/uL"."""
    analytes = names_of(found.any("L"))
    return None if analytes is None else lab(analytes, bound_of("above", found.take("A", Amount)))


@LAB_OVER.rule("{total or|total and/or|total /} <L>", gives="L")
def total_or(found: Found) -> object:
    """ "total or direct bilirubin": either."""
    analytes = names_of(found.any("L"))
    if analytes is None or analytes.names != ("bilirubin direct",):
        return None
    return Analytes(("bilirubin", "bilirubin direct"), "or") if found.draft.denied else None


LAB_TOLD = Stage("limits told twice")
rule = LAB_TOLD.rule

rule(
    "<X> [,] [or] ( [or|ie] <R> )",
    "<X> [,] or <R>",
    "<X> [,] or <A:c>",
    gives="X",
)(same_in_another_unit)


@rule(
    "<X> ( {ie|eg|ie ,|that is} [must be|is|should be|must not exceed] [,] <R> )",
    "<X> ( {must be|is|should be} <R> )",
    gives="X",
)
def said_again(found: Found) -> object:
    """ "must not exceed 2 x ULN (i.e., must be ≤ 2 x ULN)": the same limit."""
    value, bound = found.any("X"), found.take("R", Bound)
    bare = value.then if isinstance(value, When) and value.otherwise is None else value
    told = limits_of(bare)
    if not told or not all(_is_same(one.limits, bound.limits) and one.times == bound.times for one in told):
        return None
    return value if all(one.times or one.unit == bound.unit for one in told) else None


def _is_same(one: Limits, other: Limits) -> bool:
    return one == other


@rule("<W> [,|:] [<P>] <X>", gives="X")
def dated_before(found: Found) -> object:
    """ "within 4 weeks before registration, ANC ≥ 1,500/mm3": the limits were measured within that time."""
    window, value = found.take("W", Window), found.any("X")
    if found.match.start() != 0 or window.at_least or window.days is None or window.half_lives is not None:
        return None
    return _dated(cast("Criterion", value), window.days) if limits_of(value) else None


def _dated(value: Criterion, days: int) -> Criterion | None:
    match value:
        case LabValue():
            return replace(value, within_days=days) if value.within_days is None else None
        case AllOf() | AnyOf():
            parts = tuple(_dated(part, days) for part in value.of)
            known = tuple(part for part in parts if part is not None)
            return replace(value, of=known) if len(known) == len(parts) else None
        case _:
            return None


@rule("<L> [level|value] {either|is either|must be either} normal or <R>", gives="X")
def normal_or(found: Found) -> object:
    """ "bilirubin either normal or < 1.5 x ULN": the wider of both."""
    analytes, bound = names_of(found.any("L")), found.take("R", Bound)
    if analytes is None or found.draft.denied or bound.high is None or bound.low is not None or bound.times != "ULN":
        return None
    usual = lab(analytes, bound_of("at_most", Amount(value=bound.high.value / bound.high.value, times="ULN")))
    other = lab(analytes, bound)
    return None if usual is None or other is None else any_of((usual, other))


@rule("<X> or <R>", gives="X")
def either_side_of_normal(found: Found) -> object:
    """ "TSH > ULN or < LLN", among what keeps out."""
    value, bound = found.any("X"), found.take("R", Bound)
    if not isinstance(value, LabValue) or not found.draft.denied or not value.times or not bound.times:
        return None
    if value.times == bound.times or (bound.low is None) == (numbers_of(value.limits)[0] is None):
        return None
    other = lab(Analytes((value.analyte,), ""), bound)
    return None if other is None else any_of((value, other))
