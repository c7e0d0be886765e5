"""Limits of laboratory values as things: tests named together, units that fit, numbers that can be meant, for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    AskHuman,
    Condition,
    Criterion,
    LabValue,
    LabWord,
    Limits,
    MetastaticSites,
    Not,
    When,
)
from onward.reading.amounts import Bound, Side
from onward.reading.things import Fixed, Ill, all_of, any_of
from onward.terms import parse_unit

BONE = MetastaticSites(sites=("bone",))
GILBERT = Condition(groups=("Gilbert's syndrome",))

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
    **dict.fromkeys(("FEV1", "FVC", "DLCO"), ("%",)),
    "calcium ionised": ("mmol/L", "mg/dL"),
    "ferritin": ("ng/mL", "ug/L"),
    "urea": ("mmol/L", "mg/dL"),
}
_COUNTED = frozenset({"neutrophils", "platelets", "leukocytes", "lymphocytes", "CD4 cells"})
# A unit that is left out because there is only one in use.
_ONLY_UNIT = {
    "INR": "1",
    "LVEF": "%",
    "systolic blood pressure": "mm[Hg]",
    "diastolic blood pressure": "mm[Hg]",
    "urine protein to creatinine ratio": "1",
    "BMI": "kg/m2",
    "creatinine clearance": "",
}
# A blood count without a unit: a limit of some hundreds or more can only be per microlitre.
_PER_MICROLITRE_FROM = Decimal(100)
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


def joined(one: Analytes, other: Analytes, words: str) -> Analytes | None:
    """Two names in a list; "," where only a comma joins them, so that an "or" further on may still join all."""
    names = tuple(dict.fromkeys((*one.names, *other.names)))
    told = "and" if {"and", "as", "and/or"}.intersection(words.split()) else ","
    if other.joint == "or" and told == "," and one.joint != "or" and (one.joint == "," or len(one.names) == 1):
        return Analytes(names, "or")
    return None if "or" in (one.joint, other.joint) else Analytes(names, told)


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
        if name in _WITHOUT_ULN and bound.times == "ULN":
            return None
        return LabValue(analyte=name, limits=limits, times=bound.times, within_days=within_days)
    unit = bound.unit or unit_left_out(name, bound)
    if unit == "g/L" and name in _COUNTED:
        # Cells are counted and not weighed: "G/L" is giga per litre.
        unit = "10*9/L"
    if not unit or (name in UNITS_OF and unit not in (*UNITS_OF[name], "1")) or parse_unit(unit) is None:
        return None
    if not is_plausible(name, limits, unit):
        return None
    return LabValue(analyte=name, limits=limits, unit=unit, within_days=within_days)


# Nobody limits these by an upper limit of normal: it belongs to the test beside them ("creatinine or its clearance").
_WITHOUT_ULN = frozenset({"creatinine clearance", "eGFR"})


# The widest limits that a trial could mean, in one unit each: what lies outside lost a digit, a sign or its unit. They
# are no clinical limits and have no source: chosen by us, far outside of what trials ask.
_PLAUSIBLE: dict[tuple[str, str], tuple[str, str]] = {
    ("FEV1", "%"): ("20", "100"),
    ("FVC", "%"): ("20", "100"),
    ("DLCO", "%"): ("20", "100"),
    ("oxygen saturation", "%"): ("70", "100"),
    ("potassium", "mmol/L"): ("2", "7"),
    ("sodium", "mmol/L"): ("110", "160"),
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
    **dict.fromkeys((("glucose", "mg/dL"), ("glucose fasting", "mg/dL")), ("30", "700")),
    **dict.fromkeys((("glucose", "mmol/L"), ("glucose fasting", "mmol/L")), ("1.5", "40")),
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


# A unit that a table row tells in another, and how many of that it is: "creatinine 175 mmol/L" was meant in umol/L.
_BY_TENS: dict[str, tuple[str, str]] = {"mmol/L": ("umol/L", "1000"), "mg/L": ("mg/dL", "0.1"), "g/L": ("mg/dL", "100")}


def is_plausible(name: str, limits: Limits, unit: str) -> bool:
    """Whether a trial could mean this limit; true where nothing is known about it."""
    span, times = _PLAUSIBLE.get((name, unit)), "1"
    if span is None and unit in _BY_TENS:
        other, times = _BY_TENS[unit]
        span = _PLAUSIBLE.get((name, other))
    if span is None:
        return True
    low, high = (Decimal(edge) / Decimal(times) for edge in span)
    numbers = (limits.at_least, limits.above, limits.at_most, limits.below)
    return all(number is None or low <= number <= high for number in numbers)


def unit_left_out(name: str, bound: Bound) -> str:
    """The unit that a number without one can only be meant in; "" where several could be."""
    numbers = [one.value for one in (bound.low, bound.high) if one is not None]
    if name in _COUNTED and all(number >= _PER_MICROLITRE_FROM for number in numbers):
        return "/uL"
    return _ONLY_UNIT.get(name, "")


# --- for whom a limit holds


@dataclass(frozen=True, slots=True)
class Case:
    """For whom another limit, or none, holds; `apart`: the words except them ("unless", "except")."""

    who: Criterion
    apart: bool


SITES = frozenset({"liver", "bone"})
LIVER_TESTS = frozenset({"AST", "ALT", "alkaline phosphatase", "GGT", "bilirubin", "albumin", "LDH"})


def who_of(value: object) -> Criterion | None:
    """Liver or bone metastases, or Gilbert's syndrome, without a word more."""
    match value:
        case Ill(groups=("Gilbert's syndrome",), qualities=(), window=None, except_groups=()):
            return GILBERT
        case Fixed(criterion=MetastaticSites(sites=sites) as spread, qualities=()) if set(sites) <= SITES:
            return spread
        case MetastaticSites(sites=sites) if set(sites) <= SITES:
            return value
        case _:
            return None


def limits_of(value: object) -> tuple[LabValue, ...]:
    """The limits of a question that is nothing but limits; () for any other."""
    parts = value.of if isinstance(value, (AllOf, AnyOf)) else (value,)
    labs = tuple(part for part in parts if isinstance(part, LabValue))
    return labs if len(labs) == len(parts) else ()


def last_limits(value: Criterion) -> tuple[tuple[Criterion, ...], Criterion]:
    """A list cut before the tests that share its last limit: of those alone an exception behind it is told."""
    if not isinstance(value, AllOf):
        return (), value
    last = value.of[-1]
    if not isinstance(last, LabValue):
        return value.of[:-1], last
    count = 0
    for part in reversed(value.of):
        if not isinstance(part, LabValue) or (part.limits, part.times, part.unit) != (
            last.limits,
            last.times,
            last.unit,
        ):
            break
        count += 1
    return value.of[: len(value.of) - count], all_of(value.of[len(value.of) - count :])


def numbers_of(limits: Limits) -> tuple[Decimal | None, Decimal | None]:
    low = limits.at_least if limits.at_least is not None else limits.above
    return low, limits.at_most if limits.at_most is not None else limits.below


def same_side(usual: Limits, other: Limits) -> bool:
    return [n is None for n in numbers_of(usual)] == [n is None for n in numbers_of(other)]


def lets_in_more(usual: Limits, other: Limits, *, denied: bool) -> bool:
    """Whether the other limit is on the same side and keeps fewer people out."""
    low, high = numbers_of(usual)
    other_low, other_high = numbers_of(other)
    if low is not None and other_low is not None and high is None and other_high is None:
        return other_low > low if denied else other_low < low
    if high is not None and other_high is not None and low is None and other_low is None:
        return other_high < high if denied else other_high > high
    return False


def is_closed(words: str) -> bool:
    return words.count("(") == words.count(")")


def asks_for_values(value: object) -> bool:
    """Whether a question is about laboratory values or measured functions and nothing else."""
    match value:
        case LabValue() | LabWord():
            return True
        case AllOf() | AnyOf():
            said = [part for part in value.of if not isinstance(part, AskHuman)]
            return bool(said) and all(asks_for_values(part) for part in said)
        case Not():
            return asks_for_values(value.of)
        case When():
            return asks_for_values(value.then) and (value.otherwise is None or asks_for_values(value.otherwise))
        case _:
            return False


def with_unit(bound: Bound, unit: str) -> Bound:
    """The bound in this unit."""
    return replace(
        bound,
        low=None if bound.low is None else replace(bound.low, unit=unit),
        high=None if bound.high is None else replace(bound.high, unit=unit),
    )


def bound_again(value: object, bound: Bound) -> Criterion | None:
    """The limits of a question once more with another bound."""
    labs = limits_of(value)
    if not labs:
        return None
    names = tuple(dict.fromkeys(one.analyte for one in labs))
    if not bound.unit and not bound.times and not labs[0].times:
        bound = with_unit(bound, labs[0].unit)
    return lab(Analytes(names, "or" if isinstance(value, AnyOf) else "and"), bound)


def is_floor(criterion: Criterion) -> bool | None:
    """Whether all limits are lower ones; None where they are on both sides."""
    sides = {one.limits.at_least is not None or one.limits.above is not None for one in limits_of(criterion)}
    return sides.pop() if len(sides) == 1 else None


def side_of(value: LabValue) -> Side:
    """The side of a single limit, which one behind it without a sign shares."""
    limits = value.limits
    if limits.at_least is not None:
        return "at_least"
    if limits.above is not None:
        return "above"
    return "at_most" if limits.at_most is not None else "below"
