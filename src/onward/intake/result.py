"""What reading gives: people with their facts, the files with their hashes, what was skipped, and every issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onward.intake.files import Skipped
from onward.terms import Issue
from onward.timeline import AnyFact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Everything that was read about one person.

    person     the source's id (FHIR Patient.id, cBioPortal PATIENT_ID)
    facts      in the order of the input, not merged
    issues     those of this person's resources
    resources  how many resources (or table rows) are hers, duplicates not counted
    """

    person: str
    facts: tuple[AnyFact, ...]
    issues: tuple[Issue, ...] = ()
    resources: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One file that was read; `sha256` and `size` of its original bytes as they lie on disk, `format` in words."""

    name: str
    sha256: str
    size: int
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How the resources of one kind were used; the four parts add up to `seen`.

    facts      gave a fact, whether or not it also has an issue
    kept       gave none and has no issue; its bytes are kept
    duplicate  the same resource with the same content came before
    issue      gave no fact and has an issue
    """

    facts: int = 0
    kept: int = 0
    duplicate: int = 0
    issue: int = 0

    @property
    def seen(self) -> int:
        return self.facts + self.kept + self.duplicate + self.issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The whole of one reading.

    people   sorted by id
    issues   those that belong to no one person: files, resources of nobody
    counts   per kind of resource; bundles and contained resources are not counted
    """

    people: tuple[PersonRecord, ...]
    files: tuple[FileRead, ...]
    skipped: tuple[Skipped, ...]
    issues: tuple[Issue, ...]
    counts: Mapping[str, Counted]
