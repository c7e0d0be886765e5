"""One question of twenty lines, as trials ask it, answered with its tree of reasons.

The person is the invented one of docs/reference/criteria, with three years of weekly blood counts beside her own facts:
about 800 facts in all. Building the timeline and the picture is not part of the figure; it is done once a person.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.spec.criteria.example_person import PERSON, REFERENCE
from tests.spec.criteria.records import subject

from bench.timing import median_seconds
from onward.criteria import (
    Age,
    AllOf,
    AnyOf,
    CnsDisease,
    Condition,
    DrugSet,
    Exposed,
    HasVariant,
    LabValue,
    Limits,
    Lines,
    Menopause,
    Metastatic,
    MetastaticSites,
    Not,
    OtherCancer,
    Performance,
    Receptor,
    Relapse,
    Score,
    Subject,
    Takes,
    Washout,
    When,
    answer,
    hormone_receptor_positive,
    questions_left,
)
from onward.terms import Quantity, Truth, at, on_day
from onward.timeline import LabResult

_AS_OF = date(2026, 11, 1)
_TIMES = 200


def _lab(analyte: str, limits: Limits, unit: str = "", times: str = "") -> LabValue:
    assert times in ("", "ULN")
    return LabValue(analyte=analyte, limits=limits, unit=unit, times=times, within_days=28)


def _liver(times_with: str, times_without: str, analyte: str) -> When:
    return When(
        condition=MetastaticSites(sites=("liver",)),
        then=_lab(analyte, Limits(at_most=Decimal(times_with)), times="ULN"),
        otherwise=_lab(analyte, Limits(at_most=Decimal(times_without)), times="ULN"),
    )


TWENTY_LINES = AllOf(
    of=(
        Age(at_least_years=18),
        Metastatic(),
        hormone_receptor_positive(),
        Receptor(marker="HER2", calls=("low", "ultralow")),
        AnyOf(of=(HasVariant(genes=("ESR1",), codons=(310, 547)), HasVariant(genes=("PIK3CA",)))),
        Menopause(status=("post",)),
        Exposed(to=DrugSet(classes=("CDK4/6 inhibitor",)), settings=("metastatic",), ended_by=("progression",)),
        Not(of=Exposed(to=DrugSet(payloads=("topoisomerase-1 inhibitor",)))),
        Not(of=Lines(at_least=3)),
        AnyOf(of=(Lines(at_least=2), Relapse(after=DrugSet(classes=("endocrine therapy",)), at_most_months=12))),
        Washout(drugs=DrugSet(roles=("anticancer",)), days=14),
        Not(of=Takes(drugs=DrugSet(classes=("strong CYP3A inhibitor", "strong CYP3A inducer")))),
        Performance(scale="ECOG", at_most=1, within_days=28),
        _lab("neutrophils", Limits(at_least=Decimal("1.0")), unit="10*9/L"),
        _lab("platelets", Limits(at_least=Decimal(100000)), unit="/uL"),
        _liver("5", "3", "AST"),
        _lab("creatinine", Limits(at_most=Decimal(130)), unit="umol/L"),
        Not(of=CnsDisease(states=("active", "leptomeningeal"))),
        Not(of=Condition(groups=("interstitial lung disease",))),
        AllOf(of=(Not(of=OtherCancer(within_days=1095)), Score(name="MSI", statuses=("stable",)))),
    )
)


def _weekly_counts() -> list[LabResult]:
    """Five analytes a week over three years, all before her own latest results."""
    first = date(2023, 10, 1)
    days = (first + timedelta(weeks=week) for week in range(155))
    counts = (
        ("neutrophils", "2.1", "10*9/L"), ("platelets", "210", "10*9/L"), ("hemoglobin", "11.8", "g/dL"),
        ("AST", "40", "U/L"), ("creatinine", "0.8", "mg/dL"),
    )  # fmt: skip
    return [
        LabResult(analyte=analyte, value=Quantity(Decimal(value), unit), when=at(on_day(day)))
        for day in days
        for analyte, value, unit in counts
    ]


def person() -> Subject:
    """The person who is asked about."""
    return subject(*PERSON, *_weekly_counts(), as_of=_AS_OF, reference=REFERENCE)


def seconds_for_twenty_lines() -> float:
    """Seconds for one answer with its whole tree (median over runs of many); it has to be UNKNOWN, with questions."""
    assert len(TWENTY_LINES.of) == 20
    her = person()
    found = answer(TWENTY_LINES, her)
    assert found.truth is Truth.UNKNOWN and questions_left(found), "the record leaves brain, lung and payload open"

    def many() -> None:
        for _ in range(_TIMES):
            answer(TWENTY_LINES, her)

    return median_seconds(many) / _TIMES
