"""Measured lesions as FHIR R4: the studies, the lesions as body structures, the numbers as observations.

Profiles: mCODE 4.0.0 Tumor (BodyStructure, told by its TrackingUID) and Tumor Size (LOINC 21889-1 with components
33728-7 and 33729-5). Everything else is an Observation by DICOM's own code, with the statistic as its method. What no
reader has confirmed is `preliminary`; what was made from synthetic images is tagged as test data.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from onward.outputs.lesions.entry import LesionEntry, Written
from onward.terms import Code, CodeSystem

_LOINC, _SNOMED, _UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
_DCM = "http://dicom.nema.org/resources/ontology/DCM"
_MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"
_URIS = {
    CodeSystem.SNOMED: _SNOMED,
    CodeSystem.LOINC: _LOINC,
    CodeSystem.NCIT: "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
}
_SIZES = {"longest diameter": ("33728-7", "Size.maximum dimension in Tumor"),
          "perpendicular diameter": ("33729-5", "Size additional dimension in Tumor"),
          "short axis": ("33729-5", "Size additional dimension in Tumor")}  # fmt: skip
_TEST_DATA = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
    "code": "HTEST",
    "display": "test health data",
}
_ID = re.compile(r"^[A-Za-z0-9.-]{1,64}$")


def lesions_bundle(entries: Iterable[LesionEntry]) -> dict[str, Any]:
    """A collection: one ImagingStudy a study, one BodyStructure a lesion, one Observation a size or number.

    Ids are made of what the resources are about: the same lesions give the same bundle.
    """
    found = list(entries)
    resources: dict[str, dict[str, Any]] = {}
    for study in dict.fromkeys((one.person, one.study_uid) for one in found):
        held = [one for one in found if (one.person, one.study_uid) == study]
        _add(resources, _study(held))
    for lesion in dict.fromkeys((one.person, one.tracking_uid or one.tracking_id) for one in found):
        held = [one for one in found if (one.person, one.tracking_uid or one.tracking_id) == lesion]
        _add(resources, _structure(held))
    for one in found:
        for observation in _observations(one):
            _add(resources, observation)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": f"urn:onward:{resource['id']}", "resource": resource} for resource in resources.values()],
    }


def _add(resources: dict[str, dict[str, Any]], resource: dict[str, Any]) -> None:
    resources.setdefault(f"{resource['resourceType']}/{resource['id']}", resource)


def _study(entries: Sequence[LesionEntry]) -> dict[str, Any]:
    first = entries[0]
    series: dict[str, LesionEntry] = {}
    for one in entries:
        series.setdefault(one.series_uid, one)
    made: dict[str, Any] = {
        "resourceType": "ImagingStudy",
        "id": _id("study", first.person, first.study_uid),
        **_tagged(entries),
        "identifier": [{"system": "urn:dicom:uid", "value": f"urn:oid:{first.study_uid}"}],
        "status": "available",
        "subject": _subject(first.person),
        "series": [
            {
                "uid": uid,
                "modality": {"system": _DCM, "code": one.modality},
                **({"numberOfInstances": one.instances} if one.instances else {}),
            }
            for uid, one in series.items()
            if uid
        ],
    }
    if first.study_date:
        made["started"] = first.study_date
    if not made["series"]:
        del made["series"]
    return made


def _structure(entries: Sequence[LesionEntry]) -> dict[str, Any]:
    first = entries[0]
    site = next((one.site for one in entries if one.site is not None), None)
    side = next((one.laterality for one in entries if one.laterality is not None), None)
    said = next((one.finding for one in entries if one.finding is not None), None)
    tumour = any(one.is_lesion for one in entries)
    made: dict[str, Any] = {
        "resourceType": "BodyStructure",
        "id": _lesion_id(first),
        **_tagged(entries, *(["mcode-tumor"] if tumour and site is not None else [])),
        "identifier": [
            {"use": "official", "system": "urn:dicom:uid", "value": f"urn:oid:{first.tracking_uid}"}
            if first.tracking_uid
            else {"use": "usual", "value": first.tracking_id or first.label}
        ],
        "description": first.label or first.tracking_id,
        "patient": _subject(first.person),
    }
    if said is not None:
        made["morphology"] = _concept(said)
    if site is not None:
        made["location"] = _concept(site)
    if side is not None:
        made["locationQualifier"] = [_concept(side)]
    if not made["description"]:
        del made["description"]
    return made


def _observations(one: LesionEntry) -> Iterable[dict[str, Any]]:
    sizes = [measure for measure in one.measures if measure.name in _SIZES and measure.value is not None]
    if any(measure.name == "longest diameter" for measure in sizes):
        yield {
            **_head(one, "size", ["mcode-tumor-size"]),
            "code": _coded(_LOINC, "21889-1", "Size Tumor"),
            "component": [
                {"code": _coded(_LOINC, *_SIZES[measure.name]), "valueQuantity": _quantity(measure)}
                for measure in sizes
            ],
        }
    for measure in one.measures:
        if measure.name in _SIZES and measure in sizes and len(sizes) > 0 and sizes[0].name == "longest diameter":
            continue
        made = _head(one, measure.name, [])
        made["code"] = _concept(measure.concept) if measure.concept is not None else {}
        made["code"]["text"] = measure.name
        if measure.statistic is not None:
            made["method"] = _concept(measure.statistic)
        if measure.value is None:
            made["dataAbsentReason"] = {"text": measure.why_none or "not measured"}
        else:
            made["valueQuantity"] = _quantity(measure)
        yield made


def _head(one: LesionEntry, about: str, profiles: Sequence[str]) -> dict[str, Any]:
    """What every observation of a lesion says."""
    made: dict[str, Any] = {
        "resourceType": "Observation",
        "id": _id("lesion", one.person, one.study_uid, one.series_uid, _name_of(one), one.reader, about),
        **_tagged([one], *profiles),
        "status": "final" if one.reader else "preliminary",
        "category": [_coded("http://terminology.hl7.org/CodeSystem/observation-category", "imaging", "Imaging")],
        "subject": _subject(one.person),
        "focus": [{"reference": f"BodyStructure/{_lesion_id(one)}"}],
    }
    if one.study_uid:
        made["derivedFrom"] = [{"reference": f"ImagingStudy/{_id('study', one.person, one.study_uid)}"}]
    if one.study_date:
        made["effectiveDateTime"] = one.study_date
    if one.site is not None:
        made["bodySite"] = _concept(one.site)
    if one.reader:
        made["performer"] = [{"display": one.reader}]
    notes = [*(["SYNTHETIC images: made by a program, of nobody"] if one.is_synthetic else []), *one.notes]
    if not one.reader:
        notes.append("no reader has confirmed this")
    if notes:
        made["note"] = [{"text": note} for note in notes]
    return made


def _tagged(entries: Sequence[LesionEntry], *profiles: str) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    if profiles:
        meta["profile"] = [_MCODE + name for name in profiles]
    if any(one.is_synthetic for one in entries):
        meta["tag"] = [_TEST_DATA]
    return {"meta": meta} if meta else {}


def _subject(person: str) -> dict[str, Any]:
    """A reference where the id can be one of FHIR; an identifier where it cannot."""
    if _ID.match(person):
        return {"reference": f"Patient/{person}"}
    return {"identifier": {"value": person}} if person else {"display": "not recorded"}


def _quantity(measure: Written) -> dict[str, Any]:
    assert measure.value is not None
    found: dict[str, Any] = {"value": _number(measure.value)}
    if measure.unit:
        found |= {"unit": measure.unit, "system": _UCUM, "code": measure.unit}
    return found


def _number(value: Decimal) -> float | int:
    plain = float(value)
    return int(plain) if plain.is_integer() and value == value.to_integral_value() else plain


def _concept(code: Code) -> dict[str, Any]:
    return _coded(_URIS.get(code.system) or code.system_uri, code.value, code.display)


def _coded(system: str, code: str, display: str) -> dict[str, Any]:
    coding = {"system": system, "code": code, "display": display}
    return {"coding": [{key: value for key, value in coding.items() if value}]}


def _name_of(one: LesionEntry) -> str:
    return one.tracking_uid or one.tracking_id or one.label


def _lesion_id(one: LesionEntry) -> str:
    return _id("lesion", one.person, _name_of(one))


def _id(kind: str, *parts: str) -> str:
    return f"{kind}-" + hashlib.sha256("|".join((kind, *parts)).encode()).hexdigest()[:24]
