"""Laboratory values, tumour markers, vital signs and scores: Observations with a number or a word
(hl7.org/fhir/R4/observation.html)."""

from __future__ import annotations

from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.values import (
    Json,
    codes_of,
    object_at,
    objects_at,
    quantity_in_text,
    quantity_of,
    text_of,
)
from onward.terms import Code, Quantity
from onward.timeline import LabResult

# Categories whose Observations are measurements, whatever their code (observation-category, and HL7 v2 0074).
MEASURED = frozenset({"laboratory", "vital-signs", "vital_signs", "lab"})


def read_laboratory(observed: Observed) -> list[Found]:
    """The result itself and each of its components that has a value (blood pressure, panels)."""
    found: list[Found] = []
    body = observed.body
    _result(observed, body, observed.codes, text_of(observed.concept), "", found)
    if "component" in body:
        for index, component in enumerate(objects_at(body, "component")):
            concept = component.get("code")
            _result(observed, component, codes_of(concept), text_of(concept), f"component[{index}]", found)
    return found


def read_known_components(observed: Observed) -> list[Found]:
    """Of a panel that Onward does not know the components that it does (systolic and diastolic blood pressure)."""
    found: list[Found] = []
    analytes = observed.resource.codes.analytes
    for index, component in enumerate(objects_at(observed.body, "component")):
        concept = component.get("code")
        codes, text = codes_of(concept), text_of(concept)
        if analytes.find(codes, text) is not None:
            _result(observed, component, codes, text, f"component[{index}]", found)
    return found


def _result(observed: Observed, part: Json, codes: tuple[Code, ...], text: str, path: str, found: list[Found]) -> None:
    """Add what one element says to `found`: most results of a record pass here, so it makes nothing that it does not
    need.
    """
    resource = observed.resource
    value = quantity_of(part.get("valueQuantity"))
    word = ""
    if value is None:
        value, word = _other_value(part)
        if value is None and not word:
            return
    elif value.unit is None:
        problem = resource.unit_issue(part["valueQuantity"], f"{path}.valueQuantity".lstrip("."))
        if problem is not None:
            found.append(problem)
    analyte = resource.codes.analytes.find(codes, text)
    low, high = _range(part) if "referenceRange" in part else (None, None)
    found.append(
        LabResult(
            when=observed.when,
            recorded_on=observed.recorded_on,
            standing=observed.standing,
            codes=codes,
            text=text,
            sources=resource.sources(path),
            analyte="" if analyte is None else analyte.name,
            kind="" if analyte is None else analyte.kind,
            value=value,
            word=word,
            low=low,
            high=high,
        )
    )


def _other_value(part: Json) -> tuple[Quantity | None, str]:
    """Values that are no Quantity: an integer, a text with a number in it, a coded word."""
    number = part.get("valueInteger")
    if isinstance(number, int) and not isinstance(number, bool):
        return quantity_of({"value": number}), ""
    text = part.get("valueString")
    if isinstance(text, str):
        quantity = quantity_in_text(text)
        return quantity, "" if quantity is not None else text.strip()
    if "valueCodeableConcept" in part:
        return None, text_of(part["valueCodeableConcept"])
    truth = part.get("valueBoolean")
    if isinstance(truth, bool):
        return None, "yes" if truth else "no"
    return None, ""


# hl7.org/fhir/R4/valueset-referencerange-meaning.html: ranges of another meaning (therapeutic, ...) are not the
# normal one.
_NORMAL = frozenset({"", "normal", "recommended"})


def _range(part: Json) -> tuple[Quantity | None, Quantity | None]:
    """The laboratory's normal range, where one is given."""
    for limits in objects_at(part, "referenceRange"):
        kinds = {code.value.lower() for code in codes_of(limits.get("type"))}
        if not kinds or kinds & _NORMAL:
            low, high = quantity_of(object_at(limits, "low")), quantity_of(object_at(limits, "high"))
            if low is not None or high is not None:
                return low, high
    return None, None
