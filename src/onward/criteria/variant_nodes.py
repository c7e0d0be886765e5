"""Questions about genes and tumour scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onward.criteria.checks import (
    must,
    must_all_be_of,
    must_be_one_of,
    must_hold_names,
    must_name_something,
    must_say,
)
from onward.criteria.limits import Limits
from onward.criteria.protein import read_protein

AskedOrigin = Literal["any", "somatic", "germline"]
AskedTissue = Literal["any", "tissue", "ctDNA"]
MatchLevel = Literal["exact", "codon"]
Effect = Literal[
    "missense", "nonsense", "frameshift", "inframe", "splice", "start lost", "stop lost", "loss of function"
]
AlterationKind = Literal["small variant", "amplification", "gain", "shallow deletion", "deep deletion", "fusion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HasVariant:
    """A change is found in one of these genes. The narrowest thing named decides how it matches.

    genes       HGNC symbols
    proteins    protein changes in one- or three-letter form ("H1047R", "p.His1047Arg"); () for any
    level       "exact": this change; "codon": any change of these codons ("V600")
    codons      first and last codon of a range (an exon, a domain), both let in; None for any
    exon        number of an exon as the reference transcript of the gene numbers it ("20"); "" for any
    effects     what the change does ("missense", "loss of function"); () for any that alters the protein
    kinds       small variant, amplification, deep deletion, fusion, ...
    partner     the other gene of a fusion, "" for any
    pathogenic  reported as pathogenic or likely pathogenic
    NO needs a test that looked and did not find: "wild type" is never presumed.
    """

    genes: tuple[str, ...]
    proteins: tuple[str, ...] = ()
    level: MatchLevel = "exact"
    codons: tuple[int, int] | None = None
    exon: str = ""
    effects: tuple[Effect, ...] = ()
    kinds: tuple[AlterationKind, ...] = ("small variant",)
    partner: str = ""
    origin: AskedOrigin = "any"
    tissue: AskedTissue = "any"
    pathogenic: bool = False

    def __post_init__(self) -> None:
        must_name_something(self.genes, "has_variant: genes")
        must_hold_names(self.proteins, "has_variant: proteins")
        must_be_one_of(self.level, get_args(MatchLevel), "has_variant: level")
        if self.effects:
            must_all_be_of(self.effects, get_args(Effect), "has_variant: effects")
        must_all_be_of(self.kinds, get_args(AlterationKind), "has_variant: kinds")
        must_be_one_of(self.origin, get_args(AskedOrigin), "has_variant: origin")
        must_be_one_of(self.tissue, get_args(AskedTissue), "has_variant: tissue")
        if self.codons is not None:
            must(1 <= self.codons[0] <= self.codons[1], "has_variant: codons run from a first to a last one")
        places = sum((bool(self.proteins), self.codons is not None, bool(self.exon)))
        must(places < 2, "has_variant: name proteins, a range of codons or an exon, not two of them")
        must(not self.exon or self.exon.isdecimal(), "has_variant: an exon is a whole number")
        must(
            not places or self.kinds == ("small variant",),
            "has_variant: proteins, codons and exons are of small variants",
        )
        must(not self.partner or self.kinds == ("fusion",), "has_variant: a partner is of a fusion")
        for protein in self.proteins:
            change = read_protein(protein)
            must(change is not None, f'has_variant: "{protein}" is no protein change that Onward can read')
            must(
                self.level == "codon" or change is None or change.kind != "codon",
                f'has_variant: "{protein}" names a codon only; ask with level "codon"',
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneTested:
    """A test looked at all of these genes, whatever it found."""

    genes: tuple[str, ...]
    origin: AskedOrigin = "any"

    def __post_init__(self) -> None:
        must_name_something(self.genes, "gene_tested: genes")
        must_be_one_of(self.origin, get_args(AskedOrigin), "gene_tested: origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score or state of the tumour: PD-L1, Ki-67, TMB, MSI, MMR, HRD, Oncotype DX.

    name      as in codes/markers
    limits    bounds of the number; unit its UCUM unit, "" for a plain number (a combined positive score)
    statuses  or the laboratory's word: "high", "stable", "deficient", "positive", ...
    measure   "CPS", "IC", "TPS", ...; assay "22C3", "SP142", ...; "" for any. One never stands for another.
    """

    name: str
    limits: Limits | None = None
    unit: str = ""
    statuses: tuple[str, ...] = ()
    measure: str = ""
    assay: str = ""

    def __post_init__(self) -> None:
        must_say(self.name, "score: name")
        must_hold_names(self.statuses, "score: statuses")
        must(self.limits is not None or bool(self.statuses), "score needs limits or statuses")
        must(self.limits is not None or not self.unit, "score: a unit without limits says nothing")
