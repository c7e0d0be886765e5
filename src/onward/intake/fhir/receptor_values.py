"""What one element says of a receptor: the value of an Observation or of a component, in whichever type it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from onward.intake.fhir.receptor_text import (
    Percent,
    TextReading,
    percent_in,
    read_receptor_text,
    score_of_answer,
    status_of_answer,
    written_score,
)
from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.values import Json, codes_of, number, quantity_of, text_at, words_of_concept
from onward.knowledge import MarkerAspect
from onward.terms import Comparator, Quantity
from onward.timeline import Marker, Method

_IHC_ASPECTS = frozenset({"presence_ihc", "ihc_score", "percent", "membrane_staining"})
_ISH_ASPECTS = frozenset({"ish_status", "ish_ratio", "her2_copies", "cep17_copies"})


def method_of(aspects: Sequence[MarkerAspect]) -> Method:
    """IHC or ISH where the aspects of a code imply it; UNSPECIFIED for an overall interpretation."""
    kinds = {aspect.aspect for aspect in aspects}
    if kinds & _IHC_ASPECTS:
        return Method.UNSPECIFIED if kinds & _ISH_ASPECTS else Method.IHC
    return Method.ISH if kinds & _ISH_ASPECTS else Method.UNSPECIFIED


def readings_of(
    observed: Observed,
    part: Json,
    path: str,
    marker: Marker,
    aspects: Sequence[MarkerAspect],
    issues: list[Found],
    label: str = "",
) -> Iterator[TextReading]:
    """What the value of an Observation or component says, in whichever type it comes."""
    method = method_of(aspects)
    kinds = {aspect.aspect for aspect in aspects}
    if "valueCodeableConcept" in part:
        yield from _coded(observed, part["valueCodeableConcept"], method, marker, kinds)
    elif "valueString" in part:
        yield from _worded(observed, text_at(part, "valueString"), method, marker, kinds)
    elif "valueQuantity" in part or "valueInteger" in part:
        value = part["valueQuantity"] if "valueQuantity" in part else {"value": part["valueInteger"]}
        quantity = quantity_of(value)
        if quantity is not None:
            reading = _numbered(quantity, method, marker, kinds, label)
            if reading is None:
                issues.append(
                    observed.resource.issue(
                        f"a number for {marker.value} that does not tell what it counts"
                        f" (unit {quantity.unit or 'missing'})",
                        'took no number from it; give percentages the unit "%", and score, ratio or copies a code',
                        path or "value",
                    )
                )
            else:
                yield reading
    elif "valueRange" in part:
        percent = _range_percent(part["valueRange"])
        if percent is not None:
            yield TextReading(method=Method.IHC, percent=percent)
    elif "valueRatio" in part:
        ratio = _ratio(part["valueRatio"])
        if ratio is not None and marker is Marker.HER2:
            yield TextReading(method=Method.ISH, ish_ratio=ratio)
    elif isinstance(part.get("valueBoolean"), bool):
        yield TextReading(method=method, status="positive" if part["valueBoolean"] else "negative")


def _coded(
    observed: Observed, concept: object, method: Method, marker: Marker, kinds: set[str]
) -> Iterator[TextReading]:
    """A coded answer, with what its words add ("Positive (95%)", "3+")."""
    codes = observed.resource.codes
    answers = [a for code in codes_of(concept) if (a := codes.answers.of_codes((code,)))]
    status = next((s for a in answers if (s := status_of_answer(a))), "")
    score = next((s for a in answers if (s := score_of_answer(a))), "")
    words = words_of_concept(concept)
    worded = list(_worded(observed, words, method, marker, kinds)) if words else []
    if not (status or score):
        yield from worded
        return
    first = worded[0] if len(worded) == 1 else TextReading(method=method)
    yield replace(
        first,
        method=method if method is not Method.UNSPECIFIED else first.method,
        status=status or first.status,
        ihc_score=first.ihc_score or (score if marker is Marker.HER2 else ""),
        contradiction=first.contradiction and not status,
    )


def _worded(observed: Observed, text: str, method: Method, marker: Marker, kinds: set[str]) -> Iterator[TextReading]:
    if not text.strip():
        return
    if "percent" in kinds and percent_in(text) is None:
        percent = percent_in(f"{text.strip()}%")
        if percent is not None and percent.text[:-1].strip() == text.strip():
            yield TextReading(method=Method.IHC, percent=replace(percent, text=text.strip()))
            return
    plain = number(text.strip())
    if plain is not None and kinds & {"ish_ratio", "her2_copies", "cep17_copies"}:
        reading = _numbered(Quantity(plain, None), method, marker, kinds, "")
        if reading is not None:
            yield reading
            return
    of_ihc = bool(kinds & {"presence_ihc", "ihc_score"})
    readings = read_receptor_text(text, marker, observed.resource.codes, of_ihc=of_ihc)
    for reading in readings:
        if reading.method is Method.UNSPECIFIED:
            reading = replace(reading, method=method)
        if method is Method.ISH and reading.method is Method.ISH and reading.ihc_score:
            reading = replace(reading, ihc_score="", membrane_staining=None)
        yield reading


def _numbered(quantity: Quantity, method: Method, marker: Marker, kinds: set[str], label: str) -> TextReading | None:
    """A number by what the code says that it counts, else by its unit; None when neither tells."""
    value = quantity.value
    if quantity.unit == "%":
        return TextReading(method=Method.IHC, percent=_percent_of(quantity))
    if "percent" in kinds and quantity.unit in (None, "1") and (value > 1 or value == 0):
        # The code means a fraction of cells: above 1 it can only be in percent, and 0 is 0 either way.
        return TextReading(method=Method.IHC, percent=_percent_of(quantity))
    if marker is Marker.HER2:
        if "ish_ratio" in kinds or "ratio" in label.casefold():
            return TextReading(method=Method.ISH, ish_ratio=_dimensionless(quantity))
        if "cep17_copies" in kinds:
            return TextReading(method=Method.ISH, cep17_copies=_dimensionless(quantity))
        if "her2_copies" in kinds:
            return TextReading(method=Method.ISH, her2_copies=_dimensionless(quantity))
        if kinds & {"ihc_score", "presence_ihc"} and value in (0, 1, 2, 3):
            return TextReading(method=Method.IHC, ihc_score=written_score(str(int(value))))
    return None


def _percent_of(quantity: Quantity) -> Percent:
    value = quantity.value
    low = high = value
    match quantity.comparator:
        case Comparator.LESS | Comparator.AT_MOST:
            low = Decimal(0)
        case Comparator.MORE | Comparator.AT_LEAST:
            high = Decimal(100)
        case Comparator.EXACTLY:
            pass
    sign = "" if quantity.comparator is Comparator.EXACTLY else quantity.comparator.value
    if not 0 <= value <= 100:
        return Percent(low=None, high=None, text=f"{sign}{value}%")
    return Percent(low=low, high=high, text=f"{sign}{value}%")


def _range_percent(value: object) -> Percent | None:
    if not isinstance(value, dict):
        return None
    low, high = quantity_of(value.get("low")), quantity_of(value.get("high"))
    if low is None or high is None or low.unit != "%" or high.unit != "%":
        return None
    return percent_in(f"{low.value}-{high.value}%")


def _dimensionless(quantity: Quantity) -> Quantity:
    """Ratios and copies per nucleus are numbers without dimension, whatever annotation stands in their unit."""
    return Quantity(quantity.value, "1", quantity.comparator)


def _ratio(value: object) -> Quantity | None:
    if not isinstance(value, dict):
        return None
    top, bottom = quantity_of(value.get("numerator")), quantity_of(value.get("denominator"))
    if top is None or bottom is None or not bottom.value:
        return None
    return Quantity(top.value / bottom.value, "1")
