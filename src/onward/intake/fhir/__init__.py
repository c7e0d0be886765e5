"""FHIR R4 and mCODE: from bytes to facts."""

from __future__ import annotations

from onward.intake.fhir.extract import Extracted, facts_of
from onward.intake.fhir.identifiers import identifier_of_person, identifiers_of_patient
from onward.intake.fhir.reader import RawResource, parse, read_resources
from onward.intake.fhir.references import Index

__all__ = [
    "Extracted",
    "Index",
    "RawResource",
    "facts_of",
    "identifier_of_person",
    "identifiers_of_patient",
    "parse",
    "read_resources",
]
