"""`onward trials match`, `find` and `who`: what is printed, with which status, and what is said when it goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.golden.trials.paper_studies import STUDIES, write_studies

from onward.cli import main

EXAMPLES = Path(__file__).parents[3] / "examples"
HR = str(EXAMPLES / "hr-positive")
AS_OF = ("--as-of", "2026-11-13", "--quiet")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store and settings of their own."""
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def studies(tmp_path: Path) -> str:
    return str(write_studies(tmp_path))


Run = pytest.CaptureFixture[bytes]


def run(capsysbinary: Run, *arguments: str) -> tuple[int, str, str]:
    """Status, standard output and standard error of a command."""
    try:
        status = main(["trials", *arguments])
    except SystemExit as left:
        status = int(left.code or 0)
    out, err = capsysbinary.readouterr()
    return status, out.decode(), err.decode()


def lines_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_match_gives_every_trial_in_rank_order(studies: str, capsysbinary: Run) -> None:
    status, out, err = run(capsysbinary, "match", HR, "--trials", studies, "--near", "02115", "--ndjson", *AS_OF)
    assert (status, err) == (0, "")
    found = lines_of(out)
    assert [one["rank"] for one in found] == list(range(1, len(STUDIES) + 1))
    assert {one["nct_id"] for one in found} == {study.id for study in STUDIES}
    esr1 = next(one for one in found if one["nct_id"] == "NCT99990001")
    assert esr1["verdict"] == "possible"
    (brain,) = [line for line in esr1["lines"] if line["text"] == "Brain metastases"]
    assert brain["section"] == "exclusion" and brain["verdict"] == "unknown"
    assert any("brain" in question["text"] for question in esr1["questions_left"])
    (ecog,) = [line for line in esr1["lines"] if line["text"].startswith("ECOG")]
    assert ecog["verdict"] == "yes" and ecog["facts"][0]["source"][0]["file"].endswith("bundle.json")
    assert [site["city"] for site in esr1["sites"]] == ["Boston", "Denver"]
    assert esr1["sites"][0]["distance_km"] < 5
    washout = next(one for one in found if one["nct_id"] == "NCT99990006")
    (against,) = [line for line in washout["lines"] if line["verdict"] == "no"]
    assert against["can_change"] is True and against["changes_on"] == "2026-11-23"
    assert against["change"] == "washout ends on 23 November 2026"


def test_match_as_one_document(studies: str, capsysbinary: Run) -> None:
    status, out, _ = run(capsysbinary, "match", HR, "--trials", studies, "--json", *AS_OF)
    found = json.loads(out)
    assert status == 0
    assert found["schema"] == "onward.trials-match/1"
    assert [miss["nct_id"] for miss in found["near_misses"]] == ["NCT99990006", "NCT99990011"]
    assert found["near_misses"][0]["opens_on"] == "2026-11-23"
    assert len(found["trials"]) == len(STUDIES)
    assert found["issues"] == []


def test_match_for_people(studies: str, capsysbinary: Run) -> None:
    status, out, _ = run(capsysbinary, "match", HR, "--trials", studies, "--near", "02115", *AS_OF)
    assert status == 0
    assert "12 trials" in out and "1 eligible" in out
    assert "washout ends on 23 November 2026" in out


def test_explain_shows_the_tree_of_one_trial(studies: str, capsysbinary: Run) -> None:
    status, out, _ = run(capsysbinary, "match", HR, "--trials", studies, "--explain", "nct99990001", "--json", *AS_OF)
    found = json.loads(out)
    assert status == 0
    assert found["nct_id"] == "NCT99990001"
    receptors = next(line for line in found["lines"] if line["text"].startswith("ER-positive"))
    assert {part["answer"] for part in receptors["tree"]["parts"]} == {"yes"}
    status, out, _ = run(capsysbinary, "match", HR, "--trials", studies, "--explain", "NCT99990001", *AS_OF)
    assert status == 0 and "ECOG performance status 0 or 1" in out


def test_a_radius_leaves_out_what_is_surely_farther(studies: str, capsysbinary: Run) -> None:
    """From Los Angeles Boston is far; the finished study lists no site, so nothing says that it is far."""
    _, out, _ = run(
        capsysbinary, "match", HR, "--trials", studies, "--near", "90001", "--radius", "100km", "--json", *AS_OF
    )
    found = json.loads(out)
    assert [one["nct_id"] for one in found["trials"]] == ["NCT99990012"]
    assert len(found["left_out"]) == len(STUDIES) - 1


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("match", HR, "--trials", "{}", "--near", "atlantis"), 2, "neither a US ZIP code nor degrees"),
        (("match", HR, "--trials", "{}", "--radius", "80km"), 2, "--radius needs a place"),
        (("match", HR, "--trials", "{}", "--near", "02115", "--radius", "80"), 2, "write the unit too"),
        (("match", HR, "--trials", "{}", "--explain", "NCT00000000"), 2, "no trial here has the id"),
        (("match", HR, "--trials", "nowhere.ndjson"), 1, "nowhere.ndjson: there is no such file"),
        (("match", "nowhere.json", "--trials", "{}"), 1, "nowhere.json"),
        (("match", HR), 2, "there is no catalogue of trials yet"),
        (("find", "", "--trials", "{}"), 2, "the description is empty"),
        (("find", "64F", "--file", "letter.txt", "--trials", "{}"), 2, "not both"),
        (("find", "--file", "no-letter.txt", "--trials", "{}"), 2, "cannot be read"),
        (("who", "NCT00000000", "--trials", "{}", "--records", HR), 2, "has the id"),
    ],
)
def test_what_is_said_when_it_goes_wrong(
    studies: str, capsysbinary: Run, arguments: tuple[str, ...], status: int, says: str
) -> None:
    found, _, err = run(capsysbinary, *(one.replace("{}", studies) for one in arguments), "--quiet")
    assert found == status, err
    assert says in err
    assert "Traceback" not in err


def test_a_broken_trial_is_said_and_the_rest_goes_on(tmp_path: Path, studies: str, capsysbinary: Run) -> None:
    file = Path(studies)
    file.write_text(file.read_text(encoding="utf-8") + '{"protocolSection": \n', encoding="utf-8")
    status, out, _ = run(capsysbinary, "match", HR, "--trials", studies, "--ndjson", *AS_OF)
    found = lines_of(out)
    assert status == 1
    assert len(found) == len(STUDIES) + 1
    assert found[-1]["kind"] == "issues" and found[-1]["issues"][0]["severity"] == "error"


def test_find_shows_first_what_was_understood(studies: str, capsysbinary: Run) -> None:
    text = (
        "64F, de novo HR+ HER2 1+, bone + liver, progressed on letrozole/palbociclib after 22 mo, ECOG 1, platelets 90"
    )
    status, out, _ = run(capsysbinary, "find", text, "--trials", studies, "--ndjson", *AS_OF)
    assert status == 0
    person, *trials = lines_of(out)
    assert person["kind"] == "person"
    assert {"metastasis", "receptor_result", "drug_treatment"} <= {fact["kind"] for fact in person["understood"]}
    (platelets,) = [fact for fact in person["understood"] if fact["kind"] == "lab_result"]
    assert platelets["words"] == "platelets 90" and platelets["doubt"].startswith("no unit is written")
    assert person["disease"]["subtype"].startswith("HR+/HER2-low")
    assert [one["rank"] for one in trials] == list(range(1, len(STUDIES) + 1))


def test_a_lost_sign_and_an_unnamed_part_are_told_in_json_and_on_the_page(tmp_path: Path, capsysbinary: Run) -> None:
    criteria = (
        "Inclusion Criteria:\n\n* Metastatic breast cancer\n* Hemoglobin  9 g/dL\n* Phase 2 only: HER2-positive tumor\n"
    )
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT99990101", "briefTitle": "A sign was lost"},
            "conditionsModule": {"conditions": ["Breast Cancer"]},
            "eligibilityModule": {"eligibilityCriteria": criteria},
        }
    }
    (tmp_path / "study.json").write_text(json.dumps(study), "utf-8")
    text, trials, pages = (
        "64F metastatic HR+ HER2- breast cancer, Hb 8 g/dL",
        str(tmp_path / "study.json"),
        tmp_path / "out",
    )
    status, out, _ = run(capsysbinary, "find", text, "--trials", trials, "--out", str(pages), "--ndjson", *AS_OF)
    assert status == 0
    (found,) = [one for one in lines_of(out) if one.get("nct_id")]
    (blood,) = [line for line in found["lines"] if line["text"].startswith("Hemoglobin")]
    taken = 'the sign before "9" is missing in the text, taken as at least'
    assert (blood["verdict"], blood["assumed"], found["verdict"]) == ("no", [taken], "not_now")
    page = (pages / "NCT99990101.html").read_text("utf-8")
    assert "The sign before &#34;9&#34; is missing in the text, taken as at least" in page
    assert "Phase 2" in page and "Any other part" in page


def test_find_reads_a_letter_and_can_stop_there(tmp_path: Path, capsysbinary: Run) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague,\n\nthis 58-year-old woman has metastatic breast cancer in bone.\n", "utf-8")
    status, out, _ = run(capsysbinary, "find", "--file", str(letter), "--understood", "--json", *AS_OF)
    found = json.loads(out)
    assert status == 0
    assert "trials" not in found
    assert {fact["kind"] for fact in found["understood"]} >= {"demographics", "metastasis"}


def test_who_lists_people_for_a_trial(studies: str, capsysbinary: Run) -> None:
    """The TROP2 study fits one of the three; --all also lists whom it keeps out, and why."""
    arguments = ("who", "NCT99990005", "--trials", studies, "--records", str(EXAMPLES))
    status, out, _ = run(capsysbinary, *arguments, "--json", *AS_OF)
    found = json.loads(out)
    assert status == 0
    assert [(one["person"], one["verdict"]) for one in found["people"]] == [("tn-patient", "eligible")]
    _, out, _ = run(capsysbinary, *arguments, "--all", "--json", *AS_OF)
    assert {one["person"]: one["verdict"] for one in json.loads(out)["people"]} == {
        "tn-patient": "eligible",
        "hr-patient": "not_eligible",
        "her2-patient": "not_eligible",
    }


def test_pages_are_written_into_a_folder(tmp_path: Path, studies: str, capsysbinary: Run) -> None:
    out_folder = tmp_path / "pages"
    status, out, _ = run(
        capsysbinary, "match", HR, "--trials", studies, "--out", str(out_folder), "--pages", "2", *AS_OF
    )
    assert status == 0
    assert str(out_folder / "index.html") in out
    assert (out_folder / "index.html").is_file() and (out_folder / "NCT99990006.html").is_file()
    status, _, err = run(capsysbinary, "match", HR, "--trials", studies, "--out", studies, *AS_OF)
    assert status == 2 and "the pages need a folder" in err


def test_what_became_of_verdicts_between_two_files(tmp_path: Path, studies: str, capsysbinary: Run) -> None:
    """The washout falls from four weeks to two, and a study is gone: the rest is not told."""
    newer = tmp_path / "newer.ndjson"
    lines = Path(studies).read_text(encoding="utf-8").replace("within 4 weeks", "within 2 weeks").splitlines()
    newer.write_text("\n".join(line for line in lines if "NCT99990012" not in line), encoding="utf-8")
    arguments = ("match", HR, "--trials", str(newer), "--since-trials", studies)
    status, out, err = run(capsysbinary, *arguments, "--ndjson", *AS_OF)
    assert (status, err) == (0, "")
    found = lines_of(out)
    assert [(one["nct_id"], one["became"], one["before"], one["after"]) for one in found] == [
        ("NCT99990006", "better", "not_now", "eligible"),
        ("NCT99990012", "gone", "eligible", None),
    ]
    texts = {line["text"]: (line["before"], line["after"]) for line in found[0]["lines"]}
    assert texts == {
        "Chemotherapy or targeted therapy within 4 weeks": ("no", None),
        "Chemotherapy or targeted therapy within 2 weeks": (None, "yes"),
    }
    status, out, _ = run(capsysbinary, *arguments, *AS_OF)
    assert status == 0 and "better: not now → eligible" in out
    status, out, _ = run(capsysbinary, *arguments, "--json", *AS_OF)
    assert len(json.loads(out)["changes"]) == 2


def test_since_a_day_needs_a_catalogue_of_that_day(studies: str, capsysbinary: Run) -> None:
    status, _, err = run(capsysbinary, "match", HR, "--trials", studies, "--since", "2026-10-01", *AS_OF)
    assert status == 2 and "no catalogue of trials yet" in err
    assert run(capsysbinary, "import", studies, "--quiet")[0] == 0
    status, _, err = run(capsysbinary, "match", HR, "--since", "2001-10-01", *AS_OF)
    assert status == 2 and "held no trial on 2001-10-01" in err
    status, out, _ = run(capsysbinary, "match", HR, "--since", "2099-01-01", "--json", *AS_OF)
    assert status == 0 and json.loads(out)["changes"] == []


def test_the_store_is_the_default_catalogue_and_population(studies: str, capsysbinary: Run) -> None:
    assert run(capsysbinary, "import", studies, "--quiet")[0] == 0
    assert main(["import", str(EXAMPLES / "triple-negative"), "--quiet"]) == 0
    capsysbinary.readouterr()
    status, out, _ = run(capsysbinary, "who", "NCT99990005", "--json", *AS_OF)
    assert status == 0
    assert [one["person"] for one in json.loads(out)["people"]] == ["tn-patient"]
    status, out, _ = run(capsysbinary, "match", "tn-patient", "--ndjson", *AS_OF)
    assert status == 0 and len(lines_of(out)) == len(STUDIES)
