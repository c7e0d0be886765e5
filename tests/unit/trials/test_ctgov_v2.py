"""Studies of the ClinicalTrials.gov API v2, whole, in pages and in pieces."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.unit.trials.files import study, updated, write

from onward.intake import read_trials
from onward.registry import Phase, Recruitment, age_limit, phases_of, readable_text, recruitment_of


def test_any_field_may_be_missing(tmp_path: Path) -> None:
    """What is not stated is empty, never a value."""
    (trial,) = read_trials(write(tmp_path / "t.json", study())).trials
    assert trial.id == trial.title == "NCT00000001"
    assert (trial.status, trial.eligibility_text, trial.sites, trial.phases) == ("", "", (), ())
    assert (trial.last_update, trial.healthy_volunteers, trial.enrollment) == (None, None, None)


def test_a_trial_without_eligibility_text_is_kept(tmp_path: Path) -> None:
    read = read_trials(write(tmp_path / "t.json", study(eligibility={"sex": "ALL"})))
    assert [one.id for one in read.trials] == ["NCT00000001"]
    assert read.issues == ()


def test_a_study_without_an_id_is_kept_and_said(tmp_path: Path) -> None:
    read = read_trials(write(tmp_path / "t.json", {"protocolSection": {"identificationModule": {"briefTitle": "X"}}}))
    assert [(one.id, one.title) for one in read.trials] == [("", "X")]
    assert [issue.what for issue in read.issues] == ["a trial without any id"]


def test_the_eligibility_text_stays_as_it_is_and_is_made_readable_by_name(tmp_path: Path) -> None:
    """Markdown's escapes: `ANC \\>= 1\\.5 x 10\\^9/L` means `ANC >= 1.5 x 10^9/L`."""
    written = "Inclusion Criteria:\n\n* ANC \\>= 1.5 x 10\\^9/L\n* HER2 \\[0\\]\t<b>or</b> 1+\n"
    (trial,) = read_trials(write(tmp_path / "t.json", study(eligibility={"eligibilityCriteria": written}))).trials
    assert trial.eligibility_text == written
    assert readable_text(written) == "Inclusion Criteria:\n\n* ANC >= 1.5 x 10^9/L\n* HER2 [0]\t<b>or</b> 1+\n"


@pytest.mark.parametrize(
    ("text", "years"),
    [("18 Years", 18), ("1 Year", 1), ("6 Months", 0.5), ("75 years", 75), ("365.25 Days", 1)],
)
def test_ages_have_units(text: str, years: float) -> None:
    limit = age_limit(text)
    assert limit is not None and limit.years == pytest.approx(years)


@pytest.mark.parametrize("text", ["", "N/A", "18", "Adult", "eighteen years"])
def test_an_age_without_a_unit_is_no_age(text: str) -> None:
    assert age_limit(text) is None


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("RECRUITING", Recruitment.RECRUITING),
        ("Recruiting", Recruitment.RECRUITING),
        ("Active, not recruiting", Recruitment.CLOSED),
        ("ACTIVE_NOT_RECRUITING", Recruitment.CLOSED),
        ("ENROLLING_BY_INVITATION", Recruitment.BY_INVITATION),
        ("open to accrual", Recruitment.RECRUITING),
        ("closed-to-accrual", Recruitment.CLOSED),
        ("temporarily-closed-to-accrual", Recruitment.SUSPENDED),
        ("UNKNOWN", Recruitment.UNKNOWN),
        ("", Recruitment.UNKNOWN),
        ("soon", Recruitment.UNKNOWN),
    ],
)
def test_words_of_recruitment_of_all_registries(word: str, state: Recruitment) -> None:
    assert recruitment_of(word) is state


@pytest.mark.parametrize(
    ("written", "phases"),
    [
        (["PHASE1", "PHASE2"], [Phase.ONE, Phase.TWO]),
        (["Phase 1", "Phase 2"], [Phase.ONE, Phase.TWO]),
        (["I/II"], [Phase.ONE, Phase.TWO]),
        (["phase-2-phase-3"], [Phase.TWO, Phase.THREE]),
        (["Ib"], [Phase.ONE]),
        (["EARLY_PHASE1"], [Phase.EARLY_1]),
        (["NA"], [Phase.NOT_APPLICABLE]),
        ([], []),
        (["unclear"], []),
    ],
)
def test_phases_in_every_spelling(written: list[str], phases: list[Phase]) -> None:
    assert list(phases_of(written)) == phases


def test_pages_lists_and_lines_may_be_mixed(tmp_path: Path) -> None:
    page = {"totalCount": 2, "studies": [study("NCT00000001"), study("NCT00000002")], "nextPageToken": "x"}
    file = write(tmp_path / "t.ndjson", page, study("NCT00000003"), [study("NCT00000004")])
    read = read_trials(file)
    assert [(one.id, one.source.place) for one in read.trials] == [
        ("NCT00000001", "line 1, studies[0]"),
        ("NCT00000002", "line 1, studies[1]"),
        ("NCT00000003", "line 2"),
        ("NCT00000004", "line 3[0]"),
    ]
    assert read.issues == ()


def test_a_page_that_is_written_over_many_lines(tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_text(json.dumps({"studies": [study("NCT00000001"), study("NCT00000002")]}, indent=2))
    assert len(read_trials(file).trials) == 2


def test_packed_files_and_other_encodings(tmp_path: Path) -> None:
    text = json.dumps(study(eligibility={"eligibilityCriteria": "≥ 18 Jahre, Östrogen"})) + "\n"
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "b.json").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "c.json").write_bytes(text.encode("utf-16"))
    for name in ("a.ndjson.gz", "b.json", "c.json"):
        (trial,) = read_trials(tmp_path / name).trials
        assert trial.eligibility_text == "≥ 18 Jahre, Östrogen"


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "t.ndjson"
    lines = [json.dumps(study("NCT00000001")), json.dumps(study("NCT00000002"))[:40], json.dumps(study("NCT00000003"))]
    file.write_text("\n".join(lines))
    read = read_trials(file)
    assert [one.id for one in read.trials] == ["NCT00000001", "NCT00000003"]
    (issue,) = read.issues
    assert (issue.file, issue.place, issue.what) == ("t.ndjson", "line 2", "JSON that is cut off before its end")
    assert (read.tally.seen, read.tally.unreadable) == (3, 1)


def test_lines_longer_than_any_head_are_lines(tmp_path: Path) -> None:
    """A study with a description of 200,000 signs, and a broken one behind it."""
    long = study("NCT00000001", description={"briefSummary": "x" * 200_000})
    file = tmp_path / "t.ndjson"
    file.write_text(json.dumps(long) + "\n{broken\n" + json.dumps(study("NCT00000003")) + "\n")
    read = read_trials(file)
    assert [one.source.place for one in read.trials] == ["line 1", "line 3"]
    assert [issue.place for issue in read.issues] == ["line 2"]


def test_a_page_that_was_cut_off_keeps_its_complete_studies(tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_text(json.dumps({"studies": [study("NCT00000001"), study("NCT00000002")]})[:-30])
    read = read_trials(file)
    assert [one.id for one in read.trials] == ["NCT00000001"]
    assert [issue.place for issue in read.issues] == ["", "studies[1]"]


def test_bytes_that_are_not_utf8_cost_only_themselves(tmp_path: Path) -> None:
    """Mojibake: an umlaut in another encoding."""
    file = tmp_path / "t.ndjson"
    file.write_bytes(json.dumps(study()).encode()[:-2] + b',"x":"M\xfcnchen"}}\n')
    read = read_trials(file)
    assert len(read.trials) == 1
    assert "not UTF-8" in read.issues[0].what


def test_fields_of_another_kind_are_not_guessed(tmp_path: Path) -> None:
    body = study(eligibility={"eligibilityCriteria": ["a", "b"], "minimumAge": 18}, design={"phases": "PHASE2"})
    read = read_trials(write(tmp_path / "t.json", body))
    (trial,) = read.trials
    assert (trial.eligibility_text, trial.minimum_age, trial.phases) == ("", "18", ("PHASE2",))
    assert [issue.what for issue in read.issues] == ["eligibilityCriteria: expected text, found a list"]


def test_the_same_trial_twice_is_one(tmp_path: Path) -> None:
    read = read_trials(write(tmp_path / "t.ndjson", study(), study()))
    assert (len(read.trials), read.tally.duplicates, read.tally.seen) == (1, 1, 2)
    assert [(issue.severity.value, issue.what) for issue in read.issues] == [
        ("note", "the same trial stands in line 1")
    ]


def test_of_two_versions_the_one_updated_last_is_kept(tmp_path: Path) -> None:
    """Wherever it stands in the file."""
    new, old = study(status=updated("2026-05-02")), study(status=updated("2025-05-02"))
    for documents in ((new, old), (old, new)):
        read = read_trials(write(tmp_path / "t.ndjson", *documents))
        (trial,) = read.trials
        assert str(trial.last_update) == "2026-05-02"
        (issue,) = read.issues
        assert issue.what == "another version of this trial stands in line 1"
        assert issue.place == "line 2, NCT00000001"


def test_where_dates_are_missing_the_version_with_criteria_is_kept(tmp_path: Path) -> None:
    told = study(eligibility={"eligibilityCriteria": "Age 18"})
    (trial,) = read_trials(write(tmp_path / "t.ndjson", told, study(status=updated("2026-01-01")))).trials
    assert trial.eligibility_text == "Age 18"


def test_coordinates_that_are_none_are_left_out(tmp_path: Path) -> None:
    sites = [{"facility": "A", "geoPoint": {"lat": 420, "lon": 3}}, {"facility": "B", "geoPoint": {"lat": 42}}]
    read = read_trials(write(tmp_path / "t.json", study(contactsLocations={"locations": sites})))
    assert [(site.latitude, site.longitude) for site in read.trials[0].sites] == [(None, None), (None, None)]
    assert "geoPoint" in read.issues[0].what


def test_a_folder_of_any_mix(tmp_path: Path) -> None:
    """Readmes, licences and other JSON are skipped; what was named itself and is no trial is an issue."""
    folder = tmp_path / "mix"
    folder.mkdir()
    write(folder / "a.json", study("NCT00000001"))
    (folder / "LICENSE").write_text("All rights reserved")
    (folder / "settings.json").write_text('{"colour": "red"}')
    (folder / "empty.json").write_text("")
    read = read_trials(folder)
    assert [one.id for one in read.trials] == ["NCT00000001"]
    assert sorted(one.file for one in read.skipped) == ["mix/LICENSE", "mix/settings.json"]
    assert [issue.what for issue in read.issues] == ["the file is empty"]
    named = read_trials(folder / "LICENSE")
    assert "expected trials" in named.issues[0].what
    assert read_trials(folder / "settings.json").issues[0].what == (
        "a JSON object that is no trial of a known form (it has colour)"
    )
    assert "no such file" in read_trials(tmp_path / "nowhere.json").issues[0].what


def test_records_of_people_are_no_trials(tmp_path: Path) -> None:
    """A person's name never appears in what is said."""
    body = {"resourceType": "Patient", "id": "p", "name": [{"family": "Secret"}]}
    read = read_trials(write(tmp_path / "p.json", body))
    assert read.trials == ()
    assert [issue.what for issue in read.issues] == ["a FHIR Patient, which is no trial"]
