"""Scores and states of a tumour other than ER, PR and HER2: PD-L1, Ki-67, MSI, MMR, TMB, HRD, gene expression scores,
grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.intake.fhir.receptor_text import status_of_answer
from onward.intake.fhir.receptors import RECEPTORS
from onward.intake.fhir.resource import Found, Observed, Resource
from onward.intake.fhir.specimens import specimen_of
from onward.intake.fhir.values import (
    Json,
    codes_of,
    object_at,
    objects_at,
    quantity_of,
    text_at,
    text_of,
    words_of_concept,
)
from onward.knowledge import MarkerAspect
from onward.terms import Comparator, Quantity, convert
from onward.timeline import BiomarkerScore

_PDL1 = "PD-L1"
# Antibodies of approved and laboratory-developed PD-L1 tests.
_PDL1_ASSAY = re.compile(r"\b(22C3|SP142|SP263|28-8|73-10|E1L3N)\b", re.IGNORECASE)
_PDL1_MEASURES = (
    ("CPS", re.compile(r"\bCPS\b|\bcombined positive score\b", re.IGNORECASE)),
    ("TPS", re.compile(r"\bTPS\b|\btumou?r proportion score\b", re.IGNORECASE)),
    ("IC", re.compile(r"\bIC\b|\b(?:tumou?r[- ]infiltrating )?immune cells?\b", re.IGNORECASE)),
    ("TC", re.compile(r"\bTC\b|\btumou?r cells?\b", re.IGNORECASE)),
)
_PERCENT_MARKERS = frozenset({"Ki-67"})
_MEASURES = {"percent": "percent", "score": "score"}
_TMB_UNIT = "1/1000000{Base}"

_AMOUNT = re.compile(
    r"(?P<sign><=|>=|[<>≤≥]|at least|less than|greater than|more than)?\s*(?P<value>\d+(?:\.\d+)?)\s*"
    r"(?P<unit>%|percent|mut(?:ation)?s?(?:/|\s*per\s*)M(?:ega)?b(?:ase)?)?",
    re.IGNORECASE,
)
_SIGNS = {
    "<": Comparator.LESS,
    "less than": Comparator.LESS,
    "<=": Comparator.AT_MOST,
    "≤": Comparator.AT_MOST,
    ">": Comparator.MORE,
    "greater than": Comparator.MORE,
    "more than": Comparator.MORE,
    ">=": Comparator.AT_LEAST,
    "≥": Comparator.AT_LEAST,
    "at least": Comparator.AT_LEAST,
}
# Words of markers.answers that are states of these markers.
_STATES = {
    "stable": "stable",
    "high": "high",
    "low": "low",
    "deficient": "deficient",
    "proficient": "proficient",
    "intermediate": "intermediate",
}
# HL7 v3 ObservationInterpretation
_INTERPRETATIONS = {
    "POS": "positive",
    "NEG": "negative",
    "H": "high",
    "HH": "high",
    "L": "low",
    "LL": "low",
    "IND": "indeterminate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One measure of a marker: a number, a status, or both."""

    measure: str = ""
    value: Quantity | None = None
    status: str = ""
    path: str = ""


def read_biomarker(observed: Observed, aspects: Sequence[MarkerAspect]) -> Iterator[Found]:
    """The scores of one Observation: its value, and each component about the same marker (PD-L1 CPS beside TPS)."""
    resource, body = observed.resource, observed.body
    marker = aspects[0].marker
    kinds = {aspect.aspect for aspect in aspects}
    issues: list[Found] = []
    said = list(_said(observed, body, marker, kinds, observed.text, "", issues))
    for index, component in enumerate(objects_at(body, "component")):
        label = words_of_concept(component.get("code"))
        found = _aspects(resource, component)
        own = [aspect for aspect in found if aspect.marker == marker]
        if found and not own:
            continue  # read by `read_other_components`
        inner = {aspect.aspect for aspect in own} or kinds
        said += _said(observed, component, marker, inner, label, f"component[{index}]", issues)
    yield from issues
    status = _interpretation(observed)
    if status and said and not any(one.status for one in said):
        said[0] = _Said(measure=said[0].measure, value=said[0].value, status=status, path=said[0].path)
    elif status and not said:
        said.append(_Said(status=status, path="interpretation"))
    for one in said:
        yield _fact(observed, marker, one, kinds)


def read_other_components(observed: Observed, main: str) -> Iterator[Found]:
    """Biomarkers that stand as components in an Observation about another marker, or about none (a panel)."""
    for index, component in enumerate(objects_at(observed.body, "component")):
        found = _aspects(observed.resource, component)
        if not found or found[0].marker == main or found[0].marker in RECEPTORS or is_no_marker(found[0]):
            continue
        kinds = {aspect.aspect for aspect in found}
        label, issues = words_of_concept(component.get("code")), list[Found]()
        path = f"component[{index}]"
        for one in _said(observed, component, found[0].marker, kinds, label, path, issues):
            yield _fact(observed, found[0].marker, one, kinds)
        yield from issues


def is_no_marker(aspect: MarkerAspect) -> bool:
    """Names that the table holds only so that they are not taken for a marker (PR interval)."""
    return aspect.aspect == "not_a_receptor"


def _aspects(resource: Resource, component: Json) -> tuple[MarkerAspect, ...]:
    found = resource.codes.markers.by_codes(codes_of(component.get("code")))
    if found:
        return found
    named = resource.codes.markers.by_words(words_of_concept(component.get("code")))
    return () if named is None else (named,)


def _fact(observed: Observed, marker: str, said: _Said, kinds: set[str]) -> BiomarkerScore:
    sample = specimen_of(observed)
    body = observed.body
    words = text_at(body, "valueString") or text_of(body.get("valueCodeableConcept"))
    return BiomarkerScore(
        **observed.fact(said.path, text=words or observed.text),
        name=marker,
        measure=said.measure,
        assay=_assay(observed, marker, kinds),
        value=said.value,
        status=said.status,
        specimen=sample.key,
        specimen_kind=sample.kind,
    )


def _said(
    observed: Observed,
    part: Json,
    marker: str,
    kinds: set[str],
    label: str,
    path: str,
    issues: list[Found],
) -> Iterator[_Said]:
    if "valueQuantity" in part or "valueInteger" in part:
        written = part["valueQuantity"] if "valueQuantity" in part else {"value": part["valueInteger"]}
        quantity = quantity_of(written)
        if quantity is None:
            return
        problem = observed.resource.unit_issue(written, path or "value")
        if problem is not None and marker not in (_PDL1,) and "score" not in kinds:
            issues.append(problem)
        value = _with_unit(quantity, marker, kinds)
        yield _Said(measure=_measure(marker, kinds, label, value), value=value, path=path)
    elif "valueRange" in part:
        low = quantity_of(object_at(object_at(part, "valueRange"), "low"))
        if low is not None:
            bound = Quantity(low.value, low.unit, Comparator.AT_LEAST)
            yield _Said(measure=_measure(marker, kinds, label, bound), value=bound, path=path)
    elif "valueString" in part:
        yield from _worded(observed, text_at(part, "valueString"), marker, kinds, label, path)
    elif "valueCodeableConcept" in part:
        concept = part["valueCodeableConcept"]
        codes = observed.resource.codes
        answer = codes.answers.of_codes(codes_of(concept))
        status = _STATES.get(answer) or status_of_answer(answer)
        words = words_of_concept(concept)
        if status:
            yield _Said(measure=_pdl1_measure(kinds, label) if marker == _PDL1 else "", status=status, path=path)
        elif words:
            yield from _worded(observed, words, marker, kinds, label, path)
    elif isinstance(part.get("valueBoolean"), bool):
        yield _Said(status="positive" if part["valueBoolean"] else "negative", path=path)


def _worded(observed: Observed, text: str, marker: str, kinds: set[str], label: str, path: str) -> Iterator[_Said]:
    """A result in words: "CPS 12, TPS 5 %", "MSI-H", "15 %", "positive (IC 1 %)"."""
    status = _status_in(observed, text)
    if marker == _PDL1:
        found = list(_pdl1_measures(text))
        if found:
            for index, (measure, value) in enumerate(found):
                yield _Said(measure=measure, value=value, status=status if index == 0 else "", path=path)
            return
        text = _PDL1_ASSAY.sub(" ", text)  # the 22 of 22C3 is no score
    amount = _AMOUNT.search(text) if kinds & {"percent", "score"} or marker in _PERCENT_MARKERS else None
    value = _with_unit(_amount(amount), marker, kinds) if amount is not None else None
    if value is not None or status:
        yield _Said(measure=_measure(marker, kinds, label, value), value=value, status=status, path=path)
    elif text.strip():
        yield _Said(measure=_pdl1_measure(kinds, label) if marker == _PDL1 else "", path=path)


def _pdl1_measures(text: str) -> Iterator[tuple[str, Quantity]]:
    """Each measure that a text names, with the number that follows it."""
    plain = _PDL1_ASSAY.sub(lambda found: " " * len(found[0]), text)
    marks = sorted((found.end(), measure) for measure, pattern in _PDL1_MEASURES for found in pattern.finditer(plain))
    for index, (end, measure) in enumerate(marks):
        until = marks[index + 1][0] if index + 1 < len(marks) else len(plain)
        amount = _AMOUNT.search(plain, end, until)
        if amount is not None:
            quantity = _amount(amount)
            yield measure, quantity if quantity.unit else Quantity(quantity.value, "1", quantity.comparator)


def _amount(found: re.Match[str]) -> Quantity:
    unit = found["unit"]
    ucum = None
    if unit is not None:
        ucum = "%" if unit.lower() in ("%", "percent") else _TMB_UNIT
    return Quantity(Decimal(found["value"]), ucum, _SIGNS.get((found["sign"] or "").lower(), Comparator.EXACTLY))


def _with_unit(quantity: Quantity, marker: str, kinds: set[str]) -> Quantity:
    """The number in the unit in which the marker is counted, where the source's unit allows it.

    A score is a number without dimension, so its missing unit is "1". A fraction of cells above 1 can only be in
    percent.
    """
    if marker == "TMB":
        shown = convert(quantity, _TMB_UNIT)
        return quantity if shown is None or quantity.unit in ("%", "1") else shown
    if quantity.unit is not None:
        return quantity
    if "percent" in kinds or marker in _PERCENT_MARKERS:
        return Quantity(quantity.value, "%", quantity.comparator) if quantity.value > 1 else quantity
    return Quantity(quantity.value, "1", quantity.comparator) if "score" in kinds or marker == _PDL1 else quantity


def _measure(marker: str, kinds: set[str], label: str, value: Quantity | None) -> str:
    if marker == _PDL1:
        named = _pdl1_measure(kinds, label)
        if named or value is None:
            return named
        # 22C3 reports a share of tumour cells in percent and a combined score without unit; others report percent of
        # either.
        if "result_22C3" in kinds:
            return "TPS" if value.unit == "%" else "CPS"
        return ""
    if marker == "TMB":
        return "mutations per megabase"
    if marker in _PERCENT_MARKERS or "percent" in kinds or (value is not None and value.unit == "%"):
        return "percent"
    return next((word for kind, word in _MEASURES.items() if kind in kinds), "")


def _pdl1_measure(kinds: set[str], label: str) -> str:
    """CPS, TPS, IC or TC: as the code says it, else as the words of the code do; "" when neither does."""
    coded = next((measure for measure, _ in _PDL1_MEASURES if measure in kinds), "")
    return coded or next((measure for measure, pattern in _PDL1_MEASURES if pattern.search(label)), "")


def _assay(observed: Observed, marker: str, kinds: set[str]) -> str:
    """The test: the antibody of a PD-L1 result from its code or any words about it, else the method as named."""
    body = observed.body
    if marker != _PDL1:
        return text_of(body.get("method"))
    coded = next((kind.removeprefix("result_") for kind in kinds if kind.startswith("result_")), "")
    words = " | ".join(
        [
            words_of_concept(body.get("method")),
            words_of_concept(observed.concept),
            text_at(object_at(body, "device"), "display"),
            text_at(body, "valueString"),
            *(words_of_concept(component.get("code")) for component in objects_at(body, "component")),
            *(text_at(note, "text") for note in objects_at(body, "note")),
        ]
    )
    found = {match.upper() for match in _PDL1_ASSAY.findall(words)} | ({coded} if coded else set())
    return next(iter(found)) if len(found) == 1 else coded


def _status_in(observed: Observed, text: str) -> str:
    for _, pattern in _PDL1_MEASURES:
        text = pattern.sub(" ", text)  # the "positive" in "combined positive score" is no result
    answers = observed.resource.codes.answers.in_text(text)
    found = {s for answer in answers if (s := _STATES.get(answer) or status_of_answer(answer))}
    return next(iter(found)) if len(found) == 1 else ""


def _interpretation(observed: Observed) -> str:
    found = {
        _INTERPRETATIONS[code.value.upper()]
        for concept in objects_at(observed.body, "interpretation")
        for code in codes_of(concept)
        if code.value.upper() in _INTERPRETATIONS
    }
    return next(iter(found)) if len(found) == 1 else ""


# LOINC: histologic grade by Nottingham, grade of cancer; SNOMED CT: histologic grade of neoplasm.
GRADE_CODES = frozenset({"44648-4", "33732-9", "371469007"})


def read_grade(observed: Observed) -> Iterator[Found]:
    """The histological grade as a score named "grade" (1, 2 or 3)."""
    body = observed.body
    quantity = quantity_of(body.get("valueQuantity")) or quantity_of({"value": body.get("valueInteger")})
    concept = body.get("valueCodeableConcept")
    words = text_at(body, "valueString") or words_of_concept(concept)
    named = observed.resource.codes.procedures.grade.find(codes_of(concept), words)
    value = Decimal(named) if named else quantity.value if quantity is not None else None
    if value is None or value not in (1, 2, 3):
        if words or quantity is not None:
            yield observed.resource.issue("a grade that is not understood", "kept its words without a value", "value")
        return
    yield BiomarkerScore(
        **observed.fact(text=words or observed.text),
        name="grade",
        measure="histological grade",
        value=Quantity(value, "1"),
    )
