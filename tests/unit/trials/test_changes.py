"""What changed between two versions of a trial."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.trials.files import trial

from onward.registry import (
    CohortCriteria,
    MatchField,
    MatchLeaf,
    Site,
    changes,
)

CRITERIA = """Inclusion Criteria:

* Age 18 or older
* HER2-positive breast cancer
* ECOG 0 or 1

Exclusion Criteria:

* Active brain metastases
* Pregnancy
"""
BEFORE = trial(status="RECRUITING", eligibility_text=CRITERIA, minimum_age="18 Years")


def said(after: str) -> list[str]:
    """The changes of the criteria as sentences."""
    return [str(one) for one in changes(BEFORE, replace(BEFORE, eligibility_text=after))]


def test_nothing_changed() -> None:
    assert changes(BEFORE, BEFORE) == ()


@pytest.mark.parametrize(
    "same",
    [
        CRITERIA.replace("* ", "- "),
        CRITERIA.replace("* ", "1. "),
        CRITERIA.replace("\n\n", "\n"),
        CRITERIA.replace("Age 18", "Age  18"),
        CRITERIA.replace("HER2-positive", "HER2\\-positive"),
    ],
)
def test_another_way_to_write_the_same_is_no_change(same: str) -> None:
    """List marks, white space and the registry's escapes."""
    assert said(same) == []


def test_a_criterion_was_added() -> None:
    assert said(CRITERIA.replace("* ECOG 0 or 1", "* ECOG 0 or 1\n* Measurable disease")) == [
        "criterion added (Inclusion Criteria): Measurable disease"
    ]


def test_a_criterion_was_taken_away() -> None:
    assert said(CRITERIA.replace("* Pregnancy\n", "")) == ["criterion removed (Exclusion Criteria): Pregnancy"]


def test_a_criterion_was_reworded() -> None:
    assert said(CRITERIA.replace("ECOG 0 or 1", "ECOG 0, 1 or 2")) == [
        "criterion reworded (Inclusion Criteria): ECOG 0 or 1 → ECOG 0, 1 or 2"
    ]


def test_a_criterion_that_changed_sides_has_moved() -> None:
    """From what is asked to what keeps out: the same words, the opposite meaning."""
    moved = CRITERIA.replace("* HER2-positive breast cancer\n", "").replace(
        "* Pregnancy", "* HER2-positive breast cancer\n* Pregnancy"
    )
    assert said(moved) == ["criterion moved (HER2-positive breast cancer): Inclusion Criteria → Exclusion Criteria"]


def test_status_age_and_the_rest() -> None:
    after = replace(BEFORE, status="COMPLETED", minimum_age="21 Years", phases=("PHASE2",), brief_title="New title")
    assert [str(one) for one in changes(BEFORE, after)] == [
        "status: RECRUITING → COMPLETED",
        "age: 18 Years to any → 21 Years to any",
        "phase: PHASE2",
        "title: NCT00000001 → New title",
    ]


def test_the_same_status_in_the_words_of_the_old_form_is_no_change() -> None:
    assert changes(BEFORE, replace(BEFORE, status="Recruiting")) == ()


BOSTON = Site(facility="Hospital", city="Boston", state="MA", country="United States", status="RECRUITING")
PARIS = Site(facility="Clinique", city="Paris", country="France", status="NOT_YET_RECRUITING")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [BOSTON], "site opened (Hospital, Boston, MA, United States): RECRUITING"),
        ([], [PARIS], "site added (Clinique, Paris, France): NOT_YET_RECRUITING"),
        ([BOSTON], [], "site closed (Hospital, Boston, MA, United States): RECRUITING → no longer listed"),
        ([PARIS], [], "site removed (Clinique, Paris, France): NOT_YET_RECRUITING → no longer listed"),
        (
            [PARIS],
            [replace(PARIS, status="RECRUITING")],
            "site opened (Clinique, Paris, France): NOT_YET_RECRUITING → RECRUITING",
        ),
        (
            [BOSTON],
            [replace(BOSTON, status="COMPLETED")],
            "site closed (Hospital, Boston, MA, United States): RECRUITING → COMPLETED",
        ),
        (
            [PARIS],
            [replace(PARIS, status="WITHDRAWN")],
            "site status (Clinique, Paris, France): NOT_YET_RECRUITING → WITHDRAWN",
        ),
    ],
)
def test_sites_open_and_close(old: list[Site], new: list[Site], expected: str) -> None:
    found = changes(replace(BEFORE, sites=tuple(old)), replace(BEFORE, sites=tuple(new)))
    assert [str(one) for one in found] == [expected]


def test_coded_criteria_and_cohorts() -> None:
    """An arm is suspended, and a leaf of it asks for another age."""

    def arm(age: str, suspended: bool) -> CohortCriteria:
        leaf = MatchLeaf(kind="clinical", fields=(MatchField(name="AGE_NUMERICAL", value=age),))
        return CohortCriteria(level="arm", code="A", suspended=suspended, match=leaf)

    found = changes(replace(BEFORE, cohorts=(arm(">=18", False),)), replace(BEFORE, cohorts=(arm(">=21", True),)))
    assert [str(one) for one in found] == [
        "criterion reworded (arm A): clinical: AGE_NUMERICAL: >=18 → clinical: AGE_NUMERICAL: >=21",
        "cohort (arm A): open → suspended",
    ]
