"""Which lesion of one study is which of another: a proposal for a reader, never a fact.

Lesions are paired at the smallest total cost (Hungarian assignment) from distance after registration, size, uptake and
organ; what is left over is new, resolved, a piece of a lesion that split, or part of one that merged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Vector
from onward.imaging.registration import RigidMap

MatchKind = Literal["same", "split", "merged", "new", "resolved"]

# Rigid propagation of a place misses by about 9 mm in the median; twice that is still the same place.
_SLACK_MM = 18.0
# Beyond this distance of centres, radii taken off, two lesions are two.
_FARTHEST_MM = 35.0
# A pair costs its distance in slacks, and a part of a unit for size and for uptake eight times another.
_OF_SIZE = 0.35
_OF_UPTAKE = 0.25
_EIGHTFOLD = math.log(8)
# Two organs that are both known and differ cost as much as staying alone.
_OF_ORGAN = 2.0
# Staying alone on both sides; a pair that costs more is none.
_ALONE = 2.0
# A piece lies within the lesion that it came from, but for half of that lesion's radius, from 3 to 8 mm.
_PIECE_MM = (3.0, 8.0)
# A pairing is clear when the next best partner costs this much more.
_CLEAR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionSpot:
    """What matching knows of a lesion.

    name     any name that is unique in its study;  tracking_uid "" when it has none that others gave it
    uptake   SUVmax or another intensity, None where there is none to compare
    organ    site word, "" when it is not known
    """

    name: str
    centre_mm: Vector
    volume_ml: float
    tracking_uid: str = ""
    uptake: float | None = None
    organ: str = ""
    laterality: str = ""

    @property
    def radius_mm(self) -> float:
        """Radius of a ball of the same volume."""
        return (3 * 1000 * max(self.volume_ml, 0.0) / (4 * math.pi)) ** (1 / 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionMatch:
    """A proposal: these lesions of the earlier study are those of the later one.

    distance_mm   of the centres after registration, None where a side is empty
    is_clear      no other lesion comes near as partner
    because       in words
    """

    kind: MatchKind
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    distance_mm: float | None
    is_clear: bool
    because: str


def match_lesions(
    earlier: Sequence[LesionSpot], later: Sequence[LesionSpot], between: RigidMap, *, in_time: bool = True
) -> tuple[LesionMatch, ...]:
    """Proposals that name every lesion of both studies exactly once.

    between   maps positions of the earlier study into the later
    in_time   False for two modalities of one visit: what is left over was not seen there, and is neither new nor gone
    """
    mapped = between.to_other(np.array([one.centre_mm for one in earlier], dtype=np.float64).reshape(-1, 3))
    places = np.array([one.centre_mm for one in later], dtype=np.float64).reshape(-1, 3)
    apart = np.sqrt(((mapped[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    given = _by_name(earlier, later)
    cost = _costs(earlier, later, apart)
    pairs = _paired(cost, given)
    pieces, parts = _left_over(earlier, later, apart, pairs)
    matches: list[LesionMatch] = []
    for i, one in enumerate(earlier):
        if i in parts:
            continue
        j = pairs.get(i)
        if j is None:
            if in_time:
                matches.append(_alone("resolved", (one.name,), (), "nothing at its place in the later study"))
            continue
        others = [later[k].name for k in pieces.get(i, ())]
        joined = [earlier[k].name for k, whole in parts.items() if whole == j]
        matches.append(_match(one, later[j], float(apart[i, j]), cost, (i, j), others, joined, named=given.get(i) == j))
    if in_time:
        taken = {*pairs.values(), *(k for held in pieces.values() for k in held)}
        matches += [
            _alone("new", (), (one.name,), "nothing at its place in the earlier study")
            for j, one in enumerate(later)
            if j not in taken
        ]
    return tuple(matches)


def _by_name(earlier: Sequence[LesionSpot], later: Sequence[LesionSpot]) -> dict[int, int]:
    """Lesions that carry one TrackingUID in both studies: whoever drew them has said that they are the same."""
    places = {one.tracking_uid: j for j, one in enumerate(later) if one.tracking_uid}
    return {i: places[one.tracking_uid] for i, one in enumerate(earlier) if one.tracking_uid in places}


def _costs(
    earlier: Sequence[LesionSpot], later: Sequence[LesionSpot], apart: NDArray[np.float64]
) -> NDArray[np.float64]:
    cost = np.full(apart.shape, np.inf)
    for i, one in enumerate(earlier):
        for j, other in enumerate(later):
            # A lesion that grew to one side has moved its centre: half of the larger radius is no distance.
            gap = max(0.0, float(apart[i, j]) - max(one.radius_mm, other.radius_mm) / 2)
            if gap <= _FARTHEST_MM:
                cost[i, j] = gap / _SLACK_MM + _differing(one, other)
    return cost


def _differing(one: LesionSpot, other: LesionSpot) -> float:
    cost = 0.0
    if one.volume_ml > 0 and other.volume_ml > 0:
        cost += _OF_SIZE * min(1.0, abs(math.log(one.volume_ml / other.volume_ml)) / _EIGHTFOLD)
    if one.uptake and other.uptake and one.uptake > 0 and other.uptake > 0:
        cost += _OF_UPTAKE * min(1.0, abs(math.log(one.uptake / other.uptake)) / _EIGHTFOLD)
    if one.organ and other.organ and one.organ != other.organ:
        cost += _OF_ORGAN
    if one.laterality and other.laterality and one.laterality != other.laterality:
        cost += _OF_ORGAN
    return cost


def _paired(cost: NDArray[np.float64], given: dict[int, int]) -> dict[int, int]:
    """Earlier to later at the smallest total cost; each may stay alone."""
    from scipy.optimize import linear_sum_assignment  # slow to load, and most commands match nothing

    count, others = cost.shape
    if not count or not others:
        return {}
    whole = np.full((count + others, count + others), 0.0)
    whole[:count, :others] = np.minimum(cost, 1e6)
    whole[:count, others:] = 1e6
    whole[count:, :others] = 1e6
    whole[np.arange(count), others + np.arange(count)] = _ALONE / 2
    whole[count + np.arange(others), np.arange(others)] = _ALONE / 2
    for i, j in given.items():
        whole[i, :] = whole[:, j] = 1e6
        whole[i, j] = 0.0
    rows, columns = linear_sum_assignment(whole)
    return {
        int(i): int(j) for i, j in zip(rows, columns, strict=True) if i < count and j < others and whole[i, j] < _ALONE
    }


def _left_over(
    earlier: Sequence[LesionSpot],
    later: Sequence[LesionSpot],
    apart: NDArray[np.float64],
    pairs: dict[int, int],
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Pieces of lesions that split (earlier to further later ones), and parts of merged ones (earlier to later)."""
    taken = set(pairs.values())
    pieces: dict[int, list[int]] = {}
    for j, other in enumerate(later):
        if j in taken:
            continue
        near = [
            (float(apart[i, j]), i)
            for i in pairs
            if apart[i, j] <= _reach_mm(earlier[i])
            and earlier[i].radius_mm >= other.radius_mm
            and _may_be_one(earlier[i], other)
        ]
        if near:
            pieces.setdefault(min(near)[1], []).append(j)
    parts: dict[int, int] = {}
    for i, one in enumerate(earlier):
        if i in pairs:
            continue
        near = [
            (float(apart[i, j]), j)
            for j in taken
            if apart[i, j] <= _reach_mm(later[j]) and later[j].radius_mm >= one.radius_mm and _may_be_one(one, later[j])
        ]
        if near:
            parts[i] = min(near)[1]
    return pieces, parts


def _reach_mm(whole: LesionSpot) -> float:
    """How far from the middle of a lesion a part of it may have its own middle."""
    return whole.radius_mm + min(max(whole.radius_mm / 2, _PIECE_MM[0]), _PIECE_MM[1])


def _may_be_one(one: LesionSpot, other: LesionSpot) -> bool:
    return not (one.organ and other.organ and one.organ != other.organ)


def _match(
    one: LesionSpot,
    other: LesionSpot,
    distance_mm: float,
    cost: NDArray[np.float64],
    at: tuple[int, int],
    others: list[str],
    joined: list[str],
    *,
    named: bool,
) -> LesionMatch:
    i, j = at
    rivals = np.concatenate((np.delete(cost[i], j), np.delete(cost[:, j], i)))
    kind: MatchKind = "split" if others else "merged" if joined else "same"
    size = f", {one.volume_ml:.3g} mL then {other.volume_ml:.3g} mL"
    why = "both carry the same TrackingUID" if named else "nearest by place, size, uptake and organ"
    if kind == "split":
        why = "the later ones lie where the earlier one was"
    elif kind == "merged":
        why = "the earlier ones lie within the later one"
    return LesionMatch(
        kind=kind,
        earlier=(one.name, *joined),
        later=(other.name, *others),
        distance_mm=round(distance_mm, 1),
        is_clear=kind == "same" and (named or bool(rivals.size == 0 or float(rivals.min()) > cost[i, j] + _CLEAR)),
        because=f"{why}; centres {distance_mm:.0f} mm apart{size}",
    )


def _alone(kind: MatchKind, earlier: tuple[str, ...], later: tuple[str, ...], because: str) -> LesionMatch:
    return LesionMatch(kind=kind, earlier=earlier, later=later, distance_mm=None, is_clear=False, because=because)
