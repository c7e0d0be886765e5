"""Use cases of imaging: what lies in a folder, its uptake values, and the regions drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onward.app.real_world import contradiction, mapped_factors, mapped_values, maps_in, with_maps
from onward.imaging import (
    Grid,
    RegionFound,
    RegionResult,
    SeriesFound,
    SuvFactors,
    SuvRefused,
    UptakeResult,
    agreeing,
    draw_contours,
    measure_region,
    resample_mask,
    same_grid,
    statistics_of,
    suv_factors,
)
from onward.intake import Skipped
from onward.intake.dicom import (
    PRESENTATION_STATES,
    AnnotatedLine,
    DicomFolder,
    Report,
    Series,
    Stack,
    TracedRegion,
    Unstacked,
    acquisition_of,
    pet_headers,
    read_folder,
    read_lines,
    read_report,
    read_segmentation,
    read_structures,
    read_voxels,
    stack_series,
)
from onward.terms import Issue, Severity

Progress = Callable[[int, int], None]

_PLANAR = ("NM", "CR", "DX", "MG")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagingIndex:
    """All that lies in a folder.

    stacks    the volumes, each with the entry of its series in `series`
    reports   measurement reports (SR) that lie beside the images
    planar    series of single views, which make no volume: bone scans, X-rays
    lines     drawn on the images by presentation states
    """

    series: tuple[SeriesFound, ...]
    stacks: tuple[Stack, ...]
    entry_of_stack: tuple[SeriesFound, ...]
    regions: tuple[TracedRegion, ...]
    skipped: tuple[Skipped, ...]
    issues: tuple[Issue, ...]
    reports: tuple[Report, ...] = ()
    planar: tuple[Series, ...] = ()
    lines: tuple[AnnotatedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What `imaging suv` and `imaging measure` answer."""

    uptake: tuple[UptakeResult, ...] = ()
    regions: tuple[RegionResult, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    issues: tuple[Issue, ...] = ()


def index_folder(paths: Iterable[str | Path], *, progress: Progress | None = None) -> ImagingIndex:
    """Every series below the paths, and every region drawn on them."""
    folder = read_folder([Path(path) for path in paths], progress=progress)
    issues = list(folder.issues)
    entries: list[SeriesFound] = []
    stacks: list[Stack] = []
    entry_of_stack: list[SeriesFound] = []
    planar: list[Series] = []
    maps = maps_in(folder)
    for series in folder.series:
        stacked = stacked_series(series)
        entry = series_entry(series, stacked)
        entries.append(entry)
        if not isinstance(stacked, Unstacked):
            stacks += with_maps(stacked, maps)
            entry_of_stack += [entry] * len(stacked)
        elif series.modality in _PLANAR:
            planar.append(series)
        elif stacked.is_error:
            issues.append(not_stacked(series, stacked))
    regions, troubles = _regions(folder)
    lines, line_troubles = _lines(folder)
    return ImagingIndex(
        series=tuple(entries),
        stacks=tuple(stacks),
        entry_of_stack=tuple(entry_of_stack),
        regions=tuple(regions),
        skipped=folder.skipped,
        issues=(*issues, *troubles, *line_troubles),
        reports=tuple(_reports(folder)),
        planar=tuple(planar),
        lines=lines,
    )


def _lines(folder: DicomFolder) -> tuple[tuple[AnnotatedLine, ...], tuple[Issue, ...]]:
    """What presentation states drew on the images of the folder."""
    instances = [instance for series in folder.series for instance in series.instances]
    states = [instance for instance in instances if instance.text("SOPClassUID") in PRESENTATION_STATES]
    if not states:
        return (), ()
    return read_lines(states, {instance.text("SOPInstanceUID"): instance for instance in instances})


def _reports(folder: DicomFolder) -> Iterator[Report]:
    """The measurement reports; a report of another kind is listed as a series and gives none."""
    for series in folder.series:
        for instance in series.instances if series.modality == "SR" else ():
            found = read_report(instance)
            if isinstance(found, Report):
                yield found


def uptake_of(found: ImagingIndex, *, progress: Progress | None = None) -> Measured:
    """SUV of each PET series, whole and in the regions drawn on it."""
    issues = list(found.issues)
    results: list[UptakeResult] = []
    for number, (stack, entry) in enumerate(zip(found.stacks, found.entry_of_stack, strict=True)):
        if stack.series.modality == "PT":
            results.append(_uptake(stack, entry, found, issues))
        if progress is not None:
            progress(number + 1, len(found.stacks))
    for series in found.series:
        if series.modality == "PT" and not series.grids:
            refused = SuvRefused(tag="ImagePositionPatient", why=series.why_no_volume)
            results.append(UptakeResult(series=series, phase=0, factors=refused, whole=None, regions=()))
    return Measured(uptake=tuple(results), skipped=found.skipped, issues=tuple(issues))


def measure_regions(found: ImagingIndex, *, progress: Progress | None = None) -> Measured:
    """Each region on the series that it was drawn on, or on those that share its frame of reference."""
    issues = list(found.issues)
    results: list[RegionResult] = []
    for number, stack in enumerate(found.stacks):
        ours = [region for region in found.regions if belongs(region, stack, found.stacks)]
        if ours:
            values, unit, trouble = values_of(stack)
            issues += trouble
            if values is not None:
                results += _measure_all(ours, stack, values, unit, issues)
        if progress is not None:
            progress(number + 1, len(found.stacks))
    for region in found.regions:
        if not any(belongs(region, stack, found.stacks) for stack in found.stacks):
            issues.append(
                Issue(
                    file=region.file,
                    place=f"region {region.number}",
                    what="the images that it was drawn on are not here: neither series nor frame of reference fits",
                    did="measured nothing of it; add the images",
                    severity=Severity.ERROR,
                )
            )
    return Measured(regions=tuple(results), skipped=found.skipped, issues=tuple(issues))


def stacked_series(series: Series) -> tuple[Stack, ...] | Unstacked:
    """The volumes of a series, or why it makes none; regions and reports are no images."""
    return Unstacked(tag="", why="no images", is_error=False) if _is_region(series) else stack_series(series)


def _is_region(series: Series) -> bool:
    return series.modality in ("SEG", "RTSTRUCT")


def _regions(folder: DicomFolder) -> tuple[list[TracedRegion], list[Issue]]:
    regions: list[TracedRegion] = []
    issues: list[Issue] = []
    for series in folder.series:
        if not _is_region(series):
            continue
        read = read_segmentation if series.modality == "SEG" else read_structures
        for instance in series.instances:
            found, troubles = read(instance)
            regions += found
            issues += troubles
    return regions, issues


def _uptake(stack: Stack, series: SeriesFound, found: ImagingIndex, issues: list[Issue]) -> UptakeResult:
    factors = _factors(stack)
    if isinstance(factors, SuvRefused):
        return UptakeResult(series=series, phase=stack.phase, factors=factors, whole=None, regions=())
    values, unit, trouble = values_of(stack, factors=factors)
    issues += trouble
    if values is None:
        refused = SuvRefused(tag="PixelData", why=trouble[0].what)
        return UptakeResult(series=series, phase=stack.phase, factors=refused, whole=None, regions=())
    ours = [region for region in found.regions if belongs(region, stack, found.stacks)]
    return UptakeResult(
        series=series,
        phase=stack.phase,
        factors=factors,
        whole=statistics_of(values, np.ones(values.shape, dtype=bool)),
        regions=tuple(_measure_all(ours, stack, values, unit, issues)),
    )


def series_entry(series: Series, stacked: tuple[Stack, ...] | Unstacked) -> SeriesFound:
    stacks = () if isinstance(stacked, Unstacked) else stacked
    syntaxes = {str(one.header.file_meta.get("TransferSyntaxUID", "")) for one in series.instances}
    return SeriesFound(
        series_instance_uid=series.uid,
        study_instance_uid=series.text("StudyInstanceUID"),
        frame_of_reference_uid=series.text("FrameOfReferenceUID"),
        person=series.text("PatientID"),
        modality=series.modality,
        instances=len(series.instances),
        description=series.text("SeriesDescription"),
        body_part=series.text("BodyPartExamined"),
        date=series.text("SeriesDate") or series.text("StudyDate"),
        time=series.text("SeriesTime") or series.text("StudyTime"),
        manufacturer=series.text("Manufacturer"),
        model=series.text("ManufacturerModelName"),
        transfer_syntaxes=tuple(sorted(syntaxes - {""})),
        grids=tuple(stack.grid for stack in stacks),
        why_no_volume=stacked.why if isinstance(stacked, Unstacked) else "",
        is_problem=isinstance(stacked, Unstacked) and stacked.is_error,
        notes=tuple(dict.fromkeys(note for stack in stacks for note in stack.notes)),
        acquisition=acquisition_of(series.instances[0]),
    )


def _factors(stack: Stack) -> SuvFactors | SuvRefused:
    headers = pet_headers(stack)
    return mapped_factors(stack, agreeing(headers) or suv_factors(headers[0]))


def values_of(
    stack: Stack, *, factors: SuvFactors | None = None
) -> tuple[NDArray[np.float32] | None, str, list[Issue]]:
    """Voxels of a volume in the unit that is measured in: SUV for PET where it can be trusted."""
    values = read_voxels(stack)
    if isinstance(values, Issue):
        return None, "", [values]
    if stack.series.modality == "CT":
        return values, "HU", []
    if stack.series.modality != "PT":
        return *mapped_values(stack, values), []
    found = _factors(stack) if factors is None else factors
    if isinstance(found, SuvRefused):
        what = f"no trustworthy SUV: {found.why}"
        did = "measured sizes only; correct the header at its source"
        name = stack.series.instances[0].name
        return values, "", [Issue(file=name, place=found.tag, what=what, did=did, severity=Severity.WARNING)]
    values *= np.asarray(found.per_slice, dtype=np.float32)[:, None, None]
    differs = contradiction(stack, found)
    return values, "SUVbw", [] if differs is None else [differs]


def belongs(region: TracedRegion, stack: Stack, volumes: Iterable[Stack]) -> bool:
    """Whether a region is of these images: by the series that it names; if that is not here, by frame of reference."""
    if region.series_uid and any(region.series_uid == other.series.uid for other in volumes):
        return region.series_uid == stack.series.uid
    return bool(region.frame_uid) and region.frame_uid == stack.series.text("FrameOfReferenceUID")


def _measure_all(
    regions: Iterable[TracedRegion], stack: Stack, values: NDArray[np.float32], unit: str, issues: list[Issue]
) -> list[RegionResult]:
    measured = (_measure(region, stack, values, unit, issues) for region in regions)
    return [one for one in measured if one is not None]


def _measure(
    region: TracedRegion, stack: Stack, values: NDArray[np.float32], unit: str, issues: list[Issue]
) -> RegionResult | None:
    mask, drawn, more = region_mask(region, stack, issues)
    if not mask.any():
        return None
    grid = stack.grid
    notes = [*stack.notes, *region.notes, *more]
    if region.series_uid != stack.series.uid:
        notes.append("tied to these images by the frame of reference; the series that it names is not here")
    return RegionResult(
        region=RegionFound(
            number=region.number, label=region.label, tracking_uid=region.tracking_uid, file=region.file
        ),
        series_instance_uid=stack.series.uid,
        modality=stack.series.modality,
        phase=stack.phase,
        grid=grid,
        unit=unit,
        measured=measure_region(values, grid, mask, uptake=unit == "SUVbw", drawn=drawn),
        notes=tuple(notes),
    )


def region_mask(
    region: TracedRegion, stack: Stack, issues: list[Issue]
) -> tuple[NDArray[np.bool_], tuple[Grid, NDArray[np.bool_]] | None, tuple[str, ...]]:
    """The region on the grid of the images, the grid and voxels it was drawn on where these are others, and notes.

    What cannot be drawn is added to `issues`; the mask is then empty.
    """
    grid = stack.grid
    drawn: tuple[Grid, NDArray[np.bool_]] | None = None
    notes: tuple[str, ...] = ()
    if region.mask is None:
        traced = draw_contours(region.contours_mm, grid)
        mask = traced.mask
        issues += [_left_out(region, number, why) for number, why in traced.left_out]
        if traced.every > 1:
            gaps = f"contours lie on every {traced.every}. slice only: between them nothing was drawn"
            notes = (f"{gaps}, and the volume is too small by as much",)
    elif same_grid(region.mask[0], grid):
        mask = region.mask[1]
    else:
        mask = resample_mask(region.mask[1], region.mask[0], grid)
        # A segmentation that keeps only its own slices is a cut-out of the images: nothing was resampled.
        if not (_inside_same_lattice(region.mask[0], grid) and mask.sum() == region.mask[1].sum()):
            drawn = region.mask
            notes = ("drawn on another grid: size is measured there, values on the images' own voxels",)
    if not mask.any():
        issues.append(
            Issue(
                file=region.file,
                place=f"region {region.number}",
                what="no voxel of the images lies in it",
                did="measured nothing of it on this series",
                severity=Severity.WARNING,
            )
        )
    return mask, drawn, notes


def _inside_same_lattice(part: Grid, whole: Grid) -> bool:
    """Whether a grid is a cut-out of the other: then nothing was resampled."""
    corner = np.rint(whole.to_indices(part.to_patient(np.zeros((1, 3)))))[0]
    cut = replace(whole, shape=part.shape, origin_mm=tuple(whole.to_patient(corner[None, :])[0]))
    return same_grid(part, cut)


def _left_out(region: TracedRegion, contour: int, why: str) -> Issue:
    return Issue(
        file=region.file,
        place=f"region {region.number}, contour {contour + 1}",
        what=why,
        did="left this contour out of the region",
        severity=Severity.WARNING,
    )


def not_stacked(series: Series, stacked: Unstacked) -> Issue:
    return Issue(
        file=stacked.file or series.instances[0].name,
        place=stacked.tag,
        what=f"the series makes no volume: {stacked.why}",
        did="listed it, measured nothing of it",
        severity=Severity.WARNING,
    )
