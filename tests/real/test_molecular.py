"""Public molecular files: what is read and understood equals the tables, counted here by plain csv."""

from __future__ import annotations

import csv
import gzip
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from onward.criteria import fits_protein, in_one_form, kind_of_consequence, read_protein
from onward.intake import Intake, read
from onward.intake.cbioportal import StudyRead, read_study
from onward.knowledge import codes, gene_facts
from onward.timeline import Variant, VariantKind

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def molecular() -> Path:
    data = os.environ.get("ONWARD_DATA", "")
    found = Path(data) / "molecular"
    if not data or not found.is_dir():
        pytest.skip("set ONWARD_DATA to the folder of public data to read its molecular files")
    return found


@pytest.fixture(scope="module")
def rows(molecular: Path) -> list[dict[str, str]]:
    with (molecular / "breast_msk_2018" / "data_mutations.txt").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def study(molecular: Path) -> StudyRead:
    return read_study(molecular / "breast_msk_2018", "breast_msk_2018")


def test_every_protein_change_but_seven_is_read(rows: list[dict[str, str]]) -> None:
    """5,226 strings, 224 of them splice sites. What is not read are stops that are said to shift the frame ("*440fs*"),
    an insertion before the first codon, and one change written out as two whole sequences."""
    written = [row["HGVSp_Short"] for row in rows if row["HGVSp_Short"]]
    assert len(written) == 5226
    read_ones = {text: read_protein(text) for text in written}
    unread = Counter(text for text in written if read_ones[text] is None)
    assert sum(unread.values()) == 7
    assert all("*" in text[:4] or text.startswith("-") or len(text) > 40 for text in unread)
    kinds = Counter(change.kind for text in written if (change := read_ones[text]) is not None)
    assert kinds["splice"] == sum(1 for text in written if re.fullmatch(r"p\.X\d+_splice", text)) == 224


def test_one_and_three_letters_are_the_same_change(rows: list[dict[str, str]]) -> None:
    pairs = [(row["HGVSp_Short"], row["HGVSp"]) for row in rows if row["HGVSp_Short"] and row["HGVSp"]]
    assert len(pairs) > 4900
    different = [
        pair
        for pair in pairs
        if (short := read_protein(pair[0])) is not None and short.kind != "splice" and read_protein(pair[1]) != short
    ]
    assert different == []


def test_the_kind_of_a_change_is_that_of_its_classification(rows: list[dict[str, str]]) -> None:
    """By the protein form as by the column Variant_Classification, but for 1 in 100: a deletion that makes a stop is
    called in-frame by its length, a change of the last residue a missense or a loss of the stop."""
    compared = [
        (change.kind, kind)
        for row in rows
        if (change := read_protein(row["HGVSp_Short"])) is not None
        and (kind := kind_of_consequence(row["Variant_Classification"])) is not None
    ]
    assert len(compared) > 5100
    assert sum(ours != theirs for ours, theirs in compared) < len(compared) / 100


def test_every_named_residue_stands_in_its_reference_protein(rows: list[dict[str, str]]) -> None:
    """The nine proteins that Onward carries, against the study's own mutations: residue by residue."""
    proteins = gene_facts().proteins
    checked = Counter[str]()
    for row in rows:
        gene, change = row["Hugo_Symbol"], read_protein(row["HGVSp_Short"])
        if gene in proteins and change is not None and change.first:
            assert fits_protein(change, proteins[gene]), (gene, row["HGVSp_Short"])
            checked[gene] += 1
            # One form changes nothing that a reader would compare by hand but the spelling of insertions.
            one = in_one_form(change, proteins[gene])
            assert one.kind == change.kind or change.kind == "inframe"
    assert set(checked) == set(proteins)
    assert checked["PIK3CA"] > 480 and checked["TP53"] > 350 and checked["ESR1"] > 90


def test_transcripts_of_the_study_are_numbered_as_the_reference(rows: list[dict[str, str]]) -> None:
    numbered = {gene.gene: set(gene.transcripts) for gene in gene_facts().genes if gene.transcripts}
    for row in rows:
        if row["Hugo_Symbol"] in numbered and row["Transcript_ID"]:
            assert row["Transcript_ID"] in numbered[row["Hugo_Symbol"]], (row["Hugo_Symbol"], row["Transcript_ID"])


def test_variants_of_the_study_are_the_rows(study: StudyRead, rows: list[dict[str, str]]) -> None:
    facts = [fact for record in study.people for fact in record.facts if isinstance(fact, Variant)]
    small = Counter((fact.specimen, fact.gene, fact.protein) for fact in facts if fact.kind is VariantKind.SMALL)
    table = Counter(
        (row["Tumor_Sample_Barcode"], codes().genes.canonical(row["Hugo_Symbol"]), row["HGVSp_Short"])
        for row in {tuple(row.values()): row for row in rows}.values()
    )
    assert small == table


def test_a_stand_alone_table_gives_what_the_study_gives(
    tmp_path: Path, molecular: Path, study: StudyRead, rows: list[dict[str, str]]
) -> None:
    """The same mutation table without its study: the same variants, each of a person called by the sample."""
    lone = tmp_path / "tumours.maf"
    lone.write_bytes((molecular / "breast_msk_2018" / "data_mutations.txt").read_bytes())
    found = read(lone)
    assert len(found.people) == len({row["Tumor_Sample_Barcode"] for row in rows})
    ours = Counter(
        (fact.specimen, fact.gene, fact.protein)
        for record in found.people
        for fact in record.facts
        if isinstance(fact, Variant)
    )
    theirs = Counter(
        (fact.specimen, fact.gene, fact.protein)
        for record in study.people
        for fact in record.facts
        if isinstance(fact, Variant) and fact.kind is VariantKind.SMALL
    )
    assert ours == theirs


@pytest.fixture(scope="module")
def pcgr(molecular: Path) -> Intake:
    return read(molecular / "pcgr_t001_brca")


def test_a_vcf_without_annotation_makes_no_claim(pcgr: Intake, molecular: Path) -> None:
    """196 calls on each build, kept by their place; H1047R of PIK3CA is among them and is not called so."""
    (record,) = pcgr.people
    assert record.person == "TCGA-A2-A04W-01A-31D-A10Y-09_TCGA-A2-A04W-10A-01D-A110-09"
    for build in ("grch37", "grch38"):
        with gzip.open(molecular / "pcgr_t001_brca" / f"T001-BRCA.{build}.vcf.gz", "rt") as file:
            lines = [line.split("\t") for line in file if not line.startswith("#")]
        here = [
            fact
            for fact in record.facts
            if isinstance(fact, Variant) and build in fact.sources[0].file and not fact.gene
        ]
        assert len(lines) == len(here) == 196
        shares = [
            round(100 * float(found[1]), 2)
            for cells in lines
            if (found := re.search(r"TVAF=([\d.]+)", cells[7])) is not None
        ]
        assert [float(fact.allele_percent or 0) for fact in here] == pytest.approx(shares, abs=0.011)
    assert not [fact for fact in record.facts if isinstance(fact, Variant) and fact.gene]
    hotspot = [fact.genomic for fact in record.facts if isinstance(fact, Variant) and ":178952085 A>G" in fact.genomic]
    assert len(hotspot) == 1
    whats = " ".join(issue.what for issue in pcgr.issues)
    assert "without annotation" in whats and "does not say its genome build" in whats


def test_what_lies_beside_is_passed_over(pcgr: Intake) -> None:
    """Segments of copy numbers and a list of well-known fusions are no findings of this tumour."""
    skipped = {one.file.rpartition("/")[2] for one in pcgr.skipped}
    assert {"T001-BRCA.grch37.cna.tsv", "T001-BRCA.grch38.cna.tsv", "T001-BRCA.grch37.fusions.tsv"} <= skipped
