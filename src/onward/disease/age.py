"""Age in completed years, as fewest and most where the record is not exact."""

from __future__ import annotations

from datetime import date

from onward.terms import PartialDate, add_months
from onward.timeline import Death, Demographics, Standing, Timeline


def age_years(timeline: Timeline, diagnosis: PartialDate | None, *, as_of: date) -> tuple[int, int] | None:
    """Fewest and most completed years on `as_of`, or at death; None when neither birth nor dated age is recorded.

    Two dates of birth that contradict each other give the widest span. Where a study gives an age at diagnosis in
    place of the date of birth, the years since the diagnosis are added; without its date nothing is told.
    """
    people = timeline.of(Demographics)
    first_day, last_day = _until(timeline, as_of)
    births = [fact.birth for fact in people if fact.birth is not None and fact.birth.earliest <= as_of]
    if births:
        return (
            min(_completed(birth.latest, first_day) for birth in births),
            max(_completed(birth.earliest, last_day) for birth in births),
        )
    ages = [fact.age_years_at_diagnosis for fact in people if fact.age_years_at_diagnosis is not None]
    if not ages or diagnosis is None or diagnosis.earliest > as_of:
        return None
    # An age of whole years may have been reached up to a year before.
    return (
        int(min(ages)) + _completed(diagnosis.latest, first_day),
        int(max(ages)) + 1 + _completed(diagnosis.earliest, last_day),
    )


def _until(timeline: Timeline, as_of: date) -> tuple[date, date]:
    """The earliest and latest day to which life is counted: the day of asking, or the day of death."""
    deaths = [
        fact.when.start
        for fact in timeline.of(Death)
        if fact.standing is not Standing.REFUTED and fact.when.start is not None
    ]
    died = min(deaths, key=lambda when: when.sort_key, default=None)
    if died is None:
        return as_of, as_of
    return min(as_of, died.earliest), min(as_of, died.latest)


def _completed(birth: date, day: date) -> int:
    years = day.year - birth.year
    return max(years if add_months(birth, 12 * years) <= day else years - 1, 0)
