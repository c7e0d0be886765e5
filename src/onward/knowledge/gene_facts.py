"""Genes out of the ordinary, with their reference proteins (data: genes/genes.yaml, genes/proteins.fasta)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file
from onward.terms import KnowledgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExonCodons:
    """First and last codon of an exon, a codon that it shares with its neighbour included."""

    number: str
    first: int
    last: int
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneFact:
    """What is out of the ordinary about a gene.

    transcripts             accessions, without version, whose protein is numbered as the reference protein is
    protein                 refget digest of the reference protein; "" where Onward does not carry it
    acquired, arises        whether its changes arise under treatment, and how, as a sentence
    plasma_negative_counts  whether "not found" in plasma counts as a negative
    truncating_counts_until last codon at which a premature stop counts as pathogenic where nobody classified it
    """

    gene: str
    source: tuple[str, ...]
    transcripts: tuple[str, ...] = ()
    protein: str = ""
    exons: tuple[ExonCodons, ...] = ()
    acquired: bool = False
    arises: str = ""
    plasma_negative_counts: bool = False
    truncating_counts_until: int | None = None


@dataclass(frozen=True, slots=True)
class GeneFacts:
    """The genes, and the sequence of each reference protein by gene."""

    file: KnowledgeFile
    genes: tuple[GeneFact, ...]
    proteins: Mapping[str, str]

    @classmethod
    def load(cls, path: Path) -> GeneFacts:
        """Read genes.yaml and the proteins beside it. Raises KnowledgeError, as for a protein that is not as listed."""
        file = read_file(path)
        only_keys(file, "genes")
        genes = entries(file, GeneFact, "genes")
        sequences = _fasta(path.with_name("proteins.fasta"))
        proteins: dict[str, str] = {}
        for index, gene in enumerate(genes):
            for exon in gene.exons:
                if not 0 < exon.first <= exon.last or any(key not in file.sources for key in exon.source):
                    raise file.broken(f"exon {exon.number} of {gene.gene} is not in order", "genes", index, "exons")
            if not gene.protein:
                continue
            sequence = sequences.get(gene.gene, "")
            if refget_digest(sequence) != gene.protein:
                raise file.broken(f"the protein of {gene.gene} is not the one listed", "genes", index, "protein")
            proteins[gene.gene] = sequence
        return cls(file, genes, proteins)


def refget_digest(sequence: str) -> str:
    """The GA4GH refget digest of a sequence: SHA-512, its first 24 bytes, in base64 for URLs."""
    return base64.urlsafe_b64encode(hashlib.sha512(sequence.encode()).digest()[:24]).decode()


def _fasta(path: Path) -> dict[str, str]:
    """Sequences by the first word of their heading. Raises KnowledgeError when the file cannot be read."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"genes/{path.name}: cannot be read as text ({type(error).__name__})") from error
    sequences: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(">"):
            lines = sequences.setdefault(line[1:].split(maxsplit=1)[0], [])
        else:
            lines.append(line.strip())
    return {name: "".join(parts) for name, parts in sequences.items()}


@lru_cache(maxsize=1)
def gene_facts() -> GeneFacts:
    """The genes that come with Onward. Raises KnowledgeError."""
    return GeneFacts.load(DATA / "genes" / "genes.yaml")
