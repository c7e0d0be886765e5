"""Response of many people: 8 visits, 5 targets and 3 readers each, by every criterion that applies.

python -m bench.response [PEOPLE]    default 10,000
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from decimal import Decimal

from onward.engines.response import CRITERIA, applying, asked_of, respond_by_all
from onward.knowledge import response_rules
from onward.terms import Quantity, at, parse_date
from onward.timeline import LesionMeasurement, Timeline, build_timeline

VISITS, TARGETS, READERS = 8, 5, 3
SITES = ("liver", "liver", "lung", "lung", "adrenal gland")


def made_people(number: int) -> Iterator[Timeline]:
    """Invented people, the same for every run."""
    chance = random.Random(7)  # figures for a measurement, no secret
    days = [at(parse_date(f"2025-{month:02d}-05")) for month in range(1, VISITS + 1)]
    for person in range(number):
        facts: list[LesionMeasurement] = []
        for reader in range(READERS):
            sizes = [Decimal(chance.randrange(150, 600)) / 10 for _ in range(TARGETS)]
            for visit in range(VISITS):
                for target in range(TARGETS):
                    size = (sizes[target] * Decimal(chance.randrange(70, 115)) / 100).quantize(Decimal("0.1"))
                    facts.append(
                        LesionMeasurement(
                            when=days[visit],
                            lesion=f"T{target}",
                            reader=f"READER {reader}",
                            role="target",
                            visit=f"WEEK {8 * visit}" if visit else "BASELINE",
                            visit_number=Decimal(visit),
                            site=SITES[target],
                            measure="longest diameter",
                            value=Quantity(size, "mm"),
                            method="CT",
                        )
                    )
        yield build_timeline(f"P{person}", facts)


def measure(number: int) -> tuple[float, int]:
    """Seconds of one core for `number` people by all criteria, without the making of their timelines; answers given."""
    rules = {name: response_rules(one.file) for name, one in CRITERIA.items()}
    spent, answers = 0.0, 0
    for timeline in made_people(number):
        before = time.process_time()
        asked = asked_of(timeline, frozenset({"immune checkpoint inhibitor"}))
        answers += len(respond_by_all(asked, [(name, rules[name]) for name in applying(asked)]))
        spent += time.process_time() - before
    return spent, answers


def main() -> int:
    """Print the figure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    spent, answers = measure(number)
    print(
        f"{number} people, {VISITS} visits, {TARGETS} targets, {READERS} readers, {len(CRITERIA)} criteria: "
        f"{spent:.1f} s, {1000 * spent / number:.2f} ms a person, {answers} answers (aim: 60 s for 10,000; 6 ms)"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
