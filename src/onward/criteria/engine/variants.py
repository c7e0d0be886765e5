"""Gene findings. A change that was found answers YES; NO needs a test that looked there and found nothing."""

from __future__ import annotations

from collections.abc import Sequence

from onward.criteria.answer import FIXED, OPEN, Answer, each_once
from onward.criteria.engine.results import decided, undecided
from onward.criteria.engine.variant_match import match_variant
from onward.criteria.protein import read_protein
from onward.criteria.subject import Subject
from onward.criteria.variant_nodes import AskedOrigin, GeneTested, HasVariant
from onward.criteria.windows import date_of
from onward.criteria.words import either
from onward.terms import Truth, WhyUnknown
from onward.timeline import AnyFact, GenesStudied, Origin, Standing, Variant

GERMLINE_SAMPLE = "germline sample"


def answer_variant(leaf: HasVariant, subject: Subject) -> Answer:
    """Whether a change is found in one of the genes."""
    told = [fact for fact in subject.of(Variant) if _is_about(leaf, fact)]
    genes = subject.reference.genes
    findings = [match_variant(leaf, fact, genes) for fact in told if not _is_negative(fact)]
    found = [finding for finding in findings if finding.truth is Truth.YES]
    if found:
        return _found(leaf, subject, found)
    open_finding = next((finding for finding in findings if finding.truth is Truth.UNKNOWN), None)
    if open_finding is not None:
        return open_finding
    unclear = _of_unclear_gene(leaf, subject)
    return unclear or _not_found(leaf, subject, findings)


def _found(leaf: HasVariant, subject: Subject, found: Sequence[Answer]) -> Answer:
    """A change that one sample shows is there, whatever other samples do not show; those are named beside it."""
    best = min(found, key=lambda finding: bool(finding.assumed))
    facts = each_once(fact for finding in found for fact in finding.facts)
    seen = [fact for fact in facts if isinstance(fact, Variant)]
    where = " and in ".join(dict.fromkeys(words for fact in seen if (words := _sample_words(fact))))
    missed = [fact for fact in _missed_by(leaf, seen, subject) if _sample_words(fact)]
    because = best.because + (f" in {where}" if where else "")
    if missed:
        because += f"; not found in {' and in '.join(dict.fromkeys(map(_sample_words, missed)))}"
    return decided(leaf, Truth.YES, because, facts=each_once((*facts, *missed)), change=FIXED, assumed=best.assumed)


def _missed_by(leaf: HasVariant, seen: Sequence[Variant], subject: Subject) -> list[Variant | GenesStudied]:
    """Tests of other samples that looked at the genes in which something was found and did not find it.

    Samples are other ones by their id, else by tissue and day. A germline test does not contradict a tumour's.
    """
    genes = {fact.gene for fact in seen}
    samples = {_sample_key(fact) for fact in seen}
    germline = all(fact.origin is Origin.GERMLINE or fact.tissue == GERMLINE_SAMPLE for fact in seen)
    tests: list[Variant | GenesStudied] = [
        fact
        for fact in subject.of(Variant)
        if fact.gene in genes and fact.kind.value in leaf.kinds and _is_negative(fact) and _covers(leaf, fact)
    ]
    if leaf.kinds == ("small variant",):
        tests.extend(panel for panel in subject.of(GenesStudied) if genes & set(panel.genes))
    return [test for test in tests if _sample_key(test) not in samples and (test.tissue == GERMLINE_SAMPLE) == germline]


def _sample_key(fact: Variant | GenesStudied) -> tuple[str, str]:
    return (fact.specimen, "") if fact.specimen else (fact.tissue, str(date_of(fact.when) or ""))


def _sample_words(fact: Variant | GenesStudied) -> str:
    """The sample of a test: "ctDNA of 2025-03-01", "tissue (sample S1)"; "" when nothing is recorded of it."""
    when = date_of(fact.when)
    kind = fact.tissue or ("a sample" if fact.specimen or when is not None else "")
    day = f" of {when}" if when is not None else ""
    return f"{kind}{day}{f' (sample {fact.specimen})' if fact.specimen else ''}" if kind else ""


def _of_unclear_gene(leaf: HasVariant, subject: Subject) -> Answer | None:
    """A change of a gene whose recorded name may mean one of those asked for leaves the question open."""
    names = {
        name: gene
        for gene in leaf.genes
        if (entry := subject.reference.genes.get(gene)) is not None
        for name in entry.may_be_called
    }
    for fact in subject.of(Variant):
        gene = names.get(fact.gene.upper())
        if gene is not None and fact.kind.value in leaf.kinds and not _is_negative(fact):
            because = f"a change of {fact.gene} is recorded, a name that may mean {gene} or another gene"
            ask = f"Which gene does the report mean by {fact.gene}? Its HGNC symbol."
            return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))
    return None


def _is_about(leaf: HasVariant, fact: Variant) -> bool:
    genes = {fact.gene, fact.partner} if fact.kind.value == "fusion" else {fact.gene}
    return bool(genes & set(leaf.genes)) and fact.kind.value in leaf.kinds


def _is_negative(fact: Variant) -> bool:
    return fact.present is False or fact.standing is Standing.REFUTED


def _not_found(leaf: HasVariant, subject: Subject, findings: Sequence[Answer]) -> Answer:
    tests: list[AnyFact] = []
    untested: list[str] = []
    plasma_only: list[str] = []
    for gene in leaf.genes:
        for kind in leaf.kinds:
            covered = _negative_tests(leaf, gene, kind, subject)
            tests.extend(fact for fact, _ in covered)
            if not any(counts for _, counts in covered):
                name = gene if kind == "small variant" else f"{gene} {kind}"
                (plasma_only if covered else untested).append(name)
    facts = each_once((*(fact for finding in findings for fact in finding.facts), *tests))
    if not untested and not plasma_only:
        may_arise = leaf.origin != "germline" and any(_is_acquired(gene, subject) for gene in leaf.genes)
        reclassified = any(finding.can_change for finding in findings)
        because = findings[0].because if findings else f"tested, none found in {either(leaf.genes)}"
        if may_arise:
            arises = (subject.reference.genes[gene].arises for gene in leaf.genes if _is_acquired(gene, subject))
            because = "; ".join(dict.fromkeys((because, *(words for words in arises if words))))
        return decided(leaf, Truth.NO, because, facts=facts, change=OPEN if may_arise or reclassified else FIXED)
    if untested:
        because = f"no {_of(leaf.origin)}result is recorded for {either(untested)}"
        ask = (
            f"What does the {_of(leaf.origin)}sequencing report say about {either(untested)}? If none: whether to test."
        )
        unnamed = [fact for fact in subject.of(Variant) if not fact.gene and "small variant" in leaf.kinds]
        if unnamed:
            because += f"; {len(unnamed)} changes are recorded by their place in the genome, without a gene"
            ask = f"Which genes do the unannotated variants lie in? The file, annotated with VEP or SnpEff. {ask}"
            facts = each_once((*facts, unnamed[0]))
    else:
        because = f"the tests on record do not rule out a change in {either(plasma_only)}: the sample does not suffice"
        ask = f"Was {either(plasma_only)} tested in a sample that can rule it out (tumour tissue; blood for germline)?"
    return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=facts)


def _of(origin: AskedOrigin) -> str:
    return "" if origin == "any" else f"{origin} "


def _in_origin(origin: AskedOrigin) -> str:
    return "" if origin == "any" else f" ({origin})"


def _is_acquired(gene: str, subject: Subject) -> bool:
    entry = subject.reference.genes.get(gene)
    return entry is not None and entry.acquired


def _negative_tests(leaf: HasVariant, gene: str, kind: str, subject: Subject) -> list[tuple[AnyFact, bool]]:
    """Tests that looked for this kind of change in the gene and found none, each with whether it suffices for a NO."""
    tests: list[tuple[AnyFact, bool]] = []
    tests.extend(
        (fact, _suffices(leaf, gene, _sample_of(fact) or "said of the gene itself", subject))
        for fact in subject.of(Variant)
        if fact.gene == gene and fact.kind.value == kind and _is_negative(fact) and _covers(leaf, fact)
    )
    # A list of genes says that their sequence was read; whether copies and fusions were looked for it does not say.
    if kind == "small variant":
        tests.extend(
            (panel, _suffices(leaf, gene, panel.tissue, subject))
            for panel in subject.of(GenesStudied)
            if gene in panel.genes and panel.standing is Standing.CONFIRMED
        )
    return tests


def _covers(leaf: HasVariant, fact: Variant) -> bool:
    """Whether a "not found" is about the whole question: about the gene, or about every change that was asked for."""
    if not fact.protein:
        return not fact.coding and not fact.genomic
    denied = read_protein(fact.protein)
    asked = [read_protein(protein) for protein in leaf.proteins]
    return bool(asked) and leaf.level == "exact" and all(change == denied for change in asked)


def _sample_of(fact: Variant) -> str:
    return GERMLINE_SAMPLE if fact.origin is Origin.GERMLINE else fact.tissue


def _suffices(leaf: HasVariant, gene: str, sample: str, subject: Subject) -> bool:
    """Whether "not found" in this sample is a NO to the question.

    Germline asks for a germline sample. Tumour tissue shows inherited changes as well. Plasma may hold too little
    tumour DNA, so it counts only where the gene's entry says so, or where plasma itself is asked. A list of genes read
    in a sample that nobody names may be blood for either; a result that denies the change in words needs no sample.
    """
    if leaf.origin == "germline":
        return sample == GERMLINE_SAMPLE
    if leaf.tissue != "any":
        return sample == leaf.tissue
    if sample == "ctDNA":
        entry = subject.reference.genes.get(gene)
        return entry is not None and entry.plasma_negative_counts
    return sample not in ("", GERMLINE_SAMPLE)


def answer_tested(leaf: GeneTested, subject: Subject) -> Answer:
    """Whether a test looked at all of the genes."""
    facts: list[AnyFact] = []
    missing: list[str] = []
    for gene in leaf.genes:
        looked = [fact for fact, sample in _tests_of(gene, subject) if _is_of_origin(leaf.origin, sample)]
        facts.extend(looked)
        if not looked:
            missing.append(gene)
    if not missing:
        return decided(leaf, Truth.YES, f"tested: {', '.join(leaf.genes)}", facts=facts, change=FIXED)
    return undecided(
        leaf,
        WhyUnknown.NOT_RECORDED,
        f"no {_of(leaf.origin)}test of {either(missing)} is recorded",
        ask=f"Was {either(missing)} tested{_in_origin(leaf.origin)}? The sequencing report.",
        facts=facts,
    )


def _tests_of(gene: str, subject: Subject) -> list[tuple[AnyFact, str]]:
    tests: list[tuple[AnyFact, str]] = [
        (fact, _sample_of(fact)) for fact in subject.of(Variant) if fact.gene == gene and fact.present is not None
    ]
    tests.extend((panel, panel.tissue) for panel in subject.of(GenesStudied) if gene in panel.genes)
    return tests


def _is_of_origin(origin: AskedOrigin, sample: str) -> bool:
    match origin:
        case "any":
            return True
        case "germline":
            return sample == GERMLINE_SAMPLE
        case "somatic":
            return sample != GERMLINE_SAMPLE
