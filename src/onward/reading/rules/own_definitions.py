"""A trial's own definition behind the whole name of the disease: "HER2-positive breast cancer (IHC 3+ or FISH-positive)"."""

from __future__ import annotations

from typing import cast

from onward.criteria import AllOf, AnyOf, Criterion, Receptor, ReceptorPercent
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.her2 import is_result, own_definition
from onward.reading.things import Fixed, all_of, any_of

OWN = Stage("own definitions")
rule = OWN.rule


def _parts(criterion: Criterion) -> tuple[Criterion, ...]:
    return criterion.of if isinstance(criterion, AllOf) else (criterion,)


def _fixed(value: object) -> tuple[Criterion, tuple[str, ...]] | None:
    if isinstance(value, Fixed):
        return value.criterion, value.qualities
    return (value, ()) if isinstance(value, (AllOf, AnyOf, Receptor)) else None


@rule("<FX:disease> ( [ie|defined as|with] <X:own> )", gives="F")
def her2_by_name(found: Found) -> object:
    """ "HER2-positive breast cancer (HER2 3+)"."""
    return her2(found) if is_result(found.any("own")) else None


@rule(
    "<FX:disease> [,|;] {(|defined as|, defined as|: defined as|as defined by|( defined as|which is defined as|is defined as|( ie|: |with|as} [either|:] <I> [)]",
    gives="F",
)
def her2(found: Found) -> object:
    """ "HER2-positive breast cancer (IHC 3+ or FISH-positive)"."""
    disease, own = _fixed(found.any("disease")), found.any("own" if "own" in found.match.groupdict() else "I")
    if disease is None or found.words.count("(") != found.words.count(")"):
        return None
    criterion, qualities = disease
    calls = [part for part in _parts(criterion) if isinstance(part, Receptor) and part.marker == "HER2"]
    if len(calls) != 1:
        return None
    made = own_definition(calls[0], own)
    if made is None:
        return None
    parts = tuple(cast("Criterion", made) if part == calls[0] else part for part in _parts(criterion))
    return Fixed(criterion=all_of(parts), qualities=qualities)


@rule("<FX:disease> [,] {(|( defined as|defined as|( ie} <X:own> [)]", gives="F")
def each_receptor(found: Found) -> object:
    """ "triple-negative cancer, defined as ER < 5 %, PR < 5 % and HER2-negative": each receptor by its own limit."""
    disease, own = _fixed(found.any("disease")), found.any("own")
    if disease is None or found.words.count("(") != found.words.count(")") or not isinstance(own, AllOf):
        return None
    criterion, qualities = disease
    limits = {part.marker: part for part in own.of if isinstance(part, ReceptorPercent)}
    calls = tuple(part for part in own.of if isinstance(part, Receptor))
    if not limits or len(limits) + len(calls) != len(own.of):
        return None
    parts = _parts(criterion)
    if any(call not in parts or call.marker in limits for call in calls):
        return None
    named = {part.marker: part for part in parts if isinstance(part, Receptor) and part.marker in limits}
    if named.keys() != limits.keys() or not all(_fits(named[marker], limits[marker]) for marker in limits):
        return None
    return Fixed(
        criterion=all_of(
            tuple(
                limits[part.marker] if isinstance(part, Receptor) and part.marker in limits else part for part in parts
            )
        ),
        qualities=qualities,
    )


def _fits(named: Receptor, own: ReceptorPercent) -> bool:
    """Whether a limit is on the side that a name tells: a negative receptor has one from above."""
    low = own.limits.at_least is not None or own.limits.above is not None
    high = own.limits.at_most is not None or own.limits.below is not None
    return low != high and set(named.calls) <= ({"positive", "low positive"} if low else {"negative"})


@rule(
    "<FX:disease> {(|( defined as|defined as|, defined as|( ie} <R> [of] [positive|either|tumor|stained] [<J>|receptor|cell|tumor cell|nuclei|either receptor] [cell|nuclei|staining] [staining|stained|positive|assessed] [for <K>] [by ihc|by immunohistochemistry|assessed by ihc] [)]",
    gives="F",
)
def percent(found: Found) -> object:
    """ "ER- and/or PR-positive cancer (> 10 % of cells)"."""
    disease, bound = _fixed(found.any("disease")), found.take("R", Bound)
    if disease is None or bound.unit != "%" or bound.times or (bound.low is None) == (bound.high is None):
        return None
    if found.words.count("(") != found.words.count(")"):
        return None
    calls = {"positive", "low positive"} if bound.low is not None else {"negative"}
    criterion, qualities = disease
    parts: list[Criterion] = []
    changed = 0
    for part in _parts(criterion):
        receptors = part.of if isinstance(part, AnyOf) else (part,)
        hormone = [one for one in receptors if isinstance(one, Receptor) and one.marker in ("ER", "PR")]
        if not hormone:
            parts.append(part)
            continue
        if len(hormone) != len(receptors) or any(not set(one.calls) <= calls for one in hormone):
            return None
        made = tuple(
            ReceptorPercent(marker="ER" if one.marker == "ER" else "PR", limits=bound.limits) for one in hormone
        )
        parts.append(any_of(made))
        changed += 1
    return Fixed(criterion=all_of(tuple(parts)), qualities=qualities) if changed else None
