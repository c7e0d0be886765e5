"""Whatever stands in a record, reading it ends in facts and issues: resources of real shape, spoilt in every way."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onward.intake import FoundFile, find_files, read
from onward.intake.fhir import Extracted, Index, RawResource, facts_of, read_resources
from onward.terms import Issue
from onward.timeline import build_timeline

LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"


def _concept(system: str, code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}


def _observation(code: str, **elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": f"o-{code}",
        "status": "final",
        "category": [
            _concept("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory")
        ],
        "code": _concept(LOINC, code, "a result"),
        "subject": {"reference": "Patient/anna"},
        "effectiveDateTime": "2024-03-03",
        "issued": "2024-03-04T10:00:00Z",
        **elements,
    }


# One of every kind and shape that a reader looks into.
SEEDS: list[dict[str, Any]] = [
    {
        "resourceType": "Patient",
        "id": "anna",
        "identifier": [{"system": "urn:mrn", "value": "17"}],
        "name": [{"use": "official", "family": "A", "given": ["Anna"]}],
        "gender": "female",
        "birthDate": "1960-05-17",
        "address": [{"postalCode": "12345", "country": "US"}],
        "deceasedDateTime": "2025-01-01",
    },
    {
        "resourceType": "Condition",
        "id": "c1",
        "meta": {"profile": [MCODE + "mcode-primary-cancer-condition"], "lastUpdated": "2024-01-01T00:00:00Z"},
        "clinicalStatus": _concept("urn:x", "active", "Active"),
        "verificationStatus": _concept("urn:x", "confirmed", "Confirmed"),
        "code": _concept(SNOMED, "254837009", "Metastatic malignant neoplasm of breast to bone"),
        "subject": {"reference": "Patient/anna"},
        "bodySite": [_concept(SNOMED, "80248007", "Left breast")],
        "onsetAge": {"value": 50, "code": "a", "unit": "years"},
        "abatementRange": {"low": {"value": 51, "code": "a"}, "high": {"value": 52, "code": "a"}},
        "recordedDate": "2020-01",
        "stage": [
            {"summary": _concept("http://cancerstaging.org", "cT2", "cT2"), "type": _concept(LOINC, "21905-5", "T")}
        ],
        "extension": [
            {
                "url": MCODE + "mcode-histology-morphology-behavior",
                "valueCodeableConcept": _concept(SNOMED, "82711006", "IDC"),
            },
            {"url": MCODE + "mcode-related-primary-cancer-condition", "valueReference": {"reference": "Condition/c0"}},
        ],
    },
    _observation(
        "48676-1",
        valueString="IHC 2+ (equivocal), FISH not amplified, ratio 1.3, copies 3.2",
        specimen={"reference": "Specimen/s1"},
        method=_concept(SNOMED, "117617002", "IHC"),
        interpretation=[_concept("urn:v3", "NEG", "Negative")],
        note=[{"text": "IHC score 1+"}],
        component=[
            {"code": _concept(LOINC, "49683-6", "ratio"), "valueQuantity": {"value": 1.3, "code": "1"}},
            {
                "code": _concept(LOINC, "85337-4", "ER"),
                "valueRange": {"low": {"value": 1, "code": "%"}, "high": {"value": 5, "code": "%"}},
            },
        ],
    ),
    _observation("14228-1", valueQuantity={"value": 95, "unit": "%", "code": "%", "comparator": ">"}),
    _observation("85147-7", valueString="CPS 12; TPS 5%", component=[{"code": {"text": "CPS"}, "valueInteger": 3}]),
    _observation("94076-7", valueQuantity={"value": 12.5, "unit": "mut/Mb"}),
    _observation("81695-9", valueCodeableConcept=_concept(LOINC, "LA26203-2", "MSI-H")),
    _observation(
        "69548-6",
        valueCodeableConcept=_concept(LOINC, "LA9633-4", "Present"),
        component=[
            {
                "code": _concept(LOINC, "48018-6", "gene"),
                "valueCodeableConcept": _concept("http://www.genenames.org", "HGNC:8975", "PIK3CA"),
            },
            {
                "code": _concept(LOINC, "48005-3", "p."),
                "valueCodeableConcept": _concept("http://varnomen.hgvs.org", "p.(His1047Arg)", "p.H1047R"),
            },
            {"code": _concept(LOINC, "81258-6", "VAF"), "valueQuantity": {"value": 0.3, "code": "1"}},
        ],
    ),
    _observation(
        "53041-0",
        component=[{"code": _concept(LOINC, "48018-6", "gene"), "valueCodeableConcept": {"text": "ESR1, PIK3CA"}}],
    ),
    _observation(
        "751-8",
        valueQuantity={"value": 1.4, "code": "10*3/uL"},
        referenceRange=[{"low": {"value": 1}, "high": {"value": 7}}],
    ),
    _observation(
        "21908-9", valueCodeableConcept=_concept(SNOMED, "258228008", "Stage 4"), focus=[{"reference": "Condition/c1"}]
    ),
    _observation("97509-4", valueCodeableConcept=_concept(SNOMED, "271299001", "worsened")),
    _observation("89247-1", valueInteger=1),
    _observation("82810-3", valueCodeableConcept=_concept(SNOMED, "60001007", "Not pregnant")),
    _observation(
        "85354-9",
        component=[{"code": _concept(LOINC, "8480-6", "systolic"), "valueQuantity": {"value": 120, "code": "mm[Hg]"}}],
    ),
    {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "stopped",
        "intent": "order",
        "statusReason": _concept(SNOMED, "407563006", "not tolerated"),
        "medicationReference": {"reference": "#d1"},
        "contained": [
            {"resourceType": "Medication", "id": "d1", "ingredient": [{"itemCodeableConcept": {"text": "letrozole"}}]}
        ],
        "subject": {"reference": "Patient/anna"},
        "authoredOn": "2023-01-01",
        "reasonReference": [{"reference": "Condition/c1"}],
        "dosageInstruction": [
            {
                "timing": {"event": ["2023-01-02"], "repeat": {"boundsPeriod": {"start": "2023-01-02"}}},
                "doseAndRate": [{"doseQuantity": {"value": 2.5, "code": "mg"}}],
            }
        ],
        "extension": [
            {"url": MCODE + "mcode-procedure-intent", "valueCodeableConcept": _concept(SNOMED, "373808002", "Curative")}
        ],
    },
    {
        "resourceType": "Procedure",
        "id": "p1",
        "status": "completed",
        "code": _concept(SNOMED, "1217123003", "Radiotherapy course"),
        "subject": {"identifier": {"system": "urn:mrn", "value": "17"}},
        "performedPeriod": {"start": "2020-01-01", "end": "2020-02-01"},
        "bodySite": [_concept(SNOMED, "78904004", "Chest wall")],
        "extension": [
            {
                "url": MCODE + "mcode-radiotherapy-dose-delivered-to-volume",
                "extension": [
                    {"url": "volume", "valueReference": {"reference": "BodyStructure/b1"}},
                    {"url": "totalDoseDelivered", "valueQuantity": {"value": 5000, "code": "cGy"}},
                    {"url": "fractionsDelivered", "valueUnsignedInt": 25},
                ],
            }
        ],
    },
    {
        "resourceType": "Specimen",
        "id": "s1",
        "subject": {"reference": "Patient/anna"},
        "type": _concept("urn:v2-0487", "TISS", "Tissue"),
        "collection": {"collectedDateTime": "2020-01-01", "bodySite": _concept(SNOMED, "10200004", "Liver")},
    },
    {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        "status": "final",
        "category": [_concept("urn:v2-0074", "PAT", "Pathology")],
        "code": _concept(LOINC, "11526-1", "Pathology study"),
        "subject": {"reference": "Patient/anna"},
        "specimen": [{"reference": "Specimen/s1"}],
        "result": [{"reference": "Observation/o-48676-1"}],
        "presentedForm": [{"contentType": "text/plain", "data": "SW52YXNpdmU="}],
    },
    {
        "resourceType": "ImagingStudy",
        "id": "i1",
        "status": "available",
        "subject": {"reference": "Patient/anna"},
        "started": "2024-01-01",
        "series": [{"modality": {"code": "CT"}, "bodySite": {"code": "10200004", "system": SNOMED}}],
    },
    {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "patient": {"reference": "Patient/anna"},
        "code": {"text": "paclitaxel"},
    },
    {
        "resourceType": "FamilyMemberHistory",
        "id": "f1",
        "patient": {"reference": "Patient/anna"},
        "relationship": {"text": "aunt"},
        "condition": [{"code": {"text": "ovarian cancer"}}],
    },
    {
        "resourceType": "AdverseEvent",
        "id": "e1",
        "actuality": "actual",
        "subject": {"reference": "Patient/anna"},
        "event": {"text": "pneumonitis"},
        "date": "2024",
    },
    {"resourceType": "Encounter", "id": "n1", "subject": {"reference": "Patient/anna"}, "status": "finished"},
]

# What may stand where something else belongs.
JUNK: list[Any] = [
    None, True, False, 0, -1, 1e308, 2**53, "", " ", "x", "2024-02-30", "9999-12-31", "0001", "#", "Patient/",
    "Patient?identifier=", "urn:uuid:", "<script>alert(1)</script>", "💥", "1+", ">", "%", "NaN", [], {}, [None], [[]],
    [{}], {"coding": None}, {"coding": [None, 3, {}]}, {"coding": [{"code": None}]},
    {"coding": [{"code": [1], "system": {}, "display": 5}]}, {"reference": None}, {"reference": ["a"]},
    {"value": "1e9999"}, {"value": {}, "unit": []}, {"start": 5, "end": []}, {"url": 3}, {"extension": [None, 7]},
]  # fmt: skip


def spoil(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The resource with up to six things removed, replaced, wrapped, doubled or renamed, anywhere in it."""
    spoilt = copy.deepcopy(body)
    for _ in range(chance.randint(1, 6)):
        places = list(_places(spoilt))
        if not places:
            break
        holder, key = chance.choice(places)
        match chance.randrange(6):
            case 0:
                del holder[key]
            case 1 | 2:
                holder[key] = copy.deepcopy(chance.choice(JUNK))
            case 3:
                holder[key] = [holder[key]]
            case 4:
                holder[key] = {"coding": holder[key], "text": holder[key]}
            case _ if isinstance(holder, dict):
                holder[chance.choice(["valueString", "valueQuantity", "component", "code", "extension", "x"])] = holder[
                    key
                ]
            case _:
                holder.append(holder[key])
    return spoilt


def _places(value: Any) -> Any:
    """Every (container, key or index) below a value, but for what names the resource's kind."""
    items = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    for key, inner in items:
        if key != "resourceType":
            yield value, key
        yield from _places(inner)


def read_one(body: dict[str, Any]) -> Extracted:
    index = Index()
    raws = [
        RawResource(
            str(b.get("resourceType", "")),
            b["id"] if isinstance(b.get("id"), str) else "",
            orjson.dumps(b),
            "",
            0,
            "",
            0,
        )
        for b in (body, *SEEDS)
    ]
    for raw in raws:
        index.add(raw, "a.json")
    return facts_of(raws[0], file="a.json", sha256="", index=index)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda body: body["id"])
def test_the_unspoilt_shapes_give_facts(seed: dict[str, Any]) -> None:
    found = read_one(seed)
    assert found.person == "anna"
    assert bool(found.facts) == (seed["resourceType"] != "Encounter")


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_a_spoilt_resource_never_breaks_reading(seed: dict[str, Any], number: int) -> None:
    spoilt = spoil(seed, random.Random(number))
    found = read_one(spoilt)
    assert all(isinstance(issue, Issue) for issue in found.issues)
    # What was read must also be a timeline: dates, quantities and codes of the kinds that the other rooms expect.
    build_timeline(found.person, found.facts, found.issues)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["code", "coding", "system", "value", "text", "reference", "start", "extension", "url"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KINDS = sorted({body["resourceType"] for body in SEEDS})
ELEMENTS = sorted({key for body in SEEDS for key in body if key != "resourceType"})


@settings(max_examples=700, deadline=None, derandomize=True)
@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(ELEMENTS), JSON, max_size=8))
def test_any_json_in_any_element_never_breaks_reading(kind: str, elements: dict[str, Any]) -> None:
    read_one({"resourceType": kind, **elements})


@settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(SEEDS), min_size=1, max_size=6),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 20_000), st.binary(min_size=0, max_size=6), st.integers(0, 40)), max_size=4),
)
def test_bytes_spoilt_anywhere_never_break_a_file(
    tmp_path: Path, seeds: list[dict[str, Any]], as_lines: bool, cuts: list[tuple[int, bytes, int]]
) -> None:
    if as_lines:
        content = b"\n".join(orjson.dumps(body) for body in seeds)
    else:
        content = orjson.dumps({"resourceType": "Bundle", "entry": [{"resource": body} for body in seeds]})
    for place, bytes_in, lost in cuts:
        at = place % (len(content) + 1)
        content = content[:at] + bytes_in + content[at + lost :]
    path = tmp_path / "records.json"
    path.write_bytes(content)
    intake = read(path)
    for found in find_files([path]):
        if isinstance(found, FoundFile) and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            # Whatever is cut out of a file is its own bytes, at its own place.
            for item in read_resources(found):
                if isinstance(item, RawResource):
                    assert content[item.offset : item.offset + len(item.raw)] == item.raw
    assert all(issue.what and issue.did for issue in intake.issues)
