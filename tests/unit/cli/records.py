"""Small FHIR records for tests of the command line, written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    """A collection bundle."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:uuid:{one.get('id', number)}", "resource": one} for number, one in enumerate(resources)
        ],
    }


def patient(person: str = "p1", **more: Any) -> dict[str, Any]:
    """A woman born in 1964."""
    return {"resourceType": "Patient", "id": person, "gender": "female", "birthDate": "1964-05-02", **more}


def breast_cancer(person: str = "p1", **more: Any) -> dict[str, Any]:
    """A primary breast cancer."""
    return {
        "resourceType": "Condition",
        "id": f"{person}-primary",
        "subject": {"reference": f"Patient/{person}"},
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "254837009"}], "text": "Breast cancer"},
        "onsetDateTime": "2019-03-01",
        "recordedDate": "2019-03-01",
        **more,
    }


def lab(person: str = "p1", name: str = "lab-1", **more: Any) -> dict[str, Any]:
    """A haemoglobin of 12.1 g/dL."""
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "subject": {"reference": f"Patient/{person}"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
        "effectiveDateTime": "2025-03-01",
        "valueQuantity": {"value": 12.1, "unit": "g/dL", "system": "http://unitsofmeasure.org", "code": "g/dL"},
        **more,
    }


def write(path: Path, document: object) -> Path:
    """As JSON."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
