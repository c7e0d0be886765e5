"""Panel reports as plain text: what is certain is taken, every other line that names a gene is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.intake_molecular.reports import Reading, reading

from onward.criteria import GeneTested, HasVariant, Limits, Score
from onward.intake.panel_text.about import day_in
from onward.intake.panel_text.recognise import is_panel_report
from onward.terms import Severity, Truth, WhyUnknown
from onward.timeline import BiomarkerScore, GenesStudied, Origin, Variant

HEAD = "Genomic profiling report\nPatient ID: p1\n"
CPS_10 = Score(name="PD-L1", measure="CPS", assay="22C3", limits=Limits(at_least=Decimal(10)))
TMB_10 = Score(name="TMB", limits=Limits(at_least=Decimal(10)), unit="1/1000000{Base}")

REPORT = """\
Comprehensive genomic profiling report
Patient ID: p1
Specimen ID: B26-114
Specimen: liver biopsy, FFPE
Collected: 2026-02-10
Report date: 24 February 2026
Test: TumourPanel 500

GENOMIC FINDINGS
- PIK3CA p.His1047Arg (c.3140A>G), VAF 23.4%, Tier I
- ERBB2 amplification, copy number 8
- TP53 R175H; VAF: 31 %
- FGFR1-TACC1 fusion
- TRK fusion suspected
TMB: 8 mut/Mb
MSI: stable
PD-L1 (22C3) CPS 15
HRD score: 42

VARIANTS OF UNCERTAIN SIGNIFICANCE
ATM p.R337C (VAF 48%)

PERTINENT NEGATIVES
BRCA1, BRCA2, PALB2
No reportable alterations in AKT1, PTEN.

GERMLINE FINDINGS
CHEK2 p.(Ile157Thr) likely pathogenic

THERAPIES WITH CLINICAL BENEFIT
PIK3CA E545K: alpelisib
Genes tested: PIK3CA, ESR1, ERBB2, TP53, AKT1, PTEN
"""


def changes(read: Reading) -> list[tuple[str, str, bool | None]]:
    return [(fact.gene, fact.protein or fact.kind.value, fact.present) for fact in read.facts(Variant, "p1")]


def test_a_whole_report(tmp_path: Path) -> None:
    read = reading(tmp_path, {"report.txt": REPORT}, anna=True)
    assert read.people == ["p1"]
    assert changes(read) == [
        ("PIK3CA", "p.His1047Arg", True),
        ("ERBB2", "amplification", True),
        ("TP53", "p.R175H", True),
        ("FGFR1", "fusion", True),
        ("ATM", "p.R337C", True),
        ("BRCA1", "small variant", False),
        ("BRCA2", "small variant", False),
        ("PALB2", "small variant", False),
        ("AKT1", "small variant", False),
        ("PTEN", "small variant", False),
        ("CHEK2", "p.Ile157Thr", True),
    ]
    by_gene = {fact.gene: fact for fact in read.facts(Variant, "p1")}
    assert by_gene["PIK3CA"].allele_percent == Decimal("23.4")
    assert by_gene["PIK3CA"].coding == "c.3140A>G"
    assert by_gene["TP53"].allele_percent == Decimal(31)
    assert by_gene["ERBB2"].copy_number == Decimal(8)
    assert by_gene["ATM"].significance == "uncertain significance"
    assert (by_gene["CHEK2"].origin, by_gene["CHEK2"].significance) == (Origin.GERMLINE, "likely pathogenic")
    assert (by_gene["CHEK2"].tissue, by_gene["PIK3CA"].tissue) == ("germline sample", "tissue")
    assert {fact.specimen for fact in by_gene.values()} == {"B26-114"}
    assert str(by_gene["PIK3CA"].when.start) == "2026-02-10"
    assert str(by_gene["PIK3CA"].recorded_on) == "2026-02-24"
    (studied,) = read.facts(GenesStudied, "p1")
    assert studied.genes == ("PIK3CA", "ESR1", "ERBB2", "TP53", "AKT1", "PTEN")
    # What stands under therapies is no finding, and a suspicion is left to a reader.
    assert "p.E545K" not in {fact.protein for fact in by_gene.values()}
    assert read.said("TRK").place == "row 14"


def test_it_reaches_the_questions(tmp_path: Path) -> None:
    read = reading(tmp_path, {"report.txt": REPORT}, anna=True)
    assert read.ask(HasVariant(genes=("PIK3CA",), proteins=("H1047R",))).truth is Truth.YES
    assert read.ask(HasVariant(genes=("PTEN", "AKT1"))).truth is Truth.NO
    # Listed as looked at and not among the findings: a negative of the tissue, which for ESR1 may change.
    esr1 = read.ask(HasVariant(genes=("ESR1",)))
    assert (esr1.truth, esr1.can_change) == (Truth.NO, True)
    # The tissue's negative does not answer for inherited changes.
    germline = read.ask(HasVariant(genes=("BRCA1", "BRCA2"), origin="germline", pathogenic=True))
    assert germline.truth is Truth.UNKNOWN
    assert read.ask(GeneTested(genes=("BRCA1",), origin="germline")).truth is Truth.UNKNOWN
    assert read.ask(HasVariant(genes=("ERBB2",), kinds=("amplification",))).truth is Truth.YES
    assert read.ask(CPS_10).truth is Truth.YES
    assert read.ask(TMB_10).truth is Truth.NO
    assert read.ask(Score(name="MSI", statuses=("high",))).truth is Truth.NO


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("PIK3CA H1047R", [("PIK3CA", "p.H1047R", True)]),
        ("PIK3CA: p.(His1047Arg), exon 21", [("PIK3CA", "p.His1047Arg", True)]),
        ("PIK3CA NM_006218.4 c.3140A>G p.H1047R", [("PIK3CA", "p.H1047R", True)]),
        ("Tier II: PIK3CA missense mutation H1047R detected", [("PIK3CA", "p.H1047R", True)]),
        ("ERBB2 exon 20 insertion p.Y772_A775dup", [("ERBB2", "p.Y772_A775dup", True)]),
        ("PIK3CA H1047R, TP53 R175H", [("PIK3CA", "p.H1047R", True), ("TP53", "p.R175H", True)]),
        ("PTEN p.R130*", [("PTEN", "p.R130*", True)]),
        ("PTEN p.Thr319LysfsTer24", [("PTEN", "p.Thr319LysfsTer24", True)]),
        ("HER2 amplification by sequencing", [("ERBB2", "amplification", True)]),
        ("ERBB2 not amplified", [("ERBB2", "amplification", False)]),
        ("No ERBB2 amplification detected", [("ERBB2", "amplification", False)]),
        ("No ESR1 mutation detected", [("ESR1", "small variant", False)]),
        ("ESR1: not detected", [("ESR1", "small variant", False)]),
        ("ESR1 wild-type", [("ESR1", "small variant", False)]),
        ("ESR1 D538G not detected", [("ESR1", "p.D538G", False)]),
        ("No ESR1 mutation; PIK3CA H1047R detected", [("ESR1", "small variant", False), ("PIK3CA", "p.H1047R", True)]),
        ("BRCA1/2: no pathogenic variant", [("BRCA1", "small variant", False), ("BRCA2", "small variant", False)]),
        (
            "NTRK1, NTRK2, NTRK3 fusions: negative",
            [("NTRK1", "fusion", False), ("NTRK2", "fusion", False), ("NTRK3", "fusion", False)],
        ),
        ("ETV6::NTRK3", [("ETV6", "fusion", True)]),
        ("ETV6-NTRK3 fusion not detected", [("ETV6", "fusion", False)]),
        ("CDKN2A homozygous deletion", [("CDKN2A", "deep deletion", True)]),
        ("BRCA2 c.5946del", [("BRCA2", "small variant", True)]),
    ],
)
def test_lines_that_are_certain(tmp_path: Path, line: str, found: list[tuple[str, str, bool]]) -> None:
    read = reading(tmp_path, {"r.txt": f"{HEAD}TMB: 3 mut/Mb\n{line}\n"})
    assert changes(read) == found
    assert not [issue for issue in read.issues if issue.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("PIK3CA H1047R cannot be excluded", "hedge"),
        ("Possible ESR1 D538G", "hedge"),
        ("PIK3CA H1047R (previously reported)", "hedge"),
        ("Mother: BRCA1 c.68_69del", "hedge"),
        ("ESR1 D538G?", "hedge"),
        ("PIK3CA: failed", "hedge"),
        ("PIK3CA: see comment", "no change of PIK3CA that is understood"),
        ("PTEN loss", "no change of PTEN that is understood"),
        ("BRAF V600", "no change of BRAF that is understood"),
        ("HER2 IHC 2+, FISH ratio 1.4", "staining or hybridisation"),
        ("ERBB2 overexpression", "staining or hybridisation"),
        ("ZZZ9 p.R12H", "gene that is not in the table"),
        ("MSI: not high", "negation"),
        ("PD-L1: see attached", "a score that is not understood"),
    ],
)
def test_lines_in_doubt_give_nothing_and_are_said(tmp_path: Path, line: str, words: str) -> None:
    read = reading(tmp_path, {"r.txt": f"{HEAD}KRAS G12D\n{line}\n"})
    assert changes(read) == [("KRAS", "p.G12D", True)]
    assert not read.facts(BiomarkerScore, "p1")
    issue = read.said(words)
    assert issue.place == "row 4"
    # The line itself may hold what is nobody's business: it is not repeated.
    assert "Mother" not in f"{issue.what}{issue.did}"


@pytest.mark.parametrize(
    ("line", "percent", "words"),
    [
        ("KRAS G12D VAF 12%", Decimal(12), ""),
        ("KRAS G12D (variant allele frequency: 12.5 %)", Decimal("12.5"), ""),
        ("KRAS G12D 0.8% cfDNA", Decimal("0.8"), ""),
        ("KRAS G12D VAF 0.12", None, "without a percent sign"),
        ("KRAS G12D VAF 120%", None, "above 100"),
        ("KRAS G12D", None, ""),
        ("KRAS G12D, tumour content 40%", None, ""),
    ],
)
def test_share_of_reads(tmp_path: Path, line: str, percent: Decimal | None, words: str) -> None:
    read = reading(tmp_path, {"r.txt": f"{HEAD}{line}\n"})
    (found,) = read.facts(Variant, "p1")
    assert (found.protein, found.allele_percent) == ("p.G12D", percent)
    if words:
        read.said(words)


@pytest.mark.parametrize(
    ("line", "question", "truth", "why"),
    [
        # Exactly at the cut-off, and just below it.
        ("PD-L1 22C3 CPS 10", CPS_10, Truth.YES, None),
        ("PD-L1 22C3 CPS 9", CPS_10, Truth.NO, None),
        ("PD-L1 (SP142): IC 5%", CPS_10, Truth.UNKNOWN, WhyUnknown.NOT_RECORDED),
        ("PD-L1 22C3 TPS 20%", CPS_10, Truth.UNKNOWN, WhyUnknown.NOT_RECORDED),
        ("PD-L1 CPS 20", CPS_10, Truth.UNKNOWN, WhyUnknown.IMPRECISE),
        ("PD-L1 22C3 positive", CPS_10, Truth.UNKNOWN, WhyUnknown.IMPRECISE),
        ("PD-L1 22C3 CPS <10", CPS_10, Truth.NO, None),
        ("PD-L1 22C3 CPS >=10", CPS_10, Truth.YES, None),
        ("PD-L1 22C3 CPS 20, SP142 IC 1%", CPS_10, Truth.UNKNOWN, WhyUnknown.IMPRECISE),
        ("PD-L1 22C3: not evaluable", CPS_10, Truth.UNKNOWN, WhyUnknown.NOT_RECORDED),
        ("TMB 10 mut/Mb", TMB_10, Truth.YES, None),
        ("TMB 9.9 mutations per megabase", TMB_10, Truth.NO, None),
        ("Tumor Mutational Burden: 10.0 Muts/Mb", TMB_10, Truth.YES, None),
        ("TMB 12", TMB_10, Truth.UNKNOWN, WhyUnknown.UNREADABLE),
        ("TMB high", TMB_10, Truth.UNKNOWN, WhyUnknown.IMPRECISE),
        ("TMB: cannot be determined", TMB_10, Truth.UNKNOWN, WhyUnknown.NOT_RECORDED),
        ("MSI-H", Score(name="MSI", statuses=("high",)), Truth.YES, None),
        ("Microsatellite status: MSS", Score(name="MSI", statuses=("high",)), Truth.NO, None),
        (
            "MSI status: Cannot Be Determined",
            Score(name="MSI", statuses=("high",)),
            Truth.UNKNOWN,
            WhyUnknown.NOT_RECORDED,
        ),
        ("Mismatch repair: deficient (loss of MLH1)", Score(name="MMR", statuses=("deficient",)), Truth.YES, None),
        ("MMR proteins intact", Score(name="MMR", statuses=("deficient",)), Truth.NO, None),
        ("HRD score 42", Score(name="HRD", limits=Limits(at_least=Decimal(42))), Truth.YES, None),
        ("HRD: negative", Score(name="HRD", statuses=("positive",)), Truth.NO, None),
    ],
)
def test_scores_at_their_cut_offs(
    tmp_path: Path, line: str, question: Score, truth: Truth, why: WhyUnknown | None
) -> None:
    """One assay never stands for another, a number without its unit is no number per megabase."""
    read = reading(tmp_path, {"r.txt": f"{HEAD}KRAS G12D\n{line}\n"}, anna=True)
    answer = read.ask(question)
    assert (answer.truth, answer.why_unknown) == (truth, why), answer.because


# --- whose, when, which sample


def test_two_people_in_one_report(tmp_path: Path) -> None:
    read = reading(tmp_path, {"r.txt": f"{HEAD}KRAS G12D\nPatient ID: p2\nKRAS G12V\n"}, anna=True)
    assert read.facts(Variant, "p1") == []
    assert read.said("names 2 people").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("file", "head", "person", "words"),
    [
        ("r.txt", "MRN: p1\n", "p1", ""),
        ("r.txt", "", "p1", "names nobody, and the records hold one person"),
        ("p1_report.txt", "", "p1", "called by a person's id"),
        ("r.txt", "Patient ID: p9\n", "p9", "whom the other records do not have"),
        # Names do not call a person.
        ("r.txt", "Patient: Ada Example\n", "p1", "names nobody"),
    ],
)
def test_whose_report_it_is(tmp_path: Path, file: str, head: str, person: str, words: str) -> None:
    read = reading(tmp_path, {file: f"Molecular report\n{head}KRAS G12D\n"}, anna=True)
    assert [fact.gene for fact in read.facts(Variant, person)] == ["KRAS"]
    if words:
        read.said(words)


def test_a_report_of_nobody_beside_two_people(tmp_path: Path) -> None:
    """Two women and a report that names neither: it is neither's."""
    read = reading(
        tmp_path,
        {
            "one.txt": "Molecular report\nPatient ID: p2\nKRAS G12V\n",
            "two.txt": "Molecular report\nKRAS G12D\n",
        },
        anna=True,
    )
    assert {fact.protein for fact in read.facts(Variant, "p2")} == {"p.G12V"}
    assert not read.facts(Variant, "p1")
    assert {fact.protein for fact in read.facts(Variant, "two")} == {"p.G12D"}
    assert read.said("names nobody").severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-10", "2026-02-10"),
        ("10 Feb 2026", "2026-02-10"),
        ("10-Feb-2026", "2026-02-10"),
        ("February 10, 2026", "2026-02-10"),
        ("23/02/2026", "2026-02-23"),
        ("02/23/2026", "2026-02-23"),
        ("03/03/2026", "2026-03-03"),
        ("03/04/2026", ""),
        ("31.02.2026", ""),
        ("last week", ""),
    ],
)
def test_days(text: str, day: str) -> None:
    """A day that may be read two ways is none."""
    assert str(day_in(text) or "") == day


def test_an_ambiguous_day_is_said(tmp_path: Path) -> None:
    read = reading(tmp_path, {"r.txt": f"{HEAD}Collected: 03/04/2026\nKRAS G12D\n"})
    assert str(read.facts(Variant, "p1")[0].when) == str(read.facts(Variant, "p1")[0].when)
    assert read.facts(Variant, "p1")[0].when.start is None
    read.said("read two ways")


@pytest.mark.parametrize(
    ("head", "tissue", "origin"),
    [
        ("Specimen: plasma (cfDNA)\n", "ctDNA", Origin.UNKNOWN),
        ("Test: Guardant360\nSpecimen: blood\n", "ctDNA", Origin.UNKNOWN),
        ("Specimen: blood\n", "", Origin.UNKNOWN),
        ("Specimen: saliva\nTest: hereditary cancer panel\n", "germline sample", Origin.GERMLINE),
        ("Specimen: FFPE block, breast\n", "tissue", Origin.UNKNOWN),
    ],
)
def test_which_sample(tmp_path: Path, head: str, tissue: str, origin: Origin) -> None:
    read = reading(tmp_path, {"r.txt": f"{HEAD}{head}KRAS G12D\n"})
    (found,) = read.facts(Variant, "p1")
    assert (found.tissue, found.origin) == (tissue, origin)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("report.txt", "Molecular report\nPIK3CA H1047R\n", True),
        ("README.txt", "Molecular report\nPIK3CA H1047R\n", False),
        ("LICENSE.txt", "a report on PIK3CA H1047R\n", False),
        ("notes.md", "Molecular report\nPIK3CA H1047R\n", False),
        ("letter.txt", "Dear colleague, the patient was seen in clinic.\n", False),
        ("shopping.txt", "PIK3CA H1047R\n", False),
        ("data_x.txt", "Molecular report\nPIK3CA H1047R\n", False),
    ],
)
def test_which_texts_are_reports(name: str, text: str, expected: bool) -> None:
    assert is_panel_report(name, text) is expected
