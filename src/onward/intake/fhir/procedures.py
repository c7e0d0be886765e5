"""Procedures: surgery, biopsies, examinations; courses of radiotherapy go to `radiotherapy`
(hl7.org/fhir/R4/procedure.html).
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.intake.fhir.bodysites import bodies, laterality_of, site_of
from onward.intake.fhir.medications import intent_of, reason_of
from onward.intake.fhir.radiotherapy import is_radiotherapy, read_radiotherapy
from onward.intake.fhir.resource import Found, Resource
from onward.intake.fhir.values import code_word, codes_of, text_of, when_at, words_of_concept
from onward.terms import UNDATED
from onward.timeline import ProcedureFact, Standing


def read_procedure(resource: Resource) -> Iterator[Found]:
    """One procedure. What was not done keeps its status ("not-done") and stands as refuted."""
    body = resource.body
    status = code_word(body, "status")
    if status == "entered-in-error":
        return
    concept = body.get("code")
    codes, words = codes_of(concept), words_of_concept(concept)
    known = resource.codes.procedures.find(codes, words)
    if body.get("notPerformed") is True:  # DSTU2 and STU3
        status = "not-done"
    if is_radiotherapy(resource, known):
        yield from read_radiotherapy(resource, codes, status)
        return
    places = bodies(body.get("bodySite"))
    when = when_at(body, "performed")
    yield ProcedureFact(
        **resource.fact(
            when=when if when is not UNDATED else when_at(body, "occurrence"),  # R5
            standing=Standing.REFUTED if status == "not-done" else Standing.CONFIRMED,
            codes=codes,
            text=text_of(concept),
        ),
        kind="" if known is None else known.kind,
        site=next((site for place in places if (site := site_of(place, resource.codes))), ""),
        laterality=next((side for place in places if (side := laterality_of(place, resource.codes))), None),
        intent=intent_of(resource),
        status=status,
        for_cancer=reason_of(resource),
    )
