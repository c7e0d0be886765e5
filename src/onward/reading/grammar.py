"""The reading grammar: small rules, each turning one phrase of named things and words into one named thing.

A line becomes a string of words and things. Rules are tried stage by stage, and each rewrites every place where its
pattern matches. A line is understood only when one single thing is left: a word that no rule accounts for keeps it from
being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias, TypeVar, cast

from onward.knowledge import DERIVED
from onward.reading.index import Index
from onward.reading.lexicon import Lexicon
from onward.reading.pattern import FIRST_THING, Pattern, derived_pattern, raw_pattern, told_apart
from onward.reading.said import Said

_Value = TypeVar("_Value")


@dataclass(slots=True)
class Draft:
    """A line under way: the values behind its things, in the order in which they were made.

    denied   it stands in an exclusion
    """

    denied: bool = False
    values: list[object] = field(default_factory=list[object])
    said: Said = field(default_factory=Said)

    def put(self, letter: str, value: object, words: str = "") -> str:
        """A new thing, as it stands in the string; `words` are those it was made of."""
        self.values.append(value)
        self.said.append(words)
        return f"{letter}{chr(FIRST_THING + len(self.values) - 1)} "

    def spoken(self, piece: str) -> str:
        """A piece of the string in words, with those of its things."""
        return self.said.spoken(piece)

    def at(self, sign: str) -> object:
        """The value behind the sign of a thing."""
        return self.values[ord(sign) - FIRST_THING]


class Found:
    """One place where a pattern matches; `take` gives the value of a named thing.

    match   the place;  draft   the line under way
    """

    __slots__ = ("draft", "match")

    def __init__(self, match: re.Match[str], draft: Draft) -> None:
        self.match = match
        self.draft = draft

    def take(self, name: str, kind: type[_Value]) -> _Value:
        """The value of a thing that the pattern must have found."""
        value = self.any(name)
        assert isinstance(value, kind), f"{name} is no {kind.__name__}"
        return value

    def maybe(self, name: str, kind: type[_Value]) -> _Value | None:
        """The value of a thing that the pattern may have found, or may not know."""
        value = self.any(name)
        return value if isinstance(value, kind) else None

    def any(self, name: str) -> object:
        """The value of a thing, whatever it is; None when the pattern did without it."""
        sign = self.sign(name)
        return None if sign is None else self.draft.at(sign)

    def has(self, name: str) -> bool:
        """Whether an optional thing is there."""
        return self.sign(name) is not None

    def sign(self, name: str) -> str | None:
        """The sign of a thing; of a name that stands in several alternatives the one that matched."""
        found = self.match
        names = found.re.groupindex
        if name in names and found[name] is not None:
            return found[name]
        number = 2
        while (another := f"{name}_{number}") in names:
            if found[another] is not None:
                return found[another]
            number += 1
        return None

    @property
    def words(self) -> str:
        """All that was matched."""
        return self.match[0]


Builder = Callable[[Found], object]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    sources  its patterns;  gives  class of what it makes, "" when the builder returns the new piece of the string
    build    makes the value; None leaves the place as it was
    again    tried until nothing changes;  whole  the pattern must match the whole line
    one_of, beside, word, hint   of a raw pattern: what it needs (see `Stage.raw`)
    """

    name: str
    sources: tuple[str, ...]
    gives: str
    build: Builder
    doc: str
    again: bool
    whole: bool
    raw: bool = False
    one_of: frozenset[str] = frozenset()
    beside: tuple[frozenset[str], frozenset[str]] | None = None
    word: str = ""
    hint: str = ""


@dataclass(slots=True)
class Stage:
    """Rules that are tried together, in their order."""

    name: str
    rules: list[Rule] = field(default_factory=list[Rule])

    def rule(self, *sources: str, gives: str, again: bool = False, whole: bool = False) -> Callable[[Builder], Builder]:
        """Add a rule: the decorated function builds the value, or returns None where it does not apply."""

        def keep(build: Builder) -> Builder:
            name = getattr(build, "__name__", "rule").strip("_")
            self.rules.append(Rule(name, sources, gives, build, (build.__doc__ or "").strip(), again, whole))
            return build

        return keep

    def raw(
        self,
        source: str,
        *,
        gives: str,
        again: bool = False,
        one_of: str = "",
        beside: tuple[str, str] = ("", ""),
        word: str = "",
        hint: str = "",
    ) -> Callable[[Builder], Builder]:
        """Add a rule whose pattern is a regular expression over the canonical string, for words of an open class.

        What it needs keeps it from being tried on every line. It cannot match without
        one_of  one of these words and classes
        beside  one of the first words and classes right before one of the second
        word    a word that looks like this from its beginning to its end
        hint    something that this quick expression finds
        """

        def keep(build: Builder) -> Builder:
            name = getattr(build, "__name__", "rule").strip("_")
            doc = (build.__doc__ or "").strip()
            left, right = (frozenset(words.split()) for words in beside)
            self.rules.append(
                Rule(
                    name,
                    (source,),
                    gives,
                    build,
                    doc,
                    again,
                    False,
                    raw=True,
                    one_of=frozenset(one_of.split()),
                    beside=(left, right) if left else None,
                    word=word,
                    hint=hint,
                )
            )
            return build

        return keep


Places: TypeAlias = "list[tuple[int, int]]"


class Step:
    """One pattern of one rule."""

    __slots__ = ("_regex", "pattern", "rule")

    def __init__(self, rule: Rule, pattern: Pattern) -> None:
        self.rule = rule
        self.pattern = pattern
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression of the pattern, compiled when it is first tried."""
        if self._regex is None:
            self._regex = self.pattern.regex
        return self._regex

    def applied(self, line: str, draft: Draft) -> tuple[str, Places]:
        """The line with every place where the pattern matches made into what its rule says, and those places in it."""
        hint = self.pattern.hint
        if hint is not None and hint.search(line) is None:
            return line, _NOWHERE
        parts: list[str] = []
        places: Places = []
        end = length = 0
        for match in (self._regex or self.regex).finditer(line):
            made = _replaced(self.rule, match, draft)
            begin, behind = match.span()
            if made == line[begin:behind]:
                continue
            parts += (line[end:begin], made)
            length += begin - end
            places.append((length, length + len(made)))
            length += len(made)
            end = behind
        if not parts:
            return line, _NOWHERE
        parts.append(line[end:])
        return "".join(parts), places


_NOWHERE: Places = []


@dataclass(frozen=True, slots=True)
class Grammar:
    """Stages with their patterns compiled for one lexicon.

    steps   in the order in which they are tried;  index  which of them what stands in a line wakes
    """

    lexicon: Lexicon
    steps: tuple[Step, ...]
    index: Index

    @classmethod
    def of(cls, lexicon: Lexicon, stages: Sequence[Stage]) -> Grammar:
        """Compile the patterns. Raises KnowledgeError for a pattern that is not well formed."""
        words = told_apart(lexicon.fragments)
        compiled: dict[tuple[str, bool, bool], Pattern] = {}
        steps: list[Step] = []
        for stage in stages:
            for rule in stage.rules:
                for source in rule.sources:
                    key = (source, rule.whole, rule.raw)
                    if key not in compiled:
                        compiled[key] = (
                            raw_pattern(source, rule.one_of, rule.beside, rule.word, rule.hint)
                            if rule.raw
                            else derived_pattern(source, lexicon.fragments, of=words, whole=rule.whole)
                        )
                    steps.append(Step(rule, compiled[key]))
        index = Index(len(steps))
        for number, step in enumerate(steps):
            index.wake(number, step.pattern.needed, step.pattern.look, step.pattern.letters)
        DERIVED.keep()
        return cls(lexicon, tuple(steps), index)

    def reduce(self, line: str, draft: Draft) -> str:
        """Apply all rules to a string of words and things; what is left."""
        steps, index = self.steps, self.index
        found = index.found_in(line)
        # Rules are tried in their order, each once: the next is the next figure from behind.
        awake = f"{index.awake(found):b}"
        last = len(awake)
        at = awake.rfind("1")
        while at >= 0:
            number = last - at - 1
            step = steps[number]
            before = found
            for _ in range(6 if step.rule.again else 1):
                line, places = step.applied(line, draft)
                if not places:
                    break
                # What was there before stays among what was found: then a rule is tried in vain at worst.
                for begin, end in places:
                    found |= index.found_around(line, begin, end)
            if found != before:
                # New things wake rules of later steps only.
                awake = f"{index.awake(found):b}"
                last = len(awake)
            at = awake.rfind("1", 0, max(0, last - number - 1))
        return line


def _replaced(rule: Rule, match: re.Match[str], draft: Draft) -> str:
    """What a rule makes of one place where its pattern matches; the place as it was where the rule does not apply."""
    text = match[0]
    opened = text.count("( ") - text.count(") ") if "(" in text or ")" in text else 0
    if opened > 0:
        # A bracket was opened and not closed: the words inside would be torn apart.
        return text
    value = rule.build(Found(match, draft))
    if value is None:
        return text
    if rule.gives:
        made = draft.put(rule.gives, value)
        draft.said.made_of(len(draft.values) - 1, text)
    else:
        made = cast("str", value)
        # A builder that made one new thing leaves its words to be told here.
        if len(made) == 3 and made[1] >= "\ue000" and not draft.said.is_told(ord(made[1]) - FIRST_THING):
            draft.said.made_of(ord(made[1]) - FIRST_THING, text)
    # A bracket that was opened before stays open until its own end.
    return f"{made}) " if opened < 0 and text.endswith(") ") else made


_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def named(line: str, lexicon: Lexicon, draft: Draft) -> str:
    """The canonical line with its known phrases and numbers as things."""
    words = line.split()
    parts: list[str] = []
    begins = lexicon.tree
    at = 0
    length = len(words)
    while at < length:
        word = words[at]
        if word in begins:
            found = lexicon.longest(words, at)
            if found is not None:
                end, (letter, value) = found
                parts.append(draft.put(letter, value, word if end == at + 1 else " ".join(words[at:end])))
                at = end
                continue
        if word[0].isdigit() and _NUMBER.fullmatch(word):
            parts.append(draft.put("N", Decimal(word), word))
        else:
            parts.append(f"{word} ")
        at += 1
    return "".join(parts)
