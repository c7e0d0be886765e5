"""A rule that fails on one line costs that line: the others, the sex and the age of the registry stay, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.golden.trials.paper_studies import write_studies

from onward.app import trial_reading
from onward.app.trial_catalogue import load_trials
from onward.app.trial_reading import ReadTrial, catalogue_issues, defects_of, read_catalogue, read_each
from onward.knowledge import reading_lexicon
from onward.reading import Reader, reader_of
from onward.registry import Trial


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    trials = load_trials([str(write_studies(tmp_path))]).trials
    return next(one for one in trials if one.minimum_age and one.eligibility_text.count("\n") > 4)


def test_a_rule_that_fails_costs_one_line(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    [whole] = read_each([trial])
    broken = next(line for line in whole.reading.lines if line.reading is not None and len(line.text.split()) > 3)
    question = Reader.question

    def failing(self: Reader, line: str, *, denied: bool) -> object:
        if broken.text.split()[-1].lower().strip(".") in line:
            raise RecursionError("a rule that nobody foresaw")
        return question(self, line, denied=denied)

    monkeypatch.setattr(Reader, "question", failing)
    reader_of(reading_lexicon())._remembered.cache_clear()
    [hurt] = read_each([trial])
    reader_of(reading_lexicon())._remembered.cache_clear()
    failed = [line.index for line in hurt.reading.lines if line.why_unreadable == "defect"]
    assert broken.index in failed
    assert hurt.reading.structured == whole.reading.structured != ()
    kept = [line for line in whole.reading.lines if line.index not in failed]
    assert [line for line in hurt.reading.lines if line.index not in failed] == kept
    [issue] = hurt.issues
    assert trial.id in issue.place
    assert str(broken.index) in issue.place
    assert broken.text not in issue.what + issue.did + issue.place


def test_where_the_whole_text_fails_its_lines_and_the_registry_stay(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> object:
        raise ValueError("a defect outside of the lines")

    monkeypatch.setattr(trial_reading, "read_eligibility", failing)
    [hurt] = read_each([trial])
    assert hurt.reading.structured
    assert {line.why_unreadable for line in hurt.reading.lines} <= {"heading", "defect"}
    words = " ".join(line.text for line in hurt.reading.lines)
    assert all(word in words for word in ("18", "years")) or hurt.reading.lines
    catalogue = read_catalogue([trial], keep=False)
    assert catalogue_issues(catalogue) == hurt.issues


def test_a_trial_that_is_read_has_nothing_to_say(trial: Trial) -> None:
    [read] = read_each([trial])
    assert isinstance(read, ReadTrial)
    assert read.issues == ()
    assert defects_of(trial, [(0, "not understood")]) == ()
