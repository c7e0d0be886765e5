"""The resources of one FHIR file on their way into the store: whose they are, how they are called, what they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from onward.app.tallies import IssueList, Outcome
from onward.intake import Format, FoundFile
from onward.intake.fhir import (
    Index,
    RawResource,
    facts_of,
    identifier_of_person,
    identifiers_of_patient,
    parse,
    read_resources,
)
from onward.store import NewResource
from onward.terms import Issue


@dataclass(frozen=True, slots=True)
class Arriving:
    """A resource, and what reading made of it."""

    resource: NewResource
    outcome: Outcome


def arriving_resources(file: FoundFile, sha256: str, issues: IssueList) -> Iterator[Arriving]:
    """The resources of a file, in its order; what is wrong with them goes to `issues`.

    References hold inside a bundle, so a bundle is looked at as a whole. NDJSON has one on each line at most, and is
    read line by line.
    """
    for group in _groups(file):
        index = _OpenIndex()
        for item in group:
            if isinstance(item, RawResource):
                index.add(item, file.name)
        for item in group:
            if isinstance(item, Issue):
                issues.add([item])
            else:
                yield _arriving(item, index, file.name, sha256, issues)


def _groups(file: FoundFile) -> Iterator[list[RawResource | Issue]]:
    items = read_resources(file)
    if file.format is Format.FHIR_NDJSON:
        for _, same_line in groupby(items, key=_line):
            yield list(same_line)
    else:
        yield list(items)


def _line(item: RawResource | Issue) -> str:
    return item.place.partition(",")[0]


# Whoever is called by an identifier that nobody in the file bears. No resource can have this id.
_SOMEBODY = "\0somebody"


class _OpenIndex(Index):
    """An index of one file, in a world of other files: what is not here may be there, or in the store already.

    Only counting rests on it. Facts are made when a person is read, with everything of hers at hand.
    """

    def person_with(self, identifier: str) -> set[str]:
        return super().person_with(identifier) or {_SOMEBODY}

    def target(self, key: str, resource: RawResource, file: str) -> Mapping[str, object]:
        found = super().target(key, resource, file)
        return found or {"resourceType": key.partition("/")[0], "code": {"text": "in another file"}}


def _arriving(raw: RawResource, index: Index, file: str, sha256: str, issues: IssueList) -> Arriving:
    read = facts_of(raw, file=file, sha256=sha256, index=index)
    person, awaits = read.person, ""
    if person == _SOMEBODY:
        person, awaits = "", _awaited(raw, file)
        if not awaits:
            # Called by a Patient inside the resource itself, who is nobody else as long as nobody else is known.
            person = facts_of(raw, file=file, sha256=sha256, index=Index()).person
    issues.add(read.issues)
    if read.facts:
        outcome = Outcome.FACTS
    else:
        outcome = Outcome.ISSUE if read.issues else Outcome.KEPT
    return Arriving(
        NewResource(
            kind=raw.kind,
            id=raw.id,
            raw=raw.raw,
            start=raw.offset,
            place=raw.place,
            person=person,
            awaits=f"identifier {awaits}" if awaits else "",
            names=_names(raw, file, sha256, person),
            full_url=raw.full_url,
            bundle=raw.bundle,
        ),
        outcome,
    )


def _awaited(raw: RawResource, file: str) -> str:
    body = parse(raw, file)
    return "" if isinstance(body, Issue) else identifier_of_person(raw.kind, body)


def _names(raw: RawResource, file: str, sha256: str, person: str) -> tuple[str, ...]:
    """How others may call it: a Patient by her identifiers, what belongs to nobody by its URL."""
    if raw.kind == "Patient":
        body = parse(raw, file)
        if not isinstance(body, Issue):
            return tuple(f"identifier {name}" for name in identifiers_of_patient(body))
    if not person and raw.full_url:
        return (name_of_url(raw.full_url, sha256, raw.bundle),)
    return ()


def name_of_url(url: str, sha256: str, bundle: int) -> str:
    """The name under which the store finds what stands at a URL: a urn holds in its bundle, an address everywhere."""
    return f"urn {sha256} {bundle} {url}" if url.startswith("urn:") else f"url {url}"
