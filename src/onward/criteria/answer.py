"""An answer: a tree of truths with reasons, down to the facts, with what would settle it and what may change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from onward.criteria.nodes import Criterion
from onward.terms import Truth, WhyUnknown
from onward.timeline import AnyFact


class Prospect(Enum):
    """Whether a decided answer can become another one as life goes on."""

    FIXED = "cannot change"
    OPEN = "can change"
    DATED = "changes on a date"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a decided answer.

    on   DATED only: the first day on which this answer no longer stands by dates alone (a birthday, a washout's end)
    """

    prospect: Prospect
    on: date | None = None

    def __post_init__(self) -> None:
        if (self.on is not None) != (self.prospect is Prospect.DATED):
            raise ValueError("a change has a day exactly when it is dated")


FIXED = Change(Prospect.FIXED)
OPEN = Change(Prospect.OPEN)


def dated(day: date) -> Change:
    """The answer stands until the day before `day`."""
    return Change(Prospect.DATED, day)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, look up or test, in a sentence for a person, and why the record does not answer it."""

    text: str
    why: WhyUnknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one criterion about one person on one day.

    because      one sentence; on a page it stands beside the facts
    facts        what it rests on, as recorded (leaves only; `facts_of` collects those of a tree)
    rules        ids of the knowledge rules behind a derived fact ("her2/low-ihc-1")
    why_unknown  for UNKNOWN: why; of a composite, that of its first undecided part
    question     for UNKNOWN leaves: what would settle it
    change       whether and when a decided answer may become another one; OPEN for UNKNOWN
    assumed      presumptions without which the answer would be UNKNOWN
    parts        the answers it is made of, all of them, in the order of the question
    """

    criterion: Criterion
    truth: Truth
    because: str
    facts: tuple[AnyFact, ...] = ()
    rules: tuple[str, ...] = ()
    why_unknown: WhyUnknown | None = None
    question: Question | None = None
    change: Change = OPEN
    assumed: tuple[str, ...] = ()
    parts: tuple[Answer, ...] = ()

    def __post_init__(self) -> None:
        if (self.truth is Truth.UNKNOWN) != (self.why_unknown is not None):
            raise ValueError("an answer says why it is UNKNOWN exactly when it is")
        if self.truth is Truth.UNKNOWN and not self.parts and self.question is None:
            raise ValueError("an UNKNOWN leaf names the question that would settle it")

    @property
    def can_change(self) -> bool:
        """Whether this answer may become another one; always so for UNKNOWN."""
        return self.change.prospect is not Prospect.FIXED

    @property
    def changes_on(self) -> date | None:
        """The first day on which this answer no longer stands by dates alone; None when no date says so."""
        return self.change.on


def leaves_of(answer: Answer) -> Iterator[Answer]:
    """The leaves of an answer, from left to right."""
    waiting = [answer]
    while waiting:
        one = waiting.pop()
        if one.parts:
            waiting.extend(reversed(one.parts))
        else:
            yield one


def facts_of(answer: Answer) -> tuple[AnyFact, ...]:
    """Every fact that the tree rests on, each once, in the order of the question."""
    return each_once(fact for leaf in leaves_of(answer) for fact in leaf.facts)


def each_once(facts: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
    """The facts in their order, each once. A timeline holds equal facts only once, so the object tells them apart."""
    return tuple({id(fact): fact for fact in facts}.values())
