"""What stands behind or before a limit and says how, when or by what it was measured."""

from __future__ import annotations

from typing import cast

from onward.criteria import NODES, AskHuman, Criterion, LabValue, Takes
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    Analytes,
    Case,
    asks_for_values,
    is_closed,
    lab,
    limits_of,
    names_of,
    numbers_of,
)
from onward.reading.things import JUDGED, Ill, Treated, all_of, any_of

# --- words behind a value that add nothing


BEHIND = Stage("words behind a limit")


@BEHIND.rule(
    "<X> [,] {[at rest] on room air|while on room air|breathing room air|( on room air )|[at rest] on ambient air|on room air at rest|obtained <Z>|( <Z> )|<Z>|( institutional )|for reference lab|for reference laboratory|on screening ecg|on screening electrocardiogram|on baseline ecg|ecg|electrocardiogram|( local laboratory )|of laboratory|per local laboratory|obtained from <N> ecg|obtained from triplicate ecg|on <N> ecg|at rest|( at rest )|on ecg|on electrocardiogram|on resting ecg|( average of <N> ecg )|on triplicate ecg|( mean of <N> ecg )|( non fasting )|( fasting )|( calculated )|( measured or calculated )|( calculated or measured )|based on <N> ecg|on <N> consecutive ecg|on screening|( by local lab )|in institution|for this institution|( preferred )|of institution|of center|( actual or calculated )|from <N> ecg|from triplicate ecg|on two consecutive ecg|by ecg|on <N> lead ecg|on <N> lead electrocardiogram|( manually read )}",
    "<X> [,|(] [based on|on|from|by|using|as] [average|mean|average of|mean of] [screening|baseline|resting|single|at least] [triplicate|<N:three>] [<N> lead] {ecg|electrocardiogram|electrocardiogram tracing} [reading|tracing] [)]",
    gives="X",
    again=True,
)
def behind(found: Found) -> object:
    """ "QTcF > 480 ms on the screening ECG"."""
    value = found.any("X")
    if isinstance(found.any("Z"), Case):
        return None
    return value if isinstance(value, NODES) and asks_for_values(value) else None


LAB_SHOWN = Stage("limits and how they are told")
rule = LAB_SHOWN.rule


@rule(
    "<X> [,|;|(] {unless|except|except if|except for|or} [<P>] [with|who are|who is] [is receiving|are receiving|receiving|on|is on|are on|is taking|are taking|taking|is|are|is being treated with|currently receiving|treated with|is currently receiving|is currently on] [therapeutic|stable|stable dose of|stable dose|full dose|therapeutic dose of] <D> [therapy|treatment|medication] [,|( as|and] {as long as|provided|in which case|provided that|so long as|if|then} [inr|pt|aptt|ptt|<L>] [or|and|and/or|/] [<L:more>] {is|are|must be|should be} {within|in} [target] {therapeutic range|intended therapeutic range|range|therapeutic limit} [{for|of} [intended|their|desired|planned] [use of|use|level of] <D:use>|for anticoagulation|of anticoagulation|for intended use|on stable dose] [)]",
    gives="X",
)
def unless_anticoagulated(found: Found) -> object:
    """ "INR ≤ 1.5 unless on anticoagulants, as long as it is within the therapeutic range"."""
    drugs = found.any("D")
    labs = limits_of(found.any("X"))
    if found.draft.denied or not isinstance(drugs, Treated) or drugs.qualities or drugs.window is not None:
        return None
    if (
        not labs
        or not {one.analyte for one in labs} <= {"INR", "aPTT", "prothrombin time"}
        or not is_closed(found.words)
    ):
        return None
    in_range = AskHuman(question="Is the clotting test within the range that the treatment aims at?", because=JUDGED)
    return any_of((cast("Criterion", found.any("X")), all_of((Takes(drugs=drugs.drugs), in_range))))


@rule("<X> {and|, and|but} <R>", gives="X")
def both_sides(found: Found) -> object:
    """ "potassium ≥ LLN and ≤ ULN"."""
    value, bound = found.any("X"), found.take("R", Bound)
    if not isinstance(value, LabValue) or found.draft.denied or (bound.low is None) == (bound.high is None):
        return None
    low = value.limits.at_least is not None or value.limits.above is not None
    high = value.limits.at_most is not None or value.limits.below is not None
    if low == high or high != (bound.low is not None):
        return None
    other = lab(Analytes((value.analyte,), ""), bound)
    return all_of((value, other)) if other is not None else None


@rule("<X> {or|, or|and/or} <R>", gives="X")
def other_side(found: Found) -> object:
    """ "systolic blood pressure > 160 or < 90 mmHg", among what keeps out: either."""
    one, bound = found.any("X"), found.take("R", Bound)
    if not isinstance(one, LabValue) or not found.draft.denied or bound.times:
        return None
    low, high = numbers_of(one.limits)
    other_low, other_high = numbers_of(bound.limits)
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
    labs = limits_of(value)
    if not labs:
        return None
    first = found.words.split()[0]
    return value if first in ("value", "level") or {one.analyte for one in labs} == {"LVEF"} else None
