"""Patterns of the reading grammar: words, named things and options, compiled to regular expressions.

A pattern reads like the phrase that it describes:

    [no] prior <D:drugs> {in|for} <S> [setting]

    word            that word, in any number (plural or singular)
    <D>, <D:name>   a thing of class D, which the builder gets under `name` (or "D"); <CDO:name> one of several classes
    [a|b c]         one of these, or nothing
    {a|b c}         one of these
    $rest           all words up to the end of the clause or to an exception, under the name "rest"
    ...             any words and things outside brackets, as few as will do
    $anchor         one of a list of words that the lexicon holds under this name

In the canonical string a thing is its class, a capital letter, and one sign of the private-use area that says which.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from onward.knowledge import DERIVED
from onward.reading.needed_letters import derived_letters
from onward.reading.neighbours import AnyWords, Part, Sequence, ThingOf, Words, needed_by
from onward.reading.sought import Sought, sought
from onward.reading.tokens import singular
from onward.terms import KnowledgeError

FIRST_THING: Final = 0xE000
_PART = re.compile(
    r"<(?P<classes>[A-Z]+)(?::(?P<name>\w+))?>|(?P<open>[\[{])|(?P<close>[\]}])|(?P<bar>\|)|\$(?P<fragment>\w+)|(?P<word>[^\s<\[\]{}|]+)|<(?P<sign>)(?=\s)"
)


_APART = "unless|except|excluding|with exception|with the exception|other than|apart from|aside from|not including"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    body    the regular expression over canonical strings, compiled when it is first tried
    needed  sets of words, classes and neighbours ("history of") of each of which one must be there
    look    of a raw pattern: how some word of a line that it matches looks from its beginning to its end
    letters of a raw pattern: sets of letters, of each of which some word of such a line holds one
    hint    a quick expression without which it cannot match
    """

    source: str
    body: str
    needed: tuple[frozenset[str], ...]
    look: str = ""
    letters: tuple[frozenset[str], ...] = ()
    hint: Sought | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The regular expression."""
        return compiled(self.body)


@cache
def compiled(body: str) -> re.Pattern[str]:
    """A regular expression, compiled once for all readers of this process."""
    return re.compile(body)


def compile_pattern(source: str, fragments: Mapping[str, str], *, whole: bool = False) -> Pattern:
    """Compile a pattern; `whole`: it has to match the whole line. Raises KnowledgeError for one that is not closed."""
    parts = list(_PART.finditer(source))
    body, at, sequence = _sequence(source, parts, 0, fragments, inside="")
    if at != len(parts):
        raise KnowledgeError(f'reading pattern "{source}": a bracket is closed that was never opened')
    body = _numbered(body)
    # A class is a capital letter, which begins a thing and nothing else: no look behind it is needed.
    begin = "" if _BEGINS_WITH_A_THING.match(body) else "(?<![^ ])"
    return Pattern(source, rf"^{body}$" if whole else f"{begin}{body}", needed_by(sequence, whole=whole))


def derived_pattern(source: str, fragments: Mapping[str, str], *, of: str, whole: bool = False) -> Pattern:
    """The same, compiled once and kept; `of` tells one set of fragments from another (see `told_apart`)."""

    def tell() -> list[Any]:
        found = compile_pattern(source, fragments, whole=whole)
        return [found.body, [sorted(one) for one in found.needed]]

    body, needed = DERIVED.get(f"pattern {whole:d} {of} {source}", tell)
    return Pattern(source, body, tuple(map(frozenset, needed)))


def told_apart(fragments: Mapping[str, str]) -> str:
    """A short name of a set of fragments; another one has another name."""
    return hashlib.sha256(repr(sorted(fragments.items())).encode()).hexdigest()[:16]


def raw_pattern(
    source: str,
    one_of: frozenset[str] = frozenset(),
    beside: tuple[frozenset[str], frozenset[str]] | None = None,
    word: str = "",
    hint: str = "",
) -> Pattern:
    """A pattern that is a regular expression already, with what it needs told beside it (see `Stage.raw`)."""
    needed: list[frozenset[str]] = []
    if beside is not None:
        needed.append(frozenset(f"{left} {right}" for left in beside[0] for right in beside[1]))
    if one_of:
        needed.append(one_of)
    letters = tuple(
        options for expression in filter(None, (source, hint)) for options in derived_letters(expression).options
    )
    return Pattern(source, source, tuple(needed), word, letters, sought(hint) if hint else None)


_BEGINS_WITH_A_THING = re.compile(r"\[?[A-Z]+\]?\(\?P<")
_GROUP = re.compile(r"\(\?P<(\w+)>")


def _numbered(body: str) -> str:
    """A name that stands in several alternatives: the first keeps it, the others get a number behind ("B_2")."""
    seen: dict[str, int] = {}

    def rename(found: re.Match[str]) -> str:
        name = found[1]
        seen[name] = seen.get(name, 0) + 1
        return found[0] if seen[name] == 1 else f"(?P<{name}_{seen[name]}>"

    return _GROUP.sub(rename, body)


_Found = tuple[str, int, Sequence]


def _sequence(source: str, parts: list[re.Match[str]], at: int, fragments: Mapping[str, str], *, inside: str) -> _Found:
    """Alternatives from `at` up to the bracket that closes `inside`: as a regular expression, and as parts."""
    options: list[str] = []
    every: list[Sequence] = []
    body: list[str] = []
    made: list[Part] = []
    while at < len(parts):
        part = parts[at]
        at += 1
        if part["bar"]:
            options.append("".join(body))
            every.append(tuple(made))
            body, made = [], []
        elif part["close"]:
            if not inside:
                break
            joined = "|".join((*options, "".join(body)))
            every.append(tuple(made))
            optional = inside == "["
            return f"(?:{joined}){'?' if optional else ''}", at, (Words(tuple(every), optional),)
        elif part["open"]:
            inner, at, sequence = _sequence(source, parts, at, fragments, inside=part["open"])
            body.append(inner)
            made.extend(sequence)
        elif part["classes"]:
            classes, name = part["classes"], part["name"] or part["classes"]
            body.append(f"{classes if len(classes) == 1 else f'[{classes}]'}(?P<{name}>.) ")
            made.append(ThingOf(classes))
        elif part["fragment"] == "rest":
            body.append(rf"(?P<rest>(?:[^ ]+ )+?)(?=$|; |\. |(?:, |\( )?(?:{_APART}) )")
            made.append(AnyWords(optional=False))
        elif part["fragment"]:
            if part["fragment"] not in fragments:
                raise KnowledgeError(f'reading pattern "{source}": no list of words is called {part["fragment"]}')
            fragment = fragments[part["fragment"]]
            body.append(f"(?:{fragment})")
            phrases = tuple(tuple(_ESCAPED.sub(r"\1", phrase).split()) for phrase in fragment.split("|"))
            made.append(Words(phrases, optional=False))
        elif part["word"] == "...":
            body.append(r"(?:[^ ()]+ )*?")
            made.append(AnyWords(optional=True))
        else:
            word = singular(part["word"] or "<")
            body.append(f"{re.escape(word)} ")
            made.append(word)
    if inside:
        raise KnowledgeError(f'reading pattern "{source}": the bracket {inside} is not closed')
    if options:
        raise KnowledgeError(f'reading pattern "{source}": put alternatives into {{ }}')
    return "".join(body), at, tuple(made)


_ESCAPED = re.compile(r"\\(.)")
