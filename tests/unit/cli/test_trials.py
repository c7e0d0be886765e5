"""`onward trials`: what is printed, with which status, and what is said when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.trials.files import study, updated, write

from onward.cli import main

BOSTON = {
    "facility": "Hospital",
    "city": "Boston",
    "state": "MA",
    "zip": "02115",
    "country": "United States",
    "status": "RECRUITING",
}
TRIAL = study(
    "NCT00000001",
    identification={"nctId": "NCT00000001", "briefTitle": "Palbociclib in Metastatic Breast Cancer"},
    status=updated("2026-10-01"),
    contactsLocations={"locations": [BOSTON]},
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store and settings of their own."""
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    """Status, standard output and standard error of a command."""
    try:
        status = main(["trials", *arguments])
    except SystemExit as left:
        status = int(left.code or 0)
    out, err = capsysbinary.readouterr()
    return status, out.decode(), err.decode()


Run = pytest.CaptureFixture[bytes]


def test_import_list_and_changes(tmp_path: Path, capsysbinary: Run) -> None:
    old = write(tmp_path / "a.ndjson", TRIAL, study("NCT00000002"))
    new = write(
        tmp_path / "b.json", study("NCT00000001", status={**updated("2026-11-01"), "overallStatus": "COMPLETED"})
    )
    status, out, err = run(capsysbinary, "import", str(old), "--json")
    assert (status, err) == (0, "")
    report = json.loads(out)
    assert report["schema"] == "onward.trials-import/1"
    assert report["trials"] == {"in": 2, "new": 2, "changed": 0, "known": 0, "issue": 0}
    assert len(report["files"][0]["sha256"]) == 64
    run(capsysbinary, "import", str(new))
    status, out, _ = run(capsysbinary, "list", "--ndjson")
    listed = [json.loads(line) for line in out.splitlines()]
    assert [(one["nct_id"], one["recruitment"], len(one["versions"])) for one in listed] == [
        ("NCT00000001", "completed", 2),
        ("NCT00000002", "unknown", 1),
    ]
    status, out, _ = run(capsysbinary, "list", "--status", "completed", "--json")
    assert [one["nct_id"] for one in json.loads(out)["trials"]] == ["NCT00000001"]
    status, out, _ = run(capsysbinary, "changes", "--json")
    (changed,) = json.loads(out)["trials"]
    assert (changed["nct_id"], changed["state"]) == ("NCT00000001", "changed")
    assert changed["changes"][0] == {
        "kind": "status",
        "where": None,
        "before": "RECRUITING",
        "after": "COMPLETED",
        "says": "status: RECRUITING → COMPLETED",
    }


def test_a_file_with_a_broken_line_gives_status_1_and_the_rest(tmp_path: Path, capsysbinary: Run) -> None:
    file = tmp_path / "t.ndjson"
    file.write_text(json.dumps(TRIAL) + "\n{broken\n")
    status, out, err = run(capsysbinary, "import", str(file))
    assert status == 1
    assert "2 trials: 1 new, 0 changed, 0 known already, 1 unreadable." in out
    assert "t.ndjson, line 2" in err


def test_search_in_a_file_as_json(tmp_path: Path, capsysbinary: Run) -> None:
    file = write(tmp_path / "t.json", TRIAL)
    status, out, _ = run(
        capsysbinary, "search", "Ibrance", "--trials", str(file), "--near", "02903", "--as-of", "2026-11-28", "--json"
    )
    assert status == 0
    document: dict[str, Any] = json.loads(out)
    assert document["schema"] == "onward.trials-search/1"
    (hit,) = document["hits"]
    assert (hit["rank"], hit["nct_id"], hit["states"]["metastatic"]) == (1, "NCT00000001", "yes")
    assert hit["why"] == [
        {
            "word": "ibrance",
            "found_as": "palbociclib",
            "in": ["title"],
            "line": "Palbociclib in Metastatic Breast Cancer",
        }
    ]
    (site,) = hit["nearest_sites"]
    assert (site["facility"], site["open"], site["located_by"], site["doubts"]) == ("Hospital", True, "ZIP code", [])
    assert site["distance_km"] == hit["distance_km"]
    assert site["distance_mi"] == pytest.approx(site["distance_km"] / 1.609344, abs=0.1)


def test_search_as_lines_ends_with_the_facets(tmp_path: Path, capsysbinary: Run) -> None:
    file = write(tmp_path / "t.ndjson", TRIAL, study("NCT00000002"))
    _, out, _ = run(capsysbinary, "search", "--trials", str(file), "--ndjson")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line.get("nct_id") for line in lines] == ["NCT00000001", "NCT00000002", None]
    assert lines[-1]["kind"] == "facets"
    assert lines[-1]["total"] == 2


def test_search_in_the_store_and_again_after_an_import(tmp_path: Path, capsysbinary: Run) -> None:
    """The index is made anew when the catalogue changes."""
    run(capsysbinary, "import", str(write(tmp_path / "a.json", TRIAL)))
    _, out, _ = run(capsysbinary, "search", "palbociclib")
    assert "NCT00000001  Palbociclib in Metastatic Breast Cancer" in out
    again = study("NCT00000005", identification={"nctId": "NCT00000005", "briefTitle": "Palbociclib again"})
    run(capsysbinary, "import", str(write(tmp_path / "b.json", again)))
    _, out, _ = run(capsysbinary, "search", "palbociclib", "--json")
    assert {hit["nct_id"] for hit in json.loads(out)["hits"]} == {"NCT00000001", "NCT00000005"}


def test_a_damaged_index_is_made_again(tmp_path: Path, capsysbinary: Run, home: Path) -> None:
    file = write(tmp_path / "a.json", TRIAL)
    run(capsysbinary, "search", "palbociclib", "--trials", str(file))
    (index,) = (home / "search").glob("*.sqlite")
    index.write_bytes(b"no database")
    status, out, _ = run(capsysbinary, "search", "palbociclib", "--trials", str(file))
    assert status == 0 and "NCT00000001" in out


def test_searching_what_is_not_there(tmp_path: Path, capsysbinary: Run) -> None:
    file = write(tmp_path / "t.json", TRIAL)
    status, out, err = run(capsysbinary, "search", "palbocicilb", "--trials", str(file))
    assert (status, "Did you mean palbociclib?" in err) == (0, True)
    assert "0 trials" in out


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["search", "x"], "onward trials import FILES"),
        (["search", "x", "--within", "5 km"], "needs a place to start from"),
        (["search", "x", "--near", "Boston"], "neither a US ZIP code nor degrees"),
        (["search", "x", "--near", "02115", "--within", "50"], "write the unit too"),
        (["search", "x", "--status", "soon"], "Known: recruiting"),
        (["search", "x", "--phase", "9"], "Known: early-1, 1, 2, 3, 4, na"),
        (["search", "x", "--subtype", "blue"], "Write it like HR+/HER2-"),
        (["search", "x", "--line", "best"], "Known: first, second, third, later"),
        (["search", "x", "--limit", "-1"], "0 shows all"),
        (["changes", "NCT1", "--between", "a", "b"], "neither ids nor --since"),
        (["sync", "--url", "ftp://x"], "no address of a registry"),
        (["sync", "--url", "http://registry.example"], "https://"),
        (["sync", "--page-size", "0", "--dry-run"], "1 to 1000 studies"),
        (["sync", "--status", "open now!", "--dry-run"], "write it like RECRUITING"),
    ],
)
def test_bad_usage_says_what_would_do(capsysbinary: Run, arguments: list[str], cure: str) -> None:
    status, out, err = run(capsysbinary, *arguments)
    assert (status, out) == (2, "")
    assert cure in err


def test_a_store_that_is_not_there(capsysbinary: Run) -> None:
    status, _, err = run(capsysbinary, "list")
    assert status == 3
    assert "There is no store" in err


def test_a_dry_run_shows_the_request_and_sends_nothing(
    capsysbinary: Run, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """No socket is opened and no store made."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a dry run opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    status, out, _ = run(capsysbinary, "sync", "--dry-run", "--query", "metastatic", "--status", "recruiting")
    assert status == 0
    assert out.startswith("https://clinicaltrials.gov/api/v2/studies?")
    assert "query.cond=breast+cancer" in out and "query.term=metastatic" in out
    assert "filter.overallStatus=RECRUITING" in out
    assert not home.exists()


def test_help_teaches_every_verb(capsysbinary: Run) -> None:
    for verb in ("import", "sync", "list", "changes", "search"):
        status, out, _ = run(capsysbinary, verb, "--help")
        assert status == 0
        assert "examples:" in out and "exit status:" in out
