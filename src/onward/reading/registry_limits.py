"""The limits of age and sex that the registry keeps in fields of its own, as questions."""

from __future__ import annotations

from onward.criteria import Age, AskHuman, Criterion, HasSex
from onward.reading.eligibility import StructuredField
from onward.reading.things import all_of, any_of
from onward.registry import AgeLimit, Trial, age_limit


def structured_fields(trial: Trial) -> tuple[StructuredField, ...]:
    """The registry's own limits of age and sex. A lower limit below a year says nothing about adults and is left out."""
    fields: list[StructuredField] = []
    lowest, highest = age_limit(trial.minimum_age), age_limit(trial.maximum_age)
    if lowest is not None and lowest.years >= 1:
        fields.append(StructuredField(text=f"Minimum age: {trial.minimum_age}", criterion=_at_least(lowest)))
    if highest is not None:
        fields.append(StructuredField(text=f"Maximum age: {trial.maximum_age}", criterion=_at_most(highest)))
    sex = trial.sex.strip().lower()
    if sex in ("female", "male"):
        fields.append(
            StructuredField(text=f"Sex: {trial.sex}", criterion=HasSex(sex="female" if sex == "female" else "male"))
        )
    return tuple(fields)


def _at_least(limit: AgeLimit) -> Criterion:
    """A lower limit in whole years; one between two birthdays ("30 Months") leaves that year to a human."""
    years = limit.years
    if years.denominator == 1:
        return Age(at_least_years=int(years))
    return all_of(
        (Age(at_least_years=int(years)), any_of((Age(at_least_years=int(years) + 1), _exactly("at least", limit))))
    )


def _at_most(limit: AgeLimit) -> Criterion:
    """An upper limit; in whole years that year is let in, one in smaller units leaves its last year to a human."""
    years = limit.years
    whole = Age(at_most_years=int(years))
    if limit.unit == "year" and years.denominator == 1:
        return whole
    asked = _exactly("at most", limit)
    return all_of((whole, any_of((Age(at_most_years=int(years) - 1), asked)) if years >= 1 else asked))


def _exactly(side: str, limit: AgeLimit) -> AskHuman:
    return AskHuman(question=f"Is the age {side} {limit}?", because="a record tells the age in whole years")
