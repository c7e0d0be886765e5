"""The clinical tables of a study: patients, samples and what their rows say, put together by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from onward.intake.cbioportal.person import is_breast, person_facts
from onward.intake.cbioportal.receptors import Tested, receptors_of
from onward.intake.cbioportal.rows import PRIMARY, SAMPLE, Row, clinical_rows, columns_of
from onward.intake.cbioportal.samples import Sample, sample_of, scores_of
from onward.intake.cbioportal.tables import Table, unquoted
from onward.knowledge.study_columns import StudyColumns
from onward.terms import Issue, Severity
from onward.timeline import AnyFact, ReceptorResult, Source, SpecimenFact, SpecimenKind

PATIENT_ROW, SAMPLE_ROW = "patient", "sample"

# Stands for what the patient table says of the primary: it holds for all samples.
_OF_PATIENT: frozenset[AnyFact] = frozenset()


@dataclass(slots=True)
class Patients:
    """The rows of the clinical tables by person (rows of the patient table first), and whose each sample is.

    owners   person of each sample id; None for an id that the table gives to two people
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    owners: dict[str, str | None] = field(default_factory=dict)
    duplicates: dict[str, int] = field(default_factory=lambda: {PATIENT_ROW: 0, SAMPLE_ROW: 0})
    unusable: dict[str, int] = field(default_factory=lambda: {PATIENT_ROW: 0, SAMPLE_ROW: 0})


def only_about(tables: Sequence[Table], person: str) -> None:
    """Blank the lines that name neither the person nor one of her samples: spares cutting the others."""
    samples = {
        unquoted(cells[place])
        for table in tables
        if (place := table.index("SAMPLE_ID")) is not None
        for line in table.lines
        if person in line and place < len(cells := line.split("\t"))
    }
    names = [person, *(sample for sample in samples if sample)]
    for table in tables:
        table.lines = [line if any(name in line for name in names) else "" for line in table.lines]


def collect(tables: Iterable[Table], known: StudyColumns, study: str) -> Patients:
    """The rows of all clinical tables.

    The same row twice counts once; different rows of one id both stay, with an issue.
    """
    patients = Patients()
    samples: dict[str, list[Row]] = {}
    for table in tables:
        if not table.header:
            continue
        columns = columns_of(table, known, study)
        if columns.person is None:
            table.notes.add("a clinical table without the column PATIENT_ID", "read nothing of it", Severity.ERROR)
            continue
        kind = PATIENT_ROW if columns.sample is None else SAMPLE_ROW
        seen: dict[str, Row] = {}
        usable = 0
        for row in clinical_rows(table, columns, known):
            usable += 1
            key = row.sample or row.person
            before = seen.get(key)
            if before is not None and before.person == row.person and before.cells == row.cells:
                table.notes.row(row.number, "the same row as one before", "counted once", Severity.NOTE)
                patients.duplicates[kind] += 1
                continue
            if before is not None and before.person == row.person:
                table.notes.row(
                    row.number,
                    f"a second row for one {kind} that says something else",
                    "kept both rows; correct the table",
                    Severity.WARNING,
                )
            seen.setdefault(key, row)
            if row.sample:
                samples.setdefault(row.sample, []).append(row)
            else:
                patients.rows.setdefault(row.person, []).append(row)
        patients.unusable[kind] += sum(1 for _ in table.numbered()) - usable
    _add_samples(patients, samples)
    return patients


def _add_samples(patients: Patients, samples: Mapping[str, Sequence[Row]]) -> None:
    has_patient_table = bool(patients.rows)
    listed = set(patients.rows)
    for sample, rows in samples.items():
        people = dict.fromkeys(row.person for row in rows)
        patients.owners[sample] = next(iter(people)) if len(people) == 1 else None
        for row in rows:
            if len(people) > 1:
                row.table.notes.row(
                    row.number,
                    "one sample id for two people",
                    "kept each row for its person, used gene findings of this sample for nobody; correct the table",
                    Severity.ERROR,
                )
            if has_patient_table and row.person not in listed:
                row.table.notes.row(
                    row.number,
                    "the sample's person is not in the patient table",
                    "read the person from this row alone",
                    Severity.NOTE,
                )
            patients.rows.setdefault(row.person, []).append(row)


@dataclass(slots=True)
class Collected:
    """What one person's clinical rows gave."""

    facts: list[AnyFact]
    issues: list[Issue]
    rows: int


class Clinic:
    """Reads the rows of one person after the other."""

    def __init__(self, patients: Patients, known: StudyColumns, study_cancer: str) -> None:
        self._patients = patients
        self._known = known
        self._study_cancer = study_cancer
        self.samples: dict[str, Sample | None] = {}

    def read(self, person: str) -> Collected:
        """Everything that the clinical tables say of a person; fills `samples` with hers."""
        rows = self._patients.rows[person]
        facts: list[AnyFact] = []
        issues: list[Issue] = []
        _sort(person_facts(rows, self._known, study_cancer=self._study_cancer), facts, issues)
        for row in rows:
            if row.sample:
                self._read_sample(row, facts, issues)
            else:
                tested = Tested(
                    specimen="", kind=SpecimenKind.UNKNOWN, report=f"row {row.number} of {row.table.file.path}"
                )
                _sort(receptors_of(row, SAMPLE, tested), facts, issues)
        self._read_primary(rows, facts, issues)
        # Only the rows of several samples, or two rows of one, repeat each other.
        samples = sum(1 for row in rows if row.sample)
        repeats = samples > 1 or len(rows) - samples > 1
        return Collected(merged(facts) if repeats else facts, issues, len(rows))

    def _is_breast(self, row: Row) -> bool | None:
        return is_breast(row, self._known, self._study_cancer)

    def _read_sample(self, row: Row, facts: list[AnyFact], issues: list[Issue]) -> None:
        fact, found = sample_of(row, self._known, is_breast=self._is_breast(row))
        facts.append(fact)
        issues += found
        owner = self._patients.owners[row.sample]
        self.samples[row.sample] = None if owner is None else Sample(owner, fact)
        tested = Tested(specimen=row.sample, kind=fact.kind, site=fact.site)
        _sort(receptors_of(row, SAMPLE, tested), facts, issues)
        _sort(scores_of(row, fact, self._known), facts, issues)

    def _read_primary(self, rows: Sequence[Row], facts: list[AnyFact], issues: list[Issue]) -> None:
        """Results of the primary tumour that rows give beside their own: one specimen, unless the rows differ.

        Rows that say the same speak of one primary. Rows that differ may speak of two primaries, or of one that was
        read twice; each then is a specimen of its own, named after the sample beside which it stands.
        """
        tested = Tested(
            specimen=PRIMARY, kind=SpecimenKind.PRIMARY, site="breast" if any(map(self._is_breast, rows)) else ""
        )
        groups: dict[frozenset[AnyFact], list[tuple[Row, list[AnyFact]]]] = {}
        for row in rows:
            told: list[AnyFact] = []
            _sort(receptors_of(row, PRIMARY, tested), told, issues)
            if told:
                content = frozenset(replace(fact, sources=()) for fact in told) if row.sample else _OF_PATIENT
                groups.setdefault(content, []).append((row, told))
        of_patients = groups.pop(_OF_PATIENT, [])
        differ = len(groups) > 1
        specimens: dict[str, list[Source]] = {}
        for told_by in (*groups.values(), of_patients):
            for row, told in told_by:
                first = told_by[0][0]
                key = f"{PRIMARY} ({first.sample})" if differ and first.sample else PRIMARY
                specimens.setdefault(key, []).append(row.source(()))
                facts += [replace(fact, specimen=key) for fact in told if isinstance(fact, ReceptorResult)]
        facts += [
            SpecimenFact(
                key=key,
                kind=tested.kind,
                site=tested.site,
                text="primary tumour",
                sources=tuple(dict.fromkeys(sources)),
            )
            for key, sources in specimens.items()
        ]
        if differ:
            row = next(iter(groups.values()))[0][0]
            issues.append(
                Issue(
                    file=row.table.file.name,
                    place=f"row {row.number}",
                    what="the rows of this person's samples give different results for the primary tumour",
                    did="kept each as a primary of its own; the pathology reports tell whether there are two",
                    severity=Severity.WARNING,
                )
            )


def _sort(found: Iterable[AnyFact | Issue], facts: list[AnyFact], issues: list[Issue]) -> None:
    for item in found:
        if isinstance(item, Issue):
            issues.append(item)
        else:
            facts.append(item)


def merged(facts: Iterable[AnyFact]) -> list[AnyFact]:
    """Facts that say the same as one with all its sources: tables repeat a person's values with each sample."""
    found: dict[AnyFact, dict[Source, None]] = {}
    for fact in facts:
        found.setdefault(replace(fact, sources=()), {}).update(dict.fromkeys(fact.sources))
    return list(_with_sources(found))


def _with_sources(found: Mapping[AnyFact, Mapping[Source, None]]) -> Iterator[AnyFact]:
    for fact, sources in found.items():
        yield replace(fact, sources=tuple(sources))


def samples_of(rows: Iterable[Row]) -> AbstractSet[str]:
    """The ids of the samples that rows are about."""
    return {row.sample for row in rows if row.sample}
