"""CIViC's accepted evidence of May 2026: what is read equals the table, counted here by plain csv."""

from __future__ import annotations

import csv
import gzip
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from onward.app.reference import criteria_reference
from onward.engines.options.evidence import EvidenceBase, compile_evidence, evidence_of
from onward.knowledge import CivicRead, read_civic
from onward.timeline import Origin, Variant

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def path() -> Path:
    data = os.environ.get("ONWARD_DATA", "")
    found = Path(data) / "molecular" / "civic" / "civic_accepted_evidence_2026-05.tsv.gz"
    if not data or not found.is_file():
        pytest.skip("set ONWARD_DATA to the folder of public data to read CIViC's evidence")
    return found


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def read(path: Path) -> CivicRead:
    return read_civic(path.read_bytes())


@pytest.fixture(scope="module")
def base(read: CivicRead) -> EvidenceBase:
    return compile_evidence(read.items, criteria_reference().genes)


def test_every_row_is_an_item(read: CivicRead, rows: list[dict[str, str]]) -> None:
    assert read.problems == ()
    assert len(read.items) == len(rows) == 4854
    assert sum(item.flagged for item in read.items) == sum(row["is_flagged"] == "true" for row in rows) == 153
    assert Counter(item.level for item in read.items) == Counter(row["evidence_level"] for row in rows)
    breast = [row for row in rows if "breast" in row["disease"].lower()]
    assert sum(item.is_breast for item in read.items) == len(breast) == 324
    predictive = sum(row["evidence_type"] == "Predictive" for row in breast)
    assert sum(item.is_breast and item.kind == "Predictive" for item in read.items) == predictive == 269
    against = sum(row["evidence_direction"] == "Does Not Support" for row in breast)
    assert sum(item.is_breast and item.direction == "Does Not Support" for item in read.items) == against == 42


def test_every_profile_is_placed_or_listed(base: EvidenceBase, rows: list[dict[str, str]]) -> None:
    assert len(base.profiles) == len({" ".join(row["molecular_profile"].split()) for row in rows})
    assert sum(map(len, base.items)) == len(rows)
    # Nine profiles in ten on breast cancer that name a change, a mutation, an amplification or a fusion are placed.
    unplaced = {one.profile for one in base.unplaced}
    named = re.compile(r"^\S+ (?:[A-Z]\d+[A-Z*]|mutation|amplification|fusion|loss-of-function)$", re.IGNORECASE)
    profiles = {row["molecular_profile"] for row in rows if "breast" in row["disease"].lower()}
    simple = {profile for profile in profiles if named.match(profile)}
    assert not simple & unplaced


def test_one_exact_change_finds_its_items(base: EvidenceBase, rows: list[dict[str, str]]) -> None:
    """ESR1 D538G, somatic: the items on exactly it, on its codon and on any mutation of ESR1, by their names."""
    found = evidence_of([Variant(gene="ESR1", protein="p.Asp538Gly", origin=Origin.SOMATIC)], base)
    expected = {
        int(row["evidence_id"])
        for row in rows
        if "Germline" not in row["variant_origin"]
        and any(
            part in ("ESR1 D538G", "ESR1 D538", "ESR1 Mutation", "ESR1 MUTATION")
            for part in re.split(r" OR ", row["molecular_profile"])
        )
    }
    assert {match.item.id for match in found} == expected
    assert len(expected) >= 5


def test_no_item_is_shown_by_a_gene_that_its_profile_does_not_name(base: EvidenceBase) -> None:
    for gene, protein in (("PIK3CA", "H1047R"), ("ERBB2", "V777L"), ("TP53", "R175H"), ("AKT1", "E17K")):
        for match in evidence_of([Variant(gene=gene, protein=protein)], base):
            assert gene in match.item.profile, match.item.profile
