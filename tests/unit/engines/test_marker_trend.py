"""Trend of tumour markers: assays, treatments and what the laboratory's limits do not decide."""

from __future__ import annotations

from decimal import Decimal

from onward.engines.response import CRITERIA, Course, ReaderResponse, asked_of, respond_by_all
from onward.knowledge import response_rules
from onward.terms import Code, CodeSystem, Quantity, at, parse_date
from onward.timeline import LabResult, build_timeline


def result(day: str, value: str, *, code: str = "", unit: str | None = "U/mL", high: str = "") -> LabResult:
    return LabResult(
        when=at(parse_date(day)),
        analyte="CA 15-3",
        value=Quantity(Decimal(value), unit),
        codes=(Code(CodeSystem.LOINC, code),) if code else (),
        high=Quantity(Decimal(high), unit) if high else None,
    )


def trend(*results: LabResult, courses: tuple[Course, ...] = ()) -> ReaderResponse:
    asked = asked_of(build_timeline("P1", results), courses=courses)
    (found,) = respond_by_all(asked, [("marker-trend", response_rules("marker_trend"))])
    return found


def words(found: ReaderResponse) -> list[str]:
    return [visit.overall for visit in found.visits if not visit.is_baseline]


def test_another_laboratory_code_is_not_compared_and_says_why() -> None:
    found = trend(
        result("2026-01-05", "100", code="6875-9"),
        result("2026-03-05", "150", code="83083-6"),
        result("2026-04-05", "160", code="83083-6"),
    )
    assert words(found) == ["NE", "no significant change"], "the third is compared with the second: +6.7 %"
    assert "another assay" in found.visits[1].doubts[0]


def test_a_result_without_a_code_is_compared_with_all() -> None:
    assert words(trend(result("2026-01-05", "100", code="6875-9"), result("2026-03-05", "150"))) == [
        "rising, unconfirmed"
    ]


def test_arbitrary_units_are_units() -> None:
    found = trend(result("2026-01-05", "100"), result("2026-03-05", "150", unit="[arb'U]/mL"))
    assert words(found) == ["rising, unconfirmed"]
    assert found.flags == ()


def test_a_result_without_a_unit_is_compared_with_nothing_and_flagged() -> None:
    found = trend(result("2026-01-05", "100"), result("2026-03-05", "150", unit=None), result("2026-04-05", "140"))
    assert words(found) == ["NE", "rising, unconfirmed"]
    assert "cannot be compared" in found.flags[0].what


def test_a_rise_within_the_limits_of_the_laboratory_is_told_with_a_doubt() -> None:
    found = trend(result("2026-01-05", "10", high="30"), result("2026-03-05", "14", high="30"))
    assert words(found) == ["rising, unconfirmed"]
    assert "within the laboratory's limits" in found.visits[1].doubts[0]


def test_every_answer_says_that_a_marker_alone_decides_nothing() -> None:
    found = trend(result("2026-01-05", "100"), result("2026-03-05", "150"), result("2026-04-05", "160"))
    assert words(found) == ["rising, unconfirmed", "rising"]
    assert all("a marker alone" in visit.doubts[-1] for visit in found.visits[1:])
    assert (found.best_overall, found.best_confirmed, found.progressed_on) == ("", "", None)


def test_a_supportive_drug_begins_no_new_baseline() -> None:
    start = parse_date("2026-02-01")
    steroid = Course(drug="dexamethasone", drug_class="corticosteroid", role="supportive", start=start, end=None)
    found = trend(
        result("2026-01-05", "50"), result("2026-01-25", "100"), result("2026-03-05", "100"), courses=(steroid,)
    )
    assert words(found) == ["rising, unconfirmed", "rising"], "still measured from 50"


def test_one_criterion_of_the_command() -> None:
    assert CRITERIA["marker-trend"].called == "trend of tumour markers"
