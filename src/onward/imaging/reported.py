"""A lesion with its numbers, as it is handed to whoever writes it down: reports, tables, resources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onward.imaging.diameters import in_plane_axes
from onward.imaging.grid import Vector
from onward.imaging.lesions import DrawnLesion, centroid_mm
from onward.imaging.regions import RegionMeasured
from onward.terms import Code

# The units as DICOM reports write them: UCUM, with what uptake is divided by as an annotation.
SUV_BODY_WEIGHT = "{SUVbw}g/ml"
HOUNSFIELD = "[hnsf'U]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedMeasure:
    """One number of a lesion.

    name   "longest diameter", "perpendicular diameter", "short axis", "volume", "MTV", "TLG", "SUVmax", "SUVmean",
           "SUVmin", "SUVmedian", "SUV SD", "SUVpeak", "SUVpeak at maximum", "SULpeak", ...; for values that have no
           name of their own "minimum", "mean", "median", "maximum", "SD"
    unit   UCUM; "1" for a number without one
    """

    name: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLesion:
    """One lesion on one volume, with its numbers.

    number      of the segment or region of interest that holds it, from 1
    is_node     a lymph node: its short axis is what counts
    finding     what it is, as whoever drew it coded it; None: a lesion, no more said
    category    the category of that code (DICOM's "segmented property category"); None likewise
    site_code   where it lies, as whoever drew it coded it; None: `lesion.site` says so
    role        "target", "non-target" or "new" as the reader chose; "" where nobody did
    ends_mm     patient positions of the ends of the long axis; None where no axis was measured
    centre_mm   patient position of its middle; None for a lesion without voxels
    """

    lesion: DrawnLesion
    number: int
    measures: tuple[ReportedMeasure, ...]
    is_node: bool = False
    finding: Code | None = None
    category: Code | None = None
    site_code: Code | None = None
    role: str = ""
    ends_mm: tuple[Vector, Vector] | None = None
    centre_mm: Vector | None = None


def reported(
    lesion: DrawnLesion,
    measured: RegionMeasured,
    *,
    number: int,
    unit: str,
    is_node: bool = False,
    finding: Code | None = None,
    category: Code | None = None,
    site_code: Code | None = None,
) -> ReportedLesion:
    """The numbers of one measured region under the names that reports use.

    lesion   with the mask and grid on which it was drawn
    unit     of the values, as `measure_region` was given them: "SUVbw", "HU" or ""
    """
    return ReportedLesion(
        lesion=lesion,
        number=number,
        measures=(*_sizes(measured, unit, is_node=is_node), *_values(measured, unit)),
        is_node=is_node,
        finding=finding,
        category=category,
        site_code=site_code,
        ends_mm=_ends(lesion),
        centre_mm=centroid_mm(lesion.mask, lesion.grid) if lesion.mask.any() else None,
    )


def _ends(lesion: DrawnLesion) -> tuple[Vector, Vector] | None:
    axes = in_plane_axes(lesion.mask, lesion.grid.spacing_mm)
    if axes is None:
        return None
    indices = np.array([[axes.slice, row, column] for row, column in axes.ends], dtype=np.float64)
    (x, y, z), (other_x, other_y, other_z) = lesion.grid.to_patient(indices)
    return (float(x), float(y), float(z)), (float(other_x), float(other_y), float(other_z))


def _sizes(measured: RegionMeasured, unit: str, *, is_node: bool) -> Iterator[ReportedMeasure]:
    if measured.axes is not None:
        yield ReportedMeasure(name="longest diameter", value=measured.axes.long_axis_mm, unit="mm")
        across = "short axis" if is_node else "perpendicular diameter"
        yield ReportedMeasure(name=across, value=measured.axes.short_axis_mm, unit="mm")
    yield ReportedMeasure(name="MTV" if unit == "SUVbw" else "volume", value=measured.volume_ml, unit="ml")


def _values(measured: RegionMeasured, unit: str) -> Iterator[ReportedMeasure]:
    found = measured.statistics
    if found is None:
        return
    if unit != "SUVbw":
        ucum = HOUNSFIELD if unit == "HU" else unit or "1"
        for name, value in (
            ("mean", found.mean),
            ("minimum", found.minimum),
            ("median", found.median),
            ("maximum", found.maximum),
            ("SD", found.deviation),
        ):
            yield ReportedMeasure(name=name, value=value, unit=ucum)
        return
    for name, value in (
        ("SUVmean", found.mean),
        ("SUVmin", found.minimum),
        ("SUVmedian", found.median),
        ("SUVmax", found.maximum),
        ("SUV SD", found.deviation),
        ("SUVpeak", None if measured.peak is None else measured.peak.value),
        ("SUVpeak at maximum", None if measured.peak_at_max is None else measured.peak_at_max.value),
    ):
        if value is not None:
            yield ReportedMeasure(name=name, value=value, unit=SUV_BODY_WEIGHT)
    if measured.total_glycolysis is not None:
        yield ReportedMeasure(name="TLG", value=measured.total_glycolysis, unit="g")
