"""Readings kept between runs: the same as read anew, dropped when anything changed, never trusted when damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.golden.trials.paper_studies import write_studies

from onward.app import kept_readings, trial_reading
from onward.app.kept_readings import KeptReadings
from onward.app.trial_catalogue import load_trials
from onward.app.trial_reading import read_catalogue
from onward.knowledge import ReadingLexicon, reading_lexicon
from onward.reading import EligibilityReading, read_eligibility
from onward.registry import Trial


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONWARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def trials(tmp_path: Path) -> tuple[Trial, ...]:
    return load_trials([str(write_studies(tmp_path))]).trials


def read_anew(trials: tuple[Trial, ...]) -> dict[int, EligibilityReading]:
    return {place: read_eligibility(trial, reading_lexicon()) for place, trial in enumerate(trials)}


def database(home: Path) -> Path:
    return home / "readings" / "readings.sqlite"


def test_what_is_kept_is_what_was_read(trials: tuple[Trial, ...]) -> None:
    anew = read_anew(trials)
    with KeptReadings() as kept:
        assert kept.find(trials) == {}
        kept.keep((trials[place], reading) for place, reading in anew.items())
    with KeptReadings() as kept:
        assert kept.find(trials) == anew


def test_the_second_time_nothing_is_read(trials: tuple[Trial, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_catalogue(trials)
    monkeypatch.setattr(trial_reading, "read_eligibility", _forbidden)
    assert read_catalogue(trials) == first


def _forbidden(*_: object) -> EligibilityReading:
    raise AssertionError("this text was read before")


def test_an_amended_text_is_read_again(tmp_path: Path, trials: tuple[Trial, ...]) -> None:
    """One character more, and nothing that was kept is used for it."""
    read_catalogue(trials)
    file = tmp_path / "studies.ndjson"
    file.write_text(file.read_text(encoding="utf-8").replace("ESR1 mutation", "ESR1 mutations"), encoding="utf-8")
    amended = load_trials([str(file)]).trials
    with KeptReadings() as kept:
        assert set(range(len(amended))) - set(kept.find(amended)) == {0}


def test_another_reader_drops_everything(trials: tuple[Trial, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    read_catalogue(trials)
    monkeypatch.setattr(kept_readings, "_fingerprint", lambda: "of another reader")
    with KeptReadings() as kept:
        assert kept.find(trials) == {}


def test_a_damaged_row_is_read_again(home: Path, trials: tuple[Trial, ...]) -> None:
    """Somebody changed a line in the file: its hash does not fit, so the text is read."""
    first = read_catalogue(trials)
    with sqlite3.connect(database(home)) as opened:
        opened.execute("UPDATE reading SET body = replace(body, 'exclusion', 'inclusion')")
    with KeptReadings() as kept:
        assert len(kept.find(trials)) < len(trials)
    assert read_catalogue(trials) == first


def test_a_file_that_is_no_database_is_begun_anew(home: Path, trials: tuple[Trial, ...]) -> None:
    database(home).parent.mkdir(parents=True)
    database(home).write_bytes(b"not a database at all, " * 50)
    first = read_catalogue(trials)
    with KeptReadings() as kept:
        assert len(kept.find(trials)) == len(trials)
    assert read_catalogue(trials) == first


def test_a_folder_that_cannot_be_written_keeps_nothing(
    tmp_path: Path, trials: tuple[Trial, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("ONWARD_HOME", str(blocked))
    assert len(read_catalogue(trials).trials) == len(trials)


def test_nothing_is_kept_when_nobody_wants_it(home: Path, trials: tuple[Trial, ...]) -> None:
    read_catalogue(trials, keep=False)
    assert not database(home).exists()


def test_a_defect_on_one_text_loses_no_trial_and_no_line(
    trials: tuple[Trial, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader stumbles over one trial: its lines stay and are not understood, the others are read."""

    def stumbles(trial: Trial, lexicon: ReadingLexicon) -> EligibilityReading:
        if trial.id == "NCT99990001":
            raise AssertionError("a defect")
        return read_eligibility(trial, lexicon)

    monkeypatch.setattr(trial_reading, "read_eligibility", stumbles)
    read = {one.trial.id: one for one in read_catalogue(trials, keep=False).trials}
    assert len(read) == len(trials)
    lines = [line for line in read["NCT99990001"].lines if line.index is not None]
    assert "ESR1 mutation" in {line.text for line in lines}
    assert {line.why for line in lines} <= {"defect", "heading"}
    assert {line.section for line in lines} == {"inclusion", "exclusion"}
