"""Three truth values and their logic (Kleene's strong three-valued logic).

UNKNOWN is an answer. It never turns into NO by convenience, and it says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """YES, NO or UNKNOWN.

    | and     | YES     | NO | UNKNOWN |      | or      | YES | NO      | UNKNOWN |
    |---------|---------|----|---------|      |---------|-----|---------|---------|
    | YES     | YES     | NO | UNKNOWN |      | YES     | YES | YES     | YES     |
    | NO      | NO      | NO | NO      |      | NO      | YES | NO      | UNKNOWN |
    | UNKNOWN | UNKNOWN | NO | UNKNOWN |      | UNKNOWN | YES | UNKNOWN | UNKNOWN |
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __and__(self, other: Truth) -> Truth:
        if self is Truth.NO or other is Truth.NO:
            return Truth.NO
        if self is Truth.UNKNOWN or other is Truth.UNKNOWN:
            return Truth.UNKNOWN
        return Truth.YES

    def __or__(self, other: Truth) -> Truth:
        if self is Truth.YES or other is Truth.YES:
            return Truth.YES
        if self is Truth.UNKNOWN or other is Truth.UNKNOWN:
            return Truth.UNKNOWN
        return Truth.NO

    def __invert__(self) -> Truth:
        match self:
            case Truth.YES:
                return Truth.NO
            case Truth.NO:
                return Truth.YES
            case Truth.UNKNOWN:
                return Truth.UNKNOWN

    def __bool__(self) -> bool:
        # `if truth:` would silently read UNKNOWN as true or as false; both are wrong.
        raise TypeError("a Truth has three values: compare with `is Truth.YES` instead of using it as a bool")


class WhyUnknown(Enum):
    """Why an answer is UNKNOWN; each asks for a different next step."""

    NOT_RECORDED = "not recorded"
    TOO_OLD = "too old"
    IMPRECISE = "imprecise"
    CONFLICTING = "conflicting"
    NEEDS_HUMAN = "needs a human"
    UNREADABLE = "unreadable"


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene conjunction; YES when there is nothing to ask."""
    answer = Truth.YES
    for truth in truths:
        answer = answer & truth
    return answer


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene disjunction; NO when there is nothing to ask."""
    answer = Truth.NO
    for truth in truths:
        answer = answer | truth
    return answer
