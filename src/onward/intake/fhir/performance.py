"""Performance status: ECOG and Karnofsky as a number, a code or words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.values import codes_of, number, objects_at, quantity_of, text_at, words_of_concept
from onward.timeline import PerformanceStatus

_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?![\d.])")


def read_performance(observed: Observed, scale: str) -> Iterator[Found]:
    """The step on `scale`; a number that is no step of it is an issue and no fact."""
    value = _value(observed, scale)
    if value is None:
        if any(key.startswith("value") for key in observed.body):
            yield observed.resource.issue(
                f"an {scale} performance status that is not understood", "kept it without a value", "value"
            )
        return
    if value not in observed.resource.codes.status.performance.values.get(scale, frozenset()):
        yield observed.resource.issue(
            f"an {scale} performance status that is not on the scale", "took no value from it", "value"
        )
        return
    yield PerformanceStatus(**observed.fact(), scale=scale, value=value)


def _value(observed: Observed, scale: str) -> int | None:
    body = observed.body
    quantity = quantity_of(body.get("valueQuantity"))
    plain = quantity.value if quantity is not None else number(body.get("valueInteger"))
    if plain is not None:
        return int(plain) if plain == plain.to_integral_value() and abs(plain) < 1000 else -1
    steps = observed.resource.codes.status.performance.steps
    for concept in (body.get("valueCodeableConcept"), *objects_at(body, "interpretation")):
        for code in codes_of(concept):
            if (scale, code) in steps:
                return steps[(scale, code)]
    words = text_at(body, "valueString") or words_of_concept(body.get("valueCodeableConcept"))
    numbers = {int(text) for text in _NUMBER.findall(words)}
    # "ECOG 1" says it, "1-2" does not.
    return next(iter(numbers)) if len(numbers) == 1 else None
