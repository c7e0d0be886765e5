"""What other resources say of a result: the report or panel that holds it, and the implications drawn from a variant.

Results often leave their specimen to the report that holds them (DiagnosticReport.result, Observation.hasMember), and
Genomics
Reporting puts the clinical significance of a variant into an Observation that is derived from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from onward.intake.fhir.reader import RawResource


@dataclass(frozen=True, slots=True)
class Holder:
    """A report or panel by its key, and the keys of the samples that it names."""

    key: str = ""
    specimens: tuple[str, ...] = ()


NO_HOLDER = Holder()


@dataclass(frozen=True, slots=True)
class Held:
    """What a report or panel holds: references to results and samples, as written."""

    results: tuple[str, ...]
    specimens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Implication:
    """The clinical significance of the variants that it is derived from, references as written."""

    variants: tuple[str, ...]
    significance: str


class _Reference(msgspec.Struct):
    reference: str | None = None


class _Report(msgspec.Struct):
    result: list[_Reference] | None = None
    specimen: list[_Reference] | None = None


class _Panel(msgspec.Struct):
    hasMember: list[_Reference] | None = None
    specimen: _Reference | None = None


_decode_report = msgspec.json.Decoder(_Report).decode
_decode_panel = msgspec.json.Decoder(_Panel).decode


def held_by(resource: RawResource) -> Held | None:
    """What a report or panel holds; None for every other resource, and for one whose references have another shape."""
    try:
        if resource.kind == "DiagnosticReport":
            report = _decode_report(resource.raw)
            return _held(report.result or [], report.specimen or [])
        if resource.kind == "Observation" and b'"hasMember"' in resource.raw:
            panel = _decode_panel(resource.raw)
            return _held(panel.hasMember or [], [panel.specimen] if panel.specimen is not None else [])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # the resource itself is read, and its shape reported, where it stands
    return None


def _held(results: list[_Reference], specimens: list[_Reference]) -> Held | None:
    if not results:
        return None
    return Held(
        tuple(item.reference for item in results if item.reference),
        tuple(item.reference for item in specimens if item.reference),
    )


class _Coding(msgspec.Struct):
    code: str | None = None
    display: str | None = None


class _Concept(msgspec.Struct):
    coding: list[_Coding] | None = None
    text: str | None = None


class _Component(msgspec.Struct):
    code: _Concept | None = None
    valueCodeableConcept: _Concept | None = None


class _Implication(msgspec.Struct):
    derivedFrom: list[_Reference] | None = None
    component: list[_Component] | None = None


_decode_implication = msgspec.json.Decoder(_Implication).decode
# LOINC: genetic variation clinical significance.
_SIGNIFICANCE = "53037-8"


def implication_of(resource: RawResource) -> Implication | None:
    """The significance that an Observation gives to variants; None for every other resource."""
    if (
        resource.kind != "Observation"
        or _SIGNIFICANCE.encode() not in resource.raw
        or b'"derivedFrom"' not in resource.raw
    ):
        return None
    try:
        found = _decode_implication(resource.raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # as above
    words = next(
        (
            _words(part.valueCodeableConcept)
            for part in found.component or []
            if any(coding.code == _SIGNIFICANCE for coding in (part.code.coding if part.code else None) or [])
        ),
        "",
    )
    variants = tuple(item.reference for item in found.derivedFrom or [] if item.reference)
    return Implication(variants, words.casefold()) if words and variants else None


def _words(concept: _Concept | None) -> str:
    if concept is None:
        return ""
    return concept.text or next((coding.display for coding in concept.coding or [] if coding.display), "")
