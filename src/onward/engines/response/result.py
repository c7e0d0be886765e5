"""What a response criterion answers: per visit the sums, the categories and why; over all visits the best response."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response.read import Flag, LesionRead
from onward.terms import PartialDate
from onward.timeline import AnyFact


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAt:
    """One target at one visit.

    counted_mm   what it adds to the sum; None where it was not assessed
    at_least_mm  what it adds at least: of a split lesion the parts that were measured, else as counted, or 0
    note         why the counted number is another than the measured one ("too small to measure: 5 mm"), "" else
    """

    lesion: str
    site: str
    is_node: bool
    measured_mm: Decimal | None
    counted_mm: Decimal | None
    at_least_mm: Decimal = Decimal(0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a criterion reckons with and that is no sum of diameters.

    id      a word for programs ("sul_peak"); says names it for people; unit in UCUM
    """

    id: str
    says: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step to a category: the sentence, and the section of the criterion that it follows."""

    says: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResponse:
    """One visit.

    number       its order as the source gave it, None when it gave none
    sum_mm       of all targets; None while one is missing
    nadir_mm     smallest complete sum before this visit, the baseline included
    change_from_baseline_pct, change_from_nadir_pct   of the sum, or of what the criterion follows in its place; None
                 where it is missing or zero is divided by
    to_progression_mm   how much the sum would have to grow for progression (0 or less: it is one); None: no sum
    to_response_mm      how much it would have to shrink for a partial response (0 or less: it is one)
    new_sum_mm   iRECIST: the sum of new lesions that are measured apart; None for none and by other criteria
    numbers      what a criterion reckons with that is no sum of diameters (uptake, volume, a marker)
    target, non_target, overall   categories; "" at the baseline, and for a kind of lesion that was not chosen there
    new_lesion   "yes", "equivocal" or "no"; new_certain and new_doubtful name the lesions
    would_change what would have changed the category, in mm
    doubts       why the category is less sure than it looks: near a threshold, other technique
    facts        what the answer rests on besides lesions (results of a marker, reports, statuses)
    """

    visit: str
    number: Decimal | None = None
    date: PartialDate | None
    is_baseline: bool
    targets: tuple[TargetAt, ...] = ()
    sum_mm: Decimal | None = None
    nadir_mm: Decimal | None = None
    change_from_baseline_pct: Decimal | None = None
    change_from_nadir_pct: Decimal | None = None
    to_progression_mm: Decimal | None = None
    to_response_mm: Decimal | None = None
    new_sum_mm: Decimal | None = None
    numbers: tuple[Number, ...] = ()
    target: str = ""
    non_target: str = ""
    new_lesion: str = "no"
    new_certain: tuple[str, ...] = ()
    new_doubtful: tuple[str, ...] = ()
    overall: str = ""
    because: tuple[Reason, ...]
    would_change: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    lesions: tuple[LesionRead, ...]
    facts: tuple[AnyFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderResponse:
    """One criterion over all visits of one reader.

    best_overall, best_confirmed   without and with confirmation; "" without a visit after the baseline
    progressed_on    day of progression, the first sight of an equivocal new lesion that proved one included
    responded_on     day of the first CR or PR before progression, None when there was none
    flags            what did not fit
    """

    person: str
    reader: str
    reader_role: str
    criterion: str
    visits: tuple[VisitResponse, ...]
    best_overall: str
    best_overall_because: str
    best_confirmed: str
    best_confirmed_because: str
    progressed_on: PartialDate | None
    responded_on: PartialDate | None
    flags: tuple[Flag, ...]
    rule: str
    rule_version: str
    review: str
