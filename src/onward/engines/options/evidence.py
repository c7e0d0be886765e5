"""What CIViC's evidence says of the variants that were found: for and against drugs, never an approval.

`compile_evidence` sorts the profiles once by what they look for; `evidence_of` then looks a variant up by gene, change,
codon and kind, so that thousands of variants take no longer than the reading of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from onward.criteria import GeneEntry, ProteinChange, fits_protein, in_one_form, kind_of_consequence, read_protein
from onward.engines.options.profiles import (
    Both,
    CodingFeature,
    EffectFeature,
    Either,
    Feature,
    OtherFeature,
    Profile,
    ProteinFeature,
    RangeFeature,
    StructuralFeature,
    Without,
    features_of,
    read_profile,
)
from onward.knowledge import EvidenceItem
from onward.timeline import Origin, Standing, Variant, VariantKind, describe


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A profile of which at least one part cannot be looked for among variants, why, and how many items it has."""

    profile: str
    why: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBase:
    """Evidence sorted by what it looks for. Build it with `compile_evidence`.

    unplaced   profiles that need something that variants do not tell, in the order of the table
    """

    profiles: tuple[Profile, ...]
    items: tuple[tuple[EvidenceItem, ...], ...]
    unplaced: tuple[Unplaced, ...]
    genes: Mapping[str, GeneEntry] = field(repr=False)
    by_feature: Mapping[Feature, tuple[int, ...]] = field(repr=False)
    exact: Mapping[tuple[str, str], ProteinFeature] = field(repr=False)
    codons: Mapping[tuple[str, int], ProteinFeature] = field(repr=False)
    coding: Mapping[tuple[str, str], CodingFeature] = field(repr=False)
    ranges: Mapping[str, tuple[RangeFeature, ...]] = field(repr=False)
    effects: Mapping[str, tuple[EffectFeature, ...]] = field(repr=False)
    structural: Mapping[tuple[str, VariantKind], tuple[StructuralFeature, ...]] = field(repr=False)
    others: Mapping[str, OtherFeature] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceMatch:
    """One evidence item whose profile the variants show.

    match_level  the loosest level at which a part matched: exact, codon, range, effect, kind or gene
    because      what was found and how it matched
    missing      what the item also needs and nothing here tells (an absence, an origin that is not stated)
    """

    item: EvidenceItem
    match_level: str
    because: str
    variants: tuple[Variant, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugEvidence:
    """What is for and what against a set of drugs; breast cancer first, then the better level."""

    supporting: tuple[EvidenceMatch, ...]
    contradicting: tuple[EvidenceMatch, ...]


_LEVELS = ("exact", "codon", "range", "effect", "kind", "gene")


def compile_evidence(items: Iterable[EvidenceItem], genes: Mapping[str, GeneEntry]) -> EvidenceBase:
    """Sort evidence by its profiles.

    genes   exons and reference proteins by symbol, as criteria use them
    """
    grouped: dict[str, list[EvidenceItem]] = {}
    for item in items:
        grouped.setdefault(item.profile, []).append(item)
    profiles = tuple(read_profile(text, genes) for text in grouped)
    by_feature: dict[Feature, list[int]] = {}
    unplaced: list[Unplaced] = []
    for number, (text, profile) in enumerate(zip(grouped, profiles, strict=True)):
        parts = features_of(profile)
        for feature in dict.fromkeys(parts):
            by_feature.setdefault(feature, []).append(number)
        why = next((part.why for part in parts if isinstance(part, OtherFeature)), "")
        if why:
            unplaced.append(Unplaced(profile=text, why=why, items=len(grouped[text])))
    proteins = [feature for feature in by_feature if isinstance(feature, ProteinFeature)]
    ranges: dict[str, tuple[RangeFeature, ...]] = {}
    effects: dict[str, tuple[EffectFeature, ...]] = {}
    structural: dict[tuple[str, VariantKind], tuple[StructuralFeature, ...]] = {}
    for feature in by_feature:
        if isinstance(feature, RangeFeature):
            ranges[feature.gene] = (*ranges.get(feature.gene, ()), feature)
        elif isinstance(feature, EffectFeature):
            effects[feature.gene] = (*effects.get(feature.gene, ()), feature)
        elif isinstance(feature, StructuralFeature):
            key = (feature.gene, feature.kind)
            structural[key] = (*structural.get(key, ()), feature)
            if feature.partner:
                other = (feature.partner, feature.kind)
                structural[other] = (*structural.get(other, ()), feature)
    return EvidenceBase(
        profiles=profiles,
        items=tuple(map(tuple, grouped.values())),
        unplaced=tuple(unplaced),
        genes=genes,
        by_feature={feature: tuple(numbers) for feature, numbers in by_feature.items()},
        exact={(one.gene, one.text): one for one in proteins if one.codon is None},
        codons={(one.gene, one.codon): one for one in proteins if one.codon is not None},
        coding={(one.gene, one.text): one for one in by_feature if isinstance(one, CodingFeature)},
        ranges=ranges,
        effects=effects,
        structural=structural,
        others={one.name: one for one in by_feature if isinstance(one, OtherFeature)},
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    """A feature that was found, by which variant (None: by a state) and at which level, in words."""

    feature: Feature
    level: str
    variant: Variant | None
    words: str


def evidence_of(
    variants: Iterable[Variant], base: EvidenceBase, *, states: Collection[str] = ()
) -> tuple[EvidenceMatch, ...]:
    """The evidence whose profile these findings show, best first.

    variants  those of one person; absent, refuted and benign ones show nothing
    states    further findings in CIViC's names, in any case ("MSI High", "ERBB2 Overexpression")
    """
    hits: dict[Feature, list[_Hit]] = {}
    for variant in variants:
        if _counts(variant):
            words = describe(variant)
            for feature, level in _found(variant, base):
                hits.setdefault(feature, []).append(_Hit(feature, level, variant, words))
    for state in states:
        named = read_profile(state, base.genes)
        if not isinstance(named, (Both, Either, Without)) and named in base.by_feature:
            hits.setdefault(named, []).append(_Hit(named, "kind", None, state))
    matches: list[EvidenceMatch] = []
    for number in {number for feature in hits for number in base.by_feature[feature]}:
        shown = _shown(base.profiles[number], hits)
        if shown is not None:
            matches.extend(_matches(base.items[number], *shown))
    return tuple(sorted(matches, key=_best_first))


def _counts(variant: Variant) -> bool:
    significance = variant.significance.casefold()
    benign = "benign" in significance and "conflicting" not in significance
    return variant.present is True and variant.standing is Standing.CONFIRMED and not benign


def _found(variant: Variant, base: EvidenceBase) -> Iterable[tuple[Feature, str]]:
    """Every feature that one variant shows, with the level at which it does."""
    gene = variant.gene
    if variant.kind is VariantKind.SMALL:
        yield from _small(variant, base)
        return
    for feature in base.structural.get((gene, variant.kind), ()):
        if not feature.partner or {feature.gene, feature.partner} == {gene, variant.partner}:
            yield feature, "exact" if feature.partner else "kind"
    if variant.partner:
        for feature in base.structural.get((variant.partner, variant.kind), ()):
            if not feature.partner:
                yield feature, "kind"
    if variant.kind is VariantKind.DEEP_DELETION:
        for effect in base.effects.get(gene, ()):
            if effect.deep:
                yield effect, "effect"


def _small(variant: Variant, base: EvidenceBase) -> Iterable[tuple[Feature, str]]:
    gene = variant.gene
    change = read_protein(variant.protein) if variant.protein else None
    entry = base.genes.get(gene)
    if variant.coding:
        coding = base.coding.get((gene, variant.coding.rpartition(":")[2]))
        if coding is not None:
            yield coding, "exact"
    if change is not None and (entry is None or not entry.sequence or fits_protein(change, entry.sequence)):
        yield from _placed(variant, change, entry, base)
    kind = change.kind if change is not None and change.kind != "codon" else kind_of_consequence(variant.consequence)
    if kind == "synonymous":
        return
    for effect in base.effects.get(gene, ()):
        if not effect.effects:
            yield effect, "gene"
        elif kind in effect.effects:
            yield effect, "effect"


def _placed(
    variant: Variant, change: ProteinChange, entry: GeneEntry | None, base: EvidenceBase
) -> Iterable[tuple[Feature, str]]:
    gene = variant.gene
    if entry is not None and entry.sequence:
        change = in_one_form(change, entry.sequence)
    exact = base.exact.get((gene, change.text))
    if exact is not None:
        yield exact, "exact"
    if change.kind == "synonymous":
        return
    for codon in range(change.first_codon, min(change.last_codon, change.first_codon + _MOST_CODONS) + 1):
        named = base.codons.get((gene, codon))
        if named is not None:
            yield named, "codon"
    for one in base.ranges.get(gene, ()):
        if change.first_codon <= one.last and one.first <= change.last_codon and _has_shape(change, one.shape):
            yield one, "range"


# A change that spans more codons than this is no change of a codon any more.
_MOST_CODONS = 50


def _has_shape(change: ProteinChange, shape: str) -> bool:
    match shape:
        case "insertion":
            return "ins" in change.text.replace("delins", "") or change.text.endswith("dup")
        case "deletion":
            return "del" in change.text
        case _:
            return True


def _shown(profile: Profile, hits: Mapping[Feature, Sequence[_Hit]]) -> tuple[list[_Hit], list[str]] | None:
    """The hits that show a profile and what stays open; None when it is not shown."""
    match profile:
        case Both():
            parts = [_shown(part, hits) for part in profile.of]
            found = [part for part in parts if part is not None]
            if len(found) < len(parts):
                return None
            every = [hit for part in found for hit in part[0]]
            # Absences alone show nothing: something has to be found.
            return (every, [words for part in found for words in part[1]]) if every else None
        case Either():
            return next((part for one in profile.of if (part := _shown(one, hits)) is not None and part[0]), None)
        case Without():
            parts_of_it = features_of(profile.of)
            if any(part in hits for part in parts_of_it):
                return None
            return [], [f"that {_words(profile.of)} was looked for and not found"]
        case _:
            own = hits.get(profile)
            return (list(own), []) if own else None


def _words(profile: Profile) -> str:
    match profile:
        case Both() | Either():
            return (" and " if isinstance(profile, Both) else " or ").join(map(_words, profile.of))
        case Without():
            return f"no {_words(profile.of)}"
        case ProteinFeature() | CodingFeature():
            return f"{profile.gene} {profile.text}"
        case RangeFeature():
            return f"{profile.gene} {profile.words}"
        case EffectFeature():
            return f"a change of {profile.gene}" if not profile.effects else f"loss of {profile.gene}"
        case StructuralFeature():
            return f"{profile.gene} {profile.kind.value}{f' with {profile.partner}' if profile.partner else ''}"
        case OtherFeature():
            return profile.name
        case _:
            assert_never(profile)


def _matches(items: Sequence[EvidenceItem], hits: Sequence[_Hit], missing: Sequence[str]) -> Iterable[EvidenceMatch]:
    """The items of one profile with what shows it; items on inherited changes only by such changes, and the reverse."""
    known: dict[str, tuple[str, str, tuple[Variant, ...], tuple[str, ...]] | None] = {}
    for item in items:
        if item.origin not in known:
            kept = [hit for hit in hits if hit.variant is None or _origin_fits(item, hit.variant)]
            known[item.origin] = _told(kept, item.origin, missing) if kept else None
        told = known[item.origin]
        if told is not None:
            level, because, variants, open_points = told
            yield EvidenceMatch(item=item, match_level=level, because=because, variants=variants, missing=open_points)


def _told(
    hits: Sequence[_Hit], origin: str, missing: Sequence[str]
) -> tuple[str, str, tuple[Variant, ...], tuple[str, ...]]:
    """Level, reason, variants and open points of a profile that these hits show."""
    variants = tuple({id(hit.variant): hit.variant for hit in hits if hit.variant is not None}.values())
    open_points = list(missing)
    if "Germline" in origin and any(variant.origin is Origin.UNKNOWN for variant in variants):
        open_points.append("whether the change is inherited")
    if any("uncertain" in variant.significance.casefold() for variant in variants):
        open_points.append("what a change of uncertain significance does")
    return (
        max((hit.level for hit in hits), key=_LEVELS.index),
        "; ".join(dict.fromkeys(f"{hit.words} ({hit.level})" for hit in hits)),
        variants,
        tuple(open_points),
    )


def _origin_fits(item: EvidenceItem, variant: Variant) -> bool:
    germline = variant.origin is Origin.GERMLINE or variant.tissue == "germline sample"
    if "Germline" in item.origin:
        return germline or variant.origin is Origin.UNKNOWN
    return item.origin != "Somatic" or not germline


def _best_first(match: EvidenceMatch) -> tuple[bool, bool, str, int, int]:
    item = match.item
    return (item.flagged, not item.is_breast, item.level, -(item.rating or 0), item.id)


def evidence_for_drugs(
    drugs: Sequence[str], matches: Iterable[EvidenceMatch], name_of: Callable[[str], str]
) -> DrugEvidence:
    """What predictive evidence says of these drugs given together.

    drugs     generic names
    name_of   a therapy as CIViC names it -> its generic name, "" for one that is not known

    A combination counts when all of its drugs are among them; of drugs that stand for each other one is enough.
    """
    given = set(drugs)
    supporting: list[EvidenceMatch] = []
    contradicting: list[EvidenceMatch] = []
    for match in matches:
        item = match.item
        if item.kind != "Predictive" or not item.therapies:
            continue
        named = [name_of(therapy) for therapy in item.therapies]
        if not (any if item.interaction == "Substitutes" else all)(name in given for name in named):
            continue
        side = _for_the_drug(item)
        if side is not None:
            (supporting if side else contradicting).append(match)
    return DrugEvidence(supporting=tuple(supporting), contradicting=tuple(contradicting))


_AGAINST = frozenset(("Resistance", "Reduced Sensitivity", "Adverse Response"))


def _for_the_drug(item: EvidenceItem) -> bool | None:
    """Whether an item speaks for the drug; None when it speaks neither way."""
    if item.direction not in ("Supports", "Does Not Support"):
        return None
    supports = item.direction == "Supports"
    if item.significance == "Sensitivity/Response":
        return supports
    return (not supports) if item.significance in _AGAINST else None
