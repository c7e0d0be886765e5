"""Variants by kind of sample (tumour tissue, ctDNA, germline), with what was tested and found nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onward.outputs.html.context import Cell, Labelled, Table
from onward.outputs.html.phrases import (
    NOT_RECORDED,
    counted,
    day_text,
    listed,
    number_text,
    sentence_case,
)
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.specimens import specimen_names
from onward.timeline import (
    GenesStudied,
    Origin,
    SpecimenFact,
    SpecimenKind,
    Standing,
    Timeline,
    Variant,
    VariantKind,
)

_TISSUE, _PLASMA, _GERMLINE, _UNSTATED = "Tumour tissue", "ctDNA (plasma)", "Germline", "Kind of sample not stated"
_KINDS = (_TISSUE, _PLASMA, _GERMLINE, _UNSTATED)
_COLUMNS = 6
_GENES = 24
# Genes that a drug for metastatic breast cancer asks for stand first; this orders, and leaves nothing out.
_FIRST = ("BRCA1", "BRCA2", "PALB2", "ESR1", "PIK3CA", "AKT1", "PTEN", "ERBB2")
_TUMOUR = (SpecimenKind.PRIMARY, SpecimenKind.METASTASIS, SpecimenKind.LOCAL_RECURRENCE)

# One-letter codes of the amino acids (IUPAC), for the short form that people say: p.His1047Arg is H1047R.
_LETTERS = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G", "His": "H",
    "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W",
    "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip
_RESIDUE = re.compile("|".join(_LETTERS))


@dataclass(frozen=True, slots=True)
class _Sample:
    """A column: one specimen on one day."""

    key: str
    day: str
    order: int

    def is_of(self, other: _Sample) -> bool:
        """Whether both are one sample: by its id, else by the day."""
        return self.key == other.key if self.key or other.key else self.day == other.day


def short_change(variant: Variant) -> str:
    """The change as people say it ("H1047R", "amplification"), or as written where it has no short form."""
    if variant.partner:
        return f"fusion with {variant.partner}"
    written = variant.protein or variant.coding or variant.genomic
    if variant.kind is not VariantKind.SMALL or not written:
        return variant.kind.value if variant.kind is not VariantKind.SMALL else "change not stated"
    change = written.rsplit(":", maxsplit=1)[-1].strip()
    if change.startswith("p."):
        change = change[2:].strip("()")
        return _RESIDUE.sub(lambda found: _LETTERS[found[0]], change)
    return change


def _stated_kind(fact: Variant | GenesStudied) -> str:
    if fact.tissue == "germline sample" or (isinstance(fact, Variant) and fact.origin is Origin.GERMLINE):
        return _GERMLINE
    if fact.tissue == "ctDNA":
        return _PLASMA
    return _TISSUE if fact.tissue == "tissue" else _UNSTATED


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The kind of sample of each finding: its own word, else what other findings of the same sample say alike.

    A panel often names only its sample; that the sample is plasma stands at its variants.
    """

    by_specimen: dict[str, str]

    @classmethod
    def of_timeline(cls, timeline: Timeline) -> _Kinds:
        stated: dict[str, set[str]] = {}
        for fact in (*timeline.of(Variant), *timeline.of(GenesStudied)):
            if fact.specimen and (kind := _stated_kind(fact)) != _UNSTATED:
                stated.setdefault(fact.specimen, set()).add(kind)
        for fact in timeline.of(SpecimenFact):
            if fact.kind in _TUMOUR:
                stated.setdefault(fact.key, set()).add(_TISSUE)
        return cls({specimen: next(iter(kinds)) for specimen, kinds in stated.items() if len(kinds) == 1})

    def of(self, fact: Variant | GenesStudied) -> str:
        kind = _stated_kind(fact)
        return kind if kind != _UNSTATED else self.by_specimen.get(fact.specimen, _UNSTATED)

    def same_test(self, variant: Variant, studied: GenesStudied) -> bool:
        """Whether a variant may come from a test: of the same sample, or, where none is named, kind and day."""
        if variant.specimen or studied.specimen:
            return variant.specimen == studied.specimen
        return self.of(variant) == self.of(studied) and variant.when.start == studied.when.start


def _sample(fact: Variant | GenesStudied) -> _Sample:
    start = fact.when.start
    return _Sample(fact.specimen, day_text(start), -start.earliest.toordinal() if start is not None else 0)


def variant_tables(timeline: Timeline, register: SourceRegister) -> tuple[Table, ...]:
    """One table for each kind of sample: variants down, samples across, newest sample first."""
    kinds = _Kinds.of_timeline(timeline)
    variants = [fact for fact in timeline.of(Variant) if fact.standing is not Standing.REFUTED]
    by_kind = {kind: [fact for fact in variants if kinds.of(fact) == kind] for kind in _KINDS}
    return tuple(_matrix(kind, own, kinds, timeline, register) for kind, own in by_kind.items() if own)


def _matrix(kind: str, variants: list[Variant], kinds: _Kinds, timeline: Timeline, register: SourceRegister) -> Table:
    studied = [fact for fact in timeline.of(GenesStudied) if kinds.of(fact) == kind]
    samples = sorted(
        {_sample(fact) for fact in (*variants, *studied)}, key=lambda sample: (sample.order, sample.key, sample.day)
    )
    names = specimen_names(timeline)
    left_out = len(samples) - _COLUMNS
    shown = samples[:_COLUMNS]
    genes = {
        sample: {gene for fact in studied if _sample(fact).is_of(sample) for gene in fact.genes} for sample in shown
    }
    rows: dict[tuple[str, str], list[Variant]] = {}
    for fact in variants:
        if fact.gene:
            rows.setdefault((fact.gene, short_change(fact)), []).append(fact)
    unnamed = [fact for fact in variants if not fact.gene]
    caption = kind if left_out <= 0 else f"{kind} (the newest {_COLUMNS} of {len(samples)} samples)"
    return Table(
        caption=caption,
        columns=("Variant", *(_heading(sample, names) for sample in shown)),
        rows=(
            *(
                (
                    _variant_cell(gene, change, found),
                    *(_share_cell(sample, gene, found, genes[sample], register) for sample in shown),
                )
                for (gene, change), found in sorted(rows.items(), key=_most_important_first)
            ),
            *([_without_gene(unnamed, shown, register)] if unnamed else []),
        ),
        wide=len(shown) > 2,
    )


def _without_gene(unnamed: list[Variant], shown: list[_Sample], register: SourceRegister) -> tuple[Cell, ...]:
    """Changes of a file without annotation in one row: how many, and where the first of them stands."""
    own = [[fact for fact in unnamed if _sample(fact) == sample] for sample in shown]
    return (
        Cell(
            text="Changes without a gene", notes=("recorded by their place in the genome; not annotated",), tone="open"
        ),
        *(Cell(text=str(len(facts) or ""), marks=register.cite(facts[:1])) for facts in own),
    )


def _most_important_first(row: tuple[tuple[str, str], list[Variant]]) -> tuple[int, int, str, str]:
    (gene, change), found = row
    order = 2 if all(fact.present is False for fact in found) else 1 if _is_uncertain(found) else 0
    return (order, *_gene_order(gene), change)


def _gene_order(gene: str) -> tuple[int, str]:
    return (_FIRST.index(gene) if gene in _FIRST else len(_FIRST), gene)


def _is_uncertain(found: Iterable[Variant]) -> bool:
    words = " ".join(fact.significance.lower() for fact in found)
    return "uncertain" in words or "benign" in words


def _heading(sample: _Sample, names: dict[str, str]) -> str:
    name = names.get(sample.key) or sample.key
    return f"{sample.day}, {name}" if name else sample.day


def _variant_cell(gene: str, change: str, found: list[Variant]) -> Cell:
    first = found[0]
    written = (first.protein or first.coding).rsplit(":", maxsplit=1)[-1]
    notes = [
        written if written and written.removeprefix("p.") != change else "",
        first.coding.rsplit(":", maxsplit=1)[-1] if first.protein and first.coding else "",
        first.consequence.replace("_", " ").lower(),
        listed(dict.fromkeys(fact.significance for fact in found if fact.significance)),
        "origin not stated" if _is_small_of_unknown_origin(found) else "",
    ]
    return Cell(text=f"{gene} {change}", notes=tuple(note for note in notes if note))


def _is_small_of_unknown_origin(found: list[Variant]) -> bool:
    return all(fact.origin is Origin.UNKNOWN and fact.kind is VariantKind.SMALL for fact in found)


def _share_cell(sample: _Sample, gene: str, found: list[Variant], studied: set[str], register: SourceRegister) -> Cell:
    own = [fact for fact in found if _sample(fact) == sample]
    if not own:
        if gene in studied:
            return Cell(text="not reported", notes=("gene was studied",))
        return Cell(text="gene not known to be studied", tone="open")
    words = []
    for fact in own:
        if fact.present is False:
            words.append("not found")
        elif fact.present is None:
            words.append("unclear")
        elif fact.allele_percent is not None:
            words.append(f"{number_text(fact.allele_percent)} %")
        elif fact.copy_number is not None:
            words.append(f"{number_text(fact.copy_number)} copies")
        else:
            words.append("found")
    return Cell(text=", ".join(dict.fromkeys(words)), marks=register.cite(own))


def genes_studied_table(timeline: Timeline, register: SourceRegister) -> Table:
    """What each test looked at and where it reported nothing: a tested negative is not a gap."""
    names, kinds = specimen_names(timeline), _Kinds.of_timeline(timeline)
    rows: list[tuple[Cell, ...]] = []
    for fact in reversed(timeline.of(GenesStudied)):
        found = {
            variant.gene
            for variant in timeline.of(Variant)
            if variant.present is not False and kinds.same_test(variant, fact)
        }
        rows.append(
            (
                Cell(text=day_text(fact.when.start), marks=register.cite((fact,))),
                Cell(text=kinds.of(fact), notes=_sample_notes(fact, names)),
                Cell(text=counted(len(fact.genes), "gene"))
                if fact.genes
                else Cell(text="genes not listed", tone="open"),
                _nothing_cell(fact, [gene for gene in fact.genes if gene not in found]),
            )
        )
    return Table(
        caption="Tests and where they reported nothing",
        columns=("Date", "Sample", "Studied", "Studied, nothing reported"),
        rows=tuple(rows),
        numeric=(0, 2),
    )


def _nothing_cell(fact: GenesStudied, nothing: list[str]) -> Cell:
    """Genes without a finding; where a panel's genes are not listed, nothing can be said to be absent."""
    if not fact.genes:
        return Cell(text="cannot be told", tone="open")
    if len(nothing) > _GENES:
        return Cell(text=counted(len(nothing), "gene"), why=", ".join(nothing))
    return Cell(text=", ".join(nothing) or "none")


def _sample_notes(fact: GenesStudied, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(note for note in (names.get(fact.specimen) or fact.specimen, fact.panel) if note)


def gene_findings(timeline: Timeline, register: SourceRegister) -> Labelled:
    """What was found, for the first screen; without uncertain and benign findings, which stand in the tables."""
    found: dict[str, list[Variant]] = {}
    for fact in timeline.of(Variant):
        if fact.present is True and fact.gene and fact.standing is not Standing.REFUTED and not _is_uncertain((fact,)):
            origin = "germline " if fact.origin is Origin.GERMLINE else ""
            found.setdefault(f"{origin}{fact.gene} {short_change(fact)}", []).append(fact)
    if not found:
        tested = [fact for fact in timeline.of(GenesStudied) if fact.genes]
        words = "nothing reported in the genes studied" if tested else NOT_RECORDED
        return Labelled(label="Genes", text=sentence_case(words), known=bool(tested), marks=register.cite(tested))
    newest = sorted(
        found,
        key=lambda name: (
            not name.startswith("germline"),
            _gene_order(found[name][0].gene)[0],
            _newest(found[name]),
            name,
        ),
    )
    shown = newest[:6]
    more = f" and {len(newest) - len(shown)} more" if len(newest) > len(shown) else ""
    return Labelled(
        label="Genes",
        text=f"{', '.join(shown)}{more}",
        detail="ever found, in any sample; dates and samples below",
        marks=register.cite([fact for name in shown for fact in reversed(found[name])]),
    )


def _newest(found: list[Variant]) -> int:
    days = [fact.when.start.earliest.toordinal() for fact in found if fact.when.start is not None]
    return -max(days, default=0)
