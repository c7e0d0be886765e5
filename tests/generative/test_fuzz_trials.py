"""Whatever stands in a file of trials, reading it ends in trials, duplicates and issues, and the three add up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onward.engines.search import FacetReader, texts_of, words_for_search
from onward.intake import read_trials
from onward.intake.registry import LostTrial, RawTrial, TextShape, cut_text, trial_of
from onward.knowledge import codes, geography, search_words
from onward.registry import changes, criteria_lines, enrolling_cohorts, locate

SLOW = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

STUDY: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT00000001",
            "briefTitle": "A study",
            "orgStudyIdInfo": {"id": "X-1"},
            "secondaryIdInfos": [{"id": "2020-1", "type": "EUDRACT_NUMBER"}],
        },
        "statusModule": {
            "overallStatus": "RECRUITING",
            "statusVerifiedDate": "2026-05",
            "startDateStruct": {"date": "2020-01-01"},
            "lastUpdatePostDateStruct": {"date": "2026-05-05"},
        },
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE1", "PHASE2"],
            "enrollmentInfo": {"count": 30},
            "designInfo": {"maskingInfo": {"masking": "NONE"}},
        },
        "conditionsModule": {"conditions": ["Breast Cancer"], "keywords": ["HER2-low"]},
        "armsInterventionsModule": {
            "armGroups": [{"label": "A", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Palbociclib"]}],
            "interventions": [{"type": "DRUG", "name": "Palbociclib", "otherNames": ["Ibrance"]}],
        },
        "eligibilityModule": {
            "eligibilityCriteria": "Inclusion Criteria:\n\n* HER2\\- disease\n\nExclusion Criteria:\n\n* Stage IV\n",
            "sex": "FEMALE",
            "minimumAge": "18 Years",
            "healthyVolunteers": False,
        },
        "contactsLocationsModule": {
            "centralContacts": [{"name": "Desk", "phone": "1"}],
            "locations": [
                {
                    "facility": "Hospital",
                    "city": "Anchorage",
                    "state": "Alaska",
                    "zip": "99508",
                    "country": "United States",
                    "status": "RECRUITING",
                    "geoPoint": {"lat": 61.2, "lon": -149.9},
                },
                {"country": "France"},
            ],
        },
    }
}
CTML: dict[str, Any] = {
    "protocol_no": "20-001",
    "nct_id": "NCT00000002",
    "status": "open to accrual",
    "phase": "I/II",
    "drug_list": {"drug": [{"drug_name": "palbociclib"}]},
    "site_list": {"site": [{"site_name": "Hospital", "site_status": "open"}]},
    "prior_treatment_requirements": ["At least one prior line"],
    "treatment_list": {
        "step": [
            {
                "step_code": "1",
                "match": [{"clinical": {"age_numerical": ">=18", "oncotree_primary_diagnosis": "Breast"}}],
                "arm": [
                    {
                        "arm_code": "A",
                        "arm_suspended": "N",
                        "match": [
                            {
                                "and": [
                                    {"genomic": {"hugo_symbol": "PIK3CA", "variant_category": "!Mutation"}},
                                    {"or": [{"clinical": {"er_status": "Positive"}}]},
                                ]
                            }
                        ],
                        "dose_level": [{"level_code": "1", "level_suspended": "Y", "match": []}],
                    }
                ],
            }
        ]
    },
}
RESEARCH_STUDY: dict[str, Any] = {
    "resourceType": "ResearchStudy",
    "id": "s1",
    "identifier": [{"system": "http://clinicaltrials.gov", "value": "NCT00000003"}],
    "status": "active",
    "title": "A study",
    "phase": {"coding": [{"code": "phase-1-phase-2"}]},
    "condition": [{"coding": [{"system": "urn:x", "code": "C1", "display": "Breast cancer"}]}],
    "location": [{"text": "United States"}],
    "site": [{"reference": "#l1"}],
    "enrollment": [{"reference": "#g1", "display": "Inclusion Criteria: age 18"}],
    "arm": [{"name": "A"}],
    "contact": [{"name": "Desk", "telecom": [{"system": "phone", "value": "1"}]}],
    "contained": [
        {
            "resourceType": "Location",
            "id": "l1",
            "name": "Hospital",
            "address": {"city": "Boston", "state": "MA"},
            "position": {"latitude": 42.3, "longitude": -71.1},
        },
        {"resourceType": "Group", "id": "g1", "characteristic": [{"code": {"text": "age"}, "exclude": False}]},
    ],
}
SEEDS = [STUDY, CTML, RESEARCH_STUDY, {"resourceType": "Bundle", "entry": [{"resource": RESEARCH_STUDY}]}]

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just("N/A"),
    st.just("18 Years"),
    st.just("!"),
    # Made anew each time: what is spoilt further must not be shared.
    st.sampled_from(["[]", "{}", "[[[]]]", '[{"and": [{"or": "x"}]}]', '{"a": {"b": ["c"]}}']).map(json.loads),
)


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """One of the seeds with up to four of its values replaced or left out."""
    body = json.loads(json.dumps(draw(st.sampled_from(SEEDS))))
    for _ in range(draw(st.integers(0, 4))):
        at = body
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            inside = at[key]
            if isinstance(inside, dict | list) and inside and draw(st.booleans()):
                at = inside
                continue
            if draw(st.booleans()) and isinstance(at, dict):
                del at[key]
            else:
                at[key] = draw(ODD)
            break
    return body


def _use(trial: Any) -> None:
    """Everything that is done to a trial: none of it may fail."""
    words = words_for_search()
    criteria_lines(trial)
    texts_of(trial)
    FacetReader(codes(), search_words(), words).read(trial)
    changes(trial, trial)
    enrolling_cohorts(trial)
    for site in trial.sites:
        locate(site, geography())


@SLOW
@given(bodies=st.lists(spoilt(), min_size=1, max_size=4))
def test_spoilt_records_are_trials_or_issues_and_nothing_is_lost(tmp_path: Path, bodies: list[Any]) -> None:
    file = tmp_path / "trials.ndjson"
    file.write_text("\n".join(json.dumps(body) for body in bodies) + "\n", encoding="utf-8")
    read = read_trials(file)
    cut = list(cut_text(file.read_bytes(), TextShape.LINES, "trials.ndjson"))
    records = sum(isinstance(one, RawTrial | LostTrial) for one in cut)
    if read.files:
        assert read.tally.seen == records
        assert len(read.trials) == read.tally.trials
        # A line that is neither a trial nor lost is told of: a bundle without any study.
        assert records + len([one for one in read.issues if "without any" in one.what]) >= len(bodies)
    else:
        assert read.issues
    for trial in read.trials:
        _use(trial)


@SLOW
@given(body=spoilt(), cut_at=st.integers(0, 4000), junk=st.binary(max_size=8))
def test_bytes_that_are_cut_or_overwritten_never_fail(body: Any, cut_at: int, junk: bytes) -> None:
    whole = json.dumps({"studies": [body, STUDY], "nextPageToken": "x"}).encode()
    data = whole[: cut_at % len(whole)] + junk + whole[cut_at % len(whole) + len(junk) :][: max(0, 3000 - cut_at)]
    for shape in TextShape:
        for one in cut_text(data, shape, "page.json"):
            if isinstance(one, RawTrial):
                _use(trial_of(one, file="page.json", sha256="").trial)


@SLOW
@given(text=st.text(max_size=300))
def test_any_text_as_yaml_is_a_trial_or_an_issue(text: str) -> None:
    for head in ("", "protocol_no: x\n", "treatment_list:\n  step:\n"):
        data = (head + text).encode("utf-8", "surrogatepass")
        for one in cut_text(data, TextShape.YAML, "trial.yaml"):
            if isinstance(one, RawTrial):
                _use(trial_of(one, file="trial.yaml", sha256="").trial)


@SLOW
@given(inside=st.text(max_size=200), tag=st.sampled_from(["eligibility", "location", "phase", "enrollment", "id_info"]))
def test_any_text_as_xml_is_a_trial_or_an_issue(inside: str, tag: str) -> None:
    data = f"<clinical_study><{tag}>{inside}</{tag}></clinical_study>".encode("utf-8", "surrogatepass")
    found = list(cut_text(data, TextShape.XML, "trial.xml"))
    assert found
    for one in found:
        if isinstance(one, RawTrial):
            _use(trial_of(one, file="trial.xml", sha256="").trial)


@pytest.mark.parametrize("depth", [10, 1_000, 100_000])
def test_nesting_of_any_depth_is_no_crash(depth: int) -> None:
    """A tree of conditions inside conditions, as JSON and as YAML."""
    deep = b'{"protocol_no":"x","match":' + b'[{"and":' * depth + b"[]" + b"}]" * depth + b"}"
    for one in cut_text(deep, TextShape.JSON, "deep.json"):
        if isinstance(one, RawTrial):
            _use(trial_of(one, file="deep.json", sha256="").trial)
    list(cut_text(b"protocol_no: x\nmatch: " + b"[" * min(depth, 1_000), TextShape.YAML, "deep.yaml"))


def test_aliases_that_multiply_are_refused() -> None:
    """Nine times nine times nine ...: a kilobyte of YAML that would be a billion values."""
    lines = ["protocol_no: x", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    (found,) = cut_text("\n".join(lines).encode(), TextShape.YAML, "bomb.yaml")
    assert isinstance(found, LostTrial)
    assert "aliases" in found.issue.what
