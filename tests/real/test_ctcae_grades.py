"""Onward's CTCAE grades against an independent evaluation of the public criteria tables, at and between all limits.

The tables (admiral, SI and US units) hold each grade as conditions of R, tried from the highest grade down. The small
evaluator here reads those conditions word by word; it shares nothing with Onward but the numbers of a row.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from onward.criteria import LabGrade, Measurement, grade_value
from onward.knowledge import ctcae_v5
from onward.terms import Quantity

DATA = Path(os.environ.get("ONWARD_DATA") or "absent")
TABLES = DATA / "molecular" / "ctcae"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not TABLES.is_dir(), reason="ONWARD_DATA names no folder with the criteria tables"),
]

Numbers = dict[str, float | None]

# Units as the tables write them, and in UCUM; what has none is graded by multiples of the laboratory's own limits.
UCUM = {
    "g/L": "g/L",
    "g/dL": "g/dL",
    "mg/dL": "mg/dL",
    "MMOL/L": "mmol/L",
    "mmol/L": "mmol/L",
    "10^9/L": "10*9/L",
    "10^3/uL": "10*3/uL",
    "10^3/mL": "10*3/mL",
    "1/uL": "/uL",
}
OWN_UNIT = {
    "Acidosis": "[pH]",
    "Alkalosis": "[pH]",
    "INR increased": "1",
    "Activated partial thromboplastin time prolonged": "s",
    "Creatinine increased": "umol/L",
    "Blood bilirubin increased": "mg/dL",
    "Haptoglobin decreased": "g/L",
    "Hyperuricemia": "mg/dL",
}


def signif(value: float | None, digits: int = 15) -> float | None:
    """R's signif: so many significant digits."""
    if value is None or value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def compare(left: float | None, sign: str, right: float | None) -> bool | None:
    """A comparison of R: NA when a side is."""
    if left is None or right is None:
        return None
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]


class Conditions:
    """The conditions of one term, read from their text: `case ~ result, case ~ result, ...`."""

    _TOKEN = re.compile(r"\s*(is\.na|signif_dig|signif|%in%|high_indicator|[A-Z]+|\d+(?:\.\d+)?|<=|>=|[<>!&|()*+,-])")

    def __init__(self, row: dict[str, Any]) -> None:
        self.cases: list[tuple[str, str | None]] = []
        for key in ("GRADE_NA_CODE", "GRADE_4_CODE", "GRADE_3_CODE", "GRADE_2_CODE", "GRADE_1_CODE"):
            text = row.get(key) or ""
            for found in re.finditer(r'(.+?)~\s*(?:"(\d)"|NA_character_)\s*(?:,|$)', text):
                self.cases.append((found[1].strip(), found[2]))

    def grade(self, numbers: Numbers) -> int | None:
        """The first case that is TRUE; 0 when none is."""
        for condition, result in self.cases:
            if Reader(condition, numbers).whole() is True:
                return None if result is None else int(result)
        return 0


class Reader:
    """A condition of R by recursive descent: | over & over ! over comparisons over sums over products."""

    def __init__(self, text: str, numbers: Numbers) -> None:
        self.tokens = [found[1] for found in Conditions._TOKEN.finditer(text)]
        assert "".join(self.tokens) == re.sub(r"\s", "", text), f"not understood: {text}"
        self.numbers = numbers
        self.place = 0

    def whole(self) -> bool | None:
        found = self.either()
        assert self.place == len(self.tokens)
        return found

    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self, *expected: str) -> str:
        token = self.next()
        assert not expected or token in expected, f"{token} where {expected} was expected"
        self.place += 1
        return token

    def either(self) -> bool | None:
        found = self.both()
        while self.next() == "|":
            self.take()
            other = self.both()
            found = True if True in (found, other) else None if None in (found, other) else False
        return found

    def both(self) -> bool | None:
        found = self.denied()
        while self.next() == "&":
            self.take()
            other = self.denied()
            found = False if False in (found, other) else None if None in (found, other) else True
        return found

    def denied(self) -> bool | None:
        if self.next() == "!":
            self.take()
            found = self.denied()
            return None if found is None else not found
        if self.next() == "(":
            self.take()
            found = self.either()
            self.take(")")
            return found
        if self.next() == "is.na":
            self.take()
            self.take("(")
            value = self.numbers[self.take()]
            self.take(")")
            return value is None
        if self.next() == "BNRIND":
            # The indicator of the baseline is HIGH above the upper limit of normal; NA is in no set.
            self.take()
            self.take("%in%")
            self.take("high_indicator")
            base, high = self.numbers["BASE"], self.numbers["ANRHI"]
            return base is not None and high is not None and base > high
        left = self.sum()
        sign = self.take("<", "<=", ">", ">=")
        return compare(left, sign, self.sum())

    def sum(self) -> float | None:
        found = self.product()
        while self.next() == "+":
            self.take()
            other = self.product()
            found = None if found is None or other is None else found + other
        return found

    def product(self) -> float | None:
        found = self.number()
        while self.next() == "*":
            self.take()
            other = self.number()
            found = None if found is None or other is None else found * other
        return found

    def number(self) -> float | None:
        word = self.take()
        if word == "-":
            value = self.number()
            return None if value is None else -value
        if word == "signif":
            self.take("(")
            value = self.sum()
            self.take(",")
            self.take("signif_dig")
            self.take(")")
            return signif(value)
        return self.numbers[word] if word.isalpha() else float(word)


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in ("ncictcaev5.json", "ncictcaev5_uscv.json"):
        found.extend(json.loads((TABLES / name).read_text(encoding="utf-8")))
    return found


def anchors(row: dict[str, Any]) -> tuple[list[float], list[float]]:
    """The absolute numbers and the factors in the conditions of a row."""
    text = " ".join(str(row.get(f"GRADE_{grade}_CODE") or "") for grade in (1, 2, 3, 4))
    factors = [float(one) for one in re.findall(r"(\d+(?:\.\d+)?)\*", text)]
    absolute = [float(one) for one in re.findall(r"[<>]=?\s*(?:signif\()?(\d+(?:\.\d+)?)(?!\*)", text)]
    return absolute, sorted({1.0, *factors})


def draws(row: dict[str, Any], chance: random.Random) -> Iterator[tuple[Decimal, dict[str, Decimal | None]]]:
    """Values at, near and between the limits of a row, with limits of normal and baseline, each sometimes missing."""
    absolute, factors = anchors(row)
    middle = sorted(absolute)[len(absolute) // 2] if absolute else 40.0
    for _ in range(700):
        scale = Decimal(str(round(middle * chance.choice((0.5, 0.8, 1, 1.1, 1.7)), 2)))
        low = scale * chance.choice((Decimal("0.8"), Decimal(1), Decimal("1.1")))
        high = low * chance.choice((Decimal(1), Decimal("1.2"), Decimal(2)))
        baseline = high * chance.choice((Decimal("0.4"), Decimal("0.9"), Decimal(1), Decimal("1.01"), Decimal("2.5")))
        held: dict[str, Decimal | None] = {"low": low, "high": high, "baseline": baseline}
        for name in held:
            if chance.random() < 0.2:
                held[name] = None
        near = [Decimal(str(one)) for one in absolute]
        near += [one * Decimal(str(factor)) for one in (low, high, baseline) for factor in factors]
        near += [baseline * Decimal(part) for part in ("0.25", "0.5", "0.75")] + [high + 2, high + 4, high + 20]
        step = Decimal(chance.choice(("0", "0", "0", "0.001", "-0.001", "0.07", "-0.3")))
        yield chance.choice(near) * (1 + step), held


def theirs(conditions: Conditions, value: Decimal, held: dict[str, Decimal | None]) -> int | None:
    number: Callable[[str], float | None] = lambda name: None if (one := held[name]) is None else float(one)  # noqa: E731  (a name for three uses)
    base = number("baseline")
    change = None if base is None else (float(value) - base) / base * 100
    return conditions.grade(
        {"AVAL": float(value), "ANRLO": number("low"), "ANRHI": number("high"), "BASE": base, "PCHG": change}
    )


def ours(term: str, value: Decimal, unit: str, held: dict[str, Decimal | None]) -> LabGrade:
    table = ctcae_v5()
    found = table.find(term)
    assert found is not None, term
    return grade_value(found, Measurement(value=Quantity(value, unit), **held), table)


def test_every_term_of_the_tables_is_known_and_no_other() -> None:
    assert {row["TERM"] for row in rows()} == {term.term for term in ctcae_v5().terms}


def test_the_grades_are_those_of_the_tables() -> None:
    """On 700 draws for each of the 86 rows, half of them exactly at a limit."""
    chance = random.Random(20261128)
    compared = 0
    for row in rows():
        conditions = Conditions(row)
        assert conditions.cases, row["TERM"]
        written = row.get("UNIT_CHECK")
        unit = UCUM[written] if written else OWN_UNIT.get(row["TERM"], "U/L")
        for value, held in draws(row, chance):
            expected = theirs(conditions, value, held)
            found = ours(row["TERM"], value, unit, held)
            compared += 1
            assert found.grade == expected, (row["TERM"], unit, value, held, found)
    assert compared == 700 * 86
