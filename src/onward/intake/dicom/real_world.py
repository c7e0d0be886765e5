"""Real-world value maps: what a stored value means, inside an image or in an object of its own.

DICOM PS3.3 C.7.6.16.2.11 (inside) and A.46, C.28 (Real World Value Mapping). Only linear maps are used; a map that is a
table is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydicom import Dataset

from onward.intake.dicom.codes import code_of, items_of
from onward.intake.dicom.folder import Instance, number
from onward.intake.dicom.stacking import Plane, RealWorldMap, Stack

MAPPING_CLASS = "1.2.840.10008.5.1.4.1.1.67"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapsOfObjects:
    """The maps of separate objects, by the instance (and frame, 0 for all of them) that they speak of."""

    by_image: Mapping[tuple[str, int], tuple[RealWorldMap, ...]]


def read_maps(instances: Iterable[Instance]) -> MapsOfObjects:
    """All maps of Real World Value Mapping objects."""
    found: dict[tuple[str, int], list[RealWorldMap]] = {}
    for instance in instances:
        if instance.text("SOPClassUID") != MAPPING_CLASS:
            continue
        for item in items_of(instance.header, "ReferencedImageRealWorldValueMappingSequence"):
            maps = _maps(item, instance.name)
            for image in items_of(item, "ReferencedSOPSequence"):
                uid = str(image.get("ReferencedSOPInstanceUID") or "")
                for frame in _frames(image) or (0,):
                    found.setdefault((uid, frame), []).extend(maps)
    return MapsOfObjects(by_image={key: tuple(maps) for key, maps in found.items()})


def maps_of(stack: Stack, objects: MapsOfObjects) -> tuple[RealWorldMap, ...]:
    """One map a plane, all in one unit; () where some plane has none.

    A map inside the image comes before one of a separate object, SUV by body weight before other units.
    """
    held = [_of_plane(plane, objects) for plane in stack.planes]
    if not held or not all(held):
        return ()
    for wanted in sorted({one.unit for one in held[0]}, key=_preference):
        chosen = [next((one for one in maps if one.unit == wanted), None) for maps in held]
        if all(one is not None for one in chosen):
            return tuple(one for one in chosen if one is not None)
    return ()


def _preference(unit: str) -> tuple[bool, bool, str]:
    return "suvbw" not in unit.lower(), unit in ("", "1"), unit


def _of_plane(plane: Plane, objects: MapsOfObjects) -> list[RealWorldMap]:
    header, name = plane.instance.header, plane.instance.name
    found: list[RealWorldMap] = []
    frames = items_of(header, "PerFrameFunctionalGroupsSequence")
    groups: list[Dataset] = [header, *items_of(header, "SharedFunctionalGroupsSequence")]
    if plane.frame < len(frames):
        groups.append(frames[plane.frame])
    for group in groups:
        found += _maps(group, name)
    uid = plane.instance.text("SOPInstanceUID")
    for key in ((uid, plane.frame + 1), (uid, 0)):
        found += objects.by_image.get(key, ())
    return found


def _maps(holder: Dataset, file: str) -> list[RealWorldMap]:
    found: list[RealWorldMap] = []
    for item in items_of(holder, "RealWorldValueMappingSequence"):
        slope, intercept = number(item, "RealWorldValueSlope"), number(item, "RealWorldValueIntercept")
        units = code_of(item, "MeasurementUnitsCodeSequence")
        if slope is None or intercept is None or units is None or slope == 0:
            continue
        found.append(
            RealWorldMap(
                slope=slope,
                intercept=intercept,
                unit=units.value,
                label=str(item.get("LUTLabel") or "").strip(),
                file=file,
            )
        )
    return found


def _frames(image: Dataset) -> tuple[int, ...]:
    value = image.get("ReferencedFrameNumber")
    if value is None or value == "":
        return ()
    return (int(value),) if isinstance(value, int | str | float) else tuple(int(one) for one in value)
