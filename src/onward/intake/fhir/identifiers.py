"""The identifiers by which a Patient can be called, and by which other resources call her.

A bulk export may name the person of each resource by her number at the hospital, in a reference that is a search
(`Patient?identifier=system|value`, hl7.org/fhir/R4/http.html#trules) or logical (`Reference.identifier`). Whoever reads
files one at a time needs these names apart from the resources: the Patient may stand in another file.
"""

from __future__ import annotations

from urllib.parse import unquote

from onward.intake.fhir.kinds import PERSON_ELEMENTS
from onward.intake.fhir.values import Json


def identifiers_of_patient(body: Json) -> tuple[str, ...]:
    """Every spelling in which a reference may give one of the Patient's identifiers: with its system, and without."""
    found: dict[str, None] = {}
    for system, value in identifiers_in(body.get("identifier")):
        found[f"{system}|{value}"] = None
        found[value] = None
    return tuple(found)


def identifier_of_person(kind: str, body: Json) -> str:
    """The identifier by which a resource of this kind calls its person; "" where it gives her id, or names nobody."""
    for element in PERSON_ELEMENTS.get(kind, ()):
        value = body.get(element)
        if isinstance(value, list):
            value = value[0] if value else None
        if value is not None:
            return _called(value) if isinstance(value, dict) else ""
    return ""


def _called(reference: Json) -> str:
    text = reference.get("reference")
    if not (isinstance(text, str) and text):
        for system, value in identifiers_in(reference.get("identifier")):
            return f"{system}|{value}" if system else value
        return ""
    path, _, query = text.partition("?")
    if path.rpartition("/")[2] != "Patient":
        return ""
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name.partition(":")[0] == "identifier" and value:
            return unquote(value)
    return ""


def identifiers_in(value: object) -> list[tuple[str, str]]:
    """(system, value) of each Identifier; the system is "" where it is not given."""
    found: list[tuple[str, str]] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and isinstance(item.get("value"), str) and item["value"]:
            system = item.get("system")
            found.append((system if isinstance(system, str) else "", item["value"]))
    return found
