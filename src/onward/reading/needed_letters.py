"""The letters without which a regular expression cannot match, told from the expression itself.

`\\b(?:meet|satisf(?:y|ies)) all\\b` needs the word "meet", "satisfy" or "satisfies", and the word "all". What is not sure to be needed is left out, so
that nothing is ever missed; an expression of which nothing can be told is tried everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, TypeAlias

from onward.knowledge import DERIVED

# The parser of Python's own expressions: it knows what they mean. Its tree is that of Python 3.11 and later.
_PARSER: Final[Any] = import_module("re._parser")
_MOST: Final = 150

# Signs that are no ASCII letters and match one where the case does not matter: dotted and dotless i, long s, kelvin.
IN_DISGUISE: Final = frozenset("\u0130\u0131\u017f\u212a")


@dataclass(frozen=True, slots=True)
class NeededLetters:
    """Runs of letters without spaces inside; one with a space before and behind it is a whole word.

    options   of each set at least one run stands in every text that matches;  folded  whatever its case
    at_begin  it matches where the text begins and nowhere else
    """

    options: tuple[frozenset[str], ...]
    folded: bool
    at_begin: bool = False


def needed_letters(pattern: str, flags: int = 0) -> NeededLetters:
    """The one or two sets of letters that say most; none where nothing is certain."""
    tree = _PARSER.parse(pattern, flags)
    folded = bool(tree.state.flags & re.IGNORECASE)
    found = {options for options in _Run(folded).of(tree) if _says_something(options)}
    best = sorted(found, key=_order)
    return NeededLetters(tuple(best[:2]), folded, _begins_the_text(tree))


def derived_letters(pattern: str, flags: int = 0) -> NeededLetters:
    """The same, told once and kept: to parse an expression takes longer than to read what was told of it."""

    def tell() -> list[Any]:
        found = needed_letters(pattern, flags)
        return [found.folded, [sorted(one) for one in found.options], found.at_begin]

    folded, options, at_begin = DERIVED.get(f"letters {int(flags)} {pattern}", tell)
    return NeededLetters(tuple(map(frozenset, options)), folded, at_begin)


_Item: TypeAlias = "tuple[Any, Any]"


def _begins_the_text(tree: Any) -> bool:
    """Whether an expression begins with "^", and this means the beginning of the text."""
    if tree.state.flags & re.MULTILINE or not len(tree):
        return False
    kind, value = tree[0]
    return str(kind) == "AT" and str(value) in ("AT_BEGINNING", "AT_BEGINNING_STRING")


class _Run:
    """Walks along a sequence; what is sure to stand side by side is one run of letters, in one or more spellings.

    begins, ends  whether a word surely begins before the sequence, or ends behind it
    """

    def __init__(self, folded: bool, *, begins: bool = False, ends: bool = False) -> None:
        self._folded = folded
        self._begins = begins
        self._ends = ends
        self._spellings = [""]
        self._found: list[frozenset[str]] = []

    def of(self, sequence: Iterable[_Item]) -> list[frozenset[str]]:
        """The sets of letters of a sequence, of each of which one is needed."""
        items = list(self._flat(sequence))
        for item, behind in zip(items, (*items[1:], None), strict=False):
            self._step(item, ends=self._ends if behind is None else _parts_words(behind))
        self._end(at_a_word=self._ends)
        return self._found

    def _flat(self, sequence: Iterable[_Item]) -> Iterator[_Item]:
        """The sequence without groups that only bracket."""
        for kind, value in sequence:
            match str(kind):
                case "SUBPATTERN" if not (value[1] | value[2]) & re.IGNORECASE:
                    yield from self._flat(value[3])
                case "ATOMIC_GROUP":
                    yield from self._flat(value)
                case _:
                    yield kind, value

    def _step(self, item: _Item, *, ends: bool) -> None:
        kind, value = item
        if _parts_words(item):
            self._end(at_a_word=True)
            if str(kind) not in ("LITERAL", "IN", "AT"):
                self._found += _inside(item, folded=self._folded)
            return
        match str(kind):
            case "LITERAL":
                self._goes_on_with([self._letter(value)])
            case "IN":
                self._goes_on_with([self._letter(code) if str(of) == "LITERAL" else "" for of, code in value])
            case "BRANCH":
                self._branch(value[1], ends=ends)
            case "ASSERT" | "AT" | "ASSERT_NOT":
                # They take no place; what stands ahead or behind stands in the text as well.
                self._found += _inside(item, folded=self._folded)
            case _:
                self._end(at_a_word=False)
                self._found += _inside(item, folded=self._folded)

    def _branch(self, branches: list[Any], *, ends: bool) -> None:
        spelled = [self._spelled(branch) for branch in branches]
        if all(spelled):
            self._goes_on_with(spelled)
            return
        begins = self._begins and self._spellings == [""]
        self._end(at_a_word=False)
        best: set[str] = set()
        for branch in branches:
            every = _Run(self._folded, begins=begins, ends=ends).of(branch)
            options = [one for one in every if _says_something(one)]
            if not options:
                return
            best |= min(options, key=_order)
        self._found.append(frozenset(best))

    def _spelled(self, branch: Iterable[_Item]) -> str:
        """A branch that is nothing but letters; "" for others."""
        letters = [self._letter(value) if str(kind) == "LITERAL" else "" for kind, value in branch]
        return "".join(letters) if all(letters) else ""

    def _letter(self, code: int) -> str:
        """The letter; "" for a space, and for one that has a case outside of ASCII."""
        sign = chr(code)
        if sign.isspace() or (self._folded and not sign.isascii()):
            return ""
        return sign.lower() if self._folded else sign

    def _goes_on_with(self, options: list[str]) -> None:
        if not options or not all(options) or len(options) > _MOST:
            self._end(at_a_word=False)
            return
        if len(self._spellings) * len(options) > _MOST:
            self._end(at_a_word=False)
        self._spellings = [f"{one}{other}" for one in self._spellings for other in options]

    def _end(self, *, at_a_word: bool) -> None:
        """The run ends, at the end of a word or wherever."""
        if all(self._spellings):
            whole = self._begins and at_a_word and all(map(_WORD.fullmatch, self._spellings))
            self._found.append(frozenset(f" {one} " if whole else one for one in self._spellings))
        self._spellings = [""]
        self._begins = at_a_word


_WORD: Final = re.compile(r"\w+")


def _inside(item: _Item, *, folded: bool) -> list[frozenset[str]]:
    """What is needed by something that is repeated, or that has to stand ahead or behind."""
    kind, value = item
    match str(kind):
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if value[0]:
            return _Run(folded).of(value[2])
        case "ASSERT":
            return _Run(folded).of(value[1])
        case _:
            return []


def _parts_words(item: _Item) -> bool:
    """Whether no word goes on through it: a space, a boundary, an end."""
    kind, value = item
    match str(kind):
        case "LITERAL":
            return chr(value).isspace()
        case "IN":
            return [str(code) for _, code in value] == ["CATEGORY_SPACE"]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return value[0] > 0 and len(value[2]) == 1 and _parts_words(value[2][0])
        case "AT":
            return str(value) != "AT_NON_BOUNDARY"
        case "BRANCH":
            # "(?:^| )"
            return all(len(branch) == 1 and _parts_words(branch[0]) for branch in value[1])
        case "SUBPATTERN":
            return len(value[3]) == 1 and _parts_words(value[3][0])
        case "ASSERT":
            # "(?= |$)", "(?<= )"
            return len(value[1]) == 1 and _parts_words(value[1][0])
        case "ASSERT_NOT":
            # "(?<![^ ])": a space stands before it, or nothing.
            inner = list(value[1])
            return value[0] < 0 and len(inner) == 1 and _is_no_space(inner[0])
        case _:
            return False


def _is_no_space(item: _Item) -> bool:
    kind, value = item
    return str(kind) == "NOT_LITERAL" and chr(value) == " "


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
_OFTEN_ALONE: Final = frozenset(
    f" {word} "
    for word in [
        "the",
        "and",
        "any",
        "not",
        "for",
        "are",
        "has",
        "or",
        "to",
        "of",
        "in",
        "is",
        "be",
        "at",
        "as",
        "on",
        "no",
        "a",
        "with",
        "patient",
        "have",
        "must",
        "prior",
        "by",
        "all",
        "from",
        "within",
        "that",
        "other",
        "if",
    ]
)


def _how_often(letters: str) -> float:
    """In about how many of a hundred texts they stand."""
    if letters.startswith(" "):
        return 20 if letters in _OFTEN_ALONE else 1
    if letters in _OFTEN:
        return 30
    return {1: 25, 2: 15, 3: 5}.get(len(letters), 2)


def _order(options: frozenset[str]) -> tuple[float, list[str]]:
    return sum(map(_how_often, options)), sorted(options)


def _says_something(options: frozenset[str]) -> bool:
    """Whether it is worth looking for: a single letter or figure stands nearly everywhere."""
    return all(len(one) > 1 or not one.isalnum() for one in options)
