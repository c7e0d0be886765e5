"""Endocrine resistance.

Primary and secondary resistance by the consensus definitions (ESO-ESMO ABC4), on calendar dates; `disease/resistance`
names each rule. Where the dates allow two calls the answer is unknown, with the date that would settle it. No clinician
has reviewed the rules (review: none).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bench.treatment_cases import (
    cases_file,
    facts_of_case,
    found_resistance,
    line_rules,
    lines_of_timeline,
    onset_of_case,
    resistance_rules,
)
from tests.spec.manual import Section

from onward.disease.courses import build_courses
from onward.disease.endocrine_sensitivity import endocrine_sensitivity
from onward.disease.picture import EndocrineSensitivity
from onward.knowledge import codes
from onward.terms import at, on_day
from onward.timeline import AnyFact, SpecimenFact, SpecimenKind, as_known_on, build_timeline


def test_hand_derived_cases(manual: Section) -> None:
    """All cases of `disease/resistance.cases`, derived by hand before any program existed."""
    for case in cases_file("resistance.cases.yaml")["cases"]:
        found = found_resistance(case)
        manual.row(("case", "about", "call", "rule"), (case["id"], case["title"], found["call"], found["rule"]))
        assert found == case["expected"], case["id"]


def _judged(
    treatments: Sequence[dict[str, str]],
    *,
    diagnosis: str = "2015-03-02",
    metastasis: str = "2020-01-10",
    progressions: Sequence[str] = (),
    also: Sequence[AnyFact] = (),
) -> EndocrineSensitivity:
    """Sensitivity of a person with these treatments, from her record."""
    day = date(2024, 6, 3)
    case: dict[str, Any] = {
        "as_of": day.isoformat(),
        "diagnosis": diagnosis,
        "surgery": "2015-04-01",
        "metastasis": metastasis,
        "treatments": treatments,
        "status_reports": [{"date": one, "value": "progression"} for one in progressions],
    }
    timeline = as_known_on(build_timeline("case", [*facts_of_case(case), *also]), day)
    courses = build_courses(timeline, codes().drugs, line_rules(), as_of=day).courses
    onset = onset_of_case(case)
    lines = lines_of_timeline(timeline, onset, day).lines
    return endocrine_sensitivity(timeline, courses, lines, onset, resistance_rules(), line_rules(), as_of=day)


def test_relapse_on_adjuvant_letrozole(manual: Section) -> None:
    """Read from the record: letrozole since May 2018, the first metastasis on 10 January 2020."""
    found = _judged([{"drug": "letrozole", "start": "2018-05-07", "end": "2020-01-15", "why_stopped": "progression"}])
    manual.text(found.because)
    assert (found.status, found.rule) == ("primary resistance", "adjuvant-first-two-years")
    assert found.about is not None and found.about.n == 0


def test_local_recurrence_is_the_relapse(manual: Section) -> None:
    """A biopsied local recurrence in 2019 is the first recurrence; the metastasis a year later is not asked."""
    recurrence = SpecimenFact(when=at(on_day(date(2019, 1, 7))), key="Specimen/1", kind=SpecimenKind.LOCAL_RECURRENCE)
    found = _judged(
        [{"drug": "tamoxifen", "start": "2015-06-01", "end": "2019-01-02", "status": "stopped"}], also=[recurrence]
    )
    manual.text(found.because)
    assert (found.status, found.rule) == ("secondary resistance", "adjuvant-later")


def test_with_a_cdk46_inhibitor_the_partner_is_named(manual: Section) -> None:
    """The limits were made for endocrine therapy alone."""
    found = _judged(
        [
            {"drug": "letrozole", "start": "2020-02-03", "end": "2020-06-15", "why_stopped": "progression"},
            {"drug": "palbociclib", "start": "2020-02-03", "end": "2020-06-15", "why_stopped": "progression"},
        ],
        progressions=["2020-06-10"],
    )
    manual.text(found.because)
    assert (found.status, found.rule, found.partner) == (
        "primary resistance",
        "metastatic-first-six-months",
        "CDK4/6 inhibitor",
    )


def test_a_progression_reported_days_after_the_start_is_that_of_the_line_before(manual: Section) -> None:
    """Scan on the day of the change, report a week later: letrozole after chemotherapy has not failed in a week."""
    found = _judged(
        [
            {"drug": "capecitabine", "start": "2020-02-03", "end": "2020-09-07", "status": "stopped"},
            {"drug": "letrozole", "start": "2020-09-14", "status": "active"},
        ],
        progressions=["2020-09-21"],
    )
    manual.text(found.because)
    assert (found.status, found.rule) == ("sensitive", "no-event")


def test_chemotherapy_alone_shows_nothing(manual: Section) -> None:
    """A tumour that has met no endocrine drug is neither sensitive nor resistant."""
    found = _judged([{"drug": "capecitabine", "start": "2020-02-03", "status": "active"}])
    manual.text(found.because)
    assert (found.status, found.rule, found.about) == ("not exposed", "not-exposed", None)


def test_an_undated_endocrine_drug_leaves_it_open(manual: Section) -> None:
    """Letrozole without dates may have been adjuvant or not: it is not called "not exposed"."""
    found = _judged([{"drug": "letrozole", "status": "completed"}])
    manual.text(f"{found.because} To settle it: {found.settle}")
    assert (found.status, found.rule) == ("unknown", "undecided")
    assert "letrozole" in found.settle
