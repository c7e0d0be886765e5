"""The rows of such a table, read by the readers of study folders, sample by sample."""

from __future__ import annotations

from onward.intake.cbioportal import StudyFile
from onward.intake.cbioportal.copy_number import read_copy_number
from onward.intake.cbioportal.fusions import read_fusions
from onward.intake.cbioportal.genes import Findings
from onward.intake.cbioportal.mutations import read_mutations
from onward.intake.cbioportal.samples import Sample
from onward.intake.cbioportal.tables import Table, table_of, unquoted
from onward.intake.files import Format
from onward.intake.loose import LooseFile, LooseRead, SampleFacts
from onward.knowledge.study_columns import study_columns
from onward.timeline import SpecimenFact, SpecimenKind

_ABOUT_GENE = frozenset(
    {"HUGO_SYMBOL", "ENTREZ_GENE_ID", "GENE_SYMBOL", "GENE_ID", "LOCUS_ID", "CYTOBAND", "GENE", "VALUE"}
)


def read_molecular_table(file: LooseFile) -> LooseRead:
    """The variants of each sample of a table. Nothing that stands in it raises."""
    table = table_of(
        StudyFile(path=file.name, name=file.name, content=file.content, sha256=file.sha256, size=len(file.content))
    )
    names = _samples(table)
    findings = Findings({name: _sample(name) for name in names}, None)
    known = study_columns()
    match file.format:
        case Format.MUTATION_TABLE:
            read_mutations(table, findings, known)
        case Format.COPY_NUMBER_TABLE:
            read_copy_number(table, findings, known)
        case _:
            read_fusions(table, findings, known)
    return LooseRead(
        samples=tuple(
            SampleFacts(sample=name, facts=tuple(findings.facts.get(name, ())), rows=findings.rows.get(name, 0))
            for name in names
        ),
        issues=tuple(table.notes.issues()),
        counts={kind: rows.counted() for kind, rows in findings.counts.items()},
    )


def _samples(table: Table) -> list[str]:
    """The samples that a table names, in their order: a column of names, else a column for each."""
    at = table.index("TUMOR_SAMPLE_BARCODE", "SAMPLE_ID")
    if at is None:
        return [
            unquoted(name)
            for place, name in enumerate(table.header)
            if table.names[place] not in _ABOUT_GENE and unquoted(name)
        ]
    found: dict[str, None] = {}
    for _, line in table.numbered():
        cells = line.split("\t", at + 1)
        if len(cells) > at and (name := unquoted(cells[at])):
            found[name] = None
    return list(found)


def _sample(name: str) -> Sample:
    """A sample of which nothing is known but its name; the person is found later."""
    return Sample(person=name, fact=SpecimenFact(key=name, kind=SpecimenKind.UNKNOWN))
