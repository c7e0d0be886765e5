"""The time axis: long empty stretches are folded, everything else keeps its proportions."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.web.packets import day

from onward.outputs.html.phrases import months_text, relative_text, span_text
from onward.outputs.html.time_scale import time_scale, year_ticks

_DAYS = st.dates(date(1940, 1, 1), date(2030, 12, 31))


def test_five_empty_years_are_folded_with_their_length() -> None:
    """From 2016-09-20 to 2022-05-20 nothing happens; 50 days stay to scale at either edge: 64 months are folded."""
    scale = time_scale([date(2016, 3, 1), date(2016, 9, 20), date(2022, 5, 20), date(2023, 1, 1)], left=0, width=700)
    (fold,) = scale.folds()
    assert fold.label == "64 months"  # 2016-11-09 to 2022-03-31
    assert fold.width < 30
    assert scale.is_folded(date(2019, 1, 1))
    assert not scale.is_folded(date(2016, 10, 1))


def test_a_year_of_silence_is_not_folded() -> None:
    scale = time_scale([date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)], left=0, width=600)
    assert scale.folds() == ()
    assert scale.x(date(2021, 1, 1)) == 300.4  # 366 of 731 days


def test_one_day_stands_in_the_middle() -> None:
    scale = time_scale([date(2024, 6, 1)], left=100, width=200)
    assert scale.x(date(2024, 6, 1)) == 200.0


@given(st.lists(_DAYS, min_size=1, max_size=12))
def test_later_days_never_stand_further_left(days: list[date]) -> None:
    scale = time_scale(days, left=10, width=500)
    places = [scale.x(one) for one in sorted(days)]
    assert places == sorted(places)
    assert all(10 <= place <= 510 for place in places)


@given(st.lists(_DAYS, min_size=1, max_size=12))
def test_labels_of_years_never_touch(days: list[date]) -> None:
    scale = time_scale(days, left=10, width=320)
    labelled = [tick.at for tick in year_ticks(scale, label_width=30.0) if tick.label]
    assert all(after - before >= 30.0 for before, after in pairwise(labelled))


@given(st.lists(_DAYS, min_size=2, max_size=12))
def test_no_event_stands_inside_a_fold(days: list[date]) -> None:
    scale = time_scale(days, left=0, width=400)
    assert not any(scale.is_folded(one) for one in days)


def test_months_are_counted_completed_and_ranges_stay_ranges() -> None:
    assert months_text(day("2022-06-20"), day("2024-09-23")) == "27 months"
    assert months_text(day("2016-12"), day("2018-12-10")) == "23 to 24 months"
    assert months_text(day("2024-01-05"), day("2024-01-05")) == "one day"
    assert months_text(None, day("2024-01-05")) == ""
    assert relative_text(day("2024-09-16"), day("2022-05-20")) == "+27"
    assert relative_text(day("2016-03"), day("2022-05-20")) == "\N{MINUS SIGN}74 to \N{MINUS SIGN}73"
    assert relative_text(day("2022-05-20"), day("2022-05-20")) == "0"


def test_what_is_not_recorded_is_said() -> None:
    assert span_text(None, None) == "undated"
    assert span_text(day("2014"), None, ongoing=True) == "2014, ongoing"
    assert span_text(day("2021-03"), None) == "2021-03 to end not recorded"
    assert span_text(None, day("2021-03")) == "start not recorded to 2021-03"
    assert span_text(day("2021-03-02"), day("2021-03-02T10:00:00Z")) == "2021-03-02"
