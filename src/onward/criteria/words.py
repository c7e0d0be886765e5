"""Small words of sentences: lists, bounds, days. One place, so that every sentence says them alike."""

from __future__ import annotations

from collections.abc import Iterable

from onward.terms import Period


def either(names: Iterable[str]) -> str:
    """ "a", "a or b", "a, b or c"; "" for none."""
    listed = tuple(names)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} or {listed[-1]}"


def bounds(low: int | None, high: int | None, unit: str = "") -> str:
    """ "at least 18 years", "at most 2", "0 to 1", "exactly 0"; both bounds are let in."""
    of = f" {unit}" if unit else ""
    if low is not None and high is not None:
        return f"exactly {low}{of}" if low == high else f"{low} to {high}{of}"
    return f"at least {low}{of}" if low is not None else f"at most {high}{of}"


def days(number: int | None) -> str:
    """ "1 day", "28 days"."""
    return f"{number} day{'' if number == 1 else 's'}"


def within(number: int | None) -> str:
    """ ", within 28 days"; "" where no window is asked."""
    return "" if number is None else f", within {days(number)}"


def on_date(when: Period) -> str:
    """ "on 2026-05-01", "from 2024 to 2025"; "undated"."""
    if when.start is None and when.end is None:
        return "undated"
    return f"on {when}" if when.is_point else f"from {when}"
