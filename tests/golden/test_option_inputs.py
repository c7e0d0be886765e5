"""Every input that the interface names reaches the options: one FHIR resource each, in the code as written there.

What is asked is the answer of a condition, YES or NO; that a rule then fires is the matter of its own cases.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.option_people import bundle_of

from onward.app.options import options_of
from onward.engines.options import OptionsAnswer
from onward.intake import read

LOINC, SNOMED, UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
_BASE = {"sex": "female", "born": "1965-03-02", "diagnosed": "2018-05-02", "metastases": {"bone": "2024-02-01"}}
POSITIVE = {"coding": [{"system": SNOMED, "code": "10828004", "display": "Positive"}]}
NEGATIVE = {"coding": [{"system": SNOMED, "code": "260385009", "display": "Negative"}]}


def options_with(resources: Sequence[Mapping[str, Any]], folder: Path) -> OptionsAnswer:
    """The options of a woman with bone metastases and these resources."""
    bundle = bundle_of(_BASE)
    for number, one in enumerate(resources):
        resource = {"id": f"x{number}", "status": "final", "subject": {"reference": "Patient/case"}, **one}
        bundle["entry"].append({"resource": resource})
    path = folder / "bundle.json"
    path.write_text(json.dumps(bundle))
    found = read(path)
    return options_of(found.people[0], region="us", as_of=date(2026, 11, 28)).options


def answers(found: OptionsAnswer) -> dict[str, str]:
    """Condition id -> yes, no, unknown, over all rules."""
    return {c.asked.id: c.answer.truth.value for one in found.decided for c in one.conditions}


def observation(code: str, **value: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "effectiveDateTime": "2024-02-10",
        **value,
    }


def quantity(value: float, unit: str) -> dict[str, Any]:
    return {"valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": unit}}


def concept(text: str) -> dict[str, Any]:
    return {"valueCodeableConcept": {"text": text}}


def component(code: str, **value: Any) -> dict[str, Any]:
    return {"code": {"coding": [{"system": LOINC, "code": code}]}, **value}


RECEPTORS: list[tuple[str, dict[str, Any], str, str]] = [
    ("48676-1", {"valueCodeableConcept": POSITIVE}, "her2-positive", "yes"),
    ("18474-7", {"valueCodeableConcept": POSITIVE}, "her2-positive", "yes"),
    ("85319-2", concept("3+"), "her2-positive", "yes"),
    ("85319-2", concept("IHC 1+"), "her2-low", "yes"),
    ("85319-2", {"valueString": "0, faint membrane staining in 5 % of cells"}, "her2-low-or-ultralow", "yes"),
    ("85319-2", concept("2+"), "her2-low", "unknown"),
    ("85318-4", {"valueCodeableConcept": POSITIVE}, "her2-positive", "yes"),
    ("31150-6", {"valueCodeableConcept": POSITIVE}, "her2-positive", "yes"),
    ("16112-5", {"valueCodeableConcept": POSITIVE}, "er-positive", "yes"),
    ("40556-3", {"valueCodeableConcept": POSITIVE}, "er-positive", "yes"),
    ("85337-4", {"valueCodeableConcept": NEGATIVE}, "er-positive", "no"),
    ("14228-1", quantity(5, "%"), "er-positive", "yes"),
    ("14228-1", quantity(0, "%"), "er-positive", "no"),
    ("16113-3", {"valueCodeableConcept": POSITIVE}, "hr-positive", "yes"),
    ("40557-1", {"valueCodeableConcept": POSITIVE}, "hr-positive", "yes"),
    ("85339-0", {"valueCodeableConcept": POSITIVE}, "hr-positive", "yes"),
    ("14230-7", quantity(30, "%"), "hr-positive", "yes"),
]


@pytest.mark.parametrize(("code", "value", "condition", "answer"), RECEPTORS)
def test_receptors(code: str, value: Mapping[str, Any], condition: str, answer: str, tmp_path: Path) -> None:
    """ER, PR and HER2 by each code, as a word, a score or a percentage."""
    assert answers(options_with([observation(code, **value)], tmp_path))[condition] == answer


def test_her2_panel_with_ratio_and_copies(tmp_path: Path) -> None:
    """74885-5 with components, beside IHC 2+: ratio 1.3 with 3.2 copies is group 5, so the tumour is low."""
    panel = observation(
        "74885-5",
        component=[component("49683-6", **quantity(1.3, "1")), component("74860-8", **quantity(3.2, "1"))],
    )
    ihc = observation("85319-2", **concept("2+"))
    assert answers(options_with([ihc, panel], tmp_path))["her2-low"] == "yes"


_CPS_TEXT = {"code": {"text": "Combined positive score (CPS)"}, **quantity(10, "1")}
PD_L1: list[tuple[dict[str, Any], str]] = [
    (observation("85147-7", **quantity(10, "1")), "yes"),
    (observation("85147-7", **quantity(9, "1")), "no"),
    (observation("85147-7", component=[_CPS_TEXT]), "yes"),
    (observation("85147-7", **concept("CPS 12")), "yes"),
    (
        {
            "resourceType": "Observation",
            "code": {"text": "PD-L1 SP142 IC"},
            "effectiveDateTime": "2024-02-10",
            **quantity(5, "%"),
        },
        "unknown",
    ),
]


@pytest.mark.parametrize(("resource", "answer"), PD_L1)
def test_pd_l1(resource: Mapping[str, Any], answer: str, tmp_path: Path) -> None:
    """22C3 with the combined positive score as value, as a component known by its text, as words; SP142 by its text."""
    assert answers(options_with([resource], tmp_path))["pd-l1-22c3-cps-10"] == answer


def variant(gene: str, protein: str = "", source: str = "") -> dict[str, Any]:
    parts = [
        component(
            "48018-6",
            valueCodeableConcept={
                "coding": [{"system": "http://www.genenames.org/geneId", "display": gene}],
                "text": gene,
            },
        )
    ]
    if protein:
        parts.append(component("48005-3", valueCodeableConcept={"text": protein}))
    if source:
        parts.append(component("48002-0", valueCodeableConcept={"coding": [{"system": LOINC, "code": source}]}))
    return observation(
        "69548-6", valueCodeableConcept={"coding": [{"system": LOINC, "code": "LA9633-4"}]}, component=parts
    )


@pytest.mark.parametrize(
    ("resource", "condition", "answer"),
    [
        (variant("ESR1", "p.Asp538Gly", "LA6684-0"), "esr1-mutated", "yes"),
        (variant("ESR1", "p.D538G"), "esr1-mutated", "yes"),
        (variant("PIK3CA", "p.His1047Arg", "LA6684-0"), "akt-pathway", "yes"),
        (variant("PIK3CA", "NP_006209.2:p.Glu545Lys"), "akt-pathway", "yes"),
        (variant("BRCA2", "p.Ser1982ArgfsTer22", "LA6684-0"), "germline-brca", "unknown"),
    ],
)
def test_variants(resource: Mapping[str, Any], condition: str, answer: str, tmp_path: Path) -> None:
    """69548-6 with gene, protein change and whether it is inherited; a somatic finding does not rule out an inherited
    one.
    """
    assert answers(options_with([resource], tmp_path))[condition] == answer


def test_msi_and_tmb(tmp_path: Path) -> None:
    """81695-9 as a word, 94076-7 per megabase; ten is enough, less is not."""
    high = options_with([observation("81695-9", **concept("MSI-H"))], tmp_path)
    assert answers(high)["msi-high-or-dmmr"] == "yes"
    for number, answer in ((10, "yes"), (9.9, "no")):
        found = options_with([observation("94076-7", **quantity(number, "1/1000000{Base}"))], tmp_path)
        assert answers(found)["tmb-high"] == answer
    unitless = options_with([observation("94076-7", valueQuantity={"value": 12})], tmp_path)
    assert answers(unitless)["tmb-high"] == "unknown"


@pytest.mark.parametrize("kind", ["MedicationStatement", "MedicationRequest", "MedicationAdministration"])
def test_treatment_intent_and_status_reason(kind: str, tmp_path: Path) -> None:
    """The intent extension says metastatic or early, statusReason why it ended, on each kind of medication resource."""
    url = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent"
    intent = {"coding": [{"system": SNOMED, "code": "363676003"}]}
    reason = {"coding": [{"system": SNOMED, "code": "266721009"}], "text": "Disease progression"}
    when: dict[str, Any]
    match kind:
        case "MedicationRequest":
            bounds = {"start": "2024-03-01", "end": "2025-10-01"}
            when = {
                "authoredOn": "2024-03-01",
                "intent": "order",
                "statusReason": reason,
                "dosageInstruction": [{"timing": {"repeat": {"boundsPeriod": bounds}}}],
            }
        case _:
            when = {"effectivePeriod": {"start": "2024-03-01", "end": "2025-10-01"}, "statusReason": [reason]}
    one = {
        "resourceType": kind,
        "status": "stopped",
        "medicationCodeableConcept": {"text": "letrozole"},
        "extension": [{"url": url, "valueCodeableConcept": intent}],
        **when,
    }
    found = answers(options_with([one], tmp_path))
    assert found["progressed-on-endocrine"] == "yes"
    assert found["no-endocrine-for-metastatic"] == "no"


def test_disease_status_and_menopause(tmp_path: Path) -> None:
    """97509-4 says how the disease does on the running line; menopause is a condition."""
    running = {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": {"text": "letrozole"},
        "effectivePeriod": {"start": "2024-03-01"},
    }
    worse = {**observation("97509-4"), "effectiveDateTime": "2026-10-01"}
    worse["valueCodeableConcept"] = {"coding": [{"system": SNOMED, "code": "271299001"}]}
    post = {
        "resourceType": "Condition",
        "code": {"coding": [{"system": SNOMED, "code": "307429007", "display": "Postmenopausal"}]},
        "onsetDateTime": "2017-01-01",
    }
    found = options_with([running, worse, post], tmp_path)
    assert found.present.state == "progression"
    assert answers(found)["progressed-on-endocrine"] == "yes"
    assert answers(found)["postmenopausal-or-man"] == "yes"
