"""A timeline holds every fact once, in one order, and can be told as it was known on a day."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from onward.terms import Code, CodeSystem, PartialDate, Period, Quantity, at, parse_date
from onward.timeline import (
    AnyFact,
    Comorbidity,
    Death,
    Demographics,
    LabResult,
    Metastasis,
    Sex,
    Source,
    as_known_on,
    build_timeline,
)


def day(text: str) -> PartialDate:
    found = parse_date(text)
    assert found is not None
    return found


def source(resource: str, file: str = "bundle.json") -> Source:
    return Source(file=file, sha256="0" * 64, place="", resource=resource)


def marker_value(value: str, when: str, *, issued: str | None = None, resource: str = "Observation/1") -> LabResult:
    return LabResult(
        analyte="CA 15-3",
        kind="tumour marker",
        value=Quantity(Decimal(value), "[arb'U]/mL"),
        when=at(day(when)),
        recorded_on=day(issued) if issued else None,
        sources=(source(resource),),
    )


def test_the_same_result_from_two_files_is_one_fact_with_two_sources() -> None:
    first = marker_value("31", "2025-03-01")
    again = replace(first, sources=(source("Observation/9", "export.ndjson"),))
    timeline = build_timeline("p", [first, again])
    assert len(timeline.facts) == 1
    assert [one.file for one in timeline.facts[0].sources] == ["bundle.json", "export.ndjson"]


def test_another_value_on_the_same_day_stays_beside_it() -> None:
    timeline = build_timeline("p", [marker_value("31", "2025-03-01"), marker_value("33", "2025-03-01")])
    assert len(timeline.facts) == 2
    assert timeline.conflicts == ()  # two draws of one day are a course, not a contradiction


def test_two_values_of_one_instant_contradict() -> None:
    timeline = build_timeline(
        "p", [marker_value("31", "2025-03-01T08:00:00Z"), marker_value("133", "2025-03-01T08:00:00Z")]
    )
    assert [conflict.what for conflict in timeline.conflicts] == [
        "Two different values of CA 15-3 are recorded for the same instant."
    ]


def test_order_of_input_makes_no_difference() -> None:
    facts: list[AnyFact] = [
        marker_value("31", "2025-03-01"),
        marker_value("29", "2025"),
        marker_value("30", "2025-03"),
        Comorbidity(text="hypertension"),
        Comorbidity(text="asthma", when=Period(day("2010"), None)),
        Demographics(sex=Sex.FEMALE, birth=day("1964-01-01")),
    ]
    expected = build_timeline("p", facts)
    shuffler = random.Random(20261123)
    for _ in range(20):
        shuffler.shuffle(facts)
        assert build_timeline("p", facts) == expected
    assert [str(fact.when) for fact in expected.facts] == [
        "2010 to ?",
        "2025",
        "2025-03-01",
        "2025-03",
        "undated",
        "undated",
    ]


def test_a_result_is_known_from_when_it_was_issued() -> None:
    late = marker_value("31", "2025-03-01", issued="2025-03-04")
    timeline = build_timeline("p", [late])
    assert as_known_on(timeline, date(2025, 3, 3)).facts == ()
    assert as_known_on(timeline, date(2025, 3, 4)).facts == (late,)


def test_an_end_in_the_future_was_not_known_yet() -> None:
    treated = Comorbidity(text="pneumonitis", when=Period(day("2025-01-10"), day("2025-06-01")))
    then = as_known_on(build_timeline("p", [treated]), date(2025, 2, 1))
    assert [fact.when.end for fact in then.facts] == [None]


def test_a_year_counts_from_its_first_day_and_an_undated_fact_always() -> None:
    facts = [Comorbidity(text="asthma", when=at(day("2026"))), Comorbidity(text="eczema")]
    assert len(as_known_on(build_timeline("p", facts), date(2026, 11, 23)).facts) == 2


def test_two_dates_of_birth_contradict_unless_one_is_only_less_precise() -> None:
    whole = Demographics(birth=day("1964-05-02"), sources=(source("Patient/p"),))
    year = Demographics(birth=day("1964"), sources=(source("Patient/p", "other.json"),))
    other = Demographics(birth=day("1965-05-02"), sources=(source("Patient/p", "third.json"),))
    assert build_timeline("p", [whole, year]).conflicts == ()
    assert len(build_timeline("p", [whole, year, other]).conflicts) == 1


def test_results_after_death_contradict_it() -> None:
    death = Death(when=at(day("2025-01-01")))
    timeline = build_timeline("p", [death, marker_value("31", "2025-03-01")])
    assert [conflict.what for conflict in timeline.conflicts] == ["Measurements are dated after the recorded death."]
    assert build_timeline("p", [death, marker_value("31", "2025-01-01")]).conflicts == ()


def test_one_metastasis_with_two_dates_of_onset_contradicts_itself() -> None:
    bone = Code(CodeSystem.SNOMED, "94222008")
    pelvis = Code(CodeSystem.SNOMED, "94493005")

    def found(code: Code, when: str) -> Metastasis:
        return Metastasis(site="bone", basis="condition", codes=(code,), when=Period(day(when), None))

    two_dates = build_timeline("p", [found(bone, "2022-02-14"), found(bone, "2022-05-20")])
    assert [conflict.what for conflict in two_dates.conflicts] == [
        "One metastasis (bone) is recorded with two different dates of onset."
    ]
    # Another bone found later is a course, and a month that holds the day is only less precise.
    assert build_timeline("p", [found(bone, "2022-02-14"), found(pelvis, "2022-05-20")]).conflicts == ()
    assert build_timeline("p", [found(bone, "2022-05"), found(bone, "2022-05-20")]).conflicts == ()
