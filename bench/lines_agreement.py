"""Agreement of the lines of therapy with the hand-derived courses of disease/lines.cases, by rule and overall.

    python -m bench.lines_agreement

A course agrees when its whole table (number, setting, drugs, start, end, why it ended), all its conflicts and all its
open questions are those that were derived by hand from the rules before any program existed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.treatment_cases import LineAnswer, cases_file, expected_lines, found_lines, line_rules

# Case -> why Onward answers otherwise. An expectation is never changed to what the program gives; when the case or
# the rules are at fault, the argument stands here until somebody decides.
EXPLAINED: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One hand-derived course and what the rules gave for it."""

    id: str
    title: str
    rules: tuple[str, ...]
    expected: LineAnswer
    found: LineAnswer

    @property
    def agrees(self) -> bool:
        return self.expected == self.found

    def differences(self) -> list[str]:
        """What is expected and not found (-), and found and not expected (+), a line each."""
        both = [
            (self.expected.lines, self.found.lines),
            (self.expected.conflicts, self.found.conflicts),
            (self.expected.unknown, self.found.unknown),
        ]
        return [
            f"{sign} {_words(one)}"
            for expected, found in both
            for sign, ones, others in (("-", expected, found), ("+", found, expected))
            for one in ones
            if one not in others
        ]


def compare() -> tuple[Comparison, ...]:
    """Every case, in the order of its file."""
    return tuple(_compare(case) for case in cases_file("lines.cases.yaml")["cases"])


def _compare(case: Mapping[str, Any]) -> Comparison:
    return Comparison(
        id=case["id"],
        title=case["title"],
        rules=tuple(case["rules"]),
        expected=expected_lines(case),
        found=found_lines(case),
    )


def agreement() -> tuple[int, int]:
    """Courses in full agreement, and all courses."""
    compared = compare()
    return sum(one.agrees for one in compared), len(compared)


def by_rule(compared: tuple[Comparison, ...]) -> list[tuple[str, str, int, int]]:
    """Rule, its name, courses in agreement and courses that exercise it, in the order of the rules."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for one in compared:
        for rule in one.rules:
            counts[rule].append(one.agrees)
    return [(rule.id, rule.name, sum(counts[rule.id]), len(counts[rule.id])) for rule in line_rules().rules]


def _words(one: object) -> str:
    return one if isinstance(one, str) else str(one)


def main() -> int:
    """Print agreement by rule and overall, then every disagreement with its explanation."""
    compared = compare()
    for rule, _, agreed, courses in by_rule(compared):
        print(f"{rule:<32} {agreed:>3} of {courses}")
    print(f"{'all':<32} {sum(one.agrees for one in compared):>3} of {len(compared)}")
    for one in compared:
        if not one.agrees:
            print(f"\n{one.id} {one.title}\n  {EXPLAINED.get(one.id, 'not explained yet')}")
            for difference in one.differences():
                print(f"  {difference}")
    return 0 if all(one.agrees or one.id in EXPLAINED for one in compared) else 1


if __name__ == "__main__":
    raise SystemExit(main())
