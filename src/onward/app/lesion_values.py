"""One lesion as it is measured and entered in a lesion book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydicom.uid import generate_uid

from onward.imaging import (
    BookedLesion,
    BookedReference,
    BookedSeries,
    Candidate,
    DrawnLesion,
    Grid,
    PetScan,
    ReferenceUptake,
    RegionMeasured,
    SuvRefused,
    agreeing,
    centroid_mm,
    measure_region,
    sul_per_suvbw,
)
from onward.intake.dicom import Stack, pet_headers
from onward.knowledge import organ_mask_words

_METHODS = {"PT": "PET", "CT": "CT", "MR": "MR", "NM": "bone scan", "CR": "X-ray", "DX": "X-ray", "US": "ultrasound"}


def measured_near(values: NDArray[np.float32], grid: Grid, candidate: Candidate) -> RegionMeasured:
    """Measured in a box around the candidate that holds every sphere of its peak."""
    margin = [int(np.ceil(8 / spacing)) + 1 for spacing in grid.spacing_mm]
    box = tuple(
        slice(max(0, one.start - by), min(extent, one.stop + by))
        for one, by, extent in zip(candidate.box, margin, grid.shape, strict=True)
    )
    start = np.array([[one.start for one in box]], dtype=np.float64)
    near = replace(
        grid,
        shape=tuple(one.stop - one.start for one in box),
        origin_mm=tuple(float(one) for one in grid.to_patient(start)[0]),
    )
    mask = np.zeros(near.shape, dtype=bool)
    inner = tuple(
        slice(one.start - part.start, one.stop - part.start) for one, part in zip(candidate.box, box, strict=True)
    )
    mask[inner] = candidate.mask
    measured = measure_region(values[box], near, mask, uptake=True)
    offset = [one.start for one in box]
    peak, at_max = (
        None if one is None else replace(one, centre=tuple(at + by for at, by in zip(one.centre, offset, strict=True)))
        for one in (measured.peak, measured.peak_at_max)
    )
    axes = measured.axes
    if axes is not None:
        ends = tuple((row + offset[1], column + offset[2]) for row, column in axes.ends)
        axes = replace(axes, slice=axes.slice + offset[0], ends=ends)
    return replace(measured, peak=peak, peak_at_max=at_max, axes=axes)


def drawn_lesion(
    stack: Stack,
    mask: NDArray[np.bool_],
    *,
    label: str,
    tracking_uid: str = "",
    site: str = "",
    laterality: str = "",
    algorithm: str = "",
) -> DrawnLesion:
    header = stack.series.instances[0]
    if not tracking_uid:
        # The same voxels on the same series are the same region, whoever asks again.
        held = np.flatnonzero(mask)
        where = f"{int(held[0])}-{int(held[-1])}-{len(held)}"
        tracking_uid = str(generate_uid(prefix=None, entropy_srcs=[stack.series.uid, str(stack.phase), where]))
    return DrawnLesion(
        tracking_uid=tracking_uid,
        tracking_id=label if tracking_uid and not algorithm else "",
        label=label,
        grid=stack.grid,
        mask=mask,
        site=site,
        laterality=laterality,
        series_instance_uid=stack.series.uid,
        study_instance_uid=header.text("StudyInstanceUID"),
        frame_of_reference_uid=header.text("FrameOfReferenceUID"),
        algorithm=algorithm,
    )


def booked_lesion(lesion: DrawnLesion, measured: RegionMeasured, unit: str, stack: Stack) -> BookedLesion:
    axes = measured.axes
    x, y, z = centroid_mm(lesion.mask, lesion.grid)
    return BookedLesion(
        name="",
        tracking_uid=lesion.tracking_uid,
        tracking_id=lesion.tracking_id,
        label=lesion.label,
        origin="candidate",
        volume_ml=round(measured.volume_ml, 4),
        centre_mm=(round(x, 2), round(y, 2), round(z, 2)),
        site=lesion.site,
        laterality=lesion.laterality,
        slice=None if axes is None else axes.slice,
        longest_diameter_mm=None if axes is None else round(axes.long_axis_mm, 2),
        perpendicular_diameter_mm=None if axes is None else round(axes.short_axis_mm, 2),
        values=_values(measured, unit, stack),
    )


def _values(measured: RegionMeasured, unit: str, stack: Stack) -> dict[str, float]:
    """By the names of timeline.LesionMeasurement.measure; SUL only where the header gives lean body mass."""
    statistics = measured.statistics
    if statistics is None:
        return {}
    if unit != "SUVbw":
        return {"mean": round(statistics.mean, 3), "maximum": round(statistics.maximum, 3)}
    values = {"SUVmax": statistics.maximum, "SUVmean": statistics.mean}
    if measured.peak is not None:
        values["SUVpeak"] = measured.peak.value
    sul = sul_factor(stack)
    if not isinstance(sul, SuvRefused):
        if measured.peak is not None:
            values["SULpeak"] = measured.peak.value * sul
        if measured.total_glycolysis is not None:
            values["TLG"] = measured.total_glycolysis * sul
    return {name: round(value, 4) for name, value in values.items()}


def sul_factor(stack: Stack) -> float | SuvRefused:
    """SUL per SUV by body weight of a PET volume, or the tag that stands in the way."""
    headers = pet_headers(stack)
    return agreeing(headers) or sul_per_suvbw(headers[0])


def booked_series(
    stack: Stack, lesions: Sequence[BookedLesion], how: str, measured: Sequence[ReferenceUptake] = ()
) -> BookedSeries:
    series = stack.series
    date = series.text("AcquisitionDate") or series.text("SeriesDate") or series.text("StudyDate")
    return BookedSeries(
        letter="",
        series_instance_uid=series.uid,
        study_instance_uid=series.text("StudyInstanceUID"),
        frame_of_reference_uid=series.text("FrameOfReferenceUID"),
        modality=series.modality,
        method=_METHODS.get(series.modality, series.modality),
        date=f"{date[:4]}-{date[4:6]}-{date[6:8]}" if len(date) == 8 and date.isdigit() else "",
        description=series.text("SeriesDescription"),
        slice_thickness_mm=_thickness_mm(stack),
        how=how,
        is_synthetic=is_synthetic(stack),
        lesions=tuple(lesions),
        references=_references(stack, measured),
        scan=_pet_scan(stack) if series.modality == "PT" else None,
    )


def _references(stack: Stack, measured: Sequence[ReferenceUptake]) -> tuple[BookedReference, ...]:
    """In SUL; none where the header gives no lean body mass."""
    sul = sul_factor(stack) if measured else 1.0
    if isinstance(sul, SuvRefused):
        return ()
    return tuple(
        BookedReference(
            name="",
            tissue=one.tissue,
            mean=round(one.mean * sul, 4),
            deviation=round(one.deviation * sul, 4),
            voxels=one.voxels,
            centre_mm=(round(one.centre_mm[0], 1), round(one.centre_mm[1], 1), round(one.centre_mm[2], 1)),
            how=one.how,
        )
        for one in measured
    )


def _pet_scan(stack: Stack) -> PetScan:
    header = pet_headers(stack)[0]
    first = stack.series.instances[0]
    tracers = first.header.get("RadiopharmaceuticalInformationSequence") or ()
    tracer = str(tracers[0].get("Radiopharmaceutical") or "") if tracers else ""
    dose = header.dose_bq
    minutes = None
    acquired = [one.acquired for one in header.slices if one.acquired is not None]
    if header.injected is not None and acquired:
        minutes = (min(acquired) - header.injected).total_seconds() / 60
        if header.injected_time_only and minutes < 0:
            minutes += 24 * 60
    return PetScan(
        tracer="FDG" if any(word in tracer.casefold() for word in organ_mask_words().tracers) else tracer,
        dose_mbq=None if not dose else round(dose / 1e6 if dose > 1e5 else dose, 3),
        uptake_minutes=None if minutes is None or not 0 <= minutes < 24 * 60 else round(minutes, 1),
        weight_kg=header.weight_kg or None,
        height_cm=None if not header.height_m else round(header.height_m * 100, 1),
        scanner=" ".join(part for part in (first.text("Manufacturer"), first.text("ManufacturerModelName")) if part),
        reconstruction=first.text("ReconstructionMethod"),
    )


def _thickness_mm(stack: Stack) -> float:
    """How thick a slice is, or how far from the next where that is more: what lies between slices is not seen."""
    try:
        stated = float(stack.series.text("SliceThickness") or 0)
    except ValueError:
        stated = 0.0
    return round(max(stated, stack.grid.spacing_mm[0]), 3)


def is_synthetic(stack: Stack) -> bool:
    """Whether the images say of themselves that they are of nobody."""
    first = stack.series.instances[0]
    return (
        first.text("SyntheticData").upper() == "YES"
        or "SYNTHETIC" in (first.text("SeriesDescription") + first.text("ImageComments")).upper()
    )
