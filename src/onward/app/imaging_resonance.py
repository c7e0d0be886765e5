"""Use cases of MR: enhancement after contrast, and apparent diffusion, in the regions drawn on the images."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onward.app.imaging import ImagingIndex, belongs, region_mask
from onward.imaging import (
    ADC_UNIT,
    EnhancementMaps,
    PhaseChoice,
    RegionEnhanced,
    RegionFound,
    Statistics,
    choose_phases,
    enhancement_maps,
    fit_adc,
    region_enhanced,
    statistics_of,
)
from onward.intake.dicom import (
    DiffusionSet,
    DynamicSet,
    Stack,
    TracedRegion,
    diffusion_sets,
    dynamic_sets,
    is_adc_map,
    read_voxels,
)
from onward.knowledge import magnetic_resonance_numbers
from onward.terms import Issue, Severity

Progress = Callable[[int, int], None]

# ADC maps whose unit is written: what a stored unit is in 10^-3 mm2/s.
_ADC_UNITS = {
    "um2/s": 1e-3,
    "10-6mm2/s": 1e-3,
    "1e-6mm2/s": 1e-3,
    "10-3mm2/s": 1.0,
    "1e-3mm2/s": 1.0,
    "mm2/s": 1e3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicRead:
    """One dynamic examination.

    dynamic    its volumes with their times
    choice     which volumes were taken; the reason in words where none can be
    maps       on the grid of the volumes; None where there are none
    regions    each region with its enhancement
    """

    dynamic: DynamicSet
    choice: PhaseChoice | str
    maps: EnhancementMaps | None
    regions: tuple[tuple[RegionFound, RegionEnhanced], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffusionRead:
    """One examination of diffusion, or an ADC map that came with the images.

    made        "fitted here" or "the scanner's own map"
    unit        ADC_UNIT; "" where the unit of a map is not written
    b_values    with the number of images of each; () for a map
    why_not     why there is no ADC, "" where there is one
    regions     region, statistics over its measurable voxels, and how many were not
    """

    stack: Stack
    made: str
    unit: str
    b_values: tuple[tuple[float, int], ...]
    adc: NDArray[np.float32] | None
    why_not: str
    regions: tuple[tuple[RegionFound, Statistics | None, int], ...]
    notes: tuple[str, ...]


def read_enhancement(
    found: ImagingIndex,
    *,
    named: tuple[int, int, int] | None = None,
    enhancing_from: float | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[DynamicRead, ...], tuple[Issue, ...]]:
    """PE and SER of every dynamic examination.

    named            volumes before, early and late as the reader names them, from 0
    enhancing_from   early percentage enhancement that counts as enhancing, in place of the usual one
    """
    numbers = magnetic_resonance_numbers()
    issues = list(found.issues)
    sets = dynamic_sets(found.stacks)
    results: list[DynamicRead] = []
    for number, dynamic in enumerate(sets):
        choice = choose_phases(
            dynamic.times_s,
            injected_s=dynamic.injected_s,
            early_after_s=numbers.of("early-after"),
            late_after_s=numbers.of("late-after"),
            named=named,
        )
        maps = _maps(dynamic, choice, issues) if isinstance(choice, PhaseChoice) else None
        if isinstance(choice, str):
            issues.append(_issue(dynamic.stacks[0], "AcquisitionTime", choice, "measured no enhancement"))
        regions: list[tuple[RegionFound, RegionEnhanced]] = []
        if maps is not None:
            regions = [
                (
                    region,
                    region_enhanced(
                        maps,
                        mask,
                        voxel_ml=dynamic.stacks[0].grid.voxel_ml,
                        enhancing_from=numbers.of("enhancing-from") if enhancing_from is None else enhancing_from,
                        ratio_from=numbers.of("ser-from"),
                    ),
                )
                for region, mask in _regions(found, dynamic.stacks, issues)
            ]
        results.append(DynamicRead(dynamic=dynamic, choice=choice, maps=maps, regions=tuple(regions)))
        if progress is not None:
            progress(number + 1, len(sets))
    if not sets:
        what = "no MR series has three volumes on one grid (before, early, late)"
        issues.append(_plain_issue(what, "measured no enhancement"))
    return tuple(results), tuple(issues)


def read_diffusion(
    found: ImagingIndex, *, lowest_b: float = 0.0, progress: Progress | None = None
) -> tuple[tuple[DiffusionRead, ...], tuple[Issue, ...]]:
    """ADC fitted from every diffusion examination, and every ADC map that lies there.

    lowest_b   images of lower b values are left out of the fit
    """
    issues = list(found.issues)
    sets = diffusion_sets(found.stacks)
    maps = [stack for stack in found.stacks if is_adc_map(stack)]
    results: list[DiffusionRead] = []
    for number, one in enumerate((*sets, *maps)):
        results.append(
            _fitted(one, found, lowest_b, issues) if isinstance(one, DiffusionSet) else _own_map(one, found, issues)
        )
        if progress is not None:
            progress(number + 1, len(sets) + len(maps))
    if not results:
        what = "no MR series says its b values (DiffusionBValue or the maker's own), and no ADC map lies there"
        issues.append(_plain_issue(what, "measured no diffusion"))
    return tuple(results), tuple(issues)


def _maps(dynamic: DynamicSet, choice: PhaseChoice, issues: list[Issue]) -> EnhancementMaps | None:
    volumes: list[NDArray[np.float32]] = []
    for index in (choice.before, choice.early, choice.late):
        values = read_voxels(dynamic.stacks[index])
        if isinstance(values, Issue):
            issues.append(values)
            return None
        volumes.append(values)
    return enhancement_maps(volumes[0], volumes[1], volumes[2])


def _fitted(one: DiffusionSet, found: ImagingIndex, lowest_b: float, issues: list[Issue]) -> DiffusionRead:
    images: dict[float, list[NDArray[np.float32]]] = {}
    for b, stacks in one.stacks.items():
        for stack in stacks if b >= lowest_b else ():
            values = read_voxels(stack)
            if isinstance(values, Issue):
                issues.append(values)
            else:
                images.setdefault(b, []).append(values)
    fit = fit_adc(images)
    if isinstance(fit, str):
        issues.append(_issue(one.first, "DiffusionBValue", fit, "fitted no ADC"))
        return DiffusionRead(
            stack=one.first,
            made="fitted here",
            unit=ADC_UNIT,
            b_values=tuple((b, len(group)) for b, group in sorted(images.items())),
            adc=None,
            why_not=fit,
            regions=(),
            notes=(),
        )
    low = magnetic_resonance_numbers().of("low-b")
    notes = (
        (f"b values below {low:g} s/mm2 are used: blood flow raises ADC; --lowest-b {low:g} leaves them out",)
        if fit.b_values[0] < low and len(fit.b_values) > 2
        else ()
    )
    return DiffusionRead(
        stack=one.first,
        made="fitted here",
        unit=ADC_UNIT,
        b_values=tuple(zip(fit.b_values, fit.images, strict=True)),
        adc=fit.adc,
        why_not="",
        regions=_statistics(fit.adc, found, [stack for group in one.stacks.values() for stack in group], issues),
        notes=notes,
    )


def _own_map(stack: Stack, found: ImagingIndex, issues: list[Issue]) -> DiffusionRead:
    values = read_voxels(stack)
    adc: NDArray[np.float32] | None = None
    unit, notes, why_not = "", (), ""
    if isinstance(values, Issue):
        issues.append(values)
        why_not = values.what
    else:
        adc, unit, notes = _in_unit(stack, values)
    return DiffusionRead(
        stack=stack,
        made="the scanner's own map",
        unit=unit,
        b_values=(),
        adc=adc,
        why_not=why_not,
        regions=() if adc is None else _statistics(adc, found, [stack], issues),
        notes=notes,
    )


def _in_unit(stack: Stack, values: NDArray[np.float32]) -> tuple[NDArray[np.float32], str, tuple[str, ...]]:
    """A map in 10^-3 mm2/s where its unit is written; else as it stands."""
    from onward.app.real_world import mapped_values

    values, written = mapped_values(stack, values)
    instance = stack.planes[0].instance
    written = written or instance.text("RescaleType") or instance.text("Units")
    # "10*-6.mm2/s" (UCUM), "10^-6 mm2/s" and "10-6 mm2/s" are one.
    times = _ADC_UNITS.get("".join(one for one in written.casefold() if one not in " ^*.").replace("µ", "u"))
    if times is None:
        said = f"the unit is written as {written!r}" if written and written != "US" else "no unit is written"
        return values, "", (f"{said}: values as they stand; scanners often store 10^-6 mm2/s",)
    return values * np.float32(times), ADC_UNIT, ()


def _statistics(
    adc: NDArray[np.float32], found: ImagingIndex, stacks: list[Stack], issues: list[Issue]
) -> tuple[tuple[RegionFound, Statistics | None, int], ...]:
    measured = np.isfinite(adc)
    return tuple(
        (region, statistics_of(adc, mask & measured), int((mask & ~measured).sum()))
        for region, mask in _regions(found, stacks, issues)
    )


def _regions(
    found: ImagingIndex, stacks: Iterable[Stack], issues: list[Issue]
) -> list[tuple[RegionFound, NDArray[np.bool_]]]:
    """Each region that lies on one of the volumes, on their common grid."""
    group = tuple(stacks)
    regions: list[tuple[RegionFound, NDArray[np.bool_]]] = []
    for region in found.regions:
        if not any(_lies_on(region, stack, found) for stack in group):
            continue
        mask, _, _ = region_mask(region, group[0], issues)
        if mask.any():
            entry = RegionFound(
                number=region.number, label=region.label, tracking_uid=region.tracking_uid, file=region.file
            )
            regions.append((entry, mask))
    return regions


def _lies_on(region: TracedRegion, stack: Stack, found: ImagingIndex) -> bool:
    # Drawn on another series of the same examination (a subtraction, an SER map): the frame of reference ties it.
    return belongs(region, stack, found.stacks) or (
        bool(region.frame_uid) and region.frame_uid == stack.series.text("FrameOfReferenceUID")
    )


def _issue(stack: Stack, place: str, what: str, did: str) -> Issue:
    return Issue(file=stack.planes[0].instance.name, place=place, what=what, did=did, severity=Severity.ERROR)


def _plain_issue(what: str, did: str) -> Issue:
    return Issue(file="", place="", what=what, did=did, severity=Severity.ERROR)
