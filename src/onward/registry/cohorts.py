"""Criteria trees of coded trial files (CTML), and the steps, arms and dose levels that carry them.

CTML nests `step > arm > dose_level`; each may have a `match` tree of `and`, `or` and leaves. Whoever enters a dose
level has to fit its tree and those of everything above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchField:
    """One line of a leaf.

    name      the key in upper case ("HER2_STATUS", "PROTEIN_CHANGE")
    value     as written, without the sign of negation ("Positive", ">=18", "True")
    negated   the value was written with `!`
    """

    name: str
    value: str
    negated: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {'not ' if self.negated else ''}{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchLeaf:
    """One criterion: all of its fields hold for the same finding.

    kind   the key in lower case: "clinical", "genomic", "prior_treatment", or what else the file says
    """

    kind: str
    fields: tuple[MatchField, ...]

    @property
    def is_negated(self) -> bool:
        """Whether any of its fields is written with `!`."""
        return any(field.negated for field in self.fields)

    def __str__(self) -> str:
        """The leaf as one line with all its values: `genomic: HUGO_SYMBOL: PIK3CA; VARIANT_CATEGORY: Mutation`."""
        return f"{self.kind}: " + "; ".join(map(str, self.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAll:
    """Every part holds."""

    parts: tuple[MatchTree, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAny:
    """At least one part holds."""

    parts: tuple[MatchTree, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchNot:
    """The part does not hold."""

    part: MatchTree


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchUnread:
    """A part of the tree whose shape is unknown: kept, for a human. `text` is what stood there."""

    text: str


MatchTree: TypeAlias = MatchAll | MatchAny | MatchNot | MatchLeaf | MatchUnread


def leaves_of(tree: MatchTree | None) -> Iterator[MatchLeaf | MatchUnread]:
    """All leaves, in the order of the file."""
    match tree:
        case None:
            return
        case MatchAll(parts=parts) | MatchAny(parts=parts):
            for part in parts:
                yield from leaves_of(part)
        case MatchNot(part=part):
            yield from leaves_of(part)
        case MatchLeaf() | MatchUnread():
            yield tree


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortCriteria:
    """A step, an arm or a dose level.

    level       "step", "arm" or "dose level"
    code        its code, else its number as the file has it; "" when it has neither
    label       its description
    suspended   None when the file does not say
    parent      index in `Trial.cohorts` of what it belongs to, None for the trial itself
    match       its own tree, without those above it
    eligibility_text   criteria in words that hold for it alone, verbatim; "" where there are none
    """

    level: str
    code: str
    label: str = ""
    suspended: bool | None = None
    parent: int | None = None
    match: MatchTree | None = None
    eligibility_text: str = ""
