"""Drugs ordered, stated, dispensed and given: MedicationRequest, -Statement, -Dispense, -Administration, and the
DSTU2 orders.

What one resource says becomes one fact per drug; courses and lines are put together by `disease`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onward.intake.fhir.resource import Found, Resource
from onward.intake.fhir.values import (
    Json,
    code_word,
    codes_of,
    date_at,
    object_at,
    objects_at,
    quantity_of,
    text_at,
    text_of,
    timing_of,
    when_at,
    words_of_concept,
)
from onward.terms import UNDATED, Code, Period, at
from onward.timeline import DrugTreatment, Standing, TreatmentBasis

_BASIS = {
    "MedicationRequest": TreatmentBasis.ORDERED,
    "MedicationStatement": TreatmentBasis.STATED,
    "MedicationDispense": TreatmentBasis.GIVEN,
    "MedicationAdministration": TreatmentBasis.GIVEN,
}
# Orders that are no orders yet (hl7.org/fhir/R4/valueset-medicationrequest-intent.html).
_PLANS = frozenset({"proposal", "plan", "option"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A medication as the resource names it."""

    codes: tuple[Code, ...] = ()
    text: str = ""
    words: str = ""
    lost: bool = False


def read_medication(resource: Resource) -> Iterator[Found]:
    """One fact per drug of the resource; a drug that Onward does not know keeps its words."""
    body = resource.body
    status = _status(resource)
    if status == "entered-in-error":
        return
    named = _medication(resource)
    if named.lost:
        yield resource.issue(
            "its medicationReference points to no Medication of the input",
            "kept the treatment" + (" under the words of the reference" if named.text else " without the drug's name"),
            "medicationReference",
        )
    elif not named.codes and not named.text:
        yield resource.issue("names no medication", "kept the treatment without the drug's name", "medication")
    match = resource.codes.drugs.find(named.codes, named.words)
    if match.disagreement:
        yield resource.issue(
            f"code and words name different drugs: {match.disagreement}",
            "took the code's; check it against the order",
            "medication",
        )
    when = _when(resource)
    reasons = _stop_reasons(resource)
    reason_words = [text for text in (text_of(reason) for reason in reasons) if text]
    given_for = [text_of(reason) for reason in objects_at(body, "reasonCode")]
    common = {
        "drug_text": named.text,
        "basis": _BASIS[resource.kind],
        "status": status,
        "intent": intent_of(resource),
        "stop_reason": _stop_reason(resource, reasons),
        "reason_text": "; ".join(dict.fromkeys(t for t in (*reason_words, *given_for) if t)),
        "for_cancer": reason_of(resource),
        "dose_text": _dose(body),
    }
    fact = resource.fact(when=when, standing=Standing.CONFIRMED, codes=named.codes, text=named.text)
    for drug in match.drugs or (None,):
        yield DrugTreatment(**fact, drug="" if drug is None else drug.name, **common)


def _medication(resource: Resource) -> _Named:
    body = resource.body
    concept = body.get("medicationCodeableConcept")
    reference = body.get("medicationReference")
    both = body.get("medication")
    if concept is None and reference is None and isinstance(both, dict):
        # R5 has one element with `concept` or `reference`; DSTU1 a plain reference.
        concept, reference = both.get("concept"), both.get("reference")
        reference = both if isinstance(reference, str) else reference
    if concept is not None:
        return _named(concept)
    if reference is None:
        return _Named()
    target = resource.scope.target(reference, "Medication")
    display = text_at(reference, "display") if isinstance(reference, dict) else ""
    if target is None:
        return _Named(text=display, words=display, lost=True)
    found = _named(target.get("code"), display)
    if found.codes or found.text:
        return found
    inside = [
        part.get("itemCodeableConcept") or object_at(part, "item").get("concept")
        for part in objects_at(target, "ingredient")
    ]
    return _Named(
        codes=tuple(code for part in inside for code in codes_of(part)),
        text=" / ".join(text for part in inside if (text := text_of(part))),
        words=" / ".join(words_of_concept(part) for part in inside),
    )


def _named(concept: object, display: str = "") -> _Named:
    text = text_of(concept) or display
    return _Named(codes=codes_of(concept), text=text, words=words_of_concept(concept) or display)


def _status(resource: Resource) -> str:
    body = resource.body
    status = code_word(body, "status")
    if body.get("doNotPerform") is True or body.get("wasNotGiven") is True or body.get("wasNotTaken") is True:
        return "not-done"
    if resource.kind == "MedicationRequest" and code_word(body, "intent") in _PLANS and status != "entered-in-error":
        return "intended"
    return status


def _when(resource: Resource) -> Period:
    """When the drug was taken or given; of an order the bounds of its dosage, else from the day it was written."""
    body = resource.body
    match resource.kind:
        case "MedicationRequest":
            for dosage in objects_at(body, "dosageInstruction"):
                bounds = timing_of(dosage.get("timing"))
                if bounds is not UNDATED:
                    # The day on which an order begins says nothing of when it ends.
                    return Period(bounds.start, None) if bounds.is_point else bounds
            written = date_at(body, "authoredOn") or date_at(body, "dateWritten")
            return UNDATED if written is None else Period(written, None)
        case "MedicationDispense":
            return at(date_at(body, "whenHandedOver") or date_at(body, "whenPrepared"))
        case "MedicationStatement" if isinstance(body.get("effectiveDateTime"), str):
            # Taken on that day, which says nothing of when it ended.
            return Period(when_at(body, "effective").start, None)
        case _:
            found = when_at(body, "effective")
            if found is UNDATED:
                found = when_at(body, "effectiveTime")  # DSTU2
            return found if found is not UNDATED else when_at(body, "occurence")  # R5 spells it so


# mCODE: procedure-intent (STU2 and later), treatment-intent (STU1); both stand on medications and procedures.
_INTENTS = ("procedure-intent", "treatment-intent")


def intent_of(resource: Resource) -> str:
    """curative, palliative, adjuvant, neoadjuvant, ... from the intent extension; "" when it is not said."""
    found = resource.body.get("extension")
    if not isinstance(found, list):
        return ""
    for extension in found:
        url = extension.get("url") if isinstance(extension, dict) else None
        if isinstance(url, str) and url.endswith(_INTENTS):
            concept = extension.get("valueCodeableConcept") or extension.get("valueCoding")
            intent = resource.codes.status.intent.find(codes_of(concept), words_of_concept(concept))
            if intent:
                return intent
    return ""


def _stop_reasons(resource: Resource) -> list[Json | str]:
    """What the resource says of why it ended or was not given."""
    body = resource.body
    found: list[Json | str] = []
    for key in ("statusReason", "statusReasonCodeableConcept", "reasonNotTaken", "reasonNotGiven", "reasonEnded"):
        found += objects_at(body, key)
    extensions = body.get("extension")
    if isinstance(extensions, list):
        for extension in extensions:
            url = extension.get("url") if isinstance(extension, dict) else None
            if isinstance(url, str) and url.endswith(("termination-reason", "statusReason", "status-reason")):
                found += objects_at(extension, "valueCodeableConcept")
    return found


def _stop_reason(resource: Resource, reasons: list[Json | str]) -> str:
    vocabulary = resource.codes.status.stop_reason
    for reason in reasons:
        found = vocabulary.of_codes(codes_of(reason))
        if found:
            return found
    for reason in reasons:
        worded = vocabulary.names.find_affirmed(words_of_concept(reason))
        if worded:
            return worded[0]
    return ""


def reason_of(resource: Resource) -> str:
    """Reference of the condition that something was done for, "" when it is not said."""
    for key in ("reasonReference", "reason"):
        for reason in objects_at(resource.body, key):
            found = resource.scope.key_of(
                reason.get("reference") if isinstance(reason.get("reference"), dict) else reason
            )
            if found.startswith("Condition/"):
                return found
    return ""


def _dose(body: Json) -> str:
    """The dosage in words: its text, else dose or rate as a number with unit."""
    for key in ("dosageInstruction", "dosage"):
        for dosage in objects_at(body, key):
            text = text_at(dosage, "text")
            if text:
                return text
            for amount in (object_at(dosage, "doseAndRate"), dosage):
                for part in ("doseQuantity", "dose", "rateQuantity", "quantity"):
                    quantity = quantity_of(amount.get(part))
                    if quantity is not None:
                        return str(quantity)
    return ""
