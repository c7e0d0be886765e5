"""Procedures, histology, grade, imaging modalities and genes (data: codes/procedures.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from onward.knowledge.coded import Vocabulary, table_of
from onward.knowledge.files import KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.gene_names import GeneNames
from onward.knowledge.words import NameIndex
from onward.terms import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureKind:
    """One procedure as the clinic calls it; `kind` groups it (mastectomy, biopsy, radiotherapy, ...)."""

    kind: str
    name: str
    source: tuple[str, ...]
    snomed: tuple[str, ...] = ()
    icd10pcs: tuple[str, ...] = ()
    loinc: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedValue:
    """A histology, a grade or a modality with the codes and words that mean it."""

    name: str
    source: tuple[str, ...]
    snomed: tuple[str, ...] = ()
    loinc: tuple[str, ...] = ()
    icdo3: tuple[str, ...] = ()
    dicom: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gene:
    """A gene by its HGNC symbol; `hgnc` the number of its HGNC id; `also` older and other names."""

    gene: str
    hgnc: str
    source: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneTable:
    """Genes by HGNC id and by name.

    by_name   the genes that Onward's own table lists, with their names; others more are known by name only
    """

    by_number: dict[str, str]
    by_name: dict[str, str]
    names: NameIndex[str]
    others: GeneNames = field(default_factory=GeneNames)

    @classmethod
    def of(cls, file: KnowledgeFile, others: GeneNames | None = None) -> GeneTable:
        """Raises KnowledgeError when an id stands at two genes."""
        genes = entries(file, Gene, "genes")
        known = others or GeneNames()
        by_number: dict[str, str] = dict(known.by_number)
        for index, gene in enumerate(genes):
            if by_number.setdefault(gene.hgnc, gene.gene) != gene.gene:
                raise file.broken(f"HGNC {gene.hgnc} stands at two genes", "genes", index)
        by_name = {name.upper(): gene.gene for gene in genes for name in (*gene.also, gene.gene)}
        return cls(by_number, by_name, NameIndex.of((n, g.gene) for g in genes for n in (g.gene, *g.also)), known)

    def symbol(self, code: Code) -> str:
        """The symbol of an HGNC id, with or without "HGNC:" in front; "" when the table does not know it."""
        return self.by_number.get(code.value.upper().removeprefix("HGNC:"), "")

    @property
    def symbols(self) -> frozenset[str]:
        """Every approved symbol that is known, in upper case."""
        return _upper(tuple(self.by_number.values()))

    def canonical(self, name: str) -> str:
        """The HGNC symbol for a name as written ("HER2" is ERBB2).

        A name that is not known, or that means more than one gene, stays as it is.
        """
        key = name.strip().upper()
        return self.by_name.get(key) or self.others.other.get(key) or name.strip()

    def may_be(self, name: str) -> tuple[str, ...]:
        """The genes that an ambiguous name may mean; () for any other name."""
        key = name.strip().upper()
        return () if key in self.by_name else self.others.ambiguous.get(key, ())

    def doubt(self, name: str) -> str:
        """What has to be said about a name as written, in words for an issue; "" for a name that is certain."""
        key = name.strip().upper()
        also = self.others.settled.get(key)
        if also is not None:
            return f"a withdrawn gene symbol: {key} was {self.canonical(name)} and is used for {_either(also)} too"
        genes = self.may_be(name)
        return f"a gene name that may mean {_either(genes)}" if genes else ""

    def in_text(self, text: str) -> tuple[str, ...]:
        """The genes that a text names."""
        return self.names.find_all(text)


@dataclass(frozen=True, slots=True)
class ProcedureTable:
    """The vocabularies of codes/procedures. `local` maps codes of invented systems (Synthea) by their bare value."""

    file: KnowledgeFile
    kinds: Vocabulary[ProcedureKind]
    local: dict[str, ProcedureKind]
    histology: Vocabulary[str]
    grade: Vocabulary[str]
    modality: Vocabulary[str]
    modality_of_dicom: dict[str, str]
    genes: GeneTable
    _found: dict[tuple[object, ...], ProcedureKind | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, path: Path) -> ProcedureTable:
        """Read codes/procedures.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "procedures", "histology", "grade", "modality", "genes")
        kinds = entries(file, ProcedureKind, "procedures", renamed={"other": "local"})
        table = table_of(
            file,
            (
                *((CodeSystem.SNOMED, kind.snomed, kind) for kind in kinds),
                *((CodeSystem.LOINC, kind.loinc, kind) for kind in kinds),
            ),
            "procedures",
        )
        modalities = entries(file, NamedValue, "modality")
        return cls(
            file,
            Vocabulary(table, NameIndex.of((word, kind) for kind in kinds for word in kind.words)),
            {value: kind for kind in kinds for value in (*kind.local, *kind.icd10pcs)},
            _vocabulary(file, "histology"),
            _vocabulary(file, "grade"),
            _vocabulary(file, "modality"),
            {code: modality.name for modality in modalities for code in modality.dicom},
            GeneTable.of(file, _other_names(path)),
        )

    def find(self, codes: tuple[Code, ...], text: str) -> ProcedureKind | None:
        """What a procedure is: by code (local codes by their value alone), else by the longest name in its words."""
        key = (codes, text)
        if key not in self._found:
            if len(self._found) > 20_000:
                self._found.clear()
            self._found[key] = self._find(codes, text)
        return self._found[key]

    def _find(self, codes: tuple[Code, ...], text: str) -> ProcedureKind | None:
        found = self.kinds.of_codes(codes)
        if found is not None:
            return found
        for code in codes:
            if code.system is CodeSystem.OTHER and code.value in self.local:
                return self.local[code.value]
        return self.kinds.names.find(text) if text else None


def _vocabulary(file: KnowledgeFile, key: str) -> Vocabulary[str]:
    values = entries(file, NamedValue, key)
    table = table_of(
        file,
        (
            (system, getattr(value, system.value), value.name)
            for value in values
            for system in (CodeSystem.SNOMED, CodeSystem.LOINC, CodeSystem.ICDO3)
        ),
        key,
    )
    return Vocabulary(table, NameIndex.of((word, value.name) for value in values for word in value.words))


def _other_names(path: Path) -> GeneNames:
    """The names that stand in a file of their own beside this one; none where there is no such file."""
    beside = path.with_name("gene_names.yaml")
    return GeneNames.load(beside) if beside.exists() else GeneNames()


def _either(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@lru_cache(maxsize=4)
def _upper(symbols: tuple[str, ...]) -> frozenset[str]:
    return frozenset(symbol.upper() for symbol in symbols)
