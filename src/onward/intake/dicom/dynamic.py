"""Volumes of one MR examination before and after contrast, in order of time, and when each was acquired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from onward.imaging import same_grid
from onward.intake.dicom.diffusion import b_value_of
from onward.intake.dicom.folder import number
from onward.intake.dicom.moments import date_time, moment, moment_at
from onward.intake.dicom.stacking import Plane, Stack

# Made of other images: subtractions, projections, maps.
_MADE = {"SUB", "SUBTRACT", "SUBTRACTION", "MIP", "MPR", "PROJECTION IMAGE", "ADC", "FA", "SER", "PE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicSet:
    """Volumes on one grid made with one setting, in order of time.

    times_s      seconds from the first volume; all None where the headers do not tell the volumes apart by time
    times_from   which element the times are from, "" where there are none
    injected_s   when contrast was given, on the same count; None where it is not recorded
    """

    stacks: tuple[Stack, ...]
    times_s: tuple[float | None, ...]
    times_from: str
    injected_s: float | None


def dynamic_sets(stacks: Sequence[Stack]) -> tuple[DynamicSet, ...]:
    """Series with three volumes or more, and single volumes of several series that belong together."""
    found: list[list[Stack]] = []
    singles: list[Stack] = []
    for stack in stacks:
        if stack.series.modality != "MR" or b_value_of(stack.planes[0]) is not None:
            continue
        if stack.phases >= 3:
            if stack.phase == 0:
                found.append([])
            found[-1].append(stack)
        elif not _MADE & {str(kind).upper() for kind in stack.planes[0].instance.header.get("ImageType") or ()}:
            singles.append(stack)
    while singles:
        alike = [one for one in singles if _belong(one, singles[0])]
        singles = [one for one in singles if not any(one is other for other in alike)]
        if len(alike) >= 3:
            found.append(alike)
    return tuple(_timed(group) for group in found)


def _belong(one: Stack, other: Stack) -> bool:
    """One examination, one grid, one setting of the scanner."""
    same = all(
        one.series.text(keyword) == other.series.text(keyword)
        for keyword in ("PatientID", "StudyInstanceUID", "FrameOfReferenceUID", "SequenceName", "ScanningSequence")
    )
    return (
        same
        and all(
            _setting(one, keyword) == _setting(other, keyword)
            for keyword in ("RepetitionTime", "EchoTime", "FlipAngle")
        )
        and same_grid(one.grid, other.grid)
    )


def _setting(stack: Stack, keyword: str) -> float | None:
    found = number(stack.planes[0].header, keyword)
    return number(stack.planes[0].instance.header, keyword) if found is None else found


def _timed(group: Sequence[Stack]) -> DynamicSet:
    for name, of, is_clock in _TIMES:
        times = [_earliest(stack, of) for stack in group]
        known = [one for one in times if one is not None]
        if len(known) < len(group) or len(set(known)) < len(group):
            continue
        ordered = sorted(zip(known, range(len(group)), strict=True))
        start = ordered[0][0]
        stacks = tuple(group[index] for _, index in ordered)
        return DynamicSet(
            stacks=stacks,
            times_s=tuple(at - start for at, _ in ordered),
            times_from=name,
            injected_s=_injected(stacks[0], start if is_clock else None),
        )
    return DynamicSet(stacks=tuple(group), times_s=(None,) * len(group), times_from="", injected_s=None)


def _earliest(stack: Stack, of: Callable[[Plane], float | None]) -> float | None:
    times = [of(plane) for plane in stack.planes]
    known = [one for one in times if one is not None]
    return min(known) if known and len(known) == len(times) else None


def _injected(first: Stack, clock_start_s: float | None) -> float | None:
    """Time of contrast from the first volume. Times that are no clock count from the first volume's AcquisitionTime."""
    given = moment_at(first.planes[0].instance.header, "ContrastBolusStartTime")
    start = clock_start_s if clock_start_s is not None else _earliest(first, _acquired)
    return None if given is None or start is None else _seconds(given) - start


def _seconds(at: datetime) -> float:
    return (at - datetime(1900, 1, 1)).total_seconds()  # noqa: DTZ001 - DICOM times are local to the scanner


def _acquired(plane: Plane) -> float | None:
    at = date_time(plane.header, "FrameAcquisitionDateTime") or moment(plane.instance.header)
    return None if at is None else _seconds(at)


def _triggered(plane: Plane) -> float | None:
    milliseconds = number(plane.header, "TriggerTime")
    return None if milliseconds is None else milliseconds / 1000


def _offset(plane: Plane) -> float | None:
    return number(plane.header, "TemporalPositionTimeOffset")


def _content(plane: Plane) -> float | None:
    at = moment_at(plane.instance.header, "ContentTime")
    return None if at is None else _seconds(at)


# Times of acquisition first; some makers write one for all volumes and tell them apart by the others.
_TIMES: tuple[tuple[str, Callable[[Plane], float | None], bool], ...] = (
    ("AcquisitionTime", _acquired, True),
    ("TriggerTime", _triggered, False),
    ("TemporalPositionTimeOffset", _offset, False),
    ("ContentTime", _content, True),
)
