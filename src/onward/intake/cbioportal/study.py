"""A whole study, or one person of it, from the bytes of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onward.intake.cbioportal.clinical import (
    PATIENT_ROW,
    SAMPLE_ROW,
    Clinic,
    Collected,
    Patients,
    collect,
    only_about,
    samples_of,
)
from onward.intake.cbioportal.copy_number import read_copy_number
from onward.intake.cbioportal.files import Kind, Meta, StudyFile, files_in, kind_of, read_metas, study_file
from onward.intake.cbioportal.fusions import read_fusions
from onward.intake.cbioportal.genes import Findings, Rows
from onward.intake.cbioportal.mutations import read_mutations
from onward.intake.cbioportal.panels import Panels, read_panel, sequenced_samples
from onward.intake.cbioportal.samples import Sample
from onward.intake.cbioportal.tables import Notes, Table, table_of
from onward.intake.result import Counted, FileRead, PersonRecord
from onward.knowledge.study_columns import study_columns
from onward.terms import Issue, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRead:
    """What a study folder gives.

    people   sorted by id
    issues   those that belong to no one person
    files    every file of the study, read or kept
    counts   rows by kind: patient, sample, mutation, copy number of a gene, fusion, gene panel of a sample
    """

    people: tuple[PersonRecord, ...]
    issues: tuple[Issue, ...]
    files: tuple[FileRead, ...]
    counts: Mapping[str, Counted]


def read_study(folder: Path, name: str) -> StudyRead:
    """Read a study folder that messages call `name`. Nothing that stands in it raises."""
    try:
        files, unreadable = files_in(folder, name)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        issue = Issue(
            file=name,
            place="",
            what=f"the folder cannot be read: {reason}",
            did="read nothing of the study; give read access (chmod u+rx) and run again",
            severity=Severity.ERROR,
        )
        return StudyRead(people=(), issues=(issue,), files=(), counts={})
    found = read_study_files(files)
    return StudyRead(people=found.people, issues=(*unreadable, *found.issues), files=found.files, counts=found.counts)


def read_study_person(
    files: Mapping[str, bytes], name: str, person: str, *, sha256: Mapping[str, str] | None = None
) -> PersonRecord | None:
    """One person of a study from the bytes of its files; None when the study does not hold her.

    files    path inside the folder -> content, gzip or not
    sha256   path -> hash of the original bytes, where `files` are not those
    """
    given = sha256 or {}
    study = [study_file(name, path, content, given.get(path, "")) for path, content in sorted(files.items())]
    return next(iter(_Study(study, person).read().people), None)


def read_study_files(files: Sequence[StudyFile]) -> StudyRead:
    """Read the files of a study."""
    return _Study(files, None).read()


class _Study:
    """One reading on its way: clinical tables first, because they tell whose each sample is."""

    def __init__(self, files: Sequence[StudyFile], person: str | None) -> None:
        self._files = files
        self._person = person
        self._known = study_columns()
        self._issues: list[Issue] = []
        self._tables: list[Table] = []
        self._meta, self._metas = read_metas(files)
        self._by_kind: dict[Kind, list[StudyFile]] = {}
        for file in files:
            self._by_kind.setdefault(kind_of(file, self._meta_of(file)), []).append(file)

    def _meta_of(self, file: StudyFile) -> Meta | None:
        return self._metas.get(file.plain_path)

    def read(self) -> StudyRead:
        self._name_what_is_missing()
        clinical = self._open(Kind.CLINICAL)
        if self._person is not None:
            only_about(clinical, self._person)
        patients = collect(clinical, self._known, self._meta.identifier)
        clinic = Clinic(patients, self._known, self._meta.type_of_cancer)
        wanted = [person for person in sorted(patients.rows) if self._person in (None, person)]
        collected = {person: clinic.read(person) for person in wanted}
        findings = Findings(self._samples(patients, clinic), self._wanted_samples(patients))
        self._read_genes(findings)
        people = tuple(self._record(person, found, findings) for person, found in collected.items())
        for table in self._tables:
            self._issues += table.notes.issues()
        return StudyRead(
            people=people,
            issues=tuple(self._issues),
            files=tuple(file.read for file in self._files),
            counts={**_clinical_counts(patients), **{kind: rows.counted() for kind, rows in findings.counts.items()}},
        )

    def _open(self, *kinds: Kind) -> list[Table]:
        tables = [table_of(file) for kind in kinds for file in self._by_kind.get(kind, ())]
        self._tables += tables
        return tables

    def _samples(self, patients: Patients, clinic: Clinic) -> Mapping[str, Sample | None]:
        """Every sample of the study; when one person is read, hers are known in full and the others only by name."""
        if self._person is None:
            return clinic.samples
        return {**dict.fromkeys(patients.owners), **clinic.samples}

    def _wanted_samples(self, patients: Patients) -> frozenset[str] | None:
        if self._person is None:
            return None
        return frozenset(samples_of(patients.rows.get(self._person, ())))

    def _read_genes(self, findings: Findings) -> None:
        for table in self._open(Kind.MUTATIONS):
            read_mutations(table, findings, self._known)
        for table in self._open(Kind.COPY_NUMBER):
            read_copy_number(table, findings, self._known)
        for table in self._open(Kind.FUSIONS, Kind.STRUCTURAL_VARIANTS):
            read_fusions(table, findings, self._known)
        self._read_panels(findings)

    def _read_panels(self, findings: Findings) -> None:
        listed: dict[str, tuple[str, ...]] = {}
        for file in self._by_kind.get(Kind.PANEL, ()):
            notes = Notes(file.name)
            panel = read_panel(file, notes)
            self._issues += notes.issues()
            if panel is not None:
                listed[panel[0].casefold()] = panel[1]
        panels = Panels(listed)
        for table in self._open(Kind.PANEL_MATRIX):
            panels.read_matrix(table, findings, self._known)
        sequenced = sequenced_samples(self._by_kind.get(Kind.CASE_LIST, ()))
        for file in self._by_kind.get(Kind.MUTATIONS, ()):
            meta = self._meta_of(file)
            if meta is not None and meta.gene_panel and sequenced is not None:
                panels.add_for_all(findings, sorted(sequenced), meta.gene_panel, self._meta_file(file))
        self._issues += panels.issues()

    def _meta_file(self, data: StudyFile) -> StudyFile:
        """The meta file that describes a data file (there is one: the caller has read it)."""
        for file in self._by_kind.get(Kind.META, ()):
            if data.plain_path in read_metas([file])[1]:
                return file
        return data

    def _record(self, person: str, found: Collected, findings: Findings) -> PersonRecord:
        return PersonRecord(
            person=person,
            facts=(*found.facts, *findings.facts.get(person, ())),
            issues=tuple(found.issues),
            resources=found.rows + findings.rows.get(person, 0),
        )

    def _name_what_is_missing(self) -> None:
        study = self._files[0].name.rpartition("/")[0] if self._files else ""
        if Kind.CLINICAL not in self._by_kind:
            self._issues.append(
                Issue(
                    file=study,
                    place="",
                    what="a study without clinical tables, so nobody is known in it",
                    did="read nobody; add data_clinical_sample.txt",
                    severity=Severity.ERROR,
                )
            )
        self._issues += [
            Issue(
                file=file.name,
                place="",
                what=Kind.OTHER.value,
                did="kept the file, made no facts of it",
                severity=Severity.NOTE,
            )
            for file in self._by_kind.get(Kind.OTHER, ())
        ]


def _clinical_counts(patients: Patients) -> dict[str, Counted]:
    used = {PATIENT_ROW: 0, SAMPLE_ROW: 0}
    for rows in patients.rows.values():
        for row in rows:
            used[SAMPLE_ROW if row.sample else PATIENT_ROW] += 1
    return {
        kind: Rows(facts=used[kind], duplicate=patients.duplicates[kind], issue=patients.unusable[kind]).counted()
        for kind in (PATIENT_ROW, SAMPLE_ROW)
    }
