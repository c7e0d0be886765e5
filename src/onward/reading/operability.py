"""What cannot be operated on, beside several extents: "inoperable metastatic or locally advanced breast cancer".

No surgeon is asked of metastatic disease: the word narrows what has grown where it began, and leaves metastases as they
are. Asked of both, it would keep out everybody with metastases of whom nobody wrote that the tumour is inoperable too.
"""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Finding, Metastatic, Stage
from onward.reading.things import JUDGED, all_of, any_of

_NARROWS = Finding(name="locally advanced unresectable disease")
_LOCAL = Finding(name="locally advanced disease")


def narrowed_where_local(criterion: Criterion | None, line: str) -> Criterion | None:
    """The question of a line with "inoperable" asked of the local ways only, where metastases are a way as well."""
    if criterion is None or ("operable" not in line and "resectable" not in line):
        return criterion
    return _narrowed(criterion)


def _narrowed(criterion: Criterion) -> Criterion:
    match criterion:
        case AllOf() if _NARROWS in criterion.of:
            parts = [part for part in criterion.of if part != _NARROWS]
            for at, part in enumerate(parts):
                ways = _ways(part)
                if ways is not None:
                    parts[at] = any_of(ways)
                    return all_of(tuple(map(_narrowed, parts)))
            if any(map(_is_far, parts)):
                return all_of((*parts, AskHuman(question="Is it so: it cannot be operated on?", because=JUDGED)))
            return criterion
        case AllOf() | AnyOf():
            of = tuple(map(_narrowed, criterion.of))
            if of == criterion.of:
                return criterion
            return all_of(of) if isinstance(criterion, AllOf) else any_of(of)
        case _:
            return criterion


def _ways(extent: Criterion) -> tuple[Criterion, ...] | None:
    """The ways of an extent, the local ones narrowed; None where metastases are not one of several."""
    if isinstance(extent, Stage):
        far = tuple(group for group in extent.groups if group.startswith("IV"))
        near = tuple(group for group in extent.groups if not group.startswith("IV"))
        return (all_of((Stage(groups=near), _NARROWS)), Stage(groups=far)) if far and near else None
    if not isinstance(extent, AnyOf) or not any(map(_is_far, extent.of)):
        return None
    return tuple(_NARROWS if way == _LOCAL else way if _is_far(way) else all_of((way, _NARROWS)) for way in extent.of)


def _is_far(criterion: Criterion) -> bool:
    if isinstance(criterion, Stage):
        return all(group.startswith("IV") for group in criterion.groups)
    return criterion == Metastatic() or (isinstance(criterion, AllOf) and Metastatic() in criterion.of)
