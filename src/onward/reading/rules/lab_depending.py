"""Limits that depend on liver or bone metastases, Gilbert's syndrome or anticoagulants, in their plain shapes."""

from __future__ import annotations

from onward.criteria import NODES, AllOf, AnyOf, Criterion, LabValue, Limits, MetastaticSites, Takes, When
from onward.reading.amounts import Amount, Bound, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    GILBERT,
    limits_of,
    names_of,
)
from onward.reading.things import Fixed, Ill, Treated, all_of

DEPENDING = Stage("limits that depend")
depending = DEPENDING.rule

_CASE = (
    "{if|in case of|in presence of|for patient with|for subject with|for participant with|in patient with|in subject with|with|for those with|when|where|in participant with|in setting of|for|in event of|in|"
    "for patient who have|if there are|if there is|if patient has|if subject has|unless|unless due to|unless patient has|if due to|if attributable to|for patient known to have|in those with|for person with|if participant has|if patient have|unless subject has|in patient who have|for individual with|in individual with|except in patient with|except for patient with|except patient with|in woman with|except in presence of|unless in presence of|unless related to|unless there is|unless there are|unless patient have|if secondary to|if elevation is due to|if caused by|in subject who have|among patient with|if present|if participant have|except subject with|except in subject with|in case with|unless attributable to|except in case of|except in|except for} [known|documented|presence of|presence of known|history of|evidence of|proven|confirmed|diagnosis of|known history of|demonstrated|existing|underlying|radiographic|established|diagnosed|also|any]"
)


def dependent(criterion: Criterion, case: Criterion, bound: Bound) -> Criterion | None:
    """The limit with another one where the case holds; None where the other is no wider one of the same analyte."""
    labs = criterion.of if isinstance(criterion, AllOf) else (criterion,)
    parts: list[Criterion] = []
    for one in labs:
        if not isinstance(one, LabValue) or not _is_wider(one.limits, bound.limits):
            return None
        times, unit = bound.times, bound.unit
        if not times and not unit:
            times, unit = one.times, one.unit
        other = LabValue(
            analyte=one.analyte,
            limits=bound.limits,
            unit="" if times else unit,
            times=times,
            within_days=one.within_days,
        )
        parts.append(When(condition=case, then=other, otherwise=one))
    return all_of(tuple(parts))


def _is_wider(usual: Limits, other: Limits) -> bool:
    """Whether the other limit lets in more: on the same side, and further out."""
    usual_high, other_high = usual.at_most or usual.below, other.at_most or other.below
    usual_low, other_low = usual.at_least or usual.above, other.at_least or other.above
    if usual_high is not None and other_high is not None and usual_low is None and other_low is None:
        return other_high > usual_high
    return (
        usual_low is not None
        and other_low is not None
        and usual_high is None
        and other_high is None
        and other_low < usual_low
    )


_SO = "[,|;|.|and] [(|or] [or] [up to]"
_ALLOWED = "[is allowed|are allowed|allowed|is acceptable|acceptable|is permitted|permitted|will be allowed|is eligible|are eligible|may be allowed]"


@depending(
    f"<X> {_SO} <R> {_ALLOWED} {_CASE} <C> [are present|is present|present|involvement|exist|to liver] [)]",
    f"<X> {_SO} <A> {_ALLOWED} {_CASE} <C> [are present|is present|present|involvement|exist] [)]",
    f"<X> {_SO} {_CASE} <C> [are present|is present|present|exist] [,|:] [who|whose|then|in whom|for whom|where] [it|level|value|ast|alt|both|total|that|limit] [must have|may have|can have|should have|must be|should be|may be|can be|is|are|have] <R> {_ALLOWED} [)]",
    f"<X> {_SO} {_CASE} <C> [are present|is present|present|exist] [,|:] [who|whose|then|in whom|for whom] [must have|may have|can have|should have|with] [<L>] [must be|should be|may be|can be|is|are|of] <R> {_ALLOWED} [)]",
    gives="X",
)
def with_case(found: Found) -> object:
    """ "AST ≤ 2.5 x ULN (≤ 5 x ULN with liver metastases)"."""
    thing = found.any("C")
    case: Criterion | None = None
    if isinstance(thing, Ill) and thing.groups == ("Gilbert's syndrome",) and not thing.qualities:
        case = GILBERT
    elif isinstance(thing, Fixed) and isinstance(thing.criterion, MetastaticSites) and not thing.qualities:
        case = thing.criterion
    if case is None:
        return None
    analytes = names_of(found.any("L"))
    criterion = found.any("X")
    bound = found.maybe("R", Bound)
    if bound is None and found.has("A"):
        bound = bound_of("at_most", found.take("A", Amount))
    if bound is None or not isinstance(criterion, NODES) or "unless" in found.words or "except" in found.words:
        return None
    made: Criterion = criterion
    if analytes is not None and set(analytes.names) != {one.analyte for one in limits_of(made)}:
        return None
    if ("(" in found.words) != (")" in found.words) and "(" in found.words:
        return None
    return dependent(made, case, bound)


@depending(
    "<X> [,|;|(] [or] {unless|except} [patient|subject|participant] [is|are] [currently] [receiving|taking|on|treated with|using|in patient on|for patient on|for patient receiving|in patient receiving|is receiving|patient receiving] [therapeutic|stable dose of|full dose] <D> [therapy|treatment] [)]",
    gives="X",
)
def unless_treated(found: Found) -> object:
    """ "INR ≤ 1.5 unless on anticoagulants"."""
    criterion, drugs = found.any("X"), found.any("D")
    if found.draft.denied or not isinstance(criterion, LabValue) or not isinstance(drugs, Treated):
        return None
    return AnyOf(of=(criterion, Takes(drugs=drugs.drugs)))


@depending(
    "<X> [,|;|(] {unless|except} [for] [patient|subject] [with|has] [known|documented] [history of|diagnosis of] <C> [)]",
    gives="X",
)
def unless_gilbert(found: Found) -> object:
    """ "bilirubin ≤ 1.5 x ULN unless Gilbert's syndrome"."""
    ill = found.any("C")
    criterion = found.any("X")
    if (
        found.draft.denied
        or not isinstance(ill, Ill)
        or ill.groups != ("Gilbert's syndrome",)
        or not isinstance(criterion, LabValue)
    ):
        return None
    return AnyOf(of=(criterion, GILBERT))
