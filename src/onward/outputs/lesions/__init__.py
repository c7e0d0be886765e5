"""Measured lesions as a table and as FHIR resources."""

from __future__ import annotations

from onward.outputs.lesions.entry import LesionEntry, Written
from onward.outputs.lesions.fhir import lesions_bundle
from onward.outputs.lesions.table import lesions_csv

__all__ = ["LesionEntry", "Written", "lesions_bundle", "lesions_csv"]
