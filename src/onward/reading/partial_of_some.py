"""Inclusions that ask something of some people alone: bilateral cancer that is allowed if ..., suppressed ovaries.

"Premenopausal women and men must be receiving an LHRH agonist that zorbs" asks nothing of anybody else; "bilateral cancer
is allowed if one tumour zorbs" asks of those with bilateral cancer whether it is so.
"""

from __future__ import annotations

import re

from onward.criteria import AllOf, AnyOf, Criterion, Finding, HasSex, Menopause, Takes
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_last
from onward.reading.partial_part import asked
from onward.reading.rules.values import criterion_of, thing_of
from onward.reading.sought import sought
from onward.reading.things import Fixed, Treated, all_of, any_of, negated, with_status

_THING = sought(r"^(?P<letter>[CDFX])(?P<sign>[\ue000-\uf8ff])$")
_LONGEST = 60
# What only some of the people of a trial have.
_OF_SOME = frozenset({"bilateral breast cancer", "multicentric or multifocal disease"})
_HEAD = sought(
    r"^(?:(?:patient|subject|participant|woman|with|may|have|had|synchronous|bilateral|invasive|disease|,) |P[\ue000-\uf8ff] )*$"
)
_ALLOWED = sought(
    r"^(?:\( [^()]* \) )?(?:disease )?(?:is |are |will be )?(?:also )?(?:(?:eligible|allowed|permitted|acceptable|included) )?(?:only )?(?:if|provided(?: that)?|as long as) (?P<when>.+)$"
)
_LETS_IN = sought(r"\b(?:eligible|allowed|permitted|acceptable|included|may have)\b")
_TURNS = sought(r"\b(?:unless|except\w*|otherwise|not (?:eligible|allowed|permitted|required)|excluded)\b")


def asked_of_some(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence of an inclusion that speaks of some people alone; None for any other."""
    tokens = without_last(left.strip(" .,;:-").split(), {",", ";", "-", ":", ".", "/"})
    if draft.denied or not tokens or len(tokens) > _LONGEST or {".", ";"}.intersection(tokens):
        return None
    return _allowed_if(tokens, draft) or _suppressed(tokens, draft)


def _allowed_if(tokens: Tokens, draft: Draft) -> Criterion | None:
    at = next((n for n, word in enumerate(tokens) if _THING.match(word) is not None), None)
    if at is None or _HEAD.match(" ".join(tokens[:at]) + " " if at else "") is None:
        return None
    value = draft.at(tokens[at][1])
    told = f"{draft.spoken(' '.join(tokens[at + 1 :]) + ' ').strip()}"
    found = _ALLOWED.match(told)
    whole = draft.spoken(" ".join(tokens) + " ").strip()
    if found is None or _LETS_IN.search(whole) is None or _TURNS.search(whole) is not None:
        return None
    if not isinstance(value, Fixed) or value.qualities or not _is_of_some(value.criterion):
        return None
    return any_of((negated(value.criterion), asked(whole)))


def _is_of_some(criterion: Criterion) -> bool:
    if isinstance(criterion, AllOf):
        return any(map(_is_of_some, criterion.of))
    return isinstance(criterion, Finding) and criterion.name in _OF_SOME


_MUST = sought(r"\b(?:must|should|required to|need to|have to)\b")
_BETWEEN = sought(r"^(?:and|or|and/or|,|/|all|for|must|should|be|will|who|are|is|required|to|have|also)$")


def _suppressed(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "Premenopausal women (of whatever kind) and men must be receiving an LHRH agonist ...": asked of them alone."""
    plain = re.sub(r"\( [^()]* \) ", "", " ".join(tokens) + " ").split()
    at = next((n for n, word in enumerate(plain) if word[0] == "D" and _THING.match(word) is not None), None)
    if at is None or at == 0:
        return None
    drugs = thing_of(draft.at(plain[at][1]))
    said = draft.spoken(" ".join(plain[: at + 1]) + " ")
    whole = draft.spoken(" ".join(tokens) + " ").strip()
    if not isinstance(drugs, Treated) or _MUST.search(said) is None or _TURNS.search(whole) is not None:
        return None
    if {"or", "and/or"}.intersection(plain[at + 1 :]) or re.search(r"\b(?:not|no|if|may|never)\b", whole) is not None:
        return None
    people: list[Criterion] = []
    for word in plain[:at]:
        found = _THING.match(word)
        if found is None:
            if _BETWEEN.match(word) is None:
                return None
            continue
        who = _who(draft.at(found["sign"]))
        if who is None:
            return None
        people.append(who)
    taken = criterion_of(with_status(drugs, "now") if not drugs.when else drugs, denied=False)
    if not people or not any("Menopause(" in repr(one) for one in people) or not isinstance(taken, Takes):
        return None
    return any_of((negated(any_of(tuple(people))), all_of((taken, asked(whole)))))


def _who(value: object) -> Criterion | None:
    """Women before or in menopause, or men; None for anybody else."""
    bare = value.criterion if isinstance(value, Fixed) and not value.qualities else value
    match bare:
        case Menopause(status=status) if set(status) <= {"pre", "peri"}:
            return bare
        case HasSex(sex="male"):
            return bare
        case AllOf(of=parts) if HasSex(sex="female") in parts and len(parts) == 2:
            return _who(next(part for part in parts if part != HasSex(sex="female")))
        case AnyOf(of=parts):
            return bare if all(_who(one) is not None for one in parts) else None
        case _:
            return None
