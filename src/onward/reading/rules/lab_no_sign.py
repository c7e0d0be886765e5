"""Limits without any sign ("Hemoglobin 9 g/dL"): read only where one side alone can be meant, and the number is usual."""

from __future__ import annotations

from decimal import Decimal

from onward.criteria import Criterion
from onward.reading.amounts import Amount, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import Analytes, lab, names_of, unit_left_out

NO_SIGN = Stage("limits without a sign")
rule = NO_SIGN.rule

# Among what is asked for, of these a trial can only want at least, and of those at most, so much.
WANTED_HIGH = frozenset(
    {"neutrophils", "platelets", "hemoglobin", "leukocytes", "lymphocytes", "creatinine clearance", "eGFR", "LVEF", "albumin", "oxygen saturation", "FEV1", "FVC", "DLCO", "hematocrit", "CD4 cells"}
)  # fmt: skip
WANTED_LOW = frozenset(
    {"bilirubin", "bilirubin direct", "creatinine", "AST", "ALT", "alkaline phosphatase", "GGT", "INR", "aPTT", "prothrombin time", "QTcF", "QTc, method not stated", "QTc (Bazett)", "lipase", "amylase", "triglycerides", "cholesterol", "LDH", "glucose fasting", "HbA1c", "urine protein to creatinine ratio", "urea nitrogen", "urea", "creatine kinase"}
)  # fmt: skip
# Outside of these, as floor or ceiling of a trial, the number may be the other side of something.
_USUAL: dict[tuple[str, str], tuple[str, str]] = {
    ("neutrophils", "10*9/L"): ("0.5", "2.5"),
    ("neutrophils", "10*3/uL"): ("0.5", "2.5"),
    ("neutrophils", "/uL"): ("500", "2500"),
    ("platelets", "10*9/L"): ("20", "150"),
    ("platelets", "10*3/uL"): ("20", "150"),
    ("platelets", "/uL"): ("20000", "150000"),
    ("leukocytes", "10*9/L"): ("1.5", "4"),
    ("leukocytes", "10*3/uL"): ("1.5", "4"),
    ("leukocytes", "/uL"): ("1500", "4000"),
    ("lymphocytes", "10*9/L"): ("0.3", "1.5"),
    ("lymphocytes", "/uL"): ("300", "1500"),
    ("hemoglobin", "g/dL"): ("7", "12"),
    ("hemoglobin", "g/L"): ("70", "120"),
    ("creatinine clearance", "mL/min"): ("20", "90"),
    ("eGFR", "mL/min"): ("20", "90"),
    ("eGFR", "mL/min/{1.73_m2}"): ("20", "90"),
    ("creatinine clearance", "mL/min/{1.73_m2}"): ("20", "90"),
    ("LVEF", "%"): ("40", "60"),
    ("albumin", "g/dL"): ("2", "3.5"),
    ("albumin", "g/L"): ("20", "35"),
    ("oxygen saturation", "%"): ("85", "96"),
    ("bilirubin", "mg/dL"): ("1", "3"),
    ("bilirubin", "umol/L"): ("17", "52"),
    ("creatinine", "mg/dL"): ("1", "3"),
    ("creatinine", "umol/L"): ("88", "265"),
    ("QTcF", "ms"): ("430", "500"),
    ("QTc, method not stated", "ms"): ("430", "500"),
    ("QTc (Bazett)", "ms"): ("430", "500"),
    ("INR", "1"): ("1.1", "2"),
    ("FEV1", "%"): ("40", "80"),
    ("FVC", "%"): ("40", "80"),
    ("DLCO", "%"): ("40", "80"),
    ("cholesterol", "mg/dL"): ("240", "400"),
    ("cholesterol", "mmol/L"): ("6", "10"),
    ("triglycerides", "mg/dL"): ("200", "500"),
    ("glucose fasting", "mg/dL"): ("110", "200"),
    ("glucose fasting", "mmol/L"): ("6", "11"),
    ("HbA1c", "%"): ("6", "10"),
}
_USUAL_MULTIPLE = (Decimal(1), Decimal(5))


@rule(
    "<L> [level|count|value] [of|is|:|must be|should be|, of] <A>",
    "<L> [level|count|value] [of|is|:|must be|should be] <N>",
    "<L> [level|count|value] ( <A> [<Z>] )",
    "<L> [level|count|value] {=|or = to|or =} <A>",
    gives="X",
)
def lost(found: Found) -> object:
    """ "LVEF 50%" among what is asked for: at least 50 %."""
    analytes = names_of(found.any("L"))
    if analytes is None or found.draft.denied:
        return None
    amount = found.maybe("A", Amount) or Amount(value=found.take("N", Decimal))
    # A span or a second limit behind it: then the number is no lone limit.
    behind = found.match.string[found.match.end() :]
    if behind.startswith(("- ", "to ", "/ ", "( ≤", "x ", "time ", "or more", "or less")):
        return None
    return limit_without_sign(analytes, amount)


def limit_without_sign(analytes: Analytes, amount: Amount) -> Criterion | None:
    """The limit that alone can be meant; None where both sides, or none, could be."""
    names = set(analytes.names)
    if names <= WANTED_HIGH and not amount.times:
        bound = bound_of("at_least", amount)
    elif names <= WANTED_LOW:
        bound = bound_of("at_most", amount)
    else:
        return None
    if amount.times:
        if amount.times != "ULN" or not _USUAL_MULTIPLE[0] <= amount.value <= _USUAL_MULTIPLE[1]:
            return None
        return lab(analytes, bound)
    for name in names:
        unit = amount.unit or unit_left_out(name, bound)
        span = _USUAL.get((name, unit))
        if span is None or not Decimal(span[0]) <= amount.value <= Decimal(span[1]):
            return None
    return lab(analytes, bound)


@rule("<L> [level|value] [is|:|must be|should be|of|,|lostsign] <I>", gives="X")
def at_the_limit(found: Found) -> object:
    """ "total bilirubin ULN" among what is asked for: at most that."""
    analytes, limit = names_of(found.any("L")), found.take("I", str)
    behind = found.match.string[found.match.end() :]
    if analytes is None or found.draft.denied or behind.startswith(("- ", "to ", "x ", "time ", "range")):
        return None
    names = set(analytes.names)
    if limit in ("ULN", "NL") and names <= WANTED_LOW:
        return lab(analytes, bound_of("at_most", Amount(value=Decimal(1), times="ULN")))
    if limit in ("LLN", "NL") and names <= WANTED_HIGH:
        return lab(analytes, bound_of("at_least", Amount(value=Decimal(1), times="LLN")))
    return None
