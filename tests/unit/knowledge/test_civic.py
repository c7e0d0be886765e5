"""CIViC's table: read as it is, and whatever is wrong with a row or a file said with its place."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from onward.app.civic import check_civic, import_civic, imported_civic, imports
from onward.cli import main
from onward.knowledge import read_civic
from onward.terms import KnowledgeError, UsageError

COLUMNS = (
    "molecular_profile", "molecular_profile_id", "disease", "doid", "phenotypes", "therapies",
    "therapy_interaction_type", "evidence_type", "evidence_direction", "evidence_level", "significance",
    "evidence_statement", "citation_id", "source_type", "asco_abstract_id", "citation", "nct_ids", "rating",
    "evidence_status", "evidence_id", "variant_origin", "last_review_date", "evidence_civic_url",
    "molecular_profile_civic_url", "is_flagged",
)  # fmt: skip
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def row(number: int = 7313, **cells: str) -> str:
    given = {
        "molecular_profile": "PIK3CA Mutation",
        "disease": "Breast Cancer",
        "doid": "1612",
        "therapies": "Fulvestrant,Alpelisib",
        "therapy_interaction_type": "Combination",
        "evidence_type": "Predictive",
        "evidence_direction": "Supports",
        "evidence_level": "A",
        "significance": "Sensitivity/Response",
        "evidence_statement": 'An invented "statement".',
        "citation_id": "1",
        "source_type": "PubMed",
        "citation": "Invented et al., 2019",
        "rating": "5",
        "evidence_status": "accepted",
        "evidence_id": str(number),
        "variant_origin": "Somatic",
        "last_review_date": "2026-04-02 10:00:00 UTC",
        "evidence_civic_url": f"https://civicdb.org/links/evidence_items/{number}",
        "is_flagged": "false",
        **cells,
    }
    return "\t".join(given.get(name, "") for name in COLUMNS)


def table(*rows: str) -> bytes:
    return ("\n".join(("\t".join(COLUMNS), *rows)) + "\n").encode()


def test_a_row_as_a_value() -> None:
    (item,) = read_civic(table(row(is_flagged="true"))).items
    assert (item.id, item.level, item.rating, item.flagged) == (7313, "A", 5, True)
    assert item.therapies == ("Fulvestrant", "Alpelisib")
    assert (item.direction, item.is_breast, item.last_reviewed) == ("Supports", True, date(2026, 4, 2))
    assert item.statement == 'An invented "statement".'


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (row(8, evidence_level="F"), "line 3: an evidence level that is none of A to E"),
        (row(8, evidence_id="eight"), "line 3: no number of the evidence item"),
        (row(8, molecular_profile=" "), "line 3: no molecular profile"),
        (row(8, evidence_direction="Perhaps"), "line 3: a direction of evidence that is not known"),
        (row(8, evidence_status="submitted"), "line 3: evidence item 8 is not accepted"),
        (row(7313), "line 3: evidence item 7313 stands there twice"),
        ("cut\toff", "line 3: 2 cells where the header has 25"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_read(bad: str, words: str) -> None:
    read = read_civic(table(row(), bad, row(9)))
    assert [item.id for item in read.items] == [7313, 9]
    assert read.problems == (words,)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"gene\tdrug\nPIK3CA\talpelisib\n", "molecular_profile is missing"),
        (b"", "molecular_profile is missing"),
        (gzip.compress(table(row()))[:-20], "damaged"),
        (table(row()).replace(b"Invented et", b"Inv\xe9nted et"), "not UTF-8"),
    ],
)
def test_a_file_that_is_no_table_of_civic(data: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_civic(data)


def test_the_table_imported_last_is_used_and_older_ones_stay(tmp_path: Path) -> None:
    old, new = tmp_path / "april.tsv", tmp_path / "may.tsv.gz"
    old.write_bytes(table(row()))
    new.write_bytes(gzip.compress(table(row(), row(9, last_review_date="2026-05-26 01:00:00 UTC"))))
    home = tmp_path / "home"
    assert imported_civic(home) is None
    import_civic(old, now=NOW, home=home)
    about, _, is_new = import_civic(new, now=NOW, home=home)
    assert (is_new, about.items, about.newest_review) == (True, 2, "2026-05-26")
    assert [one.items for one in imports(home)] == [1, 2]
    found = imported_civic(home)
    assert found is not None and len(found.read.items) == 2
    kept = home / "knowledge" / "civic" / about.file
    assert kept.read_bytes() == new.read_bytes()
    # The same once more changes nothing; the old one again is used again.
    assert import_civic(new, now=NOW, home=home)[2] is False
    assert import_civic(old, now=NOW, home=home)[2] is True
    assert [one.items for one in imports(home)] == [2, 1]


def test_a_bad_file_leaves_the_table_that_was_used(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.tsv", tmp_path / "bad.tsv"
    good.write_bytes(table(row()))
    bad.write_bytes(table())
    import_civic(good, now=NOW, home=tmp_path)
    with pytest.raises(UsageError, match="the table used before stays"):
        import_civic(bad, now=NOW, home=tmp_path)
    found = imported_civic(tmp_path)
    assert found is not None and len(found.read.items) == 1


def test_a_table_that_was_changed_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path))
    given = tmp_path / "civic.tsv"
    given.write_bytes(table(row()))
    about, _, _ = import_civic(given, now=NOW)
    (tmp_path / "knowledge" / "civic" / about.file).write_bytes(table(row(evidence_level="E")))
    with pytest.raises(KnowledgeError, match="was changed since it was imported"):
        imported_civic()
    assert [problem.broken for problem in check_civic()] == [True]


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    given = tmp_path / "civic.tsv"
    given.write_bytes(table(row(), row(8, evidence_level="F"), row(9, molecular_profile="ESR1 Expression")))
    assert main(["knowledge", "import", "civic", str(given), "--json"]) == 1
    document = json.loads(capfd.readouterr().out)
    assert (document["items"], document["profiles"]) == (2, 2)
    assert document["unplaced"] == [
        {"profile": "ESR1 Expression", "why": "expression is not read from variants", "items": 1}
    ]
    assert document["issues"] == [
        {
            "file": "civic.tsv",
            "place": "line 3",
            "what": "an evidence level that is none of A to E",
            "did": "left the row out",
        }
    ]
    assert main(["knowledge", "list", "--json"]) == 0
    (listed,) = json.loads(capfd.readouterr().out)["imported"]
    assert (listed["items"], listed["used"], listed["newest_review"]) == (2, True, "2026-04-02")
    assert main(["knowledge", "import", "civic", str(tmp_path / "nothing.tsv")]) == 2
    assert "nothing.tsv" in capfd.readouterr().err
