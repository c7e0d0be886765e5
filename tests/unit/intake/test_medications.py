"""Drugs ordered, stated, given: which drug, when, why, and why it ended."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.intake.reading import OF_ANNA, RXNORM, SNOMED, concept, extracted, facts, only, whats

from onward.terms import Period, parse_date
from onward.timeline import DrugTreatment, TreatmentBasis

MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"
LETROZOLE = concept(RXNORM, "72965", "letrozole")


def medication(kind: str = "MedicationRequest", **elements: Any) -> dict[str, Any]:
    return {
        "resourceType": kind,
        "id": "m1",
        "status": "active",
        **OF_ANNA,
        "medicationCodeableConcept": LETROZOLE,
        **elements,
    }


@pytest.mark.parametrize(
    ("code", "drug"),
    [
        (LETROZOLE, "letrozole"),
        (
            concept("https://www.nlm.nih.gov/research/umls/rxnorm", "1156671", "fulvestrant Injectable Product"),
            "fulvestrant",
        ),
        (concept(RXNORM, "1946840", "Verzenio 100 MG Oral Tablet"), "abemaciclib"),
        (concept(text="Ibrance 125 mg capsule"), "palbociclib"),
        (concept(text="T-DXd"), "trastuzumab deruxtecan"),
        (concept(text="fam-trastuzumab deruxtecan-nxki"), "trastuzumab deruxtecan"),
        (concept(text="trastuzumab"), "trastuzumab"),
        (concept(text="nab-paclitaxel"), "nab-paclitaxel"),
        (concept(text="PACLitaxel 6 mg/mL"), "paclitaxel"),
        (concept("http://hl7.org/fhir/sid/ndc", "0078-0867", "Kisqali 200 mg"), "ribociclib"),
    ],
)
def test_drugs_by_code_or_by_whole_words(code: dict[str, Any], drug: str) -> None:
    assert only(DrugTreatment, medication(medicationCodeableConcept=code)).drug == drug


def test_a_drug_that_is_not_known_keeps_its_words() -> None:
    found = only(DrugTreatment, medication(medicationCodeableConcept=concept(text="Herbal tea no. 7")))
    assert (found.drug, found.drug_text) == ("", "Herbal tea no. 7")


def test_a_combination_is_a_fact_for_each_drug() -> None:
    found = facts(medication(medicationCodeableConcept=concept(text="Phesgo 600/600 mg")))
    assert sorted(fact.drug for fact in found if isinstance(fact, DrugTreatment)) == ["pertuzumab", "trastuzumab"]


def test_code_and_words_that_name_different_drugs() -> None:
    found = extracted(medication(medicationCodeableConcept=concept(RXNORM, "72965", "anastrozole 1 MG")))
    assert [fact.drug for fact in found.facts if isinstance(fact, DrugTreatment)] == ["letrozole"]
    assert [issue.what for issue in found.issues] == [
        "MedicationRequest: code and words name different drugs: the code says letrozole, the words also anastrozole"
    ]


@pytest.mark.parametrize(
    ("kind", "basis"),
    [
        ("MedicationRequest", TreatmentBasis.ORDERED),
        ("MedicationStatement", TreatmentBasis.STATED),
        ("MedicationAdministration", TreatmentBasis.GIVEN),
        ("MedicationDispense", TreatmentBasis.GIVEN),
    ],
)
def test_how_a_drug_is_known(kind: str, basis: TreatmentBasis) -> None:
    assert only(DrugTreatment, medication(kind)).basis is basis


# --- when


def test_an_order_holds_from_the_day_it_was_written() -> None:
    found = only(DrugTreatment, medication(authoredOn="2023-04-05"))
    assert found.when == Period(parse_date("2023-04-05"), None)
    assert found.recorded_on == parse_date("2023-04-05")


def test_the_bounds_of_the_dosage_come_first() -> None:
    timing = {"repeat": {"boundsPeriod": {"start": "2023-04-10", "end": "2023-10-01"}}}
    found = only(
        DrugTreatment,
        medication(authoredOn="2023-04-05", dosageInstruction=[{"timing": timing, "text": "2.5 mg daily"}]),
    )
    assert found.when == Period(parse_date("2023-04-10"), parse_date("2023-10-01"))
    assert found.dose_text == "2.5 mg daily"


def test_a_statement_over_a_period_and_an_administration_on_a_day() -> None:
    stated = medication(
        "MedicationStatement", effectivePeriod={"start": "2022", "end": "2023-06"}, dateAsserted="2024-01-01"
    )
    found = only(DrugTreatment, stated)
    assert found.when == Period(parse_date("2022"), parse_date("2023-06"))
    assert found.recorded_on == parse_date("2024-01-01")
    given = only(DrugTreatment, medication("MedicationAdministration", effectiveDateTime="2023-05-01"))
    assert given.when == Period(parse_date("2023-05-01"), parse_date("2023-05-01"))


# --- status and reasons


@pytest.mark.parametrize(
    ("elements", "status"),
    [
        ({"status": "stopped"}, "stopped"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "active", "intent": "plan"}, "intended"),
        ({"status": "active", "doNotPerform": True}, "not-done"),
    ],
)
def test_status(elements: dict[str, Any], status: str) -> None:
    assert only(DrugTreatment, medication(**elements)).status == status


def test_an_order_entered_in_error_is_no_fact() -> None:
    assert facts(medication(status="entered-in-error")) == ()


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (concept(SNOMED, "407563006", "Treatment not tolerated"), "toxicity"),
        (concept(SNOMED, "266721009", "No response to treatment"), "progression"),
        (concept(SNOMED, "182992009", "Treatment completed"), "completed"),
        (concept(text="Disease progression"), "progression"),
        (concept(text="unacceptable toxicity"), "toxicity"),
        (concept(text="Patient declined"), "choice"),
        (concept(text="no progression"), ""),
    ],
)
def test_why_it_ended(reason: dict[str, Any], why: str) -> None:
    found = only(DrugTreatment, medication(status="stopped", statusReason=reason))
    assert (found.stop_reason, found.reason_text) == (why, reason.get("text") or reason["coding"][0]["display"])


def test_the_termination_reason_extension_and_the_list_of_statements() -> None:
    extension = [
        {"url": MCODE + "mcode-treatment-termination-reason", "valueCodeableConcept": concept(SNOMED, "407563006")}
    ]
    assert only(DrugTreatment, medication(extension=extension)).stop_reason == "toxicity"
    statement = medication("MedicationStatement", statusReason=[concept(SNOMED, "266721009")])
    assert only(DrugTreatment, statement).stop_reason == "progression"


@pytest.mark.parametrize(
    ("url", "value", "intent"),
    [
        (MCODE + "mcode-procedure-intent", concept(SNOMED, "373808002"), "curative"),
        (MCODE + "mcode-treatment-intent", concept(SNOMED, "363676003", "Palliative"), "palliative"),
        ("http://hl7.org/fhir/us/mcode/STU1/mcode-treatment-intent", concept(text="adjuvant"), "adjuvant"),
        (MCODE + "mcode-procedure-intent", concept(SNOMED, "373847000"), "neoadjuvant"),
    ],
)
def test_intent(url: str, value: dict[str, Any], intent: str) -> None:
    extension = [{"url": url, "valueCodeableConcept": value}]
    assert only(DrugTreatment, medication(extension=extension)).intent == intent


def test_the_cancer_that_it_was_given_for() -> None:
    assert only(DrugTreatment, medication(reasonReference=[{"reference": "Condition/p"}])).for_cancer == "Condition/p"


# --- references


def test_a_medication_of_its_own() -> None:
    order = medication(medicationReference={"reference": "Medication/d1"})
    del order["medicationCodeableConcept"]
    assert only(DrugTreatment, order, {"resourceType": "Medication", "id": "d1", "code": LETROZOLE}).drug == "letrozole"


def test_a_contained_medication_known_by_its_ingredients() -> None:
    inside = {
        "resourceType": "Medication",
        "id": "d1",
        "ingredient": [{"itemCodeableConcept": concept(text="capecitabine")}],
    }
    order = medication(contained=[inside], medicationReference={"reference": "#d1"})
    del order["medicationCodeableConcept"]
    assert only(DrugTreatment, order).drug == "capecitabine"


def test_a_medication_that_is_missing_still_is_a_treatment() -> None:
    order = medication(medicationReference={"reference": "Medication/gone", "display": "Faslodex"})
    del order["medicationCodeableConcept"]
    found = extracted(order)
    assert [(fact.drug, fact.drug_text) for fact in found.facts if isinstance(fact, DrugTreatment)] == [
        ("fulvestrant", "Faslodex")
    ]
    assert [issue.what for issue in found.issues] == [
        "MedicationRequest: its medicationReference points to no Medication of the input"
    ]


def test_an_order_that_names_nothing() -> None:
    order = medication()
    del order["medicationCodeableConcept"]
    assert whats(order) == ["MedicationRequest: names no medication"]


# --- other versions of FHIR


def test_a_dstu2_order_is_read_and_named() -> None:
    found = extracted(medication("MedicationOrder", dateWritten="2015-06-01"))
    (fact,) = found.facts
    assert isinstance(fact, DrugTreatment)
    assert (fact.drug, fact.basis, fact.when.start) == ("letrozole", TreatmentBasis.ORDERED, parse_date("2015-06-01"))
    assert [issue.what for issue in found.issues] == ["MedicationOrder is a resource type of FHIR DSTU2; expected R4"]


def test_the_r5_shape_of_a_medication_is_read_and_named() -> None:
    order = medication(medication={"concept": LETROZOLE})
    del order["medicationCodeableConcept"]
    found = extracted(order)
    assert [fact.drug for fact in found.facts if isinstance(fact, DrugTreatment)] == ["letrozole"]
    assert [issue.what for issue in found.issues] == [
        'MedicationRequest: the element "medication" of FHIR R5; expected R4'
    ]
