"""Turns that many kinds of lines share: "women who are ...", "X-positive patients", what an illness needed."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Finding, HasSex, Menopause, Pregnancy
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.values import thing_of
from onward.reading.sought import sought
from onward.reading.things import JUDGED, Fixed, Ill, Several, Thing, Treated, negated, with_quality, with_status
from onward.reading.things_asked import question_of

PEOPLE = Stage("people and what they have")
people = PEOPLE.rule
NEEDS = Stage("illnesses by what they needed")
needs_rule = NEEDS.rule
WHO = Stage("those who")
who_rule = WHO.rule


@who_rule(
    "<XF:who> [<P>] {who|that} [are|is|be|become|are known to be|are known to have|have|has] [currently|also|either|known|known to be|known to have] <CF:what>",
    "<XF:who> [<P>] [who|that] <D:what>",
    gives="C",
)
def those_who(found: Found) -> object:
    """ "women who are pregnant or nursing"."""
    who, what = found.any("who"), cast("Thing", found.any("what"))
    person = who.criterion if isinstance(who, Fixed) else cast("Criterion", who)
    if not isinstance(person, (HasSex, Menopause)) and person != Finding(name="childbearing potential"):
        return None
    if not found.draft.denied:
        return None
    if isinstance(thing_of(what), Treated) and _TAKES.match(found.draft.spoken(f"D{found.sign('what')} ")) is None:
        return None
    if _is_pregnancy(what):
        return what
    return Fixed(criterion=AllOf(of=(person, question_of(what, denied=True))))


# "Women who take tamoxifen", and not "female hormones".
_TAKES = sought(
    r"^(?:who |that |currently |is |are |have |has |had |been )*(?:tak(?:e|es|en|ing)|receiv\w+|on|using|uses?|treated|had|undergone|underwent) "
)


def _is_pregnancy(thing: Thing) -> bool:
    match thing:
        case Fixed():
            return _pregnancy(thing.criterion)
        case Several():
            return all(_is_pregnancy(part) for part in thing.parts)
        case _:
            return False


def _pregnancy(criterion: Criterion) -> bool:
    if isinstance(criterion, AnyOf):
        return all(_pregnancy(part) for part in criterion.of)
    return isinstance(criterion, Pregnancy)


@people("<CF:thing> {<P>|person|woman|female|female patient} [only]", gives="")
def people_with(found: Found) -> object:
    """ "HIV-positive patients", "pregnant women"."""
    thing = thing_of(found.any("thing"))
    if not found.draft.denied:
        return None
    if not isinstance(thing, Ill) and not _is_pregnancy(thing):
        return None
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@needs_rule(
    "{where|in whom|or where} suspected <C> {cannot be ruled out|can not be ruled out} [by imaging|by imaging at screening|by imaging or other assessment]",
    gives="C",
)
def suspected(found: Found) -> object:
    """ "or where suspected ILD cannot be ruled out by imaging at screening"."""
    return with_quality(cast("Thing", found.any("C")), "suspected, not ruled out")


@needs_rule(
    "<CO:thing> {that required|which required|requiring|that require|which require|requires|require|needing} <C:needs>",
    gives="",
)
def needing_lately(found: Found) -> object:
    """ "pneumonitis that required steroids within the past 2 years": the words stay, for a human to judge."""
    needs = found.any("needs")
    if not isinstance(needs, Treated):
        return None
    words = found.draft.spoken(found.match[0].split(found.match["thing"], 1)[1])
    thing = with_quality(cast("Thing", found.any("thing")), words)
    return found.draft.put(found.match.string[found.match.start("thing") - 1], thing)


@needs_rule("<C> [,|(] <D:needs> [)]", gives="C")
def needing_a_drug(found: Found) -> object:
    """ "infection requiring intravenous antibiotics": before lists are made, so that "or" behind it begins another thing."""
    words = found.draft.said[ord(found.match["needs"]) - FIRST_THING]
    if not words.startswith(
        ("requiring", "require", "treated with", "needing", "receiving", "that require", "which require")
    ):
        return None
    if ("(" in found.words) != (")" in found.words):
        return None
    listed = found.match.string[: found.match.start()].endswith((", ", "or ", "and ", "/ ", "and/or "))
    if listed and _GOES_ON.match(found.match.string, found.match.end()) is None:
        # "Bacterial, viral or fungal infections requiring ..." means all of them; in the midst of a list it is of one.
        return None
    thing = found.any("C")
    return with_quality(cast("Thing", thing), words)


_GOES_ON = sought(r", (?:or |and |and/or )?C[\ue000-\uf8ff] ")


@needs_rule("<C> and <D:taken>", gives="C")
def and_taking(found: Found) -> object:
    """ "HIV-positive and currently receiving antiretroviral therapy": both, and not either."""
    words = found.draft.said[ord(found.match["taken"]) - FIRST_THING]
    if not words.startswith(
        ("currently ", "receiving", "taking", "on ", "requiring", "are ", "is ", "who are", "who is")
    ):
        return None
    before, behind = found.match.string[: found.match.start()], found.match.string[found.match.end() :]
    if before.endswith((", ", "or ", "and ", "/ ", "; ")) or behind.startswith((", ", "or ", "and ", "/ ")):
        return None
    thing = found.any("C")
    return with_quality(thing, f"and {words}") if isinstance(thing, Ill) else None


@needs_rule(
    "<C> [that is|which is|that are|,] <Q> {with|by|despite|on} [current|appropriate|medical|optimal|adequate|standard|oral] {medication|therapy|treatment|drug|medical therapy|medical treatment}",
    gives="C",
)
def not_controlled_with(found: Found) -> object:
    """ "arrhythmia not controlled with medication"."""
    if "controlled" not in cast("str", found.any("Q")):
        return None
    words = found.draft.spoken(found.match[0].split(" ", 1)[1])
    return with_quality(cast("Thing", found.any("C")), words)


@people("<C> {negative|seronegative|negative status|negativity}", gives="X")
def without_it(found: Found) -> object:
    """ "HIV negative"."""
    thing = found.any("C")
    if found.draft.denied or not isinstance(thing, Ill) or thing.qualities or thing.window is not None:
        return None
    return negated(question_of(replace(thing, status="") if thing.status == "ever" else thing, denied=True))


@needs_rule(
    "{history of|past history of|prior history of|prior|previous|known history of|past|history} {or|and/or|and|/|, or|, and/or} [a|current|currently] <C>",
    gives="C",
)
def ever_or_now(found: Found) -> object:
    """ "History of or active pneumonitis"."""
    return with_status(cast("Thing", found.any("C")), "ever")


@needs_rule(
    "<C> [,] {or|/|and/or|and} [other] {social|psychosocial|psychological|familial|sociological|geographical|addictive|social or geographical} {situation|condition|circumstance|disorder|reason|factor|issue} {that|which|limiting|likely to|interfering} $rest",
    gives="C",
)
def or_social(found: Found) -> object:
    """ "Psychiatric illness or social situation that would limit compliance": what limits it a human sees."""
    return Fixed(criterion=AskHuman(question=f"Is it so: {found.draft.spoken(found.match[0])}?", because=JUDGED))


@needs_rule("{concurrent|concomitant|current|ongoing|currently receiving|is receiving} <O>", gives="O")
def going_on(found: Found) -> object:
    """ "Concurrent radiotherapy": an event that goes on, which no record tells to the day."""
    return with_status(cast("Thing", found.any("O")), "now")


@needs_rule("{receipt of|administration of|receipt} [any|other|a] <CO:thing>", gives="")
def receipt(found: Found) -> object:
    """ "Receipt of a live vaccine" is the vaccine."""
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@needs_rule(
    "<CO:thing> [,|;] or {anticipation|anticipated need|expectation|expected need} {of|that|for} $rest",
    gives="C",
)
def or_expected(found: Found) -> object:
    """ "Major surgery within 28 days, or anticipation of the need for it during the study": what is to come a human knows."""
    if not found.draft.denied:
        return None
    words = found.draft.spoken(found.match[0].split(found.match["thing"], 1)[1]).strip(" ,;")
    asked = AskHuman(question=f"Is it so: {words.removeprefix('or ')}?", because=JUDGED)
    return Several(joint="or", parts=(thing_of(found.any("thing")), Fixed(criterion=asked)))
