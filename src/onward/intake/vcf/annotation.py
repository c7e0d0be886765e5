"""Which gene and which change a line is about, as VEP (CSQ) or SnpEff (ANN) annotated it.

Of several transcripts of a gene the MANE Select one counts, else one that is numbered as it is, else the one that the
annotator calls canonical or picked, else the first. Sources: Ensembl VEP output formats; SnpEff field ANN 1.0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from onward.intake.vcf.header import Header

# Annotation, Gene_Name, Feature_Type, Feature_ID, Transcript_BioType, HGVS.c, HGVS.p among the fields of ANN.
_ANN = {
    "Allele": 0, "Consequence": 1, "SYMBOL": 3, "Feature_type": 5, "Feature": 6, "BIOTYPE": 7, "HGVSc": 9, "HGVSp": 10,
}  # fmt: skip
# Effects that change the protein or its making; what lies outside it is no mutation of the gene.
_ALTERING = frozenset(
    """
    missense_variant stop_gained stop_lost start_lost frameshift_variant inframe_insertion inframe_deletion
    conservative_inframe_insertion conservative_inframe_deletion disruptive_inframe_insertion
    disruptive_inframe_deletion protein_altering_variant splice_acceptor_variant splice_donor_variant
    transcript_ablation initiator_codon_variant rare_amino_acid_variant exon_loss_variant
    incomplete_terminal_codon_variant
    """.split()  # noqa: SIM905 (words in a line)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneChange:
    """A change of one gene as annotated: symbol, effect in the annotator's words, HGVS c. and p. with accession."""

    gene: str
    consequence: str
    coding: str = ""
    protein: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One transcript of one allele."""

    fields: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def effects(self) -> frozenset[str]:
        return frozenset(self.get("Consequence").split("&"))

    @property
    def alters(self) -> bool:
        return bool(self.effects & _ALTERING)


# (annotation text, reference, allele, its number from 1, number of alleles) to the entries of that allele.
Annotate = Callable[[str, str, str, int, int], list[Entry]]


def annotator_of(header: Header) -> Annotate | None:
    """How the entries of an allele are read; None for a file without annotation."""
    if header.csq:
        fields = header.csq
        return lambda text, ref, alt, at, of: _csq(text, fields, ref, alt, at, of)
    if header.ann:
        return lambda text, ref, alt, at, of: _ann(text, alt, of)
    return None


def genes_changed(entries: Sequence[Entry], numbering: Mapping[str, frozenset[str]]) -> list[GeneChange]:
    """One change for each gene whose protein an allele alters.

    numbering   gene -> accessions, without version, that number the protein as the reference does
    """
    by_gene: dict[str, list[Entry]] = {}
    for entry in entries:
        symbol = entry.get("SYMBOL")
        if symbol and entry.get("BIOTYPE") in ("", "protein_coding", "Coding", "mRNA"):
            by_gene.setdefault(symbol, []).append(entry)
    found: list[GeneChange] = []
    for symbol, transcripts in by_gene.items():
        chosen = min(transcripts, key=lambda entry: _rank(entry, numbering.get(symbol, frozenset())))
        if chosen.alters:
            found.append(_change(symbol, chosen))
    return found


def _rank(entry: Entry, numbering: frozenset[str]) -> int:
    accession = entry.get("Feature").partition(".")[0]
    if entry.get("MANE_SELECT") or (entry.get("MANE").startswith("MANE_Select")):
        return 0
    if accession in numbering:
        return 1
    if entry.get("CANONICAL") == "YES":
        return 2
    return 3 if entry.get("PICK") == "1" else 4


def _change(symbol: str, entry: Entry) -> GeneChange:
    transcript = entry.get("Feature")
    coding, protein = unquote(entry.get("HGVSc")), unquote(entry.get("HGVSp"))
    if coding and ":" not in coding and transcript:
        coding = f"{transcript}:{coding}"
    return GeneChange(gene=symbol, consequence=entry.get("Consequence"), coding=coding, protein=protein)


def _csq(text: str, fields: Sequence[str], ref: str, alt: str, at: int, of: int) -> list[Entry]:
    entries = [Entry(dict(zip(fields, part.split("|"), strict=False))) for part in text.split(",") if part]
    numbered = [entry for entry in entries if entry.get("ALLELE_NUM")]
    if numbered:
        return [entry for entry in numbered if entry.get("ALLELE_NUM") == str(at)]
    if of == 1:
        return entries
    names = _names_of_allele(ref, alt)
    return [entry for entry in entries if entry.get("Allele") in names]


def _names_of_allele(ref: str, alt: str) -> frozenset[str]:
    """How VEP may write an allele: whole, or without the base that it shares with the reference."""
    shorter = alt[1:] or "-" if ref[:1] == alt[:1] else alt
    return frozenset((alt, shorter))


def _ann(text: str, alt: str, of: int) -> list[Entry]:
    entries: list[Entry] = []
    for part in text.split(","):
        cells = [cell.strip() for cell in part.split("|")]
        entry = Entry({name: cells[place] for name, place in _ANN.items() if place < len(cells)})
        if entry.get("Feature_type") in ("", "transcript") and (of == 1 or entry.get("Allele") == alt):
            entries.append(entry)
    return entries
