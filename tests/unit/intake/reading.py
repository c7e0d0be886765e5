"""One resource in, its facts and issues out: what the tests of single reading rules share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import orjson

from onward.intake.fhir import Extracted, Index, RawResource, facts_of
from onward.timeline import AnyFact

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
HGNC = "http://www.genenames.org"
UCUM = "http://unitsofmeasure.org"

ANNA: dict[str, Any] = {"resourceType": "Patient", "id": "anna", "birthDate": "1960-05-17", "gender": "female"}
OF_ANNA = {"subject": {"reference": "Patient/anna"}}

_Fact = TypeVar("_Fact")


def concept(system: str = "", code: str = "", display: str = "", text: str = "") -> dict[str, Any]:
    """A CodeableConcept with one coding, or with text alone."""
    coding = {key: value for key, value in (("system", system), ("code", code), ("display", display)) if value}
    return {**({"coding": [coding]} if coding else {}), **({"text": text} if text else {})}


def amount(value: float, unit: str) -> dict[str, Any]:
    """A Quantity with a UCUM code."""
    return {"value": value, "unit": unit, "system": UCUM, "code": unit}


def observation(code: Mapping[str, Any], **elements: Any) -> dict[str, Any]:
    """A final Observation of Anna on 3 March 2024."""
    return {
        "resourceType": "Observation",
        "id": "o1",
        "status": "final",
        **OF_ANNA,
        "effectiveDateTime": "2024-03-03",
        "code": code,
        **elements,
    }


def extracted(resource: Mapping[str, Any], *others: Mapping[str, Any]) -> Extracted:
    """What `resource` gives in an input that also holds Anna and the other resources."""
    index = Index()
    raws = [_raw(item) for item in (resource, ANNA, *others)]
    for raw in raws:
        index.add(raw, "records.json")
    return facts_of(raws[0], file="records.json", sha256="", index=index)


def _raw(resource: Mapping[str, Any]) -> RawResource:
    kind, key = resource.get("resourceType", ""), resource.get("id", "")
    return RawResource(kind, key, orjson.dumps(dict(resource)), "", 0, "", 0)


def facts(resource: Mapping[str, Any], *others: Mapping[str, Any]) -> tuple[AnyFact, ...]:
    """The facts of a resource that has no issue."""
    found = extracted(resource, *others)
    assert found.issues == ()
    return found.facts


def only(kind: type[_Fact], resource: Mapping[str, Any], *others: Mapping[str, Any]) -> _Fact:
    """The one fact of a resource that has no issue."""
    (fact,) = facts(resource, *others)
    assert isinstance(fact, kind)
    return fact


def whats(resource: Mapping[str, Any], *others: Mapping[str, Any]) -> list[str]:
    """What the issues of a resource say."""
    return [issue.what for issue in extracted(resource, *others).issues]
