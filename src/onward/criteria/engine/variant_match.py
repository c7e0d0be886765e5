"""Whether one recorded change is the one asked for: exact, then codon, then range, then effect, then gene.

The reason names the level at which it matched.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from onward.criteria.answer import FIXED, OPEN, Answer
from onward.criteria.engine.results import decided, undecided
from onward.criteria.protein import ProteinChange, ProteinKind, kind_of_consequence, read_protein
from onward.criteria.protein_sequence import fits_protein, in_one_form
from onward.criteria.reference import GeneEntry
from onward.criteria.variant_nodes import HasVariant
from onward.terms import Truth, WhyUnknown
from onward.timeline import Origin, Standing, Variant, VariantKind, describe

# What counting a premature stop as pathogenic rests on, where the record has no classification of it.
TRUNCATING_COUNTS = "a truncating change counts as pathogenic where its classification is not recorded"

LOSS_OF_FUNCTION: tuple[ProteinKind, ...] = ("nonsense", "frameshift", "splice", "start lost")


def match_variant(leaf: HasVariant, fact: Variant, genes: Mapping[str, GeneEntry]) -> Answer:
    """What one recorded change says to the question; `fact` is of one of the genes and of one of the kinds.

    genes   what is known of genes, by symbol
    """
    name = describe(fact)
    if fact.present is None:
        return undecided(
            leaf, WhyUnknown.IMPRECISE, f"{name}: whether it was found is not said", ask=_report(fact), facts=(fact,)
        )
    gene = genes.get(fact.gene)
    place, effect = _place(leaf, fact, gene), _effect(leaf, fact)
    pathogenic = _pathogenic(leaf, fact)
    truncating = pathogenic[0] is Truth.UNKNOWN and _is_truncating(fact, gene)
    checks = (
        _is_relevant(fact),
        place,
        effect,
        _origin(leaf, fact),
        _tissue(leaf, fact),
        _PASSED if truncating else pathogenic,
        _standing(fact),
    )
    failed = next((because for truth, _, because in checks if truth is Truth.NO), None)
    if failed is not None:
        # An uncertain significance may be settled later; where a change lies, or that it is benign, stays.
        only_uncertain = [check for check in checks if check[0] is Truth.NO] == [pathogenic]
        change = OPEN if only_uncertain else FIXED
        return decided(leaf, Truth.NO, f"{name}: {failed}", facts=(fact,), change=change)
    for truth, why, because in checks:
        if truth is Truth.UNKNOWN:
            return undecided(leaf, why, f"{name}: {because}", ask=_report(fact), facts=(fact,))
    level = ", ".join(words for _, _, words in (place, effect) if words) or "a change of the gene"
    assumed = (TRUNCATING_COUNTS,) if truncating else ()
    return decided(leaf, Truth.YES, f"{name} is found ({level})", facts=(fact,), change=FIXED, assumed=assumed)


_Check = tuple[Truth, WhyUnknown, str]
_PASSED: _Check = (Truth.YES, WhyUnknown.NOT_RECORDED, "")


def _report(fact: Variant) -> str:
    return f"What does the sequencing report say about this change of {fact.gene}?"


def _no(because: str) -> _Check:
    return (Truth.NO, WhyUnknown.NOT_RECORDED, because)


def _open(why: WhyUnknown, because: str) -> _Check:
    return (Truth.UNKNOWN, why, because)


def _is_relevant(fact: Variant) -> _Check:
    """Silent and benign changes are no mutation in the sense of any question."""
    if "benign" in fact.significance.lower() and "conflicting" not in fact.significance.lower():
        return _no("reported as benign")
    if fact.kind is VariantKind.SMALL and _kind(fact) == "synonymous":
        return _no("does not alter the protein")
    return _PASSED


def _change(fact: Variant) -> ProteinChange | None:
    return read_protein(fact.protein) if fact.protein else None


def _kind(fact: Variant) -> ProteinKind | None:
    """What the change does, by its protein form, else by the record's word for the consequence."""
    change = _change(fact)
    if change is not None and change.kind != "codon":
        return change.kind
    return kind_of_consequence(fact.consequence)


def _at(level: str) -> _Check:
    """Passed, at this level of precision."""
    return (Truth.YES, WhyUnknown.NOT_RECORDED, level)


def _place(leaf: HasVariant, fact: Variant, gene: GeneEntry | None) -> _Check:
    if leaf.partner and leaf.partner not in (fact.gene, fact.partner):
        if not fact.partner:
            return _open(WhyUnknown.NOT_RECORDED, "the partner of the fusion is not recorded")
        return _no(f"the partner is {fact.partner}")
    if not leaf.proteins and leaf.codons is None and not leaf.exon:
        return _PASSED
    change = _change(fact)
    if change is None:
        because = "the protein change is not understood" if fact.protein else "the protein change is not recorded"
        return _open(WhyUnknown.UNREADABLE if fact.protein else WhyUnknown.NOT_RECORDED, because)
    if gene is not None:
        elsewhere = _numbered_elsewhere(change, fact, gene)
        if elsewhere:
            return _open(WhyUnknown.IMPRECISE, elsewhere)
        change = _in_one_form(change, gene.sequence)
    if leaf.exon:
        return _in_exon(leaf, change, gene)
    if leaf.codons is not None:
        first, last = leaf.codons
        inside = change.first_codon <= last and change.last_codon >= first
        return _at(f"within codons {first} to {last}") if inside else _no(f"lies outside codons {first} to {last}")
    return _one_of(leaf, change, gene)


def _in_exon(leaf: HasVariant, change: ProteinChange, gene: GeneEntry | None) -> _Check:
    codons = None if gene is None else gene.exons.get(leaf.exon)
    if codons is None:
        return _open(WhyUnknown.NEEDS_HUMAN, f"which codons exon {leaf.exon} holds is not in the table of genes")
    first, last = codons
    inside = change.first_codon <= last and change.last_codon >= first
    words = f"exon {leaf.exon}, codons {first} to {last}"
    return _at(words) if inside else _no(f"lies outside {words}")


def _one_of(leaf: HasVariant, change: ProteinChange, gene: GeneEntry | None) -> _Check:
    read = (read_protein(protein) for protein in leaf.proteins)
    sequence = "" if gene is None else gene.sequence
    asked = [_in_one_form(one, sequence) for one in read if one is not None]
    if leaf.level == "codon":
        hit = any(change.first_codon <= other.last_codon and other.first_codon <= change.last_codon for other in asked)
        return _at("a change of that codon") if hit else _no("lies at another codon")
    if any(change.text == other.text for other in asked):
        return _at("exactly that change")
    if change.kind == "codon" and any(other.first_codon == change.first_codon for other in asked):
        return _open(WhyUnknown.IMPRECISE, "only the codon is recorded")
    if not sequence and any(_may_be_one(change, other) for other in asked):
        return _open(WhyUnknown.IMPRECISE, "whether it is the same change spelt otherwise takes the protein's sequence")
    return _no("is another change")


# So many codons apart two spellings of one insertion or deletion may lie in repeated residues.
_SHIFTED_AT_MOST = 20


def _may_be_one(change: ProteinChange, other: ProteinChange) -> bool:
    """Whether two in-frame changes of an unknown protein may be one change spelt in two ways."""
    near = abs(change.first_codon - other.first_codon) <= _SHIFTED_AT_MOST
    return near and change.kind == other.kind == "inframe"


@lru_cache(maxsize=4096)
def _in_one_form(change: ProteinChange, sequence: str) -> ProteinChange:
    return in_one_form(change, sequence) if sequence else change


def _numbered_elsewhere(change: ProteinChange, fact: Variant, gene: GeneEntry) -> str:
    """Why codon and exon numbers of this record cannot be compared with those of the reference protein; "" if so."""
    if gene.transcripts:
        for named in (fact.protein, fact.coding):
            accession = accession_of(named)
            if accession and accession not in gene.transcripts:
                return f"it is numbered on {accession}, another transcript than the reference of {gene.name}"
    if gene.sequence and not fits_protein(change, gene.sequence):
        return (
            f"{change.text} does not fit the reference protein of {gene.name}: it may be numbered on another transcript"
        )
    return ""


def accession_of(named: str) -> str:
    """The accession before a change, without its version: "NP_006209" of "NP_006209.2:p.His1047Arg"; "" for none.

    A gene symbol before the colon is no accession.
    """
    before, colon, _ = named.partition(":")
    accession = before.partition("(")[0].strip().partition(".")[0].upper() if colon else ""
    return accession if accession.startswith(("NM_", "NP_", "XM_", "XP_", "ENST", "ENSP", "LRG_")) else ""


def _effect(leaf: HasVariant, fact: Variant) -> _Check:
    if not leaf.effects:
        return _PASSED
    wanted: set[str] = set(leaf.effects)
    if "loss of function" in wanted:
        if fact.kind is VariantKind.DEEP_DELETION:
            return _at("loss of function, deep deletion")
        wanted |= set(LOSS_OF_FUNCTION)
    kind = _kind(fact)
    if kind is None:
        return _open(WhyUnknown.NOT_RECORDED, "what the change does is not recorded")
    if kind not in wanted:
        return _no(f"is a {kind} change")
    return _at(kind if kind in leaf.effects else f"loss of function, {kind}")


def _origin(leaf: HasVariant, fact: Variant) -> _Check:
    if leaf.origin == "any":
        return _PASSED
    origin = Origin.GERMLINE if fact.tissue == "germline sample" else fact.origin
    if origin is Origin.UNKNOWN:
        return _open(WhyUnknown.IMPRECISE, "whether it is inherited or of the tumour is not recorded")
    return _PASSED if origin.value == leaf.origin else _no(f"is {origin.value}")


def _tissue(leaf: HasVariant, fact: Variant) -> _Check:
    if leaf.tissue == "any":
        return _PASSED
    if not fact.tissue:
        return _open(WhyUnknown.NOT_RECORDED, "in which sample it was found is not recorded")
    return _PASSED if fact.tissue == leaf.tissue else _no(f"was found in {fact.tissue}")


def _pathogenic(leaf: HasVariant, fact: Variant) -> _Check:
    if not leaf.pathogenic:
        return _PASSED
    words = fact.significance.lower().replace("_", " ").strip()
    if not words:
        return _open(WhyUnknown.NOT_RECORDED, "whether it is pathogenic is not recorded")
    if words in ("pathogenic", "likely pathogenic", "pathogenic/likely pathogenic"):
        return _PASSED
    if "conflicting" in words:
        return _open(WhyUnknown.CONFLICTING, "its classifications contradict each other")
    if "uncertain" in words or words == "vus" or "benign" in words:
        return _no(f"reported as {words}")
    return _open(WhyUnknown.UNREADABLE, "its classification is not understood")


def _is_truncating(fact: Variant, gene: GeneEntry | None) -> bool:
    """Whether nobody classified the change and it stops the protein before its last needed codon."""
    change = _change(fact)
    if fact.significance.strip() or change is None or gene is None or gene.truncating_counts_until is None:
        return False
    is_stop = change.kind in ("nonsense", "frameshift") and change.first_codon <= gene.truncating_counts_until
    return is_stop and not _numbered_elsewhere(change, fact, gene)


def _standing(fact: Variant) -> _Check:
    if fact.standing is Standing.PROVISIONAL:
        return _open(WhyUnknown.NEEDS_HUMAN, "the result is provisional")
    return _PASSED
