"""Readers and sites over time: counts, shares, bias and drift, reckoned by hand."""

from __future__ import annotations

from datetime import date

import pytest

from onward.engines.response.readings import PairedVisit, Quality, agreement_of, quality_of


def pair(
    day: date,
    categories: tuple[str, str] = ("SD", "SD"),
    sums: tuple[float | None, float | None] = (50.0, 50.0),
    *,
    settled: str = "",
    readers: tuple[str, str] = ("Amber", "Birch"),
    sites: tuple[str, str] = ("Site A", "Site B"),
) -> PairedVisit:
    return PairedVisit(
        case="c",
        person="P-1",
        visit="Week 8",
        signed_on=day,
        readers=readers,
        sites=sites,
        categories=categories,
        sums_mm=sums,
        settled=settled,
    )


def of(found: tuple[Quality, ...], who: str) -> Quality:
    return next(one for one in found if one.who == who)


def test_how_often_readers_differ_and_are_upheld() -> None:
    """Four visits, two with two categories; both were adjudicated, one for each reader."""
    pairs = [
        pair(date(2026, 1, 5)),
        pair(date(2026, 2, 5), ("SD", "PD"), settled="PD"),
        pair(date(2026, 5, 5), ("PR", "SD"), settled="PR"),
        pair(date(2026, 5, 9)),
    ]
    amber, birch = quality_of(pairs)
    assert (amber.visits, amber.differing.k, amber.differing.n) == (4, 2, 4)
    assert (amber.upheld.k, amber.upheld.n) == (birch.upheld.k, birch.upheld.n) == (1, 2)
    assert [(one.period, one.visits, one.differing.k) for one in amber.periods] == [
        ("2026 Q1", 2, 1),
        ("2026 Q2", 2, 1),
    ]


def test_bias_is_seen_from_each_reader() -> None:
    """Amber measures 2, 4 and 6 mm more: mean +4, deviation 2, t(2) = 4.303: 4.303 · 2/√3 = 4.97."""
    pairs = [pair(date(2026, 1, day), sums=(50.0 + more, 50.0)) for day, more in ((1, 2), (2, 4), (3, 6))]
    amber, birch = quality_of(pairs)
    assert amber.bias_mm is not None
    assert birch.bias_mm is not None
    assert amber.bias_mm.value == pytest.approx(4.0)
    assert amber.bias_mm.high - amber.bias_mm.value == pytest.approx(4.97, abs=0.01)
    assert birch.bias_mm.value == pytest.approx(-4.0)


def test_a_drift_is_a_slope_whose_interval_leaves_zero_out() -> None:
    """Amber's sums grow by 10 % of the mean each year against Birch's, with a little noise."""
    days = [date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)]
    drifting = []
    for n, day in enumerate(days):
        percent = 5.0 * n + (0.4 if n % 2 else -0.4)  # per half year
        # A difference of d percent of the mean 100: (100 + d/2, 100 - d/2).
        drifting.append(pair(day, sums=(100 + percent / 2, 100 - percent / 2)))
    amber = of(quality_of(drifting), "Amber")
    assert amber.drift_pct_a_year is not None
    assert amber.drift_pct_a_year.value == pytest.approx(10.0, abs=0.5)
    assert amber.drifts
    steady = [pair(day, sums=(100 + (0.4 if n % 2 else -0.4), 100.0)) for n, day in enumerate(days)]
    assert not of(quality_of(steady), "Amber").drifts


def test_sums_that_are_missing_or_both_zero_have_no_difference() -> None:
    amber = of(
        quality_of([pair(date(2026, 1, 1), sums=(None, 50.0)), pair(date(2026, 1, 2), sums=(0.0, 0.0))]), "Amber"
    )
    assert amber.bias_mm is None
    assert amber.periods[0].bias_mm is None
    assert amber.visits == 2


def test_pairs_within_one_site_say_nothing_of_the_site() -> None:
    pairs = [pair(date(2026, 1, 1), sites=("Site A", "Site A")), pair(date(2026, 1, 2))]
    assert [(one.who, one.visits) for one in quality_of(pairs, by_site=True)] == [("Site A", 1), ("Site B", 1)]


def test_agreement_is_of_each_two_readers() -> None:
    pairs = [
        pair(date(2026, 1, 1), ("SD", "PD")),
        pair(date(2026, 1, 2), ("PD", "PD")),
        pair(date(2026, 1, 3), ("CR", "NE"), readers=("Amber", "Cedar")),
    ]
    first, second = agreement_of(pairs)
    assert (first.who, first.visits) == (("Amber", "Birch"), 2)
    assert (second.who, second.not_ordered, second.weighted) == (("Amber", "Cedar"), 1, None)
