"""Questions about genes and tumour scores.

A change that was found answers YES. NO needs a test that looked and did not find: "wild type" is never presumed. A
recorded change matches by the narrowest thing that the question names: exact change, codon, range of codons, what the
change does, gene.
"""

import pytest
from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import number, panel, score, variant
from tests.spec.manual import Section

from onward.app.reference import criteria_reference
from onward.criteria import GeneEntry, GeneTested, HasVariant, Limits, Reference, Score, read_protein

GENES = criteria_reference()
ESR1_IN_PLASMA = Reference(genes={"ESR1": GeneEntry(name="ESR1", acquired=True, plasma_negative_counts=True)})


def test_a_variant_of_a_gene(ask: Ask) -> None:
    """Found, tested and not found, not tested."""
    ask(
        HasVariant(genes=("PIK3CA",)),
        row("YES for good", variant("PIK3CA", "p.H1047R")),
        row("NO for good", panel("PIK3CA", "ESR1")),
        row("NO for good", variant("PIK3CA", present=False)),
        row("UNKNOWN: not recorded"),
        row("UNKNOWN: not recorded", panel("BRCA1", "BRCA2")),
        row("UNKNOWN: not recorded", panel("PIK3CA", tissue="")),
        row("NO for good", variant("PIK3CA", present=False, tissue="")),
        row("NO for good", variant("PIK3CA", "p.P57=", significance=""), panel("PIK3CA")),
        row("NO for good", variant("PIK3CA", "p.R38H", significance="benign"), panel("PIK3CA")),
        row("UNKNOWN: imprecise", variant("PIK3CA", "p.H1047R", present=None)),
    )


def test_one_of_several_genes(ask: Ask) -> None:
    """PIK3CA, AKT1 or PTEN: one found is enough for YES, all have to be tested for NO."""
    ask(
        HasVariant(genes=("PIK3CA", "AKT1", "PTEN")),
        row("YES for good", variant("AKT1", "E17K")),
        row("UNKNOWN: not recorded", panel("PIK3CA", "AKT1")),
        row("NO for good", panel("PIK3CA", "AKT1", "PTEN")),
    )


def test_exact_change(ask: Ask) -> None:
    """The same change in one- or three-letter form; a negative for that change alone is enough."""
    ask(
        HasVariant(genes=("PIK3CA",), proteins=("H1047R", "E545K")),
        row("YES for good", variant("PIK3CA", "p.(His1047Arg)")),
        row("YES for good", variant("PIK3CA", "E545K")),
        row("NO for good", variant("PIK3CA", "p.H1047L"), panel("PIK3CA")),
        row("UNKNOWN: not recorded", variant("PIK3CA", "p.H1047L")),
        row("UNKNOWN: imprecise", variant("PIK3CA", "p.H1047?")),
        row("UNKNOWN: unreadable", variant("PIK3CA", "complex")),
        row("UNKNOWN: not recorded", variant("PIK3CA", "")),
    )
    ask(
        HasVariant(genes=("BRAF",), proteins=("V600E",)),
        row("NO for good", variant("BRAF", "V600E", present=False)),
        row("UNKNOWN: not recorded", variant("BRAF", "V600K", present=False)),
    )


def test_codon(ask: Ask) -> None:
    """Any change of codon 600, insertions and deletions across it included."""
    ask(
        HasVariant(genes=("BRAF",), proteins=("V600",), level="codon"),
        row("YES for good", variant("BRAF", "p.Val600Lys")),
        row("YES for good", variant("BRAF", "p.T599_V600insT")),
        row("NO for good", variant("BRAF", "p.K601E"), panel("BRAF")),
    )


def test_range_of_codons(ask: Ask) -> None:
    """A domain or an exon is a range of codons, here the ligand-binding domain of ESR1 as 310 to 547."""
    ask(
        HasVariant(genes=("ESR1",), codons=(310, 547)),
        row("YES for good", variant("ESR1", "p.D538G")),
        row("YES for good", variant("ESR1", "p.Tyr537Ser")),
        row("NO, can change", variant("ESR1", "p.S118P"), panel("ESR1")),
        row("UNKNOWN: unreadable", variant("ESR1", "amplified region")),
        reference=ESR1_IN_PLASMA,
    )


def test_one_change_spelt_in_several_ways(ask: Ask) -> None:
    """ERBB2 reads ...E770 A771 Y772 V773 M774 A775 G776...: four residues more are one duplication, however spelt.

    HGVS puts it as far to the end as it goes, and names it a duplication. Residues that do not stand in the reference
    protein tell that the number is of another transcript.
    """
    ask(
        HasVariant(genes=("ERBB2",), proteins=("Y772_A775dup",)),
        row("YES for good", variant("ERBB2", "p.Y772_A775dup")),
        row("YES for good", variant("ERBB2", "p.A775_G776insYVMA")),
        row("YES for good", variant("ERBB2", "p.Glu770_Ala771insAlaTyrValMet")),
        row("YES for good", variant("ERBB2", "NP_004439.2:p.(A771_M774dup)")),
        row("NO for good", variant("ERBB2", "p.G776delinsVC"), panel("ERBB2")),
        row("UNKNOWN: imprecise", variant("ERBB2", "p.A745_G746insYVMA"), panel("ERBB2")),
        reference=GENES,
    )
    ask(
        HasVariant(genes=("KIT",), proteins=("A502_Y503dup",)),
        row("UNKNOWN: imprecise", variant("KIT", "p.Y503_F504insAY"), panel("KIT")),
        row("NO for good", variant("KIT", "p.W557_K558del"), panel("KIT")),
        reference=GENES,
    )
    ask(
        HasVariant(genes=("PIK3CA",), proteins=("H1047",), level="codon"),
        row("YES for good", variant("PIK3CA", "p.H1047L")),
        row("UNKNOWN: imprecise", variant("PIK3CA", "p.G1047L"), panel("PIK3CA")),
        reference=GENES,
    )


def test_another_transcript(ask: Ask) -> None:
    """Codons are numbered along a transcript. On another one than the reference they cannot be compared; which gene
    is changed is certain all the same.
    """
    ask(
        HasVariant(genes=("ESR1",), proteins=("D538G",)),
        row("YES for good", variant("ESR1", "p.D538G", coding="NM_000125.3:c.1613A>G")),
        row("YES for good", variant("ESR1", "p.D538G", coding="ENST00000440973.1:c.1613A>G")),
        row("UNKNOWN: imprecise", variant("ESR1", "p.D422G", coding="ENST00000456483.3:c.1265A>G"), panel("ESR1")),
        reference=GENES,
    )
    ask(
        HasVariant(genes=("ESR1",)),
        row("YES for good", variant("ESR1", "p.D422G", coding="ENST00000456483.3:c.1265A>G")),
        reference=GENES,
    )


def test_exon(ask: Ask) -> None:
    """Exon 20 of ERBB2 holds codons 770 to 831. What the table of genes does not hold is left to a human."""
    ask(
        HasVariant(genes=("ERBB2",), exon="20", effects=("inframe",)),
        row("YES for good", variant("ERBB2", "p.Y772_A775dup")),
        row("YES for good", variant("ERBB2", "p.E770_A771insA")),
        row("NO for good", variant("ERBB2", "p.V777L"), panel("ERBB2")),
        row("NO for good", variant("ERBB2", "p.L755_T759del"), panel("ERBB2")),
        reference=GENES,
    )
    ask(
        HasVariant(genes=("PIK3CA",), exon="20"),
        row("YES for good", variant("PIK3CA", "p.H1047R")),
        row("YES for good", variant("PIK3CA", "p.M1004I")),
        row("NO for good", variant("PIK3CA", "p.E545K"), panel("PIK3CA")),
        reference=GENES,
    )
    ask(
        HasVariant(genes=("MET",), exon="14"),
        row("UNKNOWN: needs a human", variant("MET", "p.D1010N"), panel("MET")),
        reference=GENES,
    )


def test_names_of_genes(ask: Ask) -> None:
    """A name that may mean several genes leaves the question open, even beside a panel that found nothing else."""
    ask(
        HasVariant(genes=("ERBB2",)),
        row("UNKNOWN: imprecise", variant("NEU", "p.V777L"), panel("ERBB2")),
        row("NO for good", variant("NEU", "p.V777L", present=False), panel("ERBB2")),
        reference=GENES,
    )


def test_variants_without_annotation(ask: Ask) -> None:
    """A file without annotation names places in the genome and no genes: the question stays open, and says why."""
    ask(
        HasVariant(genes=("PIK3CA",)),
        row("UNKNOWN: not recorded", variant("", "")),
        row("NO for good", variant("", ""), panel("PIK3CA")),
    )


def test_two_samples(ask: Ask) -> None:
    """Found in one sample is found. Other samples of the tumour in which it was not found are named beside it."""
    ask(
        HasVariant(genes=("PIK3CA",)),
        row(
            "YES for good",
            variant("PIK3CA", "p.H1047R", tissue="tissue", on="2023-05-02", specimen="S1"),
            panel("PIK3CA", tissue="ctDNA", on="2026-03-01"),
        ),
        row(
            "YES for good",
            variant("PIK3CA", "p.H1047R", tissue="ctDNA", on="2026-03-01"),
            variant("PIK3CA", present=False, tissue="tissue", on="2023-05-02", specimen="S1"),
        ),
        row(
            "YES for good",
            variant("PIK3CA", "p.H1047R", origin="somatic"),
            panel("PIK3CA", tissue="germline sample"),
        ),
    )


def test_changes_that_arise_under_treatment(ask: Ask) -> None:
    """Changes of ESR1 arise under endocrine therapy: none in the primary says little of the tumour that has progressed.

    ASCO 2023: test at progression, "typically undetectable in the primary tumor", retest at later progressions.
    """
    ask(
        HasVariant(genes=("ESR1",), codons=(310, 547)),
        row("NO, can change", panel("ESR1", on="2019-02-01")),
        row("NO, can change", variant("ESR1", present=False, on="2019-02-01")),
        row("NO, can change", panel("ESR1", tissue="ctDNA")),
        row("NO, can change", panel("ESR1", "PIK3CA"), variant("ESR1", "p.S118P")),
        row("YES for good", panel("ESR1", on="2019-02-01"), variant("ESR1", "p.Y537S", tissue="ctDNA")),
        row("UNKNOWN: not recorded", panel("PIK3CA")),
        reference=GENES,
    )
    ask(
        HasVariant(genes=("PIK3CA",)),
        row("NO for good", panel("PIK3CA", on="2019-02-01")),
        reference=GENES,
    )


def test_what_the_change_does(ask: Ask) -> None:
    """Loss of function: stop, frameshift, splice site, lost start, deep deletion; by the change or its consequence."""
    ask(
        HasVariant(genes=("PTEN",), effects=("loss of function",), kinds=("small variant", "deep deletion")),
        row("YES for good", variant("PTEN", "p.R130*")),
        row("YES for good", variant("PTEN", "p.Thr319LysfsTer24")),
        row("YES for good", variant("PTEN", "X70_splice")),
        row("YES for good", variant("PTEN", "", consequence="Frame_Shift_Del")),
        row("YES for good", variant("PTEN", kind="deep deletion")),
        row("UNKNOWN: not recorded", variant("PTEN", "p.R130Q"), panel("PTEN")),
        row(
            "NO for good",
            variant("PTEN", "p.R130Q"),
            panel("PTEN"),
            variant("PTEN", kind="deep deletion", present=False),
        ),
        row("UNKNOWN: not recorded", variant("PTEN", "")),
    )


def test_origin(ask: Ask) -> None:
    """Germline needs a germline result: a tumour-only test cannot tell, and its "not found" does not count."""
    ask(
        HasVariant(genes=("BRCA1", "BRCA2"), origin="germline", pathogenic=True),
        row("YES for good", variant("BRCA2", "p.S1982fs", origin="germline", significance="Pathogenic")),
        row("UNKNOWN: imprecise", variant("BRCA2", "p.S1982fs", significance="pathogenic")),
        row("NO for good", panel("BRCA1", "BRCA2", tissue="germline sample")),
        row("UNKNOWN: not recorded", panel("BRCA1", "BRCA2")),
        row(
            "NO for good",
            variant("BRCA2", "p.S1982fs", origin="somatic", significance="pathogenic"),
            panel("BRCA1", "BRCA2", tissue="germline sample"),
        ),
        row("UNKNOWN: not recorded", panel("BRCA1", tissue="germline sample")),
    )


def test_classification(ask: Ask) -> None:
    """Pathogenic or likely pathogenic as reported. Uncertain significance is a NO that reclassification may change."""
    ask(
        HasVariant(genes=("PALB2",), pathogenic=True),
        row("YES for good", variant("PALB2", "p.Q988*", significance="likely_pathogenic")),
        row("UNKNOWN: not recorded", variant("PALB2", "p.Q988*")),
        row("NO for good", variant("PALB2", "p.G998E", significance="benign"), panel("PALB2")),
        row("UNKNOWN: conflicting", variant("PALB2", "p.L939W", significance="conflicting interpretations")),
        row("NO, can change", variant("PALB2", "p.L939W", significance="uncertain significance"), panel("PALB2")),
    )


def test_truncating_changes_without_a_classification(ask: Ask) -> None:
    """A stop or a frameshift that takes a needed part of BRCA1, BRCA2 or PALB2 away counts as pathogenic where the
    record has no classification, and the answer says that it was presumed. Behind the last needed codon (BRCA2 3309) it
    stays open, as do other changes; a classification on record always wins.
    """
    presumed = "a truncating change counts as pathogenic where its classification is not recorded"
    ask(
        HasVariant(genes=("BRCA1", "BRCA2"), origin="germline", pathogenic=True),
        row(f"YES for good; presuming: {presumed}", variant("BRCA1", "p.Gln1756fs", origin="germline")),
        row(f"YES for good; presuming: {presumed}", variant("BRCA2", "p.Glu3309Ter", origin="germline")),
        row("UNKNOWN: not recorded", variant("BRCA2", "p.Lys3326Ter", origin="germline")),
        row("UNKNOWN: not recorded", variant("BRCA2", "p.Thr3310Ter", origin="germline")),
        row("UNKNOWN: not recorded", variant("BRCA1", "p.Cys61Gly", origin="germline")),
        row("UNKNOWN: not recorded", variant("BRCA1", "X1453_splice", origin="germline")),
        row("UNKNOWN: imprecise", variant("BRCA1", "p.Gln1756fs")),
        row(
            "NO, can change",
            variant("BRCA2", "p.Glu3309Ter", origin="germline", significance="uncertain significance"),
            panel("BRCA1", "BRCA2", tissue="germline sample"),
        ),
        row(
            "NO for good",
            variant("BRCA2", "p.Glu3309Ter", origin="germline", significance="benign"),
            panel("BRCA1", "BRCA2", tissue="germline sample"),
        ),
        row(
            "YES for good",
            variant("BRCA1", "p.Gln1756fs", origin="germline"),
            variant("BRCA2", "p.Ser1982fs", origin="germline", significance="pathogenic"),
        ),
        reference=GENES,
    )
    ask(
        HasVariant(genes=("PALB2",), origin="germline", pathogenic=True),
        row(f"YES for good; presuming: {presumed}", variant("PALB2", "p.Tyr1183Ter", origin="germline")),
        row("UNKNOWN: not recorded", variant("PALB2", "p.Leu1184fs", origin="germline")),
        row("UNKNOWN: not recorded", variant("PALB2", "p.Leu1100fs", origin="germline", coding="NM_001407296.1:c.1")),
        reference=GENES,
    )


def test_plasma(ask: Ask) -> None:
    """Not found in plasma may mean too little tumour DNA: it counts where the gene's entry says so, else not."""
    ask(
        HasVariant(genes=("PIK3CA",)),
        row("YES for good", variant("PIK3CA", "p.E542K", tissue="ctDNA")),
        row("UNKNOWN: not recorded", panel("PIK3CA", tissue="ctDNA")),
    )
    ask(
        HasVariant(genes=("ESR1",)),
        row("NO, can change", panel("ESR1", tissue="ctDNA")),
        reference=ESR1_IN_PLASMA,
    )
    ask(
        HasVariant(genes=("PIK3CA",), tissue="ctDNA"),
        row("NO for good", panel("PIK3CA", tissue="ctDNA")),
        row("UNKNOWN: not recorded", panel("PIK3CA")),
    )


def test_amplification_and_fusion(ask: Ask) -> None:
    """A list of genes says that their sequence was read, not that copies or fusions were looked for."""
    ask(
        HasVariant(genes=("ERBB2",), kinds=("amplification",)),
        row("YES for good", variant("ERBB2", kind="amplification")),
        row("UNKNOWN: not recorded", panel("ERBB2")),
        row("NO for good", variant("ERBB2", kind="amplification", present=False)),
        row("UNKNOWN: not recorded", variant("ERBB2", "p.L755S")),
    )
    ask(
        HasVariant(genes=("NTRK1", "NTRK2", "NTRK3"), kinds=("fusion",)),
        row("YES for good", variant("NTRK3", kind="fusion", partner="ETV6")),
        row("YES for good", variant("ETV6", kind="fusion", partner="NTRK3")),
    )


def test_tested_at_all(ask: Ask) -> None:
    """Whether a result exists, whatever it says."""
    ask(
        GeneTested(genes=("BRCA1", "BRCA2"), origin="germline"),
        row("YES for good", panel("BRCA1", "BRCA2", tissue="germline sample")),
        row("UNKNOWN: not recorded", panel("BRCA1", "BRCA2")),
        row(
            "YES for good",
            variant("BRCA1", "p.Q356R", origin="germline", significance="benign"),
            variant("BRCA2", present=False, tissue="germline sample"),
        ),
    )


def test_pd_l1(ask: Ask) -> None:
    """Combined positive score by 22C3, at least 10. Another assay does not answer the question."""
    ask(
        Score(name="PD-L1", measure="CPS", assay="22C3", limits=Limits(at_least=number("10"))),
        row("YES for good", score("PD-L1", "10", measure="CPS", assay="22C3")),
        row("NO for good", score("PD-L1", "9", measure="CPS", assay="22C3")),
        row("UNKNOWN: imprecise", score("PD-L1", "12", measure="CPS")),
        row("UNKNOWN: not recorded", score("PD-L1", "5", measure="IC", assay="SP142")),
        row("UNKNOWN: imprecise", score("PD-L1", "", measure="CPS", assay="22C3", word="positive")),
        row("UNKNOWN: not recorded"),
    )


def test_microsatellites_and_mutational_burden(ask: Ask) -> None:
    """A word for MSI; a number per megabase, with its unit, for TMB."""
    ask(
        Score(name="MSI", statuses=("high",)),
        row("YES for good", score("MSI", word="high")),
        row("NO for good", score("MSI", word="stable")),
        row("UNKNOWN: imprecise", score("MSI", word="indeterminate")),
        row("UNKNOWN: not recorded"),
    )
    ask(
        Score(name="TMB", limits=Limits(at_least=number("10")), unit="1/1000000{Base}"),
        row("YES for good", score("TMB", "10", unit="1/1000000{Base}")),
        row("NO for good", score("TMB", "9.9", unit="1/1000000{Base}")),
        row("UNKNOWN: unreadable", score("TMB", "46", unit=None)),
    )


@pytest.mark.parametrize(
    ("written", "canonical", "kind"),
    [
        ("p.H1047R", "H1047R", "missense"),
        ("p.His1047Arg", "H1047R", "missense"),
        ("p.(His1047Arg)", "H1047R", "missense"),
        ("NP_006209.2:p.His1047Arg", "H1047R", "missense"),
        ("p.R213*", "R213*", "nonsense"),
        ("p.Arg213Ter", "R213*", "nonsense"),
        ("p.Gln1756ProfsTer74", "Q1756fs", "frameshift"),
        ("p.Q1756Pfs*74", "Q1756fs", "frameshift"),
        ("S1982fs", "S1982fs", "frameshift"),
        ("p.X125_splice", "X125_splice", "splice"),
        ("E746_A750del", "E746_A750del", "inframe"),
        ("p.Glu746_Ala750del", "E746_A750del", "inframe"),
        ("p.Y772_A775dup", "Y772_A775dup", "inframe"),
        ("p.G776delinsVC", "G776delinsVC", "inframe"),
        ("p.V777_G778insGC", "V777_G778insGC", "inframe"),
        ("p.Met1?", "M1?", "start lost"),
        ("p.*596Rext*?", "*596ext", "stop lost"),
        ("p.P57=", "P57=", "synonymous"),
        ("p.R213X", "R213", "codon"),
        ("PIK3CA:p.H1047R", "H1047R", "missense"),
        ("p.(Arg97fs)", "R97fs", "frameshift"),
        ("R135FSX177", "R135fs", "frameshift"),
        ("p.E746_T751>I", "E746_T751delinsI", "inframe"),
        ("M774DELINSWLV", "M774delinsWLV", "inframe"),
        ("p.D842_H845delDIMH", "D842_H845del", "inframe"),
        ("p.Ter110GlnextTer17", "*110ext", "stop lost"),
        ("p.0?", "M1?", "start lost"),
        ("p.?", "", ""),
        ("V600", "V600", "codon"),
        ("wild type", "", ""),
        ("c.3140A>G", "", ""),
    ],
)
def test_forms_of_a_protein_change(manual: Section, written: str, canonical: str, kind: str) -> None:
    """How written changes are read. An X at the end may be a stop or an unknown residue: only the codon is taken."""
    change = read_protein(written)
    assert (canonical, kind) == ("", "") if change is None else (change.text, change.kind) == (canonical, kind)
    manual.row(("as written", "read as", "kind"), (written, canonical or "not read", kind or ""))
