"""Variants by kind of sample (tumour tissue, ctDNA, germline), with what was tested and found nothing, and scores."""

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
    quantity_text,
    sentence_case,
)
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.specimens import specimen_names, specimen_words
from onward.timeline import (
    BiomarkerScore,
    GenesStudied,
    Origin,
    Standing,
    Timeline,
    Variant,
    VariantKind,
)

_TISSUE, _PLASMA, _GERMLINE, _UNSTATED = "Tumour tissue", "ctDNA (plasma)", "Germline", "Kind of sample not stated"
_KINDS = (_TISSUE, _PLASMA, _GERMLINE, _UNSTATED)
_COLUMNS = 6

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


def _kind_of(fact: Variant | GenesStudied) -> str:
    if fact.tissue == "germline sample" or (isinstance(fact, Variant) and fact.origin is Origin.GERMLINE):
        return _GERMLINE
    if fact.tissue == "ctDNA":
        return _PLASMA
    return _TISSUE if fact.tissue == "tissue" else _UNSTATED


def _sample(fact: Variant | GenesStudied) -> _Sample:
    start = fact.when.start
    return _Sample(fact.specimen, day_text(start), -start.earliest.toordinal() if start is not None else 0)


def variant_tables(timeline: Timeline, register: SourceRegister) -> tuple[Table, ...]:
    """One table for each kind of sample: variants down, samples across, newest sample first."""
    variants = [fact for fact in timeline.of(Variant) if fact.standing is not Standing.REFUTED]
    tables = []
    for kind in _KINDS:
        own = [fact for fact in variants if _kind_of(fact) == kind]
        if own:
            tables.append(_matrix(kind, own, timeline, register))
    return tuple(tables)


def _matrix(kind: str, variants: list[Variant], timeline: Timeline, register: SourceRegister) -> Table:
    studied = [fact for fact in timeline.of(GenesStudied) if _kind_of(fact) == kind]
    samples = sorted(
        {_sample(fact) for fact in (*variants, *studied)}, key=lambda sample: (sample.order, sample.key, sample.day)
    )
    names = specimen_names(timeline)
    left_out = len(samples) - _COLUMNS
    shown = samples[:_COLUMNS]
    genes = {
        sample: {gene for fact in studied if fact.specimen == sample.key for gene in fact.genes} for sample in shown
    }
    rows: dict[tuple[str, str], list[Variant]] = {}
    for fact in variants:
        rows.setdefault((fact.gene, short_change(fact)), []).append(fact)
    caption = kind if left_out <= 0 else f"{kind} (the newest {_COLUMNS} of {len(samples)} samples)"
    return Table(
        caption=caption,
        columns=("Variant", *(_heading(sample, names) for sample in shown)),
        rows=tuple(
            (
                _variant_cell(gene, change, found),
                *(_share_cell(sample, gene, found, genes[sample], register) for sample in shown),
            )
            for (gene, change), found in sorted(rows.items(), key=_most_important_first)
        ),
        numeric=tuple(range(1, len(shown) + 1)),
        wide=len(shown) > 2,
    )


def _most_important_first(row: tuple[tuple[str, str], list[Variant]]) -> tuple[int, str, str]:
    (gene, change), found = row
    order = 2 if all(fact.present is False for fact in found) else 1 if _is_uncertain(found) else 0
    return (order, gene, change)


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
        first.consequence,
        listed(dict.fromkeys(fact.significance for fact in found if fact.significance)),
        "origin not stated" if all(fact.origin is Origin.UNKNOWN for fact in found) else "",
    ]
    return Cell(text=f"{gene} {change}", notes=tuple(note for note in notes if note))


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
    names = specimen_names(timeline)
    rows: list[tuple[Cell, ...]] = []
    for fact in reversed(timeline.of(GenesStudied)):
        found = {
            variant.gene
            for variant in timeline.of(Variant)
            if variant.specimen == fact.specimen
            and variant.present is not False
            and _kind_of(variant) == _kind_of(fact)
        }
        nothing = [gene for gene in fact.genes if gene not in found]
        few = len(nothing) <= 24
        rows.append(
            (
                Cell(text=day_text(fact.when.start), marks=register.cite((fact,))),
                Cell(text=names.get(fact.specimen) or fact.tissue or "sample not stated", notes=_panel(fact)),
                Cell(text=counted(len(fact.genes), "gene")),
                Cell(
                    text=(", ".join(nothing) if few else counted(len(nothing), "gene")) or "none",
                    why="" if few else ", ".join(nothing),
                ),
            )
        )
    return Table(
        caption="Tests and where they reported nothing",
        columns=("Date", "Sample", "Studied", "Studied, nothing reported"),
        rows=tuple(rows),
        numeric=(0, 2),
    )


def _panel(fact: GenesStudied) -> tuple[str, ...]:
    return (fact.panel,) if fact.panel else ()


def score_table(timeline: Timeline, register: SourceRegister) -> Table:
    """PD-L1, MSI, TMB and the like, newest first; scores of different assays never mix."""
    names = specimen_names(timeline)
    rows = []
    for fact in sorted(timeline.of(BiomarkerScore), key=_score_order):
        sample = names.get(fact.specimen) or specimen_words(fact.specimen_kind, "") or fact.specimen
        rows.append(
            (
                Cell(text=fact.name, notes=(fact.assay,) if fact.assay else ()),
                Cell(text=_score_words(fact), marks=register.cite((fact,))),
                Cell(text=sample or NOT_RECORDED, tone="" if sample else "open"),
                Cell(text=day_text(fact.when.start), tone="" if fact.when.start is not None else "open"),
            )
        )
    return Table(
        caption="Scores",
        columns=("Score", "Result", "Sample", "Date"),
        rows=tuple(rows),
        numeric=(3,),
    )


def _score_order(fact: BiomarkerScore) -> tuple[str, int]:
    return (fact.name, -fact.when.start.earliest.toordinal() if fact.when.start is not None else 0)


def _score_words(fact: BiomarkerScore) -> str:
    value = quantity_text(fact.value).removesuffix(" (no unit)") if fact.value is not None else ""
    if fact.measure and fact.measure.casefold() in value.casefold():
        return " ".join(part for part in (value, fact.status) if part)
    measured = " ".join(part for part in (fact.measure, value) if part)
    return ", ".join(part for part in (measured, fact.status) if part) or "no value"


def gene_findings(timeline: Timeline, register: SourceRegister) -> Labelled:
    """What was found, for the first screen; without uncertain and benign findings, which stand in the tables."""
    found: dict[str, list[Variant]] = {}
    for fact in timeline.of(Variant):
        if fact.present is True and fact.standing is not Standing.REFUTED and not _is_uncertain((fact,)):
            origin = "germline " if fact.origin is Origin.GERMLINE else ""
            found.setdefault(f"{origin}{fact.gene} {short_change(fact)}", []).append(fact)
    if not found:
        tested = timeline.of(GenesStudied)
        words = "nothing reported in the genes studied" if tested else NOT_RECORDED
        return Labelled(label="Genes", text=sentence_case(words), known=bool(tested), marks=register.cite(tested))
    newest = sorted(found, key=lambda name: (not name.startswith("germline"), _newest(found[name]), name))
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


def score_findings(timeline: Timeline, register: SourceRegister) -> tuple[Labelled, ...]:
    """The newest dated PD-L1, MSI and TMB, for the first screen."""
    words: list[str] = []
    facts: list[BiomarkerScore] = []
    for name in ("PD-L1", "MSI", "TMB"):
        dated = [fact for fact in timeline.of(BiomarkerScore) if fact.name == name and fact.when.start is not None]
        if dated:
            newest = dated[-1]
            assay = f" {newest.assay}" if newest.assay and name == "PD-L1" else ""
            words.append(f"{name}{assay} {_score_words(newest)}")
            facts.append(newest)
    if not facts:
        return ()
    return (Labelled(label="Scores", text="; ".join(words), marks=register.cite(facts)),)
