"""Genes in a description: found, not found, germline, with the protein change, the kind of change and the sample."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.reading.description_book import UNTOLD, Book, Stance
from onward.reading.description_text import Span
from onward.timeline import Origin, Variant, VariantKind

_PROTEIN = re.compile(
    r"(?<![\w.])(?P<protein>p\.\(?(?:[a-z]{3}|[a-z*])\d{1,4}(?:[a-z]{3}|[a-z*])?(?:fs\*?\d*|del|dup|ins[a-z]*)?\)?"
    r"|[acdefghiklmnpqrstvwy]\d{2,4}(?:[acdefghiklmnpqrstvwy*]|fs\*?\d*|del|dup|ins[a-z]+|x)(?![\w]))"
)
_CODING = re.compile(r"(?<!\w)c\.[\d_+\-*]+[a-z>]*[^\s,;)]*")
_KINDS: tuple[tuple[re.Pattern[str], VariantKind], ...] = (
    (re.compile(r"\b(?:amplification|amplified|amp)\b"), VariantKind.AMPLIFICATION),
    (re.compile(r"\b(?:homozygous|deep|biallelic)\s+(?:deletion|loss)\b"), VariantKind.DEEP_DELETION),
    (re.compile(r"\b(?:fusion|rearrange\w+|translocation)\b"), VariantKind.FUSION),
    (re.compile(r"\b(?:loss|deletion|deleted)\b"), VariantKind.OTHER),
)
_MUTATED = re.compile(
    r"m(?:ut)?(?!\w)|[-\s]*(?:(?:gene|germline|somatic|activating|hotspot|inherited|deleterious|likely"
    r"|pathogenic)\s+)*(?:mutations?|mutated|mutant|mut\b|mt\b|alterations?|altered|variants?"
    r"|pathogenic|likely pathogenic|carrier|positive|pos\b|\+|vus\b|detected)"
)
_SHORT_MUTATED = re.compile(r"(?P<origin>[gst])?(?P<gene>[A-Z][A-Z0-9]{2,6})m(?:ut)?")
_NOUN = re.compile(
    r"[-\s]*(?:(?:gene|germline|somatic|activating|hotspot)\s+)*(?:mutations?|mutated|mutant"
    r"|alterations?|variants?|positive|detected|carrier)\b"
)
_NEGATIVE = re.compile(
    r"[-\s:]*(?:(?:germ-?\s?line|somatic|hereditary)[-\s:]*)?(?:is|was|were|status|mutations?|variants?"
    r"|testing|test|genes?)?[-\s:]*(?:is|was|were|status)?[-\s:]*(?:wild[- ]?type|wt\b|negative|neg\b|not\s+(?:detected|mutated|found|altered"
    r"|amplified)"
    r"|unmutated|intact|normal|-(?![\w]))"
)
_GERMLINE = re.compile(r"\b(?:germ-?\s?line|hereditary|inherited|constitutional|carrier)\b")
_SOMATIC = re.compile(r"\b(?:somatic|tumou?r\s+(?:sequencing|tissue))\b")
_PLASMA = re.compile(r"\b(?:ct-?dna|cf-?dna|liquid biopsy|guardant\w*|plasma|circulating tumou?r dna|blood ngs)\b")
_TISSUE = re.compile(r"\b(?:tissue|ngs of (?:the )?tumou?r|foundationone(?: cdx)?|tempus|caris)\b")
_PATHOGENIC = re.compile(r"\b(?:likely\s+)?pathogenic\b|\bdeleterious\b")
_UNCERTAIN = re.compile(r"\bvus\b|\buncertain significance\b|\bunknown significance\b")
_ALLELE = re.compile(
    r"\b(?:vaf|maf|allele (?:frequency|fraction)|af)\s*(?:of|:|=|was)?\s*(?P<value>\d{1,2}(?:\.\d+)?)\s*%"
)
_BOTH_BRCA = re.compile(r"(?<![\w])(?P<origin>[gs])?brca\s?1\s*(?:/|and|&|,)\s*(?:brca\s?)?2(?!\w)")
_BRCA = re.compile(r"(?<![\w])(?P<origin>[gs])?brca(?!\w|\s?[12])")
# After these words a name of a gene is a drug or a protein: "PI3K inhibitor", "HER2-positive", "EGFR inhibitor".
_NOT_A_GENE = re.compile(
    r"\s?/\s?6|i(?!\w)|[-\s]*(?:inhibitor|antibody|blocker|directed|targeted|expression|ihc|receptor"
    r"|low\b|\d\+|therapy)"
)


OF_THE_PROTEIN = "a stain of the protein or a change of the gene: not told"


@dataclass(frozen=True, slots=True)
class _Named:
    """A gene in the text; `letter` g or s stands before some ("gBRCA1")."""

    genes: tuple[str, ...]
    letter: str
    start: int
    end: int


def read_genes(book: Book) -> None:
    """Every gene with what is said of it; a gene without a word about it is left."""
    named = _named(book)
    for number, one in enumerate(named):
        sentence = book.text.sentence_of(one.start)
        following = next((other.start for other in named[number + 1 :] if other.start >= one.end), sentence.end)
        limit = min(following, sentence.end)
        _read(book, one, limit, sentence, named[:number])


def _named(book: Book) -> list[_Named]:
    low, found = book.text.low, list[_Named]()
    for both in _BOTH_BRCA.finditer(low):
        if book.is_free(both.start(), both.end()):
            found.append(_Named(("BRCA1", "BRCA2"), both["origin"] or "", both.start(), both.end()))
    for bare in _BRCA.finditer(low):
        if book.is_free(bare.start(), bare.end()):
            found.append(_Named(("BRCA1", "BRCA2"), bare["origin"] or "", bare.start(), bare.end()))
    names = book.codes.genes.by_name
    for word in book.text.words:
        if not book.is_free(word.start, word.end) or any(one.start <= word.start < one.end for one in found):
            continue
        text, letter = word.text.rstrip("+").upper(), ""
        if text not in names and text[:1] in "GS" and text[1:] in names:
            text, letter = text[1:], text[:1].lower()
        short = _SHORT_MUTATED.fullmatch(book.text.plain[word.start : word.end])
        if text not in names and short is not None:
            # "gBRCA1m", "PIK3CAmut"
            text, letter = short["gene"], short["origin"] or ""
            if text in names and (len(text) > 3 or text[-1].isdigit()):
                found.append(_Named((names[text],), letter, word.start, word.start + short.end("gene")))
            continue
        # Short names in small letters are words ("met", "ret", "ar").
        written = book.text.plain[word.start : word.end].rstrip("+")
        if (
            text in names
            and (any(sign.isdigit() for sign in text) or written.isupper())
            and text not in ("HER2", "P16")
        ):
            found.append(_Named((names[text],), letter, word.start, word.start + len(written)))
    return sorted(found, key=lambda one: one.start)


_BARE_CALL = re.compile(r"[-\s]*(?:ihc\s+)?(?:positive|pos\b|\+|negative|neg\b|-(?![\w]))$")


def _is_of_the_protein(book: Book, one: _Named, said: str) -> bool:
    """ "AR positive" tells of a stained protein, "AR mutated" of the gene."""
    return not book.words.stained.isdisjoint(one.genes) and _BARE_CALL.fullmatch(said) is not None


def _read(book: Book, one: _Named, limit: int, sentence: Span, earlier: Sequence[_Named]) -> None:
    low = book.text.low
    if _NOT_A_GENE.match(low, one.end) is not None:
        return
    protein = _PROTEIN.search(low, one.end, min(limit, one.end + 40))
    if protein is not None and _OF_THE_NEXT.search(low[one.end : protein.start()]) is not None:
        protein = None
    coding = _CODING.search(low, one.end, limit)
    kind, kind_end = _kind(low, one.end, min(limit, one.end + 30))
    mutated, negative = _MUTATED.match(low, one.end, limit), _NEGATIVE.match(low, one.end, limit)
    uncertain = _UNCERTAIN.search(low, one.end, limit)
    denied = book.stance(one.start, one.end) is Stance.DENIED
    told = (protein, coding, mutated, negative, uncertain)
    if not any(found is not None for found in told) and kind is None and not denied:
        return
    call = mutated if mutated is not None else negative
    if (
        call is not None
        and protein is None
        and coding is None
        and _is_of_the_protein(book, one, low[one.end : call.end()])
    ):
        book.leave(one.start, call.end(), OF_THE_PROTEIN)
        return
    named_until = one.end if mutated is None else mutated.end()
    denied = denied or book.stance(one.start, named_until) is Stance.DENIED
    if not denied and negative is None and book.is_in_doubt(one.start, named_until):
        # "Possible BRCA1 mutation", "ESR1 mutation?": neither found nor not found.
        book.leave(one.start, named_until, UNTOLD)
        return
    found_it = negative is None and not denied
    if len(one.genes) > 1 and found_it:
        # "BRCA mutation" does not say which of the two.
        return
    end = max(
        [one.end, kind_end, *(found.end() for found in told if found is not None)]
        if found_it
        else [one.end, negative.end() if negative is not None else _denied_end(low, one.end, limit)]
    )
    noun = _NOUN.match(low, end, limit)
    end = end if noun is None else noun.end()
    details = _details(book, one, sentence, limit, end)
    for gene in one.genes:
        fact = Variant(
            gene=gene,
            kind=(kind or VariantKind.SMALL) if protein is None and coding is None else VariantKind.SMALL,
            present=found_it,
            protein=_written(book, protein) if found_it else "",
            coding=book.text.plain[coding.start() : coding.end()] if coding is not None and found_it else "",
            origin=details.origin,
            allele_percent=details.allele if found_it else None,
            significance=details.significance if found_it else "",
            tissue=details.tissue,
        )
        book.claim(fact, one.start, max(end, details.end if found_it else end))


# "ESR1 mutated, AKT E17K": behind a comma and another name the change is of that name.
_OF_THE_NEXT = re.compile(r",\s*(?:and\s+)?(?!p\.|exon|codon|variant|mutation|mutated|with|at\b|vaf)[a-z][a-z0-9]+\s")


def _denied_end(low: str, end: int, limit: int) -> int:
    """ "No PIK3CA mutation": the noun belongs to the denial."""
    noun = re.compile(r"[-\s]*(?:mutations?|variants?|alterations?|amplification|fusions?)").match(low, end, limit)
    return end if noun is None else noun.end()


def _kind(low: str, start: int, limit: int) -> tuple[VariantKind | None, int]:
    for pattern, kind in _KINDS:
        found = pattern.search(low, start, limit)
        if found is not None and re.fullmatch(r"[-\s]*(?:gene\s+|protein\s+|\(\s*)?", low[start : found.start()]):
            return kind, found.end()
    return None, start


def _written(book: Book, protein: re.Match[str] | None) -> str:
    if protein is None:
        return ""
    return book.text.plain[protein.start("protein") : protein.end("protein")]


@dataclass(frozen=True, slots=True)
class _Details:
    origin: Origin
    tissue: str
    significance: str
    allele: Decimal | None
    end: int


def _details(book: Book, one: _Named, sentence: Span, limit: int, end: int) -> _Details:
    """Origin, sample, significance and allele frequency, from the words behind the gene or before it."""
    low = book.text.low
    origin = {"g": Origin.GERMLINE, "s": Origin.SOMATIC}.get(one.letter, Origin.UNKNOWN)
    behind = end
    part = book.text.part_of(one.start)
    if origin is Origin.UNKNOWN:
        for pattern, value in ((_GERMLINE, Origin.GERMLINE), (_SOMATIC, Origin.SOMATIC)):
            found = pattern.search(low, part.start, min(part.end, limit))
            if found is not None:
                book.take(found.start(), found.end())
                origin = value
    plasma = _near(_PLASMA, low, book.text.statement_of(one.start).start, one, limit)
    tissue = "germline sample" if origin is Origin.GERMLINE else ""
    if plasma is not None and origin is not Origin.GERMLINE:
        tissue = "ctDNA"
        book.take(plasma.start(), plasma.end())
    elif not tissue and (of_tissue := _TISSUE.search(low, sentence.start, min(sentence.end, limit))) is not None:
        tissue = "tissue"
        book.take(of_tissue.start(), of_tissue.end())
    allele = _ALLELE.search(low, one.end, limit)
    if allele is not None:
        behind = max(behind, allele.end())
    pathogenic = _PATHOGENIC.search(low, part.start, min(part.end, limit))
    uncertain = _UNCERTAIN.search(low, one.end, limit)
    significance = ""
    for found in (pathogenic, uncertain):
        if found is not None:
            significance = "uncertain" if found is uncertain else found[0]
            book.take(found.start(), found.end())
    return _Details(origin, tissue, significance, None if allele is None else Decimal(allele["value"]), behind)


def _near(pattern: re.Pattern[str], low: str, start: int, one: _Named, limit: int) -> re.Match[str] | None:
    """The sample behind the gene, else before it: "ctDNA showed ESR1 D538G; PIK3CA was wild-type"."""
    behind = pattern.search(low, one.end, limit)
    if behind is not None:
        return behind
    before = pattern.search(low, start, one.start)
    # What stands in brackets is said of the gene before them.
    return (
        None
        if before is None or low[before.end() : one.start].count(")") > low[before.end() : one.start].count("(")
        else before
    )
