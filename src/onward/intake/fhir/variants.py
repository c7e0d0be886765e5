"""Gene findings: Genomics Reporting variants, regions studied and mCODE GenomicVariant
(hl7.org/fhir/uv/genomics-reporting; LOINC answer lists LL1971-2, LL378-1, LL4034-6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.specimens import Sample, specimen_of
from onward.intake.fhir.values import (
    Json,
    codes_of,
    objects_at,
    quantity_of,
    text_at,
    text_of,
    words_of_concept,
)
from onward.terms import Code, CodeSystem, convert
from onward.timeline import GenesStudied, Origin, SpecimenKind, Variant, VariantKind

VARIANT_LOINC = frozenset({"69548-6"})
# Regions of interest panel; gene(s) studied; discrete genetic variant panels that hold components.
STUDIED_LOINC = frozenset({"53041-0", "51968-6", "48018-6"})

_GENE = "48018-6"
_CODING, _PROTEIN, _GENOMIC = ("48004-6",), ("48005-3",), ("81290-9", "48013-7")
_WHOLE_NAME = ("81252-9",)
_ORIGIN = "48002-0"
_ALLELE_FREQUENCY = "81258-6"
_COPY_NUMBER = "82155-3"
_CHANGE_TYPE = "48019-4"
_SIGNIFICANCE = ("53037-8",)
_CONSEQUENCE = ("48006-1", "molecular-consequence", "functional-effect")
_GENES_STUDIED = ("48018-6", "51968-6", "36908-2")
_PANEL = ("53577-3", "51967-8", "81293-3")

_ORIGINS = {"LA6683-2": Origin.GERMLINE, "LA6684-0": Origin.SOMATIC}
_PRESENT = {"LA9633-4": True, "52101004": True, "10828004": True, "LA6576-8": True}
_PRESENT |= {"LA9634-2": False, "2667000": False, "260385009": False, "LA6577-6": False, "LA11883-8": False}
# LOINC LL378-1 no call and indeterminate: tested, but no answer.
_NO_ANSWER = frozenset({"LA18198-4", "LA11884-6", "82334004"})
_NO_ANSWER_WORDS = ("no call", "indeterminate", "inconclusive", "equivocal", "failed", "not performed")
_WILD_TYPE = "LA9658-1"
_NEGATIVE_WORDS = ("not detected", "absent", "negative", "none", "no mutation", "no variant", "no pathogenic", "wild")
_ABOUT_VARIANTS = ("mutation", "variant", "sequenc", "gene analysis", "alteration", "amplification", "rearrangement")

# Sequence Ontology and LOINC LL379-9 answers that say more than a small variant.
_KINDS = {
    "SO:0001742": VariantKind.GAIN,
    "SO:0001880": VariantKind.AMPLIFICATION,
    "LA14033-7": VariantKind.GAIN,
    # A loss without the number of copies may be shallow or deep.
    "LA14034-5": VariantKind.OTHER,
    "SO:0001743": VariantKind.OTHER,
    "SO:0001565": VariantKind.FUSION,
    "SO:0000806": VariantKind.FUSION,
    "SO:1000044": VariantKind.FUSION,
}
_KIND_WORDS = (
    ("amplif", VariantKind.AMPLIFICATION),
    ("copy number gain", VariantKind.GAIN),
    ("copy_number_gain", VariantKind.GAIN),
    ("deep deletion", VariantKind.DEEP_DELETION),
    ("homozygous deletion", VariantKind.DEEP_DELETION),
    ("biallelic loss", VariantKind.DEEP_DELETION),
    ("copy number loss", VariantKind.OTHER),
    ("copy_number_loss", VariantKind.OTHER),
    ("fusion", VariantKind.FUSION),
    ("translocation", VariantKind.FUSION),
    ("rearrangement", VariantKind.FUSION),
)
_CTDNA_WORDS = (
    "ctdna",
    "cfdna",
    "circulating tumor",
    "circulating tumour",
    "cell-free",
    "cell free",
    "liquid biopsy",
    "plasma",
)
_PROTEIN_IN = re.compile(r"p\.\(?[A-Za-z*]+\d+[^\s,;)|]*\)?")
_CODING_IN = re.compile(r"c\.[^\s,;()|]+")


def is_about_a_gene(words: str, genes: tuple[str, ...]) -> bool:
    """Whether the words of a code ask for a change of the one gene that they name ("BRCA1 gene mutations found")."""
    low = words.casefold()
    return len(genes) == 1 and any(word in low for word in _ABOUT_VARIANTS)


@dataclass(slots=True)
class _Parts:
    """The components of one variant, sorted by what they say."""

    genes: list[tuple[str, tuple[Code, ...]]] = field(default_factory=list)
    coding: str = ""
    protein: str = ""
    genomic: str = ""
    origin: Origin = Origin.UNKNOWN
    allele_percent: Decimal | None = None
    copy_number: Decimal | None = None
    significance: str = ""
    consequence: str = ""
    kind_words: str = ""
    kind_codes: list[str] = field(default_factory=list)


def read_variant(observed: Observed) -> Iterator[Found]:
    """A variant, a copy-number change or a fusion; each gene of an absent finding is a tested negative of its own."""
    resource, body = observed.resource, observed.body
    issues: list[Found] = []
    parts = _collect(observed, issues)
    yield from issues
    present, answered = _presence(observed)
    if _WILD_TYPE in parts.kind_codes:
        present, answered = False, True
    if not parts.genes:
        _genes_from_words(observed, parts)
    if not parts.genes:
        yield resource.issue(
            "a variant that names no gene (component 48018-6)", "kept it; give the gene as an HGNC code", "component"
        )
        return
    if not answered:
        return
    sample = specimen_of(observed)
    tissue = _tissue(observed, sample, parts.origin)
    symbols = [symbol for symbol, _ in parts.genes]
    change = _kind_of(parts, fused=len(symbols) == 2 and present is not False)
    common = {
        "present": present,
        "kind": change,
        "protein": parts.protein,
        "coding": parts.coding,
        "genomic": parts.genomic,
        "consequence": parts.consequence,
        "origin": parts.origin,
        "allele_percent": parts.allele_percent,
        "copy_number": parts.copy_number,
        "significance": parts.significance
        or resource.scope.significance_of(resource.key)
        or _interpretation_word(body),
        "tissue": tissue,
        "specimen": sample.key,
    }
    text = _own_text(body, symbols, parts, "-" if change is VariantKind.FUSION else ", ")
    if change is VariantKind.FUSION and len(symbols) == 2:
        yield Variant(**observed.fact(text=text), gene=symbols[0], partner=symbols[1], **common)
        return
    for symbol in dict.fromkeys(symbols):
        yield Variant(**observed.fact(text=text), gene=symbol, **common)


def _collect(observed: Observed, issues: list[Found]) -> _Parts:
    parts = _Parts()
    for index, component in enumerate(objects_at(observed.body, "component")):
        path = f"component[{index}]"
        names = [code.value for code in codes_of(component.get("code"))]
        concept = component.get("valueCodeableConcept")
        words = text_of(concept) or text_at(component, "valueString")
        if _GENE in names:
            parts.genes += _genes(observed, component, path, issues)
        elif _has(names, _CODING):
            parts.coding = _hgvs(concept, words, ":c.") or parts.coding
        elif _has(names, _PROTEIN):
            parts.protein = _hgvs(concept, words, ":p.") or parts.protein
        elif _has(names, _GENOMIC):
            parts.genomic = _hgvs(concept, words, ":g.") or parts.genomic
        elif _has(names, _WHOLE_NAME):
            parts.coding = parts.coding or _found(_CODING_IN, words)
            parts.protein = parts.protein or _found(_PROTEIN_IN, words).strip("()")
        elif _ORIGIN in names:
            parts.origin = _origin(concept, words)
        elif _ALLELE_FREQUENCY in names:
            parts.allele_percent = _percent(observed, component, path, issues)
        elif _COPY_NUMBER in names:
            quantity = quantity_of(component.get("valueQuantity"))
            parts.copy_number = quantity.value if quantity is not None else None
        elif _CHANGE_TYPE in names:
            parts.kind_words += " " + words_of_concept(concept).casefold()
            parts.kind_codes += [code.value for code in codes_of(concept)]
        elif _has(names, _SIGNIFICANCE):
            parts.significance = words.casefold()
        elif _has(names, _CONSEQUENCE):
            parts.consequence = words
            parts.kind_words += " " + words.casefold()
            parts.kind_codes += [code.value for code in codes_of(concept)]
    return parts


def _has(names: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(name in wanted for name in names)


def _genes(observed: Observed, component: Json, path: str, issues: list[Found]) -> list[tuple[str, tuple[Code, ...]]]:
    """The genes of a component: mCODE puts several codings of several genes into one concept."""
    concept = component.get("valueCodeableConcept")
    found: list[tuple[str, tuple[Code, ...]]] = []
    codes = codes_of(concept)
    table = observed.resource.codes.genes
    for code in codes:
        if code.system is not CodeSystem.HGNC:
            continue
        coded, shown = table.symbol(code), table.canonical(code.display)
        if coded and shown and coded.upper() != shown.upper():
            # People read and check the symbol; a wrong number beside it goes unseen (mCODE's own examples have one).
            issues.append(
                observed.resource.issue(
                    f"a gene whose HGNC id is that of {coded} and whose name is another",
                    "took the name; check it against the report",
                    path,
                )
            )
        found.append((shown or coded or code.value, (code,)))
    if found:
        return found
    words = text_of(concept) or text_at(component, "valueString") or next((c.display for c in codes if c.display), "")
    doubt = table.doubt(words)
    if doubt:
        did = f"took it as {table.canonical(words)}; its HGNC id would tell which gene is meant"
        issues.append(observed.resource.issue(doubt, did, path))
    return [(table.canonical(words), codes)] if words.strip() else []


def _genes_from_words(observed: Observed, parts: _Parts) -> None:
    """A gene that is only named in the variant's text ("PIK3CA p.H1047R"), where it is one that Onward knows."""
    words = " ".join(
        [
            text_at(observed.body, "valueString"),
            words_of_concept(observed.body.get("valueCodeableConcept")),
            observed.text,
        ]
    )
    found = observed.resource.codes.genes.in_text(words)
    if len(found) == 1:
        parts.genes.append((found[0], ()))
        parts.protein = parts.protein or _found(_PROTEIN_IN, words)
        parts.coding = parts.coding or _found(_CODING_IN, words)


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""


def _hgvs(concept: object, words: str, mark: str) -> str:
    """The HGVS expression of a component as written; the code before the display, the one with the mark first."""
    texts = [text for code in codes_of(concept) for text in (code.value, code.display) if text]
    texts.append(words)
    return next((text for text in texts if mark in text or text.startswith(mark[1:])), texts[0] if texts else "")


def _origin(concept: object, words: str) -> Origin:
    for code in codes_of(concept):
        if code.value in _ORIGINS:
            return _ORIGINS[code.value]
    text = words.casefold()
    if "germline" in text and "somatic" not in text:
        return Origin.GERMLINE
    return Origin.SOMATIC if "somatic" in text and "germline" not in text else Origin.UNKNOWN


def _percent(observed: Observed, component: Json, path: str, issues: list[Found]) -> Decimal | None:
    """An allele frequency in percent: LOINC 81258-6 is a fraction, written as %, or as a number of unit 1."""
    quantity = quantity_of(component.get("valueQuantity"))
    if quantity is None:
        return None
    if quantity.unit is None:
        if quantity.value <= 1:
            # A frequency cannot be told apart from a small percentage here: units are never guessed.
            issues.append(
                observed.resource.issue(
                    "an allele frequency without unit", 'took no number; give it the unit "%" or "1"', path
                )
            )
            return None
        return quantity.value if quantity.value <= 100 else None
    percent = convert(quantity, "%")
    return percent.value if percent is not None and 0 <= percent.value <= 100 else None


def _presence(observed: Observed) -> tuple[bool | None, bool]:
    """(present, whether the finding says anything): absent findings are facts, results without an answer are not."""
    body = observed.body
    truth = body.get("valueBoolean")
    if isinstance(truth, bool):
        return truth, True
    for concept in (body.get("valueCodeableConcept"), *objects_at(body, "interpretation")):
        for code in codes_of(concept):
            if code.value in _PRESENT:
                return _PRESENT[code.value], True
            if code.value in _NO_ANSWER:
                return None, True
            if code.value in ("POS", "NEG"):
                return code.value == "POS", True
    words = (text_at(body, "valueString") or words_of_concept(body.get("valueCodeableConcept"))).casefold()
    if any(word in words for word in _NO_ANSWER_WORDS):
        return None, True
    if words:
        negative = any(word in words for word in _NEGATIVE_WORDS)
        return (not negative), True
    # A variant with components and no value says that it was found; one with a dataAbsentReason says nothing.
    return True, "dataAbsentReason" not in body and bool(objects_at(body, "component"))


def _kind_of(parts: _Parts, *, fused: bool) -> VariantKind:
    """What kind of change: by the type of change and the consequence, else two genes that were found make a fusion."""
    for code in parts.kind_codes:
        if code in _KINDS:
            return _KINDS[code]
    for words, kind in _KIND_WORDS:
        if words in parts.kind_words:
            return kind
    if parts.copy_number is not None and not (parts.protein or parts.coding):
        return VariantKind.OTHER
    return VariantKind.FUSION if fused else VariantKind.SMALL


def _tissue(observed: Observed, sample: Sample, origin: Origin) -> str:
    """Tissue, ctDNA or a germline sample, as far as sample and words say it."""
    body = observed.body
    words = " ".join(
        [
            words_of_concept(body.get("method")),
            observed.text,
            *(text_at(note, "text") for note in objects_at(body, "note")),
            sample.words,
        ]
    ).casefold()
    if any(word in words for word in _CTDNA_WORDS):
        return "ctDNA"
    if sample.kind is SpecimenKind.BLOOD:
        # Blood serves for ctDNA and for inherited variants alike: the origin decides which of them it was.
        return {Origin.GERMLINE: "germline sample", Origin.SOMATIC: "ctDNA"}.get(origin, "")
    if sample.kind is SpecimenKind.NORMAL:
        return "germline sample"
    return "tissue" if sample.kind is not SpecimenKind.UNKNOWN else ""


def _interpretation_word(body: Json) -> str:
    """Pathogenicity where a source puts it into interpretation[]."""
    for concept in objects_at(body, "interpretation"):
        words = text_of(concept).casefold()
        if "pathogenic" in words or "benign" in words or "uncertain" in words:
            return words
    return ""


def _own_text(body: Json, symbols: Sequence[str], parts: _Parts, between: str) -> str:
    words = text_at(body, "valueString")
    return words or " ".join(part for part in (between.join(symbols), parts.protein or parts.coding) if part)


def read_genes_studied(observed: Observed) -> Iterator[Found]:
    """Which genes a test looked at (region studied, panels)."""
    issues: list[Found] = []
    genes: list[str] = []
    panel = ""
    for index, component in enumerate(objects_at(observed.body, "component")):
        names = [code.value for code in codes_of(component.get("code"))]
        if _has(names, _GENES_STUDIED):
            found = [symbol for symbol, _ in _genes(observed, component, f"component[{index}]", issues)]
            genes += [part for symbol in found for part in _split_genes(symbol)]
        elif _has(names, _PANEL):
            panel = text_at(component, "valueString") or text_of(component.get("valueCodeableConcept"))
    own = text_at(observed.body, "valueString")
    if not genes and own:
        genes += _split_genes(own)
    if not genes:
        genes += [code.display for code in codes_of(observed.body.get("valueCodeableConcept")) if code.display]
    yield from issues
    if not genes:
        return
    sample = specimen_of(observed)
    yield GenesStudied(
        **observed.fact(),
        panel=panel or observed.text,
        genes=tuple(dict.fromkeys(genes)),
        tissue=_tissue(observed, sample, Origin.UNKNOWN),
        specimen=sample.key,
    )


def _split_genes(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;/]|\s+and\s+", text) if part.strip()]
