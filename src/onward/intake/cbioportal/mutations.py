"""Small variants from a mutation table: MAF as cBioPortal extends it (docs.cbioportal.org/file-formats)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from onward.intake.cbioportal.genes import Findings
from onward.intake.cbioportal.samples import Sample
from onward.intake.cbioportal.tables import Table, unquoted
from onward.knowledge.study_columns import StudyColumns
from onward.terms import Severity
from onward.timeline import Origin, Source, Variant

KIND = "mutation"

_ORIGINS = {"somatic": Origin.SOMATIC, "germline": Origin.GERMLINE}
_NO_GENE = frozenset({"", "unknown", "na"})


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the columns stand; None for one that the table does not have."""

    gene: int
    sample: int
    protein: int | None
    protein_long: int | None
    coding: int | None
    effect: int | None
    consequence: int | None
    status: int | None
    build: int | None
    chromosome: int | None
    start: int | None
    reference: int | None
    allele: int | None
    alternate_reads: int | None
    reference_reads: int | None


def read_mutations(table: Table, findings: Findings, known: StudyColumns) -> None:
    """The variants of a table. Mutation_Status "None", "Wildtype" and "LOH" name no small variant and give none."""
    places = _places(table)
    if places is None:
        if table.header:
            table.notes.add(
                "a mutation table without the columns Hugo_Symbol and Tumor_Sample_Barcode",
                "read nothing of it",
                Severity.ERROR,
            )
        return
    rows = findings.of(KIND)
    seen: set[str] = set()
    value = _values(known)
    for number, line in table.numbered():
        if not findings.may_name(line):
            continue
        cells = table.cut(number, line)
        if cells is None:
            rows.issue += 1
            continue
        name = unquoted(cells[places.sample])
        if not findings.is_wanted(name):
            continue
        sample = findings.sample(name, number, table.notes)
        if sample is None:
            rows.issue += 1
            continue
        if line in seen:
            table.notes.row(number, "the same row as one before", "counted once", Severity.NOTE)
            rows.duplicate += 1
            continue
        seen.add(line)
        findings.count_row(sample)

        gene = value(cells, places.gene)
        if gene.casefold() in _NO_GENE:
            table.notes.row(number, "a mutation without a gene", "kept the row, made no fact of it", Severity.WARNING)
            rows.issue += 1
            continue
        status = "" if places.status is None else cells[places.status].strip()
        word = known.word("origin", status) if status else ""
        if word == "no variant":
            rows.kept += 1
            continue
        rows.facts += 1
        gene = findings.symbol(gene, number, table.notes)
        protein = value(cells, places.protein) or value(cells, places.protein_long)
        effect = value(cells, places.effect) or value(cells, places.consequence)
        origin = _ORIGINS.get(word, Origin.UNKNOWN)
        findings.add(
            sample,
            Variant(
                gene=gene,
                protein=protein,
                coding=value(cells, places.coding),
                genomic=_genomic(
                    value(cells, places.build),
                    value(cells, places.chromosome),
                    value(cells, places.start),
                    # "-" is an allele here: the empty side of an insertion or deletion.
                    "" if places.reference is None else cells[places.reference].strip(),
                    "" if places.allele is None else cells[places.allele].strip(),
                ),
                consequence=effect,
                origin=origin,
                allele_percent=_percent(value(cells, places.alternate_reads), value(cells, places.reference_reads)),
                tissue=_tissue(sample, origin),
                specimen=name,
                text=f"{gene} {protein or effect}".strip(),
                sources=(Source(table.file.name, table.file.sha256, f"row {number}", f"sample {name}"),),
            ),
        )


def _values(known: StudyColumns) -> Callable[[list[str], int | None], str]:
    """Gives the cell at a place, "" where there is no column or no value; each text is judged once."""
    judged: dict[str, str] = {}

    def value(cells: list[str], place: int | None) -> str:
        if place is None:
            return ""
        text = cells[place]
        found = judged.get(text)
        if found is None:
            plain = unquoted(text)
            found = judged[text] = "" if known.is_missing(plain) else plain
        return found

    return value


def _tissue(sample: Sample, origin: Origin) -> str:
    """An inherited variant was seen in the normal sample that was sequenced beside the tumour."""
    return "germline sample" if origin is Origin.GERMLINE else sample.tissue


def _places(table: Table) -> _Places | None:
    gene = table.index("HUGO_SYMBOL", "GENE", "GENE_SYMBOL")
    sample = table.index("TUMOR_SAMPLE_BARCODE", "SAMPLE_ID")
    if gene is None or sample is None:
        return None
    return _Places(
        gene=gene,
        sample=sample,
        protein=table.index("HGVSP_SHORT", "AMINO_ACID_CHANGE", "PROTEIN_CHANGE", "AA_CHANGE"),
        protein_long=table.index("HGVSP"),
        coding=table.index("HGVSC", "CDNA_CHANGE"),
        effect=table.index("VARIANT_CLASSIFICATION"),
        consequence=table.index("CONSEQUENCE"),
        status=table.index("MUTATION_STATUS"),
        build=table.index("NCBI_BUILD"),
        chromosome=table.index("CHROMOSOME"),
        start=table.index("START_POSITION"),
        reference=table.index("REFERENCE_ALLELE"),
        allele=table.index("TUMOR_SEQ_ALLELE2"),
        alternate_reads=table.index("T_ALT_COUNT"),
        reference_reads=table.index("T_REF_COUNT"),
    )


def _genomic(build: str, chromosome: str, start: str, reference: str, allele: str) -> str:
    """The change as "GRCh37 3:178952085 A>G"; "" when the place is not given."""
    if not (chromosome and start):
        return ""
    place = f"{build} {chromosome}:{start}".strip()
    return f"{place} {reference}>{allele}" if reference and allele else place


_HUNDREDTH = Decimal("0.01")


def _percent(alternate: str, reference: str) -> Decimal | None:
    """Reads with the variant in percent of all reads there; None when a count is missing or there are no reads."""
    if not (alternate.isdecimal() and reference.isdecimal()):
        return None
    reads = int(alternate) + int(reference)
    return (Decimal(100 * int(alternate)) / reads).quantize(_HUNDREDTH) if reads else None
