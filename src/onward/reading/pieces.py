"""Lists of which only some parts are understood: the others stay, in their own words, as questions for a human.

This is sound only for parts that stand on their own: a part that restricts, excepts or turns another one keeps the
whole line from being read.
"""

from __future__ import annotations

import re

from onward.criteria import NODES, AskHuman, Criterion
from onward.reading.grammar import Draft
from onward.reading.rules.disease import is_disease
from onward.reading.rules.logic import criterion_of
from onward.reading.things import (
    JUDGED,
    CnsSpread,
    Fixed,
    Happened,
    Ill,
    SecondCancer,
    Several,
    Thing,
    Treated,
    all_of,
    any_of,
)

_CONNECTIVE = re.compile(r" (?:, and/or|, or|, and|; and|; or|and/or|,|;|or|and) ")
_THING = re.compile(r"(?P<letter>[CDFOX])(?P<sign>[\ue000-\uf8ff])")
# A piece that begins so belongs to what stands before it.
_DEPENDENT = re.compile(
    r"^(?:with|who|which|that|requiring|require|requires|within|for|in|to|on|if|when|due|by|of|from|after|before|during|including|such|as|than|not|no|without|other|except|unless|excluding|at|while|where|whose|whom|under|per|via|using|because|until|since|"
    r"eg|ie|also|only|but|despite|following|based|defined|must|should|may|can|will|is|are|was|were|has|have|had|be|been|although|however|then|so|whichever|respectively|treated|related|associated|leading|resulting|it|they|this|these|those|their|its|both|either|neither|nor|same|both|radiation)\b"
)
_TURNING = frozenset(
    [
        "unless",
        "except",
        "not",
        "no",
        "without",
        "if",
        "may",
        "allow",
        "allowed",
        "permitted",
        "eligible",
        "acceptable",
        "however",
        "but",
        "nor",
        "never",
        "excluding",
        "excluded",
        "exclude",
        "ineligible",
        "note",
        "provided",
        "either",
        "than",
        "respectively",
        "only",
    ]
)
# Words within a piece that may speak of its neighbours as well, and numbers, which ask for more than a human's eye.
_TIED = re.compile(
    r" (?:for|within|in|since|before|after|during|prior|by|at|due|because|requiring|between|until) |[NTRBWAIH][\ue000-\uf8ff]"
)
_LONGEST = 12
# A piece that holds something understood was broken off somewhere: it is more than words.
_THING_INSIDE = re.compile(r"[CXOF][\ue000-\uf8ff]")


def pieced(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced line that is a list of understood and not understood parts; None where it is not."""
    if "(" in left or ")" in left or ":" in left or ". " in left:
        return None
    pieces = [piece.strip() for piece in _CONNECTIVE.split(f" {left} ".replace("  ", " "))]
    pieces = [piece for piece in pieces if piece]
    joints = {joint.strip() for joint in _CONNECTIVE.findall(f" {left} ")}
    if len(pieces) < 2 or len(pieces) > 14:
        return None
    parts: list[Criterion] = []
    things: list[object] = []
    for piece in pieces:
        found = _THING.fullmatch(piece)
        if found is not None:
            value = draft.at(found["sign"])
            things.append(value)
            if isinstance(value, Fixed) and is_disease(value.criterion):
                return None
            if not draft.denied and not isinstance(value, NODES) and _is_illness(value):
                return None
            parts.append(criterion_of(value, denied=draft.denied))
            continue
        words = piece.split()
        if len(words) > _LONGEST or _DEPENDENT.match(piece) or _TURNING.intersection(words):
            return None
        if _TIED.search(f" {piece} ") is not None:
            return None
        if len(words) < 2 or _THING_INSIDE.search(piece) or not any(word.isalpha() and len(word) > 3 for word in words):
            return None
        things.append(None)
        parts.append(AskHuman(question=f"Is it so: {draft.spoken(piece)}?", because=JUDGED))
    known = [thing for thing in things if thing is not None]
    if not known or _carries_more(things):
        return None
    if draft.denied:
        return any_of(tuple(parts))
    either = any("or" in joint for joint in joints)
    both = any("and" in joint and "or" not in joint for joint in joints)
    if either and both:
        return None
    if either:
        return any_of(tuple(parts))
    return all_of(tuple(parts)) if all(isinstance(thing, NODES) for thing in known) else None


def _is_illness(value: object) -> bool:
    return isinstance(value, (Ill, CnsSpread, SecondCancer)) or (
        isinstance(value, Several) and any(_is_illness(part) for part in value.parts)
    )


def _carries_more(things: list[object]) -> bool:
    """Whether the last part carries a window or a restriction that the words may mean for the parts before it."""
    last = things[-1]
    return last is not None and len(things) > 1 and None in things and _is_restricted(last)


def _is_restricted(value: object) -> bool:
    match value:
        case Ill() | Treated() | Happened() | SecondCancer():
            thing: Thing = value
            return thing.window is not None or any(_is_behind(words) for words in thing.qualities)
        case Several():
            return any(_is_restricted(part) for part in value.parts)
        case _:
            return False


def _is_behind(quality: str) -> bool:
    """Whether a quality stood behind its illness ("requiring antibiotics") and not before it ("severe")."""
    return len(quality.split()) > 3
