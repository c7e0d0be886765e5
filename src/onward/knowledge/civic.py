"""Accepted evidence of CIViC (civicdb.org, CC0) from its nightly table, each item as a typed value.

The table is read as it is: nothing is corrected, and an item under dispute keeps its flag.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onward.terms import UsageError

EvidenceKind = Literal["Predictive", "Prognostic", "Diagnostic", "Predisposing", "Oncogenic", "Functional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One evidence item.

    profile       the molecular profile in CIViC's words ("PIK3CA H1047R", "EGFR T790M AND EGFR Exon 19 Deletion")
    doid          number of the disease in the Disease Ontology, "" when none is given
    therapies     as CIViC names them; interaction "Combination", "Substitutes", "Sequential" or ""
    kind          Predictive, Prognostic, Diagnostic, Predisposing, Oncogenic, Functional
    direction     "Supports", "Does Not Support" or "N/A": what the source says to the claim
    level         A validated, B clinical, C case study, D preclinical, E inferential
    significance  "Sensitivity/Response", "Resistance", "Better Outcome", ...
    rating        1 to 5 stars, None when not rated
    flagged       under dispute at CIViC
    origin        "Somatic", "Rare Germline", "Common Germline", ...
    """

    id: int
    profile: str
    disease: str
    doid: str
    therapies: tuple[str, ...]
    interaction: str
    kind: str
    direction: str
    level: str
    significance: str
    statement: str
    citation: str
    citation_id: str
    source_type: str
    rating: int | None
    flagged: bool
    origin: str
    last_reviewed: date | None
    url: str

    @property
    def is_breast(self) -> bool:
        """Whether the disease is a breast cancer, by its name."""
        return "breast" in self.disease.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class CivicRead:
    """What a table gave. problems: rows that could not be read, in words with the line."""

    items: tuple[EvidenceItem, ...]
    problems: tuple[str, ...]

    @property
    def newest_review(self) -> date | None:
        """The day of the newest review in it: how old the table is."""
        return max((item.last_reviewed for item in self.items if item.last_reviewed is not None), default=None)


_NEEDED = (
    "molecular_profile", "disease", "doid", "therapies", "therapy_interaction_type", "evidence_type",
    "evidence_direction", "evidence_level", "significance", "evidence_statement", "citation_id", "source_type",
    "citation", "rating", "evidence_status", "evidence_id", "variant_origin", "last_review_date",
    "evidence_civic_url", "is_flagged",
)  # fmt: skip
_LEVELS = frozenset("ABCDE")
_GZIP = b"\x1f\x8b"


def read_civic(data: bytes) -> CivicRead:
    """Read CIViC's table of clinical evidence (TSV, gzipped or not).

    Raises UsageError when it is no such table: damaged, not UTF-8, or without one of its columns.
    """
    lines = _text(data).split("\n")
    header = lines[0].rstrip("\r").split("\t")
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise UsageError(
            f"this is not CIViC's table of clinical evidence: the column {missing[0]} is missing. Expected the "
            "tab-separated file ClinicalEvidenceSummaries.tsv of civicdb.org/releases, gzipped or not."
        )
    items: list[EvidenceItem] = []
    problems: list[str] = []
    seen: set[int] = set()
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(header):
            problems.append(f"line {number}: {len(cells)} cells where the header has {len(header)}")
            continue
        row = dict(zip(header, cells, strict=True))
        what = _wrong_with(row)
        if what:
            problems.append(f"line {number}: {what}")
        elif (item := _item(row)).id in seen:
            problems.append(f"line {number}: evidence item {item.id} stands there twice")
        elif row["evidence_status"] == "accepted":
            seen.add(item.id)
            items.append(item)
        else:
            problems.append(f"line {number}: evidence item {item.id} is not accepted")
    return CivicRead(items=tuple(items), problems=tuple(problems))


def _text(data: bytes) -> str:
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise UsageError("the gzip data are damaged. Fetch the file again.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("the text is not UTF-8. Fetch the file again, and do not open it in a spreadsheet.") from None


def _wrong_with(row: Mapping[str, str]) -> str:
    if not row["evidence_id"].isdecimal():
        return "no number of the evidence item"
    if not row["molecular_profile"].strip():
        return "no molecular profile"
    if row["evidence_level"] not in _LEVELS:
        return "an evidence level that is none of A to E"
    if row["evidence_direction"] not in _DIRECTIONS:
        return "a direction of evidence that is not known"
    return ""


_DIRECTIONS = frozenset(("Supports", "Does Not Support", "N/A", ""))


def _item(row: Mapping[str, str]) -> EvidenceItem:
    rating = row["rating"].strip()
    return EvidenceItem(
        id=int(row["evidence_id"]),
        profile=" ".join(row["molecular_profile"].split()),
        disease=row["disease"],
        doid=row["doid"],
        therapies=tuple(part.strip() for part in row["therapies"].split(",") if part.strip()),
        interaction=row["therapy_interaction_type"],
        kind=row["evidence_type"],
        direction=row["evidence_direction"],
        level=row["evidence_level"],
        significance=row["significance"],
        statement=row["evidence_statement"],
        citation=row["citation"],
        citation_id=row["citation_id"],
        source_type=row["source_type"],
        rating=int(rating) if rating.isdecimal() else None,
        flagged=row["is_flagged"].strip().lower() == "true",
        origin=row["variant_origin"],
        last_reviewed=_day(row["last_review_date"]),
        url=row["evidence_civic_url"],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
