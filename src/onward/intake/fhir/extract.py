"""From one resource to its facts: a table from kind to reader, and what every resource has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from onward.intake.fhir.conditions import read_condition
from onward.intake.fhir.history import read_adverse_event, read_allergy, read_family_history
from onward.intake.fhir.imaging import read_imaging_study, read_report
from onward.intake.fhir.kinds import FOREIGN, FOREIGN_ELEMENTS, R4
from onward.intake.fhir.medications import read_medication
from onward.intake.fhir.observations import read_observation
from onward.intake.fhir.person import read_patient
from onward.intake.fhir.procedures import read_procedure
from onward.intake.fhir.reader import RawResource, parse, parse_person
from onward.intake.fhir.references import Index, Nobody, own_key
from onward.intake.fhir.resource import Found, Resource
from onward.intake.fhir.specimens import read_specimen
from onward.intake.fhir.values import objects_at, text_at, unreadable_dates
from onward.knowledge import Codes
from onward.knowledge import codes as shipped_codes
from onward.terms import Issue, Severity
from onward.timeline import AnyFact

_READERS: dict[str, Callable[[Resource], Iterable[Found]]] = {
    "Patient": read_patient,
    "Condition": read_condition,
    "Observation": read_observation,
    "MedicationRequest": read_medication,
    "MedicationStatement": read_medication,
    "MedicationAdministration": read_medication,
    "MedicationDispense": read_medication,
    "Procedure": read_procedure,
    "Specimen": read_specimen,
    "ImagingStudy": read_imaging_study,
    "DiagnosticReport": read_report,
    "AllergyIntolerance": read_allergy,
    "FamilyMemberHistory": read_family_history,
    "AdverseEvent": read_adverse_event,
}


class Extracted(NamedTuple):
    """What one resource gives.

    person   whose it is, "" when it is nobody's
    """

    person: str
    facts: tuple[AnyFact, ...]
    issues: tuple[Issue, ...]


def facts_of(resource: RawResource, *, file: str, sha256: str, index: Index, codes: Codes | None = None) -> Extracted:
    """The facts of one resource, and what is wrong with it.

    index   the heads of all resources that references may lead to, this one among them
    codes   the code tables, those that come with Onward unless others are given
    Never raises for anything that stands in the resource.
    """
    kind = resource.kind if resource.kind in _READERS else ""
    body = parse(resource, file) if kind or resource.kind not in R4 else parse_person(resource, file)
    if isinstance(body, Issue):
        return Extracted("", (), (body,))
    foreign = None
    if not kind:
        kind, foreign = _kind(resource, file)
    issues: list[Issue] = [] if foreign is None else [foreign]
    scope = index.scope(resource, file)
    if "contained" in body:
        scope.hold(body)
    person = scope.person_of(body)
    if isinstance(person, Nobody):
        if person.what:
            issues.append(_issue(resource, file, f"{resource.kind}: {person.what}", person.did, Severity.ERROR))
        return Extracted("", (), tuple(issues))
    if scope.presumed_person:
        issues.append(
            _issue(
                resource,
                file,
                f"{resource.kind}: names no person, in a bundle of one patient",
                "took it as that patient's; add its subject",
                Severity.NOTE,
            )
        )
    reader = _READERS.get(kind)
    if reader is None:
        return Extracted(person, (), tuple(issues))
    whole = Resource(
        body,
        kind=kind,
        key=own_key(resource, file),
        person=person,
        file=file,
        sha256=sha256,
        place=resource.place,
        scope=scope,
        codes=codes or shipped_codes(),
    )
    found = _read(whole, reader, issues)
    if kind == "DiagnosticReport" and "contained" in body:
        inner = [_read(part, read_observation, []) for part in _results_inside(whole)]
        return Extracted(
            person,
            (*found.facts, *(fact for one in inner for fact in one.facts)),
            (*found.issues, *(issue for one in inner for issue in one.issues)),
        )
    return found


def _results_inside(report: Resource) -> Iterator[Resource]:
    """The Observations that a report contains and names as its results; those of somebody else are left alone.

    What a contained result does not say itself, its state and its day, the report says for it.
    """
    named = {text_at(one, "reference") for one in objects_at(report.body, "result")}
    for index, part in enumerate(objects_at(report.body, "contained")):
        reference = f"#{text_at(part, 'id')}"
        if part.get("resourceType") != "Observation" or reference not in named:
            continue
        if "subject" in part and report.scope.person_of(part) != report.person:
            continue
        dated = any(name.startswith("effective") for name in part)
        told = {
            name: value
            for name, value in report.body.items()
            if name in ("status", "issued", "specimen") or (name.startswith("effective") and not dated)
        }
        if not isinstance(told.get("specimen"), dict):
            told.pop("specimen", None)  # a report lists its samples, an observation names one
        yield Resource(
            {**told, **part},
            kind="Observation",
            key=report.scope.key_of({"reference": reference}),
            person=report.person,
            file=report.file,
            sha256=report.sha256,
            place=f"{report.place}.contained[{index}]",
            scope=report.scope,
            codes=report.codes,
        )


def _read(resource: Resource, reader: Callable[[Resource], Iterable[Found]], issues: list[Issue]) -> Extracted:
    facts: list[AnyFact] = []
    for found in reader(resource):
        if isinstance(found, Issue):
            issues.append(found)
        else:
            facts.append(found)
    # A type of another version has been named already; here it is a type of R4 with elements that R4 does not have.
    foreign = FOREIGN_ELEMENTS.get(resource.kind) if resource.key.startswith(f"{resource.kind}/") else None
    if foreign is not None and not foreign.keys().isdisjoint(resource.body):
        names = sorted(foreign.keys() & resource.body.keys())
        issues.append(
            resource.issue(
                f'the element "{names[0]}" of FHIR {foreign[names[0]]}; expected R4',
                "read what R4 has in common with it; export the records as FHIR R4",
                names[0],
            )
        )
    issues.extend(
        resource.issue("a date that is no FHIR date", "took it as not recorded", name)
        for name in unreadable_dates(resource.body)
    )
    return Extracted(resource.person, tuple(facts), tuple(issues))


def _kind(resource: RawResource, file: str) -> tuple[str, Issue | None]:
    """The R4 type to read a resource as, with an issue for types of other versions of FHIR and unknown ones."""
    kind = resource.kind
    if kind in R4:
        return kind, None
    if kind in FOREIGN:
        version, like = FOREIGN[kind]
        did = f"read it as {like}" if like else "kept it"
        return like, _issue(
            resource,
            file,
            f"{kind} is a resource type of FHIR {version}; expected R4",
            f"{did}; export the records as FHIR R4",
            Severity.WARNING,
        )
    return "", _issue(
        resource,
        file,
        f'"{kind[:40]}" is no resource type of FHIR',
        "kept it; check the resourceType",
        Severity.ERROR,
    )


def _issue(resource: RawResource, file: str, what: str, did: str, severity: Severity) -> Issue:
    key = "" if resource.kind == "Patient" or not resource.id else f"{resource.kind}/{resource.id}"
    place = ", ".join(part for part in (resource.place, key) if part)
    return Issue(file=file, place=place, what=what, did=did, severity=severity)
