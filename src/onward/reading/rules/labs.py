"""Laboratory values and measured functions: limits, exceptions for liver metastases and Gilbert's, words of a test."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from onward.criteria import (
    NODES,
    AllOf,
    AnyOf,
    Condition,
    Criterion,
    LabValue,
    Limits,
    MetastaticSites,
    Takes,
    When,
)
from onward.reading.amounts import Amount, Bound, Side, Stretch, bound_of, is_same_amount
from onward.reading.grammar import Found, Stage
from onward.reading.things import Fixed, Ill, Treated, Window, all_of, any_of
from onward.terms import parse_unit

LABS = Stage("laboratory")
rule = LABS.rule

# What each analyte can be measured in: UCUM units that a limit may have; a limit in another unit is not understood.
_COUNTS = ("/uL", "10*9/L", "10*3/uL", "10*6/mL")
_MASS = ("mg/dL", "umol/L", "mmol/L", "mg/L", "g/L")
UNITS_OF: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("neutrophils", "platelets", "leukocytes", "lymphocytes", "CD4 cells"), _COUNTS),
    "hemoglobin": ("g/dL", "g/L", "mmol/L"),
    "creatinine": ("mg/dL", "umol/L", "mmol/L"),
    "creatinine clearance": ("mL/min", "mL/min/{1.73_m2}"),
    "eGFR": ("mL/min", "mL/min/{1.73_m2}"),
    **dict.fromkeys(
        ("bilirubin", "bilirubin direct", "uric acid", "urea nitrogen", "glucose", "glucose fasting"), _MASS
    ),
    **dict.fromkeys(("calcium", "calcium corrected for albumin", "magnesium", "phosphate"), (*_MASS, "mEq/L")),
    **dict.fromkeys(("potassium", "sodium"), ("mmol/L", "mEq/L")),
    **dict.fromkeys(
        ("AST", "ALT", "alkaline phosphatase", "GGT", "LDH", "lipase", "amylase", "creatine kinase"), ("U/L",)
    ),
    "albumin": ("g/dL", "g/L"),
    "INR": ("",),
    "LVEF": ("%",),
    **dict.fromkeys(("QTcF", "QTc (Bazett)", "QTc, method not stated"), ("ms",)),
    **dict.fromkeys(("systolic blood pressure", "diastolic blood pressure"), ("mm[Hg]",)),
    "oxygen saturation": ("%",),
    "heart rate": ("/min",),
    "HbA1c": ("%",),
    **dict.fromkeys(("cholesterol", "triglycerides"), _MASS),
    "body weight": ("kg", "[lb_av]"),
    "BMI": ("kg/m2",),
    "FSH": ("[iU]/L", "m[iU]/mL", "[iU]/mL"),
    "oestradiol": ("pg/mL", "pmol/L"),
    "urine protein to creatinine ratio": ("",),
    "hepatitis B DNA": ("[iU]/mL",),
    "HIV viral load": ("{copies}/mL",),
    "tumour size": ("cm", "mm"),
    "fibrinogen": ("mg/dL", "g/L"),
    "cortisol": ("ug/dL", "nmol/L"),
    "hematocrit": ("%",),
    "body temperature": ("Cel", "[degF]"),
    "TSH": ("m[iU]/L",),
}
# A blood count without a unit: a limit of some hundreds or more can only be per microlitre.
_COUNTED = frozenset({"neutrophils", "platelets", "leukocytes", "lymphocytes", "CD4 cells"})
_PER_MICROLITRE_FROM = Decimal(100)
# A unit that is left out because there is only one in use. Creatinine, bilirubin and haemoglobin have several.
_ONLY_UNIT = {
    "INR": "1",
    "LVEF": "%",
    "systolic blood pressure": "mm[Hg]",
    "diastolic blood pressure": "mm[Hg]",
    "urine protein to creatinine ratio": "1",
    "BMI": "kg/m2",
    "creatinine clearance": "",
}
# Limits outside these cannot be meant so: a sign or a unit was lost on the way.
_PLAUSIBLE_ULN = (Decimal("0.3"), Decimal(25))


@dataclass(frozen=True, slots=True)
class Analytes:
    """Several analytes under one limit; `joint` as the words have it."""

    names: tuple[str, ...]
    joint: str


def names_of(value: object) -> Analytes | None:
    """The analytes of a thing of class L."""
    if isinstance(value, Analytes):
        return value
    if isinstance(value, tuple):
        return Analytes(cast("tuple[str, ...]", value), "and")
    return None


@rule("<L> ( <L:other> )", "<L> [=] [or] ( <L:other> )", gives="L", again=True)
def said_twice(found: Found) -> object:
    """ "AST (SGOT)"; "transaminases (AST and ALT)"."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    if one is None or other is None or set(one.names) != set(other.names):
        return None
    return one


@rule("<L> {and|,|/|, and|and/or|as well as} [both] <L:other>", gives="L", again=True)
def several(found: Found) -> object:
    """ "AST and ALT"."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    if one is None or other is None or "or" in (one.joint, other.joint):
        return None
    return Analytes(tuple(dict.fromkeys((*one.names, *other.names))), "and")


@rule("<L> {or|, or} <L:other>", gives="L", again=True)
def either(found: Found) -> object:
    """ "AST or ALT"."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    if one is None or other is None or (one.joint == "and" and len(one.names) > 1):
        return None
    return Analytes(tuple(dict.fromkeys((*one.names, *other.names))), "or")


_LEVEL = "[laboratory value|level|value|count|concentration|result|test|measurement|rate] [by {muga|echo} [scan] [or|/|and/or] [muga|echo|echocardiogram|multigated acquisition]]"
_IS = "[must|should|shall|will|has to|needs to] [be|is|are|of|:|=|was|were|is at|are at|have|being|remain] [at|in|of]"
_BY = (
    "{by|as measured by|measured by|as determined by|determined by|on|as assessed by|assessed by|via|using|calculated by|according to|calculated using|"
    "as calculated by|per|based on|as evidenced by|documented by|obtained by|estimated by|as estimated by|estimated using|confirmed by|evaluated by|"
    "calculated according to|as calculated using|calculated with|by either|with|from|as measured with|performed by|by means of|estimated according to}"
)
_TOOL = (
    "{cardiac echocardiogram|cardiac echo|cardiac muga|nuclear medicine gated study|echocardiogram|echo|muga|echocardiography|multigated acquisition|multi gated acquisition|multiple gated acquisition|cockcroft gault|cockroft gault|"
    "cockcroft and gault|cockroft and gault|cockcroft|ecg|ekg|electrocardiogram|12 lead ecg|<N> lead ecg|fridericia|fridericias|bazett|cardiac ultrasound|"
    "ultrasound|24 hour urine collection|24 hour urine|<N:hours> hour urine collection|<T> urine collection|<T:time> urine|cardiac mri|mri|mdrd|ckd epi|modified mdrd|"
    "<N:dim> d echocardiogram|2d echocardiogram|<N:dims> dimensional echocardiogram|radionuclide ventriculography|transthoracic echocardiogram|tte|nuclear scan|"
    "multigated radionuclide angiography|multiple uptake gated acquisition|comparable method|equivalent|other modality|nuclear study|standard of care|scan|"
    "institutional standard|equivalent method|other method|chronic kidney disease epidemiology collaboration}"
)
_TOOLS = f"{_TOOL} [( {{echo|muga|ecg|ekg|mdrd}} [scan] )] [scan|formula|equation|method|correction]"
BY_METHOD = f"{_BY} [either|standard|baseline|screening|formula of|an|triplicate|local] {_TOOLS}"


@rule(
    BY_METHOD,
    "( {cockcroft gault|cockroft gault|cockcroft and gault|muga or echo|echo or muga|muga|echo|fridericia} [formula|equation|method|scan] )",
    gives="Z",
)
def method(_found: Found) -> object:
    """How it was measured: says nothing about the limit."""
    return "method"


@rule(
    "<Z> {or|and/or|/|and|,} [by|with|a] {cardiac echocardiogram|cardiac echo|cardiac muga|nuclear medicine gated study|echocardiogram|echo|muga|echocardiography|multigated acquisition|multi gated acquisition|multiple gated acquisition|24 hour urine collection|comparable method|equivalent|mri} [( {echo|muga} [scan] )] [scan]",
    "<Z> {or|and/or|,} <Z:other>",
    gives="Z",
    again=True,
)
def methods(_found: Found) -> object:
    """ "by MUGA or echocardiogram"."""
    return "method"


@rule(
    f"<L> {_LEVEL} [<Z>] {_IS} <R> [<Z:after>] [<W>]",
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
    return lab(analytes, bound, None if window is None else window.days)


def lab(analytes: Analytes, bound: Bound, within_days: int | None = None) -> Criterion | None:
    """The limits of each analyte; None where a unit does not fit, or a number cannot be meant so."""
    parts = tuple(_lab(name, bound, within_days) for name in analytes.names)
    known = tuple(part for part in parts if part is not None)
    if len(known) != len(parts):
        return None
    # "AST or ALT ≤ 2.5 x ULN" asks for both; "AST or ALT > 5 x ULN" is met by one.
    either = analytes.joint == "or" and bound.high is None
    return any_of(known) if either else all_of(known)


def _lab(name: str, bound: Bound, within_days: int | None) -> Criterion | None:
    if name == "life expectancy":
        return None
    limits = bound.limits
    if bound.times:
        numbers = (limits.at_least, limits.above, limits.at_most, limits.below)
        if any(n is not None and not _PLAUSIBLE_ULN[0] <= n <= _PLAUSIBLE_ULN[1] for n in numbers):
            return None
        return LabValue(analyte=name, limits=limits, times=bound.times, within_days=within_days)
    unit = bound.unit or _unit_left_out(name, bound)
    if not unit or (name in UNITS_OF and unit not in (*UNITS_OF[name], "1")) or parse_unit(unit) is None:
        return None
    if not is_plausible(name, limits, unit):
        return None
    return LabValue(analyte=name, limits=limits, unit=unit, within_days=within_days)


# The widest limits that a trial could mean, in one unit each: what lies outside lost a digit, a sign or its unit.
_PLAUSIBLE: dict[tuple[str, str], tuple[str, str]] = {
    ("neutrophils", "/uL"): ("200", "20000"),
    ("neutrophils", "10*9/L"): ("0.2", "20"),
    ("neutrophils", "10*3/uL"): ("0.2", "20"),
    ("platelets", "/uL"): ("10000", "1000000"),
    ("platelets", "10*9/L"): ("10", "1000"),
    ("platelets", "10*3/uL"): ("10", "1000"),
    ("leukocytes", "/uL"): ("500", "50000"),
    ("leukocytes", "10*9/L"): ("0.5", "50"),
    ("leukocytes", "10*3/uL"): ("0.5", "50"),
    ("hemoglobin", "g/dL"): ("5", "20"),
    ("hemoglobin", "g/L"): ("50", "200"),
    ("hemoglobin", "mmol/L"): ("3", "13"),
    ("creatinine", "mg/dL"): ("0.4", "6"),
    ("creatinine", "umol/L"): ("35", "600"),
    ("creatinine clearance", "mL/min"): ("10", "150"),
    ("eGFR", "mL/min"): ("10", "150"),
    ("eGFR", "mL/min/{1.73_m2}"): ("10", "150"),
    ("bilirubin", "mg/dL"): ("0.3", "12"),
    ("bilirubin", "umol/L"): ("5", "210"),
    ("LVEF", "%"): ("20", "80"),
    ("INR", "1"): ("0.7", "5"),
    ("QTcF", "ms"): ("350", "600"),
    ("QTc, method not stated", "ms"): ("350", "600"),
    ("QTc (Bazett)", "ms"): ("350", "600"),
    ("albumin", "g/dL"): ("1", "6"),
    ("albumin", "g/L"): ("10", "60"),
    ("HbA1c", "%"): ("4", "14"),
    ("systolic blood pressure", "mm[Hg]"): ("60", "240"),
    ("diastolic blood pressure", "mm[Hg]"): ("30", "140"),
}


def is_plausible(name: str, limits: Limits, unit: str) -> bool:
    """Whether a trial could mean this limit; true where nothing is known about it."""
    span = _PLAUSIBLE.get((name, unit))
    if span is None:
        return True
    low, high = Decimal(span[0]), Decimal(span[1])
    numbers = (limits.at_least, limits.above, limits.at_most, limits.below)
    return all(number is None or low <= number <= high for number in numbers)


def _unit_left_out(name: str, bound: Bound) -> str:
    numbers = [one.value for one in (bound.low, bound.high) if one is not None]
    if name in _COUNTED and all(number >= _PER_MICROLITRE_FROM for number in numbers):
        return "/uL"
    return _ONLY_UNIT.get(name, "")


_NORMAL_RANGE = (
    "{normal limit of institution|normal limit for institution|normal institutional limit|normal institutional range|normal laboratory limit|normal laboratory range|normal reference range|institutional normal limit|institutional normal range|"
    "institutional limit of normal|institutional normal|normal limit|normal range|limit of normal|range of normal|normal value|normal}"
)


@rule(
    f"<L> {_LEVEL} {_IS} {{within|in}} [institutional|laboratory|local|institution] {_NORMAL_RANGE}",
    f"<L> {_LEVEL} {_IS} {{normal|wnl|within normal}} [limit|range]",
    "normal [serum|total] <L>",
    "<L> {within|in} {normal limit|normal range|limit of normal|institutional normal limit|normal}",
    gives="X",
)
def normal(found: Found) -> object:
    """ "bilirubin within normal limits": on the side on which it matters."""
    analytes = names_of(found.any("L"))
    if analytes is None:
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


# --- limits that depend on something

LIVER = MetastaticSites(sites=("liver",))
BONE = MetastaticSites(sites=("bone",))
GILBERT = Condition(groups=("Gilbert's syndrome",))
DEPENDING = Stage("limits that depend")
depending = DEPENDING.rule

_CASE = (
    "{if|in case of|in presence of|for patient with|for subject with|for participant with|in patient with|in subject with|with|for those with|when|where|in participant with|in setting of|for|in event of|in|"
    "for patient who have|if there are|if there is|if patient has|if subject has|unless|unless due to|unless patient has|if due to|if attributable to|for patient known to have|in those with|for person with|if participant has|if patient have|unless subject has|in patient who have|for individual with|in individual with|except in patient with|except for patient with|except patient with|in woman with|except in presence of|unless in presence of|unless related to|unless there is|unless there are|unless patient have|if secondary to|if elevation is due to|if caused by|in subject who have|among patient with|if present|if participant have|except subject with|except in subject with|in case with|unless attributable to|except in case of|except in|except for} [known|documented|presence of|presence of known|history of|evidence of|proven|confirmed|diagnosis of|known history of|demonstrated|existing|underlying|radiographic|established|diagnosed|also|any]"
)


def dependent(criterion: Criterion, case: Criterion, bound: Bound) -> Criterion | None:
    """The limit with another one where the case holds; None where the other is no wider one of the same analyte."""
    labs = criterion.of if isinstance(criterion, AllOf) else (criterion,)
    parts: list[Criterion] = []
    for one in labs:
        if not isinstance(one, LabValue) or not _is_wider(one.limits, bound.limits):
            return None
        times, unit = bound.times, bound.unit
        if not times and not unit:
            times, unit = one.times, one.unit
        other = LabValue(
            analyte=one.analyte,
            limits=bound.limits,
            unit="" if times else unit,
            times=times,
            within_days=one.within_days,
        )
        parts.append(When(condition=case, then=other, otherwise=one))
    return all_of(tuple(parts))


def _is_wider(usual: Limits, other: Limits) -> bool:
    """Whether the other limit lets in more: on the same side, and further out."""
    usual_high, other_high = usual.at_most or usual.below, other.at_most or other.below
    usual_low, other_low = usual.at_least or usual.above, other.at_least or other.above
    if usual_high is not None and other_high is not None and usual_low is None and other_low is None:
        return other_high > usual_high
    return (
        usual_low is not None
        and other_low is not None
        and usual_high is None
        and other_high is None
        and other_low < usual_low
    )


_SO = "[,|;|.|and] [(|or] [or] [up to]"
_ALLOWED = "[is allowed|are allowed|allowed|is acceptable|acceptable|is permitted|permitted|will be allowed|is eligible|are eligible|may be allowed]"


@depending(
    f"<X> {_SO} <R> {_ALLOWED} {_CASE} <C> [are present|is present|present|involvement|exist|to liver] [)]",
    f"<X> {_SO} <A> {_ALLOWED} {_CASE} <C> [are present|is present|present|involvement|exist] [)]",
    f"<X> {_SO} {_CASE} <C> [are present|is present|present|exist] [,|:] [who|whose|then|in whom|for whom|where] [it|level|value|ast|alt|both|total|that|limit] [must have|may have|can have|should have|must be|should be|may be|can be|is|are|have] <R> {_ALLOWED} [)]",
    f"<X> {_SO} {_CASE} <C> [are present|is present|present|exist] [,|:] [who|whose|then|in whom|for whom] [must have|may have|can have|should have|with] [<L>] [must be|should be|may be|can be|is|are|of] <R> {_ALLOWED} [)]",
    gives="X",
)
def with_case(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN (≤ 5 x ULN with liver metastases)"."""
    thing = found.any("C")
    case: Criterion | None = None
    if isinstance(thing, Ill) and thing.groups == ("Gilbert's syndrome",) and not thing.qualities:
        case = GILBERT
    elif isinstance(thing, Fixed) and isinstance(thing.criterion, MetastaticSites) and not thing.qualities:
        case = thing.criterion
    if case is None:
        return None
    analytes = names_of(found.any("L"))
    criterion = found.any("X")
    bound = found.maybe("R", Bound)
    if bound is None and found.has("A"):
        bound = bound_of("at_most", found.take("A", Amount))
    if bound is None or not isinstance(criterion, NODES) or "unless" in found.words or "except" in found.words:
        return None
    made: Criterion = criterion
    if analytes is not None and set(analytes.names) != {one.analyte for one in _labs_in(made)}:
        return None
    if ("(" in found.words) != (")" in found.words) and "(" in found.words:
        return None
    return dependent(made, case, bound)


def _labs_in(criterion: Criterion) -> tuple[LabValue, ...]:
    parts = criterion.of if isinstance(criterion, AllOf) else (criterion,)
    return tuple(part for part in parts if isinstance(part, LabValue))


@depending(
    "<X> [,|;|(] [or] {unless|except} [patient|subject|participant] [is|are] [currently] [receiving|taking|on|treated with|using|in patient on|for patient on|for patient receiving|in patient receiving|is receiving|patient receiving] [therapeutic|stable dose of|full dose] <D> [therapy|treatment] [)]",
    gives="X",
)
def unless_treated(found: Found) -> object:
    """ "INR ≤ 1.5 unless on anticoagulants"."""
    criterion, drugs = found.any("X"), found.any("D")
    if found.draft.denied or not isinstance(criterion, LabValue) or not isinstance(drugs, Treated):
        return None
    return AnyOf(of=(criterion, Takes(drugs=drugs.drugs)))


@depending(
    "<X> [,|;|(] {unless|except} [for] [patient|subject] [with|has] [known|documented] [history of|diagnosis of] <C> [)]",
    gives="X",
)
def unless_gilbert(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN unless Gilbert's syndrome"."""
    ill = found.any("C")
    criterion = found.any("X")
    if (
        found.draft.denied
        or not isinstance(ill, Ill)
        or ill.groups != ("Gilbert's syndrome",)
        or not isinstance(criterion, LabValue)
    ):
        return None
    return AnyOf(of=(criterion, GILBERT))


# --- life expectancy


@rule(
    "<L> [,] [in opinion of investigator|in investigator opinion|as judged by investigator|in opinion of treating physician] [,] [must be|should be|is|of|:|=|exceed] [estimated|expected] [of|to be|at] <B> <T> [in investigators opinion|as judged by investigator|by investigator|per investigator]",
    "<L> [of] [<B>] <T> {or|and} {more|longer|greater}",
    "<B> <T> <L>",
    "<L> {exceeding|exceed} <T>",
    "[patient] [must be|is|are] {expected|anticipated} to {live|survive} [for] <B> <T>",
    gives="X",
)
def life_expectancy(found: Found) -> object:
    """ "life expectancy of at least 12 weeks"."""
    analytes = names_of(found.any("L")) if found.has("L") else Analytes(("life expectancy",), "and")
    if analytes is None or analytes.names != ("life expectancy",):
        return None
    number, _, unit = found.take("T", Stretch).text.partition(" ")
    side = (found.maybe("B", str)) or "at_least"
    if "exceed" in found.words:
        side = "above"
    ucum = {"month": "mo", "week": "wk", "year": "a", "day": "d"}.get(unit)
    if ucum is None or side in ("at_most", "below"):
        return None
    amount = Amount(value=Decimal(number), unit=ucum)
    return LabValue(analyte="life expectancy", limits=bound_of(cast("Side", side), amount).limits, unit=ucum)


# Molar masses in g/mol, to see that two limits in two units are one.
_MOLAR = {
    "creatinine": Decimal("113.12"),
    "bilirubin": Decimal("584.66"),
    "glucose": Decimal("180.16"),
    "glucose fasting": Decimal("180.16"),
    "calcium": Decimal("40.08"),
    "cholesterol": Decimal("386.65"),
    "calcium corrected for albumin": Decimal("40.08"),
}


@rule(
    "<X> [,] [or] ( [or|ie] <R> )",
    "<X> [,] or <R>",
    "<X> ( <A> )",
    "<X> / <R>",
    "<X> ( or <A:b> )",
    "<X> or <A:c>",
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
    return criterion if is_same_amount(mine, other, _MOLAR.get(criterion.analyte)) else None
