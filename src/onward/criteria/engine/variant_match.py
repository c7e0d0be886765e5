"""Whether one recorded change is the one asked for: exact, then codon, then range, then effect, then gene."""

from __future__ import annotations

from onward.criteria.answer import FIXED, OPEN, Answer
from onward.criteria.engine.results import decided, undecided
from onward.criteria.protein import ProteinChange, ProteinKind, kind_of_consequence, read_protein
from onward.criteria.variant_nodes import HasVariant
from onward.terms import Truth, WhyUnknown
from onward.timeline import Origin, Standing, Variant, VariantKind, describe

LOSS_OF_FUNCTION: tuple[ProteinKind, ...] = ("nonsense", "frameshift", "splice", "start lost")


def match_variant(leaf: HasVariant, fact: Variant) -> Answer:
    """What one recorded change says to the question; `fact` is of one of the genes and of one of the kinds."""
    name = describe(fact)
    if fact.present is None:
        return undecided(
            leaf, WhyUnknown.IMPRECISE, f"{name}: whether it was found is not said", ask=_report(fact), facts=(fact,)
        )
    checks = (
        _is_relevant(fact),
        _place(leaf, fact),
        _effect(leaf, fact),
        _origin(leaf, fact),
        _tissue(leaf, fact),
        _pathogenic(leaf, fact),
        _standing(fact),
    )
    failed = next((because for truth, _, because in checks if truth is Truth.NO), None)
    if failed is not None:
        # An uncertain significance may be settled later; where a change lies, or that it is benign, stays.
        only_uncertain = [check for check in checks if check[0] is Truth.NO] == [_pathogenic(leaf, fact)]
        change = OPEN if only_uncertain else FIXED
        return decided(leaf, Truth.NO, f"{name}: {failed}", facts=(fact,), change=change)
    for truth, why, because in checks:
        if truth is Truth.UNKNOWN:
            return undecided(leaf, why, f"{name}: {because}", ask=_report(fact), facts=(fact,))
    return decided(leaf, Truth.YES, f"{name} is found", facts=(fact,), change=FIXED)


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


def _place(leaf: HasVariant, fact: Variant) -> _Check:
    if leaf.partner and leaf.partner not in (fact.gene, fact.partner):
        if not fact.partner:
            return _open(WhyUnknown.NOT_RECORDED, "the partner of the fusion is not recorded")
        return _no(f"the partner is {fact.partner}")
    if not leaf.proteins and leaf.codons is None:
        return _PASSED
    change = _change(fact)
    if change is None:
        because = "the protein change is not understood" if fact.protein else "the protein change is not recorded"
        return _open(WhyUnknown.UNREADABLE if fact.protein else WhyUnknown.NOT_RECORDED, because)
    if leaf.codons is not None:
        first, last = leaf.codons
        inside = change.first_codon <= last and change.last_codon >= first
        return _PASSED if inside else _no(f"lies outside codons {first} to {last}")
    asked = [read for protein in leaf.proteins if (read := read_protein(protein)) is not None]
    if leaf.level == "codon":
        hit = any(change.first_codon <= other.last_codon and other.first_codon <= change.last_codon for other in asked)
        return _PASSED if hit else _no("lies at another codon")
    if any(change.text == other.text for other in asked):
        return _PASSED
    if change.kind == "codon" and any(other.first_codon == change.first_codon for other in asked):
        return _open(WhyUnknown.IMPRECISE, "only the codon is recorded")
    return _no("is another change")


def _effect(leaf: HasVariant, fact: Variant) -> _Check:
    if not leaf.effects:
        return _PASSED
    wanted: set[str] = set(leaf.effects)
    if "loss of function" in wanted:
        if fact.kind is VariantKind.DEEP_DELETION:
            return _PASSED
        wanted |= set(LOSS_OF_FUNCTION)
    kind = _kind(fact)
    if kind is None:
        return _open(WhyUnknown.NOT_RECORDED, "what the change does is not recorded")
    return _PASSED if kind in wanted else _no(f"is a {kind} change")


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


def _standing(fact: Variant) -> _Check:
    if fact.standing is Standing.PROVISIONAL:
        return _open(WhyUnknown.NEEDS_HUMAN, "the result is provisional")
    return _PASSED
