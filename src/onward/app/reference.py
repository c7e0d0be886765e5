"""What criteria need to know of the world, put together once from the knowledge files."""

from __future__ import annotations

from functools import lru_cache

from onward.criteria import Criterion, FindingEntry, GeneEntry, Reference, from_plain, reference_of
from onward.knowledge import codes, gene_facts, reading_words


@lru_cache(maxsize=1)
def criteria_reference() -> Reference:
    """The reference that every use case hands to the criteria engine. Raises KnowledgeError."""
    words = reading_words()
    return reference_of(
        codes().drugs.drugs,
        codes().analytes.analytes,
        genes=gene_entries(),
        condition_groups=words.held_groups,
        condition_words=words.illness_words,
        findings=(
            FindingEntry(
                name=one.finding, question=one.question, yes_if=_question(one.yes_if), no_if=_question(one.no_if)
            )
            for one in words.findings
        ),
    )


def _question(plain: object) -> Criterion | None:
    return None if plain is None else from_plain(plain)


@lru_cache(maxsize=1)
def gene_entries() -> tuple[GeneEntry, ...]:
    """The genes out of the ordinary, and those that an ambiguous name may mean."""
    found = gene_facts()
    known = {gene.gene: gene for gene in found.genes}
    unclear: dict[str, set[str]] = {}
    for name, genes in codes().genes.others.ambiguous.items():
        for gene in genes:
            unclear.setdefault(gene, set()).add(name)
    entries: list[GeneEntry] = []
    for name in sorted(known.keys() | unclear.keys()):
        may_be_called = frozenset(unclear.get(name, ()))
        gene = known.get(name)
        if gene is None:
            entries.append(GeneEntry(name=name, may_be_called=may_be_called))
            continue
        entries.append(
            GeneEntry(
                name=name,
                acquired=gene.acquired,
                arises=gene.arises,
                plasma_negative_counts=gene.plasma_negative_counts,
                truncating_counts_until=gene.truncating_counts_until,
                transcripts=frozenset(gene.transcripts),
                sequence=found.proteins.get(name, ""),
                exons={exon.number: (exon.first, exon.last) for exon in gene.exons},
                may_be_called=may_be_called,
            )
        )
    return tuple(entries)
