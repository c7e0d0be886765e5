"""Blood counts by her own strength: without transfusions or growth factors, "haemoglobin ≥ 9 g/dL without transfusion"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from onward.criteria import AskHuman, Criterion, Not
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    is_closed,
    limits_of,
)
from onward.reading.things import JUDGED, Happened, Thing, Treated, Window, all_of
from onward.reading.things_asked import question_of

LAB_AIDED = Stage("limits without help")
rule = LAB_AIDED.rule

# --- by their own strength


_WITHOUT = "{without|with no|no|not|in absence of|unsupported by|independent of|and no|and without|not supported by|not receiving|not achieved by|not requiring|without requiring|with no need for|without need for|without use of|without support of|without help of|without recent|without prior|without receiving|with no prior|without having received|no prior|patient must not have received|patient must not have had|in absence of recent|not using|and not}"
_HELP = "[any|blood|red blood cell|platelet|rbc|prbc|use of|receiving|erythrocyte|hematopoietic|red cell|previous|recent|have had]"


@rule(
    f"<X> [,|;|(|.] {_WITHOUT} {_HELP} <DO:help> [support|dependence] [{{or|and|,|and/or|/|, or|nor}} {_HELP} <DO:more>] [support] [{{or|and|,|and/or|/|, or|nor}} {_HELP} <DO:third>] [support] [,] [given|administered] {{<W>|for [<B>] <T>|<B> <T>|in <N> {{previous|last|past}} {{week|day}}}} [)]",
    gives="X",
)
def unaided(found: Found) -> object:
    """ "haemoglobin ≥ 9 g/dL without transfusion within 14 days"."""
    window = _window(found)
    if window is None or found.draft.denied or not limits_of(found.any("X")) or not is_closed(found.words):
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


def _window(found: Found) -> Window | None:
    """ "within 14 days", "for at least 14 days", "in the two previous weeks"."""
    if found.has("W"):
        return found.take("W", Window)
    if found.has("N"):
        return Window(days=int(found.take("N", Decimal)) * (7 if "week" in found.words else 1))
    return Window(days=found.take("T", Stretch).days)


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
    labs = limits_of(found.any("X"))
    help_ = found.any("help")
    if not labs or not is_closed(found.words) or found.draft.denied:
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
    if found.draft.denied or not limits_of(found.any("X")) or not is_closed(found.words):
        return None
    for name in ("help", "more"):
        value = found.any(name)
        if isinstance(value, Happened) and value.event.event != "transfusion":
            return None
        if value is not None and not isinstance(value, (Happened, Treated)):
            return None
    words = " ".join(found.draft.spoken(found.words[found.words.index(" ") :]).strip(" ,;()").split())
    return all_of((cast("Criterion", found.any("X")), AskHuman(question=f"Is it so: {words}?", because=JUDGED)))
