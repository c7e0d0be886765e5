"""Withdrawn symbols and other names of genes, and names that mean several genes (data: codes/gene_names.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onward.knowledge.files import entries, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedGene:
    """A gene with its other names; each of them belongs to it alone.

    was    withdrawn symbols; also other names
    """

    gene: str
    hgnc: str
    source: tuple[str, ...]
    was: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledName:
    """A name that was the symbol of `gene` and is used for others as well: taken for `gene`, and said so."""

    name: str
    gene: str
    also_of: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguousName:
    """A name that means one of several genes and is never resolved."""

    name: str
    may_be: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GeneNames:
    """All names in upper case.

    by_number   HGNC number -> symbol
    other       withdrawn symbol or other name -> symbol
    settled     name -> the further genes that it is used for
    ambiguous   name -> the genes that it may mean
    """

    by_number: Mapping[str, str] = field(default_factory=dict[str, str])
    other: Mapping[str, str] = field(default_factory=dict[str, str])
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])

    @classmethod
    def load(cls, path: Path) -> GeneNames:
        """Read codes/gene_names.yaml. Raises KnowledgeError; a name that stands at two genes is one."""
        file = read_file(path)
        only_keys(file, "genes", "settled", "ambiguous")
        genes = entries(file, NamedGene, "genes")
        by_number: dict[str, str] = {}
        other: dict[str, str] = {}
        symbols = {gene.gene.upper() for gene in genes}
        for index, gene in enumerate(genes):
            if by_number.setdefault(gene.hgnc, gene.gene) != gene.gene:
                raise file.broken(f"HGNC {gene.hgnc} stands at two genes", "genes", index)
            for name in (*gene.was, *gene.also):
                if name.upper() in symbols or other.setdefault(name.upper(), gene.gene) != gene.gene:
                    raise file.broken(
                        f'"{name}" is a name of another gene too; list it under "ambiguous"', "genes", index
                    )
        settled = entries(file, SettledName, "settled")
        for index, one in enumerate(settled):
            if other.setdefault(one.name.upper(), one.gene) != one.gene:
                raise file.broken(f'"{one.name}" stands at another gene too', "settled", index)
        ambiguous: dict[str, tuple[str, ...]] = {}
        for index, unclear in enumerate(entries(file, AmbiguousName, "ambiguous")):
            if unclear.name.upper() in other or unclear.name.upper() in symbols or len(unclear.may_be) < 2:
                raise file.broken(f'"{unclear.name}" is not ambiguous', "ambiguous", index)
            ambiguous[unclear.name.upper()] = unclear.may_be
        return cls(by_number, other, {one.name.upper(): one.also_of for one in settled}, ambiguous)
