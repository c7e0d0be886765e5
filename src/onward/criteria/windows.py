"""How long ago: dates of facts against the day of asking, and which fact is the latest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from onward.terms import PartialDate, Period, Truth
from onward.timeline import Fact

_FactType = TypeVar("_FactType", bound=Fact)


def date_of(period: Period) -> PartialDate | None:
    """The date of something that happened once: its start, else its end."""
    return period.start or period.end


def days_ago(when: PartialDate, as_of: date) -> tuple[int, int]:
    """Fewest and most days from `when` to `as_of`; what is known on a day lies not after it, so never negative."""
    fewest = max((as_of - when.latest).days, 0)
    return (fewest, max((as_of - when.earliest).days, fewest))


def is_within(when: PartialDate, number_of_days: int, as_of: date) -> Truth:
    """Whether it lies no more than so many days back; UNKNOWN where a partial date straddles the limit."""
    fewest, most = days_ago(when, as_of)
    if most <= number_of_days:
        return Truth.YES
    return Truth.NO if fewest > number_of_days else Truth.UNKNOWN


def is_at_least_ago(when: PartialDate, number_of_days: int, as_of: date) -> Truth:
    """Whether it lies so many days back or more."""
    fewest, most = days_ago(when, as_of)
    if fewest >= number_of_days:
        return Truth.YES
    return Truth.NO if most < number_of_days else Truth.UNKNOWN


def day_after(when: PartialDate, number_of_days: int) -> date:
    """The first day on which `when` may lie so many days back."""
    return when.earliest + timedelta(days=number_of_days)


def latest_of(facts: Iterable[_FactType]) -> tuple[_FactType, ...]:
    """The facts that may be the latest one: one, unless dates are partial or equal. Undated ones only when all are."""
    listed = tuple(facts)
    dated = [(when, fact) for fact in listed if (when := date_of(fact.when)) is not None]
    if not dated:
        return listed
    newest = max(when.earliest for when, _ in dated)
    last = [(when, fact) for when, fact in dated if when.latest >= newest]
    if len(last) > 1:
        last = _last_instants(last)
    return tuple(fact for _, fact in last)


def _last_instants(dated: list[tuple[PartialDate, _FactType]]) -> list[tuple[PartialDate, _FactType]]:
    """Among results of one day the last by the clock, where every one has a time and all can be compared."""
    instants = [_instant(when) for when, _ in dated]
    known = [instant for instant in instants if instant is not None]
    if len(known) < len(dated) or len({instant.tzinfo is None for instant in known}) > 1:
        return dated
    last = max(known)
    return [pair for pair, instant in zip(dated, known, strict=True) if instant == last]


def _instant(when: PartialDate) -> datetime | None:
    if not when.is_exact or "T" not in when.text:
        return None
    try:
        return datetime.fromisoformat(when.text)
    except ValueError:  # a precision that Python's reader does not take, though FHIR does
        return None
