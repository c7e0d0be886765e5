"""Questions about what is measured: laboratory values, LVEF, QTcF, words of a laboratory, performance status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onward.criteria.checks import (
    must,
    must_be_in_order,
    must_be_one_of,
    must_name_something,
    must_not_be_negative,
    must_say,
)
from onward.criteria.limits import Limits
from onward.terms import parse_unit

NormalLimit = Literal["", "ULN", "LLN"]
Scale = Literal["ECOG", "Karnofsky"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabValue:
    """The latest value of an analyte, a vital sign or a measured function keeps to limits.

    analyte      as in codes/analytes ("neutrophils", "bilirubin total", "LVEF", "QTcF")
    unit         UCUM unit of the limits, or
    times        "ULN", "LLN": the limits are multiples of the laboratory's own limit of normal
    within_days  an older value is too old; None: any age
    """

    analyte: str
    limits: Limits
    unit: str = ""
    times: NormalLimit = ""
    within_days: int | None = None

    def __post_init__(self) -> None:
        must_say(self.analyte, "lab_value: analyte")
        must_be_one_of(self.times, get_args(NormalLimit), "lab_value: times")
        must(bool(self.unit) != bool(self.times), "lab_value needs either a unit or times ULN or LLN")
        must(not self.unit or parse_unit(self.unit) is not None, f'lab_value: "{self.unit}" is no UCUM unit')
        must_not_be_negative(self.within_days, "lab_value: within_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabWord:
    """The latest result of a test is one of these words ("positive", "not detected")."""

    analyte: str
    words: tuple[str, ...]
    within_days: int | None = None

    def __post_init__(self) -> None:
        must_say(self.analyte, "lab_word: analyte")
        must_name_something(self.words, "lab_word: words")
        must_not_be_negative(self.within_days, "lab_word: within_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """Performance status; both bounds are let in. One scale never stands for the other."""

    scale: Scale
    at_least: int | None = None
    at_most: int | None = None
    within_days: int | None = None

    def __post_init__(self) -> None:
        must_be_one_of(self.scale, get_args(Scale), "performance: scale")
        must(self.at_least is not None or self.at_most is not None, "performance needs a bound")
        highest = 5 if self.scale == "ECOG" else 100  # ECOG 0 to 5; Karnofsky 0 to 100
        for bound in (self.at_least, self.at_most):
            must(bound is None or 0 <= bound <= highest, f"performance: {self.scale} runs from 0 to {highest}")
        must_be_in_order(self.at_least, self.at_most, "performance")
        must_not_be_negative(self.within_days, "performance: within_days")
