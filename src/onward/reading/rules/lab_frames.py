"""What stands around laboratory limits: by sex, "whichever is lower", by liver metastases or without them, heads of lists.

"QTc > 470 ms (women) or > 450 ms (men)", "AST ≤ 2.5 x ULN without liver metastases, ≤ 5 x ULN with", "adequate marrow
function (neutrophils ..., platelets ...)". What a limit holds for and is not understood stays as a question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import NODES, AnyOf, AskHuman, Criterion, HasSex, LabValue, Not, When
from onward.reading.amounts import Amount, Bound, Side, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    LIVER_TESTS,
    Analytes,
    Case,
    asks_for_values,
    lab,
    last_limits,
    limits_of,
    names_of,
    numbers_of,
    who_of,
)
from onward.reading.things import JUDGED, all_of, any_of, negated

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


@LAB_SEX.rule(_by_sex(_WOMEN, _MEN), _by_sex(_MEN, _WOMEN), gives="X")
def by_sex(found: Found) -> object:
    """ "QTc > 470 ms (women) or > 450 ms (men)": for each sex its own limit."""
    analytes, again = names_of(found.any("L")), names_of(found.any("again"))
    if analytes is None or (again is not None and again.names != analytes.names):
        return None
    if found.words.count("(") != found.words.count(")"):
        return None
    one, other = found.take("R", Bound), found.take("other", Bound)
    if other.unit and not one.unit and not one.times:
        one = _with_unit(one, other.unit)
    if one.unit and not other.unit and not other.times:
        other = _with_unit(other, one.unit)
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


def _with_unit(bound: Bound, unit: str) -> Bound:
    return replace(
        bound,
        low=None if bound.low is None else replace(bound.low, unit=unit),
        high=None if bound.high is None else replace(bound.high, unit=unit),
    )


# --- two limits of one test

LAB_EITHER = Stage("two limits of one test")


def _bound_again(found: Found, value: object, bound: Bound) -> Criterion | None:
    """The limits of a question once more with another bound."""
    labs = limits_of(value)
    if not labs:
        return None
    names = tuple(dict.fromkeys(one.analyte for one in labs))
    if not bound.unit and not bound.times and not labs[0].times:
        bound = _with_unit(bound, labs[0].unit)
    return lab(Analytes(names, "or" if isinstance(value, AnyOf) else "and"), bound)


def _is_floor(criterion: Criterion) -> bool | None:
    """Whether all limits are lower ones; None where they are on both sides."""
    sides = {one.limits.at_least is not None or one.limits.above is not None for one in limits_of(criterion)}
    return sides.pop() if len(sides) == 1 else None


@LAB_EITHER.rule(
    "<X> {or|and|,|/} [<X:again>|<R>] [,|(|;|-] whichever [value|one] [is|was] {lower|higher|greater|less|lowest|highest|smaller|larger|lesser} [)]",
    gives="X",
)
def whichever(found: Found) -> object:
    """ "LVEF below the lower limit of normal or below 50 %, whichever is lower"."""
    one = cast("Criterion", found.any("X"))
    if not found.has("again") and not found.has("R"):
        return None
    other = found.any("again") if found.has("again") else _bound_again(found, one, found.take("R", Bound))
    if not limits_of(one) or other is None or not limits_of(other) or found.words.count("(") != found.words.count(")"):
        return None
    if {lab_.analyte for lab_ in limits_of(one)} != {lab_.analyte for lab_ in limits_of(other)}:
        return None
    floor = _is_floor(one)
    if floor is None or floor != _is_floor(cast("Criterion", other)):
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
        second = _bound_again(found, first, bound)
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


@LAB_EITHER.rule("<Z> [,|:] <X>", gives="X")
def absent_before(found: Found) -> object:
    """ "in the absence of liver metastases, AST ≤ 2.5 x ULN"."""
    case, value = found.maybe("Z", Case), found.any("X")
    if case is None or not isinstance(case.who, Not) or found.match.start() != 0 or found.draft.denied:
        return None
    names = {one.analyte for one in limits_of(value)}
    return When(condition=case.who, then=cast("Criterion", value)) if names and names <= LIVER_TESTS else None


def _side_of(value: LabValue) -> Side:
    """The side of a single limit."""
    limits = value.limits
    if limits.at_least is not None:
        return "at_least"
    if limits.above is not None:
        return "above"
    return "at_most" if limits.at_most is not None else "below"


# --- last of all: two limits with "or", and limits for whom the words are not known

LAB_LAST = Stage("limits for others")
last = LAB_LAST.rule


@last("<X> {or|and/or} <R>", "<X> ( {or|and/or} <R> )", "<X> or <A>", gives="X")
def or_another_limit(found: Found) -> object:
    """ "LVEF ≥ 50 % or ≥ the lower limit of normal": either."""
    value, bound = found.any("X"), found.maybe("R", Bound)
    if bound is None and isinstance(value, LabValue):
        bound = bound_of(_side_of(value), found.take("A", Amount))
    if bound is None:
        return None
    behind = found.match.string[found.match.end() :].split()
    if not isinstance(value, LabValue) or bool(value.times) == bool(bound.times):
        return None
    if behind and behind[0] not in (",", ";", ".", ")", "and", "X") and behind[0][0] != "X":
        return None
    other = _bound_again(found, value, bound)
    if other is None or _is_floor(value) != _is_floor(other):
        return None
    return any_of((value, other))


@last(
    "<X> {associated with|associated to|concurrent with|in conjunction with|concomitant with|concomitantly with|accompanied by|together with|in combination with|combined with|along with|is associated with|are associated with|are associated to|is associated to} <X:other>",
    gives="X",
)
def together(found: Found) -> object:
    """ "AST > 1.5 x ULN together with alkaline phosphatase > 2.5 x ULN"."""
    one, other = found.any("X"), found.any("other")
    if not limits_of(one) or not limits_of(other):
        return None
    return all_of((cast("Criterion", one), cast("Criterion", other)))


@last("if <X> [,] [then] <P> {is|are|will be|should be} {not eligible|ineligible|excluded|not allowed}", gives="X")
def kept_out_if(found: Found) -> object:
    """ "if AST is above 1.5 x ULN, the patient is not eligible"."""
    value = found.any("X")
    if not asks_for_values(value):
        return None
    return value if found.draft.denied else negated(cast("Criterion", value))


_CASES = "if|when|where|in case of|in presence of|in setting of|for patient with|for patient|in patient with|in patient|for participant with|for subject with|in subject with|in participant with|with|due to|for those|for|in"


@last(
    f"<X> [,|;] ( [or] [up to] <R> [is allowed|are allowed|allowed|acceptable|permitted] [,] {{{_CASES}}} ... )",
    f"<X> [,|;] [or] [up to] <R> [is allowed|are allowed|allowed|acceptable|permitted] [,] {{{_CASES}}} $rest",
    f"<X> ( {{{_CASES}}} ... [,] <R> )",
    "<X> {.|;|,} {for patient with|for|in|if} ... [,|:] [<L:named>] [count|level|value] [must be|should be|is|are|of|may be] <R>",
    gives="X",
)
def for_others(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN (≤ 5 x ULN if due to the disease)": for whom, a human says."""
    value, words = found.any("X"), found.words
    behind = found.match.string[found.match.end() :].strip()
    if words.count("(") != words.count(")") or (behind and behind[0] not in ",;.)X" and not behind.startswith("and ")):
        return None
    if not limits_of(value) or {"unless", "except", "not", "no", "must", "may", "without", "or"}.intersection(
        words.split()[3 if "( or" not in words else 4 :]
    ):
        return None
    if any(word[0] in "XR" and len(word) == 2 for word in words.split(found.match["R"])[-1].split()):
        return None
    usual, other = cast("Criterion", value), _bound_again(found, value, found.take("R", Bound))
    if other is None or _is_floor(usual) is None or _is_floor(usual) != _is_floor(other):
        return None
    sign = found.match["R"]
    before, behind_it = found.match[0].split(f"R{sign} ", 1)
    if found.has("named"):
        named = names_of(found.any("named"))
        if named is None or set(named.names) != {one.analyte for one in limits_of(value)}:
            return None
        before = before.split(f"L{found.sign('named')} ")[0]
    said = behind_it if behind_it.strip(" )") else re.split(r"X. [(.;,] ", before, maxsplit=1)[-1]
    case = found.draft.spoken(said).strip(" ,;():.")
    if not case:
        return None
    asked = AskHuman(question=f"Is it so: {case}?", because=JUDGED)
    wider = _is_wider(limits_of(usual), limits_of(other))
    if wider is None:
        return None
    if wider:
        return any_of((usual, all_of((asked, other))))
    return all_of((usual, any_of((Not(of=asked), other))))


@last("<X> {.|;} {for|in|if} ... [,|:] <X:other>", gives="X", whole=True)
def other_limit_for_some(found: Found) -> object:
    """ "ANC ≥ 1 x 10^9/L. For patients with marrow infiltration, ANC ≥ 0.75": for whom, a human says."""
    usual, other = found.any("X"), found.any("other")
    labs, others = limits_of(usual), limits_of(other)
    between = found.match[0].split(f"X{found.sign('X')} ", 1)[1].rsplit(f"X{found.sign('other')} ", 1)[0]
    if (
        not labs
        or [one.analyte for one in labs] != [one.analyte for one in others]
        or re.search(r"[XRA][\ue000-\uf8ff]", between)
    ):
        return None
    if _TURNED.intersection(between.split()):
        return None
    wider = _is_wider(labs, others)
    if wider is None:
        return None
    asked = AskHuman(question=f"Is it so: {found.draft.spoken(between).strip(' ,;.:')}?", because=JUDGED)
    if wider:
        return any_of((cast("Criterion", usual), all_of((asked, cast("Criterion", other)))))
    return all_of((cast("Criterion", usual), any_of((Not(of=asked), cast("Criterion", other)))))


_TURNED = frozenset({"unless", "except", "not", "no", "must", "may", "without", "or", "and", "excluded", "eligible"})


def _is_wider(usual: tuple[LabValue, ...], other: tuple[LabValue, ...]) -> bool | None:
    """Whether the other limits let in more values than the usual ones; None where that cannot be told."""
    told: set[bool] = set()
    for one, another in zip(usual, other, strict=False):
        if (one.unit, one.times) != (another.unit, another.times):
            return None
        low, high = numbers_of(one.limits)
        other_low, other_high = numbers_of(another.limits)
        if low is not None and other_low is not None and high is None and other_high is None and low != other_low:
            told.add(other_low < low)
        elif high is not None and other_high is not None and low is None and other_low is None and high != other_high:
            told.add(other_high > high)
        else:
            return None
    return told.pop() if len(told) == 1 else None


# --- heads of lists of limits

LAB_HEADS = Stage("heads of limits")
head = LAB_HEADS.rule


@head("<X> <X:other>", "<X> {,|;} <X:other>", gives="X", again=True)
def run_together(found: Found) -> object:
    """ "neutrophils ≥ 1.5 x 10^9/L haemoglobin ≥ 9 g/dL": a list whose commas were lost."""
    one, other = found.any("X"), found.any("other")
    if not asks_for_values(one) or not asks_for_values(other):
        return None
    both = (cast("Criterion", one), cast("Criterion", other))
    if found.draft.denied:
        return any_of(both) if "," in found.words or ";" in found.words else None
    return all_of(both)


_ORGAN = "hematologic|hematological|haematologic|haematological|hematopoietic|hepatic|renal|cardiac|liver|kidney|bone marrow|marrow|coagulation|organ|end organ|pulmonary|metabolic|biochemical|cardiovascular|blood|laboratory|non hematologic|hematology|biochemistry|chemistry|serum chemistry|blood chemistry|major organ|left ventricular|blood count|blood cell count|peripheral blood|clinical laboratory|blood clotting|myeloid|<Y>"
_NAMED = f"{{{_ORGAN}}} [{{,|and|or|/|and/or|, and}} {{{_ORGAN.replace('<Y>', '<Y:b>')}}}] [{{,|and|/|, and}} {{{_ORGAN.replace('<Y>', '<Y:c>')}}}] [{{and|, and}} {{{_ORGAN.replace('<Y>', '<Y:d>')}}}]"
_WHAT = "function|reserve|status|parameter|value|test|criterion|capacity|laboratory value|laboratory test|laboratory parameter|level|count|function test|test value|result|profile|laboratory criterion|laboratory result"
_SO = "defined as|defined by|as defined by|as evidenced by|evidenced by|with|consistent with|in accordance with|as indicated by|indicated by|demonstrated by|as demonstrated by|as determined by|determined by|as shown by|including|as measured by|meeting|ie|that is|as follow|defined as follow|as assessed by|which is defined as|is defined as|documented by|as documented by|include|this include|as reflected by"


@head(
    f"[patient|<P>] [must have|has|have|should have|with] [documented|evidence of] [adequate|acceptable|normal|sufficient|appropriate|satisfactory|preserved|good|stable|abnormal|inadequate|impaired|insufficient|poor|following|clinically acceptable|required|<Q>] [baseline] {_NAMED} [{{{_WHAT}}}] [<W>|at baseline|at screening] [(|,|:|;|-|, (] [{{{_SO}}}] [,|:] [following|of] [laboratory|blood] [criterion|value|parameter|level|test|laboratory value|laboratory parameter] [:|,] [a|of|having] <X> [)]",
    "[patient|<P>] [must have|has|have|should have|with] [documented|evidence of] {adequate|acceptable|normal|sufficient|abnormal|inadequate|following} [baseline] "
    f"{{{_WHAT}}} [(|,|:|;|-|, (] [{{{_SO}}}] [,|:] [following] [:|,] [a|of|having] <X> [)]",
    gives="X",
    again=True,
)
def headed(found: Found) -> object:
    """ "adequate marrow function (neutrophils ..., platelets ...)": what it is defined as."""
    value, words = found.any("X"), found.words
    if words.count("(") != words.count(")") or not asks_for_values(value):
        return None
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] not in (",", ";", "and", ":", "."):
        return None
    quality = found.match["Q"] if "Q" in found.match.groupdict() else None
    if quality is not None and str(found.any("Q")) not in ("abnormal", "normal", "adequate"):
        return None
    # "Normal liver function, with ..." under what keeps out would turn.
    abnormal = bool({"abnormal", "inadequate", "impaired", "insufficient", "poor"}.intersection(words.split()))
    good = bool({"adequate", "normal", "sufficient", "acceptable", "preserved", "good"}.intersection(words.split()))
    if found.draft.denied and good and not abnormal:
        return None
    return None if abnormal and not found.draft.denied else value


@head("<X> {hepatic|renal|other|hematopoietic|cardiovascular|pulmonary|hematologic|<Y>}", gives="X", whole=True)
def next_head(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN Renal": the heading of what follows was joined to the line."""
    value = found.any("X")
    return value if isinstance(value, NODES) and asks_for_values(value) and not found.draft.denied else None
