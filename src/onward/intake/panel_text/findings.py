"""The gene findings of one line: a gene with its change, or a gene with what was not found in it.

Taken is only what stands there in so many words. A hedge, a change that is not understood, a share without percent:
then the line is left to a reader, and the reason says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from onward.intake.panel_text.heading import About, Section
from onward.knowledge import GeneTable
from onward.timeline import VariantKind

_TOKEN = re.compile(r"\b[A-Z][A-Za-z0-9]*(?:-[A-Z0-9][A-Za-z0-9]*)?(?:/\d)?\b")
_PAIR = re.compile(r"\b(?P<first>[A-Z][A-Z0-9]+)\s*(?:::|--|-|–|/)\s*(?P<second>[A-Z][A-Z0-9]+)\b")
_CLAUSE = re.compile(r";|\.\s+(?=[A-Z])|\bbut\b|\bhowever\b|\bwhile\b|\bwhereas\b", re.IGNORECASE)

_NEGATIVE = re.compile(
    r"\bno\b|\bnot (?:been )?(?:detected|identified|found|present|seen|observed)\b|\bnegative\b|\babsent\b|"
    r"\babsence of\b|\bnone\b|\bwild[- ]?type\b|\bwithout\b|\bundetected\b|\bWT\b|\bnot amplified\b|\bnon-amplified\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\bpossibl[ey]\b|\bprobabl[ey]\b|\bsuspect|\bsuspicious\b|\bcannot\b|\bcould not\b|\bexclude|\bequivocal\b|"
    r"\bindeterminate\b|\binconclusive\b|\bfail(?:ed|ure)?\b|\binsufficient\b|\bpending\b|\bborderline\b|"
    r"\bnot (?:evaluable|assessed|tested|performed)\b|\bprevious(?:ly)?\b|\bprior\b|\bhistory\b|\bfamily\b|"
    r"\bmother\b|\bsister\b|\boutside\b|\be\.g\.|\bsuch as\b|\bconsider|\bmay\b|\bmight\b|\bif\b|\?",
    re.IGNORECASE,
)
_BY_STAIN = re.compile(r"\bIHC\b|immunohisto|\bISH\b|\bFISH\b|\bCISH\b|staining|\boverexpress", re.IGNORECASE)

_KINDS = (
    (
        VariantKind.DEEP_DELETION,
        re.compile(r"\b(?:homozygous|deep|biallelic|two-copy) (?:deletion|loss)\b", re.IGNORECASE),
    ),
    (VariantKind.AMPLIFICATION, re.compile(r"\bamplif\w+|\bamp\b", re.IGNORECASE)),
    (VariantKind.GAIN, re.compile(r"\bcopy number gain\b", re.IGNORECASE)),
    (VariantKind.FUSION, re.compile(r"\bfusions?\b|\brearrange(?:ment|d)s?\b|\btranslocation\b", re.IGNORECASE)),
)
_COPIES = re.compile(r"(?:copy number|copies|\bCN\b)\s*[:=]?\s*(?:of\s*)?(?P<number>\d+(?:\.\d+)?)", re.IGNORECASE)

_CODING = re.compile(r"c\.[\d*_+\-]+[ACGT>delinsupv\d]*", re.IGNORECASE)
_PROTEIN = re.compile(
    r"(?:p\.)?\(?(?P<change>"
    r"(?:[A-Z]|[A-Z][a-z]{2})\d+(?:_(?:[A-Z]|[A-Z][a-z]{2})\d+)?"
    r"(?:(?:fs|delins|del|dup|ins|ext|>)[A-Za-z0-9*?]*|(?:[A-Z][a-z]{2}|[A-Z]|\*|=)(?:fs[A-Za-z0-9*?]*)?)"
    r"|X?\d+_splice|\*\d+[A-Z]\w*)\)?"
)
_CODON_ONLY = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{2})\d{2,4}\b(?![A-Za-z*_])")
# Words that may stand between a gene and its change.
_BETWEEN = re.compile(
    r"[\s:,()\[\]|\-–—]*(?:(?:NM_|NP_|NC_|ENST|ENSP|LRG_)[\w.]+|exon\s*\d+|c\.[^\s,;()]+|p\.|"
    r"(?:mutations?|variants?|alterations?|missense|nonsense|frameshift|in-?frame|insertion|deletion|duplication|snv|"
    r"indel|splice|site|activating|hotspot|likely|pathogenic|somatic|germline|heterozygous|homozygous|gene|detected|"
    r"positive)\b)?",
    re.IGNORECASE,
)
_CONSEQUENCES = (
    ("splice", re.compile(r"\bsplice\b", re.IGNORECASE)),
    ("frameshift", re.compile(r"\bframe-?shift\b", re.IGNORECASE)),
    ("nonsense", re.compile(r"\bnonsense\b|\bstop[- ]gain", re.IGNORECASE)),
    ("missense", re.compile(r"\bmissense\b", re.IGNORECASE)),
)
_SHARE = re.compile(
    r"(?:VAF|MAF|variant (?:allele )?(?:fraction|frequency)|allel(?:e|ic) (?:fraction|frequency)|\bAF\b|cfDNA)"
    r"\s*[:=(]?\s*(?:of\s*)?(?P<value>\d+(?:\.\d+)?)\s*(?P<percent>%)?|"
    r"(?P<before>\d+(?:\.\d+)?)\s*%\s*(?:VAF|MAF|cfDNA|AF\b|allele|of reads)",
    re.IGNORECASE,
)
_SIGNIFICANCE = (
    ("conflicting interpretations", re.compile(r"\bconflicting\b", re.IGNORECASE)),
    (
        "uncertain significance",
        re.compile(r"\buncertain significance\b|\bunknown significance\b|\bVUS\b", re.IGNORECASE),
    ),
    ("likely pathogenic", re.compile(r"\blikely pathogenic\b", re.IGNORECASE)),
    ("pathogenic", re.compile(r"\bpathogenic\b", re.IGNORECASE)),
    ("likely benign", re.compile(r"\blikely benign\b", re.IGNORECASE)),
    ("benign", re.compile(r"\bbenign\b", re.IGNORECASE)),
)
_MOST = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneFinding:
    """One finding of a line, as the record will say it; `name` is the gene as written."""

    name: str
    present: bool
    kind: VariantKind = VariantKind.SMALL
    partner: str = ""
    protein: str = ""
    coding: str = ""
    consequence: str = ""
    origin: str = ""
    significance: str = ""
    allele_percent: Decimal | None = None
    copy_number: Decimal | None = None


@dataclass(slots=True)
class LineFindings:
    """The findings of a line, and why the rest of it was left ("" when nothing was)."""

    findings: list[GeneFinding] = field(default_factory=list[GeneFinding])
    doubts: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class _Named:
    """A gene in a clause: its names (BRCA1/2 is two) and where it stands."""

    names: tuple[str, ...]
    start: int
    end: int


def findings_in(line: str, section: Section, genes: GeneTable) -> LineFindings:
    """What a line says of genes, in the light of its section."""
    read = LineFindings()
    for clause in _clauses(line, genes):
        fused = _fusion(clause, section, genes)
        if fused is not None:
            _fused(clause, fused, read)
            continue
        named = genes_in(clause, genes)
        if named:
            _clause(clause, named, section, genes, read)
        elif _OF_NO_KNOWN_GENE.search(clause):
            read.doubts.append("a change of a gene that is not in the table of genes")
    return read


# A word in capitals and a protein change behind it: a finding, whatever the gene is called.
_OF_NO_KNOWN_GENE = re.compile(
    r"\b[A-Z][A-Z0-9]{2,}\b[\s:,(]+p\.\(?[A-Z*]|\b[A-Z][A-Z0-9]{2,}\b\s+[A-Z]\d{2,4}[A-Z*]\b"
)


def _clauses(line: str, genes: GeneTable) -> list[str]:
    """The parts of a line that stand for themselves; what names no gene belongs to the part before it."""
    parts: list[str] = []
    for part in _CLAUSE.split(line):
        if parts and not genes_in(part, genes) and not _OF_NO_KNOWN_GENE.search(part):
            parts[-1] = f"{parts[-1]}; {part}"
        else:
            parts.append(part)
    return parts


def _fusion(clause: str, section: Section, genes: GeneTable) -> GeneFinding | None:
    """A fusion of two genes of which one at least is known; two genes that are only listed are none."""
    for pair in _PAIR.finditer(clause):
        first, second = pair["first"], pair["second"]
        if not (_is_gene(first, genes) or _is_gene(second, genes)):
            continue
        if "::" in pair[0] or _KINDS[3][1].search(clause[pair.end() :]):
            present = section.about is not About.NEGATIVES and _NEGATIVE.search(clause) is None
            return GeneFinding(
                name=first, partner=second, kind=VariantKind.FUSION, present=present, origin=_origin(clause, section)
            )
    return None


def _fused(clause: str, found: GeneFinding, read: LineFindings) -> None:
    if _HEDGE.search(clause):
        read.doubts.append(f"a hedge, a question or an earlier test about a fusion of {found.name}")
    else:
        read.findings.append(found)


def genes_in(text: str, genes: GeneTable) -> list[_Named]:
    """The genes that a text names by a symbol in capitals or by a name that the table knows."""
    found: list[_Named] = []
    for token in _TOKEN.finditer(text):
        word, slash, digit = token[0].partition("/")
        names = (word, word[:-1] + digit) if slash and word[-1:].isdigit() else (word,)
        if all(_is_gene(name, genes) for name in names):
            found.append(_Named(names, token.start(), token.end()))
    return found


def _is_gene(name: str, genes: GeneTable) -> bool:
    if name.upper() != name and "orf" not in name:
        return False
    key = name.upper()
    if key in genes.by_name:
        return True
    if len(key) < _SHORTEST or key in _WORDS_OF_REPORTS:
        return False
    return key in genes.symbols or key in genes.others.ambiguous or (key in genes.others.other and len(key) > _SHORTEST)


# Two letters, and three of a name that is no symbol, mean too many other things in a text (ER, II, HR, NGS).
_SHORTEST = 3
_WORDS_OF_REPORTS = frozenset(
    {"MAF", "SNP", "SNV", "CNA", "CNV", "DNA", "RNA", "VUS", "VAF", "NGS", "SET", "REST", "CAT"}
)


def _clause(clause: str, named: Sequence[_Named], section: Section, genes: GeneTable, read: LineFindings) -> None:
    names = [name for one in named for name in one.names]
    if _HEDGE.search(clause):
        read.doubts.append(f"a hedge, a question or an earlier test about {', '.join(names)}")
        return
    if _BY_STAIN.search(clause):
        read.doubts.append(f"a result by staining or hybridisation about {', '.join(names)}")
        return
    denied_before = _NEGATIVE.search(clause[: named[0].start]) is not None
    is_negative = denied_before or section.about is About.NEGATIVES
    denied_behind = _NEGATIVE.search(clause[named[-1].end :]) is not None and not _changes_behind(clause, named)
    for one, segment in zip(named, _segments(clause, named), strict=True):
        negative = is_negative or denied_behind or _NEGATIVE.search(segment) is not None
        for name in one.names:
            whole = len(named) == 1 or is_negative or denied_behind
            _gene(name, segment, clause if whole else segment, section, negative=negative, read=read)


def _changes_behind(clause: str, named: Sequence[_Named]) -> bool:
    """Whether several genes of a clause have changes of their own: then a denial behind the last is only of that."""
    return len(named) > 1 and any(_PROTEIN.search(segment) for segment in _segments(clause, named)[:-1])


def _segments(clause: str, named: Sequence[_Named]) -> list[str]:
    ends = [one.start for one in named[1:]] + [len(clause)]
    return [clause[one.end : end] for one, end in zip(named, ends, strict=True)]


def _gene(name: str, segment: str, where: str, section: Section, *, negative: bool, read: LineFindings) -> None:
    """One gene: `segment` what stands behind it, `where` the part of the line that may speak of it."""
    kind = next((kind for kind, words in _KINDS if words.search(segment if not negative else where)), VariantKind.SMALL)
    protein = _first_change(segment)
    coding = _CODING.search(segment)
    if negative:
        # "No ESR1 mutation", "ERBB2 amplification not detected", "EGFR L858R: negative"
        read.findings.append(
            GeneFinding(name=name, present=False, kind=kind, protein=protein, origin=_origin(where, section))
        )
        return
    if kind is not VariantKind.SMALL and not protein:
        copies = _COPIES.search(where)
        read.findings.append(
            GeneFinding(
                name=name,
                present=True,
                kind=kind,
                origin=_origin(where, section),
                significance=_significance(where, section),
                copy_number=None if copies is None else Decimal(copies["number"]),
            )
        )
        return
    if not protein and coding is None:
        read.doubts.append(f"no change of {name} that is understood")
        return
    share, doubt = _share(where)
    if doubt:
        read.doubts.append(doubt)
    read.findings.append(
        GeneFinding(
            name=name,
            present=True,
            protein=protein,
            coding="" if coding is None else coding[0],
            consequence=next((word for word, words in _CONSEQUENCES if words.search(segment)), ""),
            origin=_origin(where, section),
            significance=_significance(where, section),
            allele_percent=share,
        )
    )


def _first_change(segment: str) -> str:
    """The protein change that directly follows a gene; "" when something else comes first."""
    at = 0
    while at < len(segment):
        found = _PROTEIN.match(segment, at)
        if found is not None and not _CODON_ONLY.fullmatch(found["change"]):
            return f"p.{found['change']}"
        between = _BETWEEN.match(segment, at)
        if between is None or between.end() == at:
            return ""
        at = between.end()
    return ""


def _origin(clause: str, section: Section) -> str:
    germline = re.search(r"\bgermline\b|\binherited\b", clause, re.IGNORECASE) is not None
    somatic = re.search(r"\bsomatic\b", clause, re.IGNORECASE) is not None
    if germline != somatic:
        return "germline" if germline else "somatic"
    return section.origin


def _significance(text: str, section: Section) -> str:
    return next((word for word, words in _SIGNIFICANCE if words.search(text)), section.significance)


def _share(text: str) -> tuple[Decimal | None, str]:
    """Reads with the variant in percent, and what is wrong with a number that is not taken."""
    shares = list(_SHARE.finditer(text))
    if len(shares) != 1:
        return None, "several shares of reads in one line" if shares else ""
    found = shares[0]
    number = Decimal(found["value"] or found["before"])
    if found["value"] and not found["percent"]:
        return None, "a share of reads without a percent sign"
    if number > _MOST:
        return None, "a share of reads above 100 %"
    return number, ""


def gene_names(text: str, genes: GeneTable) -> Iterator[str]:
    """The genes that a list names, each once."""
    yield from dict.fromkeys(name for one in genes_in(text, genes) for name in one.names)
