"""Variants, copy number, fusions and what was sequenced."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.intake_cbioportal.studies import MUTATIONS, breast, of, person, study, the

from onward.terms import Severity
from onward.timeline import GenesStudied, Origin, Variant, VariantKind

TWO = """
    PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE
    P1         | S1        | Metastasis
    P2         | S2        | Primary
    """


def test_a_mutation_with_its_effect_origin_and_share_of_reads(tmp_path: Path) -> None:
    maf = (
        b"#version 2.4\n"
        b"Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tVariant_Classification\tReference_Allele\tTumor_Seq_Allele2\t"
        b"Tumor_Sample_Barcode\tMutation_Status\tt_ref_count\tt_alt_count\tHGVSc\tHGVSp_Short\n"
        b"PIK3CA\tGRCh37\t3\t178952085\tMissense_Mutation\tA\tG\tS1\tSOMATIC\t75\t25\tENST00000263967.3:c.3140A>G\tp.H1047R\n"
    )
    read = study(tmp_path, breast(TWO, {MUTATIONS: maf}))
    variant = the(person(read), Variant)
    assert (variant.gene, variant.protein, variant.coding) == ("PIK3CA", "p.H1047R", "ENST00000263967.3:c.3140A>G")
    assert (variant.kind, variant.consequence, variant.origin) == (
        VariantKind.SMALL,
        "Missense_Mutation",
        Origin.SOMATIC,
    )
    assert variant.genomic == "GRCh37 3:178952085 A>G"
    assert variant.allele_percent == Decimal("25.00")
    assert (variant.specimen, variant.tissue, variant.present) == ("S1", "tissue", True)
    assert (variant.sources[0].place, variant.sources[0].resource) == ("row 3", "sample S1")
    assert of(person(read, "P2"), Variant) == []


@pytest.mark.parametrize(
    ("status", "origin", "tissue"),
    [
        ("Somatic", Origin.SOMATIC, "tissue"),
        ("GERMLINE", Origin.GERMLINE, "germline sample"),
        ("UNKNOWN", Origin.UNKNOWN, "tissue"),
        ("~", Origin.UNKNOWN, "tissue"),
    ],
)
def test_origin_of_a_mutation(tmp_path: Path, status: str, origin: Origin, tissue: str) -> None:
    rows = f"Hugo_Symbol | Tumor_Sample_Barcode | Mutation_Status | HGVSp_Short\nBRCA1 | S1 | {status} | p.E23fs"
    variant = the(person(study(tmp_path, breast(TWO, {MUTATIONS: rows}))), Variant)
    assert (variant.origin, variant.tissue) == (origin, tissue)


@pytest.mark.parametrize("status", ["Wildtype", "None", "LOH"])
def test_rows_that_name_no_variant_are_kept(tmp_path: Path, status: str) -> None:
    rows = f"Hugo_Symbol | Tumor_Sample_Barcode | Mutation_Status\nBRCA1 | S1 | {status}"
    read = study(tmp_path, breast(TWO, {MUTATIONS: rows}))
    assert of(person(read), Variant) == []
    assert read.counts["mutation"].kept == 1


def test_mutations_of_circulating_dna(tmp_path: Path) -> None:
    samples = """
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE
        P1         | S1        | cfDNA
        """
    rows = "Hugo_Symbol | Tumor_Sample_Barcode | HGVSp_Short\nESR1 | S1 | p.D538G"
    assert the(person(study(tmp_path, breast(samples, {MUTATIONS: rows}))), Variant).tissue == "ctDNA"


def test_a_mutation_of_a_sample_that_nobody_has_is_named_and_used_for_nobody(tmp_path: Path) -> None:
    rows = """
        Hugo_Symbol | Tumor_Sample_Barcode
        TP53        | S9
        TP53        | S8
        TP53        | S1
        """
    read = study(tmp_path, breast(TWO, {MUTATIONS: rows}))
    assert len(of(person(read), Variant)) == 1
    (issue,) = [issue for issue in read.issues if issue.severity is Severity.ERROR]
    assert issue.place == "2 rows, the first at row 2"
    assert "not in the sample table" in issue.what
    assert (read.counts["mutation"].facts, read.counts["mutation"].issue) == (1, 2)


def test_the_same_row_twice_counts_once(tmp_path: Path) -> None:
    rows = """
        Hugo_Symbol | Tumor_Sample_Barcode | HGVSp_Short
        TP53        | S1                   | p.R175H
        TP53        | S1                   | p.R175H
        """
    read = study(tmp_path, breast(TWO, {MUTATIONS: rows}))
    assert len(of(person(read), Variant)) == 1
    counted = read.counts["mutation"]
    assert (counted.seen, counted.facts, counted.duplicate) == (2, 1, 1)
    # one sample row and one mutation
    assert person(read).resources == 2


def test_older_gene_names_are_brought_to_todays(tmp_path: Path) -> None:
    rows = "Hugo_Symbol | Tumor_Sample_Barcode\nHER2 | S1"
    assert the(person(study(tmp_path, breast(TWO, {MUTATIONS: rows}))), Variant).gene == "ERBB2"


def test_copy_number_by_what_each_value_means(tmp_path: Path) -> None:
    rows = """
        Hugo_Symbol | Entrez_Gene_Id | S1 | S2
        ERBB2       | 2064           | 2  | 0
        PTEN        | 5728           | -2 | NA
        CDKN2A      | 1029           | 0  | -1.5
        """
    read = study(tmp_path, breast(TWO, {"data_cna.txt": rows}))
    first = {(variant.gene, variant.kind) for variant in of(person(read), Variant)}
    assert first == {("ERBB2", VariantKind.AMPLIFICATION), ("PTEN", VariantKind.DEEP_DELETION)}
    partial = the(person(read, "P2"), Variant)
    assert (partial.gene, partial.kind, partial.consequence) == (
        "CDKN2A",
        VariantKind.DEEP_DELETION,
        "partial deletion",
    )
    assert (partial.sources[0].place, partial.sources[0].path) == ("row 4", "column S2")
    assert read.counts["copy number of a gene"].facts == 3


def test_gains_and_shallow_deletions_are_facts_for_known_genes_and_counted_for_others(tmp_path: Path) -> None:
    rows = """
        Hugo_Symbol | S1 | S2
        ERBB2       | 1  | -1
        ABCD1EF     | 1  | 1
        """
    read = study(tmp_path, breast(TWO, {"data_cna.txt": rows}))
    assert [(v.gene, v.kind) for v in of(person(read), Variant)] == [("ERBB2", VariantKind.GAIN)]
    assert [(v.gene, v.kind) for v in of(person(read, "P2"), Variant)] == [("ERBB2", VariantKind.SHALLOW_DELETION)]
    assert any(issue.what.startswith("2 gains and shallow deletions") for issue in read.issues)


def test_a_value_that_is_no_copy_number_level_is_an_issue(tmp_path: Path) -> None:
    read = study(tmp_path, breast(TWO, {"data_cna.txt": "Hugo_Symbol | S1\nERBB2 | 7"}))
    assert of(person(read), Variant) == []
    assert [issue.place for issue in read.issues] == ["row 2"]


def test_copy_number_in_the_long_form(tmp_path: Path) -> None:
    rows = """
        Hugo_Symbol | Entrez_Gene_Id | Sample_Id | Value
        MYC         | 4609           | S1        | 2
        MYC         | 4609           | S2        | 0
        """
    meta = (
        b"genetic_alteration_type: COPY_NUMBER_ALTERATION\n"
        b"datatype: DISCRETE_LONG\nstable_id: cna\ndata_filename: data_calls.txt\n"
    )
    read = study(tmp_path, breast(TWO, {"data_calls.txt": rows, "meta_cna.txt": meta}))
    assert the(person(read), Variant).kind is VariantKind.AMPLIFICATION
    assert of(person(read, "P2"), Variant) == []


def test_the_two_rows_of_an_old_fusion_are_one(tmp_path: Path) -> None:
    rows = """
        Hugo_Symbol | Tumor_Sample_Barcode | Fusion             | Frame
        BCAS3       | S1                   | BRIP1-BCAS3 fusion | unknown
        BRIP1       | S1                   | BRIP1-BCAS3 fusion | unknown
        """
    fusion = the(person(study(tmp_path, breast(TWO, {"data_fusions.txt": rows}))), Variant)
    assert (fusion.gene, fusion.partner, fusion.kind) == ("BRIP1", "BCAS3", VariantKind.FUSION)
    assert [source.place for source in fusion.sources] == ["row 2", "row 3"]


@pytest.mark.parametrize(
    ("row", "gene", "partner", "kind"),
    [
        ("ESR1 | S1 | ESR1-CCDC170 fusion", "ESR1", "CCDC170", VariantKind.FUSION),
        ("ESR1 | S1 | CCDC170-ESR1 fusion - Archer", "CCDC170", "ESR1", VariantKind.FUSION),
        ("NKX2-1 | S1 | NKX2-1-HLA-A fusion", "NKX2-1", "HLA-A", VariantKind.FUSION),
        ("PTEN | S1 | PTEN-intragenic", "PTEN", "", VariantKind.OTHER),
        ("FGFR2 | S1 | see comment", "FGFR2", "", VariantKind.FUSION),
    ],
)
def test_the_one_row_of_an_old_fusion(tmp_path: Path, row: str, gene: str, partner: str, kind: VariantKind) -> None:
    rows = f"Hugo_Symbol | Tumor_Sample_Barcode | Fusion\n{row}"
    fusion = the(person(study(tmp_path, breast(TWO, {"data_fusions.txt": rows}))), Variant)
    assert (fusion.gene, fusion.partner, fusion.kind) == (gene, partner, kind)


@pytest.mark.parametrize(
    ("row", "gene", "partner", "kind"),
    [
        ("S1 | SOMATIC | NTRK1 | ZBTB7B | DELETION | NTRK1-ZBTB7B fusion", "NTRK1", "ZBTB7B", VariantKind.FUSION),
        ("S1 | SOMATIC | RB1 | RB1 | DELETION | RB1-intragenic", "RB1", "", VariantKind.OTHER),
        ("S1 | SOMATIC | NF1 | NA | INVERSION | NA", "NF1", "", VariantKind.OTHER),
    ],
)
def test_structural_variants_with_both_sites(
    tmp_path: Path, row: str, gene: str, partner: str, kind: VariantKind
) -> None:
    rows = f"Sample_Id | SV_Status | Site1_Hugo_Symbol | Site2_Hugo_Symbol | Class | Event_Info\n{row}"
    found = the(person(study(tmp_path, breast(TWO, {"data_sv.txt": rows}))), Variant)
    assert (found.gene, found.partner, found.kind, found.origin) == (gene, partner, kind, Origin.SOMATIC)


def test_the_genes_of_a_panel_were_studied_in_the_samples_of_the_matrix(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast(
            TWO,
            {
                "data_gene_panel_small.txt": b"stable_id: SMALL\ndescription: two genes\ngene_list:\tPIK3CA\tESR1\n",
                "data_gene_panel_matrix.txt": "SAMPLE_ID | mutations | cna\nS1 | SMALL | SMALL\nS2 | NA | SMALL",
            },
        ),
    )
    studied = the(person(read), GenesStudied)
    assert (studied.panel, studied.genes, studied.specimen) == ("SMALL", ("PIK3CA", "ESR1"), "S1")
    assert studied.tissue == "tissue"
    # Sequenced for copy number alone: its mutations were not looked at.
    assert of(person(read, "P2"), GenesStudied) == []


def test_a_panel_without_its_list_of_genes_leaves_the_genes_open(tmp_path: Path) -> None:
    read = study(tmp_path, breast(TWO, {"data_gene_panel_matrix.txt": "SAMPLE_ID | mutations\nS1 | IMPACT999"}))
    assert the(person(read), GenesStudied).genes == ()
    (issue,) = read.issues
    assert (issue.place, issue.severity) == ("gene panel IMPACT999", Severity.WARNING)


def test_a_panel_named_by_the_meta_file_holds_for_the_sequenced_samples(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast(
            TWO,
            {
                MUTATIONS: "Hugo_Symbol | Tumor_Sample_Barcode\nTP53 | S1",
                "meta_mutations.txt": b"genetic_alteration_type: MUTATION_EXTENDED\ndatatype: MAF\n"
                b"stable_id: mutations\ngene_panel: SMALL\ndata_filename: data_mutations.txt\n",
                "gene_panel_small.txt": b"stable_id: SMALL\ngene_list: TP53\tESR1\n",
                "case_lists/cases_sequenced.txt": b"stable_id: mbc_sequenced\ncase_list_ids: S1\n",
            },
        ),
    )
    assert the(person(read), GenesStudied).genes == ("TP53", "ESR1")
    assert of(person(read, "P2"), GenesStudied) == []


def test_uncalled_mutations_are_no_findings(tmp_path: Path) -> None:
    rows = "Hugo_Symbol | Tumor_Sample_Barcode\nTP53 | S1"
    read = study(tmp_path, breast(TWO, {"data_mutations_uncalled.txt": rows}))
    assert of(person(read), Variant) == []
    assert [issue.file for issue in read.issues] == ["mbc/data_mutations_uncalled.txt"]
