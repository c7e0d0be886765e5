"""A reduced sentence as tokens: cut at its joints, outside brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.reading.sought import sought

Tokens = list[str]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list; `joint` is what stands before it."""

    joint: str
    tokens: Tokens


EXCEPTION = (
    ("unless",), ("except", "for"), ("except",), ("excepting",), ("other", "than"), ("with", "exception", "of"), ("excluding",), ("apart", "from"), ("aside", "from"), ("but", "not"),
    ("not", "including"), ("with", "exception", "for"), ("with", "following", "exception"),
)  # fmt: skip


PROVIDED = (("provided",), ("provided", "that"), ("as", "long", "as"), ("so", "long", "as"), ("providing",), ("only", "if"), ("if",), ("in", "case", "of"))  # fmt: skip


# A part that begins so belongs to what stands before it.
DEPENDENT = sought(
    r"^(?:with|who|which|that|requiring|require|requires|within|for|in|to|on|when|due|by|of|from|after|before|during|as|than|at|while|where|whose|whom|under|per|via|using|because|until|since|based|defined|despite|following|treated|related|"
    r"associated|demonstrated|measured|showing|confirmed|documented|determined|assessed|evidenced|diagnosed|histologically|leading|resulting|caused|is|are|was|were|be|been|it|they|this|these|those|their|its|same|respectively|not|no|without)$"
)


# An amount at the beginning shares what is measured with the part before it.
AMOUNT = sought(r"^(?:[RABN][\ue000-\uf8ff]|[≥≤<>])$")


_OPENED, _CLOSED = "()"


def cut(tokens: Tokens, at: set[str]) -> list[Member]:
    """The tokens cut at these words outside brackets; ", or" is one joint."""
    members: list[Member] = []
    now: Tokens = []
    joint = ""
    depth = 0
    for word in tokens:
        if word == _OPENED:
            depth += 1
        elif word == _CLOSED:
            depth = max(depth - 1, 0)
        if word in at and depth == 0:
            if now:
                members.append(Member(joint, now))
                joint, now = word, []
            elif joint in ("", ",", ";") or word in ("or", "and", "and/or"):
                joint = word if joint != "or" or word == "or" else joint
            continue
        now.append(word)
    if now:
        members.append(Member(joint, now))
    return members


def first_of(tokens: Tokens, phrases: Sequence[tuple[str, ...]]) -> tuple[int, int] | None:
    """Where outside brackets the first of these phrases stands, and how many words it has."""
    firsts = {phrase[0] for phrase in phrases}
    if firsts.isdisjoint(tokens):
        return None
    depth = 0
    for n, word in enumerate(tokens):
        if word == _OPENED:
            depth += 1
        elif word == _CLOSED:
            depth -= 1
        if depth:
            continue
        if word not in firsts:
            continue
        fitting = [phrase for phrase in phrases if tuple(tokens[n : n + len(phrase)]) == phrase]
        if fitting:
            return n, max(len(phrase) for phrase in fitting)
    return None


def without_brackets(tokens: Tokens) -> tuple[Tokens | None, list[tuple[Tokens, Tokens]]]:
    """The tokens outside brackets; and each bracket with the words before it."""
    plain: Tokens = []
    brackets: list[tuple[Tokens, Tokens]] = []
    inner: Tokens | None = None
    depth = 0
    for word in tokens:
        if word == _OPENED:
            depth += 1
            if depth == 1:
                inner = []
                continue
        elif word == _CLOSED:
            depth -= 1
            if depth < 0:
                return None, []
            if depth == 0 and inner is not None:
                if inner:
                    brackets.append((inner, list(plain)))
                inner = None
                continue
        (inner if inner is not None else plain).append(word)
    return (plain, brackets) if inner is None else (None, [])


def without_last(tokens: Tokens, signs: set[str]) -> Tokens:
    end = len(tokens)
    while end and tokens[end - 1] in signs:
        end -= 1
    return tokens[:end]
