"""Electrocardiogram and blood pressure: QT intervals however they are told, "150/100 mmHg", values beside a function."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from onward.criteria import NODES, AskHuman
from onward.reading.amounts import Amount, Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import Analytes, asks_for_values, lab, limits_of, names_of
from onward.reading.things import (
    JUDGED,
    Fixed,
    Ill,
    Several,
    Thing,
    Treated,
    Window,
    all_of,
    any_of,
    with_status,
    with_window,
)
from onward.reading.things_asked import question_of

ECG_NAMES = Stage("names of the QT interval")
_METHOD = "{by|using|according to|per|with|via} {fridericia|fridericias|fredericia|fredericias|bazett|bazetts} [formula|method|correction|equation|qt] [correction] [formula|calculation]"


@ECG_NAMES.rule(
    f"[mean|baseline|resting|screening|average] [resting] qt [/ qtc] [(|] [interval] [)] [as|with|for] [adjusted|corrected|qt corrected] [for] [heart rate|<L:rate>] {_METHOD} [( <L:again> )]",
    f"[mean|baseline|resting|screening|average] [resting] <L:qt> [interval] [as|with|for] [adjusted|corrected] [for heart rate|for <L:rate>] [( ] {_METHOD} [)] [( <L:again> )]",
    gives="L",
)
def qt_by_method(found: Found) -> object:
    """ "QT interval adjusted according to Fridericia (QTcF)"."""
    if found.words.count("(") != found.words.count(")"):
        return None
    known = names_of(found.any("qt")) if found.has("qt") else None
    if found.has("qt") and (known is None or not set(known.names) <= _QTC | {"QT interval"}):
        return None
    if found.has("rate") and (rate := names_of(found.any("rate"))) is not None and rate.names != ("heart rate",):
        return None
    name = "QTc (Bazett)" if "bazett" in found.words else "QTcF"
    again = names_of(found.any("again")) if found.has("again") else None
    if again is not None and again.names not in ((name,), ("QTc, method not stated",)):
        return None
    return Analytes((name,), "and")


_QTC = frozenset({"QTcF", "QTc (Bazett)", "QTc, method not stated"})


@ECG_NAMES.rule(
    "{prolongation of|prolonged|marked prolongation of|baseline prolongation of|lengthened|marked baseline prolongation of} [baseline|mean] <L> {<R:limit>|( <R:other> )|[interval] [of|to|is|value] <R:third>}",
    "<L> [interval] {prolongation|prolonged} [,|(] [as] [defined as|defined by|to|of|is|with|ie|by] [a] {<R:fourth>|<L:again> [interval|of|is] <R:fifth>} [)]",
    gives="",
)
def prolonged(found: Found) -> object:
    """ "QTc prolongation defined as QTc > 480 ms": the limit says when it is prolonged."""
    analytes = names_of(found.any("L"))
    if analytes is None or not set(analytes.names) <= _QTC or found.words.count("(") != found.words.count(")"):
        return None
    again = names_of(found.any("again")) if found.has("again") else analytes
    if again is None or not set(again.names) <= _QTC:
        return None
    name = found.sign("again") or found.sign("L")
    sign = next(one for name_ in ("limit", "other", "third", "fourth", "fifth") if (one := found.sign(name_)))
    return f"L{name} R{sign} "


@ECG_NAMES.rule(
    "[systemic] {blood pressure|bp} [reading|level|value] [of|:|is|must be|should be] <R> {/|over} <AN:low> [mmhg|mm hg]",
    gives="X",
)
def both_pressures(found: Found) -> object:
    """ "blood pressure > 150/100 mmHg": among what keeps out, either of the two."""
    bound, low = found.take("R", Bound), found.any("low")
    amount = low if isinstance(low, Amount) else Amount(value=cast("Decimal", low))
    if bound.times or amount.times or {bound.unit, amount.unit} - {"", "mm[Hg]"}:
        return None
    if (bound.low is None) == (bound.high is None):
        return None
    pressure = (
        Bound(low=amount, low_open=bound.low_open) if bound.low else Bound(high=amount, high_open=bound.high_open)
    )
    parts = (
        lab(Analytes(("systolic blood pressure",), "and"), bound),
        lab(Analytes(("diastolic blood pressure",), "and"), pressure),
    )
    known = tuple(part for part in parts if part is not None)
    if len(known) != 2:
        return None
    if found.draft.denied:
        return any_of(known)
    return all_of(known) if bound.high is not None else None


HEART_VALUES = Stage("a function and its value")


@HEART_VALUES.rule(
    "<C:long> [,|(] {defined as|ie|defined by|of|as defined by|with|, defined as} [a] <X> [)]",
    gives="X",
)
def long_by_value(found: Found) -> object:
    """ "QTc prolongation, defined as QTc > 480 ms": the limit says when it is prolonged."""
    long, value = found.any("long"), found.any("X")
    said = found.draft.spoken(f"C{found.sign('long')} ")
    if not isinstance(long, Ill) or long.qualities or long.window or "prolong" not in said:
        return None
    labs = limits_of(value)
    if not labs or not {one.analyte for one in labs} <= _QTC or found.words.count("(") != found.words.count(")"):
        return None
    return value


@HEART_VALUES.rule(
    "[abnormal|impaired|reduced|low|decreased|poor|<Q>] [cardiac] <L> [,|(] [with|defined as|ie|as defined by|as evidenced by|of] [a] <X> [)]",
    gives="X",
)
def named_and_limited(found: Found) -> object:
    """ "abnormal left ventricular function (LVEF < 55 %)": the limit says it."""
    analytes, value = names_of(found.any("L")), found.any("X")
    labs = limits_of(value)
    if analytes is None or not labs or {one.analyte for one in labs} != set(analytes.names):
        return None
    return value if found.words.count("(") == found.words.count(")") else None


@HEART_VALUES.rule(
    "<X> {scan|study|assessment|examination|testing}",
    "{cardiac|left ventricular|heart} function {with|as shown by|by|defined as|defined by|,|:|as demonstrated by|as evidenced by} [a] <X>",
    gives="X",
)
def words_around(found: Found) -> object:
    """ "... as determined by echocardiogram or MUGA scan"."""
    value = found.any("X")
    behind = found.match.string[found.match.end() :].split()
    if not isinstance(value, NODES) or not asks_for_values(value):
        return None
    if found.words.split()[0] in ("cardiac", "left", "heart"):
        return value if {one.analyte for one in limits_of(value)} <= {"LVEF"} else None
    return value if not behind or behind[0] in (",", ".", ";", ")", "and", "or") or len(behind[0]) == 2 else None


RECENT = Stage("recent, and since when")


@RECENT.rule(
    "[known] history of [a] {decrease|decline|decreased|drop|fall|reduction|reduced|decreasing} [in|of] <L> [to|by] [<R>] [{or|and/or} <C>] {during|with|after|during or after|while on|on|following|while receiving|during or following} [prior|previous] [adjuvant] <D> [therapy|treatment]",
    "[known] history of [a] <L> {decrease|decline|drop|fall|reduction|decreased|declined} [to|by] [<R>] [{or|and/or} <C>] {during|with|after|during or after|while on|on|following|while receiving|during or following} [prior|previous] [adjuvant] <D> [therapy|treatment]",
    "[known] history of [a] {decrease|decline|decreased|drop|fall|reduction|reduced|decreasing} [in|of] <L> [to|by] [<R>] [{or|and/or} <C>] <D> [therapy|treatment]",
    gives="X",
)
def fell_under_a_drug(found: Found) -> object:
    """ "history of LVEF decline to below 50 % during trastuzumab": of nobody who was never given it."""
    analytes, drug = names_of(found.any("L")), found.any("D")
    behind = found.match.string[found.match.end() :].strip(" .")
    if analytes is None or analytes.names != ("LVEF",) or behind or not isinstance(drug, (Treated, Several)):
        return None
    if isinstance(drug, Treated) and drug.window is not None:
        return None
    said = found.draft.spoken(found.match[0]).strip(" .,;")
    if not re.search(r"\b(?:with|during|after|on|following|receiving)\b", said):
        return None
    given = question_of(with_status(drug, "ever"), denied=True)
    return all_of((given, AskHuman(question=f"Is it so: {said}?", because=JUDGED)))


@RECENT.rule("<Q:recent> ( <W> ) <CDO:thing>", gives="")
def recent(found: Found) -> object:
    """ "recent (within 6 months) myocardial infarction"."""
    if str(found.any("recent")) != "recent":
        return None
    thing = with_window(cast("Thing", found.any("thing")), found.take("W", Window))
    sign, at = found.match["thing"], found.match.start("thing")
    if thing is None or sign is None:
        return None
    return found.draft.put(found.match.string[at - 1], thing)


FAMILY = Stage("what runs in the family")


@FAMILY.rule(
    "[known|positive] {personal or family|personal or familial|family or personal|personal and/or family|medical or family|medical or immediate family|personal or immediate family|own or family} [history] [of|for] <C:what>",
    gives="C",
)
def own_or_of_the_family(found: Found) -> object:
    """ "personal or family history of long QT syndrome": hers is asked of the record, that of her family of her."""
    said = found.draft.spoken(found.words).strip(" ,.;")
    own = with_status(cast("Thing", found.any("what")), "ever")
    asked = AskHuman(question=f"Is there a family history: {said}?", because=JUDGED)
    return Several(joint="or", parts=(own, Fixed(criterion=asked)))


@FAMILY.rule("{known|existing|documented} , <C>", "{known|existing|documented} , {known|existing} <C>", gives="C")
def known_and(found: Found) -> object:
    """ "known, active infection": known adds nothing."""
    return found.any("C")


@FAMILY.rule(
    "[immediate|positive|known|strong|significant|close|first degree] family [member with|member has] [history of] <C:what>",
    "[immediate|positive|known|strong|significant|close|first degree] family [history] [of|for] <F:cancer>",
    gives="C",
)
def family(found: Found) -> object:
    """ "family history of long QT syndrome": of her relatives, not of her."""
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] in ("no", "not", "without", "negative", "personal", "and/or", "or/and"):
        return None
    said = found.draft.spoken(found.words).strip(" ,.;")
    what = found.any("what")
    if isinstance(what, Several) and isinstance(what.parts[-1], Treated):
        # "... or a family history of long QT syndrome, or a drug that prolongs QT": the drug is her own.
        if not all(isinstance(part, Ill) for part in what.parts[:-1]) or " or " not in said:
            return None
        asked = AskHuman(question=f"Is there a family history: {said.rsplit(' or ', 1)[0]}?", because=JUDGED)
        return Several(joint="or", parts=(Fixed(criterion=asked), what.parts[-1]))
    return Fixed(criterion=AskHuman(question=f"Is there a family history: {said}?", because=JUDGED))
