"""The example people against studies written for them: every verdict follows from examples/README.md by hand."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from tests.golden.trials.paper_studies import STUDIES, write_studies

from onward.app.answers import Answer, answer
from onward.app.records import load_people
from onward.app.trial_catalogue import load_trials
from onward.app.trial_matching import MatchRequest, match_person, understand
from onward.app.trial_reading import read_catalogue
from onward.engines.trials import Catalogue, Matched, Ranked, outlook
from onward.knowledge import geography
from onward.registry import find_place

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 13)

# study -> (hr-positive, her2-positive, triple-negative)
VERDICTS = {
    # hr: ER 80 %, HER2-low is HER2-negative, ESR1 Y537S, ECOG 1, platelets 226; the brain was never imaged.
    # her2: HER2 positive. tn: ER negative in the lung.
    "NCT99990001": ("possible", "not_eligible", "not_eligible"),
    # her2: interstitial lung disease grade 2 in 2026 is a history of it for good. The others are not HER2-positive.
    "NCT99990002": ("not_eligible", "not_eligible", "not_eligible"),
    # her2: 46 % on 2026-11-10 is below 50, and may recover.
    "NCT99990003": ("not_eligible", "not_now", "not_eligible"),
    # tn: olaparib was a PARP inhibitor.
    "NCT99990004": ("not_eligible", "not_eligible", "not_eligible"),
    # tn: carboplatin and gemcitabine in line 1, ECOG 1, hemoglobin 10.8.
    "NCT99990005": ("not_eligible", "not_eligible", "eligible"),
    # hr: capivasertib until 2026-10-26, 18 days ago. her2: tucatinib and capecitabine go on. tn: olaparib until
    # 2026-10-29, 15 days ago.
    "NCT99990006": ("not_now", "not_now", "not_now"),
    # men only
    "NCT99990007": ("not_eligible", "not_eligible", "not_eligible"),
    # another cancer, whatever the other line means
    "NCT99990008": ("not_eligible", "not_eligible", "not_eligible"),
    # no criteria in the record
    "NCT99990009": ("possible", "possible", "possible"),
    # a line that nobody can read
    "NCT99990010": ("possible", "possible", "possible"),
    # 62, 44 and 38 years: 65 will come
    "NCT99990011": ("not_now", "not_now", "not_now"),
    # finished, which the verdict does not look at
    "NCT99990012": ("eligible", "eligible", "eligible"),
}
PEOPLE = ("hr-positive", "her2-positive", "triple-negative")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The studies, written to a file, read and made ready."""
    file = write_studies(tmp_path_factory.mktemp("studies"))
    return read_catalogue(load_trials([str(file)]).trials, keep=False)


@lru_cache(maxsize=3)
def _person(folder: str) -> Answer:
    return answer(load_people([str(EXAMPLES / folder)], today=DAY).people[0], as_of=DAY)


def matched(folder: str, catalogue: Catalogue) -> Matched:
    found = _person(folder)
    request = MatchRequest(near=find_place("02115", geography()), where="studies.ndjson")
    return match_person(found.timeline, found.picture, catalogue, request, as_of=DAY)


def by_id(found: Matched) -> dict[str, Ranked]:
    return {one.match.prepared.trial.id: one for one in found.ranked}


@pytest.mark.parametrize("folder", PEOPLE)
def test_verdicts(catalogue: Catalogue, folder: str) -> None:
    found = {id_: one.match.verdict.value for id_, one in by_id(matched(folder, catalogue)).items()}
    assert found == {id_: verdicts[PEOPLE.index(folder)] for id_, verdicts in VERDICTS.items()}


def test_every_study_is_judged_for_everybody(catalogue: Catalogue) -> None:
    for folder in PEOPLE:
        assert len(matched(folder, catalogue).ranked) == len(STUDIES) == len(VERDICTS)


def test_what_is_open_and_what_settles_it(catalogue: Catalogue) -> None:
    """Rowena Quillfeather's brain was never imaged: the one open line of the ESR1 study."""
    (line,) = by_id(matched("hr-positive", catalogue))["NCT99990001"].match.open
    assert line.line.text == "Brain metastases"


def test_near_misses(catalogue: Catalogue) -> None:
    """A washout that ends, a heart that may recover, a birthday years ahead: in this order of nearness."""
    hr = matched("hr-positive", catalogue).near_misses
    assert [miss.match.prepared.trial.id for miss in hr] == ["NCT99990006", "NCT99990011"]
    # Capivasertib was taken last on 2026-10-26; four weeks end on 23 November 2026.
    assert hr[0].opens_on == date(2026, 11, 23)
    # Born 1964-02-09.
    assert hr[1].opens_on == date(2029, 2, 9)
    her2 = {miss.match.prepared.trial.id: miss for miss in matched("her2-positive", catalogue).near_misses}
    heart = her2["NCT99990003"].line.answer
    assert heart is not None
    assert outlook(heart).words == "LVEF could recover"


def test_the_finished_study_stands_behind_the_open_ones_of_its_verdict(catalogue: Catalogue) -> None:
    """For Tuuli Lanternby two studies fit; the one that takes people comes first."""
    ids = [one.match.prepared.trial.id for one in matched("triple-negative", catalogue).ranked]
    assert ids[:2] == ["NCT99990005", "NCT99990012"]


def test_distance_is_to_the_open_site(catalogue: Catalogue) -> None:
    """Boston is open and near; Denver does not take people yet."""
    found = matched("hr-positive", catalogue)
    sites = found.sites_of(by_id(found)["NCT99990001"])
    assert [site.site.city for site in sites] == ["Boston", "Denver"]
    assert sites[0].distance_km is not None and sites[0].distance_km < 5


def test_nobody_is_eligible_without_a_record(catalogue: Catalogue) -> None:
    """An empty description of a person holds no fact, so nothing is decided for anybody or against anybody."""
    nobody = understand("Hello.", as_of=DAY)
    found = match_person(nobody.timeline, nobody.picture, catalogue, MatchRequest(), as_of=DAY)
    assert {one.match.verdict.value for one in found.ranked} == {"possible"}


def test_a_described_person_gets_the_verdicts_of_her_record(catalogue: Catalogue) -> None:
    """Tuuli Lanternby in the words of a colleague: the study that fits her fits the description."""
    told = understand(
        "38F, recurrent TNBC, lung and mediastinal nodes, liver. "
        "1L carboplatin/gemcitabine/pembrolizumab x 11 mo -> PD; "
        "2L olaparib x 7 mo -> PD. Germline BRCA1 c.68_69del pathogenic. ECOG 1. Hemoglobin 10.8 g/dL. "
        "MRI brain: no brain metastases.",
        as_of=DAY,
    )
    found = {
        one.match.prepared.trial.id: one.match.verdict.value
        for one in match_person(told.timeline, told.picture, catalogue, MatchRequest(), as_of=DAY).ranked
    }
    assert found["NCT99990005"] == "eligible"
    assert found["NCT99990004"] == "not_eligible"  # olaparib
    assert found["NCT99990001"] == "not_eligible"
