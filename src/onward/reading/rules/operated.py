"""What was done to breast and axilla in several words, and what goes on behind an operation with a time."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, AskHuman, Criterion, Finding, Had, Not, parts_of
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.things import (
    JUDGED,
    CnsSpread,
    Fixed,
    Happened,
    Ill,
    Several,
    Thing,
    Unless,
    all_of,
    any_of,
    with_quality,
)

OPERATED = Stage("operations of breast and axilla")
BEHIND_AN_OPERATION = Stage("what goes on behind an operation")
rule = OPERATED.rule

_BREAST = frozenset({"mastectomy", "breast conserving surgery"})
_NODES = frozenset({"axillary surgery"})


def _kinds(thing: object) -> frozenset[str]:
    if isinstance(thing, Happened) and thing.window is None and not thing.qualities:
        return frozenset(thing.event.kinds)
    return frozenset()


def _of_breast(kinds: frozenset[str]) -> Happened:
    return Happened(event=Had(event="procedure", kinds=tuple(sorted(kinds, reverse=True))))


@rule(
    "<O:one> {or|and/or|,|, or|/|, and/or|( or|with|including} [an|complete|formal|full|level i or ii] <O:other> [)]",
    gives="O",
    again=True,
)
def either_of_the_axilla(found: Found) -> object:
    """ "sentinel node biopsy and/or axillary dissection": either is an operation of the axilla."""
    one, other = found.any("one"), found.any("other")
    if found.words.count("(") != found.words.count(")") or _kinds(one) != _NODES or _kinds(other) != _NODES:
        return None
    return one


@rule("<O:one> / <O:other>", gives="O")
def either_of_the_breast(found: Found) -> object:
    """ "mastectomy / nipple sparing mastectomy"."""
    one, other = _kinds(found.any("one")), _kinds(found.any("other"))
    return _of_breast(one | other) if one and other and (one | other) <= _BREAST else None


@rule("<O:breast> [,] {with|after|followed by|and|plus} [either|prior|previous|a] <O:axilla>", gives="C", again=True)
def breast_and_axilla(found: Found) -> object:
    """ "segmental mastectomy, after sentinel node biopsy": both are asked for."""
    breast, axilla = _kinds(found.any("breast")), _kinds(found.any("axilla"))
    if found.draft.denied or not breast or not breast <= _BREAST or axilla != _NODES:
        return None
    before = found.match.string[: found.match.start()].split()[-8:]
    # "Mastectomy or lumpectomy with axillary dissection": of both, or of the last?
    behind_a_pair = before[-1:] == ["or"] and any(word.startswith("C") and word[1:] >= "\ue000" for word in before[-3:])
    if {"no", "not", "without"}.intersection(before) or ("or" in before and not behind_a_pair):
        return None
    return Several(joint="and", parts=(_of_breast(breast), cast("Happened", found.any("axilla"))))


def _pair(thing: object) -> frozenset[str]:
    """The operations of the breast, where one of the axilla is asked for beside them."""
    match thing:
        case Several(joint="or", parts=parts) if all(map(_pair, parts)):
            return frozenset(kind for part in parts for kind in _pair(part))
        case Several(joint="and", parts=(breast, axilla)) if _kinds(axilla) == _NODES and _kinds(breast) <= _BREAST:
            return _kinds(breast)
        case _:
            return frozenset()


@rule("<C:pair> ( <O> )", gives="C", again=True)
def named_in_a_bracket(found: Found) -> object:
    """ "mastectomy and axillary dissection (modified radical mastectomy)"."""
    return _named_again(found)


@rule("<C:one> {or|, or|,} <C:other>", gives="C", again=True)
def either_pair(found: Found) -> object:
    """ "mastectomy and axillary dissection, or lumpectomy and sentinel node biopsy"."""
    one, other = _pair(found.any("one")), _pair(found.any("other"))
    if found.draft.denied or not one or not other:
        return None
    axilla = cast("Several", found.any("one")).parts[1]
    return Several(joint="and", parts=(_of_breast(one | other), axilla))


@rule("<O> {including|, including|:|: either|consisting of|, consisting of|, either} <C:pair>", gives="C", again=True)
def named_again(found: Found) -> object:
    """ "definitive breast surgery including mastectomy and axillary dissection"."""
    return _named_again(found)


def _named_again(found: Found) -> object:
    kinds = _kinds(found.any("O"))
    pair = _pair(found.any("pair"))
    return found.any("pair") if not found.draft.denied and kinds and pair and kinds <= _BREAST else None


@BEHIND_AN_OPERATION.rule("<O:biopsy> <C:illness>", gives="C")
def shown_by_biopsy(found: Found) -> object:
    """ "biopsy-proven liver disease": how it was found adds nothing."""
    biopsy, illness = found.any("biopsy"), found.any("illness")
    said = found.draft.spoken(f"C{found.sign('illness')} ")
    shown = _kinds(biopsy) == frozenset({"biopsy"}) and said.startswith(
        ("proven ", "confirmed ", "verified ", "documented ")
    )
    return illness if shown and isinstance(illness, (Ill, CnsSpread)) else None


_MARROW = "{bone marrow reserve|bone marrow|marrow bearing <Y>|marrow bearing area|marrow bearing skeleton|marrow space|marrow volume|<Y> marrow|marrow|hematopoietic marrow|<Y> containing marrow|skeleton|pelvis|<Y>}"


@rule(
    f"<O> {{must not|should not|may not|cannot}} [have] {{involve|involved|include|included|exceed|exceeded|encompass|encompassed|cover|covered|affect|affected}} <R> of [his|her|their|total|entire|whole] {_MARROW}",
    gives="",
)
def not_too_much_marrow(found: Found) -> object:
    """ "prior radiotherapy must not have involved more than 25 % of the bone marrow"."""
    event, share = found.any("O"), found.take("R", Bound)
    if not isinstance(event, Happened) or event.event.event != "radiotherapy" or event.window is not None:
        return None
    if (
        share.unit != "%"
        or share.low is None
        or share.high is not None
        or "marrow" not in found.draft.spoken(found.match[0])
    ):
        return None
    said = found.draft.spoken(found.match[0])
    if found.draft.denied:
        return found.draft.put("O", with_quality(event, said))
    asked = AskHuman(question=f"Was it more than that: {said}?", because=JUDGED)
    return found.draft.put("X", Not(of=all_of((event.event, asked))))


@BEHIND_AN_OPERATION.rule(
    "<O:surgery> must {consist of|include|have consisted of|have included|be|have been} [either] <CDO:kinds>", gives="C"
)
def it_must_have_been(found: Found) -> object:
    """ "surgery must consist of mastectomy or conservative surgery"."""
    surgery, kinds = found.any("surgery"), found.any("kinds")
    if (
        found.draft.denied
        or not isinstance(surgery, Happened)
        or surgery.event != Had(event="procedure")
        or surgery.qualities
    ):
        return None
    parts = kinds.parts if isinstance(kinds, Several) and kinds.joint == "or" else (kinds,)
    of_breast = all(_kinds(part) and _kinds(part) <= _BREAST for part in parts)
    return kinds if _pair(kinds) or of_breast else None


_STERILE = Finding(name="surgically sterile")
_STERILISING = frozenset({"hysterectomy", "oophorectomy", "salpingectomy"})


@BEHIND_AN_OPERATION.rule(
    "<F:sterile> {by|via|through|with|by either} <DO:kinds> [,] but <X:ligation>",
    "<F:sterile> {by|via|through|with|by either} <DO:kinds>",
    gives="C",
)
def sterilised_by(found: Found) -> object:
    """ "surgical sterilization by hysterectomy or oophorectomy, but not tubal ligation"."""
    sterile, kinds = found.any("sterile"), found.any("kinds")
    if not isinstance(sterile, Fixed) or sterile.criterion != _STERILE or sterile.qualities:
        return None
    if found.has("ligation") and found.any("ligation") != Not(of=_STERILE):
        return None
    parts = kinds.parts if isinstance(kinds, Several) and kinds.joint == "or" else (kinds,)
    named = [kind for part in parts for kind in _kinds(part)]
    if not all(_kinds(part) for part in parts) or not _STERILISING.issuperset(named):
        return None
    return Happened(event=Had(event="procedure", kinds=tuple(named)))


@BEHIND_AN_OPERATION.rule(
    "<X:denied> [,] but <CDO> {allowed|permitted|acceptable|is allowed|is permitted|are allowed|is acceptable}",
    gives="X",
)
def but_this_is_allowed(found: Found) -> object:
    """ "no prior surgery, but sentinel node biopsy allowed": whether it was only that a human says."""
    denied = cast("Criterion", found.any("denied"))
    if found.draft.denied or not _denies(denied):
        return None
    said = found.draft.spoken(found.match[0]).rsplit(" but ", 1)[-1].strip()
    return any_of((denied, AskHuman(question=f"Is it only what is allowed: {said}?", because=JUDGED)))


def _denies(criterion: Criterion) -> bool:
    parts = parts_of(criterion)
    return isinstance(criterion, Not) or (isinstance(criterion, AllOf) and all(map(_denies, parts)))


@BEHIND_AN_OPERATION.rule("<X:denied> ( [{partial|limited|whole|focal} or] <DO:kinds> )", gives="X")
def of_none_of_its_kinds(found: Found) -> object:
    """ "no prior radiotherapy to the brain (whole brain irradiation, radiosurgery)": its kinds, said once more."""
    denied, kinds = found.any("denied"), cast("Thing", found.any("kinds"))
    if found.draft.denied or not isinstance(denied, Not) or "radiotherapy" not in repr(denied.of):
        return None
    parts = kinds.parts if isinstance(kinds, Several) else (kinds,)
    if not all(
        isinstance(part, Happened)
        and part.window is None
        and _BY_RADIATION.issuperset(
            part.event.kinds or ("radiotherapy" if part.event.event == "radiotherapy" else "",)
        )
        for part in parts
    ):
        return None
    return denied


_BY_RADIATION = frozenset(
    {"radiotherapy", "whole brain radiotherapy", "radiosurgery", "stereotactic radiotherapy", "brachytherapy"}
)


@BEHIND_AN_OPERATION.rule("{last|most recent} <CO:thing>", gives="C")
def the_last(found: Found) -> object:
    """ "last radiotherapy within 4 weeks": the same as any within them."""
    thing = cast("Thing", found.any("thing"))
    return thing if found.draft.denied and _is_recent(thing) else None


def _is_recent(thing: Thing) -> bool:
    match thing:
        case Happened():
            return thing.window is not None and not thing.window.at_least
        case Unless():
            return _is_recent(thing.thing)
        case _:
            return False


@BEHIND_AN_OPERATION.rule("<CO:thing> [,] or [who|that|patient] <F:plan>", gives="C")
def or_to_come(found: Found) -> object:
    """ "major surgery within 4 weeks, or has scheduled surgery": what is planned is for a human."""
    thing, plan = cast("Thing", found.any("thing")), found.any("plan")
    if not found.draft.denied or not isinstance(plan, Fixed) or not isinstance(plan.criterion, AskHuman):
        return None
    if not plan.criterion.question.startswith("Is it planned: ") or not _is_an_event(thing):
        return None
    return Several(joint="or", parts=(thing, plan))


def _is_an_event(thing: Thing) -> bool:
    match thing:
        case Happened():
            return thing.window is not None
        case Unless():
            return _is_an_event(thing.thing)
        case Several():
            return any(_is_an_event(part) for part in thing.parts)
        case _:
            return False


@BEHIND_AN_OPERATION.rule("<X:one> <X:other>", gives="X")
def and_not_either(found: Found) -> object:
    """ "no surgery and no chemotherapy": the second began with "and"."""
    words = found.draft.spoken(found.match["other"] and f"X{found.sign('other')} ")
    if found.draft.denied or not words.startswith("and "):
        return None
    return all_of((cast("Criterion", found.any("one")), cast("Criterion", found.any("other"))))


@rule("<O> ( {eg|such as|for example|like} ... )", gives="O")
def for_example(found: Found) -> object:
    """ "dental surgery (e.g. extraction, implants)": examples of what has a name of its own narrow nothing."""
    event = found.any("O")
    if not isinstance(event, Happened) or not event.event.kinds or event.qualities:
        return None
    # A time or a number in it would be said of the whole.
    inside = found.draft.spoken(found.words.split("( ", 1)[1])
    return None if any(sign.isdigit() for sign in inside) or " not " in inside else replace(event)
