"""Partial dates are intervals; what their precision does not decide is UNKNOWN."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.terms import PartialDate, Truth, add_months, days_between, is_before, is_on_or_before, on_day, parse_date


def read(text: str) -> PartialDate:
    found = parse_date(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "shown"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "2023-02"),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31), "2024-12"),
        ("2024-05-17", date(2024, 5, 17), date(2024, 5, 17), "2024-05-17"),
        # The day is the day as written: 23:30 at +14:00 is another day in UTC, but not in the record.
        ("2024-05-17T23:30:00+14:00", date(2024, 5, 17), date(2024, 5, 17), "2024-05-17"),
        ("2024-05-17T18:31:46.781-04:00", date(2024, 5, 17), date(2024, 5, 17), "2024-05-17"),
    ],
)
def test_read(text: str, earliest: date, latest: date, shown: str) -> None:
    when = read(text)
    assert (when.earliest, when.latest, str(when)) == (earliest, latest, shown)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13", "2024-02-30", "24-05-17", "2024/05/17", "0000", "2024-5-1"]
)
def test_not_a_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("left", "right", "before"),
    [
        ("2024-05-16", "2024-05-17", Truth.YES),
        ("2024-05-17", "2024-05-17", Truth.NO),
        ("2024-05", "2024-06", Truth.YES),
        ("2024-05", "2024-05-17", Truth.UNKNOWN),
        ("2024", "2024-12-31", Truth.UNKNOWN),
        # The last day of 2024 cannot lie before any day of 2024.
        ("2024-12-31", "2024", Truth.NO),
        ("2023", "2024", Truth.YES),
    ],
)
def test_before(left: str, right: str, before: Truth) -> None:
    assert is_before(read(left), read(right)) is before


def test_on_or_before_the_same_day() -> None:
    assert is_on_or_before(read("2024-05-17"), read("2024-05-17")) is Truth.YES


def test_days_between_partial_dates_are_a_range() -> None:
    assert days_between(read("2024-01-31"), read("2024-02")) == (1, 29)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 10, 15), 4, date(2025, 2, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_calendar_months(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


any_day = st.dates(date(1900, 1, 1), date(2100, 12, 31))
partial = st.one_of(
    any_day.map(on_day),
    any_day.map(lambda day: read(f"{day:%Y-%m}")),
    any_day.map(lambda day: read(f"{day:%Y}")),
)


@given(partial, partial)
def test_before_is_right_for_every_day_that_the_dates_may_be(left: PartialDate, right: PartialDate) -> None:
    corners = {a < b for a in (left.earliest, left.latest) for b in (right.earliest, right.latest)}
    expected = {frozenset({True}): Truth.YES, frozenset({False}): Truth.NO}.get(frozenset(corners), Truth.UNKNOWN)
    assert is_before(left, right) is expected
