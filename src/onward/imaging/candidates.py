"""Where uptake stands out: connected voxels above a threshold, as candidates for a reader. None of them is a finding.

Neighbours share a face, an edge or a corner (26). Physiological uptake looks the same to a threshold: with masks of
organs a candidate says in which organ it lies, and whether that organ takes the tracer up in health.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.imaging.grid import Grid, Vector

_NEIGHBOURS = 26
# A candidate lies in an organ when at least this share of its voxels does.
_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganMask:
    """An organ on the grid of the images.

    name            the mask's own word; site: of codes/sites, "" when it names none
    physiological   why healthy tissue there takes the tracer up, "" when it does not
    """

    name: str
    mask: NDArray[np.bool_]
    site: str = ""
    laterality: str = ""
    physiological: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Connected voxels above a threshold.

    box        where `mask` lies in the volume
    maximum    its highest value and that voxel (slice, row, column)
    organ      name of the organ mask that holds most of it, "" when none does; share of it in that organ
    physiological   why uptake there may be healthy, "" when nothing says so
    """

    box: tuple[slice, slice, slice]
    mask: NDArray[np.bool_]
    voxels: int
    volume_ml: float
    maximum: float
    hottest: tuple[int, int, int]
    centre_mm: Vector
    organ: str = ""
    organ_share: float = 0.0
    site: str = ""
    laterality: str = ""
    physiological: str = ""

    def whole(self, shape: tuple[int, int, int]) -> NDArray[np.bool_]:
        """The candidate on the whole volume."""
        mask = np.zeros(shape, dtype=bool)
        mask[self.box] = self.mask
        return mask


def find_candidates(
    values: NDArray[np.floating],
    grid: Grid,
    *,
    above: float,
    smallest_ml: float = 0.0,
    share_of_maximum: float | None = None,
    organs: Sequence[OrganMask] = (),
) -> tuple[Candidate, ...]:
    """Candidates, the hottest first.

    above              values at or above it belong to a candidate
    smallest_ml        smaller ones are left out
    share_of_maximum   0.41: each candidate is drawn again as the voxels at or above that share of its own maximum
    Raises ValueError for a threshold that is no number, or a share outside of 0 to 1.
    """
    if not np.isfinite(above):
        raise ValueError("the threshold must be a number")
    if share_of_maximum is not None and not 0 < share_of_maximum < 1:
        raise ValueError("the share of the maximum lies between 0 and 1")
    import cc3d

    labels, count = connected(values >= above)
    if count == 0:
        return ()
    boxes = cc3d.statistics(labels, no_slice_conversion=False)
    smallest = max(1, int(np.ceil(smallest_ml / grid.voxel_ml - 1e-9)))
    found: list[Candidate] = []
    for label in range(1, count + 1):
        if share_of_maximum is None and int(boxes["voxel_counts"][label]) < smallest:
            continue
        z, y, x = boxes["bounding_boxes"][label]
        box = (slice(z.start, z.stop), slice(y.start, y.stop), slice(x.start, x.stop))
        one = _candidate(values, grid, labels[box] == label, box, share_of_maximum)
        if one.voxels >= smallest:
            found.append(_placed(one, organs))
    return tuple(sorted(found, key=lambda one: (-one.maximum, one.hottest)))


def connected(mask: NDArray[np.bool_]) -> tuple[NDArray[np.unsignedinteger], int]:
    """Labels of connected voxels from 1, and how many there are."""
    import cc3d  # loaded where it is needed: most commands label nothing

    labels, count = cc3d.connected_components(mask, connectivity=_NEIGHBOURS, return_N=True)
    return labels, int(count)


def _candidate(
    values: NDArray[np.floating],
    grid: Grid,
    mask: NDArray[np.bool_],
    box: tuple[slice, slice, slice],
    share: float | None,
) -> Candidate:
    near = np.where(mask, values[box], -np.inf)
    z, y, x = np.unravel_index(int(np.argmax(near)), near.shape)
    maximum = float(near[z, y, x])
    if share is not None:
        labels, _ = connected(near >= share * maximum)
        mask = labels == labels[z, y, x]
    held = np.nonzero(mask)
    tight = tuple(slice(int(axis.min()), int(axis.max()) + 1) for axis in held)
    start = [one.start for one in box]
    middle = np.array([[float(axis.mean()) + first for axis, first in zip(held, start, strict=True)]])
    centre = grid.to_patient(middle)[0]
    voxels = len(held[0])
    return Candidate(
        box=(
            slice(start[0] + tight[0].start, start[0] + tight[0].stop),
            slice(start[1] + tight[1].start, start[1] + tight[1].stop),
            slice(start[2] + tight[2].start, start[2] + tight[2].stop),
        ),
        mask=mask[tight],
        voxels=voxels,
        volume_ml=voxels * grid.voxel_ml,
        maximum=maximum,
        hottest=(int(z) + start[0], int(y) + start[1], int(x) + start[2]),
        centre_mm=(float(centre[0]), float(centre[1]), float(centre[2])),
    )


def _placed(one: Candidate, organs: Sequence[OrganMask]) -> Candidate:
    best: OrganMask | None = None
    share = 0.0
    for organ in organs:
        held = float(organ.mask[one.box][one.mask].mean())
        if held > share:
            best, share = organ, held
    if best is None or share < _MOST:
        return one
    return Candidate(
        box=one.box,
        mask=one.mask,
        voxels=one.voxels,
        volume_ml=one.volume_ml,
        maximum=one.maximum,
        hottest=one.hottest,
        centre_mm=one.centre_mm,
        organ=best.name,
        organ_share=share,
        site=best.site,
        laterality=best.laterality,
        physiological=best.physiological,
    )


def burden(volumes_ml: Sequence[float], glycolysis: Sequence[float]) -> Mapping[str, float]:
    """Total burden: sums over lesions of metabolic volume in mL and of total lesion glycolysis."""
    return {"mtv_ml": float(sum(volumes_ml)), "tlg": float(sum(glycolysis))}
