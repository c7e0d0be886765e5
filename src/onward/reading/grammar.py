"""The reading grammar: small rules, each turning one phrase of named things and words into one named thing.

A line becomes a string of words and things. Rules are tried stage by stage, and each rewrites every place where its
pattern matches. A line is understood only when one single thing is left: a word that no rule accounts for keeps it from
being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar, cast

from onward.reading.lexicon import Lexicon
from onward.reading.pattern import FIRST_THING, Pattern, compile_pattern, how_common, raw_pattern

_Value = TypeVar("_Value")
_THING_SIGN = re.compile(r"[A-Z]([\ue000-\uf8ff])")
_TIDY = re.compile(r" ([,;:.)%])")


@dataclass(slots=True)
class Draft:
    """A line under way: the values behind its things, in the order in which they were made.

    denied   it stands in an exclusion
    """

    denied: bool = False
    values: list[object] = field(default_factory=list[object])
    said: list[str] = field(default_factory=list[str])

    def put(self, letter: str, value: object, words: str = "") -> str:
        """A new thing, as it stands in the string; `words` are those it was made of."""
        self.values.append(value)
        self.said.append(words)
        return f"{letter}{chr(FIRST_THING + len(self.values) - 1)} "

    def spoken(self, piece: str) -> str:
        """A piece of the string in words, with those of its things."""
        words = _THING_SIGN.sub(lambda found: self.said[ord(found[1]) - FIRST_THING], piece)
        return _TIDY.sub(r"\1", " ".join(words.split()))

    def at(self, sign: str) -> object:
        """The value behind the sign of a thing."""
        return self.values[ord(sign) - FIRST_THING]


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a pattern matches; `take` gives the value of a named thing."""

    match: re.Match[str]
    draft: Draft

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
        found = self.match.groupdict()
        if found.get(name) is not None:
            return found[name]
        number = 2
        while f"{name}_{number}" in found:
            if found[f"{name}_{number}"] is not None:
                return found[f"{name}_{number}"]
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
    one_of   of a raw pattern: words and classes of which it needs one;  hint  a quick pattern without which it cannot match
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
        self, source: str, *, gives: str, again: bool = False, one_of: str = "", hint: str = ""
    ) -> Callable[[Builder], Builder]:
        """Add a rule whose pattern is a regular expression over the canonical string, for words of an open class.

        one_of   words and classes of which it needs one;  hint  a quick pattern without which it cannot match
        """

        def keep(build: Builder) -> Builder:
            name = getattr(build, "__name__", "rule").strip("_")
            doc = (build.__doc__ or "").strip()
            needed = frozenset(one_of.split())
            self.rules.append(Rule(name, (source,), gives, build, doc, again, False, True, needed, hint))
            return build

        return keep


_ALWAYS = 1


@dataclass(frozen=True, slots=True)
class Grammar:
    """Stages with their patterns compiled for one lexicon.

    steps   for each pattern: the bits that must all be there, the bits of which one must be there, further such bits,
            the rule and the pattern
    words   for each word and class that some pattern needs: its bit (the lowest bit stands for nothing and is always
            there), and the steps that it wakes, as bits by their number
    always  the steps that need no word
    """

    lexicon: Lexicon
    steps: tuple[tuple[int, int, tuple[int, ...], Rule, Pattern], ...]
    words: Mapping[str, tuple[int, int]]
    always: int

    @classmethod
    def of(cls, lexicon: Lexicon, stages: Sequence[Stage]) -> Grammar:
        """Compile the patterns. Raises KnowledgeError for a pattern that is not well formed."""
        bits: dict[str, int] = {}
        wakes: dict[str, int] = {}
        always = 0

        def mask(words: frozenset[str]) -> int:
            found = 0
            for word in words:
                found |= bits.setdefault(word, 2 << len(bits))
            return found

        compiled: dict[tuple[str, bool, bool], Pattern] = {}
        steps: list[tuple[int, int, tuple[int, ...], Rule, Pattern]] = []
        for stage in stages:
            for rule in stage.rules:
                for source in rule.sources:
                    key = (source, rule.whole, rule.raw)
                    if key not in compiled:
                        compiled[key] = (
                            raw_pattern(source, rule.one_of, rule.hint)
                            if rule.raw
                            else compile_pattern(source, lexicon.fragments, whole=rule.whole)
                        )
                    pattern = compiled[key]
                    number = 1 << len(steps)
                    first, *more = [mask(options) for options in pattern.one_of] or [_ALWAYS]
                    steps.append((mask(pattern.needs), first, tuple(more), rule, pattern))
                    # What it needs and is rarest in lines wakes it.
                    needed = [frozenset({word}) for word in sorted(pattern.needs)] + list(pattern.one_of)
                    if not needed:
                        always |= number
                    for word in min(
                        needed, key=lambda options: sum(map(how_common, options)), default=frozenset[str]()
                    ):
                        wakes[word] = wakes.get(word, 0) | number
        words = {word: (bit, wakes.get(word, 0)) for word, bit in bits.items()}
        return cls(lexicon, tuple(steps), words, always)

    def present(self, line: str) -> tuple[int, int]:
        """The words and classes of a string, as bits, and the steps that they wake."""
        words = self.words
        found, woken = _ALWAYS, self.always
        for word in line.split():
            known = words.get(word if len(word) != 2 or word[1] < "\ue000" else word[0])
            if known is not None:
                found |= known[0]
                woken |= known[1]
        return found, woken

    def reduce(self, line: str, draft: Draft) -> str:
        """Apply all rules to a string of words and things; what is left."""
        steps = self.steps
        present, woken = self.present(line)
        absent = ~present
        while woken:
            lowest = woken & -woken
            woken ^= lowest
            needs, first, more, rule, pattern = steps[lowest.bit_length() - 1]
            if needs & absent or not first & present or (more and not all(options & present for options in more)):
                continue
            for _ in range(6 if rule.again else 1):
                changed = _apply(rule, pattern, line, draft)
                if changed == line:
                    break
                line = changed
                present, also = self.present(line)
                absent = ~present
                # New things wake rules of later steps only.
                woken |= also & -(lowest << 1)
        return line


def _apply(rule: Rule, pattern: Pattern, line: str, draft: Draft) -> str:
    if pattern.hint is not None and pattern.hint.search(line) is None:
        return line
    # Nine of ten patterns that are tried are not there: found out before anything is made ready for them.
    if pattern.regex.search(line) is None:
        return line

    def replaced(match: re.Match[str]) -> str:
        text = match[0]
        opened = text.count("( ") - text.count(") ") if "(" in text or ")" in text else 0
        if opened > 0:
            # A bracket was opened and not closed: the words inside would be torn apart.
            return text
        value = rule.build(Found(match, draft))
        if value is None:
            return text
        made = _made(value, match)
        # A bracket that was opened before stays open until its own end.
        return f"{made}) " if opened < 0 and text.endswith(") ") else made

    def _made(value: object, match: re.Match[str]) -> str:
        if not rule.gives:
            made = cast("str", value)
            # A builder that made one new thing leaves its words to be told here.
            if len(made) == 3 and made[1] >= "\ue000" and not draft.said[ord(made[1]) - FIRST_THING]:
                draft.said[ord(made[1]) - FIRST_THING] = draft.spoken(match[0])
            return made
        return draft.put(rule.gives, value, draft.spoken(match[0]))

    return pattern.regex.sub(replaced, line)


_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def named(line: str, lexicon: Lexicon, draft: Draft, local: Lexicon | None = None) -> str:
    """The canonical line with its known phrases and numbers as things."""
    words = line.split()
    parts: list[str] = []
    at = 0
    length = len(words)
    while at < length:
        found = lexicon.longest(words, at)
        if local is not None:
            own = local.longest(words, at)
            if own is not None and (found is None or own[0] > found[0]):
                found = own
        if found is not None:
            end, (letter, value) = found
            parts.append(draft.put(letter, value, " ".join(words[at:end])))
            at = end
            continue
        word = words[at]
        if word[0].isdigit() and _NUMBER.fullmatch(word):
            parts.append(draft.put("N", Decimal(word), word))
        else:
            parts.append(f"{word} ")
        at += 1
    return "".join(parts)
