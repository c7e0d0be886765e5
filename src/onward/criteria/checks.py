"""What a node may hold: checked when it is built, so that an invalid question cannot exist and no engine checks again.

Every check raises UsageError with what was expected and what came.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from onward.terms import UsageError

_Word = TypeVar("_Word", bound=str)


def must(holds: bool, expected: str) -> None:
    """Raise unless `holds`; `expected` is a sentence on what the node needs."""
    if not holds:
        raise UsageError(f"criterion: {expected}")


def must_be_one_of(word: str, allowed: Collection[str], field: str) -> None:
    """Raise unless `word` is one of the allowed words."""
    must(word in allowed, f'{field} must be one of {_list(allowed)}; "{word}" came')


def must_all_be_of(words: tuple[str, ...], allowed: Collection[str], field: str) -> None:
    """Raise unless there is at least one word, all are allowed and none stands twice."""
    must(bool(words), f"{field} needs at least one of {_list(allowed)}")
    for word in words:
        must_be_one_of(word, allowed, field)
    must(len(set(words)) == len(words), f"{field} names one word twice")


def must_name_something(words: tuple[str, ...], field: str) -> None:
    """Raise unless there is at least one name and none is empty or stands twice."""
    must(bool(words), f"{field} needs at least one name")
    must_hold_names(words, field)


def must_hold_names(words: tuple[str, ...], field: str) -> None:
    """Raise when a name is empty or stands twice; no names at all are fine."""
    must(all(word.strip() for word in words), f"{field} holds an empty name")
    must(len(set(words)) == len(words), f"{field} names one thing twice")


def must_say(text: str, field: str) -> None:
    """Raise when a sentence that a person will read is empty."""
    must(bool(text.strip()), f"{field} must say something")


def must_not_be_negative(number: int | None, field: str) -> None:
    """Raise when a count, a number of days or of months is below zero; None (not asked) is fine."""
    must(number is None or number >= 0, f"{field} must be 0 or more")


def must_be_in_order(low: int | None, high: int | None, field: str) -> None:
    """Raise when a lower bound lies above its upper bound, which nobody could ever meet."""
    must(low is None or high is None or low <= high, f"{field}: the lower bound lies above the upper one")


def _list(words: Collection[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
