"""Variants from VCF: which sample, which transcript, inherited or not, and what a file without annotation may claim."""

from __future__ import annotations

import gzip
import io
from decimal import Decimal
from pathlib import Path

import pytest
import vcfpy
from tests.unit.intake_molecular.reports import (
    ANN,
    GRCH37,
    GRCH38,
    H1047R,
    VEP,
    csq,
    reading,
    vcf,
)

from onward.criteria import HasVariant
from onward.intake.files import Format
from onward.intake.loose import LooseFile
from onward.intake.vcf import read_vcf
from onward.terms import Severity, Truth, WhyUnknown
from onward.timeline import Origin, Variant

PIK3CA_HOTSPOT = HasVariant(genes=("PIK3CA",), proteins=("H1047R",))


def test_an_annotated_mutation_reaches_the_question(tmp_path: Path) -> None:
    """H1047R of PIK3CA by VEP, 31 of 74 reads: exactly the change that a rule asks for."""
    line = f"chr3 179234297 . A G . PASS CSQ={H1047R} GT:AD 0/1:43,31"
    read = reading(tmp_path, {"p1.vcf": vcf([line], samples=["P-1"])})
    (found,) = read.facts(Variant)
    assert (found.gene, found.protein) == ("PIK3CA", "ENSP00000263967.3:p.His1047Arg")
    assert found.coding == "ENST00000263967.4:c.3140A>G"
    assert found.genomic == "GRCh38 3:179234297 A>G"
    assert found.allele_percent == Decimal("41.89")  # 31 / 74
    assert (found.specimen, found.origin) == ("P-1", Origin.UNKNOWN)
    assert read.people == ["P-1"]
    answer = read.ask(PIK3CA_HOTSPOT)
    assert answer.truth is Truth.YES
    assert "exactly that change" in answer.because


def test_snpeff_names_the_same_change(tmp_path: Path) -> None:
    ann = (
        "G|missense_variant|MODERATE|PIK3CA|PIK3CA|transcript|NM_006218.4|protein_coding|21/21|c.3140A>G|"
        "p.His1047Arg|||||"
    )
    read = reading(
        tmp_path, {"a.vcf": vcf([f"3 178952085 . A G . PASS ANN={ann} GT 0/1"], header=[GRCH37, ANN], samples=["X1"])}
    )
    (found,) = read.facts(Variant)
    assert (found.gene, found.coding, found.protein) == ("PIK3CA", "NM_006218.4:c.3140A>G", "p.His1047Arg")
    assert read.ask(PIK3CA_HOTSPOT).truth is Truth.YES


@pytest.mark.parametrize(
    ("entries", "protein"),
    [
        # MANE Select before the canonical transcript of an older set, whatever comes first.
        (
            [
                csq(
                    "ESR1",
                    "missense_variant",
                    "ENST00000456483.7",
                    "c.1265A>G",
                    "ENSP00000415934.2:p.Asp422Gly",
                    canonical="YES",
                ),
                csq(
                    "ESR1",
                    "missense_variant",
                    "ENST00000206249.8",
                    "c.1613A>G",
                    "ENSP00000206249.3:p.Asp538Gly",
                    mane="NM_000125.4",
                ),
            ],
            "ENSP00000206249.3:p.Asp538Gly",
        ),
        # Without MANE one that is numbered as it is, then the canonical one.
        (
            [
                csq(
                    "ESR1",
                    "missense_variant",
                    "ENST00000456483.7",
                    "c.1265A>G",
                    "ENSP00000415934.2:p.Asp422Gly",
                    canonical="YES",
                ),
                csq("ESR1", "missense_variant", "ENST00000440973.5", "c.1613A>G", "ENSP00000405330.1:p.Asp538Gly"),
            ],
            "ENSP00000405330.1:p.Asp538Gly",
        ),
        (
            [
                csq("GATA3", "missense_variant", "ENST00000481743.2", "c.1A>G", "E:p.Lys9Arg"),
                csq("GATA3", "missense_variant", "ENST00000379328.9", "c.2A>G", "E:p.Lys10Arg", canonical="YES"),
            ],
            "E:p.Lys10Arg",
        ),
        # A transcript that makes no protein names no change of one.
        (
            [
                csq("TP53", "non_coding_transcript_exon_variant", "ENST1", "n.1A>G", "", biotype="retained_intron"),
                csq("TP53", "missense_variant", "ENST00000269305.9", "c.524G>A", "ENSP00000269305.4:p.Arg175His"),
            ],
            "ENSP00000269305.4:p.Arg175His",
        ),
    ],
)
def test_which_transcript_counts(tmp_path: Path, entries: list[str], protein: str) -> None:
    read = reading(tmp_path, {"a.vcf": vcf([f"1 100 . A G . PASS CSQ={','.join(entries)} GT 0/1"], samples=["X1"])})
    assert [fact.protein for fact in read.facts(Variant)] == [protein]


def test_what_does_not_alter_a_protein_is_no_mutation(tmp_path: Path) -> None:
    """An intronic and a silent variant of PIK3CA beside a change of an overlapping gene."""
    intron = csq("PIK3CA", "intron_variant", "ENST00000263967.4", "c.1+9A>G", "")
    silent = csq("PIK3CA", "synonymous_variant", "ENST00000263967.4", "c.3A>G", "E:p.Pro1%3D")
    upstream = csq("PIK3CA", "upstream_gene_variant", "T1", "", "")
    other = csq("KCNMB3", "missense_variant", "T2", "c.5A>G", "E:p.Ala2Val")
    annotations = (intron, silent, f"{upstream},{other}")
    lines = [f"3 {at} . A G . PASS CSQ={text} GT 0/1" for at, text in enumerate(annotations, 100)]
    read = reading(tmp_path, {"a.vcf": vcf(lines, samples=["X1"])})
    assert [fact.gene for fact in read.facts(Variant)] == ["KCNMB3"]
    assert read.ask(HasVariant(genes=("PIK3CA",))).truth is Truth.UNKNOWN
    read.said("2 variants do not alter a protein")


@pytest.mark.parametrize(
    ("genotype", "called"),
    [
        ("0/1", True),
        ("1|0", True),
        ("1/1", True),
        ("0/0", False),
        ("./.", False),
        ("0|0", False),
        ("1", True),
        (".", False),
    ],
)
def test_genotypes(tmp_path: Path, genotype: str, called: bool) -> None:
    read = reading(tmp_path, {"a.vcf": vcf([f"3 1 . A G . PASS CSQ={H1047R} GT {genotype}"], samples=["X1"])})
    assert bool(read.facts(Variant)) is called


def test_several_alleles_each_with_its_own_annotation_and_share(tmp_path: Path) -> None:
    """A>G is in the sample, A>T is not; a third allele is a deletion that VEP writes without the first base."""
    g = csq("PIK3CA", "missense_variant", "ENST00000263967.4", "c.3140A>G", "E:p.His1047Arg", allele="G")
    t = csq("PIK3CA", "missense_variant", "ENST00000263967.4", "c.3140A>T", "E:p.His1047Leu", allele="T")
    read = reading(tmp_path, {"a.vcf": vcf([f"3 1 . A G,T . PASS CSQ={g},{t} GT:AF 0/1:0.31,0.02"], samples=["X1"])})
    (found,) = read.facts(Variant)
    assert (found.protein, found.allele_percent) == ("E:p.His1047Arg", Decimal("31.00"))
    both = reading(tmp_path, {"a.vcf": vcf([f"3 1 . A G,T . PASS CSQ={g},{t} GT:AF 1/2:0.31,0.02"], samples=["X1"])})
    assert [(fact.protein, fact.allele_percent) for fact in both.facts(Variant)] == [
        ("E:p.His1047Arg", Decimal("31.00")),
        ("E:p.His1047Leu", Decimal("2.00")),
    ]
    deletion = csq("PTEN", "frameshift_variant", "T", "c.1del", "E:p.Lys6ArgfsTer4", allele="-")
    other = csq("PTEN", "missense_variant", "T", "c.1A>T", "E:p.Lys6Ile", allele="AT")
    read = reading(tmp_path, {"a.vcf": vcf([f"10 1 . AG A,AT . PASS CSQ={deletion},{other} GT 0/1"], samples=["X1"])})
    assert [fact.protein for fact in read.facts(Variant)] == ["E:p.Lys6ArgfsTer4"]


@pytest.mark.parametrize(
    ("keys", "cell", "percent"),
    [
        ("GT:AF", "0/1:0.125", "12.50"),
        ("GT:FREQ", "0/1:12.5%", "12.50"),
        ("GT:AD", "0/1:87,13", "13.00"),
        ("GT:AD:AF", "0/1:87,13:0.2", "20.00"),
        ("GT:AF", "0/1:1.7", None),
        ("GT:DP", "0/1:100", None),
        ("GT:AD", "0/1:0,0", None),
    ],
)
def test_share_of_reads(tmp_path: Path, keys: str, cell: str, percent: str | None) -> None:
    """As the caller gives it, else counted from its reads; more than all reads is no share."""
    read = reading(tmp_path, {"a.vcf": vcf([f"3 1 . A G . PASS CSQ={H1047R} {keys} {cell}"], samples=["X1"])})
    (found,) = read.facts(Variant)
    assert found.allele_percent == (None if percent is None else Decimal(percent))


def test_what_the_caller_filtered_is_kept_and_no_finding(tmp_path: Path) -> None:
    lines = [f"3 1 . A G . germline_risk CSQ={H1047R} GT 0/1", f"3 2 . A G . . CSQ={H1047R} GT 0/1"]
    read = reading(tmp_path, {"a.vcf": vcf(lines, samples=["X1"])})
    assert len(read.facts(Variant)) == 1
    read.said("1 variants did not pass the caller's filters")
    assert read.intake.counts["variant of a VCF"].seen == 2


# --- tumour and normal


@pytest.mark.parametrize(
    ("header", "samples", "tumour"),
    [
        (["##tumor_sample=S2", "##normal_sample=S1"], ["S1", "S2"], "S2"),
        (["##PEDIGREE=<Derived=S1,Original=S2>"], ["S1", "S2"], "S1"),
        (
            ['##SAMPLE=<ID=S1,Description="germline, blood">', '##SAMPLE=<ID=S2,Description="tumour biopsy">'],
            ["S1", "S2"],
            "S2",
        ),
        ([], ["NORMAL", "TUMOR"], "TUMOR"),
        ([], ["P1-T", "P1-N"], "P1-T"),
        ([], ["P1_blood", "P1_met1"], "P1_met1"),
        ([], ["TCGA-A2-A04W-10A", "TCGA-A2-A04W-01A"], "TCGA-A2-A04W-01A"),
        ([], ["X7", "X7_normal"], "X7"),
        ([], ["S1", "S2"], ""),
        ([], ["A_tumor", "B_tumor"], ""),
        ([], ["S1", "S2", "S3"], ""),
    ],
)
def test_which_column_is_the_tumours(tmp_path: Path, header: list[str], samples: list[str], tumour: str) -> None:
    """By the header, else by the names; where neither says it the file is used for nobody."""
    cells = " ".join("0/1" if name == (tumour or name) else "0/0" for name in samples)
    text = vcf([f"3 1 . A G . PASS CSQ={H1047R} GT {cells}"], header=[GRCH38, VEP, *header], samples=samples)
    read = reading(tmp_path, {"a.vcf": text})
    if tumour:
        assert [(fact.specimen, fact.gene) for record in read.intake.people for fact in record.facts] == [
            (tumour, "PIK3CA")
        ]
    else:
        assert read.people == []
        assert read.said("samples", "not said which is the tumour").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("info", "header", "samples", "origin"),
    [
        ("SOMATIC;", [], ["X1"], Origin.SOMATIC),
        ("SS=2;", [], ["NORMAL", "TUMOR"], Origin.SOMATIC),
        ("SS=1;", [], ["NORMAL", "TUMOR"], Origin.GERMLINE),
        ("STATUS=StrongSomatic;", [], ["X1"], Origin.SOMATIC),
        ("", ["##source=Mutect2", "##tumor_sample=T", "##normal_sample=N"], ["N", "T"], Origin.SOMATIC),
        # Without its normal sample a caller of the tumour cannot leave inherited variants out.
        ("", ["##source=Mutect2", "##tumor_sample=T"], ["T"], Origin.UNKNOWN),
        ("", ["##source=HaplotypeCaller"], ["X1"], Origin.UNKNOWN),
        ("", [], ["germline"], Origin.GERMLINE),
        ("", ['##SAMPLE=<ID=X1,Description="saliva, germline">'], ["X1"], Origin.GERMLINE),
    ],
)
def test_inherited_or_acquired(
    tmp_path: Path, info: str, header: list[str], samples: list[str], origin: Origin
) -> None:
    cells = " ".join("0/1" for _ in samples)
    text = vcf([f"3 1 . A G . PASS {info}CSQ={H1047R} GT {cells}"], header=[GRCH38, VEP, *header], samples=samples)
    read = reading(tmp_path, {"x.vcf": text})
    (found,) = (fact for record in read.intake.people for fact in record.facts if isinstance(fact, Variant))
    assert found.origin is origin
    assert (found.tissue == "germline sample") is (origin is Origin.GERMLINE)


def test_plasma_and_clinvar(tmp_path: Path) -> None:
    text = vcf([f"3 1 . A G . PASS CLNSIG=Pathogenic/Likely_pathogenic;CSQ={H1047R} GT 0/1"], samples=["P9_plasma"])
    (found,) = reading(tmp_path, {"a.vcf": text}).facts(Variant)
    assert (found.tissue, found.significance) == ("ctDNA", "pathogenic/likely pathogenic")


def test_a_file_is_known_from_its_day(tmp_path: Path) -> None:
    text = vcf([f"3 1 . A G . PASS CSQ={H1047R} GT 0/1"], header=["##fileDate=20260304", GRCH38, VEP], samples=["X1"])
    (found,) = reading(tmp_path, {"a.vcf": text}).facts(Variant)
    assert str(found.recorded_on) == "2026-03-04"


# --- what cannot be claimed


def test_without_annotation_no_gene_is_claimed(tmp_path: Path) -> None:
    """Places in the genome are kept; PIK3CA stays open, and the question says what would settle it."""
    read = reading(tmp_path, {"a.vcf": vcf(["3 178952085 . A G . PASS DP=74 GT 0/1"], header=[GRCH37], samples=["X1"])})
    (found,) = read.facts(Variant)
    assert (found.gene, found.genomic) == ("", "GRCh37 3:178952085 A>G")
    assert read.said("without annotation", "VEP").severity is Severity.ERROR
    answer = read.ask(HasVariant(genes=("PIK3CA",)))
    assert (answer.truth, answer.why_unknown) == (Truth.UNKNOWN, WhyUnknown.NOT_RECORDED)
    assert answer.question is not None and "annotated with VEP or SnpEff" in answer.question.text


@pytest.mark.parametrize(
    ("header", "words", "claims"),
    [
        ([VEP], "does not say its genome build", True),
        (["##reference=file:///ref/hg18.fa", VEP], "positions on NCBI36", False),
        (["##reference=mm10.fa", VEP], "positions on another species", False),
        (["##contig=<ID=1,length=248387328>", VEP], "positions on T2T-CHM13", False),
        (["##reference=hg19.fa", GRCH38, VEP], "several genome builds", False),
        (["##reference=GRCh38", GRCH38, VEP], "", True),
        (['##VEP="v110" assembly="GRCh38.p14"', VEP], "", True),
    ],
)
def test_the_build(tmp_path: Path, header: list[str], words: str, claims: bool) -> None:
    """A file on another build, or on two, makes no gene findings; one that does not say it keeps what is annotated."""
    read = reading(tmp_path, {"a.vcf": vcf([f"3 1 . A G . PASS CSQ={H1047R} GT 0/1"], header=header, samples=["X1"])})
    (found,) = read.facts(Variant)
    assert (found.gene == "PIK3CA") is claims
    if words:
        read.said(words)
    else:
        assert not read.issues


def test_broken_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    text = vcf([f"3 1 . A G . PASS CSQ={H1047R} GT 0/1", "3 abc . A G . PASS . GT 0/1"], samples=["X1"]) + "3\t9\tcut\n"
    read = reading(tmp_path, {"a.vcf": text})
    assert len(read.facts(Variant)) == 1
    assert [issue.place for issue in read.issues] == ["row 6", "row 7"]
    counts = read.intake.counts["variant of a VCF"]
    assert (counts.facts, counts.issue) == (1, 2)


def test_kinds_that_are_not_read_are_counted(tmp_path: Path) -> None:
    lines = [
        "3 1 . A <DEL> . PASS SVTYPE=DEL GT 0/1",
        "3 2 . A A[chr4:5[ . PASS SVTYPE=BND GT 0/1",
        "3 3 . A <NON_REF> . . . GT 0/0",
    ]
    read = reading(tmp_path, {"a.vcf": vcf(lines, samples=["X1"])})
    assert read.facts(Variant) == []
    read.said("2 variants are of a kind that is not read")


def test_names_of_genes_in_an_annotation(tmp_path: Path) -> None:
    """MLL2 was KMT2D; TRK may be two genes and stays as written."""
    lines = [
        f"12 1 . A G . PASS CSQ={csq('MLL2', 'stop_gained', 'T', 'c.1A>G', 'E:p.Gln5Ter')} GT 0/1",
        f"1 2 . A G . PASS CSQ={csq('TRK', 'missense_variant', 'T', 'c.1A>G', 'E:p.Gln5Arg')} GT 0/1",
    ]
    read = reading(tmp_path, {"a.vcf": vcf(lines, samples=["X1"])})
    assert [fact.gene for fact in read.facts(Variant)] == ["KMT2D", "TRK"]
    read.said("MLL2 was KMT2D", "KMT2B")
    read.said("may mean NTRK1 or TPM3")
    assert read.ask(HasVariant(genes=("NTRK1",))).why_unknown is WhyUnknown.IMPRECISE


@pytest.mark.parametrize("pack", ["plain", "gzip", "bgzip"])
def test_packed_files(tmp_path: Path, pack: str) -> None:
    """bgzip is gzip in many members, with an empty one at the end."""
    text = vcf([f"3 1 . A G . PASS CSQ={H1047R} GT 0/1"], samples=["X1"]).encode()
    packed = {
        "plain": text,
        "gzip": gzip.compress(text),
        "bgzip": gzip.compress(text[:40]) + gzip.compress(text[40:]) + gzip.compress(b""),
    }
    read = reading(tmp_path, {"a.vcf.gz": packed[pack]})
    assert [fact.gene for fact in read.facts(Variant)] == ["PIK3CA"]


def test_lines_against_an_independent_reader(tmp_path: Path) -> None:
    """Positions, alleles and genotype calls as vcfpy reads the same file."""
    lines = [
        f"3 {100 + at} . {ref} {alt} . PASS CSQ={H1047R} GT:AD {genotype}:10,{at}"
        for at, (ref, alt, genotype) in enumerate(
            [("A", "G", "0/1"), ("AC", "A", "0/1"), ("A", "ATT", "1/1"), ("A", "T", "0/0"), ("G", "C", "./.")], 1
        )
    ]
    header = [
        "##contig=<ID=3,length=198295559>",
        GRCH38.replace("chr1", "1"),
        '##FILTER=<ID=PASS,Description="All filters passed">',
        VEP,
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths">',
    ]
    text = vcf(lines, header=header, samples=["X1"])
    theirs = [
        (record.POS, record.REF, record.ALT[0].value)
        for record in vcfpy.Reader(io.StringIO(text))
        if 1 in record.call_for_sample["X1"].gt_alleles
    ]
    read = read_vcf(LooseFile(name="a.vcf", content=text.encode(), sha256="", format=Format.VCF))
    ours = [fact.genomic for fact in read.samples[0].facts if isinstance(fact, Variant)]
    assert ours == [f"GRCh38 3:{position} {reference}>{allele}" for position, reference, allele in theirs]


# --- whose it is


@pytest.mark.parametrize(
    ("file", "sample", "person", "words"),
    [
        ("a.vcf", "p1", "p1", ""),
        ("a.vcf", "p1-T01", "p1", "begins with a person's id"),
        ("p1.vcf", "X7", "p1", "called by a person's id"),
        ("p1_tumour.vcf", "TUMOR", "p1", "called by a person's id"),
        ("a.vcf", "TUMOR", "p1", "the records hold one person"),
        ("a.vcf", "X7", "X7", "a sample of nobody in the other records"),
        ("a.vcf", "p10", "p10", "a sample of nobody in the other records"),
    ],
)
def test_beside_the_record_of_one_woman(tmp_path: Path, file: str, sample: str, person: str, words: str) -> None:
    text = vcf([f"3 1 . A G . PASS CSQ={H1047R} GT 0/1"], samples=[sample])
    read = reading(tmp_path, {file: text}, anna=True)
    assert read.facts(Variant, person)
    assert set(read.people) == {"p1", person}
    if words:
        read.said(words)
    else:
        assert not read.issues
