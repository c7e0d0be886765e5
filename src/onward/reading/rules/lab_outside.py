"""Tests outside their normal range, and groups of tests: "sodium outside the normal range", "liver function tests > 3 x ULN"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from onward.criteria import AskHuman, Criterion, LabValue, Limits
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.lab_no_sign import WANTED_HIGH, WANTED_LOW
from onward.reading.rules.limits import Analytes, lab, limits_of, names_of, numbers_of
from onward.reading.things import JUDGED, all_of, any_of

LAB_OUTSIDE = Stage("tests outside of normal")
rule = LAB_OUTSIDE.rule

_RANGE = "{normal range|normal limit|reference range|normal reference range|normal institutional range|institutional normal range|normal institutional limit|institutional limit of normal|limit of normal|normal laboratory range|laboratory reference range|normal value|normal|institutional range|range of normal}"
# Of these a laboratory gives both limits.
_BOTH_SIDES = frozenset(
    {"sodium", "potassium", "calcium", "calcium corrected for albumin", "magnesium", "phosphate", "TSH", "glucose", "chloride", "free T4", "leukocytes", "platelets", "hemoglobin", "neutrophils", "lymphocytes"}
)  # fmt: skip


def _limit(name: str, side: str) -> LabValue:
    one = Decimal(1)
    if side == "high":
        return LabValue(analyte=name, limits=Limits(above=one), times="ULN")
    return LabValue(analyte=name, limits=Limits(below=one), times="LLN")


@rule(
    f"<L> [level|value|count|concentration|result] [that is|that are|is|are|being] {{outside|out of|not within|outside of}} [institutional|local|laboratory|their|its] {_RANGE} [for site|for laboratory|of laboratory|at screening]",
    "<Q:abnormal> <L> [level|value|count|concentration|result]",
    gives="X",
)
def outside(found: Found) -> object:
    """ "sodium or potassium outside the normal range", among what keeps out: on either side, or on the one that matters."""
    analytes = names_of(found.any("L"))
    if analytes is None or not found.draft.denied or _goes_on(found) or not _is_abnormal(found):
        return None
    if _QUALIFIED.search(found.match.string[: found.match.start()]) is not None:
        # "Clinically significant abnormal counts": not every abnormal one.
        return None
    parts: list[Criterion] = []
    for name in analytes.names:
        if name in _BOTH_SIDES:
            parts += (_limit(name, "low"), _limit(name, "high"))
        elif name in WANTED_LOW:
            parts.append(_limit(name, "high"))
        elif name in WANTED_HIGH and name not in ("creatinine clearance", "eGFR"):
            parts.append(_limit(name, "low"))
        else:
            return None
    return any_of(tuple(parts))


@rule(
    "{elevated|raised|increased|high|abnormally high|abnormally elevated} [fasting] <L> [level|value|count|concentration|result]",
    "<L> [level|value] {is|are} {elevated|raised|increased}",
    gives="X",
)
def elevated(found: Found) -> object:
    """ "elevated fasting blood glucose": above normal."""
    analytes = names_of(found.any("L"))
    if analytes is None or _goes_on(found):
        return None
    if set(analytes.names) & (WANTED_HIGH | {"life expectancy", "body weight", "BMI"}) or "score" in found.words:
        return None
    parts = tuple(_limit(name, "high") for name in analytes.names)
    either = found.draft.denied or analytes.joint == "or"
    return any_of(parts) if either else all_of(parts)


@rule(
    "{elevated|raised|increased|high} <X>",
    "<Q:abnormal> <X>",
    "{elevated|raised|increased|high|low|decreased} <L> [level|value|count|concentration|result] [,] [defined as|ie] ( <X> )",
    "<Q:abnormal> <L> [level|value|count|concentration|result] ( <X> )",
    gives="X",
)
def told_by_a_limit(found: Found) -> object:
    """ "elevated creatinine (> 2 x ULN)": the limit says what is meant by it."""
    value = found.any("X")
    if not limits_of(value) or not found.draft.denied or not _is_abnormal(found):
        return None
    if found.has("L"):
        analytes = names_of(found.any("L"))
        if analytes is None or set(analytes.names) != {one.analyte for one in limits_of(value)}:
            return None
    elif any(numbers_of(one.limits)[0] is None for one in limits_of(value)):
        return None
    return value


def _is_abnormal(found: Found) -> bool:
    return not found.has("abnormal") or str(found.any("abnormal")) == "abnormal"


def _goes_on(found: Found) -> bool:
    """Whether a limit follows that says what is meant."""
    behind = found.match.string[found.match.end() :].split()
    return bool(behind) and behind[0] not in (",", ";", ".", ")", "or", "and", "[")


_QUALIFIED = re.compile(r"(?:Q[\ue000-\uf8ff]|\w+ly) $")


# --- groups of tests

_LIVER = "{liver function test|hepatic function test|liver enzyme|hepatic enzyme|lft|liver test|lfts|liver function}"
_BE = "[level|value|result] [must|should|shall|will] [be|is|are|of|:|=|was|were|all|have]"


@rule("{kidney|renal} and <Y> function test [all] {within <A>|<R>}", gives="X")
def of_kidney_and_liver(found: Found) -> object:
    """ "kidney and liver function tests all within 1.5 x ULN"."""
    bound = found.maybe("R", Bound) or bound_of("at_most", found.take("A", Amount))
    words = found.draft.spoken(found.match[0])
    if found.draft.denied or bound.low is not None or "liver" not in words or not bound.times:
        return None
    limits = lab(Analytes(("creatinine", "AST", "ALT"), "and"), bound)
    asked = AskHuman(question=f"Is it so: {words.strip(' ,;')}?", because=JUDGED)
    return None if limits is None else all_of((limits, asked))


@rule(
    f"[abnormal|elevated|serum] [<Y>] {_LIVER[:-1]}|function test|enzyme|transaminase}} [( <L> )] [and <L:also>] {_BE} [all] [within] <R>",
    f"[<Y>] {_LIVER[:-1]}|function test|enzyme}} [( <L> )] [and <L:also>] {_BE} [all] within <A>",
    "<Y> {function test|enzyme} and <X>",
    gives="X",
)
def of_the_liver(found: Found) -> object:
    """ "liver function tests ≤ 2.5 x ULN": AST and ALT are among them; which others, a human says."""
    words = found.draft.spoken(found.match[0])
    if not any(one in words.split() for one in ("liver", "hepatic", "lft", "lfts")) or _tells_more(found):
        return None
    if found.has("X"):
        return _as_well(found, words)
    bound = found.maybe("R", Bound) or bound_of("at_most", found.take("A", Amount))
    high_wanted = found.draft.denied
    if (bound.low is None) == high_wanted or (bound.low is not None and bound.high is not None):
        return None
    named = names_of(found.any("L")) if found.has("L") else None
    also = names_of(found.any("also")) if found.has("also") else None
    tests = named.names if named is not None else ("AST", "ALT")
    joint = "or" if found.draft.denied else "and"
    limits = lab(Analytes((*tests, *(also.names if also is not None else ())), joint), bound)
    if limits is None or named is not None:
        return limits
    asked = AskHuman(question=f"Is it so: {words.strip(' ,;')}?", because=JUDGED)
    return any_of((limits, asked)) if found.draft.denied else all_of((limits, asked))


def _as_well(found: Found, words: str) -> Criterion | None:
    """ "liver function tests and creatinine < 2.5 x ULN": the limit is of both."""
    value = found.any("X")
    if not isinstance(value, LabValue) or not value.times or found.draft.denied:
        return None
    parts = tuple(replace(value, analyte=name) for name in ("AST", "ALT"))
    return all_of((*parts, AskHuman(question=f"Is it so: {words.strip(' ,;')}?", because=JUDGED), value))


def _tells_more(found: Found) -> bool:
    """Whether a case follows or goes before, of which a human has to say more."""
    return found.match.string[found.match.end() :].lstrip().startswith(("x ", "time "))
