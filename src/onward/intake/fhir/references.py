"""Following references: relative, absolute, urn:uuid, contained, conditional and logical
(hl7.org/fhir/R4/references.html).

A reference ends as a key "Kind/id". What cannot be resolved stays a key as far as the reference itself tells it, so
whether a
resource gives a fact never depends on what else is in the input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from onward.intake.fhir.holders import NO_HOLDER, Held, Holder, Implication, held_by, implication_of
from onward.intake.fhir.identifiers import identifiers_in, identifiers_of_patient
from onward.intake.fhir.kinds import FOREIGN, PERSON_ELEMENTS, PERSON_OPTIONAL, R4
from onward.intake.fhir.reader import RawResource, parse
from onward.intake.fhir.values import Json, date_at, objects_at
from onward.terms import Issue, PartialDate

_KINDS = R4 | FOREIGN.keys()
# Resources that others point to and whose content is needed to read those others.
_TARGETS = frozenset({"Patient", "Medication", "Specimen", "BodyStructure", "Condition"})


@dataclass(slots=True)
class _Bundle:
    """What a bundle says about itself: its entries by fullUrl, and its patients."""

    by_url: dict[str, str] = field(default_factory=dict)
    patients: list[str] = field(default_factory=list)


class Index:
    """All resources of one reading, by what references may call them.

    Built once from the heads of resources, then asked by every extraction; it never changes an answer by order.
    """

    def __init__(self) -> None:
        self._bundles: dict[tuple[str, int], _Bundle] = {}
        self._by_url: dict[str, str] = {}
        self._targets: dict[str, list[tuple[RawResource, str]]] = {}
        self._parsed: dict[tuple[str, str, int, str], Json | None] = {}
        self._people_by_identifier: dict[str, set[str]] = {}
        self._births: dict[str, PartialDate] = {}
        self._held: list[tuple[RawResource, str, Held]] = []
        self._holders: dict[str, Holder] | None = None
        self._implied: list[tuple[RawResource, str, Implication]] = []
        self.people: set[str] = set()

    def add(self, resource: RawResource, file: str) -> None:
        """Take in the head of one resource; of patients also identifiers and date of birth."""
        kind, name = resource.kind, own_id(resource)
        key = own_key(resource, file)
        if resource.bundle:
            bundle = self._bundles.get((file, resource.bundle))
            if bundle is None:
                bundle = self._bundles[(file, resource.bundle)] = _Bundle()
            url = resource.full_url
            if url and name:
                bundle.by_url[url] = key
                if url.startswith("urn:") and self._by_url.setdefault(url, key) != key:
                    self._by_url[url] = ""  # one urn for two resources resolves only inside its bundle
            if kind == "Patient" and name:
                bundle.patients.append(name)
        if kind in _TARGETS:
            self._targets.setdefault(key, []).append((resource, file))
            if kind == "Patient" and name:
                self._add_patient(resource, file, name)
        elif (held := held_by(resource)) is not None:
            self._held.append((resource, file, held))
            self._holders = None
        elif (implied := implication_of(resource)) is not None:
            self._implied.append((resource, file, implied))

    def _add_patient(self, resource: RawResource, file: str, person: str) -> None:
        self.people.add(person)
        body = parse(resource, file)
        if isinstance(body, Issue):
            return
        for token in identifiers_of_patient(body):
            self._people_by_identifier.setdefault(token, set()).add(person)
        birth = date_at(body, "birthDate")
        if birth is not None:
            self._births.setdefault(person, birth)

    def holder_of(self, key: str) -> Holder:
        """The report or panel that holds a result; NO_HOLDER when none does."""
        if self._holders is None:
            self._holders = {}
            for resource, file, held in self._held:
                scope = self.scope(resource, file)
                samples = tuple(found for text in held.specimens if (found := scope.key_of(text, "Specimen")))
                holder = Holder(own_key(resource, file), samples)
                for text in held.results:
                    member = scope.key_of(text, "Observation")
                    known = self._holders.get(member)
                    # A report says more than a panel, because it names the sample.
                    if member and (known is None or (not known.specimens and samples)):
                        self._holders[member] = holder
        return self._holders.get(key, NO_HOLDER)

    def significance_of(self, key: str) -> str:
        """The clinical significance that another Observation gives to this variant, "" when none or several do."""
        found = {
            implied.significance
            for resource, file, implied in self._implied
            for text in implied.variants
            if self.scope(resource, file).key_of(text, "Observation") == key
        }
        return next(iter(found)) if len(found) == 1 else ""

    def birth_of(self, person: str) -> PartialDate | None:
        return self._births.get(person)

    def scope(self, resource: RawResource, file: str) -> Scope:
        """How references inside this resource are to be followed."""
        return Scope(self, self._bundles.get((file, resource.bundle)), resource, file)

    def person_of(self, resource: RawResource, file: str) -> str:
        """Whose a resource is, "" when it is nobody's."""
        body = parse(resource, file)
        if isinstance(body, Issue):
            return ""
        scope = self.scope(resource, file)
        scope.hold(body)
        person = scope.person_of(body)
        return "" if isinstance(person, Nobody) else person

    def target(self, key: str, resource: RawResource, file: str) -> Json | None:
        """The resource that `key` names for one that stands at `resource` in `file`.

        Hospitals number from 1: where several resources bear one key, the one in the same bundle is meant, else the one
        in the same file, else the one that they all are; else none, because a stranger's sample must not be taken.
        """
        known = self._targets.get(key, [])
        if len(known) > 1:
            known = (
                [one for one in known if one[1] == file and one[0].bundle == resource.bundle]
                or [one for one in known if one[1] == file]
                or known
            )
            if any(one[0].raw != known[0][0].raw for one in known[1:]):
                return None
        if not known:
            return None
        found, where = known[0]
        place = (where, found.place, found.bundle, key)
        if place not in self._parsed:
            body = parse(found, where)
            self._parsed[place] = None if isinstance(body, Issue) else body
        return self._parsed[place]

    def person_with(self, identifier: str) -> set[str]:
        return self._people_by_identifier.get(identifier, set())

    def by_url(self, url: str) -> str:
        return self._by_url.get(url, "")


_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def own_id(resource: RawResource) -> str:
    """A resource's id; for one without it the end of its fullUrl; "" when it has neither."""
    return resource.id or resource.full_url.rpartition("/")[2].rpartition(":")[2]


def own_key(resource: RawResource, file: str) -> str:
    """What references to a resource resolve to: "Kind/id".

    Without an id it is known only inside its bundle, and two bundles that both number from 1 must not meet; a UUID
    meets nobody.
    """
    name = own_id(resource)
    if resource.id or resource.kind == "Patient" or _UUID.fullmatch(name):
        return f"{resource.kind}/{name}"
    return f"{resource.kind}/{name}@{file}#{resource.bundle}"


@dataclass(frozen=True, slots=True)
class Nobody:
    """Why a resource belongs to no person: `what` for an issue, "" when it need not belong to one."""

    what: str = ""
    did: str = ""


class Scope:
    """What is known around one resource: its bundle, its contained resources, the whole input."""

    __slots__ = ("_bundle", "_contained", "_index", "_resource", "file", "presumed_person")

    def __init__(self, index: Index, bundle: _Bundle | None, resource: RawResource, file: str) -> None:
        self._index = index
        self._bundle = bundle
        self._resource = resource
        self._contained: Mapping[str, Json] = {}
        self.file = file
        # True when a resource that names nobody was given to the only patient of its bundle.
        self.presumed_person = False

    def hold(self, body: Json) -> None:
        """Make the contained resources of `body` known."""
        inside = body.get("contained")
        if inside:
            self._contained = {
                part["id"]: part for part in objects_at(body, "contained") if isinstance(part.get("id"), str)
            }

    # --- keys

    def key_of(self, reference: object, expected: str = "") -> str:
        """The key "Kind/id" of a Reference; "" when it points nowhere.

        expected   the kind that a bare id stands for, where the element allows one kind only
        """
        if isinstance(reference, str):
            reference = {"reference": reference}
        if not isinstance(reference, dict):
            return ""
        text = reference.get("reference")
        if isinstance(text, str) and text:
            kind = reference.get("type")
            return self._key_of_text(text, kind if isinstance(kind, str) and kind in _KINDS else expected)
        return ""

    def _key_of_text(self, text: str, expected: str) -> str:
        if self._bundle is not None:
            known = self._bundle.by_url.get(text)
            if known is not None:
                return known
        if text[0] == "#":
            inside = self._contained.get(text[1:])
            kind = inside.get("resourceType") if inside is not None else expected
            return f"{kind}/{self._resource.kind}/{self._resource.id}{text}" if kind else text
        if text.startswith("urn:"):
            known = self._index.by_url(text)
            if known:
                return known
            bare = text.rpartition(":")[2]
            return f"{expected}/{bare}" if expected and bare else text
        path, question, _ = text.partition("?")
        if question:
            return text
        parts = path.rstrip("/").split("/")
        if len(parts) >= 4 and parts[-2] == "_history":
            parts = parts[:-2]
        if len(parts) >= 2 and parts[-2] in _KINDS:
            return f"{parts[-2]}/{parts[-1]}"
        if len(parts) == 1 and expected:
            return f"{expected}/{parts[0]}"
        return text

    def target(self, reference: object, expected: str = "") -> Json | None:
        """The resource that a reference points to, contained or in the input; None when it is not there."""
        text = reference.get("reference") if isinstance(reference, dict) else reference
        if isinstance(text, str) and text[:1] == "#":
            return self._contained.get(text[1:])
        key = self.key_of(reference, expected)
        return self._index.target(key, self._resource, self.file) if key else None

    def holder_of(self, key: str) -> Holder:
        """The report or panel that holds this result."""
        return self._index.holder_of(key)

    def significance_of(self, key: str) -> str:
        """What an implication says of this variant."""
        return self._index.significance_of(key)

    def birth_of(self, person: str) -> PartialDate | None:
        """The person's date of birth, from whatever Patient of the input gives it."""
        return self._index.birth_of(person)

    # --- the person

    def person_of(self, body: Json) -> str | Nobody:
        """Whose record a resource belongs to: the Patient's id, or why it is nobody's."""
        kind = self._resource.kind
        if kind == "Patient":
            return self._own_id()
        elements = PERSON_ELEMENTS.get(kind)
        if elements is None:
            return Nobody()
        for element in elements:
            value = body.get(element)
            if isinstance(value, list):
                value = value[0] if value else None
            if value is not None:
                return self._person_by(value)
        if kind in PERSON_OPTIONAL:
            return Nobody()
        return self._only_patient()

    def _own_id(self) -> str | Nobody:
        name = own_id(self._resource)
        if name:
            return name
        return Nobody("a Patient without id", "kept it; give the Patient an id so that its records can be found")

    def _only_patient(self) -> str | Nobody:
        patients = set(self._bundle.patients) if self._bundle is not None else set()
        if len(patients) == 1:
            self.presumed_person = True
            return next(iter(patients))
        if len(patients) > 1:
            return Nobody(
                f"names no person, in a bundle of {len(patients)} patients",
                "used it for none of them; add its subject",
            )
        return Nobody("names no person", "kept it, used it for nobody; add its subject")

    def _person_by(self, value: object) -> str | Nobody:
        if not isinstance(value, dict):
            return Nobody("names its person in a way that is no Reference", "kept it, used it for nobody")
        text = value.get("reference")
        if not (isinstance(text, str) and text):
            return self._person_by_identifier(value)
        if text[0] == "#":
            return self._contained_person(text)
        if "?" in text:
            return self._person_by_condition(text)
        key = self._key_of_text(text, "Patient")
        kind, _, person = key.partition("/")
        if kind == "Patient" and person:
            return person
        if kind in _KINDS:
            return Nobody()  # a Group, a Device, a Location: no person
        return Nobody("names a person who cannot be found", "kept it, used it for nobody; add the Patient")

    def _person_by_identifier(self, value: Json) -> str | Nobody:
        return self._one_of(self._people_with(value.get("identifier")))

    def _people_with(self, identifier: object) -> set[str]:
        tokens = (f"{system}|{value}" if system else value for system, value in identifiers_in(identifier))
        return {person for token in tokens for person in self._index.person_with(token)}

    def _person_by_condition(self, text: str) -> str | Nobody:
        kind, _, query = text.partition("?")
        if kind.rpartition("/")[2] != "Patient":
            return Nobody()
        found: set[str] = set()
        for part in query.split("&"):
            name, _, value = part.partition("=")
            if name.partition(":")[0] == "identifier":
                found |= self._index.person_with(unquote(value))
        return self._one_of(found)

    def _one_of(self, people: set[str]) -> str | Nobody:
        if len(people) == 1:
            return next(iter(people))
        if people:
            return Nobody(
                f"names its person by an identifier that {len(people)} patients have",
                "kept it, used it for none of them; refer to the Patient by id",
            )
        return Nobody(
            "names its person by an identifier that no patient of the input has",
            "kept it, used it for nobody; add the Patient",
        )

    def _contained_person(self, text: str) -> str | Nobody:
        inside: Mapping[str, Any] | None = self._contained.get(text[1:])
        if inside is None:
            return Nobody("names a contained person who is not there", "kept it, used it for nobody")
        people = self._people_with(inside.get("identifier"))
        if people:
            return self._one_of(people)
        # Nobody else can be meant by a contained patient, so the person is named after the resource that holds it.
        return f"{self._resource.kind}/{self._resource.id}{text}"
