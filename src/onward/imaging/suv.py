"""From stored PET values to standardised uptake values, or the tag that stands in the way.

A header that cannot give a trustworthy SUV is refused; nothing is guessed. The rules follow the IBSI-SUV manual and the
QIBA FDG-PET profile: see `docs/explanation/suv.md`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onward.imaging.body import (
    ideal_weight_kg,
    lean_body_mass_james_kg,
    lean_body_mass_janmahasatian_kg,
    lean_body_mass_morgan_kg,
    surface_area_m2,
)

# A dose below this many becquerel is one written in megabecquerel (IBSI-SUV manual): no scan is made with 0.1 MBq.
_SMALLEST_DOSE_BQ = 1e5
# What a person can weigh (kg) and measure (m): outside of it the number is in another unit.
_WEIGHT_KG = (0.5, 400.0)
_HEIGHT_M = (0.3, 2.5)
# An injection lies less than this before the scan; more means dates that were shifted apart.
_LONGEST_UPTAKE = timedelta(hours=24)
# Makers write half-lives rounded (Ga-68: 4,057 to 4,080 s): within one in fifty it is the same radionuclide.
_SAME_HALF_LIFE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class PetSlice:
    """The times of one slice; None where the header does not say.

    acquired               AcquisitionDate and AcquisitionTime
    frame_reference_s      FrameReferenceTime, seconds
    frame_duration_s       ActualFrameDuration, seconds
    """

    acquired: datetime | None
    frame_reference_s: float | None
    frame_duration_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PetHeader:
    """What the header of a PET series says of its numbers; None or "" where it does not say.

    units, suv_type, decay_correction, corrected   as in DICOM: Units, SUVType, DecayCorrection, CorrectedImage
    weight_kg, height_m, sex                       PatientWeight, PatientSize, PatientSex
    dose_bq, half_life_s                           RadionuclideTotalDose as written, RadionuclideHalfLife
    nuclide, nuclide_half_life_s                   what RadionuclideCodeSequence names, and its half-life by the tables;
                                                   "" and None where it names none that is known
    injected                                       when the tracer was given, as far as it is recorded as one moment
    injected_time_only                             True: only the time is recorded; `injected` has the series' date
    series_started                                 SeriesDate and SeriesTime
    decay_reference                                reference of decay correction in a private tag (GE 0009,100D;
                                                   Siemens 0071,1022)
    philips_suv_per_count, philips_activity_per_count   private tags 7053,1000 and 7053,1009; None when absent or 0
    slices                                         in any order
    """

    units: str
    suv_type: str = ""
    decay_correction: str = ""
    corrected: tuple[str, ...] = ()
    weight_kg: float | None = None
    height_m: float | None = None
    sex: str = ""
    dose_bq: float | None = None
    half_life_s: float | None = None
    nuclide: str = ""
    nuclide_half_life_s: float | None = None
    injected: datetime | None = None
    injected_time_only: bool = False
    series_started: datetime | None = None
    decay_reference: datetime | None = None
    philips_suv_per_count: float | None = None
    philips_activity_per_count: float | None = None
    slices: tuple[PetSlice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuvFactors:
    """SUVbw per stored unit after rescale, one number a slice in the order of the header's slices.

    because   how they came about, for people
    assumed   what had to be taken as meant ("dose in MBq"), each in words
    """

    per_slice: tuple[float, ...]
    because: str
    assumed: tuple[str, ...] = ()

    @property
    def factor(self) -> float:
        """The one factor of the series; that of the first slice where slices differ."""
        return self.per_slice[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuvRefused:
    """No trustworthy SUV: the DICOM keyword that stands in the way, and why."""

    tag: str
    why: str


class _RefusedError(Exception):
    def __init__(self, tag: str, why: str) -> None:
        super().__init__(why)
        self.refused = SuvRefused(tag=tag, why=why)


def suv_factors(header: PetHeader) -> SuvFactors | SuvRefused:
    """SUVbw per stored unit for each slice of a series, or what stands in the way."""
    try:
        return _factors(header)
    except _RefusedError as error:
        return error.refused


def sul_per_suvbw(header: PetHeader) -> float | SuvRefused:
    """SUL (lean body mass by Janmahasatian) per SUV by body weight, or what stands in the way."""
    try:
        weight_kg = _weight_kg(header)
        return lean_body_mass_janmahasatian_kg(weight_kg, _height_m(header), _sex(header)) / weight_kg
    except _RefusedError as error:
        return error.refused


def mean_decay_time_s(duration_s: float, half_life_s: float) -> float:
    """Moment within a frame at which the activity equals its mean over the frame, in seconds from its start."""
    decay = math.log(2) / half_life_s
    exponent = decay * duration_s
    return duration_s / 2 if exponent < 1e-9 else math.log(exponent / -math.expm1(-exponent)) / decay


def _factors(header: PetHeader) -> SuvFactors:
    if not header.slices:
        raise _RefusedError("ImagePositionPatient", "the series has no slices")
    match header.units:
        case "GML":
            return _already_suv(header)
        case "CM2ML":
            return _by_surface(header)
        case "CNTS":
            return _philips(header)
        case "BQML":
            return _from_activity(header, activity_per_unit=1.0, words="activity concentration")
        case "":
            raise _RefusedError("Units", "the header does not say in what the values are measured")
        case other:
            raise _RefusedError("Units", f"values in {other} are not proportional to uptake in a known way")


def _already_suv(header: PetHeader) -> SuvFactors:
    match header.suv_type:
        case "" | "BW":
            return _same(header, 1.0, "stored values are SUV by body weight")
        case "LBM" | "LBMJAMES128" | "LBMJANMA" | "IBW" as kind:
            weight, height, sex = _weight_kg(header), _height_m(header), _sex(header)
            size_kg = {
                "LBM": lambda: lean_body_mass_morgan_kg(weight, height, sex),
                "LBMJAMES128": lambda: lean_body_mass_james_kg(weight, height, sex),
                "LBMJANMA": lambda: lean_body_mass_janmahasatian_kg(weight, height, sex),
                "IBW": lambda: ideal_weight_kg(height, sex),
            }[kind]()
            if size_kg <= 0:
                raise _RefusedError("PatientSize", f"weight and height give no {kind} that can be")
            return _same(header, weight / size_kg, f"stored values are SUV by {kind}, turned back to body weight")
        case "BSA":
            return _by_surface(header)
        case other:
            raise _RefusedError("SUVType", f"SUV by {other} is not known")


def _by_surface(header: PetHeader) -> SuvFactors:
    if header.suv_type not in ("", "BSA"):
        raise _RefusedError("SUVType", f"{header.suv_type} does not fit Units {header.units}")
    weight = _weight_kg(header)
    area_cm2 = 1e4 * surface_area_m2(weight, _height_m(header))
    return _same(header, 1000 * weight / area_cm2, "stored values are SUV by body surface, turned back to body weight")


def _philips(header: PetHeader) -> SuvFactors:
    if header.philips_suv_per_count:
        return _same(header, header.philips_suv_per_count, "counts times the SUV factor of Philips (7053,1000)")
    if header.philips_activity_per_count:
        return _from_activity(
            header,
            activity_per_unit=header.philips_activity_per_count,
            words="counts times the activity factor of Philips (7053,1009)",
        )
    raise _RefusedError(
        "(7053,1000)", "values are counts, and neither (7053,1000) nor (7053,1009) says what a count is"
    )


def _same(header: PetHeader, factor: float, because: str) -> SuvFactors:
    return SuvFactors(per_slice=(factor,) * len(header.slices), because=because)


def _from_activity(header: PetHeader, *, activity_per_unit: float, words: str) -> SuvFactors:
    if header.corrected and "ATTN" not in header.corrected:
        raise _RefusedError("CorrectedImage", "the images are not corrected for attenuation")
    weight_g = 1000 * _weight_kg(header)
    dose, assumed = _dose_bq(header)
    half_life = header.half_life_s
    match header.decay_correction:
        case "ADMIN":
            left = (1.0,) * len(header.slices)
            how = "corrected to the time of administration"
        case "START":
            half_life = _half_life_s(header)
            reference, how = _start_reference(header, half_life)
            left = (_left(header, reference, half_life),) * len(header.slices)
        case "NONE":
            half_life = _half_life_s(header)
            left = tuple(_left(header, _mid_frame(header, one, half_life), half_life) for one in header.slices)
            how = "not corrected for decay: each slice by its own time"
        case "":
            raise _RefusedError("DecayCorrection", "the header does not say to which time decay was corrected")
        case other:
            raise _RefusedError("DecayCorrection", f"{other} is not a known reference of decay correction")
    return SuvFactors(
        per_slice=tuple(activity_per_unit * weight_g / (dose * one) for one in left),
        because=f"{words}, decay {how}",
        assumed=assumed,
    )


def _weight_kg(header: PetHeader) -> float:
    if not header.weight_kg:
        raise _RefusedError("PatientWeight", "the weight is missing or zero")
    if not _WEIGHT_KG[0] <= header.weight_kg <= _WEIGHT_KG[1]:
        raise _RefusedError("PatientWeight", "the weight is none that a person can have in kg")
    return header.weight_kg


def _height_m(header: PetHeader) -> float:
    if not header.height_m:
        raise _RefusedError("PatientSize", "the height is missing or zero")
    if not _HEIGHT_M[0] <= header.height_m <= _HEIGHT_M[1]:
        raise _RefusedError("PatientSize", "the height is none that a person can have in metres")
    return header.height_m


def _sex(header: PetHeader) -> str:
    if header.sex not in ("M", "F", "O"):
        raise _RefusedError("PatientSex", "the sex is missing, and the stored SUV depends on it")
    return header.sex


def _dose_bq(header: PetHeader) -> tuple[float, tuple[str, ...]]:
    dose = header.dose_bq
    if not dose or dose < 0:
        raise _RefusedError("RadionuclideTotalDose", "the dose is missing or zero")
    if dose < _SMALLEST_DOSE_BQ:
        return dose * 1e6, ("RadionuclideTotalDose is written in MBq",)
    return dose, ()


def _half_life_s(header: PetHeader) -> float:
    if not header.half_life_s or header.half_life_s < 0:
        raise _RefusedError("RadionuclideHalfLife", "the half-life is missing or zero")
    known = header.nuclide_half_life_s
    if known is not None and abs(header.half_life_s - known) > _SAME_HALF_LIFE * known:
        why = f"the half-life is not that of {header.nuclide}, which the header names: one of the two is wrong"
        raise _RefusedError("RadionuclideHalfLife", why)
    return header.half_life_s


def _start_reference(header: PetHeader, half_life_s: float) -> tuple[datetime, str]:
    """The moment to which a series with DecayCorrection START is corrected."""
    if header.decay_reference is not None:
        return header.decay_reference, "corrected to the time in the maker's private tag"
    acquired = [one.acquired for one in header.slices if one.acquired is not None]
    if len(acquired) < len(header.slices):
        raise _RefusedError("AcquisitionTime", "a slice has no time of acquisition")
    first = min(acquired)
    if header.series_started is not None and header.series_started <= first:
        return header.series_started, "corrected to the start of the series"
    # The series was written later than it was scanned (a reconstruction): the frames say when it really began.
    references = [_frame_start(one, half_life_s) for one in header.slices]
    if max(references) - min(references) > timedelta(seconds=1):
        raise _RefusedError("FrameReferenceTime", "the slices do not agree on when the scan began")
    return references[0], "corrected to the start of the scan by FrameReferenceTime"


def _frame_start(one: PetSlice, half_life_s: float) -> datetime:
    assert one.acquired is not None
    if one.frame_reference_s is None:
        raise _RefusedError(
            "FrameReferenceTime", "the series time lies after the scan, and FrameReferenceTime is missing"
        )
    return one.acquired + timedelta(
        seconds=mean_decay_time_s(_duration_s(one), half_life_s) - one.frame_reference_s,
    )


def _mid_frame(header: PetHeader, one: PetSlice, half_life_s: float) -> datetime:
    if one.acquired is None:
        raise _RefusedError("AcquisitionTime", "a slice has no time of acquisition")
    return one.acquired + timedelta(seconds=mean_decay_time_s(_duration_s(one), half_life_s))


def _duration_s(one: PetSlice) -> float:
    if one.frame_duration_s is None or one.frame_duration_s <= 0:
        raise _RefusedError("ActualFrameDuration", "the duration of a frame is missing or zero")
    return one.frame_duration_s


def _left(header: PetHeader, reference: datetime, half_life_s: float) -> float:
    """Share of the dose that is left at `reference`."""
    injected = header.injected
    if injected is None:
        raise _RefusedError("RadiopharmaceuticalStartDateTime", "the time of injection is missing")
    if header.injected_time_only and injected > reference:
        injected -= timedelta(days=1)  # scanned after midnight
    uptake = reference - injected
    if not timedelta(0) <= uptake < _LONGEST_UPTAKE:
        tag = "RadiopharmaceuticalStartTime" if header.injected_time_only else "RadiopharmaceuticalStartDateTime"
        raise _RefusedError(tag, "injection and scan do not lie within one day, injection first")
    return math.exp(-math.log(2) * uptake.total_seconds() / half_life_s)


def agreeing(headers: Sequence[PetHeader]) -> SuvRefused | None:
    """None when the headers of all slices say the same of dose, body and units; else the tag on which they differ."""
    names = {
        "units": "Units",
        "suv_type": "SUVType",
        "decay_correction": "DecayCorrection",
        "corrected": "CorrectedImage",
        "weight_kg": "PatientWeight",
        "height_m": "PatientSize",
        "sex": "PatientSex",
        "dose_bq": "RadionuclideTotalDose",
        "half_life_s": "RadionuclideHalfLife",
        "nuclide": "RadionuclideCodeSequence",
        "injected": "RadiopharmaceuticalStartDateTime",
        "philips_suv_per_count": "(7053,1000)",
        "philips_activity_per_count": "(7053,1009)",
    }
    for field, tag in names.items():
        if len({getattr(header, field) for header in headers}) > 1:
            return SuvRefused(tag=tag, why="the slices of the series differ in it")
    return None
