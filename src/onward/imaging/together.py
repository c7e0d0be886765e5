"""One region from several people's: by majority, and by STAPLE; which regions of several people are one lesion.

STAPLE: Warfield, Zou and Wells 2004 (doi:10.1109/TMI.2004.828354), equations 12 to 18, with the prior of one region
(the mean share of voxels that were drawn) and the start from the mean of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_MARGIN_VOXELS = 2
_SETTLED = 1e-10
_MOST_ROUNDS = 1_000
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Staple:
    """What STAPLE estimates.

    mask           voxels that belong to the region with a probability of one half at least
    probability    the same shape, 0 to 1; 0 outside the box that was looked at
    sensitivity    for each person: share of the region that was drawn
    specificity    for each person: share of the rest that was not
    rounds         until nothing changed any more
    """

    mask: Mask
    probability: NDArray[np.float64]
    sensitivity: tuple[float, ...]
    specificity: tuple[float, ...]
    rounds: int


def staple(masks: Sequence[Mask], *, margin_voxels: int | None = _MARGIN_VOXELS) -> Staple:
    """The region behind what several people drew, and how well each drew it.

    masks           of one shape, one for each person, at least one voxel among them
    margin_voxels   background that is looked at around all that was drawn; None for the whole volume. With more
                    background everybody looks more specific, and regions that few drew shrink

    The people are taken in the order of what they drew, so that who comes first changes nothing: where two drew the
    opposite of two others, the sums differ in their last digits only, and those would decide.

    Raises ValueError without masks, without voxels, or for masks of different shapes.
    """
    if not masks or any(mask.shape != masks[0].shape for mask in masks):
        raise ValueError("STAPLE needs masks of one shape")
    union = np.logical_or.reduce(masks)
    if not union.any():
        raise ValueError("nobody drew a voxel")
    box = _box(union, margin_voxels)
    order = sorted(range(len(masks)), key=lambda n: masks[n][box].tobytes())
    drawn = np.stack([masks[n][box].ravel() for n in order])
    belief = drawn.mean(axis=0)
    prior = float(belief.mean())
    before = np.full(2 * len(masks), -1.0)
    rounds = 0
    sensitivity = specificity = np.ones(len(masks))
    while rounds < _MOST_ROUNDS:
        rounds += 1
        inside, outside = belief.sum(), (1 - belief).sum()
        sensitivity = drawn @ belief / inside if inside > 0 else np.zeros(len(masks))
        specificity = (~drawn) @ (1 - belief) / outside if outside > 0 else np.ones(len(masks))
        for_it = prior * np.where(drawn, sensitivity[:, None], 1 - sensitivity[:, None]).prod(axis=0)
        against = (1 - prior) * np.where(drawn, 1 - specificity[:, None], specificity[:, None]).prod(axis=0)
        both = for_it + against
        belief = np.divide(for_it, both, out=np.zeros_like(for_it), where=both > 0)
        now = np.concatenate((sensitivity, specificity))
        if float(((now - before) ** 2).sum()) < _SETTLED:
            break
        before = now
    probability = np.zeros(masks[0].shape)
    probability[box] = belief.reshape(probability[box].shape)
    back = np.argsort(order)
    return Staple(
        mask=probability >= _HALF,
        probability=probability,
        sensitivity=tuple(float(one) for one in sensitivity[back]),
        specificity=tuple(float(one) for one in specificity[back]),
        rounds=rounds,
    )


def majority(masks: Sequence[Mask], *, people: int | None = None) -> Mask:
    """Voxels that more than half of the people drew; a tie is outside. `people` counts those too who drew nothing."""
    votes = np.sum(np.stack(masks), axis=0)
    return votes * 2 > (len(masks) if people is None else people)


def dice(one: Mask, other: Mask) -> float:
    """Overlap of two regions: 2 common / (voxels of one + voxels of the other); 1 for two empty ones."""
    size = int(one.sum()) + int(other.sum())
    return 1.0 if size == 0 else 2.0 * int((one & other).sum()) / size


def same_lesions(drawn: Sequence[tuple[str, Mask]]) -> tuple[tuple[int, ...], ...]:
    """Which regions of several people are one lesion: groups of indexes, at most one region of each person in a group.

    drawn   (who, mask) of every region, masks of one shape

    The pairs that overlap most are joined first; regions that nobody else touched stay alone.
    """
    pairs = [
        (dice(mask, other), i, j)
        for i, (who, mask) in enumerate(drawn)
        for j, (whose, other) in enumerate(drawn)
        if i < j and who != whose
    ]
    group_of = {i: {i} for i in range(len(drawn))}
    for overlap, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        one, other = group_of[i], group_of[j]
        if overlap == 0 or one is other or {drawn[k][0] for k in one} & {drawn[k][0] for k in other}:
            continue
        one |= other
        for k in other:
            group_of[k] = one
    return tuple(sorted({tuple(sorted(group)) for group in group_of.values()}))


def _box(mask: Mask, margin: int | None) -> tuple[slice, ...]:
    if margin is None:
        return tuple(slice(0, size) for size in mask.shape)
    found: list[slice] = []
    for axis, size in enumerate(mask.shape):
        other = tuple(one for one in range(mask.ndim) if one != axis)
        hit = np.flatnonzero(mask.any(axis=other))
        found.append(slice(max(0, int(hit[0]) - margin), min(size, int(hit[-1]) + 1 + margin)))
    return tuple(found)
