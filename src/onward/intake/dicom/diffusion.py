"""Diffusion-weighted images by their b value, and ADC maps that the scanner made itself.

b value: DiffusionBValue (0018,9087), in private elements of Siemens (0019,100C), GE (0043,1039; its first number modulo
10^9) and Philips (2001,1003). Source: the vendors' elements as na-mic.org/wiki/NAMIC_Wiki:DTI:DICOM_for_DWI_and_DTI
lists them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onward.imaging import same_grid
from onward.intake.dicom.codes import items_of
from onward.intake.dicom.folder import number
from onward.intake.dicom.stacking import Plane, Stack

# Element, words of the maker by which it is known, and what is taken off a first number that carries a flag.
_PRIVATE = (
    ((0x0019, 0x100C), "SIEMENS"),
    ((0x0043, 0x1039), "GE"),
    ((0x2001, 0x1003), "PHILIPS"),
)
_GE_FLAG = 1e9
_LARGEST_B = 20_000
# Made of diffusion-weighted images: no weighting of their own.
_MAPS = {"ADC", "FA", "EXP", "EADC", "COLFA", "TENSOR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffusionSet:
    """Images of one examination by b value (s/mm2), several where it was measured along several directions."""

    stacks: Mapping[float, tuple[Stack, ...]]

    @property
    def first(self) -> Stack:
        """The stack of the lowest b value."""
        return self.stacks[min(self.stacks)][0]


def b_value_of(plane: Plane) -> float | None:
    """s/mm2; None where the image does not say."""
    header = plane.instance.header
    found = number(plane.header, "DiffusionBValue")
    if found is None:
        found = number(header, "DiffusionBValue")
    for item in () if found is not None else items_of(header, "MRDiffusionSequence"):
        found = number(item, "DiffusionBValue")
    if found is None:
        maker = plane.instance.text("Manufacturer").upper()
        for tag, words in _PRIVATE:
            if words in maker and tag in header:
                found = _private(header[tag].value, words)
    return found if found is not None and 0 <= found <= _LARGEST_B else None


def is_adc_map(stack: Stack) -> bool:
    """An ADC map that the scanner or the site made."""
    return stack.series.modality == "MR" and "ADC" in _kinds(stack)


def diffusion_sets(stacks: Sequence[Stack]) -> tuple[DiffusionSet, ...]:
    """Series with two b values or more, and series of one b value each that belong together; maps are left out."""
    by_series: dict[str, dict[float, list[Stack]]] = {}
    for series_uid, group in _by_series(stacks).items():
        found = _by_b_value(group)
        if found:
            by_series[series_uid] = found
    sets: list[DiffusionSet] = []
    singles: list[tuple[float, list[Stack]]] = []
    for found in by_series.values():
        if len(found) >= 2:
            sets.append(DiffusionSet(stacks={b: tuple(group) for b, group in found.items()}))
        else:
            singles += list(found.items())
    while singles:
        first = singles[0][1][0]
        alike = [one for one in singles if _belong(one[1][0], first)]
        singles = [one for one in singles if not any(one is other for other in alike)]
        joined: dict[float, tuple[Stack, ...]] = {}
        for b, group in alike:
            joined[b] = (*joined.get(b, ()), *group)
        sets.append(DiffusionSet(stacks=joined))
    return tuple(sets)


def _by_series(stacks: Sequence[Stack]) -> dict[str, list[Stack]]:
    found: dict[str, list[Stack]] = {}
    for stack in stacks:
        if stack.series.modality == "MR" and not _MAPS & _kinds(stack):
            found.setdefault(f"{stack.series.text('PatientID')} {stack.series.uid}", []).append(stack)
    return found


def _by_b_value(stacks: Sequence[Stack]) -> dict[float, list[Stack]]:
    """The images of one series again, told apart by b value; {} where an image has none or positions differ in them."""
    volumes: dict[float, list[list[Plane]]] = {}
    for place in range(len(stacks[0].planes)):
        here: dict[float, list[Plane]] = {}
        for stack in stacks:
            b = b_value_of(stack.planes[place])
            if b is None:
                return {}
            here.setdefault(b, []).append(stack.planes[place])
        if place == 0:
            volumes = {b: [[plane] for plane in planes] for b, planes in here.items()}
            continue
        if {b: len(planes) for b, planes in here.items()} != {b: len(group) for b, group in volumes.items()}:
            return {}
        for b, planes in here.items():
            for volume, plane in zip(volumes[b], planes, strict=True):
                volume.append(plane)
    return {
        b: [replace(stacks[0], planes=tuple(volume), phase=0, phases=1, real_world=()) for volume in group]
        for b, group in sorted(volumes.items())
    }


def _belong(one: Stack, other: Stack) -> bool:
    return all(
        one.series.text(keyword) == other.series.text(keyword)
        for keyword in ("PatientID", "StudyInstanceUID", "FrameOfReferenceUID")
    ) and same_grid(one.grid, other.grid)


def _kinds(stack: Stack) -> set[str]:
    return {str(kind).upper() for kind in stack.planes[0].instance.header.get("ImageType") or ()}


def _private(value: object, maker: str) -> float | None:
    """The first number of a private element, whatever the file's kind of it."""
    if isinstance(value, bytes):
        if maker == "PHILIPS" and len(value) == 4:
            return float(struct.unpack("<f", value)[0])
        value = value.decode("ascii", "replace").strip(" \0")
    # Several numbers are shown as [1, 2] by their kind, and stand in the file with a backslash between them.
    first = re.split(r"[\\,]", str(value).strip("[]( )"))[0].strip("' ")
    try:
        found = float(first)
    except ValueError:
        return None
    # GE adds a flag of 10^9 to the b value.
    return found % _GE_FLAG if maker == "GE" else found
