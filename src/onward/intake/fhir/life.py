"""Menopausal status and pregnancy as Observations (as Conditions they are read in `conditions`)."""

from __future__ import annotations

from collections.abc import Iterator

from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.values import codes_of, text_at, text_of, words_of_concept
from onward.timeline import MenopausalStatus, PregnancyFact


def is_about_menopause(words: str) -> bool:
    """Whether an Observation asks for the menopausal status; the age at menopause is another thing."""
    low = words.casefold()
    return "menopaus" in low and "age" not in low.split()


def read_menopause(observed: Observed) -> Iterator[Found]:
    """pre, peri or post as value, or as the code itself where that says it ("postmenopausal state: present")."""
    table = observed.resource.codes.status.menopause
    body = observed.body
    if body.get("valueBoolean") is False:
        return
    concept = body.get("valueCodeableConcept")
    words = text_at(body, "valueString") or words_of_concept(concept)
    status = table.of_codes(codes_of(concept)) or _one(table.names.find_affirmed(words))
    if not status:
        status = table.of_codes(observed.codes) or _one(table.names.find_affirmed(words_of_concept(observed.concept)))
    if not status:
        if words:
            yield observed.resource.issue(
                "a menopausal status that is not understood", "kept it without a fact", "value"
            )
        return
    yield MenopausalStatus(**observed.fact(text=text_of(concept) or words or observed.text), status=status)


def read_pregnancy(observed: Observed) -> Iterator[Found]:
    """Pregnant, not pregnant or breastfeeding."""
    table = observed.resource.codes.status.pregnancy
    body = observed.body
    truth = body.get("valueBoolean")
    if isinstance(truth, bool):
        yield PregnancyFact(**observed.fact(), state="pregnant" if truth else "not pregnant")
        return
    concept = body.get("valueCodeableConcept")
    words = text_at(body, "valueString") or words_of_concept(concept)
    state = table.of_codes(codes_of(concept)) or _one(table.names.find_all(words))
    if state:
        yield PregnancyFact(**observed.fact(text=text_of(concept) or words), state=state)
    elif words:
        yield observed.resource.issue("a pregnancy status that is not understood", "kept it without a fact", "value")


def _one(found: tuple[str, ...]) -> str:
    return found[0] if len(found) == 1 else ""
