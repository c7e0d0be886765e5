"""Nodes that join questions, and the three that say what a record cannot: presumed, for a human, on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from onward.criteria.checks import must, must_be_one_of, must_say

if TYPE_CHECKING:
    from onward.criteria.nodes import Criterion

RecordKind = Literal[
    "medications", "conditions", "treatment lines", "laboratory results", "imaging", "genomic test", "germline test"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every one of the questions is YES."""

    of: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        must(bool(self.of), "all_of needs at least one question")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one of the questions is YES."""

    of: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        must(bool(self.of), "any_of needs at least one question")


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The question is NO. UNKNOWN stays UNKNOWN: what is not recorded is not denied."""

    of: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """At least `n` of the questions are YES."""

    n: int
    of: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        must(bool(self.of), "at_least needs at least one question")
        must(1 <= self.n <= len(self.of), f"at_least: n must lie between 1 and {len(self.of)}; {self.n} came")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A limit that depends on a condition: `then` where it holds, else `otherwise`.

    otherwise   None: the requirement does not apply where the condition is NO, and is met
    When the condition is UNKNOWN and both sides agree, their answer stands.
    """

    condition: Criterion
    then: Criterion
    otherwise: Criterion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresumeNo:
    """Absence presumed, in the open: when `of` is UNKNOWN only because nothing is recorded, it is NO.

    because    why absence may be presumed; shown with every answer that rests on it
    provided   presumed only where this is YES ("a medication list is on record"); None: always
    A conflict, an imprecise date or a question for a human is never presumed away.
    """

    of: Criterion
    because: str
    provided: Criterion | None = None

    def __post_init__(self) -> None:
        must_say(self.because, "presume_no: because")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHuman:
    """A question that no record answers: judgement, consent, logistics. It stays in the list as UNKNOWN."""

    question: str
    because: str

    def __post_init__(self) -> None:
        must_say(self.question, "ask_human: question")
        must_say(self.because, "ask_human: because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Whether the record holds anything of a kind at all. YES or UNKNOWN: what is absent here may exist elsewhere."""

    what: RecordKind

    def __post_init__(self) -> None:
        must_be_one_of(self.what, get_args(RecordKind), "recorded: what")
