"""Remission with a rising tumour marker: shown as a contradiction, never called progression."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.knowledge.extent_records import extent_rules

from onward.disease.cancers import cancers_of
from onward.disease.picture import PictureConflict
from onward.disease.status_marker import status_against_markers
from onward.terms import Quantity, at, parse_date
from onward.timeline import CancerDiagnosis, DiseaseStatus, LabResult, build_timeline

Result = tuple[str, str]


def conflicts(
    results: list[Result], *, status: str = "partial_remission", on: str = "2024-03-10", high: str | None = "30"
) -> tuple[PictureConflict, ...]:
    """What contradicts in a record with these results of CA 15-3 in U/mL."""
    upper = None if high is None else Quantity(Decimal(high), "U/mL")
    timeline = build_timeline(
        "case",
        [
            CancerDiagnosis(is_breast=True, key="c1"),
            DiseaseStatus(when=at(parse_date(on)), value=status, of_cancer="c1"),
            *(
                LabResult(
                    when=at(parse_date(day)),
                    analyte="CA 15-3",
                    kind="tumour marker",
                    value=Quantity(Decimal(value), "U/mL"),
                    high=upper,
                )
                for day, value in results
            ),
        ],
    )
    rules = extent_rules()
    return status_against_markers(timeline, cancers_of(timeline, rules.words), rules.status)


def test_remission_with_a_rising_marker_is_shown() -> None:
    """40, then 50 and 60: both 25 % or more above the lowest; imaging is asked for."""
    [found] = conflicts([("2024-01-10", "40"), ("2024-02-10", "50"), ("2024-03-10", "60")])
    assert found.kind == "status"
    assert "partial remission" in found.what
    assert "40 U/mL (2024-01-10), 50 U/mL (2024-02-10), 60 U/mL (2024-03-10)" in found.what
    assert "Imaging" in found.settle
    assert len(found.between) == 4


@pytest.mark.parametrize(
    ("why", "results"),
    [
        ("one result just below 25 %", [("2024-01-10", "40"), ("2024-02-10", "49.9"), ("2024-03-10", "60")]),
        ("a single rise that nothing confirms", [("2024-01-10", "40"), ("2024-03-10", "60")]),
        ("back to where it was", [("2024-01-10", "40"), ("2024-02-10", "60"), ("2024-03-10", "41")]),
        ("within the normal range", [("2024-01-10", "10"), ("2024-02-10", "20"), ("2024-03-10", "30")]),
        ("long before the status", [("2023-01-10", "40"), ("2023-02-10", "50"), ("2024-02-07", "60")]),
        ("falling", [("2024-01-10", "90"), ("2024-02-10", "60"), ("2024-03-10", "40")]),
        ("no result at all", []),
    ],
)
def test_what_is_no_contradiction(why: str, results: list[Result]) -> None:
    """A marker that does not surely rise says nothing against a remission."""
    assert conflicts(results) == (), why


def test_thirty_one_days_before_the_status_is_still_current() -> None:
    """8 February to 10 March 2024 is 31 days."""
    assert len(conflicts([("2023-01-10", "40"), ("2023-02-10", "50"), ("2024-02-08", "60")])) == 1


@pytest.mark.parametrize("status", ["progression", "stable", "undetermined", ""])
def test_only_remission_is_contradicted(status: str) -> None:
    """A rising marker beside progression fits; beside stable disease it is left to the clinician."""
    assert conflicts([("2024-01-10", "40"), ("2024-02-10", "50"), ("2024-03-10", "60")], status=status) == ()


def test_without_an_upper_limit_the_rise_counts() -> None:
    """The laboratory gives no reference range."""
    assert len(conflicts([("2024-01-10", "10"), ("2024-02-10", "20"), ("2024-03-10", "30")], high=None)) == 1
