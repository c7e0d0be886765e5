"""Every hand-derived case of ctcae/v5.cases gives its grade: at each limit and just to each side of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from onward.criteria import LabGrade, Measurement, grade_value
from onward.knowledge import codes, ctcae_v5
from onward.terms import Comparator, Quantity, convert, parse_unit

DATA = Path(__file__).parents[2] / "src" / "onward" / "knowledge" / "data"
CASES = yaml.load((DATA / "ctcae" / "v5.cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["cases"]


def graded(case: Mapping[str, Any], value: str) -> LabGrade:
    """The grade of one value of a case."""
    table = ctcae_v5()
    term = table.find(case["term"])
    assert term is not None, case["term"]
    sign = value[: len(value) - len(value.lstrip("<>="))]
    number = Quantity(Decimal(value.lstrip("<>=")), case["unit"] or None, Comparator(sign or "="))
    held = {name: Decimal(case[name]) if name in case else None for name in ("low", "high", "baseline")}
    return grade_value(term, Measurement(value=number, **held), table)


def every() -> Iterator[Any]:
    for case in CASES:
        held = " ".join(f"{name} {case[name]}" for name in ("low", "high", "baseline") if name in case)
        for value, grade in case["values"].items():
            yield pytest.param(case, value, grade, id=f"{case['term']} {value} {case['unit']} {held}")


@pytest.mark.parametrize(("case", "value", "grade"), list(every()))
def test_the_value_has_its_grade(case: Mapping[str, Any], value: str, grade: str) -> None:
    found = graded(case, value)
    assert ("?" if found.grade is None else str(found.grade)) == grade, f"{case['why']}: {found.because}"
    assert found.because
    if found.grade is None:
        assert len(found.possible) > 1
        assert found.missing or "bound" in found.because or "measured in" in found.because
    else:
        assert found.grade in found.possible


def test_every_limit_of_every_term_stands_in_a_case_itself_and_with_a_value_beyond_it() -> None:
    """A limit without a case at it and on its other side is an opinion."""
    for term in ctcae_v5().terms:
        cases = [case for case in CASES if case["term"] == term.term and case["unit"]]
        for limit in term.limits:
            units = list(limit.numbers) or [term.units[0]]
            for unit in units:
                read = parse_unit(unit)
                assert read is not None
                assert any(_around(limit, case, unit) for case in cases), f"{term.term}: {limit.grade} in {unit}"


def _around(limit: Any, case: Mapping[str, Any], unit: str) -> bool:
    """Whether the case has a value at the limit, and one on the side that the limit itself does not belong to."""
    bound = {
        "number": lambda: limit.numbers[unit],
        "LLN": lambda: Decimal(case["low"]) * limit.times,
        "ULN": lambda: Decimal(case["high"]) * limit.times + next(iter(limit.plus.values()), Decimal(0)),
        "baseline": lambda: Decimal(case["baseline"]) * limit.times * (100 - (limit.fall_percent or 0)) / 100,
    }
    needed = {"LLN": "low", "ULN": "high", "baseline": "baseline"}.get(limit.of)
    if needed is not None and needed not in case:
        return False
    at = Decimal(bound[limit.of]())
    values = [Decimal(value) for value in case["values"] if value[0] not in "<>"]
    if limit.of == "number":
        converted = [convert(Quantity(value, case["unit"]), unit) for value in values]
        values = [one.value for one in converted if one is not None]
    other = min(values, default=at) < at if limit.side in ("below", "at least") else max(values, default=at) > at
    return other and at in values


def test_its_analytes_are_those_of_the_code_tables() -> None:
    names = codes().analytes.by_name
    for term in ctcae_v5().terms:
        assert not term.analyte or term.analyte in names, term.term


def test_without_a_baseline_it_is_taken_as_normal_and_said_only_where_that_matters() -> None:
    case = {"term": "Alanine aminotransferase increased", "unit": "U/L", "high": "40"}
    assert graded(case, "40").assumed == ()
    raised = graded(case, "130")
    assert raised.assumed == ("the baseline was normal (none is given)",)
    assert raised.possible == (0, 1, 2)
    assert raised.missing == ("baseline",)


def test_what_no_laboratory_tells_is_said_with_the_grade_otherwise() -> None:
    potassium = graded({"term": "Hypokalemia", "unit": "mmol/L", "low": "3.5"}, "3.2")
    assert (potassium.grade, potassium.possible) == (2, (1, 2))
    sodium = {"term": "Hyponatremia", "unit": "mmol/L", "low": "135"}
    assert graded(sodium, "127").possible == (2, 3)
    # 120-124 mmol/L is grade 3 whatever the symptoms.
    assert graded(sodium, "124").possible == (3,)
    assert graded(sodium, "124").assumed == ()
    inr = graded({"term": "INR increased", "unit": "1", "baseline": "1.0"}, "1.1")
    assert (inr.grade, inr.possible) == (1, (0, 1))
    assert "anticoagulation" in inr.assumed[0]


def test_creatinine_without_a_baseline_says_what_the_baseline_could_add() -> None:
    case = {"term": "Creatinine increased", "unit": "mg/dL", "high": "1.0"}
    assert graded(case, "0.9").possible == (0, 2, 3)
    assert graded(case, "0.9").missing == ("baseline",)
    without_limit = graded({"term": "Creatinine increased", "unit": "mg/dL", "baseline": "0.6"}, "2.0")
    assert (without_limit.grade, without_limit.possible, without_limit.missing) == (3, (3, 4), ("high",))


def test_at_a_printed_number_that_the_tables_leave_out_both_readings_are_possible() -> None:
    assert graded({"term": "Hypertriglyceridemia", "unit": "mg/dL"}, "150").possible == (0, 1)
    assert graded({"term": "Hypertriglyceridemia", "unit": "mg/dL"}, "149").possible == (0,)
