"""Courses of radiotherapy: mCODE RadiotherapyCourseSummary with its volumes, and plain procedures of older records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from onward.intake.fhir.bodysites import bodies, place_named
from onward.intake.fhir.medications import intent_of, reason_of
from onward.intake.fhir.resource import Found, Resource
from onward.intake.fhir.values import (
    Json,
    extensions,
    number,
    object_at,
    quantity_of,
    text_at,
    text_of,
    when_at,
)
from onward.knowledge import ProcedureKind
from onward.terms import UNDATED, Code, convert
from onward.timeline import Radiotherapy, Standing

_KINDS = frozenset(
    {"radiotherapy", "radiosurgery", "stereotactic radiotherapy", "whole brain radiotherapy", "brachytherapy"}
)
_DELIVERED = "radiotherapy-dose-delivered-to-volume"
_SESSIONS = "radiotherapy-sessions"
_TECHNIQUE = "radiotherapy-modality-and-technique"
_MODALITY = "radiotherapy-modality"


def is_radiotherapy(resource: Resource, known: ProcedureKind | None) -> bool:
    """Whether a procedure is radiotherapy: by its code or words, or because it carries mCODE's doses to volumes."""
    if known is not None:
        return known.kind in _KINDS
    return next(extensions(resource.body, _DELIVERED), None) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Volume:
    """What one volume got."""

    site: str
    dose_gy: Decimal | None
    fractions: int | None


def read_radiotherapy(resource: Resource, codes: tuple[Code, ...], status: str) -> Iterator[Found]:
    """One course; dose and fractions are those of the volume that got most."""
    body = resource.body
    issues: list[Found] = []
    volumes = [_volume(resource, part, issues) for part in extensions(body, _DELIVERED)]
    yield from issues
    most = max((v for v in volumes if v.dose_gy is not None), key=lambda v: v.dose_gy or 0, default=None)
    places = [place_named(place, resource.codes) for place in bodies(body.get("bodySite"))]
    sites = dict.fromkeys(site for site in (*places, *(volume.site for volume in volumes)) if site)
    sessions = next((number(part.get("valueUnsignedInt")) for part in extensions(body, _SESSIONS)), None)
    fractions = most.fractions if most is not None and most.fractions is not None else _whole(sessions)
    when = when_at(body, "performed")
    yield Radiotherapy(
        **resource.fact(
            when=when if when is not UNDATED else when_at(body, "occurrence"),
            standing=Standing.REFUTED if status == "not-done" else Standing.CONFIRMED,
            codes=codes,
            text=text_of(body.get("code")),
        ),
        sites=tuple(sites),
        modality=_modalities(body),
        intent=intent_of(resource),
        dose_gy=most.dose_gy if most is not None else None,
        fractions=fractions,
        status=status,
        for_cancer=reason_of(resource),
    )


def _volume(resource: Resource, part: Json, issues: list[Found]) -> _Volume:
    site, dose, fractions = "", None, None
    for inner in part.get("extension", []) if isinstance(part.get("extension"), list) else []:
        url = inner.get("url") if isinstance(inner, dict) else None
        if url == "volume":
            site = _volume_site(resource, inner.get("valueReference"))
        elif url == "totalDoseDelivered":
            quantity = quantity_of(inner.get("valueQuantity"))
            gray = convert(quantity, "Gy") if quantity is not None else None
            dose = Decimal(f"{gray.value.normalize():f}") if gray is not None else None
            if quantity is not None and gray is None:
                issues.append(
                    resource.issue(
                        "a dose of radiotherapy without a unit of dose", "took no dose; use cGy or Gy", _DELIVERED
                    )
                )
        elif url == "fractionsDelivered":
            fractions = _whole(number(inner.get("valueUnsignedInt")))
    return _Volume(site=site, dose_gy=dose, fractions=fractions)


def _volume_site(resource: Resource, reference: object) -> str:
    """The site of the BodyStructure that a volume points to; the words of the reference when it is not in the input."""
    target = resource.scope.target(reference, "BodyStructure")
    if target is None:
        return text_at(reference, "display") if isinstance(reference, dict) else ""
    place = object_at(target, "location") or object_at(object_at(target, "includedStructure"), "structure")
    return place_named(place, resource.codes) or text_at(target, "description")


def _modalities(body: Json) -> str:
    words = [
        text_of(inner.get("valueCodeableConcept"))
        for part in extensions(body, _TECHNIQUE)
        for inner in extensions(part, _MODALITY)
    ]
    return "; ".join(dict.fromkeys(word for word in words if word))


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and 0 <= value < 1000 and value == value.to_integral_value() else None
