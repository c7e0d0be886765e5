"""How a series was made: technique, dose, tracer, as its header says."""

from __future__ import annotations

from pydicom import Dataset

from onward.intake.dicom.folder import Instance, number
from onward.intake.dicom.presentation import single_image_calibration

# Name with unit, DICOM keyword, and what the stored number is multiplied by to be in that unit.
_NUMBERS = (
    ("slice_thickness_mm", "SliceThickness", 1.0),
    ("kvp_kv", "KVP", 1.0),
    ("tube_current_ma", "XRayTubeCurrent", 1.0),
    ("exposure_mas", "Exposure", 1.0),
    ("ctdi_vol_mgy", "CTDIvol", 1.0),
    ("repetition_time_ms", "RepetitionTime", 1.0),
    ("echo_time_ms", "EchoTime", 1.0),
    ("inversion_time_ms", "InversionTime", 1.0),
    ("flip_angle_degrees", "FlipAngle", 1.0),
    ("field_strength_t", "MagneticFieldStrength", 1.0),
    ("b_value_s_mm2", "DiffusionBValue", 1.0),
    ("frame_duration_s", "ActualFrameDuration", 0.001),
    ("patient_weight_kg", "PatientWeight", 1.0),
    ("patient_height_m", "PatientSize", 1.0),
)
_WORDS = (
    ("kernel", "ConvolutionKernel"),
    ("contrast", "ContrastBolusAgent"),
    ("sequence", "SequenceName"),
    ("reconstruction", "ReconstructionMethod"),
    ("units", "Units"),
    ("decay_correction", "DecayCorrection"),
    ("acquisition_date", "AcquisitionDate"),
    ("acquisition_time", "AcquisitionTime"),
)


def acquisition_of(instance: Instance) -> dict[str, str | float]:
    """What the header of one instance says, empty and absent elements left out."""
    header = instance.header
    found: dict[str, str | float] = {}
    for name, keyword, times in _NUMBERS:
        value = number(header, keyword)
        if value is not None:
            found[name] = round(value * times, 6)
    for name, keyword in _WORDS:
        words = instance.text(keyword)
        if words:
            found[name] = words
    calibration = single_image_calibration(instance)
    if calibration:
        found["length_calibration"] = calibration
    tracers = header.get("RadiopharmaceuticalInformationSequence")
    if tracers:
        found |= _tracer(tracers[0])
    return found


def _tracer(item: Dataset) -> dict[str, str | float]:
    found: dict[str, str | float] = {}
    words = str(item.get("Radiopharmaceutical") or "").strip()
    if words:
        found["tracer"] = words
    dose = number(item, "RadionuclideTotalDose")
    if dose:
        # Written in Bq, by some in MBq: below 0.1 MBq nobody is scanned.
        found["injected_mbq"] = round(dose / 1e6 if dose >= 1e5 else dose, 3)
    injected = str(item.get("RadiopharmaceuticalStartDateTime") or item.get("RadiopharmaceuticalStartTime") or "")
    if injected:
        found["injected_at"] = injected
    return found
