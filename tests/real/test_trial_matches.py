"""The example people against public trials: nothing crashes, nothing is lost, nothing is promised without grounds."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from onward.app.answers import answer
from onward.app.records import load_people
from onward.app.trial_catalogue import load_trials
from onward.app.trial_matching import MatchRequest, match_person, understand
from onward.app.trial_reading import read_catalogue
from onward.criteria import facts_of
from onward.engines.trials import Asking, Catalogue, Matched, Verdict, screen
from onward.knowledge import geography
from onward.outputs.plain import explained_document, ranked_document
from onward.registry import Trial, find_place
from onward.terms import Truth

pytestmark = pytest.mark.real

EXAMPLES = Path(__file__).parents[2] / "examples"
PEOPLE = ("hr-positive", "her2-positive", "triple-negative")
DAY = date(2026, 11, 13)


@lru_cache(maxsize=2)
def trials(name: str) -> tuple[Trial, ...]:
    data = os.environ.get("ONWARD_DATA", "")
    file = Path(data) / "trials" / f"{name}.ndjson.gz"
    if not data or not file.is_file():
        pytest.skip("set ONWARD_DATA to the folder of public data to match its trials")
    return load_trials([str(file)]).trials


@lru_cache(maxsize=2)
def catalogue(name: str) -> Catalogue:
    return read_catalogue(trials(name), workers=os.cpu_count() or 1)


@lru_cache(maxsize=6)
def matched(folder: str, name: str) -> Matched:
    found = answer(load_people([str(EXAMPLES / folder)], today=DAY).people[0], as_of=DAY)
    request = MatchRequest(near=find_place("10001", geography()))
    return match_person(found.timeline, found.picture, catalogue(name), request, as_of=DAY)


@pytest.mark.parametrize("folder", PEOPLE)
@pytest.mark.parametrize("name", ["breast_dev", "other_dev"])
def test_no_trial_and_no_line_is_lost(folder: str, name: str) -> None:
    """Every trial has its place, and every line of it an answer or a reason why there is none."""
    found = matched(folder, name)
    assert sorted(one.match.prepared.trial.id for one in found.ranked) == sorted(one.id for one in trials(name))
    assert [one.rank for one in found.ranked] == list(range(1, len(found.ranked) + 1))
    for one in found.ranked:
        for line in one.match.lines:
            assert line.answer is not None or line.line.why


@pytest.mark.parametrize("folder", PEOPLE)
@pytest.mark.parametrize("name", ["breast_dev", "other_dev"])
def test_nobody_is_eligible_while_a_line_is_open(folder: str, name: str) -> None:
    """Every line that decides an eligible trial is YES, and one of them by the disease or its treatment."""
    for one in matched(folder, name).of(Verdict.ELIGIBLE):
        assert all(line.truth is Truth.YES for line in one.match.deciding)
        lets_in = [line for line in one.match.deciding if line.line.section == "inclusion"]
        assert any(line.answer is not None and facts_of(line.answer) for line in lets_in)


@pytest.mark.parametrize("name", ["breast_dev", "other_dev"])
def test_an_empty_record_decides_nothing(name: str) -> None:
    """Nothing is known, so no line says YES or NO by a fact, and nobody is eligible or kept out."""
    nobody = understand("-", as_of=DAY)
    found = match_person(nobody.timeline, nobody.picture, catalogue(name), MatchRequest(), as_of=DAY)
    assert {one.match.verdict for one in found.ranked} <= {Verdict.POSSIBLE}


@pytest.mark.parametrize("folder", PEOPLE)
def test_trials_of_other_diseases_are_never_eligible(folder: str) -> None:
    """other_dev holds trials in other diseases. A few take any solid tumour, or breast cancer among others."""
    eligible = matched(folder, "other_dev").of(Verdict.ELIGIBLE)
    for one in eligible:
        trial = one.match.prepared.trial
        words = " ".join((*trial.conditions, trial.title, *trial.keywords, trial.eligibility_text))
        assert re.search(r"breast|solid tumou?r|cancer|malignan|metasta", words, re.IGNORECASE), trial.id


@pytest.mark.parametrize("name", ["breast_dev", "other_dev"])
def test_screening_gives_the_verdicts_of_matching(name: str) -> None:
    found = matched("hr-positive", name)
    by_id = {id(one.match.prepared): one.match.verdict for one in found.ranked}
    for one in screen(catalogue(name), Asking(catalogue(name), found.subject)):
        assert one.verdict is by_id[id(one.prepared)], one.prepared.trial.id


def test_everything_can_be_printed() -> None:
    found = matched("her2-positive", "breast_dev")
    for one in found.ranked:
        document = ranked_document(one, found.subject, found.sites_of(one))
        assert len(document["lines"]) == len(one.match.lines)  # type: ignore[arg-type]  # a list
        explained_document(one.match, found.subject)
