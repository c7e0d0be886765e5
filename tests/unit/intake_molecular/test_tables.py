"""Mutation, copy number and fusion tables that come alone: told by their columns, read like those of a study."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.intake_cbioportal.studies import tabbed
from tests.unit.intake_molecular.reports import reading

from onward.criteria import HasVariant
from onward.intake.files import Format
from onward.intake.molecular_tables.kinds import table_kind
from onward.terms import Truth
from onward.timeline import Origin, Variant, VariantKind

MAF = """
Hugo_Symbol | Variant_Classification | Tumor_Sample_Barcode | HGVSp_Short | Mutation_Status | t_alt_count | t_ref_count
PIK3CA      | Missense_Mutation      | p1-T1                | p.H1047R    | SOMATIC         | 31          | 43
BRCA2       | Frame_Shift_Del        | p1-T1                | p.S1982fs   | GERMLINE        | ~           | ~
ESR1        | Missense_Mutation      | X7                   | p.D538G     | ~               | ~           | ~
"""
WIDE = """
Hugo_Symbol | Entrez_Gene_Id | p1-T1 | X7
ERBB2       | 2064           | 2     | 0
PTEN        | 5728           | -2    | NA
CDK12       | 51755          | 1     | -1
"""
LONG = """
Sample_Id | Hugo_Symbol | Value
p1-T1     | ERBB2       | 2
X7        | ERBB2       | 0
"""
OLD_FUSIONS = """
Hugo_Symbol | Tumor_Sample_Barcode | Fusion            | Frame
ETV6        | p1-T1                | ETV6-NTRK3 fusion | in frame
NTRK3       | p1-T1                | ETV6-NTRK3 fusion | in frame
"""
NEW_FUSIONS = """
Sample_Id | SV_Status | Site1_Hugo_Symbol | Site2_Hugo_Symbol | Event_Info        | Class
p1-T1     | SOMATIC   | ETV6              | NTRK3             | ETV6-NTRK3 fusion | TRANSLOCATION
"""


def test_a_mutation_table(tmp_path: Path) -> None:
    read = reading(tmp_path, {"tumour.maf": tabbed(MAF)}, anna=True)
    assert read.people == ["X7", "p1"]
    hers = read.facts(Variant, "p1")
    assert [(fact.gene, fact.protein, fact.origin) for fact in hers] == [
        ("PIK3CA", "p.H1047R", Origin.SOMATIC),
        ("BRCA2", "p.S1982fs", Origin.GERMLINE),
    ]
    assert hers[0].allele_percent == Decimal("41.89")
    assert hers[1].tissue == "germline sample"
    assert read.ask(HasVariant(genes=("PIK3CA",), proteins=("H1047R",)), "p1").truth is Truth.YES
    # A somatic BRCA2 is not answered by an inherited one, and the sample X7 is nobody's of these records.
    assert read.ask(HasVariant(genes=("ESR1",)), "p1").truth is Truth.UNKNOWN
    read.said("a sample of nobody in the other records")
    read.said("begins with a person's id")


@pytest.mark.parametrize("table", [WIDE, LONG])
def test_copy_number_wide_and_long(tmp_path: Path, table: str) -> None:
    read = reading(tmp_path, {"cna.txt": tabbed(table)}, anna=True)
    found = {(fact.gene, fact.kind) for fact in read.facts(Variant, "p1")}
    assert ("ERBB2", VariantKind.AMPLIFICATION) in found
    assert (("PTEN", VariantKind.DEEP_DELETION) in found) is (table is WIDE)
    answer = read.ask(HasVariant(genes=("ERBB2",), kinds=("amplification",)), "p1")
    assert answer.truth is Truth.YES


@pytest.mark.parametrize("table", [OLD_FUSIONS, NEW_FUSIONS])
def test_fusions_in_the_old_and_the_new_form(tmp_path: Path, table: str) -> None:
    read = reading(tmp_path, {"sv.txt": tabbed(table)}, anna=True)
    (found,) = read.facts(Variant, "p1")
    assert (found.kind, found.gene, found.partner) == (VariantKind.FUSION, "ETV6", "NTRK3")
    assert read.ask(HasVariant(genes=("NTRK1", "NTRK2", "NTRK3"), kinds=("fusion",)), "p1").truth is Truth.YES


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (MAF, Format.MUTATION_TABLE),
        (WIDE, Format.COPY_NUMBER_TABLE),
        (LONG, Format.COPY_NUMBER_TABLE),
        (OLD_FUSIONS, Format.FUSION_TABLE),
        (NEW_FUSIONS, Format.FUSION_TABLE),
        # Values that are no discrete copy number, tables without samples, other tables.
        ("Hugo_Symbol | S1 | S2\nERBB2 | 12.4 | 3.1\nPTEN | 0 | 1\n", None),
        ("Hugo_Symbol | Tumor_Sample_Barcode | Note\nERBB2 | S1 | x\n", None),
        ("Chromosome | Start | End | nMajor | nMinor\n1 | 10 | 20 | 1 | 0\n", None),
        ("FusionGene | LeftBreakpoint\nEML4--ALK | 2:1\n", None),
        ("name | value\na | b\n", None),
        ("Hugo_Symbol | S1\nERBB2 | NA\n", None),
    ],
)
def test_which_table_it_is(table: str, kind: Format | None) -> None:
    assert table_kind(tabbed(table)) is kind


def test_lines_above_the_header_are_passed_over(tmp_path: Path) -> None:
    read = reading(tmp_path, {"a.maf": "#version 2.4\n" + tabbed(MAF)})
    assert read.people == ["X7", "p1-T1"]


def test_an_unparsable_change_and_an_ambiguous_gene_stay_open(tmp_path: Path) -> None:
    rows = """
    Hugo_Symbol | Variant_Classification | Tumor_Sample_Barcode | HGVSp_Short
    PIK3CA      | Missense_Mutation      | p1                   | H1047>R?
    NEU         | Missense_Mutation      | p1                   | p.V777L
    """
    read = reading(tmp_path, {"a.maf": tabbed(rows)}, anna=True)
    hotspot = read.ask(HasVariant(genes=("PIK3CA",), proteins=("H1047R",)), "p1")
    assert (hotspot.truth, hotspot.question is not None) == (Truth.UNKNOWN, True)
    assert "not understood" in hotspot.because
    assert read.ask(HasVariant(genes=("PIK3CA",)), "p1").truth is Truth.YES
    assert "may mean ERBB2" in read.ask(HasVariant(genes=("ERBB2",)), "p1").because
    read.said("may mean NEU1, ERBB2 or NEURL1")
