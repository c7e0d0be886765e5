"""Options from records in the many shapes that hospitals write: one person, told in another way each time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.option_people import bundle_of
from tests.unit.intake.reading import LOINC, concept

from onward.cli import main

Documents = Callable[..., dict[str, Any]]
Resource = dict[str, Any]

BASE: Resource = {"sex": "female", "born": "1960-03-02", "menopause": "post", "diagnosed": "2024-09-20"}
# After letrozole and palbociclib, HR+ and HER2-low.
TREATED: Resource = {
    **BASE,
    "er": "90%",
    "pr": "40%",
    "her2": "1+",
    "metastases": {"bone": "2024-10-01"},
    "treatments": [
        {
            "drugs": ["letrozole", "palbociclib"],
            "setting": "metastatic",
            "start": "2024-11-01",
            "end": "2026-10-01",
            "ended": "progression",
        }
    ],
}


def failed(drug: str, start: str, end: str) -> Resource:
    """A line for metastatic disease that ended with progression."""
    return {"drugs": [drug], "setting": "metastatic", "start": start, "end": end, "ended": "progression"}


TWICE_TREATED: Resource = {
    **TREATED,
    "er": "0%",
    "pr": "0%",
    "her2": "0 without staining",
    "metastases": {"liver": "2024-10-01"},
    "treatments": [
        failed("paclitaxel", "2024-11-01", "2025-10-01"),
        failed("capecitabine", "2025-11-01", "2026-10-01"),
    ],
}
UNTREATED: Resource = {
    **TWICE_TREATED,
    "treatments": [],
    "diagnosed": "2026-09-20",
    "metastases": {"liver": "2026-10-01"},
}


@pytest.fixture
def options(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Documents:
    """The options on 28 November 2026 in the US; `change` may alter the bundle's resources, `more` is added to them."""

    def run(person: Resource, *more: Resource, change: Callable[[Resource], None] = lambda one: None) -> dict[str, Any]:
        bundle = bundle_of(person)
        subject = {"reference": "Patient/case"}
        added = [{"id": f"more-{n}", "subject": subject, **one} for n, one in enumerate(more)]
        bundle["entry"] += [{"resource": one} for one in added]
        for entry in bundle["entry"]:
            change(entry["resource"])
        (tmp_path / "record.json").write_text(json.dumps(bundle), encoding="utf-8")
        main(["options", str(tmp_path / "record.json"), "--region", "us", "--json", "--as-of", "2026-11-28", "--quiet"])
        document: dict[str, Any] = json.loads(capfdbinary.readouterr().out)
        return document

    return run


def where(document: dict[str, Any], rule: str) -> str:
    """The one list in which a rule stands."""
    (found,) = [
        name
        for name in ("options", "undecided", "rejected", "continuing", "not_available")
        if any(one["rule"] == rule for one in document[name])
    ]
    return found


def observation(code: Resource, **elements: Any) -> Resource:
    return {
        "resourceType": "Observation",
        "status": "final",
        "effectiveDateTime": "2026-10-10",
        "code": code,
        **elements,
    }


def test_drugs_are_named_in_every_entry(options: Documents) -> None:
    """A choice among drugs of a class names those that are left; letrozole failed and is none of them."""
    document = options(TREATED)
    for name in ("options", "undecided", "rejected"):
        assert all(one["drugs"] for one in document[name])
    (alone,) = [one for one in document["options"] if one["rule"] == "endocrine/aromatase-inhibitor"]
    assert alone["drugs"] == ["anastrozole", "exemestane"]
    (single,) = [one for one in document["options"] if one["rule"] == "chemo/single-agent-hr-positive"]
    assert "capecitabine" in single["drugs"]


def test_partners_of_which_one_is_chosen_stand_among_the_drugs(options: Documents) -> None:
    new = {**TREATED, "treatments": [], "diagnosed": "2026-09-20", "metastases": {"bone": "2026-10-01"}}
    document = options(new)
    (option,) = [one for one in document["options"] if one["rule"] == "hr/palbociclib-ai"]
    assert option["drugs"] == ["palbociclib", "letrozole", "anastrozole", "exemestane"]
    assert option["partners"][0]["one_of"] == ["letrozole", "anastrozole", "exemestane"]


def test_a_caution_of_several_drugs_says_of_which(options: Documents) -> None:
    """Neutrophils are asked for by the same words for three of the drugs: once, and of whom."""
    document = options(TREATED)
    (single,) = [one for one in document["options"] if one["rule"] == "chemo/single-agent-hr-positive"]
    assert len(set(single["cautions"])) == len(single["cautions"])
    (dpyd,) = [caution for caution in single["cautions"] if "DPYD" in caution]
    assert dpyd.startswith("capecitabine: ")
    (alone,) = [one for one in document["options"] if one["rule"] == "her2low/t-dxd-after-endocrine"]
    assert alone["cautions"]
    assert not any(caution.startswith("trastuzumab deruxtecan: ") for caution in alone["cautions"])


@pytest.mark.parametrize(
    "unit", ["mut/Mb", "muts/Mb", "Mutations/Megabase", "mutations per Mb", "{mutations}/Mb", "/Mb"]
)
@pytest.mark.parametrize(("value", "stands"), [(10, "options"), (9.9, "rejected")])
def test_mutational_burden_in_every_spelling_of_its_unit(
    options: Documents, unit: str, value: float, stands: str
) -> None:
    burden = observation(concept(LOINC, "94076-7"), valueQuantity={"value": value, "unit": unit})
    assert where(options(TWICE_TREATED, burden), "agnostic/pembrolizumab-tmb") == stands


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("PD", "options"),
        ("Progressive disease (PD)", "options"),
        ("disease progressed", "options"),
        ("toxicity", "rejected"),
        ("PD-L1 result", "undecided"),
    ],
)
def test_reasons_to_stop_in_words(options: Documents, words: str, stands: str) -> None:
    def reworded(resource: Resource) -> None:
        if "statusReason" in resource:
            resource["statusReason"] = [{"text": words}]

    assert where(options(TREATED, change=reworded), "her2low/t-dxd-after-endocrine") == stands


@pytest.mark.parametrize(("score", "stands"), [(10, "options"), (100, "options"), (101, "undecided"), (9, "rejected")])
def test_a_combined_positive_score_ends_at_one_hundred(options: Documents, score: int, stands: str) -> None:
    pd_l1 = observation(concept(LOINC, "85147-7"), valueQuantity={"value": score})
    assert where(options(UNTREATED, pd_l1), "tnbc/pembrolizumab-chemotherapy") == stands


@pytest.mark.parametrize(("diagnosed", "stands"), [("2026-09-20", "options"), ("2020-09-20", "undecided")])
def test_stage_iv_without_a_day_is_as_new_as_the_cancer(options: Documents, diagnosed: str, stands: str) -> None:
    """A cancer found two months ago has no metastasis of three years; of an old one nobody knows."""
    person = {**TREATED, "treatments": [], "metastases": {}, "diagnosed": diagnosed, "receptors_on": "2026-10-01"}

    def staged(resource: Resource) -> None:
        if resource["resourceType"] == "Condition" and "254837009" in json.dumps(resource):
            resource["stage"] = [{"summary": {"text": "Stage IV"}}]

    assert where(options(person, change=staged), "hr/palbociclib-ai") == stands


def test_results_contained_in_a_report_are_read(options: Documents) -> None:
    inside = observation(
        concept(LOINC, "69548-6"),
        id="v1",
        valueCodeableConcept=concept(LOINC, "LA9633-4", "Present"),
        component=[
            {"code": concept(LOINC, "48018-6"), "valueCodeableConcept": concept(text="ESR1")},
            {"code": concept(LOINC, "48005-3"), "valueCodeableConcept": concept(text="p.Asp538Gly")},
        ],
    )
    report: Resource = {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "code": concept(text="Panel of 70 genes"),
        "effectiveDateTime": "2026-10-10",
        "contained": [inside],
        "result": [{"reference": "#v1"}],
    }
    del inside["effectiveDateTime"]  # the report says when
    assert where(options(TREATED, report), "hr/elacestrant") == "options"
    assert where(options(TREATED, {**report, "result": []}), "hr/elacestrant") == "undecided"
    of_another = {**inside, "subject": {"reference": "Patient/somebody-else"}}
    assert where(options(TREATED, {**report, "contained": [of_another]}), "hr/elacestrant") == "undecided"


def test_a_preliminary_receptor_result_waits_for_the_final_one(options: Documents) -> None:
    def preliminary(resource: Resource) -> None:
        if "85319-2" in json.dumps(resource):
            resource["status"] = "preliminary"

    assert where(options(TREATED), "her2low/t-dxd-after-endocrine") == "options"
    assert where(options(TREATED, change=preliminary), "her2low/t-dxd-after-endocrine") == "undecided"
