"""Molecular profiles of CIViC ("EGFR T790M AND EGFR Exon 19 Deletion") as trees of what to look for in variants.

Grammar: names joined by AND, OR and NOT, in groups of free-standing brackets; brackets inside a name belong to it. What
cannot be looked for among variants (expression, methylation, named alleles) is said, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onward.criteria import GeneEntry, ProteinChange, ProteinKind, in_one_form, read_protein
from onward.timeline import VariantKind

Shape = Literal["any", "insertion", "deletion"]


@dataclass(frozen=True, slots=True)
class ProteinFeature:
    """Exactly this protein change of a gene (`text` in one form), or any change of the codon."""

    gene: str
    text: str
    codon: int | None = None


@dataclass(frozen=True, slots=True)
class RangeFeature:
    """Changes that touch these codons, of one shape."""

    gene: str
    first: int
    last: int
    shape: Shape
    words: str


@dataclass(frozen=True, slots=True)
class EffectFeature:
    """Changes of a gene that do one of these; () for any that alters the protein. `deep` lets in a lost gene."""

    gene: str
    effects: tuple[ProteinKind, ...]
    deep: bool = False


@dataclass(frozen=True, slots=True)
class CodingFeature:
    """Exactly this coding change ("c.3028G>A")."""

    gene: str
    text: str


@dataclass(frozen=True, slots=True)
class StructuralFeature:
    """An amplification, a deletion of the gene, or a fusion (with `partner`, "" for any)."""

    gene: str
    kind: VariantKind
    partner: str = ""


@dataclass(frozen=True, slots=True)
class OtherFeature:
    """Something that is not looked for among variants, and why; `name` in small letters tells it by."""

    name: str
    why: str


Feature = ProteinFeature | RangeFeature | EffectFeature | CodingFeature | StructuralFeature | OtherFeature


@dataclass(frozen=True, slots=True)
class Both:
    """All parts together (AND)."""

    of: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part at least (OR)."""

    of: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Its part is absent (NOT, wild type): variants that were found cannot show it."""

    of: Profile


Profile = Feature | Both | Either | Without

LOSS: tuple[ProteinKind, ...] = ("nonsense", "frameshift", "splice", "start lost")
_TRUNCATING: tuple[ProteinKind, ...] = ("nonsense", "frameshift")


def read_profile(text: str, genes: Mapping[str, GeneEntry]) -> Profile:
    """One profile as a tree. What is not understood stands in it as an `OtherFeature` with its reason.

    genes   exons and reference proteins, by symbol
    """
    return _Reading(text.split(), genes).whole() or OtherFeature(text.casefold(), "its name is not understood")


class _Reading:
    """Reads tokens from left to right: OR binds loosest, then AND, then NOT."""

    def __init__(self, tokens: Sequence[str], genes: Mapping[str, GeneEntry]) -> None:
        self._tokens = tokens
        self._genes = genes
        self._at = 0

    def whole(self) -> Profile | None:
        found = self._either()
        return found if self._at == len(self._tokens) else None

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _either(self) -> Profile | None:
        return self._list("OR", self._both, Either)

    def _both(self) -> Profile | None:
        return self._list("AND", self._one, Both)

    def _list(self, word: str, read: Callable[[], Profile | None], made: type[Both] | type[Either]) -> Profile | None:
        parts: list[Profile] = []
        while True:
            part = read()
            if part is None:
                return None
            parts.append(part)
            if self._next() != word:
                return parts[0] if len(parts) == 1 else made(tuple(parts))
            self._at += 1

    def _one(self) -> Profile | None:
        if self._next() == "NOT":
            self._at += 1
            part = self._one()
            return None if part is None else Without(part)
        if self._next() == "(":
            self._at += 1
            part = self._either()
            if part is None or self._next() != ")":
                return None
            self._at += 1
            return part
        words: list[str] = []
        while self._next() not in ("", "AND", "OR", "NOT", "(", ")"):
            words.append(self._next())
            self._at += 1
        return _feature(words[0], " ".join(words[1:]), self._genes) if len(words) > 1 else None


_CODING = re.compile(r"c\.[\d*+_\-]+[A-Za-z>\d]*")
_BRACKET = re.compile(r"\s*\((?P<inside>[^)]*)\)$")
_EXON = re.compile(
    r"exon (?P<first>\d+)(?:-(?P<last>\d+))? "
    r"(?P<what>mutation|insertion|deletion|del|skipping mutation|frameshift)"
)
_ALTERNATIVES = re.compile(r"(?P<first>[A-Z])(?P<codon>\d+)(?P<to>[A-Z](?:/[A-Z])+)")
_SHAPES: dict[str, Shape] = {"mutation": "any", "insertion": "insertion", "deletion": "deletion", "del": "deletion"}

_ANY = ("mutation", "alteration", "rare mutation")
_LOST = ("loss-of-function", "inactivating mutation", "deleterious mutation")
_TRUNCATED = ("truncating mutation", "frameshift truncation", "frameshift", "truncation")
_GONE = ("loss", "deletion")
_FUSED = ("fusion", "rearrangement", "rearrangements")
_NOT_AMONG_VARIANTS = (
    ("expression", "expression is not read from variants"),
    ("methylation", "methylation is not read from variants"),
    ("phosphorylation", "phosphorylation is not read from variants"),
    ("serum level", "a serum level is not read from variants"),
    ("localization", "where the protein lies is not read from variants"),
    ("translocation", "where the protein lies is not read from variants"),
    ("domain", "which codons the domain holds is not in the table of genes"),
    ("polymorphism", "a named polymorphism is not looked for"),
    ("biallelic", "whether both alleles are hit is not read from single variants"),
    ("heterozygosity", "loss of heterozygosity is not read from single variants"),
    ("homozygosity", "a named allele is not looked for"),
    ("activating", "which changes activate is not listed"),
    ("gain-of-function", "which changes activate is not listed"),
    ("promoter", "changes of the promoter are not looked for"),
    ("wild", ""),
)


def _feature(gene: str, name: str, genes: Mapping[str, GeneEntry]) -> Profile:
    """One gene (or pair of genes) and what is said of it."""
    if "::" in gene:
        return _fusion(gene, name)
    words = name.casefold()
    entry = genes.get(gene)
    if words == "wildtype":
        return Without(EffectFeature(gene, ()))
    if words in _ANY:
        return EffectFeature(gene, ())
    if words in _LOST:
        return EffectFeature(gene, LOSS, deep=True)
    if words in _TRUNCATED:
        return EffectFeature(gene, _TRUNCATING)
    if words in _GONE:
        return StructuralFeature(gene, VariantKind.DEEP_DELETION)
    if words == "amplification":
        return StructuralFeature(gene, VariantKind.AMPLIFICATION)
    if words in _FUSED:
        return StructuralFeature(gene, VariantKind.FUSION)
    exon = _EXON.fullmatch(words)
    if exon is not None:
        return _exon(gene, exon, entry)
    return _change(gene, name, entry)


def _fusion(pair: str, name: str) -> Profile:
    if name.casefold() not in _FUSED:
        return OtherFeature(f"{pair} {name}".casefold(), "the breakpoints of a fusion are not compared")
    first, second = pair.split("::", maxsplit=1)
    known = [gene for gene in (first, second) if gene not in ("v", "?", "")]
    if not known:
        return OtherFeature(f"{pair} {name}".casefold(), "a fusion of unnamed genes")
    partner = known[1] if len(known) > 1 else ""
    return StructuralFeature(known[0], VariantKind.FUSION, partner)


def _exon(gene: str, found: re.Match[str], entry: GeneEntry | None) -> Profile:
    first, last, what = found["first"], found["last"] or found["first"], found["what"]
    shape = _SHAPES.get(what)
    exons = entry.exons if entry is not None else None
    if shape is None or not exons or first not in exons or last not in exons:
        why = (
            "skipped exons are not read from single variants"
            if shape is None
            else "its exons are not in the table of genes"
        )
        return OtherFeature(f"{gene} {found[0]}".casefold(), why)
    return RangeFeature(gene, exons[first][0], exons[last][1], shape, found[0])


def _change(gene: str, name: str, entry: GeneEntry | None) -> Profile:
    bracket = _BRACKET.search(name)
    bare = name[: bracket.start()] if bracket is not None else name
    coding = _CODING.fullmatch(name) or (
        _CODING.fullmatch(bracket["inside"]) if bracket is not None and bare.casefold() == "splice site" else None
    )
    if coding is not None:
        return CodingFeature(gene, coding[0])
    several = _ALTERNATIVES.fullmatch(bare)
    names = (
        [f"{several['first']}{several['codon']}{to}" for to in several["to"].split("/")]
        if several is not None
        else bare.split("/")
    )
    read = [read_protein(one) for one in names]
    features = [_protein(gene, change, entry) for change in read if change is not None]
    if features and len(features) == len(read):
        return features[0] if len(features) == 1 else Either(tuple(features))
    words = name.casefold()
    why = next((why for part, why in _NOT_AMONG_VARIANTS if part in words and why), "its name is not understood")
    return OtherFeature(f"{gene} {name}".casefold(), why)


def _protein(gene: str, change: ProteinChange, entry: GeneEntry | None) -> ProteinFeature:
    if change.kind == "codon":
        return ProteinFeature(gene, change.text, change.first_codon)
    sequence = "" if entry is None else entry.sequence
    return ProteinFeature(gene, in_one_form(change, sequence).text if sequence else change.text)


def features_of(profile: Profile) -> tuple[Feature, ...]:
    """Every feature that a profile names, from left to right."""
    match profile:
        case Both() | Either():
            return tuple(feature for part in profile.of for feature in features_of(part))
        case Without():
            return features_of(profile.of)
        case _:
            return (profile,)
