"""Questions about the person: age, sex, menopause, pregnancy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onward.criteria.checks import (
    must,
    must_all_be_of,
    must_be_in_order,
    must_be_one_of,
    must_not_be_negative,
)

AskedSex = Literal["female", "male"]
Menopausal = Literal["pre", "peri", "post"]
PregnancyState = Literal["pregnant", "not pregnant", "breastfeeding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """Age in completed years; both bounds are let in."""

    at_least_years: int | None = None
    at_most_years: int | None = None

    def __post_init__(self) -> None:
        must(self.at_least_years is not None or self.at_most_years is not None, "age needs a bound in years")
        must_not_be_negative(self.at_least_years, "age: at_least_years")
        must_not_be_negative(self.at_most_years, "age: at_most_years")
        must_be_in_order(self.at_least_years, self.at_most_years, "age")


@dataclass(frozen=True, slots=True, kw_only=True)
class HasSex:
    """Administrative sex as recorded."""

    sex: AskedSex

    def __post_init__(self) -> None:
        must_be_one_of(self.sex, get_args(AskedSex), "has_sex: sex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Menopause:
    """Menopausal status as last recorded. Suppressed ovaries are a medication, asked with `takes`.

    within_days   pre- or perimenopausal recorded longer ago is too old; what has passed stays. None: any time
    """

    status: tuple[Menopausal, ...]
    within_days: int | None = None

    def __post_init__(self) -> None:
        must_all_be_of(self.status, get_args(Menopausal), "menopause: status")
        must_not_be_negative(self.within_days, "menopause: within_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pregnancy:
    """Pregnant, not pregnant or breastfeeding, as last recorded.

    within_days   an older statement is too old; None: any
    """

    states: tuple[PregnancyState, ...]
    within_days: int | None = None

    def __post_init__(self) -> None:
        must_all_be_of(self.states, get_args(PregnancyState), "pregnancy: states")
        must_not_be_negative(self.within_days, "pregnancy: within_days")
