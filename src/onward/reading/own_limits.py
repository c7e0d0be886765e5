"""A trial's own limit beside the name that it defines: "triple negative (ER and PR at most 10 %)".

The name alone would mean less than 1 %. A wider limit in the same demand is what the trial means by the name.
"""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, Criterion, Receptor, ReceptorPercent


def with_own_limits(criterion: Criterion) -> Criterion:
    """The question, with each negative receptor and its wider limit beside it as one: either of them is enough."""
    if not isinstance(criterion, AllOf):
        return criterion
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


def _name(marker: str) -> Receptor:
    return Receptor(marker="ER" if marker == "ER" else "PR", calls=("negative",))


def _is_wider(part: ReceptorPercent) -> bool:
    limits = part.limits
    if limits.at_least is not None or limits.above is not None:
        return False
    return (limits.at_most is not None and limits.at_most >= 1) or (limits.below is not None and limits.below > 1)
