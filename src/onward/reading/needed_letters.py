"""The letters without which a regular expression cannot match, told from the expression itself.

`\\b(?:meets?|satisf(?:y|ies)) all` needs "meet" or "satisf", and "all". What is not sure to be needed is left out, so
that nothing is ever missed; an expression of which nothing can be told is tried everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

# The parser of Python's own expressions: it knows what they mean. Its tree is that of Python 3.11 and later.
_PARSER: Final[Any] = import_module("re._parser")
_MOST: Final = 48

# Signs that are no ASCII letters and match one where the case does not matter: dotted and dotless i, long s, kelvin.
IN_DISGUISE: Final = frozenset("\u0130\u0131\u017f\u212a")


@dataclass(frozen=True, slots=True)
class NeededLetters:
    """Runs of letters without spaces.

    options  of each set at least one run stands in every text that matches;  folded  whatever its case
    """

    options: tuple[frozenset[str], ...]
    folded: bool


def needed_letters(pattern: str, flags: int = 0) -> NeededLetters:
    """The one or two sets of letters that say most; none where nothing is certain."""
    tree = _PARSER.parse(pattern, flags)
    folded = bool(tree.state.flags & re.IGNORECASE)
    found = {options: _commonness(options) for options in _Run(folded).of(tree) if _says_something(options)}
    best = sorted(found, key=lambda options: (found[options], sorted(options)))
    return NeededLetters(tuple(best[:2]), folded)


class _Run:
    """Walks along a sequence; what is sure to stand side by side is one run of letters, in one or more spellings."""

    def __init__(self, folded: bool) -> None:
        self._folded = folded
        self._spellings = [""]
        self._found: list[frozenset[str]] = []

    def of(self, sequence: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
        """The sets of letters of a sequence, of each of which one is needed."""
        self._walk(sequence)
        self._end()
        return self._found

    def _walk(self, sequence: Iterable[tuple[Any, Any]]) -> None:
        for kind, value in sequence:
            match str(kind):
                case "LITERAL":
                    self._goes_on_with([self._letter(value)])
                case "IN":
                    self._goes_on_with(self._one_of(value))
                case "SUBPATTERN":
                    _, added, removed, inner = value
                    if (added | removed) & re.IGNORECASE:
                        self._end()
                    else:
                        self._walk(inner)
                case "ATOMIC_GROUP":
                    self._walk(value)
                case "BRANCH":
                    self._branch(value[1])
                case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                    least, _, inner = value
                    self._end()
                    if least:
                        self._found += _Run(self._folded).of(inner)
                case "ASSERT":
                    # What stands ahead or behind stands in the text as well.
                    self._found += _Run(self._folded).of(value[1])
                case "AT" | "ASSERT_NOT":
                    pass  # takes no place
                case _:
                    self._end()

    def _branch(self, branches: list[Any]) -> None:
        spelled = [self._spelled(branch) for branch in branches]
        if all(one is not None for one in spelled):
            self._goes_on_with([text for one in spelled if one is not None for text in one])
            return
        self._end()
        best: set[str] = set()
        for branch in branches:
            options = [one for one in _Run(self._folded).of(branch) if _says_something(one)]
            if not options:
                return
            best |= min(options, key=lambda one: (_commonness(one), sorted(one)))
        self._found.append(frozenset(best))

    def _spelled(self, branch: Iterable[tuple[Any, Any]]) -> list[str] | None:
        """A branch that is nothing but letters."""
        letters = [self._letter(value) if str(kind) == "LITERAL" else "" for kind, value in branch]
        return ["".join(letters)] if all(letters) else None

    def _letter(self, code: int) -> str:
        """The letter; "" for a space, and for one that has a case outside of ASCII."""
        sign = chr(code)
        if sign.isspace() or (self._folded and not sign.isascii()):
            return ""
        return sign.lower() if self._folded else sign

    def _one_of(self, members: list[tuple[Any, Any]]) -> list[str]:
        return [self._letter(value) if str(kind) == "LITERAL" else "" for kind, value in members]

    def _goes_on_with(self, options: list[str]) -> None:
        if not options or not all(options) or len(options) > _MOST:
            self._end()
            return
        if len(self._spellings) * len(options) > _MOST:
            self._end()
        self._spellings = [f"{one}{other}" for one in self._spellings for other in options]

    def _end(self) -> None:
        if all(self._spellings):
            self._found.append(frozenset(self._spellings))
        self._spellings = [""]


# Letters that stand in many lines. Only how often something is tried depends on them.
_OFTEN: Final = frozenset(
    [
        "patient",
        "with",
        "have",
        "study",
        "treat",
        "cancer",
        "breast",
        "must",
        "disease",
        "therapy",
        "ther",
        "prior",
        "history",
        "ing",
        "ion",
        "ent",
        "ment",
        "ation",
        "the",
        "and",
        "any",
        "not",
        "for",
        "are",
        "has",
        "one",
        "had",
        "was",
        "her",
        "all",
        "per",
        "in",
        "of",
        "or",
        "to",
        "is",
        "be",
        "at",
        "as",
        "an",
        "on",
        "no",
        "er",
        "ed",
        "es",
        "re",
        "other",
        "than",
        "least",
        "criteria",
        "within",
        "time",
        "been",
        "following",
        "subject",
        "participant",
        "active",
        "known",
    ]
)


def _commonness(options: frozenset[str]) -> float:
    """In about how many of a hundred texts one of these stands."""
    return sum(30 if one in _OFTEN else {1: 25, 2: 15, 3: 5}.get(len(one), 2) if len(one) < 4 else 2 for one in options)


def _says_something(options: frozenset[str]) -> bool:
    """Whether it is worth looking for: a single letter or figure stands nearly everywhere."""
    return all(len(one) > 1 or not one.isalnum() for one in options)
