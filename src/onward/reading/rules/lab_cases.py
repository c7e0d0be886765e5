"""Laboratory limits that hold for some people only: liver or bone metastases, Gilbert's syndrome, a raised creatinine.

"AST ≤ 2.5 x ULN (≤ 5 x ULN if liver metastases)", "bilirubin ≤ 1.5 x ULN unless Gilbert's", "creatinine ≤ ULN or
clearance ≥ 60 mL/min for patients with creatinine above ULN", "haemoglobin ≥ 9 g/dL without transfusion within 14 days".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from onward.criteria import AnyOf, Criterion, LabValue, Limits, Not, When
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    GILBERT,
    LIVER_TESTS,
    Case,
    is_closed,
    is_plausible,
    lets_in_more,
    limits_of,
    names_of,
    numbers_of,
    same_side,
)
from onward.reading.things import all_of, any_of

LAB_CASES = Stage("limits for some people")
rule = LAB_CASES.rule


_OPEN = "[,|;|(|:|and|or|but|.|, and|, or|; or|( or|( and|or up to|, up to|( up to|( or up to|up to|; up to|, or up to|, but|. or|, ( or]"
_MAY = "[is allowed|are allowed|allowed|is acceptable|acceptable|is permitted|permitted|will be allowed|is eligible|are eligible|may be allowed|are acceptable|are permitted|will be permitted|is accepted|accepted|will be accepted|is tolerated]"
_THEN = "[,|:|then|, then|, in which case|in which case|, in whom|, who|, whose|, for whom|whose|who|in whom|for whom|, where|where|, then a|, which|( in which case|in this case|, in that case|, in this case|, the|, when|, they|( then]"
_MUST = "[must have|may have|can have|should have|must be|should be|may be|can be|is|are|have|must|may enroll if|may be enrolled if|are eligible if|is eligible if|may be included if|can enroll if|will be allowed|must not exceed|are allowed|should|may|is acceptable up to|limit is|required to have|are required to have|who must have|who may have|who are allowed|are allowed to have|will be|can|are eligible with|level of|value of|values|levels|be|level may be|level must be|level should be|up to|may be up to|can be up to|of|need to be|has to be]"


@rule(
    f"<X> {_OPEN} <R> {_MAY} [,|(] [<P>] <Z> [)]",
    f"<X> {_OPEN} <A> {_MAY} [,|(] <Z> [)]",
    f"<X> {_OPEN} <Z> {_THEN} [<L:named>|<L:named> level|total|it|level|value|limit|both|that|<L:named> value|<P:they>] {_MUST} <R> {_MAY} [)] [)]",
    f"<X> {_OPEN} <Z> {_THEN} [<L:named>|<L:named> level|total|it|level|value|limit|both|that|<L:named> value] {_MUST} <A> {_MAY} [)] [)]",
    gives="X",
)
def other_limit(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN (≤ 5 x ULN with liver metastases)"."""
    for_whom = found.maybe("Z", Case)
    if for_whom is None or isinstance(for_whom.who, Not) or not is_closed(found.words) or _is_limited(found):
        return None
    bound = found.maybe("R", Bound)
    if bound is None:
        if found.draft.denied:
            return None
        bound = bound_of("at_most", found.take("A", Amount))
    labs = limits_of(found.any("X"))
    named = names_of(found.any("named"))
    if named is not None and {one.analyte for one in labs} != set(named.names):
        return None
    return _dependent(found, labs, for_whom.who, bound)


@rule(
    f"<X> {_OPEN} <X:other> {_MAY} [,|(] <Z> [)]",
    f"<X> {_OPEN} <Z> {_THEN} {_MUST} [have|having|total|a] <X:other> {_MAY} [)]",
    f"<X> {_OPEN} [<P>] <Z> {{with|who have|having}} [a] <X:other> {_MAY} [)]",
    gives="X",
)
def other_question(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN except in Gilbert's syndrome, who must have a direct bilirubin ≤ 1.5 x ULN"."""
    for_whom = found.maybe("Z", Case)
    usual, other = limits_of(found.any("X")), limits_of(found.any("other"))
    if for_whom is None or isinstance(for_whom.who, Not) or not usual or not other or not is_closed(found.words):
        return None
    if _is_limited(found):
        return None
    if _goes_on(found):
        return None
    names, others = {one.analyte for one in usual}, {one.analyte for one in other}
    if for_whom.who == GILBERT:
        if names != {"bilirubin"} or not others <= {"bilirubin", "bilirubin direct"}:
            return None
    elif names != others or not others <= LIVER_TESTS:
        return None
    if names == others and not all(
        lets_in_more(one.limits, more.limits, denied=found.draft.denied)
        for one in usual
        for more in other
        if one.analyte == more.analyte and one.times == more.times and one.unit == more.unit
    ):
        return None
    then, otherwise = cast("Criterion", found.any("other")), cast("Criterion", found.any("X"))
    if (
        for_whom.who == GILBERT
        and not for_whom.apart
        and names.isdisjoint(others)
        and re.search(r"X. [,(;]? ?\(? ?or X", found.words)
    ):
        # "... or direct bilirubin normal in Gilbert's syndrome": either of the two.
        return None if found.draft.denied else any_of((otherwise, all_of((GILBERT, then))))
    return When(condition=for_whom.who, then=then, otherwise=otherwise)


@rule(
    "<X> [,|;|(|, (] <Z> {and|with|, with|and with|, and|who have|, who have|in which case|, in which case|provided|, provided|as long as|if|who must have|, who must have|where|, in whom|and if|provided that|only if} [have|the|a] <X:other> [is required|required|is acceptable] [)]",
    gives="X",
)
def no_limit_but(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN unless due to Gilbert's syndrome and direct bilirubin is normal"."""
    for_whom = found.maybe("Z", Case)
    usual, other = found.any("X"), limits_of(found.any("other"))
    if for_whom is None or not for_whom.apart or for_whom.who != GILBERT or not isinstance(usual, LabValue):
        return None
    if usual.analyte != "bilirubin" or {one.analyte for one in other} != {"bilirubin direct"}:
        return None
    if found.draft.denied or not is_closed(found.words):
        return None
    return any_of((usual, all_of((GILBERT, *other))))


@rule("<X> [,|;|(|:|, (] <Z> [is|are] [excluded|allowed|exempt] [)]", gives="X")
def no_limit(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN unless Gilbert's syndrome": the limit, or the exception."""
    for_whom = found.maybe("Z", Case)
    labs = limits_of(found.any("X"))
    if for_whom is None or not for_whom.apart or not labs or not is_closed(found.words) or _goes_on(found):
        return None
    if not {one.analyte for one in labs} <= LIVER_TESTS or (for_whom.who == GILBERT and len(labs) > 1):
        return None
    usual = cast("Criterion", found.any("X"))
    return all_of((usual, Not(of=for_whom.who))) if found.draft.denied else any_of((usual, for_whom.who))


def _dependent(found: Found, labs: tuple[LabValue, ...], who: Criterion, bound: Bound) -> Criterion | None:
    """Each limit with the other one where the case holds."""
    names = {one.analyte for one in labs}
    if not labs or not names <= (LIVER_TESTS if who != GILBERT else {"bilirubin"}):
        return None
    parts: list[Criterion] = []
    for one in labs:
        times, unit = bound.times, bound.unit
        if not times and not unit:
            times, unit = one.times, one.unit
        if times == one.times and unit == one.unit:
            if not lets_in_more(one.limits, bound.limits, denied=found.draft.denied):
                return None
        elif not same_side(one.limits, bound.limits):
            return None
        if not times and not is_plausible(one.analyte, bound.limits, unit):
            return None
        other = LabValue(
            analyte=one.analyte, limits=bound.limits, unit="" if times else unit, times=times,
            within_days=one.within_days,
        )  # fmt: skip
        parts.append(When(condition=who, then=other, otherwise=one))
    usual = found.any("X")
    return any_of(tuple(parts)) if isinstance(usual, AnyOf) else all_of(tuple(parts))


def _is_limited(found: Found) -> bool:
    """Whether the usual limit is itself told for some people only: "in absence of liver metastases, AST ≤ 3 x ULN"."""
    before = found.match.string[: found.match.start()].split()[-8:]
    return not {"absence", "without", "no", "not", "if"}.isdisjoint(before)


_GOING_ON = re.compile(
    r"(?:[,(] )?(?:and|or|with|who|whose|in which|in whom|where|as long as|provided|if|then|but|only|may|must|can)\b(?! (?:aspartate|ast|alt|alkaline|serum))"
)


def _goes_on(found: Found) -> bool:
    """Whether what follows belongs to the exception still: "... unless Gilbert's syndrome and direct bilirubin normal"."""
    behind = found.match.string[found.match.end() :]
    going_on = _GOING_ON.match(behind)
    if going_on is None:
        return False
    next_thing = re.match(r"(?:[,(] )?(?:and|or) X(?P<sign>[\ue000-\uf8ff])", behind)
    if next_thing is None:
        return True
    more = limits_of(found.draft.at(next_thing["sign"]))
    return not more or not {one.analyte for one in more}.isdisjoint({"bilirubin", "bilirubin direct"})


# --- creatinine, or its clearance


_NORMAL = "[institutional|laboratory|local|lower|the|institution|lower institutional|upper institutional|upper] {normal limit|normal range|limit of normal|range of normal|normal value|normal level|normal institutional limit|institutional normal|normal for institution|institutional limit|institution normal limit|normal institutional range|normal}"


@rule(f"<L> [level|value|concentration] [is|are|of] <B> {_NORMAL}", gives="X")
def beyond_normal(found: Found) -> object:
    """ "ejection fraction below normal", "creatinine levels above institutional normal"."""
    analytes = names_of(found.any("L"))
    if analytes is None or len(analytes.names) != 1:
        return None
    name, side, words = analytes.names[0], found.take("B", str), found.words
    if ("lower" in words and side == "above") or ("upper" in words and side == "below"):
        return None
    if side == "above" and "lower" not in words:
        return LabValue(analyte=name, limits=Limits(above=Decimal(1)), times="ULN")
    if side == "below" and name in ("LVEF", "albumin", "platelets", "hemoglobin", "neutrophils", "leukocytes", "lymphocytes"):  # fmt: skip
        return LabValue(analyte=name, limits=Limits(below=Decimal(1)), times="LLN")
    if side == "at_least" and name == "LVEF" and "upper" not in words:
        return LabValue(analyte=name, limits=Limits(at_least=Decimal(1)), times="LLN")
    return None


_CLEARANCE = frozenset({"creatinine clearance", "eGFR"})


def _stands_in(usual: object, other: object, raised: object) -> bool:
    """Whether another test counts where the usual one is raised: clearance for creatinine, direct for total bilirubin."""
    if not (isinstance(usual, LabValue) and isinstance(other, LabValue) and isinstance(raised, LabValue)):
        return False
    low, high = numbers_of(other.limits)
    if usual.analyte != raised.analyte or usual.analyte not in ("creatinine", "bilirubin"):
        return False
    if not (
        (other.analyte in _CLEARANCE and low is not None)
        if usual.analyte == "creatinine"
        else (other.analyte == "bilirubin direct" and high is not None)
    ):
        return False
    most, floor = numbers_of(usual.limits)[1], numbers_of(raised.limits)[0]
    # Between the two limits of the usual test nothing would be said.
    return (
        most is not None
        and floor is not None
        and ((usual.times, usual.unit) != (raised.times, raised.unit) or floor <= most)
    )


@rule(
    "<X> [,|;|(] [and/or|or|or if|if not|or ,|or a|or with] [(] <X:clearance> [,|(] {for|in|if|when|where} [<P>|those] [with|has|have|who have|whose|in whom|with a] [elevated|level of|abnormal] <X:raised> [)] [)]",
    "<X> [,|;] {or|or if} <X:clearance> [,|(] {for|in|if|when|where} [<P>|those] [with|has|have|who have|whose|in whom] <L:outside> outside [of] [institutional] normal [limit|range] [)]",
    gives="X",
)
def clearance_where_raised(found: Found) -> object:
    """ "creatinine ≤ ULN or clearance ≥ 60 mL/min for patients with creatinine above ULN": either."""
    usual, clearance = found.any("X"), found.any("clearance")
    if found.has("outside"):
        names = names_of(found.any("outside"))
        if names is None or names.names != ("creatinine",):
            return None
        raised: object = LabValue(analyte="creatinine", limits=Limits(above=Decimal(1)), times="ULN")
    else:
        raised = found.any("raised")
    if found.draft.denied or not is_closed(found.words):
        return None
    if not _stands_in(usual, clearance, raised):
        return None
    return any_of((cast("Criterion", usual), cast("Criterion", clearance)))


@rule(
    "<X> [,|;|.|(|. or|, or|or|; or|or ,] {if|when|in case|in case of|for <P> with|<P> with|for} <X:raised> [,|then|, then|a|, a|must have|must have a|, in which case|should have|should have a] [(] <X:clearance> [)] [)]",
    gives="X",
)
def clearance_then(found: Found) -> object:
    """ "creatinine ≤ 1.5 x ULN. If creatinine is above 1.5 x ULN, clearance must be ≥ 40 mL/min": either."""
    usual, raised, clearance = found.any("X"), found.any("raised"), found.any("clearance")
    if found.draft.denied or not is_closed(found.words):
        return None
    if not _stands_in(usual, clearance, raised):
        return None
    return any_of((cast("Criterion", usual), cast("Criterion", clearance)))


@rule(
    "<X:both> [,|(] {for|in|if|when|where} [<P>|those] [with|has|have|who have|whose|in whom|with a] [elevated|level of|abnormal] <X:raised> [)]",
    gives="X",
)
def either_where_raised(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN or direct bilirubin ≤ ULN for those with bilirubin > 1.5 x ULN", where both are one thing."""
    both = found.any("both")
    if found.draft.denied or not isinstance(both, AnyOf) or len(both.of) != 2 or not is_closed(found.words):
        return None
    return both if _stands_in(both.of[0], both.of[1], found.any("raised")) else None


@rule(
    "<X:clearance> [,|(] {for|in|if|when|where} [<P>|those] [with|has|have|who have|whose|in whom|with a] [elevated|level of|abnormal] <X:raised> [)]",
    gives="X",
    whole=True,
)
def asked_where_raised(found: Found) -> object:
    """ "clearance ≥ 60 mL/min for patients with creatinine above normal": of those alone."""
    clearance, raised = found.any("clearance"), found.any("raised")
    if found.draft.denied or not is_closed(found.words):
        return None
    if not isinstance(clearance, LabValue) or not isinstance(raised, LabValue):
        return None
    pair = {"creatinine": _CLEARANCE, "bilirubin": frozenset({"bilirubin direct"})}.get(raised.analyte, frozenset())
    if clearance.analyte not in pair or numbers_of(raised.limits)[0] is None:
        return None
    return When(condition=raised, then=clearance)


@rule("<X> {(|( or|, (|, ( or|( and/or|( or a} <X:clearance> )", gives="X")
def clearance_in_brackets(found: Found) -> object:
    """ "creatinine ≤ 1.5 mg/dL (or clearance ≥ 60 mL/min)": either. Without "or" it is not told which counts."""
    usual, clearance = found.any("X"), found.any("clearance")
    if not isinstance(usual, LabValue) or not isinstance(clearance, LabValue) or " or " not in f" {found.words}":
        return None
    if {usual.analyte, clearance.analyte} - {"creatinine"} - _CLEARANCE or usual.analyte == clearance.analyte:
        return None
    return None if found.draft.denied else any_of((usual, clearance))


# --- above or below normal


@rule(
    "<X> {or|, or|and/or|and} [{at least|within|above|≥|<B>|<B> or at}] [institutional|institution|institutions|local|local institutional|laboratory|lab] {lower limit of normal value|lower limit of normal|normal limit|lower limit|normal range|lln|normal|limit of normal|lower <I>|<I>} [for institution|of institution|of facility|of institutional|range|of normal value]",
    gives="X",
)
def or_institutional_limit(found: Found) -> object:
    """ "LVEF ≥ 50 % or institutional lower limit of normal": either."""
    usual = found.any("X")
    if not isinstance(usual, LabValue) or usual.analyte != "LVEF" or found.draft.denied or " and " in found.words:
        return None
    if found.has("I") and found.take("I", str) != "LLN" and "lower" not in found.words.split():
        return None
    side = found.maybe("B", str)
    if numbers_of(usual.limits)[0] is None or side in ("at_most", "below"):
        return None
    limits = Limits(above=Decimal(1)) if side == "above" else Limits(at_least=Decimal(1))
    return any_of((usual, LabValue(analyte="LVEF", limits=limits, times="LLN")))
