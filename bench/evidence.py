"""Matching of variants against CIViC's evidence, beside the reading of the table by Python's csv.

Real variants are taken where ONWARD_DATA names the public data, one by one as for 5,000 people; a made table else would
measure itself.
"""

from __future__ import annotations

import csv
import gzip
import os
import statistics
from collections.abc import Callable
from pathlib import Path

from bench.timing import seconds

NUMBER = 5000


def measure(report: Callable[[str, str, str], None]) -> None:
    """Reading, sorting and matching, in seconds; nothing without the public data."""
    data = os.environ.get("ONWARD_DATA")
    if not data:
        report("CIViC: 5,000 variants", "set ONWARD_DATA", "< 0.5 s")
        return
    from onward.app.reference import criteria_reference
    from onward.engines.options.evidence import compile_evidence, evidence_of
    from onward.knowledge import codes, read_civic
    from onward.timeline import Origin, Variant

    folder = Path(data) / "molecular"
    path = folder / "civic" / "civic_accepted_evidence_2026-05.tsv.gz"
    raw, genes = path.read_bytes(), criteria_reference().genes
    items = read_civic(raw).items
    base = compile_evidence(items, genes)
    with (folder / "breast_msk_2018" / "data_mutations.txt").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:NUMBER]
    variants = [
        Variant(
            gene=codes().genes.canonical(row["Hugo_Symbol"]),
            protein=row["HGVSp_Short"],
            coding=row["HGVSc"],
            consequence=row["Variant_Classification"],
            origin=Origin.SOMATIC,
        )
        for row in rows
    ]
    matching = _median(lambda: [evidence_of([variant], base) for variant in variants])
    found = sum(len(evidence_of([variant], base)) for variant in variants)
    report(f"CIViC: {len(variants):,} variants, {found:,} matches", f"{matching:.2f} s", "< 0.5 s")
    reading = _median(lambda: compile_evidence(read_civic(raw).items, genes))
    plain = _median(lambda: _by_csv(raw))
    report("CIViC: read and sort the table, against csv reading it", f"{reading / plain:.1f} times", "")


def _by_csv(raw: bytes) -> int:
    lines = gzip.decompress(raw).decode().splitlines()
    return len(list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)))


def _median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(seconds(work) for _ in range(5))
