"""Which lesion of one reader is which lesion of another: by identity, by position, by site alone in this order.

Two marks can be one lesion when the spheres of their diameters touch: that needs no threshold but the lesions' own
size. Among all that can, the assignment with the smallest sum of distances is taken (Kuhn 1955, the Hungarian method).
What is paired by position is proposed with its distance, for a reader to confirm; what is paired by site alone says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from math import dist

from onward.engines.response.readings.as_facts import is_uid
from onward.engines.response.readings.records import Mark

# A lesion without a diameter is taken as large as the smallest measurable one: RECIST 1.1, 3.1.1.
_UNMEASURED_MM = 10.0


class PairedBy(Enum):
    """What says that two marks are one lesion."""

    IDENTITY = "same tracking UID"
    POSITION = "position"
    SITE = "site alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesion:
    """One lesion of one reader over all visits."""

    name: str
    role: str
    site: str
    side: str
    tracking_uid: str
    marks: tuple[Mark, ...]

    @property
    def called(self) -> str:
        """Its name for people: of a lesion that is named by a UID its place, with the end of the UID."""
        if not is_uid(self.name):
            return self.name
        place = next((mark.site_text or mark.site for mark in self.marks if mark.site_text or mark.site), "lesion")
        return f"{place} …{self.name[-6:]}"

    def at(self, visit: str) -> tuple[Mark, ...]:
        """Its marks at a visit."""
        return tuple(mark for mark in self.marks if mark.visit == visit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One lesion as both readers have it; distance_mm between the positions at the visit named, None without one."""

    left: Lesion
    right: Lesion
    by: PairedBy
    distance_mm: Decimal | None = None
    visit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """All lesions of two readers: paired, and those that only one of them has."""

    pairs: tuple[Pair, ...]
    left_only: tuple[Lesion, ...]
    right_only: tuple[Lesion, ...]


def lesions_of(marks: Sequence[Mark]) -> tuple[Lesion, ...]:
    """The lesions of one reader's marks, sorted by name; regions of reference are none."""
    by_name: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.role != "reference":
            by_name.setdefault(mark.lesion, []).append(mark)
    return tuple(
        Lesion(
            name=name,
            role=next((mark.role for mark in held if mark.role), ""),
            site=next((mark.site or mark.site_text.lower() for mark in held if mark.site or mark.site_text), ""),
            side=next((mark.laterality.value for mark in held if mark.laterality is not None), ""),
            tracking_uid=next((mark.tracking_uid for mark in held if mark.tracking_uid), ""),
            marks=tuple(held),
        )
        for name, held in sorted(by_name.items())
    )


def pair_lesions(left: Sequence[Lesion], right: Sequence[Lesion]) -> Pairing:
    """Each lesion of one reader with at most one of the other."""
    pairs: list[Pair] = []
    rest_left, rest_right = list(left), list(right)
    for one in left:
        same = [other for other in rest_right if one.tracking_uid and other.tracking_uid == one.tracking_uid]
        if len(same) == 1:
            near = _distance(one, same[0])
            pairs.append(Pair(left=one, right=same[0], by=PairedBy.IDENTITY, distance_mm=near[0] if near else None))
            rest_left.remove(one)
            rest_right.remove(same[0])
    for pair in _by_position(rest_left, rest_right):
        pairs.append(pair)
        rest_left.remove(pair.left)
        rest_right.remove(pair.right)
    for pair in _by_site(rest_left, rest_right):
        pairs.append(pair)
        rest_left.remove(pair.left)
        rest_right.remove(pair.right)
    return Pairing(
        pairs=tuple(sorted(pairs, key=lambda pair: pair.left.name)),
        left_only=tuple(rest_left),
        right_only=tuple(rest_right),
    )


def _by_position(left: Sequence[Lesion], right: Sequence[Lesion]) -> list[Pair]:
    """The assignment of lesions that can be one with the smallest sum of distances."""
    near = {(row, column): _distance(one, other) for row, one in enumerate(left) for column, other in enumerate(right)}
    allowed = {place: found for place, found in near.items() if found is not None and found[0] <= found[1]}
    if not allowed:
        return []
    from scipy.optimize import linear_sum_assignment  # heavy; only compared positions need it

    # What cannot be one lesion costs more than all that can together: as many as possible are paired, then the nearest.
    far = float(sum(found[0] for found in allowed.values())) + 1.0
    costs = [
        [float(allowed[row, column][0]) if (row, column) in allowed else far for column in range(len(right))]
        for row in range(len(left))
    ]
    rows, columns = linear_sum_assignment(costs)
    return [
        Pair(
            left=left[row],
            right=right[column],
            by=PairedBy.POSITION,
            distance_mm=allowed[row, column][0],
            visit=allowed[row, column][2],
        )
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if (row, column) in allowed
    ]


def _distance(one: Lesion, other: Lesion) -> tuple[Decimal, Decimal, str] | None:
    """(distance, how far they may lie apart, visit) in mm at the first visit at which both stand in one frame."""
    for mark in one.marks:
        if mark.position_mm is None:
            continue
        for its in other.at(mark.visit):
            if its.position_mm is None or not mark.frame_of_reference:
                continue
            if its.frame_of_reference != mark.frame_of_reference:
                continue
            apart = dist([float(x) for x in mark.position_mm], [float(x) for x in its.position_mm])
            reach = (_size(one, mark.visit) + _size(other, mark.visit)) / 2
            return (Decimal(f"{apart:.1f}"), Decimal(f"{reach:.1f}"), mark.visit)
    return None


def _size(lesion: Lesion, visit: str) -> float:
    diameters = [
        float(mark.value)
        for mark in lesion.at(visit)
        if mark.value is not None and mark.unit == "mm" and mark.measure in ("longest diameter", "short axis")
    ]
    return max(diameters, default=0.0) or _UNMEASURED_MM


def _by_site(left: Sequence[Lesion], right: Sequence[Lesion]) -> list[Pair]:
    """Lesions without comparable positions, where each reader has exactly one at a site and side."""
    found: list[Pair] = []
    for one in left:
        place = (one.site, one.side)
        mine = [lesion for lesion in left if (lesion.site, lesion.side) == place]
        hers = [lesion for lesion in right if (lesion.site, lesion.side) == place]
        if one.site and len(mine) == 1 and len(hers) == 1 and _distance(one, hers[0]) is None:
            found.append(Pair(left=one, right=hers[0], by=PairedBy.SITE))
    return found
