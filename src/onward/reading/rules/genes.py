"""Genes and tumour scores: which change, of which origin; PD-L1, MSI, mismatch repair, TMB, HRD, Ki-67, Oncotype DX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from onward.criteria import Criterion, GeneTested, HasVariant, Score, parts_of
from onward.criteria.variant_nodes import AlterationKind, AskedOrigin
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.things import Fixed, any_of, negated

GENES = Stage("genes")
rule = GENES.rule
raw = GENES.raw


@dataclass(frozen=True, slots=True)
class Genes:
    """Genes named together."""

    names: tuple[str, ...]


def _names(value: object) -> tuple[str, ...]:
    return value.names if isinstance(value, Genes) else (cast("str", value),)


@rule("<G> {,|/|and|or|and/or|, or|, and|, and/or} <G:other>", "<G> ( <G:other> )", gives="G", again=True)
def several(found: Found) -> object:
    """ "BRCA1 or BRCA2"."""
    one, other = _names(found.any("G")), _names(found.any("other"))
    if "(" in found.words:
        return Genes(one) if set(other) <= set(one) else None
    return Genes(tuple(dict.fromkeys((*one, *other))))


@rule(
    "{brca|brca 1 / 2|brca <N> / <N:b>|brca <N> or <N:b>|brca <N> and <N:b>|brca1 / 2|brca <N> and/or <N:b>|brca <N> and/or brca <N:b>|brca <N> or brca <N:b>|brca1 / <N:b>|g brca|brca <N> / brca <N:b>|<G> / <N:b>|<G> or <N:c>|<G> and <N:d>|brca <N> and brca <N:b>}",
    gives="G",
)
def brca(found: Found) -> object:
    """ "BRCA1/2"."""
    if found.has("G") and _names(found.any("G")) != ("BRCA1",):
        return None
    return Genes(("BRCA1", "BRCA2"))


@rule("{gbrcam|gbrca|gbrca1 / 2|gbrca1/2|gbrca <N> / <N:b>|gbrcam1 / 2}", "germline brca", gives="V")
def germline_brca(_found: Found) -> object:
    """ "gBRCA"."""
    return _change(("BRCA1", "BRCA2"), "germline", pathogenic=True)


_ORIGIN = "[germline|somatic|tumor|germline or somatic|somatic or germline|inherited|hereditary|activating|known|documented|suspected|confirmed|and/or|or|tissue|acquired|heterozygous|at least one|one or more]"
_QUALITY = "[deleterious|pathogenic|likely pathogenic|suspected deleterious|deleterious or suspected deleterious|pathogenic or likely pathogenic|known deleterious|known pathogenic|harmful|disease causing|,|or|/|activating|inactivating|loss of function|qualifying|eligible|known|oncogenic|actionable|relevant|hotspot|missense|damaging|deleterious / suspected deleterious|or suspected|suspected|deleterious ,]"
_CHANGE = "{mutation|mutated|alteration|variant|mutant|gene mutation|gene alteration|pathogenic variant|mutation carrier|carrier|mutation positive|gene variant|genetic alteration|genomic alteration|mutation status positive|gene mutation positive|positive|pathway alteration|pathogenic mutation|mutation ( s )|deleterious mutation|likely pathogenic variant|abnormality|aberration|hotspot mutation|activating mutation|mutation present|deleterious mutation carrier|pathogenic variant carrier|gene mutation carrier|genetic variant|point mutation|mutation ( s ) carrier|genetic mutation|pathogenic alteration|activating alteration|tumor mutation|hotspot alteration|deleterious variant|mutated tumor}"


@rule(
    f"{_ORIGIN} {_QUALITY} {_QUALITY} {_QUALITY} {_ORIGIN} {_QUALITY} <G> [gene] {_ORIGIN} {_QUALITY} {_QUALITY} {_QUALITY} {_CHANGE} [in {{blood|plasma|ctdna|tumor|tumor tissue|tissue}} [or {{blood|plasma|ctdna|tumor|tumor tissue|tissue}}]]",
    f"{_ORIGIN} {_QUALITY} {_QUALITY} {_QUALITY} {_ORIGIN} {_CHANGE} [( s )] {{in|of}} [gene|at least one of|either|any of] <G> [gene]",
    gives="V",
)
def changed(found: Found) -> object:
    """ "germline BRCA1 or BRCA2 mutation"."""
    words = set(found.draft.spoken(found.words).split())
    if "positive" in words and not words & {"mutation", "mutated", "variant", "alteration"}:
        return None
    germline = bool(words & {"germline", "inherited", "hereditary", "carrier"})
    somatic = "somatic" in words
    origin: AskedOrigin = "germline" if germline and not somatic else "somatic" if somatic and not germline else "any"
    pathogenic = bool(words & {"deleterious", "pathogenic", "harmful"})
    return _change(_names(found.any("G")), origin, pathogenic=pathogenic)


def _change(genes: tuple[str, ...], origin: AskedOrigin, *, pathogenic: bool) -> Criterion:
    return HasVariant(genes=genes, origin=origin, pathogenic=pathogenic)


_KINDS: dict[str, tuple[AlterationKind, ...]] = {
    "amplification": ("amplification",),
    "amplified": ("amplification",),
    "deletion": ("deep deletion",),
    "loss": ("small variant", "deep deletion"),
    "fusion": ("fusion",),
    "rearrangement": ("fusion",),
    "translocation": ("fusion",),
}


@rule(
    "<G> [gene] {amplification|amplified|deletion|loss|fusion|rearrangement|translocation|gene fusion|gene amplification|loss of function}",
    "{amplification|deletion|loss|fusion} of <G>",
    gives="V",
)
def copies(found: Found) -> object:
    """ "FGFR1 amplification"."""
    word = next(word for word in found.words.split() if word in _KINDS)
    if "function" in found.words:
        return HasVariant(
            genes=_names(found.any("G")), effects=("loss of function",), kinds=("small variant", "deep deletion")
        )
    return HasVariant(genes=_names(found.any("G")), kinds=_KINDS[word])


_PROTEIN = r"[acdefghiklmnpqrstvwy]\d{2,4}[acdefghiklmnpqrstvwy]?"
_AND = r"(?:, or |, and |, |/ |or |and |and/or )"


@raw(
    rf"G(?P<G>[\ue000-\uf8ff]) (?P<proteins>{_PROTEIN} (?:{_AND}(?:an? )?{_PROTEIN} )*)(?P<noun>(?:(?:activating|hotspot|point|missense|gene|variant) )*(?:mutation|mutant|mutated|substitution|alteration|variant|positive) )?",
    gives="V",
    one_of="G",
)
def named_change(found: Found) -> object:
    """ "KRAS G12C mutation", "BRAF V600": these changes and no other of the gene."""
    genes = _names(found.draft.at(found.match["G"]))
    proteins = tuple(
        dict.fromkeys(word.upper() for word in re.findall(rf"(?<![^ ]){_PROTEIN}(?= )", found.match["proteins"]))
    )
    if len(genes) != 1:
        return None
    exact = tuple(one for one in proteins if one[-1].isalpha())
    codons = tuple(one for one in proteins if not one[-1].isalpha())
    parts: list[Criterion] = []
    if exact:
        parts.append(HasVariant(genes=genes, proteins=exact))
    if codons:
        parts.append(HasVariant(genes=genes, proteins=codons, level="codon"))
    return any_of(tuple(parts))


@rule(
    "<G> exon <N> {deletion|insertion|skipping|skipping mutation|insertion mutation|deletion mutation|mutation|alteration|variant}",
    "exon <N> {deletion|insertion|skipping|mutation|alteration} {in|of} <G>",
    gives="V",
)
def in_exon(found: Found) -> object:
    """ "EGFR exon 20 insertion"."""
    exon = str(found.take("N", Decimal))
    genes = _names(found.any("G"))
    return HasVariant(genes=genes, exon=exon) if exon.isdecimal() and len(genes) == 1 else None


@raw(
    rf"V(?P<V>[\ue000-\uf8ff]) {_AND}(?:an? )?(?P<proteins>{_PROTEIN} (?:{_AND}(?:an? )?{_PROTEIN} )*)(?:(?:activating |point |missense )*(?:mutation|mutant|substitution|alteration|variant) )?",
    gives="V",
    one_of="V",
)
def and_named_change(found: Found) -> object:
    """ "EGFR exon 19 deletion or L858R": the gene stands before both."""
    value = found.draft.at(found.match["V"])
    if not isinstance(value, HasVariant) or len(value.genes) != 1:
        return None
    proteins = tuple(word.upper() for word in re.findall(rf"(?<![^ ]){_PROTEIN}(?= )", found.match["proteins"]))
    if not all(one[-1].isalpha() for one in proteins):
        return None
    return any_of((value, HasVariant(genes=value.genes, proteins=proteins)))


@rule("<G> {wild type|wildtype|wt}", "{wild type|wildtype} <G>", gives="X")
def wild_type(found: Found) -> object:
    """ "PIK3CA wild type"."""
    return negated(HasVariant(genes=_names(found.any("G"))))


@rule("{without|no|absence of|negative for} [known|documented|a|evidence of] <V>", gives="X")
def without(found: Found) -> object:
    """ "without BRCA mutation"."""
    value = found.any("V")
    return negated(value) if isinstance(value, HasVariant) else None


@rule(
    "<G> [gene] [mutation] {status [must be|is] known|mutation status known|tested|testing|status must be available|known}",
    "known <G> [mutation|carrier] status",
    "{result of|documented|available|known result of} <G> [gene] [mutation] {testing|test|status|test result|genetic testing} [is|are] [required|available|known|must be available]",
    "<G> [gene] [mutation] {status [must be|should be|has to be|to be|must have been] determined|test result available|status available|status documented|testing [is] required|testing [must have been] performed}",
    gives="X",
)
def tested(found: Found) -> object:
    """ "known BRCA status"."""
    return GeneTested(genes=_names(found.any("G")))


@rule("<V> {or|and/or|, or} <V:other>", gives="V", again=True)
def either(found: Found) -> object:
    """ "PIK3CA mutation or PTEN loss"."""
    one, other = found.any("V"), found.any("other")
    if not isinstance(one, HasVariant) or not isinstance(other, HasVariant):
        return None
    return any_of((one, other))


@rule("<V> [( s )|carrier|status]", gives="F")
def as_finding(found: Found) -> object:
    """A change is a fixed question."""
    value = found.any("V")
    if "status" in found.words.split() and not re.search(r"positiv|confirmed|mutated", found.draft.spoken(found.words)):
        # "PIK3CA mutation status" is what a test finds, whatever it is.
        return None
    return None if isinstance(value, str) else Fixed(criterion=cast("Criterion", value))


_HIGH = "{high|positive|low|stable|deficient|proficient|negative|instability high|deficiency|h|l}"


@rule(
    f"<M> [tumor|status|expression|score|is|:|tumor status|must be|-] {_HIGH}",
    "{high|deficient|deficiency of|positive|low} <M>",
    gives="F",
)
def state(found: Found) -> object:
    """ "MSI-high", "PD-L1 positive"."""
    name = cast("str", found.any("M"))
    words = found.words.split()
    status = next((_STATES[word] for word in words if word in _STATES), None)
    if status is None or status not in _KNOWN.get(name, ()):
        return None
    return Fixed(criterion=Score(name=name, statuses=(status,)))


_STATES = {"high": "high", "h": "high", "positive": "positive", "low": "low", "l": "low", "stable": "stable", "deficient": "deficient", "deficiency": "deficient", "proficient": "proficient", "negative": "negative"}  # fmt: skip
_KNOWN = {
    "PD-L1": ("positive", "negative", "high", "low"),
    "AR": ("positive", "negative"),
    "MSI": ("high", "stable", "low"),
    "MMR": ("deficient", "proficient"),
    "TMB": ("high", "low"),
    "HRD": ("positive", "negative", "high", "low"),
    "Ki-67": ("high", "low"),
    "Oncotype DX": ("high", "low"),
}


@rule(
    "{dmmr|msi h|pmmr|mss|tmb h|msih|microsatellite stable}",
    "{msi h / dmmr|msi h or dmmr|dmmr / msi h|dmmr or msi h}",
    gives="F",
)
def short_state(found: Found) -> object:
    """ "dMMR"."""
    words = found.words.split()
    parts: list[Criterion] = []
    if "msi" in words or "msih" in words:
        parts.append(Score(name="MSI", statuses=("high",)))
    if "dmmr" in words:
        parts.append(Score(name="MMR", statuses=("deficient",)))
    if "pmmr" in words:
        parts.append(Score(name="MMR", statuses=("proficient",)))
    if "mss" in words or "microsatellite" in words:
        parts.append(Score(name="MSI", statuses=("stable",)))
    if "tmb" in words:
        parts.append(Score(name="TMB", statuses=("high",)))
    return Fixed(criterion=any_of(tuple(parts)))


@rule(
    "<M> [combined positive score|( cps )|cps|tps|ic|score|index|expression|level|status|by ihc|is|of|:|must be|tumor|positive] [( cps )|( tps )|cps|tps|score|of|:|is|defined as|(] <R> [)] [staining|positive|expression|nuclear staining|by ihc|by immunohistochemistry|on central laboratory assessment]",
    "<M> ( {cps|tps|ic} <R> )",
    "<R> <M>",
    gives="F",
)
def number(found: Found) -> object:
    """ "PD-L1 CPS ≥ 10"."""
    name = cast("str", found.any("M"))
    bound = found.take("R", Bound)
    words = found.words.split()
    if bound.times:
        return None
    if name == "TMB":
        if bound.unit not in ("1/1000000{Base}", ""):
            return None
        return Fixed(criterion=Score(name=name, limits=bound.limits, unit="1/1000000{Base}"))
    if bound.unit not in ("", "%"):
        return None
    if name == "PD-L1":
        measure = (
            "CPS"
            if "cps" in words or "combined" in words
            else "TPS"
            if "tps" in words
            else "IC"
            if "ic" in words
            else ""
        )
        if not measure and bound.unit != "%":
            return None
        return Fixed(criterion=Score(name=name, limits=bound.limits, unit=bound.unit, measure=measure))
    if name in ("Ki-67", "Oncotype DX", "HRD") or (name == "AR" and bound.unit == "%"):
        unit = "%" if name in ("Ki-67", "AR") else ""
        return Fixed(criterion=Score(name=name, limits=bound.limits, unit=unit))
    return None


@rule("<F> {or|and/or|, or|/} <F:other>", gives="F", again=True)
def either_state(found: Found) -> object:
    """ "MSI-high or mismatch repair deficient", of changes and scores of the tumour."""
    one, other = found.any("F"), found.any("other")
    if not isinstance(one, Fixed) or not isinstance(other, Fixed) or one.qualities or other.qualities:
        return None
    leaves = (*(parts_of(one.criterion) or (one.criterion,)), *(parts_of(other.criterion) or (other.criterion,)))
    if not all(isinstance(leaf, (HasVariant, Score)) for leaf in leaves):
        return None
    return Fixed(criterion=any_of((one.criterion, other.criterion)))
