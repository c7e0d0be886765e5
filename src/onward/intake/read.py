"""Reading records from disk: files and folders of any mix in, people with facts and everything that was not
understood out.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onward.intake.dates import impossible_dates
from onward.intake.fhir.extract import facts_of
from onward.intake.fhir.reader import RawResource, read_resources
from onward.intake.fhir.references import Index
from onward.intake.files import Format, FoundFile, Skipped, find_files
from onward.intake.loose import LooseFile, LooseRead, PeopleOfReading, added_up, read_loose, unpacked, whose
from onward.intake.result import Counted, FileRead, Intake, PersonRecord
from onward.intake.versions import Copies
from onward.knowledge import Codes
from onward.terms import Issue, Severity
from onward.timeline import AnyFact, Source, SpecimenFact

if TYPE_CHECKING:
    from onward.intake.reads import Signed

Progress = Callable[[int, int], None]


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    progress: Progress | None = None,
    today: date | None = None,
    codes: Codes | None = None,
) -> Intake:
    """Read FHIR files, folders and study folders of any mix.

    progress  called with (bytes read, bytes in all)
    today     the day after which a date lies in the future; the clock's when not given
    codes     code tables in place of those that come with Onward

    Nothing that stands in the records raises: what could not be used is in `issues` and `skipped`.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = list(find_files(given))
    with _without_collecting():
        work = _Reading(today or datetime.now().astimezone().date(), codes, progress)
        work.total = sum(_size(item.path) for item in found if isinstance(item, FoundFile))
        for item in found:
            work.take(item)
        return work.finish()


def read_held(
    resources: Iterable[tuple[RawResource, FileRead]], *, today: date | None = None, codes: Codes | None = None
) -> Intake:
    """Read FHIR resources that are at hand already, each with the file that it came from; else as `read`.

    Files are told apart by name, so each needs a name of its own.
    """
    with _without_collecting():
        work = _Reading(today or datetime.now().astimezone().date(), codes, None)
        given = list(resources)
        work.come_from(dict.fromkeys(file for _, file in given))
        for resource, file in given:
            work.hold(resource, file)
        return work.finish()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Reading makes millions of objects and no cycles; looking for cycles among them takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Everything made meanwhile joins the old generation without being searched first.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


@dataclass(slots=True)
class _Person:
    facts: list[AnyFact] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    resources: int = 0


class _Tally:
    """Counts of one kind while they grow."""

    __slots__ = ("duplicate", "facts", "issue", "kept")

    def __init__(self) -> None:
        self.facts = self.kept = self.duplicate = self.issue = 0


class _Reading:
    """One call of `read` on its way: first every file is cut into resources, then each resource gives its facts."""

    def __init__(self, today: date, codes: Codes | None, progress: Progress | None) -> None:
        self._today = today
        self._codes = codes
        self._progress = progress
        self._done = 0
        self.total = 0
        self._index = Index()
        self._copies = Copies()
        self._resources: list[tuple[RawResource, FileRead]] = []
        self._people: dict[str, _Person] = {}
        self._studied: list[PersonRecord] = []
        self._files: list[FileRead] = []
        self._skipped: list[Skipped] = []
        self._issues: list[Issue] = []
        self._tallies: dict[str, _Tally] = {}
        self._loose: list[tuple[LooseFile, LooseRead]] = []
        self._tumour_tables: dict[str, list[tuple[Path, str]]] = {}
        self._reports: list[FoundFile] = []
        self._reads: list[tuple[Signed, Source]] = []

    def take(self, item: FoundFile | Skipped | Issue) -> None:
        match item:
            case Issue():
                self._issues.append(item)
            case Skipped():
                self._skipped.append(item)
            case FoundFile(format=Format.STUDY_FOLDER):
                self._take_study(item)
            case FoundFile(format=Format.SDTM_TABLE):
                # TU and TR of one folder belong together: they are read when all are found.
                self._tumour_tables.setdefault(item.name.rpartition("/")[0], []).append((item.path, item.name))
            case FoundFile(format=Format.LESION_BOOK):
                self._take_lesion_book(item)
            case FoundFile(format=Format.READS_BUNDLE):
                self._take_reads(item)
            case FoundFile(format=Format.DICOM_REPORT):
                # A report may amend another one: they are read when all are found.
                self._reports.append(item)
            case FoundFile() if item.format.is_loose:
                self._take_loose(item)
            case FoundFile():
                self._take_file(item)

    def _take_file(self, file: FoundFile) -> None:
        try:
            size = _size(file.path)
            with file.path.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
            read = FileRead(name=file.name, sha256=digest, size=size, format=file.format.value)
            self._files.append(read)
            for item in read_resources(file):
                if isinstance(item, Issue):
                    self._issues.append(item)
                else:
                    self.hold(item, read)
        except OSError as error:
            self._issues.append(_failed(file.name, error))
            return
        self._done += size
        if self._progress is not None:
            self._progress(self._done, self.total)

    def _take_loose(self, file: FoundFile) -> None:
        """Read a file that names samples; whose they are is found when everybody is known."""
        try:
            original = file.path.read_bytes()
        except OSError as error:
            self._issues.append(_failed(file.name, error))
            return
        digest = hashlib.sha256(original).hexdigest()
        self._files.append(FileRead(name=file.name, sha256=digest, size=len(original), format=file.format.value))
        loose = LooseFile(name=file.name, content=unpacked(original, file.encoding), sha256=digest, format=file.format)
        read = read_loose(loose)
        self._loose.append((loose, read))
        self._issues += read.issues
        self._done += len(original)
        if self._progress is not None:
            self._progress(self._done, self.total)

    def _take_reads(self, file: FoundFile) -> None:
        from onward.intake.reads import read_bundle, trusted_keys  # most records hold none

        try:
            original = file.path.read_bytes()
        except OSError as error:
            self._issues.append(_failed(file.name, error))
            return
        digest = hashlib.sha256(original).hexdigest()
        self._files.append(FileRead(name=file.name, sha256=digest, size=len(original), format=file.format.value))
        found = read_bundle(unpacked(original, file.encoding), file.name, trusted_keys())
        self._issues += found.issues
        self._reads += [
            (signed, Source(file.name, digest, place, f"read {signed.id[:12]}")) for signed, place in found.accepted
        ]

    def _take_lesion_book(self, file: FoundFile) -> None:
        from onward.intake.lesion_book import read_lesion_book  # most records hold none

        try:
            original = file.path.read_bytes()
        except OSError as error:
            self._issues.append(_failed(file.name, error))
            return
        digest = hashlib.sha256(original).hexdigest()
        self._files.append(FileRead(name=file.name, sha256=digest, size=len(original), format=file.format.value))
        found = read_lesion_book(unpacked(original, file.encoding), file.name, digest)
        self._issues += found.issues
        if found.record is not None:
            self._studied.append(found.record)
        self._done += len(original)
        if self._progress is not None:
            self._progress(self._done, self.total)

    def _give_lesions(self) -> list[PersonRecord]:
        """The people of SDTM tumour tables, folder by folder."""
        from onward.intake.sdtm import read_sdtm  # most records hold no such tables

        people: list[PersonRecord] = []
        for tables in self._tumour_tables.values():
            read = read_sdtm(tables, tables=self._codes)
            people += read.people
            self._issues += read.issues
            self._files += read.files
        return people

    def _give_reports(self) -> list[PersonRecord]:
        """The people of DICOM measurement reports, all of this reading together."""
        from onward.intake.dicom.report_files import read_report_files  # most records hold none

        held: list[tuple[str, bytes]] = []
        for file in self._reports:
            try:
                original = file.path.read_bytes()
            except OSError as error:
                self._issues.append(_failed(file.name, error))
                continue
            held.append((file.name, gzip.decompress(original) if file.gzipped else original))
            self._done += len(original)
            if self._progress is not None:
                self._progress(self._done, self.total)
        read = read_report_files(held, tables=self._codes)
        self._issues += read.issues
        self._files += read.files
        return list(read.people)

    def _give_loose(self) -> list[PersonRecord]:
        """The samples of loose files, each to its person; people of study folders get a record beside theirs."""
        owners = {
            name: person
            for person, facts in (
                *((person, found.facts) for person, found in self._people.items()),
                *((record.person, record.facts) for record in self._studied),
            )
            for fact in facts
            if isinstance(fact, SpecimenFact)
            for name in (fact.key, fact.key.rpartition("/")[2])
        }
        known = PeopleOfReading(
            ids={*self._people, *(record.person for record in self._studied)},
            named={sample.person for _, read in self._loose for sample in read.samples if sample.person},
            owners=owners,
        )
        given: dict[str, _Person] = {}
        for file, read in self._loose:
            for sample in read.samples:
                if not sample.facts and not sample.rows:
                    continue
                person, issue = whose(sample, file, known)
                found = given.setdefault(person, _Person())
                found.facts += sample.facts
                found.issues += sample.issues if issue is None else (*sample.issues, issue)
                found.resources += sample.rows
        return [
            PersonRecord(person=person, facts=tuple(one.facts), issues=tuple(one.issues), resources=one.resources)
            for person, one in given.items()
        ]

    def come_from(self, files: Iterable[FileRead]) -> None:
        """Name the files of resources that are held already."""
        self._files += files

    def hold(self, resource: RawResource, file: FileRead) -> None:
        """Take in one resource of a file."""
        self._index.add(resource, file.name)
        self._copies.add(len(self._resources), resource, file.name)
        self._resources.append((resource, file))

    def _take_study(self, folder: FoundFile) -> None:
        from onward.intake.cbioportal import read_study  # slow to import, and most records hold no study

        study = read_study(folder.path, folder.name)
        self._studied += study.people
        self._issues += study.issues
        self._files += study.files

    def finish(self) -> Intake:
        settled = self._copies.settle(self._index.person_of)
        for number, (resource, file) in enumerate(self._resources):
            tally = self._tallies.get(resource.kind)
            if tally is None:
                tally = self._tallies[resource.kind] = _Tally()
            if number in settled.duplicates:
                tally.duplicate += 1
            else:
                self._extract(resource, file, tally, settled.superseded.get(number))
        self._issues += settled.contradicting
        people = [
            PersonRecord(
                person=person,
                facts=tuple(found.facts),
                issues=tuple(found.issues),
                resources=found.resources,
            )
            for person, found in self._people.items()
        ]
        self._without_patient(people)
        loose = self._give_loose() if self._loose else []
        lesions = self._give_lesions() if self._tumour_tables else []
        if self._reports:
            lesions += self._give_reports()
        if self._reads:
            from onward.intake.reads import people_of_reads

            lesions += people_of_reads(self._reads)
        if self._files and not people and not self._studied and not loose and not lesions:
            self._issues.append(_nobody(self._files))
        return Intake(
            people=_together((*people, *self._studied, *loose, *lesions)),
            files=tuple(self._files),
            skipped=tuple(self._skipped),
            issues=tuple(self._issues),
            counts={
                kind: Counted(facts=tally.facts, kept=tally.kept, duplicate=tally.duplicate, issue=tally.issue)
                for kind, tally in sorted(self._tallies.items())
            }
            | added_up(read.counts for _, read in self._loose),
        )

    def _extract(self, resource: RawResource, file: FileRead, tally: _Tally, older: Issue | None) -> None:
        found = facts_of(resource, file=file.name, sha256=file.sha256, index=self._index, codes=self._codes)
        facts, issues = found.facts, found.issues
        if older is not None:
            facts, issues = (), (older,)
            tally.kept += 1
        elif facts:
            tally.facts += 1
            wrong = impossible_dates(facts, today=self._today, birth=self._index.birth_of(found.person))
            issues = issues if wrong is None else (*issues, wrong)
        elif issues:
            tally.issue += 1
        else:
            tally.kept += 1
        if not found.person:
            self._issues += issues
            return
        person = self._people.get(found.person)
        if person is None:
            person = self._people[found.person] = _Person()
        person.facts += facts
        person.issues += issues
        person.resources += 1

    def _without_patient(self, people: list[PersonRecord]) -> None:
        """One note when resources name people of whom there is no Patient."""
        missing = [record for record in people if record.person not in self._index.people]
        for record in missing:
            file = record.facts[0].sources[0].file if record.facts else self._files[0].name
            self._issues.append(
                Issue(
                    file=file,
                    place="",
                    what=f"{record.resources} resources name a person of whom the input holds no Patient",
                    did="read them as that person's, without date of birth and sex; add the Patient",
                    severity=Severity.NOTE,
                )
            )


def _together(records: Iterable[PersonRecord]) -> tuple[PersonRecord, ...]:
    """The records sorted by person; several of one person, from different kinds of files, as one."""
    people: dict[str, PersonRecord] = {}
    for record in records:
        before = people.get(record.person)
        people[record.person] = (
            record
            if before is None
            else PersonRecord(
                person=record.person,
                facts=(*before.facts, *record.facts),
                issues=(*before.issues, *record.issues),
                resources=before.resources + record.resources,
            )
        )
    return tuple(people[person] for person in sorted(people))


def _nobody(files: list[FileRead]) -> Issue:
    return Issue(
        file=files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more",
        place="",
        what="no person stands in these records: expected a Patient, or resources that name one",
        did="answered nothing; add the file with the Patient",
        severity=Severity.ERROR,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _failed(name: str, error: OSError) -> Issue:
    return Issue(
        file=name,
        place="",
        what=f"reading stopped: {error.strerror or type(error).__name__}",
        did="kept what was read before; copy the file to another place and run again",
        severity=Severity.ERROR,
    )
