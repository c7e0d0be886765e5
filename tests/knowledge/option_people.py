"""People of hand-derived cases as FHIR R4 bundles: a few plain words per person, written out as a record would be.

Every case goes the whole way: bundle, intake, timeline, picture, options. The words are explained in
docs/reference/therapy-options.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from onward.intake import PersonRecord, read
from onward.knowledge.files import DATA

LOINC, SNOMED, UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
INTENT = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent"
_METASTASES = {
    "bone": (SNOMED, "94222008"), "liver": (SNOMED, "94381002"), "lung": (SNOMED, "94391008"),
    "brain": (SNOMED, "94225005"), "pleura": (SNOMED, "94493005"), "skin": (SNOMED, "94579000"),
    "leptomeninges": (ICD10, "C79.32"), "peritoneum": (ICD10, "C78.6"), "adrenal": (SNOMED, "94161006"),
    "node": (SNOMED, "94392001"), "ovary": (SNOMED, "94455000"),
}  # fmt: skip
_MENOPAUSE = {"pre": "309606002", "peri": "161541000119104", "post": "307429007"}
_INTENTS = {"adjuvant": "373846009", "neoadjuvant": "373847000", "metastatic": "363676003"}
_REASONS = {
    "progression": "266721009",
    "toxicity": "407563006",
    "completed": "182992009",
    "choice": "105480006",
}
_STATUS = {"progression": "271299001", "stable": "359746009", "improved": "268910001"}
_IHC = {"0": "0", "1+": "1+", "2+": "2+", "3+": "3+"}
_KEYS = frozenset(
    {
        "like", "sex", "born", "menopause", "diagnosed", "er", "pr", "her2", "receptors_on", "receptors_of",
        "metastases", "treatments", "variants", "tested", "scores", "conditions", "labs", "status", "status_on",
        "ecog", "breast",
        "died", "procedures", "allergies", "pregnant", "karnofsky", "cancers",
    }
)  # fmt: skip


def person_of(case: Mapping[str, Any], people: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The person of a case: the named base with what the case says in its place. Raises KeyError for a word unknown."""
    own = dict(case)
    base = person_of(people[own.pop("like")], people) if "like" in own else {}
    unknown = own.keys() - _KEYS
    if unknown:
        raise KeyError(f"unknown words of a person: {sorted(unknown)}")
    return {**base, **own}


def bundle_of(person: Mapping[str, Any], *, id_: str = "case") -> dict[str, Any]:
    """The person as one FHIR bundle."""
    made = [{"resourceType": "Patient", "id": id_, **_given("gender", person.get("sex"))}]
    if person.get("born"):
        made[0]["birthDate"] = person["born"]
    if person.get("died"):
        made[0]["deceasedDateTime"] = person["died"]
    made += [*_cancer(person), *_receptors(person), *_genes(person), *_treatments(person), *_rest(person)]
    subject = {"reference": f"Patient/{id_}"}
    for number, one in enumerate(made[1:], start=1):
        one.setdefault("id", f"{id_}-{number}")
        one["patient" if one["resourceType"] == "AllergyIntolerance" else "subject"] = subject
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in made]}


def record_of(person: Mapping[str, Any], folder: Path, *, id_: str = "case") -> PersonRecord:
    """The person as intake reads her; every issue of reading would show in the record."""
    path = folder / f"{id_}.json"
    path.write_text(json.dumps(bundle_of(person, id_=id_)))
    found = read(path)
    assert [one.person for one in found.people] == [id_]
    assert not found.issues, found.issues
    return found.people[0]


def _given(key: str, value: object) -> dict[str, Any]:
    return {} if value in (None, "") else {key: value}


def _code(system: str, code: str, text: str = "") -> dict[str, Any]:
    concept: dict[str, Any] = {"coding": [{"system": system, "code": code}]} if code else {}
    return {**concept, **_given("text", text)}


def _condition(concept: Mapping[str, Any], when: object = None, *, active: bool = True) -> dict[str, Any]:
    word = "active" if active else "resolved"
    system = "http://terminology.hl7.org/CodeSystem/condition-clinical"
    return {
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"system": system, "code": word}]},
        "code": concept,
        **_given("onsetDateTime", when),
    }


def _observation(concept: Mapping[str, Any], when: object = None, **value: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": concept,
        **_given("effectiveDateTime", when),
        **value,
    }


def _cancer(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    if person.get("breast", "true") != "false":
        made.append(_condition(_code(SNOMED, "254837009", "Malignant neoplasm of breast"), person.get("diagnosed")))
    for site, when in (person.get("metastases") or {}).items():
        system, code = _METASTASES[site]
        made.append(_condition(_code(system, code, f"metastasis in {site}"), when))
    made += [_condition(_code(ICD10, code), person.get("diagnosed")) for code in person.get("cancers") or ()]
    return made


def _receptors(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    on = person.get("receptors_on") or person.get("diagnosed")
    made: list[dict[str, Any]] = []
    for marker, percent, status in (("er", "14228-1", "16112-5"), ("pr", "14230-7", "16113-3")):
        said = str(person.get(marker) or "")
        if not said:
            continue
        if said.endswith("%"):
            quantity = {"value": float(said.rstrip(" %")), "unit": "%", "system": UCUM, "code": "%"}
            made.append(_observation(_code(LOINC, percent), on, valueQuantity=quantity))
        else:
            made.append(_observation(_code(LOINC, status), on, valueCodeableConcept={"text": said}))
    return [*made, *_her2(str(person.get("her2") or ""), on)]


def _her2(said: str, on: object) -> list[dict[str, Any]]:
    if not said:
        return []
    found = re.fullmatch(r"(0|1\+|2\+|3\+)(?: (with|without) staining)?(?: ISH([+-]))?", said)
    if found is None:
        return [_observation(_code(LOINC, "48676-1"), on, valueCodeableConcept={"text": said})]
    score, staining, ish = found.groups()
    words = {"with": ", faint membrane staining", "without": ", no membrane staining", None: ""}[staining]
    made = [_observation(_code(LOINC, "85319-2"), on, valueCodeableConcept={"text": f"IHC {_IHC[score]}{words}"})]
    if ish:
        word = "positive" if ish == "+" else "negative"
        made.append(_observation(_code(LOINC, "85318-4"), on, valueCodeableConcept={"text": word}))
    return made


def _genes(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for one in person.get("variants") or ():
        component = [_component("48018-6", valueCodeableConcept={"text": one["gene"]})]
        if one.get("protein"):
            name = one["protein"] if one["protein"].startswith("p.") else f"p.{one['protein']}"
            component.append(_component("48005-3", valueCodeableConcept={"text": name}))
        if one.get("hgvsc"):
            component.append(_component("48004-6", valueCodeableConcept={"text": one["hgvsc"]}))
        origin = {"germline": "LA6683-2", "somatic": "LA6684-0"}.get(one.get("origin", ""))
        if origin:
            component.append(_component("48002-0", valueCodeableConcept=_code(LOINC, origin)))
        if one.get("significance"):
            component.append(_component("53037-8", valueCodeableConcept={"text": one["significance"]}))
        if one.get("kind"):
            component.append(_component("48019-4", valueCodeableConcept={"text": one["kind"]}))
        if one.get("partner"):
            component.append(_component("48018-6", valueCodeableConcept={"text": one["partner"]}))
        made.append(
            _observation(
                _code(LOINC, "69548-6", _sample(one)),
                one.get("on"),
                valueCodeableConcept=_code(LOINC, "LA9633-4", "Present"),
                component=component,
            )
        )
    for one in person.get("tested") or ():
        germline = one.get("origin") == "germline"
        # One tested negative for each gene: whether blood stands for the germline is said by the source class.
        for gene in one["genes"]:
            component = [_component("48018-6", valueCodeableConcept={"text": gene})]
            origin = "LA6683-2" if germline else "LA6684-0"
            component.append(_component("48002-0", valueCodeableConcept=_code(LOINC, origin)))
            if one.get("kind"):
                component.append(_component("48019-4", valueCodeableConcept={"text": one["kind"]}))
            made.append(
                _observation(
                    _code(LOINC, "69548-6", _sample(one)),
                    one.get("on"),
                    valueCodeableConcept=_code(LOINC, "LA9634-2", "Absent"),
                    component=component,
                )
            )
    made.extend(_score(one) for one in person.get("scores") or ())
    return made


def _component(code: str, **value: Any) -> dict[str, Any]:
    return {"code": _code(LOINC, code), **value}


def _sample(one: Mapping[str, Any]) -> str:
    return {"plasma": "Variant in plasma ctDNA", "tissue": "Variant in tumour tissue"}.get(one.get("sample", ""), "")


def _score(one: Mapping[str, Any]) -> dict[str, Any]:
    name, assay, measure = one["name"], one.get("assay", ""), one.get("measure", "")
    value: dict[str, Any] = {}
    if "value" in one:
        unit = {"TMB": "1/1000000{Base}", "IC": "%", "TPS": "%"}.get(name if name == "TMB" else measure, "1")
        value = {"valueQuantity": {"value": float(one["value"]), "system": UCUM, "code": unit, "unit": unit}}
    if one.get("status"):
        value["valueCodeableConcept"] = {"text": one["status"]}
        value.pop("valueQuantity", None)
    match name, assay:
        case "PD-L1", "22C3":
            words = f"PD-L1 22C3 {'combined positive score' if measure == 'CPS' else measure}".strip()
            return _observation(_code(LOINC, "85147-7", words), one.get("on"), **value)
        case "PD-L1", _:
            words = " ".join(word for word in ("PD-L1", assay, measure) if word)
            return _observation({"text": words}, one.get("on"), **value)
        case "MSI", _:
            return _observation(_code(LOINC, "81695-9"), one.get("on"), **value)
        case "TMB", _:
            return _observation(_code(LOINC, "94076-7"), one.get("on"), **value)
        case _:
            return _observation({"text": f"{name} {measure}".strip()}, one.get("on"), **value)


def _treatments(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for one in person.get("treatments") or ():
        ended = one.get("ended", "")
        running = ended == "ongoing" or (not ended and not one.get("end"))
        status = "active" if running else "completed" if ended in ("completed", "") else "stopped"
        for drug in one["drugs"]:
            statement: dict[str, Any] = {
                "resourceType": "MedicationStatement",
                "status": status,
                "medicationCodeableConcept": {"text": drug},
                "effectivePeriod": {**_given("start", one.get("start")), **_given("end", one.get("end"))},
            }
            if ended in _REASONS:
                statement["statusReason"] = [_code(SNOMED, _REASONS[ended])]
            if one.get("setting"):
                concept = _code(SNOMED, _INTENTS[one["setting"]])
                statement["extension"] = [{"url": INTENT, "valueCodeableConcept": concept}]
            made.append(statement)
    return made


def _rest(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    if person.get("menopause"):
        made.append(_condition(_code(SNOMED, _MENOPAUSE[person["menopause"]]), person.get("diagnosed")))
    for one in person.get("conditions") or ():
        told = {"group": one} if isinstance(one, str) else one
        concept = {"coding": [told["code"]]} if "code" in told else _condition_code(told["group"])
        made.append(_condition(concept, told.get("on"), active=told.get("active", "true") != "false"))
    made.extend(_lab(one) for one in person.get("labs") or ())
    if person.get("status"):
        code = _code(SNOMED, _STATUS[person["status"]])
        made.append(_observation(_code(LOINC, "97509-4"), person.get("status_on"), valueCodeableConcept=code))
    for scale, loinc in (("ecog", "89247-1"), ("karnofsky", "89243-0")):
        if person.get(scale) not in (None, ""):
            made.append(_observation(_code(LOINC, loinc), person.get("status_on"), valueInteger=int(person[scale])))
    if person.get("pregnant"):
        made.append(_condition(_code(SNOMED, "77386006", "Pregnant"), person["pregnant"]))
    for one in person.get("procedures") or ():
        procedure = {"resourceType": "Procedure", "status": "completed", "code": {"text": one["name"]}}
        made.append({**procedure, **_given("performedDateTime", one.get("on"))})
    made.extend(
        {"resourceType": "AllergyIntolerance", "code": {"text": drug}} for drug in person.get("allergies") or ()
    )
    return made


def _lab(one: Mapping[str, Any]) -> dict[str, Any]:
    unit = one.get("unit", "")
    value: dict[str, Any] = {}
    if "word" in one:
        value["valueCodeableConcept"] = {"text": one["word"]}
    else:
        value["valueQuantity"] = {"value": float(one["value"]), **_given("unit", unit)}
        if unit:
            value["valueQuantity"] |= {"system": UCUM, "code": unit}
    limits = {
        end: {"value": float(one[end]), **_given("unit", unit), **_given("code", unit)}
        for end in ("low", "high")
        if end in one
    }
    if limits:
        value["referenceRange"] = [limits]
    return _observation(_code(LOINC, _analyte_code(one["analyte"])), one.get("on"), **value)


def _condition_code(group: str) -> dict[str, Any]:
    """The first code of a group of codes/status, or its first word."""
    entries: Sequence[Mapping[str, Any]] = _status_table()["conditions"]
    found = next(one for one in entries if one["condition"] == group)
    for system, key in ((SNOMED, "snomed"), (ICD10, "icd10")):
        if found.get(key):
            return _code(system, found[key][0], group)
    return {"text": found["words"][0]}


@lru_cache(maxsize=1)
def _status_table() -> Mapping[str, Any]:
    return _read_table("status.yaml")


@lru_cache(maxsize=1)
def _analyte_table() -> Mapping[str, Any]:
    return _read_table("analytes.yaml")


def _read_table(name: str) -> Mapping[str, Any]:
    text = (DATA / "codes" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _analyte_code(name: str) -> str:
    entries: Sequence[Mapping[str, Any]] = _analyte_table()["analytes"]
    found = next(one for one in entries if one.get("name", one.get("analyte")) == name)
    loinc = found["loinc"]
    return loinc if isinstance(loinc, str) else loinc[0]
