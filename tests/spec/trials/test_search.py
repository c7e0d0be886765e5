"""Searching trials.

`onward trials search WORDS` looks in a local catalogue or in files. Words are found in every form and under every
name, trials are ranked by where they stand (title, condition and intervention count most), and each hit says why it
was found. Filters ask what a trial's own text states; where it states nothing, the answer is `not stated` and not a
guess. Whether a trial fits a person is another question: `onward trials match` reads its criteria line by line.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.spec.manual import Section
from tests.unit.trials.files import SOURCE, study, write

from onward.app.trial_search import SearchRequest, SearchResult, TrialSearch, subtypes_meant
from onward.app.trial_search_index import open_index
from onward.engines.search import FacetReader, TrialFilters, build_synonyms, read_query, words_for_search
from onward.knowledge import codes, geography, search_words
from onward.registry import Phase, Recruitment, Trial, find_place

DAY = date(2026, 11, 28)
PALBOCICLIB = study(
    "NCT00000001",
    identification={"nctId": "NCT00000001", "briefTitle": "Palbociclib in HR+/HER2- Metastatic Breast Cancer"},
    status={"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": "2026-10-01"}},
    design={"phases": ["PHASE3"]},
    armsInterventions={"interventions": [{"type": "DRUG", "name": "Palbociclib", "otherNames": ["Ibrance"]}]},
    eligibility={"eligibilityCriteria": "Inclusion Criteria:\n\n* First-line treatment\n* Tumours of any size\n"},
    contactsLocations={
        "locations": [
            {
                "facility": "Hospital",
                "city": "Boston",
                "state": "MA",
                "zip": "02115",
                "country": "United States",
                "status": "RECRUITING",
            },
            {
                "facility": "Clinic",
                "city": "New York",
                "state": "NY",
                "zip": "10001",
                "country": "United States",
                "status": "COMPLETED",
            },
        ]
    },
)
ADC = study(
    "NCT00000002",
    identification={"nctId": "NCT00000002", "briefTitle": "Trastuzumab Deruxtecan in HER2-low Breast Cancer"},
    status={"overallStatus": "COMPLETED"},
    design={"phases": ["PHASE2"]},
    armsInterventions={"interventions": [{"type": "DRUG", "name": "Trastuzumab Deruxtecan"}]},
    eligibility={
        "eligibilityCriteria": "Inclusion Criteria:\n\n* Stage IV disease\n\nExclusion Criteria:\n\n* Had palbociclib\n"
    },
)
EXERCISE = study(
    "NCT00000003",
    identification={"nctId": "NCT00000003", "briefTitle": "Exercise by Video Visits After Breast Cancer"},
    status={"overallStatus": "RECRUITING"},
    eligibility={"eligibilityCriteria": "Inclusion Criteria:\n\n* Able to walk\n\nExclusion Criteria:\n\n* Stage IV\n"},
)

Search = Callable[..., SearchResult]


@pytest.fixture
def search(tmp_path: Path) -> Search:
    """Searches the three trials of this page."""
    file = write(tmp_path / "trials.ndjson", PALBOCICLIB, ADC, EXERCISE)
    catalogue = TrialSearch(open_index([str(file)], keep=False))

    def run(*words: str, **request: Any) -> SearchResult:
        return catalogue.search(SearchRequest(words=words, **request), as_of=DAY)

    return run


def ids(result: SearchResult) -> list[str]:
    return [hit.trial.id for hit in result.hits]


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("Ibrance", "ibrance, palbociclib, PD 0332991"),
        ("T-DXd", "t dxd, trastuzumab-deruxtecan, Enhertu"),
        ("CDK4/6 inhibitors", "cdk4 6 inhibitors, palbociclib, Ibrance"),
        ("TNBC", "tnbc, triple negative, triple negative breast cancer, mTNBC"),
        ("HER-2/neu", "her2, ERBB2"),
        ("tumour", "tumor"),
    ],
)
def test_what_a_word_also_finds(manual: Section, typed: str, looked_for: str) -> None:
    """
    A drug is found under its brands and codes, a class under its drugs (where it has at most 30), a gene and a subtype
    under their other names. A drug does not find its class. The first names of each:
    """
    words = words_for_search()
    (term,) = read_query([typed], build_synonyms(codes(), search_words(), words), words).terms
    names = ", ".join(dict.fromkeys(one.shown for one in term.alternatives))
    manual.row(("typed", "finds"), (typed, looked_for))
    assert names.startswith(looked_for)


def test_words_in_every_form(manual: Section, search: Search) -> None:
    """Endings and spellings make no difference."""
    for typed in ("tumor", "tumors", "tumour", "tumours"):
        manual.row(("typed", "found in"), (typed, ", ".join(ids(search(typed)))))
        assert ids(search(typed)) == ["NCT00000001"]


def test_why_a_trial_was_found(manual: Section, search: Search) -> None:
    """Each word of the query says under which name it was found, in which parts of the trial, and shows a line."""
    (reason,) = search("Ibrance").hits[0].reasons
    manual.code(
        f"{reason.word} as {reason.found_as} in {', '.join(part.value for part in reason.fields)}: {reason.line}"
    )
    assert reason.found_as == "ibrance"
    assert [part.value for part in reason.fields] == ["intervention"]


def test_exclusion_criteria_hardly_count(manual: Section, search: Search) -> None:
    """
    A trial that keeps out whoever had palbociclib also holds the word. It is found, comes after those that give the
    drug, and the reason says where the word stands.
    """
    found = search("palbociclib")
    for hit in found.hits:
        manual.row(("trial", "palbociclib stands in"), (hit.trial.id, hit.reasons[0].fields[0].value))
    assert ids(found) == ["NCT00000001", "NCT00000002"]
    assert [hit.reasons[0].fields[0].value for hit in found.hits] == ["title", "exclusion criteria"]


def test_words_together_and_words_that_must_not_occur(manual: Section, search: Search) -> None:
    """Words in quotation marks stand side by side; --without names what must not occur."""
    cases: list[tuple[str, dict[str, Any], list[str]]] = [
        ("breast cancer", {}, ["NCT00000001", "NCT00000002", "NCT00000003"]),
        ('"able to walk"', {}, ["NCT00000003"]),
        ('"walk able"', {}, []),
        ("breast", {"without": ("exercise", "deruxtecan")}, ["NCT00000001"]),
    ]
    for typed, more, expected in cases:
        shown = typed + "".join(f" --without {one}" for one in more.get("without", ()))
        manual.row(("typed", "found"), (shown, ", ".join(expected) or "nothing"))
        assert sorted(ids(search(typed, **more))) == expected


def test_when_no_trial_has_all_words(manual: Section, search: Search) -> None:
    """Trials with most of the words are given instead, and it is said which words each lacks."""
    found = search("palbociclib", "video")
    assert not found.all_words
    for hit in found.hits:
        manual.row(("trial", "lacks"), (hit.trial.id, ", ".join(hit.missing)))
    assert {hit.trial.id: hit.missing for hit in found.hits} == {
        "NCT00000001": ("video",),
        "NCT00000002": ("video",),
        "NCT00000003": ("palbociclib",),
    }


def test_a_mistyped_word(manual: Section, search: Search) -> None:
    """A word that no trial has gets words that are near it."""
    found = search("palbocicilb")
    manual.text(f"`palbocicilb`: did you mean {', '.join(found.suggestions['palbocicilb'])}?")
    assert (ids(found), dict(found.suggestions)) == ([], {"palbocicilb": ("palbociclib",)})


def facets(line: str) -> Any:
    """What one line among the inclusion criteria states."""
    trial = Trial(id="x", source=SOURCE, eligibility_text=f"Inclusion Criteria:\n\n* {line}\n")
    return FacetReader(codes(), search_words(), words_for_search()).read(trial)


@pytest.mark.parametrize(
    ("line", "subtypes"),
    [
        ("HR+/HER2- breast cancer", "HR+/HER2-"),
        ("Estrogen receptor (ER) positive and HER2-negative disease", "HR+/HER2-"),
        ("Triple-negative breast cancer (ER < 1 %, PR < 1 %, HER2 0)", "TNBC"),
        ("ER-negative, PR-negative and HER2-negative", "TNBC"),
        ("ER-negative and HER2-negative (PR not asked for)", "HER2-"),
        ("HR-negative, HER2-positive", "HR-/HER2+"),
        ("HER-2/neu positive disease (IHC 3+ or ISH amplified)", "HER2+"),
        ("HER2-low (IHC 1+, or 2+ and ISH negative)", "HER2-low"),
        ("ER- and PR-positive tumors", "HR+"),
        ("Estrogen receptor positive or negative", ""),
        ("Hormone receptor status: not specified", ""),
        ("No HER2-positive disease", ""),
        ("HER2 directed therapy is allowed", ""),
        ("HER2-positive breast cancer is allowed if its treatment does not change during the study", ""),
        ("HR-positive/HER2-negative breast cancers are permitted as long as nothing else keeps out", ""),
    ],
)
def test_subtypes_that_a_line_states(manual: Section, line: str, subtypes: str) -> None:
    """
    Receptors are read where they are named together with their result. A line that leaves the result open or denies it
    states nothing. --subtype HR+/HER2- also finds trials for all with HR+ and for all with HER2- disease.
    """
    manual.row(("line among the inclusion criteria", "subtype"), (line, subtypes or "not stated"))
    assert ", ".join(facets(line).subtypes) == subtypes


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("First-line treatment of metastatic disease", "first"),
        ("Second line (2L) or later lines", "second, later"),
        ("No prior chemotherapy for metastatic disease", "first"),
        ("At least one prior line of therapy for metastatic disease", "second"),
        ("At least two prior regimens in the advanced setting", "third"),
        ("Up to two prior chemotherapy regimens", ""),
        ("No first-line therapy is available", ""),
    ],
)
def test_lines_of_therapy_that_a_line_states(manual: Section, line: str, lines: str) -> None:
    """The earliest line that is asked for: whoever needs one earlier line is at the second."""
    manual.row(("line among the inclusion criteria", "line of therapy"), (line, lines or "not stated"))
    assert ", ".join(facets(line).lines) == lines


@pytest.mark.parametrize(
    ("title", "exclusion", "metastatic"),
    [
        ("Fulvestrant in Metastatic Breast Cancer", "", "yes"),
        ("Fulvestrant in Advanced Breast Cancer", "", "yes"),
        ("Fulvestrant in Early Breast Cancer", "Metastatic disease", "no"),
        ("Fulvestrant in Early Breast Cancer", "Known distant metastases (M1)", "no"),
        ("Fulvestrant in Breast Cancer", "Prior chemotherapy for metastatic disease", "not stated"),
        ("Fulvestrant in Breast Cancer", "Active brain metastases", "not stated"),
        ("Fulvestrant in Locally Advanced Breast Cancer", "", "not stated"),
        ("Fulvestrant in Non-metastatic Breast Cancer", "", "not stated"),
        ("Fulvestrant to Prevent Metastasis", "", "not stated"),
    ],
)
def test_setting_that_a_trial_states(manual: Section, title: str, exclusion: str, metastatic: str) -> None:
    """`yes` where title, condition or inclusion criteria name it, `no` where metastatic disease as such is excluded."""
    text = f"Exclusion Criteria:\n\n* {exclusion}\n" if exclusion else ""
    trial = Trial(id="x", source=SOURCE, brief_title=title, eligibility_text=text)
    found = FacetReader(codes(), search_words(), words_for_search()).read(trial).metastatic
    manual.row(("title", "exclusion criterion", "for metastatic disease"), (title, exclusion, metastatic))
    assert found == metastatic


def test_filters(manual: Section, search: Search) -> None:
    """A filter lets pass what states it; --or-not-stated also what states nothing."""
    recruiting = frozenset({Recruitment.RECRUITING})
    cases: list[tuple[str, dict[str, Any], list[str]]] = [
        ("--status recruiting", {"filters": TrialFilters(states=recruiting)}, ["NCT00000001", "NCT00000003"]),
        ("--site-status recruiting", {"site_states": recruiting}, ["NCT00000001"]),
        ("--phase 2", {"filters": TrialFilters(phases=frozenset({Phase.TWO}))}, ["NCT00000002"]),
        ("--metastatic", {"filters": TrialFilters(metastatic=True)}, ["NCT00000001", "NCT00000002"]),
        ("--line first", {"filters": TrialFilters(lines=frozenset({"first"}))}, ["NCT00000001"]),
        (
            "--line first --or-not-stated",
            {"filters": TrialFilters(lines=frozenset({"first"}), or_not_stated=True)},
            ["NCT00000001", "NCT00000002", "NCT00000003"],
        ),
        ("--subtype her2-low", {"filters": TrialFilters(subtypes=subtypes_meant(["her2-low"]))}, ["NCT00000002"]),
        ("--remote", {"filters": TrialFilters(remote=True)}, ["NCT00000003"]),
        ("--intervention-class ADC", {"classes": ("ADC",)}, ["NCT00000002"]),
        ("--intervention-class 'CDK4/6 inhibitor'", {"classes": ("CDK4/6 inhibitor",)}, ["NCT00000001"]),
    ]
    for shown, request, expected in cases:
        manual.row(("filter", "found"), (shown, ", ".join(expected)))
        assert sorted(ids(search(**request))) == expected


def test_distance(manual: Section, search: Search) -> None:
    """
    Distances are great circles, straight over the surface of the earth: roads are longer. Sites that are closed do not
    count; without words the nearest trials come first. From Providence, Rhode Island, Boston is near and New York
    four times as far; the site in New York takes nobody.
    """
    place = find_place("02903", geography())
    (hit,) = search("palbociclib", near=place, within_km=100.0).hits
    for site in hit.sites:
        manual.row(
            ("site", "state", "distance", "place taken from"),
            (site.site.city, site.recruitment.value, f"{site.distance_km:.0f} km", site.located_by.value),
        )
    assert hit.distance_km == pytest.approx(65, abs=5)
    assert [site.site.city for site in hit.sites] == ["Boston", "New York"]
    assert ids(search("palbociclib", near=place, within_km=50.0)) == []


def test_how_many_trials_share_a_facet(manual: Section, search: Search) -> None:
    """Over all trials that fit, also those that are not shown."""
    found = search("breast", limit=1)
    for name in ("status", "phase", "subtype", "metastatic", "line"):
        values = ", ".join(f"{value} {number}" for value, number in found.facets[name].items())
        manual.row(("facet", "trials"), (name, values))
    assert (found.total, len(found.hits)) == (3, 1)
    assert found.facets["status"] == {"recruiting": 2, "completed": 1}
    assert found.facets["metastatic"] == {"yes": 2, "no": 1}
    assert found.facets["subtype"] == {"HR+/HER2-": 1, "HER2-low": 1, "not stated": 1}
