"""Limits whose sign was lost in copying ("platelets  100,000/mm3"): read where only one sign can have stood there.

Some public copies of registry text dropped "≥" and "≤" and kept ">" and "<"; two spaces in a row are what is left. A
trial asks for platelets of at least, and for bilirubin of at most, so many: among what is asked for there is no other
sense. Among what keeps out both can be meant, and such a line stays unread.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from onward.criteria import Age, AnyOf, LabValue, Performance
from onward.reading.amounts import Amount, Bound, Side, Stretch, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import Analytes, lab, names_of
from onward.reading.rules.person import OLDEST_YEARS
from onward.reading.things import Ill

LOST = Stage("lost signs")
rule = LOST.rule

_LOWER = frozenset({"neutrophils", "platelets", "hemoglobin", "leukocytes", "lymphocytes", "creatinine clearance", "eGFR", "LVEF", "albumin", "CD4 cells", "hematocrit", "oxygen saturation", "FEV1", "FVC", "DLCO"})  # fmt: skip
_UPPER = frozenset({"creatinine", "bilirubin", "bilirubin direct", "AST", "ALT", "alkaline phosphatase", "INR", "aPTT", "prothrombin time", "QTcF", "QTc, method not stated", "QTc (Bazett)", "HbA1c", "urine protein to creatinine ratio", "GGT", "LDH", "lipase", "amylase", "cholesterol", "triglycerides", "glucose fasting", "urea nitrogen", "urea", "creatine kinase"})  # fmt: skip


_LIMIT = "<L> [level|value|count|of|must be|should be|is|:|concentration|must be of|that is] lostsign <AN:amount>"


@rule(_LIMIT, gives="X")
def limit(found: Found) -> object:
    """ "platelets  100,000/mm3"; among what keeps out it is the other side."""
    analytes = names_of(found.any("L"))
    if analytes is None:
        return None
    if found.draft.denied and not _MUST.isdisjoint(found.match.string.split()):
        return None
    if set(analytes.names) <= _LOWER:
        side: Side = "at_most" if found.draft.denied else "at_least"
    elif set(analytes.names) <= _UPPER:
        side = "at_least" if found.draft.denied else "at_most"
    else:
        return None
    if found.draft.denied and len(analytes.names) > 1:
        analytes = Analytes(analytes.names, "or")
    value = found.any("amount")
    amount = value if isinstance(value, Amount) else Amount(value=value) if isinstance(value, Decimal) else None
    return None if amount is None else lab(analytes, bound_of(side, amount))


# Tests in brackets and lists have one name now: "transaminases (SGOT or SGPT)  3 x ULN".
LOST_LISTS = Stage("lost signs of lists")
LOST_LISTS.rule(_LIMIT, gives="X")(limit)
# An exclusion that says so turns round what it names.
_MUST = frozenset({"must", "should", "required", "no", "not", "unless", "except"})


@rule("<L> [of|must be|is|:] lostsign <T>", gives="X")
def life_expectancy(found: Found) -> object:
    """ "life expectancy  3 months"."""
    analytes = names_of(found.any("L"))
    if analytes is None or analytes.names != ("life expectancy",) or found.draft.denied:
        return None
    number, _, unit = found.take("T", Stretch).text.partition(" ")
    ucum = {"month": "mo", "week": "wk", "year": "a", "day": "d"}.get(unit)
    if ucum is None:
        return None
    amount = Amount(value=Decimal(number), unit=ucum)
    return LabValue(analyte="life expectancy", limits=bound_of("at_least", amount).limits, unit=ucum)


@rule(
    "<E> [performance status|ps|score|status|scale|index] [of|:|must be|is|=|score] lostsign <N> [%]",
    "[performance status|ps] [of|:|must be|is] [( )] <E> [of|:|score] lostsign <N> [%]",
    gives="X",
)
def performance(found: Found) -> object:
    """ "Karnofsky  70": at least; "ECOG  1": at most."""
    number = int(found.take("N", Decimal))
    if found.draft.denied or found.take("N", Decimal) != number:
        return None
    if found.take("E", str) == "Karnofsky":
        return Performance(scale="Karnofsky", at_least=number) if 30 <= number <= 100 else None
    return Performance(scale="ECOG", at_most=number) if 0 < number <= 4 else None


# A lower limit of age lies below this in a trial of adults; above it the lost sign may as well have been "at most".
_YOUNG = 30


@rule(
    "{age|aged|ages|be|are|is} [:|of|must be] lostsign <N> {year|yr|y} [of age|old]",
    "{age|aged|ages} [:|of|must be] lostsign <T>",
    "lostsign <N> {year|yr} {of age|old}",
    "lostsign <T> {of age|old}",
    gives="X",
)
def age(found: Found) -> object:
    """ "age  18 years"."""
    number = found.maybe("N", Decimal)
    if number is None:
        text = found.take("T", Stretch).text
        if not text.endswith("year"):
            return None
        number = Decimal(text.split(" ")[0])
    if found.draft.denied or number != int(number) or not 0 < number <= _YOUNG:
        return None
    return Age(at_least_years=int(number))


@rule(
    "[age|aged|ages|between] [:|of|must be] lostsign <N> [year|yr] and lostsign <N:last> {year|yr} [of age|old]",
    "{age|aged|ages} [:|of|must be] lostsign <N> [year|yr] and lostsign <T>",
    gives="X",
)
def age_between(found: Found) -> object:
    """ "aged  18 and  75 years": a lost sign let its number in."""
    low, high = found.take("N", Decimal), found.maybe("last", Decimal)
    if high is None:
        text = found.take("T", Stretch).text
        if not text.endswith("year"):
            return None
        high = Decimal(text.split(" ")[0])
    if found.draft.denied or low != int(low) or high != int(high) or not 0 < low < high <= OLDEST_YEARS:
        return None
    return Age(at_least_years=int(low), at_most_years=int(high))


@rule("[age|aged|is|are] <R:young> [year|yr] [of age|old] or lostsign <N> {year|yr} [of age|old]", gives="X")
def too_young_or_too_old(found: Found) -> object:
    """ "below 18 or  75 years of age" among what keeps out: from 75 on, for a lost sign let its number in."""
    bound, number = found.take("young", Bound), found.take("N", Decimal)
    high = bound.high
    if not found.draft.denied or high is None or bound.low is not None or high.unit or high.times:
        return None
    if number != int(number) or not high.value < number <= OLDEST_YEARS:
        return None
    young = Age(at_most_years=int(high.value) - (1 if bound.high_open else 0))
    return AnyOf(of=(young, Age(at_least_years=int(number))))


@rule(
    "<C> [of|:] {grade|ctcae grade|nci ctc grade|nci ctcae grade} lostsign <N>",
    "{grade|ctcae grade} lostsign <N> <C>",
    gives="C",
)
def grade(found: Found) -> object:
    """ "neuropathy grade  2" among what keeps out."""
    thing, number = found.any("C"), found.take("N", Decimal)
    if not found.draft.denied or not isinstance(thing, Ill) or thing.grade is not None or not 1 <= number <= 5:
        return None
    return replace(thing, grade=int(number))
