"""FHIR R4 ResearchStudy (hl7.org/fhir/R4/researchstudy.html), alone or in a bundle with what it refers to.

Services that return trials in this form put the eligibility text into the `display` of the reference to the group
of participants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from onward.intake.registry.fields import Body, Fields
from onward.registry import Arm, Contact, Disease, Site, Trial, TrialSource

_NCT = re.compile(r"NCT\d{8}")
_NCT_SYSTEM = "clinicaltrials.gov"
_NCIT = "ncithesaurus"


def study_resource_to_trial(body: Body, source: TrialSource, fields: Fields) -> Trial:
    """A ResearchStudy, or a bundle of one and the resources that it refers to."""
    beside: dict[str, Body] = {}
    if body.get("resourceType") == "Bundle":
        study: Body = {}
        for entry in fields.parts(body, "entry"):
            resource = fields.part(entry, "resource")
            if resource.get("resourceType") == "ResearchStudy" and not study:
                study = resource
            for name in (fields.text(entry, "fullUrl"), _own_name(resource, fields)):
                if name:
                    beside[name] = resource
        body = study
    for contained in fields.parts(body, "contained"):
        beside[f"#{fields.text(contained, 'id')}"] = contained
    ids = tuple(_ids(body, fields))
    nct_id = next((value for value, is_nct in ids if is_nct), "")
    others = tuple(dict.fromkeys(value for value, _ in ids if value != nct_id))
    period = fields.part(body, "period")
    return Trial(
        id=nct_id or next(iter(others), "") or fields.text(body, "id"),
        source=source,
        other_ids=others if nct_id else others[1:],
        brief_title=fields.text(body, "title"),
        brief_summary=fields.text(body, "description"),
        status=fields.text(body, "status"),
        why_stopped=_concept(fields.part(body, "reasonStopped"), fields),
        start=fields.date(period, "start"),
        completion=fields.date(period, "end"),
        last_update=fields.date(fields.part(body, "meta"), "lastUpdated"),
        study_type=next((text for one in fields.parts(body, "category") if (text := _concept(one, fields))), ""),
        phases=_phases(fields.part(body, "phase"), fields),
        primary_purpose=_concept(fields.part(body, "primaryPurposeType"), fields),
        sponsor=_name_of(fields.part(body, "sponsor"), beside, fields),
        conditions=tuple(text for one in fields.parts(body, "condition") if (text := _concept(one, fields))),
        keywords=tuple(text for one in fields.parts(body, "keyword") if (text := _concept(one, fields))),
        diseases=tuple(_diseases(body, fields)),
        arms=tuple(
            Arm(
                label=fields.text(one, "name"),
                type=_concept(fields.part(one, "type"), fields),
                description=fields.text(one, "description"),
            )
            for one in fields.parts(body, "arm")
        ),
        primary_outcomes=tuple(name for one in fields.parts(body, "objective") if (name := fields.text(one, "name"))),
        eligibility_text=_eligibility(body, beside, fields),
        sites=tuple(_sites(body, beside, fields)),
        contacts=tuple(_contact(one, fields) for one in fields.parts(body, "contact")),
    )


def references_in(body: Body, fields: Fields) -> Iterator[str]:
    """What a study refers to outside itself: its sites, its group of participants, its sponsor."""
    for key in ("site", "enrollment", "sponsor"):
        for one in fields.parts(body, key):
            reference = fields.text(one, "reference")
            if reference and not reference.startswith("#"):
                yield reference


def _own_name(resource: Body, fields: Fields) -> str:
    kind, key = fields.text(resource, "resourceType"), fields.text(resource, "id")
    return f"{kind}/{key}" if kind and key else ""


def _target(reference: Body, beside: Mapping[str, Body], fields: Fields) -> Body:
    """The resource behind a reference; an empty one when it is not at hand."""
    name = fields.text(reference, "reference")
    if name in beside:
        return beside[name]
    short = "/".join(name.partition("/_history/")[0].rstrip("/").split("/")[-2:])
    return beside.get(short, {})


def _ids(body: Body, fields: Fields) -> Iterator[tuple[str, bool]]:
    for one in fields.parts(body, "identifier"):
        value = fields.text(one, "value").strip()
        if value:
            is_nct = _NCT.fullmatch(value) is not None
            yield value, is_nct or (_NCT_SYSTEM in fields.text(one, "system").lower() and is_nct)
    own = fields.text(body, "id").strip()
    if _NCT.fullmatch(own):
        yield own, True


def _concept(concept: Body, fields: Fields) -> str:
    """The words of a CodeableConcept: its text, else its first display, else its first code."""
    text = fields.text(concept, "text")
    if text:
        return text
    codings = list(fields.parts(concept, "coding"))
    return next((said for key in ("display", "code") for one in codings if (said := fields.text(one, key))), "")


def _phases(concept: Body, fields: Fields) -> tuple[str, ...]:
    """The code of the phase ("phase-1-phase-2"), which is of FHIR's own list; else its words."""
    code = next((said for one in fields.parts(concept, "coding") if (said := fields.text(one, "code"))), "")
    said = code or _concept(concept, fields)
    return (said,) if said else ()


def _diseases(body: Body, fields: Fields) -> Iterator[Disease]:
    for concept in fields.parts(body, "condition"):
        for one in fields.parts(concept, "coding"):
            system = fields.text(one, "system")
            yield Disease(
                name=fields.text(one, "display") or fields.text(concept, "text"),
                code=fields.text(one, "code"),
                system="NCIt" if _NCIT in system.lower() else system,
            )


def _name_of(reference: Body, beside: Mapping[str, Body], fields: Fields) -> str:
    return fields.text(_target(reference, beside, fields), "name") or fields.text(reference, "display")


def _eligibility(body: Body, beside: Mapping[str, Body], fields: Fields) -> str:
    found: list[str] = []
    for one in fields.parts(body, "enrollment"):
        text = fields.text(one, "display") or "\n".join(_group_lines(_target(one, beside, fields), fields))
        if text:
            found.append(text)
    return "\n".join(dict.fromkeys(found))


def _group_lines(group: Body, fields: Fields) -> Iterator[str]:
    """The characteristics of a Group that say themselves in words; what excludes comes last, under its heading."""
    lines: dict[bool, list[str]] = {False: [], True: []}
    for one in fields.parts(group, "characteristic"):
        code = _concept(fields.part(one, "code"), fields)
        value = _concept(fields.part(one, "valueCodeableConcept"), fields)
        text = ": ".join(part for part in (code, value) if part)
        if text:
            lines[fields.flag(one, "exclude") is True].append(f"- {text}")
    if not lines[False] and not lines[True]:
        name = fields.text(group, "name")
        if name:
            yield name
        return
    for excludes, heading in ((False, "Inclusion Criteria:"), (True, "Exclusion Criteria:")):
        if lines[excludes]:
            yield heading
            yield from lines[excludes]


def _sites(body: Body, beside: Mapping[str, Body], fields: Fields) -> Iterator[Site]:
    countries: set[str] = set()
    for one in fields.parts(body, "site"):
        place = _target(one, beside, fields)
        address, position = fields.part(place, "address"), fields.part(place, "position")
        country = fields.text(address, "country")
        countries.add(country)
        if not place and fields.text(one, "reference"):
            fields.note("site", "refers to a Location that is not in the file; only its name is known")
        latitude, longitude = fields.number(position, "latitude"), fields.number(position, "longitude")
        known = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
        # Location.status says whether the place is in use, not whether it takes people: it is no status of the site.
        yield Site(
            facility=fields.text(place, "name") or fields.text(one, "display"),
            city=fields.text(address, "city"),
            state=fields.text(address, "state"),
            zip=fields.text(address, "postalCode"),
            country=country,
            latitude=latitude if known else None,
            longitude=longitude if known else None,
            contacts=tuple(_telecoms(place, fields)),
        )
    for one in fields.parts(body, "location"):
        text = _concept(one, fields)
        if text and text not in countries:
            yield Site(country=text)


def _telecoms(place: Body, fields: Fields) -> Iterator[Contact]:
    contact = _contact(place, fields)
    if contact.phone or contact.email:
        yield Contact(phone=contact.phone, email=contact.email)


def _contact(one: Body, fields: Fields) -> Contact:
    said: dict[str, str] = {}
    for telecom in fields.parts(one, "telecom"):
        said.setdefault(fields.text(telecom, "system"), fields.text(telecom, "value"))
    return Contact(name=fields.text(one, "name"), phone=said.get("phone", ""), email=said.get("email", ""))
