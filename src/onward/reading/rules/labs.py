"""Laboratory values and measured functions: limits, exceptions for liver metastases and Gilbert's, words of a test."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from onward.criteria import Criterion, LabValue, Limits
from onward.knowledge import codes
from onward.reading.amounts import Amount, Bound, bound_of, is_same_amount
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    Analytes,
    joined,
    lab,
    names_of,
)
from onward.reading.things import Window, all_of, any_of

LABS = Stage("laboratory")
rule = LABS.rule


@rule("<L> ( <L:other> )", "<L> [=] [or] ( <L:other> )", gives="L", again=True)
def said_twice(found: Found) -> object:
    """ "AST (SGOT)"; "transaminases (AST and ALT)"."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    if one is None or other is None or set(one.names) != set(other.names):
        return None
    return one


@rule(
    "<L> {and|,|/|, and|and/or|as well as|, as well as} [both|serum|also|either|total] <L:other>", gives="L", again=True
)
def several(found: Found) -> object:
    """ "AST and ALT"."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    return None if one is None or other is None else joined(one, other, found.words)


@rule("<L> {or|, or|, and/or} [serum|total] <L:other>", gives="L", again=True)
def either(found: Found) -> object:
    """ "AST or ALT"."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    if one is None or other is None or (one.joint == "and" and len(one.names) > 1):
        return None
    return Analytes(tuple(dict.fromkeys((*one.names, *other.names))), "or")


_LEVEL = "[laboratory value|test result|test result at screening|level|value|interval|count|concentration|result|test|measurement|rate] [by {muga|echo} [scan] [or|/|and/or] [muga|echo|echocardiogram|multigated acquisition]]"
_IS = "[must|should|shall|will|has to|needs to|that|which] [be|is|are|of|:|=|was|were|is at|are at|have|being|remain] [at|in|of]"
_BY = (
    "{by|as measured by|measured by|as determined by|determined by|on|as assessed by|assessed by|via|using|calculated by|according to|calculated using|"
    "as calculated by|per|based on|as evidenced by|documented by|obtained by|estimated by|as estimated by|estimated using|confirmed by|evaluated by|"
    "calculated according to|as calculated using|calculated with|by either|with|from|as measured with|performed by|by means of|estimated according to}"
)
_TOOL = (
    "{cardiac echocardiogram|cardiac echo|cardiac muga|nuclear medicine gated study|echocardiogram|echo|muga|echocardiography|multigated acquisition|multi gated acquisition|multiple gated acquisition|cockcroft gault|cockroft gault|"
    "cockcroft and gault|cockroft and gault|cockcroft|ecg|ekg|electrocardiogram|12 lead ecg|<N> lead ecg|fridericia|fridericias|bazett|cardiac ultrasound|"
    "ckdepi|ultrasound|24 hour urine collection|24 hour urine|<N:hours> hour urine collection|<T> urine collection|<T:time> urine|cardiac mri|mri|mdrd|ckd epi|modified mdrd|"
    "<N:dim> d echocardiogram|2d echocardiogram|<N:dims> dimensional echocardiogram|radionuclide ventriculography|transthoracic echocardiogram|tte|nuclear scan|"
    "multigated radionuclide angiography|multiple uptake gated acquisition|comparable method|equivalent|other modality|nuclear study|standard of care|scan|"
    "institutional standard|validated prediction equation|validated equation|validated formula|validated method|schwartz formula|schwartz|similar equation|similar formula|similar method|other formula|equivalent method|other method|chronic kidney disease epidemiology collaboration}"
)
_TOOLS = f"{_TOOL} [( {{echo|muga|ecg|ekg|mdrd}} [scan] )] [scan|formula|equation|method|correction]"
BY_METHOD = f"{_BY} [either|standard|baseline|screening|formula of|an|triplicate|local] {_TOOLS}"


@rule(
    BY_METHOD,
    "{measured|calculated|either measured|actual} or <Z:measured>",
    "( as estimated by method of {cockcroft and gault|cockcroft gault} )",
    "( {either|as|calculated or|measured or} <Z:measured> )",
    "( {cockcroft gault|cockroft gault|cockcroft and gault|muga or echo|echo or muga|muga|echo|fridericia} [formula|equation|method|scan] )",
    gives="Z",
)
def method(_found: Found) -> object:
    """How it was measured: says nothing about the limit."""
    return "method"


@rule(
    "<Z> {or|and/or|/|and|,} [by|with|a] {cardiac echocardiogram|cardiac echo|cardiac muga|nuclear medicine gated study|echocardiogram|echo|muga|echocardiography|multigated acquisition|multi gated acquisition|multiple gated acquisition|24 hour urine collection|comparable method|equivalent|similar equation|similar formula|similar method|other formula|mri} [( {echo|muga} [scan] )] [scan]",
    "<Z> {or|and/or|,} <Z:other>",
    gives="Z",
    again=True,
)
def methods(_found: Found) -> object:
    """ "by MUGA or echocardiogram"."""
    return "method"


@rule(
    f"<L> {_LEVEL} [<Z>] {_IS} <R> [<Z:after>] [<W>]",
    f"<L> {_LEVEL} [<Z>] [(] [performed|obtained|measured|done|drawn|determined|assessed] <W> [)] {_IS} <R> [<Z:after>]",
    f"<L> {_LEVEL} ( <Z> ) {_IS} <R> [<W>]",
    f"<R> <L> {_LEVEL} [<Z>] [<W>]",
    f"<L> {_LEVEL} [<Z>] ( <R> ) [<Z:after>] [<W>]",
    f"<L> {_LEVEL} [<Z>] {_IS} <A:span> [<Z:after>] [<W>]",
    gives="X",
)
def value(found: Found) -> object:
    """ "ANC ≥ 1.5 x 10^9/L"."""
    analytes = names_of(found.any("L"))
    bound = found.maybe("R", Bound)
    if analytes is None or bound is None:
        return None
    window = found.maybe("W", Window)
    if window is not None and (window.at_least or window.half_lives is not None):
        return None
    names = found.draft.spoken(f"L{found.sign('L')} ").split()
    if found.draft.denied and len(analytes.names) > 1 and "and" not in names:
        # "AST/ALT > 3 x ULN", "transaminases > 3 x ULN" among what keeps out: either of them.
        analytes = Analytes(analytes.names, "or")
    days = None if window is None else window.days
    criterion = lab(analytes, bound, days)
    low_is_bad = found.draft.denied and bound.high is not None and bound.low is None
    if low_is_bad and criterion is not None and analytes.joint == "or" and _UPPER_MATTERS.isdisjoint(analytes.names):
        # "FEV1 or DLCO < 50 %" among what keeps out: one of them that is low.
        return any_of(tuple(cast("Criterion", lab(Analytes((name,), "or"), bound, days)) for name in analytes.names))
    return criterion


@rule(
    "<L> [level|value|count|function test] [must be|should be|is|are|to be|of] [all] within <A>",
    "<L> [level|value|count] [must be|should be|is|are|to be|of] [all] within <I>",
    gives="X",
)
def within_times(found: Found) -> object:
    """ "creatinine within 1.5 times the upper limit of normal"."""
    analytes, amount = names_of(found.any("L")), found.maybe("A", Amount)
    if found.has("I"):
        amount = Amount(value=Decimal(1), times="ULN") if found.take("I", str) == "ULN" else None
    if analytes is None or amount is None or amount.times != "ULN" or found.draft.denied:
        return None
    return lab(analytes, bound_of("at_most", amount))


_NORMAL_RANGE = (
    "{normal limit of institution|normal limit for institution|normal institutional limit|normal institutional range|normal laboratory limit|normal laboratory range|normal reference range|institutional normal limit|institutional normal range|"
    "institutional limit of normal|institutional normal|normal limit|normal range|limit of normal|range of normal|normal value|normal}"
)


@rule(
    f"<L> {_LEVEL} {_IS} {{within|in}} [institutional|laboratory|local|institution] {_NORMAL_RANGE}",
    f"<L> {_LEVEL} {_IS} {{normal|wnl|within normal}} [limit|range]",
    "normal [serum|total] <L>",
    f"<L> {_LEVEL} {_IS} within <I:limit>",
    "<L> {within|in} {normal limit|normal range|limit of normal|institutional normal limit|normal}",
    gives="X",
)
def normal(found: Found) -> object:
    """ "bilirubin within normal limits": on the side on which it matters."""
    analytes = names_of(found.any("L"))
    if analytes is None or (found.has("limit") and found.any("limit") != "NL"):
        return None
    parts: list[Criterion] = []
    for name in analytes.names:
        if name in _UPPER_MATTERS:
            parts.append(LabValue(analyte=name, limits=Limits(at_most=Decimal(1)), times="ULN"))
        elif name in _LOWER_MATTERS:
            parts.append(LabValue(analyte=name, limits=Limits(at_least=Decimal(1)), times="LLN"))
        elif name in _BOTH_MATTER:
            parts.append(LabValue(analyte=name, limits=Limits(at_least=Decimal(1)), times="LLN"))
            parts.append(LabValue(analyte=name, limits=Limits(at_most=Decimal(1)), times="ULN"))
        else:
            return None
    return all_of(tuple(parts))


_UPPER_MATTERS = frozenset(
    {"bilirubin", "bilirubin direct", "AST", "ALT", "alkaline phosphatase", "GGT", "LDH", "creatinine", "INR", "aPTT", "prothrombin time", "lipase", "amylase", "creatine kinase", "urea nitrogen"}
)  # fmt: skip
_LOWER_MATTERS = frozenset({"LVEF", "albumin"})
_BOTH_MATTER = frozenset(
    {"calcium", "calcium corrected for albumin", "potassium", "magnesium", "sodium", "phosphate", "TSH", "cortisol", "leukocytes", "neutrophils", "platelets", "hemoglobin"}
)  # fmt: skip


@rule(
    "<X> [,] [or] ( [or|ie] <R> )",
    "<X> [,] or <R>",
    "<X> ( <A> )",
    "<X> / <R>",
    "<X> ( or <A:b> )",
    "<X> or <A:c>",
    "<X> / <A:c>",
    gives="X",
)
def same_in_another_unit(found: Found) -> object:
    """ "creatinine ≤ 1.5 mg/dL (133 µmol/L)"."""
    criterion = found.any("X")
    if not isinstance(criterion, LabValue) or criterion.times:
        return None
    limits = criterion.limits
    numbers = [n for n in (limits.at_least, limits.above, limits.at_most, limits.below) if n is not None]
    bound = found.maybe("R", Bound)
    if bound is not None:
        other = bound.low or bound.high
        if bound.low is not None and bound.high is not None:
            return None
    else:
        other = found.maybe("A", Amount) or found.maybe("b", Amount) or found.maybe("c", Amount)
    if other is None or len(numbers) != 1 or not other.unit:
        return None
    mine = Amount(value=numbers[0], unit=criterion.unit)
    return criterion if is_same_amount(mine, other, _molar_mass_g_per_mol(criterion.analyte)) else None


def _molar_mass_g_per_mol(analyte: str) -> Decimal | None:
    """From the code tables, to see that two limits in two units are one."""
    known = codes().analytes.by_name.get(_SAME_SUBSTANCE.get(analyte, analyte))
    return None if known is None else known.molar_mass_g_per_mol


# Tests of the reader that the code tables have no mass of: the substance is that of another.
_SAME_SUBSTANCE = {
    "glucose fasting": "glucose",
    "calcium corrected for albumin": "calcium",
    "bilirubin direct": "bilirubin",
}
