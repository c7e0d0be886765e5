"""Share of the skeleton that is involved: the arithmetic of the bone scan index on what a reader confirmed.

Index = sum over bones of the share of the bone that is involved times the bone's share in the weight of the skeleton
(Imbriaco, Clin Cancer Res 1998;4:1765). The reader names the bone and says how much of it is involved; nothing is
outlined or named by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedSpot:
    """One spot as a reader confirmed it.

    spot      its name in the list of candidates, "" for one that the reader added
    bone      a bone of the table of weights
    percent   share of this bone that is involved, 0 to 100
    reader    who confirmed it
    """

    spot: str
    bone: str
    percent: float
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoneShare:
    """What one bone adds to the index: percent of the bone, its weight in percent, and their product in percent."""

    bone: str
    involved_percent: float
    weight_percent: float
    adds_percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkeletonInvolved:
    """The index in percent of the skeleton, bone by bone, largest first."""

    index_percent: float
    bones: tuple[BoneShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkeletonChange:
    """Between two scans.

    points      difference of the index in percent of the skeleton
    relative_percent   of the earlier index; None where that was 0
    newly, no_longer   bones involved at one of the two only; more, less: in both, but by another share
    """

    points: float
    relative_percent: float | None
    newly: tuple[str, ...]
    no_longer: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]


def skeleton_involved(spots: Iterable[ConfirmedSpot], weights: Mapping[str, float]) -> SkeletonInvolved | str:
    """The index; in words why it cannot be reckoned. Spots of one bone add up.

    weights   percent of the skeleton by bone
    """
    involved: dict[str, float] = {}
    for one in spots:
        if one.bone not in weights:
            return f"no weight is known for {one.bone!r}"
        if not 0 <= one.percent <= 100:
            return f"{one.percent:g} % of {one.bone} cannot be: a share lies between 0 and 100"
        involved[one.bone] = involved.get(one.bone, 0.0) + one.percent
    for bone, percent in involved.items():
        if percent > 100 + 1e-9:
            return f"the spots of {bone} add up to {percent:g} % of it"
    bones = sorted(
        (
            BoneShare(
                bone=bone,
                involved_percent=percent,
                weight_percent=weights[bone],
                adds_percent=percent * weights[bone] / 100,
            )
            for bone, percent in involved.items()
            if percent > 0
        ),
        key=lambda one: (-one.adds_percent, one.bone),
    )
    return SkeletonInvolved(index_percent=sum(one.adds_percent for one in bones), bones=tuple(bones))


def skeleton_change(earlier: SkeletonInvolved, later: SkeletonInvolved) -> SkeletonChange:
    """What became of the share between two scans."""
    before = {one.bone: one.involved_percent for one in earlier.bones}
    after = {one.bone: one.involved_percent for one in later.bones}
    points = later.index_percent - earlier.index_percent
    return SkeletonChange(
        points=points,
        relative_percent=100 * points / earlier.index_percent if earlier.index_percent > 0 else None,
        newly=_named(after, before, lambda now, then: then == 0),
        no_longer=_named(before, after, lambda then, now: now == 0),
        more=_named(after, before, lambda now, then: now > then > 0),
        less=_named(before, after, lambda then, now: then > now > 0),
    )


def _named(
    one: Mapping[str, float], other: Mapping[str, float], holds: Callable[[float, float], bool]
) -> tuple[str, ...]:
    return tuple(sorted(bone for bone, percent in one.items() if holds(percent, other.get(bone, 0.0))))
