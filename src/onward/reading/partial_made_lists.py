"""Lists of which the grammar has made a part one thing already, with the "or" or "and" that stood in it."""

from __future__ import annotations

import re
from dataclasses import replace

from onward.criteria import AnyOf
from onward.reading.grammar import Draft
from onward.reading.one_restriction import RESTRICTING
from onward.reading.partial_cut import Member, Tokens
from onward.reading.sought import sought
from onward.reading.things import Fixed, Ill, Several, with_quality

_ONE_ILL = re.compile(r"^C([\ue000-\uf8ff])$")
_WORD = re.compile(r"^[a-z][a-z-]*$")
_JOINTS = frozenset({"or", "and"})


def ends_with_or(members: list[Member], draft: Draft) -> bool:
    """ "An infection of the bone, a stroke or an infarction": the last two were made one thing, with the "or"."""
    if any(re.match(r"^[CDOX][\ue000-\uf8ff]$", one.tokens[0]) is None for one in members):
        return False
    if _holds_or(members[-1].tokens, draft):
        return True
    return any(
        _holds_or(one.tokens, draft) and (len(members) > _MANY or _is_long(one.tokens, draft)) for one in members
    )


_MANY, _LONG = 2, 4


def _is_long(tokens: Tokens, draft: Draft) -> bool:
    found = _ONE_ILL.match(" ".join(tokens))
    value = None if found is None else draft.at(found[1])
    return isinstance(value, Several) and len(value.parts) >= _LONG


def _holds_or(tokens: Tokens, draft: Draft) -> bool:
    found = re.match(r"^[CX]([\ue000-\uf8ff])$", " ".join(tokens))
    value = None if found is None else draft.at(found[1])
    value = value.criterion if isinstance(value, Fixed) else value
    either = (isinstance(value, Several) and value.joint == "or") or isinstance(value, AnyOf)
    return either and " or " in draft.spoken(" ".join(tokens) + " ")


def told_of_the_last(member: Member, draft: Draft) -> Member:
    """ "An infection, a stroke, a lung disease requiring oxygen, ...": in the midst of a list, of the last before it."""
    found = _ONE_ILL.match(member.tokens[0])
    value = None if found is None else draft.at(found[1])
    rest = member.tokens[1:]
    if not isinstance(value, Several) or value.joint != "or" or not rest or rest[0] not in RESTRICTING:
        return member
    last = value.parts[-1]
    said = draft.spoken(member.tokens[0] + " ").strip()
    if not isinstance(last, Ill) or " or " in f" {said.rpartition(', ')[2]} " or ", " not in said:
        return member
    if not all(_WORD.match(word) for word in rest) or not _JOINTS.isdisjoint(rest):
        return member
    words = " ".join(rest)
    made = replace(value, parts=(*value.parts[:-1], with_quality(last, words)))
    return Member(member.joint, [draft.put("C", made, f"{said} {words}").strip()])


def general_illness(thing: object) -> Ill | None:
    """The illness at the head of a list, of which something is said that goes for all of it."""
    if isinstance(thing, Several):
        thing = thing.parts[0]
        if not isinstance(thing, Ill) or thing.groups != ("concurrent illness",):
            return None
    return thing if isinstance(thing, Ill) and thing.qualities else None


# "Treatment with A, or with B": the same word begins each of them.
_GIVEN_WITH = sought(r"\b(?:treatment|treated|therapy|exposure|exposed) (?P<joint>with|to|by)\b")


def with_another(members: list[Member], draft: Draft) -> list[Member]:
    """The members of a list without the "with" that is said again of each."""
    found = _GIVEN_WITH.search(draft.spoken(" ".join(members[0].tokens) + " "))
    made = members[:1]
    for member in members[1:]:
        tokens = member.tokens
        again = found is not None and tokens[0] == found["joint"] and len(tokens) > 1
        made.append(Member(member.joint, tokens[1:] if again else tokens))
    return made
