"""Observations of one lesion: its size or uptake on images, as Onward and others write them.

An observation whose focus (R5: bodyStructure) is a BodyStructure, in the category imaging or derived from an
ImagingStudy. What was measured is told by LOINC (mCODE Tumor Size, 21889-1 with components) or by its name ("SULpeak",
"short axis"); the lesion by the structure's identifier, which is the TrackingUID where it has one; the reader by the
performer. What is preliminary no reader has confirmed: it gives no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.intake.fhir.bodysites import laterality_of, place_named, site_of
from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.values import (
    Json,
    code_word,
    codes_of,
    object_at,
    objects_at,
    quantity_of,
    text_at,
    text_of,
)
from onward.terms import Quantity
from onward.timeline import LesionMeasurement, Standing

_BY_LOINC = {"33728-7": "longest diameter", "33729-5": "perpendicular diameter"}
_TUMOUR_SIZE = "21889-1"
_UPTAKE = ("SULpeak", "SULmax", "SULmean", "SUL SD", "SUVpeak", "SUVmax", "SUVmean", "SUV SD", "MTV", "TLG")
_NAMES = {
    name.lower(): name
    for name in (*_UPTAKE, "longest diameter", "short axis", "perpendicular diameter", "volume", "uptake extent")
}
_ROLES = (
    (re.compile(r"\bnon-?target\b", re.IGNORECASE), "non-target"),
    (re.compile(r"\btarget\b", re.IGNORECASE), "target"),
    (re.compile(r"\bnew\b", re.IGNORECASE), "new"),
    (re.compile(r"\breference\b", re.IGNORECASE), "reference"),
)
_NODE = re.compile(r"\bnodes?\b|\blymph|\bnodal\b")


def is_about_a_lesion(body: Json) -> bool:
    """Whether the observation points to a body structure and comes from images."""
    if not any(_is_structure(reference) for reference in _pointing(body)):
        return False
    is_imaging = any(
        code.value == "imaging" for category in objects_at(body, "category") for code in codes_of(category)
    )
    return is_imaging or any(
        text_at(one, "reference").startswith("ImagingStudy/") for one in objects_at(body, "derivedFrom")
    )


def _pointing(body: Json) -> list[Json]:
    return [*objects_at(body, "focus"), object_at(body, "bodyStructure")]


def _is_structure(reference: Json) -> bool:
    return "BodyStructure/" in text_at(reference, "reference") or text_at(reference, "type") == "BodyStructure"


def read_lesion(observed: Observed) -> Iterator[Found]:
    """The measurements that one observation holds of its lesion."""
    measured = list(_measured(observed))
    if not measured:
        return
    resource = observed.resource
    if observed.standing is not Standing.CONFIRMED:
        yield resource.issue(
            "a lesion was measured and the result is preliminary",
            "took no measurement from it; a reader must confirm it",
        )
        return
    reference = next(one for one in _pointing(observed.body) if _is_structure(one))
    structure = resource.scope.target(reference, "BodyStructure")
    body: Json = {} if structure is None else structure
    lesion = _name(body) or text_at(reference, "reference").rpartition("/")[2]
    place = object_at(body, "location") or object_at(object_at(body, "includedStructure"), "structure")
    place = place or object_at(observed.body, "bodySite")
    words = place_named(place, resource.codes) or text_of(place)
    site = site_of(place, resource.codes)
    said = " ".join((text_at(body, "description"), text_of(body.get("morphology"))))
    is_node = site.startswith("node_") or _NODE.search(f"{words} {said}".lower()) is not None
    for measure, value, path in measured:
        if value is not None and value.unit is None and measure not in _UPTAKE:
            yield resource.issue("a length has no unit that is known", "units are never guessed", path)
        yield LesionMeasurement(
            **observed.fact(path, text=""),
            lesion=lesion,
            reader=_reader(observed.body),
            role=next((role for pattern, role in _ROLES if pattern.search(said)), ""),
            site=site,
            site_text=words,
            laterality=laterality_of(place, resource.codes),
            is_node=is_node if words or said.strip() else None,
            measure="short axis" if is_node and measure == "perpendicular diameter" else measure,
            value=value,
            not_done="" if value is not None else _why_absent(observed.body),
            method="PET" if measure in _UPTAKE else "",
        )


def _measured(observed: Observed) -> Iterator[tuple[str, Quantity | None, str]]:
    """Measure, value and path of each number; None for one that is said to be missing."""
    body = observed.body
    if any(code.value == _TUMOUR_SIZE for code in observed.codes):
        for index, part in enumerate(objects_at(body, "component")):
            for code in codes_of(part.get("code")):
                if code.value in _BY_LOINC:
                    yield _BY_LOINC[code.value], quantity_of(part.get("valueQuantity")), f"component[{index}]"
        if "component" not in body and "valueQuantity" in body:
            yield "longest diameter", quantity_of(body.get("valueQuantity")), "valueQuantity"
        return
    named = next((_BY_LOINC[code.value] for code in observed.codes if code.value in _BY_LOINC), "")
    measure = named or _NAMES.get(observed.text.strip().lower(), "")
    if measure and ("valueQuantity" in body or "dataAbsentReason" in body):
        yield measure, quantity_of(body.get("valueQuantity")), "valueQuantity"


def _name(structure: Json) -> str:
    for identifier in objects_at(structure, "identifier"):
        value = text_at(identifier, "value")
        if value:
            return value.removeprefix("urn:oid:")
    return text_at(structure, "description")


def _reader(body: Json) -> str:
    names = [text_at(one, "display") or text_at(one, "reference") for one in objects_at(body, "performer")]
    return " and ".join(name for name in names if name)


def _why_absent(body: Json) -> str:
    return text_of(body.get("dataAbsentReason")) or code_word(body, "dataAbsentReason") or "not done"
