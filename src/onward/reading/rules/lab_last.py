"""Last of all: two limits with "or", and limits for people whom the words tell but no record does: a human says who."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import AskHuman, Criterion, LabValue, Not
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import asks_for_values, bound_again, is_floor, limits_of, names_of, numbers_of, side_of
from onward.reading.things import JUDGED, all_of, any_of, negated

LAB_LAST = Stage("limits for others")
last = LAB_LAST.rule


@last("<X> {or|and/or} <R>", "<X> ( {or|and/or} <R> )", "<X> or <A>", gives="X")
def or_another_limit(found: Found) -> object:
    """ "LVEF ≥ 50 % or ≥ the lower limit of normal": either."""
    value, bound = found.any("X"), found.maybe("R", Bound)
    if bound is None and isinstance(value, LabValue):
        bound = bound_of(side_of(value), found.take("A", Amount))
    if bound is None:
        return None
    behind = found.match.string[found.match.end() :].split()
    if not isinstance(value, LabValue) or bool(value.times) == bool(bound.times):
        return None
    if behind and behind[0] not in (",", ";", ".", ")", "and", "X") and behind[0][0] != "X":
        return None
    other = bound_again(value, bound)
    if other is None or is_floor(value) != is_floor(other):
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
    usual, other = cast("Criterion", value), bound_again(value, found.take("R", Bound))
    if other is None or is_floor(usual) is None or is_floor(usual) != is_floor(other):
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
