"""The coded concepts of the objects that Onward writes: names, values, units.

Codes of scheme DCM, SCT and UCUM stand in pydicom's copy of DICOM PS3.16 (a test looks each of them up). What DICOM has
no code for is written in the private scheme 99ONWARD, and the object says what that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydicom.sr.coding import Code as DicomCode

from onward.terms import Code, CodeSystem

PRIVATE_SCHEME = "99ONWARD"
_SCHEMES = {CodeSystem.SNOMED: "SCT", CodeSystem.LOINC: "LN", CodeSystem.UCUM: "UCUM", CodeSystem.NCIT: "NCIt"}

LESION = DicomCode("52988006", "SCT", "Lesion")
ABNORMAL = DicomCode("49755003", "SCT", "Morphologically Abnormal Structure")
CONCEPT = DicomCode("309825002", "SCT", "Spatial and Relational Concept")
REGION = DicomCode("C85402", "NCIt", "Imaging Region of Interest")
SUM_OF_VOXELS = DicomCode("126030", "DCM", "Sum of segmented voxel method for volume")
SUV_METHOD = DicomCode("126410", "DCM", "SUV body weight calculation method")

_MEAN = DicomCode("373098007", "SCT", "Mean")
_MINIMUM = DicomCode("255605001", "SCT", "Minimum")
_MEDIAN = DicomCode("373099004", "SCT", "Median")
_MAXIMUM = DicomCode("56851009", "SCT", "Maximum")
_DEVIATION = DicomCode("386136009", "SCT", "Standard Deviation")
_PEAK = DicomCode("126031", "DCM", "Peak Value Within ROI")
_SUV = DicomCode("126401", "DCM", "SUVbw")
_SUL = DicomCode("126405", "DCM", "SUVlbm(Janma)")


@dataclass(frozen=True, slots=True)
class Concept:
    """How a measure is coded: its name, and the modifier that says which statistic of it (None: the value itself)."""

    name: DicomCode
    derivation: DicomCode | None = None
    method: DicomCode | None = None


MEASURES: dict[str, Concept] = {
    "longest diameter": Concept(DicomCode("103339001", "SCT", "Long axis")),
    "perpendicular diameter": Concept(DicomCode("103340004", "SCT", "Short axis")),
    "short axis": Concept(DicomCode("103340004", "SCT", "Short axis")),
    "volume": Concept(DicomCode("118565006", "SCT", "Volume"), None, SUM_OF_VOXELS),
    "MTV": Concept(DicomCode("126032", "DCM", "Metabolic Volume"), None, SUM_OF_VOXELS),
    "TLG": Concept(DicomCode("126033", "DCM", "Total Lesion Glycolysis")),
    "SUVmean": Concept(_SUV, _MEAN),
    "SUVmin": Concept(_SUV, _MINIMUM),
    "SUVmedian": Concept(_SUV, _MEDIAN),
    "SUVmax": Concept(_SUV, _MAXIMUM),
    "SUV SD": Concept(_SUV, _DEVIATION),
    "SUVpeak": Concept(_SUV, _PEAK),
    "SUVpeak at maximum": Concept(_SUV, DicomCode("PEAKATMAX", PRIVATE_SCHEME, "Mean of 1 ml sphere at the maximum")),
    "SULmean": Concept(_SUL, _MEAN),
    "SULmax": Concept(_SUL, _MAXIMUM),
    "SUL SD": Concept(_SUL, _DEVIATION),
    "SULpeak": Concept(_SUL, _PEAK),
    "ADC": Concept(DicomCode("113041", "DCM", "Apparent Diffusion Coefficient"), _MEAN),
}
_STATISTICS = {"mean": _MEAN, "minimum": _MINIMUM, "median": _MEDIAN, "maximum": _MAXIMUM, "SD": _DEVIATION}
_ATTENUATION = DicomCode("112031", "DCM", "Attenuation Coefficient")
_SIGNAL = DicomCode("110852", "DCM", "MR signal intensity")
_UNITS = {
    "mm": "millimeter",
    "ml": "milliliter",
    "g": "gram",
    "1": "no units",
    "%": "percent",
    "[hnsf'U]": "Hounsfield unit",
    "{SUVbw}g/ml": "Standardized Uptake Value body weight",
    "{SUVlbm}g/ml": "Standardized Uptake Value lean body mass",
    "um2/s": "square micrometer per second",
    "10-6.mm2/s": "1E-6 square millimeter per second",
}


def concept_of(name: str, unit: str, modality: str) -> Concept:
    """The coding of a measure; a name that DICOM has no code for becomes one of the private scheme."""
    statistic = _STATISTICS.get(name)
    if statistic is not None:
        if unit == "[hnsf'U]":
            return Concept(_ATTENUATION, statistic)
        if modality == "MR" and unit == "1":
            return Concept(_SIGNAL, statistic)
        return Concept(DicomCode("INTENSITY", PRIVATE_SCHEME, "Image intensity"), statistic)
    return MEASURES.get(name) or Concept(DicomCode(_key(name), PRIVATE_SCHEME, name[:64]))


def unit_code(unit: str) -> DicomCode:
    """A UCUM unit."""
    return DicomCode(unit, "UCUM", _UNITS.get(unit, unit))


def dicom_code(code: Code) -> DicomCode:
    """A code of Onward's as DICOM writes it; a system that DICOM has no name for keeps its own text."""
    scheme = _SCHEMES.get(code.system) or code.system_uri.rpartition(":")[2][:16] or PRIVATE_SCHEME
    return DicomCode(code.value, scheme, (code.display or code.value)[:64])


def private_scheme() -> Any:
    """The identification of the private scheme, for objects that use it."""
    from highdicom.coding_schemes import CodingSchemeIdentificationItem

    return CodingSchemeIdentificationItem(
        designator=PRIVATE_SCHEME,
        name="Measures of Onward that DICOM has no code for",
        responsible_organization="Onward",
    )


def _key(name: str) -> str:
    return "".join(sign for sign in name.upper() if sign.isalnum())[:16] or "MEASURE"
