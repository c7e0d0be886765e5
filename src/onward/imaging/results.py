"""What imaging answers: series as they lie in a folder, uptake of a series, regions measured on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onward.imaging.grid import Grid
from onward.imaging.regions import RegionMeasured, Statistics
from onward.imaging.suv import SuvFactors, SuvRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFound:
    """One series.

    person            PatientID as written
    grids             geometry of its volumes in order of time; () when it makes none
    why_no_volume     why it makes none, "" when it does; is_problem False for what never was a volume
    notes             what was assumed of its geometry
    acquisition       how it was made, by name with unit ("kvp_kv", "ctdi_vol_mgy", "injected_mbq"), as far as the first
                      instance says
    """

    series_instance_uid: str
    study_instance_uid: str
    frame_of_reference_uid: str
    person: str
    modality: str
    instances: int
    description: str
    body_part: str
    date: str
    time: str
    manufacturer: str
    model: str
    transfer_syntaxes: tuple[str, ...]
    grids: tuple[Grid, ...]
    why_no_volume: str = ""
    is_problem: bool = False
    notes: tuple[str, ...] = ()
    acquisition: Mapping[str, str | float] = field(default_factory=dict[str, str | float])


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFound:
    """A region as somebody traced it.

    number         SegmentNumber or ROINumber; label SegmentLabel or ROIName
    tracking_uid   TrackingUID, "" when the object has none
    """

    number: int
    label: str
    tracking_uid: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionResult:
    """One region measured on one volume of a series.

    phase   which volume of the series, 0 for the first
    unit    of the values: "SUVbw", "HU", "" for intensities without unit
    """

    region: RegionFound
    series_instance_uid: str
    modality: str
    phase: int
    grid: Grid
    unit: str
    measured: RegionMeasured
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeResult:
    """One PET volume: its factors to SUVbw, or the tag that stands in the way.

    whole   statistics of all voxels in SUVbw; None where there is no SUV
    """

    series: SeriesFound
    phase: int
    factors: SuvFactors | SuvRefused
    whole: Statistics | None
    regions: tuple[RegionResult, ...]
