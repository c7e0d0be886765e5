"""Treatments around the scans: when one began, which corticosteroid was taken, how much a day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onward.engines.response.courses import courses_of, daily_mg, days_under, is_under, steroid_on
from onward.knowledge import codes, response_rules
from onward.terms import Period, parse_date
from onward.timeline import DrugTreatment, TreatmentBasis, build_timeline

RULES = response_rules("rano_bm")
DRUGS = codes().drugs.by_name


def drug(name: str, start: str, end: str = "", **more: object) -> DrugTreatment:
    basis = more.pop("basis", TreatmentBasis.STATED)
    return DrugTreatment(
        when=Period(parse_date(start), parse_date(end) if end else None),
        drug=name,
        drug_text=name,
        basis=basis,  # type: ignore[arg-type]  # given as keyword by the tests below
        **more,  # type: ignore[arg-type]  # status, dose_text
    )


def courses(*facts: DrugTreatment) -> tuple[object, ...]:
    return courses_of(build_timeline("P1", facts), DRUGS)


@pytest.mark.parametrize(
    ("words", "mg"),
    [
        ("4 mg", "4"),
        ("4 mg BID", "8"),
        ("4 mg twice daily", "8"),
        ("2 mg three times a day", "6"),
        ("1.5 mg QID", "6"),
        ("8 mg/day", "8"),
        ("4 mg every 12 h", "8"),
        ("4 mg as needed", ""),
        ("4 mg every other day", ""),
        ("4 mg, then 2 mg", ""),
        ("10 mg/m2", ""),
        ("one tablet", ""),
        ("", ""),
    ],
)
def test_a_dose_in_words(words: str, mg: str) -> None:
    assert daily_mg(words) == (Decimal(mg) if mg else None)


def test_the_last_start_of_a_treatment_counts_and_repeats_of_one_drug_do_not() -> None:
    found = courses_of(
        build_timeline(
            "P1",
            (
                drug("letrozole", "2026-01-05"),
                drug("letrozole", "2026-04-05"),
                drug("zoledronic acid", "2026-05-05"),
            ),
        ),
        DRUGS,
    )
    assert days_under(found, None, parse_date("2026-06-04")) == (150, "the start of letrozole (2026-01-05)")


def test_without_a_start_days_count_from_the_baseline() -> None:
    assert days_under((), parse_date("2026-01-05"), parse_date("2026-01-15"))[0] == 10
    assert days_under((), None, parse_date("2026-01-15")) == (None, "")


def test_an_order_that_was_never_begun_is_no_course() -> None:
    assert courses(drug("letrozole", "2026-01-05", status="cancelled")) == ()


def test_an_infusion_lasts_for_weeks() -> None:
    found = courses_of(
        build_timeline("P1", (drug("atezolizumab", "2026-01-05", "2026-01-05", basis=TreatmentBasis.GIVEN),)), DRUGS
    )
    inhibitor = "immune checkpoint inhibitor"
    assert is_under(found, inhibitor, parse_date("2026-02-16"), 42)
    assert not is_under(found, inhibitor, parse_date("2026-02-17"), 42)
    assert not is_under(found, inhibitor, None, 42)


def test_no_corticosteroid_on_record_is_not_none() -> None:
    assert not steroid_on((), parse_date("2026-01-05"), RULES).is_known


def test_a_course_that_was_ended_without_a_day_leaves_the_dose_open() -> None:
    found = courses_of(build_timeline("P1", (drug("dexamethasone", "2026-01-05", status="completed"),)), DRUGS)
    steroid = steroid_on(found, parse_date("2026-02-05"), RULES)
    assert (steroid.is_known, steroid.mg) == (False, None)


def test_two_corticosteroids_are_added_as_prednisone() -> None:
    found = courses_of(
        build_timeline(
            "P1",
            (
                drug("dexamethasone", "2026-01-05", dose_text="3 mg"),
                drug("hydrocortisone", "2026-01-05", dose_text="20 mg"),
            ),
        ),
        DRUGS,
    )
    assert steroid_on(found, parse_date("2026-02-05"), RULES).mg == 25


def test_budesonide_is_no_systemic_corticosteroid_here() -> None:
    found = courses_of(build_timeline("P1", (drug("budesonide", "2026-01-05", dose_text="9 mg"),)), DRUGS)
    assert not steroid_on(found, parse_date("2026-02-05"), RULES).is_known
