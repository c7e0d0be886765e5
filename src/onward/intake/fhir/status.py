"""How the cancer does, as somebody judged it: mCODE CancerDiseaseStatus (LOINC 97509-4, older 88040-1), and history of
metastatic cancer."""

from __future__ import annotations

from collections.abc import Iterator

from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.stage import focus_of
from onward.intake.fhir.values import (
    codes_of,
    extensions,
    object_at,
    text_at,
    text_of,
    words_of_concept,
)
from onward.timeline import DiseaseStatus, Metastasis, Standing

# The value that mCODE had before STU4 and that says more than how the disease does.
_METASTASIS_VALUE = "distant_metastasis"


def read_disease_status(observed: Observed) -> Iterator[Found]:
    """Status with its evidence; the old value "distant metastasis present" gives a metastasis instead."""
    resource, body = observed.resource, observed.body
    table = resource.codes.status
    concept = body.get("valueCodeableConcept")
    words = text_at(body, "valueString") or words_of_concept(concept)
    codes = codes_of(concept)
    if not codes and not words:
        return
    value = table.disease.of_codes(codes) or _worded(observed, words)
    text = text_of(concept) or words
    if value == _METASTASIS_VALUE:
        yield Metastasis(**observed.fact(text=text), site="", basis="status", of_cancer=focus_of(resource))
        return
    if not value:
        yield resource.issue(
            "a disease status that is not understood",
            "kept its words without a value; use a code of mCODE's value set",
            "value",
        )
    yield DiseaseStatus(
        **observed.fact(text=text, codes=(*codes, *observed.codes)),
        value=value,
        evidence=_evidence(observed),
        of_cancer=focus_of(resource),
    )


def _worded(observed: Observed, words: str) -> str:
    """The one status that words affirm; "" when they name none or several."""
    found = observed.resource.codes.status.disease.names.find_affirmed(words)
    return found[0] if len(found) == 1 else ""


def _evidence(observed: Observed) -> tuple[str, ...]:
    table = observed.resource.codes.status.evidence
    concepts = [e.get("valueCodeableConcept") for e in extensions(observed.body, "evidence-type")]
    if "method" in observed.body:
        concepts.append(observed.body["method"])
    found = [table.find(codes_of(concept), words_of_concept(concept)) for concept in concepts]
    return tuple(dict.fromkeys(kind for kind in found if kind))


# SNOMED CT: history of metastatic malignant neoplasm (mCODE HistoryOfMetastaticCancer).
HISTORY_OF_METASTASIS = frozenset({"1287652008", "1098951000119108"})
_NO = frozenset({"373067005", "LA32-8", "260385009", "2667000", "N", "no"})


def is_history_of_metastasis(observed: Observed) -> bool:
    if any(code.value in HISTORY_OF_METASTASIS for code in observed.codes):
        return True
    words = words_of_concept(observed.concept).casefold()
    return "history of" in words and "metasta" in words


def read_history_of_metastasis(observed: Observed) -> Iterator[Found]:
    """Metastatic before, at the site that the code names; a value of false or "no" says that there was none."""
    body, codes = observed.body, observed.resource.codes
    denied = body.get("valueBoolean") is False or any(
        code.value in _NO for code in codes_of(object_at(body, "valueCodeableConcept"))
    )
    words = words_of_concept(observed.concept)
    site = codes.sites.in_words(words)
    yield Metastasis(
        **observed.fact(standing=Standing.REFUTED if denied else None),
        site=site[0] if site else "",
        basis="history",
        of_cancer=focus_of(observed.resource),
    )
