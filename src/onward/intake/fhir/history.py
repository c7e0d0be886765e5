"""Allergies, family history, adverse events, and the mCODE panel of comorbidities."""

from __future__ import annotations

from collections.abc import Iterator

from onward.intake.fhir.resource import Found, Observed, Resource, standing_of_condition
from onward.intake.fhir.values import (
    code_word,
    codes_of,
    date_at,
    extensions,
    objects_at,
    text_of,
    when_at,
    words_of_concept,
)
from onward.terms import UNDATED, at
from onward.timeline import Allergy, Comorbidity, FamilyHistory, Standing


def read_allergy(resource: Resource) -> Iterator[Found]:
    """An allergy or intolerance; "no known allergy" stands as refuted."""
    body = resource.body
    standing = standing_of_condition(body)
    if standing is None or code_word(body, "status") == "entered-in-error":
        return
    concept = body.get("code") if body.get("code") is not None else body.get("substance")  # DSTU2
    codes, words = codes_of(concept), words_of_concept(concept)
    reactions = [text_of(part.get("substance")) for part in objects_at(body, "reaction")]
    if not codes and not words:
        words = next((text for text in reactions if text), "")
    if not codes and not words:
        yield resource.issue("names no substance", "kept it; add its code", "code")
        return
    if words.casefold().startswith(("no known", "no allergies", "nkda", "nka")):
        standing = Standing.REFUTED
    match = resource.codes.drugs.find(codes, words)
    start = when_at(body, "onset")
    yield Allergy(
        **resource.fact(when=start, standing=standing, codes=codes, text=text_of(concept) or words),
        drug=match.drugs[0].name if len(match.drugs) == 1 else "",
        criticality=code_word(body, "criticality"),
    )


def read_family_history(resource: Resource) -> Iterator[Found]:
    """One fact per condition of a relative."""
    body = resource.body
    if code_word(body, "status") == "entered-in-error":
        return
    relationship = text_of(body.get("relationship"))
    for index, condition in enumerate(objects_at(body, "condition")):
        words = text_of(condition.get("code"))
        codes = codes_of(condition.get("code"))
        if words or codes:
            yield FamilyHistory(
                **resource.fact(when=UNDATED, codes=codes, text=words, path=f"condition[{index}]"),
                relationship=relationship,
                condition=words or codes[0].value,
            )


def read_adverse_event(resource: Resource) -> Iterator[Found]:
    """What happened, as a condition of the person; potential events are none."""
    body = resource.body
    if code_word(body, "actuality") == "potential" or code_word(body, "status") == "entered-in-error":
        return
    concept = body.get("event") if body.get("event") is not None else body.get("code")  # R5
    codes, words = codes_of(concept), words_of_concept(concept)
    if codes or words:
        yield Comorbidity(
            **resource.fact(
                when=at(date_at(body, "date") or date_at(body, "detected")), codes=codes, text=text_of(concept)
            ),
            group=resource.codes.status.conditions.find(codes, words) or "",
            clinical_status="",
        )


# SNOMED CT 398192003 comorbid conditions; mCODE before STU4 used a panel after Elixhauser.
COMORBIDITY_CODES = frozenset({"398192003", "comorbidities-elixhauser"})
_PRESENT = frozenset({"52101004", "LA9633-4", "373066001", "LA33-6"})
_ABSENT = frozenset({"2667000", "LA9634-2", "373067005", "LA32-8"})


def read_comorbidities(observed: Observed) -> Iterator[Found]:
    """The conditions that the panel says are absent, and those present that have no Condition of their own."""
    resource = observed.resource
    for index, extension in enumerate(extensions(observed.body, "related-condition-absent")):
        yield from _comorbidity(
            observed, extension.get("valueCodeableConcept"), Standing.REFUTED, f"related-condition-absent[{index}]"
        )
    for index, extension in enumerate(extensions(observed.body, "related-condition")):
        if "valueCodeableConcept" in extension:
            yield from _comorbidity(
                observed, extension["valueCodeableConcept"], observed.standing, f"related-condition[{index}]"
            )
    for index, component in enumerate(objects_at(observed.body, "component")):
        answer = {code.value for code in codes_of(component.get("valueCodeableConcept"))}
        if component.get("valueBoolean") is False or answer & _ABSENT:
            standing = Standing.REFUTED
        elif (component.get("valueBoolean") is True or answer & _PRESENT) and not _has_condition(resource, component):
            standing = observed.standing
        else:
            continue
        yield from _comorbidity(observed, component.get("code"), standing, f"component[{index}]")


def _has_condition(resource: Resource, component: object) -> bool:
    """Whether a component refers to a Condition that is in the input and so is a fact of its own."""
    if not isinstance(component, dict):
        return False
    return any(
        resource.scope.target(extension.get("valueReference"), "Condition") is not None
        for extension in extensions(component, "comorbid-condition-reference")
    )


def _comorbidity(observed: Observed, concept: object, standing: Standing, path: str) -> Iterator[Found]:
    codes, words = codes_of(concept), words_of_concept(concept)
    if not codes and not words:
        return
    resource = observed.resource
    yield Comorbidity(
        **resource.fact(
            when=observed.when, standing=standing, codes=codes, text=text_of(concept) or codes[0].value, path=path
        ),
        group=resource.codes.status.conditions.find(codes, words) or "",
    )
