"""Slices of a series to a regular stack, or the reason why they make none.

Slices are sorted by their position along the normal, never by number or name. Several volumes in one series (phases of
contrast, gates, time frames) are told apart. Gaps, tilt and mixed geometry are refused in words, not repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from pydicom import Dataset

from onward.imaging import Grid
from onward.intake.dicom.folder import Instance, Series, number, numbers, raw_value

# Spacing may waver by this share of itself, or by a hundredth of a millimetre: headers round.
_WAVER = 0.01
_WAVER_MM = 0.01
# Slices displaced sideways by more than this (tangent) against their normal come from a tilted gantry.
_TILT = 0.005
_NOT_A_VOLUME = {"LOCALIZER", "SCOUT", "SECONDARY", "PROJECTION IMAGE", "MIP", "REFORMATTED"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """One plane of an instance: its frame number (0-based) and where it lies.

    header   the functional groups of the frame, or the instance itself
    """

    instance: Instance
    frame: int
    header: Dataset = field(repr=False, compare=False)
    position_mm: tuple[float, float, float]

    @property
    def order(self) -> tuple[str, ...]:
        """What tells it from another plane at the same place, most telling first; texts that sort as time does."""
        return _order(self.instance, self.header)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealWorldMap:
    """What a stored value means: stored times slope plus intercept, in a UCUM unit; `file` says who says so."""

    slope: float
    intercept: float
    unit: str
    label: str
    file: str

    @property
    def is_suv(self) -> bool:
        """Standardised uptake by body weight, however its annotation is written."""
        return "suvbw" in self.unit.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A regular stack of planes in the order of the grid's slice index.

    phase        0 for the first or only volume of its series, 1 for the next, in order of time
    phases       how many volumes the series has
    real_world   one map a plane, all in one unit; () where there is none
    """

    series: Series
    grid: Grid
    planes: tuple[Plane, ...]
    phase: int = 0
    phases: int = 1
    notes: tuple[str, ...] = ()
    real_world: tuple[RealWorldMap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unstacked:
    """Why a series, or some planes of it, make no volume.

    tag        keyword of the element that stands in the way, "" when it is no single one
    is_error   False for what never was a volume: a localizer, a single projection, a report
    file       the one file that stands in the way, "" when it is no single one
    """

    tag: str
    why: str
    is_error: bool = True
    file: str = ""


def stack_series(series: Series) -> tuple[Stack, ...] | Unstacked:
    """The volumes of a series in order of time, or why it makes none."""
    planes: list[Plane] = []
    for instance in series.instances:
        found = _planes(instance)
        if isinstance(found, Unstacked):
            return found
        planes += found
    geometry = _one_geometry(planes)
    if isinstance(geometry, Unstacked):
        return geometry
    rows, columns, spacing, orientation = geometry
    across, down = np.array(orientation[:3]), np.array(orientation[3:])
    normal = np.cross(across, down)
    if abs(float(across @ down)) > 1e-3 or not 0.99 < float(np.linalg.norm(normal)) < 1.01:
        return Unstacked(tag="ImageOrientationPatient", why="its two directions are not at right angles, or no unit")
    normal /= np.linalg.norm(normal)
    groups = _phases(planes, normal)
    if isinstance(groups, Unstacked):
        return groups
    stacks: list[Stack] = []
    for phase, group in enumerate(groups):
        made = _stack(group, normal, down, across, spacing, (rows, columns))
        if isinstance(made, Unstacked):
            return made
        grid, notes = made
        stacks.append(
            Stack(series=series, grid=grid, planes=tuple(group), phase=phase, phases=len(groups), notes=notes)
        )
    return tuple(stacks)


def place_planes(series: Series) -> tuple[Grid, tuple[tuple[Plane, int], ...]] | Unstacked:
    """A grid for planes of which several may lie at one position and some positions may hold none (a segmentation).

    Gives the smallest regular grid that holds them all, and each plane with its slice index in it.
    """
    planes: list[Plane] = []
    for instance in series.instances:
        found = _planes(instance)
        if isinstance(found, Unstacked):
            return found
        planes += found
    geometry = _one_geometry(planes)
    if isinstance(geometry, Unstacked):
        return geometry
    rows, columns, spacing, orientation = geometry
    across, down = np.array(orientation[:3]), np.array(orientation[3:])
    normal = np.cross(across, down)
    along = [float(normal @ np.array(plane.position_mm)) for plane in planes]
    places = sorted(set(np.round(along, 3)))
    steps = np.diff(places)
    stated = number(planes[0].header, "SpacingBetweenSlices") or number(planes[0].header, "SliceThickness")
    step_mm = float(steps.min()) if len(steps) else stated
    if not step_mm or step_mm <= 0:
        return Unstacked(tag="SpacingBetweenSlices", why="one slice, and its thickness is not stated")
    if stated and len(steps) and stated < step_mm * (1 - _WAVER) and _multiple(step_mm / stated):
        step_mm = stated  # no two neighbouring slices are marked
    if not all(_multiple(float(step) / step_mm) for step in steps):
        return Unstacked(tag="ImagePositionPatient", why="the slices are not evenly spaced")
    lowest = int(np.argmin(along))
    indices = [round((one - along[lowest]) / step_mm) for one in along]
    grid = Grid(
        shape=(max(indices) + 1, rows, columns),
        origin_mm=planes[lowest].position_mm,
        along_slices=_vector(normal),
        along_rows=_vector(down),
        along_columns=_vector(across),
        spacing_mm=(step_mm, spacing[0], spacing[1]),
    )
    return grid, tuple(zip(planes, indices, strict=True))


def _multiple(ratio: float) -> bool:
    return abs(ratio - round(ratio)) <= 0.02 * max(1.0, ratio) and round(ratio) >= 1


# CT, MR and PET image storage: each is a slice, and has to say where it lies.
_SLICES = frozenset({"1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.128"})


def _is_slice(header: Dataset) -> bool:
    return str(header.get("SOPClassUID", "")) in _SLICES


def _planes(instance: Instance) -> list[Plane] | Unstacked:
    header = instance.header
    kinds = {str(kind).upper() for kind in header.get("ImageType", [])}
    if kinds & {"LOCALIZER", "SCOUT"}:
        return Unstacked(tag="ImageType", why="a localizer is no volume", is_error=False)
    if number(header, "Rows") is None:
        why = "an image without its pixels" if _is_slice(header) else "there is no image in it"
        return Unstacked(tag="Rows", why=why, is_error=_is_slice(header), file=instance.name)
    shared = _first(header, "SharedFunctionalGroupsSequence")
    frames = header.get("PerFrameFunctionalGroupsSequence")
    if not frames:
        if (number(header, "NumberOfFrames") or 1) > 1:
            return Unstacked(tag="PerFrameFunctionalGroupsSequence", why="frames without positions", is_error=False)
        position = numbers(header, "ImagePositionPatient")
        if len(position) != 3:
            return Unstacked(
                tag="ImagePositionPatient",
                why="an image without a position",
                is_error=_is_slice(header),
                file=instance.name,
            )
        return [
            Plane(
                instance=instance,
                frame=0,
                header=header,
                position_mm=(position[0], position[1], position[2]),
            )
        ]
    planes: list[Plane] = []
    for index, frame in enumerate(frames):
        merged = _merged(header, shared, frame)
        position = numbers(merged, "ImagePositionPatient")
        if len(position) != 3:
            return Unstacked(tag="ImagePositionPatient", why=f"frame {index + 1} has no position")
        planes.append(
            Plane(
                instance=instance,
                frame=index,
                header=merged,
                position_mm=(position[0], position[1], position[2]),
            )
        )
    return planes


# Functional groups that hold geometry and pixel meaning (PS3.3 C.7.6.16.2).
_GROUPS = (
    "PixelMeasuresSequence",
    "PlanePositionSequence",
    "PlaneOrientationSequence",
    "PixelValueTransformationSequence",
    "FrameContentSequence",
    "RadiopharmaceuticalUsageSequence",
    "MRDiffusionSequence",
    "TemporalPositionSequence",
)


def _merged(header: Dataset, shared: Dataset | None, frame: Dataset) -> Dataset:
    """One flat header of a frame: the instance's own elements, then shared groups, then the frame's."""
    merged = Dataset()
    for keyword in ("Rows", "Columns", "PixelSpacing", "SliceThickness", "RescaleSlope", "RescaleIntercept"):
        if keyword in header:
            merged[keyword] = header[keyword]
    for groups in (shared, frame):
        for name in _GROUPS:
            found = None if groups is None else _first(groups, name)
            if found is not None:
                merged.update(found)
    return merged


def _first(header: Dataset, keyword: str) -> Dataset | None:
    found = header.get(keyword)
    return found[0] if found else None


def _order(instance: Instance, header: Dataset) -> tuple[str, ...]:
    """What tells the volumes of one series apart, most telling first; texts that sort as time does."""

    def of(keyword: str) -> str:
        value = header.get(keyword, instance.header.get(keyword))
        return "" if value is None else str(value)

    def padded(keyword: str) -> str:
        value = number(header, keyword)
        if value is None:
            value = number(instance.header, keyword)
        return "" if value is None else f"{value:020.6f}"

    return (
        padded("TemporalPositionIdentifier") or padded("TemporalPositionIndex"),
        of("AcquisitionDateTime") or of("FrameAcquisitionDateTime"),
        of("AcquisitionDate") + of("AcquisitionTime"),
        of("ContentDate") + of("ContentTime"),
        padded("TemporalPositionTimeOffset") or padded("TriggerTime"),
        padded("AcquisitionNumber"),
        padded("DiffusionBValue"),
        padded("InstanceNumber"),
    )


def _one_geometry(
    planes: Sequence[Plane],
) -> tuple[int, int, tuple[float, float], tuple[float, ...]] | Unstacked:
    if len({raw_value(plane.instance.header, "FrameOfReferenceUID") for plane in planes}) > 1 and (
        len({str(plane.instance.header.get("FrameOfReferenceUID", "")) for plane in planes}) > 1
    ):
        return Unstacked(tag="FrameOfReferenceUID", why="slices of several frames of reference are mixed")
    sizes = {(number(plane.header, "Rows"), number(plane.header, "Columns")) for plane in planes}
    if len(sizes) > 1:
        return Unstacked(tag="Rows", why="slices of several sizes are mixed")
    rows, columns = next(iter(sizes))
    spacings = [numbers(plane.header, "PixelSpacing") for plane in planes]
    first = spacings[0]
    if len(first) != 2 or min(first) <= 0:
        return Unstacked(tag="PixelSpacing", why="the size of a pixel is missing or zero")
    if any(len(one) != 2 or max(abs(one[0] - first[0]), abs(one[1] - first[1])) > 1e-4 for one in spacings):
        return Unstacked(tag="PixelSpacing", why="slices with several sizes of pixels are mixed")
    orientation = numbers(planes[0].header, "ImageOrientationPatient")
    if len(orientation) != 6:
        return Unstacked(tag="ImageOrientationPatient", why="the orientation is missing")
    for plane in planes:
        other = numbers(plane.header, "ImageOrientationPatient")
        if len(other) != 6 or max(abs(a - b) for a, b in zip(orientation, other, strict=True)) > 1e-3:
            return Unstacked(tag="ImageOrientationPatient", why="slices of several orientations are mixed")
    if not rows or not columns:
        return Unstacked(tag="Rows", why="the size of the image is missing or zero")
    return int(rows), int(columns), (first[0], first[1]), orientation


def _phases(planes: Sequence[Plane], normal: np.ndarray) -> list[list[Plane]] | Unstacked:
    """Planes by volume, each sorted along the normal; volumes in order of time."""
    at = {id(plane): float(normal @ np.array(plane.position_mm)) for plane in planes}
    ordered = sorted(planes, key=lambda plane: at[id(plane)])
    places: list[list[Plane]] = []
    for plane in ordered:
        if places and at[id(plane)] - at[id(places[-1][0])] < _WAVER_MM:
            places[-1].append(plane)
        else:
            places.append([plane])
    counts = {len(place) for place in places}
    if len(counts) > 1:
        return Unstacked(
            tag="ImagePositionPatient",
            why=f"some positions hold {max(counts)} slices and others {min(counts)}: slices are missing or doubled",
        )
    several = counts.pop()
    if several > 1:
        for place in places:
            orders = {id(plane): plane.order for plane in place}
            place.sort(key=lambda plane: orders[id(plane)])
            if len(set(orders.values())) < several:
                return Unstacked(tag="ImagePositionPatient", why="slices stand twice at one position")
    return [[place[phase] for place in places] for phase in range(several)]


def _stack(
    planes: Sequence[Plane],
    normal: np.ndarray,
    down: np.ndarray,
    across: np.ndarray,
    spacing_mm: tuple[float, float],
    size: tuple[int, int],
) -> tuple[Grid, tuple[str, ...]] | Unstacked:
    notes: tuple[str, ...] = ()
    positions = np.array([plane.position_mm for plane in planes])
    if len(planes) == 1:
        thickness = number(planes[0].header, "SpacingBetweenSlices") or number(planes[0].header, "SliceThickness")
        if not thickness or thickness <= 0:
            return Unstacked(tag="SliceThickness", why="one slice, and its thickness is not stated")
        step_mm = thickness
        notes = ("one slice: its distance to the next is taken from its thickness",)
    else:
        along = positions @ normal
        steps = np.diff(along)
        step_mm = float(np.median(steps))
        off = np.abs(steps - step_mm) > max(_WAVER * step_mm, _WAVER_MM)
        if off.any():
            where = int(np.flatnonzero(off)[0])
            times = float(steps[where]) / step_mm
            return Unstacked(
                tag="ImagePositionPatient",
                why=f"slices are not evenly spaced: after slice {where + 1} of {len(planes)} the next lies "
                f"{steps[where]:.2f} mm away, the others {step_mm:.2f} mm"
                + (", as when slices are missing" if times > 1.5 else ""),
            )
        sideways = positions - positions[0] - np.outer(along - along[0], normal)
        if float(np.abs(sideways).max()) > _TILT * abs(float(along[-1] - along[0])) + _WAVER_MM:
            return Unstacked(tag="ImagePositionPatient", why="slices are shifted sideways: the gantry was tilted")
    return (
        Grid(
            shape=(len(planes), size[0], size[1]),
            origin_mm=_vector(positions[0]),
            along_slices=_vector(normal),
            along_rows=_vector(down),
            along_columns=_vector(across),
            spacing_mm=(step_mm, spacing_mm[0], spacing_mm[1]),
        ),
        notes,
    )


def _vector(values: np.ndarray) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
