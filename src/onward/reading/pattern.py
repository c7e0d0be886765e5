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

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

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

    regex   over canonical strings;  needs   words and classes without which it cannot match
    one_of  sets of words and classes of which it needs one each;  hint  a quick pattern without which it cannot match
    """

    source: str
    regex: re.Pattern[str]
    needs: frozenset[str]
    one_of: tuple[frozenset[str], ...]
    hint: re.Pattern[str] | None = None

    def may_match(self, present: frozenset[str] | set[str]) -> bool:
        """Whether a string with these words and classes can hold it at all."""
        return self.needs <= present and all(not options.isdisjoint(present) for options in self.one_of)


def compile_pattern(source: str, fragments: Mapping[str, str], *, whole: bool = False) -> Pattern:
    """Compile a pattern; `whole`: it has to match the whole line. Raises KnowledgeError for one that is not closed."""
    parts = list(_PART.finditer(source))
    body, at, needs, one_of = _sequence(source, parts, 0, fragments, inside="")
    if at != len(parts):
        raise KnowledgeError(f'reading pattern "{source}": a bracket is closed that was never opened')
    body = _numbered(body)
    # A class is a capital letter, which begins a thing and nothing else: no look behind it is needed.
    begin = "" if _BEGINS_WITH_A_THING.match(body) else "(?<![^ ])"
    regex = rf"^{body}$" if whole else f"{begin}{body}"
    return Pattern(source, re.compile(regex), frozenset(needs), tuple(frozenset(options) for options in one_of))


def raw_pattern(source: str, one_of: frozenset[str] = frozenset(), hint: str = "") -> Pattern:
    """A pattern that is a regular expression already; tried on every line that has one of these words and the hint."""
    needed = (one_of,) if one_of else ()
    return Pattern(source, re.compile(source), frozenset(), needed, re.compile(hint) if hint else None)


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


# In about how many lines of a hundred a word or class stands, for those that stand in many.
_COMMON: Final = {
    **dict.fromkeys(("or", "and", "of", ",", "X", "C"), 50),
    **dict.fromkeys(("with", "F", "P", "N", "(", ")", "to", "in", "for", "be"), 35),
    **dict.fromkeys(
        ("must", "have", "is", "prior", "D", "B", "T", "W", "R", "not", "no", "any", "other", "within"), 25
    ),
    **dict.fromkeys(("at", "by", "on", "are", "has", "O", "A", "L", "J", "Y", "Q", "S", ":", ";", ".", "/", "as"), 15),
}


def how_common(word: str) -> int:
    """In about how many lines of a hundred this word or class stands."""
    return _COMMON.get(word, 3 if len(word) > 1 else 8)


_Found = tuple[str, int, set[str], list[set[str]]]


def _sequence(source: str, parts: list[re.Match[str]], at: int, fragments: Mapping[str, str], *, inside: str) -> _Found:
    """Alternatives from `at` up to the bracket that closes `inside`."""
    options: list[str] = []
    every: list[set[str]] = []
    body: list[str] = []
    needs: set[str] = set()
    one_of: list[set[str]] = []
    while at < len(parts):
        part = parts[at]
        at += 1
        if part["bar"]:
            options.append("".join(body))
            every.append(needs)
            body, needs = [], set()
        elif part["close"]:
            if not inside:
                break
            options.append("".join(body))
            every.append(needs)
            joined = "|".join(options)
            if inside == "[":
                return f"(?:{joined})?", at, set(), []
            # One of the alternatives is needed: of each its rarest word stands for it, where all have one.
            rarest = [min(sorted(need), key=how_common, default="") for need in every]
            return f"(?:{joined})", at, set(), [set(rarest)] if all(rarest) else []
        elif part["open"]:
            inner, at, inner_needs, inner_one_of = _sequence(source, parts, at, fragments, inside=part["open"])
            body.append(inner)
            needs |= inner_needs
            one_of += inner_one_of
        elif part["classes"]:
            classes, name = part["classes"], part["name"] or part["classes"]
            if len(classes) == 1:
                body.append(f"{classes}(?P<{name}>.) ")
                needs.add(classes)
            else:
                body.append(f"[{classes}](?P<{name}>.) ")
                one_of.append(set(classes))
        elif part["fragment"] == "rest":
            body.append(rf"(?P<rest>(?:[^ ]+ )+?)(?=$|; |\. |(?:, |\( )?(?:{_APART}) )")
        elif part["fragment"]:
            if part["fragment"] not in fragments:
                raise KnowledgeError(f'reading pattern "{source}": no list of words is called {part["fragment"]}')
            body.append(f"(?:{fragments[part['fragment']]})")
        elif part["word"] == "...":
            body.append(r"(?:[^ ()]+ )*?")
        else:
            word = singular(part["word"] or "<")
            body.append(f"{re.escape(word)} ")
            needs.add(word)
    if inside:
        raise KnowledgeError(f'reading pattern "{source}": the bracket {inside} is not closed')
    if options:
        raise KnowledgeError(f'reading pattern "{source}": put alternatives into {{ }}')
    return "".join(body), at, needs, one_of
