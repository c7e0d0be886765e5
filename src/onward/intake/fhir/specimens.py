"""Specimens: what a sample is of and where it was taken (hl7.org/fhir/R4/specimen.html)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onward.intake.fhir.bodysites import bodies, laterality_of, site_of
from onward.intake.fhir.resource import Found, Observed, Resource
from onward.intake.fhir.values import (
    Json,
    codes_of,
    date_at,
    object_at,
    objects_at,
    text_at,
    text_of,
    when_at,
    words_of_concept,
)
from onward.knowledge import Codes
from onward.terms import UNDATED, at
from onward.timeline import SpecimenFact, SpecimenKind

# HL7 v2 table 0487, specimen type: whole blood, plasma, serum and blood fractions.
_BLOOD_TYPES = frozenset({"BLD", "BLDV", "BLDA", "BLDC", "PLAS", "PLASMA", "PLASV", "SER", "SERPLAS", "WB"})
_BLOOD_WORDS = ("blood", "plasma", "serum", "ctdna", "cfdna", "cell free dna", "cell-free dna", "liquid biopsy")
_NORMAL_WORDS = ("normal", "buccal", "saliva", "germline")
_METASTASIS_WORDS = ("metasta", "secondary")
_RECURRENCE_WORDS = ("local recurrence", "locally recurrent", "locoregional recurrence", "chest wall recurrence")

# Sites of a sample that by themselves do not tell primary from metastasis.
_REGIONAL = frozenset({"", "breast", "node_regional", "other"})


def read_specimen(specimen: Resource) -> Iterator[Found]:
    """The sample with its kind and site."""
    body = specimen.body
    if text_at(body, "status") == "entered-in-error":
        return
    kind, site = described(body, specimen.codes)
    collection = object_at(body, "collection")
    when = when_at(collection, "collected")
    if when is UNDATED:
        when = at(date_at(body, "receivedTime"))
    yield SpecimenFact(
        **specimen.fact(when=when, codes=codes_of(body.get("type")), text=text_of(body.get("type"))),
        key=specimen_key(specimen.key),
        kind=kind,
        site=site,
        laterality=laterality_of(object_at(collection, "bodySite"), specimen.codes),
    )


def described(body: Json, codes: Codes) -> tuple[SpecimenKind, str]:
    """Kind and site of a Specimen from its type, body site, condition and notes."""
    place = object_at(object_at(body, "collection"), "bodySite")
    site = site_of(place, codes)
    types = codes_of(body.get("type"))
    words = words_of_sample(body)
    if any(code.value.upper() in _BLOOD_TYPES for code in types):
        normal = any(word in words.casefold() for word in _NORMAL_WORDS)
        return (SpecimenKind.NORMAL if normal else SpecimenKind.BLOOD), site
    return kind_by(words, site), site


def words_of_sample(body: Json) -> str:
    """All words about a Specimen: type, body site, condition and notes."""
    return " | ".join(
        [
            words_of_concept(body.get("type")),
            words_of_concept(object_at(object_at(body, "collection"), "bodySite")),
            *(words_of_concept(condition) for condition in objects_at(body, "condition")),
            *(text_at(note, "text") for note in objects_at(body, "note")),
        ]
    )


def kind_by(words: str, site: str) -> SpecimenKind:
    """What a sample is of, by the words about it and the site it was taken from.

    Words come before the site. A sample of the breast is taken for the primary tumour unless words say otherwise; a
    sample of a site that breast cancer reaches only by spreading is one of a metastasis; a regional node tells neither.
    """
    text = words.casefold()
    if any(word in text for word in _BLOOD_WORDS):
        return SpecimenKind.BLOOD
    if any(word in text for word in _RECURRENCE_WORDS):
        return SpecimenKind.LOCAL_RECURRENCE
    if any(word in text for word in _METASTASIS_WORDS):
        return SpecimenKind.METASTASIS
    if any(word in text for word in _NORMAL_WORDS):
        return SpecimenKind.NORMAL
    if "primary" in text or site == "breast":
        return SpecimenKind.PRIMARY
    return SpecimenKind.UNKNOWN if site in _REGIONAL else SpecimenKind.METASTASIS


def specimen_key(reference: str) -> str:
    """How results name a sample: its own id, without the kind in front."""
    return reference.removeprefix("Specimen/")


class Sample(NamedTuple):
    """The sample of a result: its key ("" when not said), what it is of, its site, and all words about it."""

    key: str
    kind: SpecimenKind
    site: str
    words: str


def specimen_of(observed: Observed) -> Sample:
    """The sample of a result: its own reference, else that of the report that holds it, else what the result says."""
    resource = observed.resource
    scope, codes, body = resource.scope, resource.codes, observed.body
    reference = body.get("specimen")
    key = scope.key_of(reference, "Specimen") if reference else ""
    specimen = scope.target(reference, "Specimen") if reference else None
    if not key:
        shared = scope.holder_of(resource.key).specimens
        if len(shared) == 1:
            key = shared[0]
            specimen = scope.target(key, "Specimen")
    if specimen is not None:
        kind, site = described(specimen, codes)
        return Sample(specimen_key(key), kind, site, words_of_sample(specimen))
    places = bodies(body.get("bodySite"))
    display = text_at(reference, "display") if isinstance(reference, dict) else ""
    words = " | ".join([display, *(words_of_concept(place) for place in places)])
    site = site_of(places[0], codes) if places else ""
    return Sample(specimen_key(key), kind_by(words, site), site, words)
