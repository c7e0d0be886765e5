"""Laboratory limits that hold for some people only: liver or bone metastases, Gilbert's syndrome, a raised creatinine.

"AST ≤ 2.5 x ULN (≤ 5 x ULN if liver metastases)", "bilirubin ≤ 1.5 x ULN unless Gilbert's", "creatinine ≤ ULN or
clearance ≥ 60 mL/min for patients with creatinine above ULN", "haemoglobin ≥ 9 g/dL without transfusion within 14 days".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from onward.criteria import (
    NODES,
    AllOf,
    AnyOf,
    AskHuman,
    Criterion,
    LabValue,
    Limits,
    MetastaticSites,
    Not,
    Takes,
    When,
)
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.labs import GILBERT, is_plausible, lab, names_of
from onward.reading.things import JUDGED, Fixed, Happened, Ill, Thing, Treated, Window, all_of, any_of, question_of

LAB_CASES = Stage("limits for some people")
rule = LAB_CASES.rule


@dataclass(frozen=True, slots=True)
class Case:
    """For whom another limit, or none, holds; `apart`: the words except them ("unless", "except")."""

    who: Criterion
    apart: bool


_WHO = "[<P:who>|those|person|<P:who>|woman|man]"
_WITH = "[with|who have|who has|have|has|having|with known|presenting with|suffering from|diagnosed with]"
_KNOWN = "[known|documented|presence of|presence of known|history of|evidence of|proven|confirmed|diagnosis of|known history of|demonstrated|existing|underlying|radiographic|established|diagnosed|any|known presence of|documented history of|clinically|with|metastatic disease to|suspected|radiographically confirmed|baseline]"
_CAUSED = "{due to|related to|attributable to|attributed to|caused by|secondary to|resulting from|explained by|result of|because of|consequence of|associated with|directly attributable to|clearly attributable to|solely due to}"
_BEHIND = "[are present|is present|present|involvement|exist|at baseline|is documented|are documented]"
_RISE = "[elevation|elevated|increase|increased|abnormality|it|they|value|this|abnormal|level|bilirubin elevation|<L:rise>|elevated <L:rise2>|increase in <L:rise3>|elevation of <L:rise4>|hyperbilirubinemia|transaminase elevation|<Y:organ> function test elevation|<Y:organ> function test ( lft ) elevation|lft elevation|<Y:organ> enzyme elevation]"
_ISDUE = "[is|are|known to be|is known to be|are known to be|is considered|considered|is considered to be|is believed to be|is thought to be|can be|can be clearly|is clearly|is felt to be|is solely|are considered|may be|directly|clearly]"


@rule(
    f"{{unless|except|except for|except in|except if|other than|with exception of|excluding|not including|except when|exception :|exception for|exception is|except in case of|unless in|except with|apart from}} [in|for|those] {_WHO} {_WITH} {_KNOWN} <C> {_BEHIND}",
    f"{{unless|except if|except|except when|except where|unless there is|except in case where}} {_RISE} {_ISDUE} {_CAUSED} {_KNOWN} <C>",
    "{unless|except if|except when|except} {there is|there are|<P:who> has|<P:who> have|it is} "
    f"{_KNOWN} <C> {_BEHIND}",
    "<C> {excepted|excluded|is an exception|are exempt|exempt|exempted}",
    gives="Z",
)
def apart(found: Found) -> object:
    """ "unless due to Gilbert's syndrome", "except in patients with liver metastases"."""
    who = _who(found.any("C")) if _has_a_limit(found) else None
    return None if who is None else Case(who, apart=True)


@rule(
    f"{{if|in case of|in presence of|in setting of|in event of|when|where|among|for|in|with|in case where|only if|but only in|for those|in those}} {_WHO} {_WITH} {_KNOWN} <C> {_BEHIND}",
    f"{{if|when|where|in case of|in case where|in case when}} {_RISE} {_ISDUE} {_CAUSED} {_KNOWN} <C>",
    f"{_CAUSED} {_KNOWN} <C>",
    f"{{if|in case of|in presence of|for|in|with|when}} {_WHO} {_WITH} {_KNOWN} <Y> {{involvement|lesion|metastatic disease|disease|tumor|tumor involvement}} {_BEHIND}",
    "{if|when|where} {there is|there are|<P:who> has|<P:who> have} " + f"{_KNOWN} <C> {_BEHIND}",
    gives="Z",
)
def case(found: Found) -> object:
    """ "if liver metastases are present", "for patients with documented liver metastases"."""
    if not _has_a_limit(found):
        return None
    sites = found.any("Y") if found.has("Y") else None
    if isinstance(sites, tuple):
        sites = cast("tuple[str, ...]", sites)
        return Case(MetastaticSites(sites=sites), apart=False) if set(sites) <= _SITES else None
    who = _who(found.any("C"))
    return None if who is None else Case(who, apart=False)


_SITES = frozenset({"liver", "bone"})


def _has_a_limit(found: Found) -> bool:
    """Whether a limit stands before it, of which it can be the case."""
    before = found.match.string[: found.match.start()]
    return any(_labs_in(found.draft.at(sign)) for sign in re.findall(r"X([\ue000-\uf8ff])", before))


def _who(value: object) -> Criterion | None:
    """Liver or bone metastases, or Gilbert's syndrome, without a word more."""
    match value:
        case Ill(groups=("Gilbert's syndrome",), qualities=(), window=None, except_groups=()):
            return GILBERT
        case Fixed(criterion=MetastaticSites(sites=sites) as spread, qualities=()) if set(sites) <= _SITES:
            return spread
        case MetastaticSites(sites=sites) if set(sites) <= _SITES:
            return value
        case _:
            return None


_OPEN = "[,|;|(|:|and|or|but|.|, and|, or|; or|( or|( and|or up to|, up to|( up to|( or up to|up to|; up to|, or up to|, but|. or|, ( or]"
_MAY = "[is allowed|are allowed|allowed|is acceptable|acceptable|is permitted|permitted|will be allowed|is eligible|are eligible|may be allowed|are acceptable|are permitted|will be permitted|is accepted|accepted|will be accepted|is tolerated]"
_THEN = "[,|:|then|, then|, in which case|in which case|, in whom|, who|, whose|, for whom|whose|who|in whom|for whom|, where|where|, then a|, which|( in which case|in this case|, in that case|, in this case|, the|, when|, they|( then]"
_MUST = "[must have|may have|can have|should have|must be|should be|may be|can be|is|are|have|must|may enroll if|may be enrolled if|are eligible if|is eligible if|may be included if|can enroll if|will be allowed|must not exceed|are allowed|should|may|is acceptable up to|limit is|required to have|are required to have|who must have|who may have|who are allowed|are allowed to have|will be|can|are eligible with|level of|value of|values|levels|be|level may be|level must be|level should be|up to|may be up to|can be up to|of|need to be|has to be]"


@rule(
    f"<X> {_OPEN} <R> {_MAY} [,|(] <Z> [)]",
    f"<X> {_OPEN} <A> {_MAY} [,|(] <Z> [)]",
    f"<X> {_OPEN} <Z> {_THEN} [<L:named>|<L:named> level|total|it|level|value|limit|both|that|<L:named> value] {_MUST} <R> {_MAY} [)] [)]",
    f"<X> {_OPEN} <Z> {_THEN} [<L:named>|<L:named> level|total|it|level|value|limit|both|that|<L:named> value] {_MUST} <A> {_MAY} [)] [)]",
    gives="X",
)
def other_limit(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN (≤ 5 x ULN with liver metastases)"."""
    for_whom = found.maybe("Z", Case)
    if for_whom is None or not _is_closed(found.words) or _is_limited(found):
        return None
    bound = found.maybe("R", Bound)
    if bound is None:
        if found.draft.denied:
            return None
        bound = bound_of("at_most", found.take("A", Amount))
    labs = _labs_in(found.any("X"))
    named = names_of(found.any("named"))
    if named is not None and {one.analyte for one in labs} != set(named.names):
        return None
    return _dependent(found, labs, for_whom.who, bound)


@rule(
    f"<X> {_OPEN} <X:other> {_MAY} [,|(] <Z> [)]",
    f"<X> {_OPEN} <Z> {_THEN} {_MUST} [have|having|total|a] <X:other> {_MAY} [)]",
    gives="X",
)
def other_question(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN except in Gilbert's syndrome, who must have a direct bilirubin ≤ 1.5 x ULN"."""
    for_whom = found.maybe("Z", Case)
    usual, other = _labs_in(found.any("X")), _labs_in(found.any("other"))
    if for_whom is None or not usual or not other or not _is_closed(found.words) or _is_limited(found):
        return None
    if _goes_on(found):
        return None
    names, others = {one.analyte for one in usual}, {one.analyte for one in other}
    if for_whom.who == GILBERT:
        if names != {"bilirubin"} or not others <= {"bilirubin", "bilirubin direct"}:
            return None
    elif names != others or not others <= _LIVER_TESTS:
        return None
    if names == others and not all(
        _lets_in_more(one.limits, more.limits, denied=found.draft.denied)
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


_LIVER_TESTS = frozenset({"AST", "ALT", "alkaline phosphatase", "GGT", "bilirubin", "albumin", "LDH"})


@rule(
    "<X> [,|;|(|, (] <Z> {and|with|, with|and with|, and|who have|, who have|in which case|, in which case|provided|, provided|as long as|if|who must have|, who must have|where|, in whom|and if|provided that|only if} [have|the|a] <X:other> [is required|required|is acceptable] [)]",
    gives="X",
)
def no_limit_but(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN unless due to Gilbert's syndrome and direct bilirubin is normal"."""
    for_whom = found.maybe("Z", Case)
    usual, other = found.any("X"), _labs_in(found.any("other"))
    if for_whom is None or not for_whom.apart or for_whom.who != GILBERT or not isinstance(usual, LabValue):
        return None
    if usual.analyte != "bilirubin" or {one.analyte for one in other} != {"bilirubin direct"}:
        return None
    if found.draft.denied or not _is_closed(found.words):
        return None
    return any_of((usual, all_of((GILBERT, *other))))


@rule("<X> [,|;|(|:|, (] <Z> [is|are] [excluded|allowed|exempt] [)]", gives="X")
def no_limit(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN unless Gilbert's syndrome": the limit, or the exception."""
    for_whom = found.maybe("Z", Case)
    labs = _labs_in(found.any("X"))
    if for_whom is None or not for_whom.apart or not labs or not _is_closed(found.words) or _goes_on(found):
        return None
    if not {one.analyte for one in labs} <= _LIVER_TESTS or (for_whom.who == GILBERT and len(labs) > 1):
        return None
    usual = cast("Criterion", found.any("X"))
    return all_of((usual, Not(of=for_whom.who))) if found.draft.denied else any_of((usual, for_whom.who))


def _dependent(found: Found, labs: tuple[LabValue, ...], who: Criterion, bound: Bound) -> Criterion | None:
    """Each limit with the other one where the case holds."""
    names = {one.analyte for one in labs}
    if not labs or not names <= (_LIVER_TESTS if who != GILBERT else {"bilirubin"}):
        return None
    parts: list[Criterion] = []
    for one in labs:
        times, unit = bound.times, bound.unit
        if not times and not unit:
            times, unit = one.times, one.unit
        if times == one.times and unit == one.unit:
            if not _lets_in_more(one.limits, bound.limits, denied=found.draft.denied):
                return None
        elif not _same_side(one.limits, bound.limits):
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


def _labs_in(value: object) -> tuple[LabValue, ...]:
    """The limits of a question that is nothing but limits; () for any other."""
    parts = value.of if isinstance(value, (AllOf, AnyOf)) else (value,)
    labs = tuple(part for part in parts if isinstance(part, LabValue))
    return labs if len(labs) == len(parts) else ()


def _numbers(limits: Limits) -> tuple[Decimal | None, Decimal | None]:
    low = limits.at_least if limits.at_least is not None else limits.above
    return low, limits.at_most if limits.at_most is not None else limits.below


def _same_side(usual: Limits, other: Limits) -> bool:
    return [n is None for n in _numbers(usual)] == [n is None for n in _numbers(other)]


def _lets_in_more(usual: Limits, other: Limits, *, denied: bool) -> bool:
    """Whether the other limit is on the same side and keeps fewer people out."""
    low, high = _numbers(usual)
    other_low, other_high = _numbers(other)
    if low is not None and other_low is not None and high is None and other_high is None:
        return other_low > low if denied else other_low < low
    if high is not None and other_high is not None and low is None and other_low is None:
        return other_high < high if denied else other_high > high
    return False


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
    more = _labs_in(found.draft.at(next_thing["sign"]))
    return not more or not {one.analyte for one in more}.isdisjoint({"bilirubin", "bilirubin direct"})


def _is_closed(words: str) -> bool:
    return words.count("(") == words.count(")")


# --- creatinine, or its clearance


_CLEARANCE = frozenset({"creatinine clearance", "eGFR"})


@rule(
    "<X> [,|;|(] [and/or|or|or if|if not|or ,|or a|or with] [(] <X:clearance> [,|(] {for|in|if|when|where} [<P>] [with|has|have|who have|whose|in whom|with a] [elevated|level of|abnormal] <X:raised> [)] [)]",
    gives="X",
)
def clearance_where_raised(found: Found) -> object:
    """ "creatinine ≤ ULN or clearance ≥ 60 mL/min for patients with creatinine above ULN": either."""
    usual, clearance, raised = found.any("X"), found.any("clearance"), found.any("raised")
    if found.draft.denied or not _is_closed(found.words):
        return None
    if not (isinstance(usual, LabValue) and isinstance(clearance, LabValue) and isinstance(raised, LabValue)):
        return None
    if usual.analyte != "creatinine" or clearance.analyte not in _CLEARANCE or raised.analyte != "creatinine":
        return None
    if _numbers(usual.limits)[1] is None or _numbers(clearance.limits)[0] is None or _numbers(raised.limits)[0] is None:
        return None
    return any_of((usual, clearance))


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
    if _numbers(usual.limits)[0] is None or side in ("at_most", "below"):
        return None
    limits = Limits(above=Decimal(1)) if side == "above" else Limits(at_least=Decimal(1))
    return any_of((usual, LabValue(analyte="LVEF", limits=limits, times="LLN")))


# --- by their own strength


_WITHOUT = "{without|with no|no|not|in absence of|unsupported by|independent of|and no|and without|not supported by|not receiving|not achieved by|not requiring|without requiring|with no need for|without need for|without use of|without support of|without help of|without recent|without prior|without receiving|with no prior|without having received|no prior|patient must not have received|patient must not have had|in absence of recent|not using|and not}"
_HELP = "[any|blood|red blood cell|platelet|rbc|prbc|use of|receiving|erythrocyte|hematopoietic|red cell|previous|recent|have had]"


@rule(
    f"<X> [,|;|(|.] {_WITHOUT} {_HELP} <DO:help> [support|dependence] [{{or|and|,|and/or|/|, or|nor}} {_HELP} <DO:more>] [support] [{{or|and|,|and/or|/|, or|nor}} {_HELP} <DO:third>] [support] [,] [given|administered] <W> [)]",
    gives="X",
)
def unaided(found: Found) -> object:
    """ "haemoglobin ≥ 9 g/dL without transfusion within 14 days"."""
    window = found.take("W", Window)
    if found.draft.denied or not _labs_in(found.any("X")) or not _is_closed(found.words):
        return None
    parts: list[Criterion] = [cast("Criterion", found.any("X"))]
    for name in ("help", "more", "third"):
        value = found.any(name)
        if value is None:
            continue
        if not isinstance(value, (Happened, Treated)) or value.window is not None or window.at_least:
            return None
        if isinstance(value, Happened) and value.event.event != "transfusion":
            return None
        thing: Thing = _within(value, window)
        parts.append(Not(of=question_of(thing, denied=True)))
    return all_of(tuple(parts))


def _within(thing: Happened | Treated, window: Window) -> Thing:
    return replace(thing, window=window)


@rule(
    "<X> [,|(] {transfusion|<O:help>|blood transfusion|<O:help> or <D:more>|<O:help> and/or <D:more>|<D:more>} [support|to achieve this|to achieve this level|to reach this level] {is allowed|are allowed|allowed|permitted|is permitted|are permitted|may be used|is acceptable|acceptable|are acceptable|may be given} [to achieve this|to meet this criterion|to obtain this value|to achieve this level|to reach this level|to meet this requirement|to reach this value|to attain this value] [)]",
    "<X> [,|(] {after|with|with or without|following|may be supported by|may be achieved by|may be reached by|may be achieved with|may be corrected by|may be obtained by|may be reached by|can be achieved by|may be supported with|may be maintained by|post} {transfusion|<O:help>|<O:help> or <D:more>|<O:help> and/or <D:more>} [if necessary|if needed|support|allowed|is allowed|is acceptable|if clinically indicated] [)]",
    "<X> [,|(] {may be transfused|may be transfused to maintain or exceed this level|patient may be transfused to meet this criterion|may receive transfusion|patient may receive transfusion to meet this criterion|may be transfused to meet this requirement|may transfuse|<P> may be transfused to meet this criterion|<P> may be transfused to this level|<P> may be transfused|<P> may be transfused to meet hgb requirement} [)]",
    gives="X",
)
def aided(found: Found) -> object:
    """ "haemoglobin ≥ 9 g/dL (transfusion is allowed)": however it came about."""
    labs = _labs_in(found.any("X"))
    help_ = found.any("help")
    if not labs or not _is_closed(found.words) or found.draft.denied:
        return None
    if help_ is not None and not (isinstance(help_, Happened) and help_.event.event == "transfusion"):
        return None
    if found.has("more") and not found.has("help"):
        return None
    return (
        found.any("X")
        if {one.analyte for one in labs} <= {"hemoglobin", "platelets", "neutrophils", "leukocytes"}
        else None
    )


@rule(
    f"<X> [,|;|(] {_WITHOUT} {_HELP} <DO:help> [support|dependence] [{{or|and|,|and/or|/|, or|nor}} {_HELP} <DO:more>] [support] [allowed|permitted] [to meet this requirement|to meet this criterion|to achieve this|to reach this level|to meet these criterion|to achieve this level] [)]",
    gives="X",
)
def unaided_some_time(found: Found) -> object:
    """ "(no transfusion to meet this requirement)": since when, a human says."""
    if found.draft.denied or not _labs_in(found.any("X")) or not _is_closed(found.words):
        return None
    for name in ("help", "more"):
        value = found.any(name)
        if isinstance(value, Happened) and value.event.event != "transfusion":
            return None
        if value is not None and not isinstance(value, (Happened, Treated)):
            return None
    words = " ".join(found.draft.spoken(found.words[found.words.index(" ") :]).strip(" ,;()").split())
    return all_of((cast("Criterion", found.any("X")), AskHuman(question=f"Is it so: {words}?", because=JUDGED)))


# --- words behind a value that add nothing


BEHIND = Stage("words behind a limit")


@BEHIND.rule(
    "<X> [,] {obtained <Z>|( <Z> )|<Z>|( institutional )|for reference lab|for reference laboratory|on screening ecg|on screening electrocardiogram|on baseline ecg|ecg|electrocardiogram|( local laboratory )|of laboratory|per local laboratory|obtained from <N> ecg|obtained from triplicate ecg|on <N> ecg|at rest|( at rest )|on ecg|on electrocardiogram|on resting ecg|( average of <N> ecg )|on triplicate ecg|( mean of <N> ecg )|( non fasting )|( fasting )|( calculated )|( measured or calculated )|( calculated or measured )|based on <N> ecg|on <N> consecutive ecg|on screening|( by local lab )|in institution|for this institution|( preferred )|of institution|of center|( actual or calculated )|from <N> ecg|from triplicate ecg|on two consecutive ecg|by ecg|on <N> lead ecg|on <N> lead electrocardiogram|( manually read )}",
    gives="X",
    again=True,
)
def behind(found: Found) -> object:
    """ "QTcF > 480 ms on the screening ECG"."""
    value = found.any("X")
    if isinstance(found.any("Z"), Case):
        return None
    return value if isinstance(value, NODES) and _labs_in(value) else None


@rule(
    "<X> [,|;|(] {unless|except|except if|except for|or} [<P>] [with|who are|who is] [is receiving|are receiving|receiving|on|is on|are on|is taking|are taking|taking|is|are|is being treated with|currently receiving|treated with|is currently receiving|is currently on] [therapeutic|stable|stable dose of|stable dose|full dose|therapeutic dose of] <D> [therapy|treatment|medication] [,|( as|and] {as long as|provided|in which case|provided that|so long as|if|then} [inr|pt|aptt|ptt|<L>] [or|and|and/or|/] [<L:more>] {is|are|must be|should be} {within|in} [target] {therapeutic range|intended therapeutic range|range|therapeutic limit} [{for|of} [intended|their|desired|planned] [use of|use|level of] <D:use>|for anticoagulation|of anticoagulation|for intended use|on stable dose] [)]",
    gives="X",
)
def unless_anticoagulated(found: Found) -> object:
    """ "INR ≤ 1.5 unless on anticoagulants, as long as it is within the therapeutic range"."""
    drugs = found.any("D")
    labs = _labs_in(found.any("X"))
    if found.draft.denied or not isinstance(drugs, Treated) or drugs.qualities or drugs.window is not None:
        return None
    if (
        not labs
        or not {one.analyte for one in labs} <= {"INR", "aPTT", "prothrombin time"}
        or not _is_closed(found.words)
    ):
        return None
    in_range = AskHuman(question="Is the clotting test within the range that the treatment aims at?", because=JUDGED)
    return any_of((cast("Criterion", found.any("X")), all_of((Takes(drugs=drugs.drugs), in_range))))


@rule("<X> {or|, or|and/or} <R>", gives="X")
def other_side(found: Found) -> object:
    """ "systolic blood pressure > 160 or < 90 mmHg", among what keeps out: either."""
    one, bound = found.any("X"), found.take("R", Bound)
    if not isinstance(one, LabValue) or not found.draft.denied or bound.times:
        return None
    low, high = _numbers(one.limits)
    other_low, other_high = _numbers(bound.limits)
    if (bound.unit and bound.unit != one.unit) or one.times:
        return None
    if (low is None) == (other_low is None) or (high is None) == (other_high is None):
        return None
    if low is not None and high is None and other_high is not None and other_high < low:
        return any_of((one, LabValue(analyte=one.analyte, limits=bound.limits, unit=one.unit)))
    if high is not None and low is None and other_low is not None and other_low > high:
        return any_of((one, LabValue(analyte=one.analyte, limits=bound.limits, unit=one.unit)))
    return None


@rule(
    "<C> [interval] corrected for <L:rate> [<Z>] ( <L> ) [of|is] <R>",
    "<C> [interval] ( <L> ) [of|is|value] <R>",
    gives="X",
)
def prolonged(found: Found) -> object:
    """ "prolongation of the QT interval (QTcF) ≥ 470 ms": the limit says when it is prolonged."""
    analytes, ill = names_of(found.any("L")), found.any("C")
    if analytes is None or not set(analytes.names) <= {"QTcF", "QTc (Bazett)", "QTc, method not stated"}:
        return None
    words = found.draft.spoken(found.match[0])
    if not isinstance(ill, Ill) or ill.qualities or "qt" not in words.split("(")[0].split():
        return None
    return lab(analytes, found.take("R", Bound))


@rule(
    "{echocardiogram|muga|echo|multigated acquisition scan|cardiac ultrasound} [scan|( <Z> )|<Z>] [{or|and/or|/} {echocardiogram|muga|echo|multigated acquisition|multi gated acquisition|multiple gated acquisition} [scan]] [( muga )|( echo )|( muga ) scan|<Z:b>] {with|showing|demonstrating|that shows|indicating} <X>",
    "{value|level|values|levels} {for|of} <X>",
    "{adequate|normal|acceptable} {cardiac|left ventricular ejection|left ventricular|ventricular} {function|ejection function|fraction} [( lvef )] [, defined as|defined as|, as defined by|as defined by|with|:|, with|at , defined as] <X>",
    gives="X",
)
def shown_by(found: Found) -> object:
    """ "echocardiogram or MUGA with ejection fraction > 50 %"."""
    value = found.any("X")
    labs = _labs_in(value)
    if not labs:
        return None
    first = found.words.split()[0]
    return value if first in ("value", "level") or {one.analyte for one in labs} == {"LVEF"} else None
