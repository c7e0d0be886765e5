"""Coded entries of DICOM: scheme, value and meaning, codes of the retired SNOMED style as those of SNOMED CT."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from pydicom import Dataset

from onward.terms import Code, CodeSystem

_SCHEMES = {
    "SCT": (CodeSystem.SNOMED, "http://snomed.info/sct"),
    "LN": (CodeSystem.LOINC, "http://loinc.org"),
    "UCUM": (CodeSystem.UCUM, "http://unitsofmeasure.org"),
    "NCIt": (CodeSystem.NCIT, "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"),
    "DCM": (CodeSystem.OTHER, "http://dicom.nema.org/resources/ontology/DCM"),
}


@dataclass(frozen=True, slots=True)
class DicomCoded:
    """One code: its scheme's designator, its value, and the text beside it."""

    scheme: str
    value: str
    meaning: str

    @property
    def key(self) -> tuple[str, str]:
        return self.scheme, self.value

    @property
    def code(self) -> Code:
        """The same as Onward's code; a scheme without a name of its own keeps its designator as the system."""
        system, uri = _SCHEMES.get(self.scheme, (CodeSystem.OTHER, f"urn:dicom:{self.scheme}"))
        return Code(system, self.value, uri, self.meaning)


def items_of(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence; [] when it is absent, empty or none."""
    value = dataset.get(keyword)
    if not value or isinstance(value, str | bytes):
        return []
    try:
        return [item for item in cast("list[object]", value) if isinstance(item, Dataset)]
    except TypeError:
        return []


def code_of(dataset: Dataset, keyword: str) -> DicomCoded | None:
    """The first code of a code sequence; None when there is none."""
    for item in items_of(dataset, keyword):
        value = str(item.get("CodeValue") or item.get("LongCodeValue") or item.get("URNCodeValue") or "").strip()
        scheme = str(item.get("CodingSchemeDesignator") or "").strip()
        if not value:
            continue
        meaning = str(item.get("CodeMeaning") or "").strip()
        if scheme in ("SRT", "SNM3", "99SDM"):
            today = _of_today().get(value)
            if today is not None:
                return DicomCoded("SCT", today, meaning)
        return DicomCoded("SCT" if scheme == "SNOMED-CT" else scheme, value, meaning)
    return None


def concept_of(item: Dataset) -> DicomCoded | None:
    """The name of a content item."""
    return code_of(item, "ConceptNameCodeSequence")


@cache
def _of_today() -> dict[str, str]:
    # The table that pydicom's own codes are matched by; it has no public door.
    from pydicom.sr._snomed_dict import mapping

    return cast("dict[str, str]", mapping["SRT"])
