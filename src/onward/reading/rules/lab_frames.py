"""What stands around laboratory limits: tests by another name, by sex, "whichever is lower", by liver metastases.

"QTc > 470 ms (women) or > 450 ms (men)", "AST ≤ 2.5 x ULN without liver metastases, ≤ 5 x ULN with".
"""

from __future__ import annotations

from typing import cast

from onward.criteria import Criterion, HasSex, Not, When
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    LIVER_TESTS,
    Analytes,
    Case,
    bound_again,
    is_floor,
    lab,
    last_limits,
    limits_of,
    names_of,
    who_of,
    with_unit,
)
from onward.reading.things import all_of, any_of

LAB_SHAPES = Stage("tests by another name")
shape = LAB_SHAPES.rule


@shape("[serum|total] calcium {<R:limit>|<A:amount>|within normal|within institutional normal|lostsign}", gives="")
def calcium(found: Found) -> object:
    """ "calcium within normal limits": the value, not the medicine."""
    behind = found.match[0].split("calcium ", 1)[1]
    return found.draft.put("L", Analytes(("calcium",), "and"), "calcium") + behind


@shape("{absolute|calculated|estimated|measured|peripheral|circulating|documented} <L>", gives="L")
def however_counted(found: Found) -> object:
    """ "absolute platelet count", "measured creatinine clearance"."""
    return names_of(found.any("L"))


@shape("fasting [serum|plasma|blood] <L>", gives="L")
def fasting_too(found: Found) -> object:
    """ "fasting serum lipase": whether fasting makes no other test of it."""
    analytes = names_of(found.any("L"))
    return analytes if analytes is not None and set(analytes.names) <= {"lipase", "amylase"} else None


@shape(
    "[<T>|24 hour|measured|calculated] [urine] clearance [of creatinine|of creatinin] {<R:limit>|<A:amount>}", gives=""
)
def bare_clearance(found: Found) -> object:
    """ "24-hour clearance ≥ 50 mL/min": of creatinine, as the unit says."""
    limit = found.maybe("limit", Bound) or found.maybe("amount", Amount)
    if limit is None or limit.unit not in ("mL/min", "mL/min/{1.73_m2}"):
        return None
    words, kept = found.match[0].split(" "), "limit" if found.has("limit") else "amount"
    del words
    behind = f"{'R' if kept == 'limit' else 'A'}{found.sign(kept)} "
    return found.draft.put("L", Analytes(("creatinine clearance",), "and"), "creatinine clearance") + behind


@shape("<T> [urine] <L>", gives="L")
def of_a_day(found: Found) -> object:
    """ "24-hour creatinine clearance": of the urine of a day."""
    analytes = names_of(found.any("L"))
    said = found.draft.spoken(found.words)
    return analytes if analytes is not None and analytes.names == ("creatinine clearance",) and "hour" in said else None


@shape(
    "[serum|total] <L> ( [ie] {corrected|adjusted} for [serum] <L:albumin> [level] )",
    "{corrected|adjusted} ( ie adjusted for [serum] <L:albumin> ) <L>",
    gives="L",
)
def corrected_calcium(found: Found) -> object:
    """ "calcium (corrected for albumin)"."""
    analytes, albumin = names_of(found.any("L")), names_of(found.any("albumin"))
    if analytes is None or albumin is None or albumin.names != ("albumin",) or analytes.names != ("calcium",):
        return None
    return Analytes(("calcium corrected for albumin",), "and")


# --- by sex

LAB_SEX = Stage("limits by sex")

_SIDE = "[in|for|if|(|( for|( in|, for|, in] [<P>]"
_IS = "[level|value|interval|count] [prolongation|prolonged] [must|should] [be|is|are|of|:|=|to]"


def _by_sex(first: str, last: str) -> str:
    return (
        f"<L> {_IS} <R> {_SIDE} {{{first}}} [<P:who>] [)] {{,|;|or|and|/|, or|, and|; or|; and}} "
        f"[<L:again>] {_IS} <R:other> {_SIDE.replace('<P>', '<P:men>')} {{{last}}} [<P:others>] [)]"
    )


_WOMEN, _MEN = "female|woman|females|f", "male|man|males|m"


def _sex_before(first: str, last: str) -> str:
    return (
        f"<L> [level|value|interval|count] [:|must be|is|of|,] [for|in] {{{first}}} [:|,|must be|is] <R> [,|;|or|and|/|, or|, and|; or|; and] "
        f"[<L:again>] [:] [for|in] {{{last}}} [:|,|must be|is] <R:other>"
    )


@LAB_SEX.rule(
    _by_sex(_WOMEN, _MEN),
    _by_sex(_MEN, _WOMEN),
    _sex_before(_WOMEN, _MEN),
    _sex_before(_MEN, _WOMEN),
    gives="X",
)
def by_sex(found: Found) -> object:
    """ "QTc > 470 ms (women) or > 450 ms (men)": for each sex its own limit."""
    analytes, again = names_of(found.any("L")), names_of(found.any("again"))
    if analytes is None or (again is not None and again.names != analytes.names):
        return None
    if found.words.count("(") != found.words.count(")"):
        return None
    one, other = found.take("R", Bound), found.take("other", Bound)
    if other.unit and not one.unit and not one.times:
        one = with_unit(one, other.unit)
    if one.unit and not other.unit and not other.times:
        other = with_unit(other, one.unit)
    first, last = lab(analytes, one), lab(analytes, other)
    if first is None or last is None:
        return None
    words = found.words.split()
    women_first = _place(words, _WOMEN) < _place(words, _MEN)
    return When(
        condition=HasSex(sex="female"), then=first if women_first else last, otherwise=last if women_first else first
    )


def _place(words: list[str], options: str) -> int:
    return next(at for at, word in enumerate(words) if word in options.split("|"))


# --- two limits of one test

LAB_EITHER = Stage("two limits of one test")


@LAB_EITHER.rule(
    "<X> {or|and|,|/} [<X:again>|<R>] [,|(|;|-] whichever [value|one] [is|was] {lower|higher|greater|less|lowest|highest|smaller|larger|lesser} [)]",
    gives="X",
)
def whichever(found: Found) -> object:
    """ "LVEF below the lower limit of normal or below 50 %, whichever is lower"."""
    one = cast("Criterion", found.any("X"))
    if not found.has("again") and not found.has("R"):
        return None
    other = found.any("again") if found.has("again") else bound_again(one, found.take("R", Bound))
    if not limits_of(one) or other is None or not limits_of(other) or found.words.count("(") != found.words.count(")"):
        return None
    if {lab_.analyte for lab_ in limits_of(one)} != {lab_.analyte for lab_ in limits_of(other)}:
        return None
    floor = is_floor(one)
    if floor is None or floor != is_floor(cast("Criterion", other)):
        return None
    lower = bool({"lower", "less", "lowest", "smaller", "lesser"}.intersection(found.words.split()))
    # At least the lower of two is at least one of them; below the lower of two is below both.
    both = (one, cast("Criterion", other))
    return any_of(both) if floor == lower else all_of(both)


# --- with liver metastases and without

_BETWEEN = "[)] [,|;|or|and|.|and/or|, or|; or|, and|; and|. or]"


@LAB_EITHER.rule(
    f"<X> [,|(] <Z> {_BETWEEN} [(] [<X:again>|<R>|<A>] [is allowed|allowed|is acceptable] [,|(] [<P>] <Z:other> [)]",
    f"<X> [,|(] <Z> {_BETWEEN} [(] <Z:other> [,|:] [<X:again>|<R>|<A>] [)]",
    gives="X",
)
def with_and_without(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN without liver metastases, ≤ 5 x ULN with them"."""
    one, other = found.maybe("Z", Case), found.maybe("other", Case)
    if one is None or other is None or one.apart or other.apart or found.words.count("(") != found.words.count(")"):
        return None
    before, first = last_limits(cast("Criterion", found.any("X")))
    if found.has("again"):
        second: Criterion | None = cast("Criterion", found.any("again"))
    else:
        bound = found.maybe("R", Bound)
        if bound is None:
            if not found.has("A") or found.draft.denied:
                return None
            bound = bound_of("at_most", found.take("A", Amount))
        second = bound_again(first, bound)
    if second is None or not limits_of(first) or not limits_of(second):
        return None
    names = {lab_.analyte for lab_ in limits_of(first)}
    if names != {lab_.analyte for lab_ in limits_of(second)} or not names <= LIVER_TESTS:
        return None
    match one.who, other.who:
        case Not(of=who), there if there == who:
            return all_of((*before, When(condition=who, then=second, otherwise=first)))
        case there, Not(of=who) if there == who:
            return all_of((*before, When(condition=who, then=first, otherwise=second)))
        case _:
            return None


@LAB_EITHER.rule(
    "{in|for|if|with|in case of|in presence of|when} [<P>] [with|have|has|who have|there are] [known|documented|presence of|evidence of] <C> [are present|present] [,|:] <X>",
    "[<P>] [with] <C> : <X>",
    gives="X",
)
def case_before(found: Found) -> object:
    """ "in the presence of liver metastases, AST ≤ 5 x ULN": asked of those who have them."""
    who, value = who_of(found.any("C")), found.any("X")
    if who is None or found.match.start() != 0 or found.draft.denied:
        return None
    names = {one.analyte for one in limits_of(value)}
    return When(condition=who, then=cast("Criterion", value)) if names and names <= LIVER_TESTS else None


@LAB_EITHER.rule("<Z> [,|:] <X>", gives="X")
def absent_before(found: Found) -> object:
    """ "in the absence of liver metastases, AST ≤ 2.5 x ULN"."""
    case, value = found.maybe("Z", Case), found.any("X")
    if case is None or not isinstance(case.who, Not) or found.match.start() != 0 or found.draft.denied:
        return None
    names = {one.analyte for one in limits_of(value)}
    return When(condition=case.who, then=cast("Criterion", value)) if names and names <= LIVER_TESTS else None


@LAB_EITHER.rule("<X> {.|;|,|and} <Z> [,|:|then] [<P>] [must have|may have] <X:other>", gives="X")
def present_behind(found: Found) -> object:
    """ "in the absence of liver metastases, AST ≤ 3 x ULN; if liver metastases are present, AST ≤ 5 x ULN"."""
    first, case, other = found.any("X"), found.maybe("Z", Case), found.any("other")
    if not isinstance(first, When) or first.otherwise is not None or case is None or case.apart:
        return None
    if not isinstance(first.condition, Not) or first.condition.of != case.who or found.draft.denied:
        return None
    if {one.analyte for one in limits_of(first.then)} != {one.analyte for one in limits_of(other)}:
        return None
    return When(condition=case.who, then=cast("Criterion", other), otherwise=first.then)
