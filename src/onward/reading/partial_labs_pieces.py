"""A reduced line of laboratory limits cut before each limit and each sentence."""

from __future__ import annotations

from dataclasses import dataclass

from onward.criteria import NODES, AllOf, AnyOf, Criterion, LabValue, When
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens
from onward.reading.partial_labs_words import SKIPPED
from onward.reading.rules.limits import Case, asks_for_values

_OPENED, _CLOSED = "()"
_JOINTS = frozenset({",", ";", ".", "and", "or", "and/or", "plus"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One limit with the words before and behind it and its own; `value` None where no limit is understood in it."""

    joints: frozenset[str]
    head: Tokens
    value: Criterion | None
    tail: Tokens
    words: str = ""
    tokens: tuple[str, ...] = ()


def is_thing(token: str, letters: str) -> bool:
    """Whether a token stands for a thing of one of these classes."""
    return len(token) == 2 and token[0] in letters and token[1] >= "\ue000"


def said_of(tokens: Tokens, draft: Draft) -> str:
    """The tokens in words."""
    return draft.spoken(" ".join(tokens) + " ").strip()


def limit_in(token: str, draft: Draft) -> Criterion | None:
    """The limits that a token stands for; None for any other token."""
    if len(token) != 2 or token[0] != "X":
        return None
    value = draft.at(token[1])
    return value if isinstance(value, NODES) and asks_for_values(value) else None


def labs_of(criterion: Criterion) -> tuple[LabValue, ...]:
    """All limits in a question."""
    match criterion:
        case LabValue():
            return (criterion,)
        case AllOf() | AnyOf():
            return tuple(one for part in criterion.of for one in labs_of(part))
        case When():
            return (
                *labs_of(criterion.then),
                *(labs_of(criterion.otherwise) if criterion.otherwise is not None else ()),
            )
        case _:
            return ()


def balanced(tokens: Tokens) -> Tokens:
    """The tokens without brackets that lack their other half."""
    kept: list[str | None] = list(tokens)
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token == _OPENED:
            opened.append(at)
        elif token == _CLOSED:
            if opened:
                opened.pop()
            else:
                kept[at] = None
    for at in opened:
        kept[at] = None
    return [token for token in kept if token is not None]


def _begins(tokens: Tokens, at: int, draft: Draft) -> bool:
    """Whether a limit begins here, behind words that only frame it."""
    while at < len(tokens) and tokens[at] in SKIPPED:
        at += 1
    if at >= len(tokens):
        return False
    return limit_in(tokens[at], draft) is not None or tokens[at][0] == "L"


def pieces_of(tokens: Tokens, draft: Draft) -> list[Piece]:
    """The line cut before each limit and each sentence."""
    cuts: list[tuple[frozenset[str], Tokens]] = []
    joints: frozenset[str] = frozenset()
    now: Tokens = []
    depth = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token == _OPENED:
            # A bracket before any limit only frames what is in it.
            if not any(limit_in(one, draft) is not None for one in now) and _begins(tokens, at + 1, draft):
                tokens = _unwrapped(tokens, at)
                continue
            depth += 1
        elif token == _CLOSED:
            depth -= 1
        if depth == 0 and token in _JOINTS:
            end = at
            found: set[str] = set()
            while end < len(tokens) and tokens[end] in _JOINTS:
                found.add(tokens[end])
                end += 1
            held = _is_held(now, found, draft)
            if now and not held and (_begins(tokens, end, draft) or "." in found or ";" in found):
                cuts.append((joints, now))
                joints, now = frozenset(found), []
                at = end
                continue
        now.append(token)
        at += 1
    if now:
        cuts.append((joints, now))
    return [_piece(words, why, draft) for why, words in cuts]


def _is_held(now: Tokens, joints: set[str], draft: Draft) -> bool:
    """Whether a condition is open: what follows it belongs to it up to the end of its sentence."""
    if not {".", ";"}.isdisjoint(joints):
        return False
    subject = [token for token in now[:6] if token not in ("exception", "note", ":", "however", "but")]
    if (
        subject
        and (
            (is_thing(subject[0], "P") and len(subject) > 1 and subject[1] in ("with", "who", "whose"))
            or (is_thing(subject[0], "C") and said_of(subject[:1], draft).startswith("with "))
        )
        and not any(limit_in(token, draft) is not None for token in now)
    ):
        # "Participants with ... and bilirubin ≤ 3 x ULN": of them the whole sentence speaks.
        return True
    depth = 0
    for at, token in enumerate(now):
        depth += (token == _OPENED) - (token == _CLOSED)
        if depth:
            continue
        if token in _OPENING or (len(token) == 2 and token[0] == "Z" and isinstance(draft.at(token[1]), Case)):
            return at == 0 or "," not in joints
        if token in ("for", "in") and at + 1 < len(now) and now[at + 1][0] == "P":
            return at == 0 or "," not in joints
    return False


_OPENING = frozenset({"if", "when", "where", "unless", "except", "provided", "whenever"})


def _unwrapped(tokens: Tokens, at: int) -> Tokens:
    depth = 0
    for end in range(at, len(tokens)):
        depth += (tokens[end] == "(") - (tokens[end] == ")")
        if depth == 0:
            return [*tokens[:at], *tokens[at + 1 : end], *tokens[end + 1 :]]
    return [*tokens[:at], *tokens[at + 1 :]]


def _piece(words: Tokens, joints: frozenset[str], draft: Draft) -> Piece:
    for at, token in enumerate(words):
        value = limit_in(token, draft)
        if value is not None:
            return Piece(joints, words[:at], value, words[at + 1 :], said_of([token], draft), tuple(words))
    return Piece(joints, words, None, [], tokens=tuple(words))
