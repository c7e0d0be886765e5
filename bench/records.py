"""Records to measure on, made here by rule: a person of N resources, an NDJSON of many people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_LABS = (
    ("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 12.1, 12.0, 15.5),
    ("777-3", "Platelets [#/volume] in Blood", "10*3/uL", 210.0, 150.0, 400.0),
    ("751-8", "Neutrophils [#/volume] in Blood", "10*3/uL", 2.4, 1.8, 7.5),
    ("2160-0", "Creatinine [Mass/volume] in Serum", "mg/dL", 0.8, 0.5, 1.1),
    ("1742-6", "Alanine aminotransferase", "U/L", 24.0, 7.0, 35.0),
    ("1975-2", "Bilirubin.total", "mg/dL", 0.6, 0.2, 1.2),
    ("6875-9", "Cancer Ag 15-3", "[arb'U]/mL", 41.0, 0.0, 30.0),
)


def person(name: str, resources: int) -> Iterator[dict[str, Any]]:
    """A person with breast cancer: diagnosis, receptors, drugs, and laboratory values up to `resources` in all."""
    who = {"reference": f"Patient/{name}"}
    yield {"resourceType": "Patient", "id": name, "gender": "female", "birthDate": "1964-05-02"}
    yield {
        "resourceType": "Condition",
        "id": f"{name}-primary",
        "subject": who,
        "code": _coded("http://snomed.info/sct", "254837009", "Malignant neoplasm of breast"),
        "onsetDateTime": "2016-03-14",
        "recordedDate": "2016-03-14",
    }
    yield {
        "resourceType": "Condition",
        "id": f"{name}-bone",
        "subject": who,
        "code": _coded("http://snomed.info/sct", "94222008", "Secondary malignant neoplasm of bone"),
        "onsetDateTime": "2022-02-01",
        "recordedDate": "2022-02-03",
    }
    made = 3
    for code, value in (("85337-4", "Positive"), ("85339-0", "Negative"), ("48676-1", "Negative")):
        yield {
            "resourceType": "Observation",
            "id": f"{name}-{code}",
            "status": "final",
            "subject": who,
            "code": _coded("http://loinc.org", code, ""),
            "effectiveDateTime": "2016-03-20",
            "valueCodeableConcept": {"text": value},
        }
        made += 1
    for rxcui, drug, start, end in (
        ("72965", "letrozole", "2016-11-01", "2022-01-31"),
        ("282357", "fulvestrant", "2022-02-20", "2024-05-01"),
        ("1601374", "palbociclib", "2022-02-20", "2024-05-01"),
        ("194000", "capecitabine", "2024-05-20", "2025-02-01"),
    ):
        yield {
            "resourceType": "MedicationStatement",
            "id": f"{name}-{drug}",
            "status": "completed",
            "subject": who,
            "medicationCodeableConcept": _coded("http://www.nlm.nih.gov/research/umls/rxnorm", rxcui, drug),
            "effectivePeriod": {"start": start, "end": end},
        }
        made += 1
    for number in range(made, resources):
        code, text, unit, value, low, high = _LABS[number % len(_LABS)]
        day = number // len(_LABS)
        when = f"{2016 + day // 336:04d}-{day // 28 % 12 + 1:02d}-{day % 28 + 1:02d}T08:30:00Z"
        yield {
            "resourceType": "Observation",
            "id": f"{name}-lab-{number}",
            "status": "final",
            "category": [{"coding": [{"code": "laboratory"}]}],
            "subject": who,
            "code": _coded("http://loinc.org", code, text),
            "effectiveDateTime": when,
            "issued": when,
            "valueQuantity": {
                "value": round(value + number % 17 / 10, 2),
                "unit": unit,
                "system": "http://unitsofmeasure.org",
                "code": unit,
            },
            "referenceRange": [{"low": {"value": low, "unit": unit}, "high": {"value": high, "unit": unit}}],
        }


def _coded(system: str, code: str, text: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": text}], "text": text}


def write_bundle(path: Path, *, resources: int) -> Path:
    """One person's bundle."""
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in person("bench-1", resources)]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    return path


def write_ndjson(path: Path, *, size_mb: int) -> Path:
    """NDJSON of people of 700 resources each, at least `size_mb` million bytes."""
    written, number = 0, 0
    with path.open("wb") as out:
        while written < size_mb * 1_000_000:
            number += 1
            block = b"".join(
                json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in person(f"bench-{number}", 700)
            )
            written += out.write(block)
    return path
