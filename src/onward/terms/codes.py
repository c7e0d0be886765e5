"""Codes of clinical terminologies. Identity is exact: system and value; the display is not part of it.

Equivalence between codes is never hidden in `==`: it is a named function of the room that knows the mapping.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class CodeSystem(Enum):
    """The coding systems that Onward knows by name; anything else keeps its own URI in `Code.system_uri`."""

    SNOMED = "snomed"
    LOINC = "loinc"
    RXNORM = "rxnorm"
    ICD10 = "icd10"
    ICDO3 = "icdo3"
    NCIT = "ncit"
    HGNC = "hgnc"
    AJCC = "ajcc"
    UCUM = "ucum"
    HGVS = "hgvs"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Code:
    """One code as it stood in the source.

    display   the text beside the code; it is shown, but never decides equality
    """

    system: CodeSystem
    value: str
    system_uri: str = field(default="", compare=False)
    display: str = field(default="", compare=False)

    def __hash__(self) -> int:
        # Tables are asked for codes hundreds of thousands of times; values of two systems rarely collide.
        return hash(self.value)


# What records write in `system` for each of them: the official URI first, then forms met in real files.
_URIS: dict[str, CodeSystem] = {
    "http://snomed.info/sct": CodeSystem.SNOMED,
    "urn:oid:2.16.840.1.113883.6.96": CodeSystem.SNOMED,
    "http://loinc.org": CodeSystem.LOINC,
    "urn:oid:2.16.840.1.113883.6.1": CodeSystem.LOINC,
    "http://www.nlm.nih.gov/research/umls/rxnorm": CodeSystem.RXNORM,
    "urn:oid:2.16.840.1.113883.6.88": CodeSystem.RXNORM,
    "http://hl7.org/fhir/sid/icd-10-cm": CodeSystem.ICD10,
    "http://hl7.org/fhir/sid/icd-10": CodeSystem.ICD10,
    "http://fhir.de/codesystem/bfarm/icd-10-gm": CodeSystem.ICD10,
    "http://fhir.de/codesystem/dimdi/icd-10-gm": CodeSystem.ICD10,
    "urn:oid:2.16.840.1.113883.6.90": CodeSystem.ICD10,
    "urn:oid:2.16.840.1.113883.6.3": CodeSystem.ICD10,
    "http://terminology.hl7.org/codesystem/icd-o-3": CodeSystem.ICDO3,
    "urn:oid:2.16.840.1.113883.6.43.1": CodeSystem.ICDO3,
    "http://ncimeta.nci.nih.gov": CodeSystem.NCIT,
    "http://ncicb.nci.nih.gov/xml/owl/evs/thesaurus.owl": CodeSystem.NCIT,
    "urn:oid:2.16.840.1.113883.3.26.1.1": CodeSystem.NCIT,
    "http://www.genenames.org": CodeSystem.HGNC,
    "http://www.genenames.org/geneid": CodeSystem.HGNC,
    "http://cancerstaging.org": CodeSystem.AJCC,
    "http://www.cancerstaging.org": CodeSystem.AJCC,
    "urn:oid:2.16.840.1.113883.15.16": CodeSystem.AJCC,
    "http://unitsofmeasure.org": CodeSystem.UCUM,
    "http://varnomen.hgvs.org": CodeSystem.HGVS,
}


def code_system(uri: str) -> CodeSystem:
    """Which terminology a `system` URI names; http/https, case and a trailing slash make no difference."""
    known = _URIS.get(uri)
    if known is not None:
        return known
    return _URIS.get(uri.strip().lower().rstrip("/").replace("https://", "http://", 1), CodeSystem.OTHER)
