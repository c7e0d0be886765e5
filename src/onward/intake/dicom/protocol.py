"""How a series was made, for comparison with another of the same person."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pydicom import Dataset

from onward.imaging import PetHeader, ScanProtocol
from onward.intake.dicom.folder import Instance, number
from onward.intake.dicom.moments import moment, moment_at
from onward.intake.dicom.pet import pet_headers
from onward.intake.dicom.stacking import Stack

# Phases of contrast as descriptions of series name them; looked for in this order.
_PHASES = (
    ("without contrast", re.compile(r"\b(?:native?|plain|non[ -]?contrast|unenhanced|without|w/?o)\b", re.IGNORECASE)),
    ("portal venous", re.compile(r"\b(?:portal|portovenous|porto[ -]?venous|pv)\b", re.IGNORECASE)),
    ("late arterial", re.compile(r"\blate[ -]arter", re.IGNORECASE)),
    ("arterial", re.compile(r"\barter", re.IGNORECASE)),
    ("delayed", re.compile(r"\b(?:delay|delayed|late|excretory|equilibrium)\b", re.IGNORECASE)),
    ("venous", re.compile(r"\b(?:venous|ven)\b", re.IGNORECASE)),
)
_LONGEST = timedelta(hours=24)


def protocol_of(stack: Stack) -> ScanProtocol:
    """What the headers of a volume say; nothing is guessed, and what is missing or zero is left out."""
    instance = stack.planes[0].instance
    said: dict[str, float | str] = {}
    _words(
        said, "scanner", " ".join(filter(None, (instance.text("Manufacturer"), instance.text("ManufacturerModelName"))))
    )
    said["slice_spacing_mm"] = round(stack.grid.spacing_mm[0], 4)
    said["pixel_mm"] = round(stack.grid.spacing_mm[1], 4)
    _number(said, "slice_thickness_mm", _of(stack, "SliceThickness"))
    match stack.series.modality:
        case "PT":
            _pet(said, stack, instance)
        case "CT":
            _words(said, "kernel", _several(instance.header, "ConvolutionKernel"))
            _number(said, "kvp_kv", _of(stack, "KVP"))
            _contrast(said, stack, instance)
            _words(said, "contrast_phase", _phase(instance))
        case _:
            _words(said, "sequence", instance.text("SequenceName") or instance.text("PulseSequenceName"))
            for aspect, keyword in (
                ("repetition_time_ms", "RepetitionTime"),
                ("echo_time_ms", "EchoTime"),
                ("flip_angle_degrees", "FlipAngle"),
            ):
                _number(said, aspect, _of(stack, keyword))
            field = _of(stack, "MagneticFieldStrength")
            # Written in gauss by old scanners: nobody is scanned at 15,000 T.
            _number(said, "field_strength_t", field / 1e4 if field and field > 100 else field)
            _contrast(said, stack, instance)
    return ScanProtocol(
        modality=stack.series.modality,
        series_instance_uid=stack.series.uid,
        study_instance_uid=stack.series.text("StudyInstanceUID"),
        description=stack.series.text("SeriesDescription"),
        date=stack.series.text("SeriesDate") or stack.series.text("StudyDate"),
        said=said,
    )


def _pet(said: dict[str, float | str], stack: Stack, instance: Instance) -> None:
    header = pet_headers(stack)[0]
    uptake = _uptake(header)
    if uptake is not None:
        said["uptake_min"] = round(uptake.total_seconds() / 60, 2)
    dose_mbq = None
    if header.dose_bq and header.dose_bq > 0:
        # Below 0.1 MBq nobody is scanned: the number is in MBq already.
        dose_mbq = header.dose_bq / 1e6 if header.dose_bq >= 1e5 else header.dose_bq
    _number(said, "weight_kg", header.weight_kg)
    if dose_mbq and header.weight_kg and header.weight_kg > 0:
        said["dose_mbq_per_kg"] = round(dose_mbq / header.weight_kg, 4)
    tracers = instance.header.get("RadiopharmaceuticalInformationSequence")
    if tracers:
        _words(said, "tracer", _tracer(tracers[0]))
    _words(said, "reconstruction", instance.text("ReconstructionMethod"))
    _words(said, "decay_correction", header.decay_correction)
    _words(said, "corrections", ", ".join(header.corrected))
    _words(said, "units", header.units)
    if header.slices and header.slices[0].frame_duration_s:
        _number(said, "frame_duration_s", header.slices[0].frame_duration_s)


def _uptake(header: PetHeader) -> timedelta | None:
    """From injection to the first image; None where one of them is missing or they do not lie within one day."""
    acquired = [one.acquired for one in header.slices if one.acquired is not None]
    if not acquired or header.injected is None:
        return None
    injected: datetime = header.injected
    if header.injected_time_only and injected > min(acquired):
        injected -= timedelta(days=1)
    uptake = min(acquired) - injected
    return uptake if timedelta(0) <= uptake < _LONGEST else None


def _tracer(item: Dataset) -> str:
    codes = item.get("RadiopharmaceuticalCodeSequence")
    return str(item.get("Radiopharmaceutical") or "").strip() or (
        str(codes[0].get("CodeMeaning") or "").strip() if codes else ""
    )


def _contrast(said: dict[str, float | str], stack: Stack, instance: Instance) -> None:
    agent = instance.text("ContrastBolusAgent")
    _words(said, "contrast", agent)
    given = moment_at(instance.header, "ContrastBolusStartTime")
    acquired = [one for one in (moment(plane.instance.header) for plane in stack.planes) if one is not None]
    if given is not None and acquired and timedelta(0) <= min(acquired) - given < timedelta(hours=1):
        said["contrast_delay_s"] = round((min(acquired) - given).total_seconds(), 1)


def _phase(instance: Instance) -> str:
    text = " ".join(instance.text(one) for one in ("SeriesDescription", "ProtocolName", "ContrastBolusAgent"))
    text = text.replace("_", " ")
    return next((f"{name} (by description)" for name, words in _PHASES if words.search(text)), "")


def _of(stack: Stack, keyword: str) -> float | None:
    """Of the first plane, its own functional groups first."""
    plane = stack.planes[0]
    found = number(plane.header, keyword)
    return number(plane.instance.header, keyword) if found is None else found


def _several(header: Dataset, keyword: str) -> str:
    value = header.get(keyword)
    if value is None:
        return ""
    return ", ".join(str(one) for one in ([value] if isinstance(value, str) else value))


def _number(said: dict[str, float | str], aspect: str, value: float | None) -> None:
    if value is not None and value > 0:
        said[aspect] = round(value, 6)


def _words(said: dict[str, float | str], aspect: str, text: str) -> None:
    if text.strip():
        said[aspect] = text.strip()
