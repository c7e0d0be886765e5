"""Radiotherapy that keeps out for a while, with the sentences that trials set behind it: recovered from it, no inflamed
lung, and a shorter time after palliative treatment."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from onward.criteria import AnyOf, Condition, Criterion, Finding, Had, Not, parts_of
from onward.reading.partial_part import asked
from onward.reading.sentences import sentences_of
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of, negated

_PEOPLE = r"(?:(?:all )?(?:participant|subject|patient) )?"
_RECOVERED = sought(
    rf"^{_PEOPLE}must (?:also )?have recovered from (?:all|any) (?:acute )?(?:(?:radiation|radiotherapy) (?:therapy )?(?:related |induced )?(?:toxicity|side effect|adverse event))(?P<rest>.*)$"
)
_NOT_HAD = sought(rf"^{_PEOPLE}(?:must |should )?(?P<rest>not (?:have|require|be) .*)$")
_PIECES = re.compile(r"(?:^| )(?:, )?(?:and )?(?:must |should )?not ")
_SHORTER = sought(
    r"^(?:note : )?(?:(?:at least )?(?P<number>one|two|\d+) (?P<unit>week|day) (?:washout|wash out)(?: period)? is (?:permitted|allowed|required|acceptable) (?:for|after|following) palliative (?:radiation|radiotherapy)\b.*"
    r"|palliative (?:radiation|radiotherapy)\b.* is (?:permitted|allowed|acceptable) ,? ?(?:provided|if)(?: that)?(?: there is)? (?:at least )?(?P<also>one|two|\d+) (?P<of>week|day) (?:washout|wash out)\b.*)$"
)
# "Two weeks or fewer of palliative radiotherapy are permitted", and how long the last must have been over.
_LET_BE = sought(
    r"^(?:note : )?(?:(?:\w+|\d+) (?:week|day|fraction) or (?:fewer|less) of )?palliative (?:radiation|radiotherapy)\b(?!.*(?:provided|if|washout|at least|prior|before)).* is (?:permitted|allowed|acceptable)$"
)
_LAST = sought(
    r"^last (?:radiation|radiotherapy)(?: therapy)? (?:treatment |dose |fraction )?must have been (?:performed|given|completed|administered) at least (?P<number>one|two|\d+) (?P<unit>week|day) (?:before|prior to) (?:first dose|study start|c1d1|randomization|enrollment)$"
)
_NEVER = 100_000
_NUMBERS = {"one": 1, "two": 2}
_DAYS = {"week": 7, "day": 1}


def read_radiation_washout(line: str, *, denied: bool, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of a canonical line of such sentences; None for any other.

    read   a sentence -> its question where every word of it is understood
    """
    if not denied or ("radiation" not in line and "radiotherapy" not in line):
        return None
    sentences = sentences_of(line)
    alone = _behind(sentences[0].strip(" .;,:"))
    if isinstance(alone, tuple):
        # "Must have recovered from it, and not have had radiation pneumonitis" by itself.
        return any_of(alone) if len(sentences) == 1 and len(alone) > 1 else None
    behind = [_behind(one.strip(" .;,:")) for one in sentences[1:]]
    if not behind or any(one is None for one in behind):
        return None
    first = read(sentences[0])
    ways = parts_of(first) if isinstance(first, AnyOf) else (first,)
    recent = next(
        (way for way in ways if isinstance(way, Had) and way.event == "radiotherapy" and way.within_days), None
    )
    if first is None or recent is None:
        return None
    told = [one for one in behind if one is not None]
    shorter = next((one for one in told if isinstance(one, _Shorter)), None)
    others = tuple(part for part in ways if part is not None and part != recent)
    also = tuple(part for one in told if isinstance(one, tuple) for part in one)
    if shorter is None:
        return any_of((recent, *others, *also))
    kept = all_of((recent, negated(asked(shorter.said))))
    nearer = () if shorter.days >= (recent.within_days or 0) else (replace(recent, within_days=shorter.days),)
    return any_of((*nearer, kept, *others, *also))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shorter:
    """A shorter time after palliative treatment, in its words."""

    days: int
    said: str


def _behind(sentence: str) -> tuple[Criterion, ...] | _Shorter | None:
    """What a sentence behind the first keeps out by, or the shorter time that it allows; None for any other."""
    found = _RECOVERED.match(sentence)
    if found is not None:
        more = _kept_out(found["rest"].strip(" ,"))
        return None if more is None else (Not(of=Finding(name="recovered from earlier treatment")), *more)
    found = _NOT_HAD.match(sentence)
    if found is not None:
        return _kept_out(found["rest"]) or None
    found = _LAST.match(sentence)
    if found is not None:
        days = (_NUMBERS.get(found["number"]) or int(found["number"])) * _DAYS[found["unit"]]
        return (Had(event="radiotherapy", within_days=days),)
    if _LET_BE.match(sentence) is not None:
        return _Shorter(days=_NEVER, said=sentence)
    found = _SHORTER.match(sentence)
    if found is None:
        return None
    number, unit = found["number"] or found["also"], found["unit"] or found["of"]
    return _Shorter(days=(_NUMBERS.get(number) or int(number)) * _DAYS[unit], said=sentence)


def _kept_out(rest: str) -> tuple[Criterion, ...] | None:
    """ "Not require corticosteroids, and not have had radiation pneumonitis": what must not be there."""
    if not rest:
        return ()
    pieces = _PIECES.split(f" {rest}")
    if pieces[0].strip(" ,"):
        return None
    parts: list[Criterion] = []
    for piece in pieces[1:]:
        words = piece.strip(" ,")
        if (
            re.fullmatch(r"(?:have|be|had|having)?(?: had| ever had)?(?: active)? ?radiation pneumonitis", words)
            is not None
        ):
            now = "active" in words
            parts.append(Condition(groups=("radiation pneumonitis",), status="now" if now else "ever"))
        elif re.match(r"(?:have|require|be) ", words) is not None and not re.search(r"\b(?:unless|except|if)\b", words):
            parts.append(asked(words))
        else:
            return None
    return tuple(parts)
