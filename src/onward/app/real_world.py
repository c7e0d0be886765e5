"""What real-world value maps change: uptake where the header alone cannot give it, and units of maps such as ADC."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onward.imaging import SuvFactors, SuvRefused
from onward.intake.dicom import DicomFolder, MapsOfObjects, Stack, maps_of, read_maps, rescale_of
from onward.terms import Issue, Severity

# Two ways to the same uptake that differ by more than this are not the same.
_SAME = 0.01


def maps_in(folder: DicomFolder) -> MapsOfObjects:
    """The maps of separate objects that lie in a folder."""
    return read_maps(instance for series in folder.series for instance in series.instances)


def with_maps(stacks: Iterable[Stack], objects: MapsOfObjects) -> Iterable[Stack]:
    """Each volume with what its stored values mean, where somebody says so."""
    for stack in stacks:
        found = maps_of(stack, objects)
        yield replace(stack, real_world=found) if found else stack


def mapped_factors(stack: Stack, found: SuvFactors | SuvRefused) -> SuvFactors | SuvRefused:
    """The factors of the header; where it is refused, those of a real-world value map to SUV by body weight.

    A map is what whoever made it worked out from the whole header, private elements included, before it was cut.
    """
    if isinstance(found, SuvFactors):
        return found
    mapped = _suv_per_rescaled(stack)
    if mapped is None:
        return found
    file = stack.real_world[0].file
    return SuvFactors(
        per_slice=mapped,
        because=f"by the real-world value map of {file}; the header alone gives none ({found.tag}: {found.why})",
    )


def contradiction(stack: Stack, found: SuvFactors) -> Issue | None:
    """Where header and map both give SUV and differ, that is said; the header counts."""
    mapped = _suv_per_rescaled(stack)
    if mapped is None:
        return None
    apart = max(abs(one / other - 1) for one, other in zip(mapped, found.per_slice, strict=True) if other)
    if apart <= _SAME:
        return None
    return Issue(
        file=stack.real_world[0].file,
        place="RealWorldValueSlope",
        what=f"the real-world value map gives SUV that differ by {apart:.0%} from those of the header",
        did="took those of the header; find out which is right",
        severity=Severity.WARNING,
    )


def mapped_values(stack: Stack, values: NDArray[np.float32]) -> tuple[NDArray[np.float32], str]:
    """Values of images other than PET and CT, and their unit: by the map where there is one with a unit."""
    if not stack.real_world or stack.real_world[0].unit in ("", "1"):
        return values, ""
    for index, (one, plane) in enumerate(zip(stack.real_world, stack.planes, strict=True)):
        slope, intercept = rescale_of(plane)
        values[index] = (values[index].astype(np.float64) - intercept) / slope * one.slope + one.intercept
    return values, stack.real_world[0].unit


def _suv_per_rescaled(stack: Stack) -> tuple[float, ...] | None:
    """SUV per value after rescale, one a slice; None where no map says so, or one with an offset does."""
    if not stack.real_world or not stack.real_world[0].is_suv:
        return None
    found: list[float] = []
    for one, plane in zip(stack.real_world, stack.planes, strict=True):
        slope, intercept = rescale_of(plane)
        if intercept or one.intercept or one.slope <= 0:
            return None
        found.append(one.slope / slope)
    return tuple(found)
