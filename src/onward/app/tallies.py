"""Counting an import: for each kind of resource, how many came and what became of them (INTERFACE, import)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum

from onward.intake import Counted
from onward.terms import Issue, Severity


class Outcome(Enum):
    """What became of one resource; the fields of `Counted`."""

    FACTS = "facts"
    KEPT = "kept"
    DUPLICATE = "duplicate"
    ISSUE = "issue"


class Tally:
    """Resources counted by kind and outcome."""

    def __init__(self) -> None:
        self._numbers: Counter[tuple[str, Outcome]] = Counter()

    def add(self, kind: str, outcome: Outcome, number: int = 1) -> None:
        """Count resources of a kind."""
        self._numbers[kind, outcome] += number

    def add_counted(self, kind: str, counted: Counted) -> None:
        """Count rows or resources of a kind that were counted elsewhere."""
        self.add(kind, Outcome.FACTS, counted.facts)
        self.add(kind, Outcome.KEPT, counted.kept)
        self.add(kind, Outcome.DUPLICATE, counted.duplicate)
        self.add(kind, Outcome.ISSUE, counted.issue)

    def join(self, other: Tally) -> None:
        """Add another tally to this one."""
        self._numbers.update(other._numbers)

    def become(self, some: Tally, outcome: Outcome) -> None:
        """Count these resources, which are part of this tally, under another outcome."""
        for (kind, before), number in some._numbers.items():
            self._numbers[kind, before] -= number
            self._numbers[kind, outcome] += number

    def counted(self) -> Mapping[str, Counted]:
        """The numbers by kind, kinds in order of the alphabet."""
        kinds = sorted({kind for kind, _ in self._numbers})
        return {
            kind: Counted(
                facts=self._numbers[kind, Outcome.FACTS],
                kept=self._numbers[kind, Outcome.KEPT],
                duplicate=self._numbers[kind, Outcome.DUPLICATE],
                issue=self._numbers[kind, Outcome.ISSUE],
            )
            for kind in kinds
        }


# Of one thing that is wrong with a file, so many places are named; the rest is counted.
_PLACES_NAMED = 50
_DIFFERENT_THINGS = 1_000


class IssueList:
    """The issues of one file, in bounded memory: a large file may say the same wrong thing a million times."""

    def __init__(self) -> None:
        self._named: list[Issue] = []
        self._more: dict[Issue, int] = {}
        self._seen: Counter[tuple[str, str, Severity]] = Counter()

    def add(self, issues: Iterable[Issue]) -> None:
        for issue in issues:
            thing = (issue.what, issue.did, issue.severity)
            if thing not in self._seen and len(self._seen) >= _DIFFERENT_THINGS:
                thing = ("other things", "see the same file read by itself: `onward timeline FILE`", issue.severity)
            self._seen[thing] += 1
            if self._seen[thing] <= _PLACES_NAMED:
                self._named.append(issue)
            else:
                what, did, severity = thing
                rest = replace(issue, place="further places", what=what, did=did, severity=severity)
                self._more[rest] = self._more.get(rest, 0) + 1

    def all(self) -> tuple[Issue, ...]:
        """The issues as they came, then how many more places there are."""
        return (
            *self._named,
            *(replace(issue, place=f"{number} further places") for issue, number in self._more.items()),
        )
