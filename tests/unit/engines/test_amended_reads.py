"""A read that was amended: what held before is still told as of a day before, and never mixed with what holds now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from onward.engines.response import respond
from onward.knowledge import response_rules
from onward.terms import Quantity, at, parse_date
from onward.timeline import LesionMeasurement, as_known_on, build_timeline


def fact(
    visit: str, day: str, size_mm: int, *, read: str, signed: str, replaces: tuple[str, ...] = ()
) -> LesionMeasurement:
    return LesionMeasurement(
        when=at(parse_date(day)),
        recorded_on=parse_date(signed),
        lesion="T01",
        reader="R. Amber",
        reader_role="local radiologist",
        role="target",
        visit=visit,
        site="liver",
        is_node=False,
        measure="longest diameter",
        value=Quantity(Decimal(size_mm), "mm"),
        method="CT",
        read=read,
        replaces=replaces,
    )


FIRST = [
    fact("Baseline", "2026-01-10", 40, read="one", signed="2026-03-10"),
    fact("Week 8", "2026-03-07", 50, read="one", signed="2026-03-10"),
]
AMENDED = [replace(one, read="two", replaces=("one",), recorded_on=parse_date("2026-04-01")) for one in FIRST]
AMENDED[1] = replace(AMENDED[1], value=Quantity(Decimal(44), "mm"))
TWICE = [replace(one, read="three") for one in AMENDED]
TWICE[1] = replace(TWICE[1], value=Quantity(Decimal(48), "mm"))


def categories(facts: list[LesionMeasurement], day: date) -> list[str]:
    timeline = as_known_on(build_timeline("P-17", facts), day)
    return [
        visit.overall for one in respond(timeline, response_rules("recist_1_1"), "recist-1.1") for visit in one.visits
    ]


def test_before_the_amendment_the_first_version_holds() -> None:
    """40 to 50 mm is +25 % and 10 mm: progression; amended to 44 mm it is +10 %: stable."""
    assert categories([*FIRST, *AMENDED], date(2026, 3, 31)) == ["", "PD"]
    assert categories([*FIRST, *AMENDED], date(2026, 4, 1)) == ["", "SD"]


def test_the_order_in_which_they_came_does_not_matter() -> None:
    assert categories([*AMENDED, *FIRST], date(2026, 4, 1)) == ["", "SD"]


def test_two_amendments_that_do_not_know_of_each_other_measure_nothing_where_they_differ() -> None:
    """44 and 48 mm for one lesion at one visit: neither is taken; the baseline, on which they agree, stands."""
    timeline = as_known_on(build_timeline("P-17", [*FIRST, *AMENDED, *TWICE]), date(2026, 4, 2))
    (found,) = respond(timeline, response_rules("recist_1_1"), "recist-1.1")
    assert [visit.overall for visit in found.visits] == ["", "NE"]
    assert found.visits[0].sum_mm == 40
    assert any("measured more than once" in flag.what for flag in found.flags)


def test_an_amendment_whose_former_version_never_came_holds() -> None:
    assert categories(AMENDED, date(2026, 4, 1)) == ["", "SD"]
