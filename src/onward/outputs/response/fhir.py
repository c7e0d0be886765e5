"""Responses as FHIR: mCODE cancer disease status with evidence type imaging, one observation per visit.

Profile and codes: mCODE 4.0.0, LOINC 97509-4, the value set of condition status trends; what a category of RECIST says
beyond that stands as text and as a component. FHIR R4 has no code for "stable or better than stable", so PR is
"improved" and CR is too: RECIST's complete response is not mCODE's "not detected", which asks for more than imaging.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from onward.engines.response import ReaderResponse, VisitResponse
from onward.outputs.response.tables import NO_RESPONSE, category

_PROFILE = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-disease-status"
_EVIDENCE = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-disease-status-evidence-type"
_LOINC, _SNOMED, _UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
_IMPROVED = ("268910001", "Patient's condition improved")
_STABLE = ("359746009", "Patient's condition stable")
_WORSENED = ("271299001", "Patient's condition worsened")
_UNDETERMINED = ("709137006", "Patient condition undetermined")
_IMAGING = ("363679005", "Imaging (procedure)")
# RANO-BM answers from images and clinical status together.
_SYMPTOMS = (("711015009", "Assessment of symptom control (procedure)"),)
_STATUS = {
    "CR": _IMPROVED, "iCR": _IMPROVED, "PR": _IMPROVED, "iPR": _IMPROVED,
    "SD": _STABLE, "iSD": _STABLE, "NON-CR/NON-PD": _STABLE, "NON-iCR/NON-iUPD": _STABLE,
    "PD": _WORSENED, "iCPD": _WORSENED,
    "CMR": _IMPROVED, "PMR": _IMPROVED, "SMD": _STABLE, "PMD": _WORSENED,
}  # fmt: skip


def response_bundle(responses: Iterable[ReaderResponse]) -> dict[str, Any]:
    """A FHIR R4 collection of one Observation per visit after the baseline. Ids are made of what they are about.

    Trends of markers and recorded statuses are no response and stay out.
    """
    entries = [
        {"fullUrl": f"urn:onward:{resource['id']}", "resource": resource}
        for one in responses
        for visit in one.visits
        if not visit.is_baseline and visit.overall and one.criterion not in NO_RESPONSE
        for resource in [_observation(one, visit)]
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _observation(one: ReaderResponse, visit: VisitResponse) -> dict[str, Any]:
    # Unconfirmed progression is neither: undetermined until the next scan.
    code, display = _STATUS.get(visit.overall, _UNDETERMINED)
    named = category(one.criterion)
    key = "|".join((one.person, one.reader, one.criterion, visit.visit, str(visit.date)))
    observation: dict[str, Any] = {
        "resourceType": "Observation",
        "id": "response-" + hashlib.sha256(key.encode()).hexdigest()[:24],
        "meta": {"profile": [_PROFILE]},
        "extension": [
            {"url": _EVIDENCE, "valueCodeableConcept": _concept(_SNOMED, *evidence)}
            for evidence in (_IMAGING, *(_SYMPTOMS if one.criterion == "rano-bm" else ()))
        ],
        "status": "final",
        "category": [_concept("http://terminology.hl7.org/CodeSystem/observation-category", "imaging", "Imaging")],
        "code": _concept(_LOINC, "97509-4", "Cancer disease progression"),
        "subject": {"reference": f"Patient/{one.person}"},
        "valueCodeableConcept": {**_concept(_SNOMED, code, display), "text": f"{named}: {visit.overall}"},
        "method": {"text": named},
        "note": [{"text": f"{reason.says} [{named}, {reason.section}]"} for reason in visit.because],
        "component": _components(visit),
    }
    if visit.date is not None:
        observation["effectiveDateTime"] = str(visit.date)
    if one.reader:
        observation["performer"] = [{"display": one.reader}]
    if not observation["component"]:
        del observation["component"]
    return observation


def _components(visit: VisitResponse) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for text, value, unit in (
        ("Sum of diameters of target lesions", visit.sum_mm, "mm"),
        ("Change from the baseline", visit.change_from_baseline_pct, "%"),
        ("Change from the smallest sum", visit.change_from_nadir_pct, "%"),
    ):
        if value is not None:
            quantity = {"value": round(float(value), 4), "unit": unit, "system": _UCUM, "code": unit}
            found.append({"code": {"text": text}, "valueQuantity": quantity})
    for number in visit.numbers:
        quantity = {"value": round(float(number.value), 4), "unit": number.unit, "system": _UCUM, "code": number.unit}
        found.append({"code": {"text": number.says}, "valueQuantity": quantity})
    for text, word in (
        ("Target response", visit.target),
        ("Non-target response", visit.non_target),
        ("New lesion", visit.new_lesion),
    ):
        if word:
            found.append({"code": {"text": text}, "valueString": word})
    return found


def _concept(system: str, code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}]}
