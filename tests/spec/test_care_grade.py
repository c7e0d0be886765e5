"""Grades of laboratory values.

`onward care grade FILE.csv` gives each laboratory value its grade of CTCAE v5.0. A row is one value under one term,
with the laboratory's own limits of normal and the baseline, all in the one UCUM unit of the row:

    id,term,value,unit,low,high,baseline

`grade` is 0 to 4, or null where it cannot be told; `because` says which limit decided, `assumed` what the grade rests
on beside the numbers, `possible` the grades that it could be once everything were known, `missing` the numbers that
would settle it. The limits are data (knowledge/data/ctcae/v5.yaml); at and beside every one of them stands a case.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.spec.manual import Section

from onward.cli import main
from onward.knowledge import CtcaeTerm, GradeLimit, ctcae_v5

HEAD = "id,term,value,unit,low,high,baseline"
Grade = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def grade(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], manual: Section) -> Grade:
    """Grades rows of a table through the command line, and puts them with their answers on the page."""

    def run(*rows: str, expect: tuple[int | None, ...], header: str = HEAD) -> list[dict[str, Any]]:
        path = tmp_path / "values.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        main(["care", "grade", str(path), "--json"])
        document = json.loads(capfdbinary.readouterr().out)
        answers = document["rows"]
        assert [answer["grade"] for answer in answers] == list(expect)
        manual.table(
            ("row", "grade", "because", "rests on"),
            [
                (
                    row,
                    "null" if answer["grade"] is None else str(answer["grade"]),
                    answer["because"],
                    "; ".join(answer["assumed"]),
                )
                for row, answer in zip(rows, answers, strict=True)
            ],
        )
        return answers

    return run


def test_limits_are_sharp(grade: Grade) -> None:
    """A limit belongs to the milder side unless the print says otherwise: neutrophils of 1.5 are not below 1.5."""
    grade(
        "a1,Neutrophil count decreased,1.5,10*9/L,1.8,7.5,",
        "a2,Neutrophil count decreased,1.49,10*9/L,1.8,7.5,",
        "a3,Neutrophil count decreased,1499,/uL,1800,7500,",
        "a4,Acidosis,7.3,[pH],7.35,7.45,",
        "a5,Acidosis,7.29,[pH],7.35,7.45,",
        expect=(1, 2, 2, 1, 3),
    )


def test_limits_that_begin_at_the_laboratorys_own_limit(grade: Grade) -> None:
    """Grade 1 begins at the laboratory's lower or upper limit of normal. Without it a value stays open, unless an
    absolute limit decides."""
    answers = grade(
        "b1,Anemia,11.9,g/dL,12,16,",
        "b2,Anemia,11.9,g/dL,,,",
        "b3,Anemia,7.9,g/dL,,,",
        "b4,Blood lactate dehydrogenase increased,260,U/L,,,",
        expect=(1, None, 3, None),
    )
    assert answers[1]["possible"] == [0, 1]
    assert answers[1]["missing"] == ["low"]
    assert answers[3]["missing"] == ["high"]


def test_normal_and_abnormal_baselines(grade: Grade) -> None:
    """A baseline above the upper limit is abnormal, and its multiples count instead of those of the limit. Without a
    baseline it is taken to have been normal, and the answer says so where that matters."""
    answers = grade(
        "c1,Alanine aminotransferase increased,130,U/L,,40,40",
        "c2,Alanine aminotransferase increased,130,U/L,,40,41",
        "c3,Alanine aminotransferase increased,130,U/L,,40,",
        "c4,Alanine aminotransferase increased,38,U/L,,40,",
        "c5,Alanine aminotransferase increased,130,U/L,,,60",
        expect=(2, 2, 2, 0, None),
    )
    assert answers[2]["possible"] == [0, 1, 2]
    assert answers[3]["assumed"] == []
    grade("c6,Alanine aminotransferase increased,120,U/L,,40,60", expect=(1,))


def test_creatinine_counts_both_ways(grade: Grade) -> None:
    """The worse of two counts: multiples of the upper limit, and of the baseline where there is one."""
    answers = grade(
        "d1,Creatinine increased,0.9,mg/dL,,1.0,0.5",
        "d2,Creatinine increased,0.9,mg/dL,,1.0,",
        "d3,Creatinine increased,2.0,mg/dL,,,0.6",
        "d4,Creatinine increased,1.2,mg/dL,,,1.1",
        expect=(2, 0, 3, None),
    )
    assert answers[1]["missing"] == ["baseline"]
    assert answers[2]["possible"] == [3, 4]


def test_what_no_laboratory_tells(grade: Grade) -> None:
    """Where the print asks for symptoms or a treatment as well, the worse case is taken, as in the public criteria
    tables, and the answer names the grade that it would be otherwise."""
    answers = grade(
        "e1,Hypokalemia,3.2,mmol/L,3.5,5.0,",
        "e2,Hyponatremia,127,mmol/L,135,145,",
        "e3,Hyponatremia,124,mmol/L,135,145,",
        "e4,INR increased,1.1,1,,,1.0",
        "e5,Lipase increased,130,U/L,,60,",
        "e6,Hyperuricemia,7,mg/dL,,6,",
        expect=(2, 3, 3, 1, 3, 3),
    )
    assert [answer["possible"] for answer in answers] == [[1, 2], [2, 3], [3], [0, 1], [2, 3], [1, 3]]


def test_units(grade: Grade) -> None:
    """A value without a unit has no grade. Units convert within one kind; mass and amount of substance have printed
    limits of their own; milliequivalents of sodium, potassium, calcium and magnesium are turned into millimoles."""
    grade(
        "f1,Anemia,9.5,,12,16,",
        "f2,Anemia,95,g/L,120,160,",
        "f3,Anemia,6.1,mmol/L,7.4,10,",
        "f4,Anemia,30,%,36,46,",
        "f5,Hypokalemia,2.9,meq/L,3.5,5.0,",
        "f6,Neutrophil count decreased,1.2,10^9/L,1.8,7.5,",
        "f7,Neutrophil count decreased,60,%,40,70,",
        expect=(None, 2, 2, None, 3, 2, None),
    )


def test_numbers_that_are_none(grade: Grade) -> None:
    """Missing is never a number, and a comma is never taken for a decimal point. A reported bound is graded where all
    that it allows has one grade."""
    grade(
        'g1,Anemia,"9,5",g/dL,12,16,',
        "g2,Anemia,-9.5,g/dL,12,16,",
        "g3,Anemia,NaN,g/dL,12,16,",
        "g4,Anemia,inf,g/dL,12,16,",
        "g5,Anemia,,g/dL,12,16,",
        "g6,Anemia,9,5,g/dL,12,16,",
        "g7,Anemia,11.9,g/dL,16,12,",
        "g8,Platelet count decreased,<25,10*9/L,150,400,",
        "g9,Platelet count decreased,<30,10*9/L,150,400,",
        expect=(None, None, None, None, None, None, None, 4, None),
    )


def test_terms(grade: Grade) -> None:
    """The terms are those of CTCAE v5.0 as printed; case does not matter. Others get none; the nearest is named."""
    answers = grade(
        "h1,ANEMIA,9.5,g/dL,12,16,",
        "h2,Anaemia,9.5,g/dL,12,16,",
        "h3,Hypercalcemia (Ionized),1.55,mmol/L,,1.3,",
        "h4,Hyperglycemia,12,mmol/L,,5.6,",
        expect=(2, None, 2, None),
    )
    assert '"Anemia"' in answers[1]["because"]


def _limit_words(limit: GradeLimit) -> str:
    numbers = " or ".join(f"{number} {unit}".removesuffix(" 1") for unit, number in limit.numbers.items())
    times = "" if limit.times == 1 else f"{limit.times} x "
    plus = "".join(f" + {number} {unit}" for unit, number in limit.plus.items())
    what = numbers or f"{times}{limit.of}{plus}"
    if limit.fall_percent is not None:
        what = f"baseline less {limit.fall_percent} %"
    told = [one for one in (limit.when, f"presumes {limit.presumes}" if limit.presumes else "") if one]
    return f"{limit.side} {what}" + (f" ({', '.join(told)})" if told else "")


def _grade_words(term: CtcaeTerm, grade: int) -> str:
    return "; ".join(_limit_words(limit) for limit in term.limits if limit.grade == grade) or "-"


def test_all_terms(manual: Section) -> None:
    """Every term with its limits. "beyond" is what the grade also asks, and no laboratory value tells."""
    table = ctcae_v5()
    assert len(table.terms) == 40
    manual.table(
        ("term", "grade 1", "grade 2", "grade 3", "grade 4"),
        [(term.term, *(_grade_words(term, grade) for grade in (1, 2, 3, 4))) for term in table.terms],
    )
    manual.table(
        ("term", "how print that leaves room is read", "beyond"),
        [(term.term, term.reading, term.beyond) for term in table.terms if term.reading or term.beyond],
    )
