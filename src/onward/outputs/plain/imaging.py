"""Series, uptake and regions as the documents that `onward imaging` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from onward.imaging import Grid, Peak, RegionResult, SeriesFound, Statistics, SuvRefused, UptakeResult
from onward.outputs.plain.facts import Plain


def series_document(series: SeriesFound) -> dict[str, Plain]:
    """One entry of `imaging index`."""
    return {
        "series_instance_uid": series.series_instance_uid,
        "study_instance_uid": series.study_instance_uid,
        "frame_of_reference_uid": series.frame_of_reference_uid or None,
        "person": series.person,
        "modality": series.modality,
        "instances": series.instances,
        "description": series.description,
        "body_part": series.body_part or None,
        "date": series.date or None,
        "time": series.time or None,
        "manufacturer": series.manufacturer or None,
        "model": series.model or None,
        "transfer_syntaxes": list(series.transfer_syntaxes),
        "volumes": len(series.grids),
        "geometry": _geometry(series.grids[0]) if series.grids else None,
        "why_no_volume": series.why_no_volume or None,
        "notes": list(series.notes),
        "acquisition": dict(series.acquisition),
    }


def uptake_document(uptake: UptakeResult) -> dict[str, Plain]:
    """One entry of `imaging suv`; `refused` in place of a factor where no SUV can be trusted."""
    head: dict[str, Plain] = {
        "series_instance_uid": uptake.series.series_instance_uid,
        "description": uptake.series.description,
        "volume": uptake.phase,
    }
    if isinstance(uptake.factors, SuvRefused):
        return {**head, "refused": {"tag": uptake.factors.tag, "why": uptake.factors.why}}
    assert uptake.whole is not None
    factors = uptake.factors.per_slice
    return {
        **head,
        "unit": "SUVbw",
        "factor": uptake.factors.factor,
        "factors": list(factors) if len(set(factors)) > 1 else None,
        "because": uptake.factors.because,
        "assumed": list(uptake.factors.assumed),
        **_statistics(uptake.whole),
        "regions": [region_document(region) for region in uptake.regions],
    }


def region_document(result: RegionResult) -> dict[str, Plain]:
    """One entry of `imaging measure`; lengths in mm, volumes in mL, values in `unit`."""
    measured = result.measured
    axes = measured.axes
    return {
        "region": {
            "segment_number": result.region.number,
            "label": result.region.label,
            "tracking_uid": result.region.tracking_uid or None,
        },
        "file": result.region.file,
        "series_instance_uid": result.series_instance_uid,
        "modality": result.modality,
        "volume": result.phase,
        "unit": result.unit or None,
        "volume_ml": measured.volume_ml,
        **_statistics(measured.statistics),
        "peak": _peak_value(measured.peak),
        "peak_at_max": _peak_value(measured.peak_at_max),
        "peak_complete": None if measured.peak is None else measured.peak.complete,
        "tlg": measured.total_glycolysis,
        "long_axis_mm": None if axes is None else axes.long_axis_mm,
        "short_axis_mm": None if axes is None else axes.short_axis_mm,
        "slice": None if axes is None else axes.slice,
        "plane": result.grid.plane,
        "notes": list(result.notes),
    }


class Line(Protocol):
    """A line that a presentation state drew, as intake reads it."""

    @property
    def file(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def length_mm(self) -> float | None: ...
    @property
    def why_no_length(self) -> str: ...
    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]: ...
    @property
    def image_uid(self) -> str: ...
    @property
    def frame(self) -> int: ...
    @property
    def series_uid(self) -> str: ...
    @property
    def modality(self) -> str: ...


def line_document(line: Line) -> dict[str, Plain]:
    """One line of `imaging measure`; ends as (column, row) in pixels of the image."""
    return {
        "label": line.label or None,
        "length_mm": line.length_mm,
        "why_no_length": line.why_no_length or None,
        "ends": [list(end) for end in line.ends],
        "sop_instance_uid": line.image_uid,
        "frame": line.frame,
        "series_instance_uid": line.series_uid or None,
        "modality": line.modality or None,
        "file": line.file,
    }


def imaging_document(
    kind: str, parts: Mapping[str, Iterable[Mapping[str, object]]], issues: Iterable[object], skipped: Iterable[object]
) -> dict[str, object]:
    """The whole document of one imaging command; `kind` "index", "suv" or "measure"."""
    return {
        "schema": f"onward.imaging-{kind}/1",
        **{name: list(entries) for name, entries in parts.items()},
        "issues": list(issues),
        "skipped": list(skipped),
    }


def _geometry(grid: Grid) -> dict[str, Plain]:
    return {
        "slices": grid.shape[0],
        "rows": grid.shape[1],
        "columns": grid.shape[2],
        "slice_spacing_mm": grid.spacing_mm[0],
        "row_spacing_mm": grid.spacing_mm[1],
        "column_spacing_mm": grid.spacing_mm[2],
        "origin_mm": list(grid.origin_mm),
        "plane": grid.plane,
    }


def _statistics(found: Statistics | None) -> dict[str, Plain]:
    if found is None:
        return {"voxels": 0, "min": None, "mean": None, "median": None, "max": None, "sd": None}
    return {
        "voxels": found.voxels,
        "min": found.minimum,
        "mean": found.mean,
        "median": found.median,
        "max": found.maximum,
        "sd": found.deviation,
    }


def _peak_value(peak: Peak | None) -> float | None:
    return None if peak is None else peak.value
