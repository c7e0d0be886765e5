"""Files that name samples and no people into the store: their bytes as they came, and whose they are.

The store keeps each as a study of one file, under its name and the beginning of its hash: two reports that are both
called report.txt stay two. A person is read again from the file, with the readers of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onward.app.bytes_on_disk import hash_of, original_of, stamp
from onward.app.importing_study import StudyImport
from onward.app.tallies import Outcome, Tally
from onward.intake import FileRead, Format, FoundFile, PersonRecord
from onward.intake.loose import LooseFile, LooseRead, read_loose, unpacked, whose
from onward.store import Arrival, Receiving, Store

_MARK = "#"


@dataclass(frozen=True, slots=True)
class PeopleOfStore:
    """The people of a store, as far as a loose file may belong to them; `sole` the one that came in the same import."""

    store: Store
    sole: str = ""
    also: frozenset[str] = frozenset()

    def knows(self, person: str) -> bool:
        return person in self.also or self.store.knows(person)

    def has_record(self, person: str) -> bool:
        return self.knows(person)

    def owner(self, specimen: str) -> str:
        # Which specimens a person has stands in her resources, which are read when she is asked for.
        del specimen
        return ""

    @property
    def are_some(self) -> bool:
        return bool(self.sole) or bool(self.store.people())


def import_loose(file: FoundFile, receiving: Receiving, store: Store, *, together_with: Iterable[str]) -> StudyImport:
    """Import one such file.

    together_with   the people that came in the same import: with one, a file that names nobody is hers
    Raises OSError when it cannot be read.
    """
    before = stamp(file.path)
    sha256, size = hash_of(file.path)
    original = file.path.read_bytes()
    tally = Tally()
    if stamp(file.path) != before:
        return StudyImport(files=(), issues=(), tally=tally, changed=file.name)
    loose = LooseFile(name=file.name, content=unpacked(original, file.encoding), sha256=sha256, format=file.format)
    read = read_loose(loose)
    arrived = tuple(together_with)
    people = PeopleOfStore(store, arrived[0] if len(arrived) == 1 else "", frozenset(arrived))
    given = people_of(loose, read, people)
    document = store.document(sha256)
    if document is None or not document.complete:
        receiving.keep(
            sha256=sha256,
            name=file.name,
            format=file.format.value,
            size=size,
            original=original_of(file.path),
            packable=not file.gzipped,
        )
        receiving.complete(sha256)
    key = f"{file.name}{_MARK}{sha256[:12]}"
    arrival = receiving.add_study(key, [("", sha256)], [record.person for record in given])
    for kind, counted in read.counts.items():
        if arrival is Arrival.DUPLICATE:
            tally.add(kind, Outcome.DUPLICATE, counted.seen)
        else:
            tally.add_counted(kind, counted)
    issues = (*read.issues, *(issue for record in given for issue in record.issues))
    return StudyImport(
        files=(FileRead(name=file.name, sha256=sha256, size=size, format=file.format.value),),
        issues=tuple(dict.fromkeys(issues)),
        tally=tally,
    )


def people_of(file: LooseFile, read: LooseRead, people: PeopleOfStore) -> list[PersonRecord]:
    """The samples of a file as records of people."""
    records: dict[str, PersonRecord] = {}
    for sample in read.samples:
        if not sample.facts and not sample.rows:
            continue
        person, issue = whose(sample, file, people)
        before = records.get(person, PersonRecord(person=person, facts=()))
        records[person] = PersonRecord(
            person=person,
            facts=(*before.facts, *sample.facts),
            issues=(*before.issues, *sample.issues, *(() if issue is None else (issue,))),
            resources=before.resources + sample.rows,
        )
    return list(records.values())


def is_loose(name: str) -> bool:
    """Whether a study of the store is such a file."""
    return _MARK in name


def read_stored_loose(
    store: Store, name: str, sha256: str, person: str, names: Mapping[str, str]
) -> tuple[FileRead, bytes, PersonRecord | None]:
    """What a stored file says of a person: the file, its original bytes, and her record where it still has one."""
    own, _, short = name.rpartition(_MARK)
    called = own if names.get(own, sha256) == sha256 else f"{own} ({short})"
    held = store.document_bytes(sha256)
    document = store.document(sha256)
    kind = Format(document.format) if document is not None else Format.MUTATION_TABLE
    loose = LooseFile(name=called, content=unpacked(held), sha256=sha256, format=kind)
    # The file was given to her when it came; what names nobody in it is hers.
    records = people_of(loose, read_loose(loose), PeopleOfStore(store, person, frozenset((person,))))
    mine = next((record for record in records if record.person == person), None)
    return FileRead(name=called, sha256=sha256, size=len(held), format=kind.value), held, mine
