"""A trial's own limit beside the name that it defines: "triple negative (ER and PR at most 10 %)".

The name alone would mean less than 1 %. A wider limit in the same demand is what the trial means by the name.
"""

from __future__ import annotations

from decimal import Decimal

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Limits, Receptor, ReceptorPercent
from onward.reading.sought import sought


def with_own_limits(criterion: Criterion) -> Criterion:
    """The question, with each negative receptor and its wider limit beside it as one: either of them is enough."""
    if not isinstance(criterion, AllOf):
        return criterion
    criterion = _with_unread_limit(criterion)
    wider = {part.marker: part for part in criterion.of if isinstance(part, ReceptorPercent) and _is_wider(part)}
    replaced = {_name(part.marker): part for part in wider.values()}
    named = {part for part in criterion.of if isinstance(part, Receptor) and part in replaced}
    if not named:
        return criterion
    used = {wider[part.marker] for part in named}
    parts: list[Criterion] = []
    for one in criterion.of:
        if isinstance(one, Receptor) and one in named:
            parts.append(AnyOf(of=(one, replaced[one])))
        elif one not in used:
            parts.append(one)
    return parts[0] if len(parts) == 1 else AllOf(of=tuple(parts))


def _with_unread_limit(criterion: AllOf) -> AllOf:
    """ "Triple negative, defined as ..., 5 % of nuclei": what is low positive by name may be negative by the definition."""
    found = [
        Decimal(behind or before)
        for part in criterion.of
        if isinstance(part, AskHuman)
        for behind, before in _LIMIT.findall(part.question)
    ]
    limit = max(found, default=Decimal(0))
    if not 1 < limit <= _HIGHEST:
        return criterion
    return AllOf(of=tuple(_loosened(part, limit) for part in criterion.of))


# Nobody calls a receptor negative with more.
_HIGHEST = 10


def _loosened(part: Criterion, limit: Decimal) -> Criterion:
    if isinstance(part, Receptor) and part in (_name("ER"), _name("PR")):
        return AnyOf(of=(part, ReceptorPercent(marker=part.marker, limits=Limits(at_most=limit))))
    return part


_LIMIT = sought(
    r"(\d+(?:\.\d+)?) ?%(?= (?:of )?(?:nuclei|cell|tumor cell|staining|stained|positive|expression|by))"
    r"|\b(?:er|pr|pgr|estrogen receptor|progesterone receptor)(?: (?:and|or|/|and/or) (?:pr|pgr|er|progesterone receptor))?(?: (?:expression|staining|is|are|of))* [<≤] ?(\d+(?:\.\d+)?) ?%"
)


def _name(marker: str) -> Receptor:
    return Receptor(marker="ER" if marker == "ER" else "PR", calls=("negative",))


def _is_wider(part: ReceptorPercent) -> bool:
    limits = part.limits
    if limits.at_least is not None or limits.above is not None:
        return False
    return (limits.at_most is not None and limits.at_most >= 1) or (limits.below is not None and limits.below > 1)
