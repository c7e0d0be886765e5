"""Fusions and other structural variants: the old table has a row for each gene, the new one both sites in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onward.intake.cbioportal.genes import Findings
from onward.intake.cbioportal.samples import Sample
from onward.intake.cbioportal.tables import Table, unquoted
from onward.knowledge.study_columns import StudyColumns
from onward.terms import Severity
from onward.timeline import Origin, Source, Variant, VariantKind

KIND = "fusion"

_ORIGINS = {"somatic": Origin.SOMATIC, "germline": Origin.GERMLINE}
# What follows the gene names in the text of an old table.
_WORDS_BEHIND = re.compile(
    r"\s*(?:\bfusion\b|\brearrangement\b|\btranslocation\b|\btruncation\b|[-\s]\s*archer\b).*", re.I | re.DOTALL
)


def read_fusions(table: Table, findings: Findings, known: StudyColumns) -> None:
    """The structural variants of a table in either form."""
    if table.index("SITE1_HUGO_SYMBOL") is not None or table.index("SITE2_HUGO_SYMBOL") is not None:
        _read_sites(table, findings, known)
    elif table.index("HUGO_SYMBOL") is not None and table.index("TUMOR_SAMPLE_BARCODE", "SAMPLE_ID") is not None:
        _read_genes(table, findings, known)
    elif table.header:
        table.notes.add("a table of fusions without columns for gene and sample", "read nothing of it", Severity.ERROR)


@dataclass(slots=True)
class _Event:
    """The rows of an old table that name one event of one sample."""

    sample: Sample
    name: str
    text: str
    genes: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    origin: Origin = Origin.UNKNOWN
    frame: str = ""


def _read_genes(table: Table, findings: Findings, known: StudyColumns) -> None:
    gene_at, sample_at = table.index("HUGO_SYMBOL") or 0, table.index("TUMOR_SAMPLE_BARCODE", "SAMPLE_ID") or 0
    text_at, frame_at, status_at = (
        table.index("FUSION"),
        table.index("FRAME"),
        table.index("FUSION_STATUS", "SV_STATUS"),
    )
    rows = findings.of(KIND)
    events: dict[tuple[str, str], _Event] = {}
    seen: set[str] = set()
    for number, line in table.numbered():
        if not findings.may_name(line):
            continue
        cells = table.cut(number, line)
        if cells is None:
            rows.issue += 1
            continue
        name = unquoted(cells[sample_at])
        if not findings.is_wanted(name):
            continue
        sample = findings.sample(name, number, table.notes)
        gene = unquoted(cells[gene_at])
        if sample is None or known.is_missing(gene):
            if sample is not None:
                table.notes.row(number, "a fusion without a gene", "kept, made no fact of it", Severity.WARNING)
            rows.issue += 1
            continue
        if line in seen:
            table.notes.row(number, "the same row as one before", "counted once", Severity.NOTE)
            rows.duplicate += 1
            continue
        seen.add(line)
        findings.count_row(sample)
        rows.facts += 1
        text = "" if text_at is None else unquoted(cells[text_at])
        # Rows without a text cannot be told to be one event.
        event = events.setdefault((name, text or f"row {number}"), _Event(sample, name, text))
        if gene not in event.genes:
            event.genes.append(gene)
        event.numbers.append(number)
        if frame_at is not None and not known.is_missing(cells[frame_at]):
            event.frame = cells[frame_at].strip()
        if status_at is not None:
            event.origin = _ORIGINS.get(known.word("origin", cells[status_at]), Origin.UNKNOWN)
    for event in events.values():
        _add_event(table, findings, event)


def _add_event(table: Table, findings: Findings, event: _Event) -> None:
    sources = tuple(_source(table, number, event.name) for number in event.numbers)
    words = "; ".join(part for part in (event.text, f"frame: {event.frame}" if event.frame else "") if part)
    if len(event.genes) > 2:
        table.notes.row(
            event.numbers[0],
            "one event with more than two genes",
            "made a fusion of unknown partner for each gene",
            Severity.WARNING,
        )
        partners = [(gene, "") for gene in event.genes]
    else:
        partners = [genes_of_event(event.genes, event.text)]
    for gene, partner in partners:
        intragenic = "intragenic" in event.text.casefold() or gene == partner
        findings.add(
            event.sample,
            Variant(
                gene=findings.symbol(gene, event.numbers[0], table.notes),
                partner="" if intragenic or not partner else findings.symbol(partner, event.numbers[0], table.notes),
                kind=VariantKind.OTHER if intragenic else VariantKind.FUSION,
                consequence="intragenic" if intragenic else "",
                origin=event.origin,
                tissue=event.sample.tissue,
                specimen=event.name,
                text=words,
                sources=sources,
            ),
        )


def genes_of_event(genes: Sequence[str], text: str) -> tuple[str, str]:
    """Both genes in the order of the text ("BRIP1-BCAS3 fusion"); the second "" when neither rows nor text name it."""
    names = _WORDS_BEHIND.sub("", text).strip()
    if len(genes) == 2:
        first, second = genes
        return (second, first) if names == f"{second}-{first}" else (first, second)
    (gene,) = genes
    if "intragenic" in text.casefold():
        return gene, ""
    if names.startswith(f"{gene}-") and len(names) > len(gene) + 1:
        return gene, names[len(gene) + 1 :]
    if names.endswith(f"-{gene}") and len(names) > len(gene) + 1:
        return names[: -len(gene) - 1], gene
    return gene, ""


def _read_sites(table: Table, findings: Findings, known: StudyColumns) -> None:
    sample_at = table.index("SAMPLE_ID", "TUMOR_SAMPLE_BARCODE")
    if sample_at is None:
        table.notes.add(
            "a table of structural variants without the column Sample_Id", "read nothing of it", Severity.ERROR
        )
        return
    first_at, second_at = table.index("SITE1_HUGO_SYMBOL"), table.index("SITE2_HUGO_SYMBOL")
    class_at, status_at = table.index("CLASS", "SV_CLASS"), table.index("SV_STATUS")
    word_places = [place for name in ("EVENT_INFO", "ANNOTATION") if (place := table.index(name)) is not None]
    rows = findings.of(KIND)
    seen: set[str] = set()
    for number, line in table.numbered():
        if not findings.may_name(line):
            continue
        cells = table.cut(number, line)
        if cells is None:
            rows.issue += 1
            continue
        name = unquoted(cells[sample_at])
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

        def cell(place: int | None, cells: list[str] = cells) -> str:
            return "" if place is None or known.is_missing(unquoted(cells[place])) else unquoted(cells[place])

        genes = list(dict.fromkeys(gene for gene in (cell(first_at), cell(second_at)) if gene))
        if not genes:
            table.notes.row(number, "a structural variant without a gene", "kept, made no fact of it", Severity.WARNING)
            rows.issue += 1
            continue
        rows.facts += 1
        texts = [cell(place) for place in word_places]
        words = "; ".join(dict.fromkeys(text for text in texts if text))
        kind = cell(class_at)
        status = known.word("origin", cell(status_at)) if status_at is not None else ""
        is_fusion = len(genes) == 2 or ("fusion" in words.casefold() and "intragenic" not in words.casefold())
        findings.add(
            sample,
            Variant(
                gene=findings.symbol(genes[0], number, table.notes),
                partner=findings.symbol(genes[1], number, table.notes) if len(genes) == 2 else "",
                kind=VariantKind.FUSION if is_fusion else VariantKind.OTHER,
                consequence=kind.casefold(),
                origin=_ORIGINS.get(status, Origin.UNKNOWN),
                tissue="germline sample" if status == "germline" else sample.tissue,
                specimen=name,
                text=words or "-".join(genes),
                sources=(_source(table, number, name),),
            ),
        )


def _source(table: Table, number: int, sample: str) -> Source:
    return Source(table.file.name, table.file.sha256, f"row {number}", f"sample {sample}")
