"""The lines of a VCF as variants of its tumour sample.

A variant becomes a gene finding only where the file is annotated on a build that is known; else it is kept by its place
in the genome, without a gene, and the file's issue says what is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onward.intake.loose import LooseFile, LooseRead, SampleFacts
from onward.intake.result import Counted
from onward.intake.vcf.annotation import Annotate, GeneChange, annotator_of, genes_changed
from onward.intake.vcf.call import Call, read_call
from onward.intake.vcf.header import HUMAN_BUILDS, Header, read_header
from onward.intake.vcf.samples import Roles, roles_of
from onward.knowledge import codes, gene_facts
from onward.terms import Issue, Severity
from onward.timeline import AnyFact, Origin, Source, Variant

KIND = "variant of a VCF"

# Variants of a genome without annotation are no findings that somebody reads one by one.
MOST_WITHOUT_GENE = 5000
_COLUMNS = 8


def read_vcf(file: LooseFile) -> LooseRead:
    """The variants of a VCF. Nothing that stands in it raises."""
    return _Reading(file).read()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the table, cut."""

    number: int
    chromosome: str
    position: str
    reference: str
    alleles: tuple[str, ...]
    filter: str
    info: Mapping[str, str]
    keys: tuple[str, ...]
    samples: tuple[str, ...]


class _Reading:
    """One file on its way."""

    def __init__(self, file: LooseFile) -> None:
        self._file = file
        self._issues: list[Issue] = []
        self._facts: list[AnyFact] = []
        self._counts = Counter[str]()
        self._left = Counter[str]()
        self._genes = codes().genes
        self._numbering = {gene.gene: frozenset(gene.transcripts) for gene in gene_facts().genes}
        self._doubts: dict[str, int] = {}
        self._without = 0

    def read(self) -> LooseRead:
        text = self._file.content.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        lines = text.split("\n")
        above = [line for line in lines[: _end_of_header(lines)] if line.startswith("#")]
        first = len(lines[: _end_of_header(lines)]) + 1
        header = read_header(above)
        roles = roles_of(header)
        if roles.tumour is None and header.samples:
            return self._nobody(header, roles, lines[first - 1 :])
        annotate = annotator_of(header)
        is_human = header.build in HUMAN_BUILDS or not header.builds
        if annotate is None or not is_human:
            annotate = None
        for number, line in enumerate(lines[first - 1 :], first):
            if line.strip():
                self._line(number, line, header, roles, annotate)
        self._say(header, roles, annotate is not None)
        sample = header.samples[roles.tumour] if roles.tumour is not None else ""
        return LooseRead(
            samples=(
                SampleFacts(
                    sample=sample,
                    facts=tuple(self._facts),
                    rows=self._counts["facts"] + self._counts["kept"],
                ),
            ),
            issues=tuple(self._issues),
            counts={KIND: Counted(facts=self._counts["facts"], kept=self._counts["kept"], issue=self._counts["issue"])},
        )

    def _nobody(self, header: Header, roles: Roles, lines: Sequence[str]) -> LooseRead:
        """A file whose samples cannot be told apart is used for nobody."""
        number = sum(bool(line.strip()) for line in lines)
        self._issue(
            f"{number} variants of {roles.why}",
            "used for nobody; give the tumour's sample alone, or name it in the header (##tumor_sample=...)",
            Severity.ERROR,
            "#CHROM",
        )
        return LooseRead(samples=(), issues=tuple(self._issues), counts={KIND: Counted(issue=number)})

    def _line(
        self,
        number: int,
        line: str,
        header: Header,
        roles: Roles,
        annotate: Annotate | None,
    ) -> None:
        cut = _cut(number, line)
        if cut is None:
            self._counts["issue"] += 1
            self._issue(
                "a line that is no variant: columns are missing or the position is no number",
                "left it out",
                Severity.WARNING,
                f"row {number}",
            )
            return
        if cut.filter not in ("PASS", ".", ""):
            self._left["did not pass the caller's filters"] += 1
            self._counts["kept"] += 1
            return
        found = False
        for at, allele in enumerate(cut.alleles, 1):
            if not set(allele.upper()) <= set("ACGTN") or not set(cut.reference.upper()) <= set("ACGTN"):
                if allele not in (".", "*", "<NON_REF>", "<*>"):
                    self._left["are of a kind that is not read (symbolic alleles, breakends)"] += 1
                continue
            call = read_call(cut.keys, cut.samples, cut.info, at, roles, header)
            if not call.is_called:
                continue
            found |= self._allele(cut, allele, at, call, header, annotate)
        self._counts["facts" if found else "kept"] += 1

    def _allele(self, cut: _Line, allele: str, at: int, call: Call, header: Header, annotate: Annotate | None) -> bool:
        """The facts of one allele; whether there were any."""
        if annotate is None:
            return self._without_gene(cut, allele, call, header)
        text = cut.info.get("CSQ") or cut.info.get("ANN") or ""
        if not text:
            self._left["have no annotation of their own"] += 1
            return self._without_gene(cut, allele, call, header)
        entries = annotate(text, cut.reference, allele, at, len(cut.alleles))
        changes = genes_changed(entries, self._numbering)
        for change in changes:
            self._facts.append(self._fact(cut, allele, call, header, change))
        if not changes:
            self._left["do not alter a protein"] += 1
        return bool(changes)

    def _without_gene(self, cut: _Line, allele: str, call: Call, header: Header) -> bool:
        """A change by its place alone; whether it became a fact."""
        if self._without >= MOST_WITHOUT_GENE:
            self._left[f"are beyond the first {MOST_WITHOUT_GENE} without a gene"] += 1
            return False
        self._without += 1
        self._facts.append(self._fact(cut, allele, call, header, None))
        return True

    def _fact(self, cut: _Line, allele: str, call: Call, header: Header, change: GeneChange | None) -> Variant:
        gene = "" if change is None else self._genes.canonical(change.gene)
        if change is not None and (doubt := self._genes.doubt(change.gene)):
            self._doubts.setdefault(doubt, cut.number)
        build = header.build or "build not known"
        place = f"{build} {cut.chromosome.removeprefix('chr')}:{cut.position} {cut.reference}>{allele}"
        protein = "" if change is None else change.protein
        named = protein.rpartition(":")[2] or ("" if change is None else change.coding.rpartition(":")[2])
        return Variant(
            recorded_on=header.made_on,
            gene=gene,
            protein=protein,
            coding="" if change is None else change.coding,
            genomic=place,
            consequence="" if change is None else change.consequence,
            origin=call.origin,
            allele_percent=call.allele_percent,
            significance=call.significance,
            tissue="germline sample" if call.origin is Origin.GERMLINE else call.tissue,
            specimen=call.sample,
            text=" ".join(part for part in (gene, named or place) if part),
            sources=(Source(self._file.name, self._file.sha256, f"row {cut.number}", f"sample {call.sample}"),),
        )

    def _say(self, header: Header, roles: Roles, is_used: bool) -> None:
        """What is wrong with the file as a whole."""
        number = sum(1 for fact in self._facts if isinstance(fact, Variant))
        if not header.samples:
            self._issue(
                "a VCF without a sample: which variants the tumour has is not said",
                "took every line as found; export it with the sample's genotype",
                Severity.WARNING,
                "#CHROM",
            )
        if len(header.builds) > 1:
            self._issue(
                f"its header names several genome builds: {', '.join(header.builds)}",
                "kept the variants by their place, made no gene findings of them; the build has to be known",
                Severity.ERROR,
                "header",
            )
        elif header.builds and header.build not in HUMAN_BUILDS:
            self._issue(
                f"positions on {header.build}; Onward knows GRCh37 and GRCh38",
                "kept the variants by their place, made no gene findings of them; call them again on GRCh38",
                Severity.ERROR,
                "header",
            )
        elif not header.builds:
            self._issue(
                "a VCF that does not say its genome build (##reference, ##contig)",
                "took the build as not known; export it with its header",
                Severity.WARNING,
                "header",
            )
        if not is_used and not (header.csq or header.ann) and number:
            self._issue(
                f"{number} variants without annotation (no CSQ of VEP, no ANN of SnpEff): no gene is named",
                "kept them by their place in the genome, made no gene findings of them; annotate the file with "
                "VEP or SnpEff and give it again",
                Severity.ERROR,
                "header",
            )
        for what, lines in self._left.items():
            self._issue(f"{lines} variants {what}", "kept, no facts made of them", Severity.NOTE)
        for doubt, line in self._doubts.items():
            self._issue(
                doubt,
                "kept the name as written; its HGNC id tells which gene is meant",
                Severity.WARNING,
                f"row {line}",
            )

    def _issue(self, what: str, did: str, severity: Severity, place: str = "") -> None:
        self._issues.append(Issue(file=self._file.name, place=place, what=what, did=did, severity=severity))


def _end_of_header(lines: Sequence[str]) -> int:
    """How many lines stand above the table."""
    return next((at for at, line in enumerate(lines) if line and not line.startswith("#")), len(lines))


def _cut(number: int, line: str) -> _Line | None:
    cells = line.split("\t")
    if len(cells) < _COLUMNS or not cells[1].isdecimal() or not cells[0] or not cells[3]:
        return None
    info = dict(_info(cells[7]))
    return _Line(
        number=number,
        chromosome=cells[0],
        position=cells[1],
        reference=cells[3],
        alleles=tuple(cells[4].split(",")),
        filter=cells[6],
        info=info,
        keys=tuple(cells[8].split(":")) if len(cells) > _COLUMNS else (),
        samples=tuple(cells[9:]),
    )


def _info(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        key, _, value = part.partition("=")
        if key:
            yield key, value
