"""Coded criteria of CTML files as questions: one leaf is one question, all of its fields about the same finding.

Field names and values as in MatchMiner's CTML (github.com/dfci/matchengine-V2, ctml documentation). A field or value
that is not known here keeps the whole leaf from being read: it stays in the list as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from onward.criteria import (
    Age,
    BreastCancer,
    CancerType,
    Criterion,
    HasSex,
    HasVariant,
    Limits,
    Metastatic,
    Receptor,
    Score,
    read_protein,
)
from onward.criteria.variant_nodes import AlterationKind, Effect
from onward.reading.things import all_of, any_of, negated
from onward.registry import MatchAll, MatchAny, MatchLeaf, MatchNot, MatchTree, MatchUnread
from onward.terms import UsageError

_AGE = re.compile(r"(?P<sign>>=|<=|>|<)?\s*(?P<number>\d+(?:\.\d+)?)")
# OncoTree names (oncotree.mskcc.org) of breast cancer and of the groups that hold it.
_BREAST = re.compile(r"\b(?:breast|idc|ilc|brca|mdlc)\b", re.IGNORECASE)
_ONCOTREE: Mapping[str, Criterion] = {
    "_SOLID_": CancerType(kinds=("solid tumour",)),
    "ALL TUMORS": CancerType(kinds=("cancer",)),
    "BREAST": BreastCancer(),
    "INVASIVE BREAST CARCINOMA": BreastCancer(),
    "BREAST INVASIVE DUCTAL CARCINOMA": BreastCancer(histologies=("ductal",)),
    "BREAST INVASIVE LOBULAR CARCINOMA": BreastCancer(histologies=("lobular",)),
    "METAPLASTIC BREAST CANCER": BreastCancer(histologies=("metaplastic",)),
}
_CALLS = {"positive": "positive", "negative": "negative"}
_KINDS: Mapping[str, tuple[AlterationKind, ...]] = {
    "mutation": ("small variant",),
    "cnv": ("amplification", "gain", "shallow deletion", "deep deletion"),
    "copy number variation": ("amplification", "gain", "shallow deletion", "deep deletion"),
    "structural variation": ("fusion",),
    "sv": ("fusion",),
    "any variation": ("small variant", "amplification", "deep deletion", "fusion"),
}
_CNV: Mapping[str, tuple[AlterationKind, ...]] = {
    "high level amplification": ("amplification",),
    "high amplification": ("amplification",),
    "amplification": ("amplification",),
    "low level amplification": ("gain",),
    "low amplification": ("gain",),
    "gain": ("gain",),
    "homozygous deletion": ("deep deletion",),
    "heterozygous deletion": ("shallow deletion",),
}
_EFFECTS: Mapping[str, Effect] = {
    "missense_mutation": "missense",
    "missense": "missense",
    "nonsense_mutation": "nonsense",
    "frame_shift_del": "frameshift",
    "frame_shift_ins": "frameshift",
    "frameshift": "frameshift",
    "in_frame_del": "inframe",
    "in_frame_ins": "inframe",
    "splice_site": "splice",
    "translation_start_site": "start lost",
    "nonstop_mutation": "stop lost",
}


def read_leaf(leaf: MatchLeaf) -> Criterion | None:
    """The question of one leaf; None where it holds anything that is not known here."""
    try:
        if leaf.kind == "clinical":
            return _clinical(leaf)
        if leaf.kind == "genomic":
            return _genomic(leaf)
    except UsageError:
        return None
    return None


def read_tree(tree: MatchTree) -> Criterion | None:
    """The question of a whole tree; None where any leaf of it could not be read."""
    match tree:
        case MatchAll(parts=parts) | MatchAny(parts=parts):
            read = tuple(read_tree(part) for part in parts)
            known = tuple(part for part in read if part is not None)
            if len(known) != len(read) or not known:
                return None
            return all_of(known) if isinstance(tree, MatchAll) else any_of(known)
        case MatchNot(part=part):
            inner = read_tree(part)
            return None if inner is None else negated(inner)
        case MatchLeaf():
            return read_leaf(tree)
        case MatchUnread():
            return None


def _clinical(leaf: MatchLeaf) -> Criterion | None:
    parts: list[Criterion] = []
    for field in leaf.fields:
        criterion = _clinical_field(field.name, field.value.strip())
        if criterion is None:
            return None
        parts.append(negated(criterion) if field.negated else criterion)
    return all_of(tuple(parts)) if parts else None


def _clinical_field(name: str, value: str) -> Criterion | None:
    word = value.lower()
    match name:
        case "AGE_NUMERICAL":
            return _age(value)
        case "ONCOTREE_PRIMARY_DIAGNOSIS":
            return _diagnosis(value)
        case "GENDER":
            if word not in ("female", "male"):
                return None
            return HasSex(sex="female" if word == "female" else "male")
        case "HER2_STATUS" | "ER_STATUS" | "PR_STATUS":
            return _receptor(name.partition("_")[0], word)
        case "DISEASE_STATUS":
            return Metastatic() if word in ("metastatic", "advanced metastatic", "stage iv") else None
        case "TMB_NUMERICAL":
            limits = _limits(value)
            return None if limits is None else Score(name="TMB", limits=limits, unit="1/1000000{Base}")
        case "MMR_STATUS":
            return _mismatch(word)
        case "MS_STATUS":
            return _microsatellites(word)
        case "PDL1_STATUS":
            return (
                None if word not in ("high", "low", "positive", "negative") else Score(name="PD-L1", statuses=(word,))
            )
        case _:
            return None


def _receptor(marker: str, word: str) -> Criterion | None:
    if word not in _CALLS:
        return None
    if marker == "ER":
        return Receptor(marker="ER", calls=("positive", "low positive") if word == "positive" else ("negative",))
    if marker == "PR":
        return Receptor(marker="PR", calls=("positive",) if word == "positive" else ("negative",))
    return Receptor(marker="HER2", calls=("positive",) if word == "positive" else ("negative",))


def _mismatch(word: str) -> Criterion | None:
    if "deficient" in word or word.startswith("dmmr"):
        return Score(name="MMR", statuses=("deficient",))
    return Score(name="MMR", statuses=("proficient",)) if "proficient" in word or word.startswith("pmmr") else None


def _microsatellites(word: str) -> Criterion | None:
    if word in ("msi-h", "msi-high", "instability-high", "high"):
        return Score(name="MSI", statuses=("high",))
    return Score(name="MSI", statuses=("stable",)) if word in ("mss", "stable", "msi-l/mss") else None


def _age(value: str) -> Criterion | None:
    found = _AGE.fullmatch(value)
    if found is None or Decimal(found["number"]) != int(Decimal(found["number"])):
        return None
    number = int(Decimal(found["number"]))
    match found["sign"]:
        case ">=":
            return Age(at_least_years=number)
        case ">":
            # CTML compares the exact age: older than 18 begins the day after the birthday, as good as 18 years.
            return Age(at_least_years=number)
        case "<=":
            return Age(at_most_years=number)
        case "<":
            return Age(at_most_years=number - 1)
        case _:
            return None


def _limits(value: str) -> Limits | None:
    found = _AGE.fullmatch(value)
    if found is None:
        return None
    number = Decimal(found["number"])
    match found["sign"]:
        case ">=":
            return Limits(at_least=number)
        case ">":
            return Limits(above=number)
        case "<=":
            return Limits(at_most=number)
        case "<":
            return Limits(below=number)
        case _:
            return None


def _diagnosis(value: str) -> Criterion | None:
    known = _ONCOTREE.get(value.strip().upper())
    if known is not None:
        return known
    if value.strip().startswith("_"):
        return None
    if _BREAST.search(value):
        return BreastCancer() if "in situ" not in value.lower() and "phyllodes" not in value.lower() else None
    return CancerType(kinds=(value.strip().lower(),))


_GENOMIC = frozenset(
    {
        "HUGO_SYMBOL",
        "PROTEIN_CHANGE",
        "WILDCARD_PROTEIN_CHANGE",
        "EXON",
        "VARIANT_CLASSIFICATION",
        "VARIANT_CATEGORY",
        "CNV_CALL",
        "WILDTYPE",
        "MMR_STATUS",
        "MS_STATUS",
        "FUSION_PARTNER_HUGO_SYMBOL",
        "DISPLAY_NAME",
    }
)


def _genomic(leaf: MatchLeaf) -> Criterion | None:
    values = {field.name: field.value.strip() for field in leaf.fields}
    if not set(values) <= _GENOMIC or len(values) != len(leaf.fields):
        return None
    if len(values) == 1 and ("MMR_STATUS" in values or "MS_STATUS" in values):
        ((name, value),) = values.items()
        criterion = _mismatch(value.lower()) if name == "MMR_STATUS" else _microsatellites(value.lower())
        return None if criterion is None else negated(criterion) if leaf.is_negated else criterion
    if "HUGO_SYMBOL" not in values or "MMR_STATUS" in values or "MS_STATUS" in values:
        return None
    wildtype = values.get("WILDTYPE", "").lower()
    if wildtype not in ("", "true", "false"):
        return None
    variant = _variant(values)
    if variant is None:
        return None
    # `!` on any field of a genomic leaf asks that no such finding is there.
    turned = leaf.is_negated != (wildtype == "true")
    return negated(variant) if turned else variant


def _variant(values: Mapping[str, str]) -> Criterion | None:
    kinds: tuple[AlterationKind, ...] = ("small variant", "amplification", "deep deletion", "fusion")
    category = values.get("VARIANT_CATEGORY", "").lower()
    if category:
        if category not in _KINDS:
            return None
        kinds = _KINDS[category]
    if "CNV_CALL" in values:
        call = values["CNV_CALL"].lower()
        if call not in _CNV:
            return None
        kinds = _CNV[call]
    proteins: tuple[str, ...] = ()
    level: str = "exact"
    if "PROTEIN_CHANGE" in values or "WILDCARD_PROTEIN_CHANGE" in values:
        exact = "PROTEIN_CHANGE" in values
        written = values["PROTEIN_CHANGE"] if exact else values["WILDCARD_PROTEIN_CHANGE"]
        if read_protein(written) is None:
            return None
        proteins, level, kinds = (written,), "exact" if exact else "codon", ("small variant",)
    effects: tuple[Effect, ...] = ()
    if "VARIANT_CLASSIFICATION" in values:
        effect = _EFFECTS.get(values["VARIANT_CLASSIFICATION"].lower())
        if effect is None:
            return None
        effects, kinds = (effect,), ("small variant",)
    partner = values.get("FUSION_PARTNER_HUGO_SYMBOL", "")
    if partner and kinds != ("fusion",):
        return None
    if values.get("EXON"):
        return HasVariant(
            genes=(values["HUGO_SYMBOL"],), exon=values["EXON"], effects=effects, kinds=("small variant",)
        )
    return HasVariant(
        genes=(values["HUGO_SYMBOL"],),
        proteins=proteins,
        level="exact" if level == "exact" else "codon",
        effects=effects,
        kinds=kinds,
        partner=partner,
    )
