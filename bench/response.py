"""Response of many people: 8 visits, 5 targets and 3 readers each, by every criterion that applies.

python -m bench.response [PEOPLE]    default 10,000
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from onward.engines.response import CRITERIA, applying, asked_of, respond_by_all
from onward.knowledge import response_rules
from onward.terms import Quantity, at, parse_date
from onward.timeline import AnyFact, LabResult, LesionMeasurement, PetAcquisition, Timeline, build_timeline

VISITS, TARGETS, READERS = 8, 5, 3
SITES = ("liver", "liver", "lung", "lung", "adrenal gland")


def made_people(number: int, *, with_all: bool) -> Iterator[Timeline]:
    """Invented people, the same for every run: sizes on CT, and with_all also uptake on PET, bone and markers."""
    chance = random.Random(7)  # figures for a measurement, no secret
    days = [at(parse_date(f"2025-{month:02d}-05")) for month in range(1, VISITS + 1)]
    for person in range(number):
        facts: list[AnyFact] = []
        for reader in range(READERS):
            sizes = [Decimal(chance.randrange(150, 600)) / 10 for _ in range(TARGETS)]
            for visit in range(VISITS):
                common: dict[str, Any] = {
                    "when": days[visit],
                    "reader": f"READER {reader}",
                    "visit": f"WEEK {8 * visit}" if visit else "BASELINE",
                    "visit_number": Decimal(visit),
                }
                for target in range(TARGETS):
                    size = (sizes[target] * Decimal(chance.randrange(70, 115)) / 100).quantize(Decimal("0.1"))
                    lesion: dict[str, Any] = {"lesion": f"T{target}", "role": "target", "site": SITES[target]}
                    facts.append(_measured(common, lesion, "longest diameter", Quantity(size, "mm"), "CT"))
                    if with_all:
                        facts.append(_measured(common, lesion, "SULpeak", Quantity(size / 4, "g/mL"), "PET"))
                if with_all:
                    facts += _beside(common, visit)
        if with_all:
            facts += [
                LabResult(when=day, analyte="CA 15-3", kind="tumour marker",
                          value=Quantity(Decimal(chance.randrange(20, 200)), "U/mL"))
                for day in days
            ]  # fmt: skip
        yield build_timeline(f"P{person}", facts)


def _measured(
    common: dict[str, Any], lesion: dict[str, Any], measure: str, value: Quantity, method: str
) -> LesionMeasurement:
    return LesionMeasurement(**common, **lesion, measure=measure, value=value, method=method)


def _beside(common: dict[str, Any], visit: int) -> Iterator[AnyFact]:
    """Liver and acquisition of a PET, and one bone lesion that is judged on CT."""
    liver = {"lesion": "LIVER", "role": "reference", "site": "liver"}
    for measure, value in (("SULmean", "2.0"), ("SUL SD", "0.2")):
        yield _measured(common, liver, measure, Quantity(Decimal(value), "g/mL"), "PET")
    yield PetAcquisition(**common, tracer="FDG", uptake_minutes=Decimal(60))
    state = "present" if visit == 0 else "partial sclerotic fill-in"
    yield LesionMeasurement(
        **common, lesion="NT1", role="non-target", site="bone", measure="state", state=state, method="CT"
    )


def measure(number: int, *, with_all: bool) -> tuple[float, int, int]:
    """Seconds of one core for `number` people by all criteria that apply, without the making of their timelines;
    answers given; criteria that answered."""
    rules = {name: response_rules(one.file) for name, one in CRITERIA.items() if one.file}
    spent, answers = 0.0, 0
    names: set[str] = set()
    for timeline in made_people(number, with_all=with_all):
        before = time.process_time()
        asked = asked_of(timeline, frozenset({"immune checkpoint inhibitor"}))
        found = respond_by_all(asked, [(name, rules[name]) for name in applying(asked)])
        spent += time.process_time() - before
        answers += len(found)
        names |= {one.criterion for one in found}
    return spent, answers, len(names)


def main() -> int:
    """Print the figures."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for said, with_all in (("sizes on CT", False), ("CT, PET, bone and markers", True)):
        spent, answers, criteria = measure(number, with_all=with_all)
        print(
            f"{said}: {number} people, {VISITS} visits, {TARGETS} targets, {READERS} readers, {criteria} criteria: "
            f"{spent:.1f} s, {1000 * spent / number:.2f} ms a person, {answers} answers (aim: 60 s for 10,000; 6 ms)"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
